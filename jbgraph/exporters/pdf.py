"""A layered map for paper as PDF: fonts embedded, text that can be found and copied, one page a sheet.

Options as for svg: `size` (A4, A3, A0, fit), `date`, `font`.
"""

from __future__ import annotations

from jbgraph.drawings import Drawing, Report
from jbgraph.paper import draw, fonts, pdf

SUFFIX = ".pdf"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as PDF, as large as it needs unless a size is given."""
    made = draw.drawn(drawing, report)
    pages = made.pages()
    lost = fonts.unprintable((one.text for page in pages for one in page.texts()), made.fonts)
    report.lost("lines with characters that the font lacks", "含字体缺字的文字行", lost)
    return pdf.written(pages, made.fonts, made.title, drawing.lang)
