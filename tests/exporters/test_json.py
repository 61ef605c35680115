"""JSON: its schema (2020-12) holds, checked by jsonschema, and everything comes back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from samples import ROOT

from jbgraph import PlanGraph, drawings, exporters, maps
from jbgraph.drawings import Drawing, Report

SCHEMA = ROOT / "docs" / "reference" / "map.schema.json"


@pytest.fixture(scope="module")
def validator() -> Any:
    """A validator of the schema, which is valid itself."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "control", "everything"])
def test_everything_comes_back(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    report = Report("json")
    data = exporters.export(drawn, "json", report)
    assert data == exporters.export(drawn, "json")
    assert not report.losses
    read = json.loads(data)
    assert (read["lang"], read["title"], tuple(read["roots"])) == (drawn.lang, drawn.title, drawn.map.roots)
    counts = {"nodes": len(drawn.map.nodes), "edges": len(drawn.map.edges), "cut": drawn.map.cut}
    assert read["counts"] == counts
    assert [
        maps.Node(n["id"], n["type"], n["zh"], n["en"], maps.COLUMNS.index(n["place"])) for n in read["nodes"]
    ] == list(drawn.map.nodes)
    holes = [maps.Hole(node["id"], lack) for node in read["nodes"] for lack in node["lacks"]]
    assert holes == list(drawn.map.holes)
    edges = [
        maps.Edge(e["source"], e["target"], e["relation"], e["layer"], tuple(said["graph"] for said in e["evidence"]))
        for e in read["edges"]
    ]
    assert edges == list(drawn.map.edges)
    for iri in {edge.property for edge in edges}:
        assert (read["relations"][iri]["zh"], read["relations"][iri]["en"]) == drawn.both[iri]
    said = [piece for edge in read["edges"] for piece in edge["evidence"]]
    for cited, piece in zip(drawn.evidence(), said, strict=True):
        p = cited.passage
        place = {"document": p.document_label, "section": p.section_label, "start": p.start, "end": p.end} if p else {}
        quote = {"quote": cited.quote} if cited.quote else {}
        assert piece == {"graph": cited.graph, **place, **quote}
    passages = {p["id"]: p for p in read["passages"]}
    assert passages.keys() == drawn.passages.keys()
    for iri, p in drawn.passages.items():
        assert (passages[iri]["sha256"], passages[iri]["order"]) == (p.sha256, p.order)
        assert (tuple(passages[iri]["excludes"]), tuple(passages[iri]["readWith"])) == (p.excludes, p.read_with)


@pytest.mark.parametrize("which", ["drawing", "hostile", "control"])
def test_the_schema_holds(which: str, request: pytest.FixtureRequest, validator: Any) -> None:
    read = json.loads(exporters.export(request.getfixturevalue(which), "json"))
    assert [error.message for error in validator.iter_errors(read)] == []
    read["nodes"][0]["lacks"] = ["money"]
    del read["edges"][0]["evidence"]
    assert {error.validator for error in validator.iter_errors(read)} == {"enum", "required"}


def test_the_text_of_passages_is_there_with_the_documents(tiny: PlanGraph, validator: Any) -> None:
    drawn = drawings.draw(tiny, maps.map(tiny, [tiny.resolve("清河工程")]), "zh")
    read = json.loads(exporters.export(drawn, "json"))
    validator.validate(read)
    assert read["passages"]
    assert all(p["text"] for p in read["passages"])


def test_an_empty_map(drawing: Drawing, validator: Any) -> None:
    drawn = drawings.draw(drawing.graph, maps.Map((), (), ()), "zh")
    read = json.loads(exporters.export(drawn, "json"))
    validator.validate(read)
    assert read["nodes"] == read["edges"] == read["passages"] == []
