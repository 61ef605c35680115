"""One row for each edge and passage, with both ends and the place it is said; UTF-8 with BOM for Excel.

Flattened: names in the language of the map only; a cell that a spreadsheet would run as a formula begins with an
apostrophe, and control characters are replaced by U+FFFD. Left out: things without any relation and what things lack;
`csv-nodes` has both.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from jbgraph.drawings import Cited, Drawing, Report
from jbgraph.tables import legal

SUFFIX = ".csv"
COLUMNS = (
    "source", "source_type", "source_label", "relation", "relation_label", "target", "target_type", "target_label",
    "layer", "document", "section", "start", "end", "quote", "passage",
)  # fmt: skip
# What a spreadsheet takes for a formula; Excel in Chinese and Japanese reads the wide forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CUT = ("things left out by --limit", "因 --limit 未列出的事物")
HOLES = ("notes of what a thing lacks", "关于缺口的说明")
LONELY = ("things without any relation", "没有任何联系的事物")
CONTROL = ("texts whose control characters are replaced", "控制字符被替换的文本")
Cell = str | int | None


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the edges as CSV (RFC 4180); an edge that two passages state has two rows.

    The column `passage` names the rule where a derived edge has no passage; an edge of no graph has one row.
    """
    rows = []
    for cited in statements(drawing):
        edge, passage = cited.edge, cited.passage
        ends = [
            (iri, drawing.types[drawing.nodes[iri].type], drawing.labels[iri]) for iri in (edge.source, edge.target)
        ]
        relation = (edge.property, drawing.labels[edge.property])
        place = (passage.document_label, passage.section_label, passage.start, passage.end) if passage else ("",) * 4
        rows.append((*ends[0], *relation, *ends[1], edge.layer, *place, cited.quote, cited.graph))
    linked = {iri for edge in drawing.map.edges for iri in (edge.source, edge.target)}
    report.lost(*LONELY, sum(node.iri not in linked for node in drawing.map.nodes))
    report.lost(*HOLES, len(drawing.map.holes))
    report.lost(*CUT, drawing.map.cut)
    report.lost(
        "names in the other language", "另一种语言的名称", sum(node.zh != node.en for node in drawing.map.nodes)
    )
    return written(COLUMNS, rows, report)


def statements(drawing: Drawing) -> Iterator[Cited]:
    """Yield the evidence of every edge, and once without graph and passage an edge that stands in no graph."""
    cited = drawing.evidence()
    for edge in drawing.map.edges:
        if edge.graphs:
            yield from (next(cited) for _ in edge.graphs)
        else:
            yield Cited(edge, "", None, "")


def written(columns: Sequence[str], rows: Iterable[Sequence[Cell]], report: Report) -> bytes:
    """Return rows as CSV with BOM, guarded against formulas; how many cells were changed goes into the report."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    changed = replaced = 0
    for row in rows:
        texts = [legal(cell) if isinstance(cell, str) else cell for cell in row]
        cells = [guard(cell) if isinstance(cell, str) else cell for cell in texts]
        replaced += sum(cell != old for cell, old in zip(texts, row, strict=True))
        changed += sum(cell != old for cell, old in zip(cells, texts, strict=True))
        writer.writerow(cells)
    report.lost("cells like a formula, written with an apostrophe", "形似公式、前加撇号的单元格", changed)
    report.lost(*CONTROL, replaced)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def guard(cell: str | int) -> str | int:
    """Return a cell that no spreadsheet runs as a formula.

    >>> guard("=1+1"), guard("1+1"), guard(-1)
    ("'=1+1", '1+1', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
