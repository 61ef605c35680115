"""Command `diff`: what changed between two documents, years, layers or versions of a graph."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.analyze import show
from jbgraph.cli.catalogue import described
from jbgraph.cli.drawing import BINARY
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option

MAPS = ("svg", "pdf", "png", "html", "dot", "mermaid", "drawio", "graphml", "gexf")


@described("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@format_option("table", "csv", "tsv", "json", "markdown", "xlsx", "patch", *MAPS, default="table")
@output_option
@graph_options
def command(before: str, after: str, form: str, output: str | None, lang: str, **options: Any) -> int:
    """Print the changes from A to B; exit 1 where there are any."""
    from jbgraph import exporters
    from jbgraph.analyses import compare

    graph = opened(options)
    if form == "patch":
        text = compare.patch(graph, before, after)
        emit(text, output)
        return 1 if text.count("\n") > len(("TX .", "TC .")) else 0
    result = compare.run(graph, before, after)
    if form in MAPS:
        emit(exporters.export(compare.drawing(result, lang), form), output, binary=form in BINARY)
    else:
        show(graph, result, form, output, lang)
    return 1 if result.rows else 0
