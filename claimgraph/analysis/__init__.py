"""What follows from disputes: differences between views, track records, who came first, who sides with whom.

Questions of `claimgraph.questions` are about one view; these compare views, times and sources.
"""
