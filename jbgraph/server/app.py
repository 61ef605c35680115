"""The application: every route, behind the guard, over one pool of workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from jbgraph.errors import JbgraphError
from jbgraph.server import about, graphs, opening, protocol
from jbgraph.server.logs import Log
from jbgraph.server.pages import routes as pages
from jbgraph.server.replies import troubled
from jbgraph.server.security import Gate, Guard
from jbgraph.server.settings import Settings
from jbgraph.server.workers import Pool

PARTS = (protocol, graphs, about, pages)
"""Modules with `routes(settings)`; what is asked most often comes first."""


def create_app(settings: Settings, log: Log | None = None) -> Starlette:
    """Return the application; its workers start with it.

    :param log: takes a line for each job of a worker.
    :raises JbgraphError: if the graph cannot be read.
    """
    pool = Pool(settings, opening.find(settings), log)
    gate = Gate(settings)

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    routes: list[BaseRoute] = [route for part in PARTS for route in part.routes(settings)]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, gate=gate, direct={protocol.PATH: protocol.Endpoint()})],
        exception_handlers={HTTPException: troubled, JbgraphError: troubled, Exception: troubled},
        lifespan=living,
    )
    app.state.settings = settings
    app.state.pool = pool
    app.state.gate = gate
    app.state.error_page = pages.error_page
    return app
