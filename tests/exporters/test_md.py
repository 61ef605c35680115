"""The Markdown report, read by markdown-it with its footnote plugin."""

from __future__ import annotations

from typing import Any

import pytest

from jbgraph import PlanGraph, drawings, exporters, maps
from jbgraph.drawings import LACKS, Drawing, Report
from jbgraph.exporters.md import prose
from jbgraph.rendering import concluded
from jbgraph.tables import legal
from jbgraph.trees import tree


def tokens(data: bytes) -> list[Any]:
    """Return the tokens of the document; raw HTML is allowed, so that some would be seen."""
    markdown_it = pytest.importorskip("markdown_it")
    footnote = pytest.importorskip("mdit_py_plugins.footnote")
    reader = markdown_it.MarkdownIt("commonmark", {"html": True, "maxNesting": 200}).enable(["table", "strikethrough"])
    return list(reader.use(footnote.footnote_plugin).parse(data.decode("utf-8")))


def said(token: Any) -> str:
    """Return the text of an inline token, footnotes as their number in brackets."""
    parts = []
    for child in token.children or []:
        assert child.type in ("text", "strong_open", "strong_close", "em_open", "em_close", "footnote_ref"), child
        parts.append(f"[{child.meta['label']}]" if child.type == "footnote_ref" else child.content)
    return "".join(parts)


def items(found: list[Any]) -> list[tuple[int, str]]:
    """Return the items of the lists before the footnotes: depth and text."""
    depth, read = 0, []
    for token in found:
        if token.type == "footnote_block_open":
            break
        depth += (token.type == "bullet_list_open") - (token.type == "bullet_list_close")
        if token.type == "inline" and depth:
            read.append((depth, said(token)))
    return read


def notes(found: list[Any]) -> dict[str, str]:
    """Return label → text of the footnotes."""
    read, label = {}, ""
    for token in found:
        if token.type == "footnote_open":
            label = token.meta["label"]
        if token.type == "inline" and label:
            read[label] = said(token)
        if token.type == "footnote_close":
            label = ""
    return read


def line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(legal(text).split())


def expected(drawing: Drawing) -> tuple[list[tuple[int, str]], dict[str, str]]:
    """Return the items and the places of the footnotes, walked by recursion over the outline."""
    found, numbers, read = tree(drawing), {}, []

    def mark(edge: Any) -> str:
        marks = []
        for name in edge.graphs:
            number = numbers.setdefault(name, str(len(numbers) + 1))
            quote = drawing.quotes.get((name, edge.target)) or drawing.quotes.get((name, edge.source), "")
            marks.append(f"[{number}]" + (f" “{line(quote)}”" if quote else ""))
        return " " + " ".join(marks) if marks else ""

    def walk(depth: int, iri: str, edge: Any) -> None:
        name = f"{line(drawing.labels[iri]) or '无名称'}（{line(drawing.types[drawing.nodes[iri].type])}）"
        opened = edge is None or found.opener.get(iri) is edge
        if edge:
            label = line(drawing.labels[edge.property])
            up = edge.property.rsplit("#")[-1] in maps.UP
            name = f"{name} · {label}" if up else f"{label} → {name}"
            words = {"derived": "推导", "suggested": "推测", "working": "工作", "register": "编者判定"}
            name += f" · {words[edge.layer]}" if edge.layer != "stated" else ""
            name += mark(edge)
        if opened:
            name += "".join(f" · {LACKS[h.lacks][1]}" for h in drawing.map.holes if h.node == iri)
        elif found.below.get(iri):
            name += "（另处展开）"
        read.append((depth, name))
        for link, other in found.below.get(iri, []) if opened else []:
            walk(depth + 1, other, link)

    for top in (*found.roots, *found.others):
        walk(1, top, None)
    lacks: dict[str, list[str]] = {}
    for hole in drawing.map.holes:
        lacks.setdefault(hole.node, []).append(LACKS[hole.lacks][1])
    for iri, missing in lacks.items():
        name = f"{line(drawing.labels[iri]) or '无名称'}（{line(drawing.types[drawing.nodes[iri].type])}）"
        read.append((1, f"{name}：{'、'.join(missing)}"))
    return read, numbers


@pytest.mark.parametrize("which", ["drawing", "hostile", "control", "everything"])
def test_every_relation_comes_back_with_its_evidence(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "md")
    assert data == exporters.export(drawn, "md")
    found = tokens(data)
    assert not [token.type for token in found if token.type.startswith(("html", "code", "fence", "table", "hr"))]
    read, numbers = expected(drawn)
    assert items(found) == read
    texts = notes(found)
    assert texts.keys() == set(numbers.values())
    for name, number in numbers.items():
        p = drawn.passages.get(name)
        places = [p.document_label, p.section_label, str(p.start), str(p.end)] if p else [concluded(name, drawn.lang)]
        assert all(line(place) in texts[number] for place in places)


@pytest.mark.parametrize("which", ["drawing", "hostile", "everything"])
def test_the_outline_has_every_edge_and_node_once(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    found = tree(drawn)
    edges = [edge for branches in found.below.values() for edge, _ in branches]
    assert sorted(edges, key=lambda e: (e.source, e.property, e.target)) == list(drawn.map.edges)
    tops = [*found.roots, *found.others]
    assert len(set(tops)) == len(tops)
    assert set(tops) | found.opener.keys() == drawn.nodes.keys()
    assert not set(tops) & found.opener.keys()


def test_headings_and_counts(drawing: Drawing, english: Drawing) -> None:
    for drawn, words in (
        (drawing, ["目标到项目依托关系图", "从目标到项目", "缺口"]),
        (english, ["Goal-to-project dependency map", "From goals to projects", "Holes"]),
    ):
        data = exporters.export(drawn, "md")
        found = tokens(data)
        heads = [said(found[place + 1]) for place, token in enumerate(found) if token.type == "heading_open"]
        assert heads == words
        assert prose(drawn.counted()) in data.decode("utf-8").splitlines()


def test_the_text_of_passages_is_in_the_footnotes(tiny: PlanGraph) -> None:
    drawn = drawings.draw(tiny, tiny.map(), "zh")
    texts = notes(tokens(exporters.export(drawn, "md")))
    assert texts
    for p in drawn.passages.values():
        assert any(str(p.text) in text for text in texts.values())


def test_what_is_lost_is_told(hostile: Drawing) -> None:
    report = Report("md")
    exporters.export(hostile, "md", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["IRIs of things"] == len(hostile.map.nodes)
    assert told["names in the other language"] == len(hostile.map.nodes)
    broken = sum(" ".join(node.zh.split()) != node.zh for node in hostile.map.nodes)
    assert told["names whose line breaks and runs of blanks become one blank"] == broken > 0
