"""Reckoning with printed numbers: what a figure stands for as an interval, and whether two results agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jbgraph.analyses.shared.readings import Reading
from jbgraph.figures import plain
from jbgraph.numerals import fraction

ENDLESS = Decimal("Infinity")
HOLDS, ROUNDED, FAILS, OPEN = "holds", "by-rounding", "fails", "undecided"
VERDICTS = (FAILS, OPEN, ROUNDED, HOLDS)
"""What an identity comes to, what wants looking at first."""


@dataclass(frozen=True)
class Span:
    """A number as printed, and the least and the most it can stand for; endless where a bound is printed."""

    value: Decimal
    low: Decimal
    high: Decimal

    @property
    def bounded(self) -> bool:
        """Whether it is a number and not a bound."""
        return self.low > -ENDLESS and self.high < ENDLESS

    def __add__(self, other: Span) -> Span:
        return Span(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Span) -> Span:
        ends = [a * b if a and b else Decimal(0) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(self.value * other.value, min(ends), max(ends))

    def __truediv__(self, other: Span) -> Span:
        """Return the quotient; the divisor is a number more than 0."""
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(self.value / other.value, min(ends), max(ends))


def exactly(value: Decimal | int) -> Span:
    """Return a number that stands for itself."""
    number = Decimal(value)
    return Span(number, number, number)


def span(reading: Reading) -> Span:
    """Return what a figure stands for, in the measure of its unit: rounded as printed, or all beyond a bound.

    :raises ValueError: if it has no number.
    """
    if reading.value is None:
        raise ValueError(f"{reading.iri} has no number")
    value, half = reading.value * reading.factor, reading.precision * reading.factor
    if reading.comparator in ("at-least", "more-than", "somewhat-more"):
        return Span(value, value, ENDLESS)
    if reading.comparator in ("at-most", "less-than", "just-under"):
        return Span(value, -ENDLESS, value)
    if reading.upper is not None:
        return Span(value, value, reading.upper * reading.factor)
    return Span(value, value - half, value + half)


def total(spans: Iterable[Span]) -> Span:
    """Return the sum."""
    found = exactly(0)
    for one in spans:
        found += one
    return found


def agree(stated: Span, reckoned: Span, *, hedged: bool = False) -> str:
    """Return one of VERDICTS: the numbers are equal, could be but for rounding, cannot be, or may be.

    :param hedged: whether an operand is printed with 左右, 余 or another word that gives no limit.
    """
    if stated.value == reckoned.value:
        return HOLDS
    if stated.low <= reckoned.high and reckoned.low <= stated.high:
        return ROUNDED if stated.bounded and reckoned.bounded else OPEN
    return OPEN if hedged else FAILS


def text(number: Decimal, digits: int | None = None) -> str:
    """Return a number as text, without an exponent or zeros that say nothing.

    :param digits: most decimals shown; all where None.

    >>> text(Decimal("2293.20")), text(Decimal("1E+3")), text(Decimal("94.6428"), 2)
    ('2293.2', '1000', '94.64')
    """
    shown = number if digits is None else number.quantize(Decimal(1).scaleb(-digits))
    return plain(f"{shown:f}")


def between(unit: str) -> str:
    """Return the unit of a difference of two figures of a unit: percentages differ by percentage points.

    >>> between("percent"), between("yi-yuan")
    ('percentage-point', 'yi-yuan')
    """
    return "percentage-point" if unit == "percent" else unit


def said(reading: Reading) -> str:
    """Return the number of a figure as it stands in a formula: in its unit, per cent with its sign, 1/3 as printed."""
    number = reading.value or Decimal(0)
    return fraction(reading.quote, float(number)) or text(number) + ("%" if reading.unit == "percent" else "")
