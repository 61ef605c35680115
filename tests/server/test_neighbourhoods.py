"""What is around some things of a graph too big to read: the same is said of them, and what is missing is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode
from vast_graph import BIG, LOCATED

import jbgraph
from jbgraph import PlanGraph, explorer, terms
from jbgraph.engines import Engine, Result
from jbgraph.explorer import LAYERS, source
from jbgraph.explorer import model as reading
from jbgraph.explorer.choice import hanging
from jbgraph.explorer.model import Model, Record
from jbgraph.explorer.neighbourhood import MOST, Neighbourhood, neighbourhood
from jbgraph.graph import Graph


@pytest.fixture(scope="module")
def big(vast_folder: Path) -> PlanGraph:
    return jbgraph.load(vast_folder)


def around(graph: Graph, *names: str) -> Neighbourhood:
    return neighbourhood(graph, [BIG + name for name in names], LAYERS)


def names(model: Model) -> set[str]:
    return {iri.removeprefix(BIG) for iri in model.entities}


def ends(record: Record, *properties: str) -> set[str]:
    return {iri for name in properties for iri in record.said.get(terms.JB + name, ())}


def said_of(model: Model, thing: str) -> dict[str, Any]:
    """Return everything that a model holds of a thing."""

    def records(found: Sequence[Record], *properties: str) -> list[Any]:
        mine = [one for one in found if thing in ends(one, *properties)]
        return sorted((one.iri, one.graph, {key: sorted(values) for key, values in one.said.items()}) for one in mine)

    figures = {one.iri for one in model.observations if thing in ends(one, "about", "ofMetric")}
    return {
        "names": model.entities[thing],
        "description": model.descriptions.get(thing),
        "ours": thing in model.ours,
        "facts": sorted(
            (fact.predicate, fact.object, fact.literal, fact.graphs)
            for fact in (*model.relations, *model.values) if fact.subject == thing
        ),
        "figures": records(model.observations, "about", "ofMetric"),
        "verdicts": sorted((iri, said) for iri, said in model.verdicts.items() if iri in figures),
        "responsibilities": records(model.responsibilities, "responsibleFor"),
        "mentions": model.mentions.get(thing),
    }  # fmt: skip


def same(whole: Model, part: Neighbourhood) -> None:
    """Look that a part says of its core all that the whole says, and nothing that the whole does not."""
    for thing in part.core:
        assert said_of(part.model, thing) == said_of(whole, thing)
    kept = part.model.entities.keys()
    inside = [fact for fact in whole.relations if {fact.subject, fact.object} <= kept]
    assert sorted(part.model.relations, key=str) == sorted(inside, key=str)
    duties = {
        one.iri for one in whole.responsibilities if ends(one, "heldBy") & kept and ends(one, "responsibleFor") & kept
    }
    assert duties <= {one.iri for one in part.model.responsibilities}
    periods = {fact.object for fact in part.model.values}.union(
        *(ends(one, "period") for one in part.model.observations)
    )
    assert periods & whole.dates.keys() <= part.model.dates.keys()
    for name in ("passages", "names", "definitions", "dates", "layers"):
        some, every = getattr(part.model, name), getattr(whole, name)
        assert some.items() <= every.items(), name
    told = {graph for fact in (*part.model.relations, *part.model.values) for graph in fact.graphs}
    told |= {record.graph for record in (*part.model.observations, *part.model.responsibilities)}
    told |= {passage for passages in part.model.mentions.values() for passage in passages}
    assert {graph for graph in told if not graph.startswith(terms.GRAPH)} == set(part.model.passages)
    named = {fact.predicate for fact in part.model.relations} | {e.type for e in part.model.entities.values()}
    assert named <= part.model.names.keys()


def lost(whole: Model, part: Neighbourhood) -> dict[str, int]:
    """Return thing → relations and responsibilities of the whole to what the part does not hold."""
    pairs = [
        (fact.subject, fact.object) for fact in whole.relations
        if not fact.graphs or any(whole.layers[graph] not in ("derived", "suggested") for graph in fact.graphs)
    ]  # fmt: skip
    for record in whole.responsibilities:
        pairs += [(one, other) for one in ends(record, "heldBy") for other in ends(record, "responsibleFor")]
    kept, found = part.model.entities, dict[str, int]()
    for one, other in (*pairs, *((other, one) for one, other in pairs)):
        if one in kept and other not in kept:
            found[one] = found.get(one, 0) + 1
    return found


# -- what is around a thing -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(real: PlanGraph) -> Model:
    return reading.read(real, LAYERS)


@pytest.mark.parametrize(
    "roots",
    [
        ["lead-in-modernising-social-governance"],
        ["jiangbei-district"],
        ["nine-programmes", "guoyuan-port"],
        ["fixed-asset-investment"],
        ["baidu"],
        ["carve-the-citys-calling-cards", "haier-group"],
    ],
)
def test_of_the_things_around_all_is_said_that_the_whole_graph_says(
    real: PlanGraph, whole: Model, roots: list[str]
) -> None:
    iris = [f"https://w3id.org/jbgraph/jiangbei/{root}" for root in roots]
    part = neighbourhood(real, iris, LAYERS)
    same(whole, part)
    assert set(part.core) >= hanging(whole, iris)
    assert part.beyond == lost(whole, part)
    assert part.left_out == len(whole.entities) - len(part.model.entities)


def test_a_made_up_graph_says_of_its_parts_what_it_says(big: PlanGraph) -> None:
    every = reading.read(big, LAYERS)
    for roots in (["quay"], ["water"], ["office"], ["boats", "quay"]):
        part = around(big, *roots)
        same(every, part)
        assert part.beyond == lost(every, part)


def test_around_a_project_lie_its_way_to_the_goal_its_fields_and_who_leads_it(big: PlanGraph) -> None:
    part = around(big, "quay")
    assert names(part.model) == {"quay", "clean", "water", "boats", "length", "hub", "office", "number"}
    assert {iri.removeprefix(BIG) for iri in part.core} == {"quay", "clean", "water", "boats", "length"}
    beyond = {iri.removeprefix(BIG): n for iri, n in part.beyond.items()}
    # weir and canal are parts of the program, the ferry develops boats and is led by the office
    assert beyond == {"clean": 2, "boats": 1, "office": 1, "hub": LOCATED}
    assert part.unsaid == {}


def test_what_relates_to_the_thing_asked_for_is_there_whichever_way_it_points(big: PlanGraph) -> None:
    assert names(around(big, "boats").model) >= {"boats", "quay", "ferry", "number"}
    assert names(around(big, "office").model) >= {"office", "quay", "ferry"}
    assert around(big, "boats").beyond.get(BIG + "boats") is None


def test_of_very_many_the_first_are_there_and_the_others_counted(big: PlanGraph) -> None:
    part = around(big, "hub")
    sheds = {f"shed-{number:04}" for number in range(LOCATED)}
    assert names(part.model) & sheds == {f"shed-{number:04}" for number in range(MOST - 1)}, "the quay is before them"
    assert part.beyond[BIG + "hub"] == LOCATED + 1 - MOST


def test_what_hangs_on_a_thing_is_held_nearest_first(big: PlanGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    from jbgraph.explorer import neighbourhood as module

    monkeypatch.setattr(module, "MOST", 3)
    part = around(big, "water")
    held = [iri.removeprefix(BIG) for iri in part.core]
    assert held[:4] == ["water", "clean", "canal", "quay"], "one step away, then two, by IRI"
    assert "weir" not in held
    assert part.beyond[BIG + "clean"] == 1


def test_nothing_is_asked_of_the_whole_graph(big: PlanGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each query names the things it is about, or is one about the words of the ontology; no index is read."""
    asked: list[str] = []

    class Listening:
        def __init__(self, engine: Engine) -> None:
            self.engine = engine

        def query(self, sparql: str) -> Result:
            asked.append(sparql)
            return self.engine.query(sparql)

        def holds(self, node: NamedNode) -> bool:
            return self.engine.holds(node)

    graph = Graph(Listening(big.engine))
    source.size(graph)
    before = len(asked)
    monkeypatch.setattr(Graph, "index", property(lambda _: pytest.fail("the index of all entities")))
    made = explorer.around(graph, [BIG + "quay", BIG + "hub"], fetch="/explore", focus=BIG + "quay")
    assert made.entities > MOST
    words = re.compile(r"VALUES|<https://w3id.org/jbgraph/big/|subClassOf|owl:ObjectProperty|rdfs:domain|layer/working")
    documents = f"<{terms.JB}SourceDocument>"  # for the prefixes of the page
    assert [query for query in asked[before:] if not words.search(query) and documents not in query] == []
    assert "filler" not in made.html
    assert max(len(re.findall(r"<[^>]*big/", query)) for query in asked) <= 301, (
        "in batches, and the thing that they relate to"
    )
