"""The table of the explorer page: what the picture shows, and everything that can be done there."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from browser import Browser
from pages import PATHWAY, POOR_CONTRAST, click_if_there, click_on, counted, name_shown, show
from selenium.webdriver.common.keys import Keys
from taking import FORMULA, NAMES, all_names, downloaded, expand, hostile_graph, pasted

from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph
from jbgraph.terms import BASE

TOWN = BASE + "jiangbei/"
SHOWN_BETWEEN = """SELECT DISTINCT ?s ?p ?o ?g {{
  VALUES ?s {{ {things} }} VALUES ?o {{ {things} }}
  {{ GRAPH ?g {{ ?s ?p ?o }} ?p a owl:ObjectProperty }}
  UNION {{ GRAPH ?g {{ ?r jb:heldBy ?s ; jb:role ?p ; jb:responsibleFor ?o }} }}
  FILTER (?s != ?o && !STRSTARTS(STR(?g), STR(graph:derived)))
}}"""
"""Every statement between some things, with the passage or register it stands in; what rules conclude is left out."""


@pytest.fixture
def table(page: Browser) -> Browser:
    """The page with its table open."""
    page.click("#table-toggle")
    return page


def column(browser: Browser, number: int) -> list[str]:
    return list(
        browser.run(
            """return [...document.querySelectorAll('#table tbody tr')]
            .map((row) => row.children[arguments[0]].textContent)""",
            number,
        )
    )


def row_of(browser: Browser, name: str) -> str:
    """Return a selector of the row of a thing."""
    key = browser.run(
        """return [...document.querySelectorAll('#table tbody tr')]
        .find((row) => row.children[0].textContent === arguments[0]).dataset.key""",
        name,
    )
    return f"#table tr[data-key='{key}']"


def expected(graph: Graph, shown: list[str]) -> set[tuple[str, ...]]:
    things = " ".join(f"<{TOWN}{name}>" for name in shown)
    rows = graph.rows(SHOWN_BETWEEN.format(things=things))
    return {tuple(str(row[key]) for key in "spog") for row in rows}


def opened(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_table_is_what_the_picture_shows_and_follows_it(table: Browser, graph: Graph) -> None:
    for _ in range(2):
        shown = table.run("return explorer.shown()")
        labels = {entry.iri: entry.zh for entry in graph.index}
        assert column(table, 0) == [labels[TOWN + name] for name in shown]
        assert table.text("#tab-things span") == str(counted(table)[0])
        table.click("#tab-statements")
        statements = expected(graph, shown)
        assert int(table.text("#tab-statements span")) == len({row[:3] for row in statements})
        assert len(column(table, 0)) == len(statements), "one row for each place"
        table.click("#tab-things")
        expand(table, "雕琢城市名片")
    table.click("#table-toggle")
    assert not table.find("#table").is_displayed()
    assert table.errors() == []


def test_relations_figures_and_documents_are_counted(table: Browser, graph: Graph) -> None:
    show(table, "地区生产总值")
    row = table.find(row_of(table, "地区生产总值")).find_elements("css selector", "td")
    shown = table.run("return explorer.shown()")
    name = TOWN + "gross-regional-product"
    touching = {row[:3] for row in expected(graph, shown) if name in (row[0], row[2])}
    assert row[2].text == str(len(touching))
    figures = graph.rows(f"SELECT DISTINCT ?o {{ ?o a jb:Observation ; jb:ofMetric <{name}> }}")
    assert row[3].text == str(len(list(figures)))
    assert row[0].text == "指标"
    assert "2021年计划报告" in row[4].text


def test_a_head_sorts_one_way_then_the_other_then_as_the_picture(table: Browser) -> None:
    as_drawn = column(table, 0)
    head = "#table thead th:nth-child(4)"
    assert table.find(head).get_attribute("aria-sort") == "none"
    table.click(f"{head} button")
    numbers = [int(cell) for cell in column(table, 3)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) > 2
    assert table.find(head).get_attribute("aria-sort") == "descending"
    assert "降序" in table.text("#live")
    table.press(Keys.ENTER)
    assert [int(cell) for cell in column(table, 3)] == sorted(numbers)
    assert table.find(head).get_attribute("aria-sort") == "ascending"
    table.press(Keys.ENTER)
    assert column(table, 0) == as_drawn
    assert table.find(head).get_attribute("aria-sort") == "none"


def test_chinese_sorts_by_its_sound(table: Browser) -> None:
    table.click("#table thead th:nth-child(2) button")
    # gongcheng, lujing, mubiao, renwu
    assert list(dict.fromkeys(column(table, 1))) == ["工程行动", "路径", "目标", "任务"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("雕琢", {"雕琢城市名片"}),
        ("calling cards", {"雕琢城市名片"}),
        ("dzcsmp", {"雕琢城市名片"}),
        ("任务 都市区", {"提升都市区核心引领作用"}),
    ],
)
def test_a_filter_takes_words_of_any_column(table: Browser, typed: str, names: set[str]) -> None:
    everything = len(column(table, 0))
    table.find("#table-filter").send_keys(typed)
    assert set(column(table, 0)) == names
    assert table.text("#table-count") == f"{len(names)} / {everything} 行"
    table.find("#table-filter").send_keys("，没有这样的")
    assert column(table, 0) == []
    assert table.find("#no-rows").is_displayed()
    table.click("#tab-statements")
    assert column(table, 0), "each table has a filter of its own"


def test_a_row_selects_on_the_picture_and_the_picture_in_the_table(table: Browser) -> None:
    row = row_of(table, "雕琢城市名片")
    table.click(f"{row} th")
    assert name_shown(table) == "雕琢城市名片"
    assert table.find(row).get_attribute("aria-selected") == "true"
    click_on(table, "lead-in-modernising-social-governance")
    table.until("document.querySelector('#details h2')?.textContent === '率先推进社会治理现代化'")
    chosen = [row.text for row in table.all("#table tr[aria-selected='true'] th")]
    assert chosen == ["率先推进社会治理现代化"]
    assert table.run("return explorer.edges().length") > 10


def test_a_statement_opens_its_passage(table: Browser) -> None:
    table.click("#tab-statements")
    table.find("#table-filter").send_keys("雕琢城市名片 服务于")
    assert column(table, 2) == ["率先推进城市能级现代化"]
    table.click("#table tbody tr td:nth-child(3)")
    assert "服务于" in table.text("#details .statement")
    assert "四个率先目标与路径报道" in table.text("#details .card")
    assert table.find("#table tbody tr").get_attribute("aria-selected") == "true"


def test_keys_alone_do_everything(table: Browser) -> None:
    at_first = table.run("return explorer.shown()")
    table.run("document.getElementById('table-filter').focus()")
    for _ in range(20):
        table.press(Keys.TAB)
        if table.run("return document.activeElement.closest('tbody') !== null"):
            break
    focused = "return document.activeElement.dataset.key && document.activeElement.children[0].textContent"
    while table.run(focused) != "雕琢城市名片":
        before = table.run(focused)
        table.press(Keys.ARROW_DOWN)
        assert table.run(focused) != before
    assert table.run("return getComputedStyle(document.activeElement).outlineStyle") != "none"
    table.press(Keys.ENTER)
    assert name_shown(table) == "雕琢城市名片"
    table.press("+")
    more = table.run("return explorer.shown()")
    assert set(more) > set(at_first)
    assert column(table, 0).count("雕琢城市名片") == 1
    assert table.run(focused) == "雕琢城市名片", "the focus stays in its row"
    table.press(Keys.BACKSPACE)
    assert set(table.run("return explorer.shown()")) == set(at_first)
    table.press("p")
    assert table.run("return explorer.view().pinned.length") == 1
    assert table.find(f"{row_of(table, '雕琢城市名片')} [data-act='pin']").get_attribute("aria-pressed") == "true"
    table.press("p")
    table.press(Keys.DELETE)
    assert PATHWAY not in table.run("return explorer.shown()")
    assert table.run(focused), "the focus goes to the next row"


def test_a_row_expands_pins_and_hides_with_the_mouse(table: Browser) -> None:
    row = row_of(table, "雕琢城市名片")
    before = counted(table)[0]
    waiting = int(table.text(f"{row} [data-act='expand']").lstrip("+"))
    table.click(f"{row} [data-act='expand']")
    assert before < counted(table)[0] <= before + waiting
    assert len(column(table, 0)) == counted(table)[0]
    table.click(f"{row} [data-act='collapse']")
    assert counted(table)[0] == before
    table.click(f"{row} [data-act='pin']")
    assert table.run("return explorer.view().pinned.length") == 1
    table.click(f"{row} [data-act='hide']")
    assert "雕琢城市名片" not in column(table, 0)
    table.click("#undo")
    assert "雕琢城市名片" in column(table, 0)


def test_the_legend_filters_the_table(table: Browser) -> None:
    next(line for line in table.all("#legend .line") if line.text.startswith("路径")).click()
    table.settle()
    assert "路径" not in column(table, 1)
    assert len(column(table, 0)) == counted(table)[0]


def test_csv_is_the_rows_with_identifiers_and_places(table: Browser, graph: Graph, tmp_path: Path) -> None:
    expand(table, "海尔集团")
    table.click("#tab-statements")
    assert "名册（编者判断）" in column(table, 3)
    file = downloaded(table, tmp_path / "saved", lambda: table.click("#table-csv"))
    assert file.name == "jiangbei-statements.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = opened(file)
    assert [row["主体"] for row in rows] == column(table, 0)
    places = {
        (TOWN + row["主体标识"], row["关系标识"], TOWN + row["对象标识"], row["段落"].replace(":", "/")) for row in rows
    }
    asked = {
        (s, re.split(r"#|vocabulary/", p)[-1], o, "" if g.endswith("/register") else g.removeprefix(TOWN))
        for s, p, o, g in expected(graph, table.run("return explorer.shown()"))
    }
    assert places == asked
    assert "jiangbei-statements.csv" in table.text("#notice")
    assert table.requests() == []


def test_csv_and_copy_hold_what_is_filtered_as_it_is_sorted(table: Browser, tmp_path: Path) -> None:
    table.find("#table-filter").send_keys("工程")
    table.click("#table thead th:first-child button")
    rows = opened(downloaded(table, tmp_path / "saved", lambda: table.click("#table-csv")))
    assert [row["名称"] for row in rows] == column(table, 0)
    assert 0 < len(rows) < counted(table)[0]
    table.click("#table-copy")
    assert f"已复制 {len(rows)} 行" in table.text("#notice")
    lines = [line.split("\t") for line in pasted(table).splitlines()]
    assert lines[0] == list(rows[0])
    assert [line[0] for line in lines[1:]] == column(table, 0)


def test_hostile_names_stay_text_in_table_csv_and_clipboard(browser: Browser, tmp_path: Path) -> None:
    found = explore(hostile_graph(tmp_path), tmp_path / "small.html", focus="好山好水")
    assert found.path
    browser.open(found.path)
    browser.click("#table-toggle")
    browser.click(f"{row_of(browser, '好山好水')} th")
    goal = next(row for row in browser.all("#table tbody tr") if "window.pwned" in row.text)
    goal.find_element("css selector", "[data-act='expand']").click()
    browser.settle()
    assert set(column(browser, 0)) >= all_names()
    rows = opened(downloaded(browser, tmp_path / "saved", lambda: browser.click("#table-csv")))
    names = {row["标识"]: row["名称"] for row in rows}
    assert names["formula"] == f"'{FORMULA}"
    assert names["wide"] == "'＋1+1"
    assert names["cells"] == NAMES["cells"]
    assert names["control"] == "铃\ufffd声"
    assert all(not re.match(r"[=+\-@＝＋－＠\t\r\n]", cell) for row in rows for cell in row.values())
    browser.click("#table-copy")
    lines = [line.split("\t") for line in pasted(browser).split("\n") if line]
    assert {len(line) for line in lines} == {len(rows[0])}, "no name breaks a line or a cell"
    browser.click("#tab-statements")
    assert browser.all("#table script, #table img, #table b") == []
    assert browser.run("return window.pwned") is None
    assert browser.errors() == []


def test_a_long_table_comes_in_portions(table: Browser, made: Page) -> None:
    table.click("#panorama")
    assert len(column(table, 0)) == 200
    assert f"{made.entities:,}" in table.text("#table-count")
    table.click("#table-more")
    assert len(column(table, 0)) == 400
    assert table.run("return document.activeElement.dataset.key") is not None, "the focus is on the first new row"
    table.find("#table-filter").send_keys("地区生产总值")
    assert "地区生产总值" in column(table, 0)
    assert table.find("#table table").get_attribute("aria-rowcount") == str(len(column(table, 0)) + 1)


def test_the_table_speaks_both_languages_and_stays_in_the_address(table: Browser, made: Page) -> None:
    table.click("#lang-en")
    heads = [head.text.strip() for head in table.all("#table thead button")]
    assert heads == ["Name", "Type", "Goal", "Relations shown", "Figures", "Documents"]
    assert "Carve the city's calling cards" in column(table, 0)
    assert not re.search("[\u4e00-\u9fff]", table.run("return document.getElementById('table').innerText"))
    address = table.run("return location.hash")
    assert made.path
    table.open(made.path, address)
    assert table.find("#table").is_displayed()
    assert "Carve the city's calling cards" in column(table, 0)


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1440, True), (390, False), (390, True)])
def test_the_table_can_be_read_in_any_window(browser: Browser, made: Page, width: int, dark: bool) -> None:
    assert made.path
    browser.open(made.path, width=width, height=844, dark=dark)
    click_if_there(browser, "#menu-toggle")
    browser.click("#table-toggle")
    browser.click("#table tbody tr:nth-child(2) th")
    click_if_there(browser, "#menu-toggle")
    browser.click("#keep")
    assert browser.run(POOR_CONTRAST) == []
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    menu = browser.find("#keep-menu").rect
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= width
