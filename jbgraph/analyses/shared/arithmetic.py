"""Arithmetic between figures: sums, growths, increases, excesses, shares, and one figure printed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jbgraph.analyses.comparability import placed, reasons, short
from jbgraph.analyses.shared.readings import Reading
from jbgraph.analyses.shared.reckoning import FAILS, HOLDS, OPEN, ROUNDED, Span, agree, exactly, said, span, text, total
from jbgraph.analyses.shared.results import ordered
from jbgraph.evidence import reading_order
from jbgraph.graph import Graph

AHEAD = ("target", "forecast")
ADDITIVE = ("level", "count", "increment")
SIGNS = {HOLDS: "=", ROUNDED: "≈", FAILS: "≠", OPEN: "?"}
PERCENT = Decimal(100)
Key = tuple[str, tuple[str, ...], str, str]  # metric, about, first and last day


@dataclass(frozen=True)
class Check:
    """An identity and what it comes to.

    :ivar kind: `sum`, `growth`, `increase`, `excess`, `share`, `twice`, `members`, `sizes` or `binding`.
    :ivar formula: in the unit of the stated figure; `?` is an operand that no passage prints.
    :ivar stated: IRI of the figure that is checked, empty where a group is.
    :ivar operands: IRIs of the figures it is checked against, in the order of the formula.
    :ivar gap: what is reckoned minus what is stated, and `room` how much rounding explains; in the unit stated.
    :ivar reason: why it cannot be decided, or what to mind.
    :ivar implied: the operand that is not printed, as the others imply it; derived, never a statement.
    """

    kind: str
    metrics: tuple[str, ...]
    about: tuple[str, ...]
    formula: str
    stated: str
    operands: tuple[str, ...]
    verdict: str
    gap: Decimal | None = None
    room: Decimal | None = None
    reason: str = ""
    implied: str = ""
    passages: tuple[str, ...] = ()


class Figures:
    """Figures to be looked up by metric, subject and days."""

    def __init__(self, graph: Graph, some: Sequence[Reading]) -> None:
        self.all = [r for r in some if r.value is not None and not placed(r)]
        self.at: dict[Key, list[Reading]] = {}
        self.of: dict[str, list[Reading]] = {}
        for r in self.all:
            self.at.setdefault((r.metric, r.about, r.start, r.end), []).append(r)
            self.of.setdefault(r.metric, []).append(r)
        self.days = {
            period: (start, end)
            for period, start, end in graph.tuples("SELECT ?p ?s ?e { ?p jb:startDate ?s ; jb:endDate ?e }")
        }
        self.links: dict[str, list[tuple[str, str]]] = {}
        for one, name, other in graph.tuples(
            """SELECT ?a ?p ?b { VALUES ?p { jb:growthOf jb:increaseOf jb:excessOf jb:numerator jb:denominator }
               ?a ?p ?b } ORDER BY ?a ?p ?b"""
        ):
            self.links.setdefault(name.rpartition("#")[2], []).append((one, other))

    def one(self, metric: str, about: tuple[str, ...], start: str, end: str, kinds: Iterable[str]) -> Reading | None:
        """Return the figure of the first of the kinds that is printed, in reading order."""
        found = self.at.get((metric, about, start, end), [])
        return next((r for kind in kinds for r in found if r.kind == kind), None)

    def single(self, metric: str) -> list[Reading]:
        """Return the figures of a metric, those that repeat subject, days, kind and value once."""
        found: dict[tuple[object, ...], Reading] = {}
        for r in self.of.get(metric, []):
            found.setdefault((r.about, r.start, r.end, r.kind, r.amount), r)
        return list(found.values())


def year_before(day: str) -> str:
    """Return the same day of the year before, YYYY-MM-DD; empty for none.

    >>> year_before("2021-09-30"), year_before("")
    ('2020-09-30', '')
    """
    return f"{int(day[:4]) - 1:04}{day[4:]}" if day else ""


def number(reading: Reading) -> Span:
    """Return what a figure stands for; the bound of a target is the target."""
    bound = reading.kind in AHEAD and reading.comparator in ("at-least", "at-most")
    return span(replace(reading, comparator="equal") if bound else reading)


def shown(value: Decimal, stated: Reading, digits: int = 2) -> str:
    """Return a number in the unit of a figure, as it stands in a formula."""
    return text(value / stated.factor, digits) + ("%" if stated.unit == "percent" else "")


def decided(
    kind: str, stated: Reading, reckoned: Span, operands: Sequence[Reading], expression: str, reason: str = ""
) -> Check:
    """Return the check of a figure against what others come to."""
    bounds = any(r.comparator not in ("equal", "") for r in (stated, *operands))
    stands = number(stated)
    verdict = agree(stands, reckoned, hedged=bounds)
    tail = "" if verdict == HOLDS else f" {SIGNS[verdict]} {said(stated)}"
    width = (stands.high - stands.low + reckoned.high - reckoned.low) / 2
    return Check(
        kind,
        tuple(dict.fromkeys(r.metric for r in (stated, *operands))),
        stated.about,
        f"{expression} = {shown(reckoned.value, stated)}{tail}",
        stated.iri,
        tuple(r.iri for r in operands),
        verdict,
        (reckoned.value - stands.value) / stated.factor,
        width / stated.factor if width.is_finite() else None,
        reason or ("hedged" if bounds else ""),
        passages=ordered(r.passage for r in (stated, *operands)),
    )


def undecided(
    kind: str, stated: Reading, operands: Sequence[Reading], formula: str, reason: str, implied: str = ""
) -> Check:
    """Return the check of a figure that lacks an operand."""
    return Check(
        kind,
        tuple(dict.fromkeys(r.metric for r in (stated, *operands))),
        stated.about,
        formula,
        stated.iri,
        tuple(r.iri for r in operands),
        OPEN,
        reason=reason,
        implied=implied,
        passages=ordered(r.passage for r in (stated, *operands)),
    )


def sums(graph: Graph, figures: Figures) -> Iterator[Check]:
    """Yield wholes against their parts: of a subject by one metric, and of a metric for one subject."""
    parts: dict[str, list[str]] = {}
    for part, whole_name in graph.tuples(
        """SELECT DISTINCT ?part ?whole { { ?o jb:about ?part } UNION { ?o jb:ofMetric ?part }
           ?part jb:partOf|jb:memberOf ?whole } ORDER BY ?whole ?part"""
    ):
        parts.setdefault(whole_name, []).append(part)
    spoken = {(r.about, r.start, r.end, r.kind) for r in figures.all}
    for metric in figures.of:
        for whole in figures.single(metric):
            if whole.metric_type not in ADDITIVE or whole.measure in ("one", "place"):
                continue
            below = parts.get(whole.about[0], []) if len(whole.about) == 1 else []
            subjects = [part for part in below if ((part,), whole.start, whole.end, whole.kind) in spoken]
            yield from summed(figures, whole, [(metric, (part,)) for part in subjects])
            yield from summed(figures, whole, [(part, whole.about) for part in parts.get(metric, [])])


def summed(figures: Figures, whole: Reading, places: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Check]:
    """Yield a whole against the figures of its parts, where two or more print one.

    :param places: metric and subject of each part.
    """
    found = [figures.one(metric, about, whole.start, whole.end, (whole.kind,)) for metric, about in places]
    known = sorted((r for r in found if r and r.measure == whole.measure), key=lambda r: reading_order(r.iri))
    if len(known) < 2:
        return
    expression = " + ".join(shown(r.amount or Decimal(0), whole, 6) for r in known)
    check = decided("sum", whole, total(number(r) for r in known), known, expression)
    if len(known) == len(places):
        yield check
    elif check.verdict == HOLDS or (check.gap or 0) > 0:
        yield replace(check, reason="parts-missing")
    else:
        yield replace(check, verdict=OPEN, reason="parts-missing")


def growths(figures: Figures) -> Iterator[Check]:
    """Yield growths against the level of their period and of the one before, where the former is printed."""
    for name, level in figures.links.get("growthOf", []):
        for growth in figures.single(name):
            kinds = (growth.kind, *(kind for kind in AHEAD if kind != growth.kind and growth.kind in AHEAD))
            now = figures.one(level, growth.about, growth.start, growth.end, kinds)
            if now is None:
                continue
            first, final = figures.days.get(growth.base, (year_before(growth.start), year_before(growth.end)))
            before = figures.one(level, growth.about, first, final, ("actual", "baseline"))
            known = [r for r in (now, before) if r]
            left = f"{said(now)} ÷ {said(before) if before else '?'} − 1"
            if now.price == "nominal" and growth.price != "nominal":
                reason = "price" if growth.price else "price-unsaid"
                yield undecided("growth", growth, known, f"{left} ? {said(growth)}", reason)
            elif before is None:
                times = 1 + (growth.value or 0) * growth.factor
                base = (now.value or 0) / times if number(now).bounded and times else None
                yield undecided("growth", growth, known, f"{left} = {said(growth)}", "not-printed", implied(base))
            elif now.measure == before.measure and before.value:
                expression = " ÷ ".join(shown(r.amount or Decimal(0), now, 6) for r in (now, before)) + " − 1"
                reckoned = number(now) / number(before) - exactly(1)
                yield decided("growth", growth, reckoned, known, expression, "kinds" if now.kind != growth.kind else "")


def differences(figures: Figures) -> Iterator[Check]:
    """Yield increases against the level of the year and of the year before, and excesses against result and target."""
    for kind, link in (("increase", "increaseOf"), ("excess", "excessOf")):
        for name, level in figures.links.get(link, []):
            for amount in figures.single(name):
                days = (amount.start, amount.end)
                before = (year_before(amount.start), year_before(amount.end))
                now = figures.one(level, amount.about, *days, (amount.kind,))
                other = (
                    figures.one(level, amount.about, *before, ("actual", "baseline"))
                    if kind == "increase"
                    else figures.one(level, amount.about, *days, ("target",))
                )
                if now is None:
                    continue
                if other is None:
                    least = (now.amount or Decimal(0)) - (amount.amount or Decimal(0))
                    yield undecided(
                        kind, amount, [now], f"{said(now)} − ? = {said(amount)}", "not-printed",
                        implied(least / now.factor),
                    )  # fmt: skip
                elif now.measure == other.measure == amount.measure:
                    expression = " − ".join(shown(r.amount or Decimal(0), amount, 6) for r in (now, other))
                    yield decided(kind, amount, number(now) - number(other), [now, other], expression)


def shares(figures: Figures) -> Iterator[Check]:
    """Yield shares against part and whole; the whole of days is the days of the period."""
    wholes = dict(figures.links.get("denominator", []))
    for name, part_of in figures.links.get("numerator", []):
        for share in figures.single(name):
            days = (share.start, share.end)
            part = figures.one(part_of, share.about, *days, (share.kind,))
            if part is None or share.value is None or not part.amount:
                continue
            if part.unit == "day" and all(days):
                length = (date.fromisoformat(share.end) - date.fromisoformat(share.start)).days + 1
                yield decided("share", share, number(part) / exactly(length), [part], f"{said(part)} ÷ {length}")
                continue
            scope = (share.within,) if share.within else share.about
            whole = figures.one(wholes.get(name, part_of if share.within else ""), scope, *days, (share.kind,))
            if whole is not None and whole.measure == part.measure and whole.amount:
                expression = f"{shown(part.amount, whole, 6)} ÷ {shown(whole.amount, whole, 6)}"
                yield decided("share", share, number(part) / number(whole), [part, whole], expression)
            else:
                base = part.amount / (share.value * share.factor) / part.factor if number(part).bounded else None
                yield undecided(
                    "share", share, [part], f"{said(part)} ÷ ? = {said(share)}", "not-printed", implied(base)
                )


def implied(value: Decimal | None) -> str:
    """Return a number that follows and is not printed, to two decimals; nothing for None."""
    return "" if value is None else f"≈ {text(value, 2)}"


def twice(figures: Figures) -> Iterator[Check]:
    """Yield results that several passages print, and targets that several passages of one document print."""
    found: dict[tuple[str, ...], list[Reading]] = {}
    for (metric, about, start, end), some in figures.at.items():
        for r in some if start else ():
            home = r.document if r.kind in AHEAD else ""
            found.setdefault((metric, *about, start, end, r.kind, r.within, home), []).append(r)
    for some in found.values():
        first = some[0]
        others = [
            replace(r, factor=first.factor) if short(first, r) else r
            for r in some[1:]
            if r.passage != first.passage and not reasons(first, r)
        ]
        if not others:
            continue
        furthest = max(others, key=lambda r: abs(number(r).value - number(first).value))
        hedged = next((r for r in others if r.comparator != first.comparator), furthest)
        other = furthest if furthest.amount != first.amount else hedged
        check = decided("twice", first, number(other), others, "")
        printed = shown(other.amount or Decimal(0), first, 6)
        yield replace(check, formula=f"{said(first)} {SIGNS[check.verdict]} {printed}")
