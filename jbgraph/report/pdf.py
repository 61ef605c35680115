"""The report as PDF, A4 landscape: text that can be found and copied, fonts embedded, tables broken between rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jbgraph import tables
from jbgraph.paper import fonts, pdf
from jbgraph.paper.fonts import Fonts
from jbgraph.paper.measure import plain, running
from jbgraph.paper.scene import Group, Icon, Page, Path, Rect, Text
from jbgraph.paper.style import MM, colour
from jbgraph.report import Report, Section
from jbgraph.report.slices import slices
from jbgraph.report.words import documents, left, points, word
from jbgraph.tables import Table

WIDE, HIGH = 297 * MM, 210 * MM
MARGIN = 16 * MM
INSIDE = WIDE - 2 * MARGIN
BODY, SMALL, SOURCE, HEAD, TITLE = 10.0, 8.0, 6.8, 15.0, 22.0
LEADING = 1.5
PAD = 4.0  # points between the columns of a table
Item = Rect | Path | Icon | Text


def write(report: Report) -> bytes:
    """Return the report; same report, same bytes.

    :raises JbgraphError: if fpdf2 or fontTools is not installed, or no font with Chinese is found.
    """
    face = fonts.found()
    sheet = Sheets(report, face)
    sheet.cover()
    for section in report.sections:
        sheet.section(section)
    return sheet.bytes()


class Sheets:
    """The pages as they fill: what comes next stands at `y`, or on the next page."""

    def __init__(self, report: Report, face: Fonts) -> None:
        self.report, self.face, self.lang = report, face, report.lang
        self.pages: list[Page] = []
        self.y = 0.0
        self.items: list[Item] = []

    def page(self) -> None:
        """Begin a page."""
        group = Group()
        self.pages.append(Page(WIDE, HIGH, [group]))
        self.items = group.items
        self.y = MARGIN

    def room(self, height: float) -> None:
        """Begin a page where what comes next does not fit on this one."""
        if self.y + height > HIGH - MARGIN:
            self.page()

    def text(self, text: str, size: float, ink: str = "ink", *, bold: bool = False, after: float = 0.0) -> None:
        """Set a paragraph."""
        for line in running(plain(text), self.face.face(bold), size, INSIDE):
            self.room(size * LEADING)
            self.items.append(Text(MARGIN, self.y + size, line, size, colour(ink), bold))
            self.y += size * LEADING
        self.y += after

    def cover(self) -> None:
        """Set the first page: title, documents, contents."""
        self.page()
        self.y += 20
        self.text(self.report.title, TITLE, bold=True, after=4)
        if self.report.date:
            self.text(self.report.date, BODY, "ink-3")
        self.y += 8
        self.text(word(self.lang, "neutral"), BODY, "ink-2", after=14)
        for title, lines in (
            ("documents", documents(self.report)),
            ("contents", [section.title for section in self.report.sections]),
        ):
            self.text(word(self.lang, title), BODY + 1, bold=True, after=2)
            for line in lines:
                self.text(line, BODY, "ink-2")
            self.y += 12
        self.page()
        self.text(word(self.lang, "findings"), HEAD, bold=True, after=8)
        for at, sentence in points(self.report):
            self.text(self.report.sections[at - 1].title, SMALL, "ink-3")
            self.text(sentence, BODY, after=7)

    def section(self, section: Section) -> None:
        """Set a section, from a new page on."""
        self.page()
        self.text(section.title, HEAD, bold=True, after=2)
        self.text(section.about, BODY, "ink-2", after=8)
        for sentence in section.sentences:
            self.text(("　" if self.lang == "zh" else "") + sentence, BODY, after=3)
        self.y += 8
        if section.chart:
            self.chart(section.chart)
        if section.shown:
            self.table(section.head.for_people())
            if section.left:
                self.y += 4
                self.text(left(section, self.lang), SMALL, "ink-3")

    def chart(self, chart: Page) -> None:
        """Set a drawing as large as the width allows, at most as it was drawn; a tall one goes over several pages."""
        scale = min(1.0, INSIDE / chart.width)
        at = MARGIN + (INSIDE - chart.width * scale) / 2
        whole, here = HIGH - 2 * MARGIN, HIGH - MARGIN - self.y
        if chart.height * scale <= whole or here < whole / 3:
            self.room(min(chart.height * scale, whole))
        for top, low, items in slices(chart, whole / scale, (HIGH - MARGIN - self.y) / scale):
            self.room((low - top) * scale - 1)
            self.items += [moved(item, scale, at, self.y - top * scale) for item in items]
            self.y += (low - top) * scale
        self.y += 12

    def table(self, table: Table) -> None:
        """Set a table; its last column, the source, stands below each row; the head stands again on every page."""
        cells = Table(table.columns[:-1], [row[:-1] for row in table.rows])
        wide = self.widths(cells)
        head = [self.cell(name, width, bold=True) for name, width in zip(cells.columns, wide, strict=True)]
        high = max(map(len, head)) * SMALL * 1.4 + PAD
        self.room(high + 40)
        self.line(head, wide, bold=True)
        for row in table.rows:
            own = [self.cell(tables.shown(cell), width) for cell, width in zip(row[:-1], wide, strict=True)]
            source = running(plain(tables.shown(row[-1])), self.face.regular, SOURCE, INSIDE)
            need = max(map(len, own)) * SMALL * 1.4 + len(source) * SOURCE * 1.4 + PAD
            if self.y + min(need, HIGH - 2 * MARGIN - high) > HIGH - MARGIN:
                self.page()
                self.line(head, wide, bold=True)
            self.line(own, wide, source)

    def line(
        self, cells: list[list[str]], wide: list[float], source: Sequence[str] = (), *, bold: bool = False
    ) -> None:
        """Set a row, where it stands in the documents, and the rule below it."""
        x, ink = MARGIN, colour("ink-2" if bold else "ink")
        for lines, width in zip(cells, wide, strict=True):
            for number, text in enumerate(lines):
                self.items.append(Text(x, self.y + SMALL + number * SMALL * 1.4, text, SMALL, ink, bold))
            x += width + PAD * 2
        self.y += max(map(len, cells)) * SMALL * 1.4 + PAD * 0.5
        for text in source:
            self.items.append(Text(MARGIN, self.y + SOURCE, text, SOURCE, colour("ink-3")))
            self.y += SOURCE * 1.4
        self.y += PAD * 0.5
        edge = colour("line-2" if bold else "line")
        self.items.append(Path((("M", MARGIN, self.y), ("L", WIDE - MARGIN, self.y)), stroke=edge, width=0.6))
        self.y += PAD * 0.6

    def cell(self, text: str, width: float, *, bold: bool = False) -> list[str]:
        """Return the lines of a cell."""
        return list(running(plain(text), self.face.face(bold), SMALL, width))

    def widths(self, table: Table) -> list[float]:
        """Return the widths of the columns: what the text needs, the longest ones cut so that the whole fits."""
        need = []
        for place, name in enumerate(table.columns):
            cells = [self.face.regular.width(plain(tables.shown(row[place])), SMALL) for row in table.rows]
            need.append(max([self.face.bold.width(plain(name), SMALL), *cells]) + 1)
        inside = INSIDE - PAD * 2 * (len(need) - 1)
        low, high = 0.0, max(need)
        for _ in range(40):  # the cut at which all fit
            middle = (low + high) / 2
            low, high = (middle, high) if sum(min(one, middle) for one in need) <= inside else (low, middle)
        fitted = [min(one, low) for one in need]
        spare = inside - sum(fitted)
        return [one + spare * one / sum(fitted) for one in fitted] if spare > 1 and low >= max(need) - 1 else fitted

    def bytes(self) -> bytes:
        """Return the pages, numbered, as PDF."""
        for number, page in enumerate(self.pages, 1):
            text = f"{number} / {len(self.pages)}"
            page.groups[0].items.append(
                Text(WIDE - MARGIN, HIGH - MARGIN / 2, text, SMALL, colour("ink-3"), anchor="end")
            )
        return pdf.written(self.pages, self.face, self.report.title, self.lang)


def moved(item: Item, scale: float, x: float, y: float) -> Item:
    """Return an item of a drawing at another place and size."""
    if isinstance(item, Path):
        steps = tuple(
            (step[0], *(float(v) * scale + (x if n % 2 == 0 else y) for n, v in enumerate(step[1:])))
            for step in item.steps
        )
        return replace(item, steps=steps, width=item.width * scale, dash=tuple(d * scale for d in item.dash))
    if isinstance(item, Rect):
        return replace(
            item, x=item.x * scale + x, y=item.y * scale + y, w=item.w * scale, h=item.h * scale,
            r=item.r * scale, width=item.width * scale,
        )  # fmt: skip
    return replace(item, x=item.x * scale + x, y=item.y * scale + y, size=item.size * scale)
