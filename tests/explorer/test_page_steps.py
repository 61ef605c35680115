"""Undo and redo in the explorer: everything that changes the picture is a step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser import Browser
from pages import PATHWAY, click_on, fragment, on_canvas, show, shown, together
from selenium.webdriver.common.keys import Keys

Act = Callable[[Browser], None]
ACTS: dict[str, Act] = {
    "expand": lambda page: click_on(page, PATHWAY, twice=True),
    "find": lambda page: show(page, "海尔集团"),
    "hide": lambda page: (click_on(page, PATHWAY), on_canvas(page, Keys.DELETE))[0],
    "filter": lambda page: page.click("[data-key='type 2']"),
    "goal": lambda page: page.click("[data-key='goal 0']"),
    "panorama": lambda page: page.click("#panorama"),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_step_is_undone_and_done_again(page: Browser, act: str) -> None:
    before = shown(page)
    assert not page.find("#undo").is_enabled()
    ACTS[act](page)
    after = shown(page)
    assert after != before
    page.click("#undo")
    assert shown(page) == before
    page.click("#redo")
    assert shown(page) == after
    assert page.errors() == []


def test_keys_undo_and_redo_several_steps_in_turn(page: Browser) -> None:
    pictures = [shown(page)]
    click_on(page, PATHWAY, twice=True)
    pictures.append(shown(page))
    page.click("[data-key='type 4']")
    pictures.append(shown(page))
    on_canvas(page, Keys.HOME)
    pictures.append(shown(page))
    assert pictures[3] == pictures[0] != pictures[1] != pictures[2]
    for wanted in reversed(pictures[:-1]):
        together(page, Keys.CONTROL, "z")
        assert shown(page) == wanted
    assert "没有可撤销的" not in page.text("#live")
    together(page, Keys.CONTROL, "z")
    assert page.text("#live") == "没有可撤销的"
    together(page, Keys.CONTROL, Keys.SHIFT, "z")
    assert shown(page) == pictures[1]
    together(page, Keys.CONTROL, "y")
    assert shown(page) == pictures[2]
    page.click("[data-key='type 4']")
    assert not page.find("#redo").is_enabled(), "a new step ends what could be done again"


def test_undo_leaves_a_search_box_to_the_browser(page: Browser) -> None:
    click_on(page, PATHWAY, twice=True)
    after = shown(page)
    page.find("#query").send_keys("海尔")
    page.find("#query").send_keys(Keys.CONTROL, "z")
    page.settle()
    assert shown(page) == after


def test_a_selection_alone_is_no_step(page: Browser) -> None:
    click_on(page, PATHWAY)
    assert "id=" in fragment(page)
    assert not page.find("#undo").is_enabled()


def test_a_pinned_thing_stays_when_all_around_it_is_closed(page: Browser) -> None:
    at_first = shown(page)
    click_on(page, PATHWAY, twice=True)
    new = next(thing for thing in shown(page) if thing not in at_first)
    click_on(page, new)
    on_canvas(page, "p")
    assert page.find("#pin").get_attribute("aria-pressed") == "true"
    assert page.text("#pin") == "取消钉住"
    assert "已钉住" in page.text("#live")
    click_on(page, PATHWAY)
    on_canvas(page, Keys.BACKSPACE)
    assert set(shown(page)) == {*at_first, new}
    page.click("#start")
    assert set(shown(page)) == {*at_first, new}
    captions = [box["text"] for box in page.run("return explorer.boxes()")]
    assert "钉住的" in captions
    click_on(page, new)
    page.click("#pin")
    assert shown(page) == at_first
    page.click("#undo")
    assert set(shown(page)) == {*at_first, new}


def test_a_pin_is_drawn_as_a_sign_not_only_in_a_colour(page: Browser) -> None:
    widths = "return explorer.boxes().find((box) => box.key === arguments[0]).width"
    key = page.run(
        "return 'n' + JSON.parse(document.getElementById('data').textContent).nodes.id.indexOf(arguments[0])", PATHWAY
    )
    plain = page.run(widths, key)
    click_on(page, PATHWAY)
    on_canvas(page, "p")
    assert page.run(widths, key) > plain + 10
