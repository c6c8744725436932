"""Graph formats: GEXF and GraphML."""
