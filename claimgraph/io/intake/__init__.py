"""What all readers share: collecting records and faults, dates, progress."""
