"""HTTP as a client speaks it, for many connections in one process; each answer is read to its end or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Request:
    """What is sent.

    :ivar accept: with what follows of the head, if anything does.
    :ivar body: is posted as a query.
    """

    path: str
    accept: str = "*/*"
    body: bytes | None = None

    def wire(self) -> bytes:
        """Return it as it is sent."""
        method = "GET" if self.body is None else "POST"
        head = f"{method} {self.path} HTTP/1.1\r\nHost: localhost\r\nAccept: {self.accept}\r\n"
        if self.body is None:
            return f"{head}\r\n".encode()
        kind = "Content-Type: application/sparql-query"
        return f"{head}{kind}\r\nContent-Length: {len(self.body)}\r\n\r\n".encode() + self.body


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def honest(self) -> bool:
        """Whether it says that there is no room now, and when to come again."""
        return self.status == 503 and self.headers.get("retry-after", "").isdecimal()


def sparql(query: str, accept: str = "*/*") -> Request:
    """Return a query by GET."""
    return Request("/sparql?query=" + quote(query), accept)


class Line:
    """A connection, which is opened again when the service has closed it between two requests."""

    def __init__(self, host: str, port: int) -> None:
        self.place = host, port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: Request) -> Answer:
        """Send a request and return its answer.

        :raises OSError: if the connection breaks, EOFError or ValueError: if the answer does.
        """
        if self._ends is None or self._ends[0].at_eof():
            await self.close()
            self._ends = await asyncio.open_connection(*self.place)
        reader, writer = self._ends
        try:
            writer.write(request.wire())
            await writer.drain()
            answer = await read(reader)
        except BaseException:
            await self.close()
            raise
        if answer.headers.get("connection") == "close":
            await self.close()
        return answer

    async def close(self) -> None:
        """Hang up."""
        ends, self._ends = self._ends, None
        if ends:
            ends[1].transport.abort()
            await asyncio.sleep(0)


async def read(reader: asyncio.StreamReader) -> Answer:
    """Return the answer that comes next.

    :raises EOFError: if it ends too early.
    """
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    else:
        parts = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        body = b"".join(parts)
    return Answer(int(first.split()[1]), headers, body)
