"""Timeline: what is due when in a small plan, and in the documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import Planted, cells

from jbgraph import JbgraphError, PlanGraph, analyses
from jbgraph.analyses import timeline
from jbgraph.analyses.shared import horizons
from jbgraph.analyses.shared.horizons import Span
from jbgraph.paper.scene import Text

MUNICIPAL = "municipal-demonstration-area-for-high-quality-development"


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """A goal due in 2025, a project due in 2021, an event that took place, figures, and fuzzy periods."""
    made = Planted(tmp_path / "testland").metric("length", "level", "kilometre")
    for name, type_ in (("goal", "Goal"), ("walkway", "Project"), ("fair", "Event"), ("market", "Program")):
        made.thing(name, type_)
    made.periods |= {"2020", "2021", "2025"}
    made.register += [
        'period:soon a jb:Period ; skos:prefLabel "未来五年"@zh , "the next five years"@en .',
        'period:half a jb:Period ; skos:prefLabel "2022年上半年"@zh , "first half of 2022"@en .',
        'period:some-day a jb:Period ; skos:prefLabel "适时"@zh , "in due time"@en .',
        'period:about-2025 a jb:Period ; skos:prefLabel "2025年左右"@zh , "about 2025"@en ; '
        'jb:startDate "2025-01-01"^^xsd:date ; jb:endDate "2025-12-31"^^xsd:date ; jb:isReading true .',
    ]
    made.say("plan-a:s001", "testland:goal jb:horizon period:about-2025 ; jb:strength strength:strive")
    made.say("plan-a:s002", "testland:walkway jb:serves testland:goal ; jb:horizon period:2021")
    made.say("plan-a:s003", "testland:fair jb:horizon period:2020")
    made.say("plan-a:s004", "testland:market jb:horizon period:2020 ; jb:stage stage:done")
    made.figure("plan-a:s005", "length", "target", "5", "2021", unit="kilometre", about="walkway")
    made.figure("plan-a:s005", "length", "actual", "4", "2020", unit="kilometre", about="walkway")
    return made


KEYS = ("due", "period", "days", "thing", "what", "state", "goals")


def test_what_is_due_is_listed_by_its_last_day(planted: Planted) -> None:
    assert cells(timeline.run(planted.load()), *KEYS) == [
        ("2020-12-31", "2020", "printed", "market", "horizon", "done", None),
        ("2021-12-31", "2021", "printed", "walkway", "horizon", None, "goal"),
        ("2021-12-31", "2021", "printed", "walkway", "target", None, "goal"),
        ("2025-12-31", "about-2025", "reading", "goal", "horizon", None, "goal"),
    ]


def test_words_without_days_are_read_and_marked_or_left_open(planted: Planted) -> None:
    """plan-a is of 2021, so that its next five years are 2022 to 2026."""
    planted.say("plan-a:s006", "testland:market jb:horizon period:soon , period:half , period:some-day")
    found = [
        row
        for row in cells(timeline.run(planted.load()), "due", "from", "period", "days", "thing")
        if row[4] == "market"
    ]
    assert found == [
        ("2020-12-31", "2020-01-01", "2020", "printed", "market"),
        ("2022-06-30", "2022-01-01", "half", "reading", "market"),
        ("2026-12-31", "2022-01-01", "soon", "reading", "market"),
        (None, None, "some-day", "open", "market"),
    ]


@pytest.mark.parametrize(
    ("words", "issued", "expected"),
    [
        ("上半年", "2022", ("2022-01-01", "2022-06-30")),
        ("下半年", "2022-03", ("2022-07-01", "2022-12-31")),
        ("年底前", "2021", ("2021-01-01", "2021-12-31")),
        ("2023年底", "2021", ("2023-12-01", "2023-12-31")),
        ("2024年2月底前", "", ("2024-02-01", "2024-02-29")),
        ("6月底前", "2021", ("2021-06-01", "2021-06-30")),
        ("第三季度", "2021", ("2021-07-01", "2021-09-30")),
        ("明年上半年", "2021", ("2022-01-01", "2022-06-30")),
        ("今后三年", "2021", ("2022-01-01", "2024-12-31")),
        ("未来5年", "2021", ("2022-01-01", "2026-12-31")),
        ("2030年前", "2021", ("", "2029-12-31")),
        ("“十四五”末", "", ("2025-01-01", "2025-12-31")),
        ("“十四五”时期", "", ("2021-01-01", "2025-12-31")),
        ("2025年", "", ("2025-01-01", "2025-12-31")),
    ],
)
def test_words_for_times(words: str, issued: str, expected: tuple[str, str]) -> None:
    assert horizons.read(words, issued) == Span(*expected, True)


@pytest.mark.parametrize(
    ("words", "issued"), [("适时", "2021"), ("年底前", ""), ("未来五年", ""), ("早日", "2021"), ("", "2021")]
)
def test_words_that_fix_no_days(words: str, issued: str) -> None:
    assert horizons.read(words, issued) is None


def test_a_year_a_goal_and_figures_narrow_it_down(planted: Planted) -> None:
    graph = planted.load()
    assert cells(timeline.run(graph, year="2021", figures="no"), "thing") == [("walkway",)]
    assert cells(timeline.run(graph, year="2020-2021"), "thing") == [("market",), ("walkway",), ("walkway",)]
    under = analyses.analyze(graph, "timeline", {"goal": "testland:goal"})
    assert cells(under, "thing") == [("walkway",), ("walkway",), ("goal",)]


# -- the documents -----------------------------------------------------------------------------------------------


def test_what_002_wants_by_the_end_of_2023(real: PlanGraph) -> None:
    """到2023年底: an evaluation system, more capable cadres brought in, good cadres and teams at the change of term."""
    assert cells(timeline.run(real, year="2023"), "thing", "days", "goals") == [
        (name, "reading", "lead-in-modernising-the-abilities-of-cadres")
        for name in (
            "bring-in-more-capable-and-professional-cadres",
            "choose-good-cadres-and-form-good-leading-teams",
            "evaluation-system-for-the-modernisation-of-cadre-abilities",
        )
    ]


def test_nothing_is_due_in_2022(real: PlanGraph) -> None:
    """The documents look to 2021, 2023, 2024 (今后3年), 2025, 2026, 2029 (2030年前) and 2035."""
    assert timeline.run(real, year="2022").rows == ()


def test_carbon_is_to_peak_before_2030(real: PlanGraph) -> None:
    """003, task 23: 制定 2030 年前碳排放达峰方案."""
    assert cells(timeline.run(real, year="2029"), "thing", "days", "passages") == [
        ("carbon-peaking", "reading", "s340")
    ]


def test_campaigns_of_three_years_have_a_time_and_no_day(real: PlanGraph) -> None:
    """001: “路平工程”三年行动; 003, task 21: 广阳岛江北片区…三年行动; neither says which years."""
    rows = cells(timeline.run(real), "thing", "due", "period")
    assert {thing for thing, due, period in rows if due is None and period == "three-years-not-dated"} == {
        "smooth-roads-programme",
        "three-year-campaign-for-model-green-development-of-the",
    }


def test_what_the_review_calls_completed_is_reported_as_done(real: PlanGraph) -> None:
    """003: 2020 is the closing year of 全面建成小康社会 (s152), which is 总体完成 (s153)."""
    rows = cells(timeline.run(real, year="2020", figures="no"), "thing", "state", "passages")
    assert ("building-a-moderately-prosperous-society-in-all-respects", "done", "s152 s153") in rows


def test_what_is_done_later_is_not_done_by_an_earlier_word(planted: Planted) -> None:
    """plan-a is of 2021: a stage of another passage counts for what was due before, not for what is still to come."""
    planted.say("plan-a:s006", "testland:walkway jb:stage stage:done . testland:fair jb:stage stage:done")
    planted.thing("hall", "Project").say("plan-a:s007", "testland:hall jb:horizon period:2020")
    planted.say("plan-a:s008", "testland:hall jb:stage stage:done")
    states = cells(timeline.run(planted.load(), figures="no"), "thing", "state")
    assert ("hall", "done") in states
    assert ("walkway", None) in states


def test_one_goal_is_due_by_two_clocks(real: PlanGraph) -> None:
    """000 and 003: end of the 14th plan (2025); 004: the next five years (2026)."""
    rows = cells(timeline.run(real, figures="no"), "thing", "due", "passages")
    found = {row[1]: row[2] for row in rows if row[0] == MUNICIPAL}
    assert set(found) == {"2025-12-31", "2026-12-31"}
    assert any(MUNICIPAL in str(row[0]) for row in rows)
    assert any("2026-12-31" in sentence for sentence in timeline.run(real).said("en"))


def test_the_target_without_a_year_is_left_open(real: PlanGraph) -> None:
    """002: the core digital industries are to reach 1000亿元, in a sentence that names no year."""
    rows = [row for row in timeline.run(real).records() if row["due"] is None]
    assert "main-business-revenue-of-core-digital-industries" in " ".join(str(row["metric"]) for row in rows)
    assert {row["days"] for row in rows} == {"open"}


def test_events_and_honours_of_the_past_are_no_deadlines(real: PlanGraph) -> None:
    things = {str(row["thing"]).rpartition("/")[2] for row in timeline.run(real).records()}
    assert not things & {"third-flower-expo", "signing-ceremony-of-baidu-and-jiangbei-district"}


# -- the chart, and bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_chart_names_every_goal_and_is_the_same_each_time(real: PlanGraph, lang: str) -> None:
    result = timeline.run(real)
    page = timeline.chart(real, result, lang)
    assert page == timeline.chart(real, result, lang)
    texts = [text.text for text in page.texts()]
    goals = [goal for row in result.records() for goal in (row["goals"] or ())[:1]]  # type: ignore[index]
    assert set(real.labels(goals, lang).values()) <= set(texts)
    assert all(
        isinstance(text, Text) and 0 <= text.x <= page.width and 0 <= text.y <= page.height for text in page.texts()
    )


def test_an_empty_graph_says_what_it_needs(tmp_path: Path) -> None:
    result = timeline.run(
        Planted(tmp_path / "testland").say("plan-a:s001", "plan-a:s001 jb:mentions testland:district").load()
    )
    assert result.rows == ()
    assert "jb:horizon" in result.missing[0]


@pytest.mark.parametrize("options", [{"year": "soon"}, {"figures": "some"}, {"goal": "没有这样的目标"}])
def test_options_that_mean_nothing_are_refused(real: PlanGraph, options: dict[str, str]) -> None:
    with pytest.raises(JbgraphError):
        analyses.analyze(real, "timeline", options)
