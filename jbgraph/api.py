"""The library's front: a graph object with the verbs of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryBoolean, QuerySolutions

from jbgraph import (
    answers,
    cards,
    drawings,
    evidence,
    exporters,
    maps,
    naming,
    networks,
    overview,
    questions,
    reports,
    validation,
)
from jbgraph import search as searching
from jbgraph.cards import Card
from jbgraph.drawings import Report
from jbgraph.engines import Result
from jbgraph.errors import JbgraphError
from jbgraph.evidence import Passage
from jbgraph.graph import Graph
from jbgraph.maps import Map
from jbgraph.networks import Hop
from jbgraph.overview import Overview
from jbgraph.search import Hit
from jbgraph.tables import Table
from jbgraph.validation import Finding

if TYPE_CHECKING:
    import networkx as nx

    from jbgraph.analyses.shared.results import Result as Analysis
    from jbgraph.explorer import Page


class PlanGraph(Graph):
    """A graph with the verbs of the command line; names may be labels, other names, pinyin, CURIEs or IRIs.

    `to_rdflib`, `merged` and `serialize` hand the graph to other libraries.
    """

    def info(self, lang: str = "zh") -> Overview:
        """Return what the graph holds."""
        return overview.info(self, lang)

    def select(self, sparql: str) -> Table:
        """Return the solutions of a SELECT query as table, which goes on to pandas or polars.

        :raises JbgraphError: if the query does not parse, is no SELECT, or names an unknown term of ours.
        """
        result = self.query(sparql)
        if not isinstance(result, QuerySolutions):
            raise JbgraphError(("the query returns no table", "该查询不返回表格"), hint=("use SELECT", "改用SELECT"))
        return answers.to_table(result)

    def question(self, name: str, lang: str = "zh", **params: str) -> Table:
        """Return the answer of a named question.

        :raises JbgraphError: for an unknown question or parameter.
        """
        result: Result = questions.ask(self, name, params, lang)
        if isinstance(result, QueryBoolean):
            return Table(["answer"], [["true" if result else "false"]])
        assert isinstance(result, QuerySolutions)
        return answers.to_table(result)

    def tabulate(self, name: str, *, place: str | None = None, year: int | None = None, lang: str = "zh") -> Table:
        """Return an analytic table with every column: `attainment`, `industry` or `responsibility`.

        :param place: only what is in this place, or in a place inside it.
        :param year: only what is of this year.
        :raises JbgraphError: if there is no such table or place.
        """
        from jbgraph import columns

        return columns.tabulate(self, name, place=place, year=year, lang=lang).plain()

    def search(self, text: str, *, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Return what a text finds, best first.

        :param kind: a class by CURIE, local name or label; only things of it and of the classes under it.
        :raises NameNotFoundError: if there is no such class.
        """
        kinds = naming.below(self, naming.meaning(self, kind, "class")) if kind else ()
        return searching.search(self.index, text, kinds=kinds, limit=limit)

    def describe(self, name: str, lang: str = "zh") -> Card:
        """Return the card of a thing."""
        return cards.describe(self, name, lang)

    def evidence(self, name: str, relation: str | None = None, other: str | None = None, lang: str = "zh") -> Table:
        """Return the passages behind a thing or a triple, one row for each statement and passage."""
        return reports.evidence_table(self, name, relation, other, lang)

    def passages(self, lang: str = "zh") -> dict[str, Passage]:
        """Return every passage by IRI, in reading order."""
        return evidence.passages(self, lang=lang)

    def path(self, start: str, end: str, count: int = 3) -> list[list[Hop]]:
        """Return the best ways in which two things are linked."""
        return reports.linked(self, start, end, count)

    def map(self, *goals: str, up: bool = False, documents: Sequence[str] = (), **options: Any) -> Map:
        """Return the dependency map of goals, or of anything; of the four goals if none are named.

        :param documents: names of documents; only what they state.
        :param options: `depth`, `limit`, `layers`, `relations`, `as_of` as `jbgraph.maps.map` takes them.
        """
        roots = [self.resolve(goal) for goal in goals]
        chosen = [self.resolve(document) for document in documents]
        return maps.map(self, roots, up=up, documents=chosen, **options)

    def whole(self, layers: Sequence[str] = ("register", "stated", "derived", "working")) -> Map:
        """Return every entity and relation, for export."""
        return maps.whole(self, layers)

    def draw(self, drawn: Map, form: str, lang: str = "zh", report: Report | None = None, **options: str) -> bytes:
        """Return a map in one of the formats of `jbgraph.exporters.formats()`.

        :param options: what the formats for paper know: `size`, `date`, `font`, and for PNG `dpi`.
        """
        return exporters.export(drawings.draw(self, drawn, lang, options), form, report)

    def explore(
        self,
        path: str | Path | None = None,
        *,
        lang: str = "zh",
        focus: str | None = None,
        goals: Sequence[str] = (),
        layers: Sequence[str] = ("register", "stated", "derived", "working"),
    ) -> Page:
        """Return the interactive page, which a notebook shows; write it to a file if one is named.

        :param focus: the thing to open on.
        :param goals: only what carries these, with what is said of it.
        :param layers: what to put into the page, also `suggested`.
        """
        from jbgraph.explorer import explore

        return explore(self, path, lang=lang, focus=focus, goals=goals, layers=layers)

    def analyze(self, name: str, **options: str) -> Analysis:
        """Return the result of an analysis: rows with their passages, and what they come to.

        :param options: those that `jbgraph.analyses.options(name)` lists.
        :raises JbgraphError: for an unknown analysis, option or thing.
        """
        from jbgraph import analyses

        return analyses.analyze(self, name, options)

    def validate(self, *only: str) -> list[Finding]:
        """Return what is wrong with the graph, violations first."""
        return validation.validate(self, only)

    def to_networkx(self, layers: Sequence[str] = networks.LAYERS[:3]) -> nx.MultiDiGraph:
        """Return entities and relations as networkx graph, keyed by property."""
        return networks.to_networkx(self, tuple(layers))


def load(
    path: str | Path | None = None,
    *,
    store: str | Path | None = None,
    endpoint: str | None = None,
    sources: str | Path | None = None,
    timeout: float | None = None,
) -> PlanGraph:
    """Open a graph: the Jiangbei graph that is shipped, or one from files, a store on disk or an endpoint.

    :param path: an RDF file, or a folder of them such as `graph_data/jiangbei`.
    :param sources: the folder of the source documents; without it everything works but the passage text.
    :param timeout: seconds of silence after which an endpoint is given up, 120 if none are given.
    :raises JbgraphError: if it cannot be opened.

    >>> load().describe("jiudagongcheng").zh
    '九大工程'
    """
    graph = PlanGraph.open(path, store=store, endpoint=endpoint, sources=sources, timeout=timeout)
    assert isinstance(graph, PlanGraph)
    return graph


__all__ = ["PlanGraph", "load"]
