"""The page and the answer of a search."""

from __future__ import annotations

import json

from jbgraph import naming, search, terms
from jbgraph.graph import Graph
from jbgraph.server.made import Made
from jbgraph.server.pages import frame
from jbgraph.server.pages.frame import View

LIMIT = 50
MOST = 200
LONGEST = 200
"""Characters of a text that are looked for."""


def render(graph: Graph, *, text: str, kind: str, limit: int, form: str, view: dict[str, str]) -> Made:
    """Return what a text finds, best first, as HTML or JSON.

    :param kind: a class by CURIE, local name or label; empty for all.
    :param limit: at most so many, and never more than MOST.
    :param form: `html` or `json`.
    :raises NameNotFoundError: if there is no such class.
    """
    seen, text = View(**view), text.strip()[:LONGEST]
    most = max(1, min(limit, MOST))
    kinds = naming.below(graph, naming.meaning(graph, kind, "class")) if kind else ()
    hits = search.search(graph.index, text, kinds=kinds, limit=most) if text else []
    named = graph.labels({hit.entry.type for hit in hits} | (set() if form == "json" else classes(graph)), seen.lang)
    if form == "json":
        found = [
            {
                "iri": hit.entry.iri,
                "id": graph.compress(hit.entry.iri),
                "type": named[hit.entry.type],
                "zh": hit.entry.zh,
                "en": hit.entry.en,
                "matched": hit.matched,
                "score": round(hit.score, 1),
                "page": seen.thing(hit.entry.iri) or hit.entry.iri,
            }
            for hit in hits
        ]
        body = json.dumps({"query": text, "results": found}, ensure_ascii=False, indent=1) + "\n"
        return Made(body.encode("utf-8"), "application/json")
    choices = sorted(((iri.removeprefix(terms.JB), named[iri]) for iri in classes(graph)), key=lambda choice: choice[1])
    return frame.page(
        "search",
        seen,
        text=text,
        kind=kind,
        limit=most,
        hits=[(hit, named[hit.entry.type], seen.thing(hit.entry.iri)) for hit in hits],
        choices=choices,
    )


def classes(graph: Graph) -> set[str]:
    """Return the classes of what search can find."""
    return {entry.type for entry in graph.index}
