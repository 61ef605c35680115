"""The outline of a document: its sections, one in the other, in the order in which they are printed."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from jbgraph.graph import Graph


@dataclass(frozen=True)
class Part:
    """A section in an outline.

    :ivar level: 0 for those directly in the document or section that is outlined.
    :ivar passages: how many stand directly in it.
    """

    iri: str
    curie: str
    label: str
    level: int
    passages: int


def outline(graph: Graph, iri: str, lang: str = "zh") -> list[Part]:
    """Return the sections of a document, or those inside a section; none for anything else."""
    node = NamedNode(iri)
    rows = graph.rows(
        f"""SELECT ?s ?above (COUNT(?p) AS ?passages) {{
            {{ ?s jb:inDocument {node} }} UNION {{ ?s jb:inSection+ {node} }}
            ?s a jb:Section ; jb:order ?order . OPTIONAL {{ ?s jb:inSection ?above }}
            OPTIONAL {{ ?p jb:inSection ?s . ?p a jb:Passage }} }} GROUP BY ?s ?above ?order ORDER BY ?order ?s"""
    )
    named = graph.labels([str(row["s"]) for row in rows], lang)
    levels: dict[str, int] = {}
    for row in rows:
        levels[str(row["s"])] = levels.get(str(row["above"]), -1) + 1
    return [
        Part(section, graph.compress(section), named[section], levels[section], int(row["passages"] or 0))
        for row in rows
        for section in (str(row["s"]),)
    ]
