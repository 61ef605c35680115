"""Whether two figures may be compared, and if not, why: a guard that the other analyses use."""

from __future__ import annotations

from itertools import combinations

from jbgraph.analyses.readings import Reading, by_metric, readings
from jbgraph.analyses.results import Column, Result, Row, ordered
from jbgraph.graph import Graph

TITLE = ("Figures that must not be compared", "不可直接比较的数值")
ABOUT = (
    "Pairs of figures of one metric and subject that look alike and are not: the reason stands beside them.",
    "同一指标、同一主体而口径不同的数值对，并说明原因。",
)
WORDS = {
    "unit": ("different units", "计量单位不同"),
    "part-year": ("part of a year with a year", "非全年与全年"),
    "period-length": ("periods of different length", "时段长短不同"),
    "price": ("nominal with real", "名义与实际口径不同"),
    "coverage": ("taken within different areas", "统计范围不同"),
    "base": ("growth from different base periods", "增长的基期不同"),
    "words": ("no number is printed", "原文没有数字"),
    "about": ("about different things", "主体不同"),
    "metric": ("different metrics", "指标不同"),
}


def reasons(one: Reading, other: Reading, *, same_metric: bool = True) -> tuple[str, ...]:
    """Return why two figures must not be compared as numbers, as codes of WORDS; empty where they may be.

    :param same_metric: whether metric and subject must be the same; identities compare across metrics.
    """
    found = []
    if same_metric and one.metric != other.metric:
        found.append("metric")
    if same_metric and one.about != other.about:
        found.append("about")
    if one.value is None or other.value is None:
        found.append("words")
    elif one.unit != other.unit:
        found.append("unit")
    if one.period and other.period and one.part_year != other.part_year:
        found.append("part-year")
    elif one.part_year and other.part_year and length(one) != length(other):
        found.append("period-length")
    if one.price and other.price and one.price != other.price:
        found.append("price")
    if one.within != other.within:
        found.append("coverage")
    if one.base and other.base and one.base != other.base and one.period == other.period:
        found.append("base")
    return tuple(found)


def length(reading: Reading) -> tuple[str, str]:
    """Return the first and last day of a period within its year: January to September of two years are alike."""
    return reading.start[5:], reading.end[5:]


def run(graph: Graph) -> Result:
    """Return the pairs of figures of one metric and subject that must not be compared, with the reasons."""
    columns = (
        Column("metric", ("metric", "指标"), "thing"),
        Column("about", ("about", "主体"), "thing"),
        Column("one", ("figure", "数值"), "figure"),
        Column("other", ("other figure", "另一数值"), "figure"),
        Column("why", ("why not", "不可比的原因"), "word"),
    )
    rows = []
    for (metric, about), some in by_metric(readings(graph)).items():
        for one, other in combinations(some, 2):
            why = tuple(code for code in reasons(one, other) if code != "words")
            if why:
                rows.append(Row((metric, about, one.iri, other.iri, why), ordered((one.passage, other.passage))))
    count = len(rows)
    summary = (
        (
            f"{count} pairs of figures of one metric and subject must not be set against each other.",
            f"同一指标、同一主体的数值中，有{count}对不可直接比较。",
        ),
    )
    missing = "" if readings(graph) else ("This needs figures (jb:Observation).", "需要数值陈述（jb:Observation）。")
    return Result("comparability", columns, tuple(rows), WORDS, summary, missing)
