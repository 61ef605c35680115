"""A layered map for paper as PNG, rasterised from the SVG; sheets one below another.

Options as for svg: `size` (A4, A3, A0, fit), `date`, `font`; and `dpi`.
"""

from __future__ import annotations

from jbgraph.drawings import Drawing, Report
from jbgraph.paper import draw, png

SUFFIX = ".png"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as PNG, as large as it needs unless a size is given."""
    made = draw.drawn(drawing, report)
    pages = made.pages()
    dpi = png.resolution(drawing.options.get("dpi", ""), made.size.name)
    report.lost("text, kept as pixels only", "文字，仅存为像素", sum(len(page.texts()) for page in pages))
    return png.written(pages, made.fonts, made.title, drawing.lang, dpi)
