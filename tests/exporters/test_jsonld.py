"""JSON-LD: the merge for everyone, the named graphs for those who know them."""

from __future__ import annotations

import json

import pytest
from datasets import by_oxigraph, by_rdflib, check_passages, check_things
from pyoxigraph import RdfFormat

from jbgraph import exporters, terms
from jbgraph.drawings import Drawing, Report


@pytest.mark.parametrize("which", ["drawing", "hostile", "control"])
def test_everything_comes_back_with_its_graphs(
    which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "jsonld")
    assert data == exporters.export(drawn, "jsonld")
    found = by_oxigraph(data, RdfFormat.JSON_LD)
    assert found == by_rdflib(data, "json-ld", monkeypatch)
    check_things(found, drawn)
    check_passages(found, drawn)
    dataset = by_oxigraph(exporters.export(drawn, "trig"), RdfFormat.TRIG)
    merged = {(s, p, o, "") for s, p, o, g in dataset if not g[1:].startswith(terms.GRAPH + "suggested")}
    assert found == dataset | merged


def test_it_is_plain_json_too(drawing: Drawing) -> None:
    read = json.loads(exporters.export(drawing, "jsonld"))
    objects = {item["@id"]: item for item in read["@graph"] if "@graph" not in item}
    node = drawing.map.nodes[0]
    names = {said["@language"]: said["@value"] for said in objects[node.iri]["skos:prefLabel"]}
    assert (objects[node.iri]["@type"], names) == ("jb:Goal", {"zh": node.zh, "en": node.en})
    edge = next(e for e in drawing.map.edges if e.property == terms.JB + "serves")
    said = objects[edge.source]["jb:serves"]
    assert {"@id": edge.target} in (said if isinstance(said, list) else [said])


def test_what_is_lost_is_told(hostile: Drawing) -> None:
    report, other = Report("jsonld"), Report("trig")
    exporters.export(hostile, "jsonld", report)
    exporters.export(hostile, "trig", other)
    assert report.losses == other.losses
