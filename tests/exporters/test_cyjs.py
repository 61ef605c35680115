"""Cytoscape.js and networkx read what the exporter `cyjs` writes."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest
import reading

from jbgraph.drawings import Drawing
from jbgraph.exporters.cyjs import SHAPES


def citations(said: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the evidence of an edge, rules first as they are named."""
    keys = ("passages", "documents", "sections", "starts", "ends", "quotes")
    return sorted([*zip(*(said[key] for key in keys), strict=True), *((rule, "") for rule in said["rules"])])


def edges(drawing: Drawing, found: list[dict[str, Any]], iris: dict[str, str]) -> None:
    """Compare the edges that were read with those of the drawing."""
    read = sorted(
        (iris[e["source"]], e["property"], iris[e["target"]], e["zh"], e["en"], e["layer"], citations(e)) for e in found
    )
    assert read == [(*edge[:-1], sorted(edge[-1])) for edge in reading.edges(drawing)]
    assert all(len(edge["evidence"]) == len(edge["passages"]) + len(edge["rules"]) for edge in found)


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "control"])
def test_everything_comes_back_in_cytoscape(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    data = reading.export(drawing, "cyjs")[0]
    found = reading.javascript("read_cytoscape.mjs", data)
    assert found["warnings"] == []
    wanted = reading.nodes(drawing)
    iris = {node["data"]["id"]: node["data"]["iri"] for node in found["nodes"]}
    nodes = {node["data"]["iri"]: node for node in found["nodes"]}
    assert nodes.keys() == wanted.keys()
    for iri, node in nodes.items():
        said = node["data"]
        assert {**{key: str(said[key]) for key in wanted[iri]}, "lacks": ", ".join(said["lacks"])} == wanted[iri]
        assert said["label"] == said["name"] == drawing.labels[iri]
        assert node["shape"] == SHAPES.get(said["type"], "ellipse")
    edges(drawing, [edge["data"] for edge in found["edges"]], iris)
    lines = {edge["data"]["layer"]: edge["line"] for edge in found["edges"]}
    assert lines == {layer: {"derived": "dotted", "suggested": "dashed"}.get(layer, "solid") for layer in lines}


def test_nodes_lie_where_the_file_says(drawing: Drawing) -> None:
    data = reading.export(drawing, "cyjs")[0]
    written = {node["data"]["id"]: node["position"] for node in json.loads(data)["elements"]["nodes"]}
    found = reading.javascript("read_cytoscape.mjs", data)
    assert {node["data"]["id"]: node["position"] for node in found["nodes"]} == written
    assert len({(spot["x"], spot["y"]) for spot in written.values()}) == len(written)


@pytest.mark.parametrize("which", ["drawing", "hostile"])
def test_networkx_reads_it_too(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    page = json.loads(reading.export(drawing, "cyjs")[0])
    graph = nx.cytoscape_graph(page)
    assert graph.is_directed()
    assert len(graph) == len(drawing.map.nodes)
    assert graph.number_of_edges() == len(drawing.map.edges)


def test_nothing_is_flattened(hostile: Drawing, drawing: Drawing) -> None:
    assert reading.export(hostile, "cyjs")[1] == {"things left out by --limit": 3}
    assert reading.export(drawing, "cyjs")[1] == {}


def test_an_empty_map(empty: Drawing) -> None:
    page = json.loads(reading.export(empty, "cyjs")[0])
    assert page["elements"] == {"nodes": [], "edges": []}


def test_the_same_bytes(everything: Drawing) -> None:
    assert reading.export(everything, "cyjs") == reading.export(everything, "cyjs")
