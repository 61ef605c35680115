"""Command `serve`: the graph over HTTP."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

import click

from jbgraph import cli
from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import here, place_options
from jbgraph.errors import JbgraphError
from jbgraph.server.settings import Budget, Settings

STANDARD = Settings()


@described("serve")
@click.option("--host", default=STANDARD.host, show_default=True, help=say("Address to listen on.", "监听地址。"))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=STANDARD.port,
    show_default=True,
    help=say("Port to listen on; 0 for any that is free.", "监听端口；0为任一空闲端口。"),
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.001),
    default=STANDARD.budget.seconds,
    show_default=True,
    metavar="SECONDS",
    help=say("Time that a query may take.", "每个查询的时限（秒）。"),
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=STANDARD.budget.rows,
    show_default=True,
    metavar="N",
    help=say("Rows or triples that a result may have.", "结果的最大行数或三元组数。"),
)
@click.option(
    "--memory",
    type=click.IntRange(min=16),
    default=STANDARD.budget.memory,
    show_default=True,
    metavar="MIB",
    help=say("Memory that a query may take.", "每个查询可用的内存（MiB）。"),
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help=say("Queries answered at a time; as many as there are processors.", "同时回答的查询数，默认为处理器数。"),
)
@click.option(
    "--queue",
    type=click.IntRange(min=0),
    default=STANDARD.queue,
    show_default=True,
    metavar="N",
    help=say("Requests that may wait.", "可排队等待的请求数。"),
)
@click.option(
    "--in-memory/--on-disk",
    default=None,
    help=say(
        "Hold the graph in memory, or open it on disk; by its size if neither is given.",
        "将图谱载入内存，或在磁盘上打开；默认视大小而定。",
    ),
)
@click.option(
    "--token",
    metavar="TEXT",
    help=say("What a request must show; else JBGRAPH_TOKEN.", "请求须出示的令牌；也可设JBGRAPH_TOKEN。"),
)
@click.option("--allow-remote", is_flag=True, help=say("Let other machines reach the service.", "允许其他机器访问。"))
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help=say("A host name the service is called by.", "访问本服务所用的主机名。"),
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help=say(
        "A site whose pages may ask /sparql, in place of all; none for none.",
        "可访问/sparql的网站（默认全部）；none为不允许。",
    ),
)
@click.option("--quiet", is_flag=True, help=say("Write no line for each query.", "不逐条记录查询。"))
@place_options
def command(
    graph_path: str | None,
    store: str | None,
    endpoint: str | None,
    sources: str | None,
    timeout: float,
    rows: int,
    memory: int,
    workers: int | None,
    token: str | None,
    origins: tuple[str, ...],
    quiet: bool,
    **options: Any,
) -> None:
    """Serve the graph until stopped."""
    if endpoint is not None:
        raise JbgraphError(
            (
                "a graph at an endpoint is served there already: its queries could not be held to a budget here",
                "端点上的图谱已有服务：其查询无法在此限时限量",
            ),
            where="--endpoint",
            hint=(
                "load its data with `jbgraph load`, and serve it with --store",
                "用 `jbgraph load` 载入其数据，再用--store提供服务",
            ),
        )
    if graph_path is not None and store is not None:
        raise JbgraphError(
            ("--graph and --store exclude each other", "--graph与--store只能给其一"),
            hint=("give one of them", "去掉多余的"),
        )
    settings = Settings(
        graph=Path(graph_path) if graph_path else None if store else here(),
        store=Path(store) if store else None,
        sources=Path(sources) if sources else None,
        budget=Budget(timeout, rows, memory),
        token=token or os.environ.get("JBGRAPH_TOKEN") or None,
        origins=() if origins == ("none",) else origins or STANDARD.origins,
        workers=workers or STANDARD.workers,
        **options,
    )
    try:
        from jbgraph.server import running, security
        from jbgraph.server.logs import Log
    except ModuleNotFoundError as error:
        raise JbgraphError(
            (f"the service needs {error.name}", f"运行服务需要{error.name}"),
            hint="pip install 'jbgraph[serve]'",
        ) from error
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    listener = security.listening(settings)
    address, port = listener.getsockname()[:2]
    shown = f"[{address}]" if ":" in address else address

    def ready() -> None:
        click.echo(say("listening on ", "服务地址：") + f"http://{shown}:{port}/")
        sys.stdout.flush()

    running.run(settings, listener, ready, cli.ENDING.append, None if quiet else Log(sys.stderr.write))
