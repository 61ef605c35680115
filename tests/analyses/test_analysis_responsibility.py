"""Responsibility: who answers for what in a small plan, and how little the documents say of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import Planted, T, cells

from jbgraph import JbgraphError, PlanGraph, analyses
from jbgraph.analyses import responsibility
from jbgraph.analyses.shared import mechanisms


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """Two programs under a goal, one under none; a bureau leads one, a director takes part, a firm runs a site."""
    made = Planted(tmp_path / "testland")
    for name, type_ in (
        ("goal", "Goal"), ("clean", "Program"), ("green", "Program"), ("other", "Program"), ("works", "Project"),
        ("bureau", "Organization"), ("director", "Post"), ("firm", "Organization"), ("fair", "Event"),
    ):  # fmt: skip
        made.thing(name, type_)
    made.say("plan-a:s001", "testland:clean jb:serves testland:goal . testland:green jb:serves testland:goal")
    made.say("plan-a:s002", "testland:works jb:partOf testland:clean")
    made.say("plan-a:s003", "testland:other jb:concerns testland:district")
    for number, (holder, role, thing) in enumerate(
        (
            ("bureau", "lead", "clean"), ("director", "participate", "clean"), ("firm", "run", "works"),
            ("bureau", "cooperate", "works"), ("bureau", "lead", "fair"), ("director", "participate", "green"),
        ), 1,
    ):  # fmt: skip
        made.say(
            f"plan-a:s01{number}",
            f"plan-a:s01{number}-r a jb:Responsibility ; jb:heldBy testland:{holder} ; jb:role role:{role} ; "
            f"jb:responsibleFor testland:{thing}",
        )
    return made


def test_what_is_answered_for_by_goal_and_class(planted: Planted) -> None:
    keys = ("goal", "class", "things", "answered", "post", "others", "nobody", "share", "holders")
    assert cells(responsibility.run(planted.load()), *keys) == [
        ("goal", "Goal", 1, 0, 0, 0, 1, 0.0, ""),
        ("goal", "Program", 2, 1, 0, 1, 0, 0.5, "bureau"),  # nobody is taken to answer for green: a post takes part
        ("goal", "Project", 1, 1, 0, 0, 0, 1.0, "firm"),
        (None, "Program", 1, 0, 0, 0, 1, 0.0, ""),
    ]


def test_a_duty_for_the_whole_is_none_for_the_part(planted: Planted) -> None:
    planted.thing("walk", "Project").say("plan-a:s002", "testland:walk jb:partOf testland:clean")
    assert ("walk", "nobody", "") in cells(
        responsibility.run(planted.load(), view="nobody"), "thing", "named", "holders"
    )


def test_what_nobody_answers_for(planted: Planted) -> None:
    assert cells(responsibility.run(planted.load(), view="nobody"), "thing", "goals", "named", "holders") == [
        ("green", "goal", "others", "director"),
        ("other", None, "nobody", ""),
    ]


def test_every_role_those_who_answer_first(planted: Planted) -> None:
    assert cells(responsibility.run(planted.load(), view="matrix"), "holder", "role", "answers", "thing") == [
        ("bureau", "lead", "yes", "clean"),
        ("firm", "run", "yes", "works"),
        ("director", "participate", "no", "clean"),
        ("director", "participate", "no", "green"),
        ("bureau", "cooperate", "no", "works"),
    ]


def test_load_and_who_works_together(planted: Planted) -> None:
    graph = planted.load()
    assert cells(responsibility.run(graph, view="load"), "holder", "answers", "others", "things") == [
        ("bureau", 1, 1, "clean works"),
        ("firm", 1, 0, "works"),
        ("director", 0, 2, "clean green"),
    ]
    assert cells(responsibility.run(graph, view="together"), "one", "other", "count", "things") == [
        ("bureau", "director", 1, "clean"),
        ("bureau", "firm", 1, "works"),
    ]


def test_a_list_of_addressees_makes_no_pairs(planted: Planted) -> None:
    for number in range(responsibility.MANY + 1):
        planted.thing(f"office-{number}", "Organization").say(
            "plan-b:s001",
            f"plan-b:s001-r{number} a jb:Responsibility ; jb:heldBy testland:office-{number} ; "
            "jb:role role:participate ; jb:responsibleFor testland:green",
        )
    result = responsibility.run(planted.load(), view="together")
    assert len(result.rows) == 2
    assert any("left out" in sentence for sentence in result.said("en"))


# -- the documents -----------------------------------------------------------------------------------------------


def test_only_the_cadre_goal_has_somebody(real: PlanGraph) -> None:
    """002: 组织部门统筹、责任部门具体负责、街镇全面参与; said of the cadre goal and of no other."""
    goals = [row for row in responsibility.run(real).records() if row["class"] == "Goal" and row["answered"]]
    assert [str(row["goal"]).rpartition("/")[2] for row in goals] == ["lead-in-modernising-the-abilities-of-cadres"]
    found = cells(responsibility.run(real, view="matrix"), "holder", "role", "thing", "answers")
    assert [row[:2] + row[3:] for row in found if row[2] == "lead-in-modernising-the-abilities-of-cadres"] == [
        ("organisation-departments", "coordinate", "yes"),
        ("responsible-departments", "responsible", "yes"),
        ("sub-districts-and-towns", "participate", "no"),
    ]


def test_no_task_of_the_plan_report_and_no_program_has_anybody_who_answers(real: PlanGraph) -> None:
    """003 prints thirty tasks and names no body for any of them; 002 and 004 name none for a programme."""
    rows = [row for row in responsibility.run(real).records() if row["class"] in ("Task", "Program", "Pathway")]
    assert rows
    assert not any(row["answered"] for row in rows)


def test_nobody_is_invented(real: PlanGraph) -> None:
    """Every holder stands with its thing in a responsibility of the passage that is given."""
    stated = set(
        real.tuples(
            "SELECT ?h ?r ?w ?g { GRAPH ?g { ?x jb:heldBy ?h ; jb:role ?r ; jb:responsibleFor ?w } ?g a jb:Passage }"
        )
    )
    for row in responsibility.run(real, view="matrix").records():
        for passage in row["passages"]:  # type: ignore[union-attr]
            assert (row["holder"], row["role"], row["thing"], passage) in stated


def test_the_emptiness_is_said_first(real: PlanGraph) -> None:
    first, second, third, fourth = responsibility.run(real).said("zh")
    assert "未写明答责者" in first
    assert "任务30项中0项" in first
    assert "岗位答责的0项" in second
    assert "率先推进干部能力现代化（组织部门、责任部门）" in third
    # 003 names these and nobody who holds them: s009, s084, s102, s128
    for name in ("指挥长负责制", "“四包”责任机制", "领导小组", "“云长制”", "河长制"):
        assert name in fourth
    assert "成立领导小组" not in fourth


def test_a_mechanism_that_somebody_holds_is_left_out(planted: Planted) -> None:
    planted.thing("rivers", "Measure", "河长制").thing("streets", "Measure", "街长制").thing("chief", "Post")
    planted.thing("woods", "Measure", "林长制").thing("setting-up", "Measure", "建立林长制")
    planted.say("plan-a:s008", "testland:woods jb:partOf testland:goal . testland:setting-up jb:partOf testland:goal")
    planted.say(
        "plan-a:s009",
        "testland:rivers jb:partOf testland:goal . [] a jb:Responsibility ; jb:heldBy testland:chief ; "
        "jb:role role:lead ; jb:responsibleFor testland:rivers",
    )
    assert list(mechanisms.unheld(planted.load())) == [T + "woods"]


# -- the chart, and bad input ------------------------------------------------------------------------------------


def test_the_heat_map_prints_the_counts(real: PlanGraph) -> None:
    result = responsibility.run(real)
    page = responsibility.chart(real, result, "zh")
    assert page is not None
    texts = [text.text for text in page.texts()]
    assert "1 / 1" in texts  # the cadre goal
    assert texts.count("0 / 1") >= 7  # the seven other goals
    assert all(0 <= text.x <= page.width and 0 <= text.y <= page.height for text in page.texts())


def test_the_matrix_has_a_chart_and_the_lists_have_none(real: PlanGraph) -> None:
    matrix = analyses.chart(real, responsibility.run(real, view="matrix"), "en")
    assert matrix is not None
    assert "coordinate 2" in [text.text for text in matrix.texts()]  # the organisation departments
    for view in ("load", "together", "nobody"):
        assert analyses.chart(real, responsibility.run(real, view=view), "en") is None


def test_an_empty_graph_says_what_it_needs(tmp_path: Path) -> None:
    made = Planted(tmp_path / "testland").say("plan-a:s001", "plan-a:s001 jb:mentions testland:district")
    result = responsibility.run(made.load())
    assert result.rows == ()
    assert "jb:Responsibility" in result.missing[0]


@pytest.mark.parametrize("options", [{"view": "people"}, {"goal": "没有这样的目标"}])
def test_options_that_mean_nothing_are_refused(real: PlanGraph, options: dict[str, str]) -> None:
    with pytest.raises(JbgraphError):
        analyses.analyze(real, "responsibility", options)
