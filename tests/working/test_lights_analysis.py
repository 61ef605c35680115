"""The analysis of lights: what packs say of reported progress, and where two of them differ."""

from __future__ import annotations

from datetime import date

import loop
import pytest
from loop import MADE, Edit, edited, taken

from jbgraph import JbgraphError, analyses
from jbgraph.graph import Graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Two months of reports: the bridge is behind and catches up, the road is behind and stays so."""
    folder = loop.workspace(tmp_path_factory.mktemp("space"))
    file = folder.parent / "lights.xlsx"

    def march(opened: Edit) -> None:
        opened.set("undertakings", "一号桥", planned=0.4, reached=0.05, light="黄灯", due="2026-06-30")
        opened.set("undertakings", "二号路", planned=0.5, reached=0.3)

    edited(folder, file, march)
    assert taken(folder, file)[0]
    opened = Edit(loop.exported(folder, date(2026, 4, 30)), file)
    opened.set("undertakings", "一号桥", planned=0.5, reached=0.5)
    opened.set("undertakings", "二号路", planned=0.6, reached=0.45)
    assert taken(folder, opened.save())[0]
    return Graph.open(folder)


def test_lights_as_of_the_last_day_reported_with_what_was_late(graph: Graph) -> None:
    result = analyses.analyze(graph, "lights", {})
    found = {str(row["thing"]).removeprefix(MADE): row for row in result.records()}
    # Yinchuan: 15 points behind is yellow; the bridge was 35 points behind in March, red.
    assert {name: row["yinchuan-2025"] for name, row in found.items()} == {"bridge": "green", "road": "yellow"}
    assert {name: row["before"] for name, row in found.items()} == {"bridge": "recovered", "road": "late"}
    assert found["bridge"]["declared"] == "yellow"
    assert found["bridge"]["due"] == "2026-06-30"


def test_lights_of_an_earlier_day(graph: Graph) -> None:
    result = analyses.analyze(graph, "lights", {"day": "2026-03-31"})
    found = {str(row["thing"]).removeprefix(MADE): row["yinchuan-2025"] for row in result.records()}
    assert found == {"bridge": "red", "road": "yellow"}


def test_where_two_packs_differ(graph: Graph) -> None:
    # Sanya: 45 of 60 is three quarters of schedule, yellow as in Yinchuan; in Tianjin too, where 70 % is the bound.
    # Ouhai: the road has missed its period, red.
    result = analyses.analyze(graph, "lights", {"rules": "yinchuan-2025,ouhai-2020"})
    assert [(row["thing"], row["yinchuan-2025"], row["ouhai-2020"]) for row in result.records()] == [
        (MADE + "road", "yellow", "red")
    ]
    assert analyses.analyze(graph, "lights", {"rules": "yinchuan-2025,sanya-2022"}).rows == ()
    assert "1 of 2" in result.said("en")[-1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rules": "nowhere"}, "no rule pack"),
        ({"rules": "tianjin-investment-2022"}, "metrics"),
        ({"day": "soon"}, "no day"),
    ],
)
def test_what_cannot_be_asked_is_refused(graph: Graph, given: dict[str, str], said: str) -> None:
    with pytest.raises(JbgraphError, match=said):
        analyses.analyze(graph, "lights", given)
