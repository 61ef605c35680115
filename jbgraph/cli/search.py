"""Command `search`: find things by name."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import TABLES, emit, format_option, graph_options, opened, output_option


@described("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--type",
    "kind",
    metavar="CLASS",
    help=say("Only things of a class, such as project.", "只查某一类，如项目。"),
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help=say("At most so many.", "最多条数。"),
)
@format_option(*TABLES, default="table")
@output_option
@graph_options
def command(
    words: tuple[str, ...],
    kind: str | None,
    limit: int,
    form: str,
    output: str | None,
    lang: str,
    **options: Any,
) -> int:
    """Print what a text finds; exit 1 if it finds nothing."""
    graph = opened(options)  # its store opens while the rest is imported
    from jbgraph import naming, search, tables

    kinds = naming.below(graph, naming.meaning(graph, kind, "class", "--type")) if kind else ()
    hits = search.search(graph.index, " ".join(words), kinds=kinds, limit=limit)
    named = graph.labels([hit.entry.type for hit in hits], lang)
    rows = [
        [hit.entry.zh, hit.entry.en, named[hit.entry.type], hit.other, graph.compress(hit.entry.iri)] for hit in hits
    ]
    table = tables.Table(["zh", "en", say("type", "类型"), say("matched", "匹配"), "id"], rows)
    emit(tables.write(table.for_people() if form in tables.FOR_PEOPLE else table, form), output, binary=form == "xlsx")
    return 0 if hits else 1
