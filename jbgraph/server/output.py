"""What a worker writes: counted, pressed together where the client takes that, and handed over in parts."""

from __future__ import annotations

import re
import socket
import zlib
from functools import lru_cache
from typing import IO, Any, cast

from jbgraph.server.frames import DATA, END, FAIL, HEAD, encoded, frame, said, whole
from jbgraph.server.trouble import ServiceError

PART = 64 * 1024
SMALL = 1024
"""Bytes below which pressing together saves nothing."""

_NEXT_ROW = re.compile(rb'\},\{(?="[^},]|\})')


class Rows:
    """Counts the solutions in what the engine writes: it does not say how many there are.

    In JSON `},{` with a name after it never stands in a text, for there a quote has a backslash before it.
    """

    def __init__(self, media_type: str) -> None:
        self.form = media_type.rpartition("/")[2]
        self.count = -1 if self.form in ("csv", "tab-separated-values") else 0
        self._tail = b""
        self._quoted = False

    def add(self, data: bytes) -> int:
        """Take the next bytes and return how many solutions there are so far."""
        if self.form == "tab-separated-values":
            self.count += data.count(b"\n")
        elif self.form == "csv":
            parts = data.split(b'"')
            self.count += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
            self._quoted ^= len(parts) % 2 == 0
        elif self.form == "sparql-results+xml":
            self.count += (self._tail + data).count(b"</result>")
            self._tail = (self._tail + data)[-8:]
        else:
            text = self._tail + data
            if not self._tail and b'"bindings":[{' in data:
                self.count += 1
            self.count += len(_NEXT_ROW.findall(text))
            self._tail = text[-4:]
            if _NEXT_ROW.match(self._tail[-4:]):  # `},{}` is whole in four bytes and would be counted again
                self._tail = text[-3:]
        return max(self.count, 0)


class Mouth:
    """The worker's end of its pipe: small answers to jobs that lie ready together are handed over together.

    Each time one process wakes another costs more than the rest of a small job.
    """

    def __init__(self, pipe: socket.socket) -> None:
        self.pipe = pipe
        self._held: list[bytes] = []

    def put(self, wire: bytes) -> None:
        """Take bytes that may wait until the next call."""
        self._held.append(wire)

    def say(self, wire: bytes = b"") -> None:
        """Hand over bytes, after those that waited."""
        if self._held:
            wire = b"".join((*self._held, wire))
            self._held.clear()
        if wire:
            self.pipe.sendall(wire)


class Output:
    """The way from a worker to the service; a file to who writes into it.

    Nothing is sent before 64 KiB are there, so that what goes wrong early is told in place of the result.
    A full pipe makes the writer wait: what the client does not take is not computed.

    :param limit: the most rows.
    """

    def __init__(self, mouth: Mouth, limit: int, gzip: bool) -> None:
        self.mouth = mouth
        self.limit = limit
        self.gzip = gzip
        self.rows = 0
        self.head: dict[str, Any] = {}
        self.begun = False
        self._rows: Rows | None = None
        self._held: list[bytes] = []
        self._size = 0
        self._press: Any = None

    def open(self, media_type: str, *, counted: bool = False, **more: Any) -> None:
        """Say what comes; `counted` if it is a table whose solutions are to be counted."""
        self.head = {"type": media_type, **more}
        self._rows = Rows(media_type) if counted else None

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= PART:
            self._hand_over(last=False)
        return len(data)

    def flush(self) -> None:
        """Do nothing: parts are handed over when they are large enough."""

    def row(self) -> None:
        """Count one triple.

        :raises ServiceError: if it is one too many.
        """
        self.rows += 1
        if self.rows > self.limit:
            raise too_many(self.limit)

    def end(self, **more: Any) -> None:
        """Hand over what is left, and say that this was all."""
        self._hand_over(last=True, **more)

    def fail(self, told: dict[str, Any], **more: Any) -> None:
        """Say what went wrong, in place of the result or of the rest of it."""
        self.mouth.put(said(FAIL, {**told, "rows": self.rows, **more}))

    def _hand_over(self, *, last: bool, **more: Any) -> None:
        data = b"".join(self._held)
        self._held.clear()
        self._size = 0
        if self._rows:
            self.rows = self._rows.add(data)
            if self.rows > self.limit:
                raise too_many(self.limit)
        first, self.begun = not self.begun, True
        if first and self.gzip and len(data) >= SMALL:
            self._press = zlib.compressobj(5, wbits=31)
            self.head["encoding"] = "gzip"
        if self._press:
            data = self._press.compress(data) + (self._press.flush() if last else b"")
        if first and last:
            self.mouth.put(whole(summary({**self.head, "rows": self.rows, **more}), data))
            return
        wire = said(HEAD, self.head) if first else b""
        if data:
            wire += frame(DATA, data)
        if last:
            wire += said(END, {"rows": self.rows, **more})
        self.mouth.say(wire)


def summary(told: dict[str, Any]) -> bytes:
    """Return what is told of a small answer as JSON; it is the same again and again."""
    try:
        return _summary(tuple(told.items()))
    except TypeError:  # it has headers of its own
        return encoded(told)


@lru_cache(maxsize=1024)
def _summary(told: tuple[tuple[str, Any], ...]) -> bytes:
    return encoded(dict(told))


def file(out: Output) -> IO[bytes]:
    """Return an output as what the engine writes to: of a file it needs `write` and `flush`."""
    return cast("IO[bytes]", out)


def too_many(limit: int) -> ServiceError:
    """Return the error for a result with too many rows."""
    return ServiceError(
        (f"the result has more than {limit} rows", f"结果超过{limit}行"),
        "rows",
        hint=("ask for less with LIMIT, or in parts with OFFSET", "用LIMIT限制，或用OFFSET分批取"),
    )
