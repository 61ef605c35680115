"""The wall chart of undertakings (作战图) as PDF: one row for each, holes shown as holes.

Options: `size` (A3, A0, A4, fit; A3 unless given), `date`, `font`. What the chart does not show of a map, its
industries, metrics without target, and the single relations, is in the report.
"""

from __future__ import annotations

from jbgraph.drawings import Drawing, Report
from jbgraph.paper import fonts, pdf, sheets
from jbgraph.paper.ruled import DrawnTable

SUFFIX = ".pdf"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the wall chart."""
    made = DrawnTable(drawing)
    sheets.reported(made.chart, report)
    pages = made.pages()
    lost = fonts.unprintable((one.text for page in pages for one in page.texts()), made.fonts)
    report.lost("lines with characters that the font lacks", "含字体缺字的文字行", lost)
    return pdf.written(pages, made.fonts, made.title, drawing.lang)
