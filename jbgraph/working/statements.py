"""Cells as triples and back: the same cells are always the same triples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from jbgraph import terms
from jbgraph.working.cells import DIRECT, EXTENSION, FIGURES, FORMER, REPORTED, ROLES, Key, State, Value

WORKING = terms.BASE + "working/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_ROLE = terms.VOCABULARY + "role/"
_KIND = terms.VOCABULARY + "kind/"
_EQUAL = terms.VOCABULARY + "comparator/equal"
TYPE = NamedNode(terms.RDF_TYPE)
Object = NamedNode | Literal


def minted(*parts: str) -> str:
    """Return the IRI of what staff enter about these things: the same parts, the same IRI.

    >>> minted("milestone", "a", "b") == minted("milestone", "a", "b") != minted("milestone", "ab")
    True
    """
    return WORKING + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def jb(name: str) -> NamedNode:
    """Return a term of the ontology, by local name or CURIE."""
    return NamedNode(terms.JB + name.removeprefix("jb:"))


def full(name: str) -> NamedNode:
    """Return the property that a table of fields names."""
    return jb(name) if name.startswith("jb:") else NamedNode(name)


def term(kind: str, value: str) -> Object:
    """Return the RDF term of a value of a kind."""
    if kind == "iri":
        return NamedNode(value)
    if kind in ("zh", "en"):
        return Literal(value, language=kind)
    if kind == "text":
        return Literal(value)
    return Literal(value, datatype=NamedNode(_XSD + kind))


_PROPERTIES = {name: full(name).value for name, _ in DIRECT.values()}


def triples(state: State) -> set[Triple]:
    """Return the statements of cells."""
    found: set[Triple] = set()
    for key, value in state.items():
        found.update(of_cell(key, value))
    return found


def of_cell(key: Key, value: Value) -> Iterable[Triple]:
    """Yield the statements of one cell.

    :raises ValueError: if there is no such field.
    """
    thing = NamedNode(key.thing)
    if key.field in DIRECT:
        name, kind = DIRECT[key.field]
        for one in value:
            yield Triple(thing, full(name), term(kind, one))
    elif key.field in ROLES:
        for holder in value:
            node = NamedNode(minted("responsibility", key.thing, key.field, holder))
            yield Triple(node, TYPE, jb("Responsibility"))
            yield Triple(node, jb("heldBy"), NamedNode(holder))
            yield Triple(node, jb("role"), NamedNode(_ROLE + key.field))
            yield Triple(node, jb("responsibleFor"), thing)
    elif key.field in REPORTED:
        node = NamedNode(minted("progress", key.thing, key.at))
        yield Triple(node, TYPE, jb("Progress"))
        yield Triple(node, jb("reportsOn"), thing)
        yield Triple(node, jb("asOf"), term("date", key.at))
        name, kind = REPORTED[key.field]
        yield Triple(node, full(name), term(kind, value[0]))
    elif key.field in (EXTENSION, FORMER):
        node = NamedNode(minted("extension", key.thing, key.at))
        yield Triple(node, TYPE, jb("Extension"))
        yield Triple(node, jb("extends"), thing)
        yield Triple(node, jb("dueDate"), term("date", key.at))
        if key.field == EXTENSION:
            yield Triple(node, jb("note"), Literal(value[0]))
        else:
            yield Triple(node, jb("formerDueDate"), term("date", value[0]))
    elif key.field in FIGURES:
        period, about = key.at.split(" ")
        node = NamedNode(minted("figure", key.thing, key.field, key.at))
        yield Triple(node, TYPE, jb("Observation"))
        yield Triple(node, jb("ofMetric"), thing)
        yield Triple(node, jb("about"), NamedNode(about))
        yield Triple(node, jb("kind"), NamedNode(_KIND + key.field))
        yield Triple(node, jb("comparator"), NamedNode(_EQUAL))
        yield Triple(node, jb("period"), NamedNode(period))
        yield Triple(node, jb("value"), term("decimal", value[0]))
        yield Triple(node, jb("quote"), Literal(value[0]))
        if len(value) > 1:
            yield Triple(node, jb("unit"), NamedNode(value[1]))
    else:
        raise ValueError(key.field)


class Plain(NamedTuple):
    """A statement as cells need it: IRIs and values as text.

    :ivar language: of a literal; empty where it has none, and for an IRI.
    """

    subject: str
    predicate: str
    value: str
    language: str


def plain(found: Iterable[Triple]) -> Iterator[Plain]:
    """Yield statements as cells need them; those with blank nodes and with statements in them are passed over."""
    for triple in found:
        value = triple.object
        if isinstance(triple.subject, NamedNode) and isinstance(value, NamedNode | Literal):
            language = value.language or "" if isinstance(value, Literal) else ""
            yield Plain(triple.subject.value, triple.predicate.value, value.value, language)


def cells(found: Iterable[Plain]) -> State:
    """Return the cells that statements of the working layer came from: what `triples` made of them.

    Statements of other forms are passed over.

    :param found: those of a subject one after the other.
    """
    state: State = {}
    same: dict[str, str] = {}  # what many cells say is held once
    for subject, some in groupby(found, key=lambda each: each.subject):
        values: dict[str, list[Plain]] = {}
        for each in some:
            values.setdefault(each.predicate, []).append(each)
        one = {name.removeprefix(terms.JB): held[0].value for name, held in values.items()}
        for key, said in of_subject(subject, one, values):
            own = Key(same.setdefault(key.thing, key.thing), key.field, same.setdefault(key.at, key.at))
            state[own] = tuple(same.setdefault(text, text) for text in joined(state.get(own, ()), said, own.field))
    return state


def joined(before: Value, said: Iterable[str], field: str) -> Value:
    """Return the values of a cell with more of them; a figure and its unit stay in this order."""
    return tuple(said) if field in FIGURES else tuple(sorted({*before, *said}))


def of_subject(subject: str, one: Mapping[str, str], values: Mapping[str, list[Plain]]) -> Iterator[tuple[Key, Value]]:
    """Yield cells of what is said of a subject.

    :param one: local name of a property of ours, or IRI of another → a value of it.
    :param values: IRI of a property → all of it.
    """
    kind = one.get(terms.RDF_TYPE, "").removeprefix(terms.JB)
    if kind == "Observation":
        key = Key(one["ofMetric"], one["kind"].removeprefix(_KIND), f"{one['period']} {one['about']}")
        yield key, (one["quote"], *([one["unit"]] if "unit" in one else ()))
    elif kind in ("Progress", "Extension"):
        yield from dated(one)
    else:
        if kind == "Responsibility":
            yield Key(one["responsibleFor"], one["role"].removeprefix(_ROLE)), (one["heldBy"],)
        for field, held in direct(values, responsibility=kind == "Responsibility"):
            yield Key(subject, field), held


def dated(one: Mapping[str, str]) -> Iterator[tuple[Key, Value]]:
    """Yield the cells of a progress report or extension, given its values by local name of their property."""
    if "reportsOn" in one:
        named = {field: name.removeprefix("jb:") for field, (name, _) in REPORTED.items()}
        thing, at = one["reportsOn"], one["asOf"]
    else:
        named = {EXTENSION: "note", FORMER: "formerDueDate"}
        thing, at = one["extends"], one["dueDate"]
    return ((Key(thing, field, at), (one[name],)) for field, name in named.items() if name in one)


def direct(values: Mapping[str, list[Plain]], *, responsibility: bool) -> Iterator[tuple[str, Value]]:
    """Yield field and values of what stands on a thing itself; of a responsibility since and until when."""
    for field in ("since", "until") if responsibility else DIRECT:
        name, form = DIRECT[field]
        said = values.get(_PROPERTIES[name], ())
        held = tuple(other.value for other in said if form not in ("zh", "en") or other.language == form)
        if held:
            yield field, held
