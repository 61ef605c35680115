"""The process that workers are born from: it has all imported, and the graph in memory where it is held there.

A worker forked here is ready in a few milliseconds and shares the graph. The service itself has threads and
connections that must not be forked. Run as `python -m jbgraph.server.nursery JSON` with a socket as standard input.

The service says `F` with a descriptor (the pipe of a new worker) or `K` with a process id (end this one); the nursery
says which worker has ended and how. When the service is gone, all of them go.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import warnings
from contextlib import suppress
from importlib import import_module

from jbgraph.server.opening import Place, load
from jbgraph.server.settings import Budget
from jbgraph.server.worker import work

PRELOAD = (
    "jbgraph.cards",
    "jbgraph.questions",
    "jbgraph.search",
    "jbgraph.evidence",
    "jbgraph.server.about",
    "jbgraph.server.pages.asking",
    "jbgraph.server.pages.described",
    "jbgraph.server.pages.drawn",
    "jbgraph.server.pages.editor",
    "jbgraph.server.pages.entity",
    "jbgraph.server.pages.finding",
    "jbgraph.server.pages.home",
    "jbgraph.server.pages.checking",
)
"""Modules that workers use and that all of them share once they are imported here."""

ORDER = struct.Struct(">cI")
ENDED = struct.Struct(">Ii")
_PDEATHSIG = 1


def main(text: str) -> None:
    """Bear workers until the service is gone."""
    given = json.loads(text)
    place, budget = Place(**given["place"]), Budget(**given["budget"])
    control = socket.socket(fileno=0)
    control.setblocking(True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the service ends us in order
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for module in PRELOAD:
        import_module(module)
    store = load(place)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, what workers share
    woken, wake = socket.socketpair()
    for end in (woken, wake):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno())
    children: set[int] = set()
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            with suppress(BlockingIOError):
                woken.recv(4096)
            bury(control, children)
        if control not in ready:
            continue
        order, fds, _, _ = socket.recv_fds(control, ORDER.size, 1)
        if len(order) < ORDER.size:
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            alone(control, woken, wake)
            return
        tag, pid = ORDER.unpack(order)
        if tag == b"K" and pid in children:
            os.kill(pid, signal.SIGKILL)
        elif tag == b"F":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # the threads are the engine's, and they sleep
                child = os.fork()
            if child:
                children.add(child)
                os.close(fds[0])
                continue
            alone(control, woken, wake)
            mute()
            with socket.socket(fileno=fds[0]) as pipe:
                work(pipe, place, store, budget)
            return


def bury(control: socket.socket, children: set[int]) -> None:
    """Take note of the workers that have ended, and tell the service."""
    for pid in list(children):
        with suppress(ChildProcessError):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                children.discard(pid)
                with suppress(OSError):
                    control.sendall(ENDED.pack(pid, os.waitstatus_to_exitcode(status)))


def alone(*ours: socket.socket) -> None:
    """Let go of what is the nursery's; a worker that has just been forked is never without it all the same."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for end in ours:
        end.close()
    with suppress(OSError, AttributeError):  # Linux has this; elsewhere a worker ends with its pipe
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)


def mute() -> None:
    """Close the standard error of a worker: the engine says there why it gave up, and the service says it in words."""
    if not os.environ.get("JBGRAPH_DEBUG"):
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 2)
        os.close(quiet)


if __name__ == "__main__":
    main(sys.argv[1])
