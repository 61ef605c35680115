"""Command `workbook`: write the workbook that staff fill in, and take it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from jbgraph.cli.catalogue import CATALOGUE
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, graph_options, lang_option, opened, today_option, workspace_of, workspace_option


@click.group(
    name="workbook",
    help=CATALOGUE["workbook"].help,
    epilog=say("Example: ", "示例：") + CATALOGUE["workbook"].example,
    options_metavar=say("[OPTIONS]", "[选项]"),
    subcommand_metavar=say("export|import [ARGS]...", "export|import [参数]..."),
)
def command() -> None:
    """Hold the two halves of the loop."""


@command.command(
    name="export",
    help=say("Write the workbook of a graph, to be filled in.", "导出供填报的工作簿。"),
    options_metavar=say("[OPTIONS]", "[选项]"),
)
@click.option("-o", "--output", metavar="FILE.xlsx", required=True, help=say("The file to write.", "写入的文件。"))
@click.option(
    "--unit", default="", metavar="NAME", help=say("Only what this unit has a role for.", "只含该单位承担的事项。")
)
@click.option(
    "--kinds",
    default="Program,Task,Measure,Project",
    show_default=True,
    metavar="CLASSES",
    help=say("Classes of undertakings, with commas.", "事项类型，以逗号分隔。"),
)
@click.option("--rules", default="", metavar="PACK", help=say("Rules of the lights.", "亮灯规则包。"))
@today_option
@graph_options
def export(output: str, unit: str, kinds: str, rules: str, today: date, lang: str, **options: Any) -> None:
    """Write the workbook."""
    from jbgraph import files
    from jbgraph.workbook import agenda, exporting

    home = workspace_of(options, needed=False)
    graph = opened(options)
    made = exporting.export(
        graph, home, today, lang=lang, unit=agenda.unit(graph, unit) if unit else "", rules=rules,
        kinds=tuple(part.strip() for part in kinds.split(",") if part.strip()),
    )  # fmt: skip
    files.write(Path(output), made)
    click.echo(say("wrote ", "已写入 ") + output, err=True)
    if home is None:
        click.echo(
            say(
                "this graph is no workspace: what is filled in cannot be imported (jbgraph init)",
                "此图谱不是工作区：填写内容无法导入（先用 jbgraph init 新建）",
            ),
            err=True,
        )


@command.command(
    name="import",
    help=say(
        "Take a filled workbook back: nothing is written where a cell conflicts or cannot be read, unless --skip.",
        "读回填好的工作簿：有冲突或无法读取的单元格时不写入，除非给出 --skip。",
    ),
    options_metavar=say("[OPTIONS]", "[选项]"),
)
@click.argument("file", metavar="FILE")
@click.option("--by", required=True, metavar="WHO", help=say("Who filled it in.", "填报人或单位。"))
@click.option("--dry-run", is_flag=True, help=say("Show the changes, write nothing.", "只显示变化，不写入。"))
@click.option(
    "--skip", is_flag=True, help=say("Leave out what conflicts or cannot be read.", "略去冲突与无法读取的单元格。")
)
@click.option("-o", "--output", metavar="FILE", help=say("Write the table of changes.", "将变化表写入文件。"))
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "markdown", "xlsx"]), default="table",
              help=say("Format of the table of changes.", "变化表格式。"))  # fmt: skip
@workspace_option()
@lang_option
def import_(
    file: str, by: str, dry_run: bool, skip: bool, output: str | None, form: str, folder: str | None, lang: str
) -> int:
    """Show what a workbook changes, and write it; 1 where something stands in the way."""
    from jbgraph import tables
    from jbgraph.graph import Graph
    from jbgraph.workbook import importing
    from jbgraph.workspace import needed

    home = needed(folder)
    graph = Graph.open(home.folder)
    if dry_run:
        name, found = "", importing.propose(graph, home.folder, Path(file), place=home.prefix)
    else:
        name, found = importing.take(graph, home.folder, Path(file), place=home.prefix, by=by, skip=skip)
    emit(tables.write(importing.changes(found, lang), form), output, binary=form == "xlsx")
    for line in importing.problems([*found.entries.problems, *found.entries.notices], lang):
        click.echo(line, err=True)
    click.echo(importing.summary(found, name, dry_run=dry_run, lang=lang), err=True)
    return 0 if found.clean or skip else 1
