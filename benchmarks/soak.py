"""Whether a service under mixed load, with hostile clients beside it, loses any request that it has accepted.

    python benchmarks/soak.py [--minutes M | --seconds S] [--clients N] [--pause SECONDS]

`jbgraph serve` over the shipped graph is asked for look-ups, named questions, pages and downloads while other clients
send malformed queries, huge names, brackets inside brackets and queries without end, take their time, hang up, come two
hundred at a time, and kill workers. Each well-formed request has to get its full right answer, or a 503 that says when
to come again. Look-ups and downloads are compared with pyoxigraph on the same graph in this process, pages with what
they were before. At the end nothing is left over: memory, processes and open files are what they were. The exit code is
1 if anything was lost or left.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hostile import Hostile, children, workers
from pyoxigraph import DefaultGraph, QueryResultsFormat, RdfFormat, Store, parse
from talking import Answer, Line, Request, sparql

import jbgraph

TABLE = "application/sparql-results+json"
WORKERS = 2
BUDGET = ("--timeout", "60", "--memory", "256", "--rows", "200000", "--workers", str(WORKERS), "--queue", "500")
CROWD = 200
TIMES = 3
"""How often the long download holds the whole graph."""

EVERY = 10.0
"""Seconds from one crowd, and one look at the memory, to the next."""

GROWN, MORE = 1.1, 16.0
"""By how much memory may have grown, as a factor and in MiB besides."""

ASK = "ASK { ?s a jb:Goal }"
HTML, JSON, CSV = "text/html", "application/json", "text/csv"
PAGES = (
    ("/?lang=zh", HTML), ("/query?lang=en", HTML), ("/questions?lang=zh", HTML), ("/openapi.json", "*/*"),
    ("/search?format=json&q=%E6%B8%AF", JSON), ("/questions/goals-by-document", JSON), ("/questions/all-tasks", CSV),
    ("/questions/coverage-of-documents", HTML), ("/.well-known/void", "text/turtle"),
)  # fmt: skip


@dataclass
class Kind:
    """One kind of request.

    :ivar right: says whether a body is the right one for the request of this number.
    :ivar lost: what came in place of a right answer.
    """

    name: str
    requests: list[Request]
    right: Callable[[int, bytes], bool]
    good: int = 0
    later: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    known: dict[int, bytes] = field(default_factory=dict)

    def judge(self, number: int, answer: Answer, took: float) -> None:
        """Take note of an answer."""
        if answer.honest:
            self.later += 1
        elif answer.status != 200:
            self.lost[f"{answer.status} {answer.body[:120].decode('utf-8', 'replace').strip()}"] += 1
        elif self.known.get(number) == answer.body or self.right(number, answer.body):
            self.known[number] = answer.body
            self.good += 1
            self.times.append(took)
        else:
            self.lost["a wrong answer"] += 1


def kinds(store: Store, prefixes: str, dice: random.Random) -> list[Kind]:
    """Return what is asked, with what is right as pyoxigraph says it."""
    named = "SELECT DISTINCT ?s { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?s"
    things = dice.sample([row["s"].value for row in store.query(named)], 400)  # type: ignore[union-attr]
    lookups = [f"SELECT ?p ?o {{ <{iri}> ?p ?o }}" for iri in things]
    twos = [f"SELECT ?x ?p ?y {{ ?x ?q <{iri}> . ?x ?p ?y }} LIMIT 3000" for iri in things[:100]]

    def same_rows(queries: list[str]) -> Callable[[int, bytes], bool]:
        def right(number: int, body: bytes) -> bool:
            result: Any = store.query(prefixes + queries[number])
            mine = result.serialize(format=QueryResultsFormat.JSON)
            return rows(body) == rows(mine)

        return right

    def same_triples(number: int, body: bytes) -> bool:
        del number
        expected = {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}
        return {quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)} == expected

    def all_rows(number: int, body: bytes) -> bool:
        del number
        count = len(list(store.quads_for_pattern(None, None, None, DefaultGraph())))
        return len(json.loads(body)["results"]["bindings"]) == TIMES * count

    first: dict[Request, bytes] = {}

    def as_before(number: int, body: bytes) -> bool:
        return first.setdefault(pages[number], body) == body

    pages = [Request(path, accept) for path, accept in PAGES]
    spaces = ("https://w3id.org/jbgraph/", "/doc/"), ("#", "%23")
    pages += [Request(replaced(iri, spaces), HTML) for iri in things[:40]]
    many = f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(TIMES)))} }} ?s ?p ?o }}"
    return [
        Kind("ask", [sparql(ASK, TABLE)], lambda _, body: json.loads(body)["boolean"] is True),
        Kind("look-ups", [sparql(query, TABLE) for query in lookups], same_rows(lookups)),
        Kind("two steps", [Request("/sparql", TABLE, query.encode()) for query in twos], same_rows(twos)),
        Kind("pages and questions", pages, as_before),
        Kind("whole graph", [Request("/graphs?default", "application/n-triples")], same_triples),
        Kind("long download", [sparql(many, TABLE)], all_rows),
    ]


def replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return a text with some words in place of others."""
    for old, new in pairs:
        text = text.replace(old, new)
    return text


SHARES = (30, 30, 15, 15, 3, 1)


def rows(body: bytes) -> list[str]:
    """Return the solutions of a result, in an order of their own."""
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])


class State:
    """What a service holds: memory of it and of the nursery, open files of both."""

    def __init__(self, pid: int) -> None:
        nursery = list(children(pid))
        self.memory = [resident(one) for one in (pid, *nursery)]
        self.files = [files(one) for one in (pid, *nursery)]
        self.workers = len(workers(pid))


def at_most(some: list[int], others: list[int]) -> bool:
    """Say whether no number is larger than the one in its place."""
    return all(one <= other for one, other in zip(some, others, strict=True))


def resident(pid: int) -> float:
    """Return the MiB of memory that a process has."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def files(pid: int) -> int:
    """Return how many files, sockets and pipes a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


class Soak:
    """One run.

    :ivar memory: MiB of the service, now and then.
    """

    def __init__(self, host: str, port: int, pid: int, what: list[Kind], seconds: float) -> None:
        self.host, self.port, self.pid = host, port, pid
        self.kinds = what
        self.dice = random.Random(1)
        self.hostile = Hostile(host, port, pid, self.dice)
        self.crowds: Counter[str] = Counter()
        self.memory: list[float] = []
        self.end = time.monotonic() + seconds

    def over(self) -> bool:
        """Say whether the time is up."""
        return time.monotonic() > self.end

    async def client(self, pause: float) -> None:
        """Ask one thing after another."""
        line = Line(self.host, self.port)
        while not self.over():
            (kind,) = self.dice.choices(self.kinds, SHARES)
            await self.ask(line, kind, self.dice.randrange(len(kind.requests)))
            await asyncio.sleep(pause)
        await line.close()

    async def ask(self, line: Line, kind: Kind, number: int) -> None:
        """Ask for one thing and judge what comes."""
        start = time.monotonic()
        try:
            answer = await line.ask(kind.requests[number])
        except (OSError, EOFError, ValueError) as error:
            kind.lost[f"broken off: {type(error).__name__}"] += 1
            return
        kind.judge(number, answer, time.monotonic() - start)

    async def crowd(self) -> None:
        """Come two hundred at a time, and look at the memory."""
        right = (await Line(self.host, self.port).ask(sparql(ASK))).body
        while not self.over():
            self.memory.append(resident(self.pid))
            self.crowds += await self.hostile.crowd(CROWD, right)
            await asyncio.sleep(min(EVERY, max(0.0, self.end - time.monotonic())))

    async def warm_up(self) -> State:
        """Ask for everything once, with nobody beside, and return what the service holds then."""
        line = Line(self.host, self.port)
        for kind in self.kinds:
            for number in range(len(kind.requests)):
                await self.ask(line, kind, number)
            kind.times.clear()
        await line.close()
        return await self.settled()

    async def settled(self, before: State | None = None) -> State:
        """Return what the service holds at rest: with all its workers, and no more open than before."""
        state = State(self.pid)
        for _ in range(300):
            await asyncio.sleep(0.1)
            last, state = state, State(self.pid)
            if state.workers == WORKERS + 1 and at_most(state.files, (before or last).files):
                break
        return state

    async def run(self, clients: int, pause: float) -> None:
        """Have all of them at it until the time is up."""
        attacks = [attack.go_on(self.over) for attack in self.hostile.attacks]
        async with asyncio.TaskGroup() as together:
            for work in (*attacks, self.crowd(), *(self.client(pause) for _ in range(clients))):
                together.create_task(work)


def remaining(pids: list[int]) -> list[int]:
    """Return which processes still run, some seconds after they were to end."""
    for _ in range(50):
        left = [pid for pid in pids if runs(pid)]
        if not left:
            break
        time.sleep(0.1)
    return left


def runs(pid: int) -> bool:
    """Say whether a process is there and has not ended, even if nobody has asked yet how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def report(soak: Soak, before: State, after: State, left: list[int], seconds: float) -> bool:
    """Print what came of it; return whether all is well."""
    print(f"{seconds:.0f} s, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"  {'well-formed':22}{'asked':>8}{'right':>8}{'503':>6}{'lost':>6}{'median ms':>11}{'p99 ms':>9}")
    lost = 0
    for kind in soak.kinds:
        gone = sum(kind.lost.values())
        lost += gone
        times = sorted(kind.times) or [0.0]
        middle, late = statistics.median(times) * 1000, times[int(len(times) * 0.99)] * 1000
        asked = kind.good + kind.later + gone
        print(f"  {kind.name:22}{asked:8}{kind.good:8}{kind.later:6}{gone:6}{middle:11.1f}{late:9.1f}")
    gone = sum(count for what, count in soak.crowds.items() if what.startswith("lost"))
    lost += gone
    crowd = f"{CROWD} at a time"
    print(f"  {crowd:22}{soak.crowds.total():8}{soak.crowds['right']:8}{soak.crowds['503']:6}{gone:6}")
    for kind in soak.kinds:
        for what, count in kind.lost.most_common(5):
            print(f"    lost, {kind.name}: {count} × {what}")
    for what, count in soak.crowds.items():
        if what.startswith("lost"):
            print(f"    {count} × {what}")
    for attack in soak.hostile.attacks:
        said = ", ".join(f"{what} {count}" for what, count in sorted(attack.seen.items()))
        print(f"  hostile: {attack.name:14}{said}")
    middle = len(soak.memory) // 2
    early, late = (statistics.median(part or [0.0]) for part in (soak.memory[1:middle], soak.memory[middle:]))
    flat = len(soak.memory) < 8 or late <= early * GROWN + MORE
    held = f"{before.memory[0]:.0f} before, {early:.0f} in the first half, {late:.0f} in the second"
    print(f"  memory of the service, MiB: {held}, {after.memory[0]:.0f} after")
    print(f"  memory of the nursery, MiB: {before.memory[-1]:.0f} before, {after.memory[-1]:.0f} after")
    print(f"  open files: {before.files} before, {after.files} after; workers: {before.workers}, {after.workers}")
    print(f"  processes left when it had ended: {len(left)}")
    same = at_most(after.files, before.files) and after.workers == before.workers
    print("all is well" if not lost and flat and same and not left else "NOT WELL")
    return not lost and flat and same and not left


def main() -> int:
    """Run, print, and return the exit code."""
    given = argparse.ArgumentParser(description="Load a service with hostile clients beside.")
    given.add_argument("--minutes", type=float, default=10.0)
    given.add_argument("--seconds", type=float)
    given.add_argument("--clients", type=int, default=8)
    given.add_argument("--pause", type=float, default=0.01)
    options = given.parse_args()
    seconds = options.seconds or options.minutes * 60
    graph: Any = jbgraph.load()
    prefixes = f"PREFIX jb: <{jbgraph.terms.JB}> "
    what = kinds(graph.engine.store, prefixes, random.Random(2))
    with tempfile.TemporaryDirectory(prefix="jbgraph-soak-") as folder, (Path(folder) / "log").open("wb") as log:
        command = [sys.executable, "-m", "jbgraph", "serve", "--port", "0", *BUDGET]
        service = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env={**os.environ, "LC_ALL": "C.UTF-8"})
        try:
            assert service.stdout
            found = re.search(r"http://([^:/]+):(\d+)", service.stdout.readline().decode())
            assert found, "it does not start"

            async def all_of_it() -> tuple[Soak, State, State]:
                soak = Soak(found[1], int(found[2]), service.pid, what, 0)
                before = await soak.warm_up()
                soak.end = time.monotonic() + seconds
                await soak.run(options.clients, options.pause)
                return soak, before, await soak.settled(before)

            soak, before, after = asyncio.run(all_of_it())
            family = [service.pid, *children(service.pid), *workers(service.pid)]
            service.terminate()
            code = service.wait(60)
        finally:
            if service.poll() is None:
                service.kill()
        left = remaining(family)
        lines = (Path(folder) / "log").read_text("utf-8", "replace")
        faults = lines.count("Traceback")
    well = report(soak, before, after, left, seconds)
    ends = Counter(line.split()[1] for line in lines.splitlines() if " ms " in line)
    print("  by the log:", ", ".join(f"{how} {count}" for how, count in ends.most_common()))
    for line in lines.splitlines():
        if re.search(r" (timeout|killed|crashed|fault) .*(graph default|VALUES \?x|<https://w3id)", line):
            print("   ", line[:120])
    if code or faults:
        print(f"  it ended with {code} and {faults} tracebacks in its log")
    return 0 if well and not code and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
