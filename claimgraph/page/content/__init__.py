"""What a page says: its days, its assertions and their original claims."""
