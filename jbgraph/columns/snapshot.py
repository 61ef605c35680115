"""The snapshot: the graph as Parquet tables beside its store, which DuckDB, polars, Spark and Trino read too."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from jbgraph import locks
from jbgraph.engines import EmbeddedEngine
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.reasons import reason

if TYPE_CHECKING:
    import duckdb

HERE = Path(__file__).parent
TABLES = HERE / "parquet"
FOLDER = "columns"  # of the snapshot, beside a store
ABOUT = "columns.json"  # written last: without it a folder is no snapshot
FORMAT = 1  # raise when a column changes its name or meaning
EVERYTHING = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"
MEMORY = "2GB"
COPIED = "FORMAT parquet, COMPRESSION zstd"
INSTALL = "pip install 'jbgraph[columns]'"
_COLUMN = re.compile(r"^-- column (\w+): (.+?) // (.+)$", re.MULTILINE)
_SAID = re.compile(r"^-- (en|zh): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class ParquetTable:
    """A table of the snapshot.

    :ivar said: what its rows are, by language.
    :ivar columns: column → what it holds, in English and Chinese, in the order of the file.
    :ivar query: the SQL that fills it from what `prepare.sql` makes of the quads, and from other tables.
    """

    name: str
    said: dict[str, str]
    columns: dict[str, tuple[str, str]]
    query: str


@cache
def tables() -> dict[str, ParquetTable]:
    """Return the tables by name, each behind those that its query reads."""
    found = {}
    for file in sorted(TABLES.glob("*.sql")):
        text = file.read_text("utf-8")
        columns = {name: (en, zh) for name, en, zh in _COLUMN.findall(text)}
        query = re.sub(r"^--.*\n", "", text, flags=re.MULTILINE)
        found[file.stem] = ParquetTable(file.stem, dict(_SAID.findall(text)), columns, query)
    done: dict[str, ParquetTable] = {}

    def put(name: str) -> None:
        if name not in done:
            for other in found:
                if other != name and re.search(rf"\bJOIN {other}\b", found[name].query):
                    put(other)
            done[name] = found[name]

    for name in found:
        put(name)
    return done


def connect(file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a database in a file, or in memory; it never fetches extensions from elsewhere.

    :raises JbgraphError: if DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise JbgraphError(("DuckDB is not installed", "未安装DuckDB"), hint=INSTALL) from error
    return duckdb.connect(str(file or ":memory:"), config={"autoinstall_known_extensions": "false"})


def write(store: Store, folder: Path) -> dict[str, int]:
    """Write the tables of a store to a folder, whole or not at all, and return how many rows each has.

    The suggested layer stays out. Same graph, same DuckDB: same bytes. It takes up to 2 GB of memory, and room on disk
    for the quads as text while it works.

    :raises JbgraphError: if DuckDB is not installed, the folder is there and no snapshot, another process writes
        there, or the disk refuses.
    """
    connect().close()  # complains before anything is written
    if folder.exists() and not (folder / ABOUT).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise JbgraphError(
            ("what is there is not a snapshot", "该处不是列式快照"),
            where=str(folder),
            hint=("name a folder that is empty or not there", "换一个空的或尚不存在的文件夹"),
        )
    try:
        with draft(folder) as made:
            rows = fill(store, made)
            (made / ABOUT).write_text(json.dumps({"format": FORMAT, "rows": rows}, indent=1) + "\n", "utf-8")
            former = folder.with_name(folder.name + ".former")
            if folder.exists():
                folder.rename(former)
            made.rename(folder)
            shutil.rmtree(former, ignore_errors=True)
        (folder / locks.NAME).unlink(missing_ok=True)
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError(
            (f"the snapshot cannot be written: {en}", f"列式快照无法写入：{zh}"), where=str(folder)
        ) from error
    return rows


def export(graph: Graph, folder: Path) -> dict[str, int]:
    """Write the tables of a graph to a folder, as `write` does.

    :raises JbgraphError: as `write`; and if the graph is at an endpoint.
    """
    if not isinstance(graph.engine, EmbeddedEngine):
        raise JbgraphError(
            ("an endpoint is not copied whole", "端点不能整体复制"),
            hint=("ask it with CONSTRUCT", "用CONSTRUCT取所需部分"),
        )
    return write(graph.engine.store, folder)


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """Give a new folder beside another, its name with `.draft`; it is removed at the end if it still is there.

    What an interrupted process has left there goes first.
    """
    made = folder.with_name(folder.name + ".draft")
    made.mkdir(exist_ok=True)
    try:
        with locks.lock(made):
            for item in made.iterdir():
                if item.name != locks.NAME:
                    item.unlink()
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def fill(store: Store, made: Path) -> dict[str, int]:
    """Write the tables of a store to a folder that is there."""
    solutions, staging = made / "quads.tsv", made / "staging.duckdb"
    found = store.query(EVERYTHING)
    assert isinstance(found, QuerySolutions)
    found.serialize(str(solutions), QueryResultsFormat.TSV)
    rows = {}
    with connect(staging) as database:
        database.execute(f"SET memory_limit = '{MEMORY}'")
        database.execute("SET VARIABLE solutions = $path", {"path": str(solutions)})
        database.execute((HERE / "prepare.sql").read_text("utf-8"))
        solutions.unlink()
        for table in tables().values():
            database.execute(f"CREATE TABLE {table.name} AS {table.query}")
            target = made / f"{table.name}.parquet"
            database.execute(f"COPY {table.name} TO $path ({COPIED})", {"path": str(target)})
            rows[table.name] = int(database.execute(f"SELECT count(*) FROM {table.name}").fetchall()[0][0])
    staging.unlink()
    return dict(sorted(rows.items()))


def beside(folder: Path | None) -> Path | None:
    """Return the snapshot beside a store, or None where there is none of this version.

    :param folder: the folder with what lies beside the store.
    """
    if folder:
        with suppress(OSError, ValueError):
            if json.loads((folder / FOLDER / ABOUT).read_bytes()).get("format") == FORMAT:
                return folder / FOLDER
    return None
