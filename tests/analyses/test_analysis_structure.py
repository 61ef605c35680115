"""Structure: measures of small networks known by heart, the same by every library, and what the documents show."""

from __future__ import annotations

import random
from pathlib import Path

import networkx as nx
import pytest
from planted import Planted, cells

from jbgraph import JbgraphError, PlanGraph, analyses
from jbgraph.analyses import structure
from jbgraph.analyses.shared import graphs

STAR = [(leaf, 0) for leaf in range(1, 5)]
"""Four things around one."""
BARBELL = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]
"""Two triangles joined by the bridge 2–3."""


@pytest.mark.parametrize("way", graphs.ways())
def test_betweenness_of_known_networks(way: str) -> None:
    """Freeman: the middle of a star lies on every shortest way, 2–3 of the barbell each on 6 of 10."""
    assert graphs.betweenness(5, STAR, way) == [1.0, 0, 0, 0, 0]
    assert graphs.betweenness(6, BARBELL, way) == [0, 0, 0.6, 0.6, 0, 0]


def test_cores_joints_and_bridges_of_known_networks() -> None:
    for way in {graphs.quick(), "networkx"}:
        assert graphs.cores(6, BARBELL, way) == [2] * 6
        assert graphs.cores(5, STAR, way) == [1] * 5
        assert graphs.cuts(6, BARBELL, way) == {2, 3}
        assert graphs.bridges(6, BARBELL, way) == {(2, 3): 3}
        assert graphs.bridges(5, STAR, way) == {(0, leaf): 1 for leaf in range(1, 5)}


def test_rank_of_a_known_network() -> None:
    """Two things that both point at a third: 0.15/3 for each, and what all of them pass on."""
    for way in {graphs.quick(), "networkx"}:
        low, other, high = graphs.rank(3, [(0, 2), (1, 2)], way)
        assert low == other
        assert high == pytest.approx(low + 2 * 0.85 * low, abs=1e-5)
        assert low + other + high == pytest.approx(1, abs=1e-5)


def test_communities_of_two_triangles() -> None:
    assert graphs.communities(6, BARBELL) == [1, 1, 1, 2, 2, 2]
    assert graphs.communities(0, []) == []
    assert graphs.communities(3, []) == [1, 2, 3]
    assert graphs.communities(2, [(0, 1)]) == [1, 1]


@pytest.mark.parametrize("whole", [graphs.WHOLE, 100])
def test_what_goes_together_beforehand_loses_no_modularity(
    real: PlanGraph, whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "WHOLE", whole)
    network = structure.net(real)
    simple = graphs.undirected(network.size, network.pairs)
    of = graphs.communities(network.size, network.pairs)
    assert of == graphs.communities(network.size, network.pairs)
    ours = [{node for node in simple if of[node] == number} for number in set(of)]
    theirs = nx.community.louvain_communities(simple, seed=graphs.SEED)
    assert nx.community.modularity(simple, ours) > nx.community.modularity(simple, theirs) - 0.01


def some_network(seed: int) -> tuple[int, list[tuple[int, int]]]:
    """Return a random network with single links, circles, loops and pairs that stand twice."""
    dice = random.Random(seed)
    count = dice.randint(1, 60)
    return count, [(dice.randrange(count), dice.randrange(count)) for _ in range(dice.randint(0, 90))]


@pytest.mark.parametrize("seed", range(12))
def test_every_library_gives_the_same(seed: int) -> None:
    count, pairs = some_network(seed)
    for measure in (graphs.betweenness, graphs.rank, graphs.cores, graphs.cuts, graphs.bridges):
        used = graphs.ways() if measure is graphs.betweenness else {graphs.quick(), "networkx"}
        found = {way: measure(count, pairs, way) for way in used}  # type: ignore[operator]
        assert len({str(sorted(value) if isinstance(value, set) else value) for value in found.values()}) == 1, (
            measure,
            found,
        )


@pytest.mark.parametrize("seed", range(12))
def test_bridges_part_what_hangs_together(seed: int) -> None:
    count, pairs = some_network(seed)
    simple = graphs.undirected(count, pairs)
    for (one, other), smaller in graphs.bridges(count, pairs).items():
        left = simple.copy()
        left.remove_edge(one, other)
        parts = [len(nx.node_connected_component(left, end)) for end in (one, other)]
        assert min(parts) == smaller
        assert not nx.has_path(left, one, other)


@pytest.mark.parametrize("seed", range(12))
def test_what_dominates_is_on_every_way(seed: int) -> None:
    count, pairs = some_network(seed)
    network = nx.DiGraph(pairs)
    network.add_nodes_from(range(count))
    for node, above in enumerate(graphs.dominated(count, pairs, [0])):
        if above >= 0 and above != 0:
            rest = network.copy()
            rest.remove_node(above)
            assert not nx.has_path(rest, 0, node)


def test_a_large_network_is_sampled_and_always_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "WHOLE", 20)
    count, pairs = 60, some_network(3)[1]
    pairs = [(one % count, other % count) for one, other in pairs] + [(node, node + 1) for node in range(59)]
    monkeypatch.setattr(graphs, "WORK", 20 * (count + len(pairs)))
    assert graphs.sampled(count, pairs) == 20
    first = graphs.betweenness(count, pairs)
    assert first == graphs.betweenness(count, pairs, "networkx") == graphs.betweenness(count, pairs)
    monkeypatch.setattr(graphs, "WORK", 60 * (count + len(pairs)))  # a sample of all is exact
    assert graphs.betweenness(count, pairs) == pytest.approx(
        list(nx.betweenness_centrality(graphs.undirected(count, pairs)).values()), abs=1e-6
    )


# -- small plans -------------------------------------------------------------------------------------------------


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """Five programs around a goal, and an objective with nothing under it."""
    made = Planted(tmp_path / "testland").thing("goal", "Goal").thing("lone", "Goal")
    for number in range(5):
        made.thing(f"program-{number}", "Program")
        made.say(f"plan-a:s00{number}", f"testland:program-{number} jb:serves testland:goal")
    made.thing("works", "Project").say("plan-a:s007", "testland:works jb:partOf testland:program-0")
    return made.say("plan-b:s001", "plan-b:s001 jb:mentions testland:lone")


def test_the_middle_comes_first(planted: Planted) -> None:
    found = cells(structure.run(planted.load()), "thing", "degree", "between", "core", "cut")
    assert found[0] == ("goal", 5, 0.933333, 1, "joint")  # 14 of the 15 pairs of others
    assert found[1] == ("program-0", 2, 0.333333, 1, "joint")
    assert {row[2:] for row in found[2:]} == {(0.0, 1, None)}


def test_what_reaches_each_goal(planted: Planted) -> None:
    keys = ("goal", "direct", "all", "longest", "Program", "Project", "share")
    assert cells(structure.run(planted.load(), view="goals"), *keys) == [
        ("goal", 5, 6, 2, 5, 1, 1.0),
        ("lone", 0, 0, 0, 0, 0, 0.0),
    ]


def test_every_measure_says_what_it_means(real: PlanGraph) -> None:
    for lang in (0, 1):
        said = [sentence[lang] for sentence in structure.run(real).summary]
        for name in ("degree", "between", "rank", "core", "cut", "community"):
            assert structure.MEANINGS[name][lang] in said


# -- the documents -----------------------------------------------------------------------------------------------


def test_only_a_third_of_the_undertakings_reach_a_goal(real: PlanGraph) -> None:
    """Of the four, only cadres have neither task nor project: 003 never takes the goal up."""
    found = {row[0]: row[1:] for row in cells(structure.run(real, view="goals"), "goal", "all", "Task", "Project")}
    assert found["lead-in-modernising-the-abilities-of-cadres"][1:] == (0, 0)
    assert found["be-among-the-first-to-basically-achieve-socialist"] == (0, 0, 0)
    assert found["lead-in-modernising-industrial-development"][1] == 5  # tasks 3 to 7
    assert found["take-the-lead-and-set-the-standard-in-high-quality"][1] == 10  # 1-7, 17, 18, 29


def test_rows_do_not_depend_on_the_order_of_hashes(run: object) -> None:
    outs = {run("analyze", "structure", "--format", "csv", PYTHONHASHSEED=seed).raw for seed in ("1", "2")}  # type: ignore[operator]
    assert len(outs) == 1


# -- bad input ---------------------------------------------------------------------------------------------------


def test_an_empty_graph_says_what_it_needs(tmp_path: Path) -> None:
    made = Planted(tmp_path / "testland").say("plan-a:s001", "plan-a:s001 jb:mentions testland:district").load()
    for view in structure.VIEWS:
        result = structure.run(made, view=view)
        assert result.rows == ()
        assert "jb:serves" in result.missing[0]


@pytest.mark.parametrize("options", [{"view": "hairball"}, {"by": "beauty"}, {"top": "some"}, {"top": "0"}])
def test_options_that_mean_nothing_are_refused(real: PlanGraph, options: dict[str, str]) -> None:
    with pytest.raises(JbgraphError):
        analyses.analyze(real, "structure", options)
