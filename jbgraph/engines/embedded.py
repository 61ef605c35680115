"""The engine in this process: an Oxigraph store in memory or on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store


class EmbeddedEngine:
    """An Oxigraph store in this process. `store.query` lets go of the interpreter lock while it works.

    :param store: the store, or what returns it when it is first asked.
    """

    def __init__(self, store: Store | Callable[[], Store]) -> None:
        self._given = store

    @cached_property
    def store(self) -> Store:
        """The store."""
        return self._given if isinstance(self._given, Store) else self._given()

    def holds(self, node: NamedNode) -> bool:
        """Say whether an IRI stands anywhere, as `Engine` has it.

        In memory a query would go through all quads of a property, say, until one is of the default graph.
        """
        every = (node, None, None, None), (None, node, None, None), (None, None, node, None), (None, None, None, node)
        return any(next(self.store.quads_for_pattern(*pattern), None) is not None for pattern in every)

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer from the store; plain patterns stream, aggregates are computed before the first row.

        The columns of SELECT * come in the order in which the query names them.
        """
        result = self.store.query(sparql)
        if isinstance(result, QuerySolutions) and "*" in sparql:
            from jbgraph.projection import spelled_out

            again = spelled_out(sparql, [variable.value for variable in result.variables])
            return self.store.query(again) if again else result
        return result
