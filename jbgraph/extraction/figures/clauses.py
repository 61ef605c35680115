"""Where the clauses of a sentence end, quotes and brackets respected."""

from __future__ import annotations

import re
from bisect import bisect_right

from jbgraph.extraction.figures.numbers import Numeral

_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_BREAK = re.compile(r"[，。；！？;!?：:]|,(?!\d)|——|—(?=[^\d])")
_OPENING = {"“": "”", "《": "》", "‘": "’", "「": "」", "﹃": "﹄"}
_LONG = 40


class Clauses:
    """The clauses of a sentence.

    Brackets that hold no figure are part of their clause; brackets with figures are clauses of their own.
    """

    def __init__(self, text: str, numerals: list[Numeral]) -> None:
        self.text = text
        inside = _inside(text)
        ends = {0}
        self.full: list[int] = [0]
        for match in _BREAK.finditer(text):
            place = match.start()
            if inside and any(low <= place < high for low, high in inside):
                continue
            if match.group() in "：:" and _ratio(text, place):
                continue
            ends.add(match.end())
            if match.group() in "。；！？;!?":
                self.full.append(match.end())
        for match in _ASIDE.finditer(text):
            if any(match.start() < one.digits < match.end() and not one.excluded for one in numerals):
                ends |= {match.start() + 1, match.end()}
        self.starts = sorted(ends)

    def start(self, place: int) -> int:
        """Return where the clause of a place begins."""
        return self.starts[bisect_right(self.starts, place) - 1]

    def end(self, place: int) -> int:
        """Return where the clause of a place ends, its closing sign included."""
        after = bisect_right(self.starts, place)
        return self.starts[after] if after < len(self.starts) else len(self.text)

    def sentence(self, place: int) -> int:
        """Return where the part of the sentence between 。 and ； begins that holds a place."""
        return self.full[bisect_right(self.full, place) - 1]


def _ratio(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()


def _inside(text: str) -> list[tuple[int, int]]:
    """Return where short quotes and brackets stand; a sign in them ends no clause."""
    found = []
    for opening, closing in _OPENING.items():
        place = text.find(opening)
        while place >= 0:
            end = text.find(closing, place + 1, place + _LONG)
            if end >= 0:
                found.append((place, end + 1))
            place = text.find(opening, (end if end >= 0 else place) + 1)
    return found


def without_asides(text: str) -> str:
    """Return a text without what stands in brackets.

    >>> without_asides("项目（纳入统计的项目）个数")
    '项目个数'
    """
    return _ASIDE.sub("", text)
