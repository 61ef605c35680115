"""What hangs on a thing, what a goal stands on, and what everything hangs on alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jbgraph.analyses.shared import graphs, horizons, promises
from jbgraph.analyses.shared.asked import first
from jbgraph.analyses.shared.results import Column, Result, Row, Value, several
from jbgraph.analyses.shared.service import KINDS, Service, flow, reach, service
from jbgraph.analyses.timeline import issues
from jbgraph.errors import JbgraphError, Said
from jbgraph.graph import Graph
from jbgraph.networks import entities
from jbgraph.terms import JB

TITLE = ("What hangs on what", "影响与依赖")
ABOUT = (
    "What is touched when a project, program or unit is delayed or dropped, or what a goal stands on, by what is stated"
    " to serve, be part of, belong to or aim at an end. A share counts"
    " all that is stated to carry an end alike: it says how the plan is written, not how effects spread.",
    "某项目、工程或单位推迟或取消时所触及的事项，或某目标的支撑；途径只计服务、属于、列入、旨在建成等关系。占比视文件所列各支撑为等同：反映规划的写法，而非实际效果。",
)
THINGS = ("thing", "goal")
WORDS = {
    **KINDS,
    "itself": ("itself", "其自身"),
    "role": ("it has a role for", "由其担任角色"),
    "direct": ("directly", "直接"),
    "through": ("through others", "间接"),
    "lost": ("nothing is left to carry it", "再无支撑"),
    "left": ("others carry it too", "另有支撑"),
    "late": ("late", "逾期"),
    "in-time": ("in time", "未逾期"),
    "stranded": ("reaches a goal only through it", "仅经其通向目标"),
    "way": ("only way to a goal", "通向目标的唯一途径"),
    "carrier": ("only carrier", "唯一支撑"),
    "measure": ("only thing with the metric", "指标的唯一载体"),
}
OWNERS = ("Organization", "Post", "Person", "Place")
MOST = 200  # things named in one cell; a cell counts the others


def run(graph: Graph, thing: str = "", goal: str = "", until: str = "", top: str = "60") -> Result:
    """Return what is touched by a thing, what a goal stands on, or without either the single points of failure.

    :param thing: what is delayed or dropped: a project, program or other carrier, or a body or post with roles.
    :param goal: an end whose supports are asked for instead.
    :param until: with `thing`, the day until which it is delayed, YYYY, YYYY-MM or YYYY-MM-DD: marks what is then late.
    :param top: at most so many rows; `all` for every one.
    :raises JbgraphError: if both are given, the day is none, or the number is none.
    """
    if thing and goal:
        raise JbgraphError(
            ("thing and goal exclude each other", "thing与goal只能给其一"), where="--param", hint="thing=…"
        )
    day = last_day(until)
    if thing:
        columns, rows, said = touched(graph, thing, day)
    else:
        columns, rows, said = supports(graph, goal) if goal else single(graph)
    shown = first(rows, top)
    if len(shown) < len(rows):
        said.append((f"{len(shown)} of {len(rows)} are shown.", f"显示{len(rows)}项中的{len(shown)}项。"))
    missing: Said = "" if service(graph).up else (
        "This needs what serves what (jb:serves, jb:partOf, jb:memberOf, jb:aimsAt).",
        "需要服务与所属关系（jb:serves、jb:partOf、jb:memberOf、jb:aimsAt）。",
    )  # fmt: skip
    return Result("impact", columns, tuple(shown), WORDS, tuple(said), missing)


Found = tuple[tuple[Column, ...], list[Row], list[Said]]


def last_day(text: str) -> str:
    """Return the last day that a person means, YYYY-MM-DD, empty for none.

    >>> last_day("2025"), last_day("2025-02")
    ('2025-12-31', '2025-02-28')

    :raises JbgraphError: if it is no day, month or year.
    """
    if not text:
        return ""
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", text.strip())
    if not found:
        raise JbgraphError(
            (f"{text} is not a day", f"{text}不是日期"), where="--param until", hint="2025, 2025-06, 2025-06-30"
        )
    if found[3]:
        return found[0]
    month = int(found[2] or 12)
    return horizons.spanned(int(found[1]), month, int(found[1]), month).end


def touched(graph: Graph, thing: str, day: str) -> Found:
    """Return what a thing carries, nearest first, and what would reach no goal without it."""
    steps = service(graph)
    starts, how = begun(graph, steps, thing)
    carriers = {end: len(some) for end, some in steps.down.items()}
    amount = flow(starts, steps.up, lambda here, there: 1 / carriers[there])
    level = reach(starts, steps.up)
    below = stranded(steps, set(starts))
    gone = emptied(steps, starts)
    columns = (
        Column("thing", ("touched", "所触及"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("how", ("how", "方式"), "word"),
        Column("steps", ("steps", "步数"), "number"),
        Column("share", ("share carried", "支撑占比"), "share"),
        Column("left", ("what is left", "余下支撑"), "word"),
        *promised_columns(),
        *((Column("late", ("deadline", "是否逾期"), "word"),) if day else ()),
    )
    told = Promises(graph)
    order = {goal: number for number, goal in enumerate(steps.goals)}
    rows = []
    for one in sorted(level, key=lambda one: (level[one], -amount[one], order.get(one, 0), one)):
        what = how if level[one] == 0 else "direct" if level[one] == 1 else "through"
        left = ("lost" if one in gone else "left") if level[one] else None
        cells = (one, steps.kinds.get(one), what, level[one], round(amount[one], 4), left, *told.cells(one))
        path = (place for end in (one,) for step in upward(steps, level, end) for place in steps.stated[step])
        places = promises.cited(graph, path, one)
        if places:
            rows.append(Row((*cells, *((told.late(one, day),) if day else ())), places))
    for one in sorted(below, key=lambda one: (below[one], one)):
        cells = (one, steps.kinds.get(one), "stranded", below[one], None, None, *told.cells(one))
        places = promises.cited(graph, (), one)
        if places:
            rows.append(Row((*cells, *((told.late(one, day),) if day else ())), places))
    return columns, rows, told_of(graph, steps, thing, rows)


def begun(graph: Graph, steps: Service, thing: str) -> tuple[dict[str, float], str]:
    """Return what is hit first, with its weight: the thing itself, or what a body or post has a role for.

    One of several with a role for a thing carries its part of it.
    """
    if thing in steps.kinds:
        return {thing: 1.0}, "itself"
    roles = [duty for duty in promises.duties(graph) if duty.thing in steps.kinds]
    mine = {duty.thing for duty in roles if duty.holder == thing}
    if not mine and entities(graph).get(thing, "").removeprefix(JB) not in OWNERS:
        label = graph.compress(thing)
        raise JbgraphError(
            (f"{label} is no undertaking, end or unit", f"{label}不是举措、目的或单位"),
            where="--param thing",
            hint=("name a project, program, task, body or post", "写出项目、工程、任务、机构或岗位"),
        )
    holders: dict[str, set[str]] = {}
    for duty in roles:
        holders.setdefault(duty.thing, set()).add(duty.holder)
    return {one: 1 / len(holders[one]) for one in sorted(mine)}, "role"


def upward(steps: Service, level: Mapping[str, int], end: str) -> list[tuple[str, str]]:
    """Return the last step of the shortest ways to an end from what is hit first."""
    return [(one, end) for one in steps.down.get(end, ()) if level.get(one, -1) == level[end] - 1]


def stranded(steps: Service, gone: set[str]) -> dict[str, int]:
    """Return what would reach no goal without some things, with its number of steps from them."""
    kept = {end: [one for one in some if one not in gone] for end, some in steps.down.items() if end not in gone}
    left = reach([goal for goal in steps.goals if goal not in gone], kept)
    below = reach([one for one in gone if one in steps.to_goal], steps.down)
    return {one: number for one, number in below.items() if one not in gone and one not in left}


def emptied(steps: Service, starts: Iterable[str]) -> set[str]:
    """Return what has no carrier left when some things are gone, and so is gone too."""
    left = {end: len(some) for end, some in steps.down.items()}
    gone = set(starts)
    queue = sorted(gone)
    for here in queue:
        for end in steps.up.get(here, ()):
            left[end] -= 1
            if not left[end] and end not in gone:
                gone.add(end)
                queue.append(end)
    return gone


class Promises:
    """What is promised for things: the cells of metrics, target figures and deadlines."""

    def __init__(self, graph: Graph) -> None:
        self.metrics, self.targets = promises.metrics(graph), promises.targets(graph)
        issued = issues(graph)
        self.horizons: dict[str, list[tuple[str, horizons.Span | None]]] = {}
        for thing, period, place in promises.horizons(graph):
            span = horizons.days(graph, period, issued.get(place, ""))
            self.horizons.setdefault(thing, []).append((period, span))
        for thing, some in self.targets.items():
            for one in some:
                if one.period:
                    span = horizons.days(graph, one.period, one.issued)
                    self.horizons.setdefault(thing, []).append((one.period, span))

    def cells(self, thing: str) -> tuple[Value, ...]:
        """Return the metrics, target figures and deadlines of a thing, for `promised_columns`."""
        metrics = tuple(dict.fromkeys(metric for metric, _ in self.metrics.get(thing, ())))
        figures = tuple(one.iri for one in self.targets.get(thing, ()))
        dated = sorted(self.horizons.get(thing, ()), key=lambda one: (one[1].end if one[1] else "9999", one[0]))
        return metrics[:MOST], figures[:MOST], tuple(dict.fromkeys(period for period, _ in dated))

    def late(self, thing: str, day: str) -> str | None:
        """Return `late` if a deadline of a thing ends before a day, else `in-time`; None where it has none."""
        ends = [span.end for _, span in self.horizons.get(thing, ()) if span]
        return ("late" if min(ends) < day else "in-time") if ends else None


def promised_columns() -> tuple[Column, ...]:
    """Return the columns that `Promises.cells` fills."""
    return (
        Column("metrics", ("metrics", "指标"), "thing"),
        Column("targets", ("target figures", "目标值"), "figure"),
        Column("deadlines", ("deadlines", "期限"), "thing"),
    )


def supports(graph: Graph, goal: str) -> Found:
    """Return what an end stands on, the greatest share first."""
    steps = service(graph)
    if goal not in steps.kinds:
        label = graph.compress(goal)
        raise JbgraphError((f"{label} is no end or undertaking", f"{label}不是目的或举措"), where="--param goal")
    level = {goal: 0, **steps.below(goal)}
    amount = flow({goal: 1.0}, steps.down, lambda here, there: 1 / len(steps.down[here]))
    columns = (
        Column("thing", ("stands on", "支撑"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("how", ("how", "方式"), "word"),
        Column("steps", ("steps", "步数"), "number"),
        Column("share", ("share carried", "支撑占比"), "share"),
        Column("for", ("directly for", "直接支撑"), "thing"),
        *promised_columns(),
    )
    told = Promises(graph)
    rows = []
    for one in sorted((one for one in level if one != goal), key=lambda one: (-round(amount[one], 9), level[one], one)):
        ends = tuple(end for end in steps.up[one] if end in level and level[end] < level[one])
        how = "direct" if level[one] == 1 else "through"
        cells = (one, steps.kinds[one], how, level[one], round(amount[one], 4), ends, *told.cells(one))
        places = promises.cited(graph, (place for end in ends for place in steps.stated[one, end]), one)
        if places:
            rows.append(Row(cells, places))
    name, title = graph.labels([goal], "zh")[goal], graph.labels([goal], "en")[goal]
    direct = len(steps.down.get(goal, ()))
    return (
        columns,
        rows,
        [
            (
                f"{title} stands on {direct} things directly and {len(level) - 1} in all.",
                f"{name}直接由{direct}项支撑，合计{len(level) - 1}项。",
            )
        ],
    )


def single(graph: Graph) -> Found:
    """Return the things on which others hang alone, those with most first.

    They are the only way of others to any goal, the only carrier of an end, or the only thing with a metric for which
    a target is set.
    """
    steps = service(graph)
    columns = (
        Column("thing", ("thing", "事项"), "thing"),
        Column("class", ("class", "类型"), "word"),
        Column("what", ("it is the", "作为"), "word"),
        Column("count", ("for", "所系项数"), "number"),
        Column("of", ("of", "所系事项"), "thing"),
        Column("by", ("by one relation, to", "仅一条关系，通向"), "thing"),
        Column("goals", ("goal", "目标"), "thing"),
    )
    own = steps.own_goals
    rows = []

    def add(thing: str, what: str, of: Iterable[str], by: str | None = None) -> None:
        some = tuple(sorted(of))
        places = promises.cited(graph, (), thing)
        if places:
            cells = (thing, steps.kinds.get(thing), what, len(some), some[:MOST], by, own.get(thing))
            rows.append(Row(cells, places))

    for thing, others in only_ways(steps).items():
        if len(others) > 1:
            ends = [end for end in steps.up[thing] if end in steps.to_goal and end not in others]
            add(thing, "way", others, ends[0] if len(ends) == 1 else None)
    alone: dict[str, list[str]] = {}
    for end, some in steps.down.items():
        if len(some) == 1 and steps.kinds[end] in ("Goal", "Objective"):
            alone.setdefault(some[0], []).append(end)
    for thing, ends in alone.items():
        add(thing, "carrier", ends)
    for thing, metrics in only_metrics(graph, steps).items():
        add(thing, "measure", metrics)
    place = {"way": 0, "carrier": 1, "measure": 2}
    rows.sort(key=lambda row: (place[str(row.cells[2])], -int(str(row.cells[3])), str(row.cells[0])))
    tally = {what: sum(1 for row in rows if row.cells[2] == what) for what in place}
    said: list[Said] = [
        (
            f"{tally['way']} things are the only way of two others or more to any goal; {tally['carrier']} are the only"
            f" carrier of an end; {tally['measure']} alone have a metric with a target.",
            f"{tally['way']}项是两项以上事项通向目标的唯一途径；{tally['carrier']}项是某目的的唯一支撑；"
            f"{tally['measure']}项是某一设有目标值的指标的唯一载体。",
        )
    ]
    return columns, rows, said if rows else []


def only_ways(steps: Service) -> dict[str, list[str]]:
    """Return thing → the others that reach a goal only through it; goals are left out."""
    names = sorted(steps.to_goal)
    place = {name: number for number, name in enumerate(names)}
    pairs = [(place[end], place[one]) for end in names for one in steps.down.get(end, ())]
    last = graphs.dominated(len(names), pairs, [place[goal] for goal in steps.goals])
    found: dict[str, list[str]] = {}
    goals = set(steps.goals)
    for node, name in enumerate(names):
        above = last[node]
        while above >= 0:
            if names[above] not in goals:
                found.setdefault(names[above], []).append(name)
            above = last[above]
    return found


def only_metrics(graph: Graph, steps: Service) -> dict[str, list[str]]:
    """Return carrier → the metrics with a target that no other carrier has."""
    carriers: dict[str, set[str]] = {}
    aimed = {one.metric for some in promises.targets(graph).values() for one in some}
    for thing, some in promises.metrics(graph).items():
        if thing in steps.kinds:
            for metric, _ in some:
                carriers.setdefault(metric, set()).add(thing)
    found: dict[str, list[str]] = {}
    for metric, things in sorted(carriers.items()):
        if len(things) == 1 and metric in aimed:
            found.setdefault(next(iter(things)), []).append(metric)
    return found


def told_of(graph: Graph, steps: Service, thing: str, rows: list[Row]) -> list[Said]:
    """Return what is touched, in one sentence."""
    name, title = graph.labels([thing], "zh")[thing], graph.labels([thing], "en")[thing]
    touched = [row for row in rows if row.cells[2] not in ("itself", "stranded")]
    lost = sum(1 for row in rows if row.cells[2] == "stranded")
    goals = [str(row.cells[0]) for row in touched if row.cells[1] == "Goal"]
    if not touched:
        return [(f"No document says that {title} serves anything.", f"文件未说明{name}服务于任何事项。")]
    zh, en = graph.labels(goals, "zh"), graph.labels(goals, "en")
    metrics = {metric for row in rows for metric in several(row.cells[6])}
    return [
        (
            f"{title} touches {len(touched)} things, {len(goals)} of them goals"
            f"{': ' * bool(goals)}{'; '.join(en[goal] for goal in goals)}.",
            f"{name}触及{len(touched)}项，其中目标{len(goals)}个"
            f"{'：' * bool(goals)}{'、'.join(zh[goal] for goal in goals)}。",
        ),
        (
            f"{len(metrics)} metrics are touched; {lost} things would reach no goal without it.",
            f"触及指标{len(metrics)}个；另有{lost}项仅经其通向目标。",
        ),
    ]
