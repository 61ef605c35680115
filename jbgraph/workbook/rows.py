"""The rows of the workbook: what documents print of each thing, beside what staff have entered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jbgraph import figures
from jbgraph.analyses.shared import promises
from jbgraph.analyses.shared.readings import Reading, readings
from jbgraph.analyses.shared.sources import speaking_of
from jbgraph.evidence import passages
from jbgraph.graph import Graph
from jbgraph.workbook.gathering import KINDS, Cell, Gathering, Row, kind, shown_light, where
from jbgraph.workbook.people import choices, milestones, responsibilities, units
from jbgraph.workbook.sheets import Export
from jbgraph.working.cells import Key
from jbgraph.working.entered import entered
from jbgraph.working.facts import Facts
from jbgraph.working.lights import WORST, Pack, Verdict, judge, judge_growth


@dataclass(frozen=True)
class Content:
    """Everything that a workbook shows.

    :ivar rows: key of a sheet → its rows.
    :ivar lists: name of a list of choices → the labels that may be chosen.
    """

    export: Export
    lang: str
    pack: Pack
    title: str
    rows: dict[str, list[Row]]
    lists: dict[str, list[str]] = field(default_factory=dict)


def content(
    graph: Graph, *, day: date, place: str, last: str, pack: Pack, growth: Pack, lang: str = "zh", unit: str = "",
    kinds: tuple[str, ...] = KINDS,
) -> Content:  # fmt: skip
    """Return the rows of every sheet.

    :param day: the day that progress is reported as of.
    :param place: namespace prefix of the workspace.
    :param last: name of the last import.
    :param pack: rules of the lights of undertakings; `growth` those of growth rates.
    :param unit: IRI of a unit or post: only what it has a role for.
    :param kinds: classes of the undertakings, by local name.
    """
    of = Gathering(graph, lang, entered(graph), day)
    duties = promises.duties(graph)
    things = sorted(iri for iri, kind in of.kinds.items() if kind in kinds)
    if unit:
        own = {duty.thing for duty in duties if duty.holder == unit}
        things = [thing for thing in things if thing in own]
    of.name([*things, *of.kinds])
    rows = {
        "undertakings": undertakings(of, things, pack),
        "metrics": metrics(of, growth) if not unit else [],
        "responsibilities": responsibilities(of, set(things)),
        "milestones": milestones(of, set(things)),
        "units": units(of),
    }
    rows["sources"] = sources(of, things)
    return Content(
        Export("", place, day, last), lang, pack, of.label(unit) if unit else "", rows, choices(of, rows["units"])
    )


def undertakings(of: Gathering, things: list[str], pack: Pack) -> list[Row]:
    """Return a row for each undertaking, by goal, program, class and name."""
    printed: dict[str, list[str]] = {}
    stated = set(promises.passages(of.graph))
    for duty in promises.duties(of.graph):
        if duty.place in stated:
            printed.setdefault(duty.thing, []).append(f"{of.label(duty.holder)}（{of.label(duty.role)}）")
    limits: dict[str, list[str]] = {}
    for thing, period, _ in promises.horizons(of.graph):
        limits.setdefault(thing, []).append(of.label(period))
    aims = promises.targets(of.graph)
    shown = figures.by_iri(of.graph, [one.iri for thing in things for one in aims.get(thing, ())], of.lang)
    measured = promises.metrics(of.graph)
    found = []
    for thing in things:
        said = of.facts.get(thing)
        verdict = judge(pack, said, of.day)
        targets = [shown[one.iri] for one in aims.get(thing, ()) if one.iri in shown]
        cells: dict[str, Cell] = {
            "name": of.label(thing),
            "class": kind(of, of.kinds[thing]),
            "above": of.labels(of.steps.up.get(thing, ())),
            "goals": of.labels(of.steps.own_goals.get(thing, ())),
            "program": of.label(program) if (program := above(of, thing)) else "",
            "targets": "\n".join(dict.fromkeys(f"{one.metric} {one.value}（{one.period}）" for one in targets)),
            "metrics": of.labels(dict.fromkeys(metric for metric, _ in measured.get(thing, ()))),
            "horizons": "、".join(dict.fromkeys(limits.get(thing, ()))),
            "printed": "、".join(dict.fromkeys(printed.get(thing, ()))),
            "evidence": where(of, speaking_of(of.graph).get(thing, ())),
            "verdict": shown_light(of, verdict.light),
            "before": before(of, verdict),
        }
        for role in ("lead", "cooperate", "oversee"):
            cells[role] = of.labels(of.state.get(Key(thing, role), ()))
        cells |= progress(of, thing, said)
        found.append(Row(of.curie(thing), cells))
    order = {goal: place for place, goal in enumerate(of.steps.goals)}
    rank = {
        of.curie(thing): (
            order.get(next(iter(of.steps.own_goals.get(thing, ())), ""), len(order)),
            KINDS.index(of.kinds[thing]) if of.kinds[thing] in KINDS else len(KINDS),
        )
        for thing in things
    }
    return sorted(
        found,
        key=lambda row: (
            rank[row.id][0],
            str(row.cells["program"] or (row.cells["name"] if rank[row.id][1] == 0 else "")),
            rank[row.id][1],
            str(row.cells["name"]),
            row.id,
        ),
    )


def progress(of: Gathering, thing: str, said: Facts | None) -> dict[str, Cell]:
    """Return the cells of a thing that staff fill in about its day, stage and progress."""
    if said is None:
        return {}
    now = next((report for report in said.reports if report.day == of.day), None)
    last = said.extensions[-1] if said.extensions else None
    return {
        "due": said.set,
        "stage": of.label(said.stage) if said.stage else "",
        "planned": now.planned / 100 if now and now.planned is not None else None,
        "reached": now.reached / 100 if now and now.reached is not None else None,
        "light": shown_light(of, now.declared) if now and now.declared else "",
        "remark": now.remark if now else "",
        "extended": last.to if last else None,
        "why": last.reason if last else "",
        "note": said.note,
    }


def above(of: Gathering, thing: str) -> str:
    """Return the nearest program above a thing, the first by IRI where several are as near; empty where none is."""
    level = [thing]
    seen = {thing}
    while level:
        level = sorted({end for one in level for end in of.steps.up.get(one, ())} - seen)
        seen.update(level)
        if program := next((one for one in level if of.kinds.get(one) == "Program"), None):
            return program
    return ""


def before(of: Gathering, verdict: Verdict) -> str:
    """Return the lights of earlier reports in which something was late, latest first; what was made up stays."""
    late = [(when, light) for when, light in reversed(verdict.before) if light in WORST[:2]]
    shown = [f"{when:%Y-%m-%d} {shown_light(of, light)}" for when, light in late[:3]]
    return "\n".join(shown) + (f"\n+{len(late) - 3}" if len(late) > 3 else "")


def metrics(of: Gathering, pack: Pack) -> list[Row]:
    """Return a row for each metric, subject and period that a target or actual is printed or was entered for."""
    cells: dict[tuple[str, str, str], dict[str, list[Reading]]] = {}
    for reading in readings(of.graph):
        if reading.period and reading.kind in ("target", "actual") and reading.comparator != "rank":
            for about in reading.about:
                key = (reading.metric, about, reading.period)
                cells.setdefault(key, {}).setdefault(reading.kind, []).append(reading)
    for key in of.state:
        if key.field in ("forecast", "actual"):
            period, about = key.at.split(" ")
            cells.setdefault((key.thing, about, period), {})
    units_of = {s: u for s, u in of.graph.tuples("SELECT ?s ?u { ?s a jb:Metric ; jb:unit ?u }")}  # noqa: C416
    inside = {s: o for s, o in of.graph.tuples("SELECT ?s ?o { ?s a jb:Place ; jb:locatedIn ?o }")}  # noqa: C416
    shown = figures.by_iri(
        of.graph, [one.iri for said in cells.values() for many in said.values() for one in many], of.lang
    )
    found = []
    for (metric, about, period), said in cells.items():
        at = f"{period} {about}"
        actual = of.state.get(Key(metric, "actual", at))
        forecast = of.state.get(Key(metric, "forecast", at))
        light = ""
        growing = [one for many in said.values() for one in many if one.metric_type == "growth"]
        if growing:
            result = Decimal(actual[0]) if actual else value(said.get("actual", []))
            mean = value(cells.get((metric, inside.get(about, ""), period), {}).get("actual", []))
            light = shown_light(of, judge_growth(pack, result, value(said.get("target", [])), mean).light)
        places = [one.passage for many in said.values() for one in many]
        found.append(
            Row(
                f"{of.curie(metric)} {of.curie(period)} {of.curie(about)}",
                {
                    "name": of.label(metric),
                    "about": of.label(about),
                    "period": of.label(period),
                    "unit": of.label(units_of[metric]) if metric in units_of else "",
                    "target": printed(said.get("target", []), shown),
                    "result": printed(said.get("actual", []), shown),
                    "forecast": Decimal(forecast[0]) if forecast else None,
                    "actual": Decimal(actual[0]) if actual else None,
                    "light": light,
                    "evidence": where(of, dict.fromkeys(places)),
                },
            )
        )
    return sorted(found, key=lambda row: (str(row.cells["name"]), str(row.cells["period"]), row.id))


def value(some: list[Reading]) -> Decimal | None:
    """Return the one number of readings; None where there is none, or more than one."""
    numbers = {one.value for one in some if one.value is not None}
    return numbers.pop() if len(numbers) == 1 else None


def printed(some: list[Reading], shown: dict[str, figures.Figure]) -> str:
    """Return the figures as one text, each once."""
    return "\n".join(dict.fromkeys(shown[one.iri].value for one in some if one.iri in shown))


def sources(of: Gathering, things: list[str]) -> list[Row]:
    """Return a row for each passage that speaks of the things, in reading order; the text where it is at hand."""
    speaking = speaking_of(of.graph)
    wanted = {place for thing in things for place in speaking.get(thing, ())}
    return [
        Row(
            of.curie(iri),
            {
                "document": one.document_label,
                "section": one.section_label,
                "start": one.start,
                "end": one.end,
                "text": one.text or "",
            },
        )
        for iri, one in (passages(of.graph, wanted, of.lang).items() if wanted else ())
    ]
