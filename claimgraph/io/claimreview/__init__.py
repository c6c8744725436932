"""Fact checks: ClaimReview as JSON-LD and in web pages, and the answers of the Fact Check Tools API."""
