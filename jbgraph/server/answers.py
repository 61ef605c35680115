"""What comes back from a worker, as the service hands it on."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol

from jbgraph.server.fates import broken, left_alone
from jbgraph.server.jobs import Job
from jbgraph.server.repeats import Repeat
from jbgraph.server.trouble import ServiceError

FULL, DRAINED = 1024 * 1024, 256 * 1024
"""Bytes held for a client at which the worker is made to wait, and at which it may go on."""


Gone = Callable[[], Awaitable[Any]]
"""Returns when the client is gone."""


class Source(Protocol):
    """The worker that an answer comes from, as the answer sees it."""

    def pause(self) -> None:
        """Take no more from the worker for now."""

    def resume(self) -> None:
        """Go on."""

    def free(self, answer: Answer) -> None:
        """The worker has done its job."""

    def kill(self, answer: Answer) -> None:
        """The worker is not to go on with it."""


class Answer:
    """What a worker answers: a head, then bytes, then the number of rows.

    :ivar gone: returns when the client is gone.
    :ivar limit: seconds that the job may take.
    :ivar media_type: of the body.
    :ivar encoding: `gzip`, or nothing.
    :ivar form: `select`, `ask`, `triples` or `made`; empty until the end.
    :ivar rows: solutions or triples, known at the end.
    :ivar complete: whether all of it is here.
    :ivar pace: `swift`, `quick` or `slow`: how the worker came on with it, known at the end.
    :ivar slow: whether the clock already looks after it in particular.
    :ivar lost: how many workers were killed over it by others.
    :ivar seconds: from the moment a worker had it to the last byte.

    :param heed: is called once, when the answer is complete, begins to come in parts, or has failed.
    """

    def __init__(
        self,
        job: Job,
        gone: Gone | None = None,
        limit: float = 0.0,
        heed: Callable[[Answer], None] | None = None,
    ) -> None:
        self.job = job
        self.gone = gone
        self.limit = limit
        self.heed = heed
        self.media_type = ""
        self.encoding = ""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.form = ""
        self.rows = 0
        self.complete = False
        self.pace = ""
        self.slow = False
        self.lost = 0
        self.error: ServiceError | None = None
        self.started = time.perf_counter()
        self.seconds = 0.0
        self.timers: list[asyncio.TimerHandle] = []
        self.watch: asyncio.Future[Any] | None = None
        self._source: Source | None = None
        self._parts: deque[bytes] = deque()
        self._held = 0
        self._paused = False
        self._repeat = Repeat()
        self._wake: asyncio.Future[None] | None = None

    @property
    def running(self) -> bool:
        """Whether a worker is still at it."""
        return self._source is not None

    async def opened(self) -> None:
        """Wait for the head.

        :raises ServiceError: if there is an error in its place.
        """
        while not self.media_type and not self.error:
            await self._more()
        if self.error:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body in parts.

        :raises ServiceError: if it breaks off.
        """
        while True:
            while self._parts:
                part = self._parts.popleft()
                self._held -= len(part)
                if self._paused and self._held < DRAINED and self._source:
                    self._paused = False
                    self._source.resume()
                yield part
            if self.error:
                raise self.error
            if self.complete:
                return
            await self._more()

    async def read(self) -> bytes:
        """Return the whole body."""
        return b"".join([part async for part in self])

    def rest(self) -> bytes:
        """Return what is here of the body and has not been taken."""
        parts, self._parts = self._parts, deque()
        self._held = 0
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def given(self, source: Source | None) -> None:
        """Take note of the worker that has the job, or that none has it for now."""
        self._source = source
        self.started = time.perf_counter()
        self.slow = False
        self._paused = False
        if self.timers:
            self._unset()

    def anew(self) -> None:
        """Get ready to be given once more from the beginning, after the loss of a worker."""
        self.lost += 1
        self._repeat.begin()
        self.given(None)

    def cancel(self) -> None:
        """Give up: the worker is killed if it is still at it."""
        if not self.complete and not self.error:
            self.stop(left_alone())

    # -- what the worker and the clock say ---------------------------------------------------------------

    def open(self, head: dict[str, Any]) -> None:
        """Take the head."""
        self._head(head)
        self._stir()

    def _head(self, head: dict[str, Any]) -> None:
        self.media_type = head["type"]
        self.encoding = head.get("encoding", "")
        self.status = head.get("status", 200)
        self.headers = head.get("headers") or {}

    def take(self, data: bytes) -> None:
        """Take a part of the body."""
        try:
            data = self._repeat.new(data)
        except ValueError:
            self.stop(broken())
            return
        if not data:
            return
        self._parts.append(data)
        self._held += len(data)
        if self._held > FULL and not self._paused and self._source:
            self._paused = True
            self._source.pause()
        self._stir()

    def end(self, said: dict[str, Any]) -> None:
        """Take note that this was all."""
        if self._repeat.behind:
            self.stop(broken())
            return
        self.rows = said["rows"]
        self.form = said["form"]
        self.pace = said["pace"]
        self.complete = True
        self._done()

    def whole(self, said: dict[str, Any], data: bytes) -> None:
        """Take a small answer, all at once."""
        self._head(said)
        if self._repeat.taken:
            self.take(data)
        elif data:
            self._parts.append(data)
        if not self.error:
            self.end(said)

    def fail(self, error: ServiceError) -> None:
        """Take an error that the worker has told and survived."""
        self.error = error
        self._done()

    def stop(self, error: ServiceError) -> None:
        """Take an error that the worker is not to survive, or has not."""
        if self.error or self.complete:
            return
        self.error = error
        self.seconds = time.perf_counter() - self.started
        source, self._source = self._source, None
        if source:
            source.kill(self)
        self._done()

    def _done(self) -> None:
        self.seconds = self.seconds or time.perf_counter() - self.started
        if self.timers:
            self._unset()
        if self.watch:
            self.watch.cancel()
        self.gone = None  # it holds the request, which holds this: the collector would have to take them apart
        source, self._source = self._source, None
        if source:
            if self._paused:
                source.resume()
            source.free(self)
        self._stir()

    def _unset(self) -> None:
        for timer in self.timers:
            timer.cancel()
        self.timers.clear()

    async def _more(self) -> None:
        self._wake = asyncio.get_running_loop().create_future()
        try:
            await self._wake
        finally:
            self._wake = None

    def _stir(self) -> None:
        if self._wake:
            if not self._wake.done():
                self._wake.set_result(None)
        elif self.heed:
            heed, self.heed = self.heed, None
            heed(self)
