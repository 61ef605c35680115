"""The shipped graph on every engine: in memory, on disk, behind a little endpoint, and on a Virtuoso server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from endpoint import serve
from pyoxigraph import Store

import jbgraph
from jbgraph import PlanGraph, loading, resources, storing
from jbgraph.engines import EmbeddedEngine
from jbgraph.engines.dialect import MERGED

INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
DirsAllowed = {folder}
SchedulerInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 120
"""


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
    """The shipped graph on a Virtuoso server of this session, loaded as docs/how-to/scale-out.md says."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, sql=sql, http=http), "utf-8")
    shutil.copy(shipped[1], folder / "all.nq")
    with (folder / "out.log").open("wb") as log:
        server = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")],
            cwd=folder, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            until_up(http, server)
            load = f"ld_dir('{folder}', 'all.nq', '{MERGED}'); rdf_loader_run(); checkpoint;"
            subprocess.run(
                ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            yield without_documents(jbgraph.load(endpoint=f"http://127.0.0.1:{http}/sparql"))
        finally:
            server.kill()
            server.wait()


def without_documents(graph: PlanGraph) -> PlanGraph:
    """Return a graph that knows of no documents, as the one in memory, also where `JBGRAPH_SOURCES` names them."""
    graph.sources = None
    return graph


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_up(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens."""
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not listen")
