"""A part of a graph too big to read: what is around some things, asked for by name and nothing beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from jbgraph import terms
from jbgraph.explorer.choice import ACROSS, UP
from jbgraph.explorer.model import Model, Quad, Said, assembled
from jbgraph.explorer.source import Source, concluded, is_iri, size
from jbgraph.graph import Graph
from jbgraph.search import Entry

MOST = 600
"""Things that hang on one of those asked for, and statements of one property towards it, that are held."""
WHOLE = 1500
"""Things that hang on any of those asked for that are held."""
HIGHEST = 200
"""Things that those asked for hang on that are held."""
ROOM = 6000
"""Figures that are held; as many mentions, and as many responsibilities."""
FIGURES = frozenset(terms.JB + name for name in ("about", "ofMetric"))
DUTIES = frozenset(terms.JB + name for name in ("responsibleFor", "heldBy"))
MENTIONS = frozenset(terms.JB + name for name in ("mentions", "alludesTo"))
_FOR, _BY, _MEMBER, _GROUP = (terms.JB + name for name in ("responsibleFor", "heldBy", "member", "ofGroup"))


@dataclass(frozen=True)
class Neighbourhood:
    """What is around some things.

    :ivar core: things of which the model holds all that is said, but for what is counted in `unsaid`: those asked for,
        what hangs on them, what they hang on, and the fields and metrics of all these.
    :ivar beyond: thing → its relations and responsibilities that lead to what the model does not hold, where any do.
    :ivar unsaid: thing → its figures and mentions that the model does not hold, where there are any.
    :ivar left_out: entities of the graph that the model does not hold.
    """

    source: Source
    model: Model
    core: tuple[str, ...]
    beyond: dict[str, int]
    unsaid: dict[str, int]
    left_out: int


def neighbourhood(graph: Graph, roots: Sequence[str], layers: Collection[str]) -> Neighbourhood:
    """Read what is around some entities.

    Held are the roots, whatever relates to them, what hangs on them from means to end and what they hang on, the
    fields and metrics of all these, and what is at the other end of anything said of these. What hangs on a root is
    held nearest first, by IRI among those equally near; at most `MOST` of each root, those of the last root first.

    :param roots: IRIs of entities, the one asked for last at the end.
    """
    source = Source(graph)
    source.into(roots, MOST)
    core = dict.fromkeys((*reversed(roots), *below(source, roots), *above(source, roots)))
    core |= dict.fromkeys(q[2] for q in _related(source.out(core), ACROSS))
    source.out(core)
    towards = source.into(core)
    figures = _fitting(source, core, FIGURES)
    duties = {q[0] for q in towards if q[1] == _FOR} | {q[0] for q in source.into(roots) if q[1] == _BY}
    duties = set(sorted(duties)[:ROOM])
    ends = {q[2] for q in source.out(core) if q[1] in source.linking}
    ends |= {q[0] for q in source.into(roots) if q[1] in source.linking and not concluded(q[4])}
    ends |= {q[2] for q in source.out([*figures, *duties]) if q[1] in FIGURES | DUTIES}
    source.into(sorted({*core, *ends}))
    entries = source.entries({*core, *ends})
    towards = source.into(sorted(entries))
    duties |= _between(towards, _FOR, _BY)
    mentions = _fitting(source, [*core, *sorted(entries.keys() - core.keys())], MENTIONS)
    records = sorted(figures | duties | _between(towards, _MEMBER, _GROUP))
    quads = [q for q in source.out(entries) if q[1] not in source.linking or q[2] in entries]
    quads += source.out(records) + [q for q in towards if q[1] in MENTIONS and q[0] in mentions]
    model = _assembled(source, entries, quads, records, layers)
    kept = tuple(iri for iri in core if iri in entries)
    return Neighbourhood(source, model, kept, *_missing(source, model), size(graph) - len(entries))


def below(source: Source, roots: Sequence[str]) -> list[str]:
    """Return what hangs on each root, nearest first, from means to end as documents and staff state it."""
    found: dict[str, None] = {}
    for root in reversed(roots):
        mine, front = {root: None}, [root]
        while front and len(mine) <= MOST and len(found | mine) < WHOLE:
            lower = sorted({q[0] for q in _related(source.into(front), UP)} - mine.keys())
            front = lower[: min(MOST + 1 - len(mine), WHOLE - len(found | mine))]
            mine |= dict.fromkeys(front)
        found |= mine
    return list(found)


def above(source: Source, roots: Iterable[str]) -> list[str]:
    """Return what things hang on, nearest first, up to the goals of goals."""
    found = dict.fromkeys(roots)
    front = list(found)
    while front and len(found) < HIGHEST:
        front = sorted({q[2] for q in _related(source.out(front), UP)} - found.keys())
        found |= dict.fromkeys(front[:HIGHEST])
    return list(found)


def _related(quads: Iterable[Quad], properties: Collection[str]) -> Iterable[Quad]:
    return (quad for quad in quads if quad[1] in properties and not concluded(quad[4]))


def _fitting(source: Source, things: Iterable[str], properties: Collection[str]) -> set[str]:
    """Return the subjects of statements towards things, as long as there is room for all those of a thing."""
    found: set[str] = set()
    for thing in things:
        fresh = {q[0] for q in source.into([thing]) if q[1] in properties} - found
        if len(found) + len(fresh) <= ROOM:
            found |= fresh
    return found


def _between(quads: Iterable[Quad], one: str, other: str) -> set[str]:
    """Return the subjects that lead to things by both of two properties."""
    ends: dict[str, set[str]] = {one: set(), other: set()}
    for quad in quads:
        if quad[1] in ends:
            ends[quad[1]].add(quad[0])
    return ends[one] & ends[other]


def _assembled(
    source: Source, entries: dict[str, Entry], quads: list[Quad], records: list[str], layers: Collection[str]
) -> Model:
    """Return a model of entities, of quads about them, and of what these name."""
    named = {iri for _, p, o, literal, _ in quads for iri in ((p,) if literal else (p, o))} - entries.keys()
    dates = [q for q in source.out(sorted(filter(is_iri, named))) if q[1].endswith(("startDate", "endDate"))]
    graphs = {q[4] for q in (*quads, *dates)}
    places = {g for g in graphs if not g.startswith(terms.GRAPH)} | {q[0] for q in quads if q[1] in MENTIONS}
    found = source.passages(places)
    for passage in found.values():
        kind = terms.VOCABULARY + "passage-kind/" + passage.kind
        named |= {passage.document, passage.section, kind}
    named |= {entry.type for entry in entries.values()}
    said = Said(
        entries=entries,
        quads=[*quads, *dates],
        layer_of=source.layers(graphs),
        kinds={iri: source.kinds[iri] for iri in records if iri in source.kinds},
        names=source.names([*entries, *named]),
        passages=found,
    )
    return assembled(said, layers)


def _missing(source: Source, model: Model) -> tuple[dict[str, int], dict[str, int]]:
    """Return for each thing how much that the graph relates to it, and says of it, the model does not hold."""
    related = Counter(
        iri for fact in model.relations if not all(map(concluded, fact.graphs or ("",)))
        for iri in (fact.subject, fact.object)
    )  # fmt: skip
    said = Counter(
        iri for record in model.observations for iri in {iri for p in FIGURES for iri in record.said.get(p, ())}
    )
    duties = _duties(source, model)
    beyond, unsaid = {}, {}
    for iri in model.entities:
        out = {(p, o) for _, p, o, _, g in source.out([iri]) if p in source.linking and not concluded(g)}
        beyond[iri] = len(out) + source.total(iri, source.linking) - related[iri] + duties[iri]
        unsaid[iri] = source.total(iri, FIGURES | MENTIONS) - said[iri] - len(model.mentions.get(iri, ()))
    return {iri: n for iri, n in beyond.items() if n > 0}, {iri: n for iri, n in unsaid.items() if n > 0}


def _duties(source: Source, model: Model) -> Counter[str]:
    """Return for each thing its responsibilities whose other end the model does not hold, each end by itself."""
    towards = {iri: {q[0] for q in source.into([iri]) if q[1] in DUTIES} for iri in model.entities}
    read = set(sorted({record for records in towards.values() for record in records})[:ROOM])
    ends: dict[str, tuple[set[str], set[str]]] = {record: (set(), set()) for record in read}
    for record, p, o, _, _ in source.out(sorted(read)):
        if p in (_BY, _FOR):
            ends[record][p == _FOR].add(o)
    found = Counter[str]()
    for iri, records in towards.items():
        found[iri] = source.total(iri, DUTIES) - len(records & read)
        for holders, things in (ends[record] for record in records & read):
            found[iri] += len((things if iri in holders else holders) - model.entities.keys())
    return found
