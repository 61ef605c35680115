"""The jobs of a worker: a query, a whole graph, a function of the service."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from jbgraph import projection, terms
from jbgraph.api import PlanGraph
from jbgraph.engines import EmbeddedEngine
from jbgraph.errors import JbgraphError
from jbgraph.graph import QUERY
from jbgraph.server import dataset
from jbgraph.server.output import Output, file
from jbgraph.server.trouble import ServiceError

DEPTH = 256
"""Brackets inside brackets; at some 3,000 the engine's parser leaves its stack."""

KEPT = 2000
"""Queries whose check is remembered; those that are longer than so many characters are not."""

_PLACE = re.compile(r"at (\d+):(\d+)")


class Served:
    """A graph as a worker has it, with what it remembers of the queries that it has checked."""

    def __init__(self, graph: PlanGraph) -> None:
        self.graph = graph
        assert isinstance(graph.engine, EmbeddedEngine)
        self.store = graph.engine.store
        self._checked: dict[str, str] = {}

    def query(self, job: dict[str, Any], out: Output) -> str:
        """Answer a query and return what it is: `select`, `ask` or `triples`."""
        text: str = job["text"]
        ready = self._checked.get(text) or self._ready(text)
        store, options = self._dataset(job, text)
        try:
            result = store.query(ready, **options)
        except SyntaxError as error:
            raise self._malformed(text, str(error), len(ready) - len(text)) from error
        if isinstance(result, QueryTriples):
            self._write(result, job["triples"], out)
            return "triples"
        media_type = job["tables"]
        if media_type is None:
            raise unacceptable()
        form = QueryResultsFormat.from_media_type(media_type)
        assert form is not None
        if isinstance(result, QueryBoolean):
            out.open(media_type)
            out.write(result.serialize(format=form) or b"")
            return "ask"
        out.open(media_type, counted=True)
        result.serialize(file(out), form)
        return "select"

    def read(self, job: dict[str, Any], out: Output) -> str:
        """Write one graph."""
        name = None if job["graph"] is None else dataset.nodes([job["graph"]])[0]
        if name is not None and not self.store.contains_named_graph(name):
            raise ServiceError(("there is no such graph", "没有此图"), "missing", where=name.value)
        found = self.store.quads_for_pattern(None, None, None, name or DefaultGraph())
        self._write((quad.triple for quad in found), job["triples"], out)
        return "triples"

    def call(self, job: dict[str, Any], out: Output) -> str:
        """Write what a function of the service makes."""
        module, _, name = job["function"].partition(":")
        assert module.startswith("jbgraph.server."), module
        made = getattr(import_module(module), name)(self.graph, **job["arguments"])
        out.open(made.media_type, status=made.status, headers=made.headers)
        for part in [made.body] if isinstance(made.body, bytes) else made.body:
            out.write(part)
        return "made"

    # -- queries -----------------------------------------------------------------------------------------

    def _ready(self, text: str) -> str:
        """Return a query with the prefixes it uses, after a look at it.

        :raises JbgraphError: if it names a term of ours that does not exist.
        """
        if deepest(terms.without_text(text)) > DEPTH:
            raise ServiceError(
                (f"brackets stand more than {DEPTH} deep", f"括号嵌套超过{DEPTH}层"), "malformed", where=QUERY
            )
        try:
            self.graph.check(text)
        except JbgraphError as error:
            if terms.calls_service(text):
                raise SaidError(error, "refused") from error
            raise
        ready = in_order(self.graph.with_prefixes(text))
        self._keep(text, ready)
        return ready

    def _keep(self, text: str, ready: str) -> None:
        if len(text) <= KEPT:
            if len(self._checked) >= KEPT:
                self._checked.pop(next(iter(self._checked)))
            self._checked[text] = ready

    def _dataset(self, job: dict[str, Any], text: str) -> tuple[Any, dict[str, Any]]:
        """Return the store to ask and the dataset; that of the request comes before that of the query.

        SPARQL 1.1 Protocol, section 2.1.4.
        """
        default, named = job["default_graphs"], job["named_graphs"]
        given = default is not None or named is not None
        if not given:
            if "from" not in text.lower():
                return self.store, {}
            default, named = dataset.clauses(text, self.graph.prefixes)
            if len(default) < 2:
                return self.store, {}
        else:
            for iri in (*(default or ()), *(named or ())):
                dataset.nodes([iri])
                self.graph.check(f"<{iri}>", ("graph", "图"))
        graphs = dataset.nodes(default or ()), dataset.nodes(named or ())
        if len(graphs[0]) < 2:
            return self.store, {"default_graph": graphs[0], "named_graphs": graphs[1]}
        return dataset.merge(self.store, *graphs), {"default_graph": [DefaultGraph()], "named_graphs": graphs[1]}

    def _malformed(self, text: str, said: str, shift: int) -> ServiceError:
        error = self.graph.unparsed(text, said, shift, QUERY)
        line = column = None
        match = _PLACE.search(said)
        if match:
            line, column = int(match[1]), int(match[2])
            column = max(1, column - shift) if line == 1 else column
        return SaidError(error, "malformed", line, column)

    def _write(self, triples: Iterable[Triple], media_type: str | None, out: Output) -> None:
        if media_type is None:
            raise unacceptable()
        form = RdfFormat.from_media_type(media_type)
        assert form is not None
        out.open(media_type)

        def counted() -> Iterator[Triple]:
            for triple in triples:
                out.row()
                yield triple

        prefixes = self.graph.prefixes if form in (RdfFormat.TURTLE, RdfFormat.TRIG) else None
        try:
            serialize(counted(), file(out), form, prefixes=prefixes)
        except ValueError as error:
            raise ServiceError(
                (f"the format cannot hold this: {error}", f"该格式无法容纳此结果：{error}"),
                "unacceptable",
                hint=("ask for Turtle", "改用Turtle"),
            ) from error


class SaidError(ServiceError):
    """An error as the graph says it, with its kind, and its place in the query as numbers."""

    def __init__(self, error: JbgraphError, kind: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__("", kind, line=line, column=column)
        self.error = error

    def message(self, lang: str) -> str:
        """Return the whole message in a language."""
        return self.error.message(lang)


def unacceptable() -> ServiceError:
    """Return the error for a result that none of the formats asked for can hold."""
    return ServiceError(
        ("none of the formats asked for can hold this result", "所要的格式都不能表示此结果"),
        "unacceptable",
        hint=(
            "SELECT and ASK have JSON, XML, CSV and TSV; CONSTRUCT and DESCRIBE have Turtle, TriG, N-Triples, "
            "N-Quads, RDF/XML and JSON-LD",
            "SELECT与ASK可用JSON、XML、CSV、TSV；CONSTRUCT与DESCRIBE可用Turtle、TriG、N-Triples、N-Quads、RDF/XML、"
            "JSON-LD",
        ),
    )


def in_order(query: str) -> str:
    """Return a query with the variables of SELECT * in its own order, where it can be said so.

    An empty store knows them at once; to ask the graph would be to answer twice.
    """
    if "*" in query:
        with suppress(SyntaxError):
            result = Store().query(query)
            if isinstance(result, QuerySolutions):
                return projection.spelled_out(query, [variable.value for variable in result.variables]) or query
    return query


def deepest(text: str) -> int:
    """Return how deep brackets stand in a text.

    >>> deepest("{ ( [ ] ) } { }")
    3
    """
    steps = (1 if char in "({[" else -1 for char in re.findall(r"[(){}\[\]]", text))
    return max(itertools.accumulate(steps), default=0)
