"""What the service says of itself: SPARQL 1.1 Service Description at the bare endpoint, VoID of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Triple, serialize

from jbgraph import terms
from jbgraph.server import negotiation
from jbgraph.server.made import Made
from jbgraph.server.trouble import ServiceError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from jbgraph.api import PlanGraph
    from jbgraph.server.settings import Settings

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
WELL_KNOWN = "/.well-known/void"
"""RFC 8615; registered for VoID."""

_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)
"""Local names at http://www.w3.org/ns/formats/."""

_TYPE = NamedNode(terms.RDF_TYPE)
_SEE = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
"""Leads to the named questions: to their list, and as RDF to what can be run (`pages.executables`)."""

Part = NamedNode | BlankNode


def routes(settings: Settings) -> list[BaseRoute]:
    """Return the route of the VoID description."""
    from starlette.routing import Route

    return [Route(WELL_KNOWN, void, methods=["GET", "HEAD"])]


def service(request: Request) -> Response:
    """Return the response with the description of the service.

    :raises ServiceError: if the client takes no RDF.
    """
    return _described(request, "service_description")


async def void(request: Request) -> Response:
    """Return the response with the description of the graph."""
    return _described(request, "dataset_description")


def _described(request: Request, function: str) -> Response:
    from jbgraph.server.jobs import Call
    from jbgraph.server.replies import Reply, etag

    _, triples = negotiation.formats(request.headers.get("accept"), request.query_params.get("format"))
    if triples is None:
        raise ServiceError(
            ("this description is RDF", "此描述为RDF"),
            "unacceptable",
            hint=("ask for Turtle, N-Triples, JSON-LD or RDF/XML", "改用Turtle、N-Triples、JSON-LD或RDF/XML"),
        )
    base = str(request.base_url)
    arguments = {"endpoint": base + "sparql", "media_type": triples}
    job = Call(f"{__name__}:{function}", arguments, negotiation.takes_gzip(request.headers.get("accept-encoding")))
    return Reply(
        job, tag=etag(request.app.state.pool, function, arguments), headers={"vary": "Accept, Accept-Encoding, Host"}
    )


# -- in a worker -----------------------------------------------------------------------------------------


def service_description(graph: PlanGraph, *, endpoint: str, media_type: str) -> Made:
    """Make the description of the service (https://www.w3.org/TR/sparql11-service-description/)."""
    return _made(_service(graph, endpoint), media_type)


def dataset_description(graph: PlanGraph, *, endpoint: str, media_type: str) -> Made:
    """Make the description of the graph (https://www.w3.org/TR/void/)."""
    return _made(_dataset(graph, endpoint), media_type)


def _made(triples: Iterator[Triple], media_type: str) -> Made:
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    prefixes = {"sd": SD, "void": VOID, "dcterms": DCTERMS, "xsd": XSD, "formats": FORMATS, "jb": terms.JB}
    return Made(serialize(triples, format=form, prefixes=prefixes) or b"", media_type)


def _service(graph: PlanGraph, endpoint: str) -> Iterator[Triple]:
    this = NamedNode(endpoint)
    yield Triple(this, _TYPE, NamedNode(SD + "Service"))
    yield Triple(this, _SEE, NamedNode(endpoint.removesuffix("sparql") + "questions"))
    yield Triple(this, NamedNode(SD + "endpoint"), this)
    yield Triple(this, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query"))
    for name in _RESULTS:
        yield Triple(this, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + name))
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield Triple(this, NamedNode(SD + "defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, NamedNode(SD + "Dataset"))
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), default)
    yield Triple(default, _TYPE, NamedNode(SD + "Graph"))
    yield Triple(default, NamedNode(VOID + "triples"), _count(graph, "?s ?p ?o"))


def _dataset(graph: PlanGraph, endpoint: str) -> Iterator[Triple]:
    place = urlsplit(endpoint)
    root = f"{place.scheme}://{place.netloc}"
    this = NamedNode(f"{root}{WELL_KNOWN}#dataset")
    yield Triple(NamedNode(root + WELL_KNOWN), _TYPE, NamedNode(VOID + "DatasetDescription"))
    yield Triple(NamedNode(root + WELL_KNOWN), NamedNode("http://xmlns.com/foaf/0.1/primaryTopic"), this)
    yield Triple(this, _TYPE, NamedNode(VOID + "Dataset"))
    for text, lang in (("江北区规划与责任知识图谱", "zh"), ("The knowledge graph of Jiangbei's plans", "en")):
        yield Triple(this, NamedNode(DCTERMS + "title"), Literal(text, language=lang))
    yield Triple(this, NamedNode(VOID + "sparqlEndpoint"), NamedNode(endpoint))
    yield Triple(this, _SEE, NamedNode(f"{root}/questions"))
    yield Triple(this, NamedNode(VOID + "uriSpace"), Literal(terms.BASE))
    for namespace in sorted({terms.JB, terms.SKOS, DCTERMS, "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/org#"}):
        yield Triple(this, NamedNode(VOID + "vocabulary"), NamedNode(namespace))
    yield Triple(this, NamedNode(VOID + "triples"), _count(graph, "?s ?p ?o"))
    yield Triple(this, NamedNode(VOID + "distinctSubjects"), _count(graph, "?s ?p ?o", "DISTINCT ?s"))
    yield Triple(this, NamedNode(VOID + "distinctObjects"), _count(graph, "?s ?p ?o", "DISTINCT ?o"))
    for kind, query in (
        ("class", "SELECT ?x (COUNT(?s) AS ?n) { ?s a ?x FILTER(isIRI(?x)) } GROUP BY ?x ORDER BY ?x"),
        ("property", "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY ?x"),
    ):
        result = graph._answer(query)
        assert isinstance(result, QuerySolutions)
        found = list(result)
        many = "classes" if kind == "class" else "properties"
        yield Triple(this, NamedNode(VOID + many), Literal(len(found)))
        counted = "entities" if kind == "class" else "triples"
        for number, row in enumerate(found):
            part = BlankNode(f"{kind}{number}")
            yield Triple(this, NamedNode(f"{VOID}{kind}Partition"), part)
            yield Triple(part, NamedNode(VOID + kind), row["x"])
            yield Triple(part, NamedNode(VOID + counted), row["n"])


def _count(graph: PlanGraph, pattern: str, what: str = "*") -> Literal:
    result = graph._answer(f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}")
    assert isinstance(result, QuerySolutions)
    value = next(result)["n"]
    assert isinstance(value, Literal)
    return value
