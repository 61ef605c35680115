"""Whether a relation can join two things: by domain and range, and by what shapes refuse besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from jbgraph import terms
from jbgraph.extraction.reasons import NotStatedError

if TYPE_CHECKING:
    from jbgraph.graph import Graph

CIRCLES = ("partOf", "memberOf", "locatedIn", "serves")
"""Relations in which nothing may lead back to itself."""
MORE = {
    "addresses": (("Entity",), ("Concept", "Event", "Group")),
    "serves": (("Undertaking", "End", "Group", "Industry", "Policy"), ("End",)),
}
"""Relation → classes of its subjects and of its objects, where shapes ask for more than domain and range."""
PARTS = {
    "Project": ("Undertaking", "Policy", "Group"),
    "Organization": ("Organization",),
    "Place": ("Place", "Project"),
    "Industry": ("Industry",),
}
"""Class → classes of what its things may be part of."""


@dataclass
class Fits:
    """The classes and relations of the ontology, and the relations known so far.

    :ivar above: class → itself and the classes over it, by local name.
    :ivar ends: relation → local names of its domain and range; empty where the ontology sets none.
    """

    above: Mapping[str, frozenset[str]]
    ends: Mapping[str, tuple[str, str]]
    known: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: Graph) -> Fits:
        """Return what the ontology and the graph say."""
        above: dict[str, set[str]] = {}
        for low, high in graph.tuples("SELECT ?a ?b { ?a a owl:Class ; rdfs:subClassOf* ?b . ?b a owl:Class }"):
            above.setdefault(terms.split(low)[1], set()).add(terms.split(high)[1])
        ends = {
            terms.split(str(row["p"]))[1]: (local(row["d"]), local(row["r"]))
            for row in graph.rows(
                """SELECT ?p ?d ?r { ?p a owl:ObjectProperty OPTIONAL { ?p rdfs:domain ?d }
                   OPTIONAL { ?p rdfs:range ?r } FILTER(STRSTARTS(STR(?p), STR(jb:))) }"""
            )
        }
        made = cls({name: frozenset(classes) for name, classes in above.items()}, ends)
        for name in CIRCLES:
            for subject, other in graph.tuples(f"SELECT ?s ?o {{ ?s jb:{name} ?o }}"):
                made.note(name, subject, other)
        return made

    def note(self, name: str, subject: str, other: str) -> None:
        """Take a relation in."""
        self.known.setdefault(name, {}).setdefault(subject, set()).add(other)

    def joins(self, name: str, subject: str, other: str) -> bool:
        """Say whether a relation can join things of two classes, by local names."""
        if name not in self.ends:
            return False
        domain, range_ = self.ends[name]
        left, right = MORE.get(name, ((domain,), (range_,)))
        if not self.one_of(subject, left) or not self.one_of(other, right):
            return False
        if name == "partOf":
            if not self.one_of(other, PARTS.get(subject, ("",))):
                return False
            end = self.one_of(other, ("End",)) and not self.one_of(subject, ("End",))
            return not end and not (self.one_of(subject, ("End",)) and self.one_of(other, ("Undertaking",)))
        if subject == "Goal":
            return name != "stage" and not (name == "serves" and other != "Goal")
        return True

    def one_of(self, kind: str, classes: Iterable[str]) -> bool:
        """Say whether a class is one of some or lies under one; none is asked for where one of them is empty."""
        return any(not name or name in self.above.get(kind, frozenset((kind,))) for name in classes)

    def leads_back(self, name: str, subject: str, other: str) -> bool:
        """Say whether a relation would close a circle."""
        seen, queue = set(), [other]
        while queue:
            here = queue.pop()
            if here == subject:
                return True
            if here not in seen:
                seen.add(here)
                queue += self.known.get(name, {}).get(here, ())
        return False

    def check(self, triples: Iterable[Triple], kinds: Mapping[str, str]) -> None:
        """Refuse triples whose relation cannot join their things, and take the others in.

        :param kinds: IRI → local name of its class, or of the vocabulary for a concept.
        :raises NotStatedError: if one cannot stand.
        """
        noted = []
        for triple in triples:
            if not isinstance(triple.object, NamedNode) or not triple.predicate.value.startswith(terms.JB):
                continue
            name = terms.split(triple.predicate.value)[1]
            subject, other = (getattr(term, "value", "") for term in (triple.subject, triple.object))
            if kinds.get(subject) and kinds.get(other) and not self.joins(name, kinds[subject], kinds[other]):
                ends = f"{kinds[subject]}–{kinds[other]}"
                raise NotStatedError(f"{name} does not join {ends}", f"{ends} 之间不能用关系 {name}")
            if name in CIRCLES:
                if self.leads_back(name, subject, other):
                    raise NotStatedError(f"{name} would lead in a circle", f"关系 {name} 会成为循环")
                noted.append((name, subject, other))
        for one in noted:
            self.note(*one)


def local(iri: str | None) -> str:
    """Return the local name of a class of ours, empty for others, such as the concepts of vocabularies."""
    return terms.split(iri)[1] if iri and iri.startswith(terms.JB) else ""
