"""Why two things are linked: the same ways as `jbgraph path`, each step with its passage."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import pytest
from browser import Browser
from pages import name_shown, show, small_graph
from selenium.webdriver.common.keys import Keys

from jbgraph import networks
from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph
from jbgraph.terms import JB

PAIRS = [
    ("海尔集团", "果园港"),
    ("海尔集团", "率先推进产业发展现代化"),
    ("海尔集团", "雕琢城市名片"),
    ("长安汽车", "智能家电产业"),
    ("江北嘴", "地区生产总值"),
    ("寸滩国际新城", "生物医药产业"),
    ("雕琢城市名片", "率先推进社会治理现代化"),
    ("固定资产投资", "城镇新增就业人数"),
    ("观音桥商圈", "数字经济"),
    ("“1+9”合作项目", "海尔集团与江北区“1+10”框架合作协议项目"),
    ("区综治中心", "重庆IFS国金中心"),
    ("四百工程", "江北英才计划"),
]


def lengths(graph: Graph) -> dict[frozenset[str], float]:
    """Return the length of every step, reckoned anew from the relations that a document states or an editor judges."""
    degree: dict[str, int] = {}
    apart = JB + "distinctFrom"
    found = [
        e
        for e in networks.edges(graph, ("register", "stated", "working"))
        if e.source != e.target and e.property != apart
    ]
    for edge in found:
        for end in (edge.source, edge.target):
            degree[end] = degree.get(end, 0) + 1
    busy = {end: math.log2(1 + n) for end, n in degree.items()}
    return {frozenset((e.source, e.target)): 1 + busy[e.source] * busy[e.target] / 8 for e in found}


WAYS = """
const ids = JSON.parse(document.getElementById('data').textContent).nodes.id;
return [...document.querySelectorAll('#details .way')]
  .map((way) => [...way.querySelectorAll('li .name')].map((name) => ids[name.dataset.node]));
"""


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_page_finds_the_ways_of_the_library(
    browser: Browser, made: Page, graph: Graph, one: str, other: str
) -> None:
    start, end = graph.resolve(one), graph.resolve(other)
    base = start[: start.rindex("/") + 1]
    browser.open(made.path, f"#why={start.removeprefix(base)},{end.removeprefix(base)}")
    length = lengths(graph)
    wanted = [
        [start] + [hop.edge.target if hop.forward else hop.edge.source for hop in way]
        for way in networks.paths(graph, start, end)
    ]
    shown = [[base + name for name in way] for way in browser.run(WAYS)]

    def cost(way: list[str]) -> float:
        return round(sum(length[frozenset(pair)] for pair in pairwise(way)), 9)

    costs = [cost(way) for way in wanted]
    assert [cost(way) for way in shown] == costs
    for way, same, at in zip(shown, wanted, costs, strict=True):
        if costs.count(at) == 1 and at != costs[-1]:  # of several that are as good, either may choose any
            assert way == same
    assert len({tuple(way) for way in shown}) == len(shown)
    assert all(len(set(way)) == len(way) for way in shown)


def test_a_person_chooses_two_things_and_sees_each_step_with_its_passage(page: Browser, graph: Graph) -> None:
    show(page, "海尔集团")
    page.click("#why")
    assert "海尔集团" in page.text("#picking")
    assert page.run("return document.activeElement.id") == "query"
    show(page, "率先推进产业发展现代化")
    assert page.text("#details .type") == "为何相连？"
    assert not page.find("#picking").is_displayed()
    ways = page.all("#details .way")
    assert len(ways) == 3
    # 001 s030: Haier, partner in “1+9”, which is part of 工业提质增效, which serves the goal (s029)
    first = [name.text for name in ways[0].find_elements("css selector", "li .name")]
    assert first == ["海尔集团", "“1+9”合作项目", "工业提质增效", "率先推进产业发展现代化"]
    words = [word.text for word in ways[0].find_elements("css selector", ".predicate")]
    assert words == ["角色 · 合作", "属于", "服务于"]
    assert [sign.text for sign in ways[0].find_elements("css selector", ".sign")] == ["↓", "↓", "↓"]
    steps = page.all("#details .way .hop")
    sources = page.all("#details .way .source")
    assert len(steps) == len(sources)
    sources[0].click()
    assert "s030" in page.text("#details .way .card")
    names = {name.text for name in page.all("#details .way li .name")}
    before = set(page.run("return explorer.shown()"))
    page.click("#show-ways")
    shown = set(page.run("return explorer.shown()"))
    base = graph.resolve("海尔集团").rpartition("/")[0] + "/"
    assert {graph.resolve(name).removeprefix(base) for name in names} <= shown
    assert shown > before
    assert len(page.all("#details .way")) == 3, "the ways stay open"


def test_the_other_end_can_be_clicked_and_the_choice_be_given_up(page: Browser) -> None:
    show(page, "海尔集团")
    page.click("#why")
    page.press(Keys.ESCAPE)
    assert not page.find("#picking").is_displayed()
    assert name_shown(page) == "海尔集团"
    page.click("#why")
    page.click("#picking-end")
    assert not page.find("#picking").is_displayed()
    page.click("#why")
    next(b for b in page.all("#details .name") if b.text == "电子电器").click()
    page.settle()
    assert [b.text for b in page.all("#details .pair .name")] == ["海尔集团", "电子电器"]
    page.click("#details .close")
    assert not page.all("#details .way")


def test_the_address_opens_the_ways_and_a_name_leaves_them(browser: Browser, made: Page) -> None:
    browser.open(made.path, "#why=haier-group,guoyuan-port&lang=en")
    assert browser.text("#details .type") == "Why linked?"
    assert len(browser.all("#details .way")) == 3
    browser.all("#details .way .name")[1].click()
    browser.settle()
    assert browser.all("#details .way") == []
    assert "why=" not in browser.run("return location.hash")
    browser.driver.back()
    browser.until("document.querySelectorAll('#details .way').length === 3")
    assert browser.errors() == []


def test_what_only_looks_alike_is_on_no_way(browser: Browser, made: Page) -> None:
    # The register keeps the interchange at 海尔路 apart from 海尔集团: that is no link.
    browser.open(made.path, "#why=haier-road-interchange,haier-group")
    assert browser.all("#details .way") != []
    assert "区别于" not in browser.text("#details")
    assert all(len(way) > 2 for way in browser.run(WAYS))


def test_where_there_is_no_way_it_says_so(browser: Browser, tmp_path: Path) -> None:
    small = small_graph(tmp_path)
    file = tmp_path / "data" / "small.trig"
    alone = 'town:alone a jb:Place ; skos:prefLabel "孤岛"@zh , "Island"@en .\n'
    text = file.read_text("utf-8")
    file.write_text(text.replace("town:goal a jb:Goal", f"{alone} town:goal a jb:Goal"), "utf-8")
    made = explore(Graph.open(tmp_path / "data", sources=small.sources), tmp_path / "small.html")
    browser.open(made.path, "#why=alone,goal")
    assert "没有联系" in browser.text("#details .about")
    assert browser.all("#details .way") == []
