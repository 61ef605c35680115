"""The wall chart of undertakings (作战图) as workbook: to be filled in, printed on A3 landscape, head frozen.

A second sheet has the sources by number, a third every passage with document, section, first and last character.
Light and flag are empty columns. Every text is written as text, also one that begins like a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jbgraph.drawings import Drawing, Report
from jbgraph.paper import sheets, style
from jbgraph.paper.notes import ranges
from jbgraph.paper.sheets import Chart, Row
from jbgraph.paper.table import COLUMNS, DIRECT, HOLE, TITLES, UNSTATED
from jbgraph.rendering import concluded, say
from jbgraph.tables import legal, width, workbook_bytes

SUFFIX = ".xlsx"
LONGEST = 32_767
WIDTHS = {"goal": 7, "group": 22, "thing": 44, "targets": 36, "limits": 16, "holders": 28, "roles": 10, "stages": 11,
          "light": 7, "flag": 7, "notes": 10}  # fmt: skip
EVIDENCE = (("undertaking", "举措"), ("document", "文件"), ("section", "章节"), ("first character", "起字"),
            ("last character", "止字"), ("text", "原文"), ("passage or rule", "段落或规则"),
            ("IRI", "IRI"))  # fmt: skip
SOURCES = (("number", "编号"), ("document", "文件"), ("section", "章节"))


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the wall chart as workbook."""
    from openpyxl import Workbook

    made = sheets.chart(drawing)
    sheets.reported(made, report, places=True)
    book = Workbook()
    sheet = book.active
    sheet.title = say(drawing.lang, "wall chart", "作战图")
    cut = charted(sheet, made)
    sources = [(note.number, note.document, note.section) for note in made.notes.all]
    cut += listed(book.create_sheet(say(drawing.lang, "sources", "出处")), SOURCES, sources, drawing.lang)
    cut += listed(book.create_sheet(say(drawing.lang, "evidence", "证据")), EVIDENCE, evidence(made), drawing.lang)
    report.lost("texts cut at 32,767 characters", "超过 32767 字而截断的文字", cut)
    return workbook_bytes(book)


def charted(sheet: Any, made: Chart) -> int:
    """Write the chart: title, head, rows with goals and groups merged; return how many texts were cut."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    lang = made.drawing.lang
    title = f"{say(lang, *TITLES)} · {made.drawing.roots}"
    cut = put(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    line = Side(style="thin", color="FFBFBBB2")
    border = Border(left=line, right=line, top=line, bottom=line)
    for column, (name, _, heading) in enumerate(COLUMNS, 1):
        cell = sheet.cell(2, column)
        put(cell, say(lang, *heading))
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=argb(style.colour("ink-2")))
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[name]
    pale = PatternFill("solid", fgColor=argb(style.mixed(HOLE, "#ffffff", 0.06)))
    for number, row in enumerate(made.rows, 3):
        for column, (name, text, hole) in enumerate(cells(made, row), 1):
            cell = sheet.cell(number, column)
            cut += put(cell, text)
            cell.border = border
            middle = name in ("goal", "roles", "stages", "light", "flag", "notes")
            cell.alignment = Alignment(
                horizontal="center" if middle or hole else "left", vertical="center", wrap_text=True,
                indent=min(row.depth, 3) if name == "thing" else 0,
            )  # fmt: skip
            if hole:
                cell.fill, cell.font = pale, Font(color=argb(HOLE))
            if name == "goal":
                cell.fill = PatternFill("solid", fgColor=argb(style.hue(made.hues[row.goal])))
                cell.font = Font(bold=True, color="FFFFFFFF", size=13)
                cell.alignment = Alignment(
                    horizontal="center", vertical="center", wrap_text=True, textRotation=255 if lang == "zh" else 90
                )
            if name == "group" and row.group:
                tint = style.mixed(style.hue(made.hues[row.goal]), "#ffffff", 0.09)
                cell.fill, cell.font = PatternFill("solid", fgColor=argb(tint)), Font(bold=True)
        deepest = max(lines(text, WIDTHS[name]) for name, text, _ in cells(made, row) if name not in ("goal", "group"))
        sheet.row_dimensions[number].height = min(409.0, 5 + 14.5 * deepest)
    for column, of in ((1, ("goal",)), (2, ("goal", "group"))):
        for start, end in runs([tuple(getattr(row, name) for name in of) for row in made.rows]):
            if end > start:
                sheet.merge_cells(start_row=start + 3, start_column=column, end_row=end + 3, end_column=column)
    sheet.freeze_panes = "D3"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = say(lang, "Page &P of &N", "第 &P 页，共 &N 页")
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    return cut


def cells(made: Chart, row: Row) -> list[tuple[str, str, bool]]:
    """Return name, text and whether it is a hole for each cell of a row."""
    drawing = made.drawing
    hole = say(drawing.lang, *UNSTATED)
    people = (*row.holders, *row.others)
    names = [hole] * (not row.holders) + [one.name.text for one in people]
    roles = ["—"] * (not row.holders and bool(row.others)) + [one.role for one in people]
    found = []
    for name, _, _ in COLUMNS:
        said = {
            "goal": drawing.labels[row.goal],
            "group": drawing.labels[row.group] if row.group else say(drawing.lang, *DIRECT),
            "thing": drawing.labels[row.thing],
            "holders": "\n".join(names),
            "roles": "\n".join(roles),
            "notes": ranges(made.notes.of.get(sheets.key(row), ())),
            "light": made.words[row.light] if row.light else "",
        }.get(name)
        if said is None:
            said = "\n".join(one.text for one in getattr(row, name, ()))
            if not said and name not in ("light", "flag"):
                found.append((name, hole, True))
                continue
        found.append((name, said, said == hole and name == "holders"))
    return found


def lines(text: str, across: float) -> int:
    """Return how many lines a text takes in a column of a width in characters."""
    return sum(max(1, -(-width(line) // int(across - 1))) for line in text.split("\n"))


def evidence(made: Chart) -> list[tuple[str | int, ...]]:
    """Return a row for each undertaking and passage."""
    lang = made.drawing.lang
    found: list[tuple[str | int, ...]] = []
    for row in made.rows:
        for name in dict.fromkeys(row.graphs()):
            passage, label = made.passages.get(name), made.drawing.labels[row.thing]
            if passage is None:
                found.append((label, "", concluded(name, lang), "", "", "", name, row.thing))
            else:
                place = (passage.document_label, passage.section_label, passage.start, passage.end)
                found.append((label, *place, passage.text or "", name, row.thing))
    return found


def listed(sheet: Any, headings: Sequence[tuple[str, str]], rows: Sequence[Sequence[str | int]], lang: str) -> int:
    """Write a plain sheet with a frozen head and filters; return how many texts were cut."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    cut = 0
    for number, row in enumerate([[say(lang, *heading) for heading in headings], *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cut += put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(headings) + 1):
        longest = max((len(str(row[column - 1])) for row in rows), default=8)
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(9, longest * 1.6 + 3))
    sheet.freeze_panes = "A2"
    if rows:
        sheet.auto_filter.ref = sheet.dimensions
    return cut


def put(cell: Any, value: str | int) -> int:
    """Write a value, text as text; return 1 if it was cut."""
    if isinstance(value, int):
        cell.value = value
        return 0
    if not value:
        return 0
    text = legal(value)
    cell.value = text[:LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t", "\r")
    return int(len(text) > LONGEST)


def runs(keys: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return first and last place of each run of equal keys.

    >>> runs([("a",), ("a",), ("b",)])
    [(0, 1), (2, 2)]
    """
    found: list[tuple[int, int]] = []
    for at, key in enumerate(keys):
        if found and keys[found[-1][0]] == key:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def argb(colour: str) -> str:
    """Return a colour as openpyxl takes it.

    >>> argb("#1d4f91")
    'FF1D4F91'
    """
    return "FF" + colour[1:].upper()
