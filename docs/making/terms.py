"""Every class and property of the ontology with labels, definition, domain, range, notes and an example."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from jbgraph import resources, terms
from jbgraph.api import PlanGraph
from making.markdown import cell, code, page
from making.turtle import OWL, RDFS, Node, is_a, members, read, said

PATH = "reference/terms.md"
INTRO = (
    "The words of the graph, in the order of the ontology: first the classes, then the properties. "
    f"The namespace is `{terms.JB}`, its prefix `jb:`. Which values a property may take is said by the "
    "[shapes](shapes.md); the concepts it may point at are in the [vocabularies](vocabularies.md).",
    "图谱所用的词汇，按本体中的顺序排列：先是类，后是属性。"
    "属性的取值规定见[形状](shapes.md)，可取的概念见[词表](vocabularies.md)。",
)


def text(graph: PlanGraph) -> str:
    """Return the page."""
    ontology = read(resources.shipped("ontology") / "jbgraph.ttl")
    own = {iri: node for iri, node in ontology.items() if iri.startswith(terms.JB)}
    classes = [iri for iri, node in own.items() if is_a(node, OWL + "Class")]
    entries = {iri: entry(graph, ontology, iri) for iri in own}
    return page(
        "Terms · 术语",
        "ontology/jbgraph.ttl",
        *INTRO,
        "## Classes · 类",
        *(entries[iri] for iri in own if iri in classes),
        "## Properties · 属性",
        *(entries[iri] for iri in own if iri not in classes),
    )


def entry(graph: PlanGraph, ontology: dict[str, Node], iri: str) -> str:
    """Return the entry of one term."""
    node = ontology[iri]
    names = [said(node, RDFS + "label", lang) for lang in ("en", "zh")]
    definitions = [said(node, terms.SKOS + "definition", lang) for lang in ("en", "zh")]
    facts = [("kind of · 上位类", listed(node, RDFS + "subClassOf")), ("distinct from · 互斥", disjoint(ontology, iri))]
    if not is_a(node, OWL + "Class"):
        facts += [
            ("from · 定义域", listed(node, RDFS + "domain") or "any · 不限"),
            ("to · 值域", listed(node, RDFS + "range") or "text · 文本"),
            ("symmetric · 对称", "yes · 是" if is_a(node, OWL + "SymmetricProperty") else ""),
        ]
    facts.append(("note · 说明", " ".join(value.value for value in node.get(terms.SKOS + "scopeNote", []))))
    facts.append(("example · 例", "; ".join(value.value for value in node.get(terms.SKOS + "example", []))))
    if not is_a(node, OWL + "Class") and not facts[-1][1]:
        facts[-1] = ("example · 例", used(graph, iri))
    lines = [f"- {name}: {value}" for name, value in facts if value]
    head = f"### {iri.removeprefix(terms.JB)}\n\n{code(terms.compress(iri))} · {' · '.join(names)}"
    return "\n\n".join([head, *definitions, "\n".join(lines)]).rstrip()


def listed(node: Node, name: str) -> str:
    """Return the named objects of a property as CURIEs."""
    return ", ".join(code(terms.compress(value.value)) for value in node.get(name, []) if isinstance(value, NamedNode))


def disjoint(ontology: dict[str, Node], iri: str) -> str:
    """Return the classes that share no member with a class, as CURIEs."""
    found: list[Any] = list(ontology[iri].get(OWL + "disjointWith", []))
    found += [NamedNode(s) for s, node in ontology.items() if NamedNode(iri) in node.get(OWL + "disjointWith", [])]
    for node in ontology.values():
        for head in node.get(OWL + "members", []):
            group = members(ontology, head)
            found += group if NamedNode(iri) in group else []
    others = dict.fromkeys(term.value for term in found if term.value != iri)
    return ", ".join(code(terms.compress(other)) for other in others)


def used(graph: PlanGraph, iri: str) -> str:
    """Return a triple with the property in both languages, the first there is in the order of subject and object.

    What a document states comes before what a rule concludes.
    """
    rows = graph.rows(
        f"""SELECT ?s ?o {{ ?g jb:layer ?layer GRAPH ?g {{ ?s <{iri}> ?o }} }}
            ORDER BY (?layer = layer:suggested) (?layer = layer:derived) ?s ?o LIMIT 1"""
    )
    if not rows:
        return ""
    subject, value = str(rows[0]["s"]), str(rows[0]["o"])
    triples = []
    for lang in ("en", "zh"):
        named = graph.labels([subject, iri, *([value] if value.startswith("http") else [])], lang)
        triples.append(" — ".join(cell(named.get(part, part)) for part in (subject, iri, value)))
    return "<br>".join(triples)
