"""The named questions, timed engine beside engine: each engine in a process of its own, which is ended when it is late.

Run by itself it is such a process: it reads names of questions, one a line, and answers each with a line of JSON.
"""

from __future__ import annotations

import json
import queue
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

MOST = 7
"""Rounds at most: quick questions are asked so often, slow ones for about a fifth of a second, once at least."""
ENOUGH = 0.2
Side = Callable[[str], list[Any]]


@dataclass
class Times:
    """What the questions took one engine.

    :ivar seconds: side → question → median of its seconds; the library and the bare engine are two sides of one store.
    :ivar rows: question → rows of the answer, for each side.
    :ivar late: the questions that were not answered in time.
    """

    seconds: dict[str, dict[str, float]] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def timed(engine: str, where: str, names: list[str], patience: float) -> Times:
    """Ask an engine each question, and start it anew where it takes longer than so many seconds."""
    found, left = Times(), list(names)
    while left:
        with asked(engine, where) as tell:
            while left:
                name = left.pop(0)
                try:
                    told = tell(f"{name} {patience}\n", patience)
                except queue.Empty:
                    found.late.append(name)
                    break
                if told["rows"]:
                    found.rows[name] = told["rows"]
                    for side, seconds in told["seconds"].items():
                        found.seconds.setdefault(side, {})[name] = seconds
                else:
                    (found.wrong if told["wrong"] else found.late).append(name)
    return found


@contextmanager
def asked(engine: str, where: str) -> Iterator[Callable[[str, float], dict[str, Any]]]:
    """Start the process of an engine, wait until it holds its data, and end it with the block.

    What it is told is answered within so many seconds, and those of the further rounds; else `queue.Empty` is raised.
    """
    command = [sys.executable, __file__, engine, where]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    lines: queue.Queue[str] = queue.Queue()

    def hear() -> None:
        for line in process.stdout or ():
            lines.put(line)

    def tell(line: str, patience: float) -> dict[str, Any]:
        assert process.stdin
        process.stdin.write(line)
        process.stdin.flush()
        lines.get(timeout=patience)  # the first answer is there, and more are to come
        told: dict[str, Any] = json.loads(lines.get(timeout=4 * patience + 2 * ENOUGH))
        return told

    with process:
        heard = threading.Thread(target=hear, daemon=True)
        heard.start()
        assert lines.get() == "ready\n", f"{engine} does not start"
        try:
            yield tell
        finally:
            process.kill()
            heard.join()


# -- in the process of an engine -----------------------------------------------------------------------------


def sides(engine: str, where: str) -> dict[str, Side]:
    """Return what an engine is asked by: for a store our library and the bare engine, else one alone."""
    from asking import parameters
    from pyoxigraph import Store

    import jbgraph
    from jbgraph import PlanGraph, questions
    from jbgraph.engines import EmbeddedEngine

    def library(graph: PlanGraph) -> Side:
        return lambda name: list(questions.ask(graph, name, parameters(name)))  # type: ignore[arg-type]

    def text(graph: PlanGraph, name: str) -> str:
        return graph.with_prefixes(questions.fill(graph, questions.question(name), parameters(name), "zh"))

    if engine in ("disk", "memory"):
        graph = jbgraph.load(store=where)
        assert isinstance(graph.engine, EmbeddedEngine)
        if engine == "memory":
            held = Store()
            held.bulk_extend(graph.engine.store)
            graph = PlanGraph(EmbeddedEngine(held), folder=graph.folder)
        store = graph.engine.store  # type: ignore[union-attr]
        texts: dict[str, str] = {}

        def bare(name: str) -> list[Any]:
            return list(store.query(texts[name] if name in texts else texts.setdefault(name, text(graph, name))))

        return {"pyoxigraph": bare, "jbgraph": library(graph)}
    if engine == "endpoint":
        return {"endpoint": library(jbgraph.load(endpoint=where, timeout=10))}
    from rdflib import Dataset

    store_path, quads = where.split("|")
    graph, data = jbgraph.load(store=store_path), Dataset()
    data.parse(quads, format="nquads")
    data.query("ASK {}")  # imports what must not be broken off
    return {"rdflib": lambda name: list(data.query(text(graph, name)))}


def main() -> None:
    """Answer names of questions with their times."""
    known = sides(*sys.argv[1:3])
    print("ready", flush=True)
    for line in sys.stdin:
        name, patience = line.split()
        print(json.dumps(told(known, name, float(patience))), flush=True)


def told(known: dict[str, Side], name: str, patience: float) -> dict[str, Any]:
    """Return the medians of a question by side, asked in turn; no rows if one was late or failed.

    A line is printed after the first answer, so that whoever waits can tell.
    """
    seconds: dict[str, list[float]] = {side: [] for side in known}
    rows: list[int] = []
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, patience)  # heard by rdflib; the others are ended from outside
    try:
        start = time.perf_counter()
        for ask in known.values():
            rows.append(len(ask(name)))
            signal.setitimer(signal.ITIMER_REAL, 0)
            if len(rows) == 1:
                print(flush=True)
        once = (time.perf_counter() - start) / len(known)
        for _ in range(max(1, min(MOST, int(ENOUGH / once)))):
            for side, ask in known.items():
                before = time.perf_counter()
                ask(name)
                seconds[side].append(time.perf_counter() - before)
    except TimeoutError:
        print(flush=True)
        return {"rows": [], "wrong": False}
    except Exception as error:  # of whatever engine it is: what counts is that there is no answer
        print(f"{name}: {error}", file=sys.stderr)
        if not rows:
            print(flush=True)
        return {"rows": [], "wrong": True}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"rows": rows, "seconds": {side: statistics.median(took) for side, took in seconds.items()}, "wrong": False}


def late(*_: object) -> None:
    """Break off."""
    raise TimeoutError


if __name__ == "__main__":
    main()
