"""Bullet charts: results as bars against the mark of a target, each as a part of its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jbgraph.charts.canvas import (
    FAINT,
    INK,
    LEADING,
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    SOFT,
    STRONG,
    SUNKEN,
    WARM,
    WIDTH,
    Canvas,
)
from jbgraph.paper.scene import Page

LABEL, TRACK = 186.0, 250.0
MOST = 1.75  # of the target; a longer bar is cut with an arrow
BAR = 7.0


@dataclass(frozen=True)
class Bullet:
    """One line of the chart, in one language.

    :ivar heading: what it stands under; lines of one heading stand together.
    :ivar part: result ÷ target, None where there is nothing to draw.
    :ivar good: whether the result is on the wanted side of the target.
    :ivar figures: result and target as printed; `said` is what else to know.
    """

    heading: str
    label: str
    part: float | None
    good: bool
    figures: str
    said: str


def drawn(bullets: Sequence[Bullet], title: str, note: str) -> Page:
    """Return the chart, the lines in the order given."""
    sheet = Canvas()
    sheet.headed(title, note)
    left, right = MARGIN + LABEL + 10, MARGIN + LABEL + 10 + TRACK
    scale = TRACK / MOST
    top = sheet.y + 10
    sheet.y = top + 4
    heading = ""
    ticks = [0.0, 0.5, 1.0, 1.5]
    for tick in ticks:
        sheet.text(left + tick * scale, top, f"{tick:.0%}", SMALL, fill=FAINT, anchor="middle")
    for bullet in bullets:
        if bullet.heading != heading:
            heading = bullet.heading
            sheet.y += 16
            sheet.text(MARGIN, sheet.y, heading, SIZE, bold=True)
            sheet.line([(MARGIN, sheet.y + 4), (WIDTH - MARGIN, sheet.y + 4)], LINE)
            sheet.y += 8
        row(sheet, bullet, left, right, scale)
    sheet.y += 4
    return sheet.page()


def row(sheet: Canvas, bullet: Bullet, left: float, right: float, scale: float) -> None:
    """Draw one line: its name, the bar on its track with the mark of the target, the figures and a remark."""
    names = sheet.lines(bullet.label, LABEL, most=3)
    across = WIDTH - MARGIN - right - 10
    said = sheet.lines(bullet.said, across, SMALL, most=3) if bullet.said else []
    figures = sheet.lines(bullet.figures, across, SIZE, most=2)
    high = max(len(names) * SIZE * LEADING, len(figures) * SIZE * LEADING + len(said) * SMALL * LEADING) + 7
    middle = sheet.y + high / 2
    sheet.block(MARGIN, middle - (len(names) - 1) * SIZE * LEADING / 2 + 3, names)
    deep = (len(figures) - 1) * SIZE * LEADING + len(said) * SMALL * LEADING
    after = sheet.block(right + 10, middle - deep / 2 + 3, figures)
    sheet.block(right + 10, after - 1.5, said, SMALL, fill=SOFT)
    if bullet.part is not None:
        end = min(max(bullet.part, 0.0), MOST) * scale
        sheet.bar(left, middle - BAR, scale, 2 * BAR, SUNKEN)
        sheet.line([(left, middle - BAR), (left, middle + BAR)], LINE)
        if bullet.good:
            sheet.bar(left, middle - BAR / 2, end, BAR, STRONG)
        else:  # told apart without colour: an outline and hatching
            sheet.bar(left, middle - BAR / 2, end, BAR, "#ffffff", WARM, 1.1)
            for step in range(1, int(end / 5) + 1):
                x = left + step * 5
                if x < left + end:
                    sheet.line([(x - 3, middle + BAR / 2), (x, middle - BAR / 2)], WARM, 0.7)
        if bullet.part > MOST:
            x = left + end
            sheet.line([(x + 2, middle - 3), (x + 6, middle), (x + 2, middle + 3)], INK, 1.0)
        sheet.line([(left + scale, middle - BAR - 2), (left + scale, middle + BAR + 2)], INK, 2.0)
    sheet.y += high
