"""The engines: a store in this process, and a real endpoint spoken to over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from endpoint import Endpoint, serve
from pyoxigraph import QueryBoolean, QuerySolutions
from samples import TINY, Q

import jbgraph
from jbgraph import JbgraphError, PlanGraph, loading
from jbgraph.engines import EmbeddedEngine, EndpointEngine

PROGRAMS = "SELECT ?program { ?program a jb:Program } ORDER BY ?program"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve(loading.build(TINY)) as served:
        yield served


@pytest.fixture(scope="module")
def remote(endpoint: Endpoint) -> PlanGraph:
    return jbgraph.load(endpoint=endpoint.url, sources=TINY / "sources")


def test_embedded_engine_answers_from_its_store() -> None:
    engine = EmbeddedEngine(loading.build(TINY))
    result = engine.query("ASK { ?s a <https://w3id.org/jbgraph/ontology#Goal> }")
    assert isinstance(result, QueryBoolean)
    assert bool(result)


def test_endpoint_is_asked_by_get_and_for_what_can_be_read(endpoint: Endpoint) -> None:
    result = EndpointEngine(endpoint.url).query("ASK { ?s ?p ?o } # 清河")
    assert isinstance(result, QueryBoolean)
    assert bool(result)
    headers, query = endpoint.asked[-1]
    assert endpoint.methods[-1] == "GET"
    assert query == "ASK { ?s ?p ?o } # 清河"
    assert "application/sparql-results+json" in headers["Accept"]


def test_a_long_query_is_posted(endpoint: Endpoint) -> None:
    query = "ASK { ?s ?p ?o } # " + "清河" * 1000
    assert bool(EndpointEngine(endpoint.url).query(query))
    headers, asked = endpoint.asked[-1]
    assert endpoint.methods[-1] == "POST"
    assert asked == query
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_what_the_address_says_itself_is_kept(endpoint: Endpoint) -> None:
    assert bool(EndpointEngine(endpoint.url + "/here?token=1").query("ASK { ?s ?p ?o }"))


def test_endpoint_gives_solutions_and_triples(endpoint: Endpoint) -> None:
    engine = EndpointEngine(endpoint.url)
    rows = engine.query("SELECT ?s { ?s a <https://w3id.org/jbgraph/ontology#Goal> }")
    assert isinstance(rows, QuerySolutions)
    assert [row["s"].value for row in rows] == [Q + "lead-in-modernising-the-water-town"]
    triples = engine.query(f"CONSTRUCT WHERE {{ <{Q}clean-river-program> a ?type }}")
    assert [triple.object.value for triple in triples] == ["https://w3id.org/jbgraph/ontology#Program"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph.select(PROGRAMS),
        lambda graph: graph.prefixes,
        lambda graph: graph.index,
        lambda graph: graph.info("zh"),
        lambda graph: graph.search("shixi"),
        lambda graph: graph.describe("清河工程"),
        lambda graph: graph.evidence("清河工程"),
        lambda graph: graph.passages(),
        lambda graph: graph.path("河道整治项目", "水乡环境现代化"),
        lambda graph: graph.map(),
        lambda graph: graph.draw(graph.map(), "html"),
        lambda graph: graph.question("goals-without-metric"),
        lambda graph: sorted(graph.to_networkx().edges(keys=True)),
        lambda graph: graph.validate("texts", "names", "coverage"),
    ],
)  # fmt: skip
def test_every_verb_gives_the_same_over_an_endpoint(ask, tiny: PlanGraph, remote: PlanGraph) -> None:
    here, there = ask(tiny), ask(remote)
    if hasattr(here, "where"):
        here, there = here.table(), there.table()
    assert there == here


def test_an_answer_takes_few_requests(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JBGRAPH_SOURCES", raising=False)  # their texts are asked for besides
    for ask in (lambda graph: graph.describe("清河工程"), lambda graph: graph.draw(graph.map(), "html")):
        graph = jbgraph.load(endpoint=endpoint.url)
        before = len(endpoint.asked)
        ask(graph)
        assert len(endpoint.asked) - before < 25, "each is a way over the network"


def test_syntax_errors_of_an_endpoint_are_syntax_errors(remote: PlanGraph) -> None:
    with pytest.raises(JbgraphError, match="query, line 1, column 11: the query does not parse"):
        remote.query("SELECT * {")


def test_an_endpoint_is_not_copied_whole(remote: PlanGraph) -> None:
    with pytest.raises(JbgraphError, match="an endpoint is not copied whole"):
        remote.serialize()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/page", "does not speak SPARQL: it sent text/html"),
        ("/status/500", "the endpoint answers 500 Internal Server Error"),
        ("/status/404", "the endpoint answers 404 Not Found"),
        ("/broken", "the endpoint cannot be reached"),
    ],
)
def test_what_is_no_endpoint_is_named_with_its_address(endpoint: Endpoint, path: str, said: str) -> None:
    with pytest.raises(JbgraphError, match=said) as caught:
        EndpointEngine(endpoint.url + path).query("ASK {}")
    assert caught.value.where == endpoint.url + path


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://127.0.0.1:x/", "http://[1/", "http://", "http://a b/"])
def test_an_address_where_nothing_answers(url: str) -> None:
    with pytest.raises(JbgraphError, match="the endpoint cannot be reached"):
        EndpointEngine(url).query("ASK {}")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/", "localhost:3030"])
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(JbgraphError, match="begins with http"):
        EndpointEngine(url)


# -- a server that is busy, elsewhere, or breaks off ----------------------------------------------------------------


@pytest.mark.parametrize("code", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_as_it_says(code: int) -> None:
    with serve(loading.build(TINY)) as busy:
        assert bool(EndpointEngine(f"{busy.url}/busy/{code}/0").query("ASK { ?s ?p ?o }"))
        assert len(busy.asked) == 4, "refused twice, then found out, then asked"


@pytest.mark.parametrize("path", ["/status/503", "/busy/503/3600", "/busy/503/Fri, 31 Dec 2999 23:59:59 GMT"])
def test_a_server_that_stays_busy_is_given_up(path: str) -> None:
    with serve(loading.build(TINY)) as busy:
        with pytest.raises(JbgraphError, match="the endpoint is busy: 503 Service Unavailable"):
            EndpointEngine(busy.url + path.replace(" ", "%20")).query("ASK {}")
        assert len(busy.asked) == (3 if path == "/status/503" else 1)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("length", [1, 1000], ids=["GET", "POST"])
def test_a_redirect_is_followed_with_the_query(endpoint: Endpoint, code: int, length: int) -> None:
    query = "ASK { ?s ?p ?o } # " + "清河" * length
    if code == 303 and length > 1:
        return  # the query is left behind (RFC 9110, section 15.4.4): the server has to have kept it
    assert bool(EndpointEngine(f"{endpoint.url}/moved/{code}").query(query))
    assert endpoint.asked[-1][1] == query


@pytest.mark.parametrize("where", ["file:///etc/hostname", "ftp://127.0.0.1/", "https://127.0.0.1:9/"])
def test_a_redirect_to_another_scheme_is_not_followed(endpoint: Endpoint, where: str) -> None:
    with pytest.raises(JbgraphError, match="the endpoint sends elsewhere"):
        EndpointEngine(f"{endpoint.url}/moved/302/{quote(where, safe='')}").query("ASK {}")


def test_redirects_without_end_are_left() -> None:
    with serve(loading.build(TINY)) as circle:
        with pytest.raises(JbgraphError, match="the endpoint answers 302"):
            EndpointEngine(circle.url + "/circle").query("ASK {}")
        assert len(circle.asked) < 30


@pytest.mark.parametrize("code", [401, 403])
def test_a_server_that_wants_a_login_is_named_so(endpoint: Endpoint, code: int) -> None:
    with pytest.raises(JbgraphError, match=f"lets nobody in without a login: {code}"):
        EndpointEngine(f"{endpoint.url}/status/{code}").query("ASK {}")


def test_a_silent_server_is_given_up(endpoint: Endpoint) -> None:
    with pytest.raises(JbgraphError, match=r"silent for 0\.2 s"):
        EndpointEngine(endpoint.url + "/silent", timeout=0.2).query("ASK {}")


def test_solutions_are_read_as_they_are_asked_for_and_half_of_them_are_an_error() -> None:
    with serve(loading.build(TINY)) as cut:
        result = EndpointEngine(cut.url + "/cut").query("SELECT * { ?s ?p ?o }")
        assert isinstance(result, QuerySolutions)
        assert next(iter(result))
        with pytest.raises(JbgraphError, match="bytes are missing"):
            list(result)


def test_what_server_it_is_takes_one_request() -> None:
    with serve(loading.build(TINY)) as served:
        engine = EndpointEngine(served.url)
        assert served.asked == []
        for _ in range(3):
            engine.query("ASK {}")
        assert len(served.asked) == 4
