"""A service that really runs, in a process of its own, and what it says when it is asked over a socket."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from samples import environment

PATIENCE = 60
"""Seconds after which a test gives up; nothing is timed."""


class Reply:
    """What the service sent back."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return f"{self.status} {dict(self.headers)}\n{self.text[:2000]}"

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)


class Service:
    """A service that runs."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, log: Path) -> None:
        self.process = process
        self.url = url
        self.log = log
        place = urlsplit(url)
        self.host, self.port = place.hostname or "", place.port or 0

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Reply:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None, lang: str | None = None, **headers: str) -> Reply:
        """Read an address."""
        given = {"Accept": accept, "Accept-Language": lang, **headers}
        return self.ask("GET", path, {name.replace("_", "-"): value for name, value in given.items() if value})

    def post(self, path: str, body: bytes | str, type: str | None = None, **headers: str) -> Reply:
        """Send a body."""
        given = {"Content-Type": type, **headers}
        data = body.encode() if isinstance(body, str) else body
        return self.ask("POST", path, {name.replace("_", "-"): value for name, value in given.items() if value}, data)

    def query(self, text: str, accept: str | None = None, lang: str | None = None, **more: str | list[str]) -> Reply:
        """Ask /sparql by GET; what is more are parameters."""
        return self.get(f"/sparql?{urlencode({'query': text, **more}, doseq=True)}", accept, lang)

    def bindings(self, text: str, **more: str | list[str]) -> list[dict[str, str]]:
        """Return the solutions of a SELECT query: variable → value."""
        reply = self.query(text, **more)
        assert reply.status == 200, reply
        rows = reply.json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in rows]

    def lines(self) -> list[str]:
        """Return the lines of the log so far."""
        return self.log.read_text("utf-8").splitlines()

    def workers(self) -> list[int]:
        """Return the process ids of the workers."""
        return [worker for nursery in children(self.process.pid) for worker in children(nursery)]

    def end(self, how: int = signal.SIGTERM) -> int:
        """Have it end, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def children(pid: int) -> list[int]:
    """Return the child processes of a process, whichever of its threads made them."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended
            found += map(int, task.read_text("ascii").split())
    return found


def sparql(text: str) -> str:
    """Return the address of a query."""
    return f"/sparql?query={quote(text)}"


Serve = Callable[..., Service]


def start(folder: Path, *options: str | Path, **changes: str | None) -> Service:
    """Start a service and wait until it answers.

    :param folder: for its log.
    :param changes: to its environment.
    """
    log = folder / f"serve-{len(list(folder.iterdir()))}.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "jbgraph", "serve", "--port", "0", *map(str, options)],
            stdout=subprocess.PIPE, stderr=errors, cwd=folder, env=environment(**changes),
        )  # fmt: skip
    assert process.stdout
    with process.stdout:
        line = process.stdout.readline().decode()
    found = re.search(r"http://\S+", line)
    if not found:
        process.wait(PATIENCE)
        pytest.fail(f"it does not start: {line}{log.read_text('utf-8')}")
    return Service(process, found[0].rstrip("/"), log)
