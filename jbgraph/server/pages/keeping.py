"""Documents that take long to make: made once in a worker, and kept while the service runs."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jbgraph.server import replies
from jbgraph.server.jobs import Call
from jbgraph.server.trouble import ServiceError

ROOM = 96 * 1024 * 1024
"""Bytes that are kept; those asked for longest ago go first."""
SECONDS = 120.0
"""How long one may take to make."""


@dataclass(frozen=True)
class Document:
    """A document as it was made."""

    body: bytes
    media_type: str
    status: int
    headers: dict[str, str]


class Shelf:
    """The documents that are kept. Whoever asks for one that is being made waits for it, and nobody makes it twice."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._making: dict[str, asyncio.Task[Document]] = {}

    async def get(self, request: Request, function: str, **arguments: Any) -> Response:
        """Return what a function of the service makes, from the shelf where it stands there."""
        pool = request.app.state.pool
        tag = replies.etag(pool, function, arguments)
        headers = {"etag": tag, "cache-control": "no-cache", "vary": replies.VARY}
        if replies.known(tag, request.headers.get("if-none-match")):
            return Response(status_code=304, headers=headers)
        try:
            document = self._kept.get(tag) or await self._made(pool, tag, function, arguments)
        except ServiceError as error:
            return replies.failure(request, error)
        if tag in self._kept:
            self._kept.move_to_end(tag)
        own = headers if document.status == 200 else {}
        return Response(
            document.body, document.status, headers={**document.headers, **own}, media_type=document.media_type
        )

    async def _made(self, pool: Any, key: str, function: str, arguments: dict[str, Any]) -> Document:
        task = self._making.get(key)
        if task is None:
            task = asyncio.create_task(self._make(pool, key, function, arguments))
            self._making[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        return await asyncio.shield(task)

    def _ended(self, key: str, task: asyncio.Task[Document]) -> None:
        self._making.pop(key, None)
        if not task.cancelled():
            task.exception()  # who waited has it; if all have gone nobody needs it

    async def _make(self, pool: Any, key: str, function: str, arguments: dict[str, Any]) -> Document:
        answer = await pool.run(Call(function, arguments), seconds=SECONDS)
        try:
            body = await answer.read()
        finally:
            answer.cancel()
        document = Document(body, replies.typed(answer.media_type), answer.status, answer.headers)
        if document.status == 200 and len(body) <= ROOM // 4:
            self._kept[key] = document
            while sum(len(kept.body) for kept in self._kept.values()) > ROOM:
                self._kept.popitem(last=False)
        return document
