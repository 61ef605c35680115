"""The report as workbook: a sheet of what stands out, and one for each analysis with all its rows."""

from __future__ import annotations

from jbgraph import tables
from jbgraph.report import Report
from jbgraph.report.words import documents, word

LONGEST = 31  # characters that the name of a sheet may have (Office Open XML, sheet names in Excel)
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write(report: Report) -> bytes:
    """Return the report; no formula in it, every text is text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    front = book.active
    assert front is not None
    front.title = word(report.lang, "findings")
    lines = [report.title, report.date, word(report.lang, "neutral"), "", word(report.lang, "documents")]
    lines += [*documents(report), ""]
    bold = {1, 5}
    for section in report.sections:
        bold.add(len(lines) + 1)
        lines += [section.title, section.about, *section.sentences, ""]
    for number, line in enumerate(lines, 1):
        cell = tables.put(front, number, 1, line)
        cell.font = Font(bold=number in bold, size=14 if number == 1 else 11)
    front.column_dimensions["A"].width = 110
    used = {front.title}
    for section in report.sections:
        sheet = book.create_sheet(name(section.title, used))
        tables.fill(sheet, section.table)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
    return tables.workbook_bytes(book)


def name(title: str, used: set[str]) -> str:
    """Return a name for a sheet that Excel allows and that is not used yet."""
    short = title.translate(FORBIDDEN).strip("' ")[: LONGEST - 3]
    found, number = short, 2
    while found.casefold() in {one.casefold() for one in used}:
        found, number = f"{short} {number}", number + 1
    used.add(found)
    return found
