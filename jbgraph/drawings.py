"""A map with everything a format needs to write it: labels, passages, quotes, and the report of what was lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jbgraph import evidence, terms
from jbgraph.evidence import Passage
from jbgraph.graph import Graph
from jbgraph.maps import Map, Node
from jbgraph.networks import Edge


@dataclass
class Report:
    """What a format could not hold as it is: a line in English and Chinese → how many times."""

    form: str
    losses: dict[tuple[str, str], int] = field(default_factory=dict)

    def lost(self, en: str, zh: str, count: int = 1) -> None:
        """Note that something was flattened or left out so many times; nothing is noted for no times."""
        if count:
            self.losses[en, zh] = self.losses.get((en, zh), 0) + count

    def text(self, lang: str) -> str:
        """Return the report as Markdown list, or one line that says nothing was lost."""
        head = f"# {self.form}\n\n"
        if not self.losses:
            return head + ("没有丢失或压平的内容。\n" if lang == "zh" else "Nothing was flattened or left out.\n")
        lines = sorted((zh if lang == "zh" else en, count) for (en, zh), count in self.losses.items())
        return head + "".join(f"- {line} ({count})\n" for line, count in lines)


@dataclass(frozen=True)
class Cited:
    """One passage behind an edge, with the characters of a figure of the edge's metric where it has one.

    :ivar passage: None for a derived or suggested edge, whose graph is a rule.
    """

    edge: Edge
    graph: str
    passage: Passage | None
    quote: str


@dataclass(frozen=True)
class Drawing:
    """A map with everything a format needs to write it.

    :ivar roots: the labels of what it starts from, as one text.
    :ivar labels: IRI of a node or property → label in the language of the drawing.
    :ivar both: IRI of a node or property → its Chinese and its English label.
    :ivar types: class name → label.
    :ivar passages: the passages behind the edges, by IRI.
    :ivar quotes: passage and metric or subject → the characters of a figure.
    :ivar graph: the graph the map is of, for formats that write RDF.
    :ivar options: what only some formats know, such as `size` and `date`.
    """

    map: Map
    lang: str
    title: str
    roots: str
    labels: dict[str, str]
    both: dict[str, tuple[str, str]]
    types: dict[str, str]
    passages: dict[str, Passage]
    quotes: dict[tuple[str, str], str]
    graph: Graph
    options: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The nodes by IRI."""
        return {node.iri: node for node in self.map.nodes}

    def evidence(self) -> Iterator[Cited]:
        """Yield a row for each edge and each graph it stands in, in the order of the edges."""
        for edge in self.map.edges:
            for name in edge.graphs:
                quote = self.quotes.get((name, edge.target)) or self.quotes.get((name, edge.source), "")
                yield Cited(edge, name, self.passages.get(name), quote)

    def counted(self) -> str:
        """Return one line that says how many things are shown, and of how many."""
        shown, all_ = len(self.map.nodes), len(self.map.nodes) + self.map.cut
        if self.lang == "zh":
            return f"显示 {shown} / {all_} 个事物，{len(self.map.edges)} 条联系"
        return f"{shown} of {all_} things shown, {len(self.map.edges)} relations"


def draw(graph: Graph, drawn: Map, lang: str = "zh", options: Mapping[str, str] | None = None) -> Drawing:
    """Gather what the formats need of a map: labels, and the passages with their text if at hand.

    :param options: what only some formats know, such as `size` and `date`.
    """
    behind = sorted({name for edge in drawn.edges for name in edge.graphs if not name.startswith(terms.GRAPH)})
    iris = {node.iri for node in drawn.nodes} | {edge.property for edge in drawn.edges}
    classes = {node.type: terms.JB + node.type for node in drawn.nodes}
    zh, en = graph.labels(iris | set(classes.values()), "zh"), graph.labels(iris | set(classes.values()), "en")
    named = zh if lang == "zh" else en
    return Drawing(
        map=drawn,
        lang=lang,
        title="目标到项目依托关系图" if lang == "zh" else "Goal-to-project dependency map",
        roots=("、" if lang == "zh" else "; ").join(named[root] for root in drawn.roots if root in named),
        labels=named,
        both={iri: (zh[iri], en[iri]) for iri in sorted(iris)},
        types={name: named[iri] for name, iri in classes.items()},
        passages=evidence.passages(graph, behind, lang) if behind else {},
        quotes=quotes(graph),
        graph=graph,
        options=dict(options or {}),
    )


def quotes(graph: Graph) -> dict[tuple[str, str], str]:
    """Return (passage, metric) and (passage, group) → the characters of the first figure there."""
    rows = graph.rows(
        """SELECT ?g ?s ?quote { ?g a jb:Passage GRAPH ?g { { ?o jb:ofMetric ?s ; jb:quote ?quote }
           UNION { ?s jb:statedSize ?size ; jb:quote ?quote } } } ORDER BY DESC(?g) DESC(?o)"""
    )
    return {(str(row["g"]), str(row["s"])): str(row["quote"]) for row in rows}
