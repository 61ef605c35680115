"""What the commands share: options that say which language and graph, and where the output goes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jbgraph.cli.language import LANG, say
from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.graph import Graph

TABLES = ("table", "csv", "tsv", "json", "xml", "markdown", "xlsx")
TRIPLES = ("turtle", "trig", "nt", "nquads", "rdfxml", "jsonld")

NAME_A_FILE = ("name a file with --output", "用 --output 指定文件")

F = TypeVar("F", bound=Callable[..., Any])


def lang_option(command: F) -> F:
    """Add --lang."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default=LANG,
        help=say("Language of the output.", "输出语言。"),
    )(command)


def graph_options(command: F) -> F:
    """Add the options that say which graph, where its documents lie, and the language."""
    for option in (
        click.option("--graph", "graph_path", metavar="DIR|FILE", help=say("RDF file or folder.", "RDF文件或文件夹。")),
        click.option("--store", metavar="DIR", help=say("Oxigraph store on disk.", "磁盘上的Oxigraph存储。")),
        click.option("--endpoint", metavar="URL", help=say("SPARQL endpoint.", "SPARQL端点。")),
        click.option("--sources", metavar="DIR", help=say("Folder of the source documents.", "来源文件所在文件夹。")),
    ):
        command = option(command)
    return lang_option(command)


def opened(options: dict[str, Any]) -> Graph:
    """Take the graph options out of a command's parameters and open the graph they name."""
    from jbgraph.graph import Graph

    return Graph.open(
        options.pop("graph_path"),
        store=options.pop("store"),
        endpoint=options.pop("endpoint"),
        sources=options.pop("sources"),
    )


def output_option(command: F) -> F:
    """Add --output."""
    return click.option("-o", "--output", metavar="FILE", help=say("Write to a file instead.", "写入文件。"))(command)


def emit(data: bytes | str, output: str | None, *, binary: bool = False) -> None:
    """Write to a file, whole or not at all, or to standard output.

    :raises JbgraphError: if binary data would go to a terminal, standard output is closed, or the file cannot be
        written.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    if output:
        from jbgraph import files

        files.write(Path(output), raw)
        click.echo(say("wrote ", "已写入 ") + output, err=True)
        return
    if not sys.stdout:
        raise JbgraphError(("standard output is closed", "标准输出已关闭"), hint=NAME_A_FILE)
    if binary and sys.stdout.isatty():
        raise JbgraphError(("this format is not text", "该格式不是文本"), where="--format", hint=NAME_A_FILE)
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


def format_option(*choices: str, default: str | None = None) -> Callable[[F], F]:
    """Add --format with the given choices."""
    return click.option(
        "--format", "form", type=click.Choice(choices), default=default, help=say("Format.", "输出格式。")
    )


def pairs(params: tuple[str, ...]) -> dict[str, str]:
    """Return NAME=VALUE parameters as dictionary.

    :raises JbgraphError: if one has no =.
    """
    found = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise JbgraphError(
                (f"{param} is not NAME=VALUE", f"{param} 不是“名称=值”"), where="--param", hint=f"--param {param}=…"
            )
        found[name] = value
    return found
