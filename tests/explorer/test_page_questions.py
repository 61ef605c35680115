"""The named questions on the page: the answers of `jbgraph query`, one click from the start, with their passages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from pages import name_shown, small_graph
from pyoxigraph import QuerySolutions
from selenium.webdriver.common.keys import Keys

from jbgraph import answers, questions
from jbgraph.explorer import Page, explore
from jbgraph.explorer.asking import ROWS
from jbgraph.explorer.page import build
from jbgraph.graph import Graph

LAYERS = ("register", "stated", "derived")
# 003: table 2 rows 7, 13, 15, 18 against table 1; s297 against s064, s337 against s042, s343 against s037,
# s355 against s146
LOWER = {
    ("固定资产投资", "420", "427.7", "-7.7"),
    ("城镇新增就业人数", "3.9", "5", "-1.1"),
    ("实际利用外资", "6", "8.5", "-2.5"),
    ("空气质量优良天数比例", "82", "90", "-8"),
    ("新增高新技术企业数", "25", "32", "-7"),
    ("空气质量优良天数", "300", "330", "-30"),
    ("经常性参加体育锻炼人口比例", "40", "46.27", "-6.27"),
}


@pytest.fixture(scope="module")
def data(graph: Graph) -> dict[str, Any]:
    """What the page of the shipped graph is given to read."""
    return build(graph, LAYERS)[1]


def words(data: dict[str, Any], lang: str, kind: str, cell: Any) -> str:
    """Return what a cell of the page says, in a language; the names of several things in one order, without signs."""
    side = 0 if lang == "zh" else 1

    def one(part: Any) -> str:
        if isinstance(part, str):
            return part
        sort, value = part
        if sort == "node":
            return str(data["nodes"]["label" if lang == "zh" else "en"][value])
        if sort == "term":
            return str(data["terms"][value][1 + side])
        return str(data["passages"]["id"][value]) if sort == "passage" else str(part[side])

    if cell is None:
        return ""
    if kind == "value":
        return str(cell)
    parts = cell if kind == "mixed" else [(kind, value) for value in (cell if isinstance(cell, list) else [cell])]
    return plain("、".join(one(part) for part in parts))


def plain(text: str) -> str:
    return "".join(sorted(re.sub(r"[、,;\s]", "", text)))


def told(graph: Graph, name: str, lang: str) -> list[tuple[str, ...]]:
    """Return the answer of `jbgraph query` as words, passages by the last part of their name."""
    result = questions.ask(graph, name, lang=lang)
    assert isinstance(result, QuerySolutions)
    table = answers.to_table(result)
    short = [column.startswith("passage") or column.endswith("passage") for column in table.columns]
    return [
        tuple(
            "" if cell is None
            else plain(str(cell).rpartition("/")[2]) if named and table.kinds.get(column) == "iri"
            else str(cell) if isinstance(cell, (int, float)) else plain(str(cell))
            for column, cell, named in zip(table.columns, row, short, strict=True)
        )
        for row in table.rows
    ]  # fmt: skip


def shown(data: dict[str, Any], asked: dict[str, Any], lang: str) -> list[tuple[str, ...]]:
    columns = [
        [
            words(data, lang, kind, cell) if kind != "value" or not isinstance(cell, str) else plain(cell)
            for cell in cells
        ]
        for kind, cells in zip(asked["kinds"], asked["columns"], strict=True)
    ]
    return list(zip(*columns, strict=True))


def test_every_question_that_has_its_defaults_is_on_the_page_with_the_answer_of_the_query(
    graph: Graph, data: dict[str, Any]
) -> None:
    on_page = {asked["name"]: asked for asked in data["questions"]}
    assert set(questions.names()) - set(on_page) == {"suggested-links"}, "what is suggested is not on this page"
    for name, asked in on_page.items():
        wanted = told(graph, name, "zh")
        assert asked["total"] == len(wanted), name
        assert shown(data, asked, "zh") == wanted[:ROWS], name
        if len(wanted) <= ROWS:
            assert sorted(shown(data, asked, "en")) == sorted(told(graph, name, "en")), name


def test_a_page_without_the_layers_that_a_question_is_asked_of_has_no_answers(graph: Graph) -> None:
    assert build(graph, ("register", "stated"))[1]["questions"] == []
    everything = {asked["name"] for asked in build(graph, (*LAYERS, "suggested"))[1]["questions"]}
    assert "suggested-links" in everything


def test_a_page_of_a_part_of_the_graph_has_only_whole_answers(graph: Graph) -> None:
    goal = graph.resolve("率先推进产业发展现代化")
    held = build(graph, LAYERS, [goal])[1]
    names = {asked["name"] for asked in held["questions"]}
    assert "projects-of-goal" in names, "what serves the goal is all there"
    assert "programs-of-goal" not in names, "it is asked of another goal"
    assert "most-spoken-of" not in names


def test_what_a_reader_begins_with_is_marked_in_the_question_and_has_an_answer(data: dict[str, Any]) -> None:
    starts = sorted(asked["start"] for asked in data["questions"] if asked["start"])
    assert [said for _, said, _ in starts] == [
        "哪些项目支撑产业发展现代化？",
        "2021年哪些目标低于2020年实际？",
        "海尔与江北的合作在两份文件中有什么不同？",
    ]
    assert all(english.endswith("?") and "{" not in english for _, _, english in starts)


def table(page: Browser) -> list[list[str]]:
    """Return the rows of the answer as they are read on the screen, head first."""
    return [
        [cell.text for cell in row.find_elements("css selector", "th, td")]
        for row in page.all("#details .answer tr:not(.evidence-row)")
    ]


def test_one_click_says_which_targets_are_below_the_last_actual(page: Browser) -> None:
    buttons = page.all("#welcome .beginning")
    assert len(buttons) == 3
    next(b for b in buttons if "低于" in b.text).click()
    page.settle()
    assert page.text("#details h2") == "2021年哪些目标低于2020年实际？"
    head, *rows = table(page)
    places = [head.index(name) for name in ("指标", "目标值", "上年实际", "差额")]
    assert {tuple(row[place] for place in places) for row in rows} == LOWER
    assert "年份：2021" in page.text("#details .given")
    row = next(r for r in page.all("#details .answer tbody tr") if "固定资产投资" in r.text)
    first, last = row.find_elements("css selector", ".spot")
    last.click()
    assert "表1" in page.text("#details .evidence-row:not([hidden]) .card")
    assert "s025" in page.text("#details .evidence-row:not([hidden]) .card")
    first.click()
    assert "s196" in page.text("#details .evidence-row:not([hidden]) .card")
    assert first.get_attribute("aria-expanded") == "true"
    assert last.get_attribute("aria-expanded") == "false"
    first.click()
    assert page.all("#details .evidence-row:not([hidden])") == []


def test_one_click_says_which_projects_support_a_goal_and_puts_them_on_the_picture(page: Browser) -> None:
    page.click("#welcome li:nth-child(1) .beginning")
    names = [row[0] for row in table(page)[1:]]
    assert len(names) == 14
    assert {"“1+9”合作项目", "奥特斯重点项目", "重庆IFS国金中心"} <= set(names)
    before = page.run("return explorer.shown()")
    page.click("#show-answer")
    shown = page.run("return explorer.shown()")
    assert "n-1-plus-9-co-operation-project-with-haier" in set(shown) - set(before)
    assert page.text("#details h2") == "哪些项目支撑产业发展现代化？", "the answer stays open"
    next(b for b in page.all("#details .answer .name") if b.text == "“1+9”合作项目").click()
    page.settle()
    assert name_shown(page) == "“1+9”合作项目"


def test_one_click_sets_two_documents_side_by_side(page: Browser) -> None:
    page.click("#welcome li:nth-child(3) .beginning")
    rows = {head: said for head, *said in table(page)}
    # 001 s030: 与海尔集团开展“1+9”合作; 002 s028: 海尔集团与江北区“1+10”框架合作协议, of the smart appliances
    assert rows["文件"] == ["四个率先系列报道（2021年）", "四个率先目标与路径报道（2021年底）"]
    assert rows["合作项目"] == ["“1+9”合作项目", "海尔集团与江北区“1+10”框架合作协议项目"]
    assert rows["产业"] == ["未述", "智能家电产业"]
    assert rows["阶段"] == ["未述", "推进中"]
    assert "jbgraph query co-operation-by-document --param organisation=…" in page.text("#details")
    page.all("#details .answer .spot")[0].click()
    assert "s030" in page.text("#details .evidence-row:not([hidden]) .card")
    page.click("#lang-en")
    assert page.text("#details h2").startswith("How does Haier's co-operation")
    assert ["Industry", "not stated", "Smart home appliance industry"] in table(page)


def test_an_answer_is_kept_in_the_address_and_can_be_copied(browser: Browser, made: Page) -> None:
    browser.open(made.path, "#ask=goals-without-metric&lang=zh")
    assert "没有指标" in browser.text("#details h2")
    assert not browser.find("#welcome").is_displayed()
    assert "ask=goals-without-metric" in browser.run("return location.hash")
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    browser.click("#copy-answer")
    lines = browser.run("return window.copied").splitlines()
    assert len(lines) == 1 + len(browser.all("#details .answer tbody tr:not(.evidence-row)"))
    browser.open(made.path, "#ask=no-such-question")
    assert not browser.find("#details").is_displayed()
    assert browser.errors() == []


def test_the_card_goes_when_it_is_put_away_and_comes_back_with_the_start(browser: Browser, made: Page) -> None:
    browser.open(made.path)
    assert browser.find("#welcome").is_displayed()
    card, canvas = browser.find("#welcome").rect, browser.find("#canvas").rect
    assert card["y"] + card["height"] <= canvas["y"], "nothing lies over the picture"
    browser.click("#welcome-close")
    assert not browser.find("#welcome").is_displayed()
    address = browser.run("return location.hash")
    browser.open(made.path, address)
    assert not browser.find("#welcome").is_displayed()
    browser.click("#start")
    assert browser.find("#welcome").is_displayed()


def test_a_graph_that_answers_none_of_them_offers_what_it_has(browser: Browser, tmp_path: Path) -> None:
    found = explore(small_graph(tmp_path), tmp_path / "small.html", lang="en")
    browser.open(found.path)
    buttons = browser.all("#welcome .beginning")
    assert [b.text for b in buttons] == ["What do the documents say of “<b>Good water</b>”?"]
    buttons[0].click()
    browser.settle()
    assert name_shown(browser) == "<b>Good water</b>"


def test_keys_alone_reach_an_answer_and_its_passage(page: Browser) -> None:
    page.press("/")
    page.find("#query").send_keys("哪些项目支撑", Keys.ENTER)
    page.settle()
    assert page.text("#details h2") == "哪些项目支撑产业发展现代化？"
    assert page.run("return document.activeElement.id") == "details"
    for _ in range(30):
        page.press(Keys.TAB)
        if page.run("return document.activeElement.classList.contains('spot')"):
            break
    page.press(Keys.ENTER)
    assert page.all("#details .evidence-row:not([hidden]) .card")
