"""How much of what a person found was found, and how much of what was found is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scoring.items import Heading, Read, Relation, Value, likeness, name

Item = TypeVar("Item")
NAMED = ("Project", "Organization", "Place")
FAMILIES = ("task of group", "project of task", "stage", "located in", "industry", "goal")
"""The relations that a report states of its tasks, projects, places, industries and goals."""


@dataclass
class Score:
    """Result for one kind.

    :ivar right: how many of the wanted were found.
    :ivar again: how many more of the found are right, as another name of a thing that was found.
    :ivar misses: what was not found.
    :ivar extras: what was found and is not so.
    """

    kind: str
    right: int
    wanted: int
    found: int
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)
    note: str = ""
    again: int = 0
    hit: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def sound(self) -> int:
        """How many of the found are right."""
        return self.right + self.again

    @property
    def recall(self) -> float:
        """The share found of what there is; 1 where there is nothing."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The share right of what was found; 1 where nothing was found."""
        return self.sound / self.found if self.found else 1.0


def compare(hand: Read, found: Read) -> list[Score]:
    """Return a score for each kind."""
    scores = [
        headings("headings", hand.headings, found.headings),
        headings("tasks", [one for one in hand.headings if one.task], [one for one in found.headings if one.task]),
        rows(hand, found), prose(hand, found),
    ]  # fmt: skip
    scores += [named(kind, hand, found) for kind in NAMED]
    scores += links(hand, found)
    return scores


def pair(
    wanted: Sequence[Item], found: Sequence[Item], same: Callable[[Item, Item], float]
) -> list[tuple[int, int]]:  # fmt: skip
    """Return which of the wanted is which of the found, each once, the likest first; `same` is 0 for no match."""
    ranked = sorted(
        ((same(one, other), low, high) for low, one in enumerate(wanted) for high, other in enumerate(found)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    left, right, pairs = set[int](), set[int](), []
    for alike, low, high in ranked:
        if alike > 0 and low not in left and high not in right:
            left.add(low)
            right.add(high)
            pairs.append((low, high))
    return pairs


def score(kind: str, wanted: Sequence[Item], found: Sequence[Item], pairs: Iterable[tuple[int, int]]) -> Score:
    """Return the score of pairs."""
    pairs = list(pairs)
    left, right = {low for low, _ in pairs}, {high for _, high in pairs}
    return Score(
        kind, len(pairs), len(wanted), len(found),
        [str(one) for at, one in enumerate(wanted) if at not in left],
        [str(one) for at, one in enumerate(found) if at not in right],
    )  # fmt: skip


def headings(kind: str, wanted: Sequence[Heading], found: Sequence[Heading]) -> Score:
    """Match headings by passage and title, tasks also by number; the note counts those under the right heading."""

    def same(one: Heading, other: Heading) -> float:
        if not one.place.meets(other.place) or one.title != other.title:
            return 0
        return float(kind != "tasks" or one.number == other.number) * (1 + (one.parent == other.parent))

    pairs = pair(wanted, found, same)
    result = score(kind, wanted, found, pairs)
    under = sum(wanted[low].parent == found[high].parent for low, high in pairs)
    result.note = f"{under} of {len(pairs)} under the right heading"
    return result


def alike(one: Value, other: Value) -> bool:
    """Say whether two figures say the same, whatever their metrics are called."""
    if one.number is None and other.number is None:
        words = one.comparator == other.comparator and name(one.words) == name(other.words)
    else:
        words = one.number == other.number and one.upper == other.upper and name(one.unit) == name(other.unit)
    return words and one.kind == other.kind and (one.first, one.last) == (other.first, other.last)


def metric(one: Value, other: Value) -> float:
    """Return how alike the names of two metrics are, at best."""
    return max(likeness(mine, theirs) for mine in one.names for theirs in other.names)


def rows(hand: Read, found: Read) -> Score:
    """Match cells of tables: row, name, value, comparator, unit, kind, period, binding mark and reported status."""

    def same(one: Value, other: Value) -> float:
        cell = one.place.meets(other.place) and alike(one, other) and one.comparator == other.comparator
        marks = (one.binding, one.status, name(one.unit)) == (other.binding, other.status, name(other.unit))
        return float(cell and marks and metric(one, other) == 1)

    wanted, got = [one for one in hand.values if one.row], [one for one in found.values if one.row]
    return score("tables", wanted, got, pair(wanted, got, same))


def prose(hand: Read, found: Read) -> Score:
    """Match figures of sentences: passage, value, unit, kind and period; the note says how metrics and hedges agree."""

    def same(one: Value, other: Value) -> float:
        if not one.place.meets(other.place) or not alike(one, other):
            return 0
        return 1 + metric(one, other) + (one.comparator == other.comparator)

    wanted, got = [one for one in hand.values if not one.row], [one for one in found.values if not one.row]
    pairs = pair(wanted, got, same)
    result = score("figures", wanted, got, pairs)
    near = [metric(wanted[low], got[high]) for low, high in pairs]
    hedges = sum(wanted[low].comparator == got[high].comparator for low, high in pairs)
    if near:
        result.note = (
            f"same name {sum(one == 1 for one in near)}, alike {sum(near) / len(near):.2f}, same comparator {hedges}"
        )
    return result


def named(kind: str, hand: Read, found: Read) -> Score:
    """Match things of a class by their names and other names; the note counts those found in another class."""
    wanted = [one for one in hand.things.values() if one.kind == kind]
    got = [one for one in found.things.values() if one.kind == kind]
    theirs = [{name(label) for label in one.names} for one in got]
    mine = [{name(label) for label in one.names} for one in wanted]
    at = {one.iri: number for number, one in enumerate(wanted)}
    to = {one.iri: number for number, one in enumerate(got)}
    pairs = pair(wanted, got, lambda one, other: float(bool(mine[at[one.iri]] & theirs[to[other.iri]])))
    result = score(kind, wanted, got, pairs)
    names = set().union(*mine) if mine else set()
    taken = {high for _, high in pairs}
    second = [str(one) for number, one in enumerate(got) if number not in taken and theirs[number] & names]
    result.again = len(second)
    result.extras = [label for label in result.extras if label not in second]
    others = {name(label): one.kind for one in found.things.values() for label in one.names}
    hands = {name(label): one.kind for one in hand.things.values() for label in one.names}
    result.misses = [_also(label, others) for label in result.misses]
    result.extras = [_also(label, hands) for label in result.extras]
    missed = sum(one.endswith("）") and "  （" in one for one in result.misses)
    result.note = f"{missed} missed are in another class, {len(second)} found under another name too"
    return result


def _also(label: str, kinds: dict[str, str]) -> str:
    kind = kinds.get(name(label))
    return f"{label}  （{kind}）" if kind else label


def links(hand: Read, found: Read) -> list[Score]:
    """Match relations by their ends: things by name, what headings stand for by the passage of the heading.

    The sum is over what the text states of the families of `family`; others, and what was concluded, stand below it.
    """
    means = same_things(hand, found)
    mine = {(one.subject, one.property, one.object): one for one in hand.relations}
    theirs: dict[str, list[Relation]] = {}
    for one in found.relations:
        group = "suggested" if one.suggested else family(one, found)
        theirs.setdefault(group, []).append(one)
    wanted: dict[str, dict[tuple[str, str, str], str]] = {}
    for key, one in mine.items():
        wanted.setdefault(family(one, hand), {})[key] = str(one)
    wanted["suggested"] = {key: str(one) for key, one in mine.items()}
    whole, scores = Score("links", 0, 0, 0), []
    reached = set().union(*means.values()) if means else set()
    for group in (*FAMILIES, "member of set", "other", "suggested"):
        result = matched(f"  {group}", wanted.get(group, {}), set(mine) | hand.follows, theirs.get(group, []), means)
        missed = [key for key in wanted.get(group, {}) if key not in result.hit]
        lost = sum(any(end not in reached and "/vocabulary/" not in end for end in (key[0], key[2])) for key in missed)
        if missed and group != "suggested":
            result.note = f"{len(missed)} missed, {lost} of them for want of an end"
        scores.append(result)
        if group in FAMILIES:
            for key in ("right", "wanted", "found"):
                setattr(whole, key, getattr(whole, key) + getattr(result, key))
            whole.misses += result.misses
            whole.extras += result.extras
    return [whole, *scores]


def family(one: Relation, read: Read) -> str:
    """Return which of the relations asked for one is."""
    subject, other = (read.things[end].kind if end in read.things else "" for end in (one.subject, one.object))
    heads = {end for end in (one.subject, one.object) if end in read.presented}
    if one.property == "partOf" and len(heads) == 2:
        return "task of group"
    if one.property == "partOf" and subject in ("Project", "Program") and one.object in heads:
        return "project of task"
    if one.property == "develops" and other == "Industry" and (heads or subject in NAMED):
        return "industry"
    if one.property in ("serves", "aimsAt") and heads and other in ("Goal", "Objective"):
        return "goal"
    if one.property in ("stage", "locatedIn"):
        return "stage" if one.property == "stage" else "located in"
    return "member of set" if one.property == "memberOf" else "other"


def matched(
    kind: str, wanted: dict[tuple[str, str, str], str], all_keys: set[tuple[str, str, str]],
    found: Sequence[Relation], means: dict[str, set[str]],
) -> Score:  # fmt: skip
    """Return the score of one family.

    What is of another family by hand, or only follows from what is stated by hand, counts for neither side.
    """
    result = Score(kind, 0, len(wanted), 0)
    hit: set[tuple[str, str, str]] = set()
    for one in found:
        keys = {(first, one.property, last) for first in means.get(one.subject, ()) for last in _ends(one, means)}
        keys &= all_keys
        new = (keys & set(wanted)) - hit
        if new:
            hit.add(min(new))
            result.found += 1
        elif not keys:
            result.found += 1
            result.extras.append(str(one))
    result.right, result.hit = len(hit), hit
    result.misses = [said for key, said in wanted.items() if key not in hit]
    return result


def _ends(one: Relation, means: dict[str, set[str]]) -> set[str]:
    return means.get(one.object, {one.object} if "/vocabulary/" in one.object else set())


def same_things(hand: Read, found: Read) -> dict[str, set[str]]:
    """Return IRI of what was found → IRIs of what it is by hand."""
    by_name: dict[str, set[str]] = {}
    for one in hand.things.values():
        for label in one.names:
            by_name.setdefault(name(label), set()).add(one.iri)
    means = {
        one.iri: {iri for label in one.names for iri in by_name.get(name(label), ())} for one in found.things.values()
    }
    for iri, place in found.presented.items():
        means.setdefault(iri, set()).update(other for other, at in hand.presented.items() if at.meets(place))
    return {iri: others for iri, others in means.items() if others}
