"""What the service sends back: the answer of a worker, or what went wrong, in the language and form of the client."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from jbgraph.errors import JbgraphError
from jbgraph.server import negotiation
from jbgraph.server.answers import Answer
from jbgraph.server.jobs import Call, Job
from jbgraph.server.trouble import ServiceError, ToldError, bug, told
from jbgraph.server.workers import Pool

VARY = "Accept, Accept-Encoding, Accept-Language"
BEGUN = "jbgraph.answer"
"""Where a request holds the answer that is under way already."""

Pairs = list[tuple[bytes, bytes]]
_JSON = ("application/json", "application/sparql-results+json", "application/ld+json", "application/problem+json")
_TOLD = ("text/plain", *_JSON)

Page = Callable[[Request, int, str], Response]
"""Makes the page for a person whom something went wrong for: the status, and the message in the language."""


def language(request: Request) -> str:
    """Return `zh` or `en`: as the address says it with `lang`, else the browser, else the service."""
    said = request.query_params.get("lang")
    if said in ("zh", "en"):
        return said
    return negotiation.lang(request.headers.get("accept-language"), request.app.state.settings.lang)


def failure(request: Request, error: JbgraphError) -> Response:
    """Return the response for what went wrong, as text, JSON or a page."""
    said = told(error)
    trouble = error if isinstance(error, ServiceError) else ToldError(said)
    message = trouble.message(language(request))
    page: Page | None = getattr(request.app.state, "error_page", None)
    accept = request.headers.get("accept")
    form = negotiation.best(accept, (*_TOLD, "text/html") if page else _TOLD)
    headers = {"vary": VARY, "cache-control": "no-store", **trouble.headers}
    if page and form == "text/html":
        response = page(request, trouble.status, message)
    elif form in _JSON:
        place = {key: said[key] for key in ("line", "column") if said[key] is not None}
        body = {"error": trouble.kind, "status": trouble.status, "message": message, **place}
        response = Response(json.dumps(body, ensure_ascii=False) + "\n", trouble.status, media_type="application/json")
    else:
        response = Response(message + "\n", trouble.status, media_type="text/plain; charset=utf-8")
    response.headers.update(headers)
    return response


def etag(pool: Pool, *parts: object) -> str:
    """Return the tag of a response that is made of the graph and of what was asked."""
    return tagged(pool.place.key, *parts)


def tagged(key: str, *parts: object) -> str:
    """Return the tag of a response that is made of a graph and of what was asked; weak, for it may be gzipped.

    :param key: changes with the content of the graph.
    """
    digest = hashlib.blake2b(repr((key, *parts)).encode("utf-8", "surrogatepass"), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


def known(tag: str, header: str | None) -> bool:
    """Say whether an If-None-Match header has a tag (RFC 9110, section 13.1.2; the comparison is weak).

    >>> known('W/"a"', '"b", "a"'), known('W/"a"', "*"), known('W/"a"', None)
    (True, True, False)
    """
    if not header:
        return False
    return header.strip() == "*" or tag.removeprefix("W/") in (
        one.strip().removeprefix("W/") for one in header.split(",")
    )


class Reply(Response):
    """The answer of a worker, handed on as it comes.

    :param tag: of the response, if it may be kept.
    """

    def __init__(
        self,
        job: Job,
        *,
        tag: str | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> None:
        self.job = job
        self.tag = tag
        self.seconds = seconds
        self.background = None
        self.status_code = 200
        self.body = b""
        self.init_headers({"vary": VARY, **(headers or {})})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the job and send what comes of it."""
        request = Request(scope, receive)
        pool: Pool = request.app.state.pool
        kept = renewed(self.tag)
        if self.tag and known(self.tag, request.headers.get("if-none-match")):
            head = [pair for pair in self.raw_headers if pair[0] not in (b"content-length", b"content-type")]
            await send({"type": "http.response.start", "status": 304, "headers": [*head, *kept]})
            await send({"type": "http.response.body", "body": b""})
            return
        try:
            begun: Answer | None = scope.get(BEGUN)
            answer = await pool.opened(begun or pool.take(self.job, gone=leaving(receive), seconds=self.seconds))
        except ServiceError as error:
            if error.kind != "gone":
                await failure(request, error)(scope, receive, send)
            return
        try:
            await self._send(answer, kept, scope["method"], send)
        finally:
            answer.cancel()

    async def _send(self, answer: Answer, kept: Pairs, method: str, send: Send) -> None:
        own = [pair for pair in self.raw_headers if pair[0] not in (b"content-length", b"content-type")]
        headers = described(answer, [*own, *(kept if answer.status == 200 else ())])
        start = {"type": "http.response.start", "status": answer.status, "headers": headers}
        if answer.complete and not answer.error:
            body = answer.rest()
            headers.append((b"content-length", str(len(body)).encode()))
            await send(start)
            await send({"type": "http.response.body", "body": body})
            return
        await send(start)
        if method == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        try:
            async for part in answer:
                await send({"type": "http.response.body", "body": part, "more_body": True})
        except ServiceError:
            return  # the response stays without its end, by which the client knows; the log says why
        await send({"type": "http.response.body", "body": b""})


def renewed(tag: str | None) -> Pairs:
    """Return the headers of what may be kept by a client that asks each time whether it still holds."""
    return [(b"etag", tag.encode()), (b"cache-control", b"no-cache")] if tag else []


def described(answer: Answer, own: Pairs) -> Pairs:
    """Return the headers of an answer with those of its response."""
    headers = [(b"content-type", typed(answer.media_type).encode()), *own]
    headers += [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    if answer.encoding:
        headers.append((b"content-encoding", answer.encoding.encode()))
    return headers


async def call(
    request: Request, function: str, *, cache: bool = True, seconds: float | None = None, **arguments: Any
) -> Response:
    """Return what a function of the service makes in a worker.

    :param function: as `module:function`, of the service.
    :param cache: whether the same arguments and the same graph always give the same.
    :param arguments: as JSON has them.
    """
    tag = etag(request.app.state.pool, function, arguments) if cache else None
    job = Call(function, arguments, gzip=negotiation.takes_gzip(request.headers.get("accept-encoding")))
    return Reply(job, tag=tag, seconds=seconds)


def leaving(receive: Receive) -> Callable[[], Awaitable[None]]:
    """Return what returns when the client has gone."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    return gone


def typed(media_type: str) -> str:
    """Return a media type with the character encoding that it is in, where it has that parameter."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") and ";" not in media_type else media_type


async def troubled(request: Request, error: Exception) -> Response:
    """Return the response for an exception that nobody has met: ours, one of the framework's, or a fault."""
    from starlette.exceptions import HTTPException

    if isinstance(error, JbgraphError):
        return failure(request, error)
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return failure(request, ServiceError(("there is nothing at this address", "此地址没有内容"), "missing"))
        if error.status_code == 405:
            allowed = dict(error.headers or {})
            return failure(request, not_allowed(request.method, allowed.get("Allow", "GET, HEAD")))
        return Response(str(error.detail), error.status_code, headers=error.headers)
    import logging

    logging.getLogger("jbgraph.server").error("%s %s", request.method, request.url.path, exc_info=error)
    return failure(request, bug(error))


def not_allowed(method: str, allowed: str) -> ServiceError:
    """Return the error for a method that an address does not know."""
    return ServiceError(
        (f"{method} is not for this address, which only reads", f"此地址只读，不接受{method}"),
        "method",
        hint=(f"it takes {allowed}", f"可用：{allowed}"),
        headers={"allow": allowed},
    )
