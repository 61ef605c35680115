"""The address of the explorer restores the view, and is short enough to send."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from browser import Browser
from pages import GOALS, PATHWAY, click_on, fragment, name_shown, on_canvas, show, shown
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import Page

SHORT = 500  # characters after which mail and chat programs begin to break a link
VIEW = """
const view = explorer.view();
(view.tree || []).sort(([one], [other]) => one - other);
return JSON.stringify(view);
"""


def expand_many(page: Browser) -> None:
    """Expand six things, some of which lie below each other."""
    click_on(page, PATHWAY, twice=True)
    for name in ("海尔集团", "任务13", "江北区"):
        show(page, name)
        page.click("#expand")
    on_canvas(page, Keys.ENTER, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ENTER)


def pin_and_close(page: Browser) -> None:
    click_on(page, PATHWAY, twice=True)
    on_canvas(page, Keys.ARROW_DOWN, "p")
    click_on(page, PATHWAY)
    on_canvas(page, Keys.BACKSPACE)


def filter_much(page: Browser) -> None:
    page.click("[data-key='type 4']")
    page.click("[data-key='goal 1']")
    page.click("[data-key='layer derived']")
    page.click("#legend [data-key^='document']")
    page.find("#year-from").send_keys(Keys.ARROW_RIGHT)
    page.until("location.hash.includes('years=')")
    page.click("#undated")


def hide_and_expand_under_a_filter(page: Browser) -> None:
    page.click("[data-key='type 4']")
    click_on(page, PATHWAY, twice=True)
    on_canvas(page, Keys.ARROW_DOWN, Keys.DELETE)
    page.click("[data-key='type 4']")


def click_an_edge(page: Browser) -> None:
    ends = ["lead-in-modernising-the-abilities-of-cadres", "municipal-demonstration-area-for-high-quality-development"]
    place = page.run("return explorer.whereEdge(...arguments)", *ends)
    canvas = page.find("#canvas")
    page.point(canvas, place["x"] - canvas.rect["x"], place["y"] - canvas.rect["y"])


def panorama(page: Browser) -> None:
    show(page, "海尔集团")
    page.click("#panorama")


def put_an_answer_on_the_picture(page: Browser) -> None:
    page.find("#query").send_keys("哪些项目支撑", Keys.ENTER)
    page.settle()
    page.click("#show-answer")


def list_a_type_and_put_it_on_the_picture(page: Browser) -> None:
    page.find("#query").send_keys("任务", Keys.ENTER)
    page.settle()
    page.click("#show-answer")
    page.click("#only-type")


def put_ways_on_the_picture(page: Browser) -> None:
    show(page, "海尔集团")
    page.click("#why")
    show(page, "果园港")
    page.click("#show-ways")


VIEWS: tuple[Callable[[Browser], None], ...] = (
    expand_many, pin_and_close, filter_much, hide_and_expand_under_a_filter, click_an_edge, panorama,
    put_an_answer_on_the_picture, list_a_type_and_put_it_on_the_picture, put_ways_on_the_picture,
)  # fmt: skip


@pytest.mark.parametrize("act", VIEWS, ids=[act.__name__ for act in VIEWS])
def test_the_address_restores_the_whole_view(page: Browser, made: Page, act: Callable[[Browser], None]) -> None:
    act(page)
    things, view, address, pane = shown(page), page.run(VIEW), fragment(page), page.text("#details")
    assert len(address) < SHORT, address
    page.open(made.path, address)
    assert shown(page) == things
    assert page.run(VIEW) == view
    assert page.text("#details") == pane
    assert fragment(page) == address
    assert not page.find("#notice").is_displayed()
    assert page.errors() == []


def test_back_to_an_answer_opens_it_again(browser: Browser, made: Page) -> None:
    browser.open(made.path, "#lang=zh")
    browser.click(".beginning")
    words = browser.text("#details h2")
    show(browser, "海尔集团")
    browser.driver.back()
    browser.until(f"document.querySelector('#details h2').textContent === '{words}'")
    browser.settle()
    assert browser.run("return Number.isFinite(explorer.scale())")
    assert browser.errors() == []


def test_back_goes_back_and_forward_forward(browser: Browser, made: Page) -> None:
    browser.open(made.path, f"#id={PATHWAY}&lang=en")
    assert name_shown(browser) == "Carve the city's calling cards"
    show(browser, "Haier Group")
    assert name_shown(browser) == "Haier Group"
    there = shown(browser)
    browser.driver.back()
    browser.until("document.querySelector('#details h2')?.textContent.startsWith('Carve')")
    assert len(shown(browser)) < len(there)
    browser.driver.forward()
    browser.until("document.querySelector('#details h2')?.textContent === 'Haier Group'")
    assert shown(browser) == there


def test_an_old_address_still_works(browser: Browser, made: Page) -> None:
    browser.open(made.path, "#id=haier-group&lang=en")
    assert name_shown(browser) == "Haier Group"
    assert "haier-group" in shown(browser)


def test_a_name_that_is_not_there_is_passed_over_with_a_notice(browser: Browser, made: Page) -> None:
    browser.open(made.path, f"#id=no-such-thing&open={PATHWAY},.zzzzzzz,gone:~partOf*/0_3&types=Moon&lang=xx")
    assert set(shown(browser)) >= {*GOALS, PATHWAY}
    assert len(shown(browser)) > made.shown, "what is known is opened all the same"
    assert browser.find("#notice").is_displayed()
    for name in ("no-such-thing", "zzzzzzz", "gone", "Moon", "4"):
        assert name in browser.text("#notice")
    assert browser.errors() == []


@pytest.mark.parametrize("broken", ["#", "#%", "#id=%zz", "#open=:,@,~,:/,a:b&years=9-1&goals=x&why=a", "#=&&==&lang"])
def test_a_broken_address_opens_the_page(browser: Browser, made: Page, broken: str) -> None:
    browser.open(made.path, broken)
    assert len(shown(browser)) == made.shown
    assert browser.errors() == []


def test_the_address_of_a_table_and_of_a_question_is_kept(browser: Browser, made: Page) -> None:
    browser.open(made.path, f"#view=table&why={PATHWAY},haier-group&lang=zh")
    view = browser.run("return explorer.view()")
    assert view["view"] == "table"
    ids = browser.run("return JSON.parse(document.getElementById('data').textContent).nodes.id")
    assert [ids[i] for i in view["why"]] == [PATHWAY, "haier-group"]


def test_every_step_has_an_address_of_its_own(page: Browser) -> None:
    found = [fragment(page)]
    click_on(page, PATHWAY, twice=True)
    found.append(fragment(page))
    page.click("[data-key='type 4']")
    found.append(fragment(page))
    page.click("#lang-en")
    found.append(fragment(page))
    assert all(one != other for one, other in pairwise(found))
    page.driver.back()
    page.until("!location.hash.includes('types=')")
    page.settle()
    assert page.find("[data-key='type 4']").get_attribute("aria-pressed") == "true"
