"""Slope charts, many small ones: a target, what became of it, and the target after, each on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jbgraph.charts.canvas import INK, LEADING, LINE, MARGIN, SIZE, SMALL, SOFT, STRONG, WARM, WIDTH, Canvas
from jbgraph.paper.scene import Page

COLUMNS = 4
GAP = 16.0
HIGH = 62.0


@dataclass(frozen=True)
class Point:
    """A figure on a slope.

    :ivar value: what it is drawn at.
    :ivar figure: as printed; `period` is what stands below it.
    :ivar reached: whether it is a result and no target.
    """

    value: float
    figure: str
    period: str
    reached: bool


@dataclass(frozen=True)
class Slope:
    """One small chart: points from left to right; `down` says whether the last falls below what came before."""

    label: str
    said: str
    points: tuple[Point, ...]
    down: bool


def drawn(slopes: Sequence[Slope], title: str, note: str) -> Page:
    """Return the chart, the small ones in rows from left to right."""
    sheet = Canvas()
    sheet.headed(title, note)
    width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    for at in range(0, len(slopes), COLUMNS):
        some = slopes[at : at + COLUMNS]
        heads = [sheet.lines(one.label, width, bold=True, most=3) for one in some]
        says = [sheet.lines(one.said, width, SMALL, most=3) for one in some]
        head = max(map(len, heads)) * SIZE * LEADING
        said = max(map(len, says)) * SMALL * LEADING
        for number, one in enumerate(some):
            x = MARGIN + number * (width + GAP)
            sheet.line([(x, sheet.y), (x + width, sheet.y)], LINE)
            sheet.block(x, sheet.y + 13, heads[number], bold=True)
            below = sheet.y + 12 + len(heads[number]) * SIZE * LEADING
            sheet.block(x, below, says[number], SMALL, fill=SOFT)
            small(sheet, one, x, sheet.y + 16 + head + said, width)
        sheet.y += 16 + head + said + HIGH + 30
    return sheet.page()


def small(sheet: Canvas, slope: Slope, x: float, y: float, width: float) -> None:
    """Draw the points of one small chart and the lines between them; lowest value at the bottom."""
    values = [point.value for point in slope.points]
    low, high = min(values), max(values)
    room = (high - low) or 1.0
    top, bottom = y + 16, y + 16 + HIGH - 22
    step = (width - 44) / max(len(values) - 1, 1)
    places = [
        (x + 22 + number * step, bottom - (value - low) / room * (bottom - top) if high > low else (top + bottom) / 2)
        for number, value in enumerate(values)
    ]
    tone = WARM if slope.down else STRONG
    sheet.line(places[-2:], tone, 1.8, (5.0, 3.0) if slope.down else ())
    if len(places) > 2:
        sheet.line(places[:2], SOFT, 1.0)
    for number, (point, (px, py)) in enumerate(zip(slope.points, places, strict=True)):
        later = number == len(places) - 1
        mark = tone if later else INK
        sheet.dot(px, py, 3.2, mark if point.reached else "#ffffff", mark, 1.4)
        around = [values[at] for at in (number - 1, number + 1) if 0 <= at < len(values)]
        under = all(value >= point.value for value in around) and any(value > point.value for value in around)
        sheet.text(px, py + 13 if under else py - 7, point.figure, SMALL, bold=later, anchor="middle")
        sheet.text(px, bottom + 27, point.period, SMALL, fill=SOFT, anchor="middle")
