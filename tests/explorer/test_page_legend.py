"""The legend of the explorer is the filter."""

from __future__ import annotations

from pathlib import Path

from browser import Browser
from pages import counted, shown, small_graph, with_suggestion
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import explore
from jbgraph.explorer.page import build


def test_the_legend_hides_and_counts(page: Browser) -> None:
    shown, everything = counted(page)
    line = next(line for line in page.all("#legend .line") if line.text.startswith("路径"))
    pathways = int(line.find_element("css selector", ".count").text.split("/")[0])
    assert pathways > 4
    line.click()
    page.settle()
    assert line.get_attribute("aria-pressed") == "false"
    assert counted(page) == (shown - pathways, everything)
    assert line.find_element("css selector", ".count").text.startswith("0 /")
    assert str(pathways) in page.text("#hidden")
    line.click()
    page.settle()
    assert counted(page) == (shown, everything)


def test_a_layer_is_switched_on_and_off(page: Browser) -> None:
    before = len(page.run("return explorer.edges()"))
    page.click("[data-key='layer derived']")
    assert len(page.run("return explorer.edges()")) > before
    page.click("[data-key='layer derived']")
    assert len(page.run("return explorer.edges()")) == before


def test_what_is_suggested_is_left_out_unless_asked_for_and_stands_apart(browser: Browser, tmp_path: Path) -> None:
    graph = with_suggestion(small_graph(tmp_path))
    _, without = build(graph, ("register", "stated", "derived"))
    assert without["rules"] == [] or all(rule[1] != "suggested" for rule in without["rules"])
    found = explore(
        graph, tmp_path / "small.html", focus="水务局", layers=("register", "stated", "derived", "suggested")
    )
    browser.open(found.path)
    assert browser.find("[data-key='layer suggested'] path").get_attribute("stroke-dasharray") == "7 5"
    assert browser.text("[data-key='layer suggested'] .count") == "1 / 1"
    assert ["bureau", "goal"] in browser.run("return explorer.edges()")
    apart = next(part for part in browser.all("#details .apart") if "未经确认" in part.text)
    apart.find_element("css selector", "summary").click()
    browser.settle()
    apart.find_element("css selector", ".source").click()
    assert "neighbours" in apart.find_element("css selector", ".card").text
    browser.click("[data-key='layer suggested']")
    assert ["bureau", "goal"] not in browser.run("return explorer.edges()")


def shift_enter(page: Browser) -> None:
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
    page.settle()


def test_one_is_left_alone_and_all_come_back(page: Browser) -> None:
    everything = shown(page)
    goal = page.find("[data-key='goal 2']")
    page.run("arguments[0].focus()", goal)
    shift_enter(page)
    left = set(shown(page))
    assert "lead-in-modernising-social-governance" in left
    assert "lead-in-modernising-industrial-development" not in left
    pressed = {key: page.find(f"[data-key='goal {key}']").get_attribute("aria-pressed") for key in range(4)}
    assert pressed == {0: "false", 1: "false", 2: "true", 3: "false"}
    shift_enter(page)
    assert shown(page) == everything
    line = page.find("[data-key^='document']")
    ActionChains(page.driver).move_to_element(line).perform()
    only = page.find("[data-key^='document'] ~ .only")
    assert "只看" in only.get_attribute("aria-label")
    only.click()
    page.settle()
    assert [b.get_attribute("aria-pressed") for b in page.all("[data-key^='document']")].count("true") == 1
    assert set(shown(page)) < set(everything)
    only.click()
    page.settle()
    assert shown(page) == everything
