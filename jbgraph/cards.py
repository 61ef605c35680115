"""The card of a thing: what it is, everything that is said of it, and the passage behind each statement."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import NamedNode

from jbgraph import evidence, naming, rules, terms
from jbgraph.errors import NameNotFoundError
from jbgraph.evidence import Passage, Statement
from jbgraph.facts import Fact, facts, plainly
from jbgraph.figures import Figure, figures
from jbgraph.graph import Graph, ambiguous
from jbgraph.outlines import Part, outline

# Nodes that stand for a statement; a card shows what they say instead of the node.
_NODES = ("Observation", "Membership", "Responsibility", "Progress", "Extension")
# What the table of figures shows of a figure.
_OF_FIGURE = {
    terms.JB + name
    for name in (
        "ofMetric", "about", "kind", "comparator", "value", "upperValue", "valueText", "unit", "period", "strength",
        "reportedStatus", "quote",
    )
}  # fmt: skip

# What a node without a name says: the ends it relates.
_SAYS = {
    "Responsibility": "jb:heldBy ?a ; jb:role ?b ; jb:responsibleFor ?c",
    "Membership": "jb:member ?a ; jb:ofGroup ?c",
}


@dataclass(frozen=True)
class Line:
    """A statement on a card: the relation, the other end, and where it is said; nowhere if the editors judge so.

    :ivar forward: whether the thing of the card is the subject.
    :ivar other: IRI or text of the other end; `label` is what to show for it.
    """

    relation: str
    forward: bool
    other: str
    label: str
    passages: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """A thing that a passage speaks of, and what the passage states of it."""

    iri: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Card:
    """Everything that the graph says of one thing, in one language.

    :ivar facts: what the register or the ontology says of it.
    :ivar states: what it states, if it is a passage.
    :ivar outline: its sections, if it is a document or a section.
    :ivar passages: those behind the statements, and those that stand in it, by IRI in reading order.
    """

    iri: str
    curie: str
    type: str
    zh: str
    en: str
    others: tuple[str, ...]
    description: str
    named_by_us: bool
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    roles: tuple[Line, ...]
    figures: tuple[Figure, ...]
    states: tuple[Subject, ...]
    outline: tuple[Part, ...]
    passages: dict[str, Passage]

    def as_json(self) -> dict[str, Any]:
        """Return the card as plain data, passages by CURIE-free IRI."""
        return asdict(self)


def describe(graph: Graph, name: str, lang: str = "zh") -> Card:
    """Return the card of what a name means: an entity, or anything else that the graph has a name for.

    Lines are grouped by relation: what the thing does first, then what is done to it; each in reading order.

    :param name: of an entity, document, passage, section or figure; or of a class, relation or concept of ours.
    :raises NameNotFoundError: if nothing, or more than one thing, has the name.
    """
    iri = resolved(graph, name)
    kind, others, ours, description = about(graph, iri, lang)
    lines = lines_of(graph, iri, kind, lang)
    roles = roles_of(graph, iri, lang)
    numbers = figures(graph, iri, lang)
    behind = {g for entry in (*lines, *roles) for g in entry.passages} | {f.passage for f in numbers if f.passage}
    behind |= {iri} if kind == terms.PASSAGE else set()
    behind |= set(evidence.inside(graph, iri, lang)) if kind == terms.JB + "Section" else set()
    return Card(
        iri=iri,
        curie=graph.compress(iri),
        type=graph.labels([kind], lang)[kind] if kind else "",
        zh=title(graph, iri, kind, "zh"),
        en=title(graph, iri, kind, "en"),
        others=tuple(others),
        description=description,
        named_by_us=ours,
        facts=tuple(facts(graph, iri, lang)),
        lines=tuple(lines),
        roles=tuple(roles),
        figures=tuple(numbers),
        states=tuple(stated(graph, iri, lang)) if kind == terms.PASSAGE else (),
        outline=tuple(outline(graph, iri, lang)) if kind in (terms.JB + "SourceDocument", terms.JB + "Section") else (),
        passages=evidence.passages(graph, sorted(behind), lang) if behind else {},
    )


def resolved(graph: Graph, name: str) -> str:
    """Return the IRI of what a name means: an entity, else a class, relation or concept.

    :raises NameNotFoundError: if nothing, or more than one thing, has the name.
    """
    try:
        return graph.resolve(name)
    except NameNotFoundError:
        found = naming.named(graph, name, "class", "relation", "concept")
        if len(found) == 1:
            return found[0].iri
        if found:
            raise ambiguous(name, len(found), [term.shown(graph) for term in found]) from None
        raise


def title(graph: Graph, iri: str, kind: str, lang: str) -> str:
    """Return what to call a thing: its label; what a nameless node says; else its CURIE."""
    node, name = NamedNode(iri), kind.removeprefix(terms.JB)
    if name == "Observation":
        (figure,) = (figure for figure in figures(graph, iri, lang) if figure.iri == iri)
        parts = [figure.metric, figure.about, figure.kind, figure.value, figure.period]
    elif name in _SAYS:
        rows = graph.rows(f"SELECT ?a ?b ?c {{ {node} {_SAYS[name]} }} LIMIT 1")
        ends = [end for row in rows for end in row.values() if end]
        named = graph.labels(ends, lang)
        parts = [named[end] for end in ends]
    else:
        return graph.labels([iri], lang)[iri]
    return " · ".join(part for part in parts if part) or graph.compress(iri)


def lines_of(graph: Graph, iri: str, kind: str, lang: str) -> list[Line]:
    """Return what is stated of a thing, but for what its figures and roles show."""
    nodes = {
        str(row["n"])
        for row in graph.rows(
            f"SELECT ?n {{ VALUES ?t {{ {' '.join('jb:' + n for n in _NODES)} }} ?n a ?t ; ?p {NamedNode(iri)} }}"
        )
    }
    direct = [s for s in evidence.statements(graph, iri) if s.subject not in nodes and s.predicate != terms.RDF_TYPE]
    if kind == terms.JB + "Observation":
        direct = [s for s in direct if s.predicate not in _OF_FIGURE]
    direct += judgements(graph, iri)
    ends = {s.object for s in direct if not s.is_literal} | {s.subject for s in direct}
    named = graph.labels(ends | {s.predicate for s in direct}, lang)
    lines = [line(statement, iri, named, lang) for statement in direct]
    return sorted(lines, key=lambda entry: (not entry.forward, entry.relation, entry.label))


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


def line(statement: Statement, iri: str, named: dict[str, str], lang: str) -> Line:
    """Return a statement as a line of the card of one of its ends."""
    forward = statement.subject == iri
    other = statement.object if forward else statement.subject
    literal = forward and statement.is_literal
    return Line(
        relation=named[statement.predicate],
        forward=forward,
        other=other,
        label=plainly(other, lang) if literal else named[other],
        passages=statement.passages,
        rules=statement.rules,
    )


def roles_of(graph: Graph, iri: str, lang: str) -> list[Line]:
    """Return the responsibilities that an entity holds, or that others hold for it."""
    node = str(NamedNode(iri))
    rows = graph.rows(
        f"""SELECT ?holder ?role ?object ?g ?layer {{ ?g jb:layer ?layer GRAPH ?g {{
            ?r jb:heldBy ?holder ; jb:role ?role ; jb:responsibleFor ?object }}
            FILTER(?holder = {node} || ?object = {node}) }} ORDER BY ?role ?holder ?object ?g"""
    )
    named = graph.labels({str(row[key]) for row in rows for key in ("holder", "role", "object")}, lang)
    found = []
    for row in rows:
        forward = row["holder"] == iri
        other = str(row["object"] if forward else row["holder"])
        place = (str(row["g"]),)
        stands = (place, ()) if str(row["layer"]).endswith("/stated") else ((), (place[0].removeprefix(terms.GRAPH),))
        found.append(Line(named[str(row["role"])], forward, other, named[other], *stands))
    return found


def stated(graph: Graph, iri: str, lang: str) -> list[Subject]:
    """Return what a passage states but for its figures, by the thing it is stated of; roles and memberships too."""
    said: dict[str, dict[str, list[str]]] = {}
    literals = set()
    for row in graph.rows(f"SELECT ?s ?p ?o (isLiteral(?o) AS ?literal) {{ GRAPH {NamedNode(iri)} {{ ?s ?p ?o }} }}"):
        said.setdefault(str(row["s"]), {}).setdefault(str(row["p"]), []).append(str(row["o"]))
        if row["literal"] == "true":
            literals.add(str(row["o"]))
    found: dict[tuple[str, str, str], str] = {}
    for subject, values in said.items():
        kinds = {kind.removeprefix(terms.JB) for kind in values.pop(terms.RDF_TYPE, [])}
        one = {name.removeprefix(terms.JB): objects[0] for name, objects in values.items()}
        if "Membership" in kinds:
            place = f" ({one['position']})" if "position" in one else ""
            found[one["member"], terms.JB + "memberOf", one["ofGroup"]] = place
        elif "Responsibility" in kinds:
            found[one["heldBy"], one["role"], one["responsibleFor"]] = ""
        elif "Observation" not in kinds:
            for name, objects in values.items():
                for value in objects:
                    found.setdefault((subject, name, value), "")
    named = graph.labels({term for triple in found for term in triple if term not in literals}, lang)
    subjects: dict[str, list[Line]] = {}
    for (subject, name, value), place in found.items():
        label = plainly(value, lang) if value in literals else named[value]
        subjects.setdefault(subject, []).append(Line(named[name], True, value, label + place, (), ()))
    return [
        Subject(subject, named[subject], tuple(sorted(lines, key=lambda entry: (entry.relation, entry.label))))
        for subject, lines in sorted(subjects.items(), key=lambda item: (named[item[0]], item[0]))
    ]


def about(graph: Graph, iri: str, lang: str) -> tuple[str, list[str], bool, str]:
    """Return the class of a thing, one of ours before all others, its other names, whether we named it, what it is.

    The description is in the other language where there is none in the one asked for.
    """
    rows = graph.rows(
        f"""SELECT ?p ?o (LANG(?o) AS ?lang) {{ {NamedNode(iri)} ?p ?o FILTER(?p IN (rdf:type, skos:altLabel,
            jb:namedByUs, dcterms:description, skos:definition)) }} ORDER BY (!STRSTARTS(STR(?o), "{terms.JB}")) ?o"""
    )
    said: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for row in rows:
        name, value = terms.split(str(row["p"]))[1], str(row["o"])
        said.setdefault(name, []).append(value)
        if name in ("description", "definition"):
            texts[str(row["lang"])] = value
    if iri.startswith(terms.GRAPH):
        texts |= next((rule.summary for rule in rules.rules() if rule.graph.value == iri), {})
    kind = said.get("type", [""])[0]
    return kind, said.get("altLabel", []), "namedByUs" in said, texts.get(lang) or next(iter(texts.values()), "")
