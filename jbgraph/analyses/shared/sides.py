"""Two documents, years, layers or versions of a graph, as sides that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Store

from jbgraph import networks, terms
from jbgraph.analyses.shared.readings import Reading, readings
from jbgraph.analyses.shared.results import ordered
from jbgraph.analyses.shared.sources import speaking_of
from jbgraph.engines import EmbeddedEngine
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph

WAYS = (
    "two documents, two years, two layers, or two files or folders of RDF",
    "两份文件、两个年份、两个层，或两个RDF文件（夹）",
)
_EITHER = ("variesFrom", "distinctFrom")  # judgements of identity say nothing of the thing


@dataclass
class Side:
    """One of the two: what it states of things, and its figures.

    :ivar graph: the graph that it is, or that it is a part of.
    :ivar stated: subject, property, object → the passages that state it, or that speak of its ends.
    :ivar things: entity → passages.
    :ivar numbers: what makes two figures the same → the figure.
    """

    graph: Graph
    stated: dict[tuple[str, str, str], tuple[str, ...]]
    things: dict[str, tuple[str, ...]]
    numbers: dict[tuple[str, ...], Reading] = field(default_factory=dict)


def sides(graph: Graph, before: str, after: str) -> tuple[Graph, Side, Side, bool]:
    """Return the graph that has a label for everything, both sides, and whether what one does not say is gone."""
    if before == after:
        raise JbgraphError(("the two are the same", "两者相同"), where=before, hint=WAYS)
    if all(name in networks.LAYERS for name in (before, after)):
        return graph, of_layer(graph, before), of_layer(graph, after), True
    if all(re.fullmatch(r"\d{4}", name) for name in (before, after)):
        return graph, of_year(graph, before), of_year(graph, after), False
    paths = [Path(name) for name in (before, after)]
    if all(path.exists() for path in paths):
        one, other = (Graph.open(path) for path in paths)
        return joined(one, other), of_graph(one), of_graph(other), True
    if any(
        path.exists() or name in networks.LAYERS or re.fullmatch(r"\d{4}", name)
        for path, name in zip(paths, (before, after), strict=True)
    ):
        raise JbgraphError(("the two are not of one sort", "两者类型不同"), where=f"{before}, {after}", hint=WAYS)
    documents = [document(graph, name) for name in (before, after)]
    return graph, of_document(graph, documents[0]), of_document(graph, documents[1]), False


def document(graph: Graph, name: str) -> str:
    """Return the document of a name.

    :raises JbgraphError: if it means nothing, or something else.
    """
    iri = graph.resolve(name)
    if not graph.ask(f"ASK {{ {NamedNode(iri)} a jb:SourceDocument }}"):
        raise JbgraphError((f"{name} is not a document", f"{name}不是文件"), where=name, hint=WAYS)
    return iri


def of_document(graph: Graph, iri: str) -> Side:
    """Return what a document states."""
    rows = graph.tuples(
        f"""SELECT ?s ?p ?o ?g {{ ?g a jb:Passage ; jb:inDocument {NamedNode(iri)}
            GRAPH ?g {{ ?s ?p ?o }} FILTER(isIRI(?o)) }}"""
    )
    numbers = {key(r): r for r in reversed(readings(graph)) if r.document == iri}
    return Side(graph, *between(graph, rows), numbers)


def of_year(graph: Graph, year: str) -> Side:
    """Return the targets of a plan year; relations have no year, so that none is compared."""
    own = [r for r in readings(graph) if r.kind == "target" and r.start[:4] == year and r.end[:4] == year]
    numbers = {(r.metric, *r.about, r.kind, r.start[5:], r.end[5:]): r for r in reversed(own)}
    things: dict[str, tuple[str, ...]] = {}
    for reading in own:
        things[reading.metric] = ordered((*things.get(reading.metric, ()), reading.passage))
    return Side(graph, {}, things, numbers)


def of_layer(graph: Graph, layer: str) -> Side:
    """Return the relations of a layer; those of a rule or the register stand behind what passages say of their ends."""
    home = terms.VOCABULARY + "layer/" + layer
    return Side(graph, *between(graph, graph.tuples(
        f"SELECT ?s ?p ?o ?g {{ ?g jb:layer <{home}> GRAPH ?g {{ ?s ?p ?o }} FILTER(isIRI(?o)) }}"
    )))  # fmt: skip


def of_graph(graph: Graph) -> Side:
    """Return what the files of a graph state, without what rules conclude from it."""
    rows = graph.tuples(
        """SELECT ?s ?p ?o ?g { ?g jb:layer ?layer FILTER(?layer IN (layer:stated, layer:register, layer:working))
           GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?o)) }"""
    )
    stated, things = between(graph, rows)
    known = {iri: things.get(iri) or speaking_of(graph).get(iri, ()) for iri in networks.entities(graph)}
    return Side(graph, stated, known, {key(r): r for r in reversed(readings(graph))})


def between(
    graph: Graph, rows: Iterable[tuple[str, ...]]
) -> tuple[dict[tuple[str, str, str], tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the statements between entities, and the entities, each with its passages, of rows ?s ?p ?o ?g."""
    kinds = networks.entities(graph)
    spoken = speaking_of(graph)
    stated: dict[tuple[str, str, str], set[str]] = {}
    things: dict[str, set[str]] = {}
    for s, p, o, g in rows:
        if o in kinds and not g.startswith(terms.GRAPH):
            things.setdefault(o, set()).add(g)
        if s in kinds and not g.startswith(terms.GRAPH):
            things.setdefault(s, set()).add(g)
        if s in kinds and o in kinds and p.removeprefix(terms.JB) not in _EITHER:
            places = {g} if not g.startswith(terms.GRAPH) else {*spoken.get(s, ())[:1], *spoken.get(o, ())[:1]}
            stated.setdefault((s, p, o), set()).update(places)
    return {t: ordered(at) for t, at in stated.items()}, {iri: ordered(at) for iri, at in things.items()}


def key(reading: Reading) -> tuple[str, ...]:
    """Return what makes two figures say the same thing: metric, subject, kind, period and area."""
    return (
        reading.metric,
        *reading.about,
        reading.kind,
        reading.period,
        reading.within,
        "rank" if reading.comparator == "rank" else "",
    )


def joined(one: Graph, other: Graph) -> Graph:
    """Return a graph with everything of the other one, and of the first one what the other says nothing of."""
    store = Store()
    for graph in (other, one):
        engine = graph.engine
        assert isinstance(engine, EmbeddedEngine)
        known = {quad.subject for quad in store.quads_for_pattern(None, None, None, None)}
        store.bulk_extend(q for q in engine.store.quads_for_pattern(None, None, None, None) if q.subject not in known)
    return Graph(EmbeddedEngine(store))
