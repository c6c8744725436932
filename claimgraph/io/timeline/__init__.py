"""TimelineJS: timelines for the web."""
