"""Clients that are slow, on purpose or not: a head, a body and the taking of a response have their time."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from jbgraph.server.direct import Direct
from jbgraph.server.fates import overloaded
from jbgraph.server.security import HEADERS
from jbgraph.server.settings import Limits

AT_ONCE = 64 * 1024
"""Bytes that are not held back."""


class Gathering:
    """A transport that writes in one go what is written in one turn of the loop: the head of a response and its body.

    Each write is a call of the system, which takes longer than all else that a small response needs.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._size = 0
        for name in ("abort", "get_extra_info", "is_closing", "is_reading", "pause_reading", "resume_reading"):
            setattr(self, name, getattr(transport, name))

    def write(self, data: bytes) -> None:
        """Write, before the loop goes on to what comes next."""
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)
        self._size += len(data)
        if self._size > AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        held, self._held, self._size = self._held, [], 0
        if held and not self._transport.is_closing():
            self._transport.write(held[0] if len(held) == 1 else b"".join(held))

    def close(self) -> None:
        """Write what is held, and close."""
        self.flush()
        self._transport.close()


class Patience:
    """What is added to the protocol class of the server; the same for each of those it has.

    The server itself lets a client take as long as it likes to send a head, and as many bytes.
    """

    limits: Limits
    direct: Direct
    transport: asyncio.Transport
    cycle: Any
    app: Any
    loop: asyncio.AbstractEventLoop

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for the first head."""
        super().connection_made(Gathering(transport, self.loop))  # type: ignore[misc]
        self._head = 0
        self._writing: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = self.loop.call_later(self.limits.head_seconds, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Take bytes, and look what they bring."""
        before = self.cycle
        super().data_received(data)  # type: ignore[misc]
        if self.transport.is_closing():
            return
        cycle = self.cycle
        if cycle is not before:  # a head is complete
            self._head = 0
            self._stop_reading()
            if cycle.more_body:
                self._reading = self.loop.call_later(self.limits.body_seconds, self._give_up)
        elif cycle is not None and cycle.more_body:
            return
        elif self._head == 0 and cycle is not None and self._reading and not cycle.more_body:
            self._stop_reading()  # the body is complete
        else:
            self._head += len(data)
            if self._head > self.limits.head:
                self._refuse()
            elif not self._reading:
                self._reading = self.loop.call_later(self.limits.head_seconds, self._give_up)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """Begin with a request: without the framework if that will do, which takes twice as long as all else."""
        if app is not self.app:
            self._start(cycle, crowded)
        elif not self.direct.answer(cycle, lambda: self._start(cycle, app)):
            self._start(cycle, app)

    def _start(self, cycle: Any, app: Any) -> None:
        super()._start_asgi_task(cycle, app)  # type: ignore[misc]

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop_reading()
        self._stop_writing()
        super().connection_lost(exc)  # type: ignore[misc]

    def pause_writing(self) -> None:
        """Begin to wait for the client to take what is sent."""
        super().pause_writing()  # type: ignore[misc]
        self._stop_writing()
        self._writing = self.loop.call_later(self.limits.stall_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Take note that it does."""
        self._stop_writing()
        super().resume_writing()  # type: ignore[misc]

    def _stop_reading(self) -> None:
        if self._reading:
            self._reading.cancel()
            self._reading = None

    def _stop_writing(self) -> None:
        if self._writing:
            self._writing.cancel()
            self._writing = None

    def _give_up(self) -> None:
        self._reading = None
        self._answer(b"408 Request Timeout", b"the request did not come in time\n")

    def _refuse(self) -> None:
        self._answer(b"431 Request Header Fields Too Large", b"the headers are too large\n")

    def _answer(self, status: bytes, text: bytes) -> None:
        if self.transport.is_closing():
            return
        lines = (b"HTTP/1.1 " + status, b"content-type: text/plain; charset=utf-8", b"connection: close")
        head = b"\r\n".join([*lines, b"content-length: %d" % len(text)])
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(head + b"\r\n\r\n" + text)
        self.transport.close()


async def crowded(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request on a connection beyond the limit."""
    error = overloaded()
    headers = {**HEADERS, **error.headers, "connection": "close"}
    await PlainTextResponse(f"{error.message('en')}\n", error.status, headers)(scope, receive, send)


def patient(protocol: type[Any], limits: Limits, direct: Direct) -> type[Any]:
    """Return a protocol class of the server that keeps to the limits, and answers directly what it can."""
    return type(f"Patient{protocol.__name__}", (Patience, protocol), {"limits": limits, "direct": direct})
