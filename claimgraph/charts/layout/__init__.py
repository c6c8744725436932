"""Where things go in a chart: lanes, order, lines of text, the axis of time."""
