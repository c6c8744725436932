"""A view evaluated: which claims it admits, who repeats whom, and what is disputed.

The pure rules are in `claimgraph.standing`; here they are applied to a view, and their results are kept.
"""
