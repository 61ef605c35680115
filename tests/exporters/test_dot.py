"""Graphviz reads what the exporter `dot` writes, and draws it."""

from __future__ import annotations

import html
import json
import re
import subprocess
from typing import Any
from xml.etree import ElementTree

import pytest
import reading

from jbgraph.drawings import Drawing
from jbgraph.exporters.dot import LAYERS, SHAPES
from jbgraph.networks import LAYERS as ALL


def graphviz(data: bytes, form: str) -> bytes:
    """Return what Graphviz makes of a file; it must not complain."""
    done = subprocess.run(
        [reading.program("dot", "graphviz"), f"-T{form}"], input=data, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return done.stdout


def halved(value: str) -> str:
    """Return an attribute with each pair of backslashes as one."""
    return value.replace("\\\\", "\\")


def read(data: bytes) -> tuple[dict[str, Any], list[tuple[Any, ...]], dict[str, Any]]:
    """Return nodes by IRI, edges and the graph as Graphviz holds them."""
    graph = json.loads(graphviz(data, "json0"))
    objects = [{key: halved(v) if isinstance(v, str) else v for key, v in o.items()} for o in graph.get("objects", [])]
    nodes = {o["_gvid"]: o for o in objects if "URL" in o}
    edges = [
        reading.edge(nodes[e["tail"]]["URL"], nodes[e["head"]]["URL"], {k: halved(str(v)) for k, v in e.items()})
        for e in graph.get("edges", [])
        if e["tail"] in nodes
    ]
    return {node["URL"]: node for node in nodes.values()}, sorted(edges), graph


@pytest.mark.parametrize("which", ["drawing", "english", "hostile"])
def test_everything_comes_back(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    nodes, edges, graph = read(reading.export(drawing, "dot")[0])
    wanted = reading.nodes(drawing)
    assert {iri: {key: node.get(key, "") for key in wanted[iri]} for iri, node in nodes.items()} == wanted
    assert edges == reading.edges(drawing)
    assert halved(graph["title"]) == drawing.title
    assert halved(graph["roots"]) == drawing.roots


def test_columns_stand_from_left_to_right_and_types_have_shapes(drawing: Drawing) -> None:
    nodes, _, _ = read(reading.export(drawing, "dot")[0])
    places: dict[int, set[float]] = {}
    for node in nodes.values():
        places.setdefault(int(node["column"]), set()).add(float(node["pos"].partition(",")[0]))
        assert node["shape"] == SHAPES[node["type"]]
    assert all(len(found) == 1 for found in places.values())
    order = [next(iter(places[column])) for column in sorted(places)]
    assert order == sorted(order)


def test_every_layer_has_a_line_style(hostile: Drawing) -> None:
    assert LAYERS.keys() == set(ALL)
    assert len(set(LAYERS.values())) == len(LAYERS)


@pytest.mark.parametrize("which", ["drawing", "hostile"])
def test_the_picture_shows_every_label(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    picture = ElementTree.fromstring(graphviz(reading.export(drawing, "dot")[0], "svg"))
    space = "{http://www.w3.org/2000/svg}"
    shown = {
        bare("".join(text.text or "" for text in group.iter(f"{space}text")))
        for group in picture.iter(f"{space}g")
        if group.get("class") == "node"
    }
    assert {bare(drawing.labels[node.iri]) for node in drawing.map.nodes} <= shown
    assert not list(picture.iter(f"{space}script"))


def bare(text: str) -> str:
    """Return a text without blanks; a picture breaks and cuts them."""
    return re.sub(r"\s", "", text)


def test_control_characters_are_replaced_and_reported(control: Drawing) -> None:
    data, losses = reading.export(control, "dot")
    nodes, _, _ = read(data)
    assert {reading.fitted(node.zh) for node in control.map.nodes} == {node.get("zh", "") for node in nodes.values()}
    assert losses["control characters replaced by U+FFFD"] >= 2


def test_what_is_flattened_is_reported(hostile: Drawing, drawing: Drawing) -> None:
    assert reading.export(hostile, "dot")[1] == reading.flattened(hostile)
    assert "things left out by --limit" not in reading.export(drawing, "dot")[1]


def test_an_empty_map(empty: Drawing) -> None:
    assert read(reading.export(empty, "dot")[0])[:2] == ({}, [])


def test_the_same_bytes_and_quickly(everything: Drawing) -> None:
    data = reading.export(everything, "dot")[0]
    assert data == reading.export(everything, "dot")[0]
    assert html.unescape(data.decode("utf-8")).count(" -> ") >= len(everything.map.edges)
