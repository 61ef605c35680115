"""Command `validate`: whether a graph is sound."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option
from jbgraph.errors import JbgraphError


@described("validate")
@click.option("--check", "only", multiple=True, metavar="NAME", help=say("Only this check.", "只做此项检查。"))
@click.option(
    "--least",
    type=click.Choice(["violation", "warning", "info"]),
    default="warning",
    show_default=True,
    help=say("Show what is at least so severe.", "显示的最低程度。"),
)
@format_option("table", "csv", "tsv", "json", "markdown", "xlsx", default="table")
@output_option
@graph_options
def command(only: tuple[str, ...], least: str, form: str, output: str | None, lang: str, **options: Any) -> int:
    """Print what is wrong with a graph."""
    from jbgraph import tables, validation

    for name in only:
        if name not in validation.checks():
            raise JbgraphError(
                (f"there is no check {name}", f"没有检查{name}"), where="--check", hint=", ".join(validation.checks())
            )
    found = validation.validate(opened(options), only)
    shown = [f for f in found if validation.SEVERITIES.index(f.severity) <= validation.SEVERITIES.index(least)]
    columns = (say("severity", "程度"), say("check", "检查"), say("place", "位置"), say("message", "说明"))
    table = tables.Table(columns, [[f.severity, f.check, f.place, f.message(lang)] for f in shown])
    if shown or output or form != "table":
        emit(tables.write(table, form), output, binary=form == "xlsx")
    wrong = sum(f.severity == "violation" for f in found)
    click.echo(
        say(
            f"{wrong} violations, {len(found) - wrong} remarks",
            f"{wrong} 处违规，{len(found) - wrong} 条提示",
        ),
        err=True,
    )
    return 0 if validation.sound(found) else 1
