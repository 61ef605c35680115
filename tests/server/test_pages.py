"""The pages in a real browser: nothing is refused or fetched from elsewhere; they fit; they work without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Browser, started
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from serving import Service

PAGES = (
    "/", "/search?q=gyg", "/doc/jiangbei/guoyuan-port", "/doc/jiangbei/plan-2021/s239", "/questions",
    "/questions/projects-of-goal", "/query?question=projects-of-goal&run=1", "/shacl", "/map", "/explore",
    "/doc/nothing",
)  # fmt: skip
UNNAMED = """return [...document.querySelectorAll('input:not([type=hidden]), select, textarea, main a, main button')]
    .filter((one) => one.offsetParent && !one.closest('#editor'))
    .filter((one) => !(one.labels?.length || one.textContent.trim() || one.getAttribute('aria-label')))
    .map((one) => one.outerHTML)"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    """A browser for the pages of this module."""
    with started() as browser:
        yield browser


def visit(tab: Browser, url: str, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> None:
    """Open an address."""
    tab.size(width, 900)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    tab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    tab.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    tab.driver.get("about:blank")
    tab.driver.get_log("browser")
    tab.driver.get_log("performance")
    tab.driver.get(url)


def there(tab: Browser, selector: str, text: str = "") -> WebElement:
    """Wait for an element with a text: a page that a form leads to takes a moment. Works without scripts."""

    def found(_: object) -> WebElement | None:
        return next((one for one in tab.all(selector) if text in one.text), None)

    waiting = WebDriverWait(tab.driver, 15, poll_frequency=0.05, ignored_exceptions=[StaleElementReferenceException])
    return waiting.until(found)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_and_asks_nobody_else(tab: Browser, service: Service, path: str) -> None:
    mark = "&" if "?" in path else "?"
    for lang, width, dark in (("zh", 390, False), ("en", 1280, True)):
        visit(tab, f"{service.url}{path}{mark}lang={lang}", width=width, dark=dark)
        if path.startswith("/query"):
            tab.until("document.documentElement.dataset.ready === 'true'")
        tab.settle()
        assert tab.run("return document.documentElement.scrollWidth") <= width
        assert [url for url in tab.requests() if not url.startswith(service.url)] == []
        assert [text for text in tab.errors() if "404" not in text] == []
        assert tab.run("return document.querySelectorAll('h1').length") == 1
        assert tab.run(UNNAMED) == []


def test_hits_appear_as_one_types(tab: Browser, service: Service) -> None:
    visit(tab, service.url + "/?lang=en")
    tab.find("#find").send_keys("gyg")
    tab.until("document.querySelector('.typed a')?.textContent.includes('Guoyuan Port')")
    tab.press(Keys.ARROW_DOWN, Keys.ENTER)
    tab.until("location.pathname === '/doc/jiangbei/guoyuan-port'")
    assert tab.run("return location.search") == "?lang=en"


def test_the_switch_keeps_the_page_and_what_was_asked(tab: Browser, service: Service) -> None:
    visit(tab, service.url + "/search?q=gyg&type=Place&lang=en")
    tab.find('.switch a[lang="zh-Hans"]').click()
    tab.until("document.documentElement.lang === 'zh-Hans'")
    assert tab.run("return location.search") == "?q=gyg&type=Place&lang=zh"


def test_without_scripts_one_can_search_ask_and_query(tab: Browser, service: Service) -> None:
    visit(tab, service.url + "/?lang=en", scripts=False)
    tab.find("#find").send_keys("guoyuangang")
    tab.find(".find button").click()
    assert there(tab, ".hits a").text == "Guoyuan Port"
    visit(tab, service.url + "/questions/projects-of-goal?lang=zh", scripts=False)
    field = tab.find('input[name="goal"]')
    field.clear()
    field.send_keys("社会治理现代化")
    tab.find("form.ask button").click()
    there(tab, 'input[value="社会治理现代化"]')
    visit(tab, service.url + "/query?lang=en", scripts=False)
    area = tab.find("#query")
    area.clear()
    area.send_keys("SELECT ?name { jiangbei:guoyuan-port skos:prefLabel ?name } ORDER BY ?name")
    tab.find("#plain button").click()
    there(tab, "#answer td", "果园港")
    assert [cell.text for cell in tab.all("#answer td")] == ["Guoyuan Port", "果园港"]
    area = tab.find("#query")
    area.clear()
    area.send_keys("SELECT nonsense")
    tab.find("#plain button").click()
    there(tab, '[role="alert"]', "does not parse")
    visit(tab, "about:blank")


def test_the_editor_asks_our_endpoint_and_completes_our_terms(tab: Browser, service: Service) -> None:
    """jb:serves is the only term of the ontology that begins with jb:serv."""
    visit(tab, service.url + "/query?lang=en&question=projects-of-goal")
    tab.until("document.documentElement.dataset.ready === 'true'")
    tab.click(".yasqe_queryButton")
    tab.until("document.querySelector('.yasr a.iri')?.textContent.includes('s030')")
    tab.run("document.querySelector('.yasr a.iri').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))")
    assert (
        tab.run("return new URL(document.querySelector('.yasr a.iri').href).pathname")
        == "/doc/jiangbei/series-2021/s030"
    )
    tab.run(
        "const q = jbgraphEditor.getTab().getYasqe(); q.setValue('PREFIX jb: <https://w3id.org/jbgraph/ontology#>\\n"
        "SELECT * {\\n  ?s jb:serv'); q.setCursor(2, 12); q.focus(); q.autocomplete(false)"
    )
    tab.until("document.querySelector('.CodeMirror-hint')?.textContent === 'jb:serves'")
    assert [url for url in tab.requests() if not url.startswith(service.url)] == []
    assert tab.errors() == []


def answered(tab: Browser, service: Service, lang: str, query: str, view: str) -> None:
    """Open the editor, ask, and choose how the result is shown."""
    visit(tab, f"{service.url}/query?lang={lang}")
    tab.until("document.documentElement.dataset.ready === 'true'")
    tab.run("const one = jbgraphEditor.getTab(); one.setQuery(arguments[0]); one.getYasqe().query()", query)
    tab.until("jbgraphEditor.getTab().getYasr().results?.getOriginalResponseAsString?.()")
    tab.until(f"document.querySelector('.select_{view}:not(.disabled)')")
    tab.run(f"document.querySelector('.select_{view}').click()")


def kept_to_the_rules(tab: Browser, service: Service) -> None:
    """Check that the page fits, asked nobody else, and that the policy had nothing to refuse."""
    assert tab.run("return document.documentElement.scrollWidth <= innerWidth")
    assert [url for url in tab.requests() if not url.startswith(service.url)] == []
    assert tab.errors() == []


def test_numbers_are_shown_as_bars(tab: Browser, service: Service) -> None:
    """Half of a value has half of the length; what is below nothing goes the other way."""
    answered(tab, service, "zh", 'SELECT * { VALUES (?name ?n) { ("甲" 10) ("乙" 5.0) ("丙" -2) } }', "chart")
    tab.until("document.querySelectorAll('.bar').length === 3")
    assert [cell.text for cell in tab.all(".bar .name")] == ["甲", "乙", "丙"]
    assert [cell.text for cell in tab.all(".bar .value")] == ["10", "5", "-2"]
    wide = [bar.rect["width"] for bar in tab.all(".bar .filled")]
    assert wide[1] == pytest.approx(wide[0] / 2, rel=0.02)
    assert wide[2] == pytest.approx(wide[0] / 5, rel=0.05)
    zero = tab.all(".bar .filled")[0].rect["x"]
    assert tab.all(".bar .filled")[2].rect["x"] + wide[2] == pytest.approx(zero, abs=1.5)
    assert tab.text(".select_chart") == "图表"
    kept_to_the_rules(tab, service)


def test_years_are_shown_as_a_line_to_scale(tab: Browser, service: Service) -> None:
    query = 'SELECT * { VALUES (?year ?n) { ("2035" 4) ("2020" 1) ("2025" 2) } }'
    answered(tab, service, "en", query, "chart")
    tab.until("document.querySelectorAll('.dot').length === 3")
    x, y = ([float(dot.get_attribute(side) or "") for dot in tab.all(".dot")] for side in ("cx", "cy"))
    assert (x[2] - x[0]) / (x[1] - x[0]) == pytest.approx(3, rel=0.01)
    assert (y[0] - y[2]) / (y[0] - y[1]) == pytest.approx(3, rel=0.01)
    kept_to_the_rules(tab, service)


def test_without_numbers_there_is_no_chart_and_without_things_no_graph(tab: Browser, service: Service) -> None:
    answered(tab, service, "en", "SELECT ?l { jiangbei:guoyuan-port skos:prefLabel ?l }", "table")
    assert tab.all(".select_chart.disabled")
    assert tab.all(".select_graph.disabled")


@pytest.mark.parametrize(("lang", "name"), [("zh", "果园港"), ("en", "Guoyuan Port")])
def test_things_and_their_links_are_drawn_with_their_names(
    tab: Browser, service: Service, lang: str, name: str
) -> None:
    """Of the seven statements of the port four lead to things: its class, two aims and where it lies."""
    answered(tab, service, lang, "DESCRIBE jiangbei:guoyuan-port", "graph")
    tab.until("document.querySelector('.canvas')?.dataset.drawn === 'true'")
    network = "jbgraphEditor.getTab().getYasr().plugins.graph.network.body"
    labels = tab.run(
        f"return Object.values({network}.nodes).filter((one) => one.options.label).map((one) => one.options.label)"
    )
    assert name in [label.replace("\n", "") for label in labels]
    assert len(labels) == 5
    assert tab.run(f"return Object.keys({network}.edges).length") == 4
    assert ("4 links" if lang == "en" else "4 条联系") in tab.text(".network p")
    kept_to_the_rules(tab, service)


def test_what_the_graph_uses_completes_too(tab: Browser, service: Service) -> None:
    """The VoID description of the service has properties of others that the page does not bring along."""
    visit(tab, service.url + "/query?lang=en")
    tab.until("document.documentElement.dataset.ready === 'true'")
    used = service.get("/.well-known/void", "application/n-triples").text
    assert "<http://rdfs.org/ns/void#property> <http://purl.org/dc/terms/issued>" in used
    assert "http://purl.org/dc/terms/issued" not in tab.run("return jbgraphViews.data.properties")
    text = "PREFIX dcterms: <http://purl.org/dc/terms/>\nSELECT * {\n  ?s dcterms:issue"
    tab.run(
        "const q = jbgraphEditor.getTab().getYasqe(); q.setValue(arguments[0]); q.focus();"
        "q.setCursor(2, arguments[0].split('\\n')[2].length); q.autocomplete(false)",
        text,
    )
    tab.until("document.querySelector('.CodeMirror-hints, .CodeMirror-hint')?.textContent.includes('dcterms:issued')")
    kept_to_the_rules(tab, service)


def test_a_label_is_never_run(tab: Browser, serve, copy) -> None:
    copy.edit("register/things.ttl", '"石溪镇"@zh', '"<img src=x onerror=document.title=1>"@zh')
    served = serve("--graph", copy.folder)
    for path in ("/doc/qingshi/shixi-town?lang=zh", "/search?q=img&lang=zh", "/query?lang=zh"):
        visit(tab, served.url + path)
        if path.startswith("/search"):
            tab.find("#find").send_keys(" ")
            tab.until("document.querySelector('.typed a')")
        assert tab.run("return document.querySelectorAll('img').length") == 0
