"""draw.io, to be edited: one shape for each thing, in columns, and a connector for each relation.

Uncompressed mxGraph XML. The label is plain text, so nothing in it is read as HTML; the rest of what is known is in
the attributes of the `object` around each cell (Edit Data in the program). Attributes hold no lists: the passages of
an edge are a line each in `evidence` and a JSON array in `passages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from jbgraph import styling
from jbgraph.drawings import Drawing, Report
from jbgraph.resources import tokens

SUFFIX = ".drawio"
SHAPES = {
    "Goal": "shape=doubleEllipse", "Objective": "rounded=1;arcSize=50",
    "Pathway": "shape=step;perimeter=stepPerimeter;size=0.05",
    "Program": "shape=hexagon;perimeter=hexagonPerimeter2;size=0.06", "Task": "shape=process;size=0.04",
    "Measure": "rounded=0", "Project": "shape=cube;size=6",
    "Group": "shape=folder;tabWidth=40;tabHeight=6;tabPosition=left",
    "Industry": "rounded=1", "Metric": "shape=parallelogram;perimeter=parallelogramPerimeter;size=0.06",
    "Place": "ellipse", "Policy": "shape=document;size=0.15", "Event": "shape=card;size=10",
    "Opportunity": "shape=trapezoid;perimeter=trapezoidPerimeter;size=0.05", "Concept": "ellipse",
    "Organization": "shape=internalStorage;dx=6;dy=6", "Post": "shape=offPageConnector;size=0.2",
    "Person": "shape=delay",
}  # fmt: skip
LAYERS = {
    "stated": "strokeWidth=1",
    "register": "strokeWidth=1",
    "working": "strokeWidth=2",
    "derived": "dashed=1;dashPattern=1 3",
    "suggested": "dashed=1;dashPattern=7 5",
}
TOP = 90  # room for the title


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as an mxfile of one page that fits it."""
    fit, names, colors = styling.Fit(), styling.ids(drawing), styling.colors(drawing)
    places, ink = styling.boxes(drawing), tokens()["colors"]["light"]
    right = max((box.x + box.width for box in places.values()), default=0)
    low = max((box.y + box.height for box in places.values()), default=0)
    heading = f"{drawing.title} · {drawing.roots}\n{drawing.counted()}"
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<mxfile host="jbgraph" compressed="false">',
        f'<diagram id="map" name={quoteattr(fit(drawing.title))}>',
        f'<mxGraphModel grid="1" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="1"'
        f' pageScale="1" pageWidth="{right + 80}" pageHeight="{low + TOP + 40}" math="0" shadow="0">',
        '<root><mxCell id="0"/><mxCell id="1" parent="0"/>',
        f'<object id="title" label={quoteattr(fit(heading))}{styling.attributes(styling.head(drawing), fit)}>'
        f'<mxCell style="text;html=0;fontSize=20;align=left;verticalAlign=top;" vertex="1" parent="1">'
        f'<mxGeometry x="40" y="20" width="{max(right, 400)}" height="60" as="geometry"/></mxCell></object>',
    ]
    for said, node in zip(styling.of_nodes(drawing), drawing.map.nodes, strict=True):
        box, color = places[node.iri], colors[node.iri]
        look = (
            f"{SHAPES.get(node.type, 'ellipse')};html=0;whiteSpace=wrap;fontSize=13;spacing=4;"
            f"fillColor={styling.tint(color)};strokeColor={color};fontColor={ink['ink']};"
        )
        place = f'x="{box.x + 40}" y="{box.y + TOP}" width="{box.width}" height="{box.height}"'
        out.append(
            f"<object id={quoteattr(names[node.iri])}{labelled(said, fit)}>"
            f'<mxCell style="{look}" vertex="1" parent="1"><mxGeometry {place} as="geometry"/></mxCell></object>'
        )
    for number, (edge, told) in enumerate(zip(drawing.map.edges, styling.of_edges(drawing), strict=True)):
        look = (
            f"edgeStyle=none;curved=0;html=0;endArrow=block;endSize=4;{LAYERS[edge.layer]};"
            f"strokeColor={ink['edge']};fontColor={ink['ink-2']};fontSize=11;labelBackgroundColor={ink['surface']};"
        )
        ends = f"source={quoteattr(names[edge.source])} target={quoteattr(names[edge.target])}"
        out.append(
            f'<object id="e{number}"{labelled(told, fit)}>'
            f'<mxCell style="{look}" edge="1" parent="1" {ends}>'
            '<mxGeometry relative="1" as="geometry"/></mxCell></object>'
        )
    styling.note(drawing, report)
    styling.unfit(report, fit)
    return ("\n".join([*out, "</root></mxGraphModel>", "</diagram>", "</mxfile>"]) + "\n").encode("utf-8")


def labelled(said: Mapping[str, str | int], fit: styling.Fit) -> str:
    """Return what is said as attributes, with the label even where it is empty: the program expects one."""
    rest = {name: value for name, value in said.items() if name != "label"}
    return f" label={quoteattr(fit(str(said['label'])))}{styling.attributes(rest, fit)}"
