"""The order of a map before it is drawn: layers from left to right, who stands under whom, which goals are reached."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from jbgraph import terms
from jbgraph.evidence import reading_order
from jbgraph.maps import ACROSS, UP, Map, Node
from jbgraph.networks import Edge

DEEPEST = (3, 3, 3, 2, 2)  # layers in each column of a map; what lies deeper stands in the last of them
Place = tuple[int, int]


@dataclass(frozen=True)
class Structure:
    """What is known of a map before it is measured.

    :ivar order: every thing, as an outline is read: each followed by what hangs under it for the first time.
    :ivar place: thing → its column and its layer in the column.
    :ivar parent: thing → the one it hangs under; missing for those that hang under none.
    :ivar hues: thing → the numbers of the goals it carries, in order; the first is that of its place in the outline.
    """

    order: tuple[str, ...]
    place: dict[str, Place]
    parent: dict[str, str]
    hues: dict[str, tuple[int, ...]]


def local(iri: str) -> str:
    """Return the local name of a property."""
    return iri.removeprefix(terms.JB)


def structure(drawn: Map, goals: list[str]) -> Structure:
    """Return the structure of a map.

    :param goals: the goals that have a hue, in order.
    """
    below: dict[str, list[tuple[Edge, str]]] = {node.iri: [] for node in drawn.nodes}
    for edge in drawn.edges:
        name = local(edge.property)
        if name in UP:
            below[edge.target].append((edge, edge.source))
        elif name in ACROSS:
            below[edge.source].append((edge, edge.target))
    place = placed(drawn)
    for branches in below.values():
        branches.sort(key=lambda branch: (place[branch[1]], _read(branch[0]), branch[1]))
    parent = hung(drawn, below, place)
    children: dict[str, list[str]] = {}
    for end, branches in below.items():
        under = dict.fromkeys(other for _, other in branches if parent.get(other) == end)
        children[end] = list(under)
    order: list[str] = []
    stack = [node.iri for node in reversed(_tops(drawn)) if node.iri not in parent]
    while stack:
        here = stack.pop()
        order.append(here)
        stack.extend(reversed(children[here]))
    return Structure(tuple(order), place, parent, hued(drawn, below, parent, order, goals))


def _tops(drawn: Map) -> list[Node]:
    rank = {iri: number for number, iri in enumerate(drawn.roots)}
    return sorted(drawn.nodes, key=lambda node: (node.column, rank.get(node.iri, len(rank)), node.iri))


def _read(edge: Edge) -> tuple[str, int, str]:
    passages = [name for name in edge.graphs if not name.startswith(terms.GRAPH)]
    return min((reading_order(name) for name in passages), default=("~", 0, ""))


def placed(drawn: Map) -> dict[str, Place]:
    """Return column and layer of each thing: a part stands right of its whole in the same column, up to DEEPEST."""
    column = {node.iri: node.column for node in drawn.nodes}
    above: dict[str, list[str]] = {iri: [] for iri in column}
    below: dict[str, list[str]] = {iri: [] for iri in column}
    for edge in drawn.edges:
        same = column[edge.source] == column[edge.target] and edge.source != edge.target
        if same and local(edge.property) in UP:
            above[edge.source].append(edge.target)
            below[edge.target].append(edge.source)
    depth = dict.fromkeys(column, 0)
    waiting = {iri: len(above[iri]) for iri in column}
    ready = deque(iri for iri in column if not waiting[iri])
    left = {iri for iri in column if waiting[iri]}
    while ready or left:
        if not ready:  # a circle: it is cut where the fewest stand above
            ready.append(min(left, key=lambda iri: (waiting[iri], iri)))
        here = ready.popleft()
        left.discard(here)
        for under in below[here]:
            waiting[under] -= 1
            if under in left:
                depth[under] = max(depth[under], depth[here] + 1)
                if not waiting[under]:
                    left.discard(under)
                    ready.append(under)
    return {iri: (column[iri], min(depth[iri], DEEPEST[column[iri]] - 1)) for iri in column}


def hung(drawn: Map, below: dict[str, list[tuple[Edge, str]]], place: dict[str, Place]) -> dict[str, str]:
    """Return thing → the one it hangs under: the last on a shortest way from a goal or root, of these the rightmost."""
    level: dict[str, int] = {}
    parent: dict[str, str] = {}
    goals = [node.iri for node in drawn.nodes if node.column == 0]
    roots = list(dict.fromkeys(iri for iri in (*goals, *drawn.roots) if iri in below))
    for starts in (roots, *([node.iri] for node in _tops(drawn))):
        queue = deque(start for start in starts if start not in level)
        level.update(dict.fromkeys(queue, 0))
        while queue:
            here = queue.popleft()
            for _, other in below[here]:
                if other not in level:
                    level[other] = level[here] + 1
                    parent[other] = here
                    queue.append(other)
    for end, branches in below.items():  # the nearest in the picture, among those as near to the goal
        for _, other in branches:
            now = parent.get(other)
            if now is not None and level[end] == level[now] and place[now] < place[end] <= place[other]:
                parent[other] = end
    return parent


def hued(
    drawn: Map,
    below: dict[str, list[tuple[Edge, str]]],
    parent: dict[str, str],
    order: list[str],
    goals: list[str],
) -> dict[str, tuple[int, ...]]:
    """Return the goals that each thing carries, by number, that of its place in the outline first."""
    reached: dict[str, set[int]] = {node.iri: set() for node in drawn.nodes}
    for number, goal in enumerate(goals):
        if goal not in reached:
            continue
        queue = deque([goal])
        while queue:
            here = queue.popleft()
            if number not in reached[here]:
                reached[here].add(number)
                queue.extend(other for _, other in below[here])
    first: dict[str, int] = {goal: number for number, goal in enumerate(goals)}
    for iri in order:
        if iri not in first:
            first[iri] = first.get(parent.get(iri, ""), -1)
    hues = {}
    for iri, numbers in reached.items():
        own = first[iri] if first[iri] in numbers else min(numbers, default=-1)
        hues[iri] = (own, *sorted(numbers - {own}))
    return hues
