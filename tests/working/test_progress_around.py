"""Progress in the explorer of a graph too big for one page: the same boards, as far as the things are in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import loop
from loop import BRIDGE, MADE, Edit, edited, taken

from jbgraph.explorer import around, explore
from jbgraph.graph import Graph


def boards(html: str) -> tuple[list[str], dict[str, list[str]]]:
    """Return the things with a light, and unit or goal → the things on its board."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: Any = json.loads(found[1])
    ids, said = data["nodes"]["id"], data["progress"]
    return [ids[row["node"]] for row in said["rows"]], {
        ids[head]: [ids[thing] for thing in own] for head, own in said["boards"]
    }


def test_a_goal_and_a_unit_answer_for_what_hangs_on_them(tmp_path: Path) -> None:
    (tmp_path / "space").mkdir()
    folder = loop.workspace(tmp_path / "space")
    book = tmp_path / "book.xlsx"

    def march(opened: Edit) -> None:
        opened.set("undertakings", "一号桥", planned=0.4, reached=0.05, due="2026-06-30", lead="甲局")
        opened.set("undertakings", "二号路", planned=0.5, reached=0.4, lead="甲局")

    edited(folder, book, march)
    assert taken(folder, book)[0]
    graph = Graph.open(folder)
    rows, whole = boards(explore(graph).html)
    assert whole["goal"] and whole["office"]
    for roots in ([BRIDGE], [MADE + "goal"], [MADE + "office"]):
        some, part = boards(around(graph, roots, fetch="/explore", focus=roots[0]).html)
        assert some == [thing for thing in rows if thing in some]
        assert "bridge" in some
        assert part == {head: [one for one in own if one in some] for head, own in whole.items() if head in part}
        assert "office" in part
        assert ("goal" in part) == (roots[0] != MADE + "office"), "of what a unit leads the goals are not in the page"
