"""Command `describe`: the card of a thing."""

from __future__ import annotations

from typing import Any

import click

from jbgraph.cli.catalogue import described
from jbgraph.cli.options import emit, format_option, graph_options, opened, output_option


@described("describe")
@click.argument("name")
@format_option("table", "markdown", "json", "turtle", default="table")
@output_option
@graph_options
def command(name: str, form: str, output: str | None, lang: str, **options: Any) -> None:
    """Print the card of an entity."""
    import json

    graph = opened(options)  # its store opens while the rest is imported
    from jbgraph import answers, cards, rendering

    if form == "turtle":
        result = graph.query(f"DESCRIBE <{graph.resolve(name)}>")
        return emit(answers.write(graph, result, form), output)
    card = cards.describe(graph, name, lang)
    if form == "json":
        return emit(json.dumps(card.as_json(), ensure_ascii=False, indent=1) + "\n", output)
    return emit(rendering.card(card, lang, form), output)
