"""The page of a review in a browser: nothing fetched, decided by mouse and keys, saved for `accept`."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, started
from workspaces import S

import jbgraph
from jbgraph.extraction.folder import Opened, open_draft
from jbgraph.review.accept import accept
from jbgraph.review.decisions import read
from jbgraph.review.page import page
from jbgraph.review.rows import review
from jbgraph.workspace import Workspace


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture
def file(draft: Opened, tmp_path: Path) -> Path:
    """The page of the draft."""
    path = tmp_path / "review.html"
    path.write_text(page(review(jbgraph.load(draft.folder), open_draft(draft.folder), "zh")), "utf-8")
    return path


def saved(browser: Browser, folder: Path) -> Path:
    """Press the button that saves, and return the file."""
    folder.mkdir()
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    browser.find("#save").click()
    for _ in range(100):
        found = [one for one in folder.glob("*.json") if one.stat().st_size]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError("nothing was saved")


def opened(browser: Browser, path: Path) -> None:
    """Open a page in a browser that has kept no decisions."""
    browser.open(path)
    browser.run("localStorage.clear()")
    browser.open(path)


def choose(browser: Browser, state: str) -> None:
    """Choose which rows are shown."""
    browser.run(
        """const list = document.querySelector('#state'); list.value = arguments[0];
           list.dispatchEvent(new Event('change'))""", state,
    )  # fmt: skip


def test_the_same_draft_gives_the_same_page(draft: Opened) -> None:
    made = [page(review(jbgraph.load(draft.folder), draft, "en")) for _ in range(2)]
    assert made[0] == made[1]
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", made[0])
    assert "default-src 'none'" in made[0]


def test_decisions_by_mouse_and_keys_are_saved_and_taken_over(
    browser: Browser, file: Path, home: Workspace, draft: Opened, tmp_path: Path
) -> None:
    opened(browser, file)
    assert browser.run("return document.querySelectorAll('article').length") == min(60, len(draft.proposals))
    assert browser.errors() == []
    assert browser.requests() == []
    browser.find("#reviewer").send_keys("张三")
    browser.find("#search").send_keys("312.5")
    browser.find("article [data-decision=accept]").click()
    browser.find("#search").clear()
    choose(browser, "")
    browser.find("#search").send_keys("12 座")
    browser.run("document.activeElement.blur()")
    browser.press("c")
    field = browser.find("article [data-field=metric]")
    field.send_keys("冷库数\t")
    browser.find("#tab-things").click()
    browser.find("#search").clear()
    browser.find("#search").send_keys("座")
    browser.find("article [data-field=en]").send_keys("set\t")
    given = read(saved(browser, tmp_path / "out"))
    assert {(one.decision, tuple(one.corrections.items())) for one in given.decisions} == {
        ("accept", ()), ("correct", (("metric", "冷库数"),)),
    }  # fmt: skip
    assert "set" in {one.en for one in given.things}
    done = accept(given, home)
    assert (done.problems, done.done["accept"], done.done["correct"]) == ([], 1, 1)
    graph = jbgraph.load(home.folder)
    assert graph.resolve("冷库数").startswith(S)


def test_without_a_name_nothing_is_saved(browser: Browser, file: Path) -> None:
    opened(browser, file)
    browser.find("#save").click()
    assert browser.text("#told") == "请先填写审核人。"


def test_text_of_a_document_is_never_markup(browser: Browser, draft: Opened, tmp_path: Path) -> None:
    from dataclasses import replace

    evil = "</script><img src=x onerror=document.title='broken'>"
    said = {"metric": evil, "name": evil}
    rows = [replace(one, section=evil, content={**one.content, **said}) for one in draft.proposals]
    path = tmp_path / "evil.html"
    path.write_text(page(review(jbgraph.load(draft.folder), replace(draft, proposals=rows), "zh")), "utf-8")
    opened(browser, path)
    assert browser.run("return document.images.length") == 0
    assert browser.run("return document.title") != "broken"
    assert evil in browser.text("article .where")


def test_what_was_decided_before_is_shown_as_decided(
    browser: Browser, home: Workspace, draft: Opened, tmp_path: Path
) -> None:
    from jbgraph.review.decisions import Decision, Given

    one = draft.proposals[0]
    accept(Given("plan-2022", "", "李四", [Decision("#1", one.id, "reject")], []), home)
    path = tmp_path / "again.html"
    path.write_text(page(review(jbgraph.load(draft.folder), open_draft(draft.folder), "zh")), "utf-8")
    opened(browser, path)
    assert browser.text("#count") == f"1 ／ {len(draft.proposals)}"
    choose(browser, "decided")
    assert browser.run("return document.querySelectorAll('article').length") == 1
    assert "李四" in browser.text("article .before")
    assert one.id == browser.run("return document.querySelector('article').dataset.id")
