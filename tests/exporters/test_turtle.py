"""Turtle: the merge of the named graphs, and a report that says so."""

from __future__ import annotations

import pytest
from datasets import by_oxigraph, by_rdflib, check_passages, check_things, relations
from pyoxigraph import RdfFormat

from jbgraph import exporters, terms
from jbgraph.drawings import Drawing, Report


@pytest.mark.parametrize("which", ["drawing", "hostile", "control"])
def test_everything_but_the_named_graphs_comes_back(
    which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "turtle")
    assert data == exporters.export(drawn, "turtle")
    found = by_oxigraph(data, RdfFormat.TURTLE)
    assert found == by_rdflib(data, "turtle", monkeypatch)
    check_things(found, drawn)
    check_passages(found, drawn)
    dataset = by_oxigraph(exporters.export(drawn, "trig"), RdfFormat.TRIG)
    kept = {(s, p, o, "") for s, p, o, g in dataset if not g[1:].startswith(terms.GRAPH + "suggested")}
    assert found == kept
    between = {(s, p, o) for s, p, o, _ in found if s[1:-1] in drawn.nodes and o[1:-1] in drawn.nodes}
    assert between == {(s, p, o) for s, p, o, g in relations(drawn) if "/graph/suggested" not in g}


def test_what_is_lost_is_told(drawing: Drawing, hostile: Drawing) -> None:
    report = Report("turtle")
    exporters.export(drawing, "turtle", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["links from a triple to the named graph it stands in"] >= len(relations(drawing))
    assert "命名图" in report.text("zh")
    report = Report("turtle")
    exporters.export(hostile, "turtle", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["suggested relations"] == sum("/graph/suggested" in g for *_, g in relations(hostile)) > 0
