"""Formats of argument graphs and of threat intelligence: AIF, Argdown, STIX."""
