"""Command `export`: the whole graph, or a part of it, in a format that other tools read."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.drawing import FORMATS, drawing_options, fitting, layered, write
from jbgraph.cli.language import say
from jbgraph.cli.options import graph_options, opened, pairs


@described("export")
@click.argument("form", metavar="FORMAT", type=click.Choice([name for name in FORMATS if name[:6] != "sheet-"]))
@click.option(
    "--from", "starts", multiple=True, metavar="NAME", help=say("Only what carries it.", "只含支撑它的事物。")
)
@click.option("--question", metavar="NAME", help=say("Only what a question finds.", "只含某问题的结果。"))
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help=say("A parameter.", "参数。"))
@click.option(
    "--layers",
    default="register,stated,derived,working",
    show_default=True,
    metavar="LAYERS",
    help=say("Layers, with commas.", "所用层，以逗号分隔。"),
)
@drawing_options
@graph_options
def command(
    form: str,
    starts: tuple[str, ...],
    question: str | None,
    params: tuple[str, ...],
    layers: str,
    output: str | None,
    report: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Write the whole graph, what carries some things, or the things that a question finds."""
    chosen = layered(layers)
    given = fitting(form, options)
    graph = opened(options)
    from jbgraph import maps

    if question:
        from jbgraph import reports

        found = reports.things_found(graph, question, pairs(params), lang)
        drawn = maps.around(graph, found, chosen)
    elif starts:
        drawn = maps.map(graph, [graph.resolve(name) for name in starts], layers=chosen)
    else:
        drawn = maps.whole(graph, chosen)
    write(graph, drawn, form, output, lang, given, report)
