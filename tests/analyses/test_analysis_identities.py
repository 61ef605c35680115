"""Identities: sums, growths, shares and counts, with faults that were put in, and on the real documents."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from planted import Planted, cells

from jbgraph import PlanGraph
from jbgraph.analyses import identities
from jbgraph.analyses.shared.reckoning import Span, agree, exactly, total


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """An empty graph with the metrics of a district."""
    made = Planted(tmp_path / "testland")
    made.metric("projects", "count", "item", "neutral").metric("investment", "level").metric("output", "level")
    made.metric("growth-of-output", "growth", "percent", growthOf="output")
    made.metric("share", "share", "percent").metric("rise-of-share", "increment", "percent", increaseOf="share")
    made.metric("above-plan", "increment", excessOf="investment")
    made.metric("days", "count", "day").metric("share-of-days", "share", "percent", numerator="days")
    made.metric("exports", "level").metric(
        "export-share", "share", "percent", numerator="exports", denominator="output"
    )
    for name in ("all", "old", "new", "planned"):
        made.thing(name, "Group")
    return made


def found(made: Planted, *keys: str) -> list[tuple[object, ...]]:
    """Return the identities of a graph: kind, formula, verdict, reason."""
    return cells(identities.run(made.load()), *(keys or ("identity", "formula", "verdict", "why")))


PARTS = "testland:old jb:partOf testland:all . testland:new jb:partOf testland:all"


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        ("76", ("46", "30"), ("sum", "46 + 30 = 76", "holds", None)),
        ("77", ("46", "30"), ("sum", "46 + 30 = 76 ≠ 77", "fails", None)),  # off by one: projects are counted
    ],
)
def test_counts_add_up_exactly(planted: Planted, whole: str, parts: tuple[str, str], expected: tuple[object]) -> None:
    planted.say("plan-a:s001", PARTS)
    planted.figure("plan-a:s001", "projects", "target", whole, unit="item", about="all")
    for name, value in zip(("old", "new"), parts, strict=True):
        planted.figure("plan-a:s001", "projects", "target", value, unit="item", about=name)
    assert found(planted) == [expected]


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [("211.4", "holds"), ("211.5", "by-rounding"), ("211.6", "by-rounding"), ("212.1", "fails"), ("210.7", "fails")],
)
def test_rounding_is_carried_through_a_sum(planted: Planted, whole: str, verdict: str) -> None:
    # 116.4 stands for anything from 116.35 to 116.45, 95 from 94.5 to 95.5; the whole for 0.05 to either side: 0.6.
    planted.say("plan-a:s001", PARTS)
    planted.figure("plan-a:s001", "investment", "target", whole, about="all")
    planted.figure("plan-a:s001", "investment", "target", "116.4", about="old")
    planted.figure("plan-a:s001", "investment", "target", "95", about="new")
    assert found(planted, "verdict", "room") == [(verdict, "0.6")]


def test_a_last_zero_counts_as_a_printed_digit(planted: Planted) -> None:
    planted.say("plan-a:s001", PARTS)
    planted.figure("plan-a:s001", "investment", "target", "211.6", about="all")
    planted.figure("plan-a:s001", "investment", "target", "116.4", about="old")
    planted.figure("plan-a:s001", "investment", "target", "95.0", about="new", quote="95.0亿元")
    assert found(planted, "verdict", "gap", "room") == [("fails", "-0.2", "0.15")]


def test_parts_in_other_units_are_converted(planted: Planted) -> None:
    planted.say("plan-a:s001", PARTS)
    planted.figure("plan-a:s001", "investment", "target", "1.5", about="all")
    planted.figure("plan-a:s001", "investment", "target", "9000", unit="wan-yuan", about="old")
    planted.figure("plan-a:s001", "investment", "target", "6000", unit="wan-yuan", about="new")
    assert found(planted) == [("sum", "0.9 + 0.6 = 1.5", "holds", None)]


def test_a_part_without_figure_leaves_a_lesser_sum_open(planted: Planted) -> None:
    planted.say("plan-a:s001", PARTS + " . testland:planned jb:partOf testland:all")
    planted.figure("plan-a:s001", "investment", "target", "300", about="all")
    planted.figure("plan-a:s001", "investment", "target", "100", about="old")
    planted.figure("plan-a:s001", "investment", "target", "150", about="new")
    planted.figure("plan-a:s001", "projects", "target", "9", unit="item", about="planned")
    assert found(planted) == [("sum", "100 + 150 = 250 ≠ 300", "undecided", "parts-missing")]


def test_parts_of_a_share_or_of_another_year_do_not_add_up(planted: Planted) -> None:
    planted.say("plan-a:s001", PARTS)
    planted.figure("plan-a:s001", "share", "actual", "50", unit="percent", about="all")
    planted.figure("plan-a:s001", "share", "actual", "10", unit="percent", about="old")
    planted.figure("plan-a:s001", "share", "actual", "20", unit="percent", about="new")
    planted.figure("plan-a:s001", "investment", "target", "9", about="all")
    planted.figure("plan-a:s001", "investment", "target", "5", "2021", about="old")
    planted.figure("plan-a:s001", "investment", "target", "5", "2021", about="new")
    assert found(planted) == []


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("721.35", ("growth", "721.35 ÷ 687 − 1 = 5%", "holds", None)),
        ("720", ("growth", "720 ÷ 687 − 1 = 4.8% ≈ 5%", "by-rounding", None)),
        ("700", ("growth", "700 ÷ 687 − 1 = 1.89% ≠ 5%", "fails", None)),
    ],
)
def test_growth_against_levels(planted: Planted, level: str, expected: tuple[object]) -> None:
    planted.figure("plan-a:s001", "output", "actual", "687", "2020")
    planted.figure("plan-a:s002", "output", "target", level, "2021")
    planted.figure("plan-a:s002", "growth-of-output", "target", "5", "2021", unit="percent")
    assert found(planted) == [expected]


def test_a_part_of_a_year_grows_from_the_same_part_and_not_from_the_year(planted: Planted) -> None:
    period = "2021-01-to-2021-09"
    planted.figure("plan-a:s001", "output", "actual", "1325", "2020")
    planted.figure("plan-a:s002", "output", "actual", "1082.6", period)
    planted.figure("plan-a:s002", "growth-of-output", "actual", "10.3", period, unit="percent")
    assert found(planted, "formula", "verdict", "why", "implied") == [
        ("1082.6 ÷ ? − 1 = 10.3%", "undecided", "not-printed", "≈ 981.5")  # 1082.6 ÷ 1.103
    ]


def test_a_real_growth_is_not_reckoned_from_nominal_levels(tmp_path: Path) -> None:
    planted = Planted(tmp_path / "testland").metric("gdp", "level", price="nominal")
    planted.metric("growth-of-gdp", "growth", "percent", growthOf="gdp", price="real")
    planted.figure("plan-a:s001", "gdp", "actual", "100", "2020").figure("plan-a:s001", "gdp", "actual", "120", "2021")
    planted.figure("plan-a:s001", "growth-of-gdp", "actual", "5", "2021", unit="percent")
    assert found(planted) == [("growth", "120 ÷ 100 − 1 ? 5%", "undecided", "price")]


def test_increase_excess_and_shares(planted: Planted) -> None:
    planted.figure("plan-a:s001", "share", "actual", "47.0", "2019", unit="percent", quote="47.0%")
    planted.figure("plan-a:s001", "share", "actual", "47.5", "2020", unit="percent")
    planted.figure("plan-a:s001", "rise-of-share", "actual", "0.6", "2020", unit="percent")
    planted.figure("plan-a:s002", "investment", "target", "350", "2020")
    planted.figure("plan-a:s002", "investment", "actual", "427.7", "2020")
    planted.figure("plan-a:s002", "above-plan", "actual", "78.7", "2020")
    planted.figure("plan-a:s003", "days", "actual", "330", "2020", unit="day")
    planted.figure("plan-a:s003", "share-of-days", "actual", "90", "2020", unit="percent")
    planted.figure("plan-a:s004", "exports", "actual", "30", "2020").figure(
        "plan-a:s004", "output", "actual", "90", "2020"
    )
    planted.figure("plan-a:s004", "export-share", "actual", "40", "2020", unit="percent")
    assert found(planted, "identity", "formula", "verdict") == [
        ("excess", "427.7 − 350 = 77.7 ≠ 78.7", "fails"),
        ("share", "30 ÷ 90 = 33.33% ≠ 40%", "fails"),
        ("increase", "47.5% − 47% = 0.5% ≈ 0.6%", "by-rounding"),
        ("share", "330 ÷ 366 = 90.16% ≈ 90%", "by-rounding"),  # 2020 has 366 days
    ]


def test_one_figure_printed_twice(planted: Planted) -> None:
    planted.figure("plan-a:s001", "output", "actual", "67.2").figure("plan-b:s001", "output", "actual", "67.24")
    planted.figure("plan-a:s001", "exports", "actual", "8.5").figure("plan-b:s001", "exports", "actual", "8.7")
    planted.figure("plan-a:s002", "investment", "target", "9").figure("plan-b:s002", "investment", "target", "8")
    assert found(planted, "identity", "formula", "verdict") == [
        ("twice", "8.5 ≠ 8.7", "fails"),
        ("twice", "67.2 ≈ 67.24", "by-rounding"),  # a target that a later plan sets anew is no misprint
    ]


def test_a_group_that_lists_eight_of_nine(planted: Planted) -> None:
    names = [f"program-{number}" for number in range(1, 10)]
    for name in (*names, "nine", "some"):
        planted.thing(name, "Group" if name in ("nine", "some") else "Program")
    planted.group("plan-a:s001", "nine", 9, *names[:8]).group("plan-b:s001", "nine", 9, *names)
    planted.group("plan-a:s002", "some", 9, *names[:2]).say("plan-a:s002", "testland:some jb:namesExamples true")
    assert found(planted) == [
        ("members", "8 ≠ 9", "fails", "fewer"),
        ("members", "2 / 9", "undecided", "examples"),
        ("members", "9 = 9", "holds", None),
    ]


def test_binding_targets_are_counted(planted: Planted) -> None:
    planted.thing("binding-indicators", "Group")
    planted.group("plan-a:s009", "binding-indicators", 3, "output", "exports", "days")
    planted.figure("plan-a:r001", "output", "target", "5", binding="true")
    planted.figure("plan-a:r002", "exports", "target", "5", binding="true")
    planted.figure("plan-a:r003", "days", "target", "300", unit="day")
    assert found(planted) == [("binding", "2 ≠ 3", "fails", "fewer"), ("members", "3 = 3", "holds", None)]


def test_sizes_of_groups_within_a_group(planted: Planted) -> None:
    planted.group("plan-a:s001", "all", 20).group("plan-a:s001", "old", 5).group("plan-a:s001", "new", 14)
    planted.say("plan-a:s001", PARTS)
    assert found(planted) == [
        ("sizes", "14 + 5 = 19 ≠ 20", "fails", "fewer"),
        ("members", None, "undecided", "unlisted"),
    ]


def test_numbers_without_any_member_are_one_row_a_document_and_no_identity(planted: Planted) -> None:
    planted.thing("nine", "Group").thing("eight", "Group").thing("program", "Program")
    planted.group("plan-a:s001", "nine", 9).group("plan-a:s002", "eight", 8).group("plan-b:s001", "all", 1, "program")
    result = identities.run(planted.load())
    assert cells(result, "about", "formula", "verdict", "why") == [
        ("nine eight", None, "undecided", "unlisted"), ("all", "1 = 1", "holds", None),
    ]  # fmt: skip
    assert result.said("en")[0].startswith("1 identities: 1 hold")
    assert "2 more groups" in result.said("en")[1]


def test_every_row_cites_its_operands(planted: Planted) -> None:
    planted.say("plan-a:s001", PARTS).figure("plan-a:s001", "investment", "target", "9", about="all")
    planted.figure("plan-a:s002", "investment", "target", "4", about="old")
    planted.figure("plan-b:s003", "investment", "target", "5", about="new")
    (row,) = identities.run(planted.load()).rows
    assert [iri.rpartition("testland/")[2] for iri in row.passages] == ["plan-a/s001", "plan-a/s002", "plan-b/s003"]


def test_without_figures_it_says_what_it_would_need(tmp_path: Path) -> None:
    result = identities.run(Planted(tmp_path / "testland").load())
    assert result.rows == ()
    assert "jb:Observation" in result.said("en")[0]
    assert "jb:statedSize" in result.said("zh")[0]


def test_spans() -> None:
    tenth = Span(Decimal("1.0"), Decimal("0.95"), Decimal("1.05"))
    assert total([tenth, tenth]) == Span(Decimal("2.0"), Decimal("1.90"), Decimal("2.10"))
    assert tenth - tenth == Span(Decimal("0.0"), Decimal("-0.10"), Decimal("0.10"))
    assert (tenth * exactly(-2)).low == Decimal("-2.10")
    assert agree(exactly(3), tenth) == "fails"
    assert agree(exactly(3), tenth, hedged=True) == "undecided"
    least = Span(Decimal(2), Decimal(2), Decimal("Infinity"))
    assert agree(least, exactly(3)) == "undecided"
    assert agree(least, exactly(1)) == "fails"


# -- the real documents, worked out by hand from the plan report (003) --------------------------------------


def test_real_arithmetic_between_figures(real: PlanGraph) -> None:
    rows = cells(identities.run(real), "identity", "formula", "verdict", "why")
    assert [row for row in rows if row[0] not in ("members", "twice")] == [
        # Growth and level printed side by side, the year before is not (002 and 003 table 1).
        ("growth", "130.12 ÷ ? − 1 = 37.82%", "undecided", "not-printed"),
        ("growth", "1082.6 ÷ ? − 1 ? 10.3%", "undecided", "price"),
        ("growth", "1325 ÷ ? − 1 ? 3.9%", "undecided", "price"),
        ("growth", "14 ÷ ? − 1 ? 3%", "undecided", "price-unsaid"),
        ("growth", "475.32 ÷ ? − 1 = 236.9%", "undecided", "not-printed"),
        ("growth", "687 ÷ ? − 1 = 3.2%", "undecided", "not-printed"),
        ("growth", "209.2 ÷ ? − 1 = 28.7%", "undecided", "not-printed"),
        ("increase", "47.5% − ? = 0.5%", "undecided", "not-printed"),
        ("excess", "270 − ? = 22.3", "undecided", "not-printed"),
        ("share", "1.5 ÷ ? = 1/5", "undecided", "not-printed"),  # 分别占全市总额的 1/5、1/3、1/3
        ("share", "2 ÷ ? = 1/3", "undecided", "not-printed"),
        ("share", "8 ÷ ? = 40%", "undecided", "not-printed"),
        ("share", "1.2 ÷ ? = 1/3", "undecided", "not-printed"),
        # 社会消费品零售总额 720 forecast, 687 in 2020, growth 5 % (table 2 row 8)
        ("growth", "720 ÷ 687 − 1 = 4.8% ≈ 5%", "by-rounding", "kinds"),
        ("share", "330 ÷ 366 = 90.16% ≈ 90%", "by-rounding", None),
        ("share", "300 ÷ 365 = 82.19% ≈ 82%", "by-rounding", "hedged"),
        # 重大项目安排
        ("sum", "59 + 76 + 76 = 211", "holds", None),
        ("sum", "46 + 30 = 76", "holds", None),
        ("sum", "1580.9 + 211.4 + 500.9 = 2293.2", "holds", None),
        ("sum", "116.4 + 95 = 211.4", "holds", None),
        ("sum", "243.2 + 49 = 292.2", "holds", "parts-missing"),
        ("sum", "20.9 + 28.1 = 49", "holds", None),
        ("excess", "427.7 − 350 = 77.7", "holds", None),
        ("binding", "5 = 5", "holds", None),
        ("binding", "4 = 4", "holds", None),
        ("sizes", "15 + 5 = 20", "holds", None),
    ]


def test_real_figures_printed_twice_and_counts(real: PlanGraph) -> None:
    result = identities.run(real)
    rows = cells(result, "identity", "formula", "verdict")
    assert ("twice", "67.2 ≈ 67.24", "by-rounding") in rows  # 一般公共预算收入: 000 and 003
    assert [row for row in rows if row[0] == "twice" and row[2] != "holds"] == [
        ("twice", "67.2 ≈ 67.24", "by-rounding")
    ]
    # 等 and 之一: 1 of 五大经济增长点, 1 of 14, 2 of 35, 3 of 6 plots, 2 of 16
    open_ = sorted(str(row[1]) for row in rows if row[0] == "members" and row[1] and row[2] != "holds")
    assert open_ == ["1 / 14", "1 / 5", "2 / 16", "2 / 35", "3 / 6"]
    assert {row[2] for row in rows} == {"undecided", "by-rounding", "holds"}, "nothing in the documents fails"
    bare = " ".join(str(about) for about, why in cells(result, "about", "why") if why == "unlisted").split()
    # 002: 八项实践锻炼 and 四大责任主体; 003: 310 个区级重点项目 and the 211 of 2021, of which no list is given
    assert {
        "eight-kinds-of-practical-training",
        "four-responsible-parties-for-city-management",
        "n-310-key-projects-of-district-level",
    } <= set(bare)
    assert len(bare) == len(set(bare))
    implied = {text for (text,) in cells(result, "implied") if text}
    assert implied == {"≈ 94.41", "≈ 141.09", "≈ 665.7", "≈ 162.55", "≈ 47", "≈ 247.7", "≈ 20", "≈ 3.6"}
