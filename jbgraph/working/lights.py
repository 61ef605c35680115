"""Lights: what a rule pack says of reported progress. Packs are data: `ontology/lights/`, `lights/` of a workspace."""

from __future__ import annotations

import operator
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jbgraph import resources
from jbgraph.errors import JbgraphError
from jbgraph.working.facts import Facts, Milestone, Report

WORST = ("red", "yellow", "green", "blue", "none")
"""Lights, the worst first."""
LATE = WORST[:2]
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip
_CONDITION = re.compile(r"\s*(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*$")
MEASURES = {
    "deviation": ("reached − planned, points", "实际减计划，百分点"),
    "ratio": ("reached ÷ planned", "实际除以计划"),
    "met": ("1 where what was planned for the period was reached", "当期达到计划为1"),
    "made-up": ("1 where a later report reached it", "后期补齐为1"),
    "months-missed": ("reports running in which the plan was missed", "连续未达到计划的填报次数"),
    "months-overdue": ("whole months since it was due, undone", "逾期未完成的整月数"),
    "milestone-done": ("1 where the milestone is done", "节点已完成为1"),
    "growth": ("growth rate, per cent", "增速，%"),
    "against-plan": ("growth − planned growth, points", "增速减计划，百分点"),
    "against-mean": ("growth − growth of the area above, points", "增速减上级区域增速，百分点"),
}
"""What a rule can compare with a number."""
Numbers = Mapping[str, Decimal]
Two = tuple[str, str]


@dataclass(frozen=True)
class Rule:
    """A light and what has to hold for it: measure → comparison and number."""

    light: str
    why: Two
    when: tuple[tuple[str, str, Decimal], ...]

    def fits(self, numbers: Numbers) -> bool:
        """Say whether every condition holds; one whose measure is not known does not."""
        return all(name in numbers and _OPERATORS[sign](numbers[name], limit) for name, sign, limit in self.when)


@dataclass(frozen=True)
class Track:
    """Rules in order: the first that fits gives the light. With `milestone` only milestones so named are judged."""

    name: Two
    rules: tuple[Rule, ...]
    milestone: str = ""

    def fitting(self, numbers: Numbers) -> Rule | None:
        """Return the rule that gives the light; None where the track leaves it open."""
        return next((rule for rule in self.rules if rule.fits(numbers)), None)


@dataclass(frozen=True)
class Pack:
    """The rules of one authority, with where they come from.

    :ivar subject: `undertaking` or `metric`.
    """

    key: str
    name: Two
    issuer: str
    date: date
    source: str
    note: Two
    subject: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True)
class Verdict:
    """The light that a pack gives.

    :ivar light: `red`, `yellow`, `green`, `blue`, or `none` where the pack has nothing to go by or leaves it open.
    :ivar why: the words of the rule, as (English, Chinese).
    :ivar before: the lights of earlier reports as the pack gives them seen from the same day, by day.
    :ivar recovered: whether it was red or yellow before and is not now: what was late stays visible.
    """

    light: str
    why: Two
    before: tuple[tuple[date, str], ...] = field(default=())

    @property
    def recovered(self) -> bool:
        """Whether an earlier light was worse than a green or blue one of now."""
        return self.light in ("green", "blue") and any(light in LATE for _, light in self.before)

    @property
    def worst(self) -> str:
        """The worst light before, where it has recovered since; else empty."""
        return min((light for _, light in self.before), key=WORST.index) if self.recovered else ""


OPEN: Two = ("the rules leave this open", "规则未作规定")
UNREPORTED: Two = ("not reported", "未填报")


def packs(folder: Path | None = None) -> dict[str, Pack]:
    """Return key → rule pack: those that are shipped, and those in the folder `lights/` of a workspace.

    :raises JbgraphError: if a file cannot be used.
    """
    return {key: pack(file) for key, file in resources.light_files(folder).items()}


def named(key: str, folder: Path | None = None) -> Pack:
    """Return a rule pack by key.

    :raises JbgraphError: if there is none of that name.
    """
    found = packs(folder)
    if key not in found:
        raise JbgraphError((f"there is no rule pack {key}", f"没有规则包{key}"), where="--rules", hint=", ".join(found))
    return found[key]


def pack(file: Path) -> Pack:
    """Return the rule pack that a file holds.

    :raises JbgraphError: if it is not TOML, or lacks what a pack needs.
    """
    try:
        said = tomllib.loads(file.read_text("utf-8"))
        tracks = tuple(
            Track(two(track["name"]), tuple(rule(one) for one in track["rule"]), track.get("milestone", ""))
            for track in said["track"]
        )
        if said["for"] not in ("undertaking", "metric"):
            raise ValueError(f"for = {said['for']!r}")
        if not isinstance(said["date"], date):
            raise ValueError(f"date = {said['date']!r}")
        note = two(said["note"]) if "note" in said else ("", "")
        return Pack(
            file.stem, two(said["name"]), said["issuer"], said["date"], said["source"], note, said["for"], tracks
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"“{error.args[0]}”" if isinstance(error, KeyError) else str(error)
        raise JbgraphError(
            (f"the rule pack cannot be used: {problem}", f"规则包无法使用：{problem}"),
            where=str(file),
            hint=("compare it with those in ontology/lights", "对照 ontology/lights 中的规则包改正"),
        ) from error


def two(said: Mapping[str, str]) -> Two:
    """Return words in both languages as (English, Chinese)."""
    return said["en"], said["zh"]


def rule(said: Mapping[str, Any]) -> Rule:
    """Return a rule from its table.

    :raises ValueError: if a light, measure or condition is not one.
    """
    if said["light"] not in WORST:
        raise ValueError(f"light = {said['light']!r}")
    when = []
    for name, condition in said.items():
        if name in ("light", "why"):
            continue
        match = _CONDITION.match(condition)
        if name not in MEASURES or match is None:
            raise ValueError(f"{name} = {condition!r}")
        when.append((name, match[1], Decimal(match[2])))
    return Rule(said["light"], two(said["why"]), tuple(when))


def judge(rules: Pack, said: Facts | None, day: date) -> Verdict:
    """Return the light of an undertaking as of a day, with those of its earlier reports."""
    if said is None:
        return Verdict("none", UNREPORTED)
    reports = said.until(day)
    before = tuple((report.day, lit(rules, said, report.day, seen=day)[0]) for report in reports[:-1])
    return Verdict(*lit(rules, said, day, seen=day), before)


def lit(rules: Pack, said: Facts, day: date, *, seen: date) -> tuple[str, Two]:
    """Return the light as of a day and its reason, as one sees it later: the worst of the tracks that say anything."""
    found: list[Rule] = []
    silent = UNREPORTED
    for track in rules.tracks:
        cases = (
            [overdue(step, day) for step in said.milestones if track.milestone in step.name]
            if track.milestone
            else [progress(said, day, seen)]
        )
        for numbers in cases:
            fitting = track.fitting(numbers)
            if fitting:
                found.append(fitting)
            elif numbers:
                silent = OPEN
    return worst(found, silent)


def worst(fitting: Iterable[Rule], silent: Two) -> tuple[str, Two]:
    """Return the worst of the lights that rules give, with its reason; `none` and `silent` where there is no rule."""
    found = min(fitting, key=lambda rule: WORST.index(rule.light), default=None)
    return (found.light, found.why) if found else ("none", silent)


def progress(said: Facts, day: date, seen: date) -> Numbers:
    """Return the measures of the last report until a day; none where it gives no plan or no result."""
    reports = [report for report in said.until(day) if report.met is not None]
    if not reports:
        return {}
    now = reports[-1]
    assert now.planned is not None
    assert now.reached is not None
    missed = 0
    for report in reversed(reports):
        if report.met:
            break
        missed += 1
    numbers = {
        "deviation": now.reached - now.planned,
        "met": Decimal(bool(now.met)),
        "months-missed": Decimal(missed),
        "made-up": Decimal(any(made_up(now, later) for later in said.until(seen) if later.day > now.day)),
    }
    if now.planned:
        numbers["ratio"] = now.reached / now.planned
    elif now.reached >= 0:
        numbers["ratio"] = Decimal(1)
    return numbers


def made_up(now: Report, later: Report) -> bool:
    """Say whether a later report reached what was planned for an earlier one."""
    return now.planned is not None and later.reached is not None and later.reached >= now.planned


def overdue(step: Milestone, day: date) -> Numbers:
    """Return the measures of a milestone: nothing before its day, unless it is done."""
    if step.done is not None and step.done <= day:
        return {"milestone-done": Decimal(1)}
    if step.due is None or step.due >= day:
        return {}
    months = (day.year - step.due.year) * 12 + day.month - step.due.month - (day.day < step.due.day)
    return {"milestone-done": Decimal(0), "months-overdue": Decimal(months)}


def judge_growth(rules: Pack, growth: Decimal | None, plan: Decimal | None, mean: Decimal | None) -> Verdict:
    """Return the light of a growth rate, in per cent, beside its plan and that of the area above."""
    if growth is None:
        return Verdict("none", UNREPORTED)
    numbers = {"growth": growth}
    if plan is not None:
        numbers["against-plan"] = growth - plan
    if mean is not None:
        numbers["against-mean"] = growth - mean
    return Verdict(*worst(filter(None, (track.fitting(numbers) for track in rules.tracks)), OPEN))
