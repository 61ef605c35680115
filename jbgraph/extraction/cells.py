"""What a cell of a table says: a number with its bound, or words in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_NUMBER = r"[-−–]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−–]?\d+(?:\.\d+)?"
_VALUE = re.compile(
    rf"(?P<low>{_NUMBER})(?P<unit1>[%‰]|[^\d\s.,，、；;～~—–-]{{0,8}}?)(?:\s*(?:-|—|–|~|～|至|到)\s*(?P<high>\d+(?:\.\d+)?))?"
)
_BOXED = re.compile(r"^[\[［〔【〈（(「]\s*([^\[\]［］〔〕【】（）()]+?)\s*[\]］〕】〉）)」]$")
_GROWTH = re.compile(r"(?P<way>增长|增加|提高|上升|下降|降低|减少|负增长)")


@dataclass(frozen=True)
class Cell:
    """One value of a cell.

    :ivar low, high: where it stands in the cell's text.
    :ivar unit: printed in the cell; empty where it is that of the row.
    :ivar growth: whether the cell says that it is a growth (增长6%).
    :ivar boxed: whether it stands in brackets, as sums over five years do in outlines.
    """

    low: int
    high: int
    value: Decimal | None
    upper: Decimal | None
    comparator: str
    words: str = ""
    unit: str = ""
    growth: bool = False
    boxed: bool = False


def cells(text: str, rules: Mapping[str, Any]) -> list[Cell]:
    """Return the values of a cell, in order; one with words only where it prints no number, none where it is empty.

    >>> from jbgraph.extraction.words import words
    >>> [(c.value, c.comparator) for c in cells("7.5左右", words("indicators"))]
    [(Decimal('7.5'), 'about')]
    """
    bare = text.strip()
    if not bare:
        return []
    for comparator, pattern in rules["words"].items():
        if re.search(pattern, bare) and not (comparator != "delegated" and re.search(r"\d", bare)):
            return [Cell(0, len(text), None, None, comparator, words=bare)]
    found: list[Cell] = []
    place = 0
    for piece in re.split(r"([，；;、]|(?<=\D)/(?=\D))", text):
        if re.search(r"\d", piece):
            found.append(_one(piece, place, rules))
        place += len(piece)
    return found or [Cell(0, len(text), None, None, "", words=bare)]


def _one(piece: str, place: int, rules: Mapping[str, Any]) -> Cell:
    """Return the value of a piece of a cell that holds a digit."""
    start = place + len(piece) - len(piece.lstrip())
    bare = piece.strip()
    boxed = _BOXED.match(bare)
    inner = boxed[1] if boxed else bare
    match = _VALUE.search(inner)
    if match is None:
        return Cell(start, start + len(bare), None, None, "", words=bare)
    comparator = next(
        (name for name, pattern in rules["comparators"].items() if re.search(pattern, _bounds(inner))), ""
    )
    value = _decimal(match["low"])
    way = _GROWTH.search(inner[: match.start()])
    rest = inner[match.end("low") :]
    unit = next((unit for unit in sorted(rules["units"]["plain"], key=len, reverse=True) if rest.startswith(unit)), "")
    upper = _decimal(match["high"]) if match["high"] else None
    if upper is not None and upper < value:
        upper = None
    if way and way["way"] in ("下降", "降低", "减少", "负增长") and unit in ("%", "个百分点", "百分点"):
        value = -value
    return Cell(
        start,
        start + len(bare),
        value,
        upper,
        "range" if upper is not None else comparator or "equal",
        unit=unit,
        growth=bool(way) and unit in ("%", "‰", ""),
        boxed=bool(boxed),
    )


def _bounds(text: str) -> str:
    """Return a value without its unit and the words of growth, so that bounds stand at its ends."""
    text = re.sub(r"^(?:增长|增加|提高|下降|降低|减少|达到?|完成|保持在?|稳定在?|力争|确保)+", "", text)
    return re.sub(r"(?<=[\d])(?:[%‰]|[^\d以左上内下余多之及]{1,6})(?=(?:以|左|上|余|多|之|及)|$)", "", text)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-").replace("–", "-"))
