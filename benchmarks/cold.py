"""Time whole processes, from shell to answer: jbgraph beside rdflib, beside a bare script, and --help.

Runs are interleaved, so that a noisy machine disturbs all alike; what counts are the ratios of the medians.

    python benchmarks/cold.py [ROUNDS]
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

QUESTION = "parts-of-pathway"

RDFLIB = """
import sys, rdflib
graph = rdflib.Dataset()
graph.parse(sys.argv[1], format="nquads")
for row in graph.query(open(sys.argv[2], encoding="utf-8").read()):
    print(*row, sep="\\t")
"""

BARE = """
import sys, click
from pyoxigraph import Store

@click.command()
@click.argument("store")
@click.argument("query", type=click.File(encoding="utf-8"))
def main(store, query):
    for row in Store.read_only(store).query(query.read()):
        print(*(term.value if term else "" for term in row), sep="\\t")

main()
"""


def main() -> None:
    """Prepare the same data and the same query for each, then time them in turn."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    from pyoxigraph import RdfFormat

    from jbgraph import load, questions
    from jbgraph.engines import EmbeddedEngine

    graph = load()
    assert graph.folder is not None and isinstance(graph.engine, EmbeddedEngine)
    asked = questions.fill(graph, questions.question(QUESTION), {}, "zh")
    prefixes = "".join(f"PREFIX {p}: <{n}>\n" for p, n in graph.prefixes.items() if f"{p}:" in asked)
    with tempfile.TemporaryDirectory() as folder:
        data, query = Path(folder, "data.nq"), Path(folder, "query.rq")
        graph.engine.store.dump(data, format=RdfFormat.N_QUADS)
        query.write_text(prefixes + asked, "utf-8")
        python = sys.executable
        jbgraph = [str(Path(python).with_name("jbgraph"))]  # the installed command, as a shell finds it
        commands = {
            "python -c pass": [python, "-c", "pass"],
            "python -c 'import click'": [python, "-c", "import click"],
            "jbgraph --help": [*jbgraph, "--help"],
            "bare click + pyoxigraph": [python, "-c", BARE, str(graph.folder / "store"), str(query)],
            "jbgraph query": [*jbgraph, "query", QUESTION, "--format", "csv", "--lang", "zh"],
            "rdflib parse + query": [python, "-c", RDFLIB, str(data), str(query)],
        }
        times = measure(commands, rounds)
    report(times, len(graph.select("SELECT ?s { ?s ?p ?o }").rows))


def measure(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Return the wall times of each command in milliseconds, one for each round, after one round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    environment = {**os.environ, "LANG": "C.UTF-8"}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
            if turn:
                times[name].append((time.perf_counter() - start) * 1000)
    return times


def report(times: dict[str, list[float]], triples: int) -> None:
    """Print medians with their spread, and the ratios that are aimed at."""
    middle = {name: statistics.median(values) for name, values in times.items()}
    rounds = len(next(iter(times.values())))
    print(f"{triples} triples, {rounds} interleaved rounds, whole process in ms: median (min–max)")
    for name, values in times.items():
        print(f"  {name:26} {middle[name]:7.0f}  ({min(values):.0f}–{max(values):.0f})")
    ratios = {
        "rdflib / jbgraph query (aim ≥ 9)": middle["rdflib parse + query"] / middle["jbgraph query"],
        "jbgraph query / bare (aim ≤ 1.5)": middle["jbgraph query"] / middle["bare click + pyoxigraph"],
        "--help / import click (aim ≤ 1.5)": middle["jbgraph --help"] / middle["python -c 'import click'"],
    }
    for name, ratio in ratios.items():
        print(f"  {name:34} {ratio:6.2f}")
    versions = {name: version(name) for name in ("jbgraph", "rdflib", "pyoxigraph", "click")}
    print(json.dumps({"python": platform.python_version(), **versions}))


if __name__ == "__main__":
    main()
