"""The workbook there and back: what staff fill in comes back cell by cell, and nothing else changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from loop import AT, BRIDGE, MADE, Edit, complaints, edited, exported, fill, holds, taken

from jbgraph.graph import Graph
from jbgraph.working import ledger
from jbgraph.working.cells import Key

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
