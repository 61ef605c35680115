"""One row for each thing of the map, with both names, its column and what it lacks; UTF-8 with BOM for Excel.

Flattened: what a thing lacks stands in one cell, with blanks between. Left out: the relations; `csv` has them, and
the IRIs in its columns `source` and `target` are those of the column `iri` here.
"""

from __future__ import annotations

from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.csv import CUT, written
from jbgraph.maps import COLUMNS as PLACES

SUFFIX = ".nodes.csv"
COLUMNS = ("iri", "type", "type_label", "zh", "en", "place", "root", "lacks")


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the nodes as CSV (RFC 4180), in the order of the map.

    `place` is the column of the map by name, `root` the number of a thing that the map starts from.
    """
    lacks = drawing.lacks
    roots = {iri: number for number, iri in enumerate(drawing.map.roots, 1)}
    rows = [
        (
            node.iri,
            node.type,
            drawing.types[node.type],
            node.zh,
            node.en,
            PLACES[node.column],
            roots.get(node.iri),
            " ".join(lacks.get(node.iri, [])),
        )
        for node in drawing.map.nodes
    ]
    report.lost("relations, which csv has", "联系（见 csv）", len(drawing.map.edges))
    report.lost(*CUT, drawing.map.cut)
    return written(COLUMNS, rows, report)
