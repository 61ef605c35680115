"""Command `accept`: a reviewed workbook into the graph; or a suggested link into the register, with who and why."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import graph_options, here, opened, workspace_option
from jbgraph.errors import JbgraphError


@described("accept")
@click.argument("given", metavar="WORKBOOK | THING RELATION THING", nargs=-1, required=True)
@click.option("--by", metavar="WHO", help=say("Who judges.", "判断人或审核人。"))
@click.option("--why", metavar="TEXT", help=say("The reason, of a link.", "理由（联系）。"))
@click.option(
    "--date", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help=say("The day of it.", "判断日期。")
)
@workspace_option("The workspace, of a workbook.", "工作区（工作簿）。")
@click.option("--overrule", is_flag=True, help=say("Win over earlier decisions.", "以本次为准，推翻此前决定。"))
@graph_options
def command(
    given: tuple[str, ...], by: str | None, why: str | None, date: Any, folder: str | None, overrule: bool, lang: str,
    **options: Any,
) -> int:  # fmt: skip
    """Take a review or a judgement over."""
    if len(given) == 1:
        return reviewed(Path(given[0]), folder or options["graph_path"], by or "", date, overrule, lang)
    if len(given) != 3:
        raise JbgraphError(
            ("give a workbook, or a link as THING RELATION THING", "请给出工作簿，或以 THING RELATION THING 写出联系"),
            hint="jbgraph accept --help",
        )
    if by is None or why is None:
        raise JbgraphError(
            ("a judgement needs who and why", "判断须写明判断人和理由"), where="--by, --why", hint='--by … --why "…"'
        )
    link(given, by, why, date, options)
    return 0


def reviewed(path: Path, folder: str | None, by: str, date: Any, overrule: bool, lang: str) -> int:
    """Take a review over; 1 if a row could not be applied."""
    from jbgraph import locks, workspace
    from jbgraph.review import accept, decisions

    home = workspace.needed(folder)
    review = decisions.read(path)
    at = date.replace(tzinfo=UTC) if date else datetime.now(UTC)
    with locks.lock(home.folder):
        done = accept.accept(review, home, by=by, overrule=overrule, at=at)
    for place, (en, zh) in done.problems:
        click.echo(f"{place}: {say(en, zh)}", err=True)
    counts = done.done
    click.echo(
        say(
            f"{counts['accept']} accepted, {counts['correct']} corrected, {counts['reject']} rejected, "
            f"{done.things} things changed, {done.same} as before, {len(done.problems)} left out",
            f"接受{counts['accept']}条，更正{counts['correct']}条，驳回{counts['reject']}条，"
            f"改动事物{done.things}个，与此前相同{done.same}条，未处理{len(done.problems)}条",
        ),
        err=True,
    )
    return 1 if done.problems else 0


def link(given: tuple[str, ...], by: str, why: str, date: Any, options: dict[str, Any]) -> None:
    """Write a judgement into the register of a graph's folder."""
    from jbgraph import judgements, naming

    place = options["graph_path"] or here()
    if place is None or not Path(place).is_dir():
        raise JbgraphError(
            ("judgements are written into the folder of a graph", "判断写入图谱所在的文件夹"),
            where="--graph",
            hint="--graph graph_data/jiangbei",
        )
    options["graph_path"] = place
    subject, relation, other = given
    graph = opened(options)
    judgement = judgements.Judgement(
        graph.resolve(subject),
        naming.meaning(graph, relation, "relation"),
        graph.resolve(other),
        by,
        why,
        date.strftime("%Y-%m-%d") if date else "",
    )
    new = judgements.accept(graph, Path(place), judgement)
    done = (
        say("written into the register", "已记入名册")
        if new
        else say("it stands in the register already; nothing was changed", "名册中已有，未作更改")
    )
    click.echo(done, err=True)
