"""The rows of an analytic table by SQL, from the snapshot beside a store."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jbgraph.analyses.shared.promises import DUTIES
from jbgraph.columns import snapshot
from jbgraph.columns.asking import Values
from jbgraph.columns.specs import Spec

if TYPE_CHECKING:
    import duckdb

LOCATED = """CREATE MACRO located(one) AS (
  SELECT coalesce(list_sort(list(DISTINCT place)), []) FROM (
    SELECT entity AS thing, entity AS place FROM entities WHERE type = 'Place'
    UNION ALL
    SELECT subject, object FROM relations WHERE property = 'locatedIn'
    AND subject NOT IN (SELECT entity FROM entities WHERE type = 'Place')
  ) WHERE thing = one)"""
"""What says where a thing is, as `asking.places_of` does."""


class Snapshot:
    """A snapshot that is open for reading.

    :param folder: the folder with the Parquet files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def database(self) -> duckdb.DuckDBPyConnection:
        """A database in memory that has the files as views.

        :raises JbgraphError: if DuckDB is not installed.
        """
        database = snapshot.connect()
        for name in snapshot.tables():
            file = str(self.folder / f"{name}.parquet").replace("'", "''")
            database.execute(f"CREATE VIEW {name} AS FROM read_parquet('{file}')")
        database.execute(f"CREATE MACRO answers(role) AS role IN {DUTIES}")
        database.execute(LOCATED)
        return database

    def rows(self, spec: Spec, year: int | None, places: Iterable[str] | None) -> list[Values]:
        """Return the same as `asking.rows`."""
        conditions, given = ["true"], dict[str, object]()
        if year is not None:
            conditions.append("year = $year")
            given["year"] = year
        if places is not None:
            several = any(column.kind == "things" for column in spec.columns)
            conditions.append("list_has_any(place, $places)" if several else "list_contains($places, place)")
            given["places"] = list(places)
        cells = ", ".join(f'"{cell}"' for cell in spec.cells)
        order = ", ".join(f'"{name}" NULLS FIRST' for name in spec.order)
        self.database.execute(
            f"CREATE OR REPLACE TEMP TABLE found AS SELECT {cells} FROM ({spec.sql}) "
            f"WHERE {' AND '.join(conditions)} ORDER BY {order}",
            given,
        )
        found: list[Values] = self.database.execute("FROM found").fetchall()
        return found

    def names(self, spec: Spec, lang: str) -> tuple[dict[str, str], list[str]]:
        """Return IRI → name for the things in the rows that were returned last, and for every term.

        And the IRIs of the things that have no name in these tables, sorted.
        """
        own, other = ("name_zh", "name_en") if lang == "zh" else ("name_en", "name_zh")
        name = f"coalesce({own}, {other}) AS name"
        used = [f'SELECT "{column.name}" AS iri FROM found' for column in spec.columns if column.kind == "thing"]
        used += [f'SELECT unnest("{column.name}") FROM found' for column in spec.columns if column.kind == "things"]
        found = self.database.execute(
            f"""WITH used AS ({" UNION ".join(used)}), named AS (
                SELECT entity AS iri, {name} FROM entities UNION ALL SELECT document, {name} FROM documents
                UNION ALL SELECT period, {name} FROM periods)
                SELECT iri, name FROM used LEFT JOIN named USING (iri) WHERE iri IS NOT NULL
                UNION ALL SELECT term, {name} FROM terms"""
        ).fetchall()
        return {iri: said for iri, said in found if said}, sorted(iri for iri, said in found if not said)

    def inside(self, place: str) -> list[str]:
        """Return the same as `asking.inside`."""
        found = self.database.execute("SELECT place FROM places WHERE within = $place", {"place": place}).fetchall()
        return sorted({place, *(one for (one,) in found)})
