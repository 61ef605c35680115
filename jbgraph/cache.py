"""The cached store: built once for each content of the files, then opened read-only in a few milliseconds."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Store

from jbgraph import resources

FORMAT = 6  # raise when what `write` lays down changes
COMPLETE = "complete"  # the file that is written last
KEPT = 8  # stores kept in the cache; the least recently opened go first


def digest(path: Path) -> str:
    """Return a key for the content of everything a store is built from: data, ontology, vocabularies, rules."""
    key = hashlib.blake2b(f"jbgraph {FORMAT}".encode(), digest_size=16)
    rules = (*resources.rule_files("derived"), *resources.rule_files("suggested"))
    files = (*resources.graph_files(path), *resources.ontology_files(), *rules)
    for file in files:
        data = file.read_bytes()
        key.update(f"{file.name} {len(data)} ".encode())
        key.update(data)
    return key.hexdigest()


class Opening(threading.Thread):
    """The opening of a cached store while the program goes on; called, it waits for the store and returns it.

    The engine takes some 20 ms to open its files, most of it without the interpreter lock.
    """

    def __init__(self, folder: Path, path: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.path = path
        self.store: Store | None = None
        self.start()

    def run(self) -> None:
        """Open the store."""
        with suppress(OSError, RuntimeError):  # removed by another process after the look, or in the middle of this
            self.store = Store.read_only(str(self.folder / "store"))

    def __call__(self) -> Store:
        self.join()
        if self.store is None:
            from jbgraph import loading

            self.store = loading.build(self.path)
        return self.store


def open_store(path: Path, finish: Callable[[Store, Path], None]) -> tuple[Callable[[], Store], Path | None]:
    """Return what returns the store of a graph, and its cache folder, or None where it is only in memory.

    Two processes that start at once each build a store of their own and the first to finish is kept.
    A cache that cannot be written costs time, never an answer.

    :param finish: called with the new store and its folder, to write what belongs beside it.
    """
    home = resources.cache() / "stores"
    folder = home / digest(path)
    if not (folder / COMPLETE).is_file():
        import shutil
        import tempfile

        from jbgraph import loading

        store = loading.build(path)
        try:
            home.mkdir(parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=home))
        except OSError:
            return lambda: store, None
        try:
            write(store, draft / "store")
            finish(store, draft)
            (draft / COMPLETE).write_text(json.dumps({"graph": str(path)}), "utf-8")
            with suppress(OSError):  # another process was first
                draft.rename(folder)
        except OSError:
            return lambda: store, None
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        prune(home, folder)
    with suppress(OSError):
        os.utime(folder)
    return Opening(folder, path), folder


def parts(folder: Path) -> tuple[Path, Path | None]:
    """Return where the store lies that a folder stands for, and the folder with what lies beside it, if any does."""
    if (folder / COMPLETE).is_file() and (folder / "store").is_dir():
        return folder / "store", folder
    return folder, None


def write(store: Store, folder: Path) -> None:
    """Write a store to a new folder on disk, in the form that opens read-only."""
    disk = Store(str(folder))
    disk.bulk_extend(store)
    disk.flush()
    disk.optimize()
    del disk


def prune(home: Path, keep: Path) -> None:
    """Remove all but the latest stores, and drafts whose process is gone for a day."""
    import shutil

    with suppress(OSError):
        stores = sorted(home.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
        newest = stores[0].stat().st_mtime if stores else 0
        for index, folder in enumerate(stores):
            stale = folder.name.startswith(".draft-") and folder.stat().st_mtime < newest - 86400
            if folder != keep and (stale or (index >= KEPT and not folder.name.startswith("."))):
                shutil.rmtree(folder, ignore_errors=True)
