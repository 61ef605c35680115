"""The workbook, read by openpyxl and by LibreOffice without a screen."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from offices import sheets_by_libreoffice
from test_csv import expected as statements

from jbgraph import drawings, exporters
from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.csv import FORMULA
from jbgraph.exporters.xlsx import HEADERS, LACKS, LAYERS, NAMES, SHEETS
from jbgraph.maps import COLUMNS
from jbgraph.tables import legal


def book_of(drawing: Drawing) -> Any:
    """Return the workbook as openpyxl opens it."""
    return openpyxl.load_workbook(io.BytesIO(exporters.export(drawing, "xlsx")))


def plain(text: str) -> str:
    """Return a text as a cell can hold it."""
    return re.sub("\r\n?", "\n", legal(text))


def expected(drawing: Drawing) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every sheet but the header, from the drawing; an empty text stands for an empty cell."""
    lang = drawing.lang == "zh"
    comma = "、" if lang else ", "
    roots = {iri: number for number, iri in enumerate(drawing.map.roots, 1)}
    lacks: dict[str, list[str]] = {}
    for hole in drawing.map.holes:
        lacks.setdefault(hole.node, []).append(LACKS[hole.lacks][lang])
    nodes = [
        (n.zh, n.en, drawing.types[n.type], NAMES[COLUMNS[n.column]][lang], comma.join(lacks.get(n.iri, [])),
         roots.get(n.iri, ""), n.iri)
        for n in drawing.map.nodes
    ]  # fmt: skip
    edges = [
        (drawing.labels[e.source], drawing.labels[e.property], drawing.labels[e.target], LAYERS[e.layer][lang],
         sum(name in drawing.passages for name in e.graphs), e.source, e.property, e.target)
        for e in drawing.map.edges
    ]  # fmt: skip
    holes = [
        (drawing.labels[h.node], drawing.types[drawing.nodes[h.node].type], LACKS[h.lacks][lang], h.lacks, h.node)
        for h in drawing.map.holes
    ]
    evidence = []
    for row in statements(drawing):
        source, relation, target, *labels, layer, document, section, start, end, quote, graph = map(str, row)
        place = (document, section, *(int(number) if number else "" for number in (start, end)))
        evidence.append((*labels, *place, quote, "", LAYERS[layer][lang], graph, source, relation, target))
    found = {"nodes": nodes, "edges": edges, "holes": holes, "evidence": evidence}
    return {
        key: [tuple(plain(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
        for key, rows in found.items()
    }


@pytest.mark.parametrize("which", ["drawing", "english", "hostile", "control"])
def test_openpyxl_reads_everything(which: str, request: pytest.FixtureRequest) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    book = book_of(drawn)
    assert book.sheetnames == [SHEETS[key][drawn.lang == "zh"] for key in HEADERS]
    for sheet, (key, rows) in zip(book.worksheets, expected(drawn).items(), strict=True):
        header, *read = [tuple("" if cell is None else cell for cell in row) for row in sheet.values]
        assert header == tuple(said[drawn.lang == "zh"] for said in HEADERS[key])
        assert read == rows, key


def test_the_same_bytes(drawing: Drawing) -> None:
    assert exporters.export(drawing, "xlsx") == exporters.export(drawing, "xlsx")


def test_it_is_a_sheet_to_work_in(drawing: Drawing) -> None:
    for sheet in book_of(drawing).worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(8 <= width <= 60 for width in widths)
        assert len(set(widths)) > 1


def test_no_cell_is_a_formula(hostile: Drawing) -> None:
    first = hostile.map.nodes[0]
    named = replace(first, zh="-2+3", en="@SUM(1)")
    drawn = replace(hostile, map=replace(hostile.map, nodes=(named, *hostile.map.nodes[1:])))
    found = set()
    for sheet in book_of(drawn).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "inlineStr", "n")
                if isinstance(cell.value, str) and cell.value.startswith(FORMULA):
                    assert cell.quotePrefix, "it stays text when it is edited"
                    found.add(cell.value)
                else:
                    assert not cell.quotePrefix
    assert {"=1+1", "+1 @x -y", "-2+3", "@SUM(1)"} <= found


@pytest.mark.parametrize("which", ["drawing", "hostile"])
def test_libreoffice_shows_the_same(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    drawn: Drawing = request.getfixturevalue(which)
    file = tmp_path / "map.xlsx"
    file.write_bytes(exporters.export(drawn, "xlsx"))
    read = sheets_by_libreoffice(file, tmp_path / "out")
    assert read.keys() == {SHEETS[key][1] for key in HEADERS}
    for key, rows in expected(drawn).items():
        shown = [[str(cell) for cell in row] for row in rows]
        assert read[SHEETS[key][1]][1:] == shown, key


def test_the_text_of_passages_is_there_with_the_documents(request: pytest.FixtureRequest) -> None:
    tiny = request.getfixturevalue("tiny")
    sheet = book_of(drawings.draw(tiny, tiny.map(), "zh"))["证据"]
    texts = [row[8] for row in list(sheet.values)[1:]]
    assert texts
    assert all(texts)


def test_what_is_lost_is_told(drawing: Drawing, control: Drawing) -> None:
    report = Report("xlsx")
    exporters.export(drawing, "xlsx", report)
    assert not report.losses
    long = replace(control.map.nodes[0], zh="长" * 40_000)
    drawn = replace(control, map=replace(control.map, nodes=(long, *control.map.nodes[1:])))
    exporters.export(drawn, "xlsx", report)
    told = {en: count for (en, _), count in report.losses.items()}
    assert told["texts cut to 32,767 characters"] == 1
    assert told["things left out by --limit"] == 3
    assert told["texts whose control characters are replaced"] > 0
    assert told["texts whose line breaks are written alike"] > 0
