"""The graph as a network of entities: for networkx, and for the ways in which two things are linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from jbgraph import links
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.terms import JB

if TYPE_CHECKING:
    import networkx as nx


LAYERS = links.LAYERS


@dataclass(frozen=True)
class Edge:
    """A relation between two entities.

    :ivar property: IRI of the property; for a responsibility that of its role.
    :ivar layer: `stated`, `derived`, `suggested` or `working`; stated where it is in several.
    :ivar graphs: the named graphs it stands in: passages, or rules.
    """

    source: str
    target: str
    property: str
    layer: str
    graphs: tuple[str, ...]


def edges(graph: Graph, layers: tuple[str, ...] = LAYERS[:3], relations: tuple[str, ...] | None = None) -> list[Edge]:
    """Return every relation between two entities in the layers, sorted by source, property and target.

    A responsibility is an edge from the holder to what it is for, with the role as property.

    :param relations: IRIs of the properties wanted, without responsibilities; None for all.
    """
    known = graph.links
    found = known.relations(layers, relations) if known else links.relations(graph.engine, layers, relations)
    placed = known.layers if known else links.layers(graph.engine)
    order = {layer: place for place, layer in enumerate(LAYERS)}

    def first(graphs: list[str]) -> str:
        return layers[0] if len(layers) == 1 else min({placed[graph] for graph in graphs}, key=order.__getitem__)

    return [
        Edge(source, target, name, first(graphs), tuple(sorted(graphs)))
        for (source, name, target), graphs in sorted(found.items())
    ]


def entities(graph: Graph) -> dict[str, str]:
    """Return every entity of the register, IRI → IRI of its class."""
    return graph.links.entities if graph.links else links.entities(graph.engine)


def names(graph: Graph, iris: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the Chinese and the English label of IRIs, as `Graph.labels` has them."""
    wanted = list(iris)
    known = graph.links.names if graph.links else {}
    others = [iri for iri in wanted if iri not in known]
    zh, en = (graph.labels(others, lang) for lang in ("zh", "en")) if others else ({}, {})
    return {iri: known.get(iri) or (zh[iri], en[iri]) for iri in wanted}


def to_networkx(graph: Graph, layers: tuple[str, ...] = LAYERS[:3]) -> nx.MultiDiGraph:
    """Return the entities as nodes and their relations as edges, keyed by the CURIE of the property.

    Nodes have `type`, `zh` and `en`; edges `layer` and `graphs`. Node names are IRIs.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    kinds = entities(graph)
    labels = names(graph, kinds)
    for iri in sorted(kinds):
        zh, en = labels[iri]
        network.add_node(iri, type=graph.compress(kinds[iri]), zh=zh, en=en)
    for edge in edges(graph, layers):
        network.add_edge(edge.source, edge.target, graph.compress(edge.property), layer=edge.layer, graphs=edge.graphs)
    return network


@dataclass(frozen=True)
class Hop:
    """One step of a path: the edge, and whether it is walked from source to target."""

    edge: Edge
    forward: bool


def paths(graph: Graph, start: str, end: str, *, count: int = 3, longest: int = 8) -> list[list[Hop]]:
    """Return the best ways in which two entities are linked, best first, in whichever direction edges point.

    Only relations that a document states, or an editor judged, are walked, so that every hop has its evidence; but
    not `jb:distinctFrom`, for what is not the same is not linked by that.
    Short ways come first; a way through a thing that is linked with very many others (the district, a plan
    heading) counts as longer, for it says less.

    :param count: at most so many ways.
    :param longest: ways of more hops than this are not looked for.
    :raises JbgraphError: if start and end are the same.
    """
    import networkx as nx

    if start == end:
        raise JbgraphError(
            ("a way leads from one thing to another", "路径须连接两个不同的事物"),
            hint=("name two different things", "写出两个不同的事物"),
        )
    best, simple = _undirected(graph)
    if start not in simple or end not in simple or not nx.has_path(simple, start, end):
        return []
    found = []
    for nodes in islice(nx.shortest_simple_paths(simple, start, end, weight="weight"), count * 10):
        if len(nodes) - 1 <= longest:
            hops = [best[frozenset(pair)] for pair in pairwise(nodes)]
            found.append([Hop(edge, edge.source == node) for edge, node in zip(hops, nodes, strict=False)])
        if len(found) == count:
            break
    return found


@lru_cache(maxsize=4)
def _undirected(graph: Graph) -> tuple[dict[frozenset[str], Edge], nx.Graph]:
    """Return the best edge between each pair of entities, and the weighted simple network of them."""
    import math

    import networkx as nx

    best: dict[frozenset[str], Edge] = {}
    degree: dict[str, int] = {}
    for edge in edges(graph, ("register", "stated", "working")):
        if edge.source == edge.target or edge.property == JB + "distinctFrom":
            continue
        pair = frozenset((edge.source, edge.target))
        best.setdefault(pair, edge)
        for end in pair:
            degree[end] = degree.get(end, 0) + 1
    network = nx.Graph()
    for edge in best.values():
        source, target = edge.source, edge.target
        busy = math.log2(1 + degree[source]) * math.log2(1 + degree[target])
        network.add_edge(source, target, weight=1 + busy / 8)
    return best, network
