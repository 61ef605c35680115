"""Where the documents speak of a thing: the passages behind findings about what is not said."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from jbgraph.analyses.shared.results import ordered
from jbgraph.graph import Graph


@lru_cache(maxsize=4)
def speaking_of(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return thing → the passages whose statements have it as subject or object, or mention it, in reading order."""
    found: dict[str, set[str]] = {}
    for thing, place in graph.tuples(
        """SELECT DISTINCT ?s ?g { ?g a jb:Passage { GRAPH ?g { ?s ?p ?o } } UNION { GRAPH ?g { ?x ?p ?s } }
           FILTER(isIRI(?s)) }"""
    ):
        found.setdefault(thing, set()).add(place)
    return {thing: ordered(places) for thing, places in found.items()}


@lru_cache(maxsize=8)
def speaking_of_classes(graph: Graph, classes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the same for the things of some classes, by local name; quicker than all where these are few."""
    types = " ".join(f"jb:{name}" for name in classes)
    known = {iri for (iri,) in graph.tuples("SELECT ?p { ?p a jb:Passage }")}
    found: dict[str, set[str]] = {}
    for thing, place in graph.tuples(
        f"""SELECT DISTINCT ?s ?g {{ VALUES ?type {{ {types} }} ?s a ?type
            {{ GRAPH ?g {{ ?s ?p ?o }} }} UNION {{ GRAPH ?g {{ ?x ?p ?s }} }} }}"""
    ):
        if place in known:
            found.setdefault(thing, set()).add(place)
    return {thing: ordered(places) for thing, places in found.items()}


def behind(graph: Graph, things: Iterable[str]) -> tuple[str, ...]:
    """Return the passages that speak of any of some things, in reading order."""
    places = speaking_of(graph)
    return ordered(place for thing in things for place in places.get(thing, ()))
