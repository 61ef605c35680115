"""How fast files become a store on disk: `jbgraph load` against pyoxigraph's bulk load of the same quads.

    python benchmarks/loading.py [TRIPLES] [ROUNDS]

The data is plain: made-up things with a class, two names, a figure and four links each, as N-Triples; the same each
time. `jbgraph load` stores every triple twice, in its named graph and in the merge; the bare load is given the same
quads as N-Quads, and, for comparison, the plain file. Each is a process of its own, in turn, round after round.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

BARE = "import sys; from pyoxigraph import Store; s = Store(sys.argv[1]); s.bulk_load(path=sys.argv[2]); s.flush()"
COMPACT = BARE + "; s.optimize()"
OURS = "from jbgraph.cli import main; main()"


def write(path: Path, triples: int) -> None:
    """Write so many made-up triples as N-Triples."""
    chance = random.Random(1)
    spaces = "http://example.org", "http://www.w3.org/2004/02/skos/core#prefLabel"
    with path.open("w", encoding="utf-8") as out:
        for number in range(triples // 8):
            thing = f"<{spaces[0]}/district/{number // 2000}/thing/{number}>"
            rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
            out.write(f"{thing} <{rdf}> <{spaces[0]}/C{number % 20}> .\n")
            out.write(f'{thing} <{spaces[1]}> "事物{number}号项目"@zh .\n{thing} <{spaces[1]}> "thing {number}"@en .\n')
            figure = f'"{chance.randrange(10**6) / 10}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
            out.write(f"{thing} <{spaces[0]}/value> {figure} .\n")
            for link in range(4):
                other = chance.randrange(max(1, number))
                out.write(f"{thing} <{spaces[0]}/p{link}> <{spaces[0]}/district/{other // 2000}/thing/{other}> .\n")


class Took(NamedTuple):
    """Seconds by the clock, and of processors: on a machine that others use too, the latter tell more."""

    clock: float
    processors: float


def timed(code: str, *args: str | Path) -> Took:
    """Run Python code in a process of its own and return what it took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-c", code, *map(str, args)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(time.monotonic() - start, took)


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def main(triples: int = 1_000_000, rounds: int = 3) -> None:
    """Load, compare, print."""
    with tempfile.TemporaryDirectory(prefix="jbgraph-loading-") as name:
        folder = Path(name)
        write(folder / "plain.nt", triples)
        timed(OURS, "load", folder / "plain.nt", "--store", folder / "first", "--nquads", folder / "all.nq")
        quads = sum(1 for _ in (folder / "all.nq").open("rb"))
        sides = {
            "bare bulk load, the plain file": lambda n: timed(BARE, folder / f"a{n}", folder / "plain.nt"),
            "bare bulk load, the same quads": lambda n: timed(BARE, folder / f"b{n}", folder / "all.nq"),
            "the same, and compacted": lambda n: timed(COMPACT, folder / f"d{n}", folder / "all.nq"),
            "jbgraph load": lambda n: timed(OURS, "load", folder / "plain.nt", "--store", folder / f"c{n}"),
        }
        found: dict[str, list[Took]] = {side: [] for side in sides}
        for number in range(rounds):
            for side, run in sides.items():
                found[side].append(run(number))
        print(f"{triples:,} triples, {quads:,} quads, {rounds} rounds, pyoxigraph {version('pyoxigraph')}")
        medians = {side: Took(*map(statistics.median, zip(*times, strict=True))) for side, times in found.items()}
        for side, (clock, processors) in medians.items():
            count = triples if "plain" in side else quads
            print(f"  {side:32}{clock:7.2f} s {count / clock / 1000:8.0f} k quads/s {processors:7.2f} s of processors")
        ours = medians["jbgraph load"]
        for side in ("bare bulk load, the same quads", "the same, and compacted"):
            print(f"  quads per second, jbgraph load / {side}: {medians[side].clock / ours.clock:.2f}, "
                  f"per second of processors: {medians[side].processors / ours.processors:.2f}")  # fmt: skip
        print(f"  bytes a quad in the store: {size(folder / 'c0') / quads:.0f}; "
              f"N-Quads: {(folder / 'all.nq').stat().st_size / quads:.0f}")  # fmt: skip
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(json.dumps({"largest process, MiB": round(most)}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
