"""Lines of text: broken as Chinese and English are broken, and measured with the font they are set in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from jbgraph.paper.fonts import Face

# Characters that begin no line, and characters that end none (GB/T 15834, W3C clreq).
NOT_FIRST = set("、，。．；：！？）》」』】〕〉”’…—～·%％‰℃!),.:;?]}>/°′″々")
NOT_LAST = set("（《「『【〔〈“‘([{<#$￥£@")
_WORD = re.compile(r"[\w'’\-+./&@#%$,:;!?()\[\]=*~^|\\\"<>{}`]+", re.ASCII)


def plain(text: str) -> str:
    """Return a text as it can be drawn: one line, no control characters; marks of direction stay.

    >>> plain("a\\n\\tb\\x00")
    'a b\ufffd'
    """
    joined = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff" else c for c in joined)


def tokens(text: str) -> list[str]:
    """Return the pieces that a line may break between: words, single wide characters, each with what sticks to it.

    >>> tokens("建设“1+10”框架，GDP growth")
    ['建', '设', '“1+10”', '框', '架，', 'GDP', ' growth']
    """
    raw: list[str] = []
    place = 0
    while place < len(text):
        word = _WORD.match(text, place)
        piece = word.group() if word else text[place]
        raw.append(piece)
        place += len(piece)
    found: list[str] = []
    blank = ""
    for piece in raw:
        if piece == " ":
            blank = " "
            continue
        sticks = found and not blank and (
            piece[0] in NOT_FIRST or found[-1][-1] in NOT_LAST or unicodedata.combining(piece[0])
            or unicodedata.category(piece[0]) == "Cf" or piece[0] in "\ufe0e\ufe0f"
        )  # fmt: skip
        if sticks and len(found[-1]) + len(piece) < 40:
            found[-1] += piece
        else:
            found.append(blank + piece)
        blank = ""
    return quoted(found)


def quoted(pieces: list[str]) -> list[str]:
    """Return the pieces with those of a short quotation joined: “两高” is not broken."""
    found: list[str] = []
    opened = -1
    for piece in pieces:
        found.append(piece)
        if piece.lstrip()[:1] == "“":
            opened = len(found) - 1
        if "”" in piece and opened >= 0:
            joined = "".join(found[opened:])
            if len(joined) <= 8:
                found[opened:] = [joined]
            opened = -1
    return found


Piece = tuple[str, float, float]  # its text, how wide it is, and how wide without the blank before it


@lru_cache(maxsize=16384)
def measured(text: str, face: Face, size: float) -> tuple[Piece, ...]:
    """Return the pieces of a text with their widths."""
    found = []
    for piece in tokens(text):
        wide = face.width(piece, size)
        found.append((piece, wide, wide - (face.advance(" ") * size if piece[0] == " " else 0.0)))
    return tuple(found)


@lru_cache(maxsize=65536)
def wrapped(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """Return the lines of a text that are no wider than `width`, as even as they can be; at least one line.

    A word that is wider than a line is broken.
    """
    pieces = measured(text, face, size)
    lines = filled(pieces, face, size, width)
    if len(lines) < 2 or len(lines) > 6:
        return tuple(lines)
    widest = max((bare for piece, _, bare in pieces if len(piece.strip()) > 1), default=0.0)
    low, high = width * (len(lines) - 1) / len(lines) * 0.9, width
    for _ in range(5):
        middle = (low + high) / 2
        tried = filled(pieces, face, size, middle) if widest <= middle else []
        if len(tried) == len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return tuple(lines)


def filled(pieces: Sequence[Piece], face: Face, size: float, width: float) -> list[str]:
    """Return pieces as lines, each filled as far as it goes."""
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for piece, wide, bare in pieces:
        if line and used + wide <= width:
            line.append(piece)
            used += wide
            continue
        if line:
            lines.append("".join(line))
        rest, used = piece.lstrip(" "), bare
        while used > width and len(rest) > 1:
            cut = 1
            while cut < len(rest) and face.width(rest[: cut + 1], size) <= width:
                cut += 1
            lines.append(rest[:cut])
            rest = rest[cut:]
            used = face.width(rest, size)
        line = [rest]
    return [*lines, "".join(line)] if line or not lines else lines
