"""What the page shows, read from a graph in one pass: entities, statements, figures and where they stand."""

from __future__ import annotations

import csv
import hashlib
import io
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from pyoxigraph import QueryResultsFormat, QuerySolutions

from jbgraph import files, terms
from jbgraph.errors import JbgraphError
from jbgraph.evidence import Passage, passages, reading_order
from jbgraph.graph import Graph
from jbgraph.search import Entry

LAYERS = ("stated", "register", "working", "derived", "suggested")
RDFS_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
DEFINITION = terms.SKOS + "definition"
# Asked by property, a store on disk answers in half the time it needs for everything there is.
NAMES = f"""SELECT ?s ?p ?o (LANG(?o) AS ?lang) {{ VALUES ?p {{ <{terms.PREF_LABEL}> <{terms.RDFS_LABEL}>
    <{terms.DESCRIPTION}> <{DEFINITION}> <{RDFS_SUBCLASS}> jb:namedByUs }} ?s ?p ?o }}"""
STATEMENTS = """SELECT ?s ?p ?o ?g (DATATYPE(?o) AS ?kind) {
    { SELECT DISTINCT ?p { VALUES ?sort { owl:ObjectProperty owl:DatatypeProperty } ?p a ?sort
      FILTER(?p NOT IN (jb:namedByUs, jb:order, jb:inDocument, jb:inSection, jb:sha256, jb:start, jb:end,
                        jb:passageKind, jb:readWith, jb:excludes)) } }
    GRAPH ?g { ?s ?p ?o } }"""
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
BLANK = "_:"
RECORDS = "SELECT ?s ?type { VALUES ?type { jb:Observation jb:Membership jb:Responsibility } ?s a ?type }"
Names = tuple[str, str]
"""A text in Chinese and in English; one of them may be empty."""


@dataclass(frozen=True)
class Fact:
    """A triple of an entity, once, with every named graph that it stands in.

    :ivar object: IRI, or lexical form where `literal`.
    :ivar graphs: passages in reading order, then derived and suggested graphs; empty for the register.
    """

    subject: str
    predicate: str
    object: str
    literal: bool
    graphs: tuple[str, ...]


@dataclass
class Record:
    """An observation, a membership or a responsibility: its own properties and the graph that states it."""

    iri: str
    graph: str
    said: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        """Return the only value of a property of ours, the first where there are more, or None."""
        values = self.said.get(terms.JB + name)
        return sorted(values)[0] if values else None


@dataclass
class Model:
    """Everything the page shows, by IRI.

    :ivar relations: facts between two entities. :ivar values: facts of an entity whose object is none.
    :ivar verdicts: actual observation → what plain comparison gives: property and target observation.
    :ivar mentions: entity → passages that name it, or allude to it, without saying more.
    :ivar dates: period → its first and last day.
    :ivar names: labels of every other term: classes, properties, concepts, periods, documents, sections.
    """

    entities: dict[str, Entry]
    descriptions: dict[str, Names]
    ours: set[str]
    relations: list[Fact]
    values: list[Fact]
    observations: list[Record]
    memberships: list[Record]
    responsibilities: list[Record]
    verdicts: dict[str, list[tuple[str, str]]]
    mentions: dict[str, list[str]]
    dates: dict[str, Names]
    passages: dict[str, Passage]
    layers: dict[str, str]
    names: dict[str, Names]
    definitions: dict[str, Names]


def read(graph: Graph, layers: Collection[str]) -> Model:
    """Read a graph into a model that holds only what the given layers say."""
    texts: dict[str, dict[str, dict[str, str]]] = {}
    parents: dict[str, str] = {}
    ours: set[str] = set()
    for s, p, o, lang in _lines(graph, NAMES):
        if lang:
            texts.setdefault(p, {}).setdefault(s, {})[lang] = o
        elif p == RDFS_SUBCLASS and o[:2] != BLANK:
            parents[s] = o
        elif p == terms.JB + "namedByUs":
            ours.add(s)
    quads = [
        (s, p, o, kind != "", g)
        for s, p, o, g, kind in _lines(graph, STATEMENTS)
        if s[:2] != BLANK and kind != LANG_STRING and (kind or o[:2] != BLANK)
    ]
    known = _entities(graph, parents)
    layer_of = {
        s: o.rsplit("/", 1)[-1] for s, p, o, _, _ in quads if p == terms.JB + "layer"
    }  # before layers are left out: the register says it
    layer = {g: _layer(g, layer_of) for g in {quad[4] for quad in quads}}
    kept = [quad for quad in quads if layer[quad[4]] in layers]
    kinds = {iri: kind for iri, kind in _lines(graph, RECORDS)}  # noqa: C416 - a line has two places here
    facts, records, mentions, verdicts = _sort(kept, known, kinds)
    return Model(
        entities=known,
        descriptions=_names(texts.get(terms.DESCRIPTION, {})),
        ours=ours,
        relations=[fact for fact in facts if fact.object in known and not fact.literal],
        values=[fact for fact in facts if fact.object not in known or fact.literal],
        observations=records["Observation"],
        memberships=records["Membership"],
        responsibilities=records["Responsibility"],
        verdicts=verdicts,
        mentions=mentions,
        dates=_dates(kept),
        passages=passages(graph),
        layers={g: of for g, of in layer.items() if of in layers},
        names=_names(texts.get(terms.RDFS_LABEL, {})) | _names(texts.get(terms.PREF_LABEL, {})),
        definitions=_names(texts.get(DEFINITION, {})),
    )


def _lines(graph: Graph, query: str) -> Iterator[list[str]]:
    """Return the solutions as lines of text; what is unbound is empty, what is blank begins with `_:`."""
    lines = csv.reader(io.StringIO(_csv(graph, query).decode("utf-8"), newline=""))
    next(lines)
    return lines


def _csv(graph: Graph, query: str) -> bytes:
    """Return the solutions as CSV, which is kept beside a cached store: to ask again takes ten times as long."""
    kept = graph.folder and graph.folder / f"page-{hashlib.blake2b(query.encode(), digest_size=8).hexdigest()}.csv.z"
    if kept:
        with suppress(OSError, zlib.error):
            return zlib.decompress(kept.read_bytes())
    result = graph._answer(query)
    assert isinstance(result, QuerySolutions)
    found = result.serialize(format=QueryResultsFormat.CSV) or b""
    if kept:
        with suppress(JbgraphError):  # a cache that cannot be written costs time, never an answer
            files.write(kept, zlib.compress(found, 1))
    return found


def _layer(graph: str, said: dict[str, str]) -> str:
    local = graph.removeprefix(terms.GRAPH)
    for layer in ("register", "derived", "suggested"):
        if graph != local and local.startswith(layer):
            return layer
    return said.get(graph, "stated")


def _entities(graph: Graph, parents: dict[str, str]) -> dict[str, Entry]:
    """Return the entities of the search index, which also holds documents, by IRI in its order."""

    def is_entity(kind: str) -> bool:
        seen = set()
        while kind in parents and kind not in seen:
            seen.add(kind)
            kind = parents[kind]
        return kind == terms.JB + "Entity"

    kinds = {entry.type for entry in graph.index}
    wanted = {kind for kind in kinds if is_entity(kind)}
    return {entry.iri: entry for entry in graph.index if entry.type in wanted}


def _dates(quads: list[tuple[str, str, str, bool, str]]) -> dict[str, Names]:
    """Return the first and the last day of each period."""
    start = {s: o for s, p, o, _, _ in quads if p == terms.JB + "startDate"}
    end = {s: o for s, p, o, _, _ in quads if p == terms.JB + "endDate"}
    return {iri: (start.get(iri, ""), end.get(iri, "")) for iri in sorted({*start, *end})}


def _names(texts: dict[str, dict[str, str]]) -> dict[str, Names]:
    return {
        iri: (said.get("zh") or said.get("zh-Hans") or next(iter(said.values())), said.get("en", ""))
        for iri, said in texts.items()
    }


def _sort(
    quads: list[tuple[str, str, str, bool, str]], known: Collection[str], types: dict[str, str]
) -> tuple[list[Fact], dict[str, list[Record]], dict[str, list[str]], dict[str, list[tuple[str, str]]]]:
    """Return facts of entities, records by class, mentions and verdicts, each in stable order."""
    graphs: dict[tuple[str, str, str, bool], set[str]] = {}
    records: dict[str, dict[str, Record]] = {"Observation": {}, "Membership": {}, "Responsibility": {}}
    mentions: dict[str, set[str]] = {}
    verdicts: dict[str, list[tuple[str, str]]] = {}
    for s, p, o, literal, g in quads:
        kind = types.get(s, "").removeprefix(terms.JB)
        if s in known:
            if p.startswith(terms.JB):
                graphs.setdefault((s, p, o, literal), set()).add(g)
        elif kind in records:
            if g.startswith(terms.GRAPH) and not g.startswith(terms.WORKING):
                verdicts.setdefault(s, []).append((p, o))
                continue
            record = records[kind].setdefault(s, Record(s, g))
            record.said.setdefault(p, []).append(o)
        elif p in (terms.JB + "mentions", terms.JB + "alludesTo") and o in known:
            mentions.setdefault(o, set()).add(s)
    place = {g: n for n, g in enumerate(sorted({quad[4] for quad in quads}, key=_place))}
    register = terms.GRAPH + "register"
    facts = [
        Fact(*key, graphs=tuple(sorted(said - {register}, key=place.__getitem__)))
        for key, said in sorted(graphs.items())
    ]
    return (
        facts,
        {kind: [found[iri] for iri in sorted(found, key=reading_order)] for kind, found in records.items()},
        {iri: sorted(found, key=reading_order) for iri, found in mentions.items()},
        {iri: sorted(found) for iri, found in verdicts.items()},
    )


def _place(graph: str) -> tuple[bool, tuple[str, int, str]]:
    """Return a sort key: passages in reading order, then our own graphs."""
    return graph.startswith(terms.GRAPH), reading_order(graph)
