"""The explorer as it opens: what is on the picture, and that nothing leaves the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Browser
from pages import GOALS, HOSTILE, counted, name_shown, show, small_graph
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph


def test_opens_on_the_four_goals(page: Browser, made: Page) -> None:
    shown = page.run("return explorer.shown()")
    assert set(shown) >= GOALS
    assert counted(page) == (len(shown), made.entities)
    assert len(shown) == made.shown
    assert 20 <= len(shown) <= 64
    assert page.text("#title") == "江北区 · 规划图谱"
    assert page.find("#details").is_displayed() is False


@pytest.mark.parametrize(("width", "lang"), [(1440, "zh"), (1440, "en"), (390, "zh"), (390, "en")])
def test_nothing_lies_over_anything(browser: Browser, made: Page, width: int, lang: str) -> None:
    browser.open(made.path, f"#lang={lang}", width=width, height=844)
    show(browser, "率先推进产业发展现代化")
    browser.click("#expand")
    boxes = [b for b in browser.run("return explorer.boxes()") if b["width"]]
    for one in boxes:
        for other in boxes:
            if one["key"] < other["key"]:
                apart = (
                    one["left"] + one["width"] <= other["left"] or other["left"] + other["width"] <= one["left"]
                    or one["top"] + one["height"] <= other["top"] or other["top"] + other["height"] <= one["top"]
                )  # fmt: skip
                assert apart, f"{one} lies over {other}"
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_no_request_leaves_the_page_and_the_console_is_silent(page: Browser) -> None:
    show(page, "海尔")
    page.click("#expand")
    page.click("#panorama")
    page.click("#lang-en")
    page.click("#start")
    assert page.requests() == []
    assert page.errors() == []


def test_the_policy_stops_every_way_out(page: Browser) -> None:
    stopped = page.driver.execute_async_script("""
        const done = arguments[0];
        const stopped = [];
        document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
        new Image().src = 'http://127.0.0.1:9/x.png';
        fetch('http://127.0.0.1:9/x').catch(() => {});
        const script = document.createElement('script');
        script.textContent = 'window.pwned = 1';
        document.body.append(script);
        setTimeout(() => { try { Function('window.pwned = 1')(); } catch { stopped.push('eval'); } });
        setTimeout(() => done([...stopped, String(window.pwned)]), 300);
    """)
    assert {"img-src", "connect-src", "script-src-elem", "eval", "undefined"} <= set(stopped)


def test_focus_opens_the_page_on_an_entity(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    found = explore(graph, tmp_path / "focus.html", focus="海尔集团", lang="en")
    browser.open(found.path)
    assert name_shown(browser) == "Haier Group"
    shown = browser.run("return explorer.shown()")
    assert set(shown) >= GOALS
    assert len(shown) > found.shown


def test_the_panorama_shows_every_entity(page: Browser, made: Page) -> None:
    page.click("#panorama")
    assert counted(page) == (made.entities, made.entities)
    page.click("#panorama")
    assert counted(page) == (made.shown, made.entities)


def test_labels_with_markup_and_scripts_are_text(browser: Browser, tmp_path: Path) -> None:
    small = small_graph(tmp_path)
    found = explore(small, tmp_path / "small.html", focus="好山好水")
    browser.open(found.path)
    assert "</script><script>window.pwned" not in found.path.read_text("utf-8")
    assert browser.text("#details h2") == "好山好水"
    assert HOSTILE in browser.text("#details")
    assert HOSTILE in browser.text("#legend") or len(browser.all("#legend .swatch")) == 0
    browser.find("#query").send_keys("script")
    browser.settle()
    assert HOSTILE in browser.text("#hit-list")
    browser.find("#query").send_keys(Keys.ENTER)
    browser.click("#lang-en")
    assert name_shown(browser) == "<b>Good water</b>"
    browser.click("#details .source")
    assert "Plan of the town" in browser.text("#details .card")
    assert browser.run("return window.pwned") is None
    assert browser.all("#details b b, #details i, #details img, #details script, header script") == []
    assert browser.requests() == []
    assert browser.errors() == []
