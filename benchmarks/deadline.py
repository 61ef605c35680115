"""How long after its time a query is ended: the overrun of the deadline, as a client sees it.

    python benchmarks/deadline.py [--seconds 0.3] [--queries 40]

The shipped graph is served with that much time for a query. Queries that would take minutes are asked one after the
other, alone and then with clients beside that ask for what takes a millisecond. Printed is what passes from asking to
the last byte beyond the time that was given, the way through both processes included; and that of an ASK, for
comparison.
"""

from __future__ import annotations

import argparse
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

from hostile import BOMBS

QUICK = "ASK { ?s ?p ?o }"
SLOW = [bomb for bomb in BOMBS if not bomb.startswith("ASK")]  # the engine has an answer to that one


def asked(place: tuple[str, int], query: str) -> tuple[float, bytes]:
    """Ask, and return the seconds from asking to the last byte, and the status line."""
    host = f"Host: {place[0]}:{place[1]}\r\nConnection: close"
    head = f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\n{host}\r\n\r\n"
    piece = bytearray(1 << 20)
    with socket.create_connection(place, 60) as line:
        start = time.perf_counter()
        line.sendall(head.encode())
        size = line.recv_into(piece)
        status = bytes(piece[:size]).partition(b"\r\n")[0]
        while size:
            size = line.recv_into(piece)
    return time.perf_counter() - start, status


def overruns(place: tuple[str, int], seconds: float, queries: int) -> list[float]:
    """Return the milliseconds that each slow query had beyond its time."""
    found = []
    for number in range(queries):
        asked(place, QUICK)  # until a worker is there for the next one
        took, status = asked(place, SLOW[number % len(SLOW)])
        assert took > seconds * 0.9, status
        found.append((took - seconds) * 1000)
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
            print(f"{chosen.queries} queries that would take minutes, each with {chosen.seconds:g} s")
            told("an ASK, for comparison", sorted(asked(place, QUICK)[0] * 1000 for _ in range(200)))
            told("beyond the time, alone", overruns(place, chosen.seconds, chosen.queries))
            over = threading.Event()

            def others() -> None:
                while not over.is_set():
                    asked(place, QUICK)
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
