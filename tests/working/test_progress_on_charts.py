"""Progress, due dates and lights on maps and wall charts, with the name of the rules."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import loop
import pytest
from loop import MADE, Edit, edited, taken
from openpyxl import load_workbook

from jbgraph import exporters, maps
from jbgraph.drawings import draw
from jbgraph.graph import Graph

PACK = "银川市重点项目“红黄绿灯”（2025年）"
RED, GREEN, YELLOW = "#b3261e", "#2e7d4f", "#f0c23b"


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bridge was 35 points behind in March and has caught up, put off to September; the road is 15 behind."""
    folder = loop.workspace(tmp_path_factory.mktemp("space"))
    file = folder.parent / "charts.xlsx"

    def march(opened: Edit) -> None:
        opened.set("undertakings", "一号桥", planned=0.4, reached=0.05, due="2026-06-30", lead="甲局")

    edited(folder, file, march)
    assert taken(folder, file)[0]
    opened = Edit(loop.exported(folder, date(2026, 4, 30)), file)
    opened.set("undertakings", "一号桥", planned=0.5, reached=0.5, extended="2026-9-30", why="汛期")
    opened.set("undertakings", "二号路", planned=0.6, reached=0.45)
    assert taken(folder, opened.save())[0]
    return folder


def written(space: Path, form: str) -> bytes:
    """Return the map of the goal in a format."""
    graph = Graph.open(space)
    return exporters.export(draw(graph, maps.map(graph, [MADE + "goal"]), "zh"), form)


def texts(svg: bytes) -> str:
    """Return the words of a picture."""
    return "\n".join(node.text or "" for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("text"))


@pytest.mark.parametrize("form", ["svg", "sheet-svg"])
def test_charts_show_lights_shares_and_days_and_name_the_rules(space: Path, form: str) -> None:
    data = written(space, form)
    said = texts(data)
    assert "50/50%" in said
    assert "2026-09-30" in said
    assert PACK in said
    assert "2026-04-30" in said
    svg = data.decode()
    assert GREEN in svg
    assert YELLOW in svg
    assert RED in svg  # the ring around the green light: it was late before


def test_the_wall_chart_keeps_the_first_day_and_says_who_entered_it(space: Path) -> None:
    said = texts(written(space, "sheet-svg"))
    assert "2026-06-30" in said.replace("\n", "")
    assert "工作人员填报，2026-04-01" in said
    assert "甲局" in said
    assert "绿灯" in said


def test_the_page_has_a_word_beside_each_light(space: Path) -> None:
    page = written(space, "html").decode()
    assert '<span class="lit green">绿灯 · 甲局 · 50/50% · 2026-09-30 · 此前滞后</span>' in page
    assert PACK in page


def test_the_sheet_has_the_word(space: Path) -> None:
    sheet = load_workbook(io.BytesIO(written(space, "sheet-xlsx"))).worksheets[0]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"绿灯", "黄灯"} <= words


def test_where_nothing_is_entered_nothing_is_lit(tmp_path: Path) -> None:
    folder = loop.workspace(tmp_path)
    assert "lit" not in written(folder, "html").decode().partition("</style>")[2]
    assert RED not in written(folder, "svg").decode()
