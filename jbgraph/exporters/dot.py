"""Graphviz: goals at the left, types as shapes, layers as line styles.

Each column of the map is a rank, the ranks run from right to left: edges point from means to end, as the graph has
them. The columns are written from the last to the first, for Graphviz turns round those edges of a cycle that it
meets last; invisible nodes c0 to c4 keep them apart. A label is broken in lines for the picture; the whole of it is
in `zh` and `en`, the IRI in `URL`. In DOT only a quote is escaped, so that a string could not end in a backslash:
every backslash is written twice, and a reader of `zh`, `en`, `evidence` and `passages` halves them.
"""

from __future__ import annotations

from collections.abc import Mapping

from jbgraph import styling
from jbgraph.drawings import Drawing, Report
from jbgraph.maps import COLUMNS
from jbgraph.resources import tokens

SUFFIX = ".dot"
SHAPES = {
    "Goal": "doubleoctagon", "Objective": "octagon", "Pathway": "trapezium", "Program": "hexagon", "Task": "component",
    "Measure": "box", "Project": "box3d", "Group": "tab", "Industry": "house", "Metric": "parallelogram",
    "Place": "invhouse", "Policy": "note", "Event": "Mdiamond", "Opportunity": "triangle", "Concept": "ellipse",
    "Organization": "folder", "Post": "pentagon", "Person": "oval",
}  # fmt: skip
LAYERS = {
    "stated": "style=solid",
    "register": 'style=solid, color="#a9a69e"',
    "working": "style=bold",
    "derived": "style=dotted",
    "suggested": "style=dashed",
}
FONTS = "Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map in the DOT language; evidence is in the attributes `evidence` and `passages` of an edge."""
    fit, names, colors = styling.Fit(), styling.ids(drawing), styling.colors(drawing)
    heading = f"{drawing.title} · {drawing.roots}\n{drawing.counted()}"
    ink = tokens()["colors"]["light"]
    lines = [
        "digraph map {",
        "  // stated: solid; register: solid, grey; working: bold; derived: dotted; suggested: dashed",
        f"  graph [rankdir=RL, ranksep=2.2, nodesep=0.12, splines=true, newrank=true, fontname={string(FONTS)},",
        f"    labelloc=t, fontsize=18, label={shown(fit(heading).splitlines())}",
        *(f"    {name}={string(fit(str(value)))}" for name, value in styling.head(drawing).items()),
        "  ];",
        f"  node [fontname={string(FONTS)}, fontsize=12, style=filled, margin={string('0.12,0.05')}, height=0.3];",
        f"  edge [fontname={string(FONTS)}, fontsize=9, color={string(ink['edge'])}, "
        f"fontcolor={string(ink['ink-2'])}, arrowsize=0.6];",
    ]
    columns: dict[int, list[str]] = {}
    for said, node in zip(styling.of_nodes(drawing), drawing.map.nodes, strict=True):
        color = colors[node.iri]
        label = shown(styling.wrapped(fit(drawing.labels[node.iri])))
        look = (
            f"shape={SHAPES.get(node.type, 'ellipse')}, color={string(color)}, fillcolor={string(styling.tint(color))}"
        )
        kept = {("URL" if key == "iri" else key): value for key, value in said.items() if key != "label"}
        tip = f"tooltip={shown([fit(str(said['kind']))])}"
        columns.setdefault(node.column, []).append(
            f"{string(names[node.iri])} [label={label}, {look}, {tip}{listed(kept, fit)}];"
        )
    for number, nodes in sorted(columns.items(), reverse=True):
        lines += [f"  subgraph column_{number} {{ rank=same; // {COLUMNS[number]}"]
        lines += [f"    c{number} [style=invis, shape=point, label={string('')}];"]
        lines += [*(f"    {node}" for node in nodes), "  }"]
    if columns:
        chain = " -> ".join(f"c{number}" for number in sorted(columns, reverse=True))
        lines.append(f"  {chain} [style=invis, weight=100];")
    for edge, told in zip(drawing.map.edges, styling.of_edges(drawing), strict=True):
        ends = f"{string(names[edge.source])} -> {string(names[edge.target])}"
        tip = f"edgetooltip={shown(fit(told['evidence']).splitlines())}"
        look = f"label={shown([fit(told.pop('label'))])}, {LAYERS[edge.layer]}, {tip}"
        lines.append(f"  {ends} [{look}{listed(told, fit)}];")
    styling.note(drawing, report)
    styling.unfit(report, fit)
    return ("\n".join([*lines, "}"]) + "\n").encode("utf-8")


def listed(said: Mapping[str, str | int], fit: styling.Fit) -> str:
    """Return attributes that Graphviz keeps and does not draw, what is empty left out."""
    return "".join(f", {key}={string(fit(str(value)))}" for key, value in said.items() if value != "")


def string(text: str) -> str:
    r"""Return a text as a quoted string.

    >>> print(string('a "b" \\'))
    "a \"b\" \\"
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(lines: list[str]) -> str:
    r"""Return the lines of a label; Graphviz reads entities and backslashes in them.

    >>> print(shown(["&lt; \\N", "b"]))
    "&amp;lt; \\N\nb"
    """
    return '"' + "\\n".join(string(line.replace("&", "&amp;"))[1:-1] for line in lines) + '"'
