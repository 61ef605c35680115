"""The explorer: a graph as one HTML page that works from a USB stick, every statement with its passage."""

from jbgraph.explorer.page import LAYERS, Page, around, explore

__all__ = ["LAYERS", "Page", "around", "explore"]
