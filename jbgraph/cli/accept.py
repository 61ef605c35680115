"""Command `accept`: take a suggested link into the register, with who and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import graph_options, opened
from jbgraph.errors import JbgraphError


@described("accept")
@click.argument("subject", metavar="THING")
@click.argument("relation", metavar="RELATION")
@click.argument("other", metavar="THING")
@click.option("--by", required=True, metavar="WHO", help=say("Who judges.", "判断人。"))
@click.option("--why", required=True, metavar="TEXT", help=say("The reason.", "理由。"))
@click.option(
    "--date", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help=say("The day of it.", "判断日期。")
)
@graph_options
def command(subject: str, relation: str, other: str, by: str, why: str, date: Any, lang: str, **options: Any) -> None:
    """Write a judgement into the register of a graph's folder."""
    from jbgraph import judgements, naming

    place = options["graph_path"]
    if place is None or not Path(place).is_dir():
        raise JbgraphError(
            ("judgements are written into the folder of a graph", "判断写入图谱所在的文件夹"),
            where="--graph",
            hint="--graph graph_data/jiangbei",
        )
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
