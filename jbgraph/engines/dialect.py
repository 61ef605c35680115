"""How servers differ from the standard, found out by asking; each difference is met here or in a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, Store, Triple

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
        """Send the query as it is.

        :raises SyntaxError: if it does not parse.
        :raises JbgraphError: as `EndpointEngine.query`; if it parses here and not there.
        """
        try:
            answer = self._engine.send(sparql)
        except SyntaxError as error:
            Store().query(sparql)
            raise self._engine.untaken(error) from error
        return self._engine.read(answer)


def found(engine: EndpointEngine) -> Dialect:
    """Return the dialect of an endpoint: its header `Server` says what it is.

    :raises JbgraphError: if the endpoint cannot be asked.
    """
    answer = engine.send("SELECT ?s { ?s ?p ?o } LIMIT 1")
    engine.read(answer)  # complains where it is no endpoint at all
    if not answer.headers.get("Server", "").startswith("Virtuoso"):
        return Standard(engine)
    from jbgraph.engines.virtuoso import Virtuoso

    merged = engine.read(engine.send(f"SELECT ?s {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }} LIMIT 1"))
    return Virtuoso(engine, MERGED if isinstance(merged, QuerySolutions) and next(iter(merged), None) else None)
