"""A Mermaid flowchart, from goals on the left to industries and metrics on the right.

A flowchart holds one label for each thing and each relation, in one line, and the type of a thing as its class.
What is derived or suggested is dotted, what staff entered is thick. Passages, holes, IRIs and the label in the other
language have no room in it, and the report says so.
"""

from __future__ import annotations

import json
import re

from jbgraph import styling
from jbgraph.drawings import Drawing, Report

SUFFIX = ".mmd"
SHAPES = {"Goal": ("([", "])"), "Project": ("[[", "]]"), "Metric": ("{{", "}}"), "Industry": ("(", ")")}
# Mermaid, and the Markdown and icon names in it, read these in a quoted label; as entities they are only shown.
ESCAPES = {"&": "#amp;", '"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;"}
ESCAPES |= {sign: f"#{ord(sign)};" for sign in "`\\{}:*_~=[]|$"}
LINES = {"derived": ("-.", ".-", ".->"), "suggested": ("-.", ".-", ".->"), "working": ("==", "===", "==>")}
MOST_LINKS, MOST_TEXT = 500, 50_000  # what Mermaid draws unless its owner raises maxEdges and maxTextSize


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as Mermaid text; edges point from means to end and are drawn from the end to its means.

    Mermaid has no link whose only arrow is at its start, so there the label begins with ←.
    """
    fit = styling.Fit()
    names = {node.iri: f"n{number}" for number, node in enumerate(drawing.map.nodes)}
    lines = ["---", f"title: {yaml(fit(f'{drawing.title} · {drawing.roots}'))}", "---", "flowchart LR"]
    for node in drawing.map.nodes:
        left, right = SHAPES.get(node.type, ("[", "]"))
        lines.append(f"  {names[node.iri]}{left}{quoted(fit(drawing.labels[node.iri]))}{right}:::{node.type}")
    for edge in drawing.map.edges:
        source, target = names[edge.source], names[edge.target]
        label = fit(drawing.labels[edge.property])
        line, plain, arrow = LINES.get(edge.layer, ("--", "---", "-->"))
        if drawing.nodes[edge.source].column >= drawing.nodes[edge.target].column:
            lines.append(f"  {target} {line} {quoted('← ' + label)} {plain} {source}")
        else:
            lines.append(f"  {source} {line} {quoted(label)} {arrow} {target}")
    lines.append(f"  %% {drawing.counted()}")
    note(drawing, report, sum(len(line) + 1 for line in lines))
    styling.unfit(report, fit)
    return ("\n".join(lines) + "\n").encode("utf-8")


def note(drawing: Drawing, report: Report, size: int) -> None:
    """Note what a flowchart has no room for."""
    drawn = drawing.map
    report.lost("things left out by --limit", "因 --limit 未列出的事物", drawn.cut)
    report.lost("relations without their passages", "未带出处的联系", len(drawn.edges))
    layers = sum(edge.layer in ("register", "suggested") for edge in drawn.edges)
    report.lost(
        "relations of the register or suggested, drawn as stated or derived",
        "绘成陈述或推导样式的登记或建议联系",
        layers,
    )
    report.lost("things without IRI and label in the other language", "未带IRI和另一语言名称的事物", len(drawn.nodes))
    report.lost("holes", "缺项", len(drawn.holes))
    labels = [drawing.labels[iri] for iri in [*drawing.nodes, *{edge.property for edge in drawn.edges}]]
    lines = sum(" ".join(label.split()) != label for label in labels)
    report.lost("labels whose line breaks and double blanks are one blank", "换行和连续空格改为一个空格的名称", lines)
    spare = max(0, len(drawn.edges) - MOST_LINKS)
    report.lost(
        f"relations beyond the {MOST_LINKS} that Mermaid draws unless maxEdges is raised",
        f"超出 Mermaid 默认上限 {MOST_LINKS} 条的联系（须调高 maxEdges）",
        spare,
    )
    report.lost(
        f"characters beyond the {MOST_TEXT} that Mermaid reads unless maxTextSize is raised",
        f"超出 Mermaid 默认上限 {MOST_TEXT} 的字符（须调高 maxTextSize）",
        max(0, size - MOST_TEXT),
    )


def yaml(text: str) -> str:
    """Return a text as a YAML string on one line: entities are not resolved in a title.

    Mermaid takes what looks like a tag out of a title, so the brackets are written wide.
    """
    escapes = {"<": "＜", ">": "＞", "\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"}
    said = json.dumps(" ".join(text.split()), ensure_ascii=False)
    return "".join(escapes.get(c, c) for c in said)


def quoted(text: str) -> str:
    """Return a label in quotes, on one line, with everything escaped that Mermaid would read.

    >>> quoted('全市"两高" #1')
    '"全市#quot;两高#quot; #35;1"'
    """
    said = " ".join(text.split())
    said = "".join(ESCAPES.get(c, c) for c in said)
    said = re.sub(r"^(\d*)([.)+-])", lambda start: f"{start[1]}#{ord(start[2])};", said)  # no list of Markdown
    return f'"{said or " "}"'  # the parser takes no empty label
