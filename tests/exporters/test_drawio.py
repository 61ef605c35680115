"""What the exporter `drawio` writes has the structure that draw.io reads: mxfile, diagram, model, root, cells."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
import reading

from jbgraph.drawings import Drawing
from jbgraph.exporters.drawio import LAYERS, SHAPES
from jbgraph.networks import LAYERS as ALL


def cells(data: bytes) -> list[tuple[dict[str, str], dict[str, str], Any]]:
    """Return for each object its attributes, those of its cell, and its geometry, after a look at the structure."""
    file = ElementTree.fromstring(data)
    assert file.tag == "mxfile"
    (diagram,) = file
    (model,) = diagram
    (root,) = model
    assert [diagram.tag, model.tag, root.tag] == ["diagram", "mxGraphModel", "root"]
    assert not (diagram.text or "").strip(), "the diagram is not compressed"
    first, second, *objects = root
    assert (first.tag, first.attrib) == ("mxCell", {"id": "0"})
    assert (second.tag, second.attrib) == ("mxCell", {"id": "1", "parent": "0"})
    found = []
    for thing in objects:
        assert thing.tag == "object"
        (cell,) = thing
        (geometry,) = cell
        assert (cell.tag, geometry.tag, geometry.get("as")) == ("mxCell", "mxGeometry", "geometry")
        assert cell.get("parent") == "1"
        assert "id" not in cell.attrib, "the id belongs to the object around the cell"
        assert ("vertex" in cell.attrib) != ("edge" in cell.attrib)
        found.append((dict(thing.attrib), dict(cell.attrib), geometry))
    ids = ["0", "1", *(said["id"] for said, _, _ in found)]
    assert len(set(ids)) == len(ids)
    return found


def style(cell: dict[str, str]) -> dict[str, str]:
    """Return the style of a cell, after a look at its syntax."""
    parts = [part for part in cell["style"].split(";") if part]
    assert all(part.count("=") <= 1 and " =" not in part for part in parts)
    assert not any(part.startswith(("swimlane", "shape=swimlane")) for part in parts)
    return dict(part.partition("=")[::2] for part in parts)


@pytest.mark.parametrize("which", ["drawing", "english", "hostile"])
def test_everything_comes_back(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    data = reading.export(drawing, "drawio")[0]
    reading.well_formed(data)
    (title, *_), *found = cells(data)
    assert title["title"] == drawing.title
    wanted = reading.nodes(drawing)
    nodes = {said["id"]: said for said, cell, _ in found if "vertex" in cell}
    assert {said["iri"]: {key: said.get(key, "") for key in wanted[said["iri"]]} for said in nodes.values()} == wanted
    assert {said["iri"]: said["label"] for said in nodes.values()} == {iri: drawing.labels[iri] for iri in wanted}
    edges = []
    for said, cell, geometry in found:
        if "edge" in cell:
            edges.append(reading.edge(nodes[cell["source"]]["iri"], nodes[cell["target"]]["iri"], said))
            assert geometry.get("relative") == "1"
            assert said["label"] == said.get("zh" if drawing.lang == "zh" else "en", "")
    assert sorted(edges) == reading.edges(drawing)


@pytest.mark.parametrize("which", ["drawing", "hostile"])
def test_labels_are_plain_text(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    for said, cell, _ in cells(reading.export(drawing, "drawio")[0]):
        assert style(cell)["html"] == "0"
        assert "link" not in said
        assert "placeholders" not in said


@pytest.mark.parametrize("which", ["drawing", "english", "hostile"])
def test_shapes_lie_in_columns_and_not_on_each_other(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    _, *found = cells(reading.export(drawing, "drawio")[0])
    boxes: list[tuple[int, int, int, int, int]] = []
    for said, cell, geometry in found:
        if "vertex" in cell:
            x, y, width, height = (int(geometry.get(key)) for key in ("x", "y", "width", "height"))
            assert min(x, y, width, height) > 0
            boxes.append((int(said["column"]), x, y, width, height))
    for (c1, x1, y1, w1, h1), (c2, x2, y2, w2, h2) in combinations(boxes, 2):
        if c1 != c2:
            assert (x1 + w1 < x2) == (c1 < c2)
        assert x1 + w1 < x2 or x2 + w2 < x1 or y1 + h1 < y2 or y2 + h2 < y1


def test_types_have_shapes_and_layers_lines(hostile: Drawing) -> None:
    assert LAYERS.keys() == set(ALL)
    for said, cell, _ in cells(reading.export(hostile, "drawio")[0])[1:]:
        assert (SHAPES.get(said["type"], "ellipse") if "vertex" in cell else LAYERS[said["layer"]]) in cell["style"]


def test_control_characters_are_replaced_and_reported(control: Drawing) -> None:
    data, losses = reading.export(control, "drawio")
    reading.well_formed(data)
    labels = {said["label"] for said, cell, _ in cells(data)[1:] if "vertex" in cell}
    assert labels == {reading.fitted(node.zh) for node in control.map.nodes}
    assert losses["control characters replaced by U+FFFD"] >= 2


def test_what_is_flattened_is_reported(hostile: Drawing) -> None:
    assert reading.export(hostile, "drawio")[1] == reading.flattened(hostile)


def test_an_empty_map(empty: Drawing) -> None:
    assert len(cells(reading.export(empty, "drawio")[0])) == 1


def test_the_same_bytes_and_the_whole_graph(everything: Drawing) -> None:
    data = reading.export(everything, "drawio")[0]
    assert data == reading.export(everything, "drawio")[0]
    assert len(cells(data)) == 1 + len(everything.map.nodes) + len(everything.map.edges)
