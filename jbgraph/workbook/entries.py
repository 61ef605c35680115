"""Rows of the workbook as edits of cells: what each filled cell says, and which cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from jbgraph import terms
from jbgraph.workbook import parsing
from jbgraph.workbook.gathering import HOLDERS, KINDS
from jbgraph.workbook.known import Known
from jbgraph.workbook.parsing import Raw, UnreadableError
from jbgraph.workbook.reading import Book, Line, Part, Problem, Two
from jbgraph.workbook.sheets import METRICS, MILESTONES, READ_BACK, RESPONSIBILITIES, UNDERTAKINGS, UNITS
from jbgraph.working import statements
from jbgraph.working.cells import EXTENSION, FORMER, ROLES, Key, State, Value
from jbgraph.working.statements import minted

UNIT: Two = ("unit or post", "单位或岗位")
THING: Two = ("undertaking", "事项")
ABOVE = ("Goal", "Objective", "Pathway", "Program", "Task", "Measure", "Project", "Group", "Policy")
CARRIED = (*KINDS, "Pathway", "Goal", "Objective")


@dataclass
class Entries:
    """What a workbook says.

    :ivar edits: the cells that it has otherwise; empty where it has nothing.
    :ivar where: cell → address of where it was changed.
    :ivar problems: cells that are left out.
    :ivar notices: what was read in another way than it stands there, or left alone.
    """

    base: State
    edits: State = field(default_factory=dict)
    where: dict[Key, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    _same: dict[Value, Value] = field(default_factory=dict)  # what many cells hold is kept once

    def set(self, key: Key, value: Value, where: str) -> None:
        """Say what a cell holds; empty for nothing."""
        if value != self.base.get(key, ()):
            self.edits[key] = self._same.setdefault(value, value)
            self.where[key] = where
        elif key in self.edits:
            del self.edits[key], self.where[key]

    def get(self, key: Key) -> Value:
        """Return what a cell holds; empty for nothing."""
        return self.edits.get(key, self.base.get(key, ()))


def entries(book: Book, known: Known, base: State) -> Entries:
    """Return what the sheets of a workbook say, given the cells that held when it was exported."""
    found = Entries(base, problems=list(book.problems), notices=list(book.notices))
    reading = Reading(book, known, found)
    for sheet in READ_BACK:
        if sheet.key in book.parts:
            reading.part(book.parts[sheet.key])
    return found


class Reading:
    """The sheets of one workbook while they are read."""

    def __init__(self, book: Book, known: Known, found: Entries) -> None:
        self.known = known
        self.found = found
        self.day = book.export.day.isoformat()
        self.extended: dict[str, str] = {}  # thing → the last day it was put off to
        self.tenures: dict[str, list[tuple[str, str]]] = {}  # post → since when, tenure: those that have no end
        for key, value in found.base.items():
            if key.field == EXTENSION:
                self.extended[key.thing] = max(key.at, self.extended.get(key.thing, ""))
            elif key.field == "post" and Key(key.thing, "until") not in found.base:
                since = "".join(found.base.get(Key(key.thing, "since"), ()))
                self.tenures.setdefault(value[0], []).append((since, key.thing))
        self.rows: dict[str, Callable[[Part, Line, str], None]] = {
            UNDERTAKINGS.key: self.undertaking,
            METRICS.key: self.metric,
            RESPONSIBILITIES.key: self.responsibility,
            MILESTONES.key: self.milestone,
            UNITS.key: self.unit,
        }

    def part(self, part: Part) -> None:
        """Read the rows of a sheet; a row that stands there twice is read once."""
        seen: dict[str, int] = {}
        filled = [column.key for column in part.sheet.columns if column.filled]
        for line in part.lines():
            for key in line.hidden:
                if (column := part.sheet.column(key)) and column.filled:
                    said = "the cell is merged with another; unmerge them", "单元格已合并，请取消合并"
                    self.problem(part, line, key, said)
            row = parsing.text(line.cells.get("id"))
            if not row and not any(parsing.text(line.cells.get(key)) for key in filled):
                continue
            if row and row in seen:
                self.problem(
                    part, line, "id",
                    (f"the row stands in row {seen[row]} already", f"与第{seen[row]}行为同一编号，不读入"),
                )  # fmt: skip
                continue
            if row:
                seen[row] = line.number
            try:
                self.rows[part.sheet.key](part, line, row)
            except UnreadableError as error:
                self.problem(part, line, "name" if "name" in line.cells else "id", error.why)

    def problem(self, part: Part, line: Line, key: str, said: Two) -> None:
        """Take note of a cell that is left out."""
        self.found.problems.append(Problem(part.at(line, key), said))

    def notice(self, part: Part, line: Line, key: str, said: Two) -> None:
        """Take note of something a person should see."""
        self.found.notices.append(Problem(part.at(line, key), said))

    def cell(self, part: Part, line: Line, key: str, cell: Key, read: Callable[[Raw], str | Value]) -> None:
        """Read one cell as the value of a cell of the state; a column that is missing says nothing."""
        if key not in line.cells:
            return
        try:
            value = read(line.cells[key])
        except UnreadableError as error:
            self.problem(part, line, key, error.why)
            return
        self.found.set(cell, ((value,) if value else ()) if isinstance(value, str) else value, part.at(line, key))

    def own(self, row: str, kinds: tuple[str, ...] = ()) -> str:
        """Return the IRI that an ID means.

        :raises UnreadableError: if the graph has no such thing.
        """
        iri = self.known.graph.expand(row)
        if iri is None or (iri not in self.known.kinds and Key(iri, "class") not in self.found.base):
            raise UnreadableError(f"the ID {row} is not in the graph", f"图谱中没有编号{row}")
        if kinds and self.known.kinds.get(iri) not in kinds:
            raise UnreadableError(f"the ID {row} is of another class", f"编号{row}类型不符")
        return iri

    def holders(self, raw: Raw) -> Value:
        """Return the units that a cell names, sorted."""
        return tuple(sorted(self.known.thing(name, HOLDERS, UNIT) for name in parsing.names(raw)))

    def choice(self, scheme: str) -> Callable[[Raw], str]:
        """Return what reads the label of a concept."""
        return lambda raw: self.known.concept(said, scheme) if (said := parsing.text(raw)) else ""

    # -- undertakings ------------------------------------------------------------------------------------

    def undertaking(self, part: Part, line: Line, row: str) -> None:
        """Read a row of the wall chart."""
        thing = self.own(row) if row else self.new_thing(part, line)
        cell = self.cell
        cell(part, line, "due", Key(thing, "due"), parsing.day)
        cell(part, line, "stage", Key(thing, "stage"), self.choice("stage"))
        cell(part, line, "note", Key(thing, "note"), parsing.text)
        cell(part, line, "planned", Key(thing, "planned", self.day), parsing.share)
        cell(part, line, "reached", Key(thing, "reached", self.day), parsing.share)
        cell(part, line, "light", Key(thing, "light", self.day), self.choice("light"))
        cell(part, line, "remark", Key(thing, "remark", self.day), parsing.text)
        cell(part, line, "cooperate", Key(thing, "cooperate"), self.holders)
        cell(part, line, "oversee", Key(thing, "oversee"), self.holders)
        self.lead(part, line, thing)
        self.extension(part, line, thing)

    def lead(self, part: Part, line: Line, thing: str) -> None:
        """Read who leads: of several the first; the others co-operate, unless they led before."""
        if "lead" not in line.cells:
            return
        try:
            named = [self.known.thing(name, HOLDERS, UNIT) for name in parsing.names(line.cells["lead"])]
        except UnreadableError as error:
            self.problem(part, line, "lead", error.why)
            return
        at = part.at(line, "lead")
        before = self.found.base.get(Key(thing, "lead"), ())
        leading = [one for place, one in enumerate(named) if place == 0 or one in before]
        others = [one for one in named if one not in leading]
        self.found.set(Key(thing, "lead"), tuple(sorted(set(leading))), at)
        if others:
            key = Key(thing, "cooperate")
            self.found.set(key, tuple(sorted({*self.found.get(key), *others})), at)
            first, rest = self.known.shown(named[0]), "、".join(self.known.shown(one) for one in others)
            self.notice(
                part,
                line,
                "lead",
                (f"{first} leads, being first; {rest} co-operate", f"{first}列首位为牵头，{rest}为配合"),
            )

    def extension(self, part: Part, line: Line, thing: str) -> None:
        """Read what a thing was put off to, with the reason; earlier extensions stay."""
        if "extended" not in line.cells:
            return
        last = self.extended.get(thing, "")
        try:
            to = parsing.day(line.cells["extended"])
        except UnreadableError as error:
            self.problem(part, line, "extended", error.why)
            return
        why = parsing.text(line.cells.get("why"))
        at = part.at(line, "extended")
        if last and not to:
            self.found.set(Key(thing, EXTENSION, last), (), at)
            self.found.set(Key(thing, FORMER, last), (), at)
        elif to and not why:
            self.problem(part, line, "why", ("an extension needs a reason", "延期须写明理由"))
        elif to:
            due = "".join(self.found.get(Key(thing, "due")))
            former = max([day for day in (last, due) if day and day != to], default="")
            if to != last and former and to <= former:
                self.problem(part, line, "extended", (f"{to} is not after {former}", f"{to}不晚于原期限{former}"))
                return
            self.found.set(Key(thing, EXTENSION, to), (why,), at)
            if to != last and former:
                self.found.set(Key(thing, FORMER, to), (former,), at)

    def new_thing(self, part: Part, line: Line) -> str:
        """Return the IRI of a new undertaking.

        :raises UnreadableError: if it lacks a name or class, or is in the graph already.
        """
        name = parsing.text(line.cells.get("name"))
        if not name:
            raise UnreadableError("a new row needs a name", "新增行须填名称")
        kind = self.known.chosen_class(parsing.text(line.cells.get("class")), KINDS)
        over = [self.known.thing(one, ABOVE, THING) for one in parsing.names(line.cells.get("above"))]
        self.refuse_twin(name, KINDS)
        iri = minted("thing", kind, name, *over)
        at = part.at(line, "name")
        self.found.set(Key(iri, "class"), (kind,), at)
        self.found.set(Key(iri, "name"), (name,), at)
        ends = [one for one in over if self.known.kinds[one] in ("Goal", "Objective")]
        self.found.set(Key(iri, "above"), tuple(sorted(set(over) - set(ends))), at)
        self.found.set(Key(iri, "serves"), tuple(sorted(ends)), at)
        self.known.add(iri, kind.removeprefix(terms.JB), [name])
        return iri

    def refuse_twin(self, name: str, kinds: tuple[str, ...]) -> None:
        """Refuse a new row for what has a row already; one that an earlier import of the same file made is no twin.

        :raises UnreadableError: with the row it has.
        """
        try:
            iri = self.known.thing(name, kinds, THING)
        except UnreadableError:
            return
        if not iri.startswith(statements.WORKING):
            short = self.known.graph.compress(iri)
            raise UnreadableError(f"“{name}” has a row already: {short}", f"“{name}”已有一行：{short}")

    # -- the other sheets --------------------------------------------------------------------------------

    def responsibility(self, part: Part, line: Line, row: str) -> None:
        """Read a row of responsibilities: a new one, or from when to when one holds."""
        if row:
            thing, role, holder = (*row.split(" "), "", "")[:3]
            thing, holder = self.own(thing), self.own(holder)
            if role not in ROLES:
                raise UnreadableError(f"the ID {row} is not in the graph", f"图谱中没有编号{row}")
        else:
            thing = self.known.thing(parsing.text(line.cells.get("thing")), CARRIED, THING)
            role = self.known.concept(parsing.text(line.cells.get("role")), "role").rsplit("/", 1)[-1]
            if role not in ROLES:
                raise UnreadableError("the role is none that staff have", "该角色不供填报")
            holder = self.known.thing(parsing.text(line.cells.get("holder")), HOLDERS, UNIT)
            key = Key(thing, role)
            self.found.set(key, tuple(sorted({*self.found.get(key), holder})), part.at(line, "holder"))
        own = minted("responsibility", thing, role, holder)
        self.known.call(own, f"{self.known.shown(thing)} · {self.known.shown(holder)}")
        self.cell(part, line, "since", Key(own, "since"), parsing.day)
        self.cell(part, line, "until", Key(own, "until"), parsing.day)

    def milestone(self, part: Part, line: Line, row: str) -> None:
        """Read a row of milestones; one whose name is emptied goes."""
        name = parsing.text(line.cells.get("name"))
        if row:
            iri = self.own(row)
            if "name" in line.cells and not name:
                for key in [key for key in self.found.base if key.thing == iri]:
                    self.found.set(key, (), part.at(line, "name"))
                return
            thing = self.found.base[Key(iri, "milestone-of")][0]
        else:
            thing = self.known.thing(parsing.text(line.cells.get("thing")), CARRIED, THING)
            if not name:
                raise UnreadableError("a new row needs a name", "新增行须填名称")
            iri = minted("milestone", thing, name)
        at = part.at(line, "name")
        self.known.call(iri, f"{self.known.shown(thing)} · {name}")
        self.found.set(Key(iri, "class"), (terms.JB + "Milestone",), at)
        self.found.set(Key(iri, "milestone-of"), (thing,), at)
        self.cell(part, line, "name", Key(iri, "name"), parsing.text)
        self.cell(part, line, "due", Key(iri, "due"), parsing.day)
        self.cell(part, line, "done", Key(iri, "done"), parsing.day)

    def unit(self, part: Part, line: Line, row: str) -> None:
        """Read a row of units: a new unit or post, or who holds a post from when on."""
        at = part.at(line, "name")
        if row:
            iri = self.own(row, HOLDERS)
            kind = self.known.kinds[iri]
        else:
            name = parsing.text(line.cells.get("name"))
            if not name:
                raise UnreadableError("a new row needs a name", "新增行须填名称")
            of_class = self.known.chosen_class(parsing.text(line.cells.get("class")), HOLDERS[:2])
            kind = of_class.removeprefix(terms.JB)
            over = [self.known.thing(one, HOLDERS, UNIT) for one in parsing.names(line.cells.get("above"))]
            if kind == "Organization":
                self.refuse_twin(name, HOLDERS)
            iri = minted("unit", of_class, name, *over)
            short = parsing.names(line.cells.get("short"))
            self.found.set(Key(iri, "class"), (of_class,), at)
            self.found.set(Key(iri, "name"), (name,), at)
            self.found.set(Key(iri, "short"), tuple(sorted(short)), at)
            self.found.set(Key(iri, "above"), tuple(sorted(over)), at)
            self.known.add(iri, kind, [name], short)
        self.tenure(part, line, iri, kind)

    def tenure(self, part: Part, line: Line, post: str, kind: str) -> None:
        """Read who holds a post: a change is dated, and ends the tenure of who held it the day before."""
        name = parsing.text(line.cells.get("person"))
        if "person" not in line.cells:
            return
        here = sorted(self.tenures.get(post, ()))
        now = here[-1][1] if here else ""
        held = self.known.shown(self.found.base[Key(now, "person")][0]) if now else ""
        if name == held:
            if now:
                self.cell(part, line, "since", Key(now, "since"), parsing.day)
            return
        at = part.at(line, "person")
        since = parsing.day(line.cells.get("since"))
        if name and kind != "Post":
            said = (
                "a person holds a post, not a unit: give the post its own row",
                "人员担任岗位而非单位：请为岗位另起一行",
            )
            self.problem(part, line, "person", said)
            return
        if not since or (now and since <= here[-1][0]):
            self.problem(
                part, line, "since", ("a change of holder needs the day from which on", "换人须填新的任职起日")
            )
            return
        if now:
            self.found.set(Key(now, "until"), ((date.fromisoformat(since) - timedelta(1)).isoformat(),), at)
        if name:
            person = minted("person", name, post)
            tenure = minted("tenure", post, person, since)
            self.known.call(tenure, f"{self.known.shown(post)} · {name}")
            self.found.set(Key(person, "class"), (terms.JB + "Person",), at)
            self.found.set(Key(person, "name"), (name,), at)
            self.found.set(Key(tenure, "class"), (terms.JB + "Tenure",), at)
            self.found.set(Key(tenure, "post"), (post,), at)
            self.found.set(Key(tenure, "person"), (person,), at)
            self.found.set(Key(tenure, "since"), (since,), at)
            self.known.add(person, "Person", [name])

    def metric(self, part: Part, line: Line, row: str) -> None:
        """Read a row of metrics: forecast and actual, in the unit of the metric."""
        if not row:
            raise UnreadableError("a new metric is made by editors, not here", "新指标由编者添加，不在此处新增")
        names = row.split(" ")
        if len(names) != 3:
            raise UnreadableError(f"the ID {row} is not in the graph", f"图谱中没有编号{row}")
        metric = self.own(names[0], ("Metric",))
        period, about = (self.known.graph.expand(name) for name in names[1:])
        if period is None or about is None:
            raise UnreadableError(f"the ID {row} is not in the graph", f"图谱中没有编号{row}")
        units = self.known.graph.tuples(f"SELECT ?u {{ <{metric}> jb:unit ?u }}") if self.said(line) else []
        for key in ("forecast", "actual"):
            cell = Key(metric, key, f"{period} {about}")
            self.cell(part, line, key, cell, lambda raw: self.figure(raw, units))

    def said(self, line: Line) -> bool:
        """Say whether a row of metrics has a figure."""
        return any(parsing.text(line.cells.get(key)) for key in ("forecast", "actual"))

    def figure(self, raw: Raw, units: list[tuple[str, ...]]) -> Value:
        """Return a number with its unit."""
        value = parsing.number(raw)
        return (value, *(units[0] if units else ())) if value else ()
