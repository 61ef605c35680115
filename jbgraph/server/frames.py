"""What goes over the pipe between the service and a worker: frames of a tag, a length and so many bytes."""

from __future__ import annotations

import json
import struct
from typing import Any

JOB, READY, HEAD, DATA, END, FAIL = b"J", b"R", b"H", b"D", b"E", b"F"
_LEAD = struct.Struct(">cI")
LEAD = _LEAD.size
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def frame(tag: bytes, body: bytes) -> bytes:
    """Return a frame."""
    return _LEAD.pack(tag, len(body)) + body


def said(tag: bytes, value: Any) -> bytes:
    """Return a frame that holds a value as JSON."""
    return frame(tag, _json(value).encode("utf-8", "surrogatepass"))


class Reader:
    """Puts frames together from bytes as they come.

    >>> reader = Reader()
    >>> wire = frame(DATA, b"ab") + frame(END, b"")
    >>> reader.feed(wire[:6]), reader.feed(wire[6:])
    ([], [(b'D', b'ab'), (b'E', b'')])
    """

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """Return the frames that are complete with these bytes."""
        if self._held:
            data = self._held + data
        found = []
        start, size = 0, len(data)
        while size - start >= LEAD:
            tag, length = _LEAD.unpack_from(data, start)
            end = start + LEAD + length
            if end > size:
                break
            found.append((tag, data[start + LEAD : end]))
            start = end
        self._held = data[start:] if start < size else b""
        return found
