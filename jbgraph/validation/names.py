"""Every entity that a passage speaks of occurs in it by one of its names, or is marked as our reading."""

from __future__ import annotations

from jbgraph import evidence, terms
from jbgraph.graph import Graph
from jbgraph.networks import entities
from jbgraph.numerals import plain
from jbgraph.validation import Finding, finding
from jbgraph.validation.texts import context, headings_above

CHECK = "names"


def check(graph: Graph) -> list[Finding]:
    """Return entities that a passage speaks of although none of their names stands in it or its context.

    Excused are entities named by us, entities the passage alludes to, and the district itself, which every
    sentence of its own plan is about. The context is what `texts.context` gives.
    """
    passages = {iri: p for iri, p in evidence.passages(graph).items() if p.text is not None}
    headings = headings_above(graph)
    printed = {iri: plain(context(p, passages, headings)) for iri, p in passages.items()}
    named = names(graph)
    spoken, alluded = spoken_of(graph)
    missing = [
        (passage, thing)
        for passage, things in sorted(spoken.items())
        for thing in sorted(things - alluded.get(passage, set()))
        if passage in printed and thing in named and not any(name in printed[passage] for name in named[thing])
    ]
    return [
        finding(
            "violation",
            CHECK,
            graph.compress(passage),
            f"none of the names of {graph.compress(thing)} stands in the passage",
            f"段落中没有 {graph.compress(thing)} 的任何名称",
        )
        for passage, thing in missing
    ]


def names(graph: Graph) -> dict[str, set[str]]:
    """Return entity → its Chinese names in plain form, for entities that a document prints."""
    rows = graph.rows(
        """SELECT ?s ?name { ?s skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "zh")
           FILTER NOT EXISTS { ?s jb:namedByUs true } }"""
    )
    kinds = entities(graph)
    home = home_of(graph)
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["s"] in kinds and row["s"] != home:
            found.setdefault(str(row["s"]), set()).add(plain(str(row["name"])))
    return found


def home_of(graph: Graph) -> str | None:
    """Return the district that the figures are about by default: the place that most observations are about."""
    rows = graph.rows(
        "SELECT ?d (COUNT(*) AS ?n) { ?o jb:about ?d . ?d a jb:Place } GROUP BY ?d ORDER BY DESC(?n) ?d LIMIT 1"
    )
    return str(rows[0]["d"]) if rows else None


def spoken_of(graph: Graph) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return passage → entities in its statements, and passage → entities it alludes to."""
    rows = graph.rows(
        "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } ?g a jb:Passage FILTER(?p NOT IN (rdf:type, jb:unit)) }"
    )
    kinds = entities(graph)
    spoken: dict[str, set[str]] = {}
    alluded: dict[str, set[str]] = {}
    for row in rows:
        passage = str(row["g"])
        if row["p"] == terms.JB + "alludesTo":
            alluded.setdefault(passage, set()).add(str(row["o"]))
        spoken.setdefault(passage, set()).update(str(row[end]) for end in ("s", "o") if row[end] in kinds)
    return spoken, alluded
