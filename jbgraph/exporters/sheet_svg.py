"""The wall chart of undertakings (作战图) as SVG: one row for each, holes shown as holes.

Options: `size` (A3, A0, A4, fit; A3 unless given), `date`, `font`. What the chart does not show of a map, its
industries, metrics without target, and the single relations, is in the report.
"""

from __future__ import annotations

from jbgraph.drawings import Drawing, Report
from jbgraph.paper import sheets, svg
from jbgraph.paper.ruled import DrawnTable

SUFFIX = ".svg"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the wall chart."""
    made = DrawnTable(drawing)
    sheets.reported(made.chart, report)
    return svg.written(made.pages(), made.fonts, made.title, drawing.lang).encode("utf-8")
