"""What people and programs do to a workbook loses nothing, and a file that cannot be used is refused."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import loop
import pytest
from loop import AT, BRIDGE, MADE, Edit, complaints, edited, exported, fill, holds, taken, title
from openpyxl import load_workbook

from jbgraph import JbgraphError
from jbgraph.graph import Graph
from jbgraph.workbook import importing
from jbgraph.working.cells import Key

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
