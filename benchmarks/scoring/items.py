"""What is compared, alike for what a person found and what extraction found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from jbgraph.search import fold

_NUMBER = re.compile(
    r"^(?:(?:附?表|专栏)\d*[:：]?|第?[一二三四五六七八九十百]+[、章节编]|[（(][一二三四五六七八九十]+[）)]|[（(]?\d{1,3}[）)]|\d{1,3}[、．.](?!\d)|[一二三四五六七八九十]+是)"
)
_AROUND = str.maketrans("", "", "*＊＃#：:，,、；;。．")
LINKS = ("partOf", "stage", "locatedIn", "develops", "serves", "aimsAt", "memberOf")
"""The relations that are measured: part of a task or group, stage, place, industry, goal."""


@dataclass(frozen=True)
class Place:
    """Offsets of a passage in the published text."""

    start: int
    end: int

    def meets(self, other: Place) -> bool:
        """Say whether two passages share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Heading:
    """A heading; `number` is the ordinal of a task, empty for others."""

    title: str
    place: Place
    task: bool = False
    number: str = ""
    parent: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Value:
    """A figure: `names` are all names of its metric, `first` and `last` the days of its period."""

    names: tuple[str, ...]
    number: Decimal | None
    upper: Decimal | None
    words: str
    unit: str
    kind: str
    comparator: str
    first: str
    last: str
    status: str
    binding: bool
    place: Place
    row: bool
    quote: str
    type: str = ""

    def __str__(self) -> str:
        said = self.words if self.number is None else f"{self.number}{'–' + str(self.upper) if self.upper else ''}"
        mark = "*" if self.binding else ""
        when = f"{self.first[:7]}..{self.last[:7]}"
        return f"{self.names[0]}{mark} = {said}{self.unit} {self.comparator} {self.kind} {when} “{self.quote}”"


@dataclass(frozen=True)
class Thing:
    """A named thing."""

    iri: str
    kind: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Relation:
    """A relation, by IRIs; `said` is how it reads."""

    subject: str
    property: str
    object: str
    said: str
    suggested: bool = False

    def __str__(self) -> str:
        return self.said


@dataclass
class Read:
    """All that was found in one document."""

    headings: list[Heading] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    presented: dict[str, Place] = field(default_factory=dict)
    """IRI of what a heading stands for → the passage of the heading."""
    follows: set[tuple[str, str, str]] = field(default_factory=set)
    """What follows from what is stated: part of a part, located in a place of a place."""
    unprinted: int = 0
    """How many things the document only alludes to: no passage can name them, so they are left out."""


def title(text: str) -> str:
    """Return a heading as it is compared: without number, blanks and marks.

    >>> title("（一） 加快 建设，提升 5G")
    '加快建设提升5g'
    >>> title("表1：主要指标") == title("主要指标")
    True
    """
    return fold(_NUMBER.sub("", "".join(text.split()).strip("#"))).translate(_AROUND)


def name(text: str) -> str:
    """Return a name as it is compared: without blanks, quotation marks, brackets and the asterisk of a footnote."""
    return fold("".join(text.split())).translate(_AROUND)


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, by the share of neighbouring pairs of characters that both have (Dice)."""
    first, second = name(one), name(other)
    if first == second:
        return 1.0
    pairs, others = list(pairwise(first)), list(pairwise(second))
    both = sum(min(pairs.count(pair), others.count(pair)) for pair in set(pairs))
    return 2 * both / (len(pairs) + len(others)) if pairs or others else 0.0
