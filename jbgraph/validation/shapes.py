"""The SHACL shapes of `ontology/shapes/`, over the merge of the layers."""

from __future__ import annotations

from jbgraph.graph import Graph
from jbgraph.resources import shipped
from jbgraph.validation import Finding

_SEVERITY = {"Violation": "violation", "Warning": "warning", "Info": "info"}


def check(graph: Graph) -> list[Finding]:
    """Return one finding for each result of the validation report (SHACL, section 3.6).

    The graph is copied to rdflib memory first: over a store, pySHACL is slow and counts wrongly.
    """
    import pyshacl
    import rdflib

    shapes = rdflib.Graph()
    for file in sorted((shipped("ontology") / "shapes").glob("*.ttl")):
        shapes.parse(file)
    _, report, _ = pyshacl.validate(graph.merged(), shacl_graph=shapes, advanced=False)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    # Of a SPARQL constraint pySHACL gives the messages without their languages.
    languages = {str(message): getattr(message, "language", None) for message in shapes.objects(None, sh.message)}
    found = []
    for result in report.objects(None, sh.result):
        messages = list(report.objects(result, sh.resultMessage))
        said = {m.language or languages.get(str(m)) or "en": str(m) for m in messages}
        severity = str(report.value(result, sh.resultSeverity)).rsplit("#", 1)[-1]
        path = report.value(result, sh.resultPath)
        value = report.value(result, sh.value)
        parts = [part for part in (path, value) if part is not None and not isinstance(part, rdflib.BNode)]
        tail = " · ".join(graph.compress(str(part)) for part in parts)
        texts = tuple((lang, f"{said.get(lang, next(iter(said.values()), ''))} [{tail}]") for lang in ("en", "zh"))
        place = graph.compress(str(report.value(result, sh.focusNode)))
        found.append(Finding(_SEVERITY[severity], "shapes", place, texts))
    return found
