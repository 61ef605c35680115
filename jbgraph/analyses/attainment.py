"""Targets against results: what plain comparison gives, beside what the authority reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jbgraph import figures, terms
from jbgraph.analyses.comparability import carried, placed, reasons
from jbgraph.analyses.shared.arithmetic import year_before
from jbgraph.analyses.shared.asked import answered
from jbgraph.analyses.shared.readings import Reading, last, readings
from jbgraph.analyses.shared.reckoning import ENDLESS, between, text
from jbgraph.analyses.shared.results import Column, Result, Row, ordered, several
from jbgraph.errors import both
from jbgraph.evidence import reading_order
from jbgraph.graph import Graph

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page

TITLE = ("Targets and results", "目标与实际")
ABOUT = (
    "Each target with a result for its period: the verdict of plain comparison beside the status reported, "
    "and the passage that explains a difference.",
    "凡有同期实际值的目标：按所印数值比较的结论与报告的完成情况并列，并注明解释差异的段落。",
)
WORDS = {
    "below": ("below the printed target", "低于所印目标"),
    "undecided": ("cannot be decided", "无法判定"),
    "met": ("met", "达到"),
    "exceeded": ("exceeded", "超过"),
    "open": ("no result is printed yet", "尚无实际值"),
    "differs": ("not the status reported", "与所报情况不同"),
    "agrees": ("as reported", "与所报情况相同"),
    "unreported": ("no status reported", "未报告完成情况"),
    "uncompared": ("reported, and not to be compared", "有报告，无从比较"),
    "no-last-year": ("unchanged from the year before, which is not printed", "与上年持平，而上年值未印出"),
    "against-last-year": ("compared with the year before", "与上年值比较"),
    "delegated": ("set by a higher level and not printed", "由上级下达，未印出"),
    "dash": ("a dash is printed", "印为“—”"),
    "words": ("words stand in the place of a number", "以文字代替数字"),
    "bound-only": ("the result is printed as a bound or about", "实际值仅印为界限或约数"),
    "bound-repeated": ("the result repeats the bound of the target", "实际值重复了目标的界限"),
    "hedged": ("the target is printed as about", "目标印为“左右”"),
    "defined": ("the passage named defines the status", "所列段落对该完成情况另有界定"),
    "not-defined": ("no passage defines the status", "文件未界定该完成情况"),
    "binding": ("binding", "约束性"),
    "unit": ("different units", "计量单位不同"),
    "rank": ("a place in an order with a quantity", "位次与数量"),
    "part-year": ("the result is for part of the year", "实际值仅为年内一段时间"),
    "period-length": ("periods of different length", "时段长短不同"),
    "several-years": ("several years with one", "多年与一年"),
    "no-period": ("no period is printed", "未印时期"),
    "price": ("nominal with real", "名义与可比价口径不同"),
    "coverage": ("taken within different areas", "统计范围不同"),
    "base": ("growth from different base periods", "增长的基期不同"),
}
VERDICTS = ("below", "undecided", "met", "exceeded", "open")
GLAD = {"exceeded": ("exceeded", "met"), "met": ("met", "exceeded"), "as-expected": ("met", "exceeded"),
        "basically-met": ("met", "exceeded")}  # fmt: skip
"""Reported status → the verdicts that it is at one with."""
POINTS = ("equal", "about", "unchanged", "range")
BEYOND = ("more-than", "somewhat-more", "less-than", "just-under")
UPWARD, DOWNWARD = ("at-least", "more-than", "somewhat-more"), ("at-most", "less-than", "just-under")


@dataclass(frozen=True)
class Outcome:
    """A target against a result.

    :ivar wanted: the number of the target in its unit, or that of the year before where the target is unchanged.
    :ivar gap: result minus target in the unit of the target; None where they cannot be compared.
    :ivar why: codes of WORDS: why undecided, or what to mind.
    """

    target: Reading
    actual: Reading | None
    verdict: str
    wanted: Decimal | None = None
    gap: Decimal | None = None
    why: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    @property
    def matches(self) -> str:
        """Whether the verdict is at one with the status reported."""
        status = self.actual.status if self.actual else ""
        if not status:
            return "unreported"
        if self.verdict in ("undecided", "open"):
            return "uncompared"
        return "agrees" if self.verdict in GLAD.get(status, ()) else "differs"


def run(graph: Graph, open: str = "no") -> Result:
    """Return targets with a result for their period, or for part of it.

    :param open: `yes` lists the targets without any result too.
    :raises JbgraphError: if `open` is neither yes nor no.
    """
    everything = answered("open", open)
    columns = (
        Column("metric", ("metric", "指标"), "thing"),
        Column("about", ("about", "主体"), "thing"),
        Column("target", ("target", "目标"), "figure"),
        Column("actual", ("result", "实际"), "figure"),
        Column("verdict", ("compared", "比较结论"), "word"),
        Column("gap", ("difference", "差额"), "number"),
        Column("unit", ("unit", "单位"), "thing"),
        Column("relative", ("in per cent of the target", "差额占目标"), "share"),
        Column("reported", ("reported", "报告状态"), "thing"),
        Column("agreement", ("and the report", "与报告"), "word"),
        Column("why", ("to mind", "说明"), "word"),
        Column("note", ("explained in", "解释见"), "thing"),
        Column("strength", ("strength", "力度"), "thing"),
        Column("binding", ("binding", "约束性"), "word"),
    )
    said = readings(graph)
    found = outcomes(said)
    notes = explained(graph, {r.status for r in said if r.status})
    rows = tuple(row(one, notes) for one in found if one.verdict != "open" or everything)
    missing = (
        ""
        if any(one.actual for one in found)
        else (
            "This needs targets and results (jb:Observation with jb:kind kind:target and kind:actual) of one metric, "
            "subject and period.",
            "需要同一指标、同一主体、同一时期的目标值与实际值（jb:Observation，jb:kind为kind:target与kind:actual）。",
        )
    )
    return Result("attainment", columns, rows, WORDS, summary(graph, found), missing)


def row(one: Outcome, notes: dict[tuple[str, str], list[str]]) -> Row:
    """Return an outcome as a row; where its status is defined in the same document, with that passage."""
    target, actual = one.target, one.actual
    status = actual.status if actual else ""
    note = tuple(notes.get((status, actual.document), ())) if actual else ()
    why = one.why
    if status and one.matches in ("differs", "uncompared") and GLAD.get(status) != (status, "exceeded"):
        why = (*why, "defined") if note else (*why, "not-defined") if one.matches == "differs" else why
    relative = None if one.gap is None or not one.wanted else text(one.gap / abs(one.wanted), 4)
    return Row(
        (
            target.metric,
            target.about,
            target.iri,
            actual.iri if actual else None,
            one.verdict,
            None if one.gap is None else text(one.gap),
            concept("unit", between(target.unit)) if one.gap is not None else None,
            relative,
            concept("status", status),
            one.matches if actual else None,
            why,
            note,
            concept("strength", target.strength),
            "binding" if target.binding else None,
        ),
        ordered([target.passage, *one.passages, *([actual.passage] if actual else []), *note]),
    )


def concept(scheme: str, name: str) -> str | None:
    """Return the IRI of a concept by the last part of it, None for none."""
    return f"{terms.VOCABULARY}{scheme}/{name}" if name else None


def outcomes(said: Iterable[Reading]) -> list[Outcome]:
    """Return every target with its outcome: below first, then undecided, met, exceeded, open; then in reading order.

    A target that several passages print alike counts once.
    """
    results: dict[tuple[str, tuple[str, ...]], list[Reading]] = {}
    wanted: dict[tuple[object, ...], list[Reading]] = {}
    for r in said:
        if r.kind == "actual":
            results.setdefault((r.metric, r.about), []).append(r)
        elif r.kind == "target":
            alike = (r.metric, r.about, r.start, r.end, r.within, r.value, r.words, r.comparator)
            wanted.setdefault(alike, []).append(r)
    found = []
    for some in wanted.values():
        target = some[0]
        known = results.get((target.metric, target.about), [])
        actual = result_of(target, known)
        before = (year_before(target.start), year_before(target.end))
        last_year = next((r for r in known if (r.start, r.end) == before and r.value is not None), None)
        one = Outcome(target, None, "open") if actual is None else judged(target, actual, last_year)
        found.append(replace(one, passages=tuple(r.passage for r in some)))
    return sorted(
        found,
        key=lambda one: (VERDICTS.index(one.verdict), one.matches != "differs", reading_order(one.target.passage)),
    )


def result_of(target: Reading, known: Iterable[Reading]) -> Reading | None:
    """Return the result for the period of a target, of its own passage or with a status first; or for a part of it."""
    numbered = [r for r in known if placed(r) == placed(target) or r.value is None]
    same = [r for r in numbered if target.start and (r.start, r.end) == (target.start, target.end)]
    if same:
        return min(same, key=lambda r: (r.passage != target.passage, not r.status, r.value is None))
    inside = [r for r in numbered if r.part_year and target.start <= r.start and r.end <= target.end]
    return next((r for r in inside if target.whole_year and reasons(target, r) == ("part-year",)), None)


def judged(target: Reading, actual: Reading, last_year: Reading | None) -> Outcome:
    """Return what comparison of a target and a result of its metric and subject gives."""

    def open_(*why: str) -> Outcome:
        return Outcome(target, actual, "undecided", why=why)

    aim, remarks = target, list[str]()
    if target.comparator == "unchanged" and last_year is not None:
        aim = replace(last_year, comparator="unchanged", start=target.start, end=target.end)
        remarks.append("against-last-year")
    if aim.value is None:
        return open_({"unchanged": "no-last-year", "delegated": "delegated", "not-printed": "dash"}.get(
            aim.comparator, "words"))  # fmt: skip
    if actual.value is None:
        return open_("dash" if actual.comparator == "not-printed" else "words")
    against = reasons(aim, actual)
    if against:
        return open_(*against)
    reached = carried(actual, aim)
    low = -ENDLESS if actual.comparator in DOWNWARD else reached
    high = ENDLESS if actual.comparator in UPWARD else reached
    if actual.comparator == "about" and aim.comparator != "about":
        return open_("bound-only")
    verdict = compared(aim, actual.comparator, low, high)
    if verdict == "undecided":
        return open_("bound-only")
    if aim.comparator == "about":
        remarks.append("hedged")
    if actual.comparator == aim.comparator and aim.comparator not in POINTS and reached == aim.value:
        remarks.append("bound-repeated")
    return Outcome(target, actual, verdict, aim.value, reached - aim.value, tuple(remarks))


def compared(aim: Reading, how: str, low: Decimal, high: Decimal) -> str:
    """Return the verdict on a result that lies between `low` and `high`, in the unit of the target.

    :param how: comparator of the result.
    """
    wanted = aim.value or Decimal(0)
    sign = -1 if aim.comparator in ("at-most", "less-than") or aim.direction == "down" else 1
    worst, best = (low, high) if sign > 0 else (-high, -low)
    bar = wanted * sign if aim.upper is None or sign > 0 else -aim.upper
    top = bar if aim.upper is None else max(wanted * sign, aim.upper * sign)
    only = aim.comparator in ("more-than", "less-than") and how != aim.comparator
    if worst > bar or (worst == bar and not only):
        beyond = worst > top or (worst == top and how in BEYOND)
        return "exceeded" if beyond and aim.comparator in POINTS else "met"
    if best < bar or (best == bar == worst):
        return "below"
    return "undecided"


def explained(graph: Graph, statuses: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Return (status, document) → the passages that say what the document means by it.

    They speak of a concept that has the name of the status, as a note under a table does.
    """
    values = " ".join(f"<{concept('status', status)}>" for status in sorted(statuses))
    found: dict[tuple[str, str], list[str]] = {}
    for status, document, passage in graph.tuples(
        f"""SELECT DISTINCT ?status ?d ?g {{ VALUES ?status {{ {values} }} ?status skos:prefLabel ?name .
            ?thing skos:prefLabel ?name . FILTER(LANG(?name) = "zh" && ?thing != ?status)
            GRAPH ?g {{ ?thing ?p ?o }} ?g a jb:Passage ; jb:inDocument ?d }} ORDER BY ?status ?d ?g"""
    ):
        found.setdefault((last(status), document), []).append(passage)
    return found


def summary(graph: Graph, found: list[Outcome]) -> tuple[tuple[str, str], ...]:
    """Return what the outcomes come to, with the statuses in the words of the documents."""
    number = {verdict: sum(1 for one in found if one.verdict == verdict) for verdict in VERDICTS}
    decided = number["below"] + number["met"] + number["exceeded"]
    said = [(
        f"{decided + number['undecided']} targets have a result: {number['exceeded']} exceeded, {number['met']} met, "
        f"{number['below']} below the printed target, {number['undecided']} cannot be decided.",
        f"{decided + number['undecided']}项目标有实际值：超过{number['exceeded']}项，达到{number['met']}项，"
        f"低于所印目标{number['below']}项，无法判定{number['undecided']}项。",
    )]  # fmt: skip
    short_ = [one.actual.status for one in found if one.verdict == "below" and one.matches == "differs" and one.actual]
    if short_:
        counts = {status: short_.count(status) for status in dict.fromkeys(short_)}
        en, zh = (graph.labels([str(concept("status", s)) for s in counts], lang) for lang in ("en", "zh"))
        said.append((
            "Of those below, " + ", ".join(
                f"{n} reported as “{en[str(concept('status', s))]}” ({zh[str(concept('status', s))]})"
                for s, n in counts.items()) + ".",
            "低于所印目标者中，" + "，".join(
                f"{n}项报告为“{zh[str(concept('status', s))]}”" for s, n in counts.items()) + "。",
        ))  # fmt: skip
    said += claims(graph, found)
    if number["open"]:
        said.append((
            f"{number['open']} more targets have no result in these documents yet (option open=yes lists them).",
            f"另有{number['open']}项目标在这些文件中尚无实际值（选项open=yes可列出）。",
        ))  # fmt: skip
    return tuple(said)


def claims(graph: Graph, found: list[Outcome]) -> list[tuple[str, str]]:
    """Return what passages say of a group of indicators as a whole, beside the statuses reported for each of them."""
    by_metric = {one.target.metric: one for one in found if one.actual and one.actual.status}
    members: dict[str, list[Outcome]] = {}
    for metric, group in graph.tuples("SELECT DISTINCT ?m ?x { ?m jb:memberOf ?x . ?m a jb:Metric } ORDER BY ?x ?m"):
        members.setdefault(group, []).extend([by_metric[metric]] if metric in by_metric else [])
    said = []
    for group, size, outcome, place in graph.tuples(
        """SELECT ?x ?n ?o ?g { GRAPH ?g { ?x jb:statedSize ?n ; jb:outcome ?o } ?g a jb:Passage }
           ORDER BY DESC(xsd:integer(?n)) ?x ?o ?g"""
    ):
        some = members.get(group, [])
        if len(some) != int(size):
            continue  # not a group of indicators, or not every one has a status
        counts: dict[str, int] = {}
        for one in some:
            status = str(concept("status", one.actual.status if one.actual else ""))
            counts[status] = counts.get(status, 0) + 1
        most = sorted(counts, key=lambda status: (-counts[status], status))
        below, open_ = (sum(1 for one in some if one.verdict == verdict) for verdict in ("below", "undecided"))
        en, zh = (graph.labels([group, outcome, *counts], lang) for lang in ("en", "zh"))
        where = graph.compress(place)
        said.append((
            f"{en[group]}: said to be “{en[outcome]}” ({where}); reported one by one as "
            + ", ".join(f"“{en[s]}” {counts[s]}" for s in most)
            + f"; {below} below the printed target, {open_} cannot be decided.",
            f"{zh[group]}：文件总称“{zh[outcome]}”（{where}）；逐项报告为"
            + "、".join(f"“{zh[s]}”{counts[s]}项" for s in most) + f"；低于所印目标{below}项，无法判定{open_}项。",
        ))  # fmt: skip
    return said


def chart(graph: Graph, result: Result, lang: str) -> Page:
    """Return the bullet chart of the targets that have a result, each result as a part of its target."""
    from jbgraph.charts import bullet

    zh = lang == "zh"
    printed = {figure.iri: figure for figure in figures.figures(graph, None, lang)}
    words = {code: both(text)[zh] for code, text in result.words.items()}
    status = graph.labels({str(r["reported"]) for r in result.records() if r["reported"]}, lang)
    lines = []
    for r in result.records():
        if not r["actual"]:
            continue
        target, actual = printed[str(r["target"])], printed[str(r["actual"])]
        said = [status[str(r["reported"])]] if r["reported"] else []
        said = [f"报告：{one}" if zh else f"reported: {one}" for one in said]
        said += [words[code] for code in several(r["why"])]
        said += [graph.compress(note) for note in several(r["note"])]
        lines.append(
            bullet.Bullet(
                words[str(r["verdict"])],
                f"{target.metric}（{actual.period}）" if zh else f"{target.metric} ({actual.period})",
                None if r["relative"] is None else 1 + float(str(r["relative"])),
                r["verdict"] in ("met", "exceeded"),
                f"{actual.value} · 目标 {target.value}" if zh else f"{actual.value} · target {target.value}",
                ("；" if zh else "; ").join(said),
            )
        )
    note = (
        "Bar: result as a part of the target; upright mark: the target (100%). Full bars reach it, hatched do not; "
        "where less is wanted, a bar within the mark is full.",
        "横条为实际值占目标的比例，竖线为目标（100%）。实心达到目标，斜线未达到；以低为好者，不越过竖线为达到。",
    )
    return bullet.drawn(lines, TITLE[zh], note[zh])
