"""Formats that hold the whole log: JSON Lines and Parquet."""
