"""Where a sentence stands: what its section and the head of its paragraph say of the time of its figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jbgraph.extraction.figures.found import Found
from jbgraph.extraction.figures.periods import Period, periods
from jbgraph.extraction.findings import Part, Passage, Section
from jbgraph.extraction.outline import Outline
from jbgraph.extraction.parts import figures
from jbgraph.reading.text import Table

_HEAD = 3
_FIVE = 5
_MEAN = re.compile(r"年均(?=[增递下降提减]|\d|实现|保持|预期|达|为)|年平均|平均每年")
_SUM = re.compile(r"累计")
_NO_LEAD = re.compile(r"^(?:到|至|连续|每年)|来$")


@dataclass(frozen=True)
class Setting:
    """What holds for a sentence where it says nothing else.

    :ivar year: the year that its section speaks of.
    :ivar plan_year: the year of the plan, or the first of a plan of several years.
    :ivar until: the last year of a plan of several years.
    :ivar lead: the year or months at the head of the paragraph, or the part of a year that the section is about.
    :ivar wide: the several years that paragraph or section are about (`“十三五”时期，`, `过去五年工作回顾`): they hold
        for sums, additions and means, not for levels.
    """

    part: Part
    year: int | None
    plan_year: int | None = None
    until: int | None = None
    lead: Period | None = None
    wide: Period | None = None

    def periods(self, text: str) -> list[Period]:
        """Return the periods that a sentence prints."""
        return periods(text, self.year, self.plan_year, ahead=self.until is not None and self.part != "done")

    def of(
        self, one: Found, clause: str, period: Period | None, made: str, printed: Sequence[Period] = ()
    ) -> Period | None:
        """Return the period of a figure, that of several years where its words or the plan say so.

        :param period: what holds by the words of the sentence, or the lead.
        :param printed: all periods of the sentence: a mean may be counted from an earlier year (`由2000年的…`).
        :raises LookupError: if it is a mean of several years and nothing tells of which.
        """
        if one.was or (period is not None and period.until not in (None, period.year)):
            return period
        mean = one.measure == "growth" and _MEAN.search(clause) is not None
        several = self.until is not None or self.wide is not None
        total = several and _SUM.search(clause) is not None
        added = several and period is None and one.measure == "increment" and one.rule != "change"
        if mean or total or added:
            years = self._since(period, printed) if mean else None
            years = years or self._several(period, made)
            if years is None and mean:
                raise LookupError(one.metric)
            if years is not None:
                text = period.text if period else ""
                return Period(0, 0, text, years[0], None, years[1])
        if period is None and self.until and made == "target" and self.year == self.plan_year:
            return Period(0, 0, "", self.year, None, self.until)
        return period

    def _since(self, period: Period | None, printed: Sequence[Period]) -> tuple[int, int] | None:
        """Return the years behind an earlier year that the sentence compares with, to the year of the figure."""
        last = period.year if period and period.year else self.year
        first = [one.year for one in printed if one.base and one.year and not one.months]
        return (first[0] + 1, last) if first and last and first[0] < last - 1 else None

    def _several(self, period: Period | None, made: str) -> tuple[int, int] | None:
        """Return the first and last of the years that a mean or sum is taken over."""
        if made == "target":
            last = period.year if period and period.year else None
            if self.plan_year and self.until:
                return self.plan_year, last if last and last > self.plan_year else self.until
            ends = last is not None and last % _FIVE == 0 and self.plan_year is not None
            # 到2025年…年均: the five-year plan that ends then.
            return (last - _FIVE + 1, last) if last and ends and 0 <= last - (self.plan_year or 0) < _FIVE else None
        if self.wide is not None and self.wide.year and self.wide.until:
            return self.wide.year, self.wide.until
        return (self.plan_year - _FIVE, self.plan_year - 1) if self.until and self.plan_year else None


class Settings:
    """The settings of the passages of an outline, asked for in reading order."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._starts = sorted(one.start if isinstance(one, Table) else one.run.start for one in outline.text.blocks)
        self._paragraph = -1
        self._lead: Period | None = None

    def of(self, passage: Passage) -> Setting:
        """Return the setting of a passage of running text."""
        outline = self._outline
        section = outline.sections[passage.section]
        setting = Setting(section.part, _year(section, outline), outline.year, outline.until)
        months, wide = self._headed(section, setting)
        paragraph = bisect_right(self._starts, passage.run.start)
        if paragraph != self._paragraph:
            self._paragraph, self._lead = paragraph, _lead(passage.run.text, setting)
        lead = self._lead
        if lead is not None and lead.until not in (None, lead.year):
            lead, wide = None, lead
        return replace(setting, lead=lead or months, wide=wide)

    def _headed(self, section: Section, setting: Setting) -> tuple[Period | None, Period | None]:
        """Return the part of a year and the several years that a section is about, by the headings above it."""
        place: Section | None = section
        while place is not None:
            if not place.rank and setting.part != "done":
                break
            for one in setting.periods(figures(place.title)):
                if not one.base and one.months and one.months != (12, 12):
                    return Period(0, 0, "", one.year, one.months), None
                if not one.base and one.until and one.until != one.year and place.rank:
                    return None, Period(0, 0, "", one.year, None, one.until)
            place = self._outline.sections[place.parent] if place.parent is not None else None
        return None, None


def _lead(text: str, setting: Setting) -> Period | None:
    """Return the period that a paragraph begins with (`2024年，…`, `1—6月，…`)."""
    plain = figures(text)
    one = next(iter(setting.periods(plain[:40])), None)
    if (
        one is None
        or one.start > _HEAD
        or one.base
        or _NO_LEAD.search(one.text)
        or plain[one.end : one.end + 1] not in "，,"
    ):
        return None
    return replace(one, start=0, end=0, text="")


def _year(section: Section, outline: Outline) -> int | None:
    """Return the year that a section speaks of: that of its heading, else by its part."""
    if section.year is not None:
        return section.year
    if outline.year is None:
        return None
    return outline.year - 1 if section.part == "done" else outline.year
