"""Comparability: what the guard refuses and what it lets through, planted and in the real documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from planted import Planted, cells

from jbgraph import PlanGraph
from jbgraph.analyses import comparability
from jbgraph.analyses.comparability import amounts, carried, reasons
from jbgraph.analyses.shared import results
from jbgraph.analyses.shared.readings import Reading, readings
from jbgraph.analyses.shared.reckoning import text


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """An empty graph with a few metrics."""
    return (
        Planted(tmp_path / "testland").metric("output", "level", price="nominal")
        .metric("growth", "growth", "percent", growthOf="output", price="real").metric("productivity", "percapita")
        .metric("days", "count", "day").metric("share-of-days", "share", "percent")
    )  # fmt: skip


def pair(made: Planted) -> tuple[Reading, Reading]:
    """Return the two figures of a graph."""
    one, other = readings(made.load())
    return one, other


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, ()),
        ({}, {"period": "2021"}, ()),  # two years of one length
        ({}, {"period": "2021-01-to-2021-09"}, ("part-year",)),
        ({"period": "2020-01-to-2020-06"}, {"period": "2020-01-to-2020-09"}, ("period-length",)),
        ({"period": "2020-01-to-2020-09"}, {"period": "2021-01-to-2021-09"}, ()),
        ({"unit": "yi-yuan"}, {"unit": "yi-us-dollar"}, ("unit",)),
        ({"unit": "yi-yuan"}, {"unit": "wan-yuan"}, ()),
        ({}, {"comparator": "rank", "unit": "place"}, ("rank",)),
        ({}, {"value": None, "comparator": "magnitude", "valueText": '"倍增"'}, ("words",)),
        ({}, {"priceBasis": "price:real"}, ("price",)),
        ({"within": "testland:district"}, {}, ("coverage",)),
        ({"basePeriod": "period:2018"}, {"basePeriod": "period:2019"}, ("base",)),
        ({}, {"about": "town"}, ("about",)),
    ],
)
def test_reasons(planted: Planted, one: dict[str, str], other: dict[str, str], expected: tuple[str]) -> None:
    planted.thing("town").periods |= {"2018", "2019"}
    for passage, more in (("plan-a:s001", one), ("plan-a:s002", other)):
        planted.figure(passage, "output", "actual", **{"value": "5", **more})
    first, second = pair(planted)
    assert reasons(first, second) == reasons(second, first) == expected


def test_a_period_that_is_not_printed_and_one_of_several_years(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "actual", "5").figure("plan-a:s002", "output", "actual", "5")
    first, second = pair(planted)
    assert reasons(first, replace(second, start="", end="")) == ("no-period",)
    assert reasons(first, replace(second, start="2016-01-01")) == ("several-years",)


def test_units_are_converted_or_completed(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "actual", "1.5").figure(
        "plan-a:s002", "output", "actual", "9000", unit="wan-yuan"
    )
    first, second = pair(planted)
    assert (amounts(first, second), text(carried(second, first)), first.amount) == ("converted", "0.9", 150_000_000)


def test_a_unit_without_its_divisor_is_a_remark(planted: Planted) -> None:
    planted.figure("plan-a:s001", "productivity", "actual", "25", unit="wan-yuan")
    planted.figure("plan-a:s002", "productivity", "target", "26", "2021", unit="wan-yuan-per-person")
    first, second = pair(planted)
    assert (reasons(first, second), amounts(first, second), carried(first, second)) == ((), "unit-short", 25)
    assert cells(comparability.run(planted.load()), "metric", "why", "verdict") == [
        ("productivity", "unit-short", "allowed")
    ]


def test_rows_put_side_against_side(planted: Planted) -> None:
    planted.register.append("testland:share-of-days jb:distinctFrom testland:days .")
    planted.figure("plan-a:s001", "output", "actual", "1325").figure("plan-b:s001", "output", "actual", "1325")
    planted.figure("plan-a:s002", "output", "actual", "1082.6", "2021-01-to-2021-09")
    planted.figure("plan-a:s003", "days", "actual", "330", unit="day")
    planted.figure("plan-a:s004", "share-of-days", "actual", "90", unit="percent")
    planted.figure("plan-a:s005", "growth", "actual", "3.9", unit="percent")
    result = comparability.run(planted.load())
    assert cells(result, "metric", "figures", "others", "why", "verdict") == [
        ("days share-of-days", "s003-o4", "s004-o5", "unit", "refused"),  # 330 days with 90 per cent
        ("output", "s001-o1", "s002-o3", "part-year", "refused"),  # what two documents print alike stands once
        ("growth output", "s005-o6", "s001-o1 s002-o3", "price", "refused"),
    ]
    assert len(result.rows[1].passages) == 3, "and all its passages are cited"


def test_why_two_metrics_are_kept_apart(planted: Planted) -> None:
    """An increase is no level; of two names it may be open whether they are of one metric; or they are known apart."""
    planted.metric("share", "share", "percent").metric("rise", "increment", "percent", increaseOf="share")
    planted.metric("share-by-another-name", "share", "percent").metric("other-share", "share", "percent")
    planted.register += [
        "testland:rise jb:distinctFrom testland:share .",
        "testland:share jb:variesFrom testland:share-by-another-name ; jb:distinctFrom testland:other-share .",
    ]
    for number, name in enumerate(("share", "rise", "share-by-another-name", "other-share"), 1):
        planted.figure(f"plan-a:s00{number}", name, "actual", "5", unit="percent")
    assert cells(comparability.run(planted.load()), "metric", "why") == [
        ("rise share", "increment"), ("other-share share", "metric"), ("share share-by-another-name", "perhaps"),
    ]  # fmt: skip


def test_without_figures_it_says_what_it_would_need(tmp_path: Path) -> None:
    assert "jb:Observation" in comparability.run(Planted(tmp_path / "testland").load()).said("zh")[0]


def test_real_documents(real: PlanGraph) -> None:
    rows = set(cells(comparability.run(real), "metric", "why", "verdict"))
    assert {
        ("gross-regional-product", "part-year", "refused"),  # 1082.6 in January to September, 1325 in a year
        ("tax-revenue-of-the-whole-jurisdiction", "part-year", "refused"),
        ("gross-regional-product-per-head", "unit", "refused"),  # 14 万元, 2 万美元
        ("days-with-good-air-quality share-of-days-with-good-air-quality", "unit", "refused"),  # 330 天, 90 %
        ("attendances-at-vocational-skills-training people-trained-to-raise-vocational-skills", "unit", "refused"),
        ("gross-regional-product growth-of-gross-regional-product", "price", "refused"),
        ("growth-of-investment-in-contracted-projects", "words", "refused"),  # 236.9 %, 双倍增长
        ("general-public-budget-revenue", "words", "refused"),  # 67.24, 与上年持平
        ("total-imports-and-exports", "rank", "refused"),
        ("overall-labour-productivity", "unit-short", "allowed"),  # 25 万元, 25 万元/人
    } <= rows
    reasons_of = {str(metric): why for metric, why, _ in rows}
    # 比上年提高 0.5 against 47.5 (003 tables 1 and 2); 工业 and 规模以上工业 are perhaps one, as drift says too
    rise = (
        "rise-of-the-private-sectors-share-of-gdp-over-the-year value-added-of-the-private-economy-as-a-share-of-gross"
    )
    assert reasons_of[rise] == "increment"
    industry = "growth-of-industrial-value-added growth-of-value-added-of-industry-above-designated-size"
    assert reasons_of[industry] == "perhaps"
    assert len(rows) == 23


def test_a_target_is_told_from_a_result(real: PlanGraph) -> None:
    """003 table 1 row 2: 5.5 wanted, 4.5 reached; s183 expects about 4."""
    table = results.shown(real, comparability.run(real), "zh")
    (row,) = (row for row in table.rows if str(row[0]).startswith("工业增加值增速"))
    assert row[2:4] == ["≈ 4%（2021年预测）", "5.5%（2020年目标）；4.5%（2020年实际）"]
    (row,) = (
        row
        for row in results.shown(real, comparability.run(real), "en").rows
        if str(row[0]).startswith("Growth of industrial value added;")
    )
    assert row[3] == "5.5% (target, 2020); 4.5% (actual, 2020)"
