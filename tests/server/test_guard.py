"""Who may ask and under which name, how much a client may send and how slowly, and what a browser is told."""

from __future__ import annotations

import base64
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from samples import TINY
from serving import PATIENCE, Serve, Service, sparql

from jbgraph.server import running, security
from jbgraph.server.settings import Limits, Settings

SOON = "ASK { ?s a jb:Goal }"
PATHS = ("/sparql", sparql(SOON), "/sparql?query=SELEC", "/nothing", "/graphs?default", "/.well-known/void")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_tells_a_browser_to_keep_to_the_rules(service: Service, path: str) -> None:
    headers = service.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1@evil.example", ""]
)
def test_a_name_that_is_not_ours_is_not_answered(service: Service, host: str) -> None:
    """A page whose name now means our address (DNS rebinding) sends that name."""
    assert service.ask("GET", sparql(SOON), {"Host": host}).status == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8321", "127.0.0.1:1", "[::1]:8321", "a.localhost"])
def test_our_own_names_are_answered(service: Service, host: str) -> None:
    assert service.ask("GET", sparql(SOON), {"Host": host}).status == 200


def test_a_name_that_was_given_is_ours(serve: Serve) -> None:
    service = serve("--name", "Plans.example")
    assert service.ask("GET", sparql(SOON), {"Host": "plans.EXAMPLE:8321"}).status == 200
    assert service.ask("GET", sparql(SOON), {"Host": "other.example"}).status == 421


def test_other_machines_reach_it_where_that_is_allowed(serve: Serve) -> None:
    service = serve("--host", "0.0.0.0", "--allow-remote")
    assert service.query(SOON).status == 200


def test_a_token_is_asked_for_and_nothing_is_told_without_it(serve: Serve) -> None:
    service = serve(JBGRAPH_TOKEN="秘密")
    basic = base64.b64encode("anyone:秘密".encode()).decode()
    bearer = "Bearer " + "秘密".encode().decode("latin-1")
    for path in (sparql(SOON), "/nothing", "/graphs?default", "/.well-known/void"):
        for wrong in (None, "Bearer", "Bearer x", "Basic x", "Basic " + base64.b64encode(b"a:b").decode()):
            reply = service.get(path, Authorization=wrong) if wrong else service.get(path)
            assert reply.status == 401
            assert reply.headers["www-authenticate"].startswith("Basic")
    assert service.ask("GET", sparql(SOON), {"Authorization": bearer}).status == 200
    assert service.ask("GET", sparql(SOON), {"Authorization": f"Basic {basic}"}).status == 200


def test_only_pages_of_a_site_that_was_named_may_ask(serve: Serve) -> None:
    service = serve("--origin", "https://good.example")
    good = service.ask("GET", sparql(SOON), {"Origin": "https://good.example"})
    assert good.headers["access-control-allow-origin"] == "https://good.example"
    assert (
        "access-control-allow-origin" not in service.ask("GET", sparql(SOON), {"Origin": "https://a.example"}).headers
    )
    none = serve("--origin", "none")
    assert "access-control-allow-origin" not in none.ask("GET", sparql(SOON), {"Origin": "https://a.example"}).headers


def test_other_pages_may_read_the_graph_only(service: Service) -> None:
    assert "access-control-allow-origin" not in service.ask("GET", "/nothing", {"Origin": "https://a.b"}).headers


def test_what_is_too_large_is_refused(service: Service) -> None:
    assert service.get(sparql("ASK { <http://a/" + "x" * 40_000 + "> ?p ?o }")).status == 414
    assert service.get(sparql(SOON), X="x" * 70_000).status == 431
    large = b"ASK { } #" + b"x" * 5_000_000
    with suppress(BrokenPipeError, ConnectionResetError):  # it need not take all of it first
        assert service.post("/sparql", large, "application/sparql-query").status == 413
    assert service.query(SOON).status == 200


def raw(service: Service, data: bytes) -> bytes:
    """Send bytes and return all that comes back until the service hangs up."""
    with socket.create_connection((service.host, service.port), timeout=PATIENCE) as client:
        client.sendall(data)
        found = b""
        with suppress(ConnectionResetError):
            while part := client.recv(65536):
                found += part
        return found


def test_a_body_in_chunks_is_limited_too(service: Service) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    chunk = b"%x\r\n" % 1_000_000 + b"x" * 1_000_000 + b"\r\n"
    with suppress(BrokenPipeError, ConnectionResetError):  # it need not take all of it first
        assert b" 413 " in raw(service, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 5 + b"0\r\n\r\n")
    assert service.query(SOON).status == 200


def test_a_head_that_does_not_end_is_refused(service: Service) -> None:
    head = b"GET /sparql HTTP/1.1\r\nHost: localhost\r\n" + b"X-More: y\r\n" * 20_000
    with suppress(BrokenPipeError, ConnectionResetError):  # it need not take all of it first
        assert raw(service, head).startswith(b"HTTP/1.1 431 ")
    assert service.query(SOON).status == 200


@pytest.fixture(scope="module")
def hasty() -> Iterator[tuple[str, int]]:
    """A service that waits for nobody."""
    limits = Limits(head_seconds=0.2, body_seconds=0.2, stall_seconds=0.2)
    settings = Settings(graph=TINY, port=0, workers=1, limits=limits)
    ready, endings = threading.Event(), []
    listener = security.listening(settings)
    thread = threading.Thread(target=running.run, args=(settings, listener, ready.set, endings.append))
    thread.start()
    assert ready.wait(PATIENCE)
    yield listener.getsockname()[:2]
    endings[0]()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def left(address: tuple[str, int], data: bytes) -> bytes:
    """Send bytes, and return what comes back before the service hangs up."""
    with socket.create_connection(address, timeout=PATIENCE) as client:
        client.sendall(data)
        found = b""
        while part := client.recv(65536):
            found += part
        return found


HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n"


@pytest.mark.parametrize("start", [b"", HEAD], ids=["nothing", "no end of the head"])
def test_a_client_that_does_not_come_to_the_point_is_hung_up_on(hasty: tuple[str, int], start: bytes) -> None:
    assert left(hasty, start).startswith(b"HTTP/1.1 408 ")


def test_a_client_whose_body_does_not_come_is_hung_up_on(hasty: tuple[str, int]) -> None:
    assert b" 200 " not in left(hasty, HEAD + b"\r\nASK")


def test_a_second_request_on_a_connection_has_its_time_too(hasty: tuple[str, int]) -> None:
    with socket.create_connection(hasty, timeout=PATIENCE) as client:
        client.sendall(HEAD + b"\r\nASK {   }")
        found = b""
        while b"boolean" not in found:
            found += client.recv(65536)
        client.sendall(HEAD)
        assert client.recv(65536).startswith(b"HTTP/1.1 408 ")
        assert client.recv(65536) == b""


def test_a_client_that_takes_nothing_of_a_response_is_hung_up_on(hasty: tuple[str, int]) -> None:
    with socket.create_connection(hasty, timeout=PATIENCE) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        query = sparql("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        client.sendall(f"GET {query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for _ in range(PATIENCE * 20):
            if not established(hasty[1], client.getsockname()[1]):
                return
            time.sleep(0.05)
    pytest.fail("it is still waited for")


def established(ours: int, theirs: int) -> bool:
    """Say whether the service still has its end of a connection open (`proc_pid_net(5)`: 01 is established)."""
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    ends = [line.split()[1:4] for line in lines]
    return any(
        (local[-4:], remote[-4:], state) == (f"{ours:04X}", f"{theirs:04X}", "01") for local, remote, state in ends
    )


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/../../pyproject.toml",
        "/static/%2e%2e/settings.py",
        "//etc/passwd",
    ],
)
def test_no_path_leads_out_of_its_folder(service: Service, path: str) -> None:
    assert service.get(path).status == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("x.localhost", True),
        ("xlocalhost", False),
        ("1.example", False),
    ],
)
def test_an_address_is_no_name_that_could_have_been_changed(name: str, expected: bool) -> None:
    assert security.local(name) is expected
