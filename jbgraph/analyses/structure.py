"""How things hang together: what is central, what forms a community, what holds parts together, what reaches a goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jbgraph.analyses.shared import graphs
from jbgraph.analyses.shared.asked import first, viewed
from jbgraph.analyses.shared.promises import cited
from jbgraph.analyses.shared.results import Column, Result, Row, Shown
from jbgraph.analyses.shared.service import KINDS, UNDERTAKINGS, service
from jbgraph.errors import JbgraphError, Said
from jbgraph.graph import Graph
from jbgraph.networks import Edge, edges, entities

TITLE = ("How things hang together", "网络结构")
ABOUT = (
    "Every relation that a passage states, or staff entered, is a link. The numbers speak of how the documents write,"
    " not of how important a thing is.",
    "每个由段落陈述或由人员录入的关系计为一条连线。这些数说明文件如何书写，并不代表事项本身的重要性。",
)
VIEWS: dict[str, Said] = {
    "things": ("centralities", "中心性"),
    "communities": ("communities", "社群"),
    "bridges": ("bridges", "桥"),
    "goals": ("what reaches each goal", "目标可达性"),
}
ORDERS = ("between", "degree", "rank", "core")
MEANINGS: dict[str, Said] = {
    "degree": (
        "Links: with how many other things a document relates it directly.",
        "连线数：文件将其与多少其他事物直接相连。",
    ),
    "between": (
        "Betweenness: how often it lies on the shortest way between two others; who reads across topics passes it.",
        "中介度：位于其他两事物最短路径上的比例；跨领域阅读时常经过它。",
    ),
    "rank": (
        "PageRank: how often one ends here when following relations from means to end; what much is said to be for.",
        "PageRank：沿关系由手段走向目的时停留于此的频率；即众多事项所指向之物。",
    ),
    "core": (
        "Core: the greatest k so that it is among things that each have k links to one another; a dense topic.",
        "核数：它所处的、彼此至少有k条连线的事物群中最大的k；即论述密集之处。",
    ),
    "cut": (
        "Joint: without it something would hang together with the rest no more.",
        "割点：去掉它，便有事物与其余部分断开。",
    ),
    "community": (
        "Community: things with more links among each other than chance would give; a topic as the documents write it.",
        "社群：彼此连线多于随机情形的一组事物；即文件实际书写的主题。",
    ),
    "bridges": (
        "Bridge: a single stated relation on which a part hangs; if that reading is wrong, the part stands alone.",
        "桥：某一部分所系的唯一关系；若此处解读有误，该部分便独立无依。",
    ),
    "goals": (
        "Reachable: what leads to a goal by stated steps of serving, being part, being listed or aiming at it.",
        "可达：经所陈述的服务、属于、列入、旨在建成等步骤通向目标的事项。",
    ),
}
WORDS = {**KINDS, "joint": ("yes", "是")}


@dataclass(frozen=True)
class Net:
    """The relations as a network of numbers, in the order of the IRIs.

    :ivar pairs: (source, target) of each relation, once.
    """

    names: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    edges: tuple[Edge, ...]

    @property
    def size(self) -> int:
        """How many things it has."""
        return len(self.names)

    @cached_property
    def links(self) -> list[int]:
        """With how many others each thing is linked, in whichever direction."""
        beside: list[set[int]] = [set() for _ in self.names]
        for one, other in self.pairs:
            beside[one].add(other)
            beside[other].add(one)
        return [len(others) for others in beside]


@lru_cache(maxsize=4)
def net(graph: Graph) -> Net:
    """Return the network of all relations that passages state or staff entered, between two different things."""
    found = tuple(edge for edge in edges(graph, ("stated", "working")) if edge.source != edge.target)
    names = tuple(sorted({end for edge in found for end in (edge.source, edge.target)}))
    place = {name: number for number, name in enumerate(names)}
    return Net(names, tuple(sorted({(place[edge.source], place[edge.target]) for edge in found})), found)


def run(graph: Graph, view: str = "things", by: str = "between", top: str = "30") -> Result:
    """Return the most central things, or another view of the network.

    :param view: one of VIEWS.
    :param by: what things are ordered by: `degree`, `between`, `rank` or `core`.
    :param top: at most so many rows; `all` for every one.
    :raises JbgraphError: for another view or order, or a number that is none.
    """
    if by not in ORDERS:
        raise JbgraphError(
            (f"things are not ordered by {by}", f"事物不能按{by}排序"), where="--param by", hint=", ".join(ORDERS)
        )
    made: dict[str, Callable[[Graph], tuple[tuple[Column, ...], list[Row], list[Said]]]] = {
        "things": lambda graph: central(graph, by),
        "communities": grouped,
        "bridges": bridged,
        "goals": reached,
    }
    columns, rows, said = made[viewed(view, VIEWS)](graph)
    shown = first(rows, top)
    if len(shown) < len(rows):
        said.insert(0, (f"{len(shown)} of {len(rows)} are shown.", f"显示{len(rows)}项中的{len(shown)}项。"))
    missing: Said = "" if net(graph).size else (
        "This needs relations between things, such as jb:serves or jb:partOf.",
        "需要事物之间的关系，如jb:serves、jb:partOf。",
    )  # fmt: skip
    return Result("structure", columns, tuple(shown), WORDS, tuple(said), missing)


Found = tuple[tuple[Column, ...], list[Row], list[Said]]


def for_report(graph: Graph) -> list[Shown]:
    """Return the runs that the report shows: what stands in the middle, and what the goals hang on."""
    return [
        Shown({"view": "things"}, ("what stands in the middle", "居中的事物")),
        Shown({"view": "goals"}, ("what reaches the goals", "通达目标的情况")),
    ]


def central(graph: Graph, by: str) -> Found:
    """Return every thing with its measures, the greatest first."""
    network = net(graph)
    size, pairs = network.size, network.pairs
    whole = not graphs.sampled(size, pairs)
    columns = (
        Column("thing", ("thing", "事物"), "thing"),
        Column("class", ("class", "类型"), "thing"),
        Column("degree", ("links", "连线数"), "number"),
        Column("between", ("betweenness", "中介度"), "number"),
        Column("rank", ("PageRank", "PageRank"), "number"),
        Column("core", ("core", "核数"), "number"),
        Column("cut", ("joint", "割点"), "word"),
        *((Column("community", ("community", "社群"), "number"),) if whole else ()),
    )
    measures: dict[str, list[int] | list[float]] = {
        "degree": network.links,
        "between": graphs.betweenness(size, pairs),
        "rank": graphs.rank(size, pairs),
        "core": graphs.cores(size, pairs),
    }
    joints = graphs.cuts(size, pairs)
    groups = graphs.communities(size, pairs) if whole else []
    kinds = entities(graph)
    order = sorted(range(size), key=lambda node: (-measures[by][node], -measures["degree"][node], node))
    rows = []
    for node in order:
        places = cited(graph, (), network.names[node])
        if places:
            cells = (
                network.names[node],
                kinds.get(network.names[node]),
                *(some[node] for some in measures.values()),
                "joint" if node in joints else None,
                *((groups[node],) if whole else ()),
            )
            rows.append(Row(cells, places))
    said: list[Said] = []
    if size:
        said.append((f"{size} things, {len(pairs)} links.", f"{size}个事物，{len(pairs)}条连线。"))
        said += [MEANINGS[name] for name in ("degree", "between", "rank", "core", "cut")]
        some = graphs.sampled(size, pairs)
        if whole:
            said.append(MEANINGS["community"])
        else:
            said.append(
                (
                    f"Betweenness is estimated from {some} of {size} things, always the same; communities are a view.",
                    f"中介度由{size}个事物中固定的{some}个估计；社群见相应视图。",
                )
            )
    return columns, rows, said


def grouped(graph: Graph) -> Found:
    """Return the communities, the largest first, each named after its thing with most links."""
    network = net(graph)
    columns = (
        Column("community", ("community", "社群"), "number"),
        Column("size", ("things", "事物数"), "number"),
        Column("named", ("around", "中心"), "thing"),
        Column("goals", ("goals in it", "其中目标"), "thing"),
        Column("inside", ("links inside", "内部连线占比"), "share"),
        Column("members", ("most linked", "连线最多者"), "thing"),
    )
    of = graphs.communities(network.size, network.pairs)
    members: dict[int, list[int]] = {}
    for node, number in enumerate(of):
        members.setdefault(number, []).append(node)
    inner: dict[int, int] = {}
    outer: dict[int, int] = {}
    for one, other in network.pairs:
        inner[of[one]] = inner.get(of[one], 0) + (of[one] == of[other])
        for number in {of[one], of[other]}:
            outer[number] = outer.get(number, 0) + 1
    rows = []
    for number in sorted(members):
        largest = sorted(members[number], key=lambda node: (-network.links[node], node))
        names = [network.names[node] for node in largest]
        inside = round(inner.get(number, 0) / outer[number], 4)
        own = tuple(goal for goal in service(graph).goals if goal in set(names))
        places = cited(graph, (), *names[:6])
        if places:
            rows.append(Row((number, len(names), names[0], own, inside, tuple(names[1:6])), places))
    return columns, rows, [MEANINGS["community"]] if rows else []


def bridged(graph: Graph) -> Found:
    """Return the links on which at least three things hang, the largest part first."""
    network = net(graph)
    columns = (
        Column("one", ("from", "一端"), "thing"),
        Column("relation", ("relation", "关系"), "thing"),
        Column("other", ("to", "另一端"), "thing"),
        Column("part", ("things that hang on it", "所系事物数"), "number"),
    )
    place = {name: number for number, name in enumerate(network.names)}
    found = graphs.bridges(network.size, network.pairs)
    by_pair: dict[tuple[int, int], list[Edge]] = {}
    for edge in network.edges:
        one, other = place[edge.source], place[edge.target]
        by_pair.setdefault((min(one, other), max(one, other)), []).append(edge)
    rows = []
    for pair, part in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        if part < 3:
            continue
        edge = by_pair[pair][0]
        relations = tuple(sorted({one.property for one in by_pair[pair]}))
        places = cited(graph, (g for one in by_pair[pair] for g in one.graphs), edge.source, edge.target)
        if places:
            rows.append(Row((edge.source, relations, edge.target, part), places))
    said: list[Said] = [
        MEANINGS["bridges"],
        (
            f"{len(found)} links are bridges; on {len(rows)} of them three things or more hang.",
            f"共有{len(found)}条桥，其中{len(rows)}条系有三个以上事物。",
        ),
    ]
    return columns, rows, said if network.size else []


def reached(graph: Graph) -> Found:
    """Return for each goal how much reaches it, how directly, and what share of all undertakings."""
    steps = service(graph)
    columns = (
        Column("goal", ("goal", "目标"), "thing"),
        Column("direct", ("directly", "直接"), "number"),
        Column("all", ("in all", "全部"), "number"),
        Column("longest", ("longest way", "最长步数"), "number"),
        *(Column(kind, KINDS[kind], "number") for kind in UNDERTAKINGS),
        Column("share", ("share of all undertakings", "占全部举措"), "share"),
    )
    total = sum(1 for kind in steps.kinds.values() if kind in UNDERTAKINGS)
    rows = []
    for goal in steps.goals:
        below = steps.below(goal)
        tally = dict.fromkeys(UNDERTAKINGS, 0)
        for thing in below:
            if steps.kinds[thing] in tally:
                tally[steps.kinds[thing]] += 1
        share = round(sum(tally.values()) / total, 4) if total else None
        direct = len(steps.down.get(goal, ()))
        places = cited(graph, (), goal)
        if places:
            cells = (goal, direct, len(below), max(below.values(), default=0), *tally.values(), share)
            rows.append(Row(cells, places))
    said = [MEANINGS["goals"], *outside(steps.kinds, steps.to_goal)] if rows else []
    return columns, rows, said


def outside(kinds: Mapping[str, str], to_goal: Mapping[str, int]) -> list[Said]:
    """Return how many undertakings reach no goal."""
    every = [thing for thing, kind in kinds.items() if kind in UNDERTAKINGS]
    left = {kind: sum(1 for t in every if kinds[t] == kind and t not in to_goal) for kind in UNDERTAKINGS}
    whole = {kind: sum(1 for t in every if kinds[t] == kind) for kind in UNDERTAKINGS}
    listed = [kind for kind in UNDERTAKINGS if whole[kind]]
    if not listed:
        return []
    en = ", ".join(f"{left[kind]} of {whole[kind]} {KINDS[kind][0]}s" for kind in listed)
    zh = "，".join(f"{KINDS[kind][1]}{whole[kind]}项中{left[kind]}项" for kind in listed)
    return [(f"No stated step leads to a goal from {en}.", f"无任何所陈述的步骤通向目标的：{zh}。")]
