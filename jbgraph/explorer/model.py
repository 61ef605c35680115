"""What the page shows, read from a graph in one pass: entities, statements, figures and where they stand."""

from __future__ import annotations

import csv
import hashlib
import io
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
NAMING = (terms.PREF_LABEL, terms.RDFS_LABEL, terms.DESCRIPTION, DEFINITION, RDFS_SUBCLASS, terms.JB + "namedByUs")
# Asked by property, a store on disk answers in half the time it needs for everything there is.
NAMES = (
    f"""SELECT ?s ?p ?o (LANG(?o) AS ?lang) {{ VALUES ?p {{ {" ".join(f"<{iri}>" for iri in NAMING)} }} ?s ?p ?o }}"""
)
PROPERTIES = """SELECT DISTINCT ?p { VALUES ?sort { owl:ObjectProperty owl:DatatypeProperty } ?p a ?sort
    FILTER(?p NOT IN (jb:namedByUs, jb:order, jb:inDocument, jb:inSection, jb:sha256, jb:start, jb:end,
                      jb:passageKind, jb:readWith, jb:excludes)) }"""
STATEMENTS = f"SELECT ?s ?p ?o ?g (DATATYPE(?o) AS ?kind) {{ {{ {PROPERTIES} }} GRAPH ?g {{ ?s ?p ?o }} }}"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
BLANK = "_:"
RECORDS = "SELECT ?s ?type { VALUES ?type { jb:Observation jb:Membership jb:Responsibility } ?s a ?type }"
Names = tuple[str, str]
"""A text in Chinese and in English; one of them may be empty."""
Quad = tuple[str, str, str, bool, str]
"""Subject, property, object, whether that is a literal, and the named graph."""


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


@dataclass
class Said:
    """What is read of a graph, or of a part of it, before it is put in order.

    :ivar entries: the entities with their names. :ivar quads: of every property that the page shows.
    :ivar layer_of: named graph → name of its layer, where the register says it.
    :ivar kinds: observations, memberships and responsibilities with their class.
    :ivar names: lines of `NAMES`, of everything that the page names.
    """

    entries: dict[str, Entry]
    quads: list[Quad]
    layer_of: dict[str, str]
    kinds: dict[str, str]
    names: Iterable[list[str]]
    passages: dict[str, Passage]


def read(graph: Graph, layers: Collection[str]) -> Model:
    """Read a graph into a model that holds only what the given layers say."""
    names = list(_lines(graph, NAMES))
    quads = [quad for line in _lines(graph, STATEMENTS) if (quad := shown(line))]
    said = Said(
        entries=_entities(graph.index, {s: o for s, p, o, _ in names if p == RDFS_SUBCLASS and o[:2] != BLANK}),
        quads=quads,
        layer_of={s: o.rsplit("/", 1)[-1] for s, p, o, _, _ in quads if p == terms.JB + "layer"},
        kinds={iri: kind for iri, kind in _lines(graph, RECORDS)},  # noqa: C416 - a line has two places here
        names=names,
        passages=passages(graph),
    )
    return assembled(said, layers)


def shown(line: Sequence[str]) -> Quad | None:
    """Return the quad of a solution `?s ?p ?o ?g ?kind`, or None for one that no page shows.

    :param line: what is blank begins with `_:`; `kind` is the datatype, empty for what is no literal.
    """
    s, p, o, g, kind = line
    if s[:2] == BLANK or kind == LANG_STRING or (not kind and o[:2] == BLANK):
        return None
    return s, p, o, kind != "", g


def assembled(said: Said, layers: Collection[str]) -> Model:
    """Return a model of what was read that holds only what the given layers say."""
    texts: dict[str, dict[str, dict[str, str]]] = {}
    ours: set[str] = set()
    for s, p, o, lang in said.names:
        if lang:
            texts.setdefault(p, {}).setdefault(s, {})[lang] = o
        elif p == terms.JB + "namedByUs":
            ours.add(s)
    known = said.entries
    layer = {g: layer_named(g, said.layer_of) for g in {quad[4] for quad in said.quads}}
    kept = [quad for quad in said.quads if layer[quad[4]] in layers]
    facts, records, mentions, verdicts = _sort(kept, known, said.kinds)
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
        passages=said.passages,
        layers={g: of for g, of in layer.items() if of in layers},
        names=_names(texts.get(terms.RDFS_LABEL, {})) | _names(texts.get(terms.PREF_LABEL, {})),
        definitions=_names(texts.get(DEFINITION, {})),
    )


def _lines(graph: Graph, query: str) -> Iterator[list[str]]:
    """Return the solutions of a query of the whole graph as lines of text, kept beside a cached store.

    To ask again takes ten times as long.
    """
    kept = graph.folder and graph.folder / f"page-{hashlib.blake2b(query.encode(), digest_size=8).hexdigest()}.csv.z"
    if kept:
        with suppress(OSError, zlib.error):
            return _read(zlib.decompress(kept.read_bytes()))
    found = _csv(graph, query)
    if kept:
        with suppress(JbgraphError):  # a cache that cannot be written costs time, never an answer
            files.write(kept, zlib.compress(found, 1))
    return _read(found)


def asked(graph: Graph, query: str) -> Iterator[list[str]]:
    """Return the solutions as lines of text; what is unbound is empty, what is blank begins with `_:`."""
    return _read(_csv(graph, query))


def _read(text: bytes) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text.decode("utf-8"), newline=""))
    next(lines)
    return lines


def _csv(graph: Graph, query: str) -> bytes:
    result = graph._answer(query)
    assert isinstance(result, QuerySolutions)
    return result.serialize(format=QueryResultsFormat.CSV) or b""


def layer_named(graph: str, said: Mapping[str, str]) -> str:
    """Return the layer of a named graph: by its name, else as the register says, else what documents state."""
    local = graph.removeprefix(terms.GRAPH)
    for layer in ("register", "derived", "suggested"):
        if graph != local and local.startswith(layer):
            return layer
    return said.get(graph, "stated")


def _entities(index: Sequence[Entry], parents: dict[str, str]) -> dict[str, Entry]:
    """Return the entities of the search index, which also holds documents, by IRI in its order."""

    def is_entity(kind: str) -> bool:
        seen = set()
        while kind in parents and kind not in seen:
            seen.add(kind)
            kind = parents[kind]
        return kind == terms.JB + "Entity"

    kinds = {entry.type for entry in index}
    wanted = {kind for kind in kinds if is_entity(kind)}
    return {entry.iri: entry for entry in index if entry.type in wanted}


def _dates(quads: list[Quad]) -> dict[str, Names]:
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
    quads: list[Quad], known: Collection[str], types: dict[str, str]
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
