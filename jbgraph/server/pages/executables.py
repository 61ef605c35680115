"""The named questions as RDF that other programs run: `sh:SPARQLExecutable` of SHACL-SPARQL.

Modelled as the examples of other endpoints are (https://github.com/sib-swiss/sparql-examples), so that their tools take
ours: a comment in each language, the query, its prefixes and the endpoint it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from jbgraph import answers, questions
from jbgraph.engines import tokens
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.questions import Parameter, Question
from jbgraph.server.made import Made
from jbgraph.server.pages.addresses import FORMS

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "https://schema.org/"
SUFFIXES = {"ttl": "turtle", "jsonld": "jsonld", "nt": "nt", "rdf": "rdfxml"}
"""Suffix of the address of the list → short name of its format."""
TYPES = {FORMS[suffix]: suffix for suffix in SUFFIXES}
"""Media type → suffix."""

_KINDS = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct", "DESCRIBE": "Describe"}
_TYPE = NamedNode(RDF + "type")
Term = NamedNode | BlankNode | Literal


def render(graph: Graph, *, root: str, suffix: str, lang: str) -> Made:
    """Return all questions as RDF.

    :param root: the address of the service, with / at its end.
    :param lang: the language that the queries answer in; comments are in both.
    """
    triples = list(described(graph, root, lang))
    return Made(answers.write(graph, triples, SUFFIXES[suffix]), FORMS[suffix])


def described(graph: Graph, root: str, lang: str) -> Iterator[Triple]:
    """Yield what there is to say of the questions that this graph can answer with the defaults of their parameters."""
    used: set[str] = set()
    for name in questions.names():
        question = questions.question(name)
        try:
            text = ready(graph, question, {}, lang)
        except JbgraphError:
            continue  # it asks of a thing that this graph does not have
        used |= {prefix for prefix in graph.prefixes if re.search(rf"(?<![\w-]){prefix}:", text)}
        yield from executable(graph, question, text, root)
    prefixes = NamedNode(f"{root}questions#prefixes")
    for prefix in sorted(used):
        declared = BlankNode(f"prefix-{prefix}")
        yield Triple(prefixes, NamedNode(SH + "declare"), declared)
        yield Triple(declared, NamedNode(SH + "prefix"), Literal(prefix))
        space = Literal(graph.prefixes[prefix], datatype=NamedNode(XSD + "anyURI"))
        yield Triple(declared, NamedNode(SH + "namespace"), space)


def ready(graph: Graph, question: Question, given: dict[str, str], lang: str) -> str:
    """Return the query of a question, filled, with what its file says of it in this language only.

    :raises JbgraphError: if a value is missing or does not fit.
    """
    text = questions.fill(graph, question, given, lang)
    return re.sub(rf"^# (?!{lang}:).*\n", "", text, flags=re.MULTILINE)


def executable(graph: Graph, question: Question, text: str, root: str) -> Iterator[Triple]:
    """Yield what there is to say of one question."""
    this = NamedNode(f"{root}questions/{question.name}#query")
    form = tokens.form(text)
    facts: list[tuple[str, Term]] = [
        (RDF + "type", NamedNode(SH + "SPARQLExecutable")),
        (RDF + "type", NamedNode(f"{SH}SPARQL{_KINDS[form]}Executable")),
        *((RDFS + "comment", Literal(said, language=lang)) for lang, said in question.said.items()),
        (SH + "prefixes", NamedNode(f"{root}questions#prefixes")),
        (SH + form.lower(), Literal(re.sub(r"^# .*\n", "", text, flags=re.MULTILINE).strip())),
        (SCHEMA + "target", NamedNode(f"{root}sparql")),
        (RDFS + "seeAlso", NamedNode(f"{root}questions/{question.name}")),
        *((SH + "parameter", BlankNode(f"{question.name}-{one.name}")) for one in question.parameters),
    ]
    yield from (Triple(this, NamedNode(predicate), value) for predicate, value in facts)
    for one in question.parameters:
        yield from parameter(graph, question, one, root)


def parameter(graph: Graph, question: Question, one: Parameter, root: str) -> Iterator[Triple]:
    """Yield what there is to say of a parameter; it is called as the local name of its path (SHACL, section 5.2.1)."""
    facts: list[tuple[str, Term]] = [
        (RDF + "type", NamedNode(SH + "Parameter")),
        (SH + "path", NamedNode(f"{root}questions/{question.name}#{one.name}")),
        *((SH + "name", Literal(said, language=lang)) for lang, said in one.said.items()),
        (SH + "optional", Literal(one.default is not None)),
    ]
    if one.kind == "entity":
        facts.append((SH + "nodeKind", NamedNode(SH + "IRI")))
    else:
        facts.append((SH + "datatype", NamedNode(XSD + ("decimal" if one.kind == "number" else "string"))))
    if one.default is not None:
        facts.append((SH + "defaultValue", default(graph, one, one.default)))
    node = BlankNode(f"{question.name}-{one.name}")
    yield from (Triple(node, NamedNode(predicate), value) for predicate, value in facts)


def default(graph: Graph, one: Parameter, value: str) -> Term:
    """Return the default of a parameter as a term."""
    if one.kind == "entity":
        return NamedNode(graph.resolve(value))
    return Literal(value, datatype=NamedNode(XSD + ("decimal" if one.kind == "number" else "string")))
