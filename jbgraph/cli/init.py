"""Command `init`: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import lang_option
from jbgraph.errors import JbgraphError


@described("init")
@click.argument("folder", metavar="DIR")
@click.option("--place", metavar="NAME", help=say("The district, as its reports name it.", "区县名，与报告中一致。"))
@click.option("--place-en", default="", metavar="NAME", help=say("Its English name.", "区县的英文名。"))
@click.option(
    "--from",
    "origin",
    default="empty",
    show_default=True,
    metavar="jiangbei|empty|DIR",
    help=say(
        "Begin with a graph: all of it if of the same place, else its goals, indicators and industries.",
        "以何图谱起步：同一区县则全部沿用，否则取其目标、指标与产业。",
    ),
)
@click.option("--prefix", default="", metavar="WORD", help=say("Short form of its IRIs.", "IRI前缀。"))
@click.option("--base", default="", metavar="IRI", help=say("What its IRIs begin with.", "IRI基址。"))
@lang_option
def command(folder: str, place: str | None, place_en: str, origin: str, prefix: str, base: str, lang: str) -> None:
    """Make a workspace."""
    from jbgraph import beginnings, workspace

    source = beginnings.named(origin)
    if not place:
        if origin != "jiangbei":
            raise JbgraphError(("a workspace needs its place", "须写明区县"), where="--place", hint="--place …")
        place = "江北区"
    made = workspace.named(Path(folder), place, en=place_en, prefix=prefix, base=base)
    made = workspace.init(made, source)
    click.echo(
        say(
            f"made the workspace {folder}: {made.en}, {made.prefix}: = {made.base}",
            f"已新建工作区 {folder}：{made.zh}，{made.prefix}: = {made.base}",
        ),
        err=True,
    )
    click.echo(say("next: ", "下一步：") + f"jbgraph extract FILE --year … --workspace {folder}", err=True)
