"""The rows of an analytic table by SPARQL: from a store in memory or on disk, or from an endpoint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

from jbgraph import terms
from jbgraph.analyses.shared.promises import DUTIES
from jbgraph.columns.specs import FIGURE, Spec
from jbgraph.graph import Graph

Value = str | int | float | bool | list[str] | None
Values = tuple[Value, ...]
Row = dict[str, str | None]


def rows(graph: Graph, spec: Spec, year: int | None, places: Iterable[str] | None) -> list[Values]:
    """Return the rows of a table, a value for each of its cells, in its order.

    Things are IRIs, concepts the last part of theirs.

    :param year: only those of this year.
    :param places: only those of one of these places.
    """
    located = places_of(graph) if any(column.kind == "things" for column in spec.columns) else {}
    read = readers(spec, located)
    made = [tuple(reader(row) for reader in read) for row in graph.rows(query(spec, year, places))]
    keys = [spec.cells.index(name) for name in spec.order]
    return sorted(made, key=lambda row: ["" if row[key] is None else str(row[key]) for key in keys])


def readers(spec: Spec, located: dict[str, list[str]]) -> list[Callable[[Row], Value]]:
    """Return for each cell of a row what reads it from a solution."""
    made: list[Callable[[Row], Value]] = []
    for column in spec.columns:
        name = column.name
        if column.kind == "figure":
            value, upper, words, comparator, unit, quote = (name + end for end in FIGURE)
            made += [real(value), real(upper), text(words), code(comparator), code(unit), text(quote)]
        elif column.kind == "things":  # where the thing is that the row is about
            made.append(lambda row: located.get(row.get("about") or row.get("thing") or "", []))
        elif name == "answers":
            made.append(lambda row: local(row["role"]) in DUTIES)
        elif column.kind == "mark":
            made.append(lambda row, name=name: row[name] in ("true", "1"))  # type: ignore[misc]
        elif name == "year":
            made.append(year_of)
        else:
            made.append({"word": code, "number": whole}.get(column.kind, text)(name))
    return made


def text(name: str) -> Callable[[Row], Value]:
    """Return what reads a cell as it is."""
    return lambda row: row[name]


def code(name: str) -> Callable[[Row], Value]:
    """Return what reads a concept as the last part of its IRI."""
    return lambda row: local(row[name])


def real(name: str) -> Callable[[Row], Value]:
    """Return what reads a number."""
    return lambda row: None if row[name] is None else float(str(row[name]))


def whole(name: str) -> Callable[[Row], Value]:
    """Return what reads a count."""
    return lambda row: int(str(row[name]))


def year_of(row: Row) -> Value:
    """Return the year of a row: its own, that of the last day of its period, or that of its document."""
    day = row.get("year") or row.get("end_date") or row.get("issued")
    return int(day[:4]) if day else None


def local(iri: str | None) -> str | None:
    """Return the last part of the IRI of a concept, class or property."""
    return terms.split(iri)[1] if iri else None


def query(spec: Spec, year: int | None, places: Iterable[str] | None) -> str:
    """Return the query of a table without its header, with what is asked for put in as RDF terms."""
    asked = re.sub(r"^# .*\n", "", spec.sparql, flags=re.MULTILINE)
    given = {"year": None if year is None else f"{year:04}", "place": None}
    if places is not None:
        given["place"] = ", ".join(str(NamedNode(place)) for place in sorted(places))
    for name, value in given.items():
        if value is not None:
            asked = asked.replace(f"#{name} ", "").replace(f"${name}", value)
    return re.sub(r"^ *#.*\n", "", asked, flags=re.MULTILINE)


def places_of(graph: Graph) -> dict[str, list[str]]:
    """Return thing → where it is: a place is in itself, another thing where it is located, sorted."""
    found: dict[str, set[str]] = {}
    for thing, place in graph.tuples("SELECT DISTINCT ?s ?x { ?s jb:locatedIn ?x }"):
        found.setdefault(thing, set()).add(place)
    for (place,) in graph.tuples("SELECT DISTINCT ?s { ?s a jb:Place }"):
        found[place] = {place}
    return {thing: sorted(places) for thing, places in found.items()}


def inside(graph: Graph, place: str) -> list[str]:
    """Return a place with all places that are part of it or located in it, through any number of steps, sorted."""
    rows = graph.tuples(f"SELECT DISTINCT ?p {{ ?p (jb:locatedIn|jb:partOf)* {NamedNode(place)} . ?p a jb:Place }}")
    return sorted({place, *(one for (one,) in rows)})
