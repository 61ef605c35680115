"""Formats a dependency map is written in: one module each, with `SUFFIX` and `export`; found by walking."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module

from jbgraph import evidence
from jbgraph.errors import JbgraphError
from jbgraph.evidence import Passage
from jbgraph.graph import Graph
from jbgraph.maps import Map, Node


@dataclass(frozen=True)
class Drawing:
    """A map with everything a format needs to write it.

    :ivar roots: the labels of what it starts from, as one text.
    :ivar labels: IRI of a node or property → label in the language of the drawing.
    :ivar types: class name → label.
    :ivar passages: the passages behind the edges, by IRI.
    """

    map: Map
    lang: str
    title: str
    roots: str
    labels: dict[str, str]
    types: dict[str, str]
    passages: dict[str, Passage]

    @property
    def nodes(self) -> dict[str, Node]:
        """The nodes by IRI."""
        return {node.iri: node for node in self.map.nodes}

    def counted(self) -> str:
        """Return one line that says how many things are shown, and of how many."""
        shown, all_ = len(self.map.nodes), len(self.map.nodes) + self.map.cut
        if self.lang == "zh":
            return f"显示 {shown} / {all_} 个事物，{len(self.map.edges)} 条联系"
        return f"{shown} of {all_} things shown, {len(self.map.edges)} relations"


def formats() -> dict[str, str]:
    """Return every format with the suffix of its files, sorted by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").SUFFIX for name in names}


def draw(graph: Graph, drawn: Map, lang: str = "zh") -> Drawing:
    """Gather what the formats need of a map: labels in a language, and the passages with their text if at hand."""
    behind = sorted({name for edge in drawn.edges for name in edge.graphs})
    iris = {node.iri for node in drawn.nodes} | {edge.property for edge in drawn.edges}
    classes = {node.type: f"https://w3id.org/jbgraph/ontology#{node.type}" for node in drawn.nodes}
    named = graph.labels(iris | set(classes.values()), lang)
    roots = ("、" if lang == "zh" else "; ").join(named[root] for root in drawn.roots if root in named)
    return Drawing(
        map=drawn,
        lang=lang,
        title="目标到项目依托关系图" if lang == "zh" else "Goal-to-project dependency map",
        roots=roots,
        labels=named,
        types={name: named[iri] for name, iri in classes.items()},
        passages=evidence.passages(graph, behind, lang) if behind else {},
    )


def export(drawing: Drawing, form: str) -> bytes:
    """Return a map in a format.

    :raises JbgraphError: if there is no such format.
    """
    if form not in formats():
        raise JbgraphError(f"maps are not written as {form}", where="--format", hint=", ".join(formats()))
    written: bytes = import_module(f"{__name__}.{form}").export(drawing)
    return written
