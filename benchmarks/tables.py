"""Analytic tables: from columns, from Oxigraph on disk and in memory, and from Virtuoso, with equal rows.

    python benchmarks/tables.py [--triples 1000000] [--rounds 3] [--only cold warm] [--store DIR --quads FILE]

A made-up nation is loaded once with its Parquet tables, unless a store that `jbgraph load --columns --nquads` wrote and
its N-Quads are named. `warm`: the tables of `jbgraph tabulate` in one process that has the graph open, from asking to
the table with its names; and the bare join of targets and results, four columns of them, by the shortest SQL and SPARQL
there is. `cold`: whole processes of the command line that write the table as CSV. All are run in turn, round after
round; medians are printed, and it ends with an error where two sides do not give the same.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

import servers
from nation import nation
from pyoxigraph import RdfFormat, Store

from jbgraph import JbgraphError, PlanGraph, columns, load, storing
from jbgraph.columns import snapshot
from jbgraph.columns.reading import Snapshot
from jbgraph.engines import EmbeddedEngine

COLUMNS = "columns"
SPARQL = """SELECT ?m ?p ?wanted ?reached { ?t jb:kind kind:target ; jb:ofMetric ?m ; jb:about ?x ; jb:period ?p ;
    jb:value ?wanted . ?r jb:kind kind:actual ; jb:ofMetric ?m ; jb:about ?x ; jb:period ?p ; jb:value ?reached }"""
SQL = """SELECT t.metric, t.period, t.value, r.value
    FROM (SELECT metric, period, value, unnest(about) AS about FROM observations WHERE kind = 'target') t
    JOIN (SELECT metric, period, value, unnest(about) AS about FROM observations WHERE kind = 'actual') r
    USING (metric, period, about) WHERE t.value IS NOT NULL AND r.value IS NOT NULL"""
Side = Callable[[], list[tuple[object, ...]]]
Found = dict[str, list[float]]


def made(triples: int, folder: Path) -> tuple[Path, Path]:
    """Write a nation, load it, and return its store and its N-Quads; print what the Parquet tables took."""
    with (folder / "nation.nq").open("w", encoding="utf-8") as out:
        out.writelines(nation(triples))
    store, quads = folder / "store", folder / "all.nq"
    done = storing.load([folder / "nation.nq"], store, quads=quads)
    start = time.perf_counter()
    rows = snapshot.write(Store.read_only(str(store / "store")), store / snapshot.FOLDER)
    taken, size = time.perf_counter() - start, servers.size(store / snapshot.FOLDER)
    print(
        f"{done.read:,} triples read, {done.quads:,} quads: store {servers.size(store / 'store') / 1e6:.0f} MB in "
        f"{done.seconds:.1f} s; Parquet {sum(rows.values()):,} rows, {size / 1e6:.1f} MB in {taken:.1f} s, "
        f"{size / done.read:.1f} B a triple"
    )
    return store, quads


def in_memory(quads: Path) -> PlanGraph:
    """Return the graph of N-Quads in memory."""
    store = Store()
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    return PlanGraph(EmbeddedEngine(store))


def tabled(graph: PlanGraph, name: str) -> Side:
    """Return what makes an analytic table."""
    return lambda: list(map(tuple, columns.tabulate(graph, name).plain().rows))


def joined(graph: PlanGraph) -> Side:
    """Return what joins targets and results by SPARQL."""

    def run() -> list[tuple[object, ...]]:
        return sorted((m, p, float(one), float(other)) for m, p, one, other in graph.tuples(SPARQL))

    return run


def joined_columns(folder: Path) -> Side:
    """Return what joins targets and results by SQL."""
    opened = Snapshot(folder)
    return lambda: sorted(opened.database.execute(SQL).fetchall())


def warm(store: Path, memory: PlanGraph, endpoint: str, rounds: int) -> None:
    """Measure in this process."""
    disk = load(store=store)
    disk.folder = None
    with_columns = load(store=store)
    virtuoso = load(endpoint=endpoint)
    sides = {COLUMNS: with_columns, "disk": disk, "memory": memory, "Virtuoso": virtuoso}
    for name in [*columns.names(), "join"]:
        runs = {side: joined(graph) if name == "join" else tabled(graph, name) for side, graph in sides.items()}
        if name == "join":
            runs[COLUMNS] = joined_columns(store / snapshot.FOLDER)
        rows = len(runs[COLUMNS]())
        taken: Found = {side: [] for side in runs}
        for _ in range(rounds):
            expected = None
            for side, run in runs.items():
                start = time.perf_counter()
                try:
                    answer = run()
                except JbgraphError as error:  # a server gives a query up after two minutes
                    print(f"{name}: {side} gives no answer: {error}")
                    taken[side].append(math.inf)
                    continue
                taken[side].append(time.perf_counter() - start)
                expected = answer if expected is None else expected
                if answer != expected:
                    raise SystemExit(f"{name}: {side} differs from {COLUMNS}")
        line("warm", name, rows, taken)


def cold(store: Path, endpoint: str, folder: Path, rounds: int) -> None:
    """Measure processes of the command line."""
    bare = folder / "bare"
    shutil.copytree(store, bare, copy_function=os.link, ignore=shutil.ignore_patterns(snapshot.FOLDER))
    places = {COLUMNS: ("--store", store), "disk": ("--store", bare), "Virtuoso": ("--endpoint", endpoint)}
    for name in columns.names():
        taken: Found = {side: [] for side in places}
        most = dict.fromkeys(places, 0)
        texts: dict[str, bytes] = {}
        for _ in range(rounds):
            for side, place in places.items():
                command = [sys.executable, "-m", "jbgraph", "tabulate", name, "--format", "csv", "--lang", "zh", *place]
                start = time.perf_counter()
                with (folder / "out.csv").open("wb") as out, subprocess.Popen([*map(str, command)], stdout=out) as run:
                    _, status, used = os.wait4(run.pid, 0)
                    run.returncode = os.waitstatus_to_exitcode(status)
                taken[side].append(time.perf_counter() - start)
                most[side] = max(most[side], used.ru_maxrss // 1024)
                assert run.returncode == 0, command
                texts[side] = (folder / "out.csv").read_bytes()
        if len(set(texts.values())) > 1:
            raise SystemExit(f"{name}: the files differ")
        memory = ", ".join(f"{side} {size}" for side, size in most.items())
        line("cold", name, texts[COLUMNS].count(b"\n") - 1, taken, f"   MiB: {memory}")


def line(section: str, name: str, rows: int, taken: Found, more: str = "") -> None:
    """Print the medians of a table, and how many times as long the others took."""
    medians = {side: statistics.median(times) for side, times in taken.items()}
    shown = "  ".join(
        f"{side} {median * 1000:,.0f} ms" + ("" if side == COLUMNS else f" (x {median / medians[COLUMNS]:.1f})")
        for side, median in medians.items()
    )
    print(f"{section} {name:15} {rows:7,} rows  {shown}{more}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=("cold", "warm"), default=["cold", "warm"])
    parser.add_argument("--store", type=Path)
    parser.add_argument("--quads", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jbgraph-tables-") as name, ExitStack() as stack:
        folder = Path(name)
        given = (chosen.store, chosen.quads) if chosen.store else made(chosen.triples, folder)
        store, quads = map(Path, given)
        server = stack.enter_context(servers.virtuoso(quads, folder / "virtuoso"))
        if "cold" in chosen.only:
            cold(store, server.url, folder, chosen.rounds)
        if "warm" in chosen.only:
            warm(store, in_memory(quads), server.url, chosen.rounds)
    libraries = ", ".join(f"{one} {version(one)}" for one in ("duckdb", "pyoxigraph"))
    print(f"{libraries}, Python {platform.python_version()}, {os.cpu_count()} cores, {chosen.rounds} rounds")


if __name__ == "__main__":
    main()
