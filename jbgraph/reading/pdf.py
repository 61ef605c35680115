"""Pdf files with a text layer: paragraphs by the shape of their lines, ruled tables, without what each page repeats."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jbgraph.errors import JbgraphError
from jbgraph.reading.building import Builder
from jbgraph.reading.columns import Line, Piece, ordered, paragraphs, ruled
from jbgraph.reading.glyphs import glyphs, has_lines, inside, within, words
from jbgraph.reading.text import Block

if TYPE_CHECKING:
    from pdfplumber.page import Page

MOST_PAGES = 1_000
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_NUMBER = re.compile(r"[-—–－·•.\s第]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–－·•.\s页]*(?:[/／共]\s*\d{1,4}\s*页?)?")

Notes = list[tuple[str, str]]


@dataclass
class _Grid:
    """A table on a page; `top` and `x0` say where, in points from the upper left corner."""

    rows: list[list[str]]
    x0: float
    x1: float
    top: float
    bottom: float


def read(data: bytes, where: str) -> tuple[str, list[Block], Notes]:
    """Return the published text of a file, its blocks, and what was left out.

    :raises JbgraphError: if the file is locked, damaged, a scan without text, or has letters that say not which they
        are.
    """
    import pdfplumber
    import pypdfium2

    quiet = logging.getLogger("pdfminer")
    level = quiet.level
    quiet.setLevel(logging.ERROR)
    try:
        letters = pypdfium2.PdfDocument(data)
        try:
            with pdfplumber.open(io.BytesIO(data)) as ruled_pages:
                return _Reader(where, letters, ruled_pages.pages).read()
        finally:
            letters.close()
    except JbgraphError:
        raise
    except Exception as error:  # damaged files raise whatever the parser met: KeyError, struct.error, RecursionError …
        if "password" in str(error).lower() or "password" in repr(error.__context__).lower():
            raise JbgraphError(
                ("the document is locked with a password", "文件有密码保护"),
                where=where,
                hint=("open it with the password and save it without one", "用密码打开，另存为不加密的文件"),
            ) from None
        raise JbgraphError(
            ("the .pdf file is damaged", "PDF文件已损坏"),
            where=where,
            hint=("open it in a reader and print it to a new pdf", "在阅读器中打开，打印为新的PDF"),
        ) from None
    finally:
        quiet.setLevel(level)


class _Reader:
    """Reads one document."""

    def __init__(self, where: str, letters: Any, pages: list[Page]) -> None:
        if len(pages) > MOST_PAGES:
            raise JbgraphError(
                (f"the document has more than {MOST_PAGES:,} pages", f"文件超过{MOST_PAGES:,}页"),
                where=where,
                hint=("cut it into its documents", "请按文件拆开"),
            )
        self._where = where
        self._letters = letters
        self._pages = pages
        self._notes: Notes = []

    def read(self) -> tuple[str, list[Block], Notes]:
        """Read all pages."""
        found: list[list[Line | _Grid]] = []
        empty = []
        for number, page in enumerate(self._pages, 1):
            items = self._page(page, number - 1)
            if not items:
                empty.append(number)
            found.append(items)
            page.close()
        self._furniture(found)
        self._refuse(found, empty)
        builder = Builder(self._where)
        self._write(found, builder)
        published, blocks = builder.done()
        return published, blocks, self._notes

    def _page(self, page: Page, number: int) -> list[Line | _Grid]:
        """Return lines and tables of a page in reading order.

        The letters come from PDFium, which knows more encodings; the rules of tables from pdfplumber.
        """
        sheet = self._letters[number]
        # pdfplumber resolves boxes that pages inherit, PDFium does not.
        pieces = glyphs(sheet, 2 * float(page.mediabox[1]) + float(page.height))
        if sheet.get_rotation() and page.chars:
            pieces = [Piece(one["text"], one["x0"], one["x1"], one["top"], one["bottom"]) for one in page.chars]
            pieces = [piece for piece in pieces if not piece.text.isspace()]
        # To look for rules costs ten times what the letters do: a page without a line or box has none.
        lined = has_lines(sheet)
        sheet.close()
        grids = []
        for table in page.find_tables() if lined else ():
            rows = [[inside(pieces, cell) if cell else "" for cell in row.cells] for row in table.rows]
            rows = [[cell.replace("\n", "") for cell in row] for row in rows if any(cell.strip() for cell in row)]
            if rows and len(rows[0]) > 1:
                x0, top, x1, bottom = table.bbox
                grids.append(_Grid(rows, x0, x1, top, bottom))
        boxes = [(grid.x0, grid.top, grid.x1, grid.bottom) for grid in grids]
        outside = [piece for piece in pieces if not any(within(piece, box) for box in boxes)]
        lines: list[Line] = ordered(words(outside), float(page.width))
        items: list[Line | _Grid] = []
        pending = sorted(grids, key=lambda grid: grid.top)
        for line in lines:
            while pending and pending[0].top < line.top and pending[0].x0 < line.x1:
                items.append(pending.pop(0))
            items.append(line)
        return [*items, *pending]

    def _refuse(self, found: list[list[Line | _Grid]], empty: list[int]) -> None:
        text = "".join(_text(item) for items in found for item in items)
        if len(re.sub(r"\s", "", text)) < 10 * max(1, len(found) // 4):
            raise JbgraphError(
                ("the pdf has no text layer: its pages are pictures", "PDF没有文字层：页面是扫描图片"),
                where=self._where,
                hint=(
                    "run text recognition (OCR) on it, or ask for the document as .docx or text",
                    "先做文字识别（OCR），或索取.docx、文本格式的文件",
                ),
            )
        unknown = sum(len(match) for match in _UNKNOWN.findall(text))
        if unknown * 4 > len(text):
            raise JbgraphError(
                ("the letters of the pdf do not say which they are", "PDF中的字体没有字符编码"),
                where=self._where,
                hint=(
                    "run text recognition (OCR) on it, or ask for the document as .docx or text",
                    "先做文字识别（OCR），或索取.docx、文本格式的文件",
                ),
            )
        if empty:
            pages = "、".join(str(number) for number in empty[:20])
            self._notes.append((f"pages without text: {pages.replace('、', ', ')}", f"没有文字的页：{pages}"))

    def _furniture(self, found: list[list[Line | _Grid]]) -> None:
        """Leave out page numbers, and lines at the edge of a page that many pages repeat."""
        edges: Counter[str] = Counter()
        for items in found:
            edges.update({_pattern(item) for item in (*items[:2], *items[-2:]) if isinstance(item, Line)})
        often = {text for text, count in edges.items() if count >= max(2, len(found) * 0.4) and len(text) < 60}
        gone = 0
        for items in found:
            for end in (0, -1):
                for _ in range(2):
                    item = items[end] if items else None
                    if isinstance(item, Line) and (_NUMBER.fullmatch(item.text) or _pattern(item) in often):
                        items.pop(end)
                        gone += 1
                    else:
                        break
        if gone:
            self._notes.append((f"page numbers and running heads left out: {gone}", f"略去页码、页眉和页脚{gone}处"))

    def _write(self, found: list[list[Line | _Grid]], builder: Builder) -> None:
        sizes = [line.size for items in found for line in items if isinstance(line, Line) for _ in line.text]
        body = sorted(sizes)[len(sizes) // 2] if sizes else 10.0
        lefts = sorted(line.x0 for items in found for line in items if isinstance(line, Line))
        margin = lefts[len(lefts) // 10] if lefts else None
        pending: _Grid | None = None
        titled = False
        for items in found:
            group: list[Line] = []
            for item in [*items, None]:
                if isinstance(item, Line):
                    group.append(item)
                    continue
                for shape in ruled(group):
                    if pending and (shape or group):
                        builder.table(_without_empty_columns(pending.rows))
                        pending = None
                    if isinstance(shape, list) and shape and isinstance(shape[0], list):
                        builder.table(shape)
                        continue
                    for text, size in paragraphs([line for line in shape if isinstance(line, Line)], body, margin):
                        head = not titled and size > body * 1.2
                        titled = titled or head
                        builder.paragraph(text, 1 if head else None)
                group = []
                if isinstance(item, _Grid):
                    if pending and _goes_on(pending, item):
                        pending.rows += item.rows
                    else:
                        if pending:
                            builder.table(_without_empty_columns(pending.rows))
                        pending = item
        if pending:
            builder.table(_without_empty_columns(pending.rows))


def _goes_on(above: _Grid, below: _Grid) -> bool:
    """Say whether a table at the top of a page is the rest of the one at the foot of the page before."""
    return (
        below.top < above.bottom
        and len(above.rows[0]) == len(below.rows[0])
        and abs(above.x0 - below.x0) < 6
        and abs(above.x1 - below.x1) < 6
    )


def _without_empty_columns(rows: list[list[str]]) -> list[list[str]]:
    """Leave out columns without any text: rules drawn twice make them."""
    width = max((len(row) for row in rows), default=0)
    kept = [at for at in range(width) if any(at < len(row) and row[at].strip() for row in rows)]
    return [[row[at] if at < len(row) else "" for at in kept] for row in rows]


def _text(item: Line | _Grid) -> str:
    return item.text if isinstance(item, Line) else "".join(cell for row in item.rows for cell in row)


def _pattern(item: Line | _Grid) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", _text(item)))
