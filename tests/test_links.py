"""What lies beside a cached store says the same as the store itself."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from samples import STATEMENTS, TINY, Copy, Q

from jbgraph import PlanGraph, evidence, links, loading, maps, networks, places
from jbgraph.engines import EmbeddedEngine
from jbgraph.graph import Graph
from jbgraph.links import LAYERS, Links

JB = "https://w3id.org/jbgraph/ontology#"


@pytest.fixture(params=[TINY, None], ids=["tiny", "real"])
def graph(request: pytest.FixtureRequest) -> PlanGraph:
    """Each of the two graphs, from its cached store; opened anew, for the cache keeps only the latest few."""
    found: PlanGraph = PlanGraph.open(request.param)
    assert found.links is not None
    return found


def asked(graph: Graph) -> Graph:
    """Return the same graph without anything beside it, so that the store has to be asked."""
    return Graph(graph.engine, origin=graph.origin, sources=graph.sources)


def test_edges_are_those_of_the_store_in_every_choice_of_layers(graph: PlanGraph) -> None:
    for layers in [*((layer,) for layer in LAYERS), *combinations(LAYERS, 2), LAYERS]:
        assert networks.edges(graph, layers) == networks.edges(asked(graph), layers)
        some = (JB + "partOf", JB + "develops")
        assert networks.edges(graph, layers, some) == networks.edges(asked(graph), layers, some)


def test_entities_and_names_are_those_of_the_store(graph: PlanGraph) -> None:
    bare = asked(graph)
    kinds = networks.entities(bare)
    assert networks.entities(graph) == kinds
    wanted = [*kinds, *kinds.values(), JB + "serves", Q + "nothing"]
    assert networks.names(graph, wanted) == networks.names(bare, wanted)


def test_a_name_in_one_language_stands_for_both(copy: Copy) -> None:
    copy.append("register/goals.ttl", 'qingshi:new-goal a jb:Goal ; skos:prefLabel "新目标"@zh .')
    named = networks.names(copy.load(), [Q + "new-goal"])
    assert named == {Q + "new-goal": ("新目标", "新目标")}


def test_a_map_is_the_same_with_and_without_what_lies_beside(graph: PlanGraph) -> None:
    assert maps.map(graph) == maps.map(asked(graph))
    assert maps.whole(graph) == maps.whole(asked(graph))


def test_passages_are_those_of_the_store_however_many_are_asked_for(
    graph: PlanGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = evidence.passages(asked(graph))
    assert evidence.passages(graph) == every
    assert list(evidence.passages(graph)) == list(every)
    few = list(every)[3:6]
    for many in (1, 100):
        monkeypatch.setattr(evidence, "MANY", many)
        assert evidence.passages(graph, few) == {iri: every[iri] for iri in few}
    assert evidence.passages(graph, []) == {}


def test_changed_statements_are_gathered_anew(copy: Copy) -> None:
    before = networks.edges(copy.load(), ("stated",))
    copy.append(STATEMENTS, "plan-2030:s009 { qingshi:river-works jb:concerns qingshi:shixi-river }")
    after = networks.edges(copy.load(), ("stated",))
    assert len(set(after) - set(before)) == 1


def test_what_is_gathered_survives_json_and_is_the_same_each_time() -> None:
    first, again = (links.index(EmbeddedEngine(loading.build(TINY))) for _ in range(2))
    assert json.dumps(first) == json.dumps(again)
    read = Links(json.loads(json.dumps(first)))
    engine = EmbeddedEngine(loading.build(TINY))
    assert read.relations(LAYERS) == links.relations(engine, LAYERS)
    assert read.layers == links.layers(engine)
    assert places.places(engine) == places.places(EmbeddedEngine(loading.build(TINY)))
