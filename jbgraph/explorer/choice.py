"""A part of the model: what hangs on some goals, with everything that is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jbgraph import maps, terms
from jbgraph.explorer.model import Fact, Model, Record
from jbgraph.explorer.network import duties

UP = {terms.JB + name for name in maps.UP}
ACROSS = {terms.JB + name for name in maps.ACROSS}


def narrowed(model: Model, roots: Sequence[str], also: str | None = None) -> Model:
    """Return a model of what carries the roots and its fields, along what maps walk, with what is said of these.

    A map draws means; here anything that a statement of the model hangs on a root is held. What is said of a thing are
    the statements whose subject it is, its figures and who answers for it. So the things at the other end of these
    are held as well, but nothing that only hangs on them.

    :param roots: IRIs.
    :param also: an entity to hold with what is said of it, though it carries none of the roots.
    """
    carrying = hanging(model, roots) | ({also} if also else set())
    carrying |= {fact.object for fact in model.relations if fact.predicate in ACROSS and fact.subject in carrying}
    kept = carrying | {fact.object for fact in model.relations if fact.subject in carrying}
    held = [record for record in model.responsibilities if carrying & _all(record, "responsibleFor")]
    kept |= {iri for record in held for iri in _all(record, "heldBy")}
    figures = [record for record in model.observations if carrying & (_all(record, "about") | _all(record, "ofMetric"))]
    kept |= {iri for record in figures for iri in _all(record, "ofMetric")}
    kept &= set(model.entities)
    relations = [fact for fact in model.relations if fact.subject in kept and fact.object in kept]
    values = [fact for fact in model.values if fact.subject in kept]
    memberships = [record for record in model.memberships if _all(record, "member") | _all(record, "ofGroup") <= kept]
    mentions = {iri: said for iri, said in model.mentions.items() if iri in kept}
    named = _graphs([*relations, *values], [*held, *figures, *memberships]) | {p for s in mentions.values() for p in s}
    return replace(
        model,
        entities={iri: entry for iri, entry in model.entities.items() if iri in kept},
        ours=model.ours & kept,
        relations=relations,
        values=values,
        observations=figures,
        memberships=memberships,
        responsibilities=held,
        mentions=mentions,
        passages={iri: passage for iri, passage in model.passages.items() if iri in named},
    )


def beyond(whole: Model, part: Model) -> dict[str, int]:
    """Return thing → its relations and responsibilities that lead to what only the whole holds, where any do.

    What rules and methods concluded does not count.
    """
    found = Counter[str]()
    for fact in (*whole.relations, *duties(whole)):
        if all(whole.layers[graph] in ("derived", "suggested") for graph in fact.graphs) and fact.graphs:
            continue
        for one, other in ((fact.subject, fact.object), (fact.object, fact.subject)):
            if one in part.entities and other not in part.entities:
                found[one] += 1
    return dict(found)


def hanging(model: Model, roots: Sequence[str]) -> set[str]:
    """Return the roots and all that statements lead from to one of them, from means to end."""
    below: dict[str, list[str]] = {}
    for fact in model.relations:
        if fact.predicate in UP:
            below.setdefault(fact.object, []).append(fact.subject)
    found = dict.fromkeys(roots)
    queue = list(found)
    for here in queue:
        for other in below.get(here, ()):
            if other not in found:
                found[other] = None
                queue.append(other)
    return set(found)


def _all(record: Record, name: str) -> set[str]:
    return set(record.said.get(terms.JB + name, ()))


def _graphs(facts: Sequence[Fact], records: Sequence[Record]) -> set[str]:
    return {graph for fact in facts for graph in fact.graphs} | {record.graph for record in records}
