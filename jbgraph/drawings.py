"""A map with everything a format needs to write it: labels, passages, quotes, and the report of what was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from jbgraph import evidence, terms
from jbgraph.evidence import Passage
from jbgraph.graph import Graph
from jbgraph.maps import Map, Node
from jbgraph.networks import Edge, names

if TYPE_CHECKING:
    from jbgraph.working.judged import Judged

K = TypeVar("K")
V = TypeVar("V")
LACKS = {
    "project": ("no project", "无项目"),
    "metric": ("no metric", "无指标"),
    "responsibility": ("nobody named", "无责任主体"),
    "horizon": ("no time limit", "无时限"),
}
"""What a hole is called: its key → in English and Chinese."""


CHANGES = {
    "new": ("＋", "goal-2", ("new", "新增")),
    "gone": ("－", "goal-1", ("gone", "不再出现")),
    "renamed": ("≈", "goal-3", ("perhaps renamed", "可能改称")),
    "changed": ("△", "goal-0", ("different", "前后不同")),
}
"""What may have become of a thing between two documents or versions: its sign, colour token, and words."""
SAME = "goal-x"  # the colour token of what did not change, on a map of changes


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


class Later(Mapping[K, V]):
    """A mapping that is made when it is first read: a format that needs no passages does not wait for them."""

    def __init__(self, make: Callable[[], Mapping[K, V]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[K, V]:
        return self._make()

    def __getitem__(self, key: K) -> V:
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


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
    :ivar changes: on a map of changes, thing → what became of it, one of CHANGES; labels then begin with its sign.
    """

    map: Map
    lang: str
    title: str
    roots: str
    labels: dict[str, str]
    both: dict[str, tuple[str, str]]
    types: dict[str, str]
    passages: Mapping[str, Passage]
    quotes: Mapping[tuple[str, str], str]
    graph: Graph
    options: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The nodes by IRI."""
        return {node.iri: node for node in self.map.nodes}

    @cached_property
    def lacks(self) -> dict[str, list[str]]:
        """What each node lacks, for those that lack something, in the order of the holes."""
        found: dict[str, list[str]] = {}
        for hole in self.map.holes:
            found.setdefault(hole.node, []).append(hole.lacks)
        return found

    @cached_property
    def judged(self) -> Judged | None:
        """What staff report of the things, with their lights; None where they have entered nothing."""
        from jbgraph.working.judged import judged

        return judged(self.graph, self.options.get("rules", ""))

    def change_color(self, iri: str) -> str:
        """Return the colour token of what became of a thing, on a map of changes."""
        return CHANGES[self.changes[iri]][1] if iri in self.changes else SAME

    def evidence(self) -> Iterator[Cited]:
        """Yield a row for each edge and each graph it stands in, in the order of the edges."""
        passages, quotes = dict(self.passages), dict(self.quotes)
        for edge in self.map.edges:
            for name in edge.graphs:
                quote = quotes.get((name, edge.target)) or quotes.get((name, edge.source), "")
                yield Cited(edge, name, passages.get(name), quote)

    def counted(self) -> str:
        """Return one line that says how many things are shown, and of how many."""
        shown, all_ = len(self.map.nodes), len(self.map.nodes) + self.map.cut
        if self.lang == "zh":
            return f"显示 {shown} / {all_} 个事物，{len(self.map.edges)} 条联系"
        return f"{shown} of {all_} things shown, {len(self.map.edges)} relations"


def draw(
    graph: Graph,
    drawn: Map,
    lang: str = "zh",
    options: Mapping[str, str] | None = None,
    changes: Mapping[str, str] | None = None,
) -> Drawing:
    """Gather what the formats need of a map: labels, and the passages with their text if at hand.

    :param options: what only some formats know, such as `size` and `date`.
    :param changes: thing → what became of it, one of CHANGES, for a map of changes.
    """
    said = {iri: code for iri, code in (changes or {}).items() if iri in {node.iri for node in drawn.nodes}}
    behind = sorted({name for edge in drawn.edges for name in edge.graphs if not name.startswith(terms.GRAPH)})
    iris = {node.iri for node in drawn.nodes} | {edge.property for edge in drawn.edges}
    classes = {node.type: terms.JB + node.type for node in drawn.nodes}
    both = names(graph, sorted(iris | set(classes.values())))
    named = {iri: pair[lang == "en"] for iri, pair in both.items()}
    roots = ("、" if lang == "zh" else "; ").join(named[root] for root in drawn.roots if root in named)
    title = "目标到项目依托关系图" if lang == "zh" else "Goal-to-project dependency map"
    if changes is not None:
        named |= {iri: f"{CHANGES[code][0]} {named[iri]}" for iri, code in said.items()}
        title = "变化图" if lang == "zh" else "Map of changes"
        roots = "　".join(f"{sign} {words[lang == 'zh']}" for sign, _, words in CHANGES.values())
    return Drawing(
        map=drawn,
        lang=lang,
        title=title,
        roots=roots,
        labels=named,
        both={iri: both[iri] for iri in sorted(iris)},
        types={name: named[iri] for name, iri in classes.items()},
        passages=Later(lambda: evidence.passages(graph, behind, lang) if behind else {}),
        quotes=Later(lambda: quotes(graph, behind) if behind else {}),
        graph=graph,
        options=dict(options or {}),
        changes=said,
    )


def quotes(graph: Graph, passages: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return (passage, metric) and (passage, group) → the characters of the first figure there."""
    values = " ".join(f"<{iri}>" for iri in passages)
    rows = graph.tuples(
        f"""SELECT ?g ?s ?quote {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?o jb:quote ?quote }}
           {{ GRAPH ?g {{ ?o jb:ofMetric ?s }} }} UNION {{ GRAPH ?g {{ ?o jb:statedSize ?size }} BIND(?o AS ?s) }}
           }} ORDER BY DESC(?o)"""
    )
    return {(passage, thing): quote for passage, thing, quote in rows}
