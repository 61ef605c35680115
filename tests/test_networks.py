"""The network of things: edges with their evidence, networkx, and the ways between two things."""

from __future__ import annotations

import pytest
from samples import STATEMENTS, Copy, Q

from jbgraph import JbgraphError, PlanGraph, evidence, networks, reports
from jbgraph.networks import Edge

JB = "https://w3id.org/jbgraph/ontology#"
GOAL = "lead-in-modernising-the-water-town"
STATED = {
    ("qingshi-district", "jb:aimsAt", "national-water-town-demonstration-area"),
    ("national-water-town-demonstration-area", "jb:serves", GOAL),
    ("three-programs", "jb:serves", GOAL),
    ("clean-river-program", "jb:memberOf", "three-programs"),
    ("green-banks-program", "jb:memberOf", "three-programs"),
    ("river-works", "jb:partOf", "clean-river-program"),
    ("river-works", "jb:locatedIn", "shixi-town"),
    ("river-works", "jb:develops", "ecotourism"),
    ("water-bureau", "role:lead", "clean-river-program"),
    ("clean-river-program", "jb:measuredBy", "share-of-river-water-up-to-standard"),
    ("green-banks-walkway", "jb:partOf", "green-banks-program"),
    ("green-banks-walkway", "jb:outcome", "brand-qingshi-on-the-water"),
    ("protect-water-sources", "jb:partOf", "key-tasks"),
    ("protect-water-sources", "jb:serves", GOAL),
}
DERIVED = {
    (means, "jb:serves", GOAL)
    for means in ("clean-river-program", "green-banks-program", "river-works", "green-banks-walkway")
}
JUDGED = {("shixi-river", "jb:distinctFrom", "shixi-town"), ("shixi-town", "jb:distinctFrom", "shixi-river")}


def short(graph: PlanGraph, edges: list[Edge]) -> set[tuple[str, str, str]]:
    """Return edges by the local names of their ends and the CURIE of their property."""
    assert len(edges) == len({(e.source, e.property, e.target) for e in edges}), "each once"
    return {(e.source.removeprefix(Q), graph.compress(e.property), e.target.removeprefix(Q)) for e in edges}


def test_edges_of_the_layers(tiny: PlanGraph) -> None:
    assert short(tiny, networks.edges(tiny, ("stated",))) == STATED
    assert short(tiny, networks.edges(tiny, ("derived",))) == DERIVED
    assert short(tiny, networks.edges(tiny, ("register",))) == JUDGED
    assert short(tiny, networks.edges(tiny)) == STATED | DERIVED | JUDGED


def test_edges_are_sorted_and_know_their_graphs(tiny: PlanGraph, copy: Copy) -> None:
    edges = networks.edges(tiny)
    assert edges == sorted(edges, key=lambda e: (e.source, e.property, e.target))
    (lead,) = [e for e in edges if e.property.endswith("role/lead")]
    assert (lead.layer, lead.graphs) == ("stated", (Q + "plan-2030/s007",))
    copy.append(STATEMENTS, "plan-2030:s009 { qingshi:river-works jb:partOf qingshi:clean-river-program }")
    (part,) = [e for e in networks.edges(copy.load()) if e.source == Q + "river-works" and e.property == JB + "partOf"]
    assert part.graphs == (Q + "plan-2030/s007", Q + "plan-2030/s009")


def test_a_relation_that_is_stated_counts_as_stated_where_a_rule_gives_it_too(real: PlanGraph) -> None:
    for edge in networks.edges(real, networks.LAYERS):
        if edge.layer == "stated":
            assert any("/graph/" not in name for name in edge.graphs)


def test_networkx_is_keyed_by_property(tiny: PlanGraph) -> None:
    network = tiny.to_networkx()
    assert {(s.removeprefix(Q), key, t.removeprefix(Q)) for s, t, key in network.edges(keys=True)} == (
        STATED | DERIVED | JUDGED
    )
    assert network.edges[Q + "water-bureau", Q + "clean-river-program", "role:lead"] == {
        "layer": "stated", "graphs": (Q + "plan-2030/s007",),
    }  # fmt: skip
    assert network.nodes[Q + "clean-river-program"] == {
        "type": "jb:Program",
        "zh": "清河工程",
        "en": "Clean River program",
    }
    assert network.has_node(Q + "water-town-plan-2030"), "things without relation are there too"
    assert not network.has_node(Q + "plan-2030"), "documents are not"


def test_layers_of_networkx_can_be_chosen(tiny: PlanGraph) -> None:
    network = tiny.to_networkx(["stated"])
    assert network.number_of_edges() == len(STATED)


def test_parallel_relations_stay_apart(copy: Copy) -> None:
    copy.append(STATEMENTS, "plan-2030:s009 { qingshi:river-works jb:uses qingshi:clean-river-program }")
    network = copy.load().to_networkx(["stated"])
    assert set(network[Q + "river-works"][Q + "clean-river-program"]) == {"jb:partOf", "jb:uses"}


# -- ways ------------------------------------------------------------------------------------------------------


def way(graph: PlanGraph, hops: list[networks.Hop]) -> list[str]:
    """Return a way as arrows between local names."""
    return [
        f"{h.edge.source.removeprefix(Q)} {graph.compress(h.edge.property)} {h.edge.target.removeprefix(Q)}"
        f"{'' if h.forward else ' (back)'}"
        for h in hops
    ]


def test_the_way_from_a_project_to_its_goal(tiny: PlanGraph) -> None:
    (found,) = tiny.path("河道整治项目", "水乡环境现代化")
    assert way(tiny, found) == [
        "river-works jb:partOf clean-river-program",
        "clean-river-program jb:memberOf three-programs",
        f"three-programs jb:serves {GOAL}",
    ]


def test_a_way_may_go_against_the_arrows(tiny: PlanGraph) -> None:
    (found,) = tiny.path("生态旅游业", "区水务局")
    assert way(tiny, found) == [
        "river-works jb:develops ecotourism (back)",
        "river-works jb:partOf clean-river-program",
        "water-bureau role:lead clean-river-program (back)",
    ]


def test_every_hop_has_its_evidence(tiny: PlanGraph, real: PlanGraph) -> None:
    ways = [*tiny.path("生态旅游业", "水乡环境现代化"), *real.path("海尔", "产业发展现代化", 5)]
    assert len(ways) > 3
    for found in ways:
        ends = [found[0].edge.source if found[0].forward else found[0].edge.target]
        for hop in found:
            start, end = (hop.edge.source, hop.edge.target) if hop.forward else (hop.edge.target, hop.edge.source)
            assert start == ends[-1], "hops join"
            ends.append(end)
            assert hop.edge.graphs
            graph = tiny if hop.edge.source.startswith(Q) else real
            known = evidence.passages(graph, hop.edge.graphs)
            assert set(hop.edge.graphs) - known.keys() <= {"https://w3id.org/jbgraph/graph/register"}
            if not hop.edge.property.startswith("https://w3id.org/jbgraph/vocabulary/"):
                for name in hop.edge.graphs:
                    assert graph.ask(
                        f"ASK {{ GRAPH <{name}> {{ <{hop.edge.source}> <{hop.edge.property}> <{hop.edge.target}> }} }}"
                    )
        assert len(set(ends)) == len(ends), "no thing twice"


def test_several_ways_come_best_first_and_differ(real: PlanGraph) -> None:
    found = real.path("海尔", "产业发展现代化", 5)
    assert len(found) == 5
    assert len({tuple(hop.edge.property + hop.edge.target for hop in hops) for hops in found}) == 5


def test_what_is_not_linked_has_no_way(tiny: PlanGraph) -> None:
    assert tiny.path("石溪镇", "水乡环境现代化") != []
    assert tiny.path("游客人数", "水乡环境现代化") == []
    assert networks.paths(tiny, Q + "river-works", Q + "lead-in-modernising-the-water-town", longest=2) == []


def test_a_thing_has_no_way_to_itself(tiny: PlanGraph) -> None:
    with pytest.raises(JbgraphError, match="from one thing to another"):
        tiny.path("清河工程", "qhgc")


def test_a_way_as_one_sentence_and_with_its_passages(tiny: PlanGraph) -> None:
    found = tiny.path("生态旅游业", "清河工程")
    shown = reports.paths_text(tiny, found, "zh").splitlines()
    assert shown[0] == "1. 河道整治项目发展生态旅游业；河道整治项目属于清河工程。"
    assert shown[1] == "   河道整治项目 · 发展 · 生态旅游业"
    assert shown[2].strip() == "2030年水乡计划 · 二、重点任务 · 字符94–145"
    assert shown[3].strip() == (
        "（一）实施清河工程，由区水务局牵头，在石溪镇建设【河道整治项目】，带动【生态旅游业】发展。"
    )
    english = reports.paths_text(tiny, found, "en").splitlines()
    assert english[0] == "1. River works develops Ecotourism; River works is part of Clean River program."
    assert english[3].strip() == shown[3].strip(), "names are marked as printed"


def test_what_only_looks_alike_is_not_linked_by_that(tiny: PlanGraph) -> None:
    assert short(tiny, networks.edges(tiny, ("register",))) == JUDGED
    assert tiny.path("石溪镇", "石溪河") == []


def test_a_judgement_of_the_editors_says_so(copy: Copy) -> None:
    copy.append("register/things.ttl", "qingshi:shixi-town jb:variesFrom qingshi:ecotourism .\n")
    graph = copy.load()
    assert "judged by the editors" in reports.paths_text(graph, graph.path("石溪镇", "生态旅游业"), "en")


def test_many_passages_of_a_hop_are_counted(copy: Copy) -> None:
    for number in (4, 5, 6, 9):
        copy.append(
            STATEMENTS, f"plan-2030:s{number:03} {{ qingshi:river-works jb:partOf qingshi:clean-river-program }}\n"
        )
    graph = copy.load()
    assert "and 2 more" in reports.paths_text(graph, graph.path("河道整治项目", "清河工程"), "en")


def test_ways_as_data(tiny: PlanGraph) -> None:
    (data,) = reports.paths_json(tiny, tiny.path("河道整治项目", "清河工程"), "en")
    assert data == {
        "sentence": "River works is part of Clean River program.",
        "hops": [
            {
                "source": Q + "river-works", "property": JB + "partOf", "target": Q + "clean-river-program",
                "layer": "stated", "graphs": [Q + "plan-2030/s007"],
            }
        ],
    }  # fmt: skip
