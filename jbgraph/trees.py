"""A map as a tree, for formats that are read from top to bottom: each thing is opened out once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from jbgraph import terms
from jbgraph.drawings import Drawing
from jbgraph.maps import UP
from jbgraph.networks import Edge


@dataclass
class Tree:
    """The map as a tree, and the relations that the tree does not need.

    :ivar roots: what the map starts from.
    :ivar others: things that cannot be reached from there, and head trees of their own.
    :ivar below: thing → the edges under it with the thing at the other end, each edge of the map once.
    :ivar opener: thing → the edge under which it is opened out; what stands at the top has none.
    """

    roots: list[str]
    others: list[str] = field(default_factory=list)
    below: dict[str, list[tuple[Edge, str]]] = field(default_factory=dict)
    opener: dict[str, Edge] = field(default_factory=dict)


def tree(drawing: Drawing) -> Tree:
    """Return the map as a tree: means under their end, all else under what it is said of.

    A map that walks up from what it starts with has the ends under the means. A thing is opened out as near to the
    top as it stands, but rather in the group or task that it is in than under a goal that it also serves.
    """
    nodes = drawing.nodes
    found = Tree([iri for iri in drawing.map.roots if iri in nodes])
    means = [edge for edge in drawing.map.edges if upward(edge)]
    roots = set(found.roots)
    ascending = bool({e.source for e in means} & roots) and not {e.target for e in means} & roots
    for edge in drawing.map.edges:
        down = upward(edge) and not ascending
        top, other = (edge.target, edge.source) if down else (edge.source, edge.target)
        found.below.setdefault(top, []).append((edge, other))
    for branches in found.below.values():
        branches.sort(key=lambda branch: (nodes[branch[1]].column, branch[0].property, branch[1]))
    reached = set(found.roots)
    spread(found, found.roots, reached)
    below = {other for branches in found.below.values() for _, other in branches}
    for iri in (*(iri for iri in nodes if iri not in below), *nodes):
        if iri not in reached:
            found.others.append(iri)
            reached.add(iri)
            spread(found, [iri], reached)
    regroup(found, {iri: node.column for iri, node in nodes.items()})
    return found


def spread(found: Tree, tops: Iterable[str], reached: set[str]) -> None:
    """Note for everything below some things, as far as not reached before, where it is opened out."""
    queue = list(tops)
    for here in queue:
        for edge, other in found.below.get(here, []):
            if other not in reached:
                reached.add(other)
                found.opener[other] = edge
                queue.append(other)


def regroup(found: Tree, column: dict[str, int]) -> None:
    """Open things out under what stands nearest to them in the columns, where that lies in another branch or nearer."""
    parent = {edge: top for top, branches in found.below.items() for edge, _ in branches}

    def within(iri: str, other: str) -> bool:
        while iri != other and iri in found.opener:
            iri = parent[found.opener[iri]]
        return iri == other

    for top in sorted(found.below, key=lambda iri: (-column[iri], iri)):
        for edge, iri in found.below[top]:
            now = found.opener.get(iri)
            if now and column[parent[now]] < column[top] < column[iri] and not within(top, iri):
                found.opener[iri] = edge


def upward(edge: Edge) -> bool:
    """Say whether an edge runs from means to end."""
    return edge.property.removeprefix(terms.JB) in UP
