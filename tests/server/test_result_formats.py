"""Every result format, read back by libraries that others wrote: the same as from the library in this process."""

from __future__ import annotations

import io

import pytest
import rdflib
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from rdflib.query import Result
from serving import Service

from jbgraph import PlanGraph, terms

TABLE = """SELECT ?s ?label ?n ?none { { ?s a jb:Goal ; skos:prefLabel ?label } UNION
  { VALUES (?s ?label ?n) {
    (UNDEF "a\\"b,c\\n<d>&\\t\\\\},{" 1) (UNDEF "},{\\"x\\"" 2.5) (<http://a/?b=c&d> "九"@zh UNDEF) } } }
ORDER BY ?s ?label"""
EMPTY = "SELECT ?s { ?s a jb:Goal, jb:Metric }"
UNBOUND = "SELECT ?a { VALUES ?a { UNDEF UNDEF 1 UNDEF } }"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a jb:Goal ; ?p ?o }"
BLANK = "CONSTRUCT { ?s jb:serves [ rdfs:label 'a\"b\\n'@en ; rdf:value 1.5 ] } WHERE { ?s a jb:Goal }"
TABLES = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("query", [TABLE, EMPTY, UNBOUND], ids=["table", "empty", "unbound"])
@pytest.mark.parametrize("form", TABLES)
def test_solutions_are_read_back_equal_by_oxigraph(service: Service, real: PlanGraph, form: str, query: str) -> None:
    read = parse_query_results(service.query(query, format=form).body, format=TABLES[form])
    expected = real.query(query)
    assert isinstance(read, QuerySolutions)
    assert isinstance(expected, QuerySolutions)
    names = [variable.value for variable in expected.variables]
    assert [variable.value for variable in read.variables] == names
    assert [[row[name] for name in names] for row in read] == [[row[name] for name in names] for row in expected]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_solutions_are_read_back_equal_by_rdflib(service: Service, form: str) -> None:
    reply = service.query(TABLE, format=form)
    read = Result.parse(io.BytesIO(reply.body), format=form)
    labels = [str(row["label"]) for row in read]
    assert labels == [row["label"] for row in service.bindings(TABLE)]
    assert 'a"b,c\n<d>&\t\\},{' in labels


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("query", ["ASK { ?s a jb:Goal }", "ASK { ?s a jb:Goal, jb:Metric }"])
def test_a_boolean_is_read_back(service: Service, real: PlanGraph, form: str, query: str) -> None:
    reply = service.query(query, format=form)
    read = parse_query_results(reply.body, format=TABLES[form])
    assert isinstance(read, QueryBoolean)
    assert bool(read) == real.ask(query) == Result.parse(io.BytesIO(reply.body), format=form).askAnswer


def canonical(quads: list[Quad]) -> set[str]:
    """Return triples with canonical names of blank nodes."""
    dataset = Dataset(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize("query", [TRIPLES, BLANK], ids=["triples", "blank"])
@pytest.mark.parametrize("form", GRAPHS)
def test_triples_are_read_back_equal(service: Service, real: PlanGraph, form: str, query: str) -> None:
    reply = service.query(query, format=form)
    found = real.query(query)
    expected = canonical([Quad(triple.subject, triple.predicate, triple.object) for triple in found])  # type: ignore[union-attr]
    assert canonical(list(parse(reply.body, format=GRAPHS[form]))) == expected
    if form != "nquads":  # TriG without named graphs is Turtle
        own = {"rdfxml": "xml", "jsonld": "json-ld", "trig": "turtle"}.get(form, form)
        assert len(rdflib.Graph().parse(data=reply.body, format=own)) == len(expected)


@pytest.mark.parametrize("form", TABLES)
def test_triple_terms_and_directions_of_sparql_1_2_are_read_back(service: Service, real: PlanGraph, form: str) -> None:
    query = 'SELECT ?t ?d (LANGDIR(?d) AS ?w) { BIND(<<( jb:Goal jb:order 1.5 )>> AS ?t) BIND("x"@ar--rtl AS ?d) }'
    found = parse_query_results(service.query(query, format=form).body, format=TABLES[form])
    expected = real.query(query)
    assert isinstance(found, QuerySolutions)
    assert isinstance(expected, QuerySolutions)
    assert [list(map(str, row)) for row in found] == [list(map(str, row)) for row in expected]


@pytest.mark.parametrize("form", [form for form in GRAPHS if form != "jsonld"])
def test_triples_about_triples_of_rdf_1_2_are_read_back(service: Service, form: str) -> None:
    """JSON-LD has no triple terms."""
    query = "CONSTRUCT { <http://a/r> rdf:reifies <<( jb:Goal jb:order 2 )>> } {}"
    (quad,) = parse(service.query(query, format=form).body, format=GRAPHS[form])
    assert quad.object == Triple(NamedNode(terms.JB + "Goal"), NamedNode(terms.JB + "order"), Literal(2))


def test_the_rows_that_the_log_counts_are_those_of_the_result(service: Service) -> None:
    for query in (TABLE, EMPTY, UNBOUND, "SELECT * { ?s ?p ?o } LIMIT 5000"):
        for form in ("json", "xml", "csv", "tsv"):
            rows = len(service.bindings(query))
            assert service.query(query, format=form).status == 200
            assert f" ms {rows} rows " in service.lines()[-1], (query, form, service.lines()[-1])


def test_the_columns_of_select_star_are_those_of_the_query_in_its_order(service: Service) -> None:
    assert service.query("SELECT * { ?z a jb:Goal ; skos:prefLabel ?a }").json()["head"]["vars"] == ["z", "a"]
