"""Command `info`: counts of what the graph holds."""

from __future__ import annotations

from typing import Any

from jbgraph.cli.catalogue import described
from jbgraph.cli.options import TABLES, emit, format_option, graph_options, opened, output_option


@described("info")
@format_option(*TABLES, default="table")
@output_option
@graph_options
def command(form: str, output: str | None, lang: str, **options: Any) -> None:
    """Print the counts of a graph."""
    from jbgraph import overview, tables

    emit(tables.write(overview.info(opened(options), lang).table(lang), form), output, binary=form == "xlsx")
