"""What is promised for a thing: metrics, figures, deadlines, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from jbgraph.analyses.shared.readings import Reading, last, looked_up, readings
from jbgraph.analyses.shared.results import ordered
from jbgraph.analyses.shared.sources import behind
from jbgraph.graph import Graph

DUTIES = ("lead", "coordinate", "responsible", "run")
"""Roles whose holder answers for a thing; the others take part, help, watch, or stand in another relation to it."""


@dataclass(frozen=True)
class Duty:
    """That a body, post or group of them has a role for a thing.

    :ivar role: IRI of the role; `answers` says whether its holder answers for the thing.
    :ivar place: the named graph it stands in: a passage, or what staff entered.
    """

    holder: str
    role: str
    thing: str
    place: str

    @property
    def answers(self) -> bool:
        """Whether who has this role answers for the thing."""
        return last(self.role) in DUTIES


@lru_cache(maxsize=4)
def duties(graph: Graph) -> tuple[Duty, ...]:
    """Return every responsibility, by thing, holder and role."""
    rows = graph.tuples(
        "SELECT ?h ?r ?w ?g { GRAPH ?g { ?x jb:heldBy ?h ; jb:role ?r ; jb:responsibleFor ?w } ?g jb:layer ?layer "
        "FILTER(?layer IN (layer:stated, layer:working)) } ORDER BY ?w ?h ?r ?g"
    )
    return tuple(Duty(*row) for row in rows)


@lru_cache(maxsize=4)
def horizons(graph: Graph) -> tuple[tuple[str, str, str], ...]:
    """Return (thing, period, named graph) wherever a thing has a horizon, sorted."""
    return tuple(
        (thing, period, place)
        for thing, period, place in graph.tuples(
            "SELECT ?s ?p ?g { GRAPH ?g { ?s jb:horizon ?p } ?g jb:layer ?layer "
            "FILTER(?layer IN (layer:stated, layer:working)) } ORDER BY ?s ?p ?g"
        )
    )


@lru_cache(maxsize=4)
def dated(graph: Graph) -> frozenset[str]:
    """Return what staff have set a due date for."""
    return frozenset(thing for (thing,) in graph.tuples("SELECT DISTINCT ?s { ?s jb:dueDate ?x }"))


@lru_cache(maxsize=4)
def metrics(graph: Graph) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return thing → (metric, named graph) of what it is measured by, and of the figures about it, sorted."""
    found: dict[str, set[tuple[str, str]]] = {}
    for thing, metric, place in graph.tuples(
        "SELECT ?s ?m ?g { GRAPH ?g { ?s jb:measuredBy ?m } ?g jb:layer ?layer "
        "FILTER(?layer IN (layer:stated, layer:working)) }"
    ):
        found.setdefault(thing, set()).add((metric, place))
    for reading in readings(graph):
        for thing in reading.about:
            found.setdefault(thing, set()).add((reading.metric, reading.passage))
    return {thing: tuple(sorted(some)) for thing, some in found.items()}


@lru_cache(maxsize=4)
def targets(graph: Graph) -> dict[str, tuple[Reading, ...]]:
    """Return thing → the target figures set for it, in reading order.

    A figure is set for what it is about, and for what the same passage says is measured by its metric: “by 2025
    the goal is a GDP of 2,000” sets a figure of the district for the goal. A target that a table leaves open (—)
    is none; one in words (倍增) is.
    """
    measured: dict[tuple[str, str], list[str]] = {}
    for thing, some in metrics(graph).items():
        for pair in some:
            measured.setdefault(pair, []).append(thing)
    found: dict[str, dict[str, Reading]] = {}
    for reading in readings(graph):
        if reading.kind == "target" and reading.comparator != "not-printed":
            for thing in {*reading.about, *measured.get((reading.metric, reading.passage), ())}:
                found.setdefault(thing, {})[reading.iri] = reading
    return {thing: tuple(some.values()) for thing, some in found.items()}


@lru_cache(maxsize=4)
def baselines(graph: Graph) -> frozenset[str]:
    """Return what has a figure to start from.

    That is an actual or baseline figure about it, one of a metric that the same passage says it is measured by, or
    one of metric and subject of a target figure set for it, of a period that ends before that of the target.
    """
    starts: dict[tuple[str, tuple[str, ...]], str] = {}
    found: set[str] = set()
    printed: set[tuple[str, str]] = set()
    for reading in readings(graph):
        if reading.kind in ("actual", "baseline") and (reading.value is not None or reading.words):
            found.update(reading.about)
            printed.add((reading.metric, reading.passage))
            if reading.end:
                key = (reading.metric, reading.about)
                starts[key] = min(starts.get(key, reading.end), reading.end)
    found.update(thing for thing, pairs in metrics(graph).items() if not printed.isdisjoint(pairs))
    for thing, some in targets(graph).items():
        if any(starts.get((one.metric, one.about), "9999") < one.end for one in some):
            found.add(thing)
    return frozenset(found)


@lru_cache(maxsize=4)
def passages(graph: Graph) -> dict[str, str]:
    """Return every passage and its document."""
    return looked_up(graph, "?s a jb:Passage ; jb:inDocument ?x")


def cited(graph: Graph, places: Iterable[str], *things: str) -> tuple[str, ...]:
    """Return the passages among some named graphs; where there are none, those that speak of the things."""
    found = ordered(place for place in places if place in passages(graph))
    return found or behind(graph, things)


@dataclass(frozen=True)
class Reason:
    """Why a hole is in order: by a passage, or in the words of an editor; the texts are empty where there are none."""

    thing: str
    criterion: str
    zh: str
    en: str
    place: str


@lru_cache(maxsize=4)
def reasons(graph: Graph) -> tuple[Reason, ...]:
    """Return every justification of a hole, by thing and criterion."""
    rows = graph.rows(
        """SELECT ?thing ?criterion ?zh ?en ?g { GRAPH ?g { ?j jb:justifies ?thing ; jb:lacking ?criterion }
           OPTIONAL { ?j jb:reason ?zh FILTER(LANG(?zh) = "zh") } OPTIONAL { ?j jb:reason ?en FILTER(LANG(?en) = "en") }
           } ORDER BY ?thing ?criterion ?g"""
    )
    return tuple(
        Reason(str(row["thing"]), last(row["criterion"]), row["zh"] or "", row["en"] or "", str(row["g"]))
        for row in rows
    )
