"""Tall drawings over several pages: nothing is cut through, nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jbgraph.paper.scene import Group, Page, Path, Rect, Text
from jbgraph.report.slices import extent, slices

GRID = Path((("M", 50.0, 0.0), ("L", 50.0, 1000.0)), stroke="#000000", width=1)


def page(*items: Rect | Path | Text, height: float = 1000.0) -> Page:
    """A drawing of some items."""
    return Page(100.0, height, [Group(list(items))])


def test_what_fits_stays_whole() -> None:
    whole = page(Rect(0, 10, 20, 30), height=100)
    assert slices(whole, 100) == [(0.0, 100, [Rect(0, 10, 20, 30)])]


def test_a_cut_goes_between_two_bars() -> None:
    bars = [Rect(0, y, 20, 30) for y in (0, 40, 80, 120)]
    found = slices(page(*bars, height=150), 100)
    assert [(top, low) for top, low, _ in found] == [(0.0, 80), (80, 150)]
    assert [items for _, _, items in found] == [bars[:2], bars[2:]]


def test_the_first_slice_may_be_lower_than_the_others() -> None:
    bars = [Rect(0, y, 20, 30) for y in (0, 40, 80, 120)]
    assert [top for top, _, _ in slices(page(*bars, height=150), 120, 60)] == [0.0, 40]


def test_lines_of_a_grid_are_cut() -> None:
    found = slices(page(GRID, Rect(0, 390, 20, 20)), 400)
    lines = [item for _, _, items in found for item in items if isinstance(item, Path)]
    assert [extent(line) for line in lines] == [(0.0, 390), (390, 790), (790, 1000.0)]


@given(st.lists(st.tuples(st.floats(0, 950), st.floats(1, 40)), max_size=40), st.floats(120, 500))
def test_every_item_is_in_one_slice_and_slices_meet(bars: list[tuple[float, float]], height: float) -> None:
    items = [Rect(float(number), y, 1.0, h) for number, (y, h) in enumerate(bars)]
    found = slices(page(*items), height)
    assert sorted((item.x for _, _, some in found for item in some if isinstance(item, Rect))) == [r.x for r in items]
    assert [low for _, low, _ in found[:-1]] == [top for top, _, _ in found[1:]]
    assert all(low - top <= height + 0.01 for top, low, _ in found)
    assert (found[0][0], found[-1][1]) == (0.0, 1000.0)
