"""Command `columns`: the graph as Parquet tables."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import graph_options, opened


@described("columns")
@click.argument("folder", metavar="DIR")
@graph_options
def command(folder: str, lang: str, **options: Any) -> None:
    """Write the graph as Parquet tables to a folder."""
    from pathlib import Path

    from jbgraph import columns

    rows = columns.export(opened(options), Path(folder))
    click.echo(say(f"{len(rows)} tables: {folder}", f"{len(rows)}张表：{folder}"), err=True)
