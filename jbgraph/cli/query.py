"""Command `query`: SPARQL and named questions."""

from __future__ import annotations

import sys
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import (
    TABLES,
    TRIPLES,
    emit,
    format_option,
    graph_options,
    opened,
    output_option,
    pairs,
)
from jbgraph.errors import JbgraphError, Said


def question_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete the name of a question."""
    from jbgraph import questions

    return [name for name in questions.names() if name.startswith(typed)]


@described("query")
@click.argument("text", metavar="[QUERY]", required=False, shell_complete=question_names)
@click.option("-f", "--file", "file", metavar="FILE", help=say("Read the SPARQL from a file.", "从文件读取SPARQL。"))
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help=say("A parameter.", "参数。"))
@click.option("--list", "listing", is_flag=True, help=say("List the named questions.", "列出命名问题。"))
@format_option(*TABLES, *TRIPLES)
@output_option
@graph_options
def command(
    text: str | None,
    file: str | None,
    params: tuple[str, ...],
    listing: bool,
    form: str | None,
    output: str | None,
    lang: str,
    **options: Any,
) -> None:
    """Print the answer of a query or a named question."""
    if listing:
        from jbgraph import questions, tables

        if form in TRIPLES:
            raise JbgraphError((f"{form} cannot hold a list", f"{form}不能表示列表"), where="--format")
        rows = [[name, questions.question(name).said[lang]] for name in questions.names()]
        return emit(
            tables.write(tables.Table([say("question", "名称"), say("asks", "问题")], rows), form or "table"),
            output,
            binary=form == "xlsx",
        )
    text, where = query_text(text, file)
    graph = opened(options)  # its store opens while the rest is imported
    from jbgraph import answers, questions

    heads = None
    if text.strip() in questions.names() or (file is None and " " not in text.strip() and "{" not in text):
        result = questions.ask(graph, text.strip(), pairs(params), lang)
        heads = questions.question(text.strip()).heads(lang)
    elif params:
        raise JbgraphError(
            ("only named questions have parameters", "只有命名问题有参数"),
            where="--param",
            hint=("put the value in the query", "把值写进查询"),
        )
    else:
        result = graph.query(text, where=where)
    return emit(answers.write(graph, result, form, heads=heads), output, binary=form == "xlsx")


def query_text(text: str | None, file: str | None) -> tuple[str, Said]:
    """Return the query and what to call it in messages: from the argument, a file, or standard input.

    :raises JbgraphError: if there is none, the file is not there, or what is read is not UTF-8.
    """
    if text is not None and file is not None:
        raise JbgraphError(
            ("a query is given twice", "查询给了两次"),
            where="--file",
            hint=("give the argument or the file", "参数与文件只给其一"),
        )
    if file is not None:
        from pathlib import Path

        try:
            return Path(file).read_text("utf-8"), file
        except OSError as error:
            from jbgraph.reasons import reason

            en, zh = reason(error)
            raise JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=file) from error
        except UnicodeDecodeError as error:
            raise JbgraphError(("the file is not UTF-8", "文件不是UTF-8编码"), where=file) from error
    if text == "-" or (text is None and not sys.stdin.isatty()):
        try:
            text = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise JbgraphError(("standard input is not UTF-8", "标准输入不是UTF-8编码")) from error
        if not text.strip():
            raise no_query()
        return text, ("standard input", "标准输入")
    if text is None or not text.strip():
        raise no_query()
    return text, ("query", "查询")


def no_query() -> JbgraphError:
    """Return the error for a command without a query."""
    return JbgraphError(
        ("there is no query", "没有查询"),
        hint=("`jbgraph query --list` lists the named questions", "`jbgraph query --list` 列出命名问题"),
    )
