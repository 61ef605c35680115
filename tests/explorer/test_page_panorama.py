"""The panorama: every entity as a dot, drawn by ourselves, and what a person does with it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from browser import Browser
from pages import GOALS, PATHWAY, click_on, name_shown
from selenium.webdriver.common.action_chains import ActionChains

# Whether the canvas shows anything but its ground at the place of each thing.
PAINTED = """
const canvas = document.querySelector('#canvas canvas');
const frame = canvas.getBoundingClientRect();
const { width, height } = canvas;
const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
const [things, reach] = arguments;
return things.map((id) => {
  const { x, y } = explorer.where(id);
  const across = Math.round((x - frame.x) * width / frame.width);
  const down = Math.round((y - frame.y) * height / frame.height);
  for (let dy = -reach; dy <= reach; dy += 1)
    for (let dx = -reach; dx <= reach; dx += 1)
      if (data[4 * ((down + dy) * width + across + dx) + 3] > 40) return true;
  return false;
});
"""


@pytest.fixture
def panorama(page: Browser) -> Browser:
    page.click("#panorama")
    return page


def some(browser: Browser, kind: str = "") -> list[str]:
    """Return every fortieth thing that is shown."""
    return list(browser.run("return explorer.shown()"))[::40]


def painted(browser: Browser, things: Iterable[str], reach: int = 2) -> list[bool]:
    """Say for each thing whether a pixel is painted so many pixels from its place."""
    return list(browser.run(PAINTED, list(things), reach))


def test_a_dot_is_painted_for_what_is_shown_and_only_for_that(panorama: Browser) -> None:
    before = set(panorama.run("return explorer.shown()"))
    assert all(painted(panorama, before))
    where = panorama.run("return Object.fromEntries(arguments[0].map((id) => [id, explorer.where(id)]))", list(before))
    panorama.run(
        "[...document.querySelectorAll('#legend button')].find((b) => /概念|Concept/.test(b.textContent)).click()"
    )
    panorama.settle()
    gone = before - set(panorama.run("return explorer.shown()"))
    assert len(gone) > 100
    moved = panorama.run("explorer.where = (id) => arguments[0][id]; return 0", where)
    assert moved == 0
    assert sum(painted(panorama, sorted(gone))) < len(gone) / 20, "dots of a hidden type are still there"


def test_a_dot_is_clicked_and_its_lines_appear(panorama: Browser) -> None:
    assert panorama.run("return explorer.edges()") == []
    panorama.run("document.querySelector('#zoom-in').click(); document.querySelector('#zoom-in').click()")
    panorama.settle()
    click_on(panorama, PATHWAY)
    assert name_shown(panorama)
    lines = panorama.run("return explorer.edges()")
    assert lines
    assert all(PATHWAY in line for line in lines)
    panorama.press("\ue00c")
    assert panorama.run("return explorer.edges()") == []


def test_dots_move_with_the_mouse_that_drags_them(panorama: Browser) -> None:
    goals = sorted(GOALS)
    before = panorama.run("return arguments[0].map((id) => explorer.where(id).x)", goals)
    canvas = panorama.find("#canvas")
    drag = ActionChains(panorama.driver, duration=20).move_to_element_with_offset(canvas, 0, 200).click_and_hold()
    for _ in range(12):
        drag.move_by_offset(5, 0)
    drag.release().perform()
    panorama.settle()
    after = panorama.run("return arguments[0].map((id) => explorer.where(id).x)", goals)
    moved = {round(a - b) for a, b in zip(after, before, strict=True)}
    assert len(moved) == 1
    assert 40 <= moved.pop() <= 60
    assert all(painted(panorama, some(panorama)))


def test_dots_are_painted_when_one_comes_near(panorama: Browser) -> None:
    things = panorama.run("return explorer.shown()")
    for _ in range(8):
        panorama.click("#zoom-in")
    left, top, right, bottom = panorama.run(
        "const r = document.querySelector('#canvas').getBoundingClientRect(); return [r.x, r.y, r.right, r.bottom]"
    )
    places = panorama.run("return arguments[0].map((id) => explorer.where(id))", things)
    inside = [
        thing
        for thing, at in zip(things, places, strict=True)
        if left + 9 < at["x"] < right - 9 and top + 9 < at["y"] < bottom - 9
    ]
    assert 0 < len(inside) < len(things)
    assert all(painted(panorama, inside, 8))
    assert panorama.errors() == []
