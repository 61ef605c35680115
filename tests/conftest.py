"""What the tests share: the graphs, the documents, and the command line as a user runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from samples import ROOT, TINY, Copy, Ran, Run, environment

import jbgraph
from jbgraph import PlanGraph

# Looked through for doctests, a conftest.py would be mistaken for that of another folder.
collect_ignore_glob = ["**/conftest.py"]

settings.register_profile("jbgraph", deadline=None, derandomize=True, database=None)
settings.load_profile("jbgraph")


def pytest_configure(config: pytest.Config) -> None:
    """Give the session a cache of its own, for doctests and other processes too."""
    os.environ["JBGRAPH_CACHE"] = tempfile.mkdtemp(prefix="jbgraph-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove it."""
    shutil.rmtree(os.environ["JBGRAPH_CACHE"], ignore_errors=True)


@pytest.fixture(scope="session")
def real() -> PlanGraph:
    """The graph that is shipped, without the documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JBGRAPH_SOURCES", raising=False)
        return jbgraph.load()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the five documents; tests that need it are skipped where it is not at hand."""
    folder = Path(os.environ.get("JBGRAPH_SOURCES") or ROOT.parent / "shared" / "sources")
    if not folder.is_dir():
        pytest.skip("the source documents are not at hand: JBGRAPH_SOURCES says where they lie")
    return folder


@pytest.fixture(scope="session")
def tiny() -> PlanGraph:
    """The smallest complete graph, with its document."""
    return jbgraph.load(TINY, sources=TINY / "sources")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the smallest graph that a test may change."""
    return Copy(shutil.copytree(TINY, tmp_path / "district"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `python -m jbgraph …` as a process of its own, in another folder; no traceback is ever printed."""

    def run(*args: str | Path, stdin: bytes = b"", cwd: Path = tmp_path, **changes: str | None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "jbgraph", *map(str, args)],
            input=stdin, capture_output=True, check=False, cwd=cwd, env=environment(**changes), timeout=60,
        )  # fmt: skip
        ran = Ran(done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in ran.err, ran
        return ran

    return run
