"""Reading a file: its text as published, and its blocks repaired for reading, in reading order."""

from jbgraph.reading.files import read
from jbgraph.reading.runs import Run

__all__ = ["Run", "read"]
