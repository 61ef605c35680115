"""A real service, started once for all tests that do not spoil it, and others with options of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Serve, Service, start
from vast_graph import HEAD, SAID, things


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over the graph that is shipped, for tests that leave it as it is."""
    running = start(tmp_path_factory.mktemp("service"), "--timeout", "20")
    yield running
    assert running.end() == 0
    assert "Traceback" not in running.log.read_text("utf-8")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start services with options of their own; they are ended after the test."""
    running: list[Service] = []

    def started(*options: str | Path, **changes: str | None) -> Service:
        running.append(start(tmp_path, *options, **changes))
        return running[-1]

    yield started
    for one in running:
        one.end()
        assert "Traceback" not in one.log.read_text("utf-8"), one.log.read_text("utf-8")


@pytest.fixture(scope="session")
def vast_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a made-up graph of more entities than one page of the explorer holds."""
    folder = tmp_path_factory.mktemp("vast") / "data"
    folder.mkdir()
    (folder / "big.trig").write_text(HEAD + "\n".join(things()) + SAID, "utf-8")
    return folder


@pytest.fixture(scope="session")
def vast(vast_folder: Path) -> Iterator[Service]:
    """A service of that graph."""
    running = start(vast_folder.parent, "--graph", vast_folder, "--timeout", "60")
    yield running
    assert running.end() == 0
    assert "Traceback" not in running.log.read_text("utf-8")
