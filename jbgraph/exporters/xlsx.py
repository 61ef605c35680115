"""A workbook to work in: sheets for things, relations, holes and evidence, with frozen headers and filters.

Every text is written as text, also one that begins like a formula: it stays text when its cell is edited. Flattened:
line breaks are all written alike; control characters, which XML cannot hold, are replaced; a text of more than 32,767
characters, which no cell holds, is cut. Sheets and headers are in the language of the map.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from jbgraph.drawings import LACKS, Drawing, Report
from jbgraph.exporters.csv import CONTROL, CUT, FORMULA, statements
from jbgraph.maps import COLUMNS as PLACES
from jbgraph.rendering import say
from jbgraph.tables import legal, workbook_bytes

SUFFIX = ".xlsx"
LONGEST = 32_767
WIDEST, NARROWEST = 60, 8
LINE, TALLEST = 15, 409  # points
IRI = re.compile(r"https?://\S+")
SHEETS = {
    "nodes": ("nodes", "事物"),
    "edges": ("edges", "联系"),
    "holes": ("holes", "缺口"),
    "evidence": ("evidence", "证据"),
}
HEADERS = {
    "nodes": (
        ("name", "名称"), ("English name", "英文名"), ("type", "类型"), ("place", "层次"), ("lacks", "缺少"),
        ("starting point", "起点"), ("IRI", "IRI"),
    ),
    "edges": (
        ("from", "起"), ("relation", "联系"), ("to", "止"), ("layer", "层"), ("passages", "出处数"),
        ("from: IRI", "起：IRI"), ("relation: IRI", "联系：IRI"), ("to: IRI", "止：IRI"),
    ),
    "holes": (("thing", "事物"), ("type", "类型"), ("lacks", "缺少"), ("key", "代码"), ("IRI", "IRI")),
    "evidence": (
        ("from", "起"), ("relation", "联系"), ("to", "止"), ("document", "文件"), ("section", "章节"),
        ("first character", "起字"), ("last character", "止字"), ("quote", "引文"), ("text", "原文"), ("layer", "层"),
        ("passage or rule", "段落或规则"), ("from: IRI", "起：IRI"), ("relation: IRI", "联系：IRI"),
        ("to: IRI", "止：IRI"),
    ),
}  # fmt: skip
NAMES = {
    "goal": ("goal", "目标"),
    "pathway": ("pathway", "路径"),
    "undertaking": ("undertaking", "举措"),
    "project": ("project", "项目"),
    "field": ("field", "领域与指标"),
}
LAYERS = {
    "stated": ("stated", "文件所述"),
    "register": ("register", "编者判定"),
    "derived": ("derived", "推导"),
    "suggested": ("suggested", "推测"),
    "working": ("working", "工作"),
}
Cell = str | int | None


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the workbook; the text of passages is in it where the documents are at hand."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    losses: Counter[str] = Counter()
    for key, rows in sheets(drawing).items():
        sheet = book.create_sheet(say(drawing.lang, *SHEETS[key]))
        fill(sheet, [say(drawing.lang, *header) for header in HEADERS[key]], list(rows), losses)
    book.properties.title = cleaned(drawing.title, losses)
    report.lost(*CONTROL, losses["control"])
    report.lost("texts whose line breaks are written alike", "换行符统一的文本", losses["break"])
    report.lost("texts cut to 32,767 characters", "截至 32767 字的文本", losses["long"])
    report.lost(*CUT, drawing.map.cut)
    return workbook_bytes(book)


def sheets(drawing: Drawing) -> dict[str, Iterable[Sequence[Cell]]]:
    """Return the rows of every sheet."""
    return {"nodes": things(drawing), "edges": relations(drawing), "holes": holes(drawing), "evidence": cited(drawing)}


def things(drawing: Drawing) -> Iterator[Sequence[Cell]]:
    """Yield a row for each node."""
    lacks = drawing.lacks
    roots = {iri: number for number, iri in enumerate(drawing.map.roots, 1)}
    for node in drawing.map.nodes:
        missing = say(drawing.lang, ", ", "、").join(lack(drawing, key) for key in lacks.get(node.iri, []))
        where = say(drawing.lang, *NAMES[PLACES[node.column]])
        yield node.zh, node.en, drawing.types[node.type], where, missing or None, roots.get(node.iri), node.iri


def relations(drawing: Drawing) -> Iterator[Sequence[Cell]]:
    """Yield a row for each edge."""
    for edge in drawing.map.edges:
        count = sum(name in drawing.passages for name in edge.graphs)
        yield *named(drawing, edge), say(drawing.lang, *LAYERS[edge.layer]), count, *iris(edge)


def holes(drawing: Drawing) -> Iterator[Sequence[Cell]]:
    """Yield a row for each hole."""
    for hole in drawing.map.holes:
        kind = drawing.types[drawing.nodes[hole.node].type]
        yield drawing.labels[hole.node], kind, lack(drawing, hole.lacks), hole.lacks, hole.node


def cited(drawing: Drawing) -> Iterator[Sequence[Cell]]:
    """Yield a row for each edge and passage, or rule."""
    for found in statements(drawing):
        p = found.passage
        where = (p.document_label, p.section_label, p.start, p.end) if p else (None,) * 4
        said = (found.quote or None, p.text if p else None, say(drawing.lang, *LAYERS[found.edge.layer]))
        yield *named(drawing, found.edge), *where, *said, found.graph or None, *iris(found.edge)


def lack(drawing: Drawing, key: str) -> str:
    """Return what is lacking, in words."""
    return say(drawing.lang, *LACKS[key])


def named(drawing: Drawing, edge: Any) -> tuple[str, str, str]:
    """Return the labels of an edge: source, property, target."""
    return drawing.labels[edge.source], drawing.labels[edge.property], drawing.labels[edge.target]


def iris(edge: Any) -> tuple[str, str, str]:
    """Return the IRIs of an edge: source, property, target."""
    return edge.source, edge.property, edge.target


def fill(sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[Cell]], losses: Counter[str]) -> None:
    """Write a sheet; widths and panes come first, for the rows are streamed."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    widths = []
    for place, header in enumerate(headers):
        longest = max([measure(header) + 3, *(measure(row[place]) for row in rows)])
        widths.append(max(NARROWEST, min(longest + 2, WIDEST)))
        sheet.column_dimensions[get_column_letter(place + 1)].width = widths[-1]
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    head = [WriteOnlyCell(sheet, header) for header in headers]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    write = writer(sheet, losses)
    for number, row in enumerate(rows, 2):
        lines = max(wrapped(value, wide) for value, wide in zip(row, widths, strict=True))
        if lines > 1:
            sheet.row_dimensions[number].height = min(LINE * lines, TALLEST)
        sheet.append(write(value) for value in row)


def writer(sheet: Any, losses: Counter[str]) -> Callable[[Cell], Any]:
    """Return what makes a cell of a value; a cell is written before the next is made, so three of them do for all."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    common, formula, link = WriteOnlyCell(sheet), WriteOnlyCell(sheet), WriteOnlyCell(sheet)
    common.alignment = formula.alignment = Alignment(vertical="top", wrap_text=True)
    link.alignment = Alignment(vertical="top")
    formula.quotePrefix = True

    def write(value: Cell) -> Any:
        if not isinstance(value, str):
            return value
        text = cleaned(value, losses)
        cell = formula if text.startswith(FORMULA) else link if IRI.fullmatch(text) else common
        cell.value = text
        cell.data_type = "s"
        return cell

    return write


def measure(value: Cell) -> int:
    """Return about how many columns of a terminal a text takes."""
    return len(value.encode("gb18030", "replace")) if isinstance(value, str) else 0


def wrapped(value: Cell, wide: int) -> int:
    """Return about how many lines a text takes in a column; an IRI stays on one."""
    if not isinstance(value, str) or IRI.fullmatch(value):
        return 1
    return max(1, -(-measure(value) // (wide - 1))) + value.count("\n")


def cleaned(text: str, losses: Counter[str]) -> str:
    """Return a text that a cell can hold, and count what was changed."""
    plain = legal(text)
    alike = re.sub("\r\n?", "\n", plain)
    losses["control"] += plain != text
    losses["break"] += alike != plain
    losses["long"] += len(alike) > LONGEST
    return alike[:LONGEST]
