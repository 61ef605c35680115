"""The explorer of a graph too big for one page: from what is around a thing on to what lies outside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from browser import Browser, started
from serving import Service
from vast_graph import BIG, FAR, LOCATED, PIERS, THINGS

from jbgraph import PlanGraph
from jbgraph.explorer.neighbourhood import MOST
from jbgraph.server.pages import drawn, routes


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with started() as browser:
        yield browser


# -- served ---------------------------------------------------------------------------------------------------------


def data_of(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found, html[:2000]
    return json.loads(found[1])


def explore(vast: Service, focus: str, *before: str) -> Any:
    query = urlencode({"lang": "en", "focus": focus, "with": before}, doseq=True)
    reply = vast.get(f"/explore?{query}", accept="text/html")
    assert reply.status == 200, reply
    return data_of(reply.text)


def test_the_page_of_a_thing_has_its_relations_and_says_what_lies_outside(vast: Service) -> None:
    data = explore(vast, "quay之名")
    ids = data["nodes"]["id"]
    keys = [key for key, *_ in data["relations"]]
    edges = zip(*(data["edges"][name] for name in ("from", "relation", "to")), strict=True)
    found = {(ids[one], keys[key], ids[other]) for one, key, other in edges if ids[one] == "quay"}
    assert found >= {
        ("quay", "partOf", "clean"), ("quay", "develops", "boats"), ("quay", "locatedIn", "hub"),
        ("quay", "measuredBy", "length"),
    }  # fmt: skip
    assert ids[data["focus"]] == "quay"
    assert data["nodes"]["beyond"][str(ids.index("boats"))] == 1
    assert str(ids.index("quay")) not in data["nodes"]["beyond"]
    assert data["leftOut"] == drawn.BIG + LOCATED + len(THINGS) + 1 + PIERS + 2 - len(ids)
    assert (data["fetch"], [ids[n] for n in data["fetched"]]) == ("/explore", ["quay"])


def test_earlier_things_stay_and_the_oldest_go(vast: Service) -> None:
    ids = explore(vast, BIG + "boats", BIG + "quay")["nodes"]["id"]
    assert {"quay", "clean", "boats", "ferry"} <= set(ids)
    many = [f"{BIG}filler-{number}" for number in range(routes.EARLIER + 2)]
    data = explore(vast, BIG + "boats", *many)
    assert [data["nodes"]["id"][n] for n in data["fetched"]] == [
        *(f"filler-{number}" for number in range(2, routes.EARLIER + 2)), "boats",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bad", ["nonsense", BIG + "nothing", "<script>alert(1)</script>", "http://a b/", "jb:Goal", "\x00", BIG + "plan"]
)
def test_what_is_no_thing_of_the_graph_is_refused_with_one_message(vast: Service, bad: str) -> None:
    query = urlencode({"lang": "en", "focus": BIG + "quay", "with": [BIG + "boats", bad]}, doseq=True)
    reply = vast.get(f"/explore?{query}", accept="text/html")
    assert reply.status == 400
    assert reply.text.count("with= names what is no entity of the graph") == 1
    assert "<script>alert" not in reply.text


def test_a_thousand_of_them_are_as_good_as_the_last_twelve(vast: Service) -> None:
    query = urlencode({"focus": BIG + "quay", "with": [f"{number}" for number in range(1000)]}, doseq=True)
    reply = vast.get(f"/explore?{query}", accept="text/html", lang="zh")
    assert reply.status == 400 and "with=所指不是图谱中的实体：988" in reply.text
    good = urlencode({"focus": BIG + "quay", "with": [BIG + "boats"] * 100}, doseq=True)
    assert vast.get(f"/explore?{good}", accept="text/html").status == 200


def test_without_a_thing_there_are_places_to_start_and_names_to_choose_from(vast: Service) -> None:
    page = vast.get("/explore?lang=en", accept="text/html").text
    assert 'name="focus"' in page
    assert {"The water", "The traffic"} <= set(re.findall(r'href="/explore\?focus=[^"]*">([^<]*)<', page))
    both = vast.get("/explore?lang=en&focus=" + quote("同名"), accept="text/html").text
    chosen = re.findall(r'href="(/explore\?focus=[^"]*)">(Twin \w+)<', both)
    assert [name for _, name in chosen] == ["Twin one", "Twin two"]
    data = data_of(vast.get(chosen[0][0], accept="text/html").text)
    assert data["nodes"]["id"] == ["twin-1"]
    assert vast.get("/explore?focus=" + quote(BIG + "nothing"), accept="text/html").status == 404
    assert vast.get("/explore?focus=zzzzqqqq", accept="text/html").status == 404


def test_a_page_is_kept_for_the_next_who_asks(vast: Service) -> None:
    path = "/explore?lang=zh&focus=big:water&with=big:ferry"
    one, two = (vast.get(path, accept="text/html") for _ in range(2))
    assert one.body == two.body
    assert vast.ask("GET", path, {"if-none-match": one.headers["etag"]}, None).status == 304


# -- in a browser ---------------------------------------------------------------------------------------------------


def visit(tab: Browser, url: str) -> None:
    tab.size(1440, 900)
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    tab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [still]})
    tab.driver.get("about:blank")
    tab.errors()
    tab.requests()
    tab.driver.get(url)
    ready(tab)


def ready(tab: Browser, *, before: int = 0) -> None:
    """Wait for a page that holds the surroundings of so many things asked for before."""
    loaded = "document.documentElement.dataset.ready === 'true'"
    tab.until(f"new URL(location.href).searchParams.getAll('with').length === {before} && {loaded}")
    tab.settle()


def shown(tab: Browser) -> list[str]:
    return list(tab.run("return explorer.shown()"))


def click_on(tab: Browser, thing: str, *, twice: bool = False) -> None:
    place, canvas = tab.run("return explorer.where(arguments[0])", thing), tab.find("#canvas")
    tab.point(canvas, place["x"] - canvas.rect["x"], place["y"] - canvas.rect["y"], twice=twice)


def clean(tab: Browser, vast: Service) -> None:
    """Look that the console is quiet and that nothing but the service was asked."""
    assert tab.errors() == []
    assert [url for url in tab.requests() if not url.startswith(vast.url)] == []


def test_what_lies_outside_is_offered_fetched_and_joined_to_what_is_there(tab: Browser, vast: Service) -> None:
    visit(tab, f"{vast.url}/explore?lang=en&focus=big:quay")
    assert {"quay", "clean", "boats"} <= set(shown(tab)), "it opens with its neighbours"
    assert "ferry" not in tab.run("return [...document.querySelectorAll('#data')][0].textContent")
    click_on(tab, "boats")
    assert "Relations that lead out of this page: 1." in tab.text("#details")
    earlier = shown(tab)
    tab.find("#fetch").click()
    ready(tab, before=1)
    assert set(earlier) <= set(shown(tab)), "the view is kept"
    assert "ferry" in shown(tab), "and what was fetched is on it"
    assert tab.text("#details h2") == "The boats"
    assert tab.all("#fetch") == []
    asked = parse_qs(urlsplit(tab.driver.current_url).query)
    assert (asked["focus"], asked["with"]) == ([BIG + "boats"], [BIG + "quay"])
    later = shown(tab)
    click_on(tab, "ferry")
    tab.find("#fetch").click()
    ready(tab, before=2)
    assert "roads" in shown(tab) and "quay" in shown(tab)
    tab.driver.back()
    ready(tab, before=1)
    assert sorted(shown(tab)) == sorted(later), "Back is the page before"
    assert not tab.find("#notice").is_displayed()
    tab.driver.back()
    tab.until("location.hash.includes('boats')")
    tab.driver.back()
    ready(tab)
    assert sorted(shown(tab)) == sorted(earlier)
    clean(tab, vast)


def test_a_double_click_fetches_where_all_that_is_here_is_shown(tab: Browser, vast: Service) -> None:
    visit(tab, f"{vast.url}/explore?lang=zh&focus=big:quay")
    marks = {box["text"]: box["badge"] for box in tab.run("return explorer.boxes()") if box.get("badge")}
    assert (marks["office之名"], marks["hub之名"]) == ("↓1", f"↓{LOCATED:,}")
    assert marks["clean之名"] == "+1", "the goal is here: what is here comes first"
    click_on(tab, "office", twice=True)
    ready(tab, before=1)
    assert {"quay", "office", "ferry"} <= set(shown(tab))
    clean(tab, vast)


def test_filters_pins_and_language_come_along(tab: Browser, vast: Service) -> None:
    visit(tab, f"{vast.url}/explore?lang=zh&focus=big:quay")
    tab.click("#lang-en")
    click_on(tab, "hub")
    tab.click("#pin")
    tab.click("[data-key='layer derived']")
    layers = tab.run("return explorer.view().layers")
    assert "derived" in layers
    click_on(tab, "boats")
    tab.find("#fetch").click()
    ready(tab, before=1)
    assert tab.run("return document.documentElement.lang") == "en"
    view = tab.run("return explorer.view()")
    ids = tab.run("return JSON.parse(document.querySelector('#data').textContent).nodes.id")
    assert [ids[n] for n in view["pinned"]] == ["hub"]
    assert view["layers"] == layers
    clean(tab, vast)


def test_the_view_stays_where_most_of_the_page_is_of_another_district(tab: Browser, vast: Service) -> None:
    """Things are named by the end of their IRI, but for those outside the namespace that most of a page has."""
    visit(tab, f"{vast.url}/explore?lang=en&focus=big:tower")
    assert set(shown(tab)) == {"tower", FAR + "dock"}
    click_on(tab, FAR + "dock")
    tab.click("#pin")
    tab.find("#fetch").click()
    ready(tab, before=1)
    assert {BIG + "tower", "dock", "pier-0"} <= set(shown(tab))
    assert not tab.find("#notice").is_displayed(), "no name of the address is unknown"
    ids = tab.run("return JSON.parse(document.querySelector('#data').textContent).nodes.id")
    assert [ids[n] for n in tab.run("return explorer.view().pinned")] == ["dock"]
    clean(tab, vast)


def test_of_a_hub_that_was_asked_for_the_rest_is_counted_and_not_offered(tab: Browser, vast: Service) -> None:
    visit(tab, f"{vast.url}/explore?lang=en&focus=big:hub")
    assert f"out of this page: {LOCATED + 1 - MOST}, more than one page holds" in tab.text("#details")
    assert tab.all("#fetch") == []


def test_a_file_says_what_lies_outside_and_offers_nothing(tab: Browser, real: PlanGraph, tmp_path: Path) -> None:
    page = real.explore(tmp_path / "part.html", goals=["社会治理现代化"], lang="en")
    data = data_of(page.html)
    assert "fetch" not in data and data["nodes"]["beyond"]
    thing = data["nodes"]["id"][int(next(iter(data["nodes"]["beyond"])))]
    assert page.path
    tab.open(page.path, f"#id={thing}")
    assert "Relations that lead out of this page: " in tab.text("#details")
    assert tab.all("#fetch") == []
    assert tab.errors() == []
    assert "beyond" not in data_of(real.explore().html)["nodes"], "a page of everything leaves nothing outside"
