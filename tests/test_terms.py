"""Names of terms: CURIEs, the IRIs in a query, and the nearest known name."""

from __future__ import annotations

import pytest

from jbgraph import terms

JB = "https://w3id.org/jbgraph/ontology#"
KNOWN = {"jb": JB, "doc": "https://w3id.org/jbgraph/x/", "deep": "https://w3id.org/jbgraph/x/y/"}


def test_prefixes_are_those_of_the_one_file() -> None:
    found = terms.prefixes()
    assert found["jb"] == JB
    assert found["skos"] == "http://www.w3.org/2004/02/skos/core#"


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (JB + "serves", "jb:serves"),
        ("https://w3id.org/jbgraph/x/y/s001", "deep:s001"),  # the longest namespace
        ("https://w3id.org/jbgraph/x/s001", "doc:s001"),
        ("https://w3id.org/jbgraph/x/z/s001", "https://w3id.org/jbgraph/x/z/s001"),  # no CURIE with a slash in it
        ("http://example.org/a", "http://example.org/a"),
    ],
)
def test_compress(iri: str, short: str) -> None:
    assert terms.compress(iri, KNOWN) == short


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("jb:serves", JB + "serves"),
        (" jb:serves ", JB + "serves"),
        ("<http://example.org/a>", "http://example.org/a"),
        ("http://example.org/a", "http://example.org/a"),
        ("other:serves", None),
        ("清河工程", None),
        ("jb:two words", None),
        ("", None),
    ],
)
def test_expand(text: str, iri: str | None) -> None:
    assert terms.expand(text, KNOWN) == iri


@pytest.mark.parametrize("iri", [JB + "serves", "https://w3id.org/jbgraph/x/y/s001"])
def test_expand_undoes_compress(iri: str) -> None:
    assert terms.expand(terms.compress(iri, KNOWN), KNOWN) == iri


def test_iris_of_a_query_stand_with_their_lines() -> None:
    query = """PREFIX my: <http://example.org/my#>
SELECT * { ?s jb:serves ?o ;
  my:own <http://example.org/a> .
  ?o ^doc:b|jb:partOf+ ?x }"""
    assert terms.iris(query, KNOWN) == [
        (JB + "serves", 2),
        ("http://example.org/my#own", 3),
        ("http://example.org/a", 3),
        ("https://w3id.org/jbgraph/x/b", 4),
        (JB + "partOf", 4),
    ]


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "jb:notATerm" }',
        "SELECT * { ?s ?p 'jb:notATerm' }",
        'SELECT * { ?s ?p """two\nlines jb:notATerm" """ }',
        'SELECT * { ?s ?p "quote \\" jb:notATerm" }',
        "SELECT * { ?s ?p ?o } # jb:notATerm",
        "SELECT * { ?jb ?p ?o FILTER(?jb < 3) }",
    ],
)
def test_strings_comments_and_variables_name_no_term(query: str) -> None:
    assert terms.iris(query, KNOWN) == []


def test_a_hash_in_an_iri_begins_no_comment() -> None:
    assert terms.iris(f"SELECT * {{ ?s <{JB}a> ?o ; <{JB}b> ?x }}", KNOWN) == [(JB + "a", 1), (JB + "b", 1)]


@pytest.mark.parametrize(
    ("wanted", "best"),
    [
        (JB + "servs", JB + "serves"),
        (JB + "serve", JB + "serves"),
        ("https://w3id.org/jbgraph/x/serves", JB + "serves"),  # the right name in the wrong namespace
        (JB + "zzz", None),  # the namespace alone makes nothing alike
        ("projects-of-gaol", "projects-of-goal"),
    ],
)
def test_nearest(wanted: str, best: str | None) -> None:
    known = [JB + "serves", JB + "stage", "https://w3id.org/jbgraph/x/s001", "projects-of-goal", "all-tasks"]
    assert terms.nearest(wanted, known) == best


def test_undeclared_prefix_is_found_with_its_line() -> None:
    assert terms.undeclared("SELECT *\n{ ?s jb:a ?o ; ex:b ?x }", KNOWN) == ("ex", 2)
    assert terms.undeclared("PREFIX ex: <http://e/>\nSELECT * { ?s ex:b 'no:term' }", KNOWN) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://a/> { ?s ?p ?o } }",
        "SELECT * { ?s a 1SERVICE<http://a/>{} }",  # the engine needs no blanks
        "SELECT * { SERVICESILENT<http://a/>{} }",
        "PREFIX : <http://a/> SELECT * { SERVICE:b {} }",
        "SELECT * { ?s ?p trueSERVICE:b {} }",
        "SELECT * { SERVICE# comment\n<http://a/> {} }",
        "SELECT * { ?s <http://a\\u0041#> ?o SERVICE <http://a/> {} }",  # an escape in an IRI hides nothing
        "SELECT * { ?s jb:a\\# SERVICE <http://a/> {} }",
    ],
)
def test_service_clauses_are_seen(query: str) -> None:
    assert terms.calls_service(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p ?o }",
        "SELECT * { ?s jb:service ?o }",
        'SELECT * { ?s ?p "SERVICE <http://a/>"@en-service }',
        "SELECT * { ?s ?p <http://a/SERVICE> } # SERVICE <http://a/>",
        "SELECT * { _:service ?p ?o }",
    ],
)
def test_the_word_service_is_no_service_clause(query: str) -> None:
    assert not terms.calls_service(query)
