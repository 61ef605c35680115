"""The characters of pdf pages with their boxes."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any

from jbgraph.reading.columns import Line, Piece, lines_of

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge, in points from the upper left corner of the page."""
_APART = 0.4
"""Part of a letter's height: a wider gap parts two words."""


def glyphs(page: Any, upper: float) -> list[Piece]:
    """Return the characters of a page of pypdfium2, blanks left out, in the order of the file.

    :param upper: the upper edge of the page in the coordinates of the file.
    """
    from pypdfium2 import raw

    text = page.get_textpage()
    found: list[Piece] = []
    try:
        rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        for at in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text.raw, at)
            if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF or 0xD800 <= code < 0xE000 or chr(code).isspace():
                continue
            if not (
                raw.FPDFText_GetCharOrigin(text.raw, at, ctypes.byref(x), ctypes.byref(y))
                and raw.FPDFText_GetLooseCharBox(text.raw, at, ctypes.byref(rect))
                and raw.FPDFText_GetMatrix(text.raw, at, ctypes.byref(matrix))
            ):
                continue
            # Boxes go by the shape of a letter: 一 is flat. The letters of a line share their base and their size.
            size = raw.FPDFText_GetFontSize(text.raw, at) * math.hypot(matrix.c, matrix.d)
            if size > 0:
                low = upper - y.value
                right = max(rect.right, x.value)
                found.append(Piece(chr(code), x.value, right, low - 0.88 * size, low + 0.12 * size))
    finally:
        text.close()
    return found


def has_lines(page: Any) -> bool:
    """Say whether a page of pypdfium2 draws a line or a box, itself or in a form on it."""
    from pypdfium2 import raw

    drawn = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM), max_depth=1)
    return next(iter(drawn), None) is not None


def words(pieces: Sequence[Piece]) -> list[Line]:
    """Return characters as lines of words, from the top."""
    return [Line(tuple(_merged(line.pieces))) for line in lines_of(pieces)]


def inside(pieces: Sequence[Piece], box: Box) -> str:
    """Return the text whose characters have their middle in a box, a line break between lines."""
    held = [piece for piece in pieces if within(piece, box)]
    return "\n".join(line.text for line in words(held))


def within(piece: Piece, box: Box) -> bool:
    """Say whether the middle of a character lies in a box."""
    x0, top, x1, bottom = box
    return x0 <= (piece.x0 + piece.x1) / 2 <= x1 and top <= (piece.top + piece.bottom) / 2 <= bottom


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[list[Piece]] = []
    for piece in pieces:
        last = found[-1][-1] if found else None
        if last and piece.x0 - last.x1 < _APART * (piece.bottom - piece.top):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [
        Piece(
            "".join(one.text for one in word),
            word[0].x0,
            max(one.x1 for one in word),
            min(one.top for one in word),
            max(one.bottom for one in word),
        )
        for word in found
    ]
