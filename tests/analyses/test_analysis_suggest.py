"""Suggestions: candidates with method and score, kept apart from what is stated, and accepted one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize
from samples import STATEMENTS, Copy, Q, Run

from jbgraph import JbgraphError, PlanGraph, analyses
from jbgraph.analyses import suggest
from jbgraph.judgements import FILE, Judgement, accept, judgements

JB = "https://w3id.org/jbgraph/ontology#"
GOAL, WORKS = Q + "lead-in-modernising-the-water-town", Q + "river-works"
LINK = (WORKS, JB + "serves", GOAL)


def planted(copy: Copy) -> PlanGraph:
    """A figure of visitors in the passage that speaks of the river works, which have no metric of their own."""
    figure = """ .
    plan-2030:s007-o1 a jb:Observation ; jb:ofMetric qingshi:number-of-visitors ; jb:about qingshi:qingshi-district ;
        jb:kind kind:target ; jb:comparator comparator:unchanged ; jb:period period:2030 ; jb:quote "与上年持平" ."""
    return copy.edit(STATEMENTS, "jb:stage stage:planned .", f"jb:stage stage:planned{figure}").load()


def test_a_figure_beside_an_undertaking_without_metric(copy: Copy) -> None:
    rows = [row.cells for row in suggest.run(planted(copy)).rows if row.cells[3] == "same-passage"]
    # The clean river program stands in the same passage and has a metric of its own, so that it is no candidate.
    assert rows == [(WORKS, JB + "measuredBy", Q + "number-of-visitors", "same-passage", 1.0)]


def test_a_task_is_worded_like_what_serves_a_goal(copy: Copy) -> None:
    copy.edit("register/undertakings.ttl", '"加强水源保护"@zh', '"加强水乡水源保护"@zh')
    spoilt = copy.edit(
        STATEMENTS,
        " ;\n        jb:serves qingshi:lead-in-modernising-the-water-town .\n}\n\nplan-2030:s013",
        " .\n}\n\nplan-2030:s013",
    )
    rows = [row.cells[:4] for row in suggest.run(spoilt.load()).rows if row.cells[3] == "like-words"]
    assert rows == [(Q + "protect-water-sources", JB + "serves", GOAL, "like-words")]


def test_candidates_are_not_stated_and_have_passages(real: PlanGraph) -> None:
    result = analyses.analyze(real, "suggest", {"least": "0"})
    assert len(result.rows) > 100
    for row in result.rows:
        subject, relation, object_ = row.cells[:3]
        assert not real.ask(f"ASK {{ <{subject}> <{relation}> <{object_}> }}")
        assert row.passages


def test_written_to_a_file_they_stay_in_the_suggested_layer(copy: Copy) -> None:
    graph = planted(copy)
    quads = suggest.quads(suggest.run(graph))
    data = serialize(quads, format=RdfFormat.TRIG)
    assert data is not None
    (copy.folder / "suggestions.trig").write_bytes(data)
    again = copy.load()
    pattern = f"<{WORKS}> jb:measuredBy <{Q}number-of-visitors>"
    assert not again.ask(f"ASK {{ {pattern} }}")
    assert again.ask(f"ASK {{ ?g jb:layer layer:suggested GRAPH ?g {{ {pattern} }} }}")
    assert again.validate() == graph.validate()


def test_what_is_accepted_moves_to_the_register(copy: Copy) -> None:
    test_written_to_a_file_they_stay_in_the_suggested_layer(copy)
    graph = copy.load()
    link = (WORKS, JB + "measuredBy", Q + "number-of-visitors")
    judgement = Judgement(*link, by="督查室", why='游客为工程所服务，含"引号"', date="2030-03-01")
    assert accept(graph, copy.folder, judgement)
    again = copy.load()
    pattern = f"<{WORKS}> jb:measuredBy <{Q}number-of-visitors>"
    assert again.ask(f"ASK {{ {pattern} GRAPH graph:register {{ {pattern} }} }}")
    assert not again.ask(f"ASK {{ ?g jb:layer layer:suggested GRAPH ?g {{ {pattern} }} }}")
    assert judgements(copy.folder) == [judgement]
    assert again.validate() == graph.validate()


def test_accepting_twice_changes_nothing(copy: Copy) -> None:
    graph = copy.load()
    assert accept(graph, copy.folder, Judgement(*LINK, by="甲", why="乙"))
    before = (copy.folder / FILE).read_bytes()
    assert not accept(graph, copy.folder, Judgement(*LINK, by="丙", why="丁"))
    assert (copy.folder / FILE).read_bytes() == before


def test_the_order_of_accepting_does_not_matter(copy: Copy, tmp_path: Path) -> None:
    graph = copy.load()
    one, other = Judgement(*LINK, by="甲", why="乙"), Judgement(WORKS, JB + "uses", Q + "shixi-river", "甲", "乙")
    for judgement in (one, other):
        accept(graph, copy.folder, judgement)
    first = (copy.folder / FILE).read_bytes()
    (copy.folder / FILE).unlink()
    for judgement in (other, one):
        accept(graph, copy.folder, judgement)
    assert (copy.folder / FILE).read_bytes() == first


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (Judgement(*LINK, by=" ", why="乙"), "needs who and why"),
        (Judgement(*LINK, by="甲", why=""), "needs who and why"),
        (Judgement(WORKS, JB + "quote", GOAL, "甲", "乙"), "joins no two things"),
        (Judgement(WORKS, JB + "partOf", Q + "clean-river-program", "甲", "乙"), "a document states this link"),
    ],
)
def test_what_is_no_judgement_is_refused(copy: Copy, judgement: Judgement, words: str) -> None:
    with pytest.raises(JbgraphError, match=words):
        accept(copy.load(), copy.folder, judgement)
    assert not (copy.folder / FILE).exists()


def test_a_broken_register_of_judgements_is_named(copy: Copy) -> None:
    graph = copy.load()
    copy.append(FILE, "oh no")
    with pytest.raises(JbgraphError, match=r"judgements\.ttl:1: the file is broken"):
        accept(graph, copy.folder, Judgement(*LINK, by="甲", why="乙"))


@pytest.mark.parametrize("least", ["2", "-1", "many", "nan"])
def test_a_score_is_between_0_and_1(tiny: PlanGraph, least: str) -> None:
    with pytest.raises(JbgraphError, match="is not a number from 0 to 1"):
        suggest.run(tiny, least)


def test_from_the_shell(copy: Copy, run: Run) -> None:
    planted(copy)
    target = copy.folder / "suggestions.trig"
    where = ("--graph", str(copy.folder))
    assert run("analyze", "suggest", "--format", "trig", "-o", str(target), *where).code == 0
    assert "suggested-same-passage" in target.read_text("utf-8")
    assert run("analyze", "comparability", "--format", "trig", *where).code == 2
    words = ("river-works", "measuredBy", "游客人数")
    done = run("accept", *words, "--by", "甲", "--why", "乙", "--date", "2030-03-01", *where, "--lang", "en")
    assert (done.code, done.err) == (0, "written into the register\n")
    again = run("accept", *words, "--by", "甲", "--why", "乙", *where, "--lang", "en")
    assert (again.code, "already" in again.err) == (0, True)
    assert "same-passage" not in run("analyze", "suggest", "--format", "csv", *where).out
    assert run("accept", *words, "--by", "甲", "--why", "乙").code == 2
