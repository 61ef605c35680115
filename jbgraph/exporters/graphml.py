"""GraphML with typed keys: for yEd, Cytoscape, networkx, igraph and the rest.

Ids of nodes are CURIEs where these are XML names, with the IRI under `iri`; edges are numbered. GraphML's types hold
no lists: the passages of an edge are a line each in `evidence`, for people, and a JSON array in `passages`, for
programs; what a node lacks is joined with commas.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from jbgraph import styling
from jbgraph.drawings import Drawing, Report

SUFFIX = ".graphml"
GRAPH = {"title": "string", "roots": "string", "language": "string", "counted": "string", "cut": "int"}
NODE = {
    "iri": "string", "type": "string", "kind": "string", "label": "string", "zh": "string", "en": "string",
    "column": "int", "lacks": "string", "color": "string", "x": "double", "y": "double",
}  # fmt: skip
EDGE = dict.fromkeys(("property", "label", "zh", "en", "layer", "evidence", "passages"), "string")


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as GraphML, its elements in the order of the schema; what is empty has no data element."""
    fit, names, colors = styling.Fit(), styling.ids(drawing), styling.colors(drawing)
    places = styling.boxes(drawing)
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
        ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
    ]
    for owner, keys in (("graph", GRAPH), ("node", NODE), ("edge", EDGE)):
        out += [
            f'<key id="{owner[0]}-{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>'
            for name, kind in keys.items()
        ]

    def data(owner: str, said: Mapping[str, str | int | float]) -> str:
        return "".join(
            f'<data key="{owner[0]}-{name}">{escape(fit(str(value)), {chr(13): "&#13;"})}</data>'
            for name, value in said.items()
            if value != ""
        )

    out += ['<graph id="map" edgedefault="directed">', data("graph", styling.head(drawing))]
    for said, node in zip(styling.of_nodes(drawing), drawing.map.nodes, strict=True):
        x, y = places[node.iri].middle
        look: dict[str, str | int | float] = {"color": colors[node.iri], "x": x, "y": y}
        out.append(f"<node id={quoteattr(names[node.iri])}>{data('node', {**look, **said})}</node>")
    for number, (told, edge) in enumerate(zip(styling.of_edges(drawing), drawing.map.edges, strict=True)):
        ends = f"source={quoteattr(names[edge.source])} target={quoteattr(names[edge.target])}"
        out.append(f'<edge id="e{number}" {ends}>{data("edge", told)}</edge>')
    styling.note(drawing, report)
    styling.unfit(report, fit)
    return ("\n".join([*out, "</graph>", "</graphml>"]) + "\n").encode("utf-8")
