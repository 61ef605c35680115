"""Queries by GET, answered without the framework: it takes longer than all else that a small query needs.

Only the plain case goes this way: a request that the guard lets through, with a query and nothing to look at twice, and
an answer that is complete in one piece. All else takes the long way, where it is begun or told what went wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.datastructures import Headers
from starlette.types import Scope

from jbgraph.server import protocol
from jbgraph.server.answers import Answer
from jbgraph.server.jobs import SHORT, Query
from jbgraph.server.replies import BEGUN, VARY, Pairs, described, leaving, renewed
from jbgraph.server.security import Gate
from jbgraph.server.trouble import ServiceError
from jbgraph.server.workers import Pool

KEPT = 1024
"""Requests that are remembered as they were understood."""

NOT_PLAIN = (b"content-length", b"transfer-encoding", b"expect", b"if-none-match", b"upgrade")


class Asked:
    """A request as it was understood: the query, and the headers of its answer."""

    def __init__(self, job: Query, headers: Pairs) -> None:
        self.job = job
        self._headers = headers
        self._heads: dict[tuple[str, str], bytes] = {}

    def head(self, answer: Answer) -> bytes:
        """Return the lines of the head of an answer that do not change from one time to the next."""
        key = answer.media_type, answer.encoding
        if key not in self._heads:
            pairs = described(answer, self._headers)
            self._heads[key] = b"".join(b"%b: %b\r\n" % pair for pair in pairs) + b"content-length: "
        return self._heads[key]


class Direct:
    """The short way from a request to its answer."""

    def __init__(self, gate: Gate, pool: Pool) -> None:
        self._gate = gate
        self._pool = pool
        self._kept: dict[tuple[Any, ...], Asked | None] = {}

    def answer(self, cycle: Any, long_way: Callable[[], None]) -> bool:
        """Answer a request, and say whether it is one for the short way.

        :param cycle: the request and its response, as uvicorn has them.
        :param long_way: begins with it as uvicorn does.
        """
        asked = self._asked(cycle.scope)
        if asked is None:
            return False

        def heed(answer: Answer) -> None:
            if answer.complete and not answer.error and not cycle.flow.write_paused:
                finish(cycle, asked.head(answer), answer.rest())
            elif cycle.disconnected:
                answer.cancel()
            else:
                long_way()

        try:
            cycle.scope[BEGUN] = self._pool.take(asked.job, gone=leaving(cycle.receive), heed=heed)
        except ServiceError:
            return False  # it is told so there
        return True

    def _asked(self, scope: Scope) -> Asked | None:
        """Return a request as it was understood, None if it is not a plain one."""
        if scope["path"] != protocol.PATH or scope["method"] != "GET":
            return None
        key = (scope["query_string"], *scope["headers"])
        if key in self._kept:
            return self._kept[key]
        found = self._understood(scope)
        if len(scope["query_string"]) <= SHORT:
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = found
        return found

    def _understood(self, scope: Scope) -> Asked | None:
        if any(name in NOT_PLAIN for name, _ in scope["headers"]):
            return None
        headers = Headers(scope=scope)
        try:
            self._gate.check(scope, headers)
            self._gate.authorize(headers)
            accepted = headers.get("accept"), headers.get("accept-encoding")
            found = protocol.read(scope["query_string"], *accepted, self._pool.place.key)
        except ServiceError:
            return None
        if found is None:
            return None
        job, tag = found
        cross = self._gate.cross(protocol.PATH, headers.get("origin"))
        return Asked(job, [(b"vary", VARY.encode()), *renewed(tag), *self._gate.fixed, *cross])


def finish(cycle: Any, head: bytes, body: bytes) -> None:
    """Send a response, and go on to the next request of the connection."""
    if cycle.disconnected:
        return
    lines = [b"HTTP/1.1 200 OK\r\n", *(b"%b: %b\r\n" % pair for pair in cycle.default_headers), head]
    close = b"" if cycle.keep_alive else b"connection: close\r\n"
    cycle.transport.write(b"%b%d\r\n%b\r\n%b" % (b"".join(lines), len(body), close, body))
    cycle.response_started = cycle.response_complete = True
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
