"""Dependency maps: from a goal down to what carries it, with the passages behind each edge and the holes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jbgraph import terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.networks import Edge, edges, entities

# What a map walks: relations from means to end (walked against their direction), and from means to their field.
UP = ("serves", "partOf", "memberOf", "aimsAt")
ACROSS = ("develops", "measuredBy")
FOUR_FIRSTS = terms.BASE + "jiangbei/four-firsts"
COLUMNS = ("goal", "pathway", "undertaking", "project", "field")
_COLUMN_OF = {
    "Goal": 0,
    "Objective": 1,
    "Pathway": 1,
    "Group": 1,
    "Program": 2,
    "Task": 2,
    "Measure": 2,
    "Project": 3,
    "Industry": 4,
    "Metric": 4,
}


@dataclass(frozen=True)
class Node:
    """An entity on a map; `column` is its place from left (0, goals) to right (4, industries and metrics)."""

    iri: str
    type: str
    zh: str
    en: str
    column: int


@dataclass(frozen=True)
class Hole:
    """Something that a node of the map lacks: `project`, `metric`, `responsibility` or `horizon`."""

    node: str
    lacks: str


@dataclass(frozen=True)
class Map:
    """A dependency map.

    :ivar roots: the goals it starts from.
    :ivar edges: as the graph has them, from means to end.
    :ivar cut: how many nodes were left out because the map was limited.
    :ivar holes: in the order of the nodes.
    """

    roots: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cut: int = 0
    holes: tuple[Hole, ...] = field(default=())


def goals(graph: Graph) -> list[str]:
    """Return the four goals, members of 四个率先, in their printed order; in a graph without them every goal."""
    if not graph.holds(FOUR_FIRSTS):
        return [str(row["goal"]) for row in graph.rows("SELECT ?goal { ?goal a jb:Goal } ORDER BY ?goal")]
    rows = graph.rows(
        """SELECT ?goal (MIN(?place) AS ?first) { ?m jb:member ?goal ; jb:ofGroup jiangbei:four-firsts ;
           jb:position ?place . ?goal a jb:Goal } GROUP BY ?goal ORDER BY ?first ?goal"""
    )
    return [str(row["goal"]) for row in rows]


def map(
    graph: Graph,
    roots: Sequence[str] = (),
    *,
    depth: int = 6,
    layers: tuple[str, ...] = ("stated",),
    limit: int | None = None,
) -> Map:
    """Return what carries the goals: pathways, programs, tasks, projects, and their industries and metrics.

    Only statements of the layers are walked; a derived layer would draw every means straight to its goal.

    :param roots: IRIs to start from; the four goals if none are given.
    :param depth: at most so many steps from a root.
    :param limit: at most so many nodes, those nearest to a root first; how many were cut is in the map.
    :raises JbgraphError: if a root is nothing that a map shows, such as a place or a document.
    """
    start = tuple(dict.fromkeys(roots)) or tuple(goals(graph))
    kinds = entities(graph)
    for root in start:
        if column(kinds.get(root, "")) is None:
            raise JbgraphError(
                f"no map starts from {graph.compress(root)}",
                hint="name a goal, or another end, group, pathway, undertaking, industry or metric",
            )
    below: dict[str, list[Edge]] = {}
    across: dict[str, list[Edge]] = {}
    for edge in edges(graph, layers):
        name = edge.property.removeprefix(terms.JB)
        if name in UP:
            below.setdefault(edge.target, []).append(edge)
        elif name in ACROSS:
            across.setdefault(edge.source, []).append(edge)
    level = dict.fromkeys(start, 0)
    queue = list(start)
    while queue:
        here = queue.pop(0)
        if level[here] >= depth:
            continue
        for edge in below.get(here, []):
            if edge.source not in level and column(kinds.get(edge.source, "")) is not None:
                level[edge.source] = level[here] + 1
                queue.append(edge.source)
    for here in list(level):
        for edge in across.get(here, []):
            level.setdefault(edge.target, level[here] + 1)
    kept = sorted(level, key=lambda iri: (level[iri], iri))
    cut = max(0, len(kept) - limit) if limit else 0
    inside = set(kept[: len(kept) - cut])
    zh, en = graph.labels(inside, "zh"), graph.labels(inside, "en")
    nodes = sorted(
        (Node(i, kinds[i].removeprefix(terms.JB), zh[i], en[i], column(kinds[i]) or 0) for i in inside),
        key=lambda node: (node.column, level[node.iri], node.iri),
    )
    drawn = [e for es in (below, across) for group in es.values() for e in group if {e.source, e.target} <= inside]
    drawn.sort(key=lambda edge: (edge.source, edge.property, edge.target))
    return Map(start, tuple(nodes), tuple(drawn), cut, tuple(holes(graph, nodes, drawn)))


def column(kind: str) -> int | None:
    """Return the column of a class, or None if things of that class are not drawn."""
    return _COLUMN_OF.get(kind.removeprefix(terms.JB))


def holes(graph: Graph, nodes: Sequence[Node], drawn: Sequence[Edge]) -> list[Hole]:
    """Return what the nodes lack: programs and tasks a project, undertakings a metric, a post or unit, a horizon.

    A metric or a horizon counts where any document gives it, also by a figure about the thing.
    """
    measured = _having(graph, "{ ?s jb:measuredBy ?x } UNION { ?x a jb:Observation ; jb:about ?s }")
    owned = _having(
        graph,
        "?r jb:responsibleFor ?s ; jb:role ?role "
        "FILTER(?role IN (role:lead, role:coordinate, role:responsible, role:run))",
    )
    timed = _having(graph, "{ ?s jb:horizon ?x } UNION { ?x jb:about ?s ; jb:period ?p ; jb:kind kind:target }")
    kind_of = {node.iri: node.type for node in nodes}
    carried = {edge.target for edge in drawn if kind_of[edge.source] == "Project"}
    found = []
    for node in nodes:
        if node.type in ("Program", "Task", "Pathway") and node.iri not in carried:
            found.append(Hole(node.iri, "project"))
        if node.type in ("Goal", "Program", "Task", "Project"):
            checks = (("metric", measured), ("responsibility", owned), ("horizon", timed))
            found += [Hole(node.iri, lacks) for lacks, having in checks if node.iri not in having]
    return found


def _having(graph: Graph, pattern: str) -> set[str]:
    return {str(row["s"]) for row in graph.rows(f"SELECT DISTINCT ?s {{ {pattern} }}")}
