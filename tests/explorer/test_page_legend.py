"""The legend of the explorer is the filter."""

from __future__ import annotations

from pathlib import Path

from browser import Browser
from pages import counted, small_graph, with_suggestion

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
