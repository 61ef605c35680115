"""Command `review`: a draft as workbook or page."""

from __future__ import annotations

from pathlib import Path

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.language import say
from jbgraph.cli.options import lang_option
from jbgraph.errors import JbgraphError

WRITERS = (".xlsx", ".html")


@described("review")
@click.argument("draft", metavar="DRAFT")
@click.option("-o", "--output", metavar="FILE", help=say("The .xlsx or .html to write.", "要写的.xlsx或.html。"))
@lang_option
def command(draft: str, output: str | None, lang: str) -> None:
    """Write a draft as workbook or page."""
    from jbgraph import files, workspace
    from jbgraph.extraction.folder import open_draft
    from jbgraph.graph import Graph
    from jbgraph.review.rows import review

    folder = Path(draft)
    if not folder.is_dir():
        home = workspace.find()
        named = home.drafts / draft if home else folder
        folder = named if named.is_dir() else folder
    found = open_draft(folder)
    path = Path(output or f"{found.sheet.document}.xlsx")
    if path.suffix.lower() not in WRITERS:
        raise JbgraphError(
            ("a review is a workbook or a page", "审核文件为工作簿或网页"),
            where=str(path),
            hint=(f"end the name in {' or '.join(WRITERS)}", f"文件名以{'或'.join(WRITERS)}结尾"),
        )
    made = review(Graph.open(folder), found, lang)
    if path.suffix.lower() == ".html":
        from jbgraph.review.page import page

        files.write(path, page(made).encode("utf-8"))
    else:
        from jbgraph.review.workbook import workbook

        files.write(path, workbook(made))
    open_ = sum(not row.decided for row in made.rows)
    click.echo(
        say(
            f"wrote {path}: {open_} statements to decide on, {len(made.rows) - open_} decided before",
            f"已写入 {path}：待定陈述{open_}条，此前已定{len(made.rows) - open_}条",
        ),
        err=True,
    )
