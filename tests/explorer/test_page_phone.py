"""The page on a phone, 390 pixels wide: one row above the picture, and everything within reach."""

from __future__ import annotations

import pytest
from browser import Browser
from pages import PATHWAY, counted, name_shown, shown
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import Page

WIDE, HIGH = 390, 844


@pytest.fixture(params=["zh", "en"])
def phone(browser: Browser, made: Page, request: pytest.FixtureRequest) -> Browser:
    """The page on a phone, in either language."""
    browser.open(made.path, f"#lang={request.param}", width=WIDE, height=HIGH)
    return browser


def test_the_picture_has_most_of_the_screen(phone: Browser) -> None:
    assert phone.find("#canvas").rect["height"] > 0.85 * HIGH
    assert phone.find("header").rect["height"] < 60
    assert len(phone.all("#welcome .beginning")) == 3
    assert phone.find("#count").is_displayed()
    assert phone.run("return document.documentElement.scrollWidth") <= WIDE


def test_search_lies_over_the_name_while_one_types(phone: Browser) -> None:
    box = phone.find("#query")
    assert box.rect["width"] < 50
    box.click()
    phone.settle()
    assert box.rect["width"] > 0.9 * WIDE
    assert phone.all("#hit-list .hit"), "what one can ask stands there before one types"
    box.send_keys("diaozhuo")
    phone.settle()
    assert phone.find("#hits").rect["width"] > 0.9 * WIDE
    box.send_keys(Keys.ENTER)
    phone.settle()
    assert name_shown(phone) in ("雕琢城市名片", "Carve the city's calling cards")
    assert box.rect["width"] < 50


def test_the_tools_stand_in_a_menu_that_closes_after_use(phone: Browser) -> None:
    assert not phone.find("#panorama").is_displayed()
    phone.click("#menu-toggle")
    assert phone.find("#menu-toggle").get_attribute("aria-expanded") == "true"
    for name in ("undo", "redo", "table-toggle", "keep", "start", "panorama", "lang-zh", "lang-en"):
        part = phone.find(f"#{name}")
        assert part.is_displayed()
        assert part.rect["height"] >= 36, "a finger hits it"
        assert 0 <= part.rect["x"] <= part.rect["x"] + part.rect["width"] <= WIDE
    phone.click("#panorama")
    assert len(set(counted(phone))) == 1
    assert not phone.find("#panorama").is_displayed()
    phone.click("#menu-toggle")
    phone.press(Keys.TAB, Keys.ESCAPE)
    assert not phone.find("#panorama").is_displayed()
    assert phone.run("return document.activeElement.id") == "menu-toggle"
    phone.click("#menu-toggle")
    phone.click("#undo")
    assert counted(phone)[0] < 100
    phone.click("#keep")
    assert phone.find("#keep-link").is_displayed()
    assert phone.find("#keep-menu").rect["x"] >= 0


def test_the_legend_opens_over_the_picture_and_filters(phone: Browser) -> None:
    assert not phone.find("#legend").is_displayed()
    phone.click("#legend-toggle")
    before = set(shown(phone))
    phone.find("#legend [data-key^='type'] ~ .only").click()
    phone.settle()
    assert set(shown(phone)) < before
    assert phone.find("#hidden").is_displayed()
    phone.click("#legend-toggle")
    assert not phone.find("#legend").is_displayed()


def test_details_lie_below_and_leave_the_picture_in_sight(browser: Browser, made: Page) -> None:
    browser.open(made.path, f"#id={PATHWAY}", width=WIDE, height=HIGH)
    pane, picture = browser.find("#details").rect, browser.find("#canvas").rect
    assert pane["width"] == WIDE
    assert picture["y"] + picture["height"] <= pane["y"] + 1
    assert picture["height"] > 250
    place = browser.run("return explorer.where(arguments[0])", PATHWAY)
    assert picture["y"] < place["y"] < pane["y"], "what was chosen is in sight"
