"""Facts: what no passage says of a thing but the register, the ontology, or a count does."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from jbgraph import terms
from jbgraph.graph import Graph

# What a card shows elsewhere, or what says nothing to a reader.
_ELSEWHERE = (
    "rdf:type", "rdfs:label", "rdfs:isDefinedBy", "skos:prefLabel", "skos:altLabel", "skos:definition",
    "skos:topConceptOf", "dcterms:description", "jb:namedByUs", "jb:variesFrom", "jb:distinctFrom", "jb:order",
    "jb:start", "jb:end",
)  # fmt: skip
_PLACE = tuple(terms.JB + name for name in ("inDocument", "inSection", "sha256", "layer"))
_INSIDE = {"rdfs:subClassOf": ("kinds of it", "下位类"), "skos:inScheme": ("concept", "所含概念")}
_NUMBERS = {"instances": ("instances", "实例数"), "triples": ("triples", "三元组数"), "uses": ("used by", "用于")}
_TRUTH = {"true": ("yes", "是"), "false": ("no", "否")}


@dataclass(frozen=True)
class Fact:
    """A fact.

    :ivar value: IRI or text; `label` is what to show for it.
    """

    relation: str
    value: str
    label: str


def facts(graph: Graph, iri: str, lang: str = "zh") -> list[Fact]:
    """Return the facts of a thing, by relation; of texts in two languages the one that is asked for.

    Where a passage stands is left to its place, and how often a term is used is counted.
    """
    node = NamedNode(iri)
    rows = graph.rows(
        f"""SELECT ?p ?o (isIRI(?o) AS ?named) (LANG(?o) AS ?lang) {{ VALUES ?g {{ graph:register graph:ontology }}
            GRAPH ?g {{ {node} ?p ?o }} FILTER(!isBlank(?o) && ?p NOT IN ({", ".join(_ELSEWHERE)})) }}
            ORDER BY ?p ?o"""
    )
    if any(row["p"] == terms.JB + "passageKind" for row in rows):
        rows = [row for row in rows if row["p"] not in _PLACE]
    both = {row["p"] for row in rows if row["lang"] == lang}
    rows = [row for row in rows if not row["lang"] or row["lang"] == lang or row["p"] not in both]
    ends = {str(row["o"]) for row in rows if row["named"] == "true"}
    named = graph.labels({str(row["p"]) for row in rows} | ends, lang)
    found = []
    for row in rows:
        relation, value = named[str(row["p"])], str(row["o"])
        if row["p"] == terms.JB + "omission":
            found.append(omitted(graph, relation, value, lang))
            continue
        found.append(Fact(relation, value, named[value] if value in ends else plainly(value, lang)))
    found += inside(graph, iri, lang)
    found += counted(graph, iri, lang)
    return sorted(found, key=lambda fact: (fact.relation, fact.label))


def plainly(value: str, lang: str) -> str:
    """Return a value as a person says it: true and false as yes and no."""
    return _TRUTH[value][lang == "zh"] if value in _TRUTH else value


def omitted(graph: Graph, relation: str, iri: str, lang: str) -> Fact:
    """Return what is left without a statement, and why."""
    (row,) = graph.rows(
        f"""SELECT ?quote ?reason {{ {NamedNode(iri)} jb:reason ?reason FILTER(LANG(?reason) = "{lang}")
            OPTIONAL {{ {NamedNode(iri)} jb:quote ?quote }} }} LIMIT 1"""
    )
    return Fact(relation, iri, " · ".join(text for text in (row["quote"], row["reason"]) if text))


def inside(graph: Graph, iri: str, lang: str) -> list[Fact]:
    """Return the classes directly under a class, or the concepts of a vocabulary."""
    if not iri.startswith((terms.JB, terms.VOCABULARY)):
        return []
    found = []
    for relation, words in _INSIDE.items():
        members = [str(row["s"]) for row in graph.rows(f"SELECT ?s {{ ?s {relation} {NamedNode(iri)} }}")]
        for member, label in graph.labels(members, lang).items():
            found.append(Fact(words[lang == "zh"], member, f"{label} ({graph.compress(member)})"))
    return found


def counted(graph: Graph, iri: str, lang: str) -> list[Fact]:
    """Return how often a class, a property, a concept or a graph of ours is used."""
    node = NamedNode(iri)
    if iri.startswith(terms.GRAPH):
        asked = {"triples": f"GRAPH {node} {{ ?s ?p ?o }}"}
    elif iri.startswith(terms.JB):
        asked = {"instances": f"?s a {node}", "triples": f"?s {node} ?o"}
    elif iri.startswith(terms.VOCABULARY):
        return uses(graph, iri, lang)
    else:
        return []
    found = []
    for what, pattern in asked.items():
        number = str(graph.rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0]["n"])
        if number != "0":
            found.append(Fact(_NUMBERS[what][lang == "zh"], number, number))
    return found


def uses(graph: Graph, iri: str, lang: str) -> list[Fact]:
    """Return how many figures, responsibilities and so on point at a concept, for each class that does."""
    rows = graph.rows(
        f"""SELECT ?type (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p {NamedNode(iri)} ; a ?type
            FILTER(STRSTARTS(STR(?type), "{terms.JB}")) }} GROUP BY ?type ORDER BY ?type"""
    )
    named = graph.labels([str(row["type"]) for row in rows], lang)
    return [
        Fact(_NUMBERS["uses"][lang == "zh"], str(row["n"]), f"{named[str(row['type'])]} × {row['n']}") for row in rows
    ]
