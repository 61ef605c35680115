"""The command: how it starts and says so, what it refuses, how it ends and that nothing is left of it."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store
from samples import TINY, Run
from serving import PATIENCE, Serve, children

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def gone(pid: int) -> bool:
    """Say whether a process ends."""
    for _ in range(PATIENCE * 20):
        try:
            state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def family(pid: int) -> list[int]:
    """Return a process and all that come from it."""
    return [pid, *(other for child in children(pid) for other in family(child))]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_order_and_leaves_no_process(serve: Serve, how: int) -> None:
    service = serve("--workers", "2")
    others = family(service.process.pid)[1:]
    assert len(others) >= 2
    assert service.end(how) == 0
    assert all(gone(pid) for pid in others)
    assert "Error" not in service.log.read_text("utf-8")


@pytest.mark.parametrize("nursery", [False, True], ids=["alone", "with its nursery"])
def test_killed_outright_it_leaves_no_process_even_in_the_middle_of_a_query(serve: Serve, nursery: bool) -> None:
    service = serve("--workers", "1", "--timeout", "600")
    with socket.create_connection((service.host, service.port)) as client:
        query = "SELECT(COUNT(*)AS?n){?a?b?c.?d?e?f.?g?h?i}"
        client.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_for(lambda: any(busy(pid) for pid in service.workers()))
        others = family(service.process.pid)[1:]
        os.kill(service.process.pid, signal.SIGSTOP)  # so that it cannot see to it
        for pid in children(service.process.pid) if nursery else ():
            os.kill(pid, signal.SIGKILL)
        os.kill(service.process.pid, signal.SIGKILL)
        assert all(gone(pid) for pid in others)
    service.process.wait()


def busy(pid: int) -> bool:
    """Say whether a process has taken half a second of the processor."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) >= os.sysconf("SC_CLK_TCK") / 2


def wait_for(condition: object) -> None:
    """Wait until something is so."""
    for _ in range(PATIENCE * 20):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    pytest.fail("it does not come to that")


def test_a_nursery_that_is_killed_is_replaced(serve: Serve) -> None:
    service = serve("--workers", "1")
    wait_for(lambda: len(children(service.process.pid)) == 1)
    (nursery,) = children(service.process.pid)
    os.kill(nursery, signal.SIGKILL)
    wait_for(lambda: gone(nursery))
    wait_for(lambda: service.query(COUNT).status == 200)  # who asks in that moment may be told to come again
    assert nursery not in children(service.process.pid)


def test_it_serves_other_files_and_holds_them_in_memory(serve: Serve) -> None:
    services = [serve("--graph", TINY), serve("--graph", TINY, "--in-memory", JBGRAPH_LANG="zh")]
    first, second = (service.bindings("SELECT ?s ?o { ?s jb:serves ?o } ORDER BY ?s ?o") for service in services)
    assert first == second != []
    assert services[0].query(COUNT).headers["etag"] == services[1].query(COUNT).headers["etag"]


@pytest.mark.parametrize("more", [(), ("--in-memory",)])
def test_it_serves_a_store(serve: Serve, tmp_path: Path, more: tuple[str, ...]) -> None:
    folder = tmp_path / "store"
    store = Store(str(folder))
    store.add(Quad(NamedNode("http://a/"), NamedNode("http://b/"), Literal("c"), DefaultGraph()))
    store.flush()
    del store
    assert serve("--store", folder, *more).bindings("SELECT * { ?s ?p ?o }") == [
        {"s": "http://a/", "p": "http://b/", "o": "c"}
    ]


def test_each_query_has_its_line_in_the_log(serve: Serve) -> None:
    service = serve("--workers", "1")
    service.query("SELECT *\n{ ?s a jb:Goal }\t# \x1b[31m")
    service.query("SELEC")
    (first, second) = [line.split(" ", 2) for line in service.lines()]
    assert (first[1], second[1]) == ("select", "malformed")
    assert "ms 4 rows SELECT * { ?s a jb:Goal } #" in first[2] or "rows SELECT * { ?s a jb:Goal } #" in first[2]
    assert "\x1b" not in first[2]
    quiet = serve("--quiet")
    quiet.query("ASK {}")
    assert quiet.lines() == []


def test_it_does_not_listen_to_others_unless_that_is_allowed(run: Run) -> None:
    for host in ("0.0.0.0", "::"):
        ran = run("serve", "--host", host, "--port", "0")
        assert ran.code == 2
        assert "other machines could reach the service there" in ran.err
        assert "--allow-remote" in ran.err


def test_a_port_that_is_taken_is_told(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = run("serve", "--port", str(taken.getsockname()[1]), "--lang", "zh")
    assert ran.code == 2
    assert "无法使用此地址" in ran.err


def test_what_cannot_be_served_is_told_before_anything_is_started(run: Run, tmp_path: Path) -> None:
    assert "no such file" in run("serve", "--graph", tmp_path / "none", "--port", "0").err
    assert "store" in run("serve", "--store", tmp_path / "none", "--port", "0").err
    assert "is served there already" in run("serve", "--endpoint", "http://localhost/", "--port", "0").err
    assert "exclude each other" in run("serve", "--graph", TINY, "--store", tmp_path, "--port", "0").err
