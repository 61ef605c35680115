"""Reading by SPARQL 1.1 Graph Store HTTP Protocol, the service description and VoID."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from serving import Service

from jbgraph import PlanGraph, terms

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


def some_graph(real: PlanGraph) -> str:
    """Return a passage that says something."""
    return real.tuples("SELECT ?g { GRAPH ?g { ?s jb:serves ?o } } ORDER BY ?g LIMIT 1")[0][0]


def test_5_2_get_reads_a_graph_that_the_request_names(service: Service, real: PlanGraph) -> None:
    name = some_graph(real)
    expected = set(real.tuples(f"SELECT ?s ?p ?o {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"))
    reply = service.get(f"/graphs?graph={quote(name, safe='')}", "application/n-triples")
    assert (reply.status, reply.type) == (200, "application/n-triples")
    found = {
        (q.subject.value, q.predicate.value, q.object.value) for q in parse(reply.body, format=RdfFormat.N_TRIPLES)
    }
    assert found == expected != set()


def test_5_2_get_reads_the_default_graph(service: Service, real: PlanGraph) -> None:
    reply = service.get("/graphs?default", "application/n-triples")
    assert reply.body.count(b"\n") == int(real.tuples("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0])


def test_5_2_a_graph_comes_in_the_format_the_client_likes_best(service: Service, real: PlanGraph) -> None:
    path = f"/graphs?graph={quote(some_graph(real), safe='')}"
    assert service.get(path).type == "text/turtle"
    assert service.get(path, "application/ld+json").type == "application/ld+json"
    assert service.get(path, "text/csv").status == 406


def test_5_2_a_graph_that_is_not_there_is_404(service: Service) -> None:
    assert service.get("/graphs?graph=http%3A%2F%2Fexample.org%2Fnone").status == 404
    assert service.get("/graphs?graph=file%3A%2F%2F%2Fetc%2Fpasswd").status == 404


def test_4_2_a_request_names_exactly_one_graph(service: Service) -> None:
    for query in (
        "",
        "?graph=",
        "?default&graph=http%3A%2F%2Fa%2F",
        "?graph=http%3A%2F%2Fa%2F&graph=http%3A%2F%2Fb%2F",
        "?graph=a",
    ):
        assert service.get(f"/graphs{query}").status == 400, query


def test_5_7_head_is_get_without_the_body(service: Service, real: PlanGraph) -> None:
    path = f"/graphs?graph={quote(some_graph(real), safe='')}"
    head = service.ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == service.get(path).headers["etag"]
    assert service.ask("HEAD", "/graphs?graph=http%3A%2F%2Fa%2F").status == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_5_3_to_5_6_nothing_is_written(service: Service, real: PlanGraph, method: str) -> None:
    path = f"/graphs?graph={quote(some_graph(real), safe='')}"
    before = service.get(path).body
    reply = service.ask(method, path, {"Content-Type": "text/turtle"}, b"<http://a/> <http://b/> 1 .")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert service.get(path).body == before


def test_a_graph_that_has_not_changed_is_not_sent_again(service: Service, real: PlanGraph) -> None:
    path = f"/graphs?graph={quote(some_graph(real), safe='')}"
    tag = service.get(path).headers["etag"]
    assert service.get(path, If_None_Match=tag).status == 304


# -- SPARQL 1.1 Service Description, VoID ----------------------------------------------------------------------------


def test_sd_2_the_bare_endpoint_describes_itself(service: Service, real: PlanGraph) -> None:
    reply = service.get("/sparql")
    assert (reply.status, reply.type) == (200, "text/turtle")
    graph = rdflib.Graph().parse(data=reply.body, format="turtle")
    (this,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert graph.value(this, SD.endpoint) == rdflib.URIRef(f"{service.url}/sparql")
    assert (this, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert len(list(graph.objects(this, SD.resultFormat))) == 10
    count = graph.value(graph.value(graph.value(this, SD.defaultDataset), SD.defaultGraph), VOID.triples)
    assert [(str(count),)] == real.tuples("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert service.get("/sparql", "application/rdf+xml").type == "application/rdf+xml"


def test_void_counts_what_the_graph_holds(service: Service, real: PlanGraph) -> None:
    reply = service.get("/.well-known/void")
    graph = rdflib.Graph().parse(data=reply.body, format="turtle")
    (this,) = graph.subjects(rdflib.RDF.type, VOID.Dataset)
    assert graph.value(this, VOID.sparqlEndpoint) == rdflib.URIRef(f"{service.url}/sparql")
    assert [(str(graph.value(this, VOID.triples)),)] == real.tuples("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    (part,) = graph.subjects(VOID["class"], rdflib.URIRef(terms.JB + "Goal"))
    assert int(str(graph.value(part, VOID.entities))) == len(real.tuples("SELECT ?s { ?s a jb:Goal }"))
    (part,) = graph.subjects(VOID.property, rdflib.URIRef(terms.JB + "serves"))
    assert int(str(graph.value(part, VOID.triples))) == len(real.tuples("SELECT ?s ?o { ?s jb:serves ?o }"))
    assert service.get("/.well-known/void", If_None_Match=reply.headers["etag"]).status == 304
