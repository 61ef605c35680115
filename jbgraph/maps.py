"""Dependency maps: from a goal down to what carries it, or up from a project, with evidence and holes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from jbgraph import terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.networks import Edge, edges, entities, names

# What a map walks: relations from means to end (walked against their direction), and from means to their field.
UP = ("serves", "partOf", "memberOf", "aimsAt")
ACROSS = ("develops", "measuredBy")
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
OTHER = len(COLUMNS) - 1  # things of other classes stand with the fields, at the right


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

    :ivar roots: what it starts from.
    :ivar nodes: by column, then by distance from a root, then by IRI.
    :ivar edges: as the graph has them, from means to end; sorted by source, property and target.
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
    rows = graph.rows(
        """SELECT ?goal (MIN(?place) AS ?first) { ?m jb:member ?goal ; jb:ofGroup jiangbei:four-firsts ;
           jb:position ?place . ?goal a jb:Goal } GROUP BY ?goal ORDER BY ?first ?goal"""
    )
    every = rows or graph.rows("SELECT ?goal { ?goal a jb:Goal } ORDER BY ?goal")
    return [str(row["goal"]) for row in every]


def map(
    graph: Graph,
    roots: Sequence[str] = (),
    *,
    up: bool = False,
    depth: int = 6,
    limit: int | None = None,
    layers: Sequence[str] = ("stated",),
    relations: Sequence[str] = (),
    documents: Sequence[str] = (),
    as_of: str | None = None,
) -> Map:
    """Return what carries the roots: pathways, programs, tasks, projects, and their industries and metrics.

    Only statements of the layers are walked; a derived layer would draw every means straight to its goal.

    :param roots: IRIs to start from; the four goals if none are given.
    :param up: walk from means to ends instead: what the roots serve, and through what.
    :param depth: at most so many steps from a root.
    :param limit: at most so many nodes, those nearest to a root first; how many were cut is in the map.
    :param relations: local names of properties to walk, such as `serves`; all that maps walk if none are given.
    :param documents: IRIs; only what these documents state.
    :param as_of: a year or year and month; only what documents issued by then state.
    :raises JbgraphError: if a relation is not one that maps walk, or as_of is no date.
    """
    start = tuple(dict.fromkeys(roots)) or tuple(goals(graph))
    kinds = entities(graph)
    chosen = walked(relations)
    passages = stated_in(graph, documents, as_of) if documents or as_of else None
    steps: dict[str, list[Edge]] = {}
    fields: dict[str, list[Edge]] = {}
    properties = tuple(terms.JB + name for name in dict.fromkeys((*chosen, *UP)))
    found = edges(graph, tuple(layers), properties)
    for edge in within(found, passages):
        name = edge.property.removeprefix(terms.JB)
        if name not in chosen:
            continue
        if name in UP:
            steps.setdefault(edge.source if up else edge.target, []).append(edge)
        else:
            fields.setdefault(edge.source, []).append(edge)
    level = dict.fromkeys(start, 0)
    queue = list(start)
    for here in queue:
        if level[here] >= depth:
            continue
        for edge in steps.get(here, []):
            other = edge.target if up else edge.source
            if other not in level and kinds.get(other, "").removeprefix(terms.JB) in _COLUMN_OF:
                level[other] = level[here] + 1
                queue.append(other)
    for here in start if up else list(level):
        for edge in fields.get(here, []):
            level.setdefault(edge.target, level[here] + 1)
    below = {iri: len(steps.get(iri, ())) for iri in level}
    kept = sorted(level, key=lambda iri: (level[iri], -below[iri], iri))
    cut = max(0, len(kept) - limit) if limit else 0
    inside = set(kept[: len(kept) - cut])
    nodes = noded(graph, inside, kinds)
    nodes.sort(key=lambda node: (node.column, level[node.iri], node.iri))
    drawn = [e for many in (steps, fields) for some in many.values() for e in some if {e.source, e.target} <= inside]
    drawn.sort(key=lambda edge: (edge.source, edge.property, edge.target))
    return Map(start, tuple(nodes), tuple(drawn), cut, tuple(holes(graph, nodes, found)))


def whole(graph: Graph, layers: Sequence[str] = ("register", "stated", "derived", "working")) -> Map:
    """Return every entity and every relation of the layers, without holes: a map of everything, for export."""
    nodes = noded(graph, entities(graph))
    nodes.sort(key=lambda node: (node.column, node.iri))
    return Map(tuple(goals(graph)), tuple(nodes), tuple(edges(graph, tuple(layers))))


def around(graph: Graph, iris: Iterable[str], layers: Sequence[str] = ("register", "stated", "working")) -> Map:
    """Return the map of some entities and the relations between them; what is no entity is left out."""
    kinds = entities(graph)
    inside = [iri for iri in dict.fromkeys(iris) if iri in kinds]
    nodes = noded(graph, inside, kinds)
    nodes.sort(key=lambda node: (node.column, node.iri))
    kept = set(inside)
    drawn = [edge for edge in edges(graph, tuple(layers)) if edge.source in kept and edge.target in kept]
    return Map(tuple(inside), tuple(nodes), tuple(drawn))


def noded(graph: Graph, iris: Iterable[str], kinds: dict[str, str] | None = None) -> list[Node]:
    """Return entities as nodes, with both labels and their column."""
    kinds = kinds or entities(graph)
    wanted = list(iris)
    labels = names(graph, wanted)
    types = {iri: kinds.get(iri, terms.JB + "Entity").removeprefix(terms.JB) for iri in wanted}
    return [Node(iri, types[iri], *labels[iri], _COLUMN_OF.get(types[iri], OTHER)) for iri in wanted]


def walked(relations: Sequence[str]) -> tuple[str, ...]:
    """Return the relations to walk.

    :raises JbgraphError: if one is not among those that maps walk.
    """
    known = (*UP, *ACROSS)
    for name in relations:
        if name not in known:
            raise JbgraphError(
                (f"maps do not walk {name}", f"关系图不沿 {name} 展开"), where="--relations", hint=", ".join(known)
            )
    return tuple(relations) or known


def stated_in(graph: Graph, documents: Sequence[str], as_of: str | None) -> set[str]:
    """Return the passages of the documents, as far as these were issued by a time.

    A document dated by year counts as issued at the end of that year.

    :raises JbgraphError: if the time is not YYYY or YYYY-MM.
    """
    if as_of is not None and not re.fullmatch(r"\d{4}(-\d{2})?", as_of):
        raise JbgraphError(
            (f"{as_of} is not a year, or a year and month", f"{as_of} 不是年份或年月"), where="--as-of", hint="2021-11"
        )
    rows = graph.rows("SELECT ?p ?d ?issued { ?p a jb:Passage ; jb:inDocument ?d . ?d dcterms:issued ?issued }")
    last = (as_of or "9999") + "-99"
    return {
        str(row["p"])
        for row in rows
        if (not documents or row["d"] in documents) and f"{row['issued']}-99"[: len(last)] <= last
    }


def within(found: Iterable[Edge], passages: set[str] | None) -> list[Edge]:
    """Return the edges that some passages state, with only these passages behind them; all where None."""
    if passages is None:
        return list(found)
    kept = ((edge, tuple(name for name in edge.graphs if name in passages)) for edge in found)
    return [replace(edge, graphs=graphs) for edge, graphs in kept if graphs]


def holes(graph: Graph, nodes: Sequence[Node], found: Sequence[Edge]) -> list[Hole]:
    """Return what the nodes lack: programs and tasks a project, undertakings a metric, a post or unit, a horizon.

    All count where any document gives them, a metric or a horizon also by a figure about the thing: what a map
    leaves out is no hole.

    :param found: the relations by which a project may carry a node, also those that are not drawn.
    """
    measured = _having(graph, "{ ?s jb:measuredBy ?x } UNION { ?x a jb:Observation ; jb:about ?s }")
    owned = _having(
        graph,
        "?r jb:responsibleFor ?s ; jb:role ?role "
        "FILTER(?role IN (role:lead, role:coordinate, role:responsible, role:run))",
    )
    timed = _having(
        graph, "{ ?s jb:horizon|jb:dueDate ?x } UNION { ?x jb:about ?s ; jb:period ?p ; jb:kind kind:target }"
    )
    kinds = entities(graph)
    means, project = {terms.JB + name for name in UP}, terms.JB + "Project"
    carried = {edge.target for edge in found if edge.property in means and kinds.get(edge.source) == project}
    lacking = []
    for node in nodes:
        if node.type in ("Program", "Task", "Pathway") and node.iri not in carried:
            lacking.append(Hole(node.iri, "project"))
        if node.type in ("Goal", "Program", "Task", "Project"):
            checks = (("metric", measured), ("responsibility", owned), ("horizon", timed))
            lacking += [Hole(node.iri, lacks) for lacks, having in checks if node.iri not in having]
    return lacking


def _having(graph: Graph, pattern: str) -> set[str]:
    return {str(row["s"]) for row in graph.rows(f"SELECT DISTINCT ?s {{ {pattern} }}")}
