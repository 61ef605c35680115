"""How well extraction reads: its draft of the Jiangbei plan report against the graph that was made by hand.

The report is read with an empty register: nothing of the graph made by hand is known. A thing that the document alludes
to without naming it cannot be found by its name and is left out. `--misses KIND` lists what is missing and what is
wrong; `--speed` measures time and memory instead.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from scoring import drawn
from scoring.compare import Score, compare
from scoring.handmade import ByHand
from scoring.items import Read

from jbgraph import resources, workspace
from jbgraph.extraction.extract import extract

DOCUMENT = "https://w3id.org/jbgraph/jiangbei/plan-2021/"
REPORT = "003_*.txt"
AIMS = {
    "tables": (1.0, 1.0), "tasks": (1.0, 1.0), "headings": (1.0, 1.0), "figures": (0.92, 0.95),
    "Project": (0.85, 0.85), "Organization": (0.85, 0.85), "Place": (0.85, 0.85), "links": (0.75, 0.85),
}  # fmt: skip
"""Kind → recall and precision to reach."""


def report() -> Path | None:
    """Return the plan report, None where the source documents are not at hand."""
    folder = os.environ.get("JBGRAPH_SOURCES")
    return next(iter(sorted(Path(folder).glob(REPORT))), None) if folder else None


def jiangbei(path: Path, *, with_register: bool = False) -> list[Score]:
    """Return the scores of the plan report.

    :param with_register: let extraction know the register made by hand.
    """
    graph = resources.shipped("graph_data") / "jiangbei"
    hand = ByHand(graph, DOCUMENT, path.read_text("utf-8")).read()
    return compare(hand, found(path, graph if with_register else None))


def found(path: Path, graph: Path | None) -> Read:
    """Return what extraction finds in the plan report; of a graph all is known but this one document."""
    with tempfile.TemporaryDirectory() as home:
        begin = None
        if graph is not None:
            begin = Path(home) / "graph"
            for file in resources.graph_files(graph):
                if file.stem != "plan-2021":
                    copy = begin / file.relative_to(graph)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(file.read_bytes())
        return drawn.draft(path, Path(home) / "workspace", "江北区", register=begin)


def show(scores: list[Score]) -> str:
    """Return a table of scores; `<` marks what is below its aim."""
    lines = [f"{'kind':18}{'wanted':>8}{'found':>8}{'right':>8}{'recall':>9}{'precision':>11}"]
    for one in scores:
        recall, precision = AIMS.get(one.kind, (0.0, 0.0))
        marks = ("<" if one.recall < recall else " ", "<" if one.precision < precision else " ")
        lines.append(
            f"{one.kind:18}{one.wanted:8}{one.found:8}{one.right:8}{one.recall:8.3f}{marks[0]}{one.precision:10.3f}"
            f"{marks[1]} {one.note}"
        )
    return "\n".join(lines)


def listed(scores: list[Score], kind: str) -> str:
    """Return what is missing and what is wrong of one kind."""
    lines = []
    for one in scores:
        if kind in (one.kind.strip(), "all"):
            lines += [f"== {one.kind.strip()}: missing {len(one.misses)}", *(f"- {miss}" for miss in one.misses)]
            lines += [f"== {one.kind.strip()}: wrong {len(one.extras)}", *(f"+ {extra}" for extra in one.extras)]
    return "\n".join(lines)


def one_report(path: str) -> tuple[float, float, int]:
    """Extract a report in a workspace of its own.

    :return: seconds, the most memory the process ever held in MiB, and the number of the process.
    """
    with tempfile.TemporaryDirectory() as home:
        place = workspace.init(workspace.named(Path(home) / "workspace", "江北区"), None)
        begin = time.perf_counter()
        extract(Path(path), place)
        took = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took, peak, os.getpid()


def speed(path: Path, count: int) -> str:
    """Return how long one whole process takes, and the rate and memory of many reports over two processes."""
    with tempfile.TemporaryDirectory() as home:
        place = Path(home) / "workspace"
        command = [sys.executable, "-m", "jbgraph"]
        subprocess.run([*command, "init", str(place), "--place", "江北区"], check=True, capture_output=True)
        begin = time.perf_counter()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*command, "extract", str(path), "--workspace", str(place)], check=True, capture_output=True)
        whole = time.perf_counter() - begin
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    begin = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        done = list(pool.map(one_report, [str(path)] * count))
    took = time.perf_counter() - begin
    memory = []
    for process in sorted({one[2] for one in done}):
        peaks = [peak for _, peak, number in done if number == process]
        memory.append(f"{peaks[min(4, len(peaks) - 1)]:.0f} → {peaks[-1]:.0f} MiB over {len(peaks)} reports")
    return (
        f"one process from start to end: {whole:.2f} s, of the processor {processor:.2f} s\n"
        f"{count} reports over two processes: {took:.1f} s, {count / took:.2f} reports a second\n"
        f"most memory, after five and after all: {'; '.join(memory)}"
    )


def main() -> int:
    """Print scores, misses or speed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--misses", metavar="KIND", action="append", default=[], help="list misses, `all` for all")
    options.add_argument("--with-register", action="store_true", help="let extraction know the register made by hand")
    options.add_argument("--speed", action="store_true", help="measure time and memory")
    options.add_argument("--reports", type=int, default=100, help="how many reports --speed reads")
    given = options.parse_args()
    path = report()
    if path is None:
        print("set JBGRAPH_SOURCES to the folder of the source documents", file=sys.stderr)
        return 2
    if given.speed:
        print(speed(path, given.reports))
        return 0
    scores = jiangbei(path, with_register=given.with_register)
    print(show(scores))
    for kind in given.misses:
        print(listed(scores, kind))
    return 0


if __name__ == "__main__":
    sys.exit(main())
