"""Where everything lies: the opening picture, the way from each entity up to its goal, and the panorama.

Nothing here is random or measured in the browser: the same graph gives the same picture.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jbgraph import terms
from jbgraph.evidence import reading_order
from jbgraph.explorer.model import Fact, Model
from jbgraph.explorer.panorama import places

OPENING_TYPES = tuple(terms.JB + name for name in ("Pathway", "Program", "Task"))
UPWARD = {
    terms.JB + name: cost for name, cost in (("serves", 1.0), ("partOf", 1.0), ("memberOf", 1.1), ("aimsAt", 1.4))
}
ASIDE = 3.0  # the cost of a step along any other relation, in either direction, or down a hierarchy
HUB = 0.02  # added for each neighbour of the node stepped through: a way through the district itself says nothing
UNLISTED = 99.0  # the position of what no group lists: after all that one does
LARGEST = 64  # rows of the opening picture in all


@dataclass(frozen=True)
class Column:
    """A goal of the opening picture with what serves it, in the order of the rows.

    :ivar rows: document that states it first, entity.
    """

    goal: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class Layout:
    """The opening picture and, for every entity, where it hangs.

    :ivar upper: the larger goals, to stand in one row above the columns.
    :ivar parent: entity → the next one on its way to a goal; missing for goals and what hangs on none.
    :ivar sector: entity → number of the column it hangs on.
    :ivar places: entity → position in the panorama, in pixels from its middle.
    """

    upper: list[str]
    columns: list[Column]
    parent: dict[str, str]
    sector: dict[str, int]
    places: dict[str, tuple[int, int]]


def lay_out(model: Model, order: list[str], dot: float, chosen: Sequence[str] = ()) -> Layout:
    """Compute the layout of a model.

    :param order: IRIs of the types from the middle of the panorama outwards.
    :param dot: distance between neighbours in the panorama, in pixels.
    :param chosen: what the columns stand under; the goals that things serve directly if nothing is chosen.
    """
    stated = [fact for fact in model.relations if any(model.layers[g] == "stated" for g in fact.graphs)]
    upper, columns = opening(model, stated, chosen)
    roots = [column.goal for column in columns]
    parent, sector = hang(model, stated, roots, upper)
    return Layout(upper, columns, parent, sector, places(model, sector, roots, order, dot))


def opening(model: Model, stated: list[Fact], chosen: Sequence[str] = ()) -> tuple[list[str], list[Column]]:
    """Return the larger goals and the columns: what is chosen, or each goal that pathways, programs or tasks serve.

    Of these goals those that a numbered group lists come alone, where there are any, as the four goals are.
    A graph without such goals opens on its first goals, one without any on the things that most passages speak of,
    each with whatever is part of it, listed in it, or serves it.
    """
    serving: dict[str, list[Fact]] = {}
    for fact in stated:
        if fact.predicate == terms.JB + "serves":
            serving.setdefault(fact.object, []).append(fact)
    kind = {iri: entry.type for iri, entry in model.entities.items()}
    goals = [iri for iri in kind if kind[iri] == terms.JB + "Goal"]
    main = list(chosen) or [
        goal for goal in goals
        if any(kind[fact.subject] in OPENING_TYPES for fact in serving.get(goal, ()))
        and not any(kind[fact.subject] == terms.JB + "Goal" for fact in serving.get(goal, ()))
    ]  # fmt: skip
    fit = set(OPENING_TYPES)
    if not main:
        best = sorted(model.entities.values(), key=lambda entry: (-entry.weight, entry.iri))
        main = goals[:4] or [entry.iri for entry in best[:4]]
        fit = {*kind.values()}
        serving = {iri: [f for f in stated if f.object == iri and f.predicate in UPWARD] for iri in main}
    positions = {goal: _position(model, goal) for goal in main}
    if not chosen:
        listed = [goal for goal in main if positions[goal] < UNLISTED]
        main = sorted(listed or main, key=lambda goal: (positions[goal], goal))
        positions = {goal: positions[goal] for goal in main}
    shown = set(main)
    columns = []
    for goal in main:
        facts = [f for f in serving.get(goal, ()) if kind[f.subject] in fit and f.subject not in shown]
        if chosen and not facts:
            facts = [f for f in stated if f.object == goal and f.predicate in UPWARD and f.subject not in shown]
        rows = _rows(model, facts, LARGEST // max(4, len(main)))
        shown.update(iri for _, iri in rows)
        columns.append(Column(goal, rows))
    upper = [goal for goal in goals if goal not in positions]
    weight = Counter(f.object for f in stated if f.subject in positions and f.object in upper)
    upper.sort(key=lambda goal: (weight[goal], goal))
    middle = upper[0::2] + upper[1::2][::-1]  # the most served ones stand in the middle
    return (middle if not chosen else served(stated, main, middle)), columns


def served(stated: list[Fact], goals: Sequence[str], larger: Sequence[str]) -> list[str]:
    """Return of the larger goals those that some goals serve, no more than there are of these, in their order."""
    weight = Counter(f.object for f in stated if f.subject in goals and f.predicate in UPWARD)
    best = sorted((goal for goal in larger if weight[goal]), key=lambda goal: (-weight[goal], goal))[: len(goals)]
    return [goal for goal in larger if goal in best]


def _position(model: Model, goal: str) -> float:
    """Return the mean position of a goal in the listings that name it, or a large number."""
    found = [float(record.one("position") or 99) for record in model.memberships if record.one("member") == goal]
    return sum(found) / len(found) if found else UNLISTED


def _rows(model: Model, facts: list[Fact], most: int) -> list[tuple[str, str]]:
    """Return document and entity of each row: the document that says most first, then in its order."""
    first = {fact.subject: fact.graphs[0] for fact in facts}
    size = Counter(graph.rpartition("/")[0] for graph in first.values())
    listed: dict[tuple[str | None, str], int] = {}
    for record in model.memberships:
        key = record.one("member"), record.graph.rpartition("/")[0]
        listed[key] = min(int(record.one("position") or 99), listed.get(key, 99))

    def place(iri: str) -> tuple[int, str, int, tuple[str, int, str], str]:
        document = first[iri].rpartition("/")[0]
        return -size[document], document, listed.get((iri, document), 99), reading_order(first[iri]), iri

    return [(first[iri].rpartition("/")[0], iri) for iri in sorted(first, key=place)[:most]]


def hang(model: Model, stated: list[Fact], roots: list[str], upper: list[str]) -> tuple[dict[str, str], dict[str, int]]:
    """Return for each entity the next one on its best way to a root, and the number of that root.

    The best way climbs the hierarchy (serves, part of, member of, aims at) and avoids hubs; Dijkstra.
    """
    steps: dict[str, dict[str, float]] = {}
    for fact in stated:
        up = UPWARD.get(fact.predicate, ASIDE)
        low, high = steps.setdefault(fact.object, {}), steps.setdefault(fact.subject, {})
        low[fact.subject] = min(up, low.get(fact.subject, math.inf))
        high[fact.object] = min(ASIDE, high.get(fact.object, math.inf))
    closed = set(upper)
    queue = [(0.0, number, goal, "") for number, goal in enumerate(roots)]
    parent: dict[str, str] = {}
    sector: dict[str, int] = {}
    while queue:
        cost, number, iri, came = heapq.heappop(queue)
        if iri in sector or iri in closed:
            continue
        sector[iri] = number
        if came:
            parent[iri] = came
        through = cost + HUB * len(steps.get(iri, ()))
        for other, step in steps.get(iri, {}).items():
            if other not in sector:
                heapq.heappush(queue, (through + step, number, other, iri))
    return parent, sector
