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


def test_tab_reaches_everything_and_shows_where_it_is(browser: Browser, made: Page) -> None:
    browser.open(made.path, f"#id={PATHWAY}&lang=zh")
    wanted = set(
        browser.run(
            """return [...document.querySelectorAll('button, input, summary, [tabindex="0"]')]
            .filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0)
            .map((e, n) => { e.dataset.stop = n; return String(n); })"""
        )
    )
    browser.run("document.body.tabIndex = -1; document.body.focus()")
    reached, hidden = set(), []
    for _ in range(len(wanted) + 5):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        stop, ring, x, y = browser.run(
            """const e = document.activeElement;
            const ring = getComputedStyle(e).outlineStyle !== 'none'
              || getComputedStyle(e, '::after').borderTopStyle === 'solid' || e.type === 'range';
            const box = e.getBoundingClientRect();
            return [e.dataset.stop, ring, box.left, box.top]"""
        )
        reached.add(stop)
        if stop is None:  # the end of the page, or where it begins again
            continue
        if not ring or not (-1 <= x <= 1440 and -1 <= y <= 900):
            hidden.append(browser.run("return document.activeElement.outerHTML"))
    assert wanted <= reached
    assert hidden == []


@pytest.mark.parametrize("reduced", [True, False])
def test_motion_is_reduced_where_that_is_wished(page: Browser, reduced: bool) -> None:
    motion = {"name": "prefers-reduced-motion", "value": "reduce" if reduced else "no-preference"}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [motion]})
    before = page.run("return explorer.scale()")
    soon = page.driver.execute_async_script(
        """const done = arguments[0];
        document.getElementById('zoom-in').click();
        requestAnimationFrame(() => requestAnimationFrame(() => done(explorer.scale())))"""
    )
    assert (soon > before * 1.24) == reduced
    page.until(f"explorer.scale() > {before} * 1.24")
    time = page.run("return getComputedStyle(document.querySelector('#legend .line')).transitionDuration")
    assert (float(time.removesuffix("s")) == 0) == reduced


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_on_its_ground(browser: Browser, made: Page, dark: bool) -> None:
    # WCAG 2.1, 1.4.3: 4.5 to 1
    browser.open(made.path, f"#id={PATHWAY}&lang=zh", dark=dark)
    browser.click("#details .source")
    assert browser.run(POOR_CONTRAST) == []
