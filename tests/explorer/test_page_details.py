"""The details of a thing or a relation, with the passages."""

from __future__ import annotations

import re
from pathlib import Path

from browser import Browser
from pages import PATHWAY, SOURCE, click_at, click_on, name_shown, show, small_graph

from jbgraph.explorer import explore


def test_a_click_shows_statements_with_document_and_section(page: Browser) -> None:
    click_on(page, PATHWAY)
    assert name_shown(page) == "雕琢城市名片"
    headings = [heading.text for heading in page.all("#details h3")]
    assert any(heading.startswith("服务于") for heading in headings)
    source = page.find("#details .source")
    assert "四个率先目标与路径报道" in source.text
    source.click()
    assert source.get_attribute("aria-expanded") == "true"
    card = page.find("#details .card").text
    assert "四个率先目标与路径报道" in card
    assert "城市能级现代化" in card
    assert re.search(r"字符[\d,]+–[\d,]+", card)
    assert "没有原文件" in card


def test_a_derived_statement_names_its_rule(page: Browser) -> None:
    show(page, "雕琢城市名片")
    page.click("#details .apart summary")
    page.click("#details .apart .source")
    assert "transitive-service" in page.text("#details .apart .card")


def test_figures_stand_in_a_table(page: Browser) -> None:
    show(page, "地区生产总值")
    heads = [cell.text for cell in page.all("#details .figures thead th")]
    assert heads == ["时期", "性质", "数值", "状态"]
    rows = page.text("#details .figures tbody")
    assert "目标" in rows
    assert "实际" in rows
    page.click("#details .figures .quote")
    assert "计划报告" in page.text("#details .evidence-row") or "报道" in page.text("#details .evidence-row")


def test_a_relation_is_clicked_like_a_thing(page: Browser) -> None:
    ends = ["lead-in-modernising-the-abilities-of-cadres", "municipal-demonstration-area-for-high-quality-development"]
    click_at(page, page.run("return explorer.whereEdge(...arguments)", *ends))
    assert page.text("#details .type") == "关系"
    assert "服务于" in page.text("#details .statement")
    assert page.all("#details .statement .card")


def test_with_the_documents_the_passage_stands_there_with_the_quote_marked(browser: Browser, tmp_path: Path) -> None:
    found = explore(small_graph(tmp_path), tmp_path / "small.html", focus="好山好水")
    assert found.with_text
    browser.open(found.path)
    assert "95%以上" in browser.text("#details .figures b")
    browser.click("#details .figures .quote")
    assert [mark.text for mark in browser.all("#details .evidence-row mark")] == ["95%以上"]
    assert browser.text("#details .evidence-row blockquote") == SOURCE[SOURCE.index("到2025") : -1]
    assert "小镇计划<b>" in browser.text("#details .evidence-row figcaption")
    lead = next(s for s in browser.all("#details .relation") if "牵头" in s.text)
    assert "水务局" in lead.text
    lead.find_element("css selector", ".source").click()
    assert [name.text for name in lead.find_elements("css selector", "em")] == ["水务局"]
