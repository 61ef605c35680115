"""Filters of the explorer: goals, documents, years; what is hidden is counted, and comes back with one button."""

from __future__ import annotations

import re

from browser import Browser
from pages import PATHWAY, click_on, counted, fragment, on_canvas, show, shown
from selenium.webdriver.common.keys import Keys

from jbgraph.graph import Graph
from jbgraph.terms import BASE

HOME = BASE + "jiangbei/"
PLAN = "2021年计划报告"


def legend_line(page: Browser, text: str) -> str:
    """Return the selector of the line of the legend that begins with a text."""
    key = next(line.get_attribute("data-key") for line in page.all("#legend .line") if line.text.startswith(text))
    return f"#legend [data-key='{key}']"


def hidden(page: Browser) -> str:
    return page.text("#hidden-text") if page.find("#hidden").is_displayed() else ""


def local(rows: list[dict[str, object]], name: str) -> set[str]:
    return {str(row[name]).removeprefix(HOME) for row in rows}


def test_a_goal_hides_what_hangs_on_it(page: Browser) -> None:
    goal = legend_line(page, "率先推进社会治理现代化")
    before = shown(page)
    on_it, everything = map(int, page.text(goal + " .count").replace(",", "").split(" / "))
    assert on_it > 9
    page.click(goal)
    assert page.find(goal).get_attribute("aria-pressed") == "false"
    assert len(shown(page)) == len(before) - on_it
    assert "lead-in-modernising-social-governance" not in shown(page)
    assert shown(page) == [thing for thing in before if thing in shown(page)], "the others stay in their order"
    assert hidden(page) == f"图上隐去：按目标 {on_it}（全图谱 {everything}）"
    page.click("#show-all")
    assert shown(page) == before
    assert hidden(page) == ""


def test_documents_leave_only_what_they_state(page: Browser, graph: Graph) -> None:
    for line in page.all("#legend [data-key^='document']"):
        if not line.text.startswith(PLAN):
            line.click()
            page.settle()
    page.click("#panorama")
    things = set(shown(page))
    page.click("#panorama")
    assert "文件" in hidden(page)
    for name in ("率先推进社会治理现代化", "江北区"):
        show(page, name)
        on_canvas(page, Keys.ENTER)
    pairs = page.run("return explorer.edges()")
    assert len(pairs) > 10
    stated = graph.rows(
        f"""SELECT DISTINCT ?a ?b {{ GRAPH ?g {{
            {{ ?a ?p ?b }} UNION {{ ?r jb:heldBy ?a ; jb:responsibleFor ?b }} }}
        ?g jb:inDocument <{HOME}plan-2021> . ?a a/rdfs:subClassOf* jb:Entity . ?b a/rdfs:subClassOf* jb:Entity }}"""
    )
    known = {frozenset((str(row["a"]).removeprefix(HOME), str(row["b"]).removeprefix(HOME))) for row in stated}
    assert {frozenset(pair) for pair in pairs} <= known
    assert local(stated, "a") | local(stated, "b") <= things
    assert "foster-the-five-new-growth-points" not in things


def test_years_keep_what_speaks_of_them(page: Browser, graph: Graph) -> None:
    first, last = page.find("#year-from"), page.find("#year-to")
    assert (first.get_attribute("aria-label"), last.get_attribute("aria-label")) == ("从哪一年", "到哪一年")
    first.send_keys(Keys.END)
    page.until("location.hash.includes('years=2035-2035')")
    assert first.get_attribute("aria-valuetext") == "2035年"
    assert "只看 2035" in page.text("#year-span")
    page.click("#undated")
    page.click("#panorama")
    rows = graph.rows(
        """SELECT DISTINCT ?x {
        { ?x jb:horizon ?period } UNION { ?o jb:period ?period ; jb:about|jb:ofMetric ?x }
        ?x a/rdfs:subClassOf* jb:Entity . ?period jb:endDate ?end FILTER(YEAR(?end) >= 2035) }"""
    )
    assert set(shown(page)) == local(rows, "x") != set()
    kept, everything = counted(page)
    assert hidden(page) == f"图上隐去：按年份 {everything - kept:,}"
    page.click("#show-all")
    assert counted(page) == (everything, everything)


def test_a_period_of_several_years_speaks_of_each_of_them(page: Browser, graph: Graph) -> None:
    first = int(page.find("#year-to").get_attribute("min"))
    page.find("#year-to").send_keys(Keys.HOME)
    page.find("#year-from").send_keys(Keys.ARROW_RIGHT * (2024 - first))
    page.until("location.hash.includes('years=2024-2024')")
    page.click("#undated")
    page.click("#panorama")
    rows = graph.rows(
        """SELECT DISTINCT ?x {
        { ?x jb:horizon ?period } UNION { ?o jb:period ?period ; jb:about|jb:ofMetric ?x }
        ?x a/rdfs:subClassOf* jb:Entity . ?period jb:endDate ?end OPTIONAL { ?period jb:startDate ?start }
        FILTER(YEAR(?end) >= 2024 && COALESCE(YEAR(?start), YEAR(?end)) <= 2024) }"""
    )
    assert set(shown(page)) == local(rows, "x") != set()


def test_the_ends_of_the_years_do_not_pass_each_other(page: Browser) -> None:
    page.find("#year-to").send_keys(Keys.HOME)
    page.until("location.hash.includes('years=')")
    low = page.find("#year-from").get_attribute("value")
    page.find("#year-from").send_keys(Keys.ARROW_RIGHT)
    page.until(f"location.hash.includes('years={int(low) + 1}-{int(low) + 1}')")
    assert page.find("#year-to").get_attribute("value") == str(int(low) + 1)


def test_a_bar_stands_over_every_year_that_is_spoken_of(page: Browser, graph: Graph) -> None:
    bars = {bar.get_attribute("data-year"): bar.get_attribute("title") for bar in page.all(".bars [data-year]")}
    rows = graph.rows(
        """SELECT (COUNT(*) AS ?n) {
        { ?x jb:horizon ?period } UNION { ?x a jb:Observation ; jb:period ?period }
        ?period jb:endDate ?end FILTER(YEAR(?end) >= 2035) }"""
    )
    assert bars["2035"] == f"2035年：{rows[0]['n']} 项期限与数值"
    assert [int(year) for year in bars] == list(range(int(min(bars)), 2036))


def test_what_is_hidden_by_hand_is_counted_and_comes_back(page: Browser) -> None:
    before = shown(page)
    click_on(page, PATHWAY)
    on_canvas(page, Keys.DELETE)
    assert hidden(page) == "图上隐去：手工 1"
    assert "hide=" in fragment(page)
    page.click("#show-all")
    assert shown(page) == before
    assert page.run("return document.activeElement.id") == "canvas", "the focus is not lost with the button"


def test_going_to_a_hidden_thing_shows_it(page: Browser) -> None:
    page.click(legend_line(page, "路径"))
    assert PATHWAY not in shown(page)
    page.find("#query").send_keys("雕琢城市名片", Keys.ENTER)
    page.settle()
    assert PATHWAY in shown(page)
    assert page.find(legend_line(page, "路径")).get_attribute("aria-pressed") == "true"


def test_filters_speak_english(page: Browser) -> None:
    page.click("#lang-en")
    page.click(legend_line(page, "Pathway"))
    assert re.fullmatch(r"Hidden here: by type \d+ \(\d+ in the whole graph\)", hidden(page))
