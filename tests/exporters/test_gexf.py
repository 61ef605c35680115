"""networkx and libxml2 read what the exporter `gexf` writes."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import pytest
import reading

from jbgraph import PlanGraph, drawings, maps
from jbgraph.drawings import Drawing
from jbgraph.exporters.gexf import Horizon, horizons, spelled
from jbgraph.resources import tokens


def read(data: bytes) -> tuple[dict[str, Any], list[tuple[Any, ...]], nx.MultiDiGraph]:
    """Return nodes by IRI, edges and the graph as networkx holds them."""
    graph = nx.read_gexf(io.BytesIO(data), version="1.3")
    iris = nx.get_node_attributes(graph, "iri")
    edges = [reading.edge(iris[a], iris[b], said) for a, b, said in graph.edges(data=True)]
    return {said["iri"]: said for _, said in graph.nodes(data=True)}, sorted(edges), graph


@pytest.mark.parametrize("which", ["drawing", "english", "hostile"])
def test_everything_comes_back(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    data = reading.export(drawing, "gexf")[0]
    reading.well_formed(data)
    nodes, edges, _ = read(data)
    wanted = reading.nodes(drawing)
    assert {iri: {key: str(node.get(key, "")) for key in wanted[iri]} for iri, node in nodes.items()} == wanted
    assert {iri: node["label"] for iri, node in nodes.items()} == {iri: drawing.labels[iri] for iri in wanted}
    assert edges == reading.edges(drawing)


def test_places_colours_and_sizes(drawing: Drawing) -> None:
    nodes, _, _ = read(reading.export(drawing, "gexf")[0])
    palette = tokens()["colors"]["light"]
    allowed = {palette[name] for name in palette if name.startswith("goal-")} | {
        palette[kind["family"]] for kind in tokens()["types"].values()
    }
    spots = set()
    for node in nodes.values():
        look = node["viz"]
        spots.add((look["position"]["x"], look["position"]["y"]))
        assert "#{r:02x}{g:02x}{b:02x}".format(**look["color"]) in allowed
        assert look["size"] > 0
    assert len(spots) == len(nodes)
    goals = [nodes[goal]["viz"] for goal in maps.goals(drawing.graph)]
    assert ["#{r:02x}{g:02x}{b:02x}".format(**look["color"]) for look in goals] == [
        palette[f"goal-{number}"] for number in range(4)
    ]
    assert [look["position"]["y"] for look in goals] == sorted((g["position"]["y"] for g in goals), reverse=True)
    for low, high in ((0, 1), (1, 2), (2, 3), (3, 4)):
        left, right = ([n["viz"]["position"]["x"] for n in nodes.values() if n["column"] == c] for c in (low, high))
        assert max(left) < min(right)


def test_a_horizon_is_the_time_of_a_thing(real: PlanGraph, everything: Drawing) -> None:
    nodes, _, _ = read(reading.export(everything, "gexf")[0])
    rows = real.rows("SELECT ?s ?start ?end { ?s jb:horizon ?h . ?h jb:startDate ?start ; jb:endDate ?end }")
    times: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        times.setdefault(row["s"], set()).add((str(row["start"]), str(row["end"])))
    assert len(times) > 50
    for iri, said in times.items():
        node = nodes[iri]
        own = set(node["spells"]) if "spells" in node else {(node["start"], node["end"])}
        assert said <= own
        assert node["horizon"]
        assert node["horizonEvidence"]
    assert sum("start" in node or "end" in node or "spells" in node for node in nodes.values()) <= len(times) + 5
    assert not [iri for iri, node in nodes.items() if node.get("horizon") and iri not in horizons(everything)]


def test_several_horizons_are_spells_and_reported(real: PlanGraph, everything: Drawing) -> None:
    several = [iri for iri, many in horizons(everything).items() if len(many) > 1]
    assert several
    nodes, _, _ = read(reading.export(everything, "gexf")[0])
    for iri in several:
        assert nodes[iri]["horizon"].count("; ") >= 1
    losses = reading.export(everything, "gexf")[1]
    assert losses["things with several horizons, joined in one text"] == len(several)


def test_half_open_and_undated_horizons(real: PlanGraph) -> None:
    assert spelled([Horizon("before 2030", "", "2029-12-31", ())]) == (' end="2029-12-31"', "")
    assert spelled([]) == ("", "")
    both = [Horizon("2021", "2021-01-01", "2021-12-31", ()), Horizon("from 2025", "2025-01-01", "", ())]
    assert (
        spelled(both)[1] == '<spells><spell start="2021-01-01" end="2021-12-31"/><spell start="2025-01-01"/></spells>'
    )


def test_a_label_in_english_has_its_horizon_in_english(real: PlanGraph) -> None:
    drawing = drawings.draw(real, maps.whole(real), "en")
    said = [horizon.label for many in horizons(drawing).values() for horizon in many]
    assert "about 2035" in said


def test_control_characters_are_replaced_and_reported(control: Drawing) -> None:
    data, losses = reading.export(control, "gexf")
    reading.well_formed(data)
    assert {reading.fitted(node.zh) for node in control.map.nodes} == {n.get("zh", "") for n in read(data)[0].values()}
    assert losses["control characters replaced by U+FFFD"] >= 2


def test_what_is_flattened_is_reported(hostile: Drawing) -> None:
    assert reading.export(hostile, "gexf")[1] == reading.flattened(hostile)


def test_an_empty_map(empty: Drawing) -> None:
    assert read(reading.export(empty, "gexf")[0])[:2] == ({}, [])


def test_the_same_bytes(everything: Drawing) -> None:
    assert reading.export(everything, "gexf") == reading.export(everything, "gexf")


def test_parallel_edges_have_kinds(hostile: Drawing) -> None:
    data = reading.export(hostile, "gexf")[0].decode("utf-8")
    assert json.dumps("jb:follows") in data
    assert data.count(" kind=") == len(hostile.map.edges)
