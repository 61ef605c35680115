"""From the engine's result to a table, a truth value or RDF, and to bytes in a format."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from jbgraph import tables
from jbgraph.engines import Result
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.tables import Cell, Table
from jbgraph.terms import RDF_TYPE

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_RESULTS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_UNWRITTEN = {
    RDF_TYPE,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
    *(_XSD + name for name in ("string", "boolean", "integer", "decimal", "double")),
}
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")}


def to_table(result: QuerySolutions) -> Table:
    """Return the solutions of a SELECT query as table: numbers as numbers, IRIs and other literals as text."""
    columns = [variable.value for variable in result.variables]
    kinds: dict[str, str] = {}
    rows: list[list[Cell]] = []
    for solution in result:
        row: list[Cell] = []
        for name in columns:
            term = solution[name]
            cell: Cell = None
            if isinstance(term, NamedNode):
                kinds[name], cell = "iri", term.value
            elif isinstance(term, Literal):
                cell = number(term.value) if term.datatype.value in _NUMBERS else term.value
            elif isinstance(term, BlankNode):
                cell = f"_:{term.value}"
            row.append(cell)
        rows.append(row)
    return Table(columns, rows, kinds)


def number(lexical: str) -> Cell:
    """Return a number from its lexical form, whole numbers as int; the form itself if it is none, or infinite.

    >>> number("1325.0"), number("3.9"), number("12345678901234567891"), number("INF")
    (1325, 3.9, 12345678901234567891, 'INF')
    """
    if re.fullmatch(r"[+-]?[0-9]+(\.0*)?", lexical):
        return int(lexical.partition(".")[0])
    if re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", lexical):
        value = float(lexical)
        return value if math.isfinite(value) else lexical
    return lexical


def write(
    graph: Graph,
    result: Result,
    form: str | None,
    *,
    short: bool = True,
    heads: Mapping[str, str] | None = None,
) -> bytes:
    """Return a result in a format; without one, a table, or Turtle for a CONSTRUCT query.

    JSON and XML (SPARQL 1.1 Query Results, both) keep datatypes and languages, and the truth value of ASK.

    :param short: in `table` and `markdown`, IRIs are shown as CURIEs.
    :param heads: variable → head of its column in the formats that people read; the others keep the variables.
    :raises JbgraphError: if the format does not fit what the query returns.
    """
    if isinstance(result, QueryTriples | list):
        chosen = RDF_FORMATS.get(form or "turtle")
        if chosen is None:
            raise JbgraphError(
                (f"{form} cannot hold triples", f"{form}不能装三元组"), where="--format", hint=", ".join(RDF_FORMATS)
            )
        triples = sorted(set(result), key=str)
        data = serialize(triples, format=chosen, prefixes=prefixes_of(graph, triples)) or b""
        return with_sorted_head(data)
    if form in RDF_FORMATS:
        raise JbgraphError(
            (f"{form} holds triples, and the query returns a table", f"{form}只装三元组，而查询返回表格"),
            where="--format",
            hint=("use CONSTRUCT", "改用CONSTRUCT"),
        )
    if form in _RESULTS:
        said = (result.serialize(format=_RESULTS[form]) or b"").decode("utf-8")
        return f"{tables.legal(said)}\n".encode()
    if isinstance(result, QueryBoolean):
        table = Table(["answer"], [["true" if result else "false"]])
    else:
        table = to_table(result)
    form = form or "table"
    if short and form in ("table", "markdown"):
        table = shorten(graph, table)
    if heads and form in tables.FOR_PEOPLE:
        table = Table([heads.get(name, name) for name in table.columns], table.rows)
    return tables.write(table, form)


def prefixes_of(graph: Graph, triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes that triples make use of; Turtle writes rdf:type and plain values without one."""
    used = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            iri = term.datatype.value if isinstance(term, Literal) else getattr(term, "value", "")
            if iri not in _UNWRITTEN:
                used.add(graph.compress(iri).partition(":")[0])
    return {prefix: graph.prefixes[prefix] for prefix in used & graph.prefixes.keys()}


def with_sorted_head(turtle: bytes) -> bytes:
    """Return Turtle or TriG with the prefixes at its top sorted, and anything else as it is."""
    lines = turtle.splitlines(keepends=True)
    head = list(itertools.takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"".join([*sorted(head), *lines[len(head) :]])


def shorten(graph: Graph, table: Table) -> Table:
    """Return a table with its IRIs as CURIEs."""
    rows = [
        [
            graph.compress(cell) if table.kinds.get(name) == "iri" and isinstance(cell, str) else cell
            for name, cell in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    return Table(table.columns, rows)
