"""The bulk import of Neo4j: headers and cells as its manual says, read by DuckDB; Neo4j itself is not run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from jbgraph import exporters
from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.csv_neo4j import NODES, RELATIONSHIPS

# Neo4j operations manual, import, header format: <name>:<type>, types as below, [] for a list with semicolons.
FIELD = re.compile(r"(?P<name>\w*)(?::(?P<type>int|string(?:\[\])?|ID|LABEL|START_ID|END_ID|TYPE))?")


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    """Return file → its rows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["nodes.csv", "relationships.csv"]
        assert {info.date_time for info in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""), strict=True))
            for name in archive.namelist()
        }


def items(cell: str) -> tuple[str, ...]:
    """Return the items of a list."""
    return tuple(cell.split(";")) if cell else ()


@pytest.mark.parametrize("which", ["drawing", "hostile", "everything"])
def test_nodes_relations_and_evidence_come_back(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "csv-neo4j")
    assert data == exporters.export(drawn, "csv-neo4j")
    nodes, links = tables(data).values()
    entities = [row for row in nodes if row[":LABEL"] != "Passage"]
    assert [(row["iri:ID"], row["zh"], row["en"], row[":LABEL"]) for row in entities] == [
        (node.iri, node.zh, node.en, f"Entity;{node.type}") for node in drawn.map.nodes
    ]
    holes = [(row["iri:ID"], lack) for row in entities for lack in items(row["lacks:string[]"])]
    assert holes == [(hole.node, hole.lacks) for hole in drawn.map.holes]
    passages = {row["iri:ID"]: row for row in nodes if row[":LABEL"] == "Passage"}
    for iri, p in drawn.passages.items():
        row = passages[iri]
        place = (row["document"], row["section"], row["start:int"], row["end:int"], row["sha256"])
        assert place == (p.document_label, p.section_label, str(p.start), str(p.end), p.sha256)
    edges = [row for row in links if row[":TYPE"] != "QUOTES"]
    said = [(row[":START_ID"], row["property"], row[":END_ID"], row["layer"]) for row in edges]
    assert said == [(edge.source, edge.property, edge.target, edge.layer) for edge in drawn.map.edges]
    assert [items(row["graphs:string[]"]) for row in edges] == [edge.graphs for edge in drawn.map.edges]
    assert [(row["zh"], row["en"]) for row in edges] == [drawn.both[edge.property] for edge in drawn.map.edges]
    quoted = {(row[":START_ID"], row[":END_ID"]): row["quote"] for row in links if row[":TYPE"] == "QUOTES"}
    for cited in drawn.evidence():
        quote = quoted.get((cited.graph, cited.edge.target)) or quoted.get((cited.graph, cited.edge.source), "")
        assert quote == cited.quote
    assert set(quoted) <= {(name, iri) for name in drawn.passages for iri in drawn.nodes}


@pytest.mark.parametrize("which", ["drawing", "hostile"])
def test_it_keeps_the_rules_of_the_import(which: str, request: pytest.FixtureRequest) -> None:
    nodes, links = tables(exporters.export(request.getfixturevalue(which), "csv-neo4j")).values()
    for columns, needed in ((NODES, {"ID", "LABEL"}), (RELATIONSHIPS, {"START_ID", "END_ID", "TYPE"})):
        fields = [FIELD.fullmatch(column) for column in columns]
        assert all(fields)
        assert needed <= {field["type"] for field in fields if field}
        assert len(set(columns)) == len(columns)
    ids = [row["iri:ID"] for row in nodes]
    assert len(set(ids)) == len(ids)
    assert {row[end] for row in links for end in (":START_ID", ":END_ID")} <= set(ids)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]*", row[":TYPE"]) for row in links)
    for row in (*nodes, *links):
        assert all(not cell or cell.isdecimal() for name, cell in row.items() if name and name.endswith(":int"))


def test_duckdb_reads_the_same(hostile: Drawing, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with zipfile.ZipFile(io.BytesIO(exporters.export(hostile, "csv-neo4j"))) as archive:
        archive.extractall(tmp_path)
    read = duckdb.sql(
        f"SELECT \"iri:ID\", zh FROM read_csv('{tmp_path}/nodes.csv', header=true, all_varchar=true, delim=',', "
        "quote='\"', escape='\"') WHERE \":LABEL\" <> 'Passage'"
    ).fetchall()
    assert [(iri, zh or "") for iri, zh in read] == [(node.iri, node.zh) for node in hostile.map.nodes]


def test_what_is_flattened_is_told(drawing: Drawing, hostile: Drawing) -> None:
    report = Report("csv-neo4j")
    exporters.export(drawing, "csv-neo4j", report)
    assert not report.losses
    exporters.export(hostile, "csv-neo4j", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["texts with line breaks: import with --multiline-fields=true"] > 0
    assert told["things left out by --limit"] == 3
