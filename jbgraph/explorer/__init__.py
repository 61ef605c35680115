"""The explorer: a graph as one HTML page that works from a USB stick, every statement with its passage."""

from jbgraph.explorer.page import LAYERS, Page, explore

__all__ = ["LAYERS", "Page", "explore"]
