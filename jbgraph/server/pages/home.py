"""The first page: what the graph holds, and the doors to it."""

from __future__ import annotations

from jbgraph import maps, overview, questions
from jbgraph.graph import Graph
from jbgraph.server.made import Made
from jbgraph.server.pages import frame
from jbgraph.server.pages.frame import View


def render(graph: Graph, *, view: dict[str, str]) -> Made:
    """Return the first page."""
    seen = View(**view)
    counts = overview.info(graph, seen.lang)
    roots = maps.goals(graph)[:8]
    named = graph.labels(roots, seen.lang)
    documents = [str(row["d"]) for row in graph.rows("SELECT ?d { ?d a jb:SourceDocument } ORDER BY ?d")]
    titles = graph.labels(documents, seen.lang)
    counted = {name: numbers for name, *numbers in counts.documents}
    return frame.page(
        "home",
        seen,
        counts=counts,
        goals=[(named[iri], seen.thing(iri)) for iri in roots],
        documents=[(titles[iri], seen.thing(iri), counted.get(titles[iri], [0, 0, 0])) for iri in documents],
        questions=len(questions.names()),
        has_text=graph.sources is not None,
    )
