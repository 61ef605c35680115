"""Run a service on a socket until it is told to end."""

from __future__ import annotations

import asyncio
import gc
import importlib.util
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from jbgraph.server.app import create_app
from jbgraph.server.connections import patient
from jbgraph.server.direct import Direct
from jbgraph.server.logs import Log
from jbgraph.server.settings import Settings

OFTEN = (5_000, 10, 10)
"""How often the collector looks: often, so that it never holds up requests for more than a few milliseconds."""

GRACE = 5
"""Seconds that requests under way have when the service ends."""


class Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def run(
    settings: Settings,
    listener: socket.socket,
    ready: Callable[[], None],
    ending: Callable[[Callable[[], None]], None],
    log: Log | None = None,
) -> None:
    """Serve on a socket until it is told to end; return when every worker is gone.

    :param ready: is called when the service answers.
    :param ending: is given what ends the service, to be called from any thread.
    :raises JbgraphError: if the graph cannot be read or no worker comes up.
    """
    app = create_app(settings, log)
    config = uvicorn.Config(
        app,
        http=patient(protocol(), settings.limits, Direct(app.state.gate, app.state.pool)),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.limits.connections,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=30,
    )
    server = Server(config, ready)

    async def serve() -> None:
        loop = asyncio.get_running_loop()

        def end() -> None:
            server.should_exit = True

        def stop() -> None:
            loop.call_soon_threadsafe(end)

        ending(stop)
        await server.serve(sockets=[listener])

    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
    with asyncio.Runner(loop_factory=loops()) as runner:
        runner.run(serve())


def protocol() -> type[Any]:
    """Return the server's HTTP protocol: the faster one where it is installed."""
    if importlib.util.find_spec("httptools"):
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

        return HttpToolsProtocol
    from uvicorn.protocols.http.h11_impl import H11Protocol

    return H11Protocol


def loops() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the event loop: the faster one where it is installed."""
    if importlib.util.find_spec("uvloop"):
        import uvloop

        made: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
        return made
    return None
