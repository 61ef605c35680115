"""What the rules of this package pass to each other: a sentence with its numerals, and a figure without its period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from jbgraph.extraction.figures.clauses import Clauses
from jbgraph.extraction.figures.lexicon import Lexicon
from jbgraph.extraction.figures.numbers import Numeral


@dataclass(frozen=True)
class Found:
    """A figure of a sentence, with places in the clean text.

    :ivar start, end: the characters that carry the number, subject included where it is near.
    :ivar base: the metric that a clause behind goes on about (`增长8%` behind `实现社会消费品零售总额687亿元`).
    :ivar topic: what a noun such as `总投资` behind it belongs to, where that is not the base.
    :ivar rule: name of the rule without family.
    :ivar kind: its kind where the sentence itself says it (`比计划3000亿元超过1070亿元`); empty otherwise.
    :ivar at: where the number itself begins, hedge included, where the quote may not be cut there.
    :ivar was: whether it is an earlier value, given for comparison.
    """

    start: int
    end: int
    metric: str
    base: str
    rule: str
    measure: str
    unit: str
    value: Decimal | None
    comparator: str
    upper: Decimal | None = None
    words: str = ""
    within: str = ""
    about: str = ""
    topic: str = ""
    kind: str = ""
    was: bool = False
    at: int = -1


@dataclass
class Sentence:
    """A sentence while it is read.

    :ivar found: figures so far, in reading order.
    :ivar used: places of the numerals that a figure has taken.
    :ivar line: the numerals that are figures.
    :ivar verb: the verb that the last list began with (`新增`).
    :ivar group: metrics of the last list of values, for `分别` behind it.
    """

    text: str
    words: Lexicon
    numerals: list[Numeral]
    clauses: Clauses
    found: list[Found] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    verb: str = ""
    group: list[str] = field(default_factory=list)
    base: str = ""
    topic: str = ""
    taken: int = 0
    line: list[Numeral] = field(default_factory=list)

    def after(self, one: Numeral) -> Numeral | None:
        """Return the next numeral that is a figure."""
        place = bisect_right(self.line, one.digits, key=lambda other: other.digits)
        return self.line[place] if place < len(self.line) else None

    def stretch(self, place: int) -> str:
        """Return the text that leads up to a place: from the clause's start or the figure before it."""
        return self.text[max(self.taken, self.clauses.start(place)) : place]

    def before(self, place: int) -> str:
        """Return the clause before that of a place, empty where a sentence begins there."""
        start = self.clauses.start(place)
        if start <= max(self.taken, self.clauses.sentence(place)):
            return ""
        return self.text[self.clauses.start(start - 1) : start - 1]

    def take(self, figures: Iterable[Found], numerals: Iterable[Numeral], end: int) -> None:
        """Add figures; text before `end` leads up to no other."""
        for figure in figures:
            self.found.append(figure)
            if figure.base:
                self.base, self.topic = figure.base, figure.topic or figure.base
        self.used |= {one.digits for one in numerals}
        self.taken = max(self.taken, end)
