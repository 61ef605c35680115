"""The service's end of the pipe to a worker."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from functools import lru_cache
from typing import Any, Protocol

from jbgraph.server.answers import Answer
from jbgraph.server.frames import DATA, END, FAIL, READY, WHOLE, Reader, parts
from jbgraph.server.jobs import wire
from jbgraph.server.trouble import ToldError


class Owner(Protocol):
    """The pool, as a worker sees it."""

    def ready(self, worker: Worker) -> None:
        """It has opened the graph."""

    def begin(self, worker: Worker) -> None:
        """It has come to the next of its jobs."""

    def release(self, worker: Worker) -> None:
        """It has done all its jobs."""

    def drop(self, worker: Worker) -> None:
        """It is to end."""

    def lost(self, worker: Worker) -> None:
        """Its pipe is closed."""

    def offer(self) -> None:
        """There is room for a job."""

    def redo(self, answer: Answer) -> None:
        """A job that it has not come to goes elsewhere."""

    def done(self, answer: Answer) -> None:
        """A job has come to its end."""


class Worker(asyncio.Protocol):
    """A worker as the service sees it: what it is at, and what already waits in its pipe.

    Small jobs are handed over before it asks, so that neither side has to be woken for each. A job that has been given
    up, or elsewhere, is still answered when its turn comes; the answer is passed over.

    :ivar aside: whether others no longer wait for it.
    :ivar last: whether it ends of itself after the job it is at.
    """

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self.pid = 0
        self.jobs: deque[Answer] = deque()
        self.aside = False
        self.last = False
        self.transport: asyncio.Transport
        self._reader = Reader()
        self._out: list[bytes] = []
        self._loop = asyncio.get_running_loop()

    def take(self, answer: Answer) -> None:
        """Hand over a job."""
        answer.given(self)
        self.jobs.append(answer)
        if not self._out:  # those of one turn of the loop go together: each write may wake a process
            self._loop.call_soon(self._hand_over)
        self._out.append(wire(answer.job))
        if len(self.jobs) == 1:
            self.owner.begin(self)

    def _hand_over(self) -> None:
        out = self._out[0] if len(self._out) == 1 else b"".join(self._out)
        self._out.clear()
        if not self.transport.is_closing():  # else what has become of the worker is about to be seen
            self.transport.write(out)

    def recall(self) -> None:
        """Give the jobs that it has not come to elsewhere."""
        for number in range(1, len(self.jobs)):
            answer = self.jobs[number]
            if answer.running:
                self.jobs[number] = Answer(answer.job)
                answer.given(None)
                self.owner.redo(answer)

    # -- what the event loop says ------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the pipe."""
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Take what the worker says."""
        for tag, body in self._reader.feed(data):
            if tag == READY:
                self.pid = heard(body)["pid"]
                self.owner.ready(self)
            elif not self.jobs:
                return  # it is about to end
            elif tag in (WHOLE, END, FAIL):
                self._take_last(tag, body)
            elif self.jobs[0].running:
                if tag == DATA:
                    self.jobs[0].take(body)
                else:
                    self.jobs[0].open(heard(body))

    def _take_last(self, tag: bytes, body: bytes) -> None:
        """Take what ends a job."""
        answer = self.jobs[0]
        head, data = parts(body) if tag == WHOLE else (body, b"")
        said = heard(head)
        self.last = said["leaves"]
        if not answer.running:  # given up while it waited in the pipe
            self.free(answer)
        elif tag == WHOLE:
            answer.whole(said, data)
        elif tag == END:
            answer.end(said)
        else:
            answer.rows = said["rows"]
            answer.fail(ToldError(said))

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that the worker is gone."""
        self.owner.lost(self)

    # -- what the answer says ----------------------------------------------------------------------------

    def pause(self) -> None:
        """Take no more from the worker for now: its pipe fills, and it waits."""
        self.transport.pause_reading()

    def resume(self) -> None:
        """Go on."""
        if not self.transport.is_closing():
            self.transport.resume_reading()

    def free(self, answer: Answer) -> None:
        """Go on to the next job."""
        if self.last:
            self.recall()
        self.jobs.popleft()
        for timer in answer.timers:
            timer.cancel()
        self.owner.done(answer)
        if self.last:
            self.jobs.clear()
            self.owner.drop(self)
        elif self.jobs:
            self.owner.begin(self)
            self.owner.offer()
        else:
            self.owner.release(self)

    def kill(self, answer: Answer) -> None:
        """End in the middle of a job; one that it has not come to is only given up."""
        if self.jobs and self.jobs[0] is answer:
            self.last = True
            self.recall()
            self.jobs.clear()
            self.owner.drop(self)
            self.owner.done(answer)


@lru_cache(maxsize=1024)
def heard(body: bytes) -> dict[str, Any]:
    """Return what a worker says, which is to be left as it is: heads and ends are the same again and again."""
    said: dict[str, Any] = json.loads(body)
    return said
