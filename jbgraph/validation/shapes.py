"""The SHACL shapes of `ontology/shapes/`, over the merge of the layers, or over any data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jbgraph.graph import Graph
from jbgraph.resources import shipped
from jbgraph.validation import Finding

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"
_SEVERITY = {"Violation": "violation", "Warning": "warning", "Info": "info"}


def check(graph: Graph) -> list[Finding]:
    """Return one finding for each result of the validation report (SHACL, section 3.6).

    The graph is copied to rdflib memory first: over a store, pySHACL is slow and counts wrongly.
    """
    full, found = report(graph.merged()), []
    for node in results(full):
        result = described(full, node)
        parts = [graph.compress(part) for part in (result["path"], result["value"]) if part]
        tail = " · ".join(parts)
        texts = tuple((lang, f"{text} [{tail}]") for lang, text in result["message"].items())
        found.append(Finding(result["severity"], "shapes", graph.compress(result["focus"]), texts))
    return found


def report(data: rdflib.Graph) -> rdflib.Graph:
    """Return the validation report of data, which must hold the ontology and its vocabularies."""
    import pyshacl
    import rdflib

    _, full, _ = pyshacl.validate(data, shacl_graph=shapes(), advanced=False)
    assert isinstance(full, rdflib.Graph)
    return full


def results(full: rdflib.Graph) -> list[Any]:
    """Return the nodes of the results of a report."""
    import rdflib

    return list(full.objects(None, rdflib.URIRef(SH + "result")))


def described(full: rdflib.Graph, result: Any) -> dict[str, Any]:
    """Return one result: `severity`, `focus`, `path` and `value` as text, empty where there is none, and `message`.

    Blank nodes say nothing as path or value. A message is in English and Chinese, or what there is of them.
    """
    import rdflib

    sh = rdflib.Namespace(SH)
    said = {}
    for message in full.objects(result, sh.resultMessage):
        said[getattr(message, "language", None) or languages().get(str(message)) or "en"] = str(message)
    first = next(iter(said.values()), "")

    def shown(name: str) -> str:
        value = full.value(result, sh[name])
        return "" if value is None or isinstance(value, rdflib.BNode) else str(value)

    return {
        "severity": _SEVERITY[str(full.value(result, sh.resultSeverity)).rsplit("#", 1)[-1]],
        "focus": str(full.value(result, sh.focusNode)),
        "path": shown("resultPath"),
        "value": shown("value"),
        "message": {lang: said.get(lang, first) for lang in ("en", "zh")},
    }


@cache
def shapes() -> rdflib.Graph:
    """Return the shapes."""
    import rdflib

    graph = rdflib.Graph()
    for file in sorted((shipped("ontology") / "shapes").glob("*.ttl")):
        graph.parse(file)
    return graph


@cache
def languages() -> dict[str, str | None]:
    """Return message → its language: of a SPARQL constraint pySHACL gives the messages without."""
    import rdflib

    found = shapes().objects(None, rdflib.URIRef(SH + "message"))
    return {str(message): getattr(message, "language", None) for message in found}
