"""Tables: rows with named columns, and the formats they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    import pandas
    import polars

FOR_PEOPLE = ("table", "markdown", "xlsx")
"""Formats that a person reads; the others keep every column, for programs."""
FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "xlsx")
INSTALL = "pip install 'jbgraph[frames]'"
Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Rows of cells under named columns.

    :ivar kinds: column → what its cells are: `iri`, or a datatype IRI; a column not named here holds text.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    kinds: dict[str, str] = field(default_factory=dict)

    def records(self) -> list[dict[str, Cell]]:
        """Return one dictionary for each row, column → cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def for_people(self) -> Table:
        """Return the table without the columns that are empty throughout."""
        kept = [i for i in range(len(self.columns)) if any(row[i] not in (None, "") for row in self.rows)]
        if not self.rows or len(kept) == len(self.columns):
            return self
        return Table([self.columns[i] for i in kept], [[row[i] for i in kept] for row in self.rows], self.kinds)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas data frame.

        :raises JbgraphError: if pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise JbgraphError(("pandas is not installed", "未安装pandas"), hint=INSTALL) from error
        return pandas.DataFrame(self.records(), columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Return a polars data frame; a column of text and numbers is text, one of whole and other numbers floats.

        :raises JbgraphError: if polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise JbgraphError(("polars is not installed", "未安装polars"), hint=INSTALL) from error
        columns = {}
        for index, name in enumerate(self.columns):
            cells = [row[index] for row in self.rows]
            types = {type(cell) for cell in cells if cell is not None}
            if len(types) > 1:
                kind = str if str in types else float
                cells = [None if cell is None else kind(cell) for cell in cells]
            columns[name] = cells
        return polars.DataFrame(columns)


def write(table: Table, form: str) -> bytes:
    """Return a table in one of FORMATS, as UTF-8 or, for xlsx, as a workbook.

    JSON and XML are the SPARQL 1.1 results formats; CSV and TSV follow RFC 4180 and the SPARQL 1.1 formats of
    that name, with plain values. Same table in, same bytes out.
    """
    if form == "xlsx":
        return xlsx(table)
    writers = {
        "table": text,
        "markdown": markdown,
        "csv": comma,
        "tsv": tab,
        "json": results_json,
        "xml": results_xml,
    }
    return writers[form](table).encode("utf-8")


def width(string: str) -> int:
    """Return the columns a string takes on a terminal: two for each wide character.

    >>> width("GDP 增速")
    8
    """
    import unicodedata

    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in string)


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it: one line, empty where there is nothing, 1325 for 1325.0.

    Control characters, which a terminal would obey, are replaced.
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", " ".join(written(cell).split()))


def written(cell: Cell) -> str:
    """Return a cell as text: empty where there is nothing, a number without exponent (XML Schema 2, section 3.3.3).

    >>> written(1e-07), written(None)
    ('0.0000001', '')
    """
    if isinstance(cell, float):
        from decimal import Decimal

        return format(Decimal(repr(cell)), "f")
    return "" if cell is None else str(cell)


def legal(text: str) -> str:
    """Return a text with every character replaced that XML cannot hold (XML 1.0, section 2.2)."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def text(table: Table) -> str:
    """Return a table for a terminal: columns aligned, also where the text is Chinese, and the row count."""
    cells = [[shown(cell) for cell in row] for row in table.rows]
    sizes = [max([width(name), *(width(row[index]) for row in cells)]) for index, name in enumerate(table.columns)]

    def line(row: Iterable[str]) -> str:
        return "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, sizes, strict=True)).rstrip()

    rule = "  ".join("─" * size for size in sizes)
    return "\n".join([line(table.columns), rule, *(line(row) for row in cells), f"({len(cells)})"]) + "\n"


def markdown(table: Table) -> str:
    """Return a table in GitHub-flavoured Markdown."""

    def line(row: Iterable[str]) -> str:
        return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) + " |"

    body = [line(shown(cell) for cell in row) for row in table.rows]
    return "\n".join([line(table.columns), "|" + " --- |" * len(table.columns), *body]) + "\n"


def comma(table: Table) -> str:
    """Return a table as comma-separated values with a header line."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)  # it writes nothing for None, and whole numbers as they are
    writer.writerows([written(cell) if type(cell) is float else cell for cell in row] for row in table.rows)
    return out.getvalue()


def tab(table: Table) -> str:
    """Return a table as tab-separated values; tabs and line breaks inside a cell become blanks."""
    rows = [table.columns, *table.rows]
    breaks = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
    return "".join("\t".join(breaks.sub(" ", written(cell)) for cell in row) + "\n" for row in rows)


def _kind(table: Table, name: str, cell: Cell) -> tuple[str, str | None]:
    kind = table.kinds.get(name)
    if kind == "iri":
        return "uri", None
    if kind is None and isinstance(cell, int | float):
        kind = "http://www.w3.org/2001/XMLSchema#" + ("integer" if isinstance(cell, int) else "decimal")
    return "literal", kind


def results_json(table: Table) -> str:
    """Return a table in the SPARQL 1.1 Query Results JSON Format."""
    import json

    bindings = []
    for row in table.rows:
        binding: dict[str, Any] = {}
        for name, cell in zip(table.columns, row, strict=True):
            if cell is not None:
                kind, datatype = _kind(table, name, cell)
                binding[name] = {
                    "type": kind,
                    "value": written(cell),
                    **({"datatype": datatype} if datatype else {}),
                }
        bindings.append(binding)
    data = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def results_xml(table: Table) -> str:
    """Return a table in the SPARQL Query Results XML Format."""
    from xml.sax.saxutils import escape, quoteattr

    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
    ]
    out += [
        "<head>",
        *(f"<variable name={quoteattr(name)}/>" for name in table.columns),
        "</head>",
        "<results>",
    ]
    for row in table.rows:
        out.append("<result>")
        for name, cell in zip(table.columns, row, strict=True):
            if cell is not None:
                kind, datatype = _kind(table, name, cell)
                mark = f" datatype={quoteattr(datatype)}" if datatype else ""
                said = escape(legal(written(cell)), {"\r": "&#13;"})
                out.append(f"<binding name={quoteattr(name)}><{kind}{mark}>{said}</{kind}></binding>")
        out.append("</result>")
    return "\n".join([*out, "</results>", "</sparql>"]) + "\n"


def xlsx(table: Table) -> bytes:
    """Return a workbook of one sheet: header in bold and frozen, filters, text that looks like a formula as text."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "jbgraph"
    fill(book.active, table)
    return workbook_bytes(book)


def fill(sheet: Any, table: Table) -> None:
    """Write a table to an empty sheet of openpyxl: head in bold and frozen, filters, columns as wide as their text."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate([table.columns, *table.rows], 1):
        for place, value in enumerate(row, 1):
            cell = put(sheet, number, place, value)
            if number == 1:
                cell.font = Font(bold=True)
    for place, name in enumerate(table.columns, 1):
        longest = max([width(name), *(width(shown(row[place - 1])) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 3, 60)
    sheet.freeze_panes = "A2"
    if table.rows:
        sheet.auto_filter.ref = sheet.dimensions


def put(sheet: Any, row: int, column: int, value: Cell) -> Any:
    """Write a cell and return it; a text that looks like a formula is text."""
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, column)
    cell.value = legal(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def workbook_bytes(book: Any) -> bytes:
    """Return a workbook as bytes that depend on its content only, not on the time of writing."""
    import io
    import zipfile
    from datetime import datetime

    book.properties.created = book.properties.modified = datetime(2000, 1, 1)
    book.properties.creator = "jbgraph"
    draft = io.BytesIO()
    book.save(draft)
    final = io.BytesIO()
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "docProps/core.xml":  # openpyxl writes the time of saving here
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return final.getvalue()
