"""Commands that answer: info, query, search, describe, evidence, path."""

from __future__ import annotations

import sys
import threading
from typing import Any

import click

from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option, say
from jbgraph.errors import JbgraphError

TABLES = ("table", "csv", "tsv", "json", "xml", "markdown", "xlsx")
TRIPLES = ("turtle", "trig", "nt", "nquads", "rdfxml", "jsonld")


def question_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete the name of a question."""
    from jbgraph import questions

    return [name for name in questions.names() if name.startswith(typed)]


@click.command(
    "info",
    help=say("Show what the graph holds.", "查看图谱内容统计。"),
    epilog=say("Example: jbgraph info", "示例：jbgraph info"),
)
@format_option(*TABLES, default="table")
@output_option
@graph_options
def info_command(form: str, output: str | None, lang: str, **options: Any) -> None:
    """Print the counts of a graph."""
    from jbgraph import overview, tables

    emit(tables.write(overview.info(opened(options), lang).table(), form), output, binary=form == "xlsx")


@click.command(
    "query",
    help=say(
        "Answer a SPARQL query or a named question. QUERY is SPARQL, the name of a question, or - for standard input.",
        "回答SPARQL查询或命名问题。QUERY为SPARQL文本、问题名称，或以 - 表示标准输入。",
    ),
    epilog=say(
        "Example: jbgraph query projects-of-goal --param goal=产业发展现代化",
        "示例：jbgraph query projects-of-goal --param goal=产业发展现代化",
    ),
)
@click.argument("text", metavar="[QUERY]", required=False, shell_complete=question_names)
@click.option("-f", "--file", "file", metavar="FILE", help=say("Read the SPARQL from a file.", "从文件读取SPARQL。"))
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help=say("A parameter.", "参数。"))
@click.option("--list", "listing", is_flag=True, help=say("List the named questions.", "列出命名问题。"))
@click.option("--timeout", type=float, metavar="SECONDS", help=say("Give up after so long.", "超时秒数。"))
@format_option(*TABLES, *TRIPLES)
@output_option
@graph_options
def query_command(
    text: str | None,
    file: str | None,
    params: tuple[str, ...],
    listing: bool,
    timeout: float | None,
    form: str | None,
    output: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Print the answer of a query or a named question."""
    from jbgraph import answers, questions, tables

    if listing:
        rows = [[name, questions.question(name).said[lang]] for name in questions.names()]
        return emit(tables.write(tables.Table(["question", say("asks", "问题")], rows), form or "table"), output)
    text, where = query_text(text, file)
    if timeout is not None:
        wait(timeout)
    graph = opened(options)
    if text.strip() in questions.names() or (file is None and " " not in text.strip() and "{" not in text):
        result = questions.ask(graph, text.strip(), pairs(params), lang)
    elif params:
        raise JbgraphError("only named questions have parameters", where="--param", hint="put the value in the query")
    else:
        result = graph.query(text, where=where)
    return emit(answers.write(graph, result, form), output, binary=form == "xlsx")


def query_text(text: str | None, file: str | None) -> tuple[str, str]:
    """Return the query and what to call it in messages: from the argument, a file, or standard input.

    :raises JbgraphError: if there is none, the file is not there, or what is read is not UTF-8.
    """
    if text is not None and file is not None:
        raise JbgraphError("a query is given twice", where="--file", hint="give the argument or the file")
    if file is not None:
        from pathlib import Path

        try:
            return Path(file).read_text("utf-8"), file
        except OSError as error:
            raise JbgraphError(f"the file cannot be read: {error.strerror}", where=file) from error
        except UnicodeDecodeError as error:
            raise JbgraphError("the file is not UTF-8", where=file) from error
    if text == "-" or (text is None and not sys.stdin.isatty()):
        try:
            text = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise JbgraphError("standard input is not UTF-8") from error
        if not text.strip():
            raise JbgraphError("there is no query", hint="`jbgraph query --list` lists the named questions")
        return text, say("standard input", "标准输入")
    if text is None or not text.strip():
        raise JbgraphError("there is no query", hint="`jbgraph query --list` lists the named questions")
    return text, say("query", "查询")


def pairs(params: tuple[str, ...]) -> dict[str, str]:
    """Return NAME=VALUE parameters as dictionary.

    :raises JbgraphError: if one has no =.
    """
    found = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise JbgraphError(f"{param} is not NAME=VALUE", where="--param", hint=f"--param {param}=…")
        found[name] = value
    return found


def wait(seconds: float) -> None:
    """End the process with a message after so long: the engine itself cannot be stopped."""
    from jbgraph.cli import stop

    reason = say(f"no answer within {seconds:g} s", f"{seconds:g} 秒内没有结果")
    hint = say("give more time, or ask for less", "延长时限，或缩小查询范围")
    timer = threading.Timer(seconds, stop, [f"{reason}\n  fix: {hint}"])
    timer.daemon = True
    timer.start()


@click.command(
    "search",
    help=say("Find things by Chinese, English, pinyin or initials.", "按中文、英文、拼音或首字母查找。"),
    epilog=say("Example: jbgraph search gyg", "示例：jbgraph search gyg"),
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--type",
    "kind",
    metavar="CLASS",
    help=say("Only things of a class, such as Project.", "只查某一类，如Project。"),
)
@click.option("--limit", default=20, show_default=True, help=say("At most so many.", "最多条数。"))
@format_option(*TABLES, default="table")
@output_option
@graph_options
def search_command(
    words: tuple[str, ...],
    kind: str | None,
    limit: int,
    form: str,
    output: str | None,
    lang: str,
    **options: Any,
) -> int:
    """Print what a text finds; exit 1 if it finds nothing."""
    from jbgraph import search, tables, terms

    graph = opened(options)
    wanted = None
    if kind:
        wanted = graph.expand(kind) or terms.JB + kind
        graph.query(f"ASK {{ ?s a <{wanted}> }}", where="--type")
    hits = search.search(graph.index, " ".join(words), kind=wanted, limit=limit)
    named = graph.labels([hit.entry.type for hit in hits], lang)
    rows = [
        [hit.entry.zh, hit.entry.en, named[hit.entry.type], hit.matched, graph.compress(hit.entry.iri)] for hit in hits
    ]
    table = tables.Table(["zh", "en", say("type", "类型"), say("matched", "匹配"), "id"], rows)
    emit(tables.write(table, form), output, binary=form == "xlsx")
    return 0 if hits else 1


@click.command(
    "describe",
    help=say(
        "Show the card of a thing: every statement and the passage it stands in.",
        "显示某一事物的卡片：全部陈述及其出处段落。",
    ),
    epilog=say("Example: jbgraph describe 寸滩国际新城", "示例：jbgraph describe 寸滩国际新城"),
)
@click.argument("name")
@format_option("table", "markdown", "json", "turtle", default="table")
@output_option
@graph_options
def describe_command(name: str, form: str, output: str | None, lang: str, **options: Any) -> None:
    """Print the card of an entity."""
    import json

    from jbgraph import answers, cards, rendering

    graph = opened(options)
    if form == "turtle":
        result = graph.query(f"DESCRIBE <{graph.resolve(name)}>")
        return emit(answers.write(graph, result, form), output)
    card = cards.describe(graph, name, lang)
    if form == "json":
        return emit(json.dumps(card.as_json(), ensure_ascii=False, indent=1) + "\n", output)
    return emit(rendering.card(card, lang, form), output)


@click.command(
    "evidence",
    help=say(
        "Show the passages of a thing, or of a triple NAME PROPERTY OTHER; the text where the documents are at hand.",
        "显示某一事物，或三元组 NAME PROPERTY OTHER 的出处段落；备有文件时显示原文。",
    ),
    epilog=say(
        "Example: jbgraph evidence 风险防范工程 serves 社会治理现代化",
        "示例：jbgraph evidence 风险防范工程 serves 社会治理现代化",
    ),
)
@click.argument("name")
@click.argument("relation", required=False)
@click.argument("other", required=False)
@format_option(*TABLES, default="table")
@output_option
@graph_options
def evidence_command(
    name: str,
    relation: str | None,
    other: str | None,
    form: str,
    output: str | None,
    lang: str,
    **options: Any,
) -> int:
    """Print the passages behind an entity or a triple; exit 1 if nothing states it."""
    from jbgraph import tables
    from jbgraph.reports import evidence_table

    graph = opened(options)
    table = evidence_table(graph, name, relation, other, lang)
    if not table.rows:
        click.echo(say("no document states it", "没有文件作此陈述"), err=True)
        return 1
    emit(tables.write(table, form), output, binary=form == "xlsx")
    return 0


@click.command(
    "path",
    help=say("Show how two things are linked, each step with its passage.", "显示两事物如何关联，每一步附出处。"),
    epilog=say("Example: jbgraph path 海尔 产业发展现代化", "示例：jbgraph path 海尔 产业发展现代化"),
)
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("-k", "count", default=3, show_default=True, help=say("At most so many ways.", "最多路径数。"))
@format_option("table", "json", default="table")
@output_option
@graph_options
def path_command(start: str, end: str, count: int, form: str, output: str | None, lang: str, **options: Any) -> int:
    """Print the best ways in which two entities are linked; exit 1 if there is none."""
    import json

    from jbgraph import reports

    graph = opened(options)
    found = reports.linked(graph, start, end, count)
    if not found:
        click.echo(say("the graph does not link them", "图谱中两者没有关联"), err=True)
        return 1
    if form == "json":
        emit(json.dumps(reports.paths_json(graph, found, lang), ensure_ascii=False, indent=1) + "\n", output)
    else:
        emit(reports.paths_text(graph, found, lang), output)
    return 0


COMMANDS = (info_command, query_command, search_command, describe_command, evidence_command, path_command)
