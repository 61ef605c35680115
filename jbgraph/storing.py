"""From files to a store on disk that stays: built in a draft beside it, which takes its place when it is whole."""

from __future__ import annotations

import fcntl
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Store

from jbgraph import beside, cache, loading
from jbgraph.engines import EmbeddedEngine
from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason

MOST = 4_000_000  # quads up to which all is gathered beside the store; beyond, to ask it is quicker than to read that
ONE_GO = 500_000  # triples up to which the engine writes each of its tables once; there is nothing to put together
DRAFT = ".draft"
FORMER = ".former"
Seen = Callable[[str, int], None]


class Loaded(NamedTuple):
    """What a load came to.

    :ivar read: triples read from the files, with those of the ontology.
    :ivar quads: quads in the store: each triple in its named graph and in the merge, and what the rules derived.
    :ivar seconds: what it took.
    """

    read: int
    quads: int
    seconds: float


def load(
    files: list[Path],
    folder: Path,
    *,
    replace: bool = False,
    quads: Path | None = None,
    columns: bool = False,
    seen: Seen = lambda what, count: None,
) -> Loaded:
    """Write a store that answers as the graph of the files does in memory.

    Until it is whole it lies in a draft, the folder's name with `.draft`; what an interrupted load has left there is
    removed by the next one. It takes up to 2 GB of memory, which does not grow with the files but for some 300 bytes
    for each term of ours that they name.

    :param replace: whether a store that is there may give way; it does so when the new one is whole.
    :param quads: a file to write all of it to as N-Quads, the merge in the default graph, for other stores.
    :param columns: whether to write the Parquet tables of `jbgraph.columns` beside the store.
    :param seen: told now and then what is being done, and to how many triples.
    :raises JbgraphError: if a file cannot be used, a store is there, or the disk refuses.
    """
    start = time.monotonic()
    recover(folder)
    refuse(folder, replace)
    if columns:
        from jbgraph.columns import snapshot

        snapshot.connect().close()  # complains before the long part, not after
    try:
        with draft(folder) as made:
            read, count = build(files, made, seen)
            if quads:
                dump(made, quads, count, seen)
            if columns:
                tabled(made, count, seen)
            settle(made, folder)
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the store cannot be written: {en}", f"存储无法写入：{zh}"), where=str(folder)) from error
    return Loaded(read, count, time.monotonic() - start)


def refuse(folder: Path, replace: bool) -> None:
    """Refuse to write where something is that may not give way.

    :raises JbgraphError: if a store is there that is to stay, or anything else, or the folder above is missing.
    """
    if not folder.resolve().parent.is_dir():
        raise JbgraphError(
            ("the folder is not there", "文件夹不存在"),
            where=str(folder.resolve().parent),
            hint=("make it, or name another", "新建该文件夹，或换一个"),
        )
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if cache.parts(folder)[1] is None and not (folder / "CURRENT").is_file():
        raise JbgraphError(
            ("what is there is not a store", "该处不是存储"),
            where=str(folder),
            hint=("name a folder that is empty or not there", "换一个空的或尚不存在的文件夹"),
        )
    if not replace:
        raise JbgraphError(
            ("there is a store already", "该处已有存储"),
            where=str(folder),
            hint=("--replace puts the new one in its place", "--replace 以新存储取代"),
        )


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """Give a new folder beside another; it is removed at the end if it still is there.

    :raises JbgraphError: if another process is writing there.
    """
    made = folder.with_name(folder.name + DRAFT)
    made.mkdir(exist_ok=True)
    with (made / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JbgraphError(
                ("another load is writing there", "另一个加载正在写入该处"),
                where=str(made),
                hint=("wait until it ends, or name another folder", "等待其结束，或换一个文件夹"),
            ) from error
        clear(made)
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def clear(made: Path) -> None:
    """Remove what an interrupted load has left in its draft."""
    for item in made.iterdir():
        if item.is_dir():
            shutil.rmtree(item)
        elif item.name != "lock":
            item.unlink()


def build(files: list[Path], made: Path, seen: Seen) -> tuple[int, int]:
    """Fill a new store in a folder, with what lies beside it; return the triples read and the quads written."""
    read = 0

    def reading(file: Path, count: int) -> None:
        nonlocal read
        read = count
        seen(file.name, count)

    def read_in() -> None:
        if read > ONE_GO:
            seen("optimize", read)
            store.flush()
            store.optimize()
        seen("rules", read)

    store = Store(str(made / "store"))
    ours = loading.fill(store, files, reading, read_in)
    store.flush()
    count = len(store)
    seen("index", read)
    if count <= MOST:
        beside.write(store if ours else bare(), made)
    else:
        kept = json.dumps(beside.prefixes(EmbeddedEngine(store)), ensure_ascii=False)
        (made / "prefixes.json").write_text(kept, "utf-8")
    (made / cache.COMPLETE).write_text(json.dumps({"files": [str(file) for file in files]}), "utf-8")
    return read, count


def bare() -> Store:
    """Return a store of the ontology alone: what is gathered beside data without a term of ours."""
    store = Store()
    loading.fill(store, [])
    return store


def dump(made: Path, quads: Path, count: int, seen: Seen) -> None:
    """Write a store as N-Quads, whole or not at all."""
    seen(quads.name, count)
    written = quads.with_name(f".{quads.name}{DRAFT}")
    try:
        Store.read_only(str(made / "store")).dump(str(written), RdfFormat.N_QUADS)
        written.replace(quads)
    finally:
        written.unlink(missing_ok=True)


def tabled(made: Path, count: int, seen: Seen) -> None:
    """Write the Parquet tables of a store beside it."""
    from jbgraph.columns import snapshot

    seen("columns", count)
    snapshot.write(Store.read_only(str(made / "store")), made / snapshot.FOLDER)


def settle(made: Path, folder: Path) -> None:
    """Put a draft that is whole in its place; the store that was there is gone only after that."""
    former = folder.with_name(folder.name + FORMER)
    if folder.exists():
        folder.rename(former)
    made.rename(folder)
    (folder / "lock").unlink()
    shutil.rmtree(former, ignore_errors=True)


def recover(folder: Path) -> None:
    """Put the former store back where a load was cut off between the two renamings, and remove it where it was not."""
    former = folder.with_name(folder.name + FORMER)
    if former.is_dir():
        if folder.exists():
            shutil.rmtree(former, ignore_errors=True)
        else:
            former.rename(folder)
