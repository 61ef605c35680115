"""`/graphs`: SPARQL 1.1 Graph Store HTTP Protocol, for reading (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from jbgraph.server import negotiation
from jbgraph.server.jobs import Read
from jbgraph.server.protocol import parameters, wanted
from jbgraph.server.replies import Reply, etag, failure, not_allowed
from jbgraph.server.settings import Settings
from jbgraph.server.trouble import ServiceError

PATH = "/graphs"
ALLOWED = "GET, HEAD, OPTIONS"


def routes(settings: Settings) -> list[BaseRoute]:
    """Return the route of the graph store."""
    return [Route(PATH, GraphStore())]


class GraphStore:
    """The graph store."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        try:
            response = self._response(request)
        except ServiceError as error:
            response = failure(request, error)
        await response(scope, receive, send)

    def _response(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ALLOWED})
        if request.method not in ("GET", "HEAD"):
            raise not_allowed(request.method, ALLOWED)
        values: dict[str, list[str]] = {}
        for name, value in parameters(request.scope["query_string"], "address", "地址"):
            values.setdefault(name, []).append(value)
        named = values.get("graph", [])
        if len(named) + ("default" in values) != 1 or not all(named):
            raise ServiceError(
                ("say which one graph is wanted", "须指明一个图"),
                "malformed",
                hint=("?graph=IRI, or ?default for the merge of the layers", "?graph=IRI，或以?default取各层合并"),
            )
        _, triples = wanted(request.headers.get("accept"), values)
        if triples is None:
            raise ServiceError(
                ("a graph is not written in a format for tables", "图不能写成表格格式"),
                "unacceptable",
                hint=("ask for Turtle, N-Triples, JSON-LD or RDF/XML", "改用Turtle、N-Triples、JSON-LD或RDF/XML"),
            )
        gzip = negotiation.takes_gzip(request.headers.get("accept-encoding"))
        job = Read(named[0] if named else None, triples, gzip)
        return Reply(job, tag=etag(request.app.state.pool, "graph", job.graph, triples))
