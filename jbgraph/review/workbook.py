"""A review as workbook: a row a statement, doubtful ones first, with lists to decide and columns to correct in.

Every text is written as text, also one that begins like a formula. The ids of rows are in a hidden column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jbgraph.rendering import say
from jbgraph.resources import tokens
from jbgraph.review.rows import FIELDS, Review, Row
from jbgraph.review.words import (
    CLASS,
    COLUMNS,
    CORRECTIONS,
    DECISIONS,
    GAP_COLUMNS,
    THING_COLUMNS,
    THING_CORRECTIONS,
)
from jbgraph.tables import legal, width, workbook_bytes

SHEETS = {
    "guide": ("guide", "说明"),
    "rows": ("statements", "陈述"),
    "things": ("new things", "新事物"),
    "gaps": ("not understood", "未能理解"),
    "lists": ("lists", "词表"),
}
LONGEST = 32_767
WIDTHS = {
    "decision": 9, "confidence": 9, "about": 10, "words": 44, "text": 52, "quote_": 20, "section": 24, "value": 12,
    "unit": 10, "metric": 22, "period": 14, "kind": 10, "name": 20, "relation": 12, "object": 20, "quote": 18,
    "note": 20, "by": 10, "rule": 18, "decided": 22, "id": 18, "zh": 30, "kind_": 11, "alike": 28, "uses": 8,
    "en": 32, "new": 24, "same": 28, "said": 36,
}  # fmt: skip
DOUBTFUL = 0.8
"""Confidence below which a row is tinted."""
DOUBT = "#fbf3e6"
LINE, TALLEST = 15.0, 180.0  # points


def workbook(review: Review) -> bytes:
    """Return the workbook; the same draft and decisions give the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    guide = book.active
    guide.title = say(review.lang, *SHEETS["guide"])
    guided(guide, review)
    statements(book.create_sheet(say(review.lang, *SHEETS["rows"])), review)
    things(book.create_sheet(say(review.lang, *SHEETS["things"])), review)
    gaps(book.create_sheet(say(review.lang, *SHEETS["gaps"])), review)
    lists(book.create_sheet(say(review.lang, *SHEETS["lists"])), review)
    book.active = 1
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == book.worksheets[1].title
    book.properties.title = legal(review.draft.sheet.title)
    return workbook_bytes(book)


def guided(sheet: Any, review: Review) -> None:
    """Write the first sheet: what this is, how it is filled in, and by whom."""
    from openpyxl.styles import Font

    draft, lang = review.draft.sheet, review.lang
    lines: list[tuple[str, str]] = [
        (draft.title, ""),
        ("", ""),
        (say(lang, "reviewer", "审核人"), ""),
        ("", ""),
        (say(lang, "document", "文件"), draft.document),
        (say(lang, "file", "来源文件"), draft.original),
        (say(lang, "statements", "陈述"), str(len(review.rows))),
        (say(lang, "new things", "新事物"), str(len(review.things))),
        (say(lang, "not understood", "未能理解"), str(len(review.gaps))),
        (say(lang, "draft", "草稿摘要"), draft.digest),
        ("", ""),
        *((line, "") for line in guide(lang)),
    ]
    for number, (name, value) in enumerate(lines, 1):
        put(sheet, number, 1, name)
        put(sheet, number, 2, value)
    sheet["A1"].font = Font(bold=True, size=15)
    sheet["A3"].font = Font(bold=True)
    sheet["B3"].fill = fill("sunken")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 72
    for number in (1, *range(12, len(lines) + 1)):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2)
        sheet.row_dimensions[number].height = LINE * max(1, -(-width(lines[number - 1][0]) // 84)) + 3
    sheet.row_dimensions[1].height = 24
    printed(sheet)


def guide(lang: str) -> list[str]:
    """Return how the workbook is filled in."""
    said = [
        ("How to review", "审核办法"),
        (
            "Write your name above, beside “reviewer”, or in the column “reviewer” of a row.",
            "在上方“审核人”处填写姓名，或在各行“审核人”列填写。",
        ),
        (
            "Statements: choose accept, reject or correct in the first column. Rows left empty stay open. "
            "Doubtful ones come first.",
            "“陈述”表：在首列选择接受、驳回或更正；留空的行以后再定。存疑的排在前面。",
        ),
        (
            "To correct, fill in only what is wrong, in the columns on the right; grey cells do not apply to the row.",
            "更正时，只在右侧各列填写有误之处；灰色单元格不适用于该行。",
        ),
        (
            "New things: give English names here. A thing that is one of the register already is named under “is the "
            "same as”.",
            "“新事物”表：在此补英文名；若实为名册中已有的事物，在“即为”列写其名称。",
        ),
        (
            "Not understood: numerals and names that no statement accounts for. Nothing is taken over from this sheet.",
            "“未能理解”表：没有陈述说明的数字与名称，仅供查看，不会写入图谱。",
        ),
        ("Then: jbgraph accept THIS-FILE. It can be repeated.", "完成后运行：jbgraph accept 本文件。可以重复运行。"),
    ]
    return [say(lang, *line) for line in said]


def statements(sheet: Any, review: Review) -> None:
    """Write a row for each proposal."""
    from openpyxl.styles import Alignment, Font

    lang = review.lang
    head(sheet, COLUMNS, lang)
    columns = list(COLUMNS)
    pale, off = fill(DOUBT), fill("sunken")
    strong, middle = Font(bold=True), Alignment(vertical="top", horizontal="center")
    for number, row in enumerate(review.rows, 2):
        said = shown(row, lang)
        for place, name in enumerate(columns, 1):
            cell = put(sheet, number, place, said.get(name, ""))
            if name in CORRECTIONS and name not in FIELDS[row.proposal.kind]:
                cell.fill = off
            elif name == "words":
                cell.font = strong
            elif name == "confidence":
                cell.number_format, cell.alignment = "0.00", middle
                if row.proposal.confidence < DOUBTFUL:
                    cell.fill = pale
        sheet.row_dimensions[number].height = tall(said)
    last = len(review.rows) + 1
    listed(sheet, "decision", columns, last, [say(lang, *one) for one in DECISIONS.values()])
    schemes = {"unit": "C", "kind": "B", "relation": "D"}
    sizes = {"unit": "unit", "kind": "kind"}
    for name, letter in schemes.items():
        count = len(relations(review)) if name == "relation" else len(review.labels.concepts(sizes[name]))
        reference = f"='{say(lang, *SHEETS['lists'])}'!${letter}$2:${letter}${count + 1}"
        listed(sheet, name, columns, last, reference, strict=name == "kind")
    finished(sheet, columns, last, freeze="E2")


def shown(row: Row, lang: str) -> dict[str, str | float]:
    """Return the cells of a row by column; of an earlier decision also what it said."""
    one, before = row.proposal, row.decided
    said: dict[str, str | float] = {
        "confidence": one.confidence, "about": row.kind, "words": row.words, "text": row.text, "quote_": one.quote,
        "section": one.section, "rule": one.rule, "id": one.id,
    }  # fmt: skip
    if one.layer == "suggested":
        said["about"] = row.kind + say(lang, " (concluded)", "（推断）")
    if before:
        said |= {name: str(value) for name, value in before.get("corrections", {}).items() if name in CORRECTIONS}
        said["decision"] = say(lang, *DECISIONS[before["decision"]])
        said["note"] = str(before.get("note", ""))
        said["decided"] = f"{before.get('by', '')} {str(before.get('at', ''))[:16]}".strip()
    return said


def things(sheet: Any, review: Review) -> None:
    """Write a row for each new thing."""
    lang, columns = review.lang, list(THING_COLUMNS)
    head(sheet, THING_COLUMNS, lang)
    for number, thing in enumerate(review.things, 2):
        said: dict[str, str | float] = {
            "zh": thing.zh, "kind_": say(lang, *CLASS[thing.kind]), "about": thing.about, "alike": thing.alike,
            "text": thing.text, "uses": thing.uses, "confidence": thing.confidence, "en": thing.en, "id": thing.iri,
        }  # fmt: skip
        for place, name in enumerate(columns, 1):
            cell = put(sheet, number, place, said.get(name, ""))
            if name == "confidence":
                cell.number_format = "0.00"
            if name == "alike" and thing.alike:
                cell.fill = fill(DOUBT)
        sheet.row_dimensions[number].height = tall(said)
    last = len(review.things) + 1
    listed(sheet, "decision", columns, last, [say(lang, *DECISIONS["reject"])])
    listed(sheet, "kind", columns, last, [say(lang, *one) for key, one in CLASS.items() if key != "Unit"])
    finished(sheet, columns, last, freeze="C2", paper=9)


def gaps(sheet: Any, review: Review) -> None:
    """Write a row for each gap."""
    head(sheet, GAP_COLUMNS, review.lang)
    for number, gap in enumerate(review.gaps, 2):
        said = {"kind": gap.kind, "said": gap.said, "quote": gap.quote, "section": gap.section, "text": gap.text}
        for place, name in enumerate(GAP_COLUMNS, 1):
            put(sheet, number, place, said[name])
        sheet.row_dimensions[number].height = tall(said)
    finished(sheet, list(GAP_COLUMNS), len(review.gaps) + 1, freeze="A2")


def lists(sheet: Any, review: Review) -> None:
    """Write the words that lists offer."""
    lang = review.lang
    columns = [
        (say(lang, "decision", "决定"), [say(lang, *one) for one in DECISIONS.values()]),
        (say(lang, "target or actual", "性质"), review.labels.concepts("kind")),
        (say(lang, "unit", "单位"), [zh for zh, _ in review.labels.schemes.get("unit", {}).values()]),
        (say(lang, "relation", "关系"), relations(review)),
    ]
    for place, (name, words) in enumerate(columns, 1):
        for number, word in enumerate([name, *words], 1):
            put(sheet, number, place, word)
        sheet.column_dimensions["ABCD"[place - 1]].width = 24
    sheet.sheet_state = "hidden"


def relations(review: Review) -> list[str]:
    """Return the labels of the relations that a link may have."""
    return [review.labels.relation(name) for name in RELATIONS if name in review.labels.relations]


RELATIONS = (
    "serves", "partOf", "memberOf", "aimsAt", "develops", "locatedIn", "addresses", "measuredBy", "uses", "concerns",
    "follows", "implements", "lever", "outcome", "honour", "stage", "horizon", "responsibleFor",
)  # fmt: skip

# -- cells ---------------------------------------------------------------------------------------------------------


def head(sheet: Any, columns: Mapping[str, tuple[str, str]], lang: str) -> None:
    """Write the header of a sheet: what is read in one colour, what is filled in in another."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    written = {"decision", "note", "by", *CORRECTIONS} if columns is COLUMNS else {"decision", "by", *THING_CORRECTIONS}
    if columns is GAP_COLUMNS:
        written = set()
    for place, (name, words) in enumerate(columns.items(), 1):
        cell = put(sheet, 1, place, say(lang, *words))
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = fill("accent" if name in written else "ink-2")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS[name]
        sheet.column_dimensions[letter].hidden = name == "id"
    sheet.row_dimensions[1].height = 24


def finished(sheet: Any, columns: Sequence[str], last: int, freeze: str, paper: int = 7) -> None:
    """Freeze, filter, rule and set up for printing.

    :param paper: how many columns go on paper: those to read, not those to correct in.
    """
    from openpyxl.styles import Border, Side
    from openpyxl.utils import get_column_letter

    line = Border(
        bottom=Side(style="hair", color="FF" + tokens()["colors"]["light"]["line-2"].removeprefix("#").upper())
    )
    for row in sheet.iter_rows(min_row=2, max_row=last):
        for cell in row:
            cell.border = line
    sheet.freeze_panes = freeze
    if last > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(min(len(columns), paper))}{max(2, last)}"
    printed(sheet)


def printed(sheet: Any) -> None:
    """Set a sheet up for A4 across, all columns on one page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"


def listed(
    sheet: Any, name: str, columns: Sequence[str], last: int, words: Sequence[str] | str, *, strict: bool = True
) -> None:  # fmt: skip
    """Give the cells of a column a list to choose from."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    source = words if isinstance(words, str) else '"' + ",".join(words) + '"'
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=strict)
    letter = get_column_letter(columns.index(name) + 1)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{max(2, last)}")


def put(sheet: Any, row: int, column: int, value: str | float) -> Any:
    """Write a cell, text as text."""
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, column)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, str):
        if value:
            cell.value = legal(value)[:LONGEST]
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")
    else:
        cell.value = value
    return cell


def tall(said: Mapping[str, Any]) -> float:
    """Return how tall a row must be for its texts."""
    lines = max(-(-width(str(text)) // max(1, WIDTHS[name] - 2)) for name, text in said.items() if name != "id")
    return min(TALLEST, LINE * max(1, lines) + 3)


def fill(colour: str) -> Any:
    """Return a plain fill of a colour, or of a token of the visual language."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=argb(colour))


def argb(colour: str) -> str:
    """Return a colour, or a token of the visual language, as Office Open XML writes it."""
    plain = colour if colour.startswith("#") else tokens()["colors"]["light"][colour]
    return "FF" + plain.removeprefix("#").upper()
