"""Analyses: all of them on the shipped graph from a cold start, and each on made-up provinces of growing size.

    python benchmarks/analyses.py [--triples 250000 1000000] [--rounds 3]

The cold start is one process that opens the graph and runs every analysis, beside one that only opens it; they run in
turn and medians are printed. On a province each analysis is timed once for each size, with the graph open; the ratio
of the last two sizes shows how the time grows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nation import nation

COLD = """
import sys
import jbgraph
from jbgraph import analyses, report
graph = jbgraph.load()
graph.ask("ASK {}")
if sys.argv[1] == "all":
    for name in analyses.names():
        for run in report.runs(graph, name):
            analyses.analyze(graph, name, run.options)
"""


def cold(rounds: int) -> None:
    """Print the medians of whole processes: opening the graph, and opening it and running every analysis."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    taken: dict[str, list[float]] = {"open": [], "all": []}
    for turn in range(rounds + 1):
        for what, seconds in taken.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", COLD, what], check=True, env=environment)
            if turn:  # the first round fills the caches
                seconds.append(time.perf_counter() - start)
    for what, seconds in taken.items():
        print(f"{what:>6} {statistics.median(seconds):7.2f} s   ({min(seconds):.2f} to {max(seconds):.2f})")


def province(count: int, folder: Path) -> dict[str, float]:
    """Return analysis → seconds on a province of about so many triples, and what loading took."""
    from jbgraph import analyses, load, report

    file = folder / f"province-{count}.nq"
    file.write_text("".join(nation(count)), "utf-8")
    start = time.perf_counter()
    graph = load(file)
    triples = graph.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[0]["n"]
    taken = {"load": time.perf_counter() - start, "triples": float(triples or 0)}
    for name in analyses.names():
        start = time.perf_counter()
        for run in report.runs(graph, name):
            analyses.analyze(graph, name, run.options)
        taken[name] = time.perf_counter() - start
    return taken


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--triples", type=int, nargs="+", default=[250_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    cold(chosen.rounds)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JBGRAPH_CACHE"] = f"{folder}/cache"
        found = [province(count, Path(folder)) for count in chosen.triples]
    print("  ".join(["analysis".ljust(14), *(f"{one['triples']:>12,.0f}" for one in found), "  ratio"]))
    for name in found[0]:
        if name != "triples":
            ratio = found[-1][name] / found[-2][name] if len(found) > 1 and found[-2][name] else 1.0
            print("  ".join([name.ljust(14), *(f"{one[name]:10.2f} s" for one in found), f"{ratio:7.1f}"]))


if __name__ == "__main__":
    main()
