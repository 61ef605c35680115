"""What carries what: the steps from means to end, as documents state them, walked either way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from jbgraph import maps, terms
from jbgraph.graph import Graph
from jbgraph.networks import edges, entities

UNDERTAKINGS = ("Pathway", "Program", "Task", "Measure", "Project")
CARRIERS = frozenset((*UNDERTAKINGS, "Goal", "Objective", "Group", "Industry", "Policy"))
KINDS: dict[str, tuple[str, str]] = {
    "Goal": ("goal", "目标"),
    "Objective": ("objective", "定位与目标状态"),
    "Pathway": ("pathway", "路径"),
    "Program": ("program", "工程行动"),
    "Task": ("task", "任务"),
    "Measure": ("measure", "做法"),
    "Project": ("project", "项目"),
    "Group": ("group", "编组"),
    "Industry": ("industry", "产业"),
    "Policy": ("policy", "政策文件"),
}
"""Class → its name, for `word` columns; other classes are not carriers."""


@dataclass(frozen=True)
class Service:
    """The steps from means to end: serves, part of, member of, aims at; stated, or entered by staff.

    :ivar kinds: carrier → local name of its class.
    :ivar up: thing → what it serves, is part of, is listed in or aims at, sorted.
    :ivar down: the same steps the other way: thing → what carries it, sorted.
    :ivar stated: (thing, end) → passages that state the step; empty for a step that staff entered.
    :ivar goals: every goal: the four in printed order, then the others by IRI.
    """

    kinds: dict[str, str]
    up: dict[str, tuple[str, ...]]
    down: dict[str, tuple[str, ...]]
    stated: dict[tuple[str, str], tuple[str, ...]]
    goals: tuple[str, ...]
    _below: dict[str, dict[str, int]] = field(default_factory=dict)

    def below(self, thing: str) -> dict[str, int]:
        """Return everything that carries a thing, directly or through others, with the number of steps, nearest first.

        The thing itself is not among it.
        """
        if thing not in self._below:
            found = reach([thing], self.down)
            del found[thing]
            self._below[thing] = found
        return self._below[thing]

    @cached_property
    def own_goals(self) -> dict[str, tuple[str, ...]]:
        """Thing → the goals it reaches without passing another goal, in the order of the goals; a goal reaches itself.

        A thing that reaches none is not in it.
        """
        is_goal = set(self.goals)
        found: dict[str, list[str]] = {}
        for goal in self.goals:
            steps = {goal: [one for one in self.down.get(goal, ()) if one not in is_goal]}
            queue = [goal]
            seen = {goal}
            for here in queue:
                found.setdefault(here, []).append(goal)
                for other in steps.get(here, self.down.get(here, ())):
                    if other not in seen and other not in is_goal:
                        seen.add(other)
                        queue.append(other)
        return {thing: tuple(goals) for thing, goals in found.items()}

    @cached_property
    def to_goal(self) -> dict[str, int]:
        """Thing → the least number of steps up to any goal; a thing that reaches none is not in it."""
        return reach(self.goals, self.down)


@lru_cache(maxsize=4)
def service(graph: Graph) -> Service:
    """Return the steps from means to end that passages state or staff entered, between goals, means and industries."""
    kinds = {iri: name for iri, kind in entities(graph).items() if (name := kind.removeprefix(terms.JB)) in CARRIERS}
    up: dict[str, set[str]] = {}
    down: dict[str, set[str]] = {}
    stated: dict[tuple[str, str], set[str]] = {}
    for edge in edges(graph, ("stated", "working"), tuple(terms.JB + name for name in maps.UP)):
        source, target = edge.source, edge.target
        if source in kinds and target in kinds and source != target:
            up.setdefault(source, set()).add(target)
            down.setdefault(target, set()).add(source)
            places = edge.graphs if edge.layer == "stated" else ()
            stated.setdefault((source, target), set()).update(places)
    first = [goal for goal in maps.goals(graph) if goal in kinds]
    rest = sorted(iri for iri, kind in kinds.items() if kind == "Goal" and iri not in first)
    return Service(
        kinds,
        {thing: tuple(sorted(many)) for thing, many in up.items()},
        {thing: tuple(sorted(many)) for thing, many in down.items()},
        {step: tuple(sorted(places)) for step, places in stated.items()},
        (*first, *rest),
    )


def reach(starts: Iterable[str], steps: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return what the steps lead to, each with the least number of steps from a start, nearest first.

    >>> reach("a", {"a": "bc", "b": "d", "c": "d"})
    {'a': 0, 'b': 1, 'c': 1, 'd': 2}
    """
    level = dict.fromkeys(starts, 0)
    queue = list(level)
    for here in queue:
        for other in steps.get(here, ()):
            if other not in level:
                level[other] = level[here] + 1
                queue.append(other)
    return level


def flow(
    starts: Mapping[str, float], steps: Mapping[str, Sequence[str]], part: Callable[[str, str], float]
) -> dict[str, float]:
    """Return how much of the starts arrives at each thing: along every way the parts are multiplied, and ways add up.

    A step that closes a circle is not walked. The order of the steps decides which one that is.

    >>> flow({"a": 1.0}, {"a": "bc", "b": "d", "c": "d"}, lambda here, there: 0.5)["d"]
    0.5
    """
    order = ordered_by_steps(starts, steps)
    rank = {thing: number for number, thing in enumerate(order)}
    amount = dict.fromkeys(order, 0.0) | dict(starts)
    for here in order:
        for other in steps.get(here, ()):
            if rank[other] > rank[here]:
                amount[other] += amount[here] * part(here, other)
    return amount


def ordered_by_steps(starts: Iterable[str], steps: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what the steps lead to, each thing before what it leads to (but for circles): a topological order."""
    seen: set[str] = set()
    done: list[str] = []
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(steps.get(start, ())))]
        while stack:
            here, rest = stack[-1]
            following = next((other for other in rest if other not in seen), None)
            if following is None:
                done.append(here)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(steps.get(following, ()))))
    return done[::-1]
