"""JSON for programs: things, relations with their evidence, and the passages; docs/reference/map.schema.json.

Nothing is flattened: every thing has both names, every relation its evidence in its own entry (document, section,
start, end, quote), and under `passages` each passage stands once in full.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jbgraph.drawings import Cited, Drawing, Report
from jbgraph.evidence import Passage
from jbgraph.maps import COLUMNS as PLACES

SUFFIX = ".json"
SCHEMA = "https://w3id.org/jbgraph/map.schema.json"
compact = json.JSONEncoder(ensure_ascii=False).encode  # on one line, Chinese as it is


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the map as JSON, one line for each thing, relation and passage, so that two maps can be compared.

    Where the documents are at hand, a passage has its `text`.
    """
    drawn = drawing.map
    lacks = drawing.lacks
    cited = drawing.evidence()
    used = {edge.property: dict(zip(("zh", "en"), drawing.both[edge.property], strict=True)) for edge in drawn.edges}
    head = {
        "$schema": SCHEMA,
        "lang": drawing.lang,
        "title": drawing.title,
        "roots": list(drawn.roots),
        "counts": {"nodes": len(drawn.nodes), "edges": len(drawn.edges), "cut": drawn.cut},
        "types": drawing.types,
        "relations": dict(sorted(used.items())),
    }
    nodes = (
        {
            "id": node.iri,
            "type": node.type,
            "zh": node.zh,
            "en": node.en,
            "place": PLACES[node.column],
            "lacks": lacks.get(node.iri, []),
        }
        for node in drawn.nodes
    )
    edges = (
        {
            "source": edge.source,
            "relation": edge.property,
            "target": edge.target,
            "layer": edge.layer,
            "evidence": [evidence(next(cited)) for _ in edge.graphs],
        }
        for edge in drawn.edges
    )
    passages = (passage(found) for found in drawing.passages.values())
    parts = [f"{compact(name)}: {compact(value)}" for name, value in head.items()]
    parts += [f'"nodes": {listed(nodes)}', f'"edges": {listed(edges)}', f'"passages": {listed(passages)}']
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8")


def evidence(cited: Cited) -> dict[str, Any]:
    """Return one piece of evidence; `graph` is the passage, or the rule where there is no passage."""
    said: dict[str, Any] = {"graph": cited.graph}
    if cited.passage:
        p = cited.passage
        said |= {"document": p.document_label, "section": p.section_label, "start": p.start, "end": p.end}
    return {**said, "quote": cited.quote} if cited.quote else said


def passage(p: Passage) -> dict[str, Any]:
    """Return a passage in full."""
    return {
        "id": p.iri,
        "document": {"id": p.document, "label": p.document_label},
        "section": {"id": p.section, "label": p.section_label},
        "kind": p.kind,
        "order": p.order,
        "start": p.start,
        "end": p.end,
        "sha256": p.sha256,
        "excludes": list(p.excludes),
        "readWith": list(p.read_with),
        **({} if p.text is None else {"text": p.text}),
    }


def listed(items: Iterable[dict[str, Any]]) -> str:
    """Return a JSON array with a line for each item."""
    lines = [compact(item) for item in items]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
