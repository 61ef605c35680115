"""A table as one Parquet file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from jbgraph.columns.snapshot import COPIED, connect
from jbgraph.tables import Cell, Table, comma


def parquet(table: Table) -> bytes:
    """Return a table as Parquet: whole numbers, numbers, true or false, and text; empty cells are null.

    Same table, same DuckDB: same bytes.

    :raises JbgraphError: if DuckDB is not installed.
    """
    columns = {name: kind([row[place] for row in table.rows]) for place, name in enumerate(table.columns)}
    with tempfile.TemporaryDirectory(prefix="jbgraph-") as folder, connect() as database:
        given, made = Path(folder) / "table.csv", Path(folder) / "table.parquet"
        given.write_text(comma(table), "utf-8", newline="")
        database.execute(f"SET VARIABLE given = {text(str(given))}")
        types = ", ".join(f"{text(name)}: '{one}'" for name, one in columns.items())
        database.execute(
            "CREATE TABLE cells AS FROM read_csv(getvariable('given'), header = true, delim = ',', quote = '\"', "
            f"escape = '\"', auto_detect = false, new_line = '\\r\\n', parallel = false, columns = {{{types}}})"
        )
        database.execute(f"COPY cells TO {text(str(made))} ({COPIED})")
        return made.read_bytes()


def kind(cells: Sequence[Cell]) -> str:
    """Return the type of a column by its cells."""
    there = [cell for cell in cells if cell is not None]
    if there and all(isinstance(cell, int) for cell in there):
        return "BIGINT"
    if there and all(isinstance(cell, int | float) for cell in there):
        return "DOUBLE"
    return "BOOLEAN" if there and all(cell in ("true", "false") for cell in there) else "VARCHAR"


def text(value: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"
