"""Pictures of a view: how statuses went, who stands where, who is on which side of what.

Altair describes a picture and vl-convert draws it, both offline; they come with the extra ``charts`` and are imported
when the first picture is drawn. `claimgraph.charts.marks.marks` holds what all pictures share: colours, symbols, text.
"""

from claimgraph.charts.chart import Chart
from claimgraph.charts.network import draw_network
from claimgraph.charts.positions import draw_positions
from claimgraph.charts.timeline import draw_timeline

__all__ = ["Chart", "draw_network", "draw_positions", "draw_timeline"]
