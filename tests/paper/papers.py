"""What the tests of maps for paper share: a hostile map, and a drawing for a size of sheet."""

from __future__ import annotations

from dataclasses import replace

from jbgraph import terms
from jbgraph.drawings import Drawing
from jbgraph.maps import Hole, Map, Node
from jbgraph.networks import Edge

LABELS = (
    "率先推进", 'say "hello" 『全市“两高”』', "]]> --> <![CDATA[", "</text><script>alert(1)</script>&amp;",
    "line one\nline two\ttab", "\u202emirror\u202c \u200fright\u200f", "=1+1", "@x", "长" * 250 + "long " * 50,
    "🏙️ emoji", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "",
    "bell\x07 nothing\x00",
)  # fmt: skip
TYPES = ("Goal", "Pathway", "Program", "Project", "Metric", "Industry", "Unheard")
COLUMNS = (0, 1, 2, 3, 4, 4, 4)
NAMES = ("serves", "partOf", "memberOf", "aimsAt", "develops", "measuredBy", "concerns", "follows")
LAYERS = ("stated", "derived", "suggested", "working", "register")


def hostile_map() -> Map:
    """Return a map whose labels are hostile, with every layer, parallel edges, a loop, a circle and a backward edge."""
    nodes = [
        Node(f"https://example.org/{n}#x", TYPES[n % 7], label, label, COLUMNS[n % 7]) for n, label in enumerate(LABELS)
    ]
    edges = [
        Edge(node.iri, nodes[n // 2].iri, terms.JB + NAMES[n % 8], LAYERS[n % 5], (terms.GRAPH + "rule",))
        for n, node in enumerate(nodes)
    ]
    edges += [replace(edges[-1], property=terms.JB + name) for name in ("uses", "partOf", "memberOf", "aimsAt")]
    edges.append(replace(edges[2], source=nodes[0].iri, target=nodes[3].iri))
    edges.append(replace(edges[2], source=nodes[1].iri, target=nodes[8].iri, property=terms.JB + "partOf"))
    edges.append(replace(edges[2], source=nodes[8].iri, target=nodes[1].iri, property=terms.JB + "partOf"))
    edges = sorted(set(edges), key=lambda edge: (edge.source, edge.property, edge.target))
    nodes.sort(key=lambda node: (node.column, node.iri))
    keys = ("project", "metric", "responsibility", "horizon")
    holes = tuple(Hole(node.iri, key) for n, node in enumerate(nodes) for key in keys[: n % 5])
    return Map((nodes[0].iri,), tuple(nodes), tuple(edges), 3, holes)


def sized(drawing: Drawing, size: str, **options: str) -> Drawing:
    """Return a drawing for a size of sheet."""
    return replace(drawing, options={"size": size, **options})
