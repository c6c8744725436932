"""What is drawn in a chart, and what describes it: marks, alt text, tooltips, SVG and HTML."""
