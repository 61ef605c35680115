"""A graph that answers: queries with known terms only, labels, and the entity that a name means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from jbgraph import beside, cache, resources, terms
from jbgraph.engines import EmbeddedEngine, EndpointEngine, Engine, Result
from jbgraph.errors import JbgraphError, NameNotFoundError, Said, meant, placed
from jbgraph.links import Links
from jbgraph.recent import Recent

if TYPE_CHECKING:
    import rdflib

    from jbgraph.search import Entry

Row = dict[str, str | None]
QUERY = ("query", "查询")
FINDS = ("`jbgraph search` finds names", "用 `jbgraph search` 查找名称")


class Graph:
    """One graph and the engine that answers for it.

    :ivar origin: the file or folder the graph was read from, or None for an endpoint or a store on disk.
    :ivar sources: the folder of the source documents, or None where nobody has them.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        origin: Path | None = None,
        sources: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self.engine = engine
        self.origin = origin
        self.sources = sources
        self.folder = folder
        self._ready, self._held = Recent[str](), Recent[bool]()

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        store: str | Path | None = None,
        endpoint: str | None = None,
        sources: str | Path | None = None,
        timeout: float | None = None,
    ) -> Self:
        """Open a graph from files, from a store on disk or at an endpoint; without any, the one that is shipped.

        :param path: an RDF file, or a folder of them such as `graph_data/jiangbei`.
        :param store: a folder that `jbgraph load` wrote, or an Oxigraph store; it is opened read-only.
        :param endpoint: the address of a SPARQL 1.1 endpoint whose default graph is the merge of the layers.
        :param timeout: seconds of silence after which the endpoint is given up, 120 if none are given.
        :raises JbgraphError: if it cannot be opened.
        """
        if sum(value is not None for value in (path, store, endpoint)) > 1:
            raise JbgraphError(
                ("--graph, --store and --endpoint exclude each other", "--graph、--store与--endpoint只能给其一"),
                hint=("give one of them", "去掉多余的"),
            )
        if endpoint is not None:
            return cls(EndpointEngine(endpoint, timeout), sources=resources.sources(sources))
        if store is not None:
            inner, folder = cache.parts(Path(store))
            try:
                return cls(
                    EmbeddedEngine(Store.read_only(str(inner))), sources=resources.sources(sources), folder=folder
                )
            except OSError as error:
                raise JbgraphError(
                    ("there is no store that can be opened", "没有可打开的存储"), where=str(store)
                ) from error
        place = Path(path) if path is not None else resources.shipped("graph_data")
        found, folder = cache.open_store(place, beside.write)
        return cls(EmbeddedEngine(found), origin=place, sources=resources.sources(sources, place), folder=folder)

    # -- queries -----------------------------------------------------------------------------------------

    def query(self, sparql: str, *, where: Said = QUERY) -> Result:
        """Answer a SPARQL 1.1 query over the default graph (all layers but the suggested) and the named graphs.

        The prefixes of `ontology/prefixes.ttl` and one for each document need not be declared.

        :param where: what to call the query in messages.
        :raises JbgraphError: if it does not parse, is an update, calls another service, or names a term of ours
            that does not exist.
        """
        ready = self._ready.get(sparql)
        if ready is None:
            self.check(sparql, where)
            self._ready.keep(sparql, ready := self.with_prefixes(sparql))
        return self._answer(sparql, where, ready)

    def check(self, sparql: str, where: Said = QUERY) -> None:
        """Look at the terms of a query before it is answered.

        :raises JbgraphError: if it calls another service, or names a term of ours that does not exist.
        """
        if terms.calls_service(sparql):
            raise JbgraphError(
                ("SERVICE is off: a query does not call other machines", "SERVICE已关闭：查询不调用其他机器"),
                where=where,
            )
        for iri, line in terms.iris(sparql, self.prefixes):
            if iri.startswith(terms.BASE) and not self.holds(iri):
                best = terms.nearest(iri, self._known())
                short = self.compress(iri)
                raise JbgraphError(
                    (f"{short} is not defined", f"{short}没有定义"),
                    where=placed(where, line),
                    hint=meant(self.compress(best)) if best else FINDS,
                )

    def _answer(self, sparql: str, where: Said = QUERY, ready: str | None = None) -> Result:
        """Answer a query without a look at its terms: over an endpoint each look is a request."""
        ready = ready or self.with_prefixes(sparql)
        try:
            return self.engine.query(ready)
        except SyntaxError as error:
            raise self.unparsed(sparql, str(error), len(ready) - len(sparql), where) from error

    def with_prefixes(self, sparql: str) -> str:
        """Return a query with the prefixes of ours that it uses and does not declare, before its first line."""
        declared = {prefix for prefix, _ in terms._SPARQL_PREFIX.findall(sparql)}
        used = "".join(
            f"PREFIX {prefix}: <{namespace}> "
            for prefix, namespace in self.prefixes.items()
            if prefix not in declared and f"{prefix}:" in sparql
        )
        return used + sparql

    def unparsed(self, sparql: str, said: str, shift: int, where: Said) -> JbgraphError:
        """Return the error for a query that does not parse, with line and column where the engine gives them.

        :param shift: characters that were put before the first line of the query.
        """
        missing = terms.undeclared(sparql, self.prefixes)
        if missing:
            known = " ".join(f"{p}:" for p in sorted(self.prefixes))
            return JbgraphError(
                (f"the prefix {missing[0]}: is not declared", f"前缀{missing[0]}:没有声明"),
                where=placed(where, missing[1]),
                hint=(f"declare it with PREFIX, or use one of {known}", f"用PREFIX声明，或改用：{known}"),
            )
        match = re.search(r"at (\d+):(\d+)", said)
        if match:
            line, column = int(match[1]), int(match[2])
            where = placed(where, line, max(1, column - shift if line == 1 else column))
        return JbgraphError(
            ("the query does not parse", "查询无法解析"),
            where=where,
            hint=(
                "only SELECT, ASK, CONSTRUCT and DESCRIBE are answered",
                "只回答SELECT、ASK、CONSTRUCT和DESCRIBE",
            ),
        )

    def rows(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours: variable → IRI or lexical form, None where unbound.

        Terms are not looked up before, as in `query`: the tests do that for every query of ours.
        """
        result = self._answer(sparql)
        assert isinstance(result, QuerySolutions)
        names = [variable.value for variable in result.variables]
        return [dict(zip(names, [getattr(term, "value", None) for term in found], strict=True)) for found in result]

    def tuples(self, sparql: str) -> list[tuple[str, ...]]:
        """Return the solutions of a SELECT query of ours that binds every variable, as tuples of IRIs or forms.

        Quicker than `rows`; the variables must not be optional.
        """
        result = self._answer(sparql)
        assert isinstance(result, QuerySolutions)
        return [tuple(term.value for term in solution) for solution in result]

    def ask(self, sparql: str) -> bool:
        """Return the answer of an ASK query of ours; terms are not looked up before, as in `query`."""
        result = self._answer(sparql)
        assert isinstance(result, QueryBoolean)
        return bool(result)

    def holds(self, iri: str) -> bool:
        """Say whether an IRI stands anywhere in the graph: as subject, property, object or name of a graph."""
        if self._held.get(iri):
            return True
        try:
            node = NamedNode(iri)
        except ValueError:  # RFC 3987 does not allow its characters
            return False
        if terms.compress(iri, self.prefixes) == iri and iri.rstrip("/#") + "/" in self.prefixes.values():
            return True  # a namespace or a document by its namespace
        if held := self.engine.holds(node):
            self._held.keep(iri, True)
        return held

    def _known(self) -> list[str]:
        found = self.engine.query("SELECT DISTINCT ?s { ?s a ?type FILTER(STRSTARTS(STR(?s), '" + terms.BASE + "')) }")
        assert isinstance(found, QuerySolutions)
        return [row["s"].value for row in found]

    # -- names -------------------------------------------------------------------------------------------

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace: ours, and one for each document, by its slug, for its passages."""
        kept = beside.read(self.folder, "prefixes")
        return dict(kept) if kept else beside.prefixes(self.engine)

    def compress(self, iri: str) -> str:
        """Shorten an IRI to a CURIE where a prefix fits."""
        return terms.compress(iri, self.prefixes)

    def expand(self, text: str) -> str | None:
        """Return the IRI that an IRI or CURIE stands for, or None if the text is neither."""
        return terms.expand(text, self.prefixes)

    @cached_property
    def index(self) -> list[Entry]:
        """Every entity with its names, for search."""
        from jbgraph.search import Entry, index

        kept = beside.read(self.folder, "index")
        return [Entry(*entry) for entry in kept] if kept else index(self.engine)

    @cached_property
    def links(self) -> Links | None:
        """Entities, their names and relations, gathered beforehand; None where the store has to be asked."""
        kept = beside.read(self.folder, "links")
        return Links(kept) if kept else None

    def resolve(self, name: str) -> str:
        """Return the IRI of the one entity that a name means: IRI, CURIE, label, other name, pinyin, or end of its IRI.

        :raises NameNotFoundError: if nothing, or more than one thing, has the name; with the candidates.
        """
        iri = self.expand(name)
        if iri is not None:
            if self.holds(iri):
                return iri
            best = terms.nearest(iri, self._known())
            raise NameNotFoundError(
                (f"{name} is not in the graph", f"图谱中没有{name}"),
                hint=meant(self.compress(best)) if best else FINDS,
                candidates=[best] if best else [],
            )
        from jbgraph.search import look_up

        exact, similar = look_up(self.index, name)
        if len(exact) == 1:
            return exact[0].iri
        named = [(" · ".join(filter(None, entry[2:4])), entry.iri) for entry in (exact or similar)[:8]]
        shown = [f"{names} ({self.compress(iri)})" for names, iri in named]
        if exact:
            raise ambiguous(name, len(exact), shown)
        raise NameNotFoundError(
            (f"nothing is named “{name}”", f"没有名为“{name}”的事物"),
            hint=meant(*shown) if shown else FINDS,
            candidates=shown,
        )

    def labels(self, iris: Iterable[str], lang: str = "zh") -> dict[str, str]:
        """Return a label for each IRI in a language, in the other where it has none, else its CURIE.

        Terms of standard vocabularies are called as `standard.word` has it.
        """
        wanted = list(dict.fromkeys(iris))
        found: dict[str, dict[str, str]] = {}
        for part in (wanted[i : i + 500] for i in range(0, len(wanted), 500)):
            values = " ".join(str(NamedNode(iri)) for iri in part)
            query = (
                f"SELECT ?s ?label {{ VALUES ?s {{ {values} }} ?s <{terms.PREF_LABEL}>|<{terms.RDFS_LABEL}> ?label }}"
            )
            result = self.engine.query(query)
            assert isinstance(result, QuerySolutions)
            for row in result:
                label = row["label"]
                if isinstance(label, Literal):
                    found.setdefault(row["s"].value, {})[label.language or ""] = label.value
        other = "en" if lang == "zh" else "zh"
        return {
            iri: said.get(lang) or said.get(other) or next(iter(said.values()), "") or self._unnamed(iri, lang)
            for iri in wanted
            for said in (found.get(iri, {}),)
        }

    def _unnamed(self, iri: str, lang: str) -> str:
        from jbgraph import standard

        return standard.word(iri, lang) or self.compress(iri)

    # -- other libraries ---------------------------------------------------------------------------------

    def serialize(self, form: RdfFormat = RdfFormat.TRIG) -> bytes:
        """Return the whole graph, every named graph by itself, in an RDF format that has named graphs.

        Blank nodes are named as in RDF Dataset Canonicalization, section 4: same graph, same bytes.
        :raises JbgraphError: if the graph is at an endpoint.
        """
        dataset = Dataset(self._quads())
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        quads = sorted(dataset, key=lambda quad: f"{quad.graph_name} {quad}")
        return serialize(quads, format=form, prefixes=self.prefixes) or b""

    def _quads(self) -> Iterator[Quad]:
        if not isinstance(self.engine, EmbeddedEngine):
            raise JbgraphError(
                ("an endpoint is not copied whole", "端点不能整体复制"),
                hint=("ask it with CONSTRUCT", "用CONSTRUCT取所需部分"),
            )
        for quad in self.engine.store.quads_for_pattern(None, None, None, None):
            if isinstance(quad.graph_name, NamedNode):
                yield quad

    def to_rdflib(self) -> rdflib.Dataset:
        """Return a copy as rdflib dataset: the named graphs, and their merge as default graph.

        :raises JbgraphError: if the graph is at an endpoint.
        """
        import rdflib

        dataset = rdflib.Dataset()
        graphs: dict[str, rdflib.Graph] = {}
        for quad in self._quads():
            name = str(quad.graph_name)[1:-1]
            if name not in graphs:
                graphs[name] = dataset.graph(rdflib.URIRef(name))
            graphs[name].add(tuple(to_rdflib_term(t) for t in (quad.subject, quad.predicate, quad.object)))
        for triple in self._merged():
            dataset.default_graph.add(tuple(to_rdflib_term(t) for t in triple))
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace, override=True)
        return dataset

    def merged(self) -> rdflib.Graph:
        """Return a copy of the merge of the layers (the default graph) as rdflib graph in memory."""
        import rdflib

        graph = rdflib.Graph()
        for quad in self._merged():
            graph.add(tuple(to_rdflib_term(t) for t in quad))
        return graph

    def _merged(self) -> Iterator[tuple[Any, Any, Any]]:
        result = self.engine.query("SELECT ?s ?p ?o { ?s ?p ?o }")
        assert isinstance(result, QuerySolutions)
        for row in result:
            yield row["s"], row["p"], row["o"]


def ambiguous(name: str, count: int, shown: list[str]) -> NameNotFoundError:
    """Return the error for a name that several things have, with those to choose from."""
    return NameNotFoundError(
        (f"“{name}” names {count} things", f"“{name}”指{count}个事物"),
        hint=(f"say which: {'; '.join(shown)}", f"指明是哪一个：{'；'.join(shown)}"),
        candidates=shown,
    )


def to_rdflib_term(term: Any) -> Any:
    """Return the rdflib term equal to an Oxigraph term."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        if term.datatype.value == str(rdflib.XSD.string):  # the same in RDF 1.1, not so for rdflib
            return rdflib.Literal(term.value)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    return rdflib.BNode(term.value)
