"""Command `map`: what carries the goals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option
from jbgraph.errors import JbgraphError


@described("map")
@click.argument("goals", nargs=-1, metavar="[GOAL]...")
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
@format_option("csv", "html", "mermaid")
@output_option
@graph_options
def command(
    goals: tuple[str, ...],
    depth: int,
    limit: int | None,
    layers: str,
    form: str | None,
    output: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Write a dependency map; without a format the suffix of the file says which."""
    from jbgraph import exporters, maps, networks

    chosen = tuple(layer.strip() for layer in layers.split(","))
    for layer in chosen:
        if layer not in networks.LAYERS:
            raise JbgraphError(
                (f"there is no layer {layer}", f"没有{layer}层"), where="--layers", hint=", ".join(networks.LAYERS)
            )
    if form is None:
        by_suffix = {suffix: name for name, suffix in exporters.formats().items()}
        form = by_suffix.get(Path(output).suffix) if output else "mermaid"
        if form is None:
            raise JbgraphError(
                ("the ending of the file names no format", "文件后缀不代表任何格式"),
                where=str(output),
                hint=" ".join(by_suffix),
            )
    graph = opened(options)
    drawn = maps.map(graph, [graph.resolve(goal) for goal in goals], depth=depth, layers=chosen, limit=limit)
    drawing = exporters.draw(graph, drawn, lang)
    emit(exporters.export(drawing, form), output)
    if drawn.cut:
        click.echo(drawing.counted(), err=True)
