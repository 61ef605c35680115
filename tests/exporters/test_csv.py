"""CSV for Excel, read back by the standard library, by DuckDB and by LibreOffice."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from offices import sheets_by_libreoffice

from jbgraph import exporters
from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.csv import COLUMNS, FORMULA
from jbgraph.maps import Map


def rows(data: bytes) -> list[dict[str, str]]:
    """Read the file as the standard library does."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def expected(drawing: Drawing) -> list[tuple[object, ...]]:
    """Return what every row says, from the drawing: ends, relation, layer, place, quote, graph."""
    found: list[tuple[object, ...]] = []
    for edge in drawing.map.edges:
        for name in edge.graphs or ("",):
            p = drawing.passages.get(name)
            quote = drawing.quotes.get((name, edge.target)) or drawing.quotes.get((name, edge.source)) or ""
            place = (p.document_label, p.section_label, str(p.start), str(p.end)) if p else ("",) * 4
            labels = tuple(drawing.labels[iri] for iri in (edge.source, edge.property, edge.target))
            found.append((edge.source, edge.property, edge.target, *labels, edge.layer, *place, quote, name))
    return found


READ = (
    "source", "relation", "target", "source_label", "relation_label", "target_label", "layer", "document", "section",
    "start", "end", "quote", "passage",
)  # fmt: skip


def bare(cell: str) -> str:
    """Return a cell without the apostrophe that guards it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "everything"])
def test_every_edge_and_passage_comes_back(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    data = exporters.export(drawn, "csv")
    assert data == exporters.export(drawn, "csv")
    assert [tuple(bare(row[name]) for name in READ) for row in rows(data)] == expected(drawn)


@pytest.mark.parametrize("which", ["drawing", "hostile"])
def test_duckdb_reads_the_same(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    drawn: Drawing = request.getfixturevalue(which)
    file = tmp_path / "map.csv"
    file.write_bytes(exporters.export(drawn, "csv"))
    read = duckdb.sql(
        f"SELECT {', '.join(f'{chr(34)}{name}{chr(34)}' for name in READ)} FROM read_csv("
        f"'{file}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"')"
    ).fetchall()
    assert [tuple(bare(cell or "") for cell in row) for row in read] == expected(drawn)


def test_libreoffice_opens_it_and_runs_nothing(hostile: Drawing, tmp_path: Path) -> None:
    file = tmp_path / "map.csv"
    file.write_bytes(exporters.export(hostile, "csv"))
    (sheet,) = sheets_by_libreoffice(file, tmp_path / "out").values()
    assert sheet[0] == list(COLUMNS)
    assert len(sheet) == 1 + len(expected(hostile))
    cells = [cell for row in sheet for cell in row]
    assert "'=1+1" in cells
    assert "2" not in {row[COLUMNS.index("source_label")] for row in sheet}


def test_no_cell_is_a_formula(control: Drawing) -> None:
    drawn = replace(control, labels={**control.labels, control.map.edges[0].source: "＝1+1"})
    cells = [cell for row in rows(exporters.export(drawn, "csv")) for cell in row.values()]
    assert "'＝1+1" in cells
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    assert not [cell for cell in cells if "\x00" in cell or "\x07" in cell]


def test_what_is_lost_is_told(hostile: Drawing, control: Drawing, drawing: Drawing) -> None:
    report = Report("csv")
    exporters.export(hostile, "csv", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["notes of what a thing lacks"] == 3
    assert told["things left out by --limit"] == 3
    assert told["names in the other language"] == len(hostile.map.nodes)
    assert told["cells like a formula, written with an apostrophe"] > 0
    report = Report("csv")
    exporters.export(control, "csv", report)
    assert report.losses["texts whose control characters are replaced", "控制字符被替换的文本"] > 0
    alone = replace(drawing, map=Map((), drawing.map.nodes[:2], ()))
    report = Report("csv")
    exporters.export(alone, "csv", report)
    assert report.losses["things without any relation", "没有任何联系的事物"] == 2
