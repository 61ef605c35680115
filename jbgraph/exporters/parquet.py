"""A Parquet file: one row for each edge and passage, with both names of both ends; needs polars.

Columns have types: `start` and `end` are whole numbers, `source_lacks` and `target_lacks` lists of texts, and what an
edge does not have is null. Left out: things without any relation.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from jbgraph.drawings import Drawing, Report
from jbgraph.errors import JbgraphError
from jbgraph.exporters.csv import CUT, LONELY, statements
from jbgraph.maps import COLUMNS as PLACES

if TYPE_CHECKING:
    import polars

SUFFIX = ".parquet"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the table as Parquet with zstd compression; the same bytes for the same polars.

    :raises JbgraphError: if polars is not installed.
    """
    try:
        import polars
    except ImportError as error:
        raise JbgraphError(("polars is not installed", "未安装polars"), hint="pip install 'jbgraph[frames]'") from error
    columns: dict[str, list[Any]] = {name: [] for name in schema(polars)}
    lacks = drawing.lacks
    for cited in statements(drawing):
        edge, p = cited.edge, cited.passage
        row: list[Any] = []
        for iri in (edge.source, edge.target):
            node = drawing.nodes[iri]
            row += [iri, node.type, node.zh, node.en, PLACES[node.column], lacks.get(iri, [])]
        row += [edge.property, *drawing.both[edge.property], edge.layer, cited.graph or None]
        row += [p.document, p.document_label, p.section, p.section_label] if p else [None] * 4
        row += [p.start, p.end, p.sha256] if p else [None] * 3
        row.append(cited.quote or None)
        for cells, cell in zip(columns.values(), row, strict=True):
            cells.append(cell)
    linked = {iri for edge in drawing.map.edges for iri in (edge.source, edge.target)}
    report.lost(*LONELY, sum(node.iri not in linked for node in drawing.map.nodes))
    report.lost(*CUT, drawing.map.cut)
    out = io.BytesIO()
    polars.DataFrame(columns, schema=schema(polars)).write_parquet(out, compression="zstd")
    return out.getvalue()


def schema(library: Any) -> dict[str, polars.DataType]:
    """Return column → type, in the order of the file."""
    text, whole, texts = library.String, library.Int64, library.List(library.String)
    ends: dict[str, Any] = {}
    for end in ("source", "target"):
        ends |= {end: text, f"{end}_type": text, f"{end}_zh": text, f"{end}_en": text}
        ends |= {f"{end}_place": text, f"{end}_lacks": texts}
    edge = dict.fromkeys(("relation", "relation_zh", "relation_en", "layer", "passage"), text)
    place = dict.fromkeys(("document", "document_label", "section", "section_label"), text)
    return {**ends, **edge, **place, "start": whole, "end": whole, "sha256": text, "quote": text}
