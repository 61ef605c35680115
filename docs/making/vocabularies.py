"""Every concept scheme with its concepts."""

from __future__ import annotations

from pathlib import Path

from jbgraph import resources, terms
from jbgraph.api import PlanGraph
from making.markdown import cell, code, page, table
from making.turtle import Node, is_a, read, said

PATH = "reference/vocabularies.md"
INTRO = (
    "The concepts that properties point at, each list in its own order. Each is a SKOS concept scheme.",
    "属性所指的概念，各表按自身次序排列。每表为一个SKOS概念体系。",
)


def text(graph: PlanGraph) -> str:
    """Return the page."""
    files = sorted((resources.shipped("ontology") / "vocabularies").glob("*.ttl"))
    return page("Vocabularies · 词表", "ontology/vocabularies/", *INTRO, *(scheme(file) for file in files))


def scheme(file: Path) -> str:
    """Return one concept scheme, its concepts by notation, else in the order of the file."""
    graph = read(file)
    head = next(node for node in graph.values() if is_a(node, terms.SKOS + "ConceptScheme"))
    concepts = [(iri, node) for iri, node in graph.items() if is_a(node, terms.SKOS + "Concept")]
    concepts.sort(key=lambda concept: said(concept[1], terms.SKOS + "notation", ""))
    rows = [
        [code(terms.compress(iri)), *(cell(said(node, terms.PREF_LABEL, lang)) for lang in ("en", "zh")), meaning(node)]
        for iri, node in concepts
    ]
    columns = ["concept · 概念", "en", "zh", "UCUM" if file.stem == "unit" else "meaning · 含义"]
    names = [said(head, terms.PREF_LABEL, lang) for lang in ("en", "zh")]
    return f"## {file.stem}\n\n{' · '.join(names)}\n\n{table(columns, rows)}"


def meaning(node: Node) -> str:
    """Return the definitions of a concept, for a unit its UCUM code."""
    definitions = [cell(said(node, terms.SKOS + "definition", lang)) for lang in ("en", "zh")]
    codes = [code(value.value) for name, values in node.items() if name.endswith("#ucumCode") for value in values]
    codes += [code(value.value) for name, values in node.items() if name.endswith("/ucumCode") for value in values]
    return "<br>".join(part for part in (*definitions, *codes) if part)
