"""A page of a part of the graph: what carries some goals; and the layers that one asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from pages import counted, small_graph, with_suggestion

from jbgraph.errors import JbgraphError, NameNotFoundError
from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph

GOVERNANCE = "lead-in-modernising-social-governance"


def data_of(page: Page) -> Any:
    """Return the data that stand in a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.html, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.fixture(scope="module")
def part(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return explore(graph, tmp_path_factory.mktemp("part") / "part.html", goals=["社会治理现代化"])


def relations(data: Any) -> Iterator[tuple[str, str, str]]:
    ids, keys = data["nodes"]["id"], [key for key, *_ in data["relations"]]
    for one, relation, other in zip(*(data["edges"][name] for name in ("from", "relation", "to")), strict=True):
        yield ids[one], keys[relation], ids[other]


def test_a_page_of_a_goal_opens_on_it_alone(browser: Browser, part: Page) -> None:
    data = data_of(part)
    assert [data["nodes"]["id"][column["goal"]] for column in data["opening"]["columns"]] == [GOVERNANCE]
    assert part.path
    browser.open(part.path)
    assert GOVERNANCE in browser.run("return explorer.shown()")
    assert counted(browser)[1] == part.entities
    assert re.sub(r"\D", "", browser.text("#left-out")) == str(part.left_out)
    assert browser.errors() == []


def test_goals_stand_beside_each_other_as_they_were_asked_for(graph: Graph) -> None:
    """Also what is no goal has what is part of it below it; above stand only goals that these serve."""
    data = data_of(explore(graph, goals=["产业发展现代化", "九大工程"]))
    ids, columns = data["nodes"]["id"], data["opening"]["columns"]
    assert [ids[column["goal"]] for column in columns] == [
        "lead-in-modernising-industrial-development",
        "nine-programmes",
    ]
    assert len(columns[1]["rows"]) == 9
    assert len(data["opening"]["upper"]) <= 2


def test_what_carries_the_goal_is_in_the_page_with_its_fields(graph: Graph, part: Page) -> None:
    rows = graph.rows(
        f"""SELECT DISTINCT ?s {{ ?s (jb:serves|jb:partOf|jb:memberOf|jb:aimsAt)+ jiangbei:{GOVERNANCE} }}"""
    )
    ids = set(data_of(part)["nodes"]["id"])
    carrying = {str(row["s"]).rpartition("/")[2] for row in rows}
    assert len(carrying) > 10
    assert carrying <= ids
    fields = graph.rows("SELECT ?s ?o { ?s jb:measuredBy|jb:develops ?o }")
    assert {str(r["o"]).rpartition("/")[2] for r in fields if str(r["s"]).rpartition("/")[2] in carrying} <= ids


def test_a_part_says_of_what_it_holds_all_that_the_whole_says(graph: Graph, part: Page) -> None:
    whole, some = data_of(explore(graph)), data_of(part)
    assert part.entities + part.left_out == len(whole["nodes"]["id"])
    assert part.left_out > 500
    carrying = {s for s, key, o in relations(some) if o == GOVERNANCE and key == "serves"} | {GOVERNANCE}
    assert {row for row in relations(whole) if row[0] in carrying} <= set(relations(some))
    assert set(relations(some)) <= set(relations(whole))
    said = [passage for _, passages in some["mentions"] for passage in passages]
    assert max(said, default=0) < len(some["passages"]["id"]) < len(whole["passages"]["id"])


def test_the_focus_is_in_the_page_whatever_it_carries(graph: Graph, part: Page) -> None:
    thing = "haier-group"
    assert thing not in data_of(part)["nodes"]["id"]
    data = data_of(explore(graph, goals=["社会治理现代化"], focus="海尔"))
    assert data["nodes"]["id"][data["focus"]] == thing


def test_a_goal_that_is_none_is_refused(graph: Graph) -> None:
    with pytest.raises(NameNotFoundError):
        explore(graph, goals=["没有这个目标"])
    with pytest.raises(JbgraphError, match="no entity of the graph") as caught:
        explore(graph, goals=["jb:Goal"])
    assert "--goal" in str(caught.value.where)


def test_suggestions_are_in_the_page_only_where_they_are_asked_for(tmp_path: Path) -> None:
    graph = with_suggestion(small_graph(tmp_path))
    suggested = ("bureau", "serves", "goal")
    assert suggested not in relations(data_of(explore(graph)))
    assert suggested in relations(data_of(explore(graph, layers=("register", "stated", "suggested"))))
