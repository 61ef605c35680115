"""The CSV of the nodes, read back, also by DuckDB."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_csv import bare, rows

from jbgraph import exporters, maps
from jbgraph.drawings import Drawing, Report


def expected(drawing: Drawing) -> list[dict[str, str]]:
    """Return what every row says, from the drawing."""
    roots = {iri: str(number) for number, iri in enumerate(drawing.map.roots, 1)}
    return [
        {
            "iri": node.iri,
            "type": node.type,
            "type_label": drawing.types[node.type],
            "zh": node.zh,
            "en": node.en,
            "place": maps.COLUMNS[node.column],
            "root": roots.get(node.iri, ""),
            "lacks": " ".join(hole.lacks for hole in drawing.map.holes if hole.node == node.iri),
        }
        for node in drawing.map.nodes
    ]


@pytest.mark.parametrize("which", ["drawing", "english", "hostile"])
def test_every_node_comes_back(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "csv-nodes")
    assert data == exporters.export(drawn, "csv-nodes")
    assert [{name: bare(cell) for name, cell in row.items()} for row in rows(data)] == expected(drawn)
    duckdb = pytest.importorskip("duckdb")
    file = tmp_path / "nodes.csv"
    file.write_bytes(data)
    read = duckdb.sql(f"FROM read_csv('{file}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"')")
    found = [dict(zip(read.columns, (bare(cell or "") for cell in row), strict=True)) for row in read.fetchall()]
    assert found == expected(drawn)


def test_its_iris_are_those_of_the_edges(drawing: Drawing) -> None:
    known = {row["iri"] for row in rows(exporters.export(drawing, "csv-nodes"))}
    edges = rows(exporters.export(drawing, "csv"))
    assert {row[end] for row in edges for end in ("source", "target")} <= known


def test_what_is_lost_is_told(hostile: Drawing) -> None:
    report = Report("csv-nodes")
    exporters.export(hostile, "csv-nodes", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["relations, which csv has"] == len(hostile.map.edges)
    assert told["things left out by --limit"] == 3
