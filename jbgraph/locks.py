"""One writer at a time: a lock on a folder, let go when the process ends, however it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason

NAME = ".jbgraph.lock"


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold a folder for writing.

    :raises JbgraphError: if another process holds it, or the folder cannot be written.
    """
    path = folder / NAME
    try:
        file = path.open("a+b")
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError(
            (f"the folder cannot be written: {en}", f"文件夹无法写入：{zh}"), where=str(folder)
        ) from error
    with file:
        try:
            take(file)
        except OSError as error:
            raise JbgraphError(
                ("another process writes into the folder", "另一进程正在写入该文件夹"),
                where=str(folder),
                hint=("wait until it is done, then try again", "待其完成后再试"),
            ) from error
        try:
            yield
        finally:
            with suppress(OSError):
                release(file)


if sys.platform == "win32":
    import msvcrt

    def take(file: IO[bytes]) -> None:
        """Take the lock on a file, or raise OSError."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def release(file: IO[bytes]) -> None:
        """Let the lock on a file go."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def take(file: IO[bytes]) -> None:
        """Take the lock on a file, or raise OSError."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(file: IO[bytes]) -> None:
        """Let the lock on a file go."""
        fcntl.flock(file, fcntl.LOCK_UN)
