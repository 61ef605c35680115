"""What a query may cost, that nobody else pays for it, and what the client hears."""

from __future__ import annotations

import concurrent.futures
import http.client
import os
import signal
import socket
import time
import zlib
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import PATIENCE, Serve, Service, sparql

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SORTED = MANY + " ORDER BY ?c ?f"
SOON = "ASK { ?s a jb:Goal }"


def in_background(service: Service, query: str) -> concurrent.futures.Future[object]:
    """Ask in a thread; the result is the reply, or what went wrong."""
    found: concurrent.futures.Future[object] = concurrent.futures.Future()
    pool = concurrent.futures.ThreadPoolExecutor(1)
    found = pool.submit(service.query, query)  # type: ignore[arg-type]
    pool.shutdown(wait=False)
    return found


def until(condition: object) -> None:
    """Wait until something is so."""
    for _ in range(PATIENCE * 50):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.02)
    pytest.fail("it does not come to that")


def spent(pid: int) -> float:
    """Return the processor seconds of a process, 0 if it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at_it(service: Service) -> list[int]:
    """Return the workers that are in the middle of something long."""
    return [pid for pid in service.workers() if spent(pid) > 0.3]


def test_a_query_that_takes_too_long_is_ended_and_its_worker_replaced(serve: Serve) -> None:
    service = serve("--timeout", "1", "--workers", "1")
    reply = service.query(ENDLESS)
    assert reply.status == 504
    assert "longer than 1 s" in reply.text
    assert service.query(SOON).json()["boolean"] is True
    until(lambda: not at_it(service))


def test_slow_queries_do_not_keep_quick_ones_waiting(serve: Serve) -> None:
    service = serve("--timeout", "600", "--workers", "1")
    slow = [in_background(service, ENDLESS) for _ in range(3)]
    until(lambda: len(at_it(service)) == 3)
    for _ in range(20):
        assert service.query(SOON).status == 200
    assert not any(one.done() for one in slow)
    service.end(signal.SIGKILL)


def test_a_result_with_too_many_rows_is_an_error_or_breaks_off_and_never_looks_whole(serve: Serve) -> None:
    service = serve("--rows", "100")
    for form in ("json", "xml", "csv", "tsv"):
        assert service.query("SELECT * { ?s ?p ?o } LIMIT 100", format=form).status == 200
        reply = service.query("SELECT * { ?s ?p ?o } LIMIT 101", format=form)
        assert reply.status == 500
        assert "more than 100 rows" in reply.text
    assert service.query("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 101").status == 500
    assert service.get("/graphs?default").status == 500
    large = serve("--rows", "20000")
    for form in ("json", "csv"):
        with pytest.raises(http.client.IncompleteRead):
            large.query(MANY, format=form)


def test_a_query_that_takes_too_much_memory_is_ended_and_the_next_is_answered(serve: Serve) -> None:
    service = serve("--memory", "64", "--workers", "1")
    reply = service.query(SORTED, lang="zh")
    assert reply.status == 500
    assert "查询所用内存超过64 MiB" in reply.text
    assert service.query(SOON).status == 200


def kill(service: Service) -> None:
    """Kill the workers that are at it, from outside, and wait until they are gone."""
    until(lambda: at_it(service))
    pids = at_it(service)
    send(pids, signal.SIGKILL)
    until(lambda: not set(pids) & set(service.workers()))


def test_a_query_whose_worker_is_killed_is_answered_by_another(serve: Serve) -> None:
    service = serve("--workers", "1", "--timeout", "600")
    many = " ".join(map(str, range(200)))
    asked = in_background(service, f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {many} }} ?a ?b ?c }}")
    kill(service)
    (all_of_it,) = service.bindings("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")
    reply = asked.result(PATIENCE)
    assert reply.status == 200  # type: ignore[attr-defined]
    assert int(reply.json()["results"]["bindings"][0]["n"]["value"]) == 200 * int(all_of_it["n"])  # type: ignore[attr-defined]


def test_a_query_that_costs_worker_after_worker_is_given_up(serve: Serve) -> None:
    service = serve("--workers", "1", "--timeout", "600")
    asked = in_background(service, ENDLESS)
    for _ in range(5):
        kill(service)
    reply = asked.result(PATIENCE)
    assert reply.status == 503  # type: ignore[attr-defined]
    assert reply.headers["retry-after"].isdecimal()  # type: ignore[attr-defined]
    assert "ended in the middle" in reply.text  # type: ignore[attr-defined]
    assert service.query(SOON).status == 200


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_download_goes_on_where_it_was_when_its_worker_is_killed(serve: Serve, encoding: str) -> None:
    service = serve("--workers", "1", "--timeout", "600")
    query = "SELECT * { VALUES ?x { 1 2 3 4 5 6 7 8 } ?a ?b ?c }"
    whole = service.ask("GET", sparql(query), {"Accept-Encoding": encoding}).body
    assert len(whole) > 2 * 2**20, "more than the service and the pipes hold"
    for pid in service.workers():
        os.kill(pid, signal.SIGKILL)
    connection = http.client.HTTPConnection(service.host, service.port, timeout=PATIENCE)
    connection.request("GET", sparql(query), headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    begun = answer.read(100_000)
    before = service.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert begun + answer.read() == whole
    connection.close()


def test_a_download_that_is_not_the_same_again_breaks_off(serve: Serve) -> None:
    service = serve("--workers", "1", "--timeout", "600")
    query = "SELECT (RAND() AS ?r) { VALUES ?x { 1 2 3 4 5 6 7 8 } ?a ?b ?c }"
    connection = http.client.HTTPConnection(service.host, service.port, timeout=PATIENCE)
    connection.request("GET", sparql(query))
    answer = connection.getresponse()
    answer.read(100_000)
    for pid in service.workers():
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()


def test_an_idle_worker_that_is_killed_is_replaced(serve: Serve) -> None:
    service = serve("--workers", "1")
    for pid in service.workers():
        os.kill(pid, signal.SIGKILL)
    assert service.query(SOON).status in (200, 500)
    until(lambda: service.query(SOON).status == 200)


def test_a_client_that_goes_away_ends_its_query(serve: Serve) -> None:
    service = serve("--timeout", "600", "--workers", "1")
    with socket.create_connection((service.host, service.port)) as client:
        client.sendall(f"GET {sparql(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        until(lambda: at_it(service))
    until(lambda: not at_it(service))
    assert any(" gone " in line for line in service.lines())


def test_what_waits_behind_a_query_that_is_no_longer_quick_is_answered_elsewhere(serve: Serve) -> None:
    """A query that was quick has others handed to its worker; here that worker is then stopped, and killed."""
    service = serve("--workers", "1", "--timeout", "600")
    for _ in range(20):
        service.query(SOON)
    for how in (signal.SIGCONT, signal.SIGKILL):
        pids = service.workers()
        send(pids, signal.SIGSTOP)
        asked = [in_background(service, SOON) for _ in range(6)]
        time.sleep(0.3)
        send(pids, how)
        failed = [one for one in asked if one.result(PATIENCE).status != 200]  # type: ignore[attr-defined]
        assert len(failed) <= (len(pids) if how == signal.SIGKILL else 0)
        assert service.query(SOON).status == 200


def send(pids: list[int], how: int) -> None:
    """Send a signal to those of some processes that are still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, how)


def test_a_full_queue_is_told_with_the_time_to_come_again(serve: Serve) -> None:
    service = serve("--timeout", "600", "--workers", "1", "--queue", "0")
    slow = []
    for count in range(1, 6):  # one place, and four aside
        slow.append(in_background(service, ENDLESS))
        until(lambda count=count: len(at_it(service)) == count)
    reply = service.query(SOON)
    assert reply.status == 503
    assert reply.headers["retry-after"].isdecimal()
    assert "too many requests are waiting" in reply.text
    service.end(signal.SIGKILL)


def resident(pid: int) -> int:
    """Return the MiB of memory that a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def test_a_large_result_is_not_gathered_anywhere(serve: Serve) -> None:
    """A million rows are 300 MiB of JSON; the client takes the first part only, and then waits."""
    service = serve("--timeout", "600", "--workers", "1")
    before = resident(service.process.pid)
    with socket.create_connection((service.host, service.port)) as client:
        client.sendall(f"GET {sparql(MANY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        taken = 0
        while taken < 50 * 2**20:
            taken += len(client.recv(2**20))
        workers = service.workers()
        spend = -1.0
        while spend != (spend := sum(map(spent, workers))):  # until nothing more is computed
            time.sleep(1)
        assert resident(service.process.pid) - before < 40
        assert all(resident(pid) < before + 150 for pid in workers)


def test_gzip_is_for_those_who_take_it(service: Service) -> None:
    query = "SELECT * { ?s ?p ?o FILTER(isIRI(?s) && !isBlank(?o)) } ORDER BY ?s ?p ?o LIMIT 2000"
    plain = service.query(query)
    packed = service.ask("GET", sparql(query), {"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert zlib.decompress(packed.body, wbits=31) == plain.body
    assert len(packed.body) < len(plain.body) / 5
    assert (
        "content-encoding"
        not in service.ask("GET", "/sparql?query=" + quote(SOON), {"Accept-Encoding": "gzip"}).headers
    )
