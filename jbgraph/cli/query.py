"""Command `query`: SPARQL and named questions."""

from __future__ import annotations

import sys
import threading
from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.options import (
    TABLES,
    TRIPLES,
    emit,
    format_option,
    graph_options,
    opened,
    output_option,
    say,
)
from jbgraph.errors import JbgraphError


def question_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Complete the name of a question."""
    from jbgraph import questions

    return [name for name in questions.names() if name.startswith(typed)]


@described("query")
@click.argument("text", metavar="[QUERY]", required=False, shell_complete=question_names)
@click.option("-f", "--file", "file", metavar="FILE", help=say("Read the SPARQL from a file.", "从文件读取SPARQL。"))
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help=say("A parameter.", "参数。"))
@click.option("--list", "listing", is_flag=True, help=say("List the named questions.", "列出命名问题。"))
@click.option(
    "--timeout", type=click.FloatRange(min=0), metavar="SECONDS", help=say("Give up after so long.", "超时秒数。")
)
@format_option(*TABLES, *TRIPLES)
@output_option
@graph_options
def command(
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
