"""A little SPARQL 1.1 endpoint on this machine, over an Oxigraph store: what `--endpoint` talks to in tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize


class Endpoint:
    """Where it listens, and what it was asked, as headers and query."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[tuple[dict[str, str], str]] = []


@contextmanager
def serve(store: Store) -> Iterator[Endpoint]:
    """Answer queries by POST at a free port until the end of the block (SPARQL 1.1 Protocol, section 2.1.2).

    Paths that begin with another word misbehave: /broken closes, /page sends a page, /status/N answers with N.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            query = parse_qs(body.decode())["query"][0]
            endpoint.asked.append((dict(self.headers), query))
            if self.path.startswith("/broken"):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")
                return
            if self.path.startswith("/page"):
                self.answer(200, "text/html", b"<!doctype html><p>hello")
                return
            if self.path.startswith("/status/"):
                self.answer(int(self.path.rpartition("/")[2]), "text/plain", b"so it is")
                return
            try:
                result = store.query(query)
            except SyntaxError as error:
                self.answer(400, "text/plain", str(error).encode())
                return
            if isinstance(result, QueryTriples):
                triples = serialize(result, format=RdfFormat.N_TRIPLES)
                self.answer(200, "application/n-triples", triples or b"")
            else:
                rows = result.serialize(format=QueryResultsFormat.JSON)
                self.answer(200, "application/sparql-results+json; charset=utf-8", rows or b"")

        def answer(self, code: int, kind: str, body: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
