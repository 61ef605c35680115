"""Search: by Chinese, English, pinyin and initials, best first."""

from __future__ import annotations

import pytest
from samples import Q

from jbgraph import PlanGraph, search
from jbgraph.search import Entry

JB = "https://w3id.org/jbgraph/ontology#"


def found(graph: PlanGraph, text: str, **options) -> list[str]:
    """Return the local names of what a text finds, best first."""
    return [hit.entry.iri.removeprefix(Q) for hit in search.search(graph.index, text, **options)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("清河工程", "clean-river-program"),
        ("清河", "clean-river-program"),
        ("河工", "clean-river-program"),
        ("清江工程", "clean-river-program"),  # one character wrong
        ("水乡环境", "lead-in-modernising-the-water-town"),
        ("水上青石", "brand-qingshi-on-the-water"),  # without its quotes
        ("clean river", "clean-river-program"),
        ("RIVER clean", "clean-river-program"),  # in any order
        ("ecotour", "ecotourism"),
        ("shengtailvyouye", "ecotourism"),
        ("stly", "ecotourism"),
        ("qingheg", "clean-river-program"),
        ("任务1", "protect-water-sources"),
        ("2030年水乡计划", "plan-2030"),  # documents are found too
    ],
)
def test_the_best_match_comes_first(tiny: PlanGraph, text: str, first: str) -> None:
    assert found(tiny, text)[:1] == [first]


@pytest.mark.parametrize("text", ["", " ", "“”", "完全无关", "zzzz", "清河 完全无关"])
def test_nothing_is_found(tiny: PlanGraph, text: str) -> None:
    assert found(tiny, text) == []


def test_every_match_is_found_and_exact_ones_come_first(tiny: PlanGraph) -> None:
    assert found(tiny, "石溪") == ["shixi-river", "shixi-town"]
    assert set(found(tiny, "工程")) == {"clean-river-program", "green-banks-program", "three-programs"}
    scores = [hit.score for hit in search.search(tiny.index, "石溪镇")]
    assert scores[0] == 100
    assert scores == sorted(scores, reverse=True)


def test_the_name_that_matched_is_told(tiny: PlanGraph) -> None:
    assert [hit.matched for hit in search.search(tiny.index, "任务1")] == ["任务1"]
    assert [hit.matched for hit in search.search(tiny.index, "qhgc")] == ["清河工程"]


def test_kind_and_limit_narrow_it(tiny: PlanGraph) -> None:
    assert set(found(tiny, "工程", kinds=[JB + "Program"])) == {"clean-river-program", "green-banks-program"}
    assert found(tiny, "工程", kinds=[JB + "Goal"]) == []
    assert len(found(tiny, "工程", limit=1)) == 1


def entry(name: str, weight: int, iri: str = "") -> Entry:
    """Return an entry with a Chinese name only."""
    return Entry(iri or "http://example.org/" + name, JB + "Concept", name, "", [], *search.romanize(name), weight)


def test_of_equal_matches_the_one_more_spoken_of_comes_first() -> None:
    entries = [entry("港口甲", 1), entry("港口乙", 5), entry("港口丙", 3)]
    assert [hit.entry.zh for hit in search.search(entries, "港口")] == ["港口乙", "港口丙", "港口甲"]


def test_of_longer_names_the_one_that_is_matched_most_comes_first() -> None:
    entries = [entry("港口物流园区", 9), entry("港口城", 1)]
    assert [hit.entry.zh for hit in search.search(entries, "港口")] == ["港口城", "港口物流园区"]


def test_a_single_latin_letter_does_not_match_all_initials() -> None:
    assert search.search([entry("果园港", 1)], "g") == []


def test_weight_counts_the_passages_that_speak_of_a_thing(tiny: PlanGraph) -> None:
    weight = {entry.iri.removeprefix(Q): entry.weight for entry in tiny.index}
    assert weight["clean-river-program"] == 3  # s005, s007, s009
    assert weight["share-of-river-water-up-to-standard"] == 2  # s009 and its row
    assert weight["plan-2030"] == 0


def test_index_has_entities_and_documents_but_no_periods_sections_and_passages(tiny: PlanGraph) -> None:
    kinds = {entry.type.removeprefix(JB) for entry in tiny.index}
    assert kinds == {
        "Concept", "Goal", "Group", "Industry", "Metric", "Objective", "Organization", "Pathway", "Place", "Policy",
        "Program", "Project", "SourceDocument", "Task",
    }  # fmt: skip
    assert len(tiny.index) == 2 + 1 + 2 + 2 + 1 + 1 + 3 + 1 + 1 + 1 + 1 + 4 + 1
    assert [entry.iri for entry in tiny.index] == sorted(entry.iri for entry in tiny.index)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("“1＋10” 框架", "1+10框架"), ("《规划》（草案）", "规划草案"), ("Clean-River", "cleanriver"), ("ＧＤＰ", "gdp")],
)
def test_fold(text: str, folded: str) -> None:
    assert search.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "wanted", "apart"),
    [
        ("清河工程", "清江工", True),
        ("清河工程", "清江程", False),
        ("清河", "清河工", False),
        ("清河工程", "清河工程", True),
    ],
)
def test_one_apart(text: str, wanted: str, apart: bool) -> None:
    assert search.one_apart(text, wanted) is apart


def test_the_real_graph_is_searched_in_every_way(real: PlanGraph) -> None:
    for text in ("果园港", "guoyuangang", "gyg"):
        assert search.search(real.index, text)[0].entry.zh == "果园港"
