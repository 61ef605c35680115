"""One row for each edge and passage, with both ends and the place it is said; UTF-8 with BOM for Excel."""

from __future__ import annotations

import csv
import io

from jbgraph.exporters import Drawing, Report

SUFFIX = ".csv"
COLUMNS = (
    "source", "source_type", "source_label", "relation", "relation_label", "target", "target_type", "target_label",
    "layer", "document", "section", "start", "end", "quote", "passage",
)  # fmt: skip


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the edges as CSV (RFC 4180); an edge that two passages state has two rows.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    nodes = drawing.nodes
    for cited in drawing.evidence():
        edge, passage = cited.edge, cited.passage
        ends = [(iri, drawing.types[nodes[iri].type], drawing.labels[iri]) for iri in (edge.source, edge.target)]
        relation = (edge.property, drawing.labels[edge.property])
        place = (passage.document_label, passage.section_label, passage.start, passage.end) if passage else ("",) * 4
        row = (*ends[0], *relation, *ends[1], edge.layer, *place, cited.quote, cited.graph)
        writer.writerow([guard(cell) for cell in row])
    count = drawing.map.cut
    report.lost("things left out by --limit", "因 --limit 未列出的事物", count)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def guard(cell: str | int) -> str | int:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
