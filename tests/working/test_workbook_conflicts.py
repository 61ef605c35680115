"""Several people fill in copies of one workbook: what differs is named, the rest merges in any order."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loop import BRIDGE, MADE, Edit, complaints, edited, exported, holds, taken

from jbgraph.workbook import importing
from jbgraph.working.cells import Key


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
