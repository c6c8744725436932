"""The records that a log holds: sources, claims, assertions, documents, declarations, corrections."""
