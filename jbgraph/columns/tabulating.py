"""Analytic tables: from the snapshot where one lies beside the store, else by SPARQL, with the same rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, cast

from jbgraph import figures, terms
from jbgraph.columns import asking, snapshot
from jbgraph.columns.asking import Values
from jbgraph.columns.reading import Snapshot
from jbgraph.columns.specs import FIGURE, Column, Spec, spec
from jbgraph.errors import JbgraphError, both
from jbgraph.graph import Graph
from jbgraph.tables import Cell, Table, written

MARKS = {"zh": ("是", "否"), "en": ("yes", "no")}


@dataclass(frozen=True)
class Tabulated:
    """An analytic table.

    :ivar rows: a value for each of `spec.cells`: things as IRIs, concepts by the last part of theirs.
    :ivar names: IRI → name in `lang`, of the things and of the concepts.
    """

    graph: Graph
    spec: Spec
    rows: list[Values]
    names: Mapping[str, str]
    lang: str

    def plain(self) -> Table:
        """Return it for programs: every column, things as IRIs with a column of names, concepts as codes.

        Several things in one cell have blanks between their IRIs, and marks between their names.
        """
        made: dict[str, Sequence[Cell]] = {}
        kinds = {}
        cells = dict(zip(self.spec.cells, zip(*self.rows, strict=True), strict=True)) if self.rows else {}
        for column in self.spec.columns:
            name = column.name
            values: Sequence[Any] = cells.get(name, ())
            if column.kind == "figure":
                made.update({name + end: cells.get(name + end, ()) for end in FIGURE})
                for number in (name, f"{name}_upper"):
                    made[number] = [tidy(value) for value in made[number]]
            elif column.kind == "things":
                made[name] = [" ".join(some) or None for some in values]
            elif column.kind == "mark":
                made[name] = ["true" if value else "false" for value in values]
            else:
                made[name] = values
            if column.kind in ("thing", "iri", "source"):
                kinds[name] = "iri"
            if column.kind == "thing":
                made[f"{name}_name"] = [self.names.get(value) for value in values]
            if column.kind == "things":
                made[f"{name}_name"] = [self.named(some) if some else None for some in values]
        return Table(list(made), list(zip(*made.values(), strict=True)), kinds)

    def shown(self) -> Table:
        """Return it as a person reads it: names, figures with their unit, and where they stand."""
        columns = [column for column in self.spec.columns if column.people]
        places = {cell: number for number, cell in enumerate(self.spec.cells)}
        rows = [[self.cell(column, row, places) for column in columns] for row in self.rows]
        return Table([both(column.said)[self.lang == "zh"] for column in columns], rows)

    def cell(self, column: Column, row: Values, places: Mapping[str, int]) -> Cell:
        """Return a cell as a person reads it."""
        if column.kind == "figure":
            return self.figure(*(row[places[column.name + end]] for end in FIGURE))
        value = row[places[column.name]]
        ways: dict[str, Callable[[object], Cell]] = {
            "thing": self.named,
            "things": self.named,
            "word": lambda one: self.term(column.scheme, str(one)),
            "mark": lambda one: MARKS[self.lang][not one],
            "source": lambda one: self.graph.compress(str(one)),
        }
        return None if value is None else ways.get(column.kind, tidy)(value)

    def named(self, value: object) -> str | None:
        """Return the name of a thing, or the names of several."""
        if isinstance(value, list):
            return ("、" if self.lang == "zh" else "; ").join(self.names[one] for one in value) or None
        return None if value is None else self.names[str(value)]

    def term(self, scheme: str, code: str) -> str:
        """Return the name of a concept, class or property."""
        iri = term(scheme, code)
        return self.names.get(iri) or self.graph.compress(iri)

    def figure(
        self, value: object, upper: object, words: object, comparator: object, unit: object, quote: object
    ) -> str:
        """Return a figure as one text, such as `≥ 95 %`."""
        said: dict[str, list[str]] = {}
        for name, one in (("value", value), ("upperValue", upper)):
            if one is not None:
                said[name] = [written(tidy(one))]
        for name, one in (("valueText", words), ("quote", quote)):
            if one:
                said[name] = [str(one)]
        for name, scheme, one in (("comparator", "comparator", comparator), ("unit", "unit", unit)):
            if one:
                said[name] = [term(scheme, str(one))]
        labels = [
            self.term(name, str(one)) if one else "" for name, one in (("unit", unit), ("comparator", comparator))
        ]
        return figures.shown(said, labels[0], labels[1], self.lang)


def tidy(value: object) -> Cell:
    """Return a value as a cell: whole numbers without a fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else cast("Cell", value)


def term(scheme: str, code: str) -> str:
    """Return the IRI of a concept, class or property.

    >>> term("role", "lead"), term("class", "Goal")
    ('https://w3id.org/jbgraph/vocabulary/role/lead', 'https://w3id.org/jbgraph/ontology#Goal')
    """
    return terms.JB + code if scheme in ("class", "property") else f"{terms.VOCABULARY}{scheme}/{code}"


def tabulate(
    graph: Graph, name: str, *, place: str | None = None, year: int | None = None, lang: str = "zh"
) -> Tabulated:
    """Return an analytic table: `attainment`, `industry` or `responsibility`.

    It is read from the snapshot that `jbgraph load --columns` wrote beside the store, if DuckDB is installed, and else
    asked for by SPARQL; the rows are the same. What is only suggested is left out.

    :param place: only what is in this place, or in a place inside it; by any of its names.
    :param year: only what is of this year: the last of the period of a target, or that of the document.
    :raises JbgraphError: if there is no such table or place.
    """
    wanted = spec(name)
    folder = snapshot.beside(graph.folder)
    source = Snapshot(folder) if folder and find_spec("duckdb") else None
    places = None
    if place is not None:
        iri = graph.resolve(place)
        if not graph.ask(f"ASK {{ <{iri}> a jb:Place }}"):
            raise JbgraphError(
                (f"{place} is not a place", f"{place}不是地点"),
                where="--place",
                hint=("`jbgraph search` finds names", "用 `jbgraph search` 查找名称"),
            )
        places = source.inside(iri) if source else asking.inside(graph, iri)
    if source:
        rows = source.rows(wanted, year, places)
        names, missing = source.names(wanted, lang)
    else:
        rows = asking.rows(graph, wanted, year, places)
        names, missing = {}, sorted(used(wanted, rows))
    return Tabulated(graph, wanted, rows, {**names, **graph.labels(missing, lang)}, lang)


def used(wanted: Spec, rows: list[Values]) -> set[str]:
    """Return the IRIs of the things and concepts in rows."""
    found: set[str] = set()
    cells = dict(zip(wanted.cells, zip(*rows, strict=True), strict=True)) if rows else {}
    for column in wanted.columns:
        if column.kind == "thing":
            found.update(cast("tuple[str]", cells.get(column.name, ())))
        elif column.kind == "things":
            for some in cells.get(column.name, ()):
                found.update(cast("list[str]", some))
        schemes = {column.name: column.scheme} if column.kind == "word" else {}
        if column.kind == "figure":
            schemes = {column.name + "_unit": "unit", column.name + "_comparator": "comparator"}
        for name, scheme in schemes.items():
            found.update(term(scheme, str(one)) for one in set(cells.get(name, ())) if one)
    return {iri for iri in found if iri}
