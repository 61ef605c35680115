"""The due list as a table and as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from jbgraph.analyses.shared import promises
from jbgraph.analyses.shared.readings import looked_up
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.networks import entities
from jbgraph.rendering import say
from jbgraph.tables import Cell, Table
from jbgraph.terms import JB
from jbgraph.workbook.gathering import HOLDERS, KINDS
from jbgraph.workbook.sheets import INSTALL
from jbgraph.working.due import SOON, Due, due
from jbgraph.working.entered import entered
from jbgraph.working.facts import LIGHT
from jbgraph.working.lights import Pack


def agenda(
    graph: Graph, today: date, pack: Pack, *, within: int = SOON, units: Iterable[str] = (), printed: bool = True
) -> list[Due]:
    """Return what is overdue or due within some days, as `working.due.due` has it.

    :param printed: whether undertakings for which staff set no day are due at the end of the time limit that
        documents print, unless a document reports them done.
    """
    limits: dict[str, date] = {}
    if printed:
        kinds, ends = entities(graph), looked_up(graph, "?s jb:endDate ?x")
        done = {
            thing for (thing,) in graph.tuples("SELECT ?s { ?s jb:stage ?x FILTER(?x IN (stage:done, stage:ended)) }")
        }
        for thing, period, _ in promises.horizons(graph):
            if thing not in done and kinds.get(thing, "").removeprefix(JB) in KINDS and period in ends:
                limits[thing] = max(limits.get(thing, date.min), date.fromisoformat(ends[period]))
    return due(entered(graph), today, pack, within=within, units=units, printed=limits)


def unit(graph: Graph, name: str) -> str:
    """Return the IRI of a unit, post or person by name.

    :raises JbgraphError: if nothing has the name, or what has it is none of these.
    """
    iri = graph.resolve(name)
    if entities(graph).get(iri, "").removeprefix(JB) not in HOLDERS:
        raise JbgraphError(
            (f"{name} is no unit, post or person", f"{name}不是单位、岗位或人员"),
            where="--unit",
            hint=("`jbgraph search` finds units", "用 `jbgraph search` 查找单位"),
        )
    return iri


def table(graph: Graph, items: Sequence[Due], pack: Pack, lang: str) -> Table:
    """Return the due list as a table; the name of the rule pack heads the column of the lights."""
    named = names(graph, items, lang)
    columns = [
        say(lang, "due", "期限"), say(lang, "days", "天数"), say(lang, "undertaking", "事项"),
        say(lang, "milestone", "节点"), say(lang, "lead", "牵头"), say(lang, "others", "配合等"),
        say(lang, "reached", "实际进度"), f"{say(lang, 'light', '亮灯')} · {say(lang, *pack.name)}",
        say(lang, "declared", "申报"), say(lang, "put off from", "原期限"), say(lang, "remark", "说明"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for one in items:
        last = one.said.reports[-1] if one.said and one.said.reports else None
        reached = f"{last.reached}%" if last and last.reached is not None else ""
        remark = last.remark if last else ""
        if one.printed:
            remark = say(lang, "time limit printed in a document", "文件所印时限") + (f"；{remark}" if remark else "")
        rows.append(
            [
                one.day.isoformat(), one.days, named[one.thing], one.milestone.name if one.milestone else "",
                "、".join(named[each] for each in one.lead), "、".join(named[each] for each in one.others),
                reached, named[LIGHT + one.verdict.light],
                named[LIGHT + last.declared] if last and last.declared else "",
                one.set.isoformat() if one.set and one.put_off else "", remark,
            ]
        )  # fmt: skip
    return Table(columns, rows)


def names(graph: Graph, items: Sequence[Due], lang: str) -> dict[str, str]:
    """Return the names of everything that a due list speaks of, and of the lights."""
    wanted = {iri for one in items for iri in (one.thing, *one.lead, *one.others)}
    wanted |= {LIGHT + light for light in ("red", "yellow", "green", "blue", "none")}
    return graph.labels(wanted, lang)


def calendar(graph: Graph, items: Sequence[Due], lang: str, stamp: datetime) -> bytes:
    """Return the due list as an iCalendar file (RFC 5545), an all-day event each, the same each time.

    :param stamp: when the list was made, in UTC.
    :raises JbgraphError: if icalendar is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        raise JbgraphError(("icalendar is not installed", "未安装icalendar"), hint=INSTALL) from error
    named = names(graph, items, lang)
    made = Calendar()
    made.add("prodid", "-//jbgraph//due list//EN")
    made.add("version", "2.0")
    for one in items:
        event = Event()
        what = named[one.thing] + (f" · {one.milestone.name}" if one.milestone else "")
        event.add("uid", f"{one.milestone.iri if one.milestone else one.thing}#due")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(1))
        event.add("summary", what)
        lead = "、".join(named[each] for each in one.lead)
        said = [
            f"{say(lang, 'lead', '牵头')}: {lead}" if lead else "",
            f"{say(lang, 'light', '亮灯')}: {named[LIGHT + one.verdict.light]}",
        ]
        event.add("description", "\n".join(part for part in said if part))
        made.add_component(event)
    return bytes(made.to_ical())
