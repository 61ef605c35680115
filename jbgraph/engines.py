"""The engines that answer SPARQL: a store in this process, or an endpoint somewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Protocol

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from jbgraph.errors import JbgraphError

Result = QuerySolutions | QueryBoolean | QueryTriples | list[Triple]


class Engine(Protocol):
    """Something that answers SPARQL 1.1 queries over one graph."""

    def query(self, sparql: str) -> Result:
        """Return the solutions, the boolean or the triples.

        :raises SyntaxError: if the query does not parse.
        """


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

    def query(self, sparql: str) -> Result:
        """Answer from the store; plain patterns stream, aggregates are computed before the first row.

        The columns of SELECT * come in the order in which the query names them.
        """
        result = self.store.query(sparql)
        if isinstance(result, QuerySolutions) and "*" in sparql:
            from jbgraph.projection import spelled_out

            again = spelled_out(sparql, [variable.value for variable in result.variables])
            return self.store.query(again) if again else result
        return result


class EndpointEngine:
    """A SPARQL 1.1 endpoint, asked by POST (SPARQL 1.1 Protocol, section 2.1.2)."""

    def __init__(self, url: str) -> None:
        if not url.startswith(("http://", "https://")):
            raise JbgraphError(
                ("an endpoint begins with http:// or https://", "端点地址以http://或https://开头"),
                where=f"--endpoint {url}",
            )
        self.url = url

    def query(self, sparql: str) -> Result:
        """Answer from the endpoint; the whole result is read before it is returned.

        :raises JbgraphError: if the endpoint cannot be reached or answers with an error.
        """
        import http.client
        import urllib.error
        import urllib.parse
        import urllib.request

        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        form = urllib.parse.urlencode({"query": sparql}).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            request = urllib.request.Request(self.url, form, headers)
            with urllib.request.urlopen(request) as response:
                kind = response.headers.get_content_type()
                body = response.read()
        except urllib.error.HTTPError as error:
            with error:
                lines = error.read(300).decode("utf-8", "replace").strip().splitlines()
            if error.code == 400:
                raise SyntaxError(lines[0] if lines else "the endpoint calls the query malformed") from error
            said = f"{error.code} {error.reason}"
            raise JbgraphError((f"the endpoint answers {said}", f"端点答复：{said}"), where=self.url) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            from jbgraph.reasons import reason

            en, zh = reason(getattr(error, "reason", error))
            raise JbgraphError(
                (f"the endpoint cannot be reached: {en}", f"无法连接端点：{zh}"),
                where=self.url,
                hint=("is it running there?", "查看它是否在该处运行"),
            ) from error
        try:
            if kind in ("application/n-triples", "text/plain"):
                return [quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)]
            results: Result = parse_query_results(body, format=QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise JbgraphError(
                (
                    f"what answers there does not speak SPARQL: it sent {kind}",
                    f"该处答复的不是SPARQL端点：所发为{kind}",
                ),
                where=self.url,
                hint=(
                    "give the address of the endpoint itself, such as http://localhost:7878/query",
                    "写端点本身的地址，如http://localhost:7878/query",
                ),
            ) from error
        return results
