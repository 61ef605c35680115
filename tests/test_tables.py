"""Tables: every format is read back equal by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from xml.etree import ElementTree

import openpyxl
import pandas
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgraph import tables
from jbgraph.tables import Cell, Table

XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\")", 'a "quote"', "it's", "a,b;c", "a|b|c",
    "back\\slash \\|", "two\nlines", "tab\there", "<script>alert(1)</script>", "&amp;", "]]>", "清河工程", "𣲗溪",
    "👩‍👩‍👧", " blank ", "#N/A", "TRUE", "2030-01-01", "1e5", "007", "%s {}", "\u202eright to left", "--- | ---",
]  # fmt: skip
TABLE = Table(["name", "value"], [[text, number] for number, text in enumerate(HOSTILE)])


def read_csv(data: bytes) -> list[list[str]]:
    """Read CSV as Python does."""
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


# -- CSV, TSV, JSON, XML ---------------------------------------------------------------------------------------


def test_csv_is_read_back_equal() -> None:
    data = tables.write(TABLE, "csv")
    assert read_csv(data) == [["name", "value"], *([text, str(number)] for text, number in TABLE.rows)]
    assert data.startswith(b"name,value\r\n"), "lines end as in RFC 4180"


def test_tsv_has_one_line_for_each_row() -> None:
    lines = tables.write(TABLE, "tsv").decode("utf-8").split("\n")
    assert lines[-1] == ""
    rows = [line.split("\t") for line in lines[:-1]]
    expected = [text.replace("\n", " ").replace("\t", " ") for text in HOSTILE]
    assert rows == [["name", "value"], *([text, str(number)] for number, text in enumerate(expected))]


def test_json_is_read_back_equal() -> None:
    data = json.loads(tables.write(TABLE, "json"))
    assert data["head"] == {"vars": ["name", "value"]}
    assert [row["name"] for row in data["results"]["bindings"]] == [{"type": "literal", "value": s} for s in HOSTILE]
    assert data["results"]["bindings"][3]["value"] == {"type": "literal", "value": "3", "datatype": XSD + "integer"}


NS = "{http://www.w3.org/2005/sparql-results#}"


def read_xml(data: bytes) -> list[dict[str, tuple[str, str, str | None]]]:
    """Read the rows of SPARQL results in XML: column → kind, text and datatype."""
    root = ElementTree.fromstring(data)
    rows = []
    for result in root.iter(f"{NS}result"):
        row = {}
        for binding in result:
            (term,) = binding
            row[binding.attrib["name"]] = (term.tag.removeprefix(NS), term.text or "", term.get("datatype"))
        rows.append(row)
    return rows


def test_xml_is_read_back_equal() -> None:
    data = tables.write(TABLE, "xml")
    assert [variable.get("name") for variable in ElementTree.fromstring(data).iter(f"{NS}variable")] == [
        "name",
        "value",
    ]
    assert read_xml(data) == [
        {"name": ("literal", text, None), "value": ("literal", str(number), XSD + "integer")}
        for number, text in enumerate(HOSTILE)
    ]


def test_xml_keeps_carriage_returns_and_has_no_character_that_it_cannot_hold() -> None:
    data = tables.write(Table(["a"], [["one\r\ntwo"], ["bell \x07 null \x00"]]), "xml")
    assert [row["a"][1] for row in read_xml(data)] == ["one\r\ntwo", "bell \ufffd null \ufffd"]


def test_iris_empty_cells_and_numbers_are_told_apart() -> None:
    table = Table(
        ["a", "b", "c"], [["http://example.org/x", None, 1.5], [None, "", 2]], {"a": "iri", "b": XSD + "date"}
    )
    bindings = json.loads(tables.write(table, "json"))["results"]["bindings"]
    assert bindings == [
        {
            "a": {"type": "uri", "value": "http://example.org/x"},
            "c": {"type": "literal", "value": "1.5", "datatype": XSD + "decimal"},
        },
        {
            "b": {"type": "literal", "value": "", "datatype": XSD + "date"},
            "c": {"type": "literal", "value": "2", "datatype": XSD + "integer"},
        },
    ]
    assert read_xml(tables.write(table, "xml")) == [
        {"a": ("uri", "http://example.org/x", None), "c": ("literal", "1.5", XSD + "decimal")},
        {"b": ("literal", "", XSD + "date"), "c": ("literal", "2", XSD + "integer")},
    ]


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CELLS = st.one_of(st.none(), TEXT, st.integers(), st.floats(allow_nan=False, allow_infinity=False))
SHAPES = st.integers(1, 4).flatmap(
    lambda size: st.tuples(
        st.lists(TEXT.filter(bool), min_size=size, max_size=size, unique=True),
        st.lists(st.lists(CELLS, min_size=size, max_size=size), max_size=5),
    )
)


def same(text: str, cell: Cell) -> bool:
    """Say whether a text stands for a cell: the number without exponent, the text itself, nothing for None."""
    if isinstance(cell, float):
        return "e" not in text and math.isclose(float(text), cell, rel_tol=0, abs_tol=0)
    return text == ("" if cell is None else str(cell))


@given(SHAPES)
def test_any_table_comes_back_from_csv(shape: tuple[list[str], list[list[Cell]]]) -> None:
    columns, rows = shape
    again = read_csv(tables.write(Table(columns, rows), "csv"))
    assert again[0] == columns
    assert len(again) == len(rows) + 1
    assert all(same(text, cell) for a, b in zip(again[1:], rows, strict=True) for text, cell in zip(a, b, strict=True))


@given(SHAPES)
def test_any_table_comes_back_from_json(shape: tuple[list[str], list[list[Cell]]]) -> None:
    columns, rows = shape
    data = json.loads(tables.write(Table(columns, rows), "json"))
    assert data["head"]["vars"] == columns
    for binding, row in zip(data["results"]["bindings"], rows, strict=True):
        assert binding.keys() == {name for name, cell in zip(columns, row, strict=True) if cell is not None}
        assert all(same(binding[n]["value"], c) for n, c in zip(columns, row, strict=True) if c is not None)


@given(SHAPES)
def test_any_table_is_well_formed_xml(shape: tuple[list[str], list[list[Cell]]]) -> None:
    columns, rows = shape
    names = [f"c{number}" for number, _ in enumerate(columns)]  # a variable of SPARQL is a word
    again = read_xml(tables.write(Table(names, rows), "xml"))
    assert [len(row) for row in again] == [sum(cell is not None for cell in row) for row in rows]


# -- for people ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("清河工程", 8),
        ("GDP 增速", 8),
        ("２０３０", 8),
        ("e\u0301", 1),
        ("𣲗", 2),
        ("👍", 2),
        ("“”", 2),
    ],
)
def test_width_on_a_terminal(text: str, columns: int) -> None:
    assert tables.width(text) == columns


def test_columns_are_aligned_also_in_chinese() -> None:
    table = Table(["name", "数值"], [["清河工程", 93.6], ["a", None], ["two\nlines", 40.0]])
    assert tables.write(table, "table").decode("utf-8") == (
        "name       数值\n─────────  ────\n清河工程   93.6\na\ntwo lines  40\n(3)\n"
    )


def test_every_line_begins_its_second_column_at_the_same_place() -> None:
    table = Table(["a", "b"], [[text, "│"] for text in HOSTILE])
    lines = tables.write(table, "table").decode("utf-8").splitlines()[2:-1]
    assert len(lines) == len(HOSTILE)
    assert len({tables.width(line[: line.index("│")]) for line in lines}) == 1


def test_a_terminal_is_told_nothing_by_a_cell() -> None:
    assert "\x1b" not in tables.write(Table(["a"], [["\x1b[31mred\x1b]0;title\x07"]]), "table").decode("utf-8")


def test_an_empty_table_says_so() -> None:
    assert tables.write(Table(["a"], []), "table").decode("utf-8") == "a\n─\n(0)\n"
    assert tables.write(Table(["a"], []), "csv") == b"a\r\n"
    assert openpyxl.load_workbook(io.BytesIO(tables.write(Table(["a"], []), "xlsx"))).active.max_row == 1


def split_markdown(line: str) -> list[str]:
    """Split a row of a GitHub-flavoured Markdown table at its bars, and read what is escaped."""
    cells, cell, escaped = [], "", False
    for c in line.strip()[1:]:
        if escaped:
            cell, escaped = cell + c, False
        elif c == "\\":
            escaped = True
        elif c == "|":
            cells.append(cell.strip())
            cell = ""
        else:
            cell += c
    return cells


def test_markdown_has_one_row_for_each_and_escapes_bars() -> None:
    lines = tables.write(TABLE, "markdown").decode("utf-8").splitlines()
    assert lines[1] == "| --- | --- |"
    rows = [split_markdown(line) for line in lines]
    assert rows[0] == ["name", "value"]
    assert rows[2:] == [[" ".join(text.split()), str(number)] for number, text in enumerate(HOSTILE)]


# -- workbooks -------------------------------------------------------------------------------------------------


def test_a_workbook_is_read_back_equal_and_nothing_is_a_formula() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(tables.write(TABLE, "xlsx"))).active
    rows = list(sheet.iter_rows())
    assert [[cell.value for cell in row] for row in rows] == [["name", "value"], *TABLE.rows]
    assert {cell.data_type for row in rows[1:] for cell in row[:1]} == {"s"}
    assert {cell.data_type for row in rows[1:] for cell in row[1:]} == {"n"}


def test_a_workbook_is_pleasant_to_work_in() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(tables.write(TABLE, "xlsx"))).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:B{len(HOSTILE) + 1}"
    assert sheet["A1"].font.bold
    assert 10 < sheet.column_dimensions["A"].width <= 60


def test_a_workbook_takes_characters_that_xml_cannot_hold() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(tables.write(Table(["a"], [["bell \x07"]]), "xlsx"))).active
    assert sheet["A2"].value == "bell \ufffd"


@pytest.mark.parametrize("form", tables.FORMATS)
def test_the_same_table_gives_the_same_bytes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tables.write(TABLE, form)
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(first)) as book:
            assert {info.date_time for info in book.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")
            years = [book.read(name).count(b"202") for name in book.namelist() if name.startswith("docProps")]
            assert years == [0] * len(years), "no time of writing"
    assert tables.write(TABLE, form) == first


# -- frames ----------------------------------------------------------------------------------------------------


def test_records_and_frames() -> None:
    table = Table(["name", "value", "mixed", "none"], [["a", 1, 1, None], ["b", 2.5, "x", None]])
    assert table.records()[1] == {"name": "b", "value": 2.5, "mixed": "x", "none": None}
    frame = table.to_pandas()
    assert list(frame.columns) == ["name", "value", "mixed", "none"]
    assert frame["value"].tolist() == [1, 2.5]
    assert pandas.isna(frame["none"]).all()
    columns = table.to_polars()
    assert columns["value"].to_list() == [1.0, 2.5]
    assert columns["mixed"].to_list() == ["1", "x"]
    assert columns["none"].dtype == polars.Null


def test_frames_of_no_rows_have_their_columns() -> None:
    table = Table(["a", "b"], [])
    assert list(table.to_pandas().columns) == ["a", "b"]
    assert table.to_polars().columns == ["a", "b"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_the_extra(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(
        tables.JbgraphError, match=rf"{library} is not installed\n  fix: pip install 'jbgraph\[frames\]'"
    ):
        getattr(Table(["a"], []), f"to_{library}")()


def test_for_people_empty_columns_are_left_out() -> None:
    table = Table(["a", "b", "c", "d"], [["x", None, "", 0], ["y", "", None, None]], {"a": "iri"})
    assert table.for_people() == Table(["a", "d"], [["x", 0], ["y", None]], {"a": "iri"})
    assert Table(["a"], []).for_people() == Table(["a"], [])
