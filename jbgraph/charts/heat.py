"""Heat maps: how much of what is there, as squares that are darker the more there is; what is empty stays white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jbgraph.charts.canvas import FAINT, INK, LEADING, LINE, MARGIN, SIZE, SMALL, SOFT, STRONG, WARM, WIDTH, Canvas
from jbgraph.paper.scene import Page
from jbgraph.paper.style import mixed

WHITE = "#ffffff"
LABEL = 172.0
GAP = 2.5
LEAST, MOST = 0.14, 0.92  # of the colour, for the smallest and the greatest share


@dataclass(frozen=True)
class Cell:
    """One square.

    :ivar share: 0 to 1; None where nothing was asked, so that no square is drawn.
    :ivar text: what stands in it.
    """

    share: float | None
    text: str = ""


@dataclass(frozen=True)
class Line:
    """One row of squares; `strong` sets its name in bold, `remark` stands at its end."""

    label: str
    cells: tuple[Cell, ...]
    remark: str = ""
    strong: bool = False


def drawn(
    heads: Sequence[str],
    lines: Sequence[Line],
    title: str,
    note: str,
    keys: Sequence[tuple[float | None, str]],
    *,
    remark: str = "",
    across: float = 132.0,
) -> Page:
    """Return the chart, rows and columns in the order given.

    :param keys: what the squares of some shares mean, for the legend.
    :param remark: what the column at the end is called; without it there is none. It is `across` wide.
    """
    sheet = Canvas()
    sheet.headed(title, note)
    left = MARGIN + LABEL + 8
    right = WIDTH - MARGIN - (across + 10 if remark else 0)
    step = (right - left) / max(1, len(heads))
    names = [sheet.lines(head, step - 2, SMALL, most=4) for head in heads]
    deep = max(len(name) for name in names) * SMALL * LEADING
    for at, name in enumerate(names):
        y = sheet.y + deep - (len(name) - 1) * SMALL * LEADING
        for text in name:
            sheet.text(left + (at + 0.5) * step, y, text, SMALL, fill=SOFT, anchor="middle")
            y += SMALL * LEADING
    if remark:
        sheet.text(right + 10, sheet.y + deep, remark, SMALL, fill=SOFT)
    sheet.y += deep + 7
    for line in lines:
        row(sheet, line, left, right, step, across if remark else 0.0)
    legend(sheet, left, keys)
    return sheet.page()


def row(sheet: Canvas, line: Line, left: float, right: float, step: float, across: float) -> None:
    """Draw one row."""
    names = sheet.lines(line.label, LABEL, most=3, bold=line.strong)
    said = sheet.lines(line.remark, across, SMALL, most=4) if across and line.remark else []
    fitted = [sheet.lines(cell.text, step - GAP - 5, SMALL, most=3) if cell.text else [] for cell in line.cells]
    texts = max([1, *(len(some) for some in fitted)])
    high = max(21.0, len(names) * SIZE * LEADING + 7, max(len(said), texts) * SMALL * LEADING + 7)
    middle = sheet.y + high / 2
    first = middle - (len(names) - 1) * SIZE * LEADING / 2 + SIZE * 0.36
    sheet.block(MARGIN, first, names, bold=line.strong)
    for at, (cell, some) in enumerate(zip(line.cells, fitted, strict=True)):
        x = left + at * step + GAP / 2
        if cell.share is None:
            sheet.line([(x + step / 2 - 6, middle), (x + step / 2 + 2, middle)], LINE, 0.8)
            continue
        fill = shaded(cell.share)
        sheet.bar(x, sheet.y + GAP / 2, step - GAP, high - GAP, fill, LINE if fill == WHITE else fill, 0.6)
        ink = WARM if not cell.share else WHITE if cell.share > 0.45 else INK
        y = middle - (len(some) - 1) * SMALL * LEADING / 2 + SMALL * 0.36
        for text in some:
            sheet.text(x + (step - GAP) / 2, y, text, SMALL, fill=ink, anchor="middle")
            y += SMALL * LEADING
    sheet.block(right + 10, middle - (len(said) - 1) * SMALL * LEADING / 2 + SMALL * 0.36, said, SMALL, fill=SOFT)
    sheet.y += high


def shaded(share: float) -> str:
    """Return the colour of a share; white for nothing.

    >>> shaded(0.0)
    '#ffffff'
    """
    return mixed(STRONG, WHITE, LEAST + (MOST - LEAST) * min(1.0, share)) if share > 0 else WHITE


def legend(sheet: Canvas, left: float, keys: Sequence[tuple[float | None, str]]) -> None:
    """Draw what the squares mean; None is where nothing is asked."""
    sheet.y += 12
    x = left
    for share, said in keys:
        if share is None:
            sheet.line([(x + 4, sheet.y + 4.5), (x + 12, sheet.y + 4.5)], LINE, 0.8)
        else:
            fill = shaded(share)
            sheet.bar(x, sheet.y, 16, 9, fill, LINE if fill == WHITE else fill, 0.6)
        sheet.text(x + 20, sheet.y + 7.6, said, SMALL, fill=FAINT)
        x += 28 + sheet.wide(said, SMALL) + 8
    sheet.y += 12
