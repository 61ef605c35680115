"""How long after its time a query is ended: the overrun of the deadline, as a client sees it.

    python benchmarks/deadline.py [--seconds 0.3] [--queries 40]

The shipped graph is served with that much time for a query. Queries that would take minutes are asked one after the
other, each on a connection that is open already, alone and then with clients beside that ask for what takes a
millisecond. Printed is what passes between asking and the last byte beyond the time that was given,
the way through both processes included; and that of an ASK, for comparison.
"""

from __future__ import annotations

import argparse
import http.client
import re
import statistics
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

from hostile import BOMBS

QUICK = "ASK { ?s ?p ?o }"
SLOW = [bomb for bomb in BOMBS if not bomb.startswith("ASK")]  # the engine has an answer to that one


def asked(connection: http.client.HTTPConnection, query: str) -> tuple[float, int]:
    """Ask, and return the seconds until the last byte of the answer, and its status; 0 where it is cut off."""
    start = time.perf_counter()
    connection.request("GET", f"/sparql?{urlencode({'query': query})}", headers={"Accept": "text/csv, */*; q=0.1"})
    reply = connection.getresponse()
    try:
        reply.read()
    except http.client.IncompleteRead:  # rows were on their way: what has no end is no answer
        return time.perf_counter() - start, 0
    return time.perf_counter() - start, reply.status


def overruns(place: tuple[str, int], seconds: float, queries: int) -> list[float]:
    """Return the milliseconds that each slow query had beyond its time."""
    found = []
    for number in range(queries):
        connection = http.client.HTTPConnection(*place, timeout=60)
        asked(connection, QUICK)
        took, status = asked(connection, SLOW[number % len(SLOW)])
        assert status in (0, 500, 503, 504), status
        found.append((took - seconds) * 1000)
        connection.close()
    return sorted(found)


def told(what: str, found: list[float]) -> None:
    """Print median, the slowest tenth and the slowest."""
    middle, tenth = statistics.median(found), found[int(len(found) * 0.9)]
    print(f"  {what:32}{middle:8.2f} ms, nine of ten {tenth:8.2f}, at most {found[-1]:8.2f}", flush=True)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=0.3)
    parser.add_argument("--queries", type=int, default=40)
    chosen = parser.parse_args()
    command = [sys.executable, "-m", "jbgraph", "serve", "--port", "0", "--quiet", "--timeout", str(chosen.seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as service:
        try:
            assert service.stdout
            address = re.search(r"http://([^:/]+):(\d+)", service.stdout.readline().decode())
            assert address, "it does not start"
            place = address[1], int(address[2])
            connection = http.client.HTTPConnection(*place, timeout=60)
            print(f"{chosen.queries} queries that would take minutes, each with {chosen.seconds:g} s")
            told("an ASK, for comparison", sorted(asked(connection, QUICK)[0] * 1000 for _ in range(200)))
            told("beyond the time, alone", overruns(place, chosen.seconds, chosen.queries))
            over = threading.Event()

            def others() -> None:
                own = http.client.HTTPConnection(*place, timeout=60)
                while not over.is_set():
                    asked(own, QUICK)
                    time.sleep(0.005)

            crowd = [threading.Thread(target=others) for _ in range(4)]
            for one in crowd:
                one.start()
            try:
                told("beyond the time, others beside", overruns(place, chosen.seconds, chosen.queries))
            finally:
                over.set()
                for one in crowd:
                    one.join()
        finally:
            service.terminate()


if __name__ == "__main__":
    main()
