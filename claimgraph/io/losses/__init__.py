"""What a format cannot carry, and how writers say so."""
