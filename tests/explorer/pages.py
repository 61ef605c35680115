"""What the tests of the explorer page share: a small hostile graph, and what a person does on the page."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from browser import Browser
from pyoxigraph import NamedNode, Quad, Store
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from jbgraph.engines import EmbeddedEngine
from jbgraph.graph import Graph
from jbgraph.terms import BASE, GRAPH, JB

GOALS = {
    "lead-in-modernising-industrial-development",
    "lead-in-modernising-the-citys-functional-level",
    "lead-in-modernising-social-governance",
    "lead-in-modernising-the-abilities-of-cadres",
}
PATHWAY = "carve-the-citys-calling-cards"
HOSTILE = "</script><script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'>"
SOURCE = "江北区要把好山好水保护好。到2025年，好水比例达到95%以上，由水务局牵头。\n"


def with_suggestion(small: Graph) -> Graph:
    """Return a graph with one more relation, which a method suggests."""
    assert isinstance(small.engine, EmbeddedEngine)
    store = Store()
    store.bulk_extend(small.engine.store)
    name, base = NamedNode(GRAPH + "suggested-neighbours"), BASE + "town/"
    relation = NamedNode(JB + "serves")
    store.add(Quad(NamedNode(base + "bureau"), relation, NamedNode(base + "goal"), name))
    return Graph(EmbeddedEngine(store), sources=small.sources)


def small_graph(folder: Path) -> Graph:
    """Write a graph of a few statements, with its document, whose labels try to be markup."""
    data, sources = folder / "data", folder / "sources"
    data.mkdir()
    sources.mkdir()
    (sources / "plan.txt").write_text(SOURCE, "utf-8")

    def passage(number: int, start: int, end: int) -> str:
        sha = hashlib.sha256(SOURCE[start:end].encode()).hexdigest()
        return f"""plan:s{number} a jb:Passage ; jb:inDocument town:plan ; jb:inSection plan:one ; jb:order {number} ;
            jb:passageKind passage-kind:sentence ; jb:start {start} ; jb:end {end} ; jb:sha256 "{sha}" ."""

    cut = SOURCE.index("到2025")
    (data / "small.trig").write_text(
        f"""
        @prefix jb: <https://w3id.org/jbgraph/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix town: <https://w3id.org/jbgraph/town/> .
        @prefix plan: <https://w3id.org/jbgraph/town/plan/> .
        @prefix period: <https://w3id.org/jbgraph/period/> .
        @prefix kind: <https://w3id.org/jbgraph/vocabulary/kind/> .
        @prefix comparator: <https://w3id.org/jbgraph/vocabulary/comparator/> .
        @prefix passage-kind: <https://w3id.org/jbgraph/vocabulary/passage-kind/> .
        @prefix role: <https://w3id.org/jbgraph/vocabulary/role/> .
        @prefix unit: <https://w3id.org/jbgraph/vocabulary/unit/> .
        town:plan a jb:SourceDocument ; skos:prefLabel "小镇计划<b>"@zh , "Plan of the town"@en ;
            jb:fileName "plan.txt" ; jb:sha256 "{hashlib.sha256(SOURCE.encode()).hexdigest()}" .
        plan:one a jb:Section ; skos:prefLabel "第一节&amp;"@zh , "One"@en ; jb:inDocument town:plan ; jb:order 1 .
        {passage(1, 0, cut)}
        {passage(2, cut, len(SOURCE) - 1)}
        period:2025 a jb:Period ; skos:prefLabel "2025年"@zh , "2025"@en ; jb:endDate "2025-12-31"^^xsd:date .
        town:goal a jb:Goal ; skos:prefLabel "{HOSTILE}"@zh , "<b>Good water</b>"@en .
        town:way a jb:Pathway ; skos:prefLabel "好山好水"@zh , "Hills & <i>water</i>"@en ; skos:altLabel "山水"@zh .
        town:share a jb:Metric ; skos:prefLabel "好水比例"@zh , "Share of good water"@en .
        town:bureau a jb:Organization ; skos:prefLabel "水务局"@zh , "Water bureau"@en .
        plan:s1 {{ town:way jb:serves town:goal . }}
        plan:s2 {{
            town:way jb:measuredBy town:share .
            plan:o1 a jb:Observation ; jb:ofMetric town:share ; jb:about town:way ; jb:kind kind:target ;
                jb:value 95 ; jb:unit unit:percent ; jb:comparator comparator:at-least ; jb:period period:2025 ;
                jb:quote "95%以上" .
            plan:r1 a jb:Responsibility ; jb:heldBy town:bureau ; jb:role role:lead ; jb:responsibleFor town:way .
        }}
        """,
        "utf-8",
    )
    return Graph.open(data, sources=sources)


def name_shown(browser: Browser) -> str:
    return browser.text("#details h2")


def show(browser: Browser, text: str) -> None:
    """Find a thing by what one would type, and go to it."""
    browser.find("#query").send_keys(text)
    browser.settle()
    browser.find("#query").send_keys(Keys.ENTER)
    browser.settle()


def click_on(browser: Browser, entity: str, *, twice: bool = False) -> None:
    place = browser.run("return explorer.where(arguments[0])", entity)
    click_at(browser, place, twice=twice)


def click_at(browser: Browser, place: dict[str, float], *, twice: bool = False) -> None:
    canvas = browser.find("#canvas")
    browser.point(canvas, place["x"] - canvas.rect["x"], place["y"] - canvas.rect["y"], twice=twice)


def click_if_there(page: Browser, selector: str) -> None:
    """Click what only a small window shows."""
    if page.find(selector).is_displayed():
        page.click(selector)


def shown(browser: Browser) -> list[str]:
    """Return the things on the picture, in reading order."""
    return list(browser.run("return explorer.shown()"))


def fragment(browser: Browser) -> str:
    """Return the address of the view."""
    return str(browser.run("return location.hash"))


def on_canvas(browser: Browser, *keys: str) -> None:
    """Press keys with the focus on the picture."""
    browser.run("document.getElementById('canvas').focus()")
    browser.press(*keys)


def together(browser: Browser, *keys: str) -> None:
    """Press keys at the same time, with the focus on the picture."""
    browser.run("document.getElementById('canvas').focus()")
    chain = ActionChains(browser.driver)
    for key in keys[:-1]:
        chain = chain.key_down(key)
    chain = chain.send_keys(keys[-1])
    for key in keys[:-1]:
        chain = chain.key_up(key)
    chain.perform()
    browser.settle()


def counted(browser: Browser) -> tuple[int, int]:
    shown, everything = re.sub(r"[^\d/]", "", browser.text("#count-value")).split("/")
    return int(shown), int(everything)


POOR_CONTRAST = """
const channel = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
const color = (text) => text.match(/[\\d.]+/g).map(Number);
const ground = (e) => {
  const own = e ? color(getComputedStyle(e).backgroundColor) : [255, 255, 255];
  return own.length < 4 || own[3] > 0 ? own : ground(e.parentElement);
};
const ratio = (e) => {
  const pair = [light(color(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
};
return [...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility() && !e.closest('noscript') && !e.disabled)
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim()))
  .filter((e) => ratio(e) < 4.5)
  .map((e) => [ratio(e), e.className, e.textContent.slice(0, 20)]);
"""
