"""Names that try to be markup or script stay text wherever the page says them."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Browser
from pages import HOSTILE, click_on, on_canvas
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from taking import NAMES, hostile_graph

from jbgraph.explorer import explore

MARKUP = NAMES["markup"]


@pytest.fixture
def hostile(browser: Browser, tmp_path: Path) -> Browser:
    """A page of a goal and of what serves it, whose names do harm if they are taken for markup."""
    browser.open(explore(hostile_graph(tmp_path), tmp_path / "small.html", focus="goal").path)
    on_canvas(browser, Keys.ENTER)
    return browser


@pytest.fixture(autouse=True)
def nothing_is_run(request: pytest.FixtureRequest, browser: Browser) -> object:
    yield
    assert browser.run("return window.pwned") is None
    made = browser.run("return document.querySelectorAll('body img, body i:not([data-year]), body b b').length")
    assert made == 0
    assert browser.run("return document.querySelectorAll('body script:not([type])').length") == 2


def test_in_the_tooltip(hostile: Browser) -> None:
    place = hostile.run("return explorer.where('markup')")
    canvas = hostile.find("#canvas")
    box = canvas.rect
    across, down = place["x"] - box["x"] - box["width"] / 2, place["y"] - box["y"] - box["height"] / 2
    ActionChains(hostile.driver).move_to_element_with_offset(canvas, round(across), round(down)).perform()
    hostile.settle()
    assert MARKUP in hostile.text("#tip")


def test_in_details_of_things_and_of_relations(hostile: Browser) -> None:
    assert hostile.text("#details h2") == HOSTILE
    assert MARKUP in hostile.text("#details")
    hostile.run("location.hash = '#edge=markup,goal'")
    hostile.until("document.querySelector('#details .triple') !== null")
    assert MARKUP in hostile.text("#details .triple")
    assert HOSTILE in hostile.text("#details .triple")


def test_in_answers_of_questions(hostile: Browser) -> None:
    names = hostile.run(
        """return JSON.parse(document.getElementById('data').textContent).questions
        .filter((question) => (question.columns[0] || []).length).map((question) => question.name)"""
    )
    assert len(names) > 5
    seen = ""
    for name in names:
        hostile.run("location.hash = '#lang=zh&ask=' + arguments[0]", name)
        hostile.until(f"document.querySelector('#details .answer') !== null && location.hash.includes('{name}')")
        hostile.settle()
        for place in hostile.all("#details .answer .spot")[:1]:
            hostile.run("arguments[0].click()", place)
        seen += hostile.text("#details")
    assert MARKUP in seen
    assert HOSTILE in seen


def test_in_ways_and_in_the_choice_of_an_end(hostile: Browser) -> None:
    hostile.click("#why")
    assert HOSTILE in hostile.text("#picking")
    hostile.find("#query").send_keys("script")
    hostile.settle()
    assert MARKUP in hostile.text("#hits")
    hostile.press(Keys.ESCAPE)
    hostile.run("location.hash = '#why=markup,way'")
    hostile.until("document.querySelector('#details .way') !== null")
    assert MARKUP in hostile.text("#details .way")


def test_in_legend_messages_and_what_is_spoken(hostile: Browser) -> None:
    click_on(hostile, "markup")
    assert MARKUP in hostile.text("#live")
    on_canvas(hostile, "p")
    assert MARKUP in hostile.text("#live")
    hostile.run("location.hash = '#id=' + encodeURIComponent('<img src=x onerror=pwned=1>')")
    hostile.until("!document.getElementById('notice').hidden")
    assert "<img src=x" in hostile.text("#notice")


def test_on_paper(hostile: Browser) -> None:
    hostile.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    hostile.run("dispatchEvent(new Event('beforeprint'))")
    assert MARKUP in hostile.text("#paper")
    hostile.run("dispatchEvent(new Event('afterprint'))")
