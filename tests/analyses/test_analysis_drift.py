"""Drift: what became of targets, indicators, names and numbered sets, planted and in the real documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import Planted, cells

import jbgraph
from jbgraph import PlanGraph, analyses
from jbgraph.analyses import drift

KEYS = ("thing", "change", "step", "over")


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """An empty graph with metrics of several kinds."""
    made = Planted(tmp_path / "testland").metric("output", "level").metric("jobs", "increment", "wan-person")
    made.metric("deaths", "rate", "one", "down").metric("days", "count", "day")
    return made.metric("share-of-days", "share", "percent", numerator="days")


def found(made: Planted, *keys: str) -> list[tuple[object, ...]]:
    """Return the changes in a graph."""
    return cells(drift.run(made.load()), *(keys or KEYS))


def test_raised_lowered_kept_and_below_the_last_result(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "target", "350", "2020")
    planted.figure("plan-a:s002", "output", "actual", "427.7", "2020")
    planted.figure("plan-a:s003", "output", "target", "420", "2021")  # above the target before, below the result
    planted.figure("plan-a:s001", "jobs", "target", "5", "2020", unit="wan-person")
    planted.figure("plan-a:s003", "jobs", "target", "3.9", "2021", unit="wan-person")
    planted.figure("plan-a:s001", "days", "target", "300", "2020", unit="day")
    planted.figure("plan-a:s003", "days", "target", "300", "2021", unit="day", comparator="at-least")
    assert found(planted) == [
        ("output", "below-last raised", "70", "-7.7"), ("jobs", "lowered", "-1.1", None), ("days", "kept", "0", None),
    ]  # fmt: skip


def test_where_less_is_wanted_a_higher_target_asks_for_less(planted: Planted) -> None:
    planted.figure("plan-a:s001", "deaths", "actual", "0.023", "2020", unit="one")
    planted.figure("plan-a:s001", "deaths", "target", "0.025", "2021", unit="one", comparator="at-most")
    assert found(planted) == [("deaths", "below-last", None, "0.002")]


def test_part_of_a_year_is_no_last_result(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "actual", "1082.6", "2021-01-to-2021-09")
    planted.figure("plan-a:s001", "output", "target", "900", "2022")
    assert found(planted) == []


def test_the_same_level_for_a_later_year_in_a_later_plan_is_re_dated(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "target", "2000", "2025")
    planted.figure("plan-b:s001", "output", "target", "2000", "2027")
    assert found(planted) == [("output", "re-dated", "0", None)]


def test_a_raised_target_may_still_be_below_an_older_one(planted: Planted) -> None:
    for year, value in (("2020", "3.8"), ("2021", "3.2"), ("2026", "3.5")):
        planted.figure("plan-a:s001", "output", "target", value, year)
    rows = drift.run(planted.load())
    assert cells(rows, *KEYS) == [("output", "lowered", "-0.6", None), ("output", "below-older raised", "0.3", None)]
    assert [len(str(before).split()) for (before,) in cells(rows, "before")] == [1, 2], "both earlier targets are shown"


def test_percentages_differ_by_percentage_points(planted: Planted) -> None:
    planted.figure("plan-a:s001", "share-of-days", "target", "90", "2020", unit="percent")
    planted.figure("plan-a:s001", "share-of-days", "target", "82", "2021", unit="percent")
    assert found(planted, "step", "unit") == [("-8", "percentage-point")]


def test_what_the_table_drops_and_the_text_keeps(planted: Planted) -> None:
    planted.figure("plan-a:r001", "days", "target", "300", "2020", unit="day")
    planted.figure("plan-a:r002", "output", "target", "8", "2020")
    planted.figure("plan-b:r001", "jobs", "target", "5", "2021", unit="wan-person")
    planted.figure("plan-b:s001", "days", "target", "300", "2021", unit="day")
    planted.figure("plan-b:s002", "output", "forecast", "8", "2021")
    rows = cells(drift.run(planted.load()), "thing", "change", "after", "passages")
    assert [(row[0], row[1]) for row in rows if "dropped" in str(row[1])] == [
        ("days", "dropped in-prose"), ("output", "dropped forecast"),
    ]  # fmt: skip
    assert [row[2] for row in rows if row[0] == "output"] == [""], "a forecast is no target"
    assert [str(row[3]).count("s00") for row in rows if "dropped" in str(row[1])] == [1, 1]


def test_two_numbered_sets_of_one_document(planted: Planted) -> None:
    """002 lists 五大新增长点 and says of another industry that it is one of the 五大经济增长点."""
    planted.thing("new-points", "Group").thing("points", "Group")
    planted.register.append("testland:points jb:variesFrom testland:new-points .")
    planted.group("plan-a:s001", "new-points", 5).group("plan-a:s002", "points", 5)
    assert found(planted, "thing", "change") == [("new-points points", "two-names")]


def test_one_period_said_again(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "target", "7", "2021", comparator="about")
    planted.figure("plan-a:s002", "output", "target", "7", "2021")
    planted.figure("plan-b:s001", "output", "target", "6", "2021")
    assert found(planted) == [("output", "restated-down", "-1", None), ("output", "reworded", "0", None)]


def test_an_earlier_result_printed_otherwise_is_re_based(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "actual", "100.4", "2020")
    planted.figure("plan-b:s001", "output", "actual", "98.1", "2020")
    planted.figure("plan-a:s001", "jobs", "actual", "5.2", "2020", unit="wan-person")
    planted.figure("plan-b:s001", "jobs", "actual", "5.24", "2020", unit="wan-person")  # rounding
    assert found(planted) == [("output", "re-based", "-2.3", None)]


def test_indicators_of_tables(planted: Planted) -> None:
    planted.metric("sub-row", "level").say("plan-a:r003", "testland:sub-row jb:partOf testland:output")
    planted.figure("plan-a:r001", "days", "target", "300", "2020", unit="day")
    planted.figure("plan-a:r002", "jobs", "target", "5", "2020", unit="wan-person")
    planted.figure("plan-a:r003", "output", "target", "5", "2020").figure(
        "plan-a:r003", "sub-row", "target", "2", "2020"
    )
    planted.figure("plan-a:s001", "deaths", "target", "1", "2020", unit="one")  # prose, not of the table
    planted.figure("plan-b:r001", "share-of-days", "target", "82", "2021", unit="percent")
    planted.figure("plan-b:r002", "jobs", "target", "6", "2021", unit="wan-person")
    planted.figure("plan-b:r003", "deaths", "target", "1", "2021", unit="one")
    assert found(planted, "thing", "change") == [
        ("days share-of-days", "redefined"), ("output", "dropped"), ("deaths", "new"), ("jobs", "raised"),
        ("deaths", "kept"),
    ]  # fmt: skip


def test_names_sizes_orders_and_members(planted: Planted) -> None:
    for name in ("five", "nine", "hundreds", "towns"):
        planted.thing(name, "Group")
    for name in ("a", "b", "c"):
        planted.thing(name, "Program")
    planted.register.append("testland:five jb:variesFrom testland:nine .")
    planted.group("plan-a:s001", "five", 5).group("plan-b:s001", "nine", 9)
    planted.group("plan-a:s002", "hundreds", 2, "a", "b").group("plan-b:s002", "hundreds", 2, "b", "a")
    planted.group("plan-a:s003", "towns", 2, "a", "b").group("plan-b:s003", "towns", 3, "a", "b", "c")
    assert sorted(found(planted, "thing", "change", "words")) == [
        ("five nine", "resized renamed", "5 → 9"),
        ("hundreds", "reordered", None),
        ("towns", "other-members", "2 → 3"),
        ("towns", "resized", "2 → 3"),
    ]


def test_without_targets_it_says_what_it_would_need(tmp_path: Path) -> None:
    result = drift.run(Planted(tmp_path / "testland").load())
    assert result.rows == ()
    assert "jb:variesFrom" in result.said("en")[0]


# -- the real documents ------------------------------------------------------------------------------------


def test_real_targets(real: PlanGraph) -> None:
    rows = cells(drift.run(real), *KEYS)
    assert [row for row in rows if row[2] is not None or row[3] is not None] == [
        # 2021 targets of table 2 and the tasks against 2020: rows 7, 15, 13; s337 against table 1 row 19; s297 against
        # s064; table 2 row 18; s355 against s146
        ("fixed-asset-investment", "below-last raised", "70", "-7.7"),
        ("foreign-capital-actually-used", "below-last raised", "1", "-2.5"),
        ("new-urban-jobs", "below-last lowered", "-1.1", "-1.1"),
        ("days-with-good-air-quality", "below-last kept", "0", "-30"),
        ("new-high-tech-enterprises", "below-last", None, "-7"),
        ("share-of-days-with-good-air-quality", "below-last", None, "-8"),
        ("share-of-people-who-exercise-regularly", "below-last", None, "-6.27"),
        # table 1 against table 2
        ("randd-spending-as-a-share-of-gdp", "lowered", "-0.6", "0.2"),
        ("growth-of-gross-regional-product", "lowered", "-0.5", "3.1"),
        ("growth-of-retail-sales-of-consumer-goods", "lowered", "-1.5", "1.8"),
        ("growth-of-residents-disposable-income-per-head", "lowered", "-1.5", "0.6"),
        # at least 3.5 % by 2026 (004): more than the 3.2 of 2021, less than the 3.8 of 2020 (003 table 1)
        ("randd-spending-as-a-share-of-gdp", "below-older raised", "0.3", "0.5"),
        ("total-imports-and-exports", "raised", "90", "10"),
        ("gross-regional-product", "reworded", "0", None),  # 力争 in 002
        ("growth-of-gross-regional-product", "reworded", "0", None),  # 7 左右, 7
        ("new-urban-jobs", "reworded", "0", None),  # 3.9, 3.9 以上
        ("fall-of-energy-use-per-unit-of-gdp", "kept", "0", "0"),
    ]


def test_real_tables(real: PlanGraph) -> None:
    rows = cells(drift.run(real), "thing", "change")
    assert [thing for thing, change in rows if str(change).startswith("redefined")] == [
        "rise-of-the-private-sectors-share-of-gdp-over-the-year value-added-of-the-private-economy-as-a-share-of-gross",
        "growth-of-gross-regional-product-per-head gross-regional-product-per-head",
        "days-with-good-air-quality share-of-days-with-good-air-quality",
    ]
    # 003 outside table 2: 服务业增加值增长 8%左右 is forecast (s183), 全年蓝天优良天数 300 天以上 is a target (s337).
    assert [change for thing, change in rows if thing == "growth-of-value-added-of-services"] == ["dropped forecast"]
    assert ("days-with-good-air-quality share-of-days-with-good-air-quality", "redefined in-prose") in rows
    assert {thing for thing, change in rows if str(change).startswith("dropped")} == {
        "growth-of-value-added-of-industry-above-designated-size",
        "general-public-budget-revenue",
        "growth-of-value-added-of-services",
        "strategic-emerging-industries-value-added-as-a-share-of-gdp",
        "invention-patents-per-ten-thousand-people",
        "registered-urban-unemployment-rate",
        "growth-of-total-energy-consumption",
        "reduction-of-total-discharge-of-main-pollutants",
    }
    assert {thing for thing, change in rows if change == "new"} == {
        "overall-labour-productivity",
        "value-added-of-the-digital-economy-as-a-share-of-gross",
        "urbanisation-rate-of-residents",
        "value-added-of-cultural-industries-as-a-share-of-gross",
        "taxes-as-a-share-of-general-public-budget-revenue",
        "reduction-rate-of-carbon-dioxide-emissions-of-gross",
        "forest-cover",
        "deaths-in-accidents-per-100-million-yuan-of-gross-regional",
    }


def test_real_names_and_sets(real: PlanGraph) -> None:
    rows = cells(drift.run(real), "thing", "change", "words")
    assert ("five-programmes-of-social-governance nine-programmes", "resized renamed", "5 → 9") in rows
    assert ("five-economic-growth-points five-new-growth-points", "two-names", None) in rows  # 002
    assert (
        "equipment-manufacturing high-end-equipment-industry",
        "renamed",
        None,
    ) in rows  # 003 装备制造, 004 高端装备
    assert ("four-hundreds", "reordered", None) in rows  # 001 begins with 进企业, 002 with 下基层
    renamed = {thing for thing, change, _ in rows if change in ("renamed", "elsewhere")}
    assert {
        "n-1-plus-9-co-operation-project-with-haier haier-jiangbei-1-plus-10-framework-agreement-project",
        "main-support-of-the-western-financial-centre core-area-of-the-western-financial-centre",
        "commanding-height-of-the-international-consumption-centre "
        "first-choice-area-of-the-international-consumption-centre",
    } <= renamed


def test_names_as_printed_need_the_documents(real: PlanGraph, sources: Path) -> None:
    without = drift.run(real)
    assert "--sources" in without.said("zh")[-1]
    assert not {"retitled", "printed-otherwise"} & {change for (change,) in cells(without, "change")}
    rows = cells(drift.run(jbgraph.load(sources=sources)), "thing", "change", "words")
    assert {words for _, change, words in rows if change == "retitled"} == {
        "固定资产投资额 → 固定资产投资总额",
        "实际利用外资 → 实际利用外资额",
        "全社会研发经费支出占比 → 研究与试验发展经费支出占GDP比重",
        "城镇新增就业 → 城镇新增就业人数",
    }
    assert ("four-hundreds", "printed-otherwise", "“四百”活动 → “四百工程”") in rows


def test_chart(real: PlanGraph) -> None:
    page = analyses.chart(real, drift.run(real), "zh")
    assert page is not None
    said = [text.text for text in page.texts()]
    assert {"固定资产投资（亿元）", "427.7", "420", "2021年目标"} <= set(said)
    assert all(0 <= text.x <= page.width and 0 <= text.y <= page.height for text in page.texts())
    english = analyses.chart(real, drift.run(real), "en")
    assert english is not None
    said = [text.text for text in english.texts()]
    assert {"Days with good air quality (days)", "330", "≥ 300"} <= set(said)
