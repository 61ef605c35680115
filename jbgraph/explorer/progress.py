"""What the page shows of progress: the light of each thing, and what each unit and goal answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jbgraph import terms
from jbgraph.analyses.shared.service import Service, service
from jbgraph.explorer.choice import UP
from jbgraph.explorer.neighbourhood import above
from jbgraph.explorer.network import Index
from jbgraph.explorer.source import Source, concluded
from jbgraph.graph import Graph
from jbgraph.working.cells import ROLES, Key
from jbgraph.working.judged import Judged, judged
from jbgraph.working.lights import WORST

Json = dict[str, Any]


def progress(graph: Graph, index: Index, source: Source | None = None) -> Json | None:
    """Return the lights, days and shares by number of the entity; None where staff have entered nothing.

    `rows` are sorted the worst first, then by the day they are due; `boards` are pairs of a unit or goal and the
    entities it leads, has a role for, or is carried by, in that order.

    :param source: where to ask which goals things hang on, in a graph too big to read.
    """
    made = judged(graph)
    if made is None:
        return None
    known = {iri: number for number, iri in enumerate(index.entities.iris)}
    things = [thing for thing in made.facts if thing in known]
    things.sort(key=lambda thing: (WORST.index(made.verdicts[thing].light), str(made.facts[thing].due or "~"), thing))
    goals = steps(source, things).own_goals if source else service(graph).own_goals
    return {
        "pack": list(reversed(made.pack.name)),
        "day": made.day.isoformat(),
        "rows": [row(made, thing, known) for thing in things],
        "boards": boards(made, goals, things, known),
    }


def row(made: Judged, thing: str, known: dict[str, int]) -> Json:
    """Return what the page says of one thing."""
    own, verdict = made.facts[thing], made.verdicts[thing]
    last = own.until(made.day)[-1:]
    return {
        "node": known[thing],
        "light": verdict.light,
        "late": verdict.worst,
        "shares": made.shares(thing),
        "due": own.due.isoformat() if own.due else "",
        "first": own.set.isoformat() if own.set else "",
        "lead": [known[holder] for holder in made.lead(thing) if holder in known],
        "remark": last[0].remark if last else "",
    }


def boards(
    made: Judged, goals: Mapping[str, Sequence[str]], things: list[str], known: dict[str, int]
) -> list[list[Any]]:
    """Return the things of each goal, and of each unit that has a role, in the order of the things."""
    found: dict[str, dict[int, None]] = {}
    for thing in things:
        holders = [holder for role in ROLES for holder in made.state.get(Key(thing, role), ())]
        for head in (*goals.get(thing, ()), *holders):
            if head in known:
                found.setdefault(head, {})[known[thing]] = None
    return [[known[head], list(own)] for head, own in sorted(found.items())]


def steps(source: Source, things: list[str]) -> Service:
    """Return the steps from things up to goals, as documents state them or staff entered them."""
    over = above(source, things)
    goal, links = terms.JB + "Goal", set[tuple[str, str]]()
    for s, p, o, _, g in source.out(over):
        if p in UP and o in over and s != o and not concluded(g):
            links.add((s, o))
    down: dict[str, list[str]] = {}
    for low, high in sorted(links):
        down.setdefault(high, []).append(low)
    goals = tuple(sorted(iri for iri in over if source.kinds.get(iri) == goal))
    return Service({}, {}, {high: tuple(low) for high, low in down.items()}, {}, goals)
