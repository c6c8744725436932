"""The graph that users hold: `ClaimGraph`, its views, and how records are added."""
