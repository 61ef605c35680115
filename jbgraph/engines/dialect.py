"""How servers differ from the standard, found out with one request; each difference is met here or in a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, Triple

from jbgraph.terms import GRAPH

if TYPE_CHECKING:
    from jbgraph.engines.endpoint import EndpointEngine

MERGED = GRAPH + "merged"
"""The named graph that holds the merge of the layers where a server's default graph cannot: it is all graphs there."""


class Dialect(Protocol):
    """How a sort of server is asked, and how its answers are read."""

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | list[Triple]:
        """Return the answer as the standard has it."""


class Standard:
    """A server that does as SPARQL 1.1 says."""

    def __init__(self, engine: EndpointEngine) -> None:
        self._engine = engine

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | list[Triple]:
        """Send the query as it is."""
        return self._engine.read(self._engine.send(sparql))


def found(engine: EndpointEngine) -> Dialect:
    """Return the dialect of an endpoint: its header `Server` says what it is, its answer whether it has the merge.

    :raises JbgraphError: if the endpoint cannot be asked.
    """
    answer = engine.send(f"SELECT ?s {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }} LIMIT 1")
    if not answer.headers.get("Server", "").startswith("Virtuoso"):
        engine.read(answer)  # complains where it is no endpoint at all
        return Standard(engine)
    from jbgraph.engines.virtuoso import Virtuoso

    merged = engine.read(answer)
    return Virtuoso(engine, MERGED if isinstance(merged, QuerySolutions) and next(iter(merged), None) else None)
