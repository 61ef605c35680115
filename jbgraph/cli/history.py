"""Command `history`: what staff entered about a thing, who and when."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.options import emit, format_option, lang_option, output_option, workspace_option


@described("history")
@click.argument("thing", metavar="[THING]", required=False)
@workspace_option()
@format_option("table", "csv", "json", "markdown", "xlsx", default="table")
@output_option
@lang_option
def command(thing: str | None, folder: str | None, form: str, output: str | None, lang: str, **_: Any) -> None:
    """Print the imports of a workspace, or what they changed about a thing, earliest first."""
    from jbgraph import tables
    from jbgraph.graph import Graph
    from jbgraph.workbook import past
    from jbgraph.workspace import needed

    home = needed(folder)
    if thing is None:
        found = past.imports(home.folder, lang)
    else:
        graph = Graph.open(home.folder)
        found = past.history(graph, home.folder, graph.resolve(thing), lang)
    emit(tables.write(found, form), output, binary=form == "xlsx")
