"""The shipped graph on every engine: in memory, on disk, behind a little endpoint, and on a Virtuoso server."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from endpoint import serve
from pyoxigraph import Store
from samples import ROOT

import jbgraph
from jbgraph import PlanGraph, loading, resources, storing
from jbgraph.engines import EmbeddedEngine

sys.path.append(str(ROOT / "benchmarks"))

import servers


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store on disk of the shipped graph, and the same as N-Quads for other servers."""
    folder = tmp_path_factory.mktemp("shipped")
    files = resources.graph_files(resources.shipped("graph_data"))
    storing.load(files, folder / "store", quads=folder / "all.nq")
    return folder / "store", folder / "all.nq"


@pytest.fixture(scope="session")
def memory() -> PlanGraph:
    """The shipped graph in memory."""
    return PlanGraph(EmbeddedEngine(loading.build(resources.shipped("graph_data"))))


@pytest.fixture(scope="session")
def disk(shipped: tuple[Path, Path]) -> PlanGraph:
    """The shipped graph on disk."""
    return without_documents(jbgraph.load(store=shipped[0]))


@pytest.fixture(scope="session")
def remote(shipped: tuple[Path, Path]) -> Iterator[PlanGraph]:
    """The shipped graph at an endpoint that does as the standard says."""
    with serve(Store.read_only(str(shipped[0] / "store"))) as endpoint:
        yield without_documents(jbgraph.load(endpoint=endpoint.url))


@pytest.fixture(scope="session")
def virtuoso(shipped: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanGraph]:
    """The shipped graph on a Virtuoso server of this session, its rows sent 10,000 at a time, as by default."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    folder = tmp_path_factory.mktemp("virtuoso")
    with servers.virtuoso(shipped[1], folder, rows=10_000, seconds=120) as server:
        yield without_documents(jbgraph.load(endpoint=server.url))


def without_documents(graph: PlanGraph) -> PlanGraph:
    """Return a graph that knows of no documents, as the one in memory, also where `JBGRAPH_SOURCES` names them."""
    graph.sources = None
    return graph
