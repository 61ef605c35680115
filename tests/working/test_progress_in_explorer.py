"""Progress in the explorer: the light of a thing, and the dashboards of units and goals, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import loop
import pytest
from browser import Browser, started
from loop import Edit, edited, taken

from jbgraph.explorer import explore
from jbgraph.graph import Graph


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two months: the bridge was 35 points behind and has caught up, the road is 15 behind."""
    folder = loop.workspace(tmp_path_factory.mktemp("space"))
    book = folder.parent / "explorer.xlsx"

    def march(opened: Edit) -> None:
        opened.set("undertakings", "一号桥", planned=0.4, reached=0.05, due="2026-06-30", lead="甲局")
        opened.set("undertakings", "二号路", planned=0.5, reached=0.4, lead="甲局")

    edited(folder, book, march)
    assert taken(folder, book)[0]
    opened = Edit(loop.exported(folder, date(2026, 4, 30)), book)
    opened.set(
        "undertakings", "一号桥", planned=0.5, reached=0.5, extended="2026-9-30", why="汛期", remark="<b>赶工</b>"
    )
    opened.set("undertakings", "二号路", planned=0.6, reached=0.45)
    assert taken(folder, opened.save())[0]
    page = folder.parent / "page.html"
    explore(Graph.open(folder), page, lang="zh")
    return page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as tab:
        yield tab


def shown(browser: Browser, file: Path, name: str) -> str:
    """Open the page, look a thing up, and return the words of its progress."""
    browser.open(file)
    box = browser.find("input[type=search], #search, input")
    box.send_keys(name)
    browser.until(f"[...document.querySelectorAll('[role=option]')].some((one) => one.textContent.includes('{name}'))")
    box.send_keys("\n")
    browser.until(
        f"document.querySelector('#details h2') && document.querySelector('#details h2').textContent === '{name}'"
    )
    return "\n".join(section.text for section in browser.all("#details .progress"))


def test_a_thing_shows_its_light_day_and_who_leads(browser: Browser, file: Path) -> None:
    said = shown(browser, file, "一号桥")
    for words in ("绿灯", "50/50%", "2026-09-30 (原定 2026-06-30)", "甲局", "此前滞后", "<b>赶工</b>"):
        assert words in said
    assert "亮灯依银川市重点项目“红黄绿灯”（2025年），截至2026-04-30" in said
    assert browser.find("#details .lamp i.late-red").is_displayed()


@pytest.mark.parametrize("head", ["甲局", "演示目标"])
def test_a_unit_and_a_goal_have_a_dashboard_with_the_worst_first(browser: Browser, file: Path, head: str) -> None:
    said = shown(browser, file, head)
    assert "黄灯 1 · 绿灯 1" in said
    assert said.index("二号路") < said.index("一号桥")
    widths = [one.size["width"] for one in browser.all("#details .stack span")]
    assert abs(widths[0] - widths[1]) <= 2
    browser.all("#details .board .name")[0].click()
    browser.until("document.querySelector('#details h2').textContent === '二号路'")


def test_a_page_without_entries_has_none(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bare.html"
    (tmp_path / "space").mkdir()
    explore(Graph.open(loop.workspace(tmp_path / "space")), page, lang="zh")
    assert shown(browser, page, "一号桥") == ""
