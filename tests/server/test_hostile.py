"""The hostile suite: after each of these the service answers as if nothing had been."""

from __future__ import annotations

import concurrent.futures
import os
import random
import signal
import socket
from contextlib import suppress

import pytest
from serving import PATIENCE, Serve, Service, sparql

SOON = "ASK { ?s a jb:Goal }"
DIRECT = "application/sparql-query"


def sound(service: Service) -> None:
    """Say that the service answers."""
    assert service.query(SOON).json()["boolean"] is True


@pytest.mark.parametrize(
    "query",
    [
        "\x00",
        "ASK { ?s ?p '\x00' }",
        "ASK { ?s ?p '" + "a" * 1_000_000,
        'ASK { ?s ?p """' + '"" ' * 100_000,
        "SELECT" * 10_000,
        "ASK { <" + "x" * 1_000_000 + "> ?p ?o }",
        "ASK { <http://a/" + "x" * 1_000_000 + "> ?p ?o }",
        "PREFIX a: <http://a/> " * 20_000 + "ASK {}",
        "ASK { ?s ?p '\\uD800' }",
        'ASK { ?s ?p "\ufeff\u202e" }',
        "# " + "x" * 1_000_000,
    ],
    ids=[
        *("null", "null-inside", "open-string", "open-long-string", "keywords", "no-iri", "iri", "prefixes"),
        *("surrogate", "marks", "comment"),
    ],
)
def test_what_is_no_query_or_hardly_one(service: Service, query: str) -> None:
    reply = service.post("/sparql", query.encode("utf-8", "surrogatepass"), DIRECT)
    assert reply.status in (200, 400, 500)
    assert "Traceback" not in reply.text
    sound(service)


@pytest.mark.parametrize("depth", [300, 5_000, 100_000])
@pytest.mark.parametrize("pair", ["()", "{}", "[]"])
def test_brackets_inside_brackets(service: Service, depth: int, pair: str) -> None:
    first, last = pair
    inside = {"(": ("FILTER(", "1", ")"), "{": ("", "", ""), "[": ("?s ?p ", "", "")}[first]
    query = "SELECT * {" + inside[0] + first * depth + inside[1] + last * depth + inside[2] + "}"
    reply = service.post("/sparql", query, DIRECT)
    assert reply.status == 400
    assert "brackets stand more than" in reply.text
    sound(service)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(" + "!" * 100_000 + "true) }",
        "SELECT * { FILTER(1" + "+1" * 100_000 + ") }",
        "SELECT * { {?s ?p ?o}" + " UNION {?s ?p ?o}" * 50_000 + "}",
    ],
    ids=["not", "plus", "union"],
)
def test_what_takes_the_engine_off_its_stack_without_brackets(service: Service, query: str) -> None:
    reply = service.post("/sparql", query, DIRECT)
    assert reply.status in (400, 500, 504)
    sound(service)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT (COUNT(*) AS ?n) { ?a (!<http://none/>)* ?b . ?c (!<http://none/>)* ?d }",
        "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()",
        "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
        "CONSTRUCT { ?a ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
        "ASK { ?s ?p ?o FILTER(REGEX(?o, '" + "(a*)*" * 5_000 + "')) }",
        "ASK { ?s ?p ?o FILTER(REGEX(CONCAT(?o, REPLACE(STR(?s), '.', 'aaaaaaaaaaaaaaaaaaaaaaaa')), '^(a+)+$')) }",
    ],
    ids=["product", "paths", "distinct", "order", "concat", "construct", "pattern", "regex"],
)
def test_bombs(serve: Serve, query: str) -> None:
    service = serve("--timeout", "2", "--memory", "256", "--rows", "50000", "--workers", "1")
    with suppress(Exception):  # what breaks off in the middle
        reply = service.query(query)
        assert reply.status in (200, 500, 504)
    sound(service)


def test_what_is_no_http(service: Service) -> None:
    noise = random.Random(1)
    for data in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET /sparql HTTP/9.9\r\n\r\n",
        b"GET /%ff%fe?query=%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET http://[/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        noise.randbytes(4096),
    ):
        with socket.create_connection((service.host, service.port), timeout=PATIENCE) as client:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            with suppress(ConnectionResetError):
                while part := client.recv(65536):
                    assert b"Traceback" not in part
    sound(service)


def test_two_hundred_clients_at_once_lose_nothing(serve: Serve) -> None:
    service = serve("--queue", "500")
    with concurrent.futures.ThreadPoolExecutor(200) as pool:
        found = list(pool.map(lambda _: service.query(SOON), range(1000)))
    assert all(reply.json()["boolean"] is True for reply in found)


def test_connections_beyond_the_limit_are_told_so_and_the_rest_goes_on(serve: Serve) -> None:
    service = serve()
    with concurrent.futures.ThreadPoolExecutor(1):
        idle = [socket.create_connection((service.host, service.port)) for _ in range(520)]
        try:
            reply = service.query(SOON)
            assert reply.status == 503
            assert reply.headers["retry-after"].isdecimal()
        finally:
            for one in idle:
                one.close()
    for _ in range(PATIENCE * 10):
        if service.query(SOON).status == 200:
            break
    sound(service)


def test_workers_killed_again_and_again_under_load_cost_nobody_an_answer(serve: Serve) -> None:
    service = serve("--workers", "2", "--queue", "500")
    dice = random.Random(2)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(service.query, SOON) for _ in range(400)]
        for _ in range(15):
            for pid in dice.sample(workers := service.workers(), min(1, len(workers))):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            asked += [pool.submit(service.query, SOON) for _ in range(20)]
        found = [one.result(PATIENCE) for one in asked]
    assert {reply.status for reply in found} <= {200, 503}
    assert all(reply.json()["boolean"] is True for reply in found if reply.status == 200)
    assert all("retry-after" in reply.headers for reply in found if reply.status == 503)
    sound(service)


def test_a_client_that_takes_nothing_holds_up_nobody(serve: Serve) -> None:
    service = serve("--workers", "1", "--timeout", "3")
    with socket.create_connection((service.host, service.port), timeout=PATIENCE) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        query = sparql("SELECT * { ?a ?b ?c . ?d ?e ?f }")
        client.sendall(f"GET {query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for _ in range(10):
            sound(service)
