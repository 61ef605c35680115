"""Mermaid's own parser reads what the exporter `mermaid` writes."""

from __future__ import annotations

import html
import json
from collections import Counter
from typing import Any

import pytest
import reading

from jbgraph.drawings import Drawing
from jbgraph.exporters.mermaid import quoted, yaml

STROKES = {"derived": "dotted", "suggested": "dotted", "working": "thick"}


def read(data: bytes) -> Any:
    """Return the diagram as Mermaid holds it, its entities resolved as Mermaid does before it draws."""
    found = reading.javascript("read_mermaid.mjs", data)
    for thing in [*found["nodes"], *found["edges"]]:
        said = thing["text"].replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";")
        thing["text"] = html.unescape(said)
    return found


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "control"])
def test_nodes_relations_labels_and_types_come_back(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    found = read(reading.export(drawing, "mermaid")[0])
    assert found["diagramType"] == "flowchart-v2"
    assert found["direction"] == "LR"
    names = {f"n{number}": node for number, node in enumerate(drawing.map.nodes)}
    assert {node["id"]: (node["text"], node["classes"]) for node in found["nodes"]} == {
        name: (one_line(drawing.labels[node.iri]), [node.type]) for name, node in names.items()
    }
    read_back = Counter()
    for edge in found["edges"]:
        source, target, text = names[edge["start"]].iri, names[edge["end"]].iri, edge["text"]
        if edge["type"] == "arrow_open":
            assert text.startswith("←")
            source, target, text = target, source, text[1:].lstrip()
        else:
            assert edge["type"] == "arrow_point"
        read_back[source, text, target, edge["stroke"]] += 1
    assert read_back == Counter(
        (edge.source, one_line(drawing.labels[edge.property]), edge.target, STROKES.get(edge.layer, "normal"))
        for edge in drawing.map.edges
    )


def one_line(text: str) -> str:
    """Return a label as a flowchart holds it."""
    return " ".join(reading.fitted(text).split())


def test_shapes(hostile: Drawing) -> None:
    found = read(reading.export(hostile, "mermaid")[0])
    kinds = {node["classes"][0]: node["type"] for node in found["nodes"]}
    assert kinds["Goal"] == "stadium"
    assert kinds["Project"] == "subroutine"
    assert kinds["Metric"] == "hexagon"


def test_what_has_no_room_is_reported(hostile: Drawing, drawing: Drawing) -> None:
    losses = reading.export(hostile, "mermaid")[1]
    assert losses.pop("labels whose line breaks and double blanks are one blank") > 0
    vague = sum(edge.layer in ("register", "suggested") for edge in hostile.map.edges)
    assert losses == {
        "holes": 3,
        "relations without their passages": len(hostile.map.edges),
        "relations of the register or suggested, drawn as stated or derived": vague,
        "things left out by --limit": 3,
        "things without IRI and label in the other language": len(hostile.map.nodes),
    }
    assert (
        reading.export(drawing, "mermaid")[1]["relations beyond the 500 that Mermaid draws unless maxEdges is raised"]
        == len(drawing.map.edges) - 500
    )


def test_control_characters_are_reported(control: Drawing) -> None:
    assert reading.export(control, "mermaid")[1]["control characters replaced by U+FFFD"] >= 2


@pytest.mark.parametrize("text", ["1. a", "2) b", "- c", "+ d", "* e", "# f", "_g_", "h: i", "", "style:#quot;"])
def test_a_label_is_no_markdown(text: str) -> None:
    label = quoted(text)
    assert label != '""'
    assert not any(sign in label[1:-1] for sign in "*_:`")
    assert label[1] not in "-+"


def test_a_title_is_yaml_on_one_line() -> None:
    title = yaml('a "b"\n---\n\u2028c <d> \x85 #quot; \\')
    assert title.isprintable()
    assert json.loads(title) == 'a "b" --- c ＜d＞ #quot; \\'


def test_an_empty_map(empty: Drawing) -> None:
    assert read(reading.export(empty, "mermaid")[0])["nodes"] == []


def test_the_same_bytes(everything: Drawing) -> None:
    assert reading.export(everything, "mermaid") == reading.export(everything, "mermaid")
