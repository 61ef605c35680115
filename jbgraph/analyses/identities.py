"""The arithmetic that the documents imply: what adds up, what does but for rounding, what does not."""

from __future__ import annotations

from jbgraph.analyses.shared import arithmetic, counts
from jbgraph.analyses.shared.arithmetic import Check
from jbgraph.analyses.shared.readings import readings
from jbgraph.analyses.shared.reckoning import FAILS, HOLDS, OPEN, ROUNDED, VERDICTS, text
from jbgraph.analyses.shared.results import Column, Result, Row
from jbgraph.graph import Graph

TITLE = ("Does the arithmetic hold?", "数字关系是否成立")
ABOUT = (
    "Each figure that follows from others, reckoned again; the tolerance is what the printed digits leave open.",
    "凡可由其他数值推算的数值，逐一复核；容差为所印位数留下的余地。",
)
WORDS = {
    "sum": ("a whole and its parts", "总量与各部分"),
    "growth": ("a growth and the levels", "增速与总量"),
    "increase": ("an increase and the levels", "增量与前后数值"),
    "excess": ("an excess over target", "超额与目标"),
    "share": ("a share, its part and whole", "占比与分子分母"),
    "twice": ("one figure printed more than once", "同一数值多处印出"),
    "members": ("a number and the members listed", "所称数目与所列成员"),
    "sizes": ("a number and those of its parts", "所称数目与各部分数目"),
    "binding": ("a number and the indicators marked as binding", "所称数目与标为约束性的指标"),
    HOLDS: ("holds", "成立"),
    ROUNDED: ("holds by rounding", "在舍入范围内成立"),
    FAILS: ("does not hold", "不成立"),
    OPEN: ("cannot be decided", "无法判定"),
    "parts-missing": ("not every part prints a figure", "有部分未印数值"),
    "not-printed": ("an operand is not printed", "有一项未印出"),
    "price": ("a real growth does not run between nominal levels", "可比价增速不适用于现价总量"),
    "price-unsaid": ("whether the growth is real or nominal is not said", "增速按现价还是可比价未说明"),
    "kinds": ("the level is a forecast", "总量为预测值"),
    "hedged": ("a figure is only a bound or about", "有数值仅为界限或约数"),
    "examples": ("the members are named as examples", "成员仅为举例"),
    "unlisted": ("a number is stated and no member is listed", "只称数目，未列成员"),
    "fewer": ("fewer are listed than stated", "列出者少于所称数目"),
    "more": ("more are listed than stated", "列出者多于所称数目"),
}
KINDS = ("sum", "growth", "increase", "excess", "share", "binding", "sizes", "members", "twice")


def run(graph: Graph) -> Result:
    """Return every identity found: those that do not hold first, then those that cannot be decided."""
    columns = (
        Column("identity", ("identity", "关系"), "word"),
        Column("about", ("about", "主体"), "thing"),
        Column("metric", ("metric", "指标"), "thing"),
        Column("formula", ("formula", "算式"), "text"),
        Column("verdict", ("verdict", "结论"), "word"),
        Column("why", ("why", "说明"), "word"),
        Column("gap", ("difference", "差额"), "number"),
        Column("room", ("tolerance", "容差"), "number"),
        Column("implied", ("implied, not printed", "推算值（未印）"), "text"),
        Column("stated", ("figure", "数值"), "figure", mixed=True),
        Column("operands", ("operands", "各项"), "figure", mixed=True),
    )
    found = sorted(checks(graph), key=lambda c: (VERDICTS.index(c.verdict), KINDS.index(c.kind)))
    rows = tuple(
        Row(
            (
                check.kind,
                check.about,
                check.metrics,
                check.formula or None,
                check.verdict,
                check.reason or None,
                None if check.gap is None else text(check.gap, 4),
                None if check.room is None else text(check.room, 4),
                check.implied or None,
                check.stated or None,
                check.operands,
            ),
            check.passages,
        )
        for check in found
    )
    checked = [check for check in found if check.reason != "unlisted"]
    number = {verdict: sum(1 for check in checked if check.verdict == verdict) for verdict in VERDICTS}
    bare = len({group for check in found if check.reason == "unlisted" for group in check.about})
    summary = [
        (
            f"{len(checked)} identities: {number[HOLDS]} hold, {number[ROUNDED]} hold by rounding, "
            f"{number[FAILS]} do not hold, {number[OPEN]} cannot be decided from what is printed.",
            f"共{len(checked)}项数字关系：{number[HOLDS]}项成立，{number[ROUNDED]}项在舍入范围内成立，"
            f"{number[FAILS]}项不成立，{number[OPEN]}项据所印内容无法判定。",
        )
    ]
    if bare:
        summary.append(
            (
                f"For {bare} more groups a number is stated and no document lists a member.",
                f"另有{bare}个编组只称数目，各文件均未列成员。",
            )
        )
    missing = (
        ""
        if found
        else (
            "This needs figures (jb:Observation) of wholes and parts, of one metric in two periods, or groups with a "
            "stated size (jb:statedSize) and members (jb:memberOf).",
            "需要整体与部分的数值、同一指标两期的数值（jb:Observation），或有所称数目（jb:statedSize）和成员（jb:memberOf）的编组。",
        )
    )
    return Result("identities", columns, rows, WORDS, tuple(summary), missing)


def checks(graph: Graph) -> list[Check]:
    """Return what is checked, by kind and in reading order within one."""
    said = readings(graph)
    figures = arithmetic.Figures(graph, said)
    sums = list(arithmetic.sums(graph, figures))
    summed = {check.about for check in sums}
    return [
        *sums,
        *arithmetic.growths(figures),
        *arithmetic.differences(figures),
        *arithmetic.shares(figures),
        *arithmetic.twice(figures),
        *counts.bindings(graph, said),
        *(check for check in counts.sizes(graph) if check.about not in summed),
        *counts.members(graph),
        *counts.unlisted(graph),
    ]
