"""N-Quads: what `trig` writes, one statement on each line, sorted, so that two files can be compared.

Left out, as in `trig`: holes, what the map starts from, and how much was cut.
"""

from __future__ import annotations

from pyoxigraph import RdfFormat

from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.trig import quads, serialized

SUFFIX = ".nq"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the dataset as N-Quads."""
    return serialized(quads(drawing, report), RdfFormat.N_QUADS, drawing.graph)
