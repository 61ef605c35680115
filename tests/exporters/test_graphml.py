"""networkx, igraph and libxml2 read what the exporter `graphml` writes."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import reading

from jbgraph.drawings import Drawing


def read(data: bytes) -> tuple[dict[str, Any], list[tuple[Any, ...]], nx.MultiDiGraph]:
    """Return nodes by IRI, edges and the graph as networkx holds them."""
    graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    iris = nx.get_node_attributes(graph, "iri")
    edges = [reading.edge(iris[a], iris[b], said) for a, b, said in graph.edges(data=True)]
    return {said["iri"]: said for _, said in graph.nodes(data=True)}, sorted(edges), graph


@pytest.mark.parametrize("which", ["drawing", "english", "hostile"])
def test_everything_comes_back_in_networkx(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    data = reading.export(drawing, "graphml")[0]
    reading.well_formed(data)
    nodes, edges, graph = read(data)
    wanted = reading.nodes(drawing)
    assert {iri: {key: str(node.get(key, "")) for key in wanted[iri]} for iri, node in nodes.items()} == wanted
    assert {iri: node.get("label", "") for iri, node in nodes.items()} == {i: drawing.labels[i] for i in wanted}
    assert edges == reading.edges(drawing)
    assert graph.graph["title"] == drawing.title
    assert graph.graph["roots"] == drawing.roots
    assert graph.graph["cut"] == drawing.map.cut


def test_keys_are_typed(drawing: Drawing) -> None:
    nodes, _, _ = read(reading.export(drawing, "graphml")[0])
    for node in nodes.values():
        assert isinstance(node["column"], int)
        assert isinstance(node["x"], float)
        assert re.fullmatch("#[0-9a-f]{6}", node["color"])


@pytest.mark.parametrize("which", ["drawing", "hostile"])
def test_everything_comes_back_in_igraph(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="igraph is not installed: pip install igraph (for tests only)")
    drawing: Drawing = request.getfixturevalue(which)
    path = tmp_path / "map.graphml"
    path.write_bytes(reading.export(drawing, "graphml")[0])
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.is_directed()
    wanted = reading.nodes(drawing)
    assert {
        node["iri"]: {
            **{key: node[key] for key in ("type", "kind", "zh", "en", "lacks")},
            "column": f"{node['column']:.0f}",
        }
        for node in graph.vs
    } == wanted
    iris = graph.vs["iri"]
    edges = [reading.edge(iris[edge.source], iris[edge.target], edge.attributes()) for edge in graph.es]
    assert sorted(edges) == reading.edges(drawing)


def test_ids_are_names_and_the_same_in_every_map(drawing: Drawing, everything: Drawing, hostile: Drawing) -> None:
    few, many = (read(reading.export(d, "graphml")[0])[2] for d in (drawing, everything))
    assert set(few) <= set(many)
    assert "jiangbei:lead-in-modernising-social-governance" in few
    for graph in (few, many, read(reading.export(hostile, "graphml")[0])[2]):
        assert all(re.fullmatch(r"[\w.:-]+", name, re.ASCII) for name in graph)  # xs:NMTOKEN


def test_control_characters_are_replaced_and_reported(control: Drawing) -> None:
    data, losses = reading.export(control, "graphml")
    reading.well_formed(data)
    nodes, _, _ = read(data)
    assert {reading.fitted(node.zh) for node in control.map.nodes} == {node.get("zh", "") for node in nodes.values()}
    assert losses["control characters replaced by U+FFFD"] >= 2


def test_what_is_flattened_is_reported(hostile: Drawing) -> None:
    assert reading.export(hostile, "graphml")[1] == reading.flattened(hostile)


def test_an_empty_map(empty: Drawing) -> None:
    assert read(reading.export(empty, "graphml")[0])[:2] == ({}, [])


def test_the_same_bytes_and_the_whole_graph(everything: Drawing) -> None:
    data = reading.export(everything, "graphml")[0]
    assert data == reading.export(everything, "graphml")[0]
    assert len(read(data)[1]) == len(everything.map.edges)
