"""Triples as Turtle and TriG: sorted, with the prefixes they use, so that the same triples give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from jbgraph import terms


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return triples as Turtle, by subject, its class first.

    :param prefixes: prefix → namespace, beside those of `ontology/prefixes.ttl`.
    """
    ordered = sorted(set(triples), key=order)
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=used(map(str, ordered), prefixes)) or b""


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return quads as TriG, by graph, then as `turtle` has them."""
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), *order(quad.triple)))
    return serialize(ordered, format=RdfFormat.TRIG, prefixes=used(map(str, ordered), prefixes)) or b""


def order(triple: Triple) -> tuple[str, bool, str, str]:
    """Return what triples are sorted by."""
    first = triple.predicate != NamedNode(terms.RDF_TYPE)
    return str(triple.subject), first, str(triple.predicate), str(triple.object)


def used(lines: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes whose namespace stands in some lines of N-Triples, in the order of the alphabet."""
    text = "\n".join(lines)
    known = {**terms.prefixes(), **prefixes}
    return {prefix: namespace for prefix, namespace in sorted(known.items()) if f"<{namespace}" in text}
