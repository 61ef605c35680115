"""What a graph holds: counts of things, statements, figures and passages, by layer, class and document."""

from __future__ import annotations

from dataclasses import dataclass

from jbgraph import terms
from jbgraph.graph import Graph
from jbgraph.tables import Table

_WORDS = {
    "en": ("what", "of", "count", "triples", "layer", "class", "passages", "statements", "figures"),
    "zh": ("项目", "范围", "数量", "三元组", "层", "类", "段落", "陈述", "数值"),
}


@dataclass(frozen=True)
class Overview:
    """Counts of a graph, each a list of pairs, label → count.

    :ivar layers: triples in the named graphs of each layer; a triple that stands in two passages counts twice.
    :ivar documents: for each document its passages, statements and figures.
    """

    triples: int
    layers: list[tuple[str, int]]
    classes: list[tuple[str, int]]
    documents: list[tuple[str, int, int, int]]
    where: str

    def table(self, lang: str = "en") -> Table:
        """Return the counts as one table: what, of what kind, how many."""
        triples, layer, kind, *parts = _WORDS[lang][3:]
        rows: list[list[str | int | float | None]] = [[triples, "", self.triples]]
        rows += [[layer, name, count] for name, count in self.layers]
        rows += [[kind, name, count] for name, count in self.classes]
        for name, *counted in self.documents:
            rows += [[part, name, number] for part, number in zip(parts, counted, strict=True)]
        return Table(_WORDS[lang][:3], rows)


def info(graph: Graph, lang: str = "zh") -> Overview:
    """Return what a graph holds."""
    triples = count(graph.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"])
    layers = graph.rows(
        "SELECT ?layer (COUNT(*) AS ?n) { ?g jb:layer ?layer GRAPH ?g { ?s ?p ?o } } GROUP BY ?layer ORDER BY ?layer"
    )
    classes = graph.rows(
        f"""SELECT ?type (COUNT(?s) AS ?n) {{ ?s a ?type FILTER(STRSTARTS(STR(?type), "{terms.JB}")) }}
            GROUP BY ?type ORDER BY DESC(?n) ?type"""
    )
    documents = graph.rows(
        """SELECT ?d (COUNT(DISTINCT ?p) AS ?passages) { ?p a jb:Passage ; jb:inDocument ?d }
           GROUP BY ?d ORDER BY ?d"""
    )
    said = counts(
        graph,
        "SELECT ?d (COUNT(*) AS ?n) { ?p jb:inDocument ?d ; a jb:Passage GRAPH ?p { ?s ?x ?o } } GROUP BY ?d",
    )
    numbers = counts(
        graph,
        "SELECT ?d (COUNT(*) AS ?n) { ?p jb:inDocument ?d GRAPH ?p { ?s a jb:Observation } } GROUP BY ?d",
    )
    iris = {str(row[key]) for rows, key in ((layers, "layer"), (classes, "type"), (documents, "d")) for row in rows}
    named = graph.labels(iris, lang)
    return Overview(
        triples=triples,
        layers=[(named[str(row["layer"])], count(row["n"])) for row in layers],
        classes=[(named[str(row["type"])], count(row["n"])) for row in classes],
        documents=[
            (
                named[str(row["d"])],
                count(row["passages"]),
                said.get(str(row["d"]), 0),
                numbers.get(str(row["d"]), 0),
            )
            for row in documents
        ],
        where=str(graph.origin or ""),
    )


def count(lexical: str | None) -> int:
    """Return a count from its lexical form."""
    return int(lexical or 0)


def counts(graph: Graph, query: str) -> dict[str, int]:
    """Return ?d → ?n of a query."""
    return {str(row["d"]): count(row["n"]) for row in graph.rows(query)}
