"""The lines of the picture: one for each relation of two things, drawn after its layer, and lit where asked for."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from pages import PATHWAY, click_at, on_canvas, show, shown, small_graph, with_suggestion
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph

# 005: 区水务局 leads the way, and, so that the two are related twice, serves the goal that the way serves.
TWICE = "town:bureau jb:serves town:way . town:way jb:concerns town:bureau . "


def lines(browser: Browser, one: str, other: str) -> list[dict[str, Any]]:
    found = browser.run("return explorer.lines()")
    return [line for line in found if set(line["ends"]) == {one, other}]


@pytest.fixture
def twice(browser: Browser, tmp_path: Path) -> Browser:
    """A page on which a bureau and a way are joined by three relations."""
    small = small_graph(tmp_path)
    file = tmp_path / "data" / "small.trig"
    file.write_text(file.read_text("utf-8").replace("plan:s2 {", f"plan:s2 {{ {TWICE}"), "utf-8")
    found = explore(Graph.open(tmp_path / "data", sources=small.sources), tmp_path / "twice.html", focus="水务局")
    browser.open(found.path)
    return browser


def test_parallel_relations_stay_apart(twice: Browser) -> None:
    assert len(lines(twice, "bureau", "way")) == 3
    places = [twice.run("return explorer.whereEdge('bureau', 'way', arguments[0])", nth) for nth in range(3)]
    for n, one in enumerate(places):
        for other in places[n + 1 :]:
            assert abs(one["x"] - other["x"]) + abs(one["y"] - other["y"]) > 4, "two lines lie on each other"
    for nth in range(3):
        on_canvas(twice, Keys.ESCAPE)
        click_at(twice, twice.run("return explorer.whereEdge('bureau', 'way', arguments[0])", nth))
        assert twice.text("#details .type") == "关系"
        words = [word.text for word in twice.all("#details .predicate")]
        assert sorted(words) == sorted(["服务于", "涉及", "牵头"])
        assert twice.text("#details .about") == "两者之间的陈述 3 条"


def test_several_passages_of_one_relation_are_one_line(page: Browser) -> None:
    found = page.run("return explorer.lines()")
    assert len(found) == len({tuple(sorted(line["ends"])) for line in found}), "the opening has one relation for each"


def test_what_is_suggested_is_drawn_dashed_and_what_is_stated_is_not(browser: Browser, tmp_path: Path) -> None:
    graph = with_suggestion(small_graph(tmp_path))
    layers = ("register", "stated", "derived", "suggested")
    browser.open(explore(graph, tmp_path / "small.html", focus="水务局", layers=layers).path)
    [suggested] = lines(browser, "bureau", "goal")
    [stated] = lines(browser, "bureau", "way")
    assert suggested["dashes"] == [7, 5]
    assert stated["dashes"] is False
    browser.click("[data-key='layer suggested']")
    assert lines(browser, "bureau", "goal") == []


def test_an_edge_tells_what_it_is_under_the_mouse(page: Browser) -> None:
    ends = ["lead-in-modernising-the-abilities-of-cadres", "municipal-demonstration-area-for-high-quality-development"]
    place = page.run("return explorer.whereEdge(...arguments)", *ends)
    canvas = page.find("#canvas")
    box = canvas.rect
    across, down = place["x"] - box["x"] - box["width"] / 2, place["y"] - box["y"] - box["height"] / 2
    ActionChains(page.driver).move_to_element_with_offset(canvas, round(across), round(down)).perform()
    page.settle()
    assert page.text("#tip") == "率先推进干部能力现代化 → 服务于 → 全市“两高”示范区"


def test_ways_are_lit_while_they_are_open(page: Browser) -> None:
    show(page, "海尔集团")
    page.click("#why")
    show(page, "率先推进产业发展现代化")
    page.click("#show-ways")
    steps = page.run(
        """const ids = JSON.parse(document.getElementById('data').textContent).nodes.id;
        return [...document.querySelectorAll('#details .way')].map((way) =>
          [...way.querySelectorAll('li .name')].map((name) => ids[name.dataset.node]))"""
    )
    on = {frozenset(pair) for way in steps for pair in pairwise(way)}
    drawn = page.run("return explorer.lines()")
    lit = {frozenset(line["ends"]) for line in drawn if line["width"] > 1.5}
    assert on == lit
    page.click("#details .close")
    drawn = page.run("return explorer.lines()")
    goal = "lead-in-modernising-industrial-development"  # which is selected, and so are its lines
    assert all(line["width"] < 1.5 for line in drawn if goal not in line["ends"])


def test_the_things_of_an_answer_are_lit_and_the_button_says_when_they_are_there(browser: Browser, made: Page) -> None:
    browser.open(made.path, "#ask=projects-of-goal&lang=zh")
    before = set(shown(browser))
    assert "放到图上（" in browser.text("#show-answer")
    plain = pixel(browser, PATHWAY)
    browser.click("#show-answer")
    assert "已在图上（" in browser.text("#show-answer")
    new = next(name for name in shown(browser) if name not in before and name.startswith("dongfang"))
    assert pixel(browser, new) != plain
    browser.click("#undo")
    assert "放到图上（" in browser.text("#show-answer")


def pixel(browser: Browser, name: str) -> tuple[int, ...]:
    """Return the colour on the screen inside a chip, below the upper edge, where nothing is written."""
    place = browser.run("return explorer.where(arguments[0])", name)
    scale = browser.run("return explorer.scale()")
    screen = Image.open(BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")
    return tuple(screen.getpixel((round(place["x"] - 28 * scale), round(place["y"] - 9 * scale))))
