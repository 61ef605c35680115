"""Turtle files as plain data, in the order in which they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"

Node = dict[str, list[Any]]


def read(path: Path) -> dict[str, Node]:
    """Return subject → property → objects of a Turtle file; a subject by its IRI, a blank one as `_:…`."""
    found: dict[str, Node] = {}
    for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
        found.setdefault(key(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
    return found


def key(term: Any) -> str:
    """Return the key of a subject."""
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)


def said(node: Node, name: str, lang: str) -> str:
    """Return the text of a property in a language, or without one; empty if there is none."""
    for value in node.get(name, []):
        if isinstance(value, Literal) and value.language in (lang, None):
            return str(value.value)
    return ""


def is_a(node: Node, kind: str) -> bool:
    """Say whether a node has a type."""
    return NamedNode(kind) in node.get(RDF + "type", [])


def members(graph: dict[str, Node], head: Any) -> list[Any]:
    """Return the members of an RDF list."""
    found = []
    while key(head) in graph:
        node = graph[key(head)]
        found.append(node[RDF + "first"][0])
        head = node[RDF + "rest"][0]
    return found
