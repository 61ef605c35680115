"""What the page shows of progress: the light of each thing, and what each unit and goal answers for."""

from __future__ import annotations

from typing import Any

from jbgraph.analyses.shared.service import service
from jbgraph.explorer.network import Index
from jbgraph.graph import Graph
from jbgraph.working.cells import ROLES, Key
from jbgraph.working.judged import Judged, judged
from jbgraph.working.lights import WORST

Json = dict[str, Any]


def progress(graph: Graph, index: Index) -> Json | None:
    """Return the lights, days and shares by number of the entity; None where staff have entered nothing.

    `rows` are sorted the worst first, then by the day they are due; `boards` are pairs of a unit or goal and the
    entities it leads, has a role for, or is carried by, in that order.
    """
    made = judged(graph)
    if made is None:
        return None
    known = {iri: number for number, iri in enumerate(index.entities.iris)}
    things = [thing for thing in made.facts if thing in known]
    things.sort(key=lambda thing: (WORST.index(made.verdicts[thing].light), str(made.facts[thing].due or "~"), thing))
    return {
        "pack": list(reversed(made.pack.name)),
        "day": made.day.isoformat(),
        "rows": [row(made, thing, known) for thing in things],
        "boards": boards(graph, made, things, known),
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


def boards(graph: Graph, made: Judged, things: list[str], known: dict[str, int]) -> list[list[Any]]:
    """Return the things of each goal, and of each unit that has a role, in the order of the things."""
    goals = service(graph).own_goals
    found: dict[str, dict[int, None]] = {}
    for thing in things:
        holders = [holder for role in ROLES for holder in made.state.get(Key(thing, role), ())]
        for head in (*goals.get(thing, ()), *holders):
            if head in known:
                found.setdefault(head, {})[known[thing]] = None
    return [[known[head], list(own)] for head, own in sorted(found.items())]
