"""N-Quads: the dataset of TriG, line by line."""

from __future__ import annotations

import pytest
from datasets import by_oxigraph, by_rdflib
from pyoxigraph import RdfFormat

from jbgraph import exporters
from jbgraph.drawings import Drawing, Report


@pytest.mark.parametrize("which", ["drawing", "hostile", "control"])
def test_it_is_what_trig_says(which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "nquads")
    assert data == exporters.export(drawn, "nquads")
    found = by_oxigraph(data, RdfFormat.N_QUADS)
    assert found == by_oxigraph(exporters.export(drawn, "trig"), RdfFormat.TRIG)
    assert found == by_rdflib(data, "nquads", monkeypatch)
    assert len(data.decode("utf-8").split("\n")) == len(found) + 1


def test_what_is_lost_is_told(hostile: Drawing) -> None:
    report, other = Report("nquads"), Report("trig")
    exporters.export(hostile, "nquads", report)
    exporters.export(hostile, "trig", other)
    assert report.losses == other.losses
