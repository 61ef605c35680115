"""Drawings that are taller than a page, in slices that cut through no text and no bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jbgraph.paper.scene import Icon, Page, Path, Rect, Text

Item = Rect | Path | Icon | Text


def extent(item: Item) -> tuple[float, float]:
    """Return how far an item reaches down its page: its upper and its lower edge."""
    if isinstance(item, Rect):
        return item.y, item.y + item.h
    if isinstance(item, Path):
        ys = [float(value) for step in item.steps for value in step[2::2]]
        return (min(ys), max(ys)) if ys else (0.0, 0.0)
    if isinstance(item, Icon):
        return item.y - item.size / 2, item.y + item.size / 2
    return item.y - item.size, item.y + item.size * 0.35


def upright(item: Item) -> bool:
    """Return whether an item is a straight line downwards, such as one of a grid, which may be cut."""
    return isinstance(item, Path) and len(item.steps) == 2 and item.steps[0][1] == item.steps[1][1]


def slices(page: Page, height: float, first: float = 0.0) -> list[tuple[float, float, list[Item]]]:
    """Return a drawing in slices of at most a height: upper edge, lower edge, items; one where it fits.

    :param first: the height of the first slice, where it begins on a page that is partly full; 0 for that of the rest.

    A slice ends between two lines of the drawing, as far down as it goes; where nothing leaves a gap it is cut there.
    """
    items = [item for group in page.groups for item in group.items]
    solid = sorted(extent(item) for item in items if not upright(item))
    cuts = [0.0]
    while page.height - cuts[-1] > (room := first if first and len(cuts) == 1 else height):
        cuts.append(gap(solid, cuts[-1], cuts[-1] + room))
    cuts.append(page.height)
    return [(top, low, within(items, top, low)) for top, low in pairwise(cuts)]


def gap(solid: Sequence[tuple[float, float]], top: float, most: float) -> float:
    """Return the lowest place down to `most` where nothing is cut, or `most` itself where there is none."""
    place = most
    for upper, lower in sorted(solid, key=lambda one: -one[1]):
        if upper < place < lower:
            place = upper
    return place if place > top + (most - top) / 4 else most


def within(items: Sequence[Item], top: float, low: float) -> list[Item]:
    """Return the items of a slice: those that begin in it, and of upright lines the stretch that lies in it."""
    found: list[Item] = []
    for item in items:
        upper, lower = extent(item)
        if isinstance(item, Path) and upright(item):
            if upper < low and lower > top:
                x = item.steps[0][1]
                found.append(replace(item, steps=(("M", x, max(upper, top)), ("L", x, min(lower, low)))))
        elif top <= upper < low:
            found.append(item)
    return found
