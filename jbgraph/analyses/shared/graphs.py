"""What graph libraries reckon, by the fastest that is installed and with the same results by any.

A network here has the numbers 0, 1, 2, … as nodes, so that the order of things, not of memory, decides between equals.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import rustworkx as rx

Pairs = Sequence[tuple[int, int]]
WHOLE = 5_000  # nodes up to which betweenness is reckoned from every node; beyond, from a sample
WORK = 2_500_000  # steps that the sample may take: its size times nodes and edges
SEED = 20210129
DIGITS = 6


def ways() -> tuple[str, ...]:
    """Return the libraries that can reckon betweenness, the one to use first.

    They are networkx with each of its backends that are installed, rustworkx, our own code, and networkx by itself.
    """
    from networkx.utils import backends

    faster = sorted(
        name
        for name, info in backends.backend_info.items()
        if name != "networkx" and "betweenness_centrality" in (info.get("functions") or ())
    )
    return (
        *(f"networkx:{name}" for name in faster),
        *(("rustworkx",) if find_spec("rustworkx") else ()),
        "python",
        "networkx",
    )


def quick() -> str:
    """Return rustworkx where it is installed, else networkx."""
    return "rustworkx" if find_spec("rustworkx") else "networkx"


def undirected(count: int, pairs: Pairs) -> nx.Graph:
    """Return a simple undirected network of so many nodes, for networkx."""
    import networkx as nx

    network = nx.Graph()
    network.add_nodes_from(range(count))
    network.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    return network


def rusty(count: int, pairs: Pairs) -> rx.PyGraph[int, None]:
    """Return the same for rustworkx."""
    import rustworkx as rx

    network: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    network.add_nodes_from(range(count))
    network.add_edges_from([(one, other, None) for one, other in pairs if one != other])
    return network


def sampled(count: int, pairs: Pairs) -> int:
    """Return from how many nodes betweenness is reckoned, 0 for all of them."""
    return 0 if count <= WHOLE else min(count, max(16, WORK // (count + len(pairs))))


def betweenness(count: int, pairs: Pairs, way: str = "") -> list[float]:
    """Return for each node the share of shortest ways between two others that lead through it.

    In a network of more than WHOLE nodes it is an estimate from a sample with a fixed seed, by our own code.

    :param way: one of `ways`; the first if empty.
    """
    some = sampled(count, pairs)
    chosen = way or ways()[0]
    found: Mapping[int, float]
    if some:
        found = by_brandes(count, pairs, sorted(random.Random(SEED).sample(range(count), some)))
    elif chosen == "rustworkx":
        import rustworkx as rx

        found = dict(rx.betweenness_centrality(rusty(count, pairs)).items())
    elif chosen == "python":
        found = by_brandes(count, pairs, range(count))
    else:
        import networkx as nx

        backend = chosen.partition(":")[2]
        found = nx.betweenness_centrality(undirected(count, pairs), **({"backend": backend} if backend else {}))
    return [round(found[node], DIGITS) for node in range(count)]


def by_brandes(count: int, pairs: Pairs, starts: Sequence[int]) -> dict[int, float]:
    """Return betweenness from some starts, scaled up to all (Brandes, A faster algorithm for betweenness centrality).

    networkx has it too; over lists of numbers it takes a third of the time.
    """
    sets: list[set[int]] = [set() for _ in range(count)]
    for one, other in pairs:
        if one != other:
            sets[one].add(other)
            sets[other].add(one)
    beside = [sorted(others) for others in sets]
    total = [0.0] * count
    for start in starts:
        level = [-1] * count
        ways_to = [0.0] * count
        level[start], ways_to[start] = 0, 1.0
        order = [start]
        for here in order:
            deep, ways_here = level[here] + 1, ways_to[here]
            for other in beside[here]:
                if level[other] < 0:
                    level[other] = deep
                    order.append(other)
                if level[other] == deep:
                    ways_to[other] += ways_here
        through = [0.0] * count
        for here in reversed(order[1:]):
            part, before = (1.0 + through[here]) / ways_to[here], level[here] - 1
            for other in beside[here]:
                if level[other] == before:
                    through[other] += ways_to[other] * part
            total[here] += through[here]
    scale = count / len(starts) / ((count - 1) * (count - 2)) if count > 2 else 0.0
    return {node: value * scale for node, value in enumerate(total)}


def rank(count: int, pairs: Pairs, way: str = "") -> list[float]:
    """Return PageRank along the pairs (damping 0.85): how often one stands at a node who follows them at random.

    :param way: `rustworkx` or `networkx`; whichever is installed if empty.
    """
    if not count:
        return []
    if (way or quick()) == "rustworkx":
        import rustworkx as rx

        network = rx.PyDiGraph(multigraph=False)
        network.add_nodes_from(range(count))
        network.add_edges_from([(one, other, 1.0) for one, other in pairs])
        found = rx.pagerank(network, alpha=0.85, tol=1e-12, max_iter=500)
        return [round(found[node], DIGITS) for node in range(count)]
    return [round(value, DIGITS) for value in by_power(count, pairs)]


def by_power(count: int, pairs: Pairs, damping: float = 0.85) -> list[float]:
    """Return PageRank by power iteration: networkx has it only together with scipy."""
    out: list[set[int]] = [set() for _ in range(count)]
    for one, other in pairs:
        out[one].add(other)
    steps = [(node, sorted(others)) for node, others in enumerate(out) if others]
    ends = [node for node, others in enumerate(out) if not others]
    now = [1 / count] * count
    for _ in range(500):
        loose = sum(now[node] for node in ends)
        then = [(1 - damping + damping * loose) / count] * count
        for node, others in steps:
            each = damping * now[node] / len(others)
            for other in others:
                then[other] += each
        change = sum(abs(a - b) for a, b in zip(now, then, strict=True))
        now = then
        if change < 1e-12 * count:
            break
    return now


def communities(count: int, pairs: Pairs) -> list[int]:
    """Return for each node the number of its community, the largest first, by the Louvain method with a fixed seed.

    Nodes that surely stay together go together beforehand: in a network of up to WHOLE nodes one with a single link
    goes with its neighbour, where modularity puts it anyway; in a larger one, what labels that spread make alike.
    """
    import networkx as nx

    network = undirected(count, pairs)
    home = together(network)
    folded = nx.Graph()
    folded.add_nodes_from(node for node in range(count) if home[node] == node)
    weights: dict[tuple[int, int], int] = {}
    for one, other in network.edges:
        pair = (min(home[one], home[other]), max(home[one], home[other]))
        weights[pair] = weights.get(pair, 0) + 1
    folded.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(weights.items()))
    members: dict[int, list[int]] = {}
    for number, nodes in enumerate(nx.community.louvain_communities(folded, seed=SEED) if count else []):
        for node in nodes:
            members.setdefault(number, []).append(node)
    which = {node: number for number, nodes in members.items() for node in nodes}
    whole: dict[int, list[int]] = {}
    for node in range(count):
        whole.setdefault(which[home[node]], []).append(node)
    of = [0] * count
    for number, found in enumerate(sorted(whole.values(), key=lambda nodes: (-len(nodes), nodes)), 1):
        for node in found:
            of[node] = number
    return of


def together(network: nx.Graph) -> list[int]:
    """Return for each node the one that stands for those it goes together with, before communities are looked for."""
    import networkx as nx

    count = len(network)
    home = list(range(count))
    if count > WHOLE:
        for alike in nx.community.fast_label_propagation_communities(network, seed=SEED):
            least = min(alike)
            for node in alike:
                home[node] = least
    else:
        for node in range(count):
            if network.degree(node) == 1:
                (other,) = network[node]
                if network.degree(other) > 1 or node > other:
                    home[node] = other
    return home


def cores(count: int, pairs: Pairs, way: str = "") -> list[int]:
    """Return the core of each node: the greatest k so that it is among things that all have k links to each other."""
    if (way or quick()) == "rustworkx":
        import rustworkx as rx

        numbers: Any = rx.core_number(rusty(count, pairs))  # its stub says int
    else:
        import networkx as nx

        numbers = nx.core_number(undirected(count, pairs))
    return [numbers[node] for node in range(count)]


def cuts(count: int, pairs: Pairs, way: str = "") -> set[int]:
    """Return the nodes without which what hangs together falls apart."""
    if (way or quick()) == "rustworkx":
        import rustworkx as rx

        return set(rx.articulation_points(rusty(count, pairs)))
    import networkx as nx

    return set(nx.articulation_points(undirected(count, pairs)))


def bridges(count: int, pairs: Pairs, way: str = "") -> dict[tuple[int, int], int]:
    """Return the links without which what hangs together falls apart, lower node first, and the smaller part's size."""
    if (way or quick()) == "rustworkx":
        import rustworkx as rx

        found = sorted((min(pair), max(pair)) for pair in rx.bridges(rusty(count, pairs)))
    else:
        import networkx as nx

        found = sorted((min(pair), max(pair)) for pair in nx.bridges(undirected(count, pairs)))
    left = set(found)
    block, sizes = blocks(count, [pair for pair in pairs if (min(pair), max(pair)) not in left])
    beside: dict[int, list[int]] = {}
    for one, other in found:
        beside.setdefault(block[one], []).append(block[other])
        beside.setdefault(block[other], []).append(block[one])
    weight, whole, above = list(sizes), [0] * len(sizes), {}
    for start in sorted(beside):
        if start in above:
            continue
        above[start] = -1
        order = [start]
        for here in order:
            for other in beside[here]:
                if other not in above:
                    above[other] = here
                    order.append(other)
        for here in reversed(order[1:]):
            weight[above[here]] += weight[here]
        for here in order:
            whole[here] = weight[start]
    return {
        (one, other): min(lower, whole[block[one]] - lower)
        for one, other in found
        for lower in (weight[block[other]] if above[block[other]] == block[one] else weight[block[one]],)
    }


def blocks(count: int, pairs: Pairs) -> tuple[list[int], list[int]]:
    """Return for each node the number of the part it hangs together with, and the sizes of the parts."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for one, other in pairs:
        beside[one].append(other)
        beside[other].append(one)
    of, sizes = [-1] * count, list[int]()
    for start in range(count):
        if of[start] < 0:
            of[start] = len(sizes)
            queue = [start]
            for here in queue:
                for other in beside[here]:
                    if of[other] < 0:
                        of[other] = len(sizes)
                        queue.append(other)
            sizes.append(len(queue))
    return of, sizes


def dominated(count: int, pairs: Pairs, starts: Sequence[int]) -> list[int]:
    """Return for each node the last other that every way to it from the starts passes; −1 for none, or no way.

    The starts themselves, and what several starts reach apart, have none.
    """
    import networkx as nx

    root = count
    network = nx.DiGraph()
    network.add_node(root)
    network.add_edges_from(sorted(pairs))
    network.add_edges_from((root, start) for start in starts)
    found = nx.immediate_dominators(network, root)
    last = [-1] * count
    for node, above in found.items():
        if node != root and above is not None and above != root:
            last[node] = above
    return last
