"""The explorer for everybody: keys, languages, contrast."""

from __future__ import annotations

import re

import pytest
from browser import Browser
from pages import PATHWAY, POOR_CONTRAST, name_shown, show
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import Page


def test_keys_alone_are_enough(page: Browser) -> None:
    page.press("/")
    assert page.run("return document.activeElement.id") == "query"
    page.press(Keys.ESCAPE)
    page.run("document.getElementById('canvas').focus()")
    page.press(Keys.ARROW_DOWN)
    first = name_shown(page)
    page.press(Keys.ARROW_DOWN)
    assert first
    assert name_shown(page) not in ("", first)
    assert name_shown(page) in page.text("#live")
    page.press(Keys.ESCAPE)
    assert not page.find("#details").is_displayed()
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    page.press(Keys.TAB)
    assert page.run(outline) != "none"


def test_language_switches_everything_at_once(page: Browser) -> None:
    show(page, "雕琢城市名片")
    page.click("#lang-en")
    assert page.text("#title") == "Jiangbei District · Map of plans"
    assert name_shown(page) == "Carve the city's calling cards"
    assert page.run("return document.documentElement.lang") == "en"
    assert "Serves" in page.text("#details")
    assert "Pathway" in page.text("#legend")
    assert "Lead in modernising industrial development" in page.text("#legend")
    assert page.find("#query").get_attribute("placeholder").startswith("Search")
    assert "lang=en" in page.run("return location.hash")
    interface = page.run("""return [...document.querySelectorAll('header, #legend, .actions, .zoom')]
        .map((part) => part.innerText + [...part.querySelectorAll('[aria-label]')]
            .map((e) => e.ariaLabel).join('')).join('')""")
    assert not re.search(r"[\u4e00-\u9fff]", interface.replace("中文", "").replace("语言", ""))
    page.click("#lang-zh")
    assert name_shown(page) == "雕琢城市名片"


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_on_its_ground(browser: Browser, made: Page, dark: bool) -> None:
    # WCAG 2.1, 1.4.3: 4.5 to 1
    browser.open(made.path, f"#id={PATHWAY}&lang=zh", dark=dark)
    browser.click("#details .source")
    assert browser.run(POOR_CONTRAST) == []
