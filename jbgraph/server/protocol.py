"""`/sparql`: the query operation of SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from jbgraph.server import about, negotiation
from jbgraph.server.jobs import SHORT, Query
from jbgraph.server.replies import Reply, failure, not_allowed, tagged
from jbgraph.server.settings import Settings
from jbgraph.server.trouble import ServiceError

PATH = "/sparql"
ALLOWED = "GET, HEAD, OPTIONS, POST"
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


def routes(settings: Settings) -> list[BaseRoute]:
    """Return the route of the endpoint."""
    return [Route(PATH, Endpoint())]


class Endpoint:
    """The endpoint."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        try:
            response = await self._response(request)
        except ServiceError as error:
            response = failure(request, error)
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        method = request.method
        if method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ALLOWED})
        if method not in ("GET", "HEAD", "POST"):
            raise not_allowed(method, ALLOWED)
        headers = request.headers
        key: str = request.app.state.pool.place.key
        text = request.scope["query_string"]
        accepted = headers.get("accept"), headers.get("accept-encoding")
        if method == "POST":
            given = await posted(request, parameters(text, "address", "地址"))
            job, tag = asked(given, *accepted, key)
        else:
            found = (kept if len(text) <= SHORT else read)(text, *accepted, key)
            if found is None:
                return about.service(request)
            job, tag = found
        return Reply(job, tag=tag)


def read(text: bytes, accept: str | None, encoding: str | None, key: str) -> tuple[Query, str | None] | None:
    """Return the query of a request by GET with its tag, or None where it has none and asks for the description.

    :raises ServiceError: as `asked`.
    """
    given = parameters(text, "address", "地址")
    if not any(name in ("query", "update") for name, _ in given):
        if any(name.endswith("graph-uri") for name, _ in given):
            raise no_query()
        return None
    return asked(given, accept, encoding, key)


kept = lru_cache(maxsize=1024)(read)
"""The same, remembered: pages ask the same again and again, and this takes as long as the rest of the service."""


def parameters(text: bytes, en: str, zh: str) -> list[tuple[str, str]]:
    """Return the parameters of an address or a form.

    :raises ServiceError: if they are not UTF-8, or too many.
    """
    try:
        pairs: list[tuple[str, str]] = parse_qsl(
            text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=2000
        )
    except UnicodeDecodeError as error:
        raise ServiceError((f"the {en} is not UTF-8", f"{zh}不是UTF-8编码"), "malformed") from error
    except ValueError as error:
        raise ServiceError(("there are too many parameters", "参数过多"), "malformed") from error
    return pairs


async def posted(request: Request, given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters of a request by POST (sections 2.1.2 and 2.1.3).

    :raises ServiceError: if the body is of another type, no UTF-8, or an update.
    """
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = re.search(r'charset\s*=\s*"?([\w-]+)', rest, re.IGNORECASE)
    if kind == UPDATE:
        raise no_update()
    if kind not in (FORM, DIRECT) or (charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii")):
        raise ServiceError(
            ("a body of this type is not taken", "不接受此类型的正文"),
            "type",
            where=(kind or "Content-Type")[:100],
            hint=(f"send {DIRECT} or {FORM}, as UTF-8", f"以UTF-8发送{DIRECT}或{FORM}"),
            headers={"accept-post": f"{DIRECT}, {FORM}"},
        )
    body = await request.body()
    if kind == FORM:
        return [*parameters(body, "form", "表单"), *((name, value) for name, value in given if name not in ("query",))]
    try:
        return [*(pair for pair in given if pair[0] != "query"), ("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise ServiceError(("the query is not UTF-8", "查询不是UTF-8编码"), "malformed") from error


def asked(
    given: Iterable[tuple[str, str]], accept: str | None, encoding: str | None, key: str
) -> tuple[Query, str | None]:
    """Return the query of a request, and the tag of its response if it is the same each time.

    :param key: changes with the content of the graph.
    :raises ServiceError: if there is none, more than one, or none of the formats is ours.
    """
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise no_update()
    queries = values.get("query", [])
    if not queries or not queries[0].strip():
        raise no_query()
    if len(queries) > 1:
        raise ServiceError(("there is more than one query", "查询不止一个"), "malformed", where="query")
    tables, triples = wanted(accept, values)
    default, named = (graphs(values, f"{which}-graph-uri") for which in ("default", "named"))
    job = Query(queries[0], default, named, tables, triples, negotiation.takes_gzip(encoding))
    tag = None if _CHANGING.search(job.text) else tagged(key, job.text, default, named, tables, triples)
    return job, tag


def wanted(accept: str | None, values: Mapping[str, list[str]]) -> tuple[str | None, str | None]:
    """Return the media types for tables and for triples that a request asks for.

    :raises ServiceError: if none of them is ours.
    """
    short = next((values[name][0] for name in ("format", "output") if values.get(name) and values[name][0]), None)
    tables, triples = negotiation.formats(accept, short)
    if tables is None and triples is None:
        known = ", ".join((*negotiation.TABLES.values(), *negotiation.TRIPLES.values()))
        raise ServiceError(
            ("none of the formats asked for is known", "所要的格式都不认识"),
            "unacceptable",
            where=(short or accept or "")[:100],
            hint=(f"one of {known}", f"可用：{known}"),
        )
    return tables, triples


def graphs(values: Mapping[str, list[str]], name: str) -> tuple[str, ...] | None:
    """Return the graphs of a dataset parameter, or None where it is not given."""
    return tuple(values[name]) if name in values else None


def no_query() -> ServiceError:
    """Return the error for a request without a query."""
    return ServiceError(
        ("there is no query", "没有查询"),
        "malformed",
        hint=("send it as the parameter query", "用参数query发送"),
    )


def no_update() -> ServiceError:
    """Return the error for an update."""
    return ServiceError(
        ("the service only reads: updates are refused", "服务只读：拒绝更新"),
        "refused",
        hint=("change the files, and start the service again", "修改文件后重新启动服务"),
    )
