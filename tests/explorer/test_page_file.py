"""The file of the explorer: its bytes, what it holds, what is refused. No browser."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from pages import small_graph

from jbgraph.errors import JbgraphError, NameNotFoundError
from jbgraph.explorer import Page, explore
from jbgraph.explorer.network import Numbers
from jbgraph.explorer.page import STATIC, build, digest
from jbgraph.graph import Graph


def test_the_same_graph_gives_the_same_bytes(graph: Graph, made: Page, tmp_path: Path) -> None:
    again = explore(graph, tmp_path / "again.html")
    assert again.path.read_bytes() == made.path.read_bytes()
    assert again.size == made.size == made.path.stat().st_size < 2_000_000


def test_the_page_asks_nobody_for_anything(made: Page) -> None:
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


def test_the_vendored_library_is_the_one_that_the_table_names() -> None:
    folder = STATIC / "vendor"
    script, table = (folder / "vis-network.min.js").read_bytes(), (folder / "README.md").read_text("utf-8")
    version = re.search(rb"@version ([\d.]+)", script)
    assert version
    assert f"| vis-network, standalone UMD build, unchanged | {version[1].decode()} |" in table
    assert hashlib.sha256(script).hexdigest() in table
    assert "Apache License" in (folder / "LICENSE-APACHE-2.0").read_text("utf-8")
    assert "Permission is hereby granted" in (folder / "LICENSE-MIT").read_text("utf-8")
