"""FollowTheMoney: statements, as CSV and JSON."""
