"""HTML: one offline page that opens level by level, with every thing, relation, passage and hole."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import browser
import pytest
from samples import Copy

from jbgraph import PlanGraph, exporters
from jbgraph.drawings import Drawing
from jbgraph.rendering import place

HOSTILE = '=1+1"]\n<script>alert(1)</script> & %%{init: {}}%% | `x` #35; </style> 清河'


@pytest.fixture
def named(copy: Copy) -> PlanGraph:
    """The smallest graph with a program of a hostile name, in both languages."""
    text = HOSTILE.replace('"', '\\"').replace("\n", "\\n")
    copy.edit("register/undertakings.ttl", '"清河工程"@zh , "Clean River program"@en', f'"{text}"@zh , "{text}"@en')
    return copy.load()


class Page(HTMLParser):
    """What a page is made of: tags, attributes and text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.policy = ""
        self.links: list[str] = []
        self.places: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        said = dict(attrs)
        self.links += [said["href"] or ""] if "href" in said else []
        self.places += [said["id"] or ""] if "id" in said else []
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policy = said["content"] or ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("which", ["tiny", "real", "named"])
def test_a_page_runs_nothing_and_fetches_nothing(which: str, request: pytest.FixtureRequest) -> None:
    graph = request.getfixturevalue(which)
    data = graph.draw(graph.map(), "html")
    page = Page(data)
    assert not set(page.tags) & {"script", "iframe", "object", "embed", "link", "img", "form", "base", "svg"}
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "open", "id", "href"}
    assert all(link.startswith("#n") and link[1:] in page.places for link in page.links)
    assert page.policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert page.tags.count("style") == 1
    assert b"url(" not in data
    assert b"@import" not in data


def test_a_hostile_name_is_shown_as_it_is(named: PlanGraph) -> None:
    page = Page(named.draw(named.map(), "html"))
    assert HOSTILE in page.text


def test_a_page_says_how_much_it_shows_and_what_is_missing(tiny: PlanGraph) -> None:
    text = "\n".join(Page(tiny.draw(tiny.map(), "html", "en")).text)
    assert "10 of 10 things shown, 9 relations" in text
    assert text.count("nobody named") == 5 + 1
    assert text.count("no project") == 1 + 1
    assert "no project 1 · no metric 4 · nobody named 5 · no time limit 5" in text
    assert "3 of 10 things shown, 2 relations" in Page(tiny.draw(tiny.map(limit=3), "html", "en")).text
    assert "显示 3 / 10 个事物，2 条联系" in Page(tiny.draw(tiny.map(limit=3), "html", "zh")).text


def test_a_page_has_the_passage_of_every_statement(tiny: PlanGraph) -> None:
    page = Page(tiny.draw(tiny.map(), "html"))
    assert "（一）实施清河工程，由区水务局牵头，在石溪镇建设河道整治项目，带动生态旅游业发展。" in page.text
    assert sum("2030年水乡计划 ·" in text for text in page.text) == 9


def test_a_thing_is_opened_out_once(copy: Copy) -> None:
    copy.append(
        "statements/plan-2030.trig",
        "plan-2030:s009 { qingshi:clean-river-program jb:partOf qingshi:protect-water-sources }",
    )
    graph = copy.load()
    page = Page(graph.draw(graph.map(), "html", "en"))
    assert page.text.count("River works") == 1
    assert page.text.count("Clean River program") == 2
    assert page.text.count("opened elsewhere") == 1
    (link,) = page.links
    assert link[1:] in page.places


def test_each_edge_shows_its_evidence_wherever_its_thing_is_opened(drawing: Drawing) -> None:
    page = Page(exporters.export(drawing, "html"))
    cited = Counter(place(row.passage, "zh") for row in drawing.evidence() if row.passage)
    assert cited
    assert Counter(text for text in page.text if text in cited) == cited
    for row in drawing.evidence():
        assert not row.quote or row.quote in page.text


def test_a_map_upwards_leads_from_the_project_to_its_goals(tiny: PlanGraph) -> None:
    drawn = tiny.map("河道整治项目", up=True)
    text = Page(tiny.draw(drawn, "html", "en")).text
    assert text.index("River works") < text.index("Clean River program") < text.index("Three programs")
    assert {node.en for node in drawn.nodes} <= set(text)
    assert "Other things" not in text


@pytest.mark.parametrize("which", ["everything", "hostile", "control", "empty"])
def test_every_thing_of_any_map_is_there(which: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(which)
    page = Page(exporters.export(drawing, "html"))
    assert sorted(page.places) == sorted(f"n{number}" for number in range(len(drawing.map.nodes)))
    shown = Counter(text.replace("\r\n", "\n") for text in page.text)
    wanted = Counter(drawing.labels[node.iri].replace("\r\n", "\n") for node in drawing.map.nodes)
    assert not {label: count for label, count in (wanted - shown).items() if label and "\x00" not in label}


def test_a_browser_opens_it_level_by_level(hostile: Drawing, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_bytes(exporters.export(hostile, "html"))
    with browser.started() as tab:
        tab.driver.get("about:blank")
        tab.errors(), tab.requests()
        tab.driver.get(file.as_uri())
        assert len(tab.all("details[open]")) == len(tab.all("body > details[open]")) > 0
        inner = tab.find("body > details > details")
        child = inner.find_element("css selector", ":scope > details, :scope > .leaf, :scope > .where")
        assert not child.is_displayed()
        inner.find_element("css selector", "summary").click()
        assert child.is_displayed()
        names = set(tab.run("return [...document.querySelectorAll('.name')].map(one => one.textContent)"))
        wanted = (hostile.labels[node.iri] for node in hostile.map.nodes)
        assert {label.replace("\r\n", "\n") for label in wanted} <= names
        assert tab.errors() == []
        assert tab.requests() == []


def test_a_link_leads_to_where_a_thing_is_opened(drawing: Drawing, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_bytes(exporters.export(drawing, "html"))
    with browser.started() as tab:
        tab.driver.get(file.as_uri())
        target = tab.run(
            """const seen = id => document.getElementById(id).checkVisibility();
               const link = [...document.querySelectorAll('a.again')].find(one => !seen(one.hash.slice(1)));
               link.click();
               return link.hash.slice(1);"""
        )
        tab.settle()
        assert tab.driver.find_element("id", target).is_displayed()


def test_an_edge_of_a_rule_says_so(tiny: PlanGraph) -> None:
    page = Page(tiny.draw(tiny.map(layers=["derived"]), "html", "en"))
    assert page.text.count("by rule transitive-service") == 4


def test_a_member_of_a_group_is_opened_in_its_group(drawing: Drawing) -> None:
    """Nine programmes serve the goal of governance, and are members of a group that serves it: they stand in it."""
    text = exporters.export(drawing, "html").decode("utf-8")
    for name in ("党建引领工程", "德治教化工程", "法治保障工程"):
        number = re.search(rf'id="(n\d+)"><summary>(?:<span class="rel">[^<]*</span>)<span class="name">{name}<', text)
        assert number, name
        assert "列入" in text[text.index(f'id="{number[1]}"') :][:80]
