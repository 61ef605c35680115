"""Gantt charts: what is due when, as bars along the years; days that are a reading are drawn open."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from jbgraph.charts.canvas import FAINT, LEADING, LINE, MARGIN, SIZE, SMALL, SOFT, WIDTH, Canvas
from jbgraph.paper.scene import Page, Path
from jbgraph.paper.style import mixed

LABEL, WHEN = 282.0, 92.0
BAR = 8.0
WHITE = "#ffffff"
DASH = (2.2, 1.8)
UNTIMED = ("no time printed", "原文未印时间")


@dataclass(frozen=True)
class Bar:
    """One line of the chart.

    :ivar heading: what it stands under; lines of one heading stand together. `colour` is that of the heading.
    :ivar label: what is due.
    :ivar when: the words for the time.
    :ivar start: in years, 2021.5 for the middle of 2021; None where only the end is known.
    :ivar end: None where nothing is known.
    :ivar fuzzy: whether the days are a reading of the words.
    :ivar figures: how many target figures are due at the end, 0 for none.
    """

    heading: str
    colour: str
    label: str
    when: str
    start: float | None
    end: float | None
    fuzzy: bool = False
    figures: int = 0


def years(day: str, *, last: bool = True) -> float:
    """Return a day YYYY-MM-DD in years: the end of a last day, the beginning of a first.

    >>> years("2021-12-31"), years("2021-07-01", last=False)
    (2022.0, 2021.4959)
    """
    when = date.fromisoformat(day)
    whole = date(when.year + 1, 1, 1) - date(when.year, 1, 1)
    gone = when - date(when.year, 1, 1)
    return round(when.year + (gone.days + last) / whole.days, 4)


def drawn(bars: Sequence[Bar], title: str, note: str, lang: str) -> Page:
    """Return the chart, lines in the order given."""
    sheet = Canvas()
    sheet.headed(title, note)
    left, right = MARGIN + LABEL + WHEN + 14, WIDTH - MARGIN
    ends = [bar.end for bar in bars if bar.end is not None]
    starts = [bar.start for bar in bars if bar.start is not None]
    first = math.floor(min([*starts, *(end - 1 for end in ends)], default=2020))
    last = math.ceil(max(ends, default=first + 1))
    scale = (right - left - 16) / max(1, last - first)  # a number may stand behind the last bar
    top = sheet.y + 8
    every = max(1, math.ceil(24 / scale))
    sheet.y = top + 6
    behind = len(sheet.group.items)
    heading = None
    for bar in bars:
        if bar.heading != heading:
            heading = bar.heading
            sheet.y += 9
            lines = sheet.lines(heading, WIDTH - 2 * MARGIN - 14, SIZE, bold=True, most=2)
            sheet.bar(MARGIN, sheet.y - 1, 5, SIZE, bar.colour)
            sheet.y = sheet.block(MARGIN + 10, sheet.y + SIZE * 0.8, lines, bold=True) - SIZE * 0.6
        row(sheet, bar, left, UNTIMED[lang == "zh"], lambda at: left + (at - first) * scale)
    grid(sheet, behind, first, last, every, top, lambda at: left + (at - first) * scale)
    legend(sheet, lang)
    return sheet.page()


def row(sheet: Canvas, bar: Bar, left: float, untimed: str, at: Callable[[float], float]) -> None:
    """Draw one line: what is due, the words for when, and the bar."""
    names = sheet.lines(bar.label, LABEL - 12, SMALL + 0.6, most=3)
    when = sheet.lines(bar.when, WHEN, SMALL, most=2)
    high = max(len(names) * (SMALL + 0.6), len(when) * SMALL) * LEADING + 6
    middle = sheet.y + high / 2
    sheet.block(MARGIN + 10, middle - (len(names) - 1) * (SMALL + 0.6) * LEADING / 2 + 3, names, SMALL + 0.6)
    sheet.block(MARGIN + LABEL + 4, middle - (len(when) - 1) * SMALL * LEADING / 2 + 2.8, when, SMALL, fill=SOFT)
    if bar.end is None:
        sheet.text(left, middle + 2.8, untimed, SMALL, fill=FAINT)
    else:
        x1 = at(bar.start) if bar.start is not None else at(bar.end) - 16
        x2 = at(bar.end)
        drawn_bar(sheet, x1, x2, middle, bar)
        if bar.figures:
            diamond(sheet, x2, middle, 4.6, bar.colour)
            sheet.text(x2 + 7, middle + 2.6, str(bar.figures), SMALL, fill=bar.colour, bold=True)
    sheet.y += high


def drawn_bar(sheet: Canvas, x1: float, x2: float, y: float, bar: Bar) -> None:
    """Draw the bar: full where the days are printed, open and dashed where they are a reading."""
    high = BAR if not bar.figures else BAR + 2
    box = [(x1, y - high / 2), (x2, y - high / 2), (x2, y + high / 2), (x1, y + high / 2)]
    if bar.start is None:
        sheet.line([(x1, y), (x2, y)], bar.colour, 1.0, DASH)
    elif bar.fuzzy:
        steps = tuple(("M" if n == 0 else "L", x, v) for n, (x, v) in enumerate(box))
        sheet.group.items.append(Path((*steps, ("Z",)), mixed(bar.colour, WHITE, 0.14), bar.colour, 0.9, DASH))
    else:
        sheet.bar(x1, y - high / 2, x2 - x1, high, mixed(bar.colour, WHITE, 0.72))
    sheet.line([(x2, y - high / 2 - 1.5), (x2, y + high / 2 + 1.5)], bar.colour, 1.8)


def diamond(sheet: Canvas, x: float, y: float, r: float, fill: str) -> None:
    """Draw the mark of target figures."""
    steps = (("M", x, y - r), ("L", x + r, y), ("L", x, y + r), ("L", x - r, y), ("Z",))
    sheet.group.items.append(Path(steps, fill, WHITE, 0.8))


def grid(
    sheet: Canvas, behind: int, first: int, last: int, every: int, top: float, at: Callable[[float], float]
) -> None:
    """Draw the years behind the bars; a year stands between its two lines."""
    own = len(sheet.group.items)
    for year in range(first, last + 1):
        sheet.line([(at(year), top + 4), (at(year), sheet.y + 4)], LINE if year % 5 else mixed(FAINT, LINE, 0.35), 0.5)
    drawn_now = sheet.group.items[own:]
    del sheet.group.items[own:]
    sheet.group.items[behind:behind] = drawn_now
    for year in range(first, last, every):
        sheet.text(at(year + 0.5), top, str(year), SMALL, fill=FAINT, anchor="middle")
    sheet.y += 6


def legend(sheet: Canvas, lang: str) -> None:
    """Draw what the bars mean."""
    zh = lang == "zh"
    sheet.y += 14
    x = MARGIN
    grey = FAINT
    said = (
        ("期限为原文日期" if zh else "days as printed", Bar("", grey, "", "", 0.0, 1.0)),
        ("日期为我方解读" if zh else "days are our reading", Bar("", grey, "", "", 0.0, 1.0, fuzzy=True)),
        ("只有最后期限" if zh else "only the last day is known", Bar("", grey, "", "", None, 1.0)),
    )
    for text, bar in said:
        drawn_bar(sheet, x, x + 26, sheet.y, bar)
        sheet.text(x + 34, sheet.y + 2.8, text, SMALL, fill=SOFT)
        x += 34 + sheet.wide(text, SMALL) + 18
    diamond(sheet, x + 4, sheet.y, 4.6, grey)
    sheet.text(x + 14, sheet.y + 2.8, "指标目标值及其个数" if zh else "target figures, and how many", SMALL, fill=SOFT)
    sheet.y += 8
