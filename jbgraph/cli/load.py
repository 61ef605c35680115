"""Command `load`: files into a store on disk."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import lang_option


@described("load")
@click.argument("files", metavar="FILE|DIR...", nargs=-1, required=True)
@click.option("--store", metavar="DIR", required=True, help=say("Folder of the store.", "存储所在的文件夹。"))
@click.option("--replace", is_flag=True, help=say("Put it in the place of one that is there.", "取代已有的存储。"))
@click.option("--nquads", metavar="FILE", help=say("Write all of it as N-Quads too.", "另写成N-Quads文件。"))
@click.option("--columns", is_flag=True, help=say("Write Parquet tables beside it.", "另写Parquet表。"))
@lang_option
def command(files: tuple[str, ...], store: str, replace: bool, nquads: str | None, columns: bool, lang: str) -> None:
    """Build a store on disk out of files and folders of graphs."""
    from jbgraph import resources, storing

    found = [file for path in files for file in resources.graph_files(Path(path))]
    shown = Progress()
    try:
        done = storing.load(
            list(dict.fromkeys(found)),
            Path(store),
            replace=replace,
            quads=Path(nquads) if nquads else None,
            columns=columns,
            seen=shown,
        )
    finally:
        shown.clear()
    rate = round(done.read / max(done.seconds, 0.001))
    click.echo(
        say(
            f"{done.read:,} triples read, {done.quads:,} stored, {done.seconds:.1f} s, {rate:,} triples/s: {store}",
            f"读入{done.read:,}条三元组，存入{done.quads:,}条，用时{done.seconds:.1f}秒，每秒{rate:,}条：{store}",
        ),
        err=True,
    )


class Progress:
    """A line on the terminal that says how far it is, twice a second; nothing where standard error is no terminal."""

    def __init__(self) -> None:
        self._on = bool(sys.stderr and sys.stderr.isatty())
        self._last = 0.0

    def __call__(self, what: str, count: int) -> None:
        now = time.monotonic()
        steps = {
            "optimize": say("compacting", "压实"),
            "rules": say("deriving", "推导"),
            "index": say("gathering names", "汇集名称"),
            "columns": say("writing tables", "写表"),
        }
        step = steps.get(what)
        if self._on and (step or now - self._last > 0.5):
            self._last = now
            triples = say(f"{count:,} triples", f"{count:,}条三元组")
            click.echo(f"\r\x1b[K{triples} · {step or what}", err=True, nl=False)

    def clear(self) -> None:
        """Take the line away."""
        if self._on:
            click.echo("\r\x1b[K", err=True, nl=False)
