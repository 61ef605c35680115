"""What the graph says of a thing, as RDF: statements from it and to it, and the nodes that stand for statements."""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple, serialize

from jbgraph import answers, terms
from jbgraph.engines import EmbeddedEngine
from jbgraph.graph import Graph
from jbgraph.server.made import Made
from jbgraph.server.pages.addresses import FORMS, known

NODES = frozenset(NamedNode(terms.JB + name) for name in ("Observation", "Membership", "Responsibility"))
_FORM = {"ttl": "turtle", "nt": "nt", "rdf": "rdfxml", "jsonld": "jsonld", "trig": "trig", "nq": "nquads"}
_TYPE = NamedNode(terms.RDF_TYPE)


def render(graph: Graph, *, name: str, suffix: str) -> Made:
    """Return the description of a thing in an RDF format.

    TriG and N-Quads tell which passage or rule says what; the others hold the merge of all layers but the suggested.

    :param name: what the thing is called in an address.
    :raises NameNotFoundError: if there is no such thing.
    """
    iri = known(graph, name)
    assert isinstance(graph.engine, EmbeddedEngine)
    found = about(graph.engine.store, iri)
    if suffix in ("trig", "nq"):
        quads = sorted((quad for quad in found if isinstance(quad.graph_name, NamedNode)), key=by_graph)
        triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
        prefixes = answers.prefixes_of(graph, triples)
        data = serialize(quads, format=answers.RDF_FORMATS[_FORM[suffix]], prefixes=prefixes) or b""
        body = answers.with_sorted_head(data)
    else:
        inside = NamedNode(iri)
        merged = [
            Triple(quad.subject, quad.predicate, quad.object)
            for quad in found
            if quad.graph_name in (DefaultGraph(), inside)
        ]
        body = answers.write(graph, merged, _FORM[suffix])
    return Made(body, FORMS[suffix])


def by_graph(quad: Quad) -> tuple[str, str]:
    """Return a sort key of a quad."""
    return str(quad.graph_name), str(quad)


def about(store: Store, iri: str) -> set[Quad]:
    """Return the quads with a thing at either end, those of the nodes between, and what stands in its graph.

    Nodes between are the figures, roles and memberships that name the thing, and blank nodes below it.
    """
    thing = NamedNode(iri)
    found = set(store.quads_for_pattern(None, None, None, thing))
    pointing = set(store.quads_for_pattern(None, None, thing, None))
    found |= pointing
    queue = [thing, *sorted({quad.subject for quad in pointing if stands_for(store, quad.subject)}, key=str)]
    seen = set(queue)
    for subject in queue:
        for quad in store.quads_for_pattern(subject, None, None, None):
            found.add(quad)
            if isinstance(quad.object, BlankNode) and quad.object not in seen:
                seen.add(quad.object)
                queue.append(quad.object)
    return found


def stands_for(store: Store, subject: NamedNode | BlankNode | Triple) -> bool:
    """Say whether a subject is a node that stands for a statement."""
    return any(quad.object in NODES for quad in store.quads_for_pattern(subject, _TYPE, None, DefaultGraph()))
