"""What staff reported of a thing, in order of time, and the day by which it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jbgraph import terms
from jbgraph.working.cells import EXTENSION, FORMER, REPORTED, Key, State

DONE = tuple(terms.VOCABULARY + "stage/" + name for name in ("done", "ended"))
LIGHT = terms.VOCABULARY + "light/"
COMPLETE = Decimal(100)


@dataclass(frozen=True)
class Report:
    """What was reported as of a day; shares in per cent, None where they are not given.

    :ivar declared: last part of the IRI of the light that staff declare, such as `yellow`; empty where none.
    """

    day: date
    planned: Decimal | None
    reached: Decimal | None
    declared: str = ""
    remark: str = ""

    @property
    def met(self) -> bool | None:
        """Whether what was planned is reached; None where one of the two is not given."""
        return None if self.planned is None or self.reached is None else self.reached >= self.planned


@dataclass(frozen=True)
class Milestone:
    """A step with the day by which it is to be done, and the day on which it was."""

    iri: str
    name: str
    due: date | None
    done: date | None


@dataclass(frozen=True)
class Extension:
    """That something was put off to a day."""

    to: date
    former: date | None
    reason: str


@dataclass(frozen=True)
class Facts:
    """What staff entered about one thing.

    :ivar set: the day that was set first; `due` is the one that holds, after extensions.
    :ivar reports: by day; milestones and extensions by due date.
    """

    thing: str
    set: date | None
    stage: str
    reports: tuple[Report, ...]
    milestones: tuple[Milestone, ...]
    extensions: tuple[Extension, ...]
    note: str = ""

    @property
    def due(self) -> date | None:
        """The day by which it is due: the latest of the day that was set and what it was put off to."""
        return max((*([self.set] if self.set else []), *(each.to for each in self.extensions)), default=None)

    def until(self, day: date) -> tuple[Report, ...]:
        """Return the reports as of this day and before."""
        return tuple(report for report in self.reports if report.day <= day)

    def done(self, day: date) -> bool:
        """Say whether it is reported as done by a day: wholly reached, or in a stage that is an end."""
        reached = [report.reached for report in self.until(day) if report.reached is not None]
        return self.stage in DONE or (bool(reached) and reached[-1] >= COMPLETE)


def facts(state: State) -> dict[str, Facts]:
    """Return thing → what was entered about it, for everything that has a day, a stage, a report or a milestone."""
    reports: dict[str, dict[date, dict[str, str]]] = {}
    extensions: dict[str, dict[date, dict[str, str]]] = {}
    steps: dict[str, list[Milestone]] = {}
    things: dict[str, None] = {}
    for key, value in sorted(state.items()):
        if key.field in REPORTED:
            at = date.fromisoformat(key.at)
            reports.setdefault(key.thing, {}).setdefault(at, {})[key.field] = value[0]
        elif key.field in (EXTENSION, FORMER):
            at = date.fromisoformat(key.at)
            extensions.setdefault(key.thing, {}).setdefault(at, {})[key.field] = value[0]
        elif key.field == "milestone-of":
            step = Milestone(
                key.thing,
                text(state, key.thing, "name"),
                day(state, key.thing, "due"),
                day(state, key.thing, "done"),
            )
            steps.setdefault(value[0], []).append(step)
            things[value[0]] = None
            continue
        elif key.field not in ("due", "stage", "note"):
            continue
        things[key.thing] = None
    own = {step.iri for many in steps.values() for step in many}
    found: dict[str, Facts] = {}
    for thing in sorted(set(things) - own):
        found[thing] = Facts(
            thing,
            day(state, thing, "due"),
            text(state, thing, "stage"),
            tuple(report(when, said) for when, said in sorted(reports.get(thing, {}).items())),
            tuple(sorted(steps.get(thing, ()), key=lambda step: (step.due or date.max, step.name, step.iri))),
            tuple(
                Extension(to, date.fromisoformat(said[FORMER]) if FORMER in said else None, said.get(EXTENSION, ""))
                for to, said in sorted(extensions.get(thing, {}).items())
            ),
            text(state, thing, "note"),
        )
    return found


def report(when: date, said: dict[str, str]) -> Report:
    """Return the report of a day from its cells."""
    return Report(
        when,
        Decimal(said["planned"]) if "planned" in said else None,
        Decimal(said["reached"]) if "reached" in said else None,
        said.get("light", "").removeprefix(LIGHT),
        said.get("remark", ""),
    )


def text(state: State, thing: str, field: str) -> str:
    """Return the value of a cell, empty where there is none."""
    return "、".join(state.get(Key(thing, field), ()))


def day(state: State, thing: str, field: str) -> date | None:
    """Return the day in a cell, None where there is none."""
    said = state.get(Key(thing, field))
    return date.fromisoformat(said[0]) if said else None
