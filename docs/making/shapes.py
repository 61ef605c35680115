"""Every shape: what it is for, what it asks, and what is said where that is not given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode

from jbgraph import resources, terms
from jbgraph.api import PlanGraph
from making.markdown import cell, code, page, table
from making.turtle import RDF, SH, Node, key, members, read, said

PATH = "reference/shapes.md"
INTRO = (
    "What data must look like, as SHACL shapes, one file a class. `jbgraph validate` applies them. A violation makes "
    "it exit with 1; a warning does not.",
    "以SHACL形状规定数据应有的样子，每类一个文件，由 `jbgraph validate` 检查。有违规时退出码为1，警告不影响。",
)
TARGETS = {
    "targetClass": "every",
    "targetSubjectsOf": "what has",
    "targetObjectsOf": "what is at the end of",
    "targetNode": "the graph as a whole, at",
}
QUIET = {"path", "message", "severity", "property", "sparql", "select", "prefixes", "name", "order", *TARGETS}
PATHS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def text(graph: PlanGraph) -> str:
    """Return the page."""
    files = sorted((resources.shipped("ontology") / "shapes").glob("*.ttl"))
    parts = [part for file in files for part in of_file(file)]
    return page("Shapes · 形状", "ontology/shapes/", *INTRO, *parts)


def of_file(file: Path) -> list[str]:
    """Return the shapes of a file that have a target, under the name of the file."""
    graph = read(file)
    entries = []
    for iri, node in graph.items():
        targets = [
            f"{word} {', '.join(code(terms.compress(value.value)) for value in node[SH + name])}"
            for name, word in TARGETS.items()
            if SH + name in node
        ]
        if targets and not iri.startswith("_:"):
            head = ["path · 路径", "asks · 要求", "severity · 程度", "message · 说明"]
            body = table(head, constraints(graph, node))
            entries.append(f"### {iri.rsplit('/', 1)[-1]}\n\nFor {'; '.join(targets)}.\n\n{body}")
    return [f"## {file.stem}", *entries] if entries else []


def constraints(graph: dict[str, Node], node: Node, above: str = "") -> Iterator[list[str]]:
    """Yield what a shape asks, a row each: itself first, then its property shapes and SPARQL constraints."""
    path = path_text(graph, node[SH + "path"][0]) if SH + "path" in node else above
    asks = asked(graph, node)
    if asks or SH + "message" in node:
        yield row(node, path, asks)
    for value in node.get(SH + "property", []):
        yield from constraints(graph, graph.get(key(value), {}), path)
    for value in node.get(SH + "sparql", []):
        yield row(graph.get(key(value), {}), path, "sparql")


def row(node: Node, path: str, asks: str) -> list[str]:
    """Return a constraint as row: path, what is asked, severity, messages."""
    severity = node.get(SH + "severity", [NamedNode(SH + "Violation")])[0].value.removeprefix(SH).lower()
    messages = [cell(said(node, SH + "message", lang)) for lang in ("en", "zh")]
    return [code(path), code(asks), severity, "<br>".join(filter(None, messages))]


def asked(graph: dict[str, Node], node: Node) -> str:
    """Return the parameters of a shape's own constraints as text."""
    parts = []
    for name, values in node.items():
        local = name.removeprefix(SH)
        if name.startswith(SH) and local not in QUIET:
            parts.append(f"{local} " + ", ".join(value_text(graph, value) for value in values))
    return "; ".join(parts)


def value_text(graph: dict[str, Node], value: Any) -> str:
    """Return a value of a constraint as text: a list in brackets, an inner shape in braces."""
    if isinstance(value, BlankNode):
        node = graph.get(key(value), {})
        if RDF + "first" in node:
            return "(" + ", ".join(value_text(graph, member) for member in members(graph, value)) + ")"
        path = path_text(graph, node[SH + "path"][0]) + ": " if SH + "path" in node else ""
        return "{" + path + asked(graph, node) + "}"
    return terms.compress(value.value) if isinstance(value, NamedNode) else str(value.value)


def path_text(graph: dict[str, Node], value: Any) -> str:
    """Return a SHACL property path in the words of a SPARQL path."""
    if isinstance(value, NamedNode):
        return terms.compress(value.value)
    node = graph.get(key(value), {})
    if RDF + "first" in node:
        return "/".join(path_text(graph, member) for member in members(graph, value))
    for name, sign in PATHS.items():
        if SH + name in node:
            return f"({path_text(graph, node[SH + name][0])}){sign}"
    if SH + "inversePath" in node:
        return "^" + path_text(graph, node[SH + "inversePath"][0])
    heads = node.get(SH + "alternativePath", [])
    return " or ".join(path_text(graph, member) for head in heads for member in members(graph, head))
