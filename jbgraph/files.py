"""Output files: written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason

_DRAFTS: set[Path] = set()


def write(path: Path, data: bytes) -> None:
    """Write a file by way of a temporary one in the same folder, so that nobody ever sees half of it.

    :raises JbgraphError: if the folder is not there, or the file cannot be written.
    """
    if not path.parent.is_dir():
        raise JbgraphError(
            ("the folder is not there", "文件夹不存在"),
            where=str(path.parent),
            hint=("make it, or name another", "新建该文件夹，或换一个"),
        )
    if path.is_dir():
        raise JbgraphError(
            ("this is a folder, not a file", "这是文件夹，不是文件"),
            where=str(path),
            hint=("name a file in it", "写出其中的文件名"),
        )
    draft = ""
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        _DRAFTS.add(Path(draft))
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(draft).chmod(0o666 & ~mask)
        Path(draft).replace(path)
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the file cannot be written: {en}", f"文件无法写入：{zh}"), where=str(path)) from error
    finally:
        with suppress(OSError):
            Path(draft).unlink()
        _DRAFTS.discard(Path(draft))


def discard_drafts() -> None:
    """Remove the temporary files of this process, before it is left in the middle of writing."""
    for draft in list(_DRAFTS):
        with suppress(OSError):
            draft.unlink()
