"""The log of records: look-ups, who is who, corrections, and the log as of a length."""
