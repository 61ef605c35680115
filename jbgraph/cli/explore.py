"""Command `explore`: the interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import graph_options, opened


@described("explore")
@click.option(
    "-o",
    "--output",
    default="jiangbei.html",
    show_default=True,
    metavar="FILE",
    help=say("The file.", "文件名。"),
)
@click.option("--focus", metavar="NAME", help=say("Open on this thing.", "打开时定位于此事物。"))
@graph_options
def command(output: str, focus: str | None, lang: str, **options: Any) -> None:
    """Write the explorer page."""
    from jbgraph.explorer import explore

    graph = opened(options)
    explore(graph, Path(output), lang=lang, focus=graph.resolve(focus) if focus else None)
    click.echo(say("wrote ", "已写入 ") + output, err=True)
