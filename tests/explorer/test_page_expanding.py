"""Expanding, collapsing and hiding in the explorer."""

from __future__ import annotations

import re

from browser import Browser
from pages import PATHWAY, click_at, click_on, counted, on_canvas, show, shown
from selenium.webdriver.common.keys import Keys

from jbgraph.graph import Graph
from jbgraph.terms import BASE


def test_expand_collapse_hide_and_back_to_start(page: Browser) -> None:
    at_first = page.run("return explorer.shown()")
    click_on(page, PATHWAY, twice=True)
    more = page.run("return explorer.shown()")
    assert len(more) > len(at_first)
    assert counted(page)[0] == len(more)
    page.find("#canvas").send_keys(Keys.BACKSPACE)
    page.settle()
    assert page.run("return explorer.shown()") == at_first
    page.find("#canvas").send_keys(Keys.ENTER)
    page.settle()
    assert page.run("return explorer.shown()") == more
    page.find("#canvas").send_keys(Keys.DELETE)
    page.settle()
    assert PATHWAY not in page.run("return explorer.shown()")
    page.click("#start")
    assert page.run("return explorer.shown()") == at_first


def test_a_double_click_opens_a_thing_where_the_details_will_lie(page: Browser) -> None:
    last = page.run("return explorer.shown()")[-1]
    click_on(page, last, twice=True)
    assert page.text("#details code") == last
    assert page.find("#details .actions").text.startswith(("相邻已全部", "展开相邻"))
    assert page.run("return explorer.edges().filter((edge) => edge.includes(arguments[0])).length", last) > 1


DISTRICT = "jiangbei-district"


def rest(page: Browser, relation: str, kind: str) -> dict[str, str]:
    """Return key and text of what is left of one type and relation, as the picture shows it."""
    found = [
        box for box in page.run("return explorer.boxes()")
        if box["key"].startswith("m") and relation in box["key"] and kind in box["text"]
    ]  # fmt: skip
    assert len(found) <= 1
    return found[0] if found else {}


def press_on(page: Browser, key: str) -> None:
    click_at(page, page.run("return explorer.whereBox(arguments[0])", key))


def things_aimed_at(graph: Graph) -> int:
    rows = graph.rows(f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ <{BASE}jiangbei/{DISTRICT}> jb:aimsAt ?o }}")
    return int(str(rows[0]["n"]))


def test_many_of_one_type_and_relation_come_as_a_bundle_that_opens_in_portions(page: Browser, graph: Graph) -> None:
    show(page, "江北区")
    before = counted(page)[0]
    page.click("#expand")
    assert 1 < counted(page)[0] - before <= 30
    bundle = rest(page, "aimsAt", "定位与目标状态")
    inside = int(re.match(r"(\d+) 个定位与目标状态", bundle["text"])[1])
    assert inside > 12
    everything = things_aimed_at(graph)
    assert f"旨在建成 {everything - inside} / {everything}" in captions(page)
    now = counted(page)[0]
    press_on(page, bundle["key"])
    assert counted(page)[0] == now + 12
    more = rest(page, "aimsAt", "定位与目标状态")
    assert more["text"] == f"还有 {inside - 12} 个定位与目标状态 · 再显示 {inside - 12} 个"
    press_on(page, more["key"])
    assert f"旨在建成 {everything} / {everything}" in captions(page)
    assert rest(page, "aimsAt", "定位与目标状态") == {}


def captions(page: Browser) -> list[str]:
    return [box["text"] for box in page.run("return explorer.boxes()") if box["key"].startswith("c")]


def test_a_bundle_is_opened_with_the_keyboard(page: Browser) -> None:
    show(page, "江北区")
    page.click("#expand")
    now = counted(page)[0]
    on_canvas(page, Keys.ARROW_DOWN)
    assert "个定位与目标状态" in page.text("#live")
    on_canvas(page, Keys.ENTER)
    assert counted(page)[0] == now + 12


def test_few_neighbours_come_at_once(page: Browser) -> None:
    click_on(page, PATHWAY, twice=True)
    assert page.text("#expand") == "相邻已全部在图上"
    assert not [box for box in page.run("return explorer.boxes()") if box["key"].startswith("m")]


def test_enter_again_opens_the_next_portion(page: Browser) -> None:
    show(page, "江北区")
    left = int(re.sub(r"\D", "", page.text("#expand")))
    while page.find("#expand").is_enabled():
        now = counted(page)[0]
        page.click("#expand")
        added = counted(page)[0] - now
        assert 1 <= added <= 30
        left -= added
        assert page.text("#expand") == (f"展开相邻 {left}" if left else "相邻已全部在图上")
    assert left == 0


def test_one_relation_is_put_on_the_picture_from_the_details(page: Browser, graph: Graph) -> None:
    show(page, "江北区")
    at_first = shown(page)
    page.click("#details [data-group='aimsAt']")
    everything = things_aimed_at(graph)
    assert len(shown(page)) == len(at_first) + 12, "more than twelve of one type come in portions"
    assert any(re.fullmatch(rf"旨在建成 \d+ / {everything}", caption) for caption in captions(page))
    assert [caption for caption in captions(page) if caption.startswith("位于此处的")] == []
    page.click("#undo")
    assert shown(page) == at_first
