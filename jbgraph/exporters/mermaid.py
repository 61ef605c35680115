"""A Mermaid flowchart, from goals on the left to industries and metrics on the right."""

from __future__ import annotations

from jbgraph.exporters import Drawing, Report

SUFFIX = ".mmd"
SHAPES = {"Goal": ("([", "])"), "Project": ("[[", "]]"), "Metric": ("{{", "}}"), "Industry": ("(", ")")}
# Mermaid reads these inside a quoted label; as entities they are shown and nothing else.
ESCAPES = {"&": "#amp;", '"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\\": "#92;",
           "{": "#123;", "}": "#125;"}  # fmt: skip


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as Mermaid text; edges point from means to end and are drawn from the end to its means.

    Mermaid has no link whose only arrow is at its start, so there the label begins with ←.
    """
    names = {node.iri: f"n{number}" for number, node in enumerate(drawing.map.nodes)}
    lines = ["---", f"title: {quoted(drawing.title + ' · ' + drawing.roots)}", "---", "flowchart LR"]
    for node in drawing.map.nodes:
        left, right = SHAPES.get(node.type, ("[", "]"))
        lines.append(f"  {names[node.iri]}{left}{quoted(drawing.labels[node.iri])}{right}:::{node.type}")
    for edge in drawing.map.edges:
        source, target = names[edge.source], names[edge.target]
        label = drawing.labels[edge.property]
        if drawing.nodes[edge.source].column >= drawing.nodes[edge.target].column:
            lines.append(f"  {target} -- {quoted('← ' + label)} --- {source}")
        else:
            lines.append(f"  {source} -- {quoted(label)} --> {target}")
    lines.append(f"  %% {drawing.counted()}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def quoted(text: str) -> str:
    """Return a label in quotes, on one line, with everything escaped that Mermaid would read.

    >>> quoted('全市"两高" #1')
    '"全市#quot;两高#quot; #35;1"'
    """
    return '"' + "".join(ESCAPES.get(c, c) for c in " ".join(text.split())) + '"'
