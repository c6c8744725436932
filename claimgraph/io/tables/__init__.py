"""Sheets with a claim a row: CSV and data frames."""
