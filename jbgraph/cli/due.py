"""Command `due`: what is overdue or due soon."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option, today_option, workspace_of
from jbgraph.errors import JbgraphError


@described("due")
@click.option(
    "--within", default="60d", show_default=True, metavar="DAYS", help=say("How far to look.", "向前看多少天。")
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="NAME",
    help=say("Only what this unit has a role for.", "只含该单位承担的事项。"),
)
@click.option("--rules", default="", metavar="PACK", help=say("Rules of the lights.", "亮灯规则包。"))
@click.option(
    "--entered", is_flag=True, help=say("Leave out time limits that only documents print.", "不含仅由文件印出的时限。")
)
@format_option("table", "csv", "json", "markdown", "xlsx", "ics", default="table")
@output_option
@today_option
@graph_options
def command(
    within: str, units: tuple[str, ...], rules: str, entered: bool, form: str, output: str | None, today: date,
    lang: str, **options: Any,
) -> None:  # fmt: skip
    """Print the due list."""
    from datetime import UTC, datetime, time

    from jbgraph import tables
    from jbgraph.workbook import agenda, exporting

    match = re.fullmatch(r"(\d{1,5})\s*(d|w|天|周)?", within.strip())
    if match is None:
        raise JbgraphError(
            (f"{within} is no number of days", f"{within}不是天数"), where="--within", hint="--within 60d"
        )
    days = int(match[1]) * (7 if match[2] in ("w", "周") else 1)
    home = workspace_of(options, needed=False)
    graph = opened(options)
    pack = exporting.rules_of(home, rules)
    found = agenda.agenda(
        graph, today, pack, within=days, units=[agenda.unit(graph, name) for name in units], printed=not entered
    )
    if form == "ics":
        emit(agenda.calendar(graph, found, lang, datetime.combine(today, time(), UTC)), output)
        return
    emit(tables.write(agenda.table(graph, found, pack, lang), form), output, binary=form == "xlsx")
