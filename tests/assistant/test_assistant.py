"""The tools for an assistant, over standard input and output, asked by the client of the `mcp` package."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client
from samples import TINY, environment

RISK = {"name": "风险防范工程", "relation": "serves"}
Calls = list[tuple[str, dict[str, Any]]]


def ask(calls: Calls, *options: str | Path) -> list[Any]:
    """Return what the tools answer, one after the other, and before that their names."""

    async def talk() -> list[Any]:
        given = ["-m", "jbgraph", "mcp", *map(str, options)]
        parameters = StdioServerParameters(command=sys.executable, args=given, env=environment())
        async with Client(stdio_client(parameters)) as client:
            found: list[Any] = [(await client.list_tools()).tools]
            for name, arguments in calls:
                found.append(await client.call_tool(name, arguments))
            return found

    return anyio.run(talk)


@pytest.fixture(scope="module")
def said() -> Callable[[int], dict[str, Any]]:
    """What a session in English over the shipped graph said, by the number of the call."""
    calls: Calls = [
        ("search", {"text": "gyg"}),
        ("describe", {"name": "果园港"}),
        ("evidence", {**RISK, "other": "社会治理现代化"}),
        ("evidence", {**RISK, "other": "产业发展现代化"}),
        ("question", {"name": "projects-of-goal", "parameters": {"goal": "社会治理现代化"}}),
        ("question", {}),
        ("path", {"start": "海尔", "end": "产业发展现代化"}),
        ("describe", {"name": "月球基地"}),
        ("question", {"name": "projects-of-goal", "parameters": {"nonsense": "1"}}),
    ]
    found = ask(calls, "--lang", "en")
    assert [tool.name for tool in found[0]] == ["search", "describe", "evidence", "question", "path"]
    assert all(tool.annotations.read_only_hint for tool in found[0])
    assert not any(result.is_error for result in found[1:])
    return lambda number: found[1 + number].structured_content


def test_search_gives_ids(said: Callable[[int], dict[str, Any]]) -> None:
    assert said(0)["found"][0]["id"] == "jiangbei:guoyuan-port"


def test_every_statement_has_its_passage_or_says_who_concludes_it(said: Callable[[int], dict[str, Any]]) -> None:
    card = said(1)
    assert card["stated"] and card["statements"]
    for one in card["statements"]:
        assert one["passages"] or one["concluded"]
        assert set(one["passages"]) <= card["passages"].keys()
    assert all(passage["place"] for passage in card["passages"].values())


def test_what_is_stated_is_proved_and_what_is_not_is_said_not_to_be(said: Callable[[int], dict[str, Any]]) -> None:
    """pathways-2021:s067 puts the program under 社会治理现代化, and nothing puts it under 产业发展现代化."""
    assert said(2)["statements"][0]["passage"] == "pathways-2021:s067"
    assert said(3) == {"stated": False, "answer": "not stated: no document of this graph says so"}


def test_questions_are_answered_and_listed(said: Callable[[int], dict[str, Any]]) -> None:
    answer = said(4)
    assert answer["rows_in_all"] == len(answer["rows"]) > 0
    assert all(row["passage"] in answer["passages"] for row in answer["rows"] if row["passage"])
    assert "projects-of-goal" in [one["name"] for one in said(5)["questions"]]


def test_a_way_has_a_passage_for_each_step(said: Callable[[int], dict[str, Any]]) -> None:
    for way in said(6)["ways"]:
        assert all(step["passages"] or step["concluded"] for step in way["steps"])


def test_an_unknown_name_is_no_statement(said: Callable[[int], dict[str, Any]]) -> None:
    assert (said(7)["stated"], said(7)["answer"]) == (False, "not in the graph")
    assert "nonsense" in said(8)["answer"]


def test_text_is_given_where_the_documents_are() -> None:
    (_, shown) = ask([("describe", {"name": "清河工程"})], "--graph", TINY, "--sources", TINY / "sources")
    passages = shown.structured_content["passages"].values()
    assert any("清河工程" in passage["text"] for passage in passages)


def test_without_the_package_it_is_said_what_to_install(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ImportError('mcp')\n", "utf-8")
    ran = run("mcp", "--lang", "en", PYTHONPATH=str(tmp_path))
    assert ran.code == 2
    assert "jbgraph[mcp]" in ran.err
