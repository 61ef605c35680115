"""TriG: isomorphic by rdflib and by Oxigraph, complete, and opened by jbgraph itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from datasets import by_oxigraph, by_rdflib, check_passages, check_things, iri, literal, quad_of, relations, roles
from pyoxigraph import RdfFormat

import jbgraph
from jbgraph import drawings, exporters, maps, terms
from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.trig import ROLE, merge, quads
from jbgraph.maps import Map
from jbgraph.networks import Edge


@pytest.mark.parametrize("which", ["drawing", "hostile", "control", "everything"])
def test_everything_comes_back(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "trig")
    assert data == exporters.export(drawn, "trig")
    found = by_oxigraph(data, RdfFormat.TRIG)
    check_things(found, drawn)
    if which != "everything":
        check_passages(found, drawn)
    assert relations(drawn) <= found
    stated = {(s, p, o, g) for s, p, o, g in found if g and s[1:-1] in drawn.nodes and o[1:-1] in drawn.nodes}
    assert stated == relations(drawn), "nothing is added between things"
    owned = {
        (iri(e.source), iri(e.property), iri(e.target), iri(name))
        for e in drawn.map.edges
        if e.property.startswith(ROLE)
        for name in e.graphs
    }
    assert owned <= roles(found)
    assert bool(owned) == (which == "everything")


@pytest.mark.parametrize("which", ["drawing", "hostile", "control"])
def test_rdflib_and_oxigraph_read_the_same(
    which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = exporters.export(request.getfixturevalue(which), "trig")
    assert by_rdflib(data, "trig", monkeypatch) == by_oxigraph(data, RdfFormat.TRIG)


def test_every_named_graph_has_its_layer(everything: Drawing) -> None:
    found = by_oxigraph(exporters.export(everything, "trig"), RdfFormat.TRIG)
    link = iri(terms.JB + "layer")
    layers = {s: o for s, p, o, _ in found if p == link}
    assert {g for *_, g in found if g} == layers.keys()
    assert layers[iri(terms.GRAPH + "derived-transitive-service")] == iri(terms.VOCABULARY + "layer/derived")
    assert layers[iri(terms.GRAPH + "register")] == iri(terms.VOCABULARY + "layer/register")
    assert all(o == iri(terms.VOCABULARY + "layer/stated") for s, o in layers.items() if "/graph/" not in s)


def test_figures_come_with_their_quotes(drawing: Drawing, hostile: Drawing) -> None:
    for drawn in (drawing, hostile):
        found = by_oxigraph(exporters.export(drawn, "trig"), RdfFormat.TRIG)
        quotes = {(o, g) for _, p, o, g in found if p == iri(terms.JB + "quote")}
        cited = [c for c in drawn.evidence() if c.quote]
        assert cited
        assert {(literal(c.quote), iri(c.graph)) for c in cited} <= quotes


def test_jbgraph_opens_its_own_export(drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JBGRAPH_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "map.trig"
    file.write_bytes(exporters.export(drawing, "trig"))
    graph = jbgraph.load(file)
    again = maps.map(graph, drawing.map.roots)
    assert again.nodes == drawing.map.nodes
    assert again.edges == drawing.map.edges
    passages = graph.passages()
    bare = {name: replace(p, text=None) for name, p in drawing.passages.items()}
    assert {name: replace(passages[name], text=None) for name in bare} == bare


def test_a_role_that_the_graph_does_not_know_is_a_blank_node(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = drawing.map.nodes[:2]
    edge = Edge(first.iri, second.iri, ROLE + "lead", "stated", (next(iter(drawing.passages)),))
    label = {edge.property: ("牵头", "lead")}
    drawn = replace(drawing, map=Map((), (first, second), (edge,)), both={**drawing.both, **label})
    data = exporters.export(drawn, "trig")
    assert data == exporters.export(drawn, "trig")
    found = by_oxigraph(data, RdfFormat.TRIG)
    assert roles(found) == {(iri(edge.source), iri(edge.property), iri(edge.target), iri(edge.graphs[0]))}
    assert found == by_rdflib(data, "trig", monkeypatch)


def test_a_suggestion_never_looks_stated(drawing: Drawing) -> None:
    drawn = drawings.draw(drawing.graph, maps.whole(drawing.graph, ("stated", "suggested")), "zh")
    guesses = {edge for edge in drawn.map.edges if edge.layer == "suggested"}
    assert guesses
    merged = {quad_of(quad) for quad in merge(quads(drawn, Report("trig")))}
    for edge in guesses:
        assert (iri(edge.source), iri(edge.property), iri(edge.target), "") not in merged


def test_what_is_lost_is_told(hostile: Drawing) -> None:
    report = Report("trig")
    exporters.export(hostile, "trig", report)
    assert {en: count for (en, _), count in report.losses.items()} == {
        "notes of what a thing lacks": 3,
        "things left out by --limit": 3,
        "marks of what the map starts from": 2,
    }
