"""Stacked bars: how many of each kind something has, each part with its number; parts are told apart by words too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jbgraph.charts.canvas import LEADING, MARGIN, SIZE, SMALL, SOFT, WIDTH, Canvas
from jbgraph.paper.scene import Page

LABEL = 172.0
REMARK = 150.0
HIGH = 15.0


@dataclass(frozen=True)
class Bar:
    """One bar: the count of each part, in the order of the legend, and what stands at its end."""

    label: str
    counts: tuple[int, ...]
    remark: str = ""


def drawn(bars: Sequence[Bar], parts: Sequence[tuple[str, str, str]], title: str, note: str) -> Page:
    """Return the chart, bars in the order given, all to one scale.

    :param parts: of each part its word, its colour, and the colour of the number on it.
    """
    sheet = Canvas()
    sheet.headed(title, note)
    left, right = MARGIN + LABEL + 8, WIDTH - MARGIN - REMARK
    most = max((sum(bar.counts) for bar in bars), default=1) or 1
    for bar in bars:
        names = sheet.lines(bar.label, LABEL, most=2)
        high = max(HIGH + 8, len(names) * SIZE * LEADING + 8)
        middle = sheet.y + high / 2
        sheet.block(MARGIN, middle - (len(names) - 1) * SIZE * LEADING / 2 + SIZE * 0.36, names)
        x = left
        for count, (_, fill, ink) in zip(bar.counts, parts, strict=True):
            if count:
                wide = (right - left) * count / most
                sheet.bar(x, middle - HIGH / 2, wide - 1, HIGH, fill)
                said = str(count)
                if sheet.wide(said, SMALL) < wide - 3:
                    sheet.text(x + wide / 2, middle + SMALL * 0.36, said, SMALL, fill=ink, anchor="middle")
                x += wide
        some = sheet.lines(bar.remark, WIDTH - MARGIN - x - 8, SMALL, most=2)
        sheet.block(x + 8, middle - (len(some) - 1) * SMALL * LEADING / 2 + SMALL * 0.36, some, SMALL, fill=SOFT)
        sheet.y += high
    sheet.y += 8
    x = left
    for word, fill, _ in parts:
        sheet.bar(x, sheet.y, 12, 9, fill)
        sheet.text(x + 16, sheet.y + 7.6, word, SMALL, fill=SOFT)
        x += 26 + sheet.wide(word, SMALL)
    sheet.y += 12
    return sheet.page()
