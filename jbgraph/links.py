"""The links of a graph: entities with their names, and the relations between two of them with their named graphs.

To ask the store for all of them takes longer than the rest of a map, so they are also written beside a cached store.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, QuerySolutions

from jbgraph import terms
from jbgraph.engines import Engine

LAYERS = ("register", "stated", "derived", "suggested", "working")
Relation = tuple[str, str, str]
_PREFIXES = f"PREFIX jb: <{terms.JB}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


class Links:
    """What `index` gathered of a graph, read back."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self._iris: list[str] = data["iris"]

    @cached_property
    def entities(self) -> dict[str, str]:
        """Every entity with its class."""
        iris = self._iris
        return {iris[entity]: iris[kind] for entity, kind in self._data["entities"]}

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """The Chinese and the English name of what has both: entities, classes and properties."""
        iris = self._iris
        return {iris[thing]: (zh, en) for thing, zh, en in self._data["names"]}

    @cached_property
    def layers(self) -> dict[str, str]:
        """Every named graph with its layer."""
        iris = self._iris
        return {iris[name]: layer for layer, names in self._data["layers"].items() for name in names}

    def relations(self, among: Collection[str], wanted: Collection[str] | None = None) -> dict[Relation, list[str]]:
        """Return relations as the function of this name does."""
        iris, found = self._iris, dict[Relation, list[str]]()
        for layer in among:
            for name, rows in self._data["relations"].get(layer, {}).items():
                if wanted is None or name in wanted:
                    for row in rows:
                        key = iris[row[0]], name, iris[row[1]]
                        found[key] = [*found.get(key, ()), *[iris[graph] for graph in row[2:]]]
        return found


def entities(engine: Engine) -> dict[str, str]:
    """Return every entity of the register, IRI → IRI of its class."""
    rows = _rows(engine, "SELECT ?s ?type { ?type rdfs:subClassOf+ jb:Entity . ?s a ?type }")
    return {iri: kind for iri, kind in rows}  # noqa: C416 - the tuples have two places here


def layers(engine: Engine) -> dict[str, str]:
    """Return every named graph with the name of its layer."""
    rows = _rows(engine, "SELECT ?g ?layer { ?g jb:layer ?layer }")
    return {graph: layer.rsplit("/", 1)[-1] for graph, layer in rows}


def properties(engine: Engine) -> tuple[str, ...]:
    """Return the properties that relate one entity to another, as the ontology's domains and ranges say."""
    rows = _rows(
        engine,
        """SELECT ?p { ?p rdfs:domain ?d ; rdfs:range ?r .
           ?d rdfs:subClassOf* jb:Entity . ?r rdfs:subClassOf* jb:Entity } ORDER BY ?p""",
    )
    return tuple(iri for (iri,) in rows)


def relations(
    engine: Engine, among: Collection[str], wanted: Collection[str] | None = None
) -> dict[Relation, list[str]]:
    """Return source, property and target of each relation in some layers, with its graphs there.

    :param wanted: IRIs of properties; None for all, and the responsibilities, whose property is the role.
    """
    values = " ".join(f"<{iri}>" for iri in (properties(engine) if wanted is None else wanted))
    rows = _rows(engine, f"SELECT ?s ?p ?o ?g {{ VALUES ?p {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}")
    if wanted is None:
        rows += _rows(engine, "SELECT ?s ?p ?o ?g { GRAPH ?g { ?r jb:heldBy ?s ; jb:role ?p ; jb:responsibleFor ?o } }")
    kept = {graph for graph, layer in layers(engine).items() if layer in among}
    found: dict[Relation, list[str]] = {}
    for source, name, target, graph in sorted(rows):
        if graph in kept:
            found.setdefault((source, name, target), []).append(graph)
    return found


def names(engine: Engine) -> dict[str, tuple[str, str]]:
    """Return the Chinese and the English name of what has both."""
    said: dict[str, dict[str, str]] = {}
    result = engine.query(f"SELECT ?s ?label {{ ?s <{terms.PREF_LABEL}>|<{terms.RDFS_LABEL}> ?label }}")
    assert isinstance(result, QuerySolutions)
    for subject, label in result:
        if isinstance(label, Literal):
            said.setdefault(subject.value, {})[label.language or ""] = label.value
    return {iri: (both["zh"], both["en"]) for iri, both in said.items() if both.get("zh") and both.get("en")}


def index(engine: Engine) -> dict[str, Any]:
    """Return all this of a graph, as data for JSON; IRIs are numbers in one sorted list of them."""
    kinds, placed, found = entities(engine), layers(engine), relations(engine, LAYERS)
    wanted = {*kinds, *kinds.values(), *(name for _, name, _ in found)}
    called = {iri: both for iri, both in names(engine).items() if iri in wanted}
    ends = {end for source, _, target in found for end in (source, target)}
    iris = sorted({*wanted, *ends, *placed})
    number = {iri: place for place, iri in enumerate(iris)}
    by_layer: dict[str, list[int]] = {}
    for graph, layer in sorted(placed.items()):
        by_layer.setdefault(layer, []).append(number[graph])
    rows: dict[str, dict[str, list[list[int]]]] = {layer: {} for layer in by_layer}
    for (source, name, target), graphs in sorted(found.items()):
        for layer in dict.fromkeys(placed[graph] for graph in graphs):
            inside = [number[graph] for graph in graphs if placed[graph] == layer]
            rows[layer].setdefault(name, []).append([number[source], number[target], *inside])
    return {
        "iris": iris,
        "entities": [[number[iri], number[kind]] for iri, kind in sorted(kinds.items())],
        "names": [[number[iri], *called[iri]] for iri in sorted(called)],
        "layers": by_layer,
        "relations": rows,
    }


def _rows(engine: Engine, sparql: str) -> list[tuple[str, ...]]:
    result = engine.query(_PREFIXES + sparql)
    assert isinstance(result, QuerySolutions)
    return [tuple(term.value for term in solution) for solution in result]
