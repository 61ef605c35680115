"""Drawings for the exporters: the map of the four goals, a map of everything, and one whose labels are hostile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jbgraph import PlanGraph, drawings, maps, terms
from jbgraph.drawings import Drawing
from jbgraph.maps import Hole, Map, Node
from jbgraph.networks import Edge

LABELS = (
    'say "hello", 『全市“两高”』 it\'s',
    "end",
    "[square] (round) {curly} <angle> | pipe",
    "]]> --> <!-- <![CDATA[",
    '</script><script>alert("1")</script><b a="b">&amp;</b>',
    "line one\nline two\r\nline three\tand a tab",
    "style:#quot; a: b :: c, classDef:#x; %% %{init}%%",
    "\u202emirror\u202c \u200fright\u200f",
    "=1+1",
    "+1 @x -y",
    "长" * 250 + "long " * 50,
    "🏙️👩\u200d💻 emoji",
    "back\\slash\\n\\",
    "#35; & &lt; \\N \\G %label% ${x} `tick` *star* _under_ ~~gone~~",
    "1. first\n- second\n# third",
    "subgraph",
    "  blanks  at both ends ",
    "",
)
"""Labels that have broken some format or other; one node each."""
CONTROL = "bell\x07 and nothing\x00"
"""A label with characters that XML cannot hold."""


def hostile_map(labels: tuple[str, ...] = LABELS) -> Map:
    """Return a map of one node for each label: with parallel edges, a loop, every layer, holes and a cut."""
    types = ("Goal", "Pathway", "Program", "Project", "Metric", "Industry", "Organization", "Unheard")
    columns = (0, 1, 2, 3, 4, 4, 4, 4)
    nodes = [
        Node(f"https://example.org/n/{number}#x", types[number % 8], label, f"en {label}", columns[number % 8])
        for number, label in enumerate(labels)
    ]
    nodes.sort(key=lambda node: (node.column, node.iri))
    layers = ("stated", "derived", "suggested", "working", "register")
    names = ("serves", "partOf", "develops", "measuredBy", "concerns")
    edges = [
        Edge(node.iri, nodes[number // 2].iri, terms.JB + names[number % 5], layers[number % 5], PASSAGES[: number % 3])
        for number, node in enumerate(nodes)
    ]
    first = edges[-1]
    edges.append(replace(first, property=terms.JB + "follows", graphs=(terms.GRAPH + "rule-x", *PASSAGES)))
    edges.append(replace(first, target=first.source, property=terms.JB + "uses"))
    edges.sort(key=lambda edge: (edge.source, edge.property, edge.target))
    holes = (Hole(nodes[0].iri, "metric"), Hole(nodes[0].iri, "horizon"), Hole(nodes[-1].iri, "responsibility"))
    return Map((nodes[0].iri, nodes[1].iri), tuple(nodes), tuple(edges), 3, holes)


PASSAGES = (
    "https://w3id.org/jbgraph/jiangbei/outlook-2026/s019",
    "https://w3id.org/jbgraph/jiangbei/outlook-2026/s022",
)


def hostile_drawing(graph: PlanGraph, labels: tuple[str, ...] = LABELS) -> Drawing:
    """Return a drawing whose labels, quotes and places are as hostile as its nodes."""
    drawn = hostile_map(labels)
    plain = drawings.draw(graph, drawn, "zh")
    both = dict(plain.both)
    both.update({node.iri: (node.zh, node.en) for node in drawn.nodes})
    said = dict(zip(sorted({edge.property for edge in drawn.edges}), labels, strict=False))
    both.update({iri: (text, f"en {text}") for iri, text in said.items()})
    places = {
        iri: replace(passage, section_label=labels[3], document_label=labels[4], text=None)
        for iri, passage in plain.passages.items()
    }
    quotes = {(PASSAGES[0], edge.source): labels[number % len(labels)] for number, edge in enumerate(drawn.edges)}
    return replace(
        plain,
        title=f"title {labels[0]}",
        roots="、".join(labels[:3]),
        labels={**plain.labels, **{iri: zh for iri, (zh, _) in both.items()}},
        both=both,
        passages=places,
        quotes=quotes,
    )


@pytest.fixture(scope="session")
def drawing(real: PlanGraph) -> Drawing:
    """The map of the four goals, in Chinese."""
    return drawings.draw(real, maps.map(real), "zh")


@pytest.fixture(scope="session")
def english(real: PlanGraph) -> Drawing:
    """The same in English."""
    return drawings.draw(real, maps.map(real), "en")


@pytest.fixture(scope="session")
def everything(real: PlanGraph) -> Drawing:
    """The whole graph: some 3,000 nodes and 8,000 edges."""
    return drawings.draw(real, maps.whole(real), "zh")


@pytest.fixture(scope="session")
def hostile(real: PlanGraph) -> Drawing:
    """A map whose labels, quotes and places try to break the format."""
    return hostile_drawing(real)


@pytest.fixture(scope="session")
def control(real: PlanGraph) -> Drawing:
    """The hostile map with control characters in a label, which XML cannot hold."""
    return hostile_drawing(real, (CONTROL, *LABELS))


@pytest.fixture(scope="session")
def empty(real: PlanGraph) -> Drawing:
    """A map of nothing."""
    return drawings.draw(real, Map((), (), ()), "zh")
