"""What the formats for other programs share: ids, places, colours, lines of labels, evidence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from jbgraph import PlanGraph, drawings, exporters, maps, styling, terms
from jbgraph.drawings import Drawing, Report
from jbgraph.maps import Map, Node
from jbgraph.networks import Edge
from jbgraph.resources import tokens
from jbgraph.tables import width


@pytest.fixture(scope="module")
def drawing(real: PlanGraph) -> Drawing:
    """The map of the four goals."""
    return drawings.draw(real, maps.map(real), "zh")


def test_an_id_is_a_curie_or_a_number(drawing: Drawing) -> None:
    names = styling.ids(drawing)
    assert len(set(names.values())) == len(drawing.map.nodes)
    assert all(drawing.graph.expand(name) == iri for iri, name in names.items())
    odd = (Node("https://example.org/a b", "Goal", "甲", "a", 0),)
    assert styling.ids(replace(drawing, map=Map((), odd, ()))) == {odd[0].iri: "n0"}


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", 10, [""]),
        ("清河工程", 4, ["清河", "工程"]),
        ("清河，工程", 4, ["清", "河，", "工程"]),
        ("Clean River program", 11, ["Clean River", "program"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a\nb\r\nc", 10, ["a", "b", "c"]),
        ("  GDP 增速", 8, ["  GDP 增", "速"]),
    ],
)
def test_a_label_is_broken_in_lines(text: str, most: int, lines: list[str]) -> None:
    assert styling.wrapped(text, most) == lines


def test_no_line_is_too_long_and_nothing_is_lost(drawing: Drawing) -> None:
    for node in drawing.map.nodes:
        for label in (node.zh, node.en):
            lines = styling.wrapped(label, 20)
            assert "".join(lines).replace(" ", "") == label.replace(" ", "")
            assert max(map(width, lines)) <= 20


def test_columns_follow_each_other_and_branches_stay_together(drawing: Drawing) -> None:
    places = styling.boxes(drawing)
    nodes = drawing.nodes
    assert places.keys() == nodes.keys()
    for low in range(4):
        left = max(box.x for iri, box in places.items() if nodes[iri].column == low)
        assert left < min(box.x for iri, box in places.items() if nodes[iri].column == low + 1)
    lanes: dict[int, list[styling.Box]] = {}
    for box in places.values():
        lanes.setdefault(box.x, []).append(box)
    for lane in lanes.values():
        assert len(lane) <= styling.TALL
        assert all(a.y + a.height < b.y for a, b in pairwise(sorted(lane, key=lambda box: box.y)))
    goals = [places[goal].y for goal in drawing.map.roots]
    assert goals == sorted(goals)


def test_a_thing_has_the_colour_of_its_one_goal(drawing: Drawing) -> None:
    goals, palette = maps.goals(drawing.graph), tokens()["colors"]["light"]
    one, two, none = (Node(f"https://example.org/{name}", "Measure", name, name, 2) for name in ("one", "two", "none"))
    metric = Node("https://example.org/metric", "Metric", "m", "m", 4)
    heads = [drawing.nodes[goal] for goal in goals[:2]]

    def edge(source: Node, target: Node, name: str) -> Edge:
        return Edge(source.iri, target.iri, terms.JB + name, "stated", ())

    edges = (
        edge(one, heads[0], "serves"), edge(two, heads[0], "serves"), edge(two, heads[1], "partOf"),
        edge(none, heads[0], "concerns"), edge(one, metric, "measuredBy"),
    )  # fmt: skip
    colors = styling.colors(replace(drawing, map=Map((), (*heads, one, two, none, metric), edges)))
    assert colors[one.iri] == colors[metric.iri] == palette["goal-0"]
    assert colors[two.iri] == colors[none.iri] == palette["means"]
    assert colors[goals[1]] == palette["goal-1"]


def test_a_ring_of_parts_has_its_place(drawing: Drawing) -> None:
    nodes = tuple(Node(f"https://example.org/{n}", "Task", str(n), str(n), 2) for n in range(3))
    ring = tuple(Edge(nodes[n].iri, nodes[n - 1].iri, terms.JB + "partOf", "stated", ()) for n in range(3))
    labels = {**drawing.labels, **{node.iri: node.zh for node in nodes}}
    places = styling.boxes(replace(drawing, map=Map((), nodes, ring), labels=labels))
    assert len({(box.x, box.y) for box in places.values()}) == 3


def test_evidence_as_a_line_and_as_data(drawing: Drawing) -> None:
    row = next(row for row in drawing.evidence() if row.quote and row.passage)
    assert row.passage
    assert styling.line(row, "en").endswith(f"characters {row.passage.start}–{row.passage.end} · “{row.quote}”")
    assert styling.record(row) == {
        "passage": row.graph, "document": row.passage.document, "documentLabel": row.passage.document_label,
        "section": row.passage.section, "sectionLabel": row.passage.section_label,
        "start": row.passage.start, "end": row.passage.end, "quote": row.quote,
    }  # fmt: skip
    rule = replace(row, graph=terms.GRAPH + "derived-x", passage=None, quote="")
    assert styling.line(rule, "zh").startswith("据规则")
    assert styling.record(rule) == {"passage": terms.GRAPH + "derived-x"}
    assert styling.packed([]) == ""


def test_the_text_of_passages_stays_and_that_is_reported(tiny: PlanGraph) -> None:
    drawing = drawings.draw(tiny, maps.map(tiny), "zh")
    texts = [passage.text for passage in drawing.passages.values()]
    assert all(texts)
    for form in ("cyjs", "dot", "drawio", "gexf", "graphml"):
        report = Report(form)
        data = exporters.export(drawing, form, report).decode("utf-8")
        assert not [text for text in texts if text and len(text) > 20 and text in data]
        losses = {en: count for (en, _), count in report.losses.items()}
        assert losses["passages whose text is left out; document, section and characters are given"] == len(texts)
