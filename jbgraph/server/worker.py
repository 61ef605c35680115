"""A worker: answers one job after another until the service hangs up."""

from __future__ import annotations

import gc
import json
import os
import resource
import socket
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from jbgraph.errors import JbgraphError
from jbgraph.server.answering import Served
from jbgraph.server.frames import READY, Reader, said
from jbgraph.server.jobs import QUERY, SHORT
from jbgraph.server.opening import Place, open_graph
from jbgraph.server.output import Mouth, Output
from jbgraph.server.settings import Budget
from jbgraph.server.trouble import ServiceError, bug, told

QUICK = 0.004
"""Seconds within which a job is a quick one, others of which may be handed over before they are asked for."""

SWIFT = 0.0005
"""Seconds within which a job is done so soon that to wake another worker for the next one would take longer."""

KEPT = 1024
"""Jobs that are remembered as swift."""

LONG = 0.05
"""Seconds after which it is worth a look how much memory a job has left behind."""

MIB = 2**20


def work(pipe: socket.socket, place: Place, store: Store | None, budget: Budget) -> None:
    """Open the graph, say so, and answer jobs from a pipe until it ends.

    :param store: the graph in memory, if it is held there.
    """
    graph = open_graph(place, store)
    served = Served(graph)
    graph.prefixes  # noqa: B018 - read before the first job has to wait for it
    graph.ask("ASK { ?s ?p ?o }")
    base = taken()
    with suppress(OSError, ValueError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_DATA, (base + budget.memory * MIB,) * 2)
    gc.freeze()
    reader, mouth = Reader(), Mouth(pipe)
    swift: set[bytes] = set()
    with suppress(BrokenPipeError, ConnectionResetError):
        pipe.sendall(said(READY, {"pid": os.getpid()}))
        while data := pipe.recv(MIB):
            for _, body in reader.feed(data):
                if body not in swift:  # what was done before it is not to wait for it
                    mouth.say()
                started = time.perf_counter()
                if answer(mouth, served, heard(body), budget, base):
                    mouth.say()
                    return
                if time.perf_counter() - started > SWIFT:
                    swift.discard(body)
                    mouth.say()
                elif len(swift) < KEPT:
                    swift.add(body)
            mouth.say()


def heard(body: bytes) -> dict[str, Any]:
    """Return a job, which is to be left as it is if it is a query: the same come again and again."""
    return _again(body) if len(body) < SHORT and body.startswith(QUERY) else _heard(body)


def _heard(body: bytes) -> dict[str, Any]:
    job: dict[str, Any] = json.loads(body)
    return job


_again = lru_cache(maxsize=KEPT)(_heard)


def answer(mouth: Mouth, served: Served, job: dict[str, Any], budget: Budget, base: int) -> bool:
    """Do one job; return whether this worker is to be followed by another.

    What a large job leaves behind in memory would be missing for the next.
    """
    out = Output(mouth, budget.rows, job["gzip"])
    started = time.perf_counter()

    def full() -> bool:
        return time.perf_counter() - started > LONG and taken() - base > budget.memory * MIB / 2

    try:
        form = getattr(served, job["do"])(job, out)
        took = time.perf_counter() - started
        pace = "swift" if took < SWIFT else "quick" if took < QUICK else "slow"
        out.end(form=form, leaves=(leaves := full()), pace=pace)
        return leaves
    except (BrokenPipeError, ConnectionResetError):
        raise
    except MemoryError:
        error: dict[str, Any] = told(too_much(budget.memory))
    except JbgraphError as known:
        error = told(known)
    except Exception as unknown:
        error = told(bug(unknown))
    out.fail(error, leaves=(leaves := full()))
    return leaves


def taken() -> int:
    """Return the bytes of memory that this process has for data; 0 where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
    return 0


def too_much(memory: int) -> ServiceError:
    """Return the error for a query that takes too much memory."""
    return ServiceError(
        (f"the query takes more than {memory} MiB of memory", f"查询所用内存超过{memory} MiB"),
        "memory",
        hint=("ask for less, or without ORDER BY and GROUP BY over everything", "缩小范围，或避免对全部数据排序、分组"),
    )
