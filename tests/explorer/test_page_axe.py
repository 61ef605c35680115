"""The page judged by axe-core, in every state that a person brings it into."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from browser import Browser
from npm import modules
from pages import PATHWAY, click_if_there, on_canvas, show
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import Page

AXE = "axe-core@4.14.1"


@cache
def axe() -> str:
    return (modules(AXE) / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(browser: Browser) -> list[str]:
    """Return what axe finds wrong, with the first element of each."""
    browser.run(axe() + "; window.axe = axe;")  # run by the driver, which the policy of the page does not bind
    found: Any = browser.driver.execute_async_script(
        """const done = arguments[0];
        axe.run(document, {resultTypes: ['violations']}).then(done, (error) => done({error: String(error)}))"""
    )
    assert "error" not in found, found
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:160]} {rule['nodes'][0]['failureSummary']}"
        for rule in found["violations"]
    ]


def details(page: Browser) -> None:
    show(page, "固定资产投资")
    page.find("#details .quote, #details .source").click()


def relation(page: Browser) -> None:
    page.run("location.hash = '#edge=carve-the-citys-calling-cards,lead-in-modernising-the-citys-functional-level'")
    page.until("document.querySelectorAll('#details .triple').length > 0")


def table(page: Browser) -> None:
    page.run("location.hash = '#view=table'")
    page.until("document.querySelectorAll('#table tbody tr').length > 0")


def statements(page: Browser) -> None:
    table(page)
    page.click("#tab-statements")


def why(page: Browser) -> None:
    page.run("location.hash = '#why=haier-group,guoyuan-port'")
    page.until("document.querySelectorAll('#details .way').length > 0")
    page.find("#details .source").click()


def choice(page: Browser) -> None:
    show(page, "海尔集团")
    page.click("#why")


def answer(page: Browser) -> None:
    page.run("document.querySelector('.beginning').click()")
    page.settle()


def side_by_side(page: Browser) -> None:
    page.run("document.querySelectorAll('.beginning')[2].click()")
    page.settle()


def kind(page: Browser) -> None:
    page.find("#query").send_keys("项目")
    page.find("#query").send_keys(Keys.ENTER)
    page.settle()


def finding(page: Browser) -> None:
    page.find("#query").send_keys("海尔")
    page.settle()


def offering(page: Browser) -> None:
    page.click("#query")


def keeping(page: Browser) -> None:
    click_if_there(page, "#menu-toggle")
    page.click("#keep")


def filtered(page: Browser) -> None:
    click_if_there(page, "#legend-toggle")
    page.find("[data-key^='document']").click()
    page.find("[data-key^='type']").click()
    page.settle()


def panorama(page: Browser) -> None:
    show(page, "雕琢城市名片")
    page.run("document.querySelector('#panorama').click()")
    page.settle()


def nothing(page: Browser) -> None:
    page.settle()


STATES: list[Callable[[Browser], None]] = [
    nothing, details, relation, table, statements, why, choice, answer, side_by_side, kind, finding, offering,
    keeping, filtered, panorama,
]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=[state.__name__ for state in STATES])
def test_axe_finds_nothing(browser: Browser, made: Page, state: Callable[[Browser], None], dark: bool) -> None:
    browser.open(made.path, "#lang=zh", dark=dark)
    state(browser)
    assert violations(browser) == []


ON_A_PHONE = [nothing, details, table, answer, side_by_side, finding, keeping, filtered]


@pytest.mark.parametrize("state", ON_A_PHONE, ids=[state.__name__ for state in ON_A_PHONE])
def test_axe_finds_nothing_on_a_phone(browser: Browser, made: Page, state: Callable[[Browser], None]) -> None:
    browser.open(made.path, "#lang=en" if state in (nothing, filtered) else "#lang=zh", width=390, height=844)
    state(browser)
    assert violations(browser) == []


def test_axe_is_not_silent(browser: Browser, made: Page) -> None:
    browser.open(made.path, f"#id={PATHWAY}")
    on_canvas(browser)
    browser.run("document.querySelector('#query').removeAttribute('aria-label')")
    browser.run("document.querySelector('#query').removeAttribute('placeholder')")
    assert any("label" in found for found in violations(browser))
