"""Command `explore`: the interactive page."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.drawing import layered
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
@click.option(
    "--goal",
    "goals",
    multiple=True,
    metavar="NAME",
    help=say("Only what carries this goal; may be repeated.", "只收承载此目标的内容，可重复。"),
)
@click.option(
    "--layers",
    default="register,stated,derived,working",
    show_default=True,
    metavar="LAYERS",
    help=say("Layers to put in, with commas; also suggested.", "所收层，以逗号分隔；另有suggested。"),
)
@graph_options
def command(output: str, focus: str | None, goals: tuple[str, ...], layers: str, lang: str, **options: Any) -> None:
    """Write the explorer page."""
    from jbgraph.explorer import explore

    explore(opened(options), output, lang=lang, focus=focus, goals=goals, layers=layered(layers))
    click.echo(say("wrote ", "已写入 ") + output, err=True)
