"""Whether two figures may be compared, and if not, why: a guard that the other analyses use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from jbgraph.analyses.shared.readings import Reading, by_metric, last, readings
from jbgraph.analyses.shared.results import Column, Result, Row, ordered
from jbgraph.graph import Graph

TITLE = ("Figures that must not be compared", "不可直接比较的数值")
ABOUT = (
    "Figures that look alike and are not, side against side with the reason; those that only a unit keeps apart, too.",
    "看似相同而口径不同的数值，两侧对列并说明原因；仅因计量单位不同的也一并列出。",
)
WORDS = {
    "unit": ("different units", "计量单位不同"),
    "rank": ("a place in an order with a quantity", "位次与数量"),
    "words": ("words with a number", "文字与数字"),
    "part-year": ("part of a year with a year", "非全年与全年"),
    "period-length": ("parts of a year of different length", "年内时段长短不同"),
    "several-years": ("several years with one", "多年与一年"),
    "no-period": ("no period is printed for one of them", "一方未印时期"),
    "price": ("nominal with real", "名义与可比价口径不同"),
    "coverage": ("taken within different areas", "统计范围不同"),
    "base": ("growth from different base periods", "增长的基期不同"),
    "about": ("about different things", "主体不同"),
    "metric": ("different metrics", "指标不同"),
    "perhaps": ("two names; whether of one metric is not said", "名称不同，是否同一指标未说明"),
    "increment": ("an increase with a level", "增幅与水平值"),
    "converted": ("units of one quantity: converted, then compared", "同一量的不同单位：换算后比较"),
    "unit-short": ("the unit leaves out what it is divided by", "单位省略了除数"),
    "refused": ("not to be compared as printed", "不可直接比较"),
    "allowed": ("may be compared", "可以比较"),
}
REMARKS = ("converted", "unit-short")
ORDER = ("unit", "part-year", "period-length", "several-years", "no-period", "price", "coverage", "base",
         "increment", "metric", "perhaps", "rank", "words", *REMARKS)  # fmt: skip
Found = tuple[str, tuple[str, ...], tuple[str, ...], list[Reading], list[Reading]]


def reasons(one: Reading, other: Reading, *, same_metric: bool = True) -> tuple[str, ...]:
    """Return why two figures must not be compared as numbers, as codes of WORDS; empty where they may be.

    Compare `amount`, not `value`, where they may: units of one quantity are no reason.

    :param same_metric: whether metric and subject must be the same; identities compare across metrics.
    """
    found = []
    if same_metric and one.metric != other.metric:
        found.append("metric")
    if same_metric and one.about != other.about:
        found.append("about")
    if one.value is None or other.value is None:
        found.append("words")
    elif placed(one) != placed(other):
        found.append("rank")
    elif one.measure != other.measure and not short(one, other):
        found.append("unit")
    found += timing(one, other)
    if one.price and other.price and one.price != other.price:
        found.append("price")
    if one.within != other.within:
        found.append("coverage")
    if one.base and other.base and one.base != other.base and one.period == other.period:
        found.append("base")
    return tuple(found)


def placed(reading: Reading) -> bool:
    """Say whether a number is a place in an order: 第四位, 进入前三."""
    return reading.comparator == "rank" or reading.unit == "place"


def timing(one: Reading, other: Reading) -> list[str]:
    """Return why the lengths of two periods are not alike; whether it is the same year is another question."""
    lengths = {length(one), length(other)}
    if len(lengths) == 1:
        return []
    if "" in lengths:
        return ["no-period"]
    if "years" in lengths:
        return ["several-years"]
    return ["part-year" if "year" in lengths else "period-length"]


def length(reading: Reading) -> str:
    """Return `year`, `years`, the days of a part of a year (those of two years are alike), or nothing where unsaid."""
    if not reading.start or not reading.end:
        return ""
    if reading.whole_year:
        return "year"
    return f"{reading.start[5:]}/{reading.end[5:]}" if reading.part_year else "years"


def short(one: Reading, other: Reading) -> bool:
    """Say whether one of two units is the other without its divisor: 万元 for 万元/人 of a value per head."""
    codes = sorted((one.code, other.code), key=len)
    return one.metric_type in ("percapita", "ratio") and bool(codes[0]) and codes[1].startswith(codes[0] + "/")


def carried(one: Reading, other: Reading) -> Decimal:
    """Return the value of a figure in the unit of another that it may be compared with; 0 without a number."""
    value = one.value or Decimal(0)
    return value if one.unit == other.unit or short(one, other) else value * one.factor / other.factor


def amounts(one: Reading, other: Reading) -> str:
    """Return which remark of REMARKS the units of two comparable figures call for, or nothing."""
    if one.unit == other.unit:
        return ""
    return "converted" if one.measure == other.measure else "unit-short" if short(one, other) else ""


def run(graph: Graph) -> Result:
    """Return which figures of a metric and subject, or of metrics taken for each other, must not be compared."""
    columns = (
        Column("metric", ("metric", "指标"), "thing"),
        Column("about", ("about", "主体"), "thing"),
        Column("figures", ("figures", "数值"), "figure", mixed=True),
        Column("others", ("other figures", "另一侧数值"), "figure", mixed=True),
        Column("why", ("why", "原因"), "word"),
        Column("verdict", ("verdict", "结论"), "word"),
    )
    said = readings(graph)
    found: list[Found] = []
    by_name: dict[str, dict[tuple[str, ...], list[Reading]]] = {}
    for (metric, about), some in by_metric(said).items():
        found += [(code, (metric,), about, side, other) for code, side, other in sides(some)]
        by_name.setdefault(metric, {})[about] = some
    for one, two, link in pairs(graph):
        for about, some in by_name.get(one, {}).items():
            one_side, other_side = numbers(some), numbers(by_name.get(two, {}).get(about, []))
            code = across(one_side, other_side, link)
            if code == "price" or (code and link != "growthOf"):
                found.append((code, (one, two), about, one_side, other_side))
    found.sort(key=lambda row: ORDER.index(row[0]))
    rows = tuple(
        Row(
            (
                metrics,
                about,
                once(side),
                once(other),
                code,
                "allowed" if code in REMARKS else "refused",
            ),
            ordered(r.passage for r in (*side, *other)),
        )
        for code, metrics, about, side, other in found
    )
    refused = sum(1 for row in rows if row.cells[-1] == "refused")
    summary = (
        (
            f"In {refused} places figures of one metric, or of metrics taken for each other, are not comparable.",
            f"有{refused}处数值属同一指标或易混指标，而不可直接比较。",
        ),
    )
    missing = "" if said else ("This needs figures (jb:Observation).", "需要数值陈述（jb:Observation）。")
    return Result("comparability", columns, rows, WORDS, summary, missing)


def sides(some: list[Reading]) -> Iterator[tuple[str, list[Reading], list[Reading]]]:
    """Yield what divides the figures of one metric and subject: the reason, and those on either side of it."""
    worded = [r for r in some if r.value is None]
    ranks = [r for r in some if r.value is not None and placed(r)]
    counted = numbers(some)
    if counted and ranks:
        yield "rank", counted, ranks
    if worded and (counted or ranks):
        yield "words", counted or ranks, worded
    measured = list(parted(counted, lambda r: r.measure))
    for other in measured[1:]:
        yield ("unit-short" if short(measured[0][0], other[0]) else "unit"), measured[0], other
    for alike in measured[:1]:
        units = list(parted(alike, lambda r: r.unit))
        for other in units[1:]:
            yield "converted", units[0], other
        lengths = sorted(parted(alike, length), key=lambda side: length(side[0]) != "year")
        for other in lengths[1:]:
            yield timing(lengths[0][0], other[0])[0], lengths[0], other
        prices = list(parted([r for r in alike if r.price], lambda r: r.price))
        for other in prices[1:]:
            yield "price", prices[0], other
        areas = list(parted(alike, lambda r: r.within))
        for other in areas[1:]:
            yield "coverage", areas[0], other
        for same in parted([r for r in alike if r.base], lambda r: r.period):
            bases = list(parted(same, lambda r: r.base))
            for other in bases[1:]:
                yield "base", bases[0], other


def numbers(some: Iterable[Reading]) -> list[Reading]:
    """Return the figures that are a quantity: neither words nor a place in an order."""
    return [r for r in some if r.value is not None and not placed(r)]


def parted(some: Iterable[Reading], key: Callable[[Reading], str]) -> Iterable[list[Reading]]:
    """Return figures in parts that have a key in common, in the order in which these first appear."""
    found: dict[str, list[Reading]] = {}
    for reading in some:
        found.setdefault(key(reading), []).append(reading)
    return found.values()


def once(some: Iterable[Reading]) -> tuple[str, ...]:
    """Return figures, those that say the same in several passages once."""
    found: dict[tuple[object, ...], str] = {}
    for r in some:
        found.setdefault((r.value, r.upper, r.words, r.comparator, r.unit, r.start, r.end, r.kind), r.iri)
    return tuple(found.values())


def pairs(graph: Graph) -> list[tuple[str, str, str]]:
    """Return pairs of metrics taken for each other, each once: judged alike or not, or one the growth of the other."""
    found: dict[tuple[str, str], str] = {}
    for one, link, other in graph.tuples(
        """SELECT ?a ?p ?b { VALUES ?p { jb:variesFrom jb:distinctFrom jb:growthOf } ?a ?p ?b . ?a a jb:Metric .
           ?b a jb:Metric } ORDER BY DESC(?p) ?a ?b"""
    ):
        found.setdefault((min(one, other), max(one, other)), last(link).rpartition("#")[2])
    return sorted((one, other, link) for (one, other), link in found.items())


def across(some: list[Reading], others: list[Reading], link: str) -> str:
    """Return why numbers of two metrics that are taken for each other must not be compared, nothing without any.

    :param link: how the two are linked, one of those of `pairs`.
    """
    if not some or not others:
        return ""
    if some[0].price and others[0].price and some[0].price != others[0].price:
        return "price"
    if some[0].measure != others[0].measure:
        return "unit"
    types = {some[0].metric_type, others[0].metric_type}
    if "increment" in types and len(types) > 1:
        return "increment"
    return "perhaps" if link == "variesFrom" else "metric"
