"""Requests a second that a server answers, and how long the slowest hundredth takes, measured with wrk."""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from typing import NamedTuple
from urllib.parse import urlencode

ACCEPT = "application/sparql-results+json"
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
"""wrk's units of time, in milliseconds."""


class Rate(NamedTuple):
    """What a run of requests came to.

    :ivar late: milliseconds within which 99 of 100 are answered.
    :ivar failed: answers that were none, or refusals.
    """

    each_second: float
    late: float
    failed: int


def address(url: str, query: str) -> str:
    """Return the address of a query by GET."""
    return f"{url}?{urlencode({'query': query})}"


def answer(url: str, query: str, patience: float) -> tuple[float, int] | None:
    """Return the seconds of one answer and its number of rows, 1 or 0 for ASK; None if there is none in time."""
    asked = urllib.request.Request(address(url, query), headers={"Accept": ACCEPT})
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(asked, timeout=patience) as reply:
            found = json.load(reply)
    except (OSError, urllib.error.URLError, ValueError):
        return None
    taken = time.perf_counter() - start
    return taken, int(found["boolean"]) if "boolean" in found else len(found["results"]["bindings"])


def rate(url: str, query: str, clients: int, seconds: float) -> Rate:
    """Have so many clients ask without a pause for so long."""
    ran = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--timeout", "60s", "--latency",
         "-H", f"Accept: {ACCEPT}", address(url, query)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    late = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", ran)
    each = re.search(r"Requests/sec:\s+([\d.]+)", ran)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", ran)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", ran)
    failed = int(bad[1]) if bad else 0
    failed += sum(map(int, errors.groups())) if errors else 0
    return Rate(float(each[1]) if each else 0.0, float(late[1]) * UNITS[late[2]] if late else 0.0, failed)
