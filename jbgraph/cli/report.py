"""Command `report`: every analysis in one document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option

FORMATS = ("html", "md", "pdf", "xlsx")


@described("report")
@click.option("--only", multiple=True, metavar="NAME", help=say("Only this analysis.", "只含此项分析。"))
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=12,
    show_default=True,
    metavar="N",
    help=say("Rows of a table that are shown; a workbook has all.", "每表列出的行数；工作簿列出全部。"),
)
@click.option("--date", default="", metavar="TEXT", help=say("A date to print.", "印出的日期。"))
@format_option(*FORMATS)
@output_option
@graph_options
def command(
    only: tuple[str, ...], rows: int, date: str, form: str | None, output: str | None, lang: str, **options: Any
) -> None:
    """Write the report; without a format the suffix of the file says which, and without a file it is Markdown."""
    from jbgraph import report

    suffix = Path(output or "").suffix.removeprefix(".")
    chosen = form or (suffix if output else "md")
    if chosen not in FORMATS:
        raise report.refused(chosen)
    made = report.gather(opened(options), lang, only, rows=rows, date=date, charts=chosen in ("html", "pdf"))
    emit(report.write(made, chosen), output, binary=chosen in ("pdf", "xlsx"))
