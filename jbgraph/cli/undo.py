"""Command `undo`: take an import back."""

from __future__ import annotations

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, lang_option, workspace_option


@described("undo")
@click.argument("name", metavar="IMPORT")
@click.option("--by", required=True, metavar="WHO", help=say("Who takes it back.", "撤销人或单位。"))
@workspace_option()
@lang_option
def command(name: str, by: str, folder: str | None, lang: str) -> int:
    """Take an import back by a new one; 1 where later imports changed the same cells again."""
    from jbgraph import tables
    from jbgraph.graph import Graph
    from jbgraph.workbook import past
    from jbgraph.working import ledger
    from jbgraph.workspace import needed

    home = needed(folder)
    with ledger.locked(home.folder):
        made, conflicts = ledger.undo(home.folder, name, by=by)
    if conflicts:
        emit(tables.write(past.conflicts(Graph.open(home.folder), conflicts, lang), "table"), None)
        click.echo(
            say("later imports changed these cells; undo those first", "这些单元格后来又有改动，请先撤销后来的导入"),
            err=True,
        )
        return 1
    click.echo(
        say(f"taken back by import {made}", f"已撤销，记为导入 {made}")
        if made
        else say("nothing to take back", "无可撤销"),
        err=True,
    )
    return 0
