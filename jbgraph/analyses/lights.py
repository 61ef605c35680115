"""The lights that rule packs give to reported progress, and where two packs differ."""

from __future__ import annotations

from collections import Counter
from datetime import date

from jbgraph.analyses.shared.results import Column, Result, Row, Shown, Value
from jbgraph.analyses.shared.sources import behind
from jbgraph.errors import JbgraphError, Said
from jbgraph.graph import Graph
from jbgraph.working.entered import entered, places
from jbgraph.working.facts import Facts, facts
from jbgraph.working.lights import WORST, Pack, Verdict, judge, named, packs

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


def run(graph: Graph, rules: str = "yinchuan-2025", day: str = "") -> Result:
    """Return the light of everything that has a report, a milestone or a due date, the worst first.

    :param rules: keys of rule packs with commas. With several only the things are returned on which they differ.
    :param day: YYYY-MM-DD, the last day reported where it is not given.
    :raises JbgraphError: for an unknown pack, one for metrics, or a day that is none.
    """
    chosen = [pack_of(graph, key.strip()) for key in rules.split(",") if key.strip()]
    if not chosen:
        raise JbgraphError(("no rule pack is named", "未写规则包"), where="--rules", hint=", ".join(packs()))
    said = facts(entered(graph))
    seen = day_of(day, said)
    verdicts = {thing: [judge(pack, one, seen) for pack in chosen] for thing, one in said.items()}
    differing = [thing for thing, some in verdicts.items() if len({verdict.light for verdict in some}) > 1]
    shown = differing if len(chosen) > 1 else list(verdicts)
    where = places(graph)
    rows = []
    for thing in shown:
        some, own = verdicts[thing], said[thing]
        declared = [report.declared for report in own.until(seen) if report.declared]
        last = [report for report in own.until(seen) if report.met is not None][-1:]
        shares = [None if share is None else float(share) / 100 for one in last for share in (one.planned, one.reached)]
        cells: tuple[Value, ...] = (
            thing,
            *(verdict.light for verdict in some),
            declared[-1] if declared else "none",
            before(some[0]),
            own.due.isoformat() if own.due else "",
            *(shares or (None, None)),
        )
        behind_it = behind(graph, [thing]) or where.get(thing, ())
        rows.append(Row(cells, tuple(behind_it) or (thing,)))
    rows.sort(
        key=lambda row: ([WORST.index(str(light)) for light in row.cells[1 : 1 + len(chosen)]], str(row.cells[0]))
    )
    columns = (
        Column("thing", ("undertaking", "事项"), "thing"),
        *(Column(pack.key, pack.name, "word") for pack in chosen),
        Column("declared", ("declared", "申报"), "word"),
        Column("before", ("before", "此前"), "word"),
        Column("due", ("due", "期限")),
        Column("planned", ("planned", "计划进度"), "share"),
        Column("reached", ("reached", "实际进度"), "share"),
    )
    missing: Said = "" if said else (
        "This needs progress that staff enter: jbgraph workbook export, jbgraph workbook import.",
        "需要工作人员填报的进度：jbgraph workbook export、jbgraph workbook import。",
    )  # fmt: skip
    return Result("lights", columns, tuple(rows), WORDS, summed(chosen, verdicts, differing, seen), missing)


def for_report(graph: Graph) -> list[Shown]:
    """Return the runs that the report shows: none where staff have entered nothing."""
    return [Shown()] if facts(entered(graph)) else []


def pack_of(graph: Graph, key: str) -> Pack:
    """Return a rule pack for undertakings, of the graph's workspace too.

    :raises JbgraphError: if there is none.
    """
    folder = graph.origin if graph.origin and graph.origin.is_dir() else None
    pack = named(key, folder)
    if pack.subject != "undertaking":
        raise JbgraphError(
            (f"the rule pack {key} judges metrics, not undertakings", f"规则包{key}用于指标而非事项"),
            where="--rules",
            hint=", ".join(one.key for one in packs(folder).values() if one.subject == "undertaking"),
        )
    return pack


def day_of(day: str, said: dict[str, Facts]) -> date:
    """Return the day to judge from.

    :raises JbgraphError: if it is none.
    """
    if not day:
        return max((report.day for one in said.values() for report in one.reports), default=date.min)
    try:
        return date.fromisoformat(day)
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
