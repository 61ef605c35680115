"""The engines that answer SPARQL: a store in this process, in memory or on disk, or an endpoint somewhere."""

from __future__ import annotations

from typing import Protocol

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from jbgraph.engines.embedded import EmbeddedEngine
from jbgraph.engines.endpoint import EndpointEngine

Result = QuerySolutions | QueryBoolean | QueryTriples | list[Triple]


class Engine(Protocol):
    """Something that answers SPARQL 1.1 queries over one graph."""

    def query(self, sparql: str) -> Result:
        """Return the solutions, the boolean or the triples.

        :raises SyntaxError: if the query does not parse.
        """

    def holds(self, node: NamedNode) -> bool:
        """Say whether an IRI stands anywhere: as subject, property, object or name of a graph."""


__all__ = ["EmbeddedEngine", "EndpointEngine", "Engine", "Result"]
