"""Figures in running text: values with metric, unit, period, kind and the hedges that stand by them."""

from jbgraph.extraction.figures.find import find, readings
from jbgraph.extraction.figures.prose import Reading, read

__all__ = ["Reading", "find", "read", "readings"]
