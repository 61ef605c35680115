"""The lights that rule packs give to reported progress, and where two packs differ."""

from __future__ import annotations

from collections import Counter
from datetime import date

from jbgraph.analyses.shared.results import Column, Result, Row, Shown, Value
from jbgraph.analyses.shared.sources import behind
from jbgraph.errors import JbgraphError, Said
from jbgraph.graph import Graph
from jbgraph.working.judged import judged
from jbgraph.working.lights import WORST, Pack, Verdict

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


def run(graph: Graph, rules: str = "", day: str = "") -> Result:
    """Return the light of everything that has a report, a milestone or a due date, the worst first.

    :param rules: keys of rule packs with commas, else the one of the workspace. With several only the things are
        returned on which they differ.
    :param day: YYYY-MM-DD, the last day reported where it is not given.
    :raises JbgraphError: for an unknown pack, one for metrics, or a day that is none.
    """
    seen = day_of(day)
    keys = [key.strip() for key in rules.split(",") if key.strip()] or [""]
    made = [found for key in keys if (found := judged(graph, key, seen))]
    chosen = [one.pack for one in made]
    said = made[0].facts if made else {}
    verdicts = {thing: [one.verdicts[thing] for one in made] for thing in said}
    differing = [thing for thing, some in verdicts.items() if len({verdict.light for verdict in some}) > 1]
    shown = differing if len(chosen) > 1 else list(verdicts)
    where = made[0].places if made else {}
    until = made[0].day if made else date.min
    rows = []
    for thing in shown:
        some, own = verdicts[thing], said[thing]
        declared = [report.declared for report in own.until(until) if report.declared]
        last = [report for report in own.until(until) if report.met is not None][-1:]
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
    return Result("lights", columns, tuple(rows), WORDS, summed(chosen, verdicts, differing, until), missing)


def for_report(graph: Graph) -> list[Shown]:
    """Return the runs that the report shows: none where staff have entered nothing."""
    return [Shown()] if judged(graph) else []


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
