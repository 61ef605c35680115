"""Attainment: verdicts of plain comparison beside the reported status, with planted faults and on the real tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import Planted, cells

from jbgraph import JbgraphError, PlanGraph, analyses
from jbgraph.analyses import attainment
from jbgraph.paper.scene import Path as Drawn


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """An empty graph with metrics of either direction."""
    made = Planted(tmp_path / "testland").metric("output", "level").metric("deaths", "rate", "one", "down")
    return made.metric("rank", "level", "place").metric("jobs", "increment", "wan-person")


def verdicts(made: Planted, *keys: str) -> list[tuple[object, ...]]:
    """Return verdict, difference and remarks of a graph's targets."""
    return cells(attainment.run(made.load()), *(keys or ("verdict", "gap", "why")))


@pytest.mark.parametrize(
    ("metric", "bound", "target", "how", "actual", "expected"),
    [
        ("output", "equal", "350", "equal", "427.7", ("exceeded", "77.7", "")),
        ("output", "equal", "350", "equal", "350", ("met", "0", "")),
        ("output", "equal", "350", "equal", "349.9", ("below", "-0.1", "")),
        ("output", "about", "7.5", "equal", "3.9", ("below", "-3.6", "hedged")),
        ("output", "at-least", "300", "equal", "330", ("met", "30", "")),
        ("output", "at-least", "300", "at-least", "300", ("met", "0", "bound-repeated")),
        ("output", "at-least", "300", "at-least", "290", ("undecided", None, "bound-only")),  # 290 or more
        ("output", "equal", "300", "at-least", "290", ("undecided", None, "bound-only")),
        ("output", "equal", "300", "more-than", "300", ("exceeded", "0", "")),
        ("output", "equal", "300", "just-under", "300", ("undecided", None, "bound-only")),
        ("output", "equal", "300", "just-under", "290", ("below", "-10", "")),
        ("output", "more-than", "2000", "equal", "2000", ("below", "0", "")),  # 突破: more is asked for
        ("output", "more-than", "2000", "more-than", "2000", ("met", "0", "bound-repeated")),
        ("output", "equal", "300", "about", "300", ("undecided", None, "bound-only")),
        ("deaths", "at-most", "0.022", "equal", "0.021", ("met", "-0.001", "")),
        ("deaths", "at-most", "0.022", "equal", "0.023", ("below", "0.001", "")),
        ("deaths", "at-most", "0.022", "at-most", "0.022", ("met", "0", "bound-repeated")),
        ("deaths", "equal", "0.022", "equal", "0.020", ("exceeded", "-0.002", "")),
        ("output", "at-most", "3.4", "equal", "3.5", ("below", "0.1", "")),  # a bound from above, whatever is wanted
    ],
)
def test_comparators_and_direction(
    planted: Planted, metric: str, bound: str, target: str, how: str, actual: str, expected: tuple[object]
) -> None:
    unit = "one" if metric == "deaths" else "yi-yuan"
    planted.figure("plan-a:r001", metric, "target", target, comparator=bound, unit=unit)
    planted.figure("plan-a:r001", metric, "actual", actual, comparator=how, unit=unit)
    assert verdicts(planted) == [expected]


def test_a_range_is_met_within_and_exceeded_beyond(planted: Planted) -> None:
    for number, value in enumerate(("2", "3", "5", "6"), 1):
        planted.thing(f"town-{number}")
        about = f"town-{number}"
        planted.figure("plan-a:s001", "output", "target", "3", comparator="range", about=about, upperValue="5.0")
        planted.figure("plan-a:s001", "output", "actual", value, about=about)
    assert sorted(verdicts(planted, "about", "verdict")) == [
        ("town-1", "below"), ("town-2", "met"), ("town-3", "met"), ("town-4", "exceeded"),
    ]  # fmt: skip


def test_what_must_not_be_compared_is_undecided(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "target", "2000", "2021")
    planted.figure("plan-a:s002", "output", "actual", "1082.6", "2021-01-to-2021-09")  # nine months with a year
    planted.figure("plan-a:s003", "jobs", "target", "3", unit="wan-person")
    planted.figure("plan-a:s003", "jobs", "actual", "4", unit="wan-person-time")
    planted.figure("plan-a:s004", "rank", "target", "3", comparator="at-most", unit="place")
    planted.figure("plan-a:s004", "rank", "actual", "500")
    planted.figure("plan-a:s005", "deaths", "target", "5", "2020", unit="one")
    planted.figure("plan-a:s005", "deaths", "actual", "4", "2019", unit="one")  # another year: no result
    assert verdicts(planted, "metric", "verdict", "gap", "why") == [
        ("output", "undecided", None, "part-year"),
        ("jobs", "undecided", None, "unit"),
    ]


def test_a_target_is_never_taken_for_a_result(planted: Planted) -> None:
    planted.figure("plan-a:r001", "output", "target", "350").figure("plan-b:r001", "output", "target", "400")
    result = attainment.run(planted.load())
    assert result.rows == ()
    assert "kind:actual" in result.said("en")[0]


def test_units_of_one_quantity_are_converted(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "target", "1.5")
    planted.figure("plan-a:s002", "output", "actual", "14000", unit="wan-yuan")
    assert verdicts(planted, "verdict", "gap", "unit", "relative") == [("below", "-0.1", "yi-yuan", "-0.0667")]


def test_unchanged_is_compared_with_the_year_before_where_that_is_printed(planted: Planted) -> None:
    planted.figure("plan-a:r001", "output", "target", None, comparator="unchanged")
    planted.figure("plan-a:r001", "output", "actual", "67.24", reportedStatus="status:as-expected")
    assert verdicts(planted) == [("undecided", None, "no-last-year")]


def test_unchanged_with_the_year_before(planted: Planted) -> None:
    planted.figure("plan-a:r001", "output", "target", None, comparator="unchanged")
    planted.figure("plan-a:r001", "output", "actual", "67.24").figure("plan-a:s001", "output", "actual", "70", "2019")
    assert verdicts(planted) == [("below", "-2.76", "against-last-year")]


def test_words_dashes_and_delegation_are_undecided(planted: Planted) -> None:
    for number, (comparator, text) in enumerate(
        (("magnitude", {"valueText": '"倍增"'}), ("not-printed", {}), ("delegated", {})), 1
    ):
        planted.thing(f"town-{number}")
        planted.figure(
            f"plan-a:r00{number}", "output", "target", None, comparator=comparator, about=f"town-{number}", **text
        )
        planted.figure(f"plan-a:r00{number}", "output", "actual", "5", about=f"town-{number}")
    assert verdicts(planted, "verdict", "why") == [
        ("undecided", "words"), ("undecided", "dash"), ("undecided", "delegated"),
    ]  # fmt: skip


def test_the_status_stands_beside_the_verdict_with_the_passage_that_defines_it(planted: Planted) -> None:
    planted.thing("note-status", "Concept", "完成预期").thing("other-target", "Concept")
    planted.say("plan-a:s009", "testland:note-status jb:concerns testland:other-target")
    planted.figure("plan-a:r001", "output", "target", "8", binding="true", strength="strength:ensure")
    planted.figure("plan-a:r001", "output", "actual", "4", reportedStatus="status:as-expected")
    planted.figure("plan-b:r001", "jobs", "target", "8", unit="wan-person")
    planted.figure("plan-b:r001", "jobs", "actual", "7", unit="wan-person", reportedStatus="status:exceeded")
    result = attainment.run(planted.load())
    keys = ("metric", "verdict", "reported", "agreement", "why", "note", "strength", "binding")
    assert cells(result, *keys) == [
        ("output", "below", "as-expected", "differs", "defined", "s009", "ensure", "binding"),
        ("jobs", "below", "exceeded", "differs", "not-defined", "", None, None),
    ]
    assert [iri.rpartition("/")[2] for iri in result.rows[0].passages] == ["r001", "s009"]


def test_targets_without_result_are_listed_on_request(planted: Planted) -> None:
    planted.figure("plan-a:r001", "output", "target", "5").figure("plan-a:r001", "output", "actual", "5")
    planted.figure("plan-a:r002", "jobs", "target", "5", "2021", unit="wan-person")
    graph = planted.load()
    assert cells(attainment.run(graph), "metric", "verdict") == [("output", "met")]
    assert cells(attainment.run(graph, "yes"), "metric", "verdict") == [("output", "met"), ("jobs", "open")]
    assert "1 more targets" in attainment.run(graph).said("en")[-1]
    with pytest.raises(JbgraphError, match="open is yes or no, not maybe"):
        analyses.analyze(graph, "attainment", {"open": "maybe"})


# -- the real documents: table 1 of the plan report (003) ---------------------------------------------------

TABLE_1 = [
    ("growth-of-gross-regional-product", "below", "-3.6", "as-expected", "s048"),
    ("growth-of-value-added-of-industry-above-designated-size", "below", "-1", "as-expected", "s048"),
    ("growth-of-retail-sales-of-consumer-goods", "below", "-3.3", "as-expected", "s048"),
    ("growth-of-value-added-of-services", "below", "-4", "as-expected", "s048"),
    ("growth-of-gross-regional-product-per-head", "below", "-2.5", "as-expected", "s048"),
    ("randd-spending-as-a-share-of-gdp", "below", "-0.8", "basically-met", ""),
    ("growth-of-residents-disposable-income-per-head", "below", "-2.1", "as-expected", "s048"),
    ("general-public-budget-revenue", "undecided", None, "as-expected", "s048"),
    ("reduction-of-total-discharge-of-main-pollutants", "undecided", None, "met", ""),
    ("growth-of-gross-regional-product", "undecided", None, None, ""),  # about 7 %, January to September 10.3 %
    ("growth-of-gross-regional-product", "undecided", None, None, ""),  # 7 %, the same
    ("rise-of-the-private-sectors-share-of-gdp-over-the-year", "met", "0", "met", ""),
    ("new-urban-jobs", "met", "0", "met", ""),
    ("registered-urban-unemployment-rate", "met", "0", "met", ""),
    ("growth-of-total-energy-consumption", "met", "0", "met", ""),
    ("fall-of-energy-use-per-unit-of-gdp", "met", "0", "met", ""),
    ("reduction-of-chemical-oxygen-demand-discharged", "met", "0", None, ""),
    ("reduction-of-ammonia-nitrogen-discharged", "met", "0", None, ""),
    ("fixed-asset-investment", "exceeded", "77.7", "exceeded", ""),
    ("strategic-emerging-industries-value-added-as-a-share-of-gdp", "exceeded", "1", "exceeded", ""),
    ("total-imports-and-exports", "exceeded", "80", "exceeded", ""),
    ("foreign-capital-actually-used", "exceeded", "3.5", "exceeded", ""),
    ("invention-patents-per-ten-thousand-people", "exceeded", "1.2", "exceeded", ""),
    ("days-with-good-air-quality", "exceeded", "30", "exceeded", ""),
]


def test_real_table(real: PlanGraph) -> None:
    result = attainment.run(real)
    assert cells(result, "metric", "verdict", "gap", "reported", "note") == TABLE_1
    assert result.said("zh")[:2] == [
        "24项目标有实际值：超过6项，达到7项，低于所印目标7项，无法判定4项。",
        "低于所印目标者中，6项报告为“完成预期”，1项报告为“基本完成”。",
    ]
    # s018 says 16 项预期性指标好于预期; table 1 counted by hand: rows 1-16 and rows 17-20
    assert result.said("zh")[2:4] == [
        "16项预期性指标：文件总称“好于预期”（plan-2021:s018）；逐项报告为“完成预期”7项、“超过目标”5项、"
        "“完成目标”3项、“基本完成”1项；低于所印目标7项，无法判定1项。",
        "4项约束性指标：文件总称“全面完成”（plan-2021:s018）；逐项报告为“完成目标”3项、“超过目标”1项；"
        "低于所印目标0项，无法判定1项。",
    ]
    units = {unit for metric, unit in cells(result, "metric", "unit") if str(metric).startswith("growth-of-") and unit}
    assert units == {"percentage-point"}


def test_where_the_rule_decides_the_analysis_says_the_same(real: PlanGraph) -> None:
    rule = {
        (a, t): verdict.rpartition("#")[2]
        for a, verdict, t in real.tuples(
            "SELECT ?a ?v ?t { VALUES ?v { jb:meets jb:fallsShortOf jb:undecidedAgainst } ?a ?v ?t }"
        )
    }
    alike = {"meets": ("met", "exceeded"), "fallsShortOf": ("below",)}
    checked = 0
    for record in attainment.run(real).records():
        verdict = rule.get((record["actual"], record["target"]))
        if verdict in alike:
            assert record["verdict"] in alike[verdict], record
            checked += 1
    assert checked == 20, "the rows of table 1 with numbers on both sides, the two below row 20 among them"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_chart(real: PlanGraph, lang: str) -> None:
    result = attainment.run(real)
    page = analyses.chart(real, result, lang)
    assert page is not None
    said = [text.text for text in page.texts()]
    assert sum(1 for text in said if re.match(r"3\.9% · (目标|target) ≈ 7\.5%$", text)) == 1
    assert all(0 <= text.x <= page.width and 0 <= text.y <= page.height for text in page.texts())
    marks = [item for group in page.groups for item in group.items if isinstance(item, Drawn) and item.width == 2.0]
    assert len(marks) == 20, "one mark of a target for each result that can be compared"
    assert analyses.chart(real, result, lang) == page
