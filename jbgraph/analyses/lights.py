"""The lights that rule packs give to reported progress, and where two packs differ."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jbgraph.analyses.shared.asked import viewed
from jbgraph.analyses.shared.results import Column, Result, Row, Shown, Value
from jbgraph.analyses.shared.service import service
from jbgraph.analyses.shared.sources import behind
from jbgraph.errors import JbgraphError, Said, both
from jbgraph.graph import Graph
from jbgraph.resources import tokens
from jbgraph.working.judged import Judged, judged
from jbgraph.working.lights import WORST, Pack, Verdict

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page

TITLE = ("Lights", "亮灯")
ABOUT = (
    "What published rules say of the progress that staff report, as of the last day reported; the light that staff"
    " declare stands beside it, and what was late before stays visible.",
    "按已公布的规则，对工作人员填报的进度亮灯，截至最近填报日；申报的灯并列，此前的滞后保留可见。",
)
WORDS: dict[str, Said] = {
    "red": ("red", "红灯"),
    "yellow": ("yellow", "黄灯"),
    "green": ("green", "绿灯"),
    "blue": ("blue", "蓝灯"),
    "none": ("no light", "未亮灯"),
    "recovered": ("recovered late", "滞后已补"),
    "late": ("late before", "此前滞后"),
    "steady": ("not late before", "此前无滞后"),
}


VIEWS: dict[str, Said] = {
    "things": ("each undertaking", "逐项"),
    "units": ("by unit that leads", "按牵头单位"),
    "goals": ("by goal", "按目标"),
}
SOON = timedelta(60)


def run(graph: Graph, view: str = "things", rules: str = "", day: str = "") -> Result:
    """Return the lights of everything that has a report, a milestone or a due date, or how many units and goals have.

    :param view: one of VIEWS.
    :param rules: keys of rule packs with commas, else the one of the workspace. With several only the things are
        returned on which they differ.
    :param day: YYYY-MM-DD, the last day reported where it is not given.
    :raises JbgraphError: for an unknown view or pack, a pack for metrics, or a day that is none.
    """
    viewed(view, VIEWS)
    seen = day_of(day)
    keys = [key.strip() for key in rules.split(",") if key.strip()] or [""]
    made = [found for key in keys if (found := judged(graph, key, seen))]
    chosen = [one.pack for one in made]
    verdicts = {thing: [one.verdicts[thing] for one in made] for thing in (made[0].facts if made else {})}
    differing = [thing for thing, some in verdicts.items() if len({verdict.light for verdict in some}) > 1]
    summary = summed(chosen, verdicts, differing, made[0].day) if made else ()
    missing: Said = "" if made else (
        "This needs progress that staff enter: jbgraph workbook export, jbgraph workbook import.",
        "需要工作人员填报的进度：jbgraph workbook export、jbgraph workbook import。",
    )  # fmt: skip
    if made and view != "things":
        columns, rows = grouped(graph, made[0], view)
    else:
        columns, rows = by_thing(graph, made, differing if len(chosen) > 1 else list(verdicts))
    return Result("lights", columns, tuple(rows), WORDS, summary, missing)


Found = tuple[tuple[Column, ...], list[Row]]


def by_thing(graph: Graph, made: list[Judged], shown: list[str]) -> Found:
    """Return the lights of things by each pack, the worst first."""
    rows = []
    for thing in shown:
        first = made[0]
        own, some = first.facts[thing], [one.verdicts[thing] for one in made]
        declared = [report.declared for report in own.until(first.day) if report.declared]
        last = [report for report in own.until(first.day) if report.met is not None][-1:]
        shares = [None if share is None else float(share) / 100 for one in last for share in (one.planned, one.reached)]
        cells: tuple[Value, ...] = (
            thing,
            *(verdict.light for verdict in some),
            declared[-1] if declared else "none",
            before(some[0]),
            own.due.isoformat() if own.due else "",
            *(shares or (None, None)),
        )
        rows.append(Row(cells, places(graph, first, [thing])))
    count = len(made)
    rows.sort(key=lambda row: ([WORST.index(str(light)) for light in row.cells[1 : count + 1]], str(row.cells)))
    columns = (
        Column("thing", ("undertaking", "事项"), "thing"),
        *(Column(one.pack.key, one.pack.name, "word") for one in made),
        Column("declared", ("declared", "申报"), "word"),
        Column("before", ("before", "此前"), "word"),
        Column("due", ("due", "期限")),
        Column("planned", ("planned", "计划进度"), "share"),
        Column("reached", ("reached", "实际进度"), "share"),
    )
    return columns, rows


def grouped(graph: Graph, made: Judged, view: str) -> Found:
    """Return for each unit that leads, or each goal, how many have which light, are overdue or due soon."""
    groups: dict[str, list[str]] = {}
    steps = service(graph)
    for thing in made.facts:
        for head in made.lead(thing) if view == "units" else steps.own_goals.get(thing, ()):
            groups.setdefault(head, []).append(thing)
    columns = (
        Column("head", ("unit", "单位") if view == "units" else ("goal", "目标"), "thing"),
        Column("things", ("undertakings", "项数"), "number"),
        *(Column(light, WORDS[light], "number") for light in WORST),
        Column("recovered", WORDS["recovered"], "number"),
        Column("overdue", ("overdue", "逾期"), "number"),
        Column("soon", ("due in 60 days", "60日内到期"), "number"),
    )
    rows = []
    for head, things in groups.items():
        count = Counter(made.verdicts[thing].light for thing in things)
        open_ = [own.due for own in map(made.facts.__getitem__, things) if own.due and not own.done(made.day)]
        cells: tuple[Value, ...] = (
            head, len(things), *(count[light] for light in WORST),
            sum(made.verdicts[thing].recovered for thing in things), sum(due < made.day for due in open_),
            sum(made.day <= due <= made.day + SOON for due in open_),
        )  # fmt: skip
        rows.append(Row(cells, places(graph, made, things)))
    rows.sort(key=lambda row: ([-int(str(number)) for number in row.cells[2:4]], str(row.cells[0])))
    return columns, rows


def places(graph: Graph, made: Judged, things: list[str]) -> tuple[str, ...]:
    """Return the passages that speak of things, where there are none the imports that do."""
    imports = tuple(dict.fromkeys(place for thing in things for place in made.places.get(thing, ())))
    return behind(graph, things) or imports or tuple(things)


def for_report(graph: Graph) -> list[Shown]:
    """Return the runs that the report shows: each thing, and where anything is entered each unit and goal."""
    views = ("units", "goals") if judged(graph) else ()
    return [Shown(), *(Shown({"view": view}, VIEWS[view]) for view in views)]


def chart(graph: Graph, result: Result, lang: str) -> Page | None:
    """Return stacked bars of the lights of units or goals, with the name of the rules."""
    from jbgraph.charts import stacks

    made = judged(graph)
    if made is None or result.columns[0].key != "head":
        return None
    at = int(lang == "zh")
    named = graph.labels([str(row.cells[0]) for row in result.rows], lang)
    bars = []
    for row in result.rows:
        said = dict(zip((column.key for column in result.columns), row.cells, strict=True))
        remark = [f"{both(column.head)[at]} {said[column.key]}" for column in result.columns[-3:] if said[column.key]]
        counts = tuple(int(str(said[light])) for light in WORST)
        bars.append(stacks.Bar(named[str(row.cells[0])], counts, " · ".join(remark)))
    colours = tokens()["lights"]
    parts = [(both(WORDS[light])[at], *colours[light]) for light in WORST]
    return stacks.drawn(bars, parts, both(TITLE)[at], both(result.summary[0])[at])


def day_of(day: str) -> date | None:
    """Return the day to judge as of, None where none is given.

    :raises JbgraphError: if it is none.
    """
    try:
        return date.fromisoformat(day) if day else None
    except ValueError as error:
        problem = f"{day} is no day", f"{day}不是日期"
        raise JbgraphError(problem, where="--param day", hint="day=2026-03-31") from error


def before(verdict: Verdict) -> str:
    """Return a word for the lights of earlier reports."""
    if verdict.recovered:
        return "recovered"
    return "late" if any(light in WORST[:2] for _, light in verdict.before) else "steady"


def summed(
    chosen: list[Pack], verdicts: dict[str, list[Verdict]], differing: list[str], seen: date
) -> tuple[Said, ...]:
    """Return the sentences on the lights: how many of each by pack, and on how many two packs differ."""
    found: list[Said] = []
    if not verdicts:
        return ()
    for place, pack in enumerate(chosen):
        count = Counter(some[place].light for some in verdicts.values())
        zh = "、".join(f"{WORDS[light][1]}{count[light]}" for light in WORST if count[light])
        en = ", ".join(f"{count[light]} {WORDS[light][0]}" for light in WORST if count[light])
        found.append((f"By {pack.name[0]}, as of {seen}: {en}.", f"按{pack.name[1]}，截至{seen}：{zh}。"))
    if len(chosen) > 1:
        found.append(
            (
                f"The packs differ on {len(differing)} of {len(verdicts)}.",
                f"各规则包在{len(verdicts)}项中有{len(differing)}项不同。",
            )
        )
    return tuple(found)
