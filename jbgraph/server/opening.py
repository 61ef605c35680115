"""The graph of a service: found and built by the service once, opened by each worker."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import Store

from jbgraph import beside, cache, loading, resources
from jbgraph.api import PlanGraph
from jbgraph.engines import EmbeddedEngine
from jbgraph.server.settings import Settings

SMALL = 128 << 20
"""Bytes on disk up to which a store is held in memory: half a million quads, which take 0.2 GB there."""


@dataclass(frozen=True)
class Place:
    """Where a graph lies.

    :ivar key: changes with the content of the graph.
    :ivar store: the folder of its store on disk.
    :ivar origin: the files it was read from.
    :ivar folder: the cache folder, with what lies beside the store.
    :ivar sources: the folder of the documents.
    """

    key: str
    store: str | None
    origin: str | None
    folder: str | None
    sources: str | None
    in_memory: bool

    def wire(self) -> dict[str, str | bool | None]:
        """Return it as JSON."""
        return asdict(self)

    def touch(self) -> None:
        """Keep the cached store among those that were used of late: others tidy the cache."""
        if self.folder:
            with suppress(OSError):
                os.utime(self.folder)


def find(settings: Settings) -> Place:
    """Return where the graph of a service lies; build its store where there is none yet.

    :raises JbgraphError: if the graph cannot be read.
    """
    if settings.store is not None:
        PlanGraph.open(store=settings.store)
        named = resources.sources(settings.sources)
        inner, folder = cache.parts(settings.store)
        held = small(inner) if settings.in_memory is None else settings.in_memory
        return Place(fingerprint(inner), str(inner.resolve()), None, text(folder), text(named), held)
    origin = (settings.graph or resources.shipped("graph_data")).resolve()
    sources = resources.sources(settings.sources, origin)
    opened, folder = cache.open_store(origin, beside.write)
    opened()
    store = folder / "store" if folder else None
    held = store is None or small(store) if settings.in_memory is None else settings.in_memory
    return Place(cache.digest(origin), text(store), str(origin), text(folder), text(sources), held)


def small(store: Path) -> bool:
    """Say whether a store is one to hold in memory."""
    with suppress(OSError):  # what is being tidied away is read from the files
        return sum(file.stat().st_size for file in store.iterdir()) <= SMALL
    return True


def text(path: Path | None) -> str | None:
    """Return a path as text."""
    return str(path.resolve()) if path else None


def fingerprint(store: Path) -> str:
    """Return a key for the content of a store on disk: its tables never change once they are written."""
    key = hashlib.blake2b(digest_size=16)
    for file in sorted(store.iterdir()):
        if file.suffix in (".sst", ".blob") or file.name.startswith(("MANIFEST", "CURRENT")):
            stat = file.stat()
            key.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns} ".encode())
    return key.hexdigest()


def load(place: Place) -> Store | None:
    """Return the store of a graph in memory, or None where each worker opens it on disk."""
    if place.store is None:
        return loading.build(Path(str(place.origin)))
    if not place.in_memory:
        return None
    store = Store()
    store.bulk_extend(Store.read_only(place.store))
    return store


def open_graph(place: Place, store: Store | None) -> PlanGraph:
    """Return the graph in a worker.

    :param store: the one in memory, if there is one.
    """
    origin = Path(place.origin) if place.origin else None
    if store is None:
        try:
            store = Store.read_only(str(place.store))
        except OSError:
            if origin is None:
                raise
            store = loading.build(origin)  # the cache has been tidied
    return PlanGraph(
        EmbeddedEngine(store),
        origin=origin,
        sources=Path(place.sources) if place.sources else None,
        folder=Path(place.folder) if place.folder else None,
    )
