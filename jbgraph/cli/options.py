"""What the commands share: options that say which language and graph, and where the output goes."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jbgraph.cli.language import LANG, say
from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.graph import Graph
    from jbgraph.workspace import Workspace

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


def place_options(command: F) -> F:
    """Add the options that say which graph, where its documents lie, and the language."""
    for option in (
        click.option("--graph", "graph_path", metavar="DIR|FILE", help=say("RDF file or folder.", "RDF文件或文件夹。")),
        click.option("--store", metavar="DIR", help=say("Oxigraph store on disk.", "磁盘上的Oxigraph存储。")),
        click.option("--endpoint", metavar="URL", help=say("SPARQL endpoint.", "SPARQL端点。")),
        click.option("--sources", metavar="DIR", help=say("Folder of the source documents.", "来源文件所在文件夹。")),
    ):
        command = option(command)
    return lang_option(command)


def graph_options(command: F) -> F:
    """Add the options that say which graph, and --timeout."""
    return click.option(
        "--timeout", type=click.FloatRange(min=0), metavar="SECONDS", help=say("Give up after so long.", "超时秒数。")
    )(place_options(command))


def opened(options: dict[str, Any]) -> Graph:
    """Take the graph options out of a command's parameters and open the graph they name; --timeout runs from now.

    Where they name none, it is the workspace that the current folder lies in, else the graph that is shipped.
    """
    from jbgraph.graph import Graph

    path, store, endpoint = (options.pop(name) for name in ("graph_path", "store", "endpoint"))
    seconds: float | None = options.pop("timeout", None)
    if seconds is not None:
        wait(seconds, endpoint)
        seconds += 120.0  # the endpoint is not given up before
    if path is None and store is None and endpoint is None:
        path = here()
    return Graph.open(path, store=store, endpoint=endpoint, sources=options.pop("sources"), timeout=seconds)


def wait(seconds: float, endpoint: str | None) -> None:
    """End the process with a message after so long: neither an engine nor an endpoint can be stopped."""
    from jbgraph.cli import stop

    late = JbgraphError(
        (f"no answer within {seconds:g} s", f"{seconds:g} 秒内没有结果"),
        where=endpoint or "",
        hint=("give more time, or ask for less", "延长时限，或缩小查询范围"),
    )
    timer = threading.Timer(seconds, stop, [late])
    timer.daemon = True
    timer.start()


def here() -> Path | None:
    """Return the workspace that the current folder lies in, None where it lies in none; a terminal is told of it."""
    from jbgraph import resources

    found = resources.workspace(Path())
    if found is not None and sys.stderr and sys.stderr.isatty():
        click.echo(say("workspace: ", "工作区：") + str(found.absolute()), err=True)
    return found


def workspace_of(options: dict[str, Any], *, needed: bool = True) -> Workspace | None:
    """Return the workspace that the graph options name, else the one that the current folder lies in.

    :raises JbgraphError: if there is none and one is needed.
    """
    from jbgraph import workspace

    given = options.get("graph_path")
    if given is None and (options.get("store") or options.get("endpoint")):
        return None
    if given is not None and not (Path(given) / workspace.FILE).is_file():
        given = None
        if not needed:
            return None
    return workspace.needed(given) if needed else workspace.find(given)


def workspace_option(en: str = "The workspace.", zh: str = "工作区文件夹。") -> Callable[[F], F]:
    """Add --workspace, the parameter `folder`, with its help in English and Chinese."""
    return click.option("--workspace", "folder", metavar="DIR", help=say(en, zh))


def today_option(command: F) -> F:
    """Add --as-of, a date, today where it is not given."""
    return click.option(
        "--as-of",
        "today",
        metavar="YYYY-MM-DD",
        callback=lambda _context, _parameter, value: value.date() if value else date.today(),
        type=click.DateTime(["%Y-%m-%d"]),
        help=say("The day to look from.", "截至日，默认今天。"),
    )(command)


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
