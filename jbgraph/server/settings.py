"""What a service is set to: its graph, its address, and what one request may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

PORT = 8321


@dataclass(frozen=True)
class Budget:
    """What one query may cost.

    :ivar seconds: from the moment a worker has it until its last byte is taken.
    :ivar rows: solutions or triples.
    :ivar memory: MiB that a worker may take beyond what the open graph takes.
    """

    seconds: float = 30.0
    rows: int = 1_000_000
    memory: int = 1024


@dataclass(frozen=True)
class Limits:
    """What a client may cost before a worker has anything to do with it.

    :ivar head: bytes of request line and headers.
    :ivar body: bytes of a request body.
    :ivar head_seconds: until the head of a request is there.
    :ivar body_seconds: until its body is there.
    :ivar stall_seconds: that a client may take none of what is sent to it.
    :ivar connections: open at a time.
    """

    head: int = 64 * 1024
    body: int = 4 * 1024 * 1024
    head_seconds: float = 10.0
    body_seconds: float = 30.0
    stall_seconds: float = 20.0
    connections: int = 500


@dataclass(frozen=True)
class Settings:
    """One service.

    :ivar graph: an RDF file or folder; None for the one that is shipped, or with `store`.
    :ivar store: a folder that an Oxigraph store lies in.
    :ivar in_memory: whether the graph is held in memory, which answers several times as fast and takes longer to
        start; None to do so with small ones.
    :ivar workers: queries answered at a time; as many again, four times over, if they are slow.
    :ivar queue: requests that may wait for a worker.
    :ivar patience: seconds that a request may wait in the queue.
    :ivar token: what a request must show; None where none is asked for.
    :ivar names: host names under which the service may be called, besides addresses and `localhost`.
    :ivar origins: web pages whose scripts may read `/sparql`, as origins; `*` for all.
    :ivar lang: for who does not say.
    """

    graph: Path | None = None
    store: Path | None = None
    sources: Path | None = None
    in_memory: bool | None = None
    host: str = "127.0.0.1"
    port: int = PORT
    budget: Budget = field(default_factory=Budget)
    limits: Limits = field(default_factory=Limits)
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    queue: int = 256
    patience: float = 10.0
    token: str | None = None
    allow_remote: bool = False
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ("*",)
    lang: str = "en"
