"""A little SPARQL 1.1 endpoint on this machine, over an Oxigraph store: what `--endpoint` talks to in tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize


class Endpoint:
    """Where it listens, and what it was asked, as headers and query."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[tuple[dict[str, str], str]] = []
        self.methods: list[str] = []
        self.released = threading.Event()


@contextmanager
def serve(store: Store) -> Iterator[Endpoint]:
    """Answer queries by GET and POST at a free port until the end of the block (SPARQL 1.1 Protocol, section 2.1).

    Paths that begin with another word misbehave: /broken closes, /page sends a page, /status/N answers with N,
    /busy/N/WAIT does so twice, /moved/N/WHERE redirects, /circle
    does so to itself, /silent says nothing, /cut breaks off in its second answer.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(parse_qs(urlsplit(self.path).query)["query"][0])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.reply(parse_qs(body.decode())["query"][0])

        def reply(self, query: str) -> None:  # noqa: PLR0911
            endpoint.asked.append((dict(self.headers), query))
            endpoint.methods.append(self.command)
            path, count = urlsplit(self.path).path, len(endpoint.asked)
            if path.startswith("/broken"):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")
                return
            if path.startswith("/page"):
                self.answer(200, "text/html", b"<!doctype html><p>hello")
                return
            if path.startswith("/busy/") and count < 3:  # for the first two requests
                code, _, wait = path.removeprefix("/busy/").partition("/")
                self.answer(int(code), "text/plain", b"later", {"Retry-After": unquote(wait)})
                return
            if path.startswith("/status/"):
                self.answer(int(path.rpartition("/")[2]), "text/plain", b"so it is")
                return
            if path.startswith("/moved/"):
                code, _, where = path.removeprefix("/moved/").partition("/")
                there = unquote(where) or endpoint.url + "/there?" + urlsplit(self.path).query
                self.answer(int(code), "text/plain", b"", {"Location": there})
                return
            if path.startswith("/circle"):
                self.answer(302, "text/plain", b"", {"Location": self.path})
                return
            if path.startswith("/silent"):
                endpoint.released.wait(10)
                return
            try:
                result = store.query(query)
            except SyntaxError as error:
                self.answer(400, "text/plain", str(error).encode())
                return
            if isinstance(result, QueryTriples):
                triples = serialize(result, format=RdfFormat.N_TRIPLES)
                self.answer(200, "application/n-triples", triples or b"")
                return
            rows = result.serialize(format=QueryResultsFormat.JSON) or b""
            if path.startswith("/cut") and count > 1:  # the first request asks what server it is
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n")
                self.wfile.write(f"Content-Length: {len(rows)}\r\n\r\n".encode() + rows[: len(rows) * 2 // 3])
                return
            self.answer(200, "application/sparql-results+json; charset=utf-8", rows)

        def answer(self, code: int, kind: str, body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
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
        endpoint.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
