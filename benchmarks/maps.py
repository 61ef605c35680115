"""Maps: whole processes on the shipped graph; then a synthetic district, time and memory, beside Graphviz dot.

    python benchmarks/maps.py [--nodes 500 2000 5000] [--rounds 3]

Each measurement runs in a process of its own, ours and dot's in turn; medians are printed. `one sheet` lays the whole
graph out as one block, as dot does; `svg` is the whole way from the map to the file, split over sheets where it must.
The graph is the same each time: the same seed gives the same district.

The whole processes are the installed command from shell to file, with a warm cache, and a bare script that opens the
same store; they run in turn. Bytecode is kept, as it is beside an installed package.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from nation import alone

LIMIT = 120  # seconds
WALKED = 0.65  # of a district's entities, those that a map of its goals comes to


def district(count: int):  # type: ignore[no-untyped-def]
    """Return the map of the goals of a made-up district, of about so many nodes."""
    from jbgraph import PlanGraph, loading, maps
    from jbgraph.engines import EmbeddedEngine

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "district.nq"
        file.write_text(alone(round(count / WALKED)), "utf-8")
        return maps.map(PlanGraph(EmbeddedEngine(loading.build(file))))


def ours(file: Path, what: str) -> None:
    """Lay a district out in this process, and print the seconds and the largest memory in MiB."""
    import jbgraph
    from jbgraph import drawings, exporters
    from jbgraph.drawings import Report
    from jbgraph.paper.draw import Map as Paper
    from jbgraph.paper.layout import height, lay_out

    graph = jbgraph.load()
    drawing = drawings.draw(graph, pickle.loads(file.read_bytes()), "zh")
    start = time.perf_counter()
    if what == "svg":
        exporters.export(replace(drawing, options={"size": "fit"}), "svg", Report("svg"))
    else:
        paper = Paper(drawing)
        sheet = paper.planner.filled(list(paper.structure.order))
        widths = paper.planner.capped(sheet, 17.0)
        items = paper.planner.items(sheet, widths)
        lay_out(items, sheet.edges, widths, 6.0, height(items, sheet.edges))
    print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def theirs(file: Path) -> None:
    """Have dot draw the same graph, with the same boxes, and print the same figures of its process."""
    drawn = pickle.loads(file.read_bytes())
    lines = ["digraph {rankdir=RL; node [shape=box, fontsize=10]"]
    lines += [f'"{node.iri}" [label="{node.zh}"]' for node in drawn.nodes]
    lines += [f'"{edge.source}" -> "{edge.target}"' for edge in drawn.edges]
    text = "\n".join([*lines, "}"])
    start = time.perf_counter()
    subprocess.run(["dot", "-Tsvg"], input=text, text=True, check=True, timeout=LIMIT, capture_output=True)
    print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]))


BARE = """
import sys, click
from pyoxigraph import Store

@click.command()
@click.argument("store")
def main(store):
    Store.read_only(store)

main()
"""


def processes(rounds: int) -> None:
    """Print minimum and median of whole processes that draw the four goals of the shipped graph."""
    import jbgraph

    folder = jbgraph.load().folder
    assert folder is not None
    command = str(Path(sys.executable).with_name("jbgraph"))
    with tempfile.TemporaryDirectory() as place:
        commands = {
            "bare click + pyoxigraph": [sys.executable, "-c", BARE, str(folder / "store")],
            **{f"jbgraph map, {form}": [command, "map", "-o", f"{place}/map.{form}"] for form in ("json", "svg")},
        }
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPYCACHEPREFIX": f"{place}/bytecode"}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, words in commands.items():
                start = time.perf_counter()
                subprocess.run(words, check=True, capture_output=True, env=environment)
                if turn:
                    times[name].append((time.perf_counter() - start) * 1000)
    print(f"{'whole process, ms':<26} {'min':>7} {'median':>7}   (aims: json < 150, svg < 1500)")
    for name, values in times.items():
        print(f"{name:<26} {min(values):7.0f} {statistics.median(values):7.0f}", flush=True)


def main() -> None:
    """Measure in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--nodes", type=int, nargs="+", default=[500, 2000, 5000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        what, file = chosen.one[0], Path(chosen.one[1])
        theirs(file) if what == "dot" else ours(file, what)
        return
    processes(chosen.rounds * 5)
    kinds = ["one sheet", "svg", *(["dot"] if shutil.which("dot") else [])]
    print(f"{'nodes':>6} {'edges':>6}  {'what':<10} {'seconds':>9} {'MiB':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for count in chosen.nodes:
            compare(count, kinds, chosen.rounds, Path(folder) / "map.pickle")


def compare(count: int, kinds: list[str], rounds: int, file: Path) -> None:
    """Draw the map of a district in turn, each time in a process of its own, and print the medians."""
    drawn = district(count)
    file.write_bytes(pickle.dumps(drawn))
    took: dict[str, list[list[float]]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind in kinds:
            if took[kind] and took[kind][-1][0] >= LIMIT:
                continue  # it would not end the next time either
            command = [sys.executable, __file__, "--one", kind, str(file)]
            try:
                run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=LIMIT + 20)
                took[kind].append(json.loads(run.stdout) if run.returncode == 0 else [float("inf"), 0.0])
            except subprocess.TimeoutExpired:
                took[kind].append([float("inf"), 0.0])
    for kind in kinds:
        seconds, memory = (statistics.median(column) for column in zip(*took[kind], strict=True))
        said = f"{seconds:9.2f}" if seconds < LIMIT else f"   > {LIMIT}"
        print(f"{len(drawn.nodes):>6} {len(drawn.edges):>6}  {kind:<10} {said} {memory:7.0f}", flush=True)


if __name__ == "__main__":
    main()
