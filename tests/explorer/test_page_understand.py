"""The details pane: series drawn from comparable years only, other names and look-alikes, responsibilities, stage."""

from __future__ import annotations

from pathlib import Path

from browser import Browser
from pages import name_shown, show, small_graph

from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph


def test_a_metric_with_several_years_is_drawn_and_told_in_words(page: Browser) -> None:
    show(page, "研发经费支出占地区生产总值比重")
    # 003: table 1 row 13 target 3.8 and actual 3, table 2 expected 3.2; 000: 3.5以上 in 2026
    drawn = page.find("#details .spark svg")
    assert drawn.get_attribute("role") == "img"
    words = str(drawn.get_attribute("aria-label"))
    assert "目标：2020年 3.8%、2021年 3.2%、2026年 3.5%以上。" in words
    assert "实际：2020年 3%。" in words
    assert len(page.all("#details .spark circle.meant")) == 3
    assert len(page.all("#details .spark circle.done")) == 1
    heights = [float(c.get_attribute("cy")) for c in page.all("#details .spark circle.meant")]
    assert heights[0] < heights[2] < heights[1], "more is higher up"
    assert [s.text for s in page.all("#details .spark figcaption span")] == ["2020", "目标", "实际", "2026"]


def test_part_of_a_year_is_not_drawn_beside_a_year(page: Browser) -> None:
    show(page, "地区生产总值")
    # 003 gives 1325 for 2020, 002 gives 1082.6 for the first three quarters of 2021
    assert "1325" in page.text("#details .figures")
    assert "1082.6" in page.text("#details .figures")
    assert page.all("#details .spark") == []


def test_one_figure_makes_no_series(page: Browser) -> None:
    show(page, "发明专利")
    assert page.all("#details .figures tbody tr")
    assert page.all("#details .spark") == []


def test_other_names_and_look_alikes_stand_apart_with_what_the_editors_say(page: Browser) -> None:
    show(page, "“1+10”框架合作协议项目")
    box = page.find("#details .alike")
    assert "可能是同一事物的异称" in box.text
    assert "“1+9”合作项目" in box.text
    assert "不是数量之和" in box.text, "what the register says of the other"
    assert "见于：四个率先系列报道（2021年）" in box.text
    box.find_element("css selector", ".source").click()
    page.settle()
    assert "编者" in box.find_element("css selector", ".evidence").text
    show(page, "海尔集团")
    box = page.find("#details .alike .distinctFrom")
    assert {name.text for name in box.find_elements("css selector", ".name")} == {
        "海尔衣联网智慧生态研究院",
        "海尔路节点立交",
        "海尔智能电子",
    }
    said = [head.text for head in page.all("#details .relation h3")]
    assert not any("区别于" in head for head in said), "it is said once"
    box.find_element("css selector", ".name").click()
    page.settle()
    assert name_shown(page) in {"海尔衣联网智慧生态研究院", "海尔路节点立交", "海尔智能电子"}


def test_responsibilities_stand_together_and_the_stage_among_the_facts(page: Browser) -> None:
    show(page, "“1+10”框架合作协议项目")
    duties = page.text("#details .duties")
    assert "承担者 · 合作" in duties
    assert "海尔集团" in duties
    assert "江北区" in duties
    assert "推进中" in page.text("#details .facts")


def test_what_is_open_stays_open_when_the_picture_changes(page: Browser) -> None:
    show(page, "江北区")
    page.run("document.getElementById('details').scrollTop = 300")
    page.run("document.getElementById('expand').focus({preventScroll: true})")
    page.run("document.getElementById('expand').click()")
    page.settle()
    assert page.run("return document.getElementById('details').scrollTop") > 200
    assert page.run("return document.activeElement.id") == "expand"


def test_the_words_follow_the_language(browser: Browser, made: Page) -> None:
    browser.open(made.path, "#id=randd-spending-as-a-share-of-gdp&lang=en")
    words = str(browser.find("#details .spark svg").get_attribute("aria-label"))
    assert words.startswith("Target: 2020 3.8")
    assert browser.text("#why") == "Why linked with…"


def test_a_series_needs_one_unit(browser: Browser, tmp_path: Path) -> None:
    small = small_graph(tmp_path)
    file = tmp_path / "data" / "small.trig"
    text = file.read_text("utf-8")
    years = "".join(
        f'period:{year} jb:startDate "{year}-01-01"^^xsd:date ; jb:endDate "{year}-12-31"^^xsd:date ;'
        f' a jb:Period ; skos:prefLabel "{year}年"@zh , "{year}"@en .\n'
        for year in (2023, 2024)
    )
    more = "".join(
        f"plan:x{year} a jb:Observation ; jb:ofMetric town:share ; jb:about town:way ; jb:kind kind:actual ;"
        f" jb:value {value} ; jb:unit unit:{unit} ; jb:comparator comparator:equal ; jb:period period:{year} ;"
        f' jb:quote "{value}" .\n'
        for year, value, unit in ((2023, 90, "percent"), (2024, 7, "day"))
    )
    text = text.replace("town:goal a jb:Goal", f"{years} town:goal a jb:Goal")
    file.write_text(text.replace("plan:r1 a jb:Resp", f"{more} plan:r1 a jb:Resp"), "utf-8")
    made = explore(Graph.open(tmp_path / "data", sources=small.sources), tmp_path / "small.html", focus="好水比例")
    browser.open(made.path)
    assert len(browser.all("#details .figures tbody tr:not(.evidence-row):not(.head)")) == 3
    assert browser.all("#details .spark") == []
    file.write_text(file.read_text("utf-8").replace("unit:day", "unit:percent"), "utf-8")
    made = explore(Graph.open(tmp_path / "data", sources=small.sources), tmp_path / "small.html", focus="好水比例")
    browser.open(made.path)
    assert len(browser.all("#details .spark circle.done")) == 2
