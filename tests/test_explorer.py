"""The explorer, tried in a real browser as a person would try it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, started
from pyoxigraph import NamedNode, Quad, Store
from selenium.webdriver.common.keys import Keys

from jbgraph.engines import EmbeddedEngine
from jbgraph.errors import JbgraphError, NameNotFoundError
from jbgraph.explorer import Summary, explore
from jbgraph.explorer.network import Numbers
from jbgraph.explorer.page import build, digest
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


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JBGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("JBGRAPH_SOURCES", raising=False)
        yield


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.open()


@pytest.fixture(scope="module")
def made(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return explore(graph, tmp_path_factory.mktemp("page") / "map.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture
def page(browser: Browser, made: Summary) -> Browser:
    browser.open(made.path)
    return browser


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


# Without a browser


def test_the_same_graph_gives_the_same_bytes(graph: Graph, made: Summary, tmp_path: Path) -> None:
    again = explore(graph, tmp_path / "again.html")
    assert again.path.read_bytes() == made.path.read_bytes()
    assert again.size == made.size == made.path.stat().st_size < 2_000_000


def test_the_page_asks_nobody_for_anything(made: Summary) -> None:
    text = made.path.read_text("utf-8")
    assert "default-src 'none'" in text.split("<style>")[0]
    assert "unsafe" not in text.split("<style>")[0]
    assert not re.search(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["'](?!data:)""", text)
    assert "@import" not in text
    assert "sourceMappingURL" not in text


def test_every_relation_between_entities_is_in_the_network(graph: Graph) -> None:
    network, data = build(graph, ("register", "stated", "derived"))
    ids = data["nodes"]["id"]
    keys = [relation[0] for relation in data["relations"]]
    drawn = {(ids[e["from"]], keys[e["relation"]], ids[e["to"]]) for e in network.edges}
    rows = graph.rows(
        """SELECT DISTINCT ?s ?p ?o { ?s ?p ?o . ?p a owl:ObjectProperty .
        ?s a/rdfs:subClassOf* jb:Entity . ?o a/rdfs:subClassOf* jb:Entity }"""
    )
    base = data["namespace"]
    asked = {
        (str(row["s"]).removeprefix(base), str(row["p"]).rpartition("#")[2], str(row["o"]).removeprefix(base))
        for row in rows
    }
    assert asked <= drawn
    assert len(network.edges) == len(drawn), "an edge stands twice"
    assert {name for name, *_ in drawn} <= set(ids)


def test_numbers_count_from_the_first() -> None:
    numbers = Numbers(["b"])
    assert [numbers["a"], numbers["b"], numbers["a"]] == [1, 0, 1]
    assert "b" in numbers
    assert "c" not in numbers


def test_digest_is_what_a_content_policy_expects() -> None:
    # https://www.w3.org/TR/CSP3/#external-hash: the empty text
    assert digest("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def test_a_place_that_cannot_be_used_is_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="folder for the page is not there"):
        explore(graph, tmp_path / "no" / "page.html")
    assert not (tmp_path / "no").exists()
    with pytest.raises(JbgraphError, match="place of a folder"):
        explore(graph, tmp_path)
    with pytest.raises(JbgraphError, match="there is no layer stted"):
        explore(graph, tmp_path / "page.html", layers=("stted",))
    with pytest.raises(JbgraphError, match="speaks zh and en"):
        explore(graph, tmp_path / "page.html", lang="fr")
    with pytest.raises(NameNotFoundError):
        explore(graph, tmp_path / "page.html", focus="海而集团公司")
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_replaced_whole_or_not_at_all(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.html"
    target.write_text("the old page", "utf-8")

    def full(self: Path, other: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(JbgraphError, match="No space left"):
        explore(graph, target)
    assert target.read_text("utf-8") == "the old page"
    assert list(tmp_path.iterdir()) == [target]


def test_layers_that_were_not_asked_for_are_not_in_the_page(graph: Graph) -> None:
    _, stated = build(graph, ("register", "stated"))
    _, everything = build(graph, ("register", "stated", "derived"))
    assert stated["rules"] == []
    assert len(stated["edges"]["from"]) < len(everything["edges"]["from"])
    assert everything["rules"]


def test_a_graph_without_goals_opens_on_what_most_passages_speak_of(tmp_path: Path) -> None:
    small = small_graph(tmp_path)
    text = (tmp_path / "data" / "small.trig").read_text("utf-8")
    (tmp_path / "data" / "small.trig").write_text(text.replace("a jb:Goal", "a jb:Place"), "utf-8")
    _, data = build(Graph.open(tmp_path / "data", sources=small.sources), ("register", "stated"))
    columns = data["opening"]["columns"]
    assert 1 <= len(columns) <= 4
    assert data["opening"]["upper"] == []


# In a browser


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


def counted(browser: Browser) -> tuple[int, int]:
    shown, everything = re.sub(r"[^\d/]", "", browser.text("#count-value")).split("/")
    return int(shown), int(everything)


def test_opens_on_the_four_goals(page: Browser, made: Summary) -> None:
    shown = page.run("return explorer.shown()")
    assert set(shown) >= GOALS
    assert counted(page) == (len(shown), made.entities)
    assert len(shown) == made.shown
    assert 20 <= len(shown) <= 64
    assert page.text("#title") == "江北区 · 规划图谱"
    assert page.find("#details").is_displayed() is False


@pytest.mark.parametrize(("width", "lang"), [(1440, "zh"), (1440, "en"), (390, "zh"), (390, "en")])
def test_nothing_lies_over_anything(browser: Browser, made: Summary, width: int, lang: str) -> None:
    browser.open(made.path, f"#lang={lang}", width=width, height=844)
    show(browser, "率先推进产业发展现代化")
    browser.click("#expand")
    boxes = [b for b in browser.run("return explorer.boxes()") if b["width"]]
    for one in boxes:
        for other in boxes:
            if one["key"] < other["key"]:
                apart = (
                    one["left"] + one["width"] <= other["left"] or other["left"] + other["width"] <= one["left"]
                    or one["top"] + one["height"] <= other["top"] or other["top"] + other["height"] <= one["top"]
                )  # fmt: skip
                assert apart, f"{one} lies over {other}"
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_no_request_leaves_the_page_and_the_console_is_silent(page: Browser) -> None:
    show(page, "海尔")
    page.click("#expand")
    page.click("#panorama")
    page.click("#lang-en")
    page.click("#start")
    assert page.requests() == []
    assert page.errors() == []


def test_the_policy_stops_every_way_out(page: Browser) -> None:
    stopped = page.driver.execute_async_script("""
        const done = arguments[0];
        const stopped = [];
        document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
        new Image().src = 'http://127.0.0.1:9/x.png';
        fetch('http://127.0.0.1:9/x').catch(() => {});
        const script = document.createElement('script');
        script.textContent = 'window.pwned = 1';
        document.body.append(script);
        setTimeout(() => { try { Function('window.pwned = 1')(); } catch { stopped.push('eval'); } });
        setTimeout(() => done([...stopped, String(window.pwned)]), 300);
    """)
    assert {"img-src", "connect-src", "script-src-elem", "eval", "undefined"} <= set(stopped)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("雕琢城市名片", "雕琢城市名片"),
        ("calling cards", "雕琢城市名片"),
        ("diaozhuochengshi", "雕琢城市名片"),
        ("dzcsmp", "雕琢城市名片"),
        ("经济总量", "地区生产总值"),
    ],
)
def test_search_finds_and_goes_there(page: Browser, typed: str, name: str) -> None:
    page.find("#query").send_keys(typed)
    page.settle()
    names = [item.text for item in page.all("#hit-list .hit-name")]
    assert name in names
    for _ in range(names.index(name)):
        page.find("#query").send_keys(Keys.ARROW_DOWN)
    assert name in page.find("#hit-list [aria-selected='true']").text
    page.find("#query").send_keys(Keys.ENTER)
    page.settle()
    assert name_shown(page) == name
    assert "id=" in page.run("return location.hash")
    assert not page.find("#hits").is_displayed()


def test_search_says_when_it_finds_nothing(page: Browser) -> None:
    page.find("#query").send_keys("zzzzqq")
    page.settle()
    assert "zzzzqq" in page.text("#hit-count")
    assert page.all("#hit-list li") == []


def test_the_legend_hides_and_counts(page: Browser) -> None:
    shown, everything = counted(page)
    line = next(line for line in page.all("#legend .line") if line.text.startswith("路径"))
    pathways = int(line.find_element("css selector", ".count").text.split("/")[0])
    assert pathways > 4
    line.click()
    page.settle()
    assert line.get_attribute("aria-pressed") == "false"
    assert counted(page) == (shown - pathways, everything)
    assert line.find_element("css selector", ".count").text.startswith("0 /")
    assert str(pathways) in page.text("#hidden")
    line.click()
    page.settle()
    assert counted(page) == (shown, everything)


def test_a_layer_is_switched_on_and_off(page: Browser) -> None:
    before = len(page.run("return explorer.edges()"))
    page.click("[data-key='layer derived']")
    assert len(page.run("return explorer.edges()")) > before
    page.click("[data-key='layer derived']")
    assert len(page.run("return explorer.edges()")) == before


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


def test_expand_collapse_hide_and_back_to_start(page: Browser) -> None:
    at_first = page.run("return explorer.shown()")
    click_on(page, PATHWAY, twice=True)
    more = page.run("return explorer.shown()")
    assert len(more) > len(at_first)
    assert counted(page)[0] == len(more)
    page.find("#canvas").send_keys(Keys.BACKSPACE)
    page.settle()
    assert page.run("return explorer.shown()") == at_first
    page.find("#canvas").send_keys(Keys.ENTER)
    page.settle()
    assert page.run("return explorer.shown()") == more
    page.find("#canvas").send_keys(Keys.DELETE)
    page.settle()
    assert PATHWAY not in page.run("return explorer.shown()")
    page.click("#start")
    assert page.run("return explorer.shown()") == at_first


def test_a_double_click_opens_a_thing_where_the_details_will_lie(page: Browser) -> None:
    last = page.run("return explorer.shown()")[-1]
    click_on(page, last, twice=True)
    assert page.text("#details code") == last
    assert page.find("#details .actions").text.startswith(("相邻已全部", "展开相邻"))
    assert page.run("return explorer.edges().filter((edge) => edge.includes(arguments[0])).length", last) > 1


def test_expansion_comes_in_portions_and_says_what_is_left(page: Browser) -> None:
    show(page, "江北区")
    before = counted(page)[0]
    page.click("#expand")
    assert 1 < counted(page)[0] - before <= 30
    left = [box["text"] for box in page.run("return explorer.boxes()") if box["key"].startswith("m")]
    assert left
    assert all(re.match(r"还有 [\d,]+ 个", text) for text in left)


def test_keys_alone_are_enough(page: Browser) -> None:
    page.press("/")
    assert page.run("return document.activeElement.id") == "query"
    page.press(Keys.ESCAPE)
    page.run("document.getElementById('canvas').focus()")
    page.press(Keys.ARROW_DOWN)
    first = name_shown(page)
    page.press(Keys.ARROW_DOWN)
    assert first
    assert name_shown(page) not in ("", first)
    assert name_shown(page) in page.text("#live")
    page.press(Keys.ESCAPE)
    assert not page.find("#details").is_displayed()
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    page.press(Keys.TAB)
    assert page.run(outline) != "none"


def test_language_switches_everything_at_once(page: Browser) -> None:
    show(page, "雕琢城市名片")
    page.click("#lang-en")
    assert page.text("#title") == "Jiangbei District · Map of plans"
    assert name_shown(page) == "Carve the city's calling cards"
    assert page.run("return document.documentElement.lang") == "en"
    assert "Serves" in page.text("#details")
    assert "Pathway" in page.text("#legend")
    assert "Lead in modernising industrial development" in page.text("#legend")
    assert page.find("#query").get_attribute("placeholder").startswith("Search")
    assert "lang=en" in page.run("return location.hash")
    interface = page.run("""return [...document.querySelectorAll('header, #legend, .actions, .zoom')]
        .map((part) => part.innerText + [...part.querySelectorAll('[aria-label]')]
            .map((e) => e.ariaLabel).join('')).join('')""")
    assert not re.search(r"[\u4e00-\u9fff]", interface.replace("中文", "").replace("语言", ""))
    page.click("#lang-zh")
    assert name_shown(page) == "雕琢城市名片"


def test_the_address_restores_the_view(browser: Browser, made: Summary) -> None:
    browser.open(made.path, f"#id={PATHWAY}&lang=en")
    assert name_shown(browser) == "Carve the city's calling cards"
    show(browser, "Haier Group")
    assert name_shown(browser) == "Haier Group"
    address = browser.run("return location.hash")
    browser.driver.back()
    browser.until("document.querySelector('#details h2')?.textContent.startsWith('Carve')")
    browser.open(made.path, address)
    assert name_shown(browser) == "Haier Group"
    browser.open(made.path, "#id=no-such-thing&lang=xx")
    assert set(browser.run("return explorer.shown()")) >= GOALS
    assert browser.errors() == []


def test_focus_opens_the_page_on_an_entity(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    found = explore(graph, tmp_path / "focus.html", focus="海尔集团", lang="en")
    browser.open(found.path)
    assert name_shown(browser) == "Haier Group"
    shown = browser.run("return explorer.shown()")
    assert set(shown) >= GOALS
    assert len(shown) > found.shown


def test_the_panorama_shows_every_entity(page: Browser, made: Summary) -> None:
    page.click("#panorama")
    assert counted(page) == (made.entities, made.entities)
    page.click("#panorama")
    assert counted(page) == (made.shown, made.entities)


def test_labels_with_markup_and_scripts_are_text(browser: Browser, tmp_path: Path) -> None:
    small = small_graph(tmp_path)
    found = explore(small, tmp_path / "small.html", focus="好山好水")
    browser.open(found.path)
    assert "</script><script>window.pwned" not in found.path.read_text("utf-8")
    assert browser.text("#details h2") == "好山好水"
    assert HOSTILE in browser.text("#details")
    assert HOSTILE in browser.text("#legend") or len(browser.all("#legend .swatch")) == 0
    browser.find("#query").send_keys("script")
    browser.settle()
    assert HOSTILE in browser.text("#hit-list")
    browser.find("#query").send_keys(Keys.ENTER)
    browser.click("#lang-en")
    assert name_shown(browser) == "<b>Good water</b>"
    browser.click("#details .source")
    assert "Plan of the town" in browser.text("#details .card")
    assert browser.run("return window.pwned") is None
    assert browser.all("#details b b, #details i, #details img, #details script, header script") == []
    assert browser.requests() == []
    assert browser.errors() == []


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


def test_what_is_suggested_is_left_out_unless_asked_for_and_stands_apart(browser: Browser, tmp_path: Path) -> None:
    graph = with_suggestion(small_graph(tmp_path))
    _, without = build(graph, ("register", "stated", "derived"))
    assert without["rules"] == [] or all(rule[1] != "suggested" for rule in without["rules"])
    found = explore(
        graph, tmp_path / "small.html", focus="水务局", layers=("register", "stated", "derived", "suggested")
    )
    browser.open(found.path)
    assert browser.find("[data-key='layer suggested'] path").get_attribute("stroke-dasharray") == "7 5"
    assert browser.text("[data-key='layer suggested'] .count") == "1 / 1"
    assert ["bureau", "goal"] in browser.run("return explorer.edges()")
    apart = next(part for part in browser.all("#details .apart") if "未经确认" in part.text)
    apart.find_element("css selector", "summary").click()
    browser.settle()
    apart.find_element("css selector", ".source").click()
    assert "neighbours" in apart.find_element("css selector", ".card").text
    browser.click("[data-key='layer suggested']")
    assert ["bureau", "goal"] not in browser.run("return explorer.edges()")


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_on_its_ground(browser: Browser, made: Summary, dark: bool) -> None:
    # WCAG 2.1, 1.4.3: 4.5 to 1
    browser.open(made.path, f"#id={PATHWAY}&lang=zh", dark=dark)
    browser.click("#details .source")
    assert browser.run(POOR_CONTRAST) == []
