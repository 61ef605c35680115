"""Pictures of the page for a person to look at: `make screenshots` writes them to build/screenshots."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Browser
from pages import PATHWAY

from jbgraph.explorer import Page

VIEWS: dict[str, tuple[str, Callable[[Browser], None]]] = {
    "opening": ("", lambda page: page.settle()),
    "details": (f"id={PATHWAY}&open={PATHWAY}&", lambda page: page.click("#details .source")),
    "figures": ("id=fixed-asset-investment&", lambda page: page.settle()),
    "answer": ("ask=projects-of-goal&", lambda page: page.click("#show-answer")),
    "why": ("why=haier-group,guoyuan-port&", lambda page: page.click("#show-ways")),
    "table": (f"id={PATHWAY}&view=table&", lambda page: page.settle()),
    "finding": ("", lambda page: page.find("#query").send_keys("海尔")),
    "panorama": ("panorama=1&", lambda page: page.settle()),
}
LIES_OUTSIDE = """
return [...document.querySelectorAll('header *, #details *, #legend *, #table-panel, #hits *')]
  .filter((e) => e.checkVisibility() && !e.closest('.unseen, #welcome, svg, thead'))
  .filter((e) => { const b = e.getBoundingClientRect(); return b.width && (b.left < -1 || b.right > innerWidth + 1); })
  .map((e) => e.outerHTML.slice(0, 90));
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go: where JBGRAPH_SCREENSHOTS says, else with the other files of the test."""
    chosen = Path(os.environ.get("JBGRAPH_SCREENSHOTS") or tmp_path)
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_pictures_for_a_person_to_look_at(
    browser: Browser, made: Page, folder: Path, width: int, height: int, lang: str, dark: bool
) -> None:
    for name, (view, act) in VIEWS.items():
        browser.open(made.path, f"#{view}lang={lang}", width=width, height=height, dark=dark)
        act(browser)
        browser.settle()
        file = folder / f"{name}-{width}-{lang}-{'dark' if dark else 'light'}.png"
        browser.shot(file)
        assert file.stat().st_size > 10_000, "it is not blank"
        assert browser.run("return document.documentElement.scrollWidth") <= width
        assert browser.run(LIES_OUTSIDE) == [], name
        assert browser.find("header").rect["height"] < 62, "the header is one row"
        assert browser.errors() == []
        assert browser.requests() == []
