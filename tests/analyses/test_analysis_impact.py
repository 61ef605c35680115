"""Impact: what hangs on what in a small plan worked out by hand, and single points in the documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import Planted, cells

from jbgraph import JbgraphError, PlanGraph, analyses
from jbgraph.analyses import impact
from jbgraph.analyses.shared.service import flow, service


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """Goal ← pathway ← two programs ← a project each; a second pathway under the goal alone.

    goal ← north, south; north ← clean, green; clean ← works, green ← walk; state ← works.
    """
    made = Planted(tmp_path / "testland").metric("length", "level", "kilometre").metric("depth", "level", "kilometre")
    for name, type_ in (
        ("goal", "Goal"), ("state", "Objective"), ("north", "Pathway"), ("south", "Pathway"), ("clean", "Program"),
        ("green", "Program"), ("works", "Project"), ("walk", "Project"), ("bureau", "Organization"),
        ("office", "Organization"), ("town", "Place"), ("idea", "Concept"), ("lone", "Program"),
    ):  # fmt: skip
        made.thing(name, type_)
    made.say("plan-a:s001", "testland:north jb:serves testland:goal . testland:south jb:serves testland:goal")
    made.say("plan-a:s002", "testland:clean jb:partOf testland:north . testland:green jb:partOf testland:north")
    made.say("plan-a:s003", "testland:works jb:partOf testland:clean ; jb:aimsAt testland:state")
    made.say("plan-a:s004", "testland:walk jb:partOf testland:green ; jb:locatedIn testland:town")
    made.say("plan-a:s005", "testland:north jb:horizon period:2021 . testland:goal jb:horizon period:2025")
    made.say("plan-a:s006", "plan-a:s006 jb:mentions testland:idea , testland:lone")
    made.periods |= {"2021", "2025"}
    made.figure("plan-a:s007", "length", "target", "5", "2025", unit="kilometre", about="clean")
    for number, holder in enumerate(("bureau", "office")):
        made.say(
            "plan-b:s001",
            f"plan-b:s001-r{number} a jb:Responsibility ; jb:heldBy testland:{holder} ; jb:role role:lead ; "
            "jb:responsibleFor testland:walk",
        )
    return made


T = "testland:"


def ask(made: Planted | PlanGraph, *keys: str, **options: str) -> list[tuple[object, ...]]:
    """Return some cells of the analysis."""
    graph = made.load() if isinstance(made, Planted) else made
    return cells(analyses.analyze(graph, "impact", options), *keys)


def test_what_a_project_touches(planted: Planted) -> None:
    """Each end shares alike among its carriers: works is all of clean, half of north through it, a quarter of goal."""
    keys = ("thing", "how", "steps", "share", "left", "metrics", "deadlines")
    assert ask(planted, *keys, thing=T + "works") == [
        ("works", "itself", 0, 1.0, None, "", ""),
        ("clean", "direct", 1, 1.0, "lost", "length", "2025"),
        ("state", "direct", 1, 1.0, "lost", "", ""),
        ("north", "through", 2, 0.5, "left", "", "2021"),
        ("goal", "through", 3, 0.25, "left", "", "2025"),
    ]


def test_what_a_program_touches_and_leaves_without_a_goal(planted: Planted) -> None:
    assert ask(planted, "thing", "how", "share", thing=T + "green") == [
        ("green", "itself", 1.0),
        ("north", "direct", 0.5),
        ("goal", "through", 0.25),
        ("walk", "stranded", None),
    ]


def test_a_delay_is_set_against_deadlines(planted: Planted) -> None:
    late = {row[0]: row[1] for row in ask(planted, "thing", "late", thing=T + "works", until="2022-06")}
    assert late == {"works": None, "clean": "in-time", "state": None, "north": "late", "goal": "in-time"}
    on_the_day = {row[0]: row[1] for row in ask(planted, "thing", "late", thing=T + "works", until="2021-12-31")}
    assert on_the_day["north"] == "in-time"


def test_a_unit_touches_what_it_has_a_role_for(planted: Planted) -> None:
    """One of two that lead carries half."""
    assert ask(planted, "thing", "how", "steps", "share", thing=T + "bureau") == [
        ("walk", "role", 0, 0.5),
        ("green", "direct", 1, 0.5),
        ("north", "through", 2, 0.25),
        ("goal", "through", 3, 0.125),
    ]


def test_what_a_goal_stands_on(planted: Planted) -> None:
    assert ask(planted, "thing", "how", "steps", "share", "for", goal=T + "goal") == [
        ("north", "direct", 1, 0.5, "goal"),
        ("south", "direct", 1, 0.5, "goal"),
        ("clean", "through", 2, 0.25, "north"),
        ("green", "through", 2, 0.25, "north"),
        ("walk", "through", 3, 0.25, "green"),
        ("works", "through", 3, 0.25, "clean"),
    ]


def test_single_points_of_failure(planted: Planted) -> None:
    assert ask(planted, "thing", "what", "count", "of", "by") == [
        ("north", "way", 4, "clean green walk works", "goal"),
        ("works", "carrier", 1, "state", None),
        ("clean", "measure", 1, "length", None),
    ]


def test_a_second_way_ends_a_single_point(planted: Planted) -> None:
    planted.say("plan-b:s002", "testland:works jb:partOf testland:south")
    found = ask(planted, "thing", "what", "count", "of")
    assert ("north", "way", 3, "clean green walk") in found  # clean itself has no second way up
    planted.say("plan-b:s003", "testland:clean jb:partOf testland:south")
    assert ("north", "way", 2, "green walk") in ask(planted, "thing", "what", "count", "of")


def test_parts_that_go_in_a_circle_end(planted: Planted) -> None:
    planted.say("plan-b:s002", "testland:north jb:partOf testland:works")
    assert ask(planted, "thing", "share", thing=T + "works")[0] == ("works", 1.0)  # nothing comes back to it
    assert len(ask(planted, "thing", goal=T + "goal")) == 6


def test_up_and_down_give_the_same_share(real: PlanGraph) -> None:
    """What a goal stands on to a part, that part touches it with."""
    steps = service(real)
    goal = steps.goals[0]
    down = flow({goal: 1.0}, steps.down, lambda here, there: 1 / len(steps.down[here]))
    for thing in list(steps.below(goal))[::15]:
        up = flow({thing: 1.0}, steps.up, lambda here, there: 1 / len(steps.down[there]))
        assert up[goal] == pytest.approx(down[thing])


# -- the documents -----------------------------------------------------------------------------------------------


def test_four_tasks_hang_on_one_heading(real: PlanGraph) -> None:
    """003: tasks 3, 4, 6 and 7 are linked to the industry goal by nothing but the heading of their group.

    Task 5 also builds the core area of the western financial centre, which serves the goal in 001 and 002.
    """
    first = analyses.analyze(real, "impact").records()[0]
    assert str(first["thing"]).endswith("/strengthen-the-real-economy-and-lead-in-modernising")
    assert str(first["by"]).endswith("/lead-in-modernising-industrial-development")
    tasks = real.tuples("SELECT ?n ?t { ?t a jb:Task ; skos:notation ?n }")
    assert sorted(number for number, task in tasks if task in first["of"]) == ["3", "4", "6", "7"]  # type: ignore[operator]


def test_the_ten_thousand_horses_carry_two_ends_alone(real: PlanGraph) -> None:
    """002: 打造基层社会治理主力军，筑牢…第一道防线 are ends of the programme “万马奔腾” and of nothing else."""
    name = "jiangbei:programme-ten-thousand-horses-galloping"
    found = ask(real, "thing", "how", "left", thing=name)
    lost = [row[0] for row in found if row[2] == "lost"]
    assert lost == [
        "first-line-of-defence-against-social-conflicts-and-risks", "main-force-of-grassroots-social-governance",
    ]  # fmt: skip
    goals = [row[0] for row in found if str(row[0]).startswith("lead-in-modernising")]
    assert goals == ["lead-in-modernising-social-governance"]
    assert ("lao-ma-working-method", "stranded", None) in found


# -- bad input ---------------------------------------------------------------------------------------------------


def test_what_serves_nothing_says_so(planted: Planted) -> None:
    result = analyses.analyze(planted.load(), "impact", {"thing": T + "lone"})
    assert "serves anything" in result.said("en")[0]


def test_an_empty_graph_says_what_it_needs(tmp_path: Path) -> None:
    made = Planted(tmp_path / "testland").say("plan-a:s001", "plan-a:s001 jb:mentions testland:district")
    result = impact.run(made.load())
    assert result.rows == ()
    assert "jb:serves" in result.missing[0]


@pytest.mark.parametrize(
    "options",
    [
        {"thing": T + "idea"},
        {"thing": "没有这样的事项"},
        {"goal": T + "town"},
        {"thing": T + "works", "goal": T + "goal"},
        {"thing": T + "works", "until": "soon"},
        {"thing": T + "works", "until": "2022-13"},
        {"top": "few"},
    ],
)
def test_options_that_mean_nothing_are_refused(planted: Planted, options: dict[str, str]) -> None:
    with pytest.raises(JbgraphError):
        ask(planted, "thing", **options)
