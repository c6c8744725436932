"""Records and answers in other forms: plain data, and a detached NetworkX copy."""
