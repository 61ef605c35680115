"""CONSTRUCT and DESCRIBE as SELECT, for a server that cuts their answers and says nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QueryTriples, Store, Triple

from jbgraph.engines import tokens as token
from jbgraph.engines.tokens import Token, after, partner, split, variables

Binding = dict[str, dict[str, str]]
"""A solution as SPARQL 1.1 Query Results JSON has it."""
Rows = Callable[[list[Token]], list[Binding]]
"""SELECT query without its prologue → all its solutions."""
TOGETHER = 200
"""Things that one query asks for, and solutions that one template is filled with."""
BLANK = "urn:jbgraph:blank:"


def constructed(prologue: str, tokens: list[Token], rows: Rows) -> list[Triple]:
    """Return the triples of a CONSTRUCT query (SPARQL 1.1 Query, section 16.2): its template filled with solutions."""
    at = after(tokens, 0)
    if tokens[at].text == "{":
        end = partner(tokens, at)
        template, rest = tokens[at + 1 : end], tokens[end + 1 :]
    else:  # the pattern is the template
        start = next(place for place in range(at, len(tokens)) if tokens[place].text == "{")
        template, rest = tokens[start + 1 : partner(tokens, start)], tokens[at:]
    names = [name for name in variables(template) if name in variables(rest)]
    found = rows([*split(f"SELECT {' '.join(f'?{name}' for name in names) or '(1 AS ?one)'} "), *rest])
    return list(dict.fromkeys(_filled(prologue, token.join(template), names, found)))


def _filled(prologue: str, template: str, names: Sequence[str], rows: Sequence[Binding]) -> Iterator[Triple]:
    for start in range(0, len(rows), TOGETHER):
        lines = " ".join(
            f"({at} {' '.join(written(row.get(name)) for name in names)})"
            for at, row in enumerate(rows[start : start + TOGETHER])
        )
        heads = " ".join(f"?{name}" for name in names)
        query = f"{prologue} CONSTRUCT {{ {template} }} WHERE {{ VALUES (?_row {heads}) {{ {lines} }} }}"
        for triple in cast(QueryTriples, Store().query(query)):
            yield Triple(_own(triple.subject), triple.predicate, _own(triple.object))


def written(value: dict[str, str] | None) -> str:
    """Return a term as the text of a query; a blank node, which cannot stand there, as an IRI."""
    if value is None:
        return "UNDEF"
    if value["type"] == "bnode":
        return f"<{BLANK}{value['value']}>"
    return str(_term(value))


def _term(value: dict[str, str]) -> Any:
    if value["type"] == "uri":
        return NamedNode(value["value"])
    if value["type"] == "bnode":
        return BlankNode(value["value"])
    if "xml:lang" in value:
        return Literal(value["value"], language=value["xml:lang"])
    return Literal(value["value"], datatype=NamedNode(value["datatype"]) if "datatype" in value else None)


def _own(term: Any) -> Any:
    blank = isinstance(term, NamedNode) and term.value.startswith(BLANK)
    return BlankNode(term.value.removeprefix(BLANK)) if blank else term


def described(tokens: list[Token], rows: Rows, constant: Callable[[str], str]) -> list[Triple]:
    """Return the triples of a DESCRIBE query: what has the things as subject, and so on from blank nodes.

    :param constant: blank node as it is called in answers → what names it in a query.
    """
    at = after(tokens, 0)
    named: list[Token] = []
    while at < len(tokens) and (token.is_term(tokens[at]) or tokens[at].text == "*"):
        named.append(tokens[at])
        at = after(tokens, at)
    rest = tokens[at:]
    names = [one.text for one in named if one.kind == "variable"]
    things = [one.text for one in named if one.kind in ("iri", "name")]
    if any(one.text == "*" for one in named):
        names = [f"?{name}" for name in variables(rest)]
    if names:
        for row in rows([*split(f"SELECT DISTINCT {' '.join(names)} "), *rest]):
            things += [called(value, constant) for value in row.values() if value["type"] in ("uri", "bnode")]
    return list(dict.fromkeys(_outgoing(things, rows, constant)))


def called(value: dict[str, str], constant: Callable[[str], str]) -> str:
    """Return a term of an answer as the text of a query."""
    return constant(value["value"]) if value["type"] == "bnode" else str(_term(value))


def among(variable: str, terms: Sequence[str]) -> str:
    """Return the part of a query that says what a variable may be; of VALUES with one blank node nothing comes."""
    if len(terms) != 1:
        return f"VALUES {variable} {{ {' '.join(terms)} }}"
    return f"{{ SELECT DISTINCT {variable} {{ VALUES {variable} {{ {terms[0]} {terms[0]} }} }} }}"


def _outgoing(things: Iterable[str], rows: Rows, constant: Callable[[str], str]) -> Iterator[Triple]:
    seen: set[str] = set()
    while todo := [each for each in dict.fromkeys(things) if each not in seen]:
        seen.update(todo)
        things = []
        for start in range(0, len(todo), TOGETHER):
            for row in rows(split(f"SELECT ?s ?p ?o {{ {among('?s', todo[start : start + TOGETHER])} ?s ?p ?o }}")):
                yield Triple(_term(row["s"]), _term(row["p"]), _term(row["o"]))
                if row["o"]["type"] == "bnode":
                    things.append(constant(row["o"]["value"]))
