"""Command `evidence`: the passages behind a thing or a triple."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import TABLES, emit, format_option, graph_options, opened, output_option


@described("evidence")
@click.argument("name")
@click.argument("relation", required=False)
@click.argument("other", required=False)
@format_option(*TABLES, default="table")
@output_option
@graph_options
def command(
    name: str,
    relation: str | None,
    other: str | None,
    form: str,
    output: str | None,
    lang: str,
    **options: Any,
) -> int:
    """Print the passages behind an entity or a triple; exit 1 if nothing states it."""
    graph = opened(options)  # its store opens while the rest is imported
    from jbgraph import tables
    from jbgraph.reports import evidence_table

    table = evidence_table(graph, name, relation, other, lang)
    if not table.rows:
        click.echo(say("no document states it", "没有文件作此陈述"), err=True)
        return 1
    emit(tables.write(table.for_people() if form in tables.FOR_PEOPLE else table, form), output, binary=form == "xlsx")
    return 0
