"""Every question, verb, map and analysis gives the same on every engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jbgraph import PlanGraph, analyses, questions
from jbgraph.analyses.shared import results

ENGINES = ("disk", "remote", "virtuoso")
VERBS: dict[str, Callable[[PlanGraph], Any]] = {
    "prefixes": lambda graph: graph.prefixes,
    "index": lambda graph: [(*entry[:4], list(entry.others), *entry[5:]) for entry in graph.index],
    "info": lambda graph: graph.info("zh"),
    "search": lambda graph: [hit.entry.iri for hit in graph.search("gyg")],
    "describe": lambda graph: graph.describe("九大工程"),
    "describe a class": lambda graph: graph.describe("jb:Program"),
    "evidence": lambda graph: graph.evidence("风险防范工程", "serves", "社会治理现代化"),
    "passages": lambda graph: graph.passages(),
    "path": lambda graph: graph.path("海尔", "产业发展现代化"),
    "map": lambda graph: graph.draw(graph.map(), "html"),
    "map up": lambda graph: graph.draw(graph.map("海尔", up=True), "svg"),
    "export": lambda graph: graph.draw(graph.whole(), "graphml"),
    "explore": lambda graph: graph.explore().html,
    "networkx": lambda graph: sorted(graph.to_networkx().edges(keys=True)),
    "validate": lambda graph: graph.validate("texts", "names", "coverage"),
    "more rows than a server sends": lambda graph: sorted(
        map(str, graph.select("SELECT ?s ?p ?g { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?s)) }").rows)
    ),
    "paths with both ends open": lambda graph: sorted(
        map(str, graph.select("SELECT ?a ?b { ?a rdfs:subClassOf* ?b . ?b rdfs:subClassOf+ ?c }").rows)
    ),
    "a path of whatever length, alone": lambda graph: sorted(
        map(str, graph.select("SELECT ?a ?b { ?a jb:inSection+ ?b }").rows)
    ),
    "true and false": lambda graph: sorted(
        map(str, graph.select("SELECT ?n (?n > 7 AS ?late) (7 / 2 AS ?x) { ?s jb:statedSize ?n }").rows)
    ),
    "datatypes": lambda graph: sorted(
        map(
            str,
            graph.select("SELECT DISTINCT (DATATYPE(?o) AS ?k) { ?s skos:prefLabel|jb:order|jb:startDate ?o }").rows,
        )
    ),
    "ask": lambda graph: (bool(graph.query("ASK { ?s a jb:Goal }")), graph.ask("ASK { ?s jb:serves ?s }")),
    "construct": lambda graph: sorted(map(str, graph.query("CONSTRUCT WHERE { ?s a jb:Goal ; skos:prefLabel ?l }"))),
    "no graph of the server's own": lambda graph: sorted(
        map(str, graph.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows)
    ),
    "one graph": lambda graph: graph.select("SELECT (COUNT(*) AS ?n) { GRAPH graph:register { ?s ?p ?o } }").rows,
}


@pytest.fixture(params=ENGINES)
def other(request: pytest.FixtureRequest) -> PlanGraph:
    """The graph on another engine than memory."""
    found: PlanGraph = request.getfixturevalue(request.param)
    return found


def plain(rows: list[Any]) -> list[str]:
    """Return rows to compare: the order of what GROUP_CONCAT joins is open (SPARQL 1.1, section 18.5.1.7)."""
    return [str(["、".join(sorted(str(cell).split("、"))) for cell in row]) for row in rows]


@pytest.mark.parametrize("name", questions.names())
def test_a_question_gets_the_same_answer_in_the_same_order(name: str, memory: PlanGraph, other: PlanGraph) -> None:
    here, there = memory.question(name), other.question(name)
    assert list(there.columns) == list(here.columns)
    assert plain(there.rows) == plain(here.rows)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_gives_the_same(verb: str, memory: PlanGraph, other: PlanGraph) -> None:
    here, there = VERBS[verb](memory), VERBS[verb](other)
    if hasattr(here, "rows"):
        here, there = sorted(plain(here.rows)), sorted(plain(there.rows))
    assert there == here


@pytest.mark.parametrize("name", analyses.names())
def test_an_analysis_finds_the_same(name: str, memory: PlanGraph, other: PlanGraph) -> None:
    params = {"compare": {"before": "series-2021", "after": "pathways-2021"}}.get(name, {})
    here, there = analyses.analyze(memory, name, params), analyses.analyze(other, name, params)
    assert results.plain(other, there).rows == results.plain(memory, here).rows
    assert there.said("zh") == here.said("zh")
