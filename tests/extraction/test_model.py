"""A language model asked besides the rules, played by a stand-in on this machine: held to the same checks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from samples import Run
from workspaces import REPORT, drafted, made, written

from jbgraph import JbgraphError, reading
from jbgraph.extraction import model, outline
from jbgraph.extraction.extract import extract
from jbgraph.extraction.findings import Findings
from jbgraph.extraction.folder import open_draft

SENTENCE = "建成高标准农田2万亩，新建冷库12座。"


class StandIn(HTTPServer):
    """A service that answers every question the same way, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Any = {}
        self.status = 200
        self.asked: list[dict[str, Any]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """Answers of the stand-in."""

    server: StandIn

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, **body})
        content = self.server.answer if isinstance(self.server.answer, str) else json.dumps(self.server.answer)
        data = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[StandIn]:
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def number_of(sentence: str, tmp_path: Path) -> int:
    """Return the number of the passage with a sentence."""
    found = outline.outline(reading.read(written(tmp_path)))
    return next(one.number for one in found.passages if sentence in one.run.text)


def test_what_stands_in_its_passage_is_proposed_and_the_rest_dropped(service: StandIn, tmp_path: Path) -> None:
    at = number_of("新建冷库", tmp_path)
    sound = {"passage": at, "quote": "冷库12座", "metric": "新建冷库数量", "value": 12, "unit": "座", "kind": "target",
             "comparator": "equal", "type": "count", "year": 2022}  # fmt: skip
    service.answer = {
        "figures": [
            sound,
            {**sound, "value": 13},
            {**sound, "quote": "冷库15座", "value": 15},
            {**sound, "passage": 9999},
            {**sound, "kind": "wish"},
            {**sound, "value": "NaN"},
            "nonsense",
        ],
        "names": [
            {"passage": at, "name": "高标准农田", "class": "Project"},
            {"passage": at, "name": "空中花园", "class": "Project"},
            {"passage": at, "name": "冷库", "class": "Wish"},
        ],
    }
    home = made(tmp_path / "w")
    done = extract(written(tmp_path), home, ask=model.asking(service.url, "tiny"))
    own = [one for one in open_draft(done.folder).proposals if one.rule == "model/tiny"]
    assert [one.content.get("value") for one in own if one.kind == "figure"] == ["12"]
    names = {one.content["name"] for one in own if one.kind == "mention"}
    assert names <= {"高标准农田"}
    assert {one["path"] for one in service.asked} == {"/v1/chat/completions"}
    assert service.asked[0]["model"] == "tiny"
    assert SENTENCE in service.asked[0]["messages"][1]["content"]


def test_nobody_is_asked_without_being_told_to(service: StandIn, tmp_path: Path) -> None:
    drafted(made(tmp_path / "w"), written(tmp_path))
    assert service.asked == []


@pytest.mark.parametrize("answer", ["", "no JSON", "[1, 2]", "{", '{"figures": 3, "names": [[]]}'])
def test_an_answer_that_is_none_gives_nothing(service: StandIn, tmp_path: Path, answer: str) -> None:
    service.answer = answer
    found = model.asking(service.url, "tiny")(outline.outline(reading.read(written(tmp_path))), Findings())
    assert (found.figures, found.named) == ([], [])


def test_a_service_that_fails_is_told_of(service: StandIn, tmp_path: Path, run: Run) -> None:
    service.status = 500
    with pytest.raises(JbgraphError, match="does not answer: HTTP 500"):
        model.asked(service.url, "tiny", "x")
    written(tmp_path, REPORT)
    made(tmp_path / "w")
    done = run("extract", "report.txt", "--workspace", "w", "--model-url", "http://127.0.0.1:1/v1", "--model", "x")
    assert (done.code, "the model does not answer" in done.err) == (2, True)
    half = run("extract", "report.txt", "--workspace", "w", "--model", "x")
    assert "an address and a name" in half.err
    with pytest.raises(JbgraphError, match="no address"):
        model.asking("ftp://x", "y")
