"""Queries by GET take a shorter way through the service; what a client sees is the same either way."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from serving import PATIENCE, Service, sparql

SOON = "ASK { ?s a jb:Goal }"
GOALS = "SELECT ?s { ?s a jb:Goal } ORDER BY ?s"
LARGE = "SELECT * { ?s ?p ?o } LIMIT 3000"
SMALLER = "SELECT * { ?s ?p ?o } LIMIT 50"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Accept": "text/csv"}, {"Accept-Encoding": "gzip"}, {"Origin": "http://a.b"}, {"Accept": "text/turtle"}],
    ids=["plain", "csv", "gzip", "origin", "no-table"],
)  # fmt: skip
@pytest.mark.parametrize(
    "query",
    [SOON, GOALS, SMALLER, LARGE, "CONSTRUCT WHERE { ?s a jb:Goal }", "SELECT (RAND() AS ?r) {} LIMIT 0", "SELEC"],
    ids=["ask", "select", "pressed", "parts", "construct", "never-the-same", "malformed"],
)
def test_both_ways_give_the_same(service: Service, query: str, headers: dict[str, str]) -> None:
    """A body, even an empty one, makes it the long way."""
    first, again = (service.ask("GET", sparql(query), headers) for _ in range(2))
    long = service.ask("GET", sparql(query), {**headers, "Content-Length": "0"})
    for reply in (first, again):
        assert (reply.status, reply.body) == (long.status, long.body)
        assert without_date(reply.headers) == without_date(long.headers)


def without_date(headers: object) -> dict[str, str]:
    """Return headers but for the time they were sent."""
    return {name: value for name, value in dict(headers).items() if name != "date"}  # type: ignore[call-overload]


def test_requests_sent_together_are_answered_in_order(service: Service) -> None:
    names = [f"x{number}" for number in range(40)]
    lines = []
    for number, name in enumerate(names):
        method = "HEAD" if number % 7 == 3 else "GET"
        query = (
            f"SELECT * {{ VALUES ?{name} {{ 1 }} }}" if number % 5 else f"SELECT ?{name} {{ ?{name} ?p ?o }} LIMIT 3000"
        )
        lines.append(f"{method} {sparql(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n")
    with socket.create_connection((service.host, service.port), timeout=PATIENCE) as client:
        client.sendall("".join(lines).encode())
        answers = responses(client, [line.startswith("HEAD") for line in lines])
        for number, (name, (head, body)) in enumerate(zip(names, answers, strict=True)):
            assert head.startswith(b"HTTP/1.1 200 "), number
            assert not body if number % 7 == 3 else body.startswith(name.encode() + b"\r\n"), number


def responses(client: socket.socket, bare: list[bool]) -> Iterator[tuple[bytes, bytes]]:
    """Yield head and body of one response after another; those to HEAD are bare."""
    with client.makefile("rb") as stream:
        for no_body in bare:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += stream.readline()
            body = b""
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
            if not no_body and b"content-length" in fields:
                body = stream.read(int(fields[b"content-length"]))
            elif not no_body:
                while size := int(stream.readline(), 16):
                    body += stream.read(size)
                    stream.readline()
                stream.readline()
            yield head, body


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_connection_that_is_to_end_ends(service: Service, version: str) -> None:
    with socket.create_connection((service.host, service.port), timeout=PATIENCE) as client:
        client.sendall(f"GET {sparql(SOON)} HTTP/{version}\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        found = b""
        while part := client.recv(65536):
            found += part
    assert found.startswith(b"HTTP/1.1 200 ")
    assert b"connection: close\r\n" in found
    assert found.endswith(b'"boolean":true}')
