"""What the commands that write maps share: formats, layers, sizes, and the report of what was lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jbgraph.cli.language import say
from jbgraph.cli.options import emit, output_option
from jbgraph.errors import JbgraphError

if TYPE_CHECKING:
    from jbgraph.graph import Graph
    from jbgraph.maps import Map

F = TypeVar("F", bound=Callable[..., Any])
FOLDER = Path(__file__).parent.parent / "exporters"
# Read off the folder, so that --help needs none of the formats.
FORMATS = tuple(sorted(file.stem.replace("_", "-") for file in FOLDER.glob("*.py") if file.stem != "__init__"))
PAPER = ("svg", "pdf", "png", "sheet-svg", "sheet-pdf")
BINARY = ("xlsx", "parquet", "csv-neo4j", "pdf", "png", "sheet-pdf", "sheet-xlsx")


def drawing_options(command: F) -> F:
    """Add the options of what is written: file, size, date, font, resolution and report."""
    for option in (
        click.option("--size", type=click.Choice(["A4", "A3", "A0", "fit"]), help=say("Size of paper.", "纸张大小。")),
        click.option("--date", metavar="TEXT", help=say("A date to print on paper.", "印在图上的日期。")),
        click.option("--font", metavar="FILE", help=say("Font file for paper.", "纸面所用的字体文件。")),
        click.option("--dpi", metavar="N", help=say("Dots per inch of a PNG.", "PNG的分辨率（每英寸点数）。")),
        click.option(
            "--report",
            metavar="FILE",
            help=say("Write what the format flattened or left out.", "写出该格式压平或略去的内容。"),
        ),
    ):
        command = option(command)
    return output_option(command)


def layered(text: str) -> tuple[str, ...]:
    """Return layers from a text with commas.

    :raises JbgraphError: if one is not a layer.
    """
    from jbgraph.links import LAYERS

    chosen = tuple(layer.strip() for layer in text.split(","))
    for layer in chosen:
        if layer not in LAYERS:
            raise JbgraphError(
                (f"there is no layer {layer}", f"没有{layer}层"), where="--layers", hint=", ".join(LAYERS)
            )
    return chosen


def fitting(form: str, options: dict[str, Any]) -> dict[str, str]:
    """Take the options of drawings for paper out of a command's parameters.

    :raises JbgraphError: if one is given that the format makes no use of.
    """
    given = {name: str(options.pop(name)) for name in ("size", "date", "font", "dpi") if options[name] is not None}
    for name in given:
        if form not in (("png",) if name == "dpi" else PAPER):
            raise JbgraphError(
                (f"{form} makes no use of --{name}", f"{form} 格式用不到 --{name}"),
                where=f"--{name}",
                hint=(f"it is for {', '.join(PAPER[:3])}", f"用于 {'、'.join(PAPER[:3])}")
                if name != "dpi"
                else ("it is for png", "用于 png"),
            )
    return given


def write(
    graph: Graph, drawn: Map, form: str, output: str | None, lang: str, given: dict[str, str], report_file: str | None
) -> None:
    """Write a map in a format, and the report of what the format could not hold, if a file for it is named.

    What a limit cut off is always said on standard error.
    """
    from jbgraph import drawings, exporters

    report = drawings.Report(form)
    drawing = drawings.draw(graph, drawn, lang, given)
    emit(exporters.export(drawing, form, report), output, binary=form in BINARY)
    if report_file:
        emit(report.text(lang), report_file)
    if drawn.cut:
        click.echo(drawing.counted(), err=True)
