"""Indicators of two tables that are one under two names: proposed where unit, year, result and names agree."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jbgraph import reading
from jbgraph.extraction import indicators, outline, renamed
from jbgraph.extraction.findings import Basis, Figure, Span


def row(passage: int, metric: str, value: str, unit: str = "亿元", year: int = 2021, kind: str = "actual") -> Figure:
    """Return a cell of a table."""
    basis = Basis("indicators/actual", 1.0)
    return Figure(Span(passage, 0, 1, value), basis, metric, kind, "equal", Decimal(value), unit, year=year)  # type: ignore[arg-type]


def pairs(*rows: Figure) -> set[tuple[str, str]]:
    """Return the later and the earlier name of each pair."""
    return {(one.subject, one.object) for one in renamed.find(rows)}


def test_the_second_table_repeats_a_result_under_another_name() -> None:
    first, second = row(1, "固定资产投资额", "350.5"), row(9, "固定资产投资总额", "350.5")
    assert pairs(first, second, row(9, "固定资产投资总额", "380", year=2022, kind="target")) == {
        ("固定资产投资总额", "固定资产投资额")
    }
    assert all(one.suggested and one.property == "variesFrom" for one in renamed.find([first, second]))


@pytest.mark.parametrize(
    "other",
    [row(9, "固定资产投资总额", "351"), row(9, "固定资产投资总额", "350.5", "万元"),
     row(9, "固定资产投资总额", "350.5", year=2020), row(9, "固定资产投资总额", "350.5", kind="target"),
     row(9, "社会消费品零售总额", "350.5")],
)  # fmt: skip
def test_another_result_unit_year_kind_or_meaning_is_another_indicator(other: Figure) -> None:
    assert pairs(row(1, "固定资产投资额", "350.5"), other) == set()


def test_names_that_stand_in_one_table_are_two() -> None:
    rows = [row(1, "人均可支配收入", "5", "万元"), row(2, "居民人均可支配收入", "5", "万元")]
    targets = [row(1, "人均可支配收入", "6", "万元", 2022), row(2, "居民人均可支配收入", "6.2", "万元", 2022)]
    assert pairs(*rows, *targets) == set()


def test_the_report_of_jiangbei_renames_four(sources: Path) -> None:
    text = reading.read(next(sources.glob("003_*")))
    found = renamed.find(indicators.find(outline.outline(text, year=None, rules=None)).figures)
    assert {(one.subject, one.object) for one in found} == {
        ("固定资产投资总额", "固定资产投资额"),
        ("研究与试验发展经费支出占GDP比重", "全社会研发经费支出占比"),
        ("实际利用外资额", "实际利用外资"),
        ("城镇新增就业人数", "城镇新增就业"),
    }
