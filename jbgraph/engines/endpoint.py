"""The engine somewhere else: a SPARQL 1.1 endpoint, asked over HTTP (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from functools import cached_property
from typing import IO, TYPE_CHECKING, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.engines.dialect import Dialect
    from jbgraph.engines.wire import Answer

SELECTED = "application/sparql-results+json"
TRIPLES = "application/n-triples"
SILENCE = 120.0
"""Seconds of silence after which an endpoint is given up."""


class EndpointEngine:
    """A SPARQL 1.1 endpoint. What sort of server answers there is found out before the first query.

    :param timeout: seconds of silence after which the endpoint is given up.
    """

    def __init__(self, url: str, timeout: float | None = None) -> None:
        if not url.startswith(("http://", "https://")):
            raise JbgraphError(
                ("an endpoint begins with http:// or https://", "端点地址以http://或https://开头"),
                where=f"--endpoint {url}",
            )
        self.url = url
        self.timeout = SILENCE if timeout is None else timeout

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | list[Triple]:
        """Answer from the endpoint; solutions are read from the network as they are asked for.

        :raises JbgraphError: if the endpoint cannot be reached, refuses, is silent, or sends something else;
            in the middle of the solutions, too.
        """
        return self.dialect.query(sparql)

    def holds(self, node: NamedNode) -> bool:
        """Say whether an IRI stands anywhere, as `Engine` has it.

        :raises JbgraphError: as `query`.
        """
        found = self.query(
            f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s {node} ?o }} UNION {{ ?s ?p {node} }}"
            f" UNION {{ GRAPH {node} {{ ?s ?p ?o }} }} }}"
        )
        return bool(found)

    @cached_property
    def dialect(self) -> Dialect:
        """How the server wants to be asked."""
        from jbgraph.engines import dialect

        return dialect.found(self)

    def send(self, sparql: str) -> Answer:
        """Send a query as it is and return what comes back; JSON is asked for, for triples N-Triples.

        :raises SyntaxError: if the endpoint calls the query malformed.
        :raises JbgraphError: as `query`.
        """
        from jbgraph.engines import tokens, wire

        triples = tokens.form(sparql) in ("CONSTRUCT", "DESCRIBE")
        accept = f"{TRIPLES}, {SELECTED};q=0.1" if triples else f"{SELECTED}, {TRIPLES};q=0.1"
        return wire.ask(self.url, sparql, accept, self.timeout)

    def untaken(self, error: SyntaxError) -> JbgraphError:
        """Return the error for a query that the standard allows and the endpoint calls malformed."""
        said = str(error)[:200]
        return JbgraphError(
            (f"the endpoint does not take this query: {said}", f"端点不接受此查询：{said}"),
            where=self.url,
            hint=("put it in simpler words", "换用较简单的写法"),
        )

    def read(self, answer: Answer) -> QuerySolutions | QueryBoolean | list[Triple]:
        """Return what an answer holds.

        :raises JbgraphError: if it is neither solutions nor triples.
        """
        stream = cast("IO[bytes]", answer)
        try:
            if answer.kind in (TRIPLES, "text/plain"):
                with answer:
                    return [quad.triple for quad in parse(stream, format=RdfFormat.N_TRIPLES)]
            return parse_query_results(stream, format=QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise JbgraphError(
                (
                    f"what answers there does not speak SPARQL: it sent {answer.kind}",
                    f"该处答复的不是SPARQL端点：所发为{answer.kind}",
                ),
                where=self.url,
                hint=(
                    "give the address of the endpoint itself, such as http://localhost:7878/query",
                    "写端点本身的地址，如http://localhost:7878/query",
                ),
            ) from error
