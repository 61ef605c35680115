"""The named questions as RDF: tools that know nothing of us find them, and run them with the same answer."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, RDFS, SH, URIRef
from samples import TINY
from serving import Serve, Service

from jbgraph import questions

SCHEMA = rdflib.Namespace("https://schema.org/")
FOUND = """SELECT DISTINCT ?sq ?zh ?en ?query ?target {
  ?sq a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct|sh:describe ?query ; schema:target ?target .
  ?sq rdfs:comment ?zh , ?en FILTER(LANG(?zh) = "zh" && LANG(?en) = "en")
} ORDER BY ?sq"""
"""What the tools of sparql-examples ask, and both languages."""


@pytest.fixture(scope="module")
def published(service: Service) -> rdflib.Graph:
    """The list as the service publishes it."""
    return rdflib.Graph().parse(data=service.get("/questions?lang=en", "text/turtle").body, format="turtle")


def prefixes(graph: rdflib.Graph, one: URIRef) -> str:
    """Return the prefixes of a query as SHACL has them (section 5.2.1): those that sh:prefixes leads to."""
    lines = ""
    for declared in graph.objects(graph.value(one, SH.prefixes), SH.declare):
        lines += f"PREFIX {graph.value(declared, SH.prefix)}: <{graph.value(declared, SH.namespace)}>\n"
    return lines


def test_every_question_is_there_in_both_languages(published: rdflib.Graph, service: Service) -> None:
    found = list(published.query(FOUND, initNs={"sh": SH, "schema": SCHEMA, "rdfs": RDFS}))
    assert [str(row.sq) for row in found] == [f"{service.url}/questions/{name}#query" for name in questions.names()]
    assert {str(row.target) for row in found} == {service.url + "/sparql"}
    for row in found:
        said = questions.question(str(row.sq).rpartition("/")[2].removesuffix("#query")).said
        assert (str(row.zh), str(row.en)) == (said["zh"], said["en"])
        kind = URIRef(str(SH) + "SPARQLSelectExecutable")
        assert (row.sq, RDF.type, kind) in published


def test_each_runs_as_it_stands_with_the_answer_of_its_page(published: rdflib.Graph, service: Service) -> None:
    for one in published.subjects(RDF.type, SH.SPARQLExecutable):
        assert isinstance(one, URIRef)
        answer = service.query(prefixes(published, one) + str(published.value(one, SH.select)))
        page = str(published.value(one, RDFS.seeAlso))
        shown = service.get(f"{page.removeprefix(service.url)}.json?lang=en")
        assert answer.json()["results"] == shown.json()["results"], one


def test_parameters_are_named_typed_and_have_their_defaults(published: rdflib.Graph, service: Service) -> None:
    """projects-of-goal asks for a goal; pathways and the like have texts and numbers."""
    one = URIRef(f"{service.url}/questions/projects-of-goal#query")
    (parameter,) = published.objects(one, SH.parameter)
    assert published.value(parameter, SH.path) == URIRef(f"{service.url}/questions/projects-of-goal#goal")
    assert published.value(parameter, SH.nodeKind) == SH.IRI
    default = published.value(parameter, SH.defaultValue)
    assert isinstance(default, URIRef)
    assert f"<{default}>" in str(published.value(one, SH.select))
    assert {name.language for name in published.objects(parameter, SH.name)} == {"zh", "en"}
    kinds = {str(kind).rpartition("#")[2] for kind in published.objects(None, SH.datatype)}
    assert kinds <= {"string", "decimal"}


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/questions", "application/ld+json", "application/ld+json"),
        ("/questions", "application/rdf+xml", "application/rdf+xml"),
        ("/questions.ttl", None, "text/turtle"),
        ("/questions.nt", "text/html", "application/n-triples"),
        ("/questions.jsonld", None, "application/ld+json"),
    ],
)
def test_formats_by_accept_and_by_suffix(
    service: Service, published: rdflib.Graph, path: str, accept: str | None, media_type: str
) -> None:
    reply = service.get(f"{path}?lang=en", accept)
    assert (reply.status, reply.type) == (200, media_type)
    form = RdfFormat.from_media_type(media_type)
    assert form
    assert len(list(parse(reply.body, format=form))) == len(published)


def test_a_browser_still_gets_the_list(service: Service) -> None:
    assert service.get("/questions", "text/html,application/xhtml+xml,*/*;q=0.8").type == "text/html"
    assert service.get("/questions", "image/png").status == 406


def test_the_descriptions_of_service_and_graph_lead_there(service: Service) -> None:
    for path in ("/sparql", "/.well-known/void"):
        told = rdflib.Graph().parse(data=service.get(path, "text/turtle").body, format="turtle")
        assert URIRef(service.url + "/questions") in set(told.objects(None, RDFS.seeAlso))


def test_queries_answer_in_the_language_asked_for(service: Service) -> None:
    told = {lang: service.get(f"/questions.nt?{urlencode({'lang': lang})}").text for lang in ("zh", "en")}
    assert '\\"zh\\"' in told["zh"]
    assert '\\"zh\\"' not in told["en"]


def test_what_a_graph_has_no_thing_for_is_left_out(serve: Serve) -> None:
    """The invented district has none of the things that questions ask of by default."""
    told = serve("--graph", TINY).get("/questions.nt").text
    assert "goals-without-metric#query" in told
    assert "projects-of-goal#query" not in told
