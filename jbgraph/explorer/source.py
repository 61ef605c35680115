"""What a graph says of things that one names: asked for in batches, each kind of query once for each thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from heapq import nsmallest

from pyoxigraph import NamedNode

from jbgraph import links, search, terms
from jbgraph.evidence import Passage, passages
from jbgraph.explorer.model import BLANK, NAMING, PROPERTIES, Quad, asked, layer_named, shown
from jbgraph.graph import Graph
from jbgraph.lists import batches
from jbgraph.rules import rules
from jbgraph.search import Entry

HUB = 1000
"""Statements towards a thing above which they are counted, and read only for whom they are asked for."""


def concluded(graph: str) -> bool:
    """Say whether a named graph holds what a rule or a method concluded."""
    return layer_named(graph, {}) in ("derived", "suggested")


def found(graph: Graph, iris: Iterable[str]) -> tuple[dict[str, Entry], frozenset[str]]:
    """Return entities and documents among some texts that may be IRIs, without their weight, and which are entities."""
    known = {entry.iri: entry for entry in search.index(graph.engine, filter(is_iri, iris), weigh=False)}
    classes = entity_classes(graph)
    return known, frozenset(iri for iri, entry in known.items() if entry.type in classes)


def is_iri(text: str) -> bool:
    """Say whether a text can be an IRI: a query that names another would not parse."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def entity_classes(graph: Graph) -> frozenset[str]:
    """Return the classes of entities."""
    return frozenset(line[0] for line in asked(graph, "SELECT ?c { ?c rdfs:subClassOf+ jb:Entity }"))


@lru_cache(maxsize=8)
def size(graph: Graph) -> int:
    """Return the number of entities of a graph, counted once: it looks at all of them."""
    rows = graph.tuples("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?type rdfs:subClassOf+ jb:Entity . ?s a ?type }")
    return int(rows[0][0])


class Source:
    """A graph that is asked only about things one names.

    :ivar linking: the properties that relate one entity to another.
    :ivar kinds: class of everything that `out` was asked for and that has one of ours.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.linking = frozenset(links.properties(graph.engine))
        self.kinds: dict[str, str] = {}
        named = ", ".join(f"<{rule.graph.value}>" for rule in rules())
        self._stated = f"FILTER(?g NOT IN ({named}))"  # to compare what names begin with takes ten times as long
        self._properties = {line[0] for line in asked(graph, PROPERTIES)}
        self._classes = entity_classes(graph)
        self._out: dict[str, list[Quad]] = {}
        self._into: dict[str, list[Quad]] = {}
        self._totals: dict[str, dict[str, int]] = {}

    def entries(self, iris: Iterable[str]) -> dict[str, Entry]:
        """Return those of the IRIs that are entities, with their names, in the order of the IRIs.

        The weight of one with very many statements towards it is the number of these.
        """
        wanted = set(iris)
        busy = wanted & self._totals.keys()  # to tell passages among so many graphs takes long
        found = search.index(self.graph.engine, wanted - busy)
        for entry in search.index(self.graph.engine, busy, weigh=False):
            found.append(entry._replace(weight=sum(self._totals[entry.iri].values())))
        return {entry.iri: entry for entry in sorted(found) if entry.type in self._classes}

    def out(self, iris: Iterable[str]) -> list[Quad]:
        """Return what is said of things: the quads they are subjects of."""
        wanted = list(dict.fromkeys(iris))
        fresh = [iri for iri in wanted if iri not in self._out]
        self._out |= {iri: [] for iri in fresh}
        for only in batches(fresh, "?s"):
            query = f"SELECT ?s ?p ?o ?g (DATATYPE(?o) AS ?kind) {{ {only} GRAPH ?g {{ ?s ?p ?o }} }}"
            for line in asked(self.graph, query):
                if line[1] == terms.RDF_TYPE and line[2].startswith(terms.JB):
                    self.kinds[line[0]] = line[2]
                elif line[1] in self._properties and (quad := shown(line)):
                    self._out[line[0]].append(quad)
        return [quad for iri in wanted for quad in self._out[iri]]

    def into(self, iris: Iterable[str], most: int = 0) -> list[Quad]:
        """Return what leads to things: the quads they are objects of.

        Of a property with more than HUB subjects only the first ones are read, see `total`.

        :param most: how many these are, by IRI.
        """
        wanted = list(dict.fromkeys(iris))
        fresh = [iri for iri in wanted if iri not in self._into]
        self._into |= {iri: [] for iri in fresh}
        busy: dict[str, int] = {}
        for only in batches(fresh, "?o"):
            query = f"SELECT ?o (COUNT(*) AS ?n) {{ {only} ?s ?p ?o }} GROUP BY ?o"
            busy |= {iri: int(n) for iri, n in asked(self.graph, query) if int(n) > HUB}
        for only in batches([iri for iri in fresh if iri not in busy], "?o"):
            for s, p, o, g in asked(self.graph, f"SELECT ?s ?p ?o ?g {{ {only} GRAPH ?g {{ ?s ?p ?o }} }}"):
                if p in self._properties and s[:2] != BLANK:
                    self._into[o].append((s, p, o, False, g))
        for iri in busy:
            self._hub(iri, most)
        return [quad for iri in wanted for quad in self._into[iri]]

    def _hub(self, iri: str, most: int) -> None:
        """Read or count what leads to a thing with very many statements towards it, but for what was concluded."""
        node = NamedNode(iri)
        count = f"SELECT ?p (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s ?p {node} }} {self._stated} }} GROUP BY ?p"
        totals = {p: int(n) for p, n in asked(self.graph, count) if p in self._properties}
        self._totals[iri] = totals
        for p, n in sorted(totals.items()):
            pattern = f"GRAPH ?g {{ ?s {NamedNode(p)} {node} }} {self._stated}"
            among = [""] if n <= HUB else []
            if n > HUB and most:  # an engine takes fifty times as long to put them in order
                every = {line[0] for line in asked(self.graph, f"SELECT ?s {{ {pattern} }}") if line[0][:2] != BLANK}
                among = list(batches(nsmallest(most, every), "?s"))
            for only in among:
                for s, g in asked(self.graph, f"SELECT ?s ?g {{ {only} {pattern} }}"):
                    if s[:2] != BLANK:
                        self._into[iri].append((s, p, iri, False, g))

    def total(self, iri: str, properties: Collection[str]) -> int:
        """Return how many statements with some properties lead to a thing, concluded ones left out.

        Of a thing that `into` was asked for; also those that were not read count.
        """
        if iri in self._totals:
            return sum(n for p, n in self._totals[iri].items() if p in properties)
        return len({(s, p) for s, p, _, _, g in self._into[iri] if p in properties and not concluded(g)})

    def layers(self, graphs: Iterable[str]) -> dict[str, str]:
        """Return the layer of named graphs, where the graph says it."""
        found: dict[str, str] = {}
        for only in batches(sorted(graphs), "?g"):
            query = f"SELECT ?g ?layer {{ {only} ?g jb:layer ?layer }}"
            found |= {graph: layer.rsplit("/", 1)[-1] for graph, layer in asked(self.graph, query)}
        return found

    def names(self, iris: Iterable[str]) -> list[list[str]]:
        """Return the lines of `model.NAMES` for things."""
        listed = ", ".join(f"<{iri}>" for iri in NAMING)
        return [
            line
            for only in batches(sorted(iris), "?s")
            for line in asked(
                self.graph, f"SELECT ?s ?p ?o (LANG(?o) AS ?lang) {{ {only} ?s ?p ?o FILTER(?p IN ({listed})) }}"
            )
        ]

    def passages(self, iris: Iterable[str]) -> dict[str, Passage]:
        """Return passages in reading order, with text where it is at hand."""
        wanted = set(iris)  # beside a store lie the places of all: to read them takes longer than to ask for these
        return passages(Graph(self.graph.engine, sources=self.graph.sources), wanted) if wanted else {}
