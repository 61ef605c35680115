"""The workbook there and back: what staff fill in comes back cell by cell, and nothing else changes."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import loop
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loop import MADE, Edit, edited, exported, taken, title
from openpyxl import load_workbook

from jbgraph import JbgraphError
from jbgraph.graph import Graph
from jbgraph.workbook import importing
from jbgraph.working import ledger
from jbgraph.working.cells import Key, State

BRIDGE, ROAD = MADE + "bridge", MADE + "road"
AT = loop.DAY.isoformat()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "space").mkdir()
    return loop.workspace(tmp_path / "space")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plan.xlsx"


def holds(folder: Path) -> State:
    """Return the cells that hold."""
    return ledger.holds(ledger.imports(folder))


def fill(opened: Edit) -> None:
    """Fill one row in."""
    opened.set(
        "undertakings", "一号桥", due=date(2026, 6, 30), lead="甲局", planned=0.4, reached=0.25, remark="桩基完成"
    )


def complaints(found: importing.Proposal) -> dict[str, str]:
    """Return address → what is wrong."""
    return {one.where: one.said[0] for one in found.entries.problems}


# -- there and back ----------------------------------------------------------------------------------------


def test_nothing_filled_in_is_nothing_to_do(folder: Path, file: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    file.write_bytes(exported(folder))
    name, found = taken(folder, file)
    assert (name, found.merge.changes, found.entries.problems) == ("", (), [])
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}
    assert after == before


def test_what_was_filled_in_holds_with_who_and_from_which_file(folder: Path, file: Path) -> None:
    edited(folder, file, fill)
    name, _ = taken(folder, file, by="甲局办公室")
    assert holds(folder) == {
        Key(BRIDGE, "due"): ("2026-06-30",),
        Key(BRIDGE, "lead"): (MADE + "office",),
        Key(BRIDGE, "planned", AT): ("40",),
        Key(BRIDGE, "reached", AT): ("25",),
        Key(BRIDGE, "remark", AT): ("桩基完成",),
    }
    (made,) = ledger.imports(folder)
    assert (made.name, made.by, made.file, made.based_on) == (name, "甲局办公室", "plan.xlsx", f"{AT}/-")


def test_what_was_entered_is_shown_by_the_next_export_and_taken_back_as_nothing(folder: Path, file: Path) -> None:
    edited(folder, file, fill)
    taken(folder, file)
    file.write_bytes(exported(folder))
    opened = Edit(file.read_bytes(), file)
    shown = [opened.cell("undertakings", "一号桥", name).value for name in ("lead", "planned", "reached", "remark")]
    assert shown == ["甲局", 0.4, 0.25, "桩基完成"]
    assert taken(folder, file)[1].merge.changes == ()


def test_the_same_file_twice_changes_nothing_the_second_time(folder: Path, file: Path) -> None:
    edited(folder, file, fill)
    taken(folder, file)
    assert taken(folder, file)[0] == ""
    assert len(ledger.imports(folder)) == 1


def test_an_emptied_cell_is_taken_back(folder: Path, file: Path) -> None:
    edited(folder, file, fill)
    taken(folder, file)
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", due=None, remark=None))
    taken(folder, file)
    assert {key.field for key in holds(folder)} == {"lead", "planned", "reached"}


def test_each_day_has_a_progress_report_of_its_own(folder: Path, file: Path) -> None:
    edited(folder, file, fill)
    taken(folder, file)
    opened = Edit(exported(folder, date(2026, 4, 30)), file)
    assert opened.cell("undertakings", "一号桥", "reached").value is None
    opened.set("undertakings", "一号桥", reached=0.5)
    taken(folder, opened.save())
    state = holds(folder)
    assert (state[Key(BRIDGE, "reached", AT)], state[Key(BRIDGE, "reached", "2026-04-30")]) == (("25",), ("50",))


# -- who --------------------------------------------------------------------------------------------------


def test_of_several_leaders_the_first_leads(folder: Path, file: Path) -> None:
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", lead="乙局、甲", cooperate="督查室"))
    _, found = taken(folder, file)
    assert holds(folder) == {
        Key(BRIDGE, "lead"): (MADE + "bureau",),
        Key(BRIDGE, "cooperate"): (MADE + "office", MADE + "watch"),
    }
    assert ["乙局" in one.said[1] for one in found.entries.notices] == [True]


def test_an_unknown_unit_proposes_the_nearest_and_nothing_is_written(folder: Path, file: Path) -> None:
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", lead="丁局", due="2026-06-30"))
    name, found = taken(folder, file)
    assert name == ""
    ((where, said),) = complaints(found).items()
    row = Edit(exported(folder), file).row("undertakings", "一号桥")
    assert where == f"作战图!L{row}"
    assert "丁局" in said
    assert "甲局" in said
    assert holds(folder) == {}


def test_what_can_be_read_is_written_where_the_rest_is_skipped(folder: Path, file: Path) -> None:
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", lead="丁局", due="2026-06-30"))
    name, _ = taken(folder, file, skip=True)
    assert name
    assert holds(folder) == {Key(BRIDGE, "due"): ("2026-06-30",)}


def test_a_new_unit_can_be_named_at_once(folder: Path, file: Path) -> None:
    def edit(opened: Edit) -> None:
        opened.set("units", opened.empty("units"), name="丙局", class_="组织", short="丙、三局")
        opened.set("undertakings", "一号桥", lead="三局")

    edited(folder, file, edit)
    _, found = taken(folder, file)
    assert not found.entries.problems
    iri = holds(folder)[Key(BRIDGE, "lead")][0]
    assert Graph.open(folder).labels([iri])[iri] == "丙局"


def test_a_change_of_holder_is_dated_and_ends_the_former_tenure(folder: Path, file: Path) -> None:
    edited(folder, file, lambda opened: opened.set("units", "甲局局长", person="甲某", since="2024年1月1日"))
    taken(folder, file)
    edited(folder, file, lambda opened: opened.set("units", "甲局局长", person="乙某", since=date(2026, 2, 1)))
    taken(folder, file)
    state = holds(folder)
    people = {value[0]: key.thing for key, value in state.items() if key.field == "name"}
    tenures = {value[0]: key.thing for key, value in state.items() if key.field == "person"}
    first, second = (tenures[people[name]] for name in ("甲某", "乙某"))
    assert (state[Key(first, "since")], state[Key(first, "until")]) == (("2024-01-01",), ("2026-01-31",))
    assert (state[Key(second, "since")], Key(second, "until") in state) == (("2026-02-01",), False)
    opened = Edit(exported(folder), file)
    assert opened.cell("units", "甲局局长", "person").value == "乙某"
    assert "甲某" in opened.cell("units", "甲局局长", "former").value


def test_a_change_of_holder_without_a_day_is_refused(folder: Path, file: Path) -> None:
    edited(folder, file, lambda opened: opened.set("units", "甲局局长", person="甲某"))
    assert "day" in next(iter(complaints(taken(folder, file)[1]).values()))


def test_a_responsibility_has_days(folder: Path, file: Path) -> None:
    def edit(opened: Edit) -> None:
        row = opened.empty("responsibilities")
        opened.set("responsibilities", row, thing="二号路", role="督查", holder="督查室", since="2026/1/1")

    edited(folder, file, edit)
    taken(folder, file)
    rows = Graph.open(folder).rows("SELECT ?h ?d { ?r jb:heldBy ?h ; jb:since ?d ; jb:role role:oversee }")
    assert rows == [{"h": MADE + "watch", "d": "2026-01-01"}]


# -- new rows, extensions, milestones, metrics ------------------------------------------------------------


def test_a_new_row_becomes_an_undertaking_under_what_it_names(folder: Path, file: Path) -> None:
    def edit(opened: Edit) -> None:
        row = opened.empty("undertakings")
        opened.set("undertakings", row, name="新桥", class_="项目", above="架桥工程", due="2027-1-5")

    edited(folder, file, edit)
    taken(folder, file)
    rows = Graph.open(folder).rows(
        'SELECT ?above ?due { ?s skos:prefLabel "新桥"@zh ; a jb:Project ; jb:partOf ?above ; jb:dueDate ?due }'
    )
    assert rows == [{"above": MADE + "bridges", "due": "2027-01-05"}]
    assert Edit(exported(folder), file).cell("undertakings", "新桥", "goals").value == "演示目标"


def test_a_new_row_for_what_has_one_is_refused(folder: Path, file: Path) -> None:
    def edit(opened: Edit) -> None:
        opened.set("undertakings", opened.empty("undertakings"), name="二号路", class_="项目")

    edited(folder, file, edit)
    assert "made:road" in next(iter(complaints(taken(folder, file)[1]).values()))


def test_an_extension_keeps_the_day_that_was_set(folder: Path, file: Path) -> None:
    edited(folder, file, fill)
    taken(folder, file)
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", extended="2026-9-30", why="汛期"))
    taken(folder, file)
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", extended="2026-12-31", why="缺料"))
    taken(folder, file)
    state = holds(folder)
    assert state[Key(BRIDGE, "due")] == ("2026-06-30",)
    assert {key.at: value for key, value in state.items() if key.field == "extension"} == {
        "2026-09-30": ("汛期",), "2026-12-31": ("缺料",),
    }  # fmt: skip
    assert state[Key(BRIDGE, "former", "2026-12-31")] == ("2026-09-30",)


@pytest.mark.parametrize(("to", "why", "said"), [("2026-9-30", None, "reason"), ("2026-5-30", "汛期", "not after")])
def test_an_extension_needs_a_reason_and_a_later_day(
    folder: Path, file: Path, to: str, why: str | None, said: str
) -> None:
    edited(folder, file, fill)
    taken(folder, file)
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", extended=to, why=why))
    assert said in next(iter(complaints(taken(folder, file)[1]).values()))


def test_milestones_come_and_go(folder: Path, file: Path) -> None:
    def add(opened: Edit) -> None:
        opened.set("milestones", opened.empty("milestones"), thing="一号桥", name="桥墩开工", due="2026-02-28")

    edited(folder, file, add)
    taken(folder, file)
    assert Edit(exported(folder), file).cell("undertakings", "一号桥", "verdict").value == "黄灯"  # Yinchuan, 1 month
    edited(folder, file, lambda opened: opened.set("milestones", "一号桥", done=date(2026, 3, 2)))
    taken(folder, file)
    assert Edit(exported(folder), file).cell("undertakings", "一号桥", "verdict").value == "绿灯"
    edited(folder, file, lambda opened: opened.set("milestones", "一号桥", name=None, due=None, done=None))
    taken(folder, file)
    assert holds(folder) == {}


def test_figures_of_metrics_stand_beside_the_printed_ones(folder: Path, file: Path) -> None:
    edited(folder, file, lambda opened: opened.set("metrics", "演示产值增速", actual=6.5, forecast="7.0"))
    taken(folder, file)
    rows = Graph.open(folder).rows(
        """SELECT ?kind ?value ?quote { GRAPH ?g { ?o jb:ofMetric ?m ; jb:kind ?kind ; jb:value ?value }
           GRAPH ?g { ?o jb:quote ?quote } ?g jb:layer ?layer } ORDER BY ?kind ?quote"""
    )
    found = [(row["kind"].rsplit("/", 1)[-1], row["value"], row["quote"]) for row in rows if row["kind"]]
    assert found == [("actual", "6.5", "6.5"), ("forecast", "7", "7"), ("target", "7.5", "7.5%")]


# -- conflicts --------------------------------------------------------------------------------------------


def test_two_people_who_changed_the_same_cell_conflict_and_both_values_are_named(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    edited(folder, one, lambda opened: opened.set("undertakings", "一号桥", due="2026-06-30", note="甲"))
    edited(folder, two, lambda opened: opened.set("undertakings", "一号桥", due="2026-07-31", stage="启动"))
    taken(folder, one, by="甲局")
    name, found = taken(folder, two, by="乙局")
    assert name == ""
    ((conflict,), (change,)) = found.merge.conflicts, found.merge.changes
    assert (conflict.base, conflict.theirs, conflict.ours) == ((), ("2026-07-31",), ("2026-06-30",))
    assert change.key == Key(BRIDGE, "stage")
    row = importing.changes(found, "zh").rows[0]
    assert "2026-07-31" in row
    assert any("甲局" in str(cell) and "2026-06-30" in str(cell) for cell in row)
    name, _ = taken(folder, two, by="乙局", skip=True)
    assert name
    assert holds(folder)[Key(BRIDGE, "due")] == ("2026-06-30",)


def test_edits_of_different_cells_merge_in_any_order(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    edited(folder, one, lambda opened: opened.set("undertakings", "一号桥", cooperate="甲局"))
    edited(folder, two, lambda opened: opened.set("undertakings", "一号桥", cooperate="乙局", due="2026-06-30"))
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    for space, order in ((folder, (one, two)), (other, (two, one))):
        for path in order:
            assert taken(space, path)[0]
    assert holds(folder) == holds(other)
    assert holds(folder)[Key(BRIDGE, "cooperate")] == (MADE + "bureau", MADE + "office")


CELLS: list[tuple[str, str, Any]] = [
    (row, name, value)
    for row in ("一号桥", "二号路", "=三小(新)")
    for name, values in (
        ("due", ("2026-05-01", "2026-06-01")), ("lead", ("甲局", "乙局")), ("cooperate", ("督查室", "甲局、乙局")),
        ("planned", (0.1, 0.9)), ("reached", (0.2, 1)), ("remark", ("好", "=1")), ("light", ("红灯", "绿灯")),
    )
    for value in values
]  # fmt: skip
EDITS = st.lists(st.sampled_from(CELLS), unique_by=lambda cell: cell[:2], max_size=6)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, EDITS)
def test_random_edits_of_two_copies_merge_in_any_order_and_lose_nothing(
    folder: Path, tmp_path: Path, first: list[tuple[str, str, Any]], second: list[tuple[str, str, Any]]
) -> None:
    taken_ = {cell[:2] for cell in first}
    second = [cell for cell in second if cell[:2] not in taken_]
    shutil.rmtree(folder / "working", ignore_errors=True)
    other = tmp_path / "other"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(folder, other)
    data = exported(folder)
    copies = []
    for number, edits in enumerate((first, second)):
        opened = Edit(data, tmp_path / f"{number}.xlsx")
        for row, name, value in edits:
            cell = opened.cell("undertakings", row, name)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        copies.append(opened.save())
    for space, order in ((folder, copies), (other, copies[::-1])):
        for path in order:
            assert complaints(taken(space, path)[1]) == {}
    held = holds(folder)
    assert held == holds(other)
    filled = {key.field for key in held} - {"cooperate"}
    assert filled == {name for _, name, _ in [*first, *second]} - {"cooperate"}
    shown = Edit(exported(folder), tmp_path / "shown.xlsx")
    for row, name, value in [*first, *second]:
        said = shown.cell("undertakings", row, name).value
        if name == "cooperate":  # who does not lead, being named second, may be among them
            assert set(str(value).split("、")) <= set(said.split("、"))
        elif name == "due":
            assert said.date().isoformat() == value
        else:
            assert said == value


# -- what people do to workbooks --------------------------------------------------------------------------


def move_column(opened: Edit) -> None:
    """Move a column to the end."""
    sheet = opened.sheet("undertakings")
    place = loop.column(next(one for one in loop.SHEETS if one.key == "undertakings"), "due")
    values = [sheet.cell(row, place).value for row in range(1, sheet.max_row + 1)]
    sheet.delete_cols(place)
    last = sheet.max_column + 1
    for row, value in enumerate(values, 1):
        sheet.cell(row, last).value = value


def rename(opened: Edit) -> None:
    """Rename a sheet."""
    opened.sheet("undertakings").title = "六月作战图"


def delete_row(opened: Edit) -> None:
    """Delete the row of something else."""
    opened.sheet("undertakings").delete_rows(opened.row("undertakings", "二号路"))


def leave_filter(opened: Edit) -> None:
    """Leave a filter on, so that the row is hidden."""
    sheet = opened.sheet("undertakings")
    sheet.row_dimensions[opened.row("undertakings", "一号桥")].hidden = True


def drop_keys(opened: Edit) -> None:
    """Empty the hidden first row but for the mark."""
    sheet = opened.sheet("undertakings")
    for column in range(2, sheet.max_column + 1):
        sheet.cell(1, column).value = None


@pytest.mark.parametrize("harm", [move_column, rename, delete_row, leave_filter, drop_keys])
def test_what_people_do_to_a_workbook_loses_nothing(folder: Path, file: Path, harm: Any) -> None:
    def edit(opened: Edit) -> None:
        fill(opened)
        harm(opened)

    edited(folder, file, edit)
    _, found = taken(folder, file)
    assert complaints(found) == {}
    assert holds(folder)[Key(BRIDGE, "due")] == ("2026-06-30",)
    assert holds(folder)[Key(BRIDGE, "reached", AT)] == ("25",)


def test_a_deleted_column_is_named_and_takes_nothing_back(folder: Path, file: Path) -> None:
    edited(folder, file, fill)
    taken(folder, file)

    def edit(opened: Edit) -> None:
        sheet = next(one for one in loop.SHEETS if one.key == "undertakings")
        opened.set("undertakings", "一号桥", note="好")
        opened.sheet("undertakings").delete_cols(loop.column(sheet, "due"))

    edited(folder, file, edit)
    name, found = taken(folder, file)
    assert name
    assert any("due" in one.said[0] for one in found.entries.notices)
    assert holds(folder)[Key(BRIDGE, "due")] == ("2026-06-30",)


def test_merged_cells_are_named_by_address(folder: Path, file: Path) -> None:
    def edit(opened: Edit) -> None:
        fill(opened)
        first = opened.row("undertakings", "一号桥")
        opened.sheet("undertakings").merge_cells(f"K{first}:K{first + 1}")

    edited(folder, file, edit)
    _, found = taken(folder, file)
    row = Edit(exported(folder), file).row("undertakings", "一号桥") + 1
    assert f"作战图!K{row}" in complaints(found)


def test_a_copied_row_is_read_once(folder: Path, file: Path) -> None:
    def edit(opened: Edit) -> None:
        sheet = opened.sheet("undertakings")
        first, copy = opened.row("undertakings", "一号桥"), opened.empty("undertakings")
        for column in range(1, sheet.max_column + 1):
            sheet.cell(copy, column).value = sheet.cell(first, column).value
        opened.set("undertakings", copy, due="2026-08-01")
        opened.set("undertakings", first, due="2026-06-30")

    edited(folder, file, edit)
    _, found = taken(folder, file, skip=True)
    assert ["already" in said for said in complaints(found).values()] == [True]
    assert holds(folder)[Key(BRIDGE, "due")] == ("2026-06-30",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2026年6月30日", "2026-06-30"), ("2026.6.30", "2026-06-30"), ("20260630", "2026-06-30"), (46203, "2026-06-30"),
     ("2026年6月底", "2026-06-30"), ("２０２６－０６－３０", "2026-06-30"), ("2026年底前", "2026-12-31")],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(folder: Path, file: Path, value: Any, expected: str) -> None:
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", due=value))
    taken(folder, file)
    assert holds(folder) == {Key(BRIDGE, "due"): (expected,)}


@pytest.mark.parametrize("value", ["下周", "2026-13-01", "2026-02-30", True, 7])
def test_what_is_no_date_is_named_by_address(folder: Path, file: Path, value: Any) -> None:
    edited(folder, file, lambda opened: opened.set("undertakings", "一号桥", due=value))
    _, found = taken(folder, file)
    ((where, said),) = complaints(found).items()
    assert where.startswith("作战图!K")
    assert "date" in said


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_sheet_saved_as_csv_is_read(folder: Path, tmp_path: Path, encoding: str) -> None:
    opened = Edit(exported(folder), tmp_path / "plan.xlsx")
    fill(opened)
    text = io.StringIO()
    csv.writer(text).writerows(
        ["" if cell is None else cell for cell in row]
        for row in opened.sheet("undertakings").iter_rows(values_only=True)
    )
    path = tmp_path / "作战图.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    _, found = taken(folder, path)
    assert complaints(found) == {}
    assert holds(folder)[Key(BRIDGE, "due")] == ("2026-06-30",)
    assert holds(folder)[Key(BRIDGE, "lead")] == (MADE + "office",)


def test_libreoffice_saves_what_comes_back(folder: Path, tmp_path: Path) -> None:
    edited(folder, tmp_path / "plan.xlsx", fill)
    (tmp_path / "out").mkdir()
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "plan.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    _, found = taken(folder, tmp_path / "out" / "plan.xlsx")
    assert complaints(found) == {}
    assert {key.field for key in holds(folder)} == {"due", "lead", "planned", "reached", "remark"}
    # Its formulas are worked out by LibreOffice: 25 % of planned 40 % is 15 points behind, yellow in Yinchuan.
    saved = load_workbook(tmp_path / "out" / "plan.xlsx", data_only=True)[title("undertakings")]
    row = next(r for r in saved.iter_rows(min_row=4, values_only=True) if r[1] == "一号桥")
    sheet = next(one for one in loop.SHEETS if one.key == "undertakings")
    assert row[loop.column(sheet, "deviation") - 1] == -15
    assert row[loop.column(sheet, "live") - 1] == "黄灯"


# -- files that cannot be used ----------------------------------------------------------------------------


def test_a_workbook_of_another_workspace_is_refused(folder: Path, tmp_path: Path) -> None:
    path = edited(folder, tmp_path / "plan.xlsx", fill)
    with pytest.raises(JbgraphError, match="another workspace"):
        importing.propose(Graph.open(folder), folder, path, place="elsewhere")
    taken(folder, path)
    path.write_bytes(exported(folder))
    shutil.rmtree(folder / "working")
    with pytest.raises(JbgraphError, match="another workspace"):
        taken(folder, path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.xlsx", b"", "damaged"),
        ("plan.xlsx", b"PK\x03\x04 no zip", "damaged"),
        ("plan.xlsx", b"\x00" * 99, "damaged"),
        ("plan.txt", b"a", "ending"),
        ("plan.csv", b"\xff\xff\xff", "neither"),
        ("plan.csv", b"a,b\n1,2\n", "no workbook of ours"),
    ],
)
def test_a_file_that_is_none_is_refused(folder: Path, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(JbgraphError, match=said):
        taken(folder, tmp_path / name)


def test_a_zip_bomb_is_refused(folder: Path, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (101 << 20))
    with pytest.raises(JbgraphError, match="too large"):
        taken(folder, path)
