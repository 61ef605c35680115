"""A zip of two CSV files for the bulk import of Neo4j: nodes and relationships.

    neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv --multiline-fields=true

Every relation is one relationship, so that counts are right; its `graphs` are the IRIs of the passages or rules behind
it. Passages are nodes of their own (label `Passage`, with document, section, start and end), and a passage that prints
a figure is linked by `QUOTES` to what the figure is of. So `MATCH (p:Passage) WHERE p.iri IN r.graphs` is the evidence
of a relationship `r`.

Flattened: a semicolon inside the IRI of a graph is written as %3B, for lists have semicolons between; the type of a
relationship is the name of its property in capitals, while `property` keeps the IRI.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from jbgraph import terms
from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.csv import CUT
from jbgraph.maps import COLUMNS as PLACES

SUFFIX = ".neo4j.zip"
NODES = (
    "iri:ID", "zh", "en", "place", "root:int", "lacks:string[]", "document", "section", "kind", "order:int",
    "start:int", "end:int", "sha256", ":LABEL",
)  # fmt: skip
RELATIONSHIPS = (
    ":START_ID", ":END_ID", ":TYPE", "property", "zh", "en", "layer", "graphs:string[]", "quote",
)  # fmt: skip
BREAKS = re.compile("[\n\r]")
Cell = str | int | None


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the zip; texts are quoted, numbers are not, and a cell without a value is empty.

    The report counts texts with line breaks: without `--multiline-fields=true` the import refuses them.
    """
    lacks = drawing.lacks
    roots = {iri: number for number, iri in enumerate(drawing.map.roots, 1)}
    nodes: list[Sequence[Cell]] = []
    for node in drawing.map.nodes:
        names = (node.iri, node.zh, node.en, PLACES[node.column], roots.get(node.iri))
        nodes.append((*names, ";".join(lacks.get(node.iri, [])) or None, *(None,) * 7, f"Entity;{node.type}"))
    for p in drawing.passages.values():
        where = (p.document_label, p.section_label, p.kind, p.order, p.start, p.end, p.sha256)
        nodes.append((p.iri, *(None,) * 5, *where, "Passage"))
    links: list[Sequence[Cell]] = []
    for edge in drawing.map.edges:
        zh, en = drawing.both[edge.property]
        graphs = ";".join(iri.replace(";", "%3B") for iri in edge.graphs) or None
        links.append(
            (edge.source, edge.target, relationship(edge.property), edge.property, zh, en, edge.layer, graphs, None)
        )
    links += [(*quoted, "QUOTES", *(None,) * 5, quote) for quoted, quote in sorted(quotes(drawing).items())]
    broken = sum(bool(BREAKS.search(cell)) for row in (*nodes, *links) for cell in row if isinstance(cell, str))
    report.lost("texts with line breaks: import with --multiline-fields=true", "含换行的文本：导入时加该选项", broken)
    report.lost(*CUT, drawing.map.cut)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, columns, rows in (("nodes", NODES, nodes), ("relationships", RELATIONSHIPS, links)):
            info = zipfile.ZipInfo(f"{name}.csv", (2000, 1, 1, 0, 0, 0))
            archive.writestr(info, lines(columns, rows), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def quotes(drawing: Drawing) -> dict[tuple[str, str], str]:
    """Return (passage, thing) → the characters of a figure, as far as an edge of the map rests on them."""
    found = {}
    for cited in drawing.evidence():
        if cited.quote and cited.passage:
            end = cited.edge.target if drawing.quotes.get((cited.graph, cited.edge.target)) else cited.edge.source
            found[cited.graph, end] = cited.quote
    return found


def relationship(iri: str) -> str:
    """Return the type of the relationships of a property, as Cypher has them by custom.

    >>> relationship(terms.JB + "memberOf"), relationship(terms.VOCABULARY + "role/lead")
    ('MEMBER_OF', 'ROLE_LEAD')
    """
    name = terms.split(iri)[1]
    if iri.startswith(terms.VOCABULARY + "role/"):
        name = f"role_{name}"
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"\W", "_", spaced).upper() or "RELATED"


def lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV; every text is in quotes, so that blanks at its ends stay and an empty text is no null."""
    out = [",".join(columns)]
    for row in rows:
        cells = ['"' + cell.replace('"', '""') + '"' if isinstance(cell, str) else cell for cell in row]
        out.append(",".join("" if cell is None else str(cell) for cell in cells))
    return ("\n".join(out) + "\n").encode("utf-8")
