"""Names of classes, relations and concepts; and documents by their slug."""

from __future__ import annotations

import pytest
from samples import Q, Run

from jbgraph import JbgraphError, NameNotFoundError, PlanGraph, naming, standard
from jbgraph.spelling import respell

JB = "https://w3id.org/jbgraph/ontology#"


@pytest.mark.parametrize("name", ["属于", "is part of", "Is Part Of", "partOf", "partof", "jb:partOf", JB + "partOf"])
def test_a_relation_is_known_by_each_of_its_names(tiny: PlanGraph, name: str) -> None:
    assert naming.meaning(tiny, name, "relation") == JB + "partOf"


@pytest.mark.parametrize("name", ["项目", "project", "Project", "PROJECT", "jb:Project"])
def test_a_class_is_known_by_each_of_its_names(tiny: PlanGraph, name: str) -> None:
    assert naming.meaning(tiny, name, "class") == JB + "Project"


@pytest.mark.parametrize(
    ("name", "kind", "problem", "zh", "nearest"),
    [
        ("属与", "relation", "no relation is called “属与”", "没有叫“属与”的关系", "属于 · is part of (jb:partOf)"),
        ("jb:servs", "relation", "no relation is called “jb:servs”", "没有叫", "服务于 · serves (jb:serves)"),
        ("progect", "class", "no class is called “progect”", "没有叫“progect”的类", "项目 · project (jb:Project)"),
    ],
)
def test_the_nearest_is_named(tiny: PlanGraph, name: str, kind: str, problem: str, zh: str, nearest: str) -> None:
    with pytest.raises(NameNotFoundError) as caught:
        naming.meaning(tiny, name, kind)
    assert caught.value.problem == problem
    assert zh in caught.value.message("zh")
    assert caught.value.candidates == [nearest]
    assert caught.value.hint == f"did you mean {nearest}?"


def test_where_nothing_is_like_it_nothing_is_named(tiny: PlanGraph) -> None:
    with pytest.raises(NameNotFoundError) as caught:
        naming.meaning(tiny, "zzzzqqq", "relation", "--relation")
    assert str(caught.value) == "--relation: no relation is called “zzzzqqq”"


def test_evidence_by_the_label_of_a_relation(tiny: PlanGraph) -> None:
    wanted = tiny.evidence("河道整治项目", "partOf")
    assert wanted.rows
    for name in ("属于", "IS PART OF"):
        assert tiny.evidence("河道整治项目", name) == wanted


def test_search_by_the_label_of_a_class_and_of_those_above_it(tiny: PlanGraph) -> None:
    programs = {"清河工程", "绿岸工程"}
    for kind in ("Program", "program", "工程行动", "jb:Program"):
        assert {hit.entry.zh for hit in tiny.search("工程", kind=kind)} == programs
    assert {hit.entry.zh for hit in tiny.search("工程", kind="举措")} == programs
    with pytest.raises(NameNotFoundError):
        tiny.search("工程", kind="programm?")


def test_on_the_command_line(run: Run) -> None:
    assert "jiangbei:wangjiang-tunnel" in run("search", "隧道", "--type", "项目").out
    assert "plan-2021:s330" in run("evidence", "望江隧道", "属于").out
    wrong = run("search", "隧道", "--type", "xiangmu?", JBGRAPH_LANG="zh")
    assert (wrong.code, wrong.err.splitlines()[0]) == (2, "错误: --type: 没有叫“xiangmu?”的类")


def test_a_document_is_known_by_its_slug(tiny: PlanGraph) -> None:
    assert tiny.resolve("plan-2030") == Q + "plan-2030"
    assert tiny.resolve("clean-river-program") == Q + "clean-river-program"


def test_a_term_is_described_by_its_label_where_no_thing_has_it(tiny: PlanGraph) -> None:
    assert tiny.describe("工程行动").curie == "jb:Program"
    assert tiny.describe("is part of", "en").curie == "jb:partOf"
    with pytest.raises(NameNotFoundError, match="“目标” names 2 things") as caught:
        tiny.describe("目标")
    assert caught.value.candidates == ["目标 · goal (jb:Goal)", "目标 · target (kind:target)"]


def test_standard_terms_are_called_in_both_languages(tiny: PlanGraph) -> None:
    assert standard.word("http://purl.org/dc/terms/issued", "en") == "issued"
    assert tiny.labels(["http://purl.org/dc/terms/issued"], "zh") == {"http://purl.org/dc/terms/issued": "发布时间"}
    assert tiny.labels(["http://purl.org/dc/terms/relation"]) == {
        "http://purl.org/dc/terms/relation": "dcterms:relation"
    }


# -- English spelling ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nine programmes", "nine programs"), ("modernisation", "modernization"), ("modernise", "Modernize"),
        ("colour", "color"), ("harbours", "harbor"), ("centre", "center"), ("theatres", "theater"),
        ("analyse", "analyze"), ("cities", "city"), ("boxes", "box"), ("defence", "defense"),
        ("dialogue", "dialog"), ("labelled", "labeled"), ("ageing", "aging"),
    ],
)  # fmt: skip
def test_either_spelling_is_the_same(one: str, other: str) -> None:
    assert respell(one) == respell(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("status", "stat"), ("business", "busine"), ("axis", "axi"), ("bus", "bu"), ("gas", "ga"), ("project", "program")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert respell(one) != respell(other)


def test_search_finds_either_spelling(real: PlanGraph) -> None:
    for text in ("nine programs", "Nine Programmes", "nine programme"):
        (first, *_) = real.search(text)
        assert (first.entry.zh, first.score) == ("九大工程", 100)
        assert real.resolve(text) == first.entry.iri


def test_a_name_that_is_shown_anyway_is_not_told_again(real: PlanGraph) -> None:
    assert {hit.other for hit in real.search("果园港", limit=3)} == {""}
    assert real.search("任务13")[0].other == "任务13"


def test_search_tables_have_no_empty_column(run: Run) -> None:
    assert run("search", "gyg").out.splitlines()[0].split() == ["zh", "en", "type", "id"]
    assert "matched" in run("search", "任务13").out.splitlines()[0]
    assert run("search", "gyg", "--format", "csv").out.splitlines()[0] == "zh,en,type,matched,id"


def test_a_relation_that_is_no_relation_says_so(tiny: PlanGraph) -> None:
    with pytest.raises(JbgraphError):
        tiny.evidence("清河工程", "")
