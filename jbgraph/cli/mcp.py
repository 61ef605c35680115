"""Command `mcp`: the graph as tools for an assistant."""

from __future__ import annotations

from typing import Any

from jbgraph.cli.catalogue import described
from jbgraph.cli.options import opened, place_options


@described("mcp")
@place_options
def command(lang: str, **options: Any) -> None:
    """Serve tools over standard input and output until the assistant hangs up."""
    graph = opened(options)
    from jbgraph.assistant.service import service

    service(graph, lang).run("stdio")
