"""Turtle: the triples of the map in one graph, for tools that know no named graphs.

Left out: which passage states which triple, for Turtle has no named graphs (`trig`, `nquads` and `jsonld` have; the
passages are described all the same), and suggested relations, which would look like stated ones. Left out too, as in
`trig`: holes, what the map starts from, how much was cut.
"""

from __future__ import annotations

from pyoxigraph import RdfFormat

from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.trig import graph_name, merge, quads, serialized, suggested

SUFFIX = ".ttl"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the merge as Turtle, each triple once."""
    found = quads(drawing, report)
    guesses = sum(map(suggested, found))
    named = sum(map(bool, map(graph_name, found))) - guesses
    report.lost("links from a triple to the named graph it stands in", "三元组与其命名图的对应", named)
    report.lost("suggested relations", "推测的联系", guesses)
    return serialized(merge(found), RdfFormat.TURTLE, drawing.graph)
