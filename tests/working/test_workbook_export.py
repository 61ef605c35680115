"""The exported workbook as a spreadsheet program sees it: what is open, what is locked, and how it prints."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import loop
import pytest
from loop import Edit, edited, exported, taken, title
from openpyxl import load_workbook

from jbgraph import JbgraphError
from jbgraph.graph import Graph
from jbgraph.workbook import exporting
from jbgraph.workbook.sheets import SHEETS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the bridge is 20 points behind, and two people held a post."""
    made = loop.workspace(tmp_path_factory.mktemp("space"))

    def edit(opened: Edit) -> None:
        opened.set("undertakings", "一号桥", planned=0.4, reached=0.2, lead="甲局", light="绿灯", stage="推进中")
        opened.cell("undertakings", "二号路", "note").value = "=1+1"
        opened.cell("undertakings", "二号路", "note").data_type = "s"  # typed as text, as with a leading apostrophe
        opened.set("metrics", "演示产值增速", actual=6.5)

    edited(made, made.parent / "export.xlsx", edit)
    assert taken(made, made.parent / "export.xlsx")[0]
    return made


@pytest.fixture(scope="module")
def book(folder: Path) -> Any:
    return load_workbook(io.BytesIO(exported(folder)))


def test_the_same_graph_gives_the_same_bytes(folder: Path) -> None:
    assert exported(folder) == exported(folder)


def test_it_has_the_sheets_of_the_loop(book: Any) -> None:
    assert book.sheetnames[:7] == ["作战图", "指标", "责任", "节点", "单位", "来源", "说明"]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 7 + ["veryHidden"]


def cell(book: Any, key: str, name: str, column: str) -> Any:
    """Return a cell by the name of its row and the machine name of its column."""
    sheet = next(one for one in SHEETS if one.key == key)
    shown = book[title(key)]
    row = next(r for r in range(4, shown.max_row + 1) if shown.cell(r, 2).value == name)
    return shown.cell(row, loop.column(sheet, column))


def test_ids_are_hidden_and_stable(book: Any) -> None:
    sheet = book["作战图"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert cell(book, "undertakings", "一号桥", "id").value == "made:bridge"


def test_printed_cells_are_locked_and_cells_to_fill_in_are_open(book: Any) -> None:
    for sheet in SHEETS[:5]:
        assert book[title(sheet.key)].protection.sheet
    asked = ("due", "lead", "reached", "light", "remark", "goals", "targets", "verdict", "deviation", "name")
    open_ = {one for one in asked if not cell(book, "undertakings", "一号桥", one).protection.locked}
    assert open_ == {"due", "lead", "reached", "light", "remark"}
    sheet = book["作战图"]
    last = sheet.max_row
    assert not sheet.cell(last, 1).value
    assert not sheet.cell(last, 2).protection.locked  # a new undertaking may be named there


def test_lists_and_kinds_of_values_are_checked(book: Any) -> None:
    rules = book["作战图"].data_validations.dataValidation
    kinds = {rule.type for rule in rules}
    assert {"date", "decimal", "list"} <= kinds
    labels = [cell.value for column in book["lists"].iter_cols() for cell in column]
    assert {"推进中", "黄灯", "牵头", "甲局"} <= set(labels)


def test_lights_are_coloured_by_their_word(book: Any) -> None:
    found = [rule for area in book["作战图"].conditional_formatting for rule in area.rules]
    assert {rule.formula[0] for rule in found} >= {'"红灯"', '"黄灯"', '"绿灯"'}


def test_it_is_filtered_frozen_and_set_up_for_a3(book: Any) -> None:
    sheet = book["作战图"]
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$3"


def test_what_looks_like_a_formula_is_text(book: Any) -> None:
    for name, column in (("=三小(新)", "name"), ("二号路", "note")):
        found = cell(book, "undertakings", name, column)
        assert found.data_type == "s"
        assert str(found.value).startswith("=")
    sheets = [book[title(sheet.key)] for sheet in SHEETS]
    formulas = {
        (sheet.title, found.column) for sheet in sheets for row in sheet.iter_rows() for found in row
        if found.data_type == "f"
    }  # fmt: skip
    wall = SHEETS[0]
    assert formulas == {("作战图", loop.column(wall, "deviation")), ("作战图", loop.column(wall, "live"))}


def test_the_computed_light_stands_beside_the_declared_one(book: Any, folder: Path) -> None:
    values = load_workbook(io.BytesIO(exported(folder)), data_only=True)
    said = {one: cell(values, "undertakings", "一号桥", one).value for one in ("deviation", "live", "verdict", "light")}
    assert said == {"deviation": -20, "live": "黄灯", "verdict": "黄灯", "light": "绿灯"}


def test_the_rules_are_named_on_the_sheet_and_in_the_guide(book: Any) -> None:
    pack = "银川市重点项目“红黄绿灯”（2025年）"
    assert pack in book["作战图"].cell(2, 2).value
    said = "\n".join(str(row[0].value) for row in book["说明"].iter_rows())
    assert pack in said
    assert "银川市发展和改革委员会" in said


def test_what_documents_print_stands_in_locked_columns(book: Any) -> None:
    assert cell(book, "undertakings", "一号桥", "program").value == "架桥工程"
    assert cell(book, "undertakings", "一号桥", "horizons").value == "2026年"
    assert cell(book, "undertakings", "一号桥", "printed").value == "甲局（统筹）"
    assert cell(book, "undertakings", "一号桥", "evidence").value == "plan:s001"
    assert cell(book, "metrics", "演示产值增速", "target").value == "7.5%"
    assert cell(book, "metrics", "演示产值增速", "actual").value == 6.5


def test_english_is_an_equal(folder: Path) -> None:
    book = load_workbook(io.BytesIO(exported(folder, lang="en")))
    assert book.sheetnames[:3] == ["Wall chart", "Metrics", "Responsibilities"]
    heads = [found.value for found in book["Wall chart"][3]]
    assert {"undertaking", "due", "lead", "light computed"} <= set(heads)


def test_what_cannot_be_asked_for_is_refused(folder: Path) -> None:
    graph = Graph.open(folder)
    with pytest.raises(JbgraphError, match="no class"):
        exporting.export(graph, None, date(2026, 3, 31), kinds=("Dog",))
    with pytest.raises(JbgraphError, match="no rule pack"):
        exporting.export(graph, None, date(2026, 3, 31), rules="nowhere")
    with pytest.raises(JbgraphError, match="metrics"):
        exporting.export(graph, None, date(2026, 3, 31), rules="tianjin-investment-2022")
