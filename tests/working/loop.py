"""A small workspace for the tests of workbooks: made-up units and undertakings, and ways to edit a workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from jbgraph.graph import Graph
from jbgraph.workbook import importing, rows, writing
from jbgraph.workbook.sheets import SHEETS, Sheet
from jbgraph.working import ledger, lights
from jbgraph.working.cells import State

PLACE = "made"
MADE = "https://w3id.org/jbgraph/made/"
DAY = date(2026, 3, 31)
NOW = datetime(2026, 4, 1, tzinfo=UTC)
BRIDGE = MADE + "bridge"
AT = DAY.isoformat()
"""The day of a progress report, as its cells have it."""
REGISTER = """
@prefix jb: <https://w3id.org/jbgraph/ontology#> .
@prefix made: <https://w3id.org/jbgraph/made/> .
@prefix measure-type: <https://w3id.org/jbgraph/vocabulary/measure-type/> .
@prefix direction: <https://w3id.org/jbgraph/vocabulary/direction/> .
@prefix period: <https://w3id.org/jbgraph/period/> .
@prefix unit: <https://w3id.org/jbgraph/vocabulary/unit/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
made:district a jb:Place ; skos:prefLabel "演示区"@zh , "Demo District"@en .
made:goal a jb:Goal ; skos:prefLabel "演示目标"@zh , "Demo goal"@en .
made:bridges a jb:Program ; skos:prefLabel "架桥工程"@zh , "Bridges"@en .
made:bridge a jb:Project ; skos:prefLabel "一号桥"@zh , "Bridge one"@en .
made:road a jb:Project ; skos:prefLabel "二号路"@zh , "Road two"@en .
made:school a jb:Project ; skos:prefLabel "=三小(新)"@zh , "+School three"@en .
made:office a jb:Organization ; skos:prefLabel "甲局"@zh , "Office A"@en ; skos:altLabel "甲"@zh .
made:bureau a jb:Organization ; skos:prefLabel "乙局"@zh , "Office B"@en .
made:watch a jb:Organization ; skos:prefLabel "督查室"@zh , "Oversight office"@en .
made:head a jb:Post ; skos:prefLabel "甲局局长"@zh , "Head of office A"@en ; jb:partOf made:office .
made:growth a jb:Metric ; skos:prefLabel "演示产值增速"@zh , "Growth of demo output"@en ; jb:unit unit:percent ;
    jb:measureType measure-type:growth ; jb:direction direction:up .
period:2026 a jb:Period ; skos:prefLabel "2026年"@zh , "2026"@en ;
    jb:startDate "2026-01-01"^^xsd:date ; jb:endDate "2026-12-31"^^xsd:date .
"""
STATED = """
@prefix jb: <https://w3id.org/jbgraph/ontology#> .
@prefix comparator: <https://w3id.org/jbgraph/vocabulary/comparator/> .
@prefix kind: <https://w3id.org/jbgraph/vocabulary/kind/> .
@prefix made: <https://w3id.org/jbgraph/made/> .
@prefix plan: <https://w3id.org/jbgraph/made/plan/> .
@prefix passage-kind: <https://w3id.org/jbgraph/vocabulary/passage-kind/> .
@prefix period: <https://w3id.org/jbgraph/period/> .
@prefix role: <https://w3id.org/jbgraph/vocabulary/role/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix stage: <https://w3id.org/jbgraph/vocabulary/stage/> .
@prefix unit: <https://w3id.org/jbgraph/vocabulary/unit/> .
made:plan a jb:SourceDocument ; skos:prefLabel "演示计划"@zh , "Demo plan"@en .
plan:one a jb:Section ; skos:prefLabel "任务"@zh , "Tasks"@en ; jb:inDocument made:plan ; jb:order 1 .
plan:s001 a jb:Passage ; jb:inDocument made:plan ; jb:inSection plan:one ; jb:order 1 ; jb:start 0 ; jb:end 20 ;
    jb:passageKind passage-kind:sentence ; jb:sha256 "0" .
plan:s001 {
    made:bridges jb:serves made:goal .
    made:bridge jb:partOf made:bridges ; jb:stage stage:under-way ; jb:horizon period:2026 .
    made:road jb:partOf made:bridges ; jb:stage stage:planned .
    made:school jb:serves made:goal ; jb:stage stage:planned .
    plan:r1 a jb:Responsibility ; jb:heldBy made:office ; jb:role role:coordinate ; jb:responsibleFor made:bridge .
    plan:o1 a jb:Observation ; jb:ofMetric made:growth ; jb:about made:district ; jb:kind kind:target ;
        jb:comparator comparator:equal ; jb:value 7.5 ; jb:unit unit:percent ; jb:period period:2026 ; jb:quote "7.5%" .
}
"""


def workspace(folder: Path) -> Path:
    """Write the workspace into a folder and return it."""
    for name, data in (("register/all.ttl", REGISTER), ("statements/plan.trig", STATED)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(data, "utf-8")
    return folder


def exported(folder: Path, day: date = DAY, lang: str = "zh", unit: str = "") -> bytes:
    """Return the workbook of a workspace."""
    made = ledger.imports(folder)
    packs = lights.packs()
    content = rows.content(
        Graph.open(folder), day=day, place=PLACE, last=made[-1].name if made else "", pack=packs["yinchuan-2025"],
        growth=packs["tianjin-investment-2022"], lang=lang, unit=unit,
    )  # fmt: skip
    return writing.write(content)


def taken(folder: Path, path: Path, *, by: str = "督查室", skip: bool = False) -> tuple[str, importing.Proposal]:
    """Import a file into a workspace."""
    return importing.take(Graph.open(folder), folder, path, place=PLACE, by=by, skip=skip, at=NOW)


def title(key: str, lang: str = "zh") -> str:
    """Return the name of a sheet."""
    sheet = next(one for one in SHEETS if one.key == key)
    return sheet.title[lang == "zh"]


def column(sheet: Sheet, key: str) -> int:
    """Return the number of a column, from 1."""
    return 1 + [one.key for one in sheet.columns].index(key)


class Edit:
    """A workbook opened in openpyxl, whose cells are named by row and machine name of the column."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        path.write_bytes(data)
        self.book: Any = load_workbook(path)

    def sheet(self, key: str) -> Any:
        """Return a sheet."""
        return self.book[title(key)]

    def row(self, key: str, name: str) -> int:
        """Return the number of the row with a name in one of its first columns, or an ID."""
        sheet = self.sheet(key)
        return next(
            number
            for number in range(4, sheet.max_row + 1)
            if name in (sheet.cell(number, 1).value, sheet.cell(number, 2).value, sheet.cell(number, 4).value)
        )

    def empty(self, key: str) -> int:
        """Return the number of the first row without an ID and a name."""
        sheet = self.sheet(key)
        return next(n for n in range(4, sheet.max_row + 1) if not sheet.cell(n, 1).value and not sheet.cell(n, 2).value)

    def cell(self, key: str, row: int | str, name: str) -> Any:
        """Return a cell."""
        sheet = next(one for one in SHEETS if one.key == key)
        number = self.row(key, row) if isinstance(row, str) else row
        return self.sheet(key).cell(number, column(sheet, name))

    def set(self, key: str, row: int | str, **cells: Any) -> int:
        """Fill cells in and return the row."""
        number = self.row(key, row) if isinstance(row, str) else row
        for name, value in cells.items():
            self.cell(key, number, name.rstrip("_")).value = value
        return number

    def save(self) -> Path:
        """Save the workbook and return its path."""
        self.book.save(self.path)
        return self.path


def edited(folder: Path, path: Path, edit: Callable[[Edit], Any]) -> Path:
    """Export, edit, save."""
    opened = Edit(exported(folder), path)
    edit(opened)
    return opened.save()


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
