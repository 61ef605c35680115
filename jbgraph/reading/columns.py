"""From words on a page to lines, columns and paragraphs, by where they stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_DEPTH = 2
_FULL = 20
"""Characters of a line of prose that fills the page."""

_NUMBER_ENDS = re.compile(r"[\u4e00-\u9fff]\d+\.?$")
_NUMBER_GOES_ON = re.compile(r"\d+(?:\.\d+)?[\u4e00-\u9fff%]")


@dataclass(frozen=True)
class Piece:
    """A word with its box, in points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """Pieces that stand on one line, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words, a blank between them."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def size(self) -> float:
        """Height of its letters."""
        return median(piece.bottom - piece.top for piece in self.pieces)


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """Return words as lines, from the top: those that overlap by half their height stand on one."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.top + one.bottom, one.x0)):
        middle = (piece.top + piece.bottom) / 2
        last = found[-1] if found else None
        if (
            last
            and min(one.top for one in last) <= middle <= max(one.bottom for one in last)
            and any(one.top <= middle <= one.bottom for one in last[-3:])
        ):
            last.append(piece)
        else:
            found.append([piece])
    return [Line(tuple(sorted(line, key=lambda one: one.x0))) for line in found]


def ordered(lines: Sequence[Line], width: float, depth: int = 0) -> list[Line]:
    """Return lines in reading order: column after column where the page has columns, each from the top.

    Lines that run over all columns part the page into bands.
    """
    gutter = _gutter(lines, width) if depth < _DEPTH else None
    if gutter is None:
        return list(lines)
    result: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        for side in (left, right):
            result.extend(ordered(side, max((line.x1 for line in side), default=0.0), depth + 1))
            side.clear()

    for line in lines:
        before = tuple(piece for piece in line.pieces if piece.x1 <= gutter)
        behind = tuple(piece for piece in line.pieces if piece.x0 >= gutter)
        if len(before) + len(behind) < len(line.pieces):
            flush()
            result.append(line)
            continue
        if before:
            left.append(Line(before))
        if behind:
            right.append(Line(behind))
    flush()
    return result


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Return where a blank strip parts the page into two columns of prose, None where none does."""
    if len(lines) < 8 or width <= 0:
        return None
    low = min(line.x0 for line in lines)
    span = width - low
    best: tuple[int, float] | None = None
    for step in range(25, 76):
        place = low + span * step / 100
        crossing = sum(any(piece.x0 < place < piece.x1 for piece in line.pieces) for line in lines)
        if best is None or (crossing, abs(step - 50)) < (best[0], abs(best[1] - low - span / 2)):
            best = (crossing, place)
    if best is None or best[0] > len(lines) * 0.15:
        return None
    place = best[1]
    both = [
        line
        for line in lines
        if any(piece.x1 <= place for piece in line.pieces) and any(piece.x0 >= place for piece in line.pieces)
    ]
    if len(both) < len(lines) * 0.5:
        return None
    gaps = [
        min(piece.x0 for piece in line.pieces if piece.x0 >= place)
        - max(piece.x1 for piece in line.pieces if piece.x1 <= place)
        for line in both
    ]
    halves = [
        [sum(piece.x1 - piece.x0 for piece in line.pieces if (piece.x1 <= place) == before) for line in both]
        for before in (True, False)
    ]
    # Columns of prose are filled to their edge; columns of a table are not.
    even = all(median(half) > 0.75 * max(half) and median(half) > 0.2 * span for half in halves)
    return place if min(gaps) > 4 and even else None


def ruled(lines: Sequence[Line]) -> list[list[Line] | list[list[str]]]:
    """Part lines into prose and tables that are set without rules: three lines or more of three cells or more."""
    result: list[list[Line] | list[list[str]]] = []
    prose: list[Line] = []
    at = 0
    while at < len(lines):
        height = 0
        while at + height < len(lines) and len(_cells(lines[at + height])) > 2:
            height += 1
        if height < 3:
            prose.append(lines[at])
            at += 1
            continue
        if prose:
            result.append(prose)
            prose = []
        result.append(_table(lines[at : at + height]))
        at += height
    if prose:
        result.append(prose)
    return result


def _cells(line: Line) -> list[tuple[float, float, str]]:
    """Return the cells of a line: words that less than two letters part stand in one."""
    found: list[tuple[float, float, str]] = []
    for piece in line.pieces:
        if found and piece.x0 - found[-1][1] < line.size * 1.6:
            x0, _, text = found[-1]
            found[-1] = (x0, piece.x1, f"{text} {piece.text}")
        else:
            found.append((piece.x0, piece.x1, piece.text))
    return found


def _table(lines: Sequence[Line]) -> list[list[str]]:
    bands: list[tuple[float, float]] = []
    for x0, x1, _ in sorted(cell for line in lines for cell in _cells(line)):
        if bands and x0 <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    rows = []
    for line in lines:
        row = [""] * len(bands)
        for x0, _, text in _cells(line):
            place = next(at for at, band in enumerate(bands) if band[0] <= x0 <= band[1])
            row[place] = f"{row[place]} {text}".strip()
        rows.append(row)
    return rows


def paragraphs(lines: Sequence[Line], body: float, margin: float | None = None) -> list[tuple[str, float]]:
    """Return lines as paragraphs, each with the height of its letters.

    A paragraph begins where a line is indented, where the line above ends short of the edge, where the gap above is
    wide, or where the letters change their size.

    :param body: height of the letters of prose.
    :param margin: where lines of the whole document begin; it tells that a few lines are all indented.
    """
    if not lines:
        return []
    left, right = _edges(lines, body)
    if margin is not None and 0 < left - margin < 3.5 * body:
        left = margin
    gaps = [below.top - above.bottom for above, below in itertools.pairwise(lines) if below.top > above.top]
    usual = median(gaps) if gaps else 0.0
    found: list[list[Line]] = []
    for line in lines:
        above = found[-1][-1] if found else None
        if above is None or _begins(above, line, left, right, usual, body):
            found.append([line])
        else:
            found[-1].append(line)
    return [(_joined([line.text for line in group]), group[0].size) for group in found]


def _joined(texts: Sequence[str]) -> str:
    """Return lines as one text; a number that the edge of the page cuts in two is one again."""
    result = texts[0]
    for above, below in itertools.pairwise(texts):
        cut = len(above) >= _FULL and _NUMBER_ENDS.search(above) and _NUMBER_GOES_ON.match(below)
        result += below if cut else "\n" + below
    return result


def _edges(lines: Sequence[Line], body: float) -> tuple[float, float]:
    """Return the left and the right edge of prose: where many lines begin and end."""
    wide = [line for line in lines if abs(line.size - body) < body * 0.2] or list(lines)
    lefts = sorted(line.x0 for line in wide)
    rights = sorted(line.x1 for line in wide)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def _begins(above: Line, line: Line, left: float, right: float, usual: float, body: float) -> bool:
    if abs(above.size - line.size) > 0.15 * max(above.size, line.size):
        return True
    if line.top < above.top:
        # The next column: it goes on unless it begins indented, or the line above ended short.
        return True
    gap = line.top - above.bottom
    if gap > usual + body * 0.9:
        return True
    if above.size > body * 1.2:
        return False  # a title in large letters, over several lines
    if line.x0 > left + 1.2 * line.size:
        return True
    return above.x1 < right - 1.6 * line.size
