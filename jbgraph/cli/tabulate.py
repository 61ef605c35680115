"""Command `tabulate`: targets beside results, who answers for what, industries by place and year."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import TABLES, emit, format_option, graph_options, opened, output_option


def table_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete the name of a table."""
    from jbgraph.columns import specs

    return [name for name in specs.names() if name.startswith(typed)]


@described("tabulate")
@click.argument("name", metavar="[NAME]", required=False, shell_complete=table_names)
@click.option("--place", metavar="NAME", help=say("Only what is in this place.", "只含此地及其下属。"))
@click.option("--year", type=click.IntRange(1, 9999), help=say("Only what is of this year.", "只含此年。"))
@click.option("--list", "listing", is_flag=True, help=say("List the tables.", "列出全部表。"))
@format_option(*TABLES, "parquet", default="table")
@output_option
@graph_options
def command(
    name: str | None,
    place: str | None,
    year: int | None,
    listing: bool,
    form: str,
    output: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Print an analytic table."""
    from jbgraph import columns, tables

    if listing or name is None:
        rows = [[each, columns.spec(each).said[lang]] for each in columns.names()]
        emit(tables.write(tables.Table([say("table", "名称"), say("holds", "内容")], rows), "table"), output)
        return
    found = columns.tabulate(opened(options), name, place=place, year=year, lang=lang)
    if form == "parquet":
        emit(columns.parquet(found.plain()), output, binary=True)
        return
    table = found.shown() if form in tables.FOR_PEOPLE else found.plain()
    emit(tables.write(table, form), output, binary=form == "xlsx")
