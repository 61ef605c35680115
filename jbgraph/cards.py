"""The card of an entity: what it is, everything that is said of it, and the passage behind each statement."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import NamedNode

from jbgraph import evidence, terms
from jbgraph.evidence import Passage, Statement
from jbgraph.figures import Figure, figures
from jbgraph.graph import Graph

# Nodes that stand for a statement; a card shows what they say instead of the node.
_NODES = ("Observation", "Membership", "Responsibility")


@dataclass(frozen=True)
class Line:
    """A statement on a card: the relation, the other end, and where it is said; nowhere if the editors judge so.

    :ivar forward: whether the entity of the card is the subject.
    :ivar other: IRI or text of the other end; `label` is what to show for it.
    """

    relation: str
    forward: bool
    other: str
    label: str
    passages: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """Everything that the graph says of one entity, in one language."""

    iri: str
    curie: str
    type: str
    zh: str
    en: str
    others: tuple[str, ...]
    description: str
    named_by_us: bool
    lines: tuple[Line, ...]
    roles: tuple[Line, ...]
    figures: tuple[Figure, ...]
    passages: dict[str, Passage]

    def as_json(self) -> dict[str, Any]:
        """Return the card as plain data, passages by CURIE-free IRI."""
        return asdict(self)


def describe(graph: Graph, name: str, lang: str = "zh") -> Card:
    """Return the card of the entity that a name means.

    Lines are grouped by relation: what the entity does first, then what is done to it; each in reading order.

    :raises NameNotFoundError: if nothing, or more than one thing, has the name.
    """
    iri = graph.resolve(name)
    found = evidence.statements(graph, iri)
    nodes = {
        str(row["n"])
        for row in graph.rows(
            f"SELECT ?n {{ VALUES ?t {{ {' '.join('jb:' + n for n in _NODES)} }} ?n a ?t ; ?p {NamedNode(iri)} }}"
        )
    }
    direct = [s for s in found if s.subject not in nodes and s.predicate != terms.RDF_TYPE]
    direct += judgements(graph, iri)
    ends = {s.object for s in direct if not s.is_literal} | {s.subject for s in direct}
    named = graph.labels(ends | {s.predicate for s in direct}, lang)
    lines = [line(statement, iri, named) for statement in direct]
    lines.sort(key=lambda entry: (not entry.forward, entry.relation, entry.label))
    roles = roles_of(graph, iri, lang)
    numbers = figures(graph, iri, lang)
    used = {g for entry in (*lines, *roles) for g in entry.passages} | {f.passage for f in numbers if f.passage}
    own = facts(graph, iri)
    named_type = graph.labels([own["type"][0]], lang)[own["type"][0]] if own["type"] else ""
    zh, en = graph.labels([iri], "zh")[iri], graph.labels([iri], "en")[iri]
    return Card(
        iri=iri,
        curie=graph.compress(iri),
        type=named_type,
        zh=zh,
        en=en,
        others=tuple(own["altLabel"]),
        description=described(graph, iri, lang),
        named_by_us=own["namedByUs"] == ["true"],
        lines=tuple(lines),
        roles=tuple(roles),
        figures=tuple(numbers),
        passages=evidence.passages(graph, sorted(used), lang) if used else {},
    )


def judgements(graph: Graph, iri: str) -> list[Statement]:
    """Return what the editors judge in the register: what varies from the entity, and what is distinct from it.

    Both relations hold both ways, so each is given once, from the entity.
    """
    node = str(NamedNode(iri))
    rows = graph.rows(
        f"""SELECT DISTINCT ?p ?o {{ VALUES ?p {{ jb:variesFrom jb:distinctFrom }}
            GRAPH graph:register {{ {{ {node} ?p ?o }} UNION {{ ?o ?p {node} }} }} }} ORDER BY ?p ?o"""
    )
    return [Statement(iri, str(row["p"]), str(row["o"]), False, (), ()) for row in rows]


def line(statement: Statement, iri: str, named: dict[str, str]) -> Line:
    """Return a statement as a line of the card of one of its ends."""
    forward = statement.subject == iri
    other = statement.object if forward else statement.subject
    literal = forward and statement.is_literal
    return Line(
        relation=named[statement.predicate],
        forward=forward,
        other=other,
        label=other if literal else named[other],
        passages=statement.passages,
        rules=statement.rules,
    )


def roles_of(graph: Graph, iri: str, lang: str) -> list[Line]:
    """Return the responsibilities that an entity holds, or that others hold for it."""
    node = str(NamedNode(iri))
    rows = graph.rows(
        f"""SELECT ?holder ?role ?object ?g {{ ?g a jb:Passage GRAPH ?g {{
            ?r jb:heldBy ?holder ; jb:role ?role ; jb:responsibleFor ?object }}
            FILTER(?holder = {node} || ?object = {node}) }} ORDER BY ?role ?holder ?object ?g"""
    )
    named = graph.labels({str(row[key]) for row in rows for key in ("holder", "role", "object")}, lang)
    found = []
    for row in rows:
        forward = row["holder"] == iri
        other = str(row["object"] if forward else row["holder"])
        found.append(Line(named[str(row["role"])], forward, other, named[other], (str(row["g"]),), ()))
    return found


def facts(graph: Graph, iri: str) -> dict[str, list[str]]:
    """Return the register's type, other names and mark of an entity."""
    rows = graph.rows(
        f"""SELECT ?p ?o {{ {NamedNode(iri)} ?p ?o
            FILTER(?p IN (rdf:type, skos:altLabel, jb:namedByUs)) }} ORDER BY ?p ?o"""
    )
    found: dict[str, list[str]] = {"type": [], "altLabel": [], "namedByUs": []}
    for row in rows:
        found[str(row["p"]).rsplit("#", 1)[-1]].append(str(row["o"]))
    return found


def described(graph: Graph, iri: str, lang: str) -> str:
    """Return our description of an entity in a language, else in the other, else nothing."""
    rows = graph.rows(
        f"""SELECT ?text (LANG(?text) AS ?lang) {{ {NamedNode(iri)} ?p ?text
            FILTER(?p IN (<{terms.DESCRIPTION}>, skos:definition)) }} ORDER BY ?lang"""
    )
    said = {str(row["lang"]): str(row["text"]) for row in rows}
    return said.get(lang) or next(iter(said.values()), "")
