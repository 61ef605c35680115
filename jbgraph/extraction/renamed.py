"""Indicators that two tables of a report call by different names: aligned by what they measure, for people to judge.

The second table repeats the results of the first beside the new targets. Two names are taken for one indicator where
unit, year and result agree and the names are alike; where the results say otherwise, or the names, nothing is said.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from jbgraph.extraction.findings import Basis, Figure, Link
from jbgraph.extraction.words import words


def find(figures: Iterable[Figure], rules: Path | None = None) -> list[Link]:
    """Return a suggested `variesFrom` from the name that comes later to the one before, in reading order."""
    data = words("indicators", rules)["renamed"]
    same: list[tuple[str, str]] = [tuple(pair) for pair in data["same"]]
    results: dict[tuple[str, int | None, str], dict[str, Figure]] = {}
    years: dict[str, set[int | None]] = {}
    for one in figures:
        years.setdefault(one.metric, set()).add(one.year)
        if one.kind == "actual" and one.value is not None and one.comparator != "rank":
            results.setdefault((one.unit, one.year, str(one.value)), {}).setdefault(one.metric, one)
    found = []
    for some in results.values():
        names = list(some)
        for place, later in enumerate(names):
            for before in names[:place]:
                if len(years[later] & years[before]) == 1 and likeness(later, before, same) >= data["least"]:
                    basis = Basis("indicators/renamed", float(data["confidence"]))
                    found.append(Link(some[later].span, basis, later, "variesFrom", before, suggested=True))
    return found


def likeness(one: str, other: str, same: Iterable[tuple[str, str]]) -> float:
    """Return how alike two names are, from 0 to 1, when words that mean the same are made one.

    >>> likeness("实际利用外资", "实际利用外资额", [("额", "")])
    1.0
    """
    for long, short in same:
        one, other = one.replace(long, short), other.replace(long, short)
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
