"""What a drawing says, to compare with what other programs read; and those programs, where they are not Python."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from npm import modules, program

from jbgraph import exporters, styling
from jbgraph.drawings import Drawing, Report

PACKAGES = ("mermaid@11.17.2", "jsdom@29.1.1", "cytoscape@3.34.4")
Said = dict[str, Any]


def export(drawing: Drawing, form: str) -> tuple[bytes, dict[str, int]]:
    """Return a drawing in a format, with the English lines of the loss report."""
    report = Report(form)
    data = exporters.export(drawing, form, report)
    assert all(zh and zh != en for en, zh in report.losses), "a line of the report lacks its Chinese"
    return data, {en: count for (en, _), count in report.losses.items()}


def nodes(drawing: Drawing) -> dict[str, Said]:
    """Return IRI → what the formats say of a node, as text."""
    lacks: dict[str, list[str]] = {}
    for hole in drawing.map.holes:
        lacks.setdefault(hole.node, []).append(hole.lacks)
    return {
        node.iri: {
            "type": node.type, "kind": drawing.types[node.type], "zh": node.zh, "en": node.en,
            "column": str(node.column), "lacks": ", ".join(lacks.get(node.iri, ())),
        }
        for node in drawing.map.nodes
    }  # fmt: skip


def edges(drawing: Drawing) -> list[tuple[Any, ...]]:
    """Return for each edge its ends, property, labels, layer and evidence, sorted."""
    rows = list(drawing.evidence())
    found = []
    for edge in drawing.map.edges:
        own = [
            (row.graph, *place(row.passage), row.quote)
            for row in rows
            if (row.edge.source, row.edge.property, row.edge.target) == (edge.source, edge.property, edge.target)
        ]
        zh, en = drawing.both[edge.property]
        found.append((edge.source, drawing.graph.compress(edge.property), edge.target, zh, en, edge.layer, own))
    return sorted(found)


def place(passage: Any) -> tuple[Any, ...]:
    """Return document, section, start and end of a passage, or nothing for a rule."""
    return (passage.document_label, passage.section_label, passage.start, passage.end) if passage else ()


def unpacked(text: str) -> list[tuple[Any, ...]]:
    """Return the evidence that an attribute `passages` holds as JSON."""
    found = []
    for row in json.loads(text) if text else []:
        keys = ("documentLabel", "sectionLabel", "start", "end") if "document" in row else ()
        found.append((row["passage"], *(row[key] for key in keys), row.get("quote", "")))
    return found


def edge(source: str, target: str, said: Said) -> tuple[Any, ...]:
    """Return an edge that was read in the shape of `edges`."""
    texts = [said.get(key) or "" for key in ("zh", "en", "layer")]
    return source, said["property"], target, *texts, unpacked(said.get("passages") or "")


def flattened(drawing: Drawing) -> dict[str, int]:
    """Return the loss report of a format that holds everything but lists."""
    return {
        "things left out by --limit": drawing.map.cut,
        "relations whose passages, a list, are one text: a line each in evidence, JSON in passages": sum(
            bool(edge.graphs) for edge in drawing.map.edges
        ),
        "things whose holes, a list, are one text with commas": len({hole.node for hole in drawing.map.holes}),
    }


def fitted(text: str) -> str:
    """Return a text as XML holds it."""
    return styling.Fit()(text)


def well_formed(data: bytes) -> None:
    """Check with libxml2 that a document is well-formed."""
    done = subprocess.run(
        [program("xmllint", "libxml2-utils"), "--noout", "--huge", "-"], input=data, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def javascript(script: str, data: bytes) -> Any:
    """Return what a script of this folder makes of a file, with the packages of npm that the scripts import."""
    home = modules(*PACKAGES)
    shutil.copy(Path(__file__).with_name(script), home / script)
    done = subprocess.run(
        [program("node", "nodejs"), home / script], input=data, capture_output=True, check=False, timeout=300, cwd=home
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return json.loads(done.stdout)
