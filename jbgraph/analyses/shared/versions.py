"""A metric through documents and years: from one target to the next, and from one plan's table to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jbgraph.analyses.comparability import carried, numbers, reasons
from jbgraph.analyses.shared.arithmetic import AHEAD, Figures, twice
from jbgraph.analyses.shared.readings import Reading, looked_up
from jbgraph.analyses.shared.reckoning import FAILS
from jbgraph.analyses.shared.results import ordered
from jbgraph.evidence import reading_order
from jbgraph.graph import Graph

STANDING = ("level", "count", "share", "percapita", "ratio")
"""Types of metric whose number can still be due when a year is over; a growth of 7 % is asked for each year anew."""
LENGTHS = ("part-year", "period-length", "several-years", "no-period")


@dataclass(frozen=True)
class Change:
    """What became of a thing.

    :ivar things: the thing, or the earlier and the later one.
    :ivar codes: what changed, most telling first.
    :ivar before: figures of the earlier target, `last` the result before the later one, `after` the later target.
    :ivar step: later minus earlier target, `over` later target minus last result; in the unit of the later target.
    :ivar words: names or numbers, earlier and later, where these changed.
    """

    things: tuple[str, ...]
    codes: tuple[str, ...]
    about: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    step: Decimal | None = None
    over: Decimal | None = None
    unit: str = ""
    words: str = ""
    passages: tuple[str, ...] = ()


def steps(said: Iterable[Reading]) -> Iterator[Change]:
    """Yield each change of target from a period to the next, with the last result before it, in reading order."""
    grouped: dict[tuple[str, tuple[str, ...], str], list[Reading]] = {}
    for r in numbers(said):
        grouped.setdefault((r.metric, r.about, r.within), []).append(r)
    for some in grouped.values():
        targets = sorted((r for r in some if r.kind == "target" and r.end), key=lambda r: (r.end, *said_when(r)))
        results = [r for r in some if r.kind == "actual" and r.end]
        by_period: dict[tuple[str, str], list[Reading]] = {}
        for r in targets:
            by_period.setdefault((r.start, r.end), []).append(r)
        before: list[Reading] = []
        for versions in by_period.values():
            yield from wordings(versions)
            yield from stepped(before, versions, results)
            before.append(versions[-1])


def said_when(reading: Reading) -> tuple[str, str, tuple[str, int, str]]:
    """Return a sort key: when a figure was published, as far as is known, and where it stands."""
    return reading.issued, reading.document, reading_order(reading.passage)


def stepped(before: Sequence[Reading], versions: Sequence[Reading], results: Sequence[Reading]) -> Iterator[Change]:
    """Yield the step from the target before, and from the last result, to the target of a later period.

    A target that is raised, and still asks for less than one of a period before that, is set against both.

    :param before: the target of each period before, the first one first.
    """
    later = versions[0]
    comparable = [r for r in before if not set(reasons(r, later)) - set(LENGTHS)]
    earlier = before[-1] if before and before[-1] in comparable else None
    past = [r for r in results if r.end < later.start and not set(reasons(r, later)) - set(LENGTHS) and not r.part_year]
    last = max(past, key=lambda r: r.end, default=None)
    codes = []
    step = gap(earlier, later)
    over = gap(last, later)
    older: list[Reading] = []
    if step is not None and earlier is not None:
        moved = later.document != earlier.document and later.metric_type in STANDING
        unmet = last is None or over is None or over * side(later) > 0
        codes.append("lowered" if step < 0 else "raised" if step > 0 else "re-dated" if moved and unmet else "kept")
        if step * side(later) > 0:
            older = [r for r in comparable[:-1] if (gap(r, later) or 0) * side(later) < 0][-1:]
            codes[:0] = ["below-older"] * len(older)
    if over is not None and over * side(later) < 0:
        codes.insert(0, "below-last")
    if codes:
        alike = [r for r in versions if r.amount == later.amount]
        behind = [r for r in (*older, earlier, last, *alike) if r is not None]
        yield Change(
            (later.metric,), tuple(codes), later.about,
            tuple(r.iri for r in (*older, earlier) if r), (last.iri,) if last else (), (later.iri,),
            step, over, later.unit, passages=ordered(r.passage for r in behind),
        )  # fmt: skip


def side(reading: Reading) -> int:
    """Return 1 where more is wanted, −1 where less is."""
    return -1 if reading.direction == "down" or reading.comparator in ("at-most", "less-than") else 1


def gap(one: Reading | None, other: Reading) -> Decimal | None:
    """Return the later figure minus the earlier one, in the unit of the later; None without an earlier one."""
    if one is None or one.value is None or other.value is None:
        return None
    return other.value - carried(one, other)


def wordings(versions: Sequence[Reading]) -> Iterator[Change]:
    """Yield where a target of one period is said again with another number, comparator or word of strength."""
    for one, other in pairwise(versions):
        if reasons(one, other):
            continue
        step = gap(one, other) or Decimal(0)
        same = (one.comparator, one.strength) == (other.comparator, other.strength)
        if step == 0 and same:
            continue
        code = "reworded" if step == 0 else "restated-up" if step > 0 else "restated-down"
        yield Change(
            (other.metric,), (code,), other.about, (one.iri,), (), (other.iri,), step, None, other.unit,
            passages=ordered((one.passage, other.passage)),
        )  # fmt: skip


def rebased(graph: Graph, said: Sequence[Reading]) -> Iterator[Change]:
    """Yield results that a later passage prints otherwise than an earlier one, beyond rounding."""
    known = {r.iri: r for r in said}
    for check in twice(Figures(graph, said)):
        first = known[check.stated]
        if check.verdict == FAILS and first.kind in ("actual", "baseline"):
            others = [known[iri] for iri in check.operands if known[iri].amount != first.amount]
            one, other = sorted((first, others[-1]), key=said_when)
            yield Change(
                (first.metric,), ("re-based",), first.about, (one.iri,), (), (other.iri,), gap(one, other), None,
                other.unit, passages=check.passages,
            )  # fmt: skip


Listed = dict[str, list[Reading]]


def tables(graph: Graph, said: Iterable[Reading]) -> list[Listed]:
    """Return metric → figures of each plan's table, by period.

    A table is what the rows of a document give targets for in one period, without rows that are part of another.
    """
    rows = set(looked_up(graph, "?s jb:passageKind ?x FILTER(?x = passage-kind:row)"))
    within = looked_up(graph, "?s jb:partOf ?x . ?s a jb:Metric . ?x a jb:Metric")
    found: dict[tuple[str, str, str], Listed] = {}
    for r in said:
        if r.kind == "target" and r.passage in rows and r.start:
            found.setdefault((r.start, r.end, r.document), {}).setdefault(r.metric, []).append(r)
    return [
        {metric: some for metric, some in found[key].items() if within.get(metric) not in found[key]}
        for key in sorted(found)
    ]


def kin(graph: Graph) -> set[tuple[str, str]]:
    """Return pairs of metrics that measure one thing in two ways: a level and its growth, days and their share."""
    return {
        pair
        for one, other in graph.tuples("SELECT ?a ?b { ?a jb:growthOf|jb:increaseOf|jb:numerator ?b } ORDER BY ?a ?b")
        for pair in ((one, other), (other, one))
    }


def indicators(graph: Graph, listed: Iterable[Listed], said: Sequence[Reading]) -> Iterator[Change]:
    """Yield indicators of a table that the next table drops, takes up, or measures otherwise.

    Where the text beside the next table still gives a target or forecast for one that is dropped, this is said too.
    """
    alike = kin(graph)
    for one, other in pairwise(listed):
        gone = {metric: some for metric, some in one.items() if metric not in other}
        new = {metric: some for metric, some in other.items() if metric not in one}
        when = {(r.start, r.end, r.document) for some in other.values() for r in some}
        prose = {
            metric: [r for r in said if r.metric == metric and r.kind in AHEAD and (r.start, r.end, r.document) in when]
            for metric in gone
        }
        for before, after in [(a, b) for a in gone for b in new if (a, b) in alike]:
            yield listing("redefined", gone.pop(before, one[before]), new.pop(after, other[after]), prose[before])
        for metric, some in gone.items():
            yield listing("dropped", some, [], prose[metric])
        for some in new.values():
            yield listing("new", [], some, [])


def listing(code: str, before: Sequence[Reading], after: Sequence[Reading], prose: Sequence[Reading]) -> Change:
    """Return what became of an indicator from one table to the next.

    :param prose: what the text beside the later table says of the earlier indicator.
    """
    some, still = [*before, *after], [r for r in prose if r.kind == "target"]
    codes = (code, *(["in-prose"] if still else ["forecast"] if prose else []))
    return Change(
        tuple(dict.fromkeys(r.metric for r in some)), codes, some[0].about,
        tuple(r.iri for r in before[:1]), (), tuple(r.iri for r in (*after[:1], *still[:1])),
        passages=ordered(r.passage for r in (*some, *prose)),
    )  # fmt: skip
