"""Which class, relation or concept a person means: by short IRI, local name, or label in either language."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from jbgraph import terms
from jbgraph.errors import NameNotFoundError, Said, meant
from jbgraph.graph import Graph
from jbgraph.search import fold

_KINDS = {
    "class": ("class", "类", "owl:Class"),
    "relation": ("relation", "关系", "owl:ObjectProperty owl:DatatypeProperty"),
    "concept": ("concept", "概念", "skos:Concept"),
}


class Term(NamedTuple):
    """A class, relation or concept with its labels, empty where it has none."""

    iri: str
    zh: str
    en: str

    @property
    def names(self) -> set[str]:
        """What it is called, folded as search folds."""
        return {fold(name) for name in (terms.split(self.iri)[1], self.zh, self.en)} - {""}

    def shown(self, graph: Graph) -> str:
        """Return the term as a message names it: labels and CURIE."""
        return f"{self.zh} · {self.en} ({graph.compress(self.iri)})"


def known(graph: Graph, *kinds: str) -> list[Term]:
    """Return the terms of some kinds (`class`, `relation`, `concept`) that have a label, in the order of their IRIs."""
    types = " ".join(_KINDS[kind][2] for kind in kinds)
    labels: dict[str, dict[str, str]] = {}
    for row in graph.rows(
        f"""SELECT ?s ?label (LANG(?label) AS ?lang) {{ VALUES ?type {{ {types} }}
            ?s a ?type ; rdfs:label|skos:prefLabel ?label }} ORDER BY ?s ?label"""
    ):
        labels.setdefault(str(row["s"]), {})[str(row["lang"])] = str(row["label"])
    return [Term(iri, said.get("zh", ""), said.get("en", "")) for iri, said in labels.items()]


def named(graph: Graph, name: str, *kinds: str) -> list[Term]:
    """Return the terms of some kinds that are called so, in any case of letters."""
    wanted = fold(name)
    return [term for term in known(graph, *kinds) if wanted in term.names]


def meaning(graph: Graph, name: str, kind: str, where: Said = "") -> str:
    """Return the IRI of the class or relation that a name means.

    :raises NameNotFoundError: if there is none, with the nearest; or if more than one is called so.

    >>> from jbgraph import load
    >>> {terms.compress(meaning(load(), name, "relation")) for name in ("属于", "Is part of", "partOf", "jb:partOf")}
    {'jb:partOf'}
    """
    iri = graph.expand(name)
    if iri is not None and graph.holds(iri):
        return iri
    local = terms.split(iri)[1] if iri else name
    found = named(graph, local, kind)
    if len(found) == 1:
        return found[0].iri
    shown = [term.shown(graph) for term in found or similar(graph, local, kind)]
    en, zh, _ = _KINDS[kind]
    raise NameNotFoundError(
        (f"no {en} is called “{name}”", f"没有叫“{name}”的{zh}"),
        where=where,
        hint=meant(*shown) if shown else "",
        candidates=shown,
    )


def similar(graph: Graph, name: str, kind: str) -> list[Term]:
    """Return the term most like a name, if one is like it at all."""
    by_name = {spelt: term for term in known(graph, kind) for spelt in sorted(term.names)}
    return [by_name[match] for match in difflib.get_close_matches(fold(name), sorted(by_name), n=1, cutoff=0.5)]


def below(graph: Graph, iri: str) -> set[str]:
    """Return a class and the classes under it."""
    return {iri} | {str(row["c"]) for row in graph.rows(f"SELECT ?c {{ ?c rdfs:subClassOf+ <{iri}> }}")}
