"""Command `analyze`: what the documents promise, what is missing, what changed, what hangs on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option, pairs
from jbgraph.errors import JbgraphError, both

if TYPE_CHECKING:
    from jbgraph.analyses.shared.results import Result
    from jbgraph.graph import Graph


def analysis_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete the name of an analysis."""
    from jbgraph import analyses

    return [name for name in analyses.names() if name.startswith(typed)]


@described("analyze")
@click.argument("name", metavar="[NAME]", required=False, shell_complete=analysis_names)
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help=say("An option.", "选项。"))
@click.option("--rules", multiple=True, metavar="PACK", help=say("For lights: a pack, or several.", "亮灯：规则包。"))
@click.option("--list", "listing", is_flag=True, help=say("List the analyses.", "列出全部分析。"))
@format_option("table", "csv", "tsv", "json", "markdown", "xlsx", "svg", "trig", default="table")
@output_option
@graph_options
def command(
    name: str | None,
    params: tuple[str, ...],
    rules: tuple[str, ...],
    listing: bool,
    form: str,
    output: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Print what an analysis finds, each row with its passages."""
    from jbgraph import analyses, tables

    if listing or name is None:
        rows = [
            [each, both(analyses.title(each))[lang == "zh"], ", ".join(analyses.options(each))]
            for each in analyses.names()
        ]
        heads = (say("analysis", "名称"), say("finds", "内容"), say("options", "选项"))
        emit(tables.write(tables.Table(heads, rows), "table"), output)
        return
    graph = opened(options)
    given = pairs(params) | ({"rules": ",".join(rules)} if rules else {})
    result = analyses.analyze(graph, name, given)
    if form == "svg":
        drawn = analyses.chart(graph, result, lang)
        if drawn is None:
            raise JbgraphError(
                (f"{name} has no chart", f"{name}没有图表"), where="--format", hint=("take a table", "改用表格")
            )
        from jbgraph.paper import fonts, svg

        emit(svg.written([drawn], fonts.found(), both(analyses.title(name))[lang == "zh"], lang), output)
        return
    if form == "trig":
        emit(as_rdf(graph, result), output)
        return
    show(graph, result, form, output, lang)


def as_rdf(graph: Graph, result: Result) -> bytes:
    """Return a result as TriG, each candidate in the suggested graph of its method.

    :raises JbgraphError: if the analysis finds no candidates for links.
    """
    from pyoxigraph import RdfFormat, serialize

    from jbgraph import analyses

    made = getattr(analyses.module(result.name), "quads", None)
    if made is None:
        raise JbgraphError(
            (f"{result.name} finds no candidates for links", f"{result.name}不产生候选联系"),
            where="--format",
            hint=("only `suggest` does", "只有 `suggest` 可以"),
        )
    return serialize(made(result), format=RdfFormat.TRIG, prefixes=graph.prefixes) or b""


def show(graph: Graph, result: Result, form: str, output: str | None, lang: str) -> None:
    """Write a result as table, and say on standard error what it comes to."""
    from jbgraph import tables
    from jbgraph.analyses.shared import results

    people = form in tables.FOR_PEOPLE
    table = results.shown(graph, result, lang) if people else results.plain(graph, result)
    emit(tables.write(table, form), output, binary=form == "xlsx")
    for sentence in result.said(lang):
        click.echo(sentence, err=True)
