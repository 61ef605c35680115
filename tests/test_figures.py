"""Figures as a person reads them."""

from __future__ import annotations

import pytest
from samples import STATEMENTS, Copy, Q

from jbgraph import PlanGraph, figures


def test_figures_of_a_metric_in_chinese(tiny: PlanGraph) -> None:
    found = figures.figures(tiny, Q + "length-of-greenways", "zh")
    assert [
        (f.metric, f.about, f.kind, f.value, f.period, f.status, f.binding, f.quote, f.passage) for f in found
    ] == [
        ("绿道长度", "青石区", "实际", "38 公里", "2029年", "基本完成", False, "38公里", Q + "plan-2030/s015"),
        ("绿道长度", "青石区", "目标", "40 公里", "2029年", "", False, "40公里", Q + "plan-2030/s015"),
        ("绿道长度", "青石区", "目标", "≈ 45 公里", "2030年", "", False, "45公里左右", Q + "plan-2030/s015"),
    ]  # fmt: skip


def test_figures_of_a_metric_in_english(tiny: PlanGraph) -> None:
    found = figures.figures(tiny, Q + "share-of-river-water-up-to-standard", "en")
    assert [(f.kind, f.value, f.period, f.status, f.binding) for f in found] == [
        ("actual", "93.6%", "2029", "expectation met", False),
        ("target", "93%", "2029", "", False),
        ("target", "≥ 95%", "2030", "", True),
    ]


def test_figures_about_a_thing(tiny: PlanGraph) -> None:
    (figure,) = figures.figures(tiny, Q + "green-banks-walkway")
    assert (figure.metric, figure.value) == ("总投资", "1.5 亿元")
    assert len(figures.figures(tiny, Q + "qingshi-district")) == 8
    assert figures.figures(tiny, Q + "ecotourism") == []


def test_all_figures_of_a_graph(tiny: PlanGraph) -> None:
    assert len(figures.figures(tiny)) == 9


def test_where_no_number_is_printed_the_words_are_shown(tiny: PlanGraph) -> None:
    values = {f.kind: f.value for f in figures.figures(tiny, Q + "number-of-visitors", "zh")}
    assert values == {"实际": "12 万人次", "目标": "与上年持平"}


def test_the_printed_words_of_a_period_are_kept(copy: Copy) -> None:
    copy.edit(STATEMENTS, 'jb:quote "38公里"', 'jb:periodText "上年" ; jb:quote "38公里"')
    printed = [f.printed for f in figures.figures(copy.load(), Q + "length-of-greenways")]
    assert printed == ["上年", "", ""]


COMPARATOR = "https://w3id.org/jbgraph/vocabulary/comparator/"


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "unit", "zh", "en"),
    [
        ("equal", "93.6", None, "公里", "93.6 公里", "93.6 公里"),
        ("equal", "100.0", None, "%", "100%", "100%"),
        ("equal", "100", None, "", "100", "100"),
        ("equal", "7", None, "1", "7", "7"),
        ("about", "45", None, "%", "≈ 45%", "≈ 45%"),
        ("at-least", "45", None, "%", "≥ 45%", "≥ 45%"),
        ("more-than", "45", None, "%", "> 45%", "> 45%"),
        ("at-most", "45", None, "%", "≤ 45%", "≤ 45%"),
        ("less-than", "45", None, "%", "< 45%", "< 45%"),
        ("just-under", "45", None, "%", "近 45%", "just under 45%"),
        ("range", "1", "2.50", "公里", "1–2.5 公里", "1–2.5 公里"),
        ("rank", "1", None, "名", "第1位", "no. 1"),
        ("equal", "-3", None, "%", "-3%", "-3%"),
    ],
)
def test_shown(comparator: str, value: str, upper: str | None, unit: str, zh: str, en: str) -> None:
    said = {"comparator": [COMPARATOR + comparator], "value": [value]}
    if upper:
        said["upperValue"] = [upper]
    assert figures.shown(said, unit, "", "zh") == zh
    assert figures.shown(said, unit, "", "en") == en


def test_a_unit_that_begins_with_a_number_is_multiplied() -> None:
    said = {"value": ["300"], "upperValue": ["500"]}
    assert figures.shown(said, "100 million yuan", "", "en") == "300–500 × 100 million yuan"
    assert figures.shown({"value": ["5"]}, "亿元", "", "zh") == "5 亿元"


def test_words_in_the_place_of_a_number_are_shown_as_printed() -> None:
    said = {"comparator": [COMPARATOR + "magnitude"], "valueText": ["千亿级"]}
    assert figures.shown(said, "亿元", "量级", "zh") == "千亿级"
    assert figures.shown({"comparator": [COMPARATOR + "delegated"]}, "", "市级下达", "zh") == "市级下达"


@pytest.mark.parametrize(
    ("lexical", "plain"), [("1325.0", "1325"), ("3.90", "3.9"), ("100", "100"), ("0.0", "0"), ("-0.50", "-0.5")]
)
def test_plain(lexical: str, plain: str) -> None:
    assert figures.plain(lexical) == plain


def test_a_place_among_the_first_is_no_quantity() -> None:
    """003, task 1: 经济总量进入全市前三."""
    said = {"comparator": ["x/at-most"], "value": ["3.0"], "unit": ["https://example.org/unit/place"]}
    assert (figures.shown(said, "名", "", "zh"), figures.shown(said, "place", "", "en")) == (
        "前3位",
        "among the first 3",
    )


def test_a_fraction_is_shown_as_printed() -> None:
    """003: 分别占全市总额的 1/5、1/3、1/3."""
    said = {"comparator": ["x/equal"], "value": ["0.333333"], "quote": ["1/5、1/3、1/3"]}
    assert figures.shown(said, "1", "", "zh") == "1/3"
    assert figures.shown({**said, "value": ["0.2"], "quote": ["0.2"]}, "1", "", "zh") == "0.2"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("300.0", "day", "300 days"),
        ("1.0", "day", "1 day"),
        ("14", "item (matter)", "14 items"),
        ("78.5", "year of age", "78.5 years of age"),
        ("128", "mu", "128 mu"),
        ("5", "10,000 persons", "5 × 10,000 persons"),
    ],
)
def test_units_after_a_number_in_english(value: str, unit: str, expected: str) -> None:
    assert figures.shown({"value": [value]}, unit, "", "en") == expected
