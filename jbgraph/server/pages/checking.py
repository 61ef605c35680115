"""Data that somebody posts, checked against the shapes of the ontology."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, RdfFormat, parse

from jbgraph import resources, terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph, to_rdflib_term
from jbgraph.server.made import Made
from jbgraph.server.pages import frame
from jbgraph.server.pages.frame import View
from jbgraph.server.trouble import ServiceError
from jbgraph.validation import shapes

if TYPE_CHECKING:
    import rdflib

BYTES, TRIPLES = 512 * 1024, 20_000
TAKEN = {
    "text/turtle": RdfFormat.TURTLE,
    "application/trig": RdfFormat.TRIG,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
"""Media type of data that can be posted → its format."""
GIVEN = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}
"""Media type of a validation report (SHACL, section 3.6) → its format in rdflib."""


def form(graph: Graph, *, view: dict[str, str]) -> Made:
    """Return the page with nothing checked yet."""
    del graph
    return page(View(**view), "", "text/turtle", None, "")


def check(graph: Graph, *, data: str, media_type: str, answer: str, view: dict[str, str]) -> Made:
    """Return the report of data: as page, as RDF, or as JSON.

    The data is checked with the ontology and its vocabularies. What it names and does not describe has the class
    that the graph gives it, but is not checked itself.

    :param media_type: a key of TAKEN.
    :param answer: `text/html`, `application/json` or a key of GIVEN.
    :raises ServiceError: if there is too much data.
    :raises JbgraphError: if the data does not parse.
    """
    seen = View(**view)
    try:
        report, found = validated(graph, data, TAKEN[media_type])
    except JbgraphError as error:
        if answer != "text/html":
            raise
        return page(seen, data, media_type, None, error.message(seen.lang))
    if answer == "text/html":
        return page(seen, data, media_type, found, "")
    if answer == "application/json":
        body = {"conforms": not found, "results": found}
        return Made((json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8"), answer)
    return Made(report.serialize(format=GIVEN[answer], encoding="utf-8"), answer)


def page(view: View, data: str, media_type: str, found: list[dict[str, Any]] | None, trouble: str) -> Made:
    """Return the page with data and what was found."""
    return frame.page(
        "shacl",
        view,
        status=400 if trouble else 200,
        data=data,
        media_type=media_type,
        choices=list(TAKEN),
        found=found,
        trouble=trouble,
        size=BYTES // 1024,
        triples=TRIPLES,
    )


def validated(graph: Graph, data: str, form: RdfFormat) -> tuple[rdflib.Graph, list[dict[str, Any]]]:
    """Return the validation report of data, and its results: severity, focus node, path, value and messages."""
    import rdflib

    posted = parsed(data, form)
    own = set(posted.subjects())
    whole = posted + ontology()
    for triple in named_elsewhere(graph, posted, own):
        whole.add(triple)
    full = shapes.report(whole)
    sh = rdflib.Namespace(shapes.SH)
    report, found = rdflib.Graph(), []
    report.bind("sh", sh)
    head = rdflib.BNode("report")
    for node in shapes.results(full):
        if full.value(node, sh.focusNode) in own:
            report.add((head, sh.result, node))
            copy(full, node, report)
            one = shapes.described(full, node)
            found.append({**one, **{key: graph.compress(one[key]) for key in ("focus", "path", "value")}})
    report.add((head, rdflib.RDF.type, sh.ValidationReport))
    report.add((head, sh.conforms, rdflib.Literal(not found)))
    found.sort(key=lambda one: (one["focus"], one["path"], one["value"], one["message"]["en"]))
    return report, found


def parsed(data: str, form: RdfFormat) -> rdflib.Graph:
    """Return data as rdflib graph, named graphs merged; nothing is fetched, whatever the data says.

    :raises JbgraphError: if it does not parse, or is too much.
    """
    import rdflib

    if len(data.encode("utf-8")) > BYTES:
        raise ServiceError(
            (f"the data has more than {BYTES // 1024} KiB", f"数据超过 {BYTES // 1024} KiB"), "large", hint=SMALLER
        )
    graph = rdflib.Graph()
    try:
        for number, quad in enumerate(parse(data.encode("utf-8"), format=form, base_iri=terms.BASE), 1):
            if number > TRIPLES:
                raise ServiceError(
                    (f"the data has more than {TRIPLES} triples", f"数据超过 {TRIPLES} 个三元组"), "large", hint=SMALLER
                )
            graph.add(tuple(to_rdflib_term(part) for part in (quad.subject, quad.predicate, quad.object)))
    except (SyntaxError, ValueError) as error:
        raise JbgraphError((f"the data does not parse: {error}", f"数据无法解析：{error}")) from error
    return graph


SMALLER = ("post it in parts, or run `jbgraph validate`", "分批提交，或改用 `jbgraph validate`")


def named_elsewhere(graph: Graph, posted: rdflib.Graph, own: set[Any]) -> list[tuple[Any, Any, Any]]:
    """Return the classes that the graph gives to what data names and does not describe."""
    import rdflib

    others = sorted({str(o) for o in posted.objects() if isinstance(o, rdflib.URIRef) and o not in own})
    found = []
    for part in (others[start : start + 500] for start in range(0, len(others), 500)):
        values = " ".join(str(NamedNode(iri)) for iri in part)
        rows = graph.rows(f"SELECT ?s ?t {{ VALUES ?s {{ {values} }} ?s a ?t }}")
        found += [(rdflib.URIRef(str(row["s"])), rdflib.RDF.type, rdflib.URIRef(str(row["t"]))) for row in rows]
    return found


def copy(source: rdflib.Graph, node: Any, target: rdflib.Graph) -> None:
    """Copy what is said of a node and of the blank nodes below it."""
    import rdflib

    for _, predicate, value in source.triples((node, None, None)):
        if (node, predicate, value) not in target:
            target.add((node, predicate, value))
            if isinstance(value, rdflib.BNode):
                copy(source, value, target)


@cache
def ontology() -> rdflib.Graph:
    """Return the ontology and its vocabularies."""
    import rdflib

    graph = rdflib.Graph()
    for file in resources.ontology_files():
        graph.parse(file)
    return graph
