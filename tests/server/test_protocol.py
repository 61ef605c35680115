"""The query operation of SPARQL 1.1 Protocol: one behaviour of the specification a test, named by its section."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from serving import Service, sparql

from jbgraph import PlanGraph, terms

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
GOALS = "SELECT ?s { ?s a jb:Goal } ORDER BY ?s"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def goals(real: PlanGraph) -> list[str]:
    """Return the goals as the library has them."""
    return [iri for (iri,) in real.tuples(GOALS)]


def two_graphs(real: PlanGraph) -> list[str]:
    """Return two passages that state the same triple."""
    rows = real.tuples(
        "SELECT ?a ?b { GRAPH ?a { ?s jb:serves ?o } GRAPH ?b { ?s jb:serves ?o } FILTER(STR(?a) < STR(?b)) }"
        " ORDER BY ?a ?b LIMIT 1"
    )
    return list(rows[0])


# -- 2.1 query operation ---------------------------------------------------------------------------------------------


def test_2_1_1_query_by_get(service: Service, real: PlanGraph) -> None:
    reply = service.ask("GET", sparql(GOALS))
    assert (reply.status, reply.type) == (200, JSON)
    assert [row["s"]["value"] for row in reply.json()["results"]["bindings"]] == goals(real)


def test_2_1_2_query_by_post_of_a_form(service: Service, real: PlanGraph) -> None:
    reply = service.post("/sparql", urlencode({"query": GOALS}), FORM)
    assert [row["s"]["value"] for row in reply.json()["results"]["bindings"]] == goals(real)


def test_2_1_3_query_by_post_of_the_query_itself(service: Service, real: PlanGraph) -> None:
    for kind in (DIRECT, f"{DIRECT}; charset=UTF-8"):
        reply = service.post("/sparql", GOALS, kind)
        assert [row["s"]["value"] for row in reply.json()["results"]["bindings"]] == goals(real)


def test_2_1_a_query_may_be_chinese_in_every_way_it_is_sent(service: Service) -> None:
    text = 'ASK { ?s skos:prefLabel "九大工程"@zh }'
    for reply in (
        service.query(text),
        service.post("/sparql", urlencode({"query": text}), FORM),
        service.post("/sparql", text, DIRECT),
    ):
        assert reply.json()["boolean"] is True


def test_2_1_exactly_one_query(service: Service) -> None:
    twice = urlencode([("query", "ASK {}"), ("query", "ASK {}")])
    assert service.get(f"/sparql?{twice}").status == 400
    assert service.post("/sparql", twice, FORM).status == 400
    assert service.post("/sparql", "", DIRECT).status == 400
    assert service.post("/sparql", "default-graph-uri=http%3A%2F%2Fa%2F", FORM).status == 400
    assert service.get("/sparql?default-graph-uri=http%3A%2F%2Fa%2F").status == 400


def test_2_1_other_methods_are_not_allowed(service: Service) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = service.ask(method, sparql("ASK {}"))
        assert reply.status == 405
        assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "multipart/form-data", f"{DIRECT}; charset=gbk", None]
)
def test_2_1_a_body_of_another_type_is_not_taken(service: Service, kind: str | None) -> None:
    assert service.post("/sparql", "ASK {}", kind).status == 415


def test_2_1_a_query_that_is_not_utf_8_is_malformed(service: Service) -> None:
    assert service.post("/sparql", "ASK { ?s ?p '九' }".encode("gbk"), DIRECT).status == 400
    assert service.get("/sparql?query=" + quote("ASK { ?s ?p '九' }".encode("gbk"))).status == 400
    assert (
        service.post("/sparql", b"query=" + quote("ASK { ?s ?p '九' }".encode("utf-16")).encode(), FORM).status == 400
    )


def test_head_says_what_get_would_say_without_the_body(service: Service) -> None:
    got, head = (service.ask(method, sparql(GOALS)) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    assert {name: head.headers.get(name) for name in ("content-type", "content-length", "etag")} == {
        name: got.headers.get(name) for name in ("content-type", "content-length", "etag")
    }
    assert service.ask("HEAD", sparql("SELEC")).status == 400


# -- 2.1.4 specifying an RDF dataset ---------------------------------------------------------------------------------


def test_2_1_4_without_a_dataset_the_merge_of_the_layers_is_asked(service: Service, real: PlanGraph) -> None:
    assert [service.bindings(COUNT)[0]["n"]] == [n for (n,) in real.tuples(COUNT)]
    named = service.bindings(NAMES)
    assert [row["g"] for row in named] == [g for (g,) in real.tuples(NAMES)]


def sent(service: Service, how: str, query: str, dataset: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Ask with a dataset in each of the three ways."""
    if how == "get":
        reply = service.get("/sparql?" + urlencode([("query", query), *dataset]))
    elif how == "form":
        reply = service.post("/sparql", urlencode([("query", query), *dataset]), FORM)
    else:
        reply = service.post("/sparql?" + urlencode(dataset), query, DIRECT)
    assert reply.status == 200, reply
    return [{name: term["value"] for name, term in row.items()} for row in reply.json()["results"]["bindings"]]


WAYS = pytest.mark.parametrize("how", ["get", "form", "direct"])


@WAYS
def test_2_1_4_one_default_graph(service: Service, real: PlanGraph, how: str) -> None:
    one = two_graphs(real)[0]
    expected = real.tuples(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{one}> {{ ?s ?p ?o }} }}")
    assert sent(service, how, COUNT, [("default-graph-uri", one)]) == [{"n": n} for (n,) in expected]
    assert sent(service, how, NAMES, [("default-graph-uri", one)]) == []


@WAYS
def test_2_1_4_several_default_graphs_are_merged_each_triple_once(service: Service, real: PlanGraph, how: str) -> None:
    both = two_graphs(real)
    union = " UNION ".join(f"{{ GRAPH <{graph}> {{ ?s ?p ?o }} }}" for graph in both)
    expected = {tuple(row) for row in real.tuples(f"SELECT DISTINCT ?s ?p ?o {{ {union} }}")}
    found = sent(service, how, "SELECT * { ?s ?p ?o }", [("default-graph-uri", graph) for graph in both])
    assert {(row["s"], row["p"], row["o"]) for row in found} == expected
    assert len(found) == len(expected)


@WAYS
def test_2_1_4_named_graphs_and_an_empty_default_graph(service: Service, real: PlanGraph, how: str) -> None:
    both = two_graphs(real)
    dataset = [("named-graph-uri", graph) for graph in both]
    assert sent(service, how, NAMES, dataset) == [{"g": graph} for graph in sorted(both)]
    assert sent(service, how, COUNT, dataset) == [{"n": "0"}]


@WAYS
def test_2_1_4_the_dataset_of_the_request_comes_before_that_of_the_query(
    service: Service, real: PlanGraph, how: str
) -> None:
    one, other = two_graphs(real)
    query = f"SELECT DISTINCT ?g FROM <{other}> FROM NAMED <{other}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    dataset = [("default-graph-uri", other), ("named-graph-uri", one)]
    assert sent(service, how, query, dataset) == [{"g": one}]
    assert sent(service, how, query, [("default-graph-uri", one)]) == []


def test_13_2_1_several_graphs_of_from_are_merged_each_triple_once(service: Service, real: PlanGraph) -> None:
    one, other = two_graphs(real)
    asked = service.bindings(f"SELECT (COUNT(*) AS ?n) FROM <{one}> FROM <{other}> {{ ?s ?p ?o }}")
    union = f"{{ GRAPH <{one}> {{ ?s ?p ?o }} }} UNION {{ GRAPH <{other}> {{ ?s ?p ?o }} }}"
    assert asked[0]["n"] == str(len(real.tuples(f"SELECT DISTINCT ?s ?p ?o {{ {union} }}")))


def test_2_1_4_a_graph_is_named_by_an_absolute_iri(service: Service) -> None:
    assert service.query("ASK {}", **{"default-graph-uri": "not an iri"}).status == 400


# -- 2.1.5 accepted response formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (f"{JSON};q=0.2, {XML};q=0.8", XML),
        (f"{XML};q=0, */*;q=0.1", JSON),
        ("text/html, application/xml;q=0.9, */*;q=0.8", XML),
        ("application/json", JSON),
        ("TEXT/CSV", "text/csv"),
    ],
)
def test_2_1_5_a_table_comes_in_the_format_the_client_likes_best(
    service: Service, accept: str | None, expected: str
) -> None:
    reply = service.query("SELECT * { ?s a jb:Goal } LIMIT 1", accept)
    assert (reply.status, reply.type) == (200, expected)
    assert "accept" in reply.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        (f"{JSON}, text/turtle;q=0.1", "text/turtle"),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s a jb:Goal }", "DESCRIBE ?s { ?s a jb:Goal }"])
def test_2_1_5_triples_come_in_the_format_the_client_likes_best(
    service: Service, accept: str | None, expected: str, query: str
) -> None:
    reply = service.query(query, accept)
    assert (reply.status, reply.type) == (200, expected)


def test_a_format_that_is_not_ours_is_not_acceptable(service: Service) -> None:
    assert service.query("ASK {}", "image/png").status == 406
    assert service.query("CONSTRUCT WHERE { ?s a jb:Goal }", "text/csv").status == 406
    assert service.query("SELECT * {}", "text/turtle").status == 406
    assert service.query("SELECT * {}", f"{JSON};q=0").status == 406


@pytest.mark.parametrize("name", ["format", "output"])
def test_a_parameter_says_the_format_where_a_client_sets_no_header(service: Service, name: str) -> None:
    expected = {"json": JSON, "xml": XML, "csv": "text/csv", "tsv": "text/tab-separated-values", "text/csv": "text/csv"}
    for short, media_type in expected.items():
        assert service.query("SELECT * { ?s a jb:Goal }", "image/png", **{name: short}).type == media_type
    triples = {
        "turtle": "text/turtle",
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
        "xml": "application/rdf+xml",
    }
    for short, media_type in triples.items():
        assert service.query("CONSTRUCT WHERE { ?s a jb:Goal }", **{name: short}).type == media_type
    assert service.query("ASK {}", **{name: "nonsense"}).status == 406


# -- 2.1.6 success and failure ---------------------------------------------------------------------------------------


def test_2_1_6_a_malformed_query_is_400_with_its_place(service: Service) -> None:
    reply = service.query("SELECT *\n{ ?s jb:serves }", "application/json")
    assert (reply.status, reply.type) == (400, "application/json")
    assert (reply.json()["line"], reply.json()["column"]) == (2, 16)
    assert "line 2, column 16" in reply.json()["message"]


def test_2_1_6_the_place_is_that_in_what_was_sent_not_in_what_we_put_before_it(service: Service) -> None:
    said = service.query("ASK { ?s jb:serves }", "application/json").json()
    assert (said["line"], said["column"]) == (1, 20)


def test_2_1_6_an_error_comes_in_the_language_and_the_form_of_the_client(service: Service) -> None:
    english, chinese = (service.query("SELEC", lang=lang) for lang in ("en-GB, zh;q=0.5", "zh-CN"))
    assert english.type == chinese.type == "text/plain"
    assert "the query does not parse" in english.text
    assert "查询无法解析" in chinese.text
    assert service.query("SELEC", JSON, "zh").json()["message"].startswith("查询第1行")


def test_2_1_6_a_term_of_ours_that_does_not_exist_is_told_with_the_nearest(service: Service) -> None:
    reply = service.query("SELECT * { ?s jb:servs ?o }")
    assert reply.status == 400
    assert "jb:servs is not defined" in reply.text
    assert "jb:serves" in reply.text


def test_prefixes_of_ours_need_not_be_declared_and_may_be_declared_otherwise(service: Service) -> None:
    assert service.query("ASK { ?s a jb:Goal }").json()["boolean"] is True
    assert service.query("PREFIX jb: <http://example.org/> ASK { ?s a jb:Goal }").json()["boolean"] is False


# -- 2.2 update, and what a query must not do ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <http://a/> <http://a/> 1 }", "LOAD <file:///etc/passwd>", "CLEAR ALL", "DROP DEFAULT"],
)
def test_2_2_an_update_is_refused(service: Service, update: str) -> None:
    before = service.bindings(COUNT)
    assert service.post("/sparql", urlencode({"update": update}), FORM).status == 403
    assert service.post("/sparql", update, "application/sparql-update").status == 403
    assert service.get("/sparql?" + urlencode({"update": update})).status == 403
    assert service.query(update).status == 400  # no query by the grammar of queries
    assert service.bindings(COUNT) == before


def test_another_machine_is_not_asked(service: Service) -> None:
    query = f"SELECT * {{ SERVICE <{service.url}/sparql> {{ ?s ?p ?o }} }}"
    reply = service.query(query)
    assert reply.status == 403
    assert "SERVICE is off" in reply.text
    assert service.query(query.replace("SERVICE", "S\\u0045RVICE")).status == 400
    assert service.query(query.replace("SERVICE ", "# a\nsErViCe SILENT ")).status == 403


def test_a_file_is_not_read(service: Service) -> None:
    for query in (
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    ):
        assert service.bindings(query) == []
    assert service.bindings("SELECT * { ?s ?p ?o }", **{"default-graph-uri": "file:///etc/passwd"}) == []


# -- 4 policy: other pages, copies -----------------------------------------------------------------------------------


def test_options_says_what_the_endpoint_takes(service: Service) -> None:
    reply = service.ask("OPTIONS", "/sparql")
    assert (reply.status, reply.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


def test_another_page_may_ask(service: Service) -> None:
    ask = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    reply = service.ask("OPTIONS", "/sparql", {**ask, "Access-Control-Request-Headers": "content-type"})
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert "content-type" in reply.headers["access-control-allow-headers"].lower()
    assert service.ask("GET", sparql("ASK {}"), {"Origin": "https://a.b"}).headers["access-control-allow-origin"] == "*"


def test_what_has_not_changed_is_not_sent_again(service: Service) -> None:
    first = service.query(GOALS)
    again = service.ask("GET", sparql(GOALS), {"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert service.ask("GET", sparql(GOALS), {"If-None-Match": '"other"'}).status == 200
    assert service.query(GOALS, XML).headers["etag"] != first.headers["etag"]
    assert service.query(COUNT).headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?t) {}", "SELECT (rand () AS ?t) {}", "SELECT (UUID() AS ?t) {}"])
def test_what_changes_each_time_has_no_tag(service: Service, query: str) -> None:
    assert "etag" not in service.query(query).headers


def test_a_triple_term_of_sparql_1_2_is_answered(service: Service) -> None:
    row = service.query("SELECT (<<( jb:Goal a jb:Goal )>> AS ?t) {}").json()["results"]["bindings"][0]["t"]
    assert row["type"] == "triple"
    assert row["value"]["subject"]["value"] == terms.JB + "Goal"
