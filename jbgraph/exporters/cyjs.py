"""Cytoscape.js JSON, with positions and style: for Cytoscape.js, the Cytoscape program and networkx.

Nothing is flattened. The passages of an edge are lists of the same length and order, which both programs read:
`passages` (IRIs), `documents`, `sections`, `starts`, `ends`, `quotes` (empty where there is none); the rules or the
register that an edge rests on are in `rules`, and all of it as a person reads it in `evidence`.
"""

from __future__ import annotations

import json
from typing import Any

from jbgraph import styling
from jbgraph.drawings import Cited, Drawing, Report
from jbgraph.resources import tokens

SUFFIX = ".cyjs"
SHAPES = {
    "Goal": "octagon", "Objective": "round-octagon", "Pathway": "round-rectangle",
    "Program": "hexagon", "Task": "cut-rectangle",
    "Measure": "rectangle", "Project": "diamond", "Group": "barrel", "Industry": "pentagon", "Metric": "rhomboid",
    "Place": "vee", "Policy": "bottom-round-rectangle", "Event": "star", "Opportunity": "triangle",
    "Concept": "ellipse", "Organization": "round-hexagon", "Post": "round-pentagon", "Person": "round-diamond",
}  # fmt: skip
LAYERS = {"derived": "dotted", "suggested": "dashed"}


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as JSON; `cytoscape(json)` shows it as it lies, without a layout."""
    names, colors, places = styling.ids(drawing), styling.colors(drawing), styling.boxes(drawing)
    lacks = drawing.lacks
    nodes, edges = [], []
    for said, node in zip(styling.of_nodes(drawing), drawing.map.nodes, strict=True):
        name, color, (x, y) = names[node.iri], colors[node.iri], places[node.iri].middle
        own = {"lacks": lacks.get(node.iri, []), "color": color, "fill": styling.tint(color)}
        data = {"id": name, "value": name, "name": said["label"], **said, **own, "height": places[node.iri].height}
        nodes.append({"data": data, "position": {"x": x, "y": y}})
    rows = styling.cited(drawing)
    for number, (told, edge) in enumerate(zip(styling.of_edges(drawing), drawing.map.edges, strict=True)):
        ends = {"source": names[edge.source], "target": names[edge.target]}
        same = {"interaction": told["property"], "key": told["property"]}  # what Cytoscape and networkx ask for
        data = {"id": f"e{number}", **ends, **same, **told}
        edges.append({"data": {**data, **listed(rows[number], drawing.lang)}})
    page = {
        "format_version": "1.0",
        "generated_by": "jbgraph",
        "target_cytoscapejs_version": "~3.0",
        "directed": True,
        "multigraph": True,
        "data": {"name": drawing.title, **styling.head(drawing)},
        "elements": {"nodes": nodes, "edges": edges},
        "style": style(),
        "layout": {"name": "preset"},
    }
    styling.note(drawing, report, lists=True)
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def listed(rows: list[Cited], lang: str) -> dict[str, list[Any]]:
    """Return the evidence of an edge as lists."""
    found = [(row.passage, row.quote) for row in rows if row.passage is not None]
    return {
        "evidence": [styling.line(row, lang) for row in rows],
        "passages": [passage.iri for passage, _ in found],
        "documents": [passage.document_label for passage, _ in found],
        "sections": [passage.section_label for passage, _ in found],
        "starts": [passage.start for passage, _ in found],
        "ends": [passage.end for passage, _ in found],
        "quotes": [quote for _, quote in found],
        "rules": [row.graph for row in rows if row.passage is None],
    }


def style() -> list[dict[str, Any]]:
    """Return the style sheet: types as shapes, goals as colours, layers as lines."""
    ink, sans = tokens()["colors"]["light"], tokens()["fonts"]["sans"]
    node = {
        "label": "data(label)", "shape": "ellipse", "width": styling.WIDE, "height": "data(height)",
        "background-color": "data(fill)", "border-color": "data(color)", "border-width": 2, "color": ink["ink"],
        "font-family": sans, "font-size": 14, "text-wrap": "wrap", "text-max-width": styling.WIDE - styling.MARGIN,
        "text-overflow-wrap": "anywhere", "text-valign": "center", "text-halign": "center",
    }  # fmt: skip
    edge = {
        "label": "data(label)", "width": 1.5, "line-color": ink["edge"], "target-arrow-color": ink["edge"],
        "target-arrow-shape": "triangle", "curve-style": "bezier", "color": ink["ink-2"], "font-family": sans,
        "font-size": 11, "text-background-color": ink["surface"], "text-background-opacity": 1,
    }  # fmt: skip
    shapes = [{"selector": f'node[type = "{name}"]', "style": {"shape": shape}} for name, shape in SHAPES.items()]
    layers = [{"selector": f'edge[layer = "{name}"]', "style": {"line-style": line}} for name, line in LAYERS.items()]
    return [{"selector": "node", "style": node}, *shapes, {"selector": "edge", "style": edge}, *layers]
