"""Dependency maps: exactly what carries a goal, and exactly what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from samples import STATEMENTS, Copy, Q

from jbgraph import PlanGraph, maps
from jbgraph.maps import Map

GOAL = "lead-in-modernising-the-water-town"
EDGES = {
    ("national-water-town-demonstration-area", "jb:serves", GOAL),
    ("three-programs", "jb:serves", GOAL),
    ("protect-water-sources", "jb:serves", GOAL),
    ("clean-river-program", "jb:memberOf", "three-programs"),
    ("green-banks-program", "jb:memberOf", "three-programs"),
    ("river-works", "jb:partOf", "clean-river-program"),
    ("green-banks-walkway", "jb:partOf", "green-banks-program"),
    ("river-works", "jb:develops", "ecotourism"),
    ("clean-river-program", "jb:measuredBy", "share-of-river-water-up-to-standard"),
}


def nodes(drawn: Map) -> list[tuple[int, str, str]]:
    """Return column, class and local name of the nodes in their order."""
    return [(node.column, node.type, node.iri.removeprefix(Q)) for node in drawn.nodes]


def edges(graph: PlanGraph, drawn: Map) -> set[tuple[str, str, str]]:
    """Return edges by local names."""
    return {(e.source.removeprefix(Q), graph.compress(e.property), e.target.removeprefix(Q)) for e in drawn.edges}


def holes(drawn: Map) -> list[tuple[str, str]]:
    """Return what is missing, by local names."""
    return [(hole.node.removeprefix(Q), hole.lacks) for hole in drawn.holes]


def test_nodes_of_the_smallest_map_from_left_to_right(tiny: PlanGraph) -> None:
    drawn = tiny.map("水乡环境现代化")
    assert drawn.roots == (Q + GOAL,)
    assert nodes(drawn) == [
        (0, "Goal", GOAL),
        (1, "Objective", "national-water-town-demonstration-area"),
        (1, "Group", "three-programs"),
        (2, "Task", "protect-water-sources"),
        (2, "Program", "clean-river-program"),
        (2, "Program", "green-banks-program"),
        (3, "Project", "green-banks-walkway"),
        (3, "Project", "river-works"),
        (4, "Metric", "share-of-river-water-up-to-standard"),
        (4, "Industry", "ecotourism"),
    ]
    assert drawn.cut == 0
    assert (drawn.nodes[4].zh, drawn.nodes[4].en) == ("清河工程", "Clean River program")


def test_edges_of_the_smallest_map_with_their_passages(tiny: PlanGraph) -> None:
    drawn = tiny.map("水乡环境现代化")
    assert edges(tiny, drawn) == EDGES
    behind = {(edge.source.removeprefix(Q), edge.graphs) for edge in drawn.edges if edge.property.endswith("partOf")}
    assert behind == {
        ("river-works", (Q + "plan-2030/s007",)), ("green-banks-walkway", (Q + "plan-2030/s010",)),
    }  # fmt: skip


def test_holes_of_the_smallest_map_in_the_order_of_its_nodes(tiny: PlanGraph) -> None:
    assert holes(tiny.map("水乡环境现代化")) == [
        (GOAL, "metric"), (GOAL, "responsibility"), (GOAL, "horizon"),
        ("protect-water-sources", "project"), ("protect-water-sources", "metric"),
        ("protect-water-sources", "responsibility"), ("protect-water-sources", "horizon"),
        ("clean-river-program", "horizon"),  # it has a project, a metric and a lead
        ("green-banks-program", "metric"), ("green-banks-program", "responsibility"),
        ("green-banks-program", "horizon"),
        ("green-banks-walkway", "responsibility"),  # its investment is a target for 2030
        ("river-works", "metric"), ("river-works", "responsibility"), ("river-works", "horizon"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "filled"),
    [
        ("qingshi:clean-river-program jb:horizon period:2030", ("clean-river-program", "horizon")),
        ("qingshi:green-banks-program jb:measuredBy qingshi:length-of-greenways", ("green-banks-program", "metric")),
        (
            "plan-2030:s009-r1 a jb:Responsibility ; jb:heldBy qingshi:water-bureau ; jb:role role:responsible ;"
            " jb:responsibleFor qingshi:river-works",
            ("river-works", "responsibility"),
        ),
        ("qingshi:river-works jb:partOf qingshi:protect-water-sources", ("protect-water-sources", "project")),
    ],
)
def test_a_hole_is_filled_by_a_statement(tiny: PlanGraph, copy: Copy, statement: str, filled: tuple[str, str]) -> None:
    copy.append(STATEMENTS, f"plan-2030:s009 {{ {statement} }}")
    before, after = holes(tiny.map()), holes(copy.load().map())
    assert filled in before
    assert sorted(after) == sorted(hole for hole in before if hole != filled)


@pytest.mark.parametrize("less", [{"limit": 5}, {"depth": 2}, {"relations": ["serves", "memberOf"]}], ids=str)
def test_what_a_map_leaves_out_is_no_hole(tiny: PlanGraph, less: dict[str, Any]) -> None:
    drawn = tiny.map("水乡环境现代化", **less)
    assert "clean-river-program" in {node.iri.removeprefix(Q) for node in drawn.nodes}
    assert "river-works" not in {node.iri.removeprefix(Q) for node in drawn.nodes}
    assert set(holes(drawn)) <= set(holes(tiny.map("水乡环境现代化")))


def test_to_take_part_is_not_to_answer_for_it(copy: Copy) -> None:
    copy.edit(STATEMENTS, "role:lead", "role:participate")
    assert ("clean-river-program", "responsibility") in holes(copy.load().map())


def test_a_graph_without_the_four_firsts_starts_from_its_goals(tiny: PlanGraph, copy: Copy) -> None:
    assert tiny.map() == tiny.map(GOAL_NAME)
    copy.append(
        "register/goals.ttl", 'qingshi:another a jb:Goal ; skos:prefLabel "另一目标"@zh , "Another goal"@en .\n'
    )
    assert maps.goals(copy.load()) == [Q + "another", Q + GOAL]


GOAL_NAME = "率先推进水乡环境现代化"


def test_depth_and_limit(tiny: PlanGraph) -> None:
    assert {name for _, _, name in nodes(tiny.map(depth=1))} == {
        GOAL, "national-water-town-demonstration-area", "three-programs", "protect-water-sources",
    }  # fmt: skip
    drawn = tiny.map(limit=3)
    assert [name for _, _, name in nodes(drawn)] == [
        GOAL, "national-water-town-demonstration-area", "three-programs",
    ]  # fmt: skip
    assert drawn.cut == 7, "nearest to the goal first, and of these what carries most"
    assert len(drawn.edges) == 2
    assert tiny.map(limit=10).cut == 0


def test_a_root_named_twice_is_one(tiny: PlanGraph) -> None:
    assert tiny.map("水乡环境现代化", GOAL_NAME) == tiny.map()


def test_a_map_may_start_below_a_goal(tiny: PlanGraph) -> None:
    assert {name for _, _, name in nodes(tiny.map("绿岸工程"))} == {"green-banks-program", "green-banks-walkway"}


def test_what_a_rule_concludes_is_drawn_only_if_asked_for(tiny: PlanGraph) -> None:
    drawn = tiny.map(layers=["stated", "derived"])
    assert edges(tiny, drawn) == EDGES | {
        (means, "jb:serves", GOAL)
        for means in ("clean-river-program", "green-banks-program", "river-works", "green-banks-walkway")
    }
    layers = {edge.source.removeprefix(Q): edge.layer for edge in drawn.edges if edge.target == Q + GOAL}
    assert layers["river-works"] == "derived"
    assert layers["three-programs"] == "stated"


@pytest.mark.parametrize("name", ["石溪镇", "2030年水乡计划"])
def test_a_map_of_something_that_nothing_carries_shows_it_alone(tiny: PlanGraph, name: str) -> None:
    drawn = tiny.map(name)
    assert [node.iri for node in drawn.nodes] == [tiny.resolve(name)]
    assert drawn.edges == ()


def test_a_circle_of_parts_ends(copy: Copy) -> None:
    copy.append(STATEMENTS, "plan-2030:s009 { qingshi:clean-river-program jb:partOf qingshi:river-works }")
    assert len(copy.load().map().nodes) == 10


# -- the real graph --------------------------------------------------------------------------------------------


def test_risk_prevention_is_one_of_nine_programs_for_governance(real: PlanGraph) -> None:
    drawn = real.map("社会治理现代化")
    named = {node.iri: node.zh for node in drawn.nodes}
    found = {(named[e.source], real.compress(e.property), named[e.target]) for e in drawn.edges}
    assert ("风险防范工程", "jb:memberOf", "九大工程") in found
    assert ("九大工程", "jb:serves", "率先推进社会治理现代化") in found


def test_the_map_of_all_starts_from_the_four_goals_in_their_printed_order(real: PlanGraph) -> None:
    drawn = real.map()
    named = {node.iri: node.zh for node in drawn.nodes}
    assert [named[root] for root in drawn.roots] == [
        "率先推进产业发展现代化", "率先推进城市能级现代化", "率先推进社会治理现代化", "率先推进干部能力现代化",
    ]  # fmt: skip


def test_every_edge_of_the_real_map_is_stated_in_a_passage_between_its_nodes(real: PlanGraph) -> None:
    drawn = real.map()
    inside = {node.iri for node in drawn.nodes}
    known = real.passages()
    for edge in drawn.edges:
        assert {edge.source, edge.target} <= inside
        assert edge.graphs
        assert set(edge.graphs) <= known.keys()
    assert {hole.node for hole in drawn.holes} <= inside
