"""Parquet, written by polars and read by DuckDB."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from test_csv import expected

from jbgraph import JbgraphError, exporters
from jbgraph.drawings import Drawing, Report

READ = (
    "source", "relation", "target", "source_{0}", "relation_{0}", "target_{0}", "layer", "document_label",
    "section_label", "start", "end", "quote", "passage",
)  # fmt: skip


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "control", "everything"])
def test_duckdb_reads_every_edge_and_passage(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "parquet")
    assert data == exporters.export(drawn, "parquet")
    file = tmp_path / "map.parquet"
    file.write_bytes(data)
    table = duckdb.read_parquet(str(file))
    columns = ", ".join(f'"{name.format(drawn.lang)}"' for name in READ)
    read = table.project(columns).fetchall()
    assert [tuple("" if cell is None else str(cell) for cell in row) for row in read] == expected(drawn)
    lacks = dict(table.project("source, source_lacks").fetchall())
    for iri, found in lacks.items():
        assert found == [hole.lacks for hole in drawn.map.holes if hole.node == iri]
    kinds = dict(zip(table.columns, table.types, strict=True))
    assert (kinds["start"], kinds["source_lacks"], kinds["quote"]) == ("BIGINT", "VARCHAR[]", "VARCHAR")


def test_both_names_and_types_come_back(drawing: Drawing, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    file = tmp_path / "map.parquet"
    file.write_bytes(exporters.export(drawing, "parquet"))
    columns = "{0}, {0}_type, {0}_zh, {0}_en"
    found = set()
    for end in ("source", "target"):
        found |= set(duckdb.read_parquet(str(file)).project(columns.format(end)).fetchall())
    linked = {iri for edge in drawing.map.edges for iri in (edge.source, edge.target)}
    assert found == {(n.iri, n.type, n.zh, n.en) for n in drawing.map.nodes if n.iri in linked}


def test_what_is_lost_is_told(hostile: Drawing, everything: Drawing) -> None:
    report = Report("parquet")
    exporters.export(hostile, "parquet", report)
    assert {en: count for (en, _), count in report.losses.items()} == {"things left out by --limit": 3}
    report = Report("parquet")
    exporters.export(everything, "parquet", report)
    linked = {iri for edge in everything.map.edges for iri in (edge.source, edge.target)}
    assert list(report.losses.values()) == [len(everything.map.nodes) - len(linked)]


def test_without_polars_the_error_says_how_to_get_it(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(JbgraphError, match="polars is not installed") as caught:
        exporters.export(drawing, "parquet")
    assert "jbgraph[frames]" in str(caught.value)
