"""The explorer: a graph as one HTML page that works from a USB stick, every statement with its passage."""

from jbgraph.explorer.page import Summary, explore

__all__ = ["Summary", "explore"]
