"""The passages behind the graph: where each statement stands, and its text when the documents are at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, QuerySolutions

from jbgraph import beside, terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.places import Place, places

MANY = 40  # passages from which on it is quicker to read all places than to ask for these


@dataclass(frozen=True)
class Passage:
    """A passage of a source document.

    :ivar start: offset of its first character, in Unicode code points of the text as published, from 0.
    :ivar end: offset after its last character.
    :ivar text: its characters without captions printed inside it, line breaks removed; None without documents.
    :ivar read_with: IRIs of passages that name what this one speaks of.
    """

    iri: str
    document: str
    document_label: str
    section: str
    section_label: str
    kind: str
    order: int
    start: int
    end: int
    sha256: str
    excludes: tuple[str, ...]
    read_with: tuple[str, ...]
    text: str | None = None

    @property
    def curie(self) -> str:
        """The short form of the IRI: a document is the namespace of its passages, its slug their prefix."""
        return f"{terms.split(self.document)[1]}:{terms.split(self.iri)[1]}"


@dataclass(frozen=True)
class Statement:
    """A triple with the named graphs it stands in.

    :ivar passages: the passages that state it, in reading order.
    :ivar rules: the names of derived or suggested graphs that hold it.
    """

    subject: str
    predicate: str
    object: str
    is_literal: bool
    passages: tuple[str, ...]
    rules: tuple[str, ...]


def inside(graph: Graph, iri: str, lang: str = "zh") -> dict[str, Passage]:
    """Return the passages that stand directly in a section, by IRI in reading order."""
    found = [str(row["p"]) for row in graph.rows(f"SELECT ?p {{ ?p a jb:Passage ; jb:inSection {NamedNode(iri)} }}")]
    return passages(graph, found, lang) if found else {}


def passages(graph: Graph, iris: Iterable[str] | None = None, lang: str = "zh") -> dict[str, Passage]:
    """Return passages by IRI in reading order, all of them where none are named, with text where it is at hand.

    :raises JbgraphError: if a document at hand is not the one the graph was made from.
    """
    found = places_of(graph, iris)
    named = graph.labels({iri for place in found for iri in (place.document, place.section)}, lang)
    made = {
        place.iri: Passage(
            iri=place.iri,
            document=place.document,
            document_label=named[place.document],
            section=place.section,
            section_label=named[place.section],
            kind=place.kind,
            order=place.order,
            start=place.start,
            end=place.end,
            sha256=place.sha256,
            excludes=place.excludes,
            read_with=place.read_with,
        )
        for place in found
    }
    return with_text(graph, made) if graph.sources else made


def places_of(graph: Graph, iris: Iterable[str] | None = None) -> list[Place]:
    """Return where passages stand, of all where none are named, by document and order."""
    wanted = None if iris is None else set(iris)
    kept = beside.read(graph.folder, "places") if wanted is None or len(wanted) >= MANY else None
    if kept:
        made = (Place._make((*row[:8], tuple(row[8]), tuple(row[9]))) for row in kept)
        return [place for place in made if wanted is None or place.iri in wanted]
    return places(graph.engine, wanted)


def with_text(graph: Graph, found: dict[str, Passage]) -> dict[str, Passage]:
    """Return the passages with their text, as far as the documents are at hand."""
    texts = texts_of(graph, {passage.document for passage in found.values()})
    missing = {iri for passage in found.values() for iri in passage.excludes} - set(found)
    inner = {**found, **({p.iri: p for p in _bare(graph, missing)} if missing else {})}
    full = {}
    for iri, passage in found.items():
        text = texts.get(passage.document)
        if text is not None:
            cuts = [(inner[other].start, inner[other].end) for other in passage.excludes]
            full[iri] = replace(passage, text=clean(text, passage.start, passage.end, cuts))
        else:
            full[iri] = passage
    return full


def _bare(graph: Graph, iris: Iterable[str]) -> list[Passage]:
    return list(passages(Graph(graph.engine, folder=graph.folder), iris).values())


def clean(text: str, start: int, end: int, cuts: list[tuple[int, int]]) -> str:
    """Return the characters of a passage as one line: captions inside it and line breaks removed.

    >>> clean("大力发展智能\\n长安\\n制造。", 0, 13, [(7, 9)])
    '大力发展智能制造。'
    """
    kept, place = "", start
    for low, high in sorted(cuts):
        kept += text[place:low]
        place = high
    kept += text[place:end]
    lines = [line.strip() for line in kept.splitlines()]
    joined = ""
    for line in lines:
        gap = " " if joined[-1:].isascii() and line[:1].isascii() and joined and line else ""
        joined += gap + line
    return joined


def texts_of(graph: Graph, documents: Iterable[str] | None = None) -> dict[str, str]:
    """Return document IRI → its text, for those whose file lies in the folder of source documents.

    :raises JbgraphError: if a file is there and its SHA-256 is not that of the document, or it is not UTF-8.
    """
    found: dict[str, str] = {}
    if graph.sources is None:
        return found
    for row in graph.rows("SELECT ?d ?file ?sha { ?d jb:fileName ?file ; jb:sha256 ?sha }"):
        if documents is not None and str(row["d"]) not in documents:
            continue
        path = graph.sources / str(row["file"])
        if path.is_file():
            found[str(row["d"])] = source_text(path, str(row["sha"]))
    return found


@lru_cache(maxsize=64)
def source_text(path: Path, sha256: str) -> str:
    """Return the text of a source document after a look at its digest.

    :raises JbgraphError: if the file has changed, or is not UTF-8.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise JbgraphError(
            (
                "the document is not the one the graph was made from (its SHA-256 differs)",
                "该文件不是图谱所依据的文件（SHA-256不同）",
            ),
            where=str(path),
            hint=(
                "put the original file back, or leave --sources out to work without the text",
                "换回原文件；或不写 --sources，不显示原文",
            ),
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise JbgraphError(("the document is not UTF-8", "该文件不是UTF-8编码"), where=str(path)) from error


def statements(graph: Graph, iri: str) -> list[Statement]:
    """Return every triple that an entity is subject or object of, outside the register, with its graphs.

    Sorted by predicate, then the other end; observations, roles and memberships count by their own node.
    """
    node = str(NamedNode(iri))
    result = graph.engine.query(
        f"""SELECT ?s ?p ?o ?g {{ GRAPH ?g {{ {{ BIND({node} AS ?s) {node} ?p ?o }} UNION
            {{ BIND({node} AS ?o) ?s ?p {node} }} }}
            FILTER(?g NOT IN (<{terms.GRAPH}register>, <{terms.GRAPH}ontology>)) }}"""
    )
    assert isinstance(result, QuerySolutions)
    return gather(result)


def printed_names(graph: Graph, iris: Iterable[str]) -> dict[str, list[str]]:
    """Return thing → the Chinese names by which a passage may print it, for those that have any."""
    values = " ".join(str(NamedNode(iri)) for iri in iris)
    found: dict[str, list[str]] = {}
    for row in graph.rows(
        f"""SELECT ?s ?name {{ VALUES ?s {{ {values} }} ?s skos:prefLabel|skos:altLabel ?name
            FILTER(LANG(?name) = "zh") }} ORDER BY ?s ?name"""
    ):
        found.setdefault(str(row["s"]), []).append(str(row["name"]))
    return found


def triple(graph: Graph, subject: str, predicate: str | None, other: str | None) -> list[Statement]:
    """Return the triples of a pattern with the graphs each stands in; None is a wildcard."""
    s = str(NamedNode(subject))
    p = str(NamedNode(predicate)) if predicate else "?p"
    o = str(NamedNode(other)) if other else "?o"
    binds = f"BIND({s} AS ?s)" + (f" BIND({p} AS ?p)" if predicate else "") + (f" BIND({o} AS ?o)" if other else "")
    result = graph.engine.query(
        f"SELECT ?s ?p ?o ?g {{ {binds} GRAPH ?g {{ {s} {p} {o} }} "
        f"FILTER(?g NOT IN (<{terms.GRAPH}register>, <{terms.GRAPH}ontology>)) }}"
    )
    assert isinstance(result, QuerySolutions)
    return gather(result)


def gather(rows: QuerySolutions) -> list[Statement]:
    """Return one statement for each triple of rows ?s ?p ?o ?g, its graphs gathered and sorted."""
    graphs: dict[tuple[str, str, str, bool], set[str]] = {}
    for row in rows:
        literal = not isinstance(row["o"], NamedNode)
        key = (row["s"].value, row["p"].value, row["o"].value, literal)
        graphs.setdefault(key, set()).add(row["g"].value)
    return [
        Statement(
            *key,
            passages=tuple(sorted((g for g in named if not g.startswith(terms.GRAPH)), key=reading_order)),
            rules=tuple(sorted(g[len(terms.GRAPH) :] for g in named if g.startswith(terms.GRAPH))),
        )
        for key, named in sorted(graphs.items(), key=lambda item: (item[0][1], item[0][0], item[0][2]))
    ]


def reading_order(iri: str) -> tuple[str, int, str]:
    """Return a sort key for passage IRIs: document, then the number of the passage."""
    document, _, local = iri.rpartition("/")
    digits = "".join(c for c in local if c.isdigit())
    return document, int(digits or 0), local
