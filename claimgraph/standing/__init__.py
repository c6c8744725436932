"""Where sources stand: pure functions from statements to positions, statuses and their history.

Nothing here knows of graphs, logs or views.
"""
