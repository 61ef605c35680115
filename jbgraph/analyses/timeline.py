"""What is due when: horizons and the periods of target figures, in the order of their last day, by goal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jbgraph.analyses.shared import horizons, promises
from jbgraph.analyses.shared.asked import answered
from jbgraph.analyses.shared.readings import last, looked_up, readings
from jbgraph.analyses.shared.results import Column, Result, Row, Value, several
from jbgraph.analyses.shared.service import KINDS, service
from jbgraph.errors import JbgraphError, Said
from jbgraph.graph import Graph
from jbgraph.networks import entities
from jbgraph.terms import JB, VOCABULARY

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page

TITLE = ("What is due when", "期限时间表")
ABOUT = (
    "Everything the documents give a time to, by the last day on which it is still in time; where words leave the days"
    " open, the days are our reading and are marked so.",
    "文件给出期限的全部事项，按最后期限排序；原文未写明具体日期的，日期为我方解读并已注明。",
)
THINGS = ("goal",)
NOT_DUE = ("Event", "Concept", "Place", "Organization", "Person", "Post", "Opportunity", "Metric")
"""Classes whose time is when they happened or held, not by when they are due."""
WORDS: dict[str, tuple[str, str]] = {
    **KINDS,
    "horizon": ("horizon", "期限"),
    "target": ("target figure", "指标目标"),
    "printed": ("as printed", "原文日期"),
    "reading": ("our reading", "我方解读"),
    "open": ("left open", "原文未定"),
    "done": ("reported as done", "报告已完成"),
}


@dataclass(frozen=True)
class Due:
    """That something is due in a period.

    :ivar figure: the target figure that is due, empty for a horizon.
    """

    thing: str
    figure: str
    metric: str
    period: str
    span: horizons.Span | None
    strength: str
    places: tuple[str, ...]
    done: bool = False


def run(graph: Graph, year: str = "", goal: str = "", figures: str = "yes") -> Result:
    """Return what is due, first what is due first; what has no day comes last.

    :param year: only what is due in this year, YYYY, or in these, YYYY-YYYY.
    :param goal: only this goal and what is under it.
    :param figures: `no` to leave the target figures out.
    :raises JbgraphError: if the year is none, or the answer neither yes nor no.
    """
    with_figures = answered("figures", figures)
    from_, until = years(year)
    steps = service(graph)
    inside = {goal, *steps.below(goal)} if goal else None
    kinds = {iri: kind.removeprefix(JB) for iri, kind in entities(graph).items()}
    every = dues(graph, kinds) + (targets(graph) if with_figures else [])
    shown = [
        one
        for one in every
        if (inside is None or inside & {one.thing, *set_for(graph).get(one.figure, ())})
        and (not year or (one.span is not None and from_ <= one.span.end[:4] <= until))
    ]
    order = {iri: number for number, iri in enumerate(steps.goals)}
    own = steps.own_goals

    def rank(one: Due) -> tuple[str, int, bool, str, str, str]:
        goals = goals_of(graph, one, own)
        first = order.get(goals[0], len(order)) if goals else len(order)
        return one.span.end if one.span else "9999", first, bool(one.figure), one.thing, one.figure, one.period

    columns = (
        Column("due", ("due by", "最后期限"), "text"),
        Column("period", ("period", "期限"), "thing"),
        Column("days", ("days", "日期依据"), "word"),
        Column("thing", ("thing", "事项"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("what", ("what", "性质"), "word"),
        Column("metric", ("metric", "指标"), "thing"),
        Column("figure", ("target", "目标值"), "figure"),
        Column("strength", ("strength", "力度"), "thing"),
        Column("goals", ("goal", "目标"), "thing"),
        Column("state", ("reported", "报告"), "word"),
        Column("from", ("from", "起"), "text"),
    )
    rows = []
    for one in sorted(shown, key=rank):
        span = one.span
        places = promises.cited(graph, one.places, one.thing)
        if places:
            cells = (
                span.end if span else None,
                one.period or None,
                ("reading" if span.fuzzy else "printed") if span else "open",
                one.thing,
                kinds.get(one.thing) if kinds.get(one.thing) in KINDS else None,
                "target" if one.figure else "horizon",
                one.metric or None,
                one.figure or None,
                one.strength or None,
                goals_of(graph, one, own) or None,
                "done" if one.done else None,
                (span.start or None) if span else None,
            )
            rows.append(Row(cells, places))
    missing: Said = "" if every else (
        "This needs horizons (jb:horizon) or target figures with periods (jb:Observation, jb:period).",
        "需要期限（jb:horizon）或带时期的目标值（jb:Observation、jb:period）。",
    )  # fmt: skip
    return Result("timeline", columns, tuple(rows), WORDS, summed(graph, rows), missing)


def years(text: str) -> tuple[str, str]:
    """Return the first and last year that a person asks for.

    :raises JbgraphError: if it is neither YYYY nor YYYY-YYYY.
    """
    if not text:
        return "", ""
    found = re.fullmatch(r"(\d{4})(?:[-–—至到](\d{4}))?年?", text.strip())
    if not found:
        raise JbgraphError((f"{text} is not a year", f"{text}不是年份"), where="--param year", hint="2025, 2021-2025")
    return found[1], found[2] or found[1]


def dues(graph: Graph, kinds: dict[str, str]) -> list[Due]:
    """Return what has a horizon and is due: not what happened, or held, at a time."""
    issued, documents = issues(graph), promises.passages(graph)
    marks: dict[tuple[str, str], dict[str, str]] = {}
    for thing, name, value, place in graph.tuples(
        "SELECT ?s ?p ?v ?g { GRAPH ?g { ?s jb:horizon ?h ; ?p ?v } FILTER(?p IN (jb:strength, jb:stage)) }"
        " ORDER BY ?s ?p ?v ?g"
    ):
        marks.setdefault((thing, place), {})[name.removeprefix(JB)] = value
    over = finished(graph)
    found: dict[tuple[str, str], Due] = {}
    for thing, period, place in promises.horizons(graph):
        if kinds.get(thing, "") in NOT_DUE:
            continue
        said = marks.get((thing, place), {})
        before = found.get((thing, period))
        span = horizons.days(graph, period, issued.get(place, ""))
        past = span is not None and span.end[:4] < issued.get(place, "")[:4]
        later = over.get((thing, documents.get(place, "")), ()) if past else ()
        found[thing, period] = Due(
            thing,
            "",
            "",
            period,
            span,
            said.get("strength", before.strength if before else ""),
            (*(before.places if before else ()), place, *later),
            last(said.get("stage")) in ("done", "ended") or bool(later) or bool(before and before.done),
        )
    return list(found.values())


def finished(graph: Graph) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return (thing, document) → the passages that report it as done or ended."""
    homes = promises.passages(graph)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for thing, place in graph.tuples(
        "SELECT DISTINCT ?s ?g { VALUES ?x { stage:done stage:ended } GRAPH ?g { ?s jb:stage ?x } } ORDER BY ?s ?g"
    ):
        key = (thing, homes.get(place, ""))
        found[key] = (*found.get(key, ()), place)
    return found


def targets(graph: Graph) -> list[Due]:
    """Return the target figures, each for what it is about; those for which no period is printed too."""
    return [
        Due(
            reading.about[0] if reading.about else "",
            reading.iri,
            reading.metric,
            reading.period,
            horizons.days(graph, reading.period, reading.issued) if reading.period else None,
            VOCABULARY + "strength/" + reading.strength if reading.strength else "",
            (reading.passage,),
        )
        for reading in readings(graph)
        if reading.kind == "target" and reading.about
    ]


def issues(graph: Graph) -> dict[str, str]:
    """Return passage → when its document was issued."""
    dates = looked_up(graph, "?s a jb:SourceDocument ; dcterms:issued ?x")
    return {passage: dates.get(document, "") for passage, document in promises.passages(graph).items()}


@lru_cache(maxsize=4)
def set_for(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return target figure → the things it is set for, by IRI."""
    found: dict[str, list[str]] = {}
    for thing, some in sorted(promises.targets(graph).items()):
        for reading in some:
            found.setdefault(reading.iri, []).append(thing)
    return {iri: tuple(things) for iri, things in found.items()}


def goals_of(graph: Graph, one: Due, own: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the goals that a thing, or what a figure is set for, is nearest to."""
    things = (one.thing, *set_for(graph).get(one.figure, ())) if one.figure else (one.thing,)
    return tuple(dict.fromkeys(goal for thing in things for goal in own.get(thing, ())))


def summed(graph: Graph, rows: list[Row]) -> tuple[Said, ...]:
    """Return how much is due when, and how much of it has no day, in words."""
    if not rows:
        return ()
    tally: dict[str, int] = {}
    for row in rows:
        tally[str(row.cells[0])[:4] if row.cells[0] else ""] = (
            tally.get(str(row.cells[0])[:4] if row.cells[0] else "", 0) + 1
        )
    dated = sorted(year for year in tally if year)
    found: list[Said] = []
    if dated:
        en = ", ".join(f"{year}: {tally[year]}" for year in dated)
        zh = "，".join(f"{year}年{tally[year]}项" for year in dated)
        found.append((f"Due by the end of a year: {en}.", f"按到期年份：{zh}。"))
    read = sum(1 for row in rows if row.cells[2] == "reading")
    left = tally.get("", 0)
    if read:
        found.append(
            (
                f"For {read} of {len(rows)} the last day is our reading of the words.",
                f"{len(rows)}项中有{read}项的最后日期为我方对用语的解读。",
            )
        )
    if left:
        found.append(
            (
                f"{left} have no day: the documents print no time, or no year to count from.",
                f"{left}项没有日期：文件未印出时间或起止年。",
            )
        )
    loose = sum(1 for row in rows if not row.cells[9])
    if loose:
        found.append((f"{loose} are linked to no goal.", f"{loose}项未与任何目标相连。"))
    two: dict[str, set[str]] = {}
    for row in rows:
        if row.cells[5] == "horizon" and row.cells[0]:
            two.setdefault(str(row.cells[3]), set()).add(str(row.cells[0]))
    several = sorted(thing for thing, days in two.items() if len(days) > 1)
    if several:
        names, titles = graph.labels(several, "zh"), graph.labels(several, "en")
        found.append(
            (
                "Due on more than one day: "
                + "; ".join(f"{titles[one]} ({', '.join(sorted(two[one]))})" for one in several)
                + ".",
                "有不止一个期限的："
                + "；".join(f"{names[one]}（{'、'.join(sorted(two[one]))}）" for one in several)
                + "。",
            )
        )
    return tuple(found)


def chart(graph: Graph, result: Result, lang: str) -> Page:
    """Return a Gantt chart: a line for each period under each goal, with what is due at its end."""
    from jbgraph.charts import gantt
    from jbgraph.paper.style import hue

    zh = lang == "zh"
    goals = service(graph).goals
    groups: dict[tuple[str, str], list[dict[str, Value]]] = {}
    for one in result.records():
        if one["state"] == "done":
            continue
        goal = next(iter(several(one["goals"])), "")
        groups.setdefault((goal, str(one["period"] or "")), []).append(one)
    iris = {
        iri for one in result.records() for key in ("thing", "period", "metric", "goals") for iri in several(one[key])
    }
    named = graph.labels(sorted(iris), lang)
    order = {goal: number for number, goal in enumerate(goals)}
    places = sorted(groups, key=lambda key: (order.get(key[0], len(order)), str(groups[key][0]["due"] or "9999")))
    bars = []
    for goal, period in places:
        some = groups[goal, period]
        figures = [one for one in some if one["figure"]]
        start, end = some[0]["from"], some[0]["due"]
        bars.append(
            gantt.Bar(
                named[goal] if goal else "未与目标相连" if zh else "Linked to no goal",
                hue(order[goal] if order.get(goal, 9) < 4 else -1),
                label_of(some, named, zh),
                named.get(period, ""),
                gantt.years(str(start), last=False) if start else None,
                gantt.years(str(end)) if end else None,
                some[0]["days"] == "reading",
                len(figures),
            )
        )
    note = (
        "What has a horizon or a target figure and is not reported as done, by goal and period. A bar ends on the last "
        "day that is still in time. What ends in … is complete in the table.",
        "有期限或目标值、且未报告完成的事项，按目标与时期列出；横条止于最后期限。以“…”结尾者全文见表。",
    )
    return gantt.drawn(bars, TITLE[zh], note[zh], lang)


def label_of(some: list[dict[str, Value]], named: dict[str, str], zh: bool) -> str:
    """Return the things that are due, and after them the metrics of target figures."""
    things = list(dict.fromkeys(named[str(one["thing"])] for one in some if not one["figure"]))
    metrics = list(dict.fromkeys(named[str(one["metric"])] for one in some if one["figure"]))
    count = sum(1 for one in some if one["figure"])
    said = ("、" if zh else "; ").join(things)
    if len(things) > 2:
        said = f"{len(things)}项：{said}" if zh else f"{len(things)} things: {said}"
    if metrics:
        head = f"目标值{count}个：" if zh else f"{count} target figure{'s' * (count > 1)}: "
        said += ("；" if zh else "; ") * bool(said) + head + ("、" if zh else ", ").join(metrics)
    return said
