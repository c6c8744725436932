"""Wikibase: statements of Wikidata and others."""
