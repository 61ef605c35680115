"""Coverage: what a small plan with known holes lacks, and what the documents give for the Four Firsts."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import Planted, T, cells

from jbgraph import JbgraphError, PlanGraph, analyses
from jbgraph.analyses import coverage
from jbgraph.analyses.coverage import CRITERIA

J = "https://w3id.org/jbgraph/jiangbei/"
MARKS = tuple(CRITERIA)


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """A goal with one full project and one bare program, and a task under nothing.

    The project has everything; the program lacks everything but the project that carries it.
    """
    made = Planted(tmp_path / "testland").metric("length", "level", "kilometre")
    for name, type_ in (
        ("goal", "Goal"), ("program", "Program"), ("walkway", "Project"), ("task", "Task"), ("state", "Objective"),
        ("director", "Post"), ("bureau", "Organization"), ("town", "Place"),
    ):  # fmt: skip
        made.thing(name, type_)
    made.say("plan-a:s001", "testland:program jb:serves testland:goal . testland:state jb:serves testland:goal")
    made.say("plan-a:s002", "testland:walkway jb:partOf testland:program ; jb:locatedIn testland:town")
    made.say("plan-a:s003", "testland:walkway jb:measuredBy testland:length ; jb:horizon period:2021")
    made.figure("plan-a:s003", "length", "target", "5", "2021", unit="kilometre", about="walkway")
    made.figure("plan-b:s001", "length", "actual", "2", "2020", unit="kilometre", about="walkway")
    made.say(
        "plan-b:s002",
        "plan-b:s002-r1 a jb:Responsibility ; jb:heldBy testland:director ; jb:role role:lead ; "
        "jb:responsibleFor testland:walkway . plan-b:s002-r2 a jb:Responsibility ; jb:heldBy testland:bureau ; "
        "jb:role role:participate ; jb:responsibleFor testland:program",
    )
    return made.say("plan-a:s004", "testland:task jb:concerns testland:town")


def marks(graph: PlanGraph, **options: str) -> dict[object, str]:
    """Return thing → its marks as a text: `x` has it, `-` lacks it, blank where it is not asked."""
    found = cells(coverage.run(graph, view="things", **options), "thing", *MARKS)
    return {row[0]: "".join(" " if mark is None else "x" if mark else "-" for mark in row[1:]) for row in found}


def test_marks_of_each_thing(planted: Planted) -> None:
    # metric, baseline, target, aim, deadline, post, duty, place, project, documents
    assert marks(planted.load()) == {
        "goal": "---x--- x-",
        "program": "------- xx",  # taking part (s002-r2) is no duty, but puts it into a second document
        "walkway": "xxxxxxxx x",
        "task": "------- --",
    }


def test_only_holes_are_listed_where_asked_for(planted: Planted) -> None:
    assert set(marks(planted.load(), holes="yes")) == {"goal", "program", "task"}


def test_a_role_other_than_a_duty_and_a_target_in_words_fill_no_hole(planted: Planted) -> None:
    planted.metric("patents", "count", "piece")
    planted.figure(
        "plan-a:s004", "patents", "target", None, "2021", about="task", comparator="magnitude", valueText='"倍增"'
    )
    assert marks(planted.load())["task"] == "x--xx-- --"  # an aim with a time, but no figure to be checked


def test_a_target_that_the_table_leaves_open_is_none(planted: Planted) -> None:
    planted.figure("plan-a:s004", "length", "target", None, "2021", about="task", comparator="not-printed")
    assert marks(planted.load())["task"] == "x------ --"


def test_shares_of_a_goal_are_over_it_and_what_is_under_it(planted: Planted) -> None:
    result = coverage.run(planted.load())
    assert cells(result, "goal", "under", "things", *MARKS, "score", "whole") == [
        ("goal", None, 3, *[0.3333] * 3, 0.6667, *[0.3333] * 3, 1.0, 1.0, 0.6667, 0.5333, 0.3333),
        (None, "none", 1, *[0.0] * 7, None, 0.0, 0.0, 0.0, 0.0),
    ]
    assert round((5 * 1 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 2 / 3) / 10, 4) == 0.5333


def test_deep_coverage_asks_for_everything_under_a_thing(planted: Planted) -> None:
    planted.say("plan-a:s002", "testland:walkway jb:partOf testland:task")
    planted.say("plan-a:s001", "testland:task jb:serves testland:goal")
    deep = marks(planted.load(), deep="yes")
    assert deep["goal"] == "------- x-"  # it has an aim, the program under it has none
    assert deep["walkway"] == "xxxxxxxx x"


def test_deep_coverage_ends_where_parts_go_in_a_circle(planted: Planted) -> None:
    planted.say("plan-a:s004", "testland:task jb:partOf testland:program . testland:program jb:partOf testland:task")
    found = marks(planted.load(), deep="yes")
    assert found["goal"] == "------- x-"  # the task has a project now: what carries the program carries it
    assert found["task"] == "------- x-"


def test_a_justified_hole_is_none_and_says_why(planted: Planted) -> None:
    planted.register.append(
        "testland:j1 a jb:Justification ; jb:justifies testland:task ; "
        'jb:lacking criterion:project , criterion:metric ; jb:reason "只有工作"@zh , "work only"@en .'
    )
    graph = planted.load()
    assert marks(graph)["task"] == " ------  -"
    assert cells(coverage.run(graph, view="things"), "thing", "justified")[-1] == ("task", "metric project")
    assert cells(coverage.run(graph, view="justified"), "thing", "lacks", "reason") == [
        ("task", "metric", "work only 只有工作"),
        ("task", "project", "work only 只有工作"),
    ]
    assert cells(coverage.run(graph), "under", "project")[-1] == ("none", None)


def test_a_hole_that_is_filled_needs_no_justification(planted: Planted) -> None:
    planted.register.append(
        "testland:j1 a jb:Justification ; jb:justifies testland:walkway ; jb:lacking criterion:place ; "
        'jb:reason "无需"@zh , "none needed"@en .'
    )
    assert marks(planted.load())["walkway"] == "xxxxxxxx x"


# -- the documents -----------------------------------------------------------------------------------------------


def test_what_the_documents_give_for_the_four_firsts(real: PlanGraph) -> None:
    """Worked out by hand from 002 (targets, structure of duties), 000 (time) and 003 (headings of tasks, projects).

    Only industry has figures (1600, 1200, 1100, 2000); only for cadres it is said who answers (组织部门, 责任部门);
    nothing that carries the cadre goal is a project.
    """
    found = marks(real)
    four = ("industrial-development", "the-citys-functional-level", "social-governance", "the-abilities-of-cadres")
    assert [found[f"lead-in-modernising-{name}"] for name in four] == [
        "xxxxx-- xx",
        "---xx-- xx",
        "---xx-- xx",
        "---xx-x -x",
    ]


def test_no_post_answers_for_anything(real: PlanGraph) -> None:
    assert not any(row["post"] for row in coverage.run(real, view="things").records())


def test_ten_of_thirty_tasks_are_under_a_goal(real: PlanGraph) -> None:
    """003: tasks 1 and 2 (两高, 双城), 3 to 7 by the heading of their group, 17 (双城), 18 and 29 quote a 率先."""
    names = {iri: number for iri, number in real.tuples("SELECT ?t ?n { ?t a jb:Task ; skos:notation ?n }")}  # noqa: C416
    rows = coverage.run(real, view="things").records()
    under = sorted(int(names[str(row["thing"])]) for row in rows if row["class"] == "Task" and row["goals"])
    assert under == [1, 2, 3, 4, 5, 6, 7, 17, 18, 29]


def test_a_result_that_the_text_gives_is_a_figure_to_start_from(real: PlanGraph) -> None:
    """003: 助推外贸稳定增长 is measured by 进出口总额, 380 亿元 in 2020 (s080)."""
    rows = {str(row["thing"]).rpartition("/")[2]: row for row in coverage.run(real, view="things").records()}
    assert rows["helping-foreign-trade-to-grow-steadily"]["baseline"]


def test_a_campaign_of_three_years_has_a_time(real: PlanGraph) -> None:
    """001: “路平工程”三年行动; what is missing is which years, not that there is a time."""
    rows = {str(row["thing"]).rpartition("/")[2]: row for row in coverage.run(real, view="things").records()}
    assert rows["smooth-roads-programme"]["deadline"]
    assert rows["programme-of-fine-small-scale-governance"]["deadline"]  # 002: 每年滚动实施100个


def test_a_target_without_a_time_sets_none(planted: Planted) -> None:
    planted.register.append('period:not-stated a jb:Period ; skos:prefLabel "未说明"@zh , "not stated"@en .')
    planted.thing("task", "Task").say("plan-a:s004", "testland:task jb:measuredBy testland:length")
    planted.figure("plan-a:s004", "length", "target", "5", "not-stated", unit="kilometre", about="task")
    (row,) = (row for row in coverage.run(planted.load(), view="things").records() if row["thing"] == T + "task")
    assert (row["target"], row["deadline"]) == (True, False)


def test_nothing_is_justified_in_the_graph_that_is_shipped(real: PlanGraph) -> None:
    assert coverage.run(real, view="justified").rows == ()


# -- bad input ---------------------------------------------------------------------------------------------------


def test_an_empty_graph_says_what_it_needs(tmp_path: Path) -> None:
    result = coverage.run(
        Planted(tmp_path / "testland").say("plan-a:s001", "plan-a:s001 jb:mentions testland:district").load()
    )
    assert result.rows == ()
    assert "jb:Goal" in result.missing[0]


@pytest.mark.parametrize(
    "options", [{"view": "holes"}, {"holes": "perhaps"}, {"deep": "deep"}, {"goal": J + "nine-programmes"}]
)
def test_options_that_mean_nothing_are_refused(real: PlanGraph, options: dict[str, str]) -> None:
    with pytest.raises(JbgraphError):
        analyses.analyze(real, "coverage", options)
