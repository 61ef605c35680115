"""Side by side on a made-up nation: jbgraph embedded and served, pyoxigraph, rdflib, rdflib-endpoint, Virtuoso.

    python benchmarks/peers.py [--triples 20000] [--rounds 3] [--only load cold questions endpoint] [--json FILE]

`load`: files to a store, rate and size. `cold`: whole processes, the same look-up on a small and on the large store.
`questions`: every named question, through the library and by the bare engine on the same store, in turn; rdflib and
Virtuoso beside them. `endpoint`: requests a second and the slowest hundredth with 1, 8 and 64 clients, and memory. All
runs are interleaved, what is printed are medians, and the last line is JSON. rdflib is left out beyond --rdflib
triples: it needs 1.3 kB and 40 µs for each.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import answers
import rates
import servers
from asking import LOOKED_UP, SERVED, parameters
from nation import nation

from jbgraph import load, questions, storing
from jbgraph.engines import EndpointEngine

SECTIONS = ("load", "cold", "questions", "endpoint")
CLIENTS = (1, 8, 64)
PATIENCE = 10.0
"""Seconds that a server may take for one answer."""
LONGEST = 6.0
"""Seconds of a run of requests, beyond which it is left out."""
SMALL = 20_000
QUESTION = "parts-of-pathway"
BULK = "import sys; from pyoxigraph import Store; s = Store(sys.argv[1]); s.bulk_load(path=sys.argv[2]); s.flush()"
COMPACT = f"{BULK}; s.optimize()"
PARSE = "import sys; from rdflib import Dataset; Dataset().parse(sys.argv[1], format='nquads')"
OURS = "from jbgraph.cli import main; main()"
BARE = """
import sys, click
from pyoxigraph import Store

@click.command()
@click.argument("store")
@click.argument("query")
def main(store, query):
    for row in Store.read_only(store).query(query):
        print(*(term.value if term else "" for term in row), sep="\\t")

main()
"""
Found = dict[str, Any]


class Bench:
    """A nation in a folder, what was chosen, and what has been found."""

    def __init__(self, chosen: argparse.Namespace, folder: Path, scratch: Path) -> None:
        self.chosen = chosen
        self.folder = folder
        self.scratch = scratch
        self.file, self.triples = self.written("nation", chosen.triples)
        self.store = folder / "store"
        self.quads = folder / "all.nq"
        self.rdflib = chosen.triples <= chosen.rdflib
        self.found: Found = {"triples": self.triples, "rounds": chosen.rounds}

    def written(self, name: str, triples: int) -> tuple[Path, int]:
        """Write a nation of a size."""
        file, count = self.folder / f"{name}.nq", 0
        if file.exists():
            with file.open("rb") as lines:
                return file, lined(lines)
        with file.open("w", encoding="utf-8") as out:
            for part in nation(triples):
                out.write(part)
                count += part.count("\n")
        return file, count

    def loaded(self, store: Path, file: Path) -> float:
        """Load a file as `jbgraph load` does, and return the seconds."""
        return timed(OURS, "load", file, "--store", store, "--replace")

    def ready(self) -> None:
        """Have a store and its quads, for what needs them."""
        if not self.store.exists():
            self.loaded(self.store, self.file)
        if not self.quads.exists():
            storing.dump(self.store, self.quads, 0, lambda what, count: None)


def lined(file: IO[bytes]) -> int:
    """Return the number of lines of a file."""
    return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))


def timed(code: str, *args: str | Path) -> float:
    """Run Python code in a process of its own and return the seconds."""
    start = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", code, *map(str, args)], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return time.perf_counter() - start


def section_load(bench: Bench) -> None:
    """Load the nation each way, in turn; rates are of quads in the store, the merge among them."""
    taken: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}
    for turn in range(bench.chosen.rounds):
        taken.setdefault("jbgraph load", []).append(bench.loaded(bench.store, bench.file))
        bench.ready()
        for side, code in {"bare bulk load": BULK, "the same, compacted": COMPACT}.items():
            place = bench.scratch / f"bare-{turn}"
            taken.setdefault(side, []).append(timed(code, place, bench.quads))
            sizes[side] = servers.size(place)
            subprocess.run(["rm", "-r", str(place)], check=True)
        if bench.rdflib:
            taken.setdefault("rdflib", []).append(timed(PARSE, bench.quads))
        if bench.chosen.virtuoso:
            with servers.virtuoso(bench.quads, bench.scratch / f"virtuoso-{turn}") as server:
                assert server.loaded is not None and server.size is not None
                taken.setdefault("Virtuoso", []).append(server.loaded)
                sizes["Virtuoso"] = server.size
            subprocess.run(["rm", "-r", str(bench.scratch / f"virtuoso-{turn}")], check=True)
    with bench.quads.open("rb") as lines:
        quads = lined(lines)
    sizes["jbgraph load"] = servers.size(bench.store)
    bench.found["quads"] = quads
    bench.found["load"] = {
        side: {"seconds": statistics.median(took), "bytes": sizes.get(side)} for side, took in taken.items()
    }
    print(f"\nload: {bench.triples:,} triples, {quads:,} quads with the merge and what the rules derive")
    for side, one in bench.found["load"].items():
        size = f"{one['bytes'] / quads:6.0f} B" if one["bytes"] else "      –"
        print(f"  {side:24}{one['seconds']:9.2f} s {quads / one['seconds'] / 1000:8.0f} k quads/s {size} a quad")
    bare, ours = bench.found["load"]["the same, compacted"]["seconds"], bench.found["load"]["jbgraph load"]["seconds"]
    print(f"  quads a second, jbgraph load / compacted bulk load (aim ≥ 0.9): {bare / ours:.2f}", flush=True)


def section_cold(bench: Bench) -> None:
    """Look the same up in whole processes: on the large store and on one of a single district."""
    bench.ready()
    small = bench.folder / "small"
    if not small.exists():
        bench.loaded(small, bench.written("small", SMALL)[0])
    graph = load(store=small)
    given = parameters(QUESTION)
    text = graph.with_prefixes(questions.fill(graph, questions.question(QUESTION), given, "zh"))
    options = [word for name, value in given.items() for word in ("-p", f"{name}={value}")]
    command = [
        str(Path(sys.executable).with_name("jbgraph")),
        "query",
        QUESTION,
        *options,
        "--format",
        "csv",
        "--store",
    ]
    sides = {
        "jbgraph, small": [*command, str(small)],
        "jbgraph, large": [*command, str(bench.store)],
        "bare, small": [sys.executable, "-c", BARE, str(small / "store"), text],
        "bare, large": [sys.executable, "-c", BARE, str(bench.store / "store"), text],
    }
    taken: dict[str, list[float]] = {side: [] for side in sides}
    for turn in range(max(9, bench.chosen.rounds * 3) + 1):
        for side, words in sides.items():
            start = time.perf_counter()
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
            if turn:  # the first round fills the caches
                taken[side].append((time.perf_counter() - start) * 1000)
    middle = {side: statistics.median(took) for side, took in taken.items()}
    bench.found["cold"] = middle
    print(f"\ncold: the whole process of one look-up ({QUESTION}), ms: median (min–max)")
    for side, took in taken.items():
        print(f"  {side:24}{middle[side]:9.0f}  ({min(took):.0f}–{max(took):.0f})")
    print(f"  jbgraph, large / small (aim < 1.3): {middle['jbgraph, large'] / middle['jbgraph, small']:.2f}")
    print(f"  jbgraph / bare, large: {middle['jbgraph, large'] / middle['bare, large']:.2f}", flush=True)


def section_questions(bench: Bench) -> None:
    """Ask every named question of each engine."""
    bench.ready()
    names, patience = questions.names(), bench.chosen.patience
    found = {"on disk": answers.timed("disk", str(bench.store), names, patience)}
    if bench.triples <= bench.chosen.memory:
        found["in memory"] = answers.timed("memory", str(bench.store), names, patience)
    if bench.rdflib:
        found["rdflib"] = answers.timed("rdflib", f"{bench.store}|{bench.quads}", names, patience)
    if bench.chosen.virtuoso:
        with servers.virtuoso(bench.quads, bench.scratch / "virtuoso") as server:
            found["Virtuoso, by the library"] = answers.timed("endpoint", server.url, names, patience)
        subprocess.run(["rm", "-r", str(bench.scratch / "virtuoso")], check=True)
    bench.found["questions"] = {name: vars(one) for name, one in found.items()}
    print(f"\nquestions: {len(names)}, each with {patience:g} s")
    for engine, one in found.items():
        for side, took in one.seconds.items():
            called = engine if side in ("rdflib", "endpoint") else f"{engine}, {side}"
            middle, whole = statistics.median(took.values()) * 1000, sum(took.values())
            print(f"  {called:26}{len(took):4} answered, {len(one.late)} late, {len(one.wrong)} failed", end="")
            print(f"; median {middle:8.2f} ms, sum {whole:7.2f} s")
        if "jbgraph" in one.seconds:
            print(f"  {engine}: {compared(one)}")
    base = found["on disk"].seconds.get("jbgraph", {})
    for engine in ("rdflib", "Virtuoso, by the library"):
        for took in found[engine].seconds.values() if engine in found else ():
            ratios = sorted(took[name] / base[name] for name in took.keys() & base.keys())
            ahead = sum(ratio > 1 for ratio in ratios)
            middle = statistics.median(ratios)
            print(f"  {engine} / jbgraph on disk: median {middle:.1f}; jbgraph is ahead on {ahead} of {len(ratios)}")
    sys.stdout.flush()


def compared(one: answers.Times) -> str:
    """Say what the library adds to the bare engine."""
    ours, bare = one.seconds["jbgraph"], one.seconds["pyoxigraph"]
    ratios = {name: ours[name] / bare[name] for name in ours}
    added = statistics.median((ours[name] - bare[name]) * 1000 for name in ours)
    over = sorted((name for name in ratios if ratios[name] > 1.15), key=lambda name: -ratios[name])
    worst = ", ".join(f"{name} {ratios[name]:.2f} of {bare[name] * 1000:.2f} ms" for name in over[:4])
    return (
        f"library / bare (aim ≤ 1.15): sum {sum(ours.values()) / sum(bare.values()):.2f}, median "
        f"{statistics.median(ratios.values()):.2f}, {added:.3f} ms more; above 1.15: {len(over)} ({worst})"
    )


def section_endpoint(bench: Bench) -> None:
    """Ask the servers, all of them up, one at a time."""
    bench.ready()
    graph = load(store=bench.store)
    asked = {**LOOKED_UP}
    for name in SERVED:
        asked[name] = graph.with_prefixes(questions.fill(graph, questions.question(name), parameters(name), "zh"))
    holders: dict[str, Callable[[], AbstractContextManager[servers.Server]]] = {
        servers.ON_DISK: lambda: servers.jbgraph(bench.store, bench.scratch / "served", servers.ON_DISK)
    }
    if bench.triples <= bench.chosen.memory:
        holders[servers.HELD] = lambda: servers.jbgraph(bench.store, bench.scratch / "held", servers.HELD)
    if bench.rdflib:
        holders["rdflib-endpoint"] = lambda: servers.rdflib_endpoint(bench.quads, bench.scratch / "rdflib")
    if bench.chosen.virtuoso:
        holders["Virtuoso"] = lambda: servers.virtuoso(bench.quads, bench.scratch / "virtuoso")
    runs: dict[tuple[str, str, int], list[rates.Rate]] = {}
    single: dict[tuple[str, str], tuple[float, int] | None] = {}
    with ExitStack() as open_:
        up = {name: open_.enter_context(holder()) for name, holder in holders.items()}
        texts = {name: spoken(server, asked) for name, server in up.items()}
        for turn in range(bench.chosen.rounds):
            for name in asked:
                for server in list(up.values()):
                    measure(bench, server, name, texts[server.name][name], runs, single, first=not turn)
                    if server.name == "rdflib-endpoint" and single[server.name, name] is None and not turn:
                        servers.end(server.pid)  # it would go on with what nobody waits for
                        up[server.name] = open_.enter_context(holders[server.name]())
        memory = {name: server.memory() for name, server in up.items()}
    report(bench, list(up), list(asked), runs, single)
    bench.found["memory"] = memory
    print("  memory after it, MiB: " + ", ".join(f"{name} {mib:.0f}" for name, mib in memory.items()), flush=True)


def measure(
    bench: Bench, server: servers.Server, name: str, text: str, runs: Found, single: Found, *, first: bool
) -> None:  # fmt: skip
    """Ask a server one thing once, and then with each number of clients, unless it is too slow for that."""
    if first:
        warm = rates.answer(server.url, text, PATIENCE)
        single[server.name, name] = warm and rates.answer(server.url, text, PATIENCE)
    once = single[server.name, name]
    if once is None:
        return
    for clients in CLIENTS:
        seconds = max(bench.chosen.seconds, 1.5 * once[0] * max(1.0, clients / servers.WORKERS))  # an answer to each
        if seconds <= LONGEST and (first or seconds <= bench.chosen.seconds):  # slow ones are asked in one round
            runs.setdefault((server.name, name, clients), []).append(rates.rate(server.url, text, clients, seconds))


def spoken(server: servers.Server, asked: dict[str, str]) -> dict[str, str]:
    """Return the queries as a server is asked them: for Virtuoso in its own words, as our library sends them."""
    if server.name != "Virtuoso":
        return asked
    engine = EndpointEngine(server.url)
    _ = engine.dialect
    sent: list[str] = []
    send = engine.send
    engine.send = lambda text: sent.append(text) or send(text)  # type: ignore[method-assign,func-returns-value]
    said = {}
    for name, text in asked.items():
        sent.clear()
        result = engine.query(text)
        if not isinstance(result, bool) and hasattr(result, "__iter__"):
            list(result)
        said[name] = sent[-1]
    return said


def report(bench: Bench, names: list[str], asked: list[str], runs: Found, single: Found) -> None:
    """Print requests a second and the slowest hundredth, and the ratios that are aimed at."""
    print(f"\nendpoint: requests a second (and ms within which 99 of 100 are answered), {servers.WORKERS} workers each")
    middle: dict[tuple[str, str, int], rates.Rate] = {}
    for key, found in runs.items():
        columns = [statistics.median(column) for column in zip(*found, strict=True)]
        middle[key] = rates.Rate(columns[0], columns[1], int(columns[2]))
    for name in asked:
        for server in names:
            once = single[server, name]
            line = f"  {name:25}{server:20}"
            for clients in CLIENTS:
                one = middle.get((server, name, clients))
                line += f"{one.each_second:9.0f} ({one.late:6.1f}){'!' if one.failed else ' '}" if one else f"{'–':>19}"
            print(line + (f"  {once[1]} rows" if once and name != "ASK" else "" if once else "  no answer in time"))
    own = [name for name in names if name in (servers.ON_DISK, servers.HELD)]
    for ours, server in itertools.product(own, names):
        if server not in own:
            said = ", ".join(f"{name} {ratio(ours, server, name, middle, single)}" for name in asked)
            print(f"  {ours} / {server}: {said}")
    bench.found["endpoint"] = [
        {"server": server, "query": name, "clients": clients, **one._asdict()}
        for (server, name, clients), one in middle.items()
    ]
    bench.found["rows"] = {f"{server}, {name}": once and once[1] for (server, name), once in single.items()}


def ratio(own: str, server: str, name: str, middle: Found, single: Found) -> str:
    """Say how many times as many requests ours answers: the median over the numbers of clients, else one answer."""
    both = [(middle.get((own, name, clients)), middle.get((server, name, clients))) for clients in CLIENTS]
    ratios = [ours.each_second / theirs.each_second for ours, theirs in both if ours and theirs and theirs.each_second]
    if ratios:
        return f"{statistics.median(ratios):.1f}"
    ours, theirs = single[own, name], single[server, name]
    return f"{theirs[0] / ours[0]:.0f}" if ours and theirs else "without answer in time" if ours else "–"


def versions() -> Found:
    """Return the versions of what was compared, and the machine's load."""
    packages = ("jbgraph", "pyoxigraph", "rdflib", "rdflib-endpoint", "uvicorn", "starlette")
    said = subprocess.run(["virtuoso-t", "-?"], check=False, capture_output=True, text=True)
    line = next((line for line in (said.stdout + said.stderr).splitlines() if line.startswith("Version")), "Version ?")
    return {
        **{name: version(name) for name in packages}, "virtuoso": line.split()[1], "python": platform.python_version(),
        "cores": os.cpu_count(), "load": [round(one, 1) for one in os.getloadavg()],
    }  # fmt: skip


def main() -> None:
    """Measure what is chosen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--triples", type=int, default=SMALL)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each run of requests")
    parser.add_argument("--patience", type=float, default=0.5, help="seconds that a question may take")
    parser.add_argument("--rdflib", type=int, default=100_000, help="triples up to which rdflib is measured")
    parser.add_argument("--memory", type=int, default=2_000_000, help="triples up to which they are held in memory")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS)
    parser.add_argument("--no-virtuoso", dest="virtuoso", action="store_false")
    parser.add_argument("--folder", type=Path, help="where the nation, its store and quads stay for the next run")
    parser.add_argument("--json", type=Path, help="where the JSON is written, too")
    chosen = parser.parse_args()
    lacking = servers.missing()
    if lacking:
        sys.exit("\n".join(["not installed:", *lacking]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that no server stays behind
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="jbgraph-peers-") as name:
        bench = Bench(chosen, chosen.folder.resolve() if chosen.folder else Path(name), Path(name))
        print(f"{bench.triples:,} triples, {chosen.rounds} rounds", flush=True)
        for section in chosen.only:
            {"load": section_load, "cold": section_cold, "questions": section_questions, "endpoint": section_endpoint}[
                section
            ](bench)
    bench.found |= {"versions": versions(), "seconds": round(time.perf_counter() - start)}
    text = json.dumps(bench.found, ensure_ascii=False)
    if chosen.json:
        chosen.json.write_text(text, "utf-8")
    print(f"\nin {bench.found['seconds']} s\n{text}")


if __name__ == "__main__":
    main()
