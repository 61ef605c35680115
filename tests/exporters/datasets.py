"""RDF read by rdflib and by Oxigraph, as sets of quads that can be compared."""

from __future__ import annotations

import warnings
from typing import Any

import pyoxigraph
import pytest

from jbgraph import terms
from jbgraph.drawings import Drawing

SKOS = "http://www.w3.org/2004/02/skos/core#"
Quads = set[tuple[str, str, str, str]]
"""Subject, property, object and graph as N-Triples writes them; the default graph is empty."""


def by_oxigraph(data: bytes, form: pyoxigraph.RdfFormat) -> Quads:
    """Return what Oxigraph reads, blank nodes named canonically."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(data, format=form))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {quad_of(quad) for quad in dataset}


def quad_of(quad: pyoxigraph.Quad) -> tuple[str, str, str, str]:
    """Return a quad as text."""
    graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
    return str(quad.subject), str(quad.predicate), str(quad.object), graph


def by_rdflib(data: bytes, form: str, monkeypatch: pytest.MonkeyPatch) -> Quads:
    """Return what rdflib reads; blank nodes go through Oxigraph to get their canonical names."""
    import rdflib

    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own readers still use its old names
        dataset.parse(data=data, format=form)
        found = [(s, p, o, g) for s, p, o, g in dataset.quads((None, None, None, None))]
    default = (None, dataset.default_graph.identifier)
    kept = pyoxigraph.Dataset(
        pyoxigraph.Quad(term(s), term(p), term(o), *([] if g in default else [term(g)])) for s, p, o, g in found
    )
    kept.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {quad_of(quad) for quad in kept}


def term(node: Any) -> Any:
    """Return the Oxigraph term equal to one of rdflib."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return pyoxigraph.BlankNode(str(node))
    if node.language:
        return pyoxigraph.Literal(str(node), language=node.language)
    kind = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
    return pyoxigraph.Literal(str(node), datatype=kind) if kind else pyoxigraph.Literal(str(node))


def iri(name: str) -> str:
    """Return an IRI as N-Triples writes it."""
    return f"<{name}>"


def literal(text: str, lang: str | None = None) -> str:
    """Return a text as N-Triples writes it."""
    return str(pyoxigraph.Literal(text, language=lang) if lang else pyoxigraph.Literal(text))


def check_things(found: Quads, drawn: Drawing) -> None:
    """Check that types and both names of every node are described in the default graph."""
    for node in drawn.map.nodes:
        assert (iri(node.iri), iri(terms.RDF_TYPE), iri(terms.JB + node.type), "") in found
        for lang, name in (("zh", node.zh), ("en", node.en)):
            assert (iri(node.iri), iri(SKOS + "prefLabel"), literal(name, lang), "") in found


def check_passages(found: Quads, drawn: Drawing) -> None:
    """Check that document, section, start, end and digest of every passage are described in the default graph."""
    whole = "http://www.w3.org/2001/XMLSchema#integer"
    for p in drawn.passages.values():
        said = {
            (predicate, value) for subject, predicate, value, graph in found if (subject, graph) == (iri(p.iri), "")
        }
        expected = {
            ("inDocument", iri(p.document)),
            ("inSection", iri(p.section)),
            ("start", f'"{p.start}"^^<{whole}>'),
            ("end", f'"{p.end}"^^<{whole}>'),
            ("order", f'"{p.order}"^^<{whole}>'),
            ("sha256", literal(p.sha256)),
        }
        assert {(iri(terms.JB + name), value) for name, value in expected} <= said
    for name in {p.document for p in drawn.passages.values()} | {p.section for p in drawn.passages.values()}:
        assert any(q[0] == iri(name) and q[1] == iri(SKOS + "prefLabel") for q in found), name


def relations(drawn: Drawing) -> Quads:
    """Return the edges that are triples of their own, each in its graphs, or in one named after its layer."""
    return {
        (iri(edge.source), iri(edge.property), iri(edge.target), iri(name))
        for edge in drawn.map.edges
        if edge.property.startswith(terms.JB)
        for name in edge.graphs or (terms.GRAPH + edge.layer,)
    }


def roles(found: Quads) -> Quads:
    """Return holder, role, matter and graph of the responsibilities of a dataset."""
    parts: dict[tuple[str, str], dict[str, list[str]]] = {}
    for subject, predicate, value, graph in found:
        name = predicate[1:-1].removeprefix(terms.JB)
        if name in ("heldBy", "role", "responsibleFor") and graph:
            parts.setdefault((subject, graph), {}).setdefault(name, []).append(value)
    return {
        (who, role, matter, graph)
        for (_, graph), said in parts.items()
        for who in said["heldBy"]
        for role in said["role"]
        for matter in said["responsibleFor"]
    }
