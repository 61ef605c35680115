"""What is due: undertakings and milestones by the day they are due, with who leads, how far they are, and the light."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from jbgraph.working.cells import ROLES, Key, State
from jbgraph.working.facts import Facts, Milestone, facts
from jbgraph.working.lights import Pack, Verdict, judge

SOON = 60  # days


@dataclass(frozen=True)
class Due:
    """Something that is due.

    :ivar thing: what it is about; `milestone` is the step of it that is due, None for the whole.
    :ivar day: when; `set` is the day that was set first, where it was put off.
    :ivar days: from the day of asking; below 0 where it is overdue.
    :ivar lead, others: IRIs of who leads, and of who else has a role, by role in the order of ROLES.
    :ivar printed: whether the day is only the end of the time limit that a document prints.
    """

    thing: str
    milestone: Milestone | None
    day: date
    set: date | None
    days: int
    lead: tuple[str, ...]
    others: tuple[str, ...]
    verdict: Verdict
    said: Facts | None
    printed: bool = False

    @property
    def put_off(self) -> bool:
        """Whether the day is later than the one that was set first."""
        return self.set is not None and self.set != self.day


def due(
    state: State,
    today: date,
    pack: Pack,
    *,
    within: int = SOON,
    units: Iterable[str] = (),
    printed: Mapping[str, date] | None = None,
) -> list[Due]:
    """Return what is overdue or due within some days and not done, by day, then thing.

    :param units: IRIs: only what one of these has a role for.
    :param printed: thing → end of the time limit that documents print, for things staff set no day for.
    """
    said = facts(state)
    last = today + timedelta(within)
    wanted = set(units)
    found: list[Due] = []
    for thing in sorted({*said, *(printed or {})}):
        own = said.get(thing)
        holders = [holder for role in ROLES for holder in state.get(Key(thing, role), ())]
        if wanted and wanted.isdisjoint(holders):
            continue
        lead = state.get(Key(thing, "lead"), ())
        others = tuple(holder for holder in dict.fromkeys(holders) if holder not in lead)
        verdict = judge(pack, own, today)
        day = own.due if own else None
        limit = (printed or {}).get(thing) if day is None else None
        steps = [step for step in own.milestones if step.done is None and step.due] if own else []
        whole = own is None or not own.done(today)
        if whole and (day or limit):
            when = day or limit
            assert when is not None
            first = own.set if own else None
            days = (when - today).days
            found.append(Due(thing, None, when, first, days, lead, others, verdict, own, limit is not None))
        for step in steps:
            assert step.due is not None
            left = (step.due - today).days
            found.append(Due(thing, step, step.due, None, left, lead, others, verdict, own))
    found = [one for one in found if one.day <= last]
    return sorted(
        found,
        key=lambda one: (one.day, one.thing, one.milestone is not None, (one.milestone and one.milestone.name) or ""),
    )
