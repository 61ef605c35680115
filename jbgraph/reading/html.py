"""Web pages: the part that holds the text, its headings, and its tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jbgraph.errors import JbgraphError
from jbgraph.reading.building import Builder
from jbgraph.reading.text import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEFT_OUT = frozenset(
    """script style noscript template head nav footer aside form select button iframe svg canvas object video audio
    textarea""".split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    """address article blockquote body center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr html
    li main ol p pre section table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
_HAN = re.compile("[\u4e00-\u9fff]")
_TITLE = re.compile(r"[_|｜]| [-–—] |--|——")
_SHARE = 0.8


def read(text: str, where: str) -> tuple[str, list[Block]]:
    """Return the published text of a page and its blocks.

    Menus and other text around are left out: the part is taken that holds most of the Chinese characters. The title is
    that of the page where the part itself prints none.

    :raises JbgraphError: if the page cannot be parsed.
    """
    from lxml import etree
    from lxml import html as parser

    maker = parser.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        # As bytes: a declared encoding that differs from the text is an error otherwise.
        root = parser.document_fromstring(text.replace("\0", "").encode("utf-8", errors="replace"), parser=maker)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise JbgraphError(
            ("the page holds no text", "网页中没有文字"),
            where=where,
            hint=("save the page again, or copy its text into a .txt file", "重新保存网页，或把文字复制到.txt文件"),
        ) from None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in maker.error_log):
        raise JbgraphError(
            ("the page is nested deeper than any page of text", "网页嵌套层数过多"),
            where=where,
            hint=("save the page again, or copy its text into a .txt file", "重新保存网页，或把文字复制到.txt文件"),
        )
    for element in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        if element.getparent() is not None:
            element.drop_tree()
    builder = Builder(where)
    main = _main(root)
    title = _title(root, main)
    if title:
        builder.paragraph(title, 1)
    _Walker(builder).walk(main)
    return builder.done()


def _main(root: HtmlElement) -> HtmlElement:
    """Return the innermost element that holds most of the Chinese characters of a page."""
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):
        own = 0
        if isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
            own = len(_HAN.findall(element.text or "")) + sum(
                sizes.get(child, 0) + len(_HAN.findall(child.tail or "")) for child in element
            )
        sizes[element] = own
    place = root
    while True:
        best = max(place, key=lambda child: sizes.get(child, 0), default=None)
        if (
            best is None
            or best.tag in ("p", "table", "tbody", "tr", "ul", "ol", "span")
            or not isinstance(best.tag, str)
        ):
            return place
        if sizes[best] < _SHARE * sizes[place]:
            return place
        place = best


def _title(root: HtmlElement, main: HtmlElement) -> str:
    """Return the title of a page, empty where its main part prints one itself."""
    inside = "".join(main.itertext())[:2000]
    own = re.sub(r"\s", "", inside)
    for value in (
        *(heading.text_content() for heading in root.iter("h1")),
        *root.xpath("//meta[translate(@name,'ARTICLETITLE','articletitle')='articletitle']/@content"),
        *(title.text_content() for title in root.iter("title")),
    ):
        bare = re.sub(r"\s+", " ", str(value)).strip()
        bare = _TITLE.split(bare)[0].strip() if len(_TITLE.split(bare)[0]) > 6 else bare
        if bare:
            return "" if re.sub(r"\s", "", bare) in own else bare
    return ""


class _Walker:
    """Walks an element without recursion: pages may nest as deep as they like."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._text: list[str] = []
        self._level: int | None = None

    def walk(self, top: HtmlElement) -> None:
        """Write the paragraphs and tables below an element."""
        stack: list[tuple[str, HtmlElement]] = [("in", top)]
        while stack:
            step, element = stack.pop()
            if step == "out":
                if element.tag in _BLOCKS:
                    self._flush()
                    self._level = None
                if element is not top:
                    self._add(element.tail)
                continue
            tag = element.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                if element is not top:
                    self._add(element.tail)
                continue
            if tag == "table" and _is_data(element):
                self._flush()
                self._builder.table(_rows(element))
                if element is not top:
                    self._add(element.tail)
                continue
            if tag in _BLOCKS:
                self._flush()
            if tag == "br":
                self._flush()
            if re.fullmatch("h[1-6]", tag):
                self._level = int(tag[1])
            self._add(element.text)
            stack.append(("out", element))
            stack.extend(("in", child) for child in reversed(element))
        self._flush()

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(re.sub(r"[\r\n\t]+", " ", text))

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text = []
        level, self._level = self._level, None
        self._builder.paragraph(text, level if text.strip() else None)
        if not text.strip():
            self._level = level


def _is_data(table: HtmlElement) -> bool:
    """Say whether a table holds data and does not lay out a page: two columns or more, and no long cells."""
    rows = list(table.iter("tr"))
    if len(rows) < 2 or next(table.iterdescendants("table"), None) is not None:
        return False
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    if max((sum(1 for cell in row if cell.tag in ("td", "th")) for row in rows), default=0) < 2:
        return False
    return all(len(cell.text_content()) < 600 for cell in cells)


def _rows(table: HtmlElement) -> list[list[str]]:
    """Return the cells of a table; a merged cell stands in the first place it covers, the others are empty."""
    taken: dict[tuple[int, int], bool] = {}
    rows: list[list[str]] = []
    for number, row in enumerate(table.iter("tr")):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while taken.pop((number, len(cells)), False):
                cells.append("")
            wide, high = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            column = len(cells)
            cells += [" ".join(cell.text_content().split()), *[""] * (wide - 1)]
            for below in range(1, high):
                for beside in range(wide):
                    taken[number + below, column + beside] = True
        while taken.pop((number, len(cells)), False):
            cells.append("")
        rows.append(cells)
    return rows


def _span(value: str | None) -> int:
    """Return how many cells a merged cell covers; what is no number covers one, and none more than 60."""
    return min(max(int(value), 1), 60) if value and value.strip().isdigit() and len(value) < 5 else 1
