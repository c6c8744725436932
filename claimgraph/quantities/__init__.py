"""Quantities: numbers with bounds and a unit, and how they are read from words."""

from claimgraph.quantities.quantity import Quantity

__all__ = ["Quantity"]
