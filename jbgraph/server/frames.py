"""What goes over the pipe between the service and a worker: frames of a tag, a length and so many bytes."""

from __future__ import annotations

import json
import struct
from typing import Any

JOB, READY, HEAD, DATA, END, FAIL, WHOLE = b"J", b"R", b"H", b"D", b"E", b"F", b"W"
_LEAD = struct.Struct(">cI")
LEAD = _LEAD.size
_LENGTH = struct.Struct(">I")
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encoded(value: Any) -> bytes:
    """Return a value as JSON."""
    return _json(value).encode("utf-8", "surrogatepass")


def frame(tag: bytes, body: bytes) -> bytes:
    """Return a frame."""
    return _LEAD.pack(tag, len(body)) + body


def said(tag: bytes, value: Any) -> bytes:
    """Return a frame that holds a value as JSON."""
    return frame(tag, encoded(value))


def whole(said: bytes, data: bytes) -> bytes:
    """Return the frame of a small answer: what a head and an end would say, as JSON, and all between them."""
    return _LEAD.pack(WHOLE, _LENGTH.size + len(said) + len(data)) + _LENGTH.pack(len(said)) + said + data


def parts(body: bytes) -> tuple[bytes, bytes]:
    """Return what a small answer says, as JSON, and its data.

    >>> parts(whole(b"{}", b"data")[LEAD:])
    (b'{}', b'data')
    """
    (length,) = _LENGTH.unpack_from(body)
    end = _LENGTH.size + length
    return body[_LENGTH.size : end], body[end:]


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
