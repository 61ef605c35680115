"""From N-Quads that are made piece by piece into a store, while the next piece is made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, cast

from pyoxigraph import RdfFormat, Store

BY_NAME = Path("/dev/fd")
"""Where a system has open files by number: Linux and macOS do."""


def load(store: Store, pieces: Iterator[bytes]) -> None:
    """Load N-Quads as they come; what goes wrong while they are made is raised as it is.

    They go through a pipe, which the engine opens by name: asked for a few kilobytes at a time, the interpreter would
    make it wait each time.

    :raises SyntaxError: if they are broken.
    """
    if not BY_NAME.is_dir():
        store.bulk_load(cast("IO[bytes]", Stream(pieces)), RdfFormat.N_QUADS)
        return
    out, into = os.pipe()
    failed: list[BaseException] = []

    def engine() -> None:
        try:
            store.bulk_load(path=str(BY_NAME / str(out)), format=RdfFormat.N_QUADS)
        except BaseException as error:
            failed.append(error)
        finally:
            os.close(out)  # so that who still writes is told

    loader = Thread(target=engine)
    loader.start()
    try:
        with suppress(BrokenPipeError), os.fdopen(into, "wb", 0) as pipe:
            for piece in pieces:
                rest = memoryview(piece)
                while rest:
                    rest = rest[pipe.write(rest) :]
    finally:
        loader.join()
    if failed:
        raise failed[0]


class Stream:
    """Pieces of bytes as a file that is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes, none at the end; a piece if no size is given."""
        if not self._held:
            self._held = memoryview(next(self._pieces, b""))
        size = len(self._held) if size is None or size < 0 else size
        taken, self._held = self._held[:size], self._held[size:]
        return bytes(taken)
