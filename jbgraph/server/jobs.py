"""What a worker can be asked to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jbgraph.server.frames import JOB, said

_PARTICULAR = re.compile(r"""<[^<>\s]*>|"[^"\\\n]*"|'[^'\\\n]*'|\b\d+""")


@dataclass(frozen=True)
class Query:
    """A SPARQL query.

    :ivar default_graphs: the graphs whose merge is the default graph; None where the query or the store says which.
    :ivar tables: the media type for solutions and booleans; None where the client takes none for them.
    :ivar triples: the media type for triples, likewise.
    :ivar gzip: whether the client takes gzip.
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    tables: str | None = "application/sparql-results+json"
    triples: str | None = "text/turtle"
    gzip: bool = False

    @property
    def shape(self) -> str:
        """The query without its IRIs, texts and numbers: of one shape, most take about as long."""
        return shape(self.text)


@dataclass(frozen=True)
class Read:
    """One graph of the store, whole: a named one, or the default graph for None."""

    graph: str | None
    triples: str | None = "text/turtle"
    gzip: bool = False


@dataclass(frozen=True)
class Call:
    """A function of the service, as `module:function`; it is given the graph and the arguments, and returns `Made`."""

    function: str
    arguments: dict[str, Any] = field(default_factory=dict)
    gzip: bool = False


Job = Query | Read | Call

QUERY = b'{"do":"query"'
"""What the wire of a query begins with."""

SHORT = 4096
"""Characters of a query that is so short that it may be kept as it was sent: pages ask the same again and again."""


@lru_cache(maxsize=1024)
def shape(text: str) -> str:
    """Return a query without its IRIs, texts and numbers.

    >>> shape('SELECT * { <http://a/> ?p "x" } LIMIT 10') == shape("SELECT * { <b> ?p 'y' } LIMIT 2")
    True
    """
    return _PARTICULAR.sub("<>", text)


def wire(job: Job) -> bytes:
    """Return a job as it goes over the pipe."""
    return _again(job) if isinstance(job, Query) and len(job.text) < SHORT else _wire(job)


def _wire(job: Job) -> bytes:
    return said(JOB, {"do": type(job).__name__.lower(), **vars(job)})


_again = lru_cache(maxsize=1024)(_wire)
