"""Command `map`: what carries the goals, or what something serves."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.drawing import FORMATS, drawing_options, fitting, layered, write
from jbgraph.cli.language import say
from jbgraph.cli.options import format_option, graph_options, opened
from jbgraph.errors import JbgraphError


@described("map")
@click.argument("goals", nargs=-1, metavar="[GOAL]...")
@click.option("--from", "starts", multiple=True, metavar="NAME", help=say("Start from any thing.", "从任一事物出发。"))
@click.option("--up", is_flag=True, help=say("Walk up to what it serves.", "向上查看其服务的目的。"))
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    metavar="N",
    help=say("At most so many steps.", "最大层数。"),
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=say("At most so many things.", "最多事物数。"))
@click.option(
    "--layers",
    default="stated",
    show_default=True,
    metavar="LAYERS",
    help=say("Layers to walk, with commas: stated,derived,suggested,working.", "所用层，以逗号分隔。"),
)
@click.option(
    "--relations", default="", metavar="NAMES", help=say("Relations to walk, with commas.", "所沿关系，以逗号分隔。")
)
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="NAME",
    help=say("Only what this document states.", "只用该文件的陈述。"),
)
@click.option("--as-of", metavar="YYYY[-MM]", help=say("Only documents issued by then.", "只用此时之前发布的文件。"))
@click.option("--sheet", is_flag=True, help=say("Draw the wall chart of undertakings.", "绘制作战图。"))
@format_option(*FORMATS)
@drawing_options
@graph_options
def command(
    goals: tuple[str, ...],
    starts: tuple[str, ...],
    up: bool,
    depth: int,
    limit: int | None,
    layers: str,
    relations: str,
    documents: tuple[str, ...],
    as_of: str | None,
    sheet: bool,
    form: str | None,
    output: str | None,
    report: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Write a dependency map; without a format the suffix of the file says which."""
    from jbgraph import exporters

    if sheet and form is not None and not form.startswith("sheet-"):
        form = f"sheet-{form}"
        if form not in FORMATS:
            raise JbgraphError(
                (f"the wall chart is not written as {form[6:]}", f"作战图不支持{form[6:]}格式"),
                where="--format",
                hint=", ".join(name[6:] for name in FORMATS if name.startswith("sheet-")),
            )
    if form is None:
        form = exporters.by_suffix(output, sheet=sheet) if output else "sheet-svg" if sheet else "mermaid"
    chosen = layered(layers)
    given = fitting(form, options)
    graph = opened(options)  # its store opens while the rest is imported
    from jbgraph import maps

    drawn = maps.map(
        graph,
        [graph.resolve(name) for name in (*goals, *starts)],
        up=up,
        depth=depth,
        limit=limit,
        layers=chosen,
        relations=[name.strip() for name in relations.split(",") if name.strip()],
        documents=[graph.resolve(name) for name in documents],
        as_of=as_of,
    )
    write(graph, drawn, form, output, lang, given, report)
