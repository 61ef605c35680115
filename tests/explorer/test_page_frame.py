"""The page in a frame that may run scripts and nothing else, as a notebook shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import Browser
from IPython.core.formatters import DisplayFormatter
from pages import PATHWAY, click_on, counted, name_shown, small_graph

from jbgraph import PlanGraph, load
from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph


@pytest.fixture(scope="module")
def shown() -> Page:
    """The page as a cell of a notebook returns it: in no file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JBGRAPH_SOURCES", raising=False)
        return load().explore(lang="en")


@pytest.fixture
def frame(browser: Browser, shown: Page, tmp_path: Path) -> Browser:
    """The browser inside the frame, in a page like that of a notebook."""
    host = tmp_path / "notebook.html"
    host.write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{shown._repr_html_()}", "utf-8")
    browser.size(1440, 900)
    browser.driver.get("about:blank")
    browser.driver.get_log("browser")
    browser.driver.get_log("performance")
    browser.driver.get(host.as_uri())
    browser.driver.switch_to.frame(browser.find("iframe"))
    browser.until("document.documentElement.dataset.ready === 'true'")
    browser.settle()
    return browser


def test_a_notebook_shows_the_page_that_a_file_holds(shown: Page, tmp_path: Path) -> None:
    assert isinstance(load(), PlanGraph)
    assert shown.path is None
    written = shown.write(tmp_path / "page.html")
    assert written.path == tmp_path / "page.html"
    assert (tmp_path / "page.html").read_text("utf-8") == shown.html
    assert "<!doctype" not in repr(shown)


def test_a_notebook_asks_the_object_for_the_frame(shown: Page) -> None:
    data, _ = DisplayFormatter().format(shown)
    assert data["text/html"].startswith("<iframe ")
    assert data["text/html"] == shown._repr_html_()


def test_the_frame_may_run_scripts_and_save_files_and_nothing_else(shown: Page) -> None:
    head = shown._repr_html_().partition("srcdoc")[0]
    assert re.findall(r'sandbox="([^"]*)"', head) == ["allow-scripts allow-downloads"]


def test_what_labels_say_does_not_end_the_frame(tmp_path: Path) -> None:
    text = explore(small_graph(tmp_path))._repr_html_()
    assert re.fullmatch(r'<iframe [^<>]*srcdoc="[^"<>]*"[^<>"]*(="[^"<>]*"[^<>"]*)*></iframe>', text)


def test_everything_works_without_an_origin(frame: Browser) -> None:
    assert frame.run("return window.origin") == "null"
    assert counted(frame)[1] > 3000
    click_on(frame, PATHWAY)
    assert name_shown(frame) == "Carve the city's calling cards"
    before = counted(frame)[0]
    click_on(frame, PATHWAY, twice=True)
    assert counted(frame)[0] > before
    frame.find("#query").send_keys("hetn")
    frame.settle()
    frame.click("#lang-zh")
    assert frame.text("html > body h1").strip().startswith("江北")
    frame.click("#panorama")
    assert len(set(counted(frame))) == 1
    assert frame.requests() == []
    assert frame.errors() == []


def test_the_graph_and_the_function_make_one_page(shown: Page) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JBGRAPH_SOURCES", raising=False)
        assert explore(Graph.open(), lang="en").html == shown.html
