"""A layered map for paper as SVG: text that can be selected, fonts by name, sheets one below another.

Options: `size` (A4, A3, A0, fit), `date` (printed as given), `font` (a font file). Paper shows the section of each
passage and not its characters, which the report says; what a thing lacks is a letter in a frame on its box.
"""

from __future__ import annotations

from jbgraph.drawings import Drawing, Report
from jbgraph.paper import draw, svg

SUFFIX = ".svg"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as SVG, as large as it needs unless a size is given."""
    made = draw.drawn(drawing, report)
    return svg.written(made.pages(), made.fonts, made.title, drawing.lang).encode("utf-8")
