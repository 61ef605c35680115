"""Commands that check and make: validate, map, explore, completion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option, say
from jbgraph.errors import JbgraphError


@click.command(
    "validate",
    help=say(
        "Check shapes, digests, quotes, numbers, names and coverage; exit 1 if something is wrong.",
        "检查形状、摘要、引文、数字、名称与覆盖；有误时退出码为1。",
    ),
    epilog=say(
        "Example: jbgraph validate --sources ../shared/sources",
        "示例：jbgraph validate --sources ../shared/sources",
    ),
)
@click.option("--check", "only", multiple=True, metavar="NAME", help=say("Only this check.", "只做此项检查。"))
@format_option("table", "csv", "tsv", "json", "markdown", "xlsx", default="table")
@output_option
@graph_options
def validate_command(only: tuple[str, ...], form: str, output: str | None, lang: str, **options: Any) -> int:
    """Print what is wrong with a graph."""
    from jbgraph import tables, validation

    for name in only:
        if name not in validation.checks():
            raise JbgraphError(
                f"there is no check {name}", where="--check", hint="one of " + ", ".join(validation.checks())
            )
    found = validation.validate(opened(options), only)
    columns = (say("severity", "程度"), say("check", "检查"), say("place", "位置"), say("message", "说明"))
    table = tables.Table(columns, [[f.severity, f.check, f.place, f.message(lang)] for f in found])
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


@click.command(
    "map",
    help=say(
        "Draw what carries goals: pathways, programs, tasks, projects, industries and metrics.",
        "绘制支撑目标的路径、工程、任务、项目、产业与指标。",
    ),
    epilog=say("Example: jbgraph map 社会治理现代化 -o map.html", "示例：jbgraph map 社会治理现代化 -o map.html"),
)
@click.argument("goals", nargs=-1, metavar="[GOAL]...")
@click.option("--depth", default=6, show_default=True, help=say("At most so many steps.", "最大层数。"))
@click.option("--limit", type=int, metavar="N", help=say("At most so many things.", "最多事物数。"))
@click.option(
    "--layers",
    default="stated",
    show_default=True,
    metavar="LAYERS",
    help=say("Layers to walk, with commas: stated,derived,suggested,working.", "所用层，以逗号分隔。"),
)
@format_option("csv", "html", "mermaid")
@output_option
@graph_options
def map_command(
    goals: tuple[str, ...],
    depth: int,
    limit: int | None,
    layers: str,
    form: str | None,
    output: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Write a dependency map; without a format the suffix of the file says which."""
    from jbgraph import exporters, maps, networks

    chosen = tuple(layer.strip() for layer in layers.split(","))
    for layer in chosen:
        if layer not in networks.LAYERS:
            raise JbgraphError(f"there is no layer {layer}", where="--layers", hint=", ".join(networks.LAYERS))
    if form is None:
        by_suffix = {suffix: name for name, suffix in exporters.formats().items()}
        form = by_suffix.get(Path(output).suffix) if output else "mermaid"
        if form is None:
            raise JbgraphError("the ending of the file names no format", where=str(output), hint=" ".join(by_suffix))
    graph = opened(options)
    drawn = maps.map(graph, [graph.resolve(goal) for goal in goals], depth=depth, layers=chosen, limit=limit)
    emit(exporters.export(exporters.draw(graph, drawn, lang), form), output)


@click.command(
    "explore",
    help=say("Write the interactive page: one file, no network.", "生成交互页面：单个文件，无需网络。"),
    epilog=say("Example: jbgraph explore -o jiangbei.html", "示例：jbgraph explore -o jiangbei.html"),
)
@click.option(
    "-o",
    "--output",
    default="jiangbei.html",
    show_default=True,
    metavar="FILE",
    help=say("The file.", "文件名。"),
)
@click.option("--focus", metavar="NAME", help=say("Open on this thing.", "打开时定位于此事物。"))
@graph_options
def explore_command(output: str, focus: str | None, lang: str, **options: Any) -> None:
    """Write the explorer page."""
    from jbgraph.explorer import explore

    graph = opened(options)
    explore(graph, Path(output), lang=lang, focus=graph.resolve(focus) if focus else None)
    click.echo(say("wrote ", "已写入 ") + output, err=True)


@click.command(
    "completion",
    help=say("Print the script that completes commands in a shell.", "输出命令补全脚本。"),
    epilog=say('Example: eval "$(jbgraph completion bash)"', '示例：eval "$(jbgraph completion bash)"'),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print a completion script."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None
    click.echo(maker(context.find_root().command, {}, "jbgraph", "_JBGRAPH_COMPLETE").source())


COMMANDS = (validate_command, map_command, explore_command, completion_command)
