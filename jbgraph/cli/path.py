"""Command `path`: how two things are linked."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option


@described("path")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option(
    "-k",
    "count",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help=say("At most so many ways.", "最多路径数。"),
)
@format_option("table", "json", default="table")
@output_option
@graph_options
def command(start: str, end: str, count: int, form: str, output: str | None, lang: str, **options: Any) -> int:
    """Print the best ways in which two entities are linked; exit 1 if there is none."""
    import json

    graph = opened(options)  # its store opens while the rest is imported
    from jbgraph import reports

    found = reports.linked(graph, start, end, count)
    if not found:
        click.echo(say("the graph does not link them", "图谱中两者没有关联"), err=True)
        return 1
    if form == "json":
        emit(json.dumps(reports.paths_json(graph, found, lang), ensure_ascii=False, indent=1) + "\n", output)
    else:
        emit(reports.paths_text(graph, found, lang), output)
    return 0
