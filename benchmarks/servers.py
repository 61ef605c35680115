"""Servers that hold a nation, each started for as long as it is measured: jbgraph, rdflib-endpoint, Virtuoso."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jbgraph.engines.dialect import MERGED

WORKERS = 2
ON_DISK = "jbgraph, on disk"
HELD = "jbgraph, in memory"
PATIENCE = 900
"""Seconds that a server may take to hold its data."""
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
ServerThreads = 100
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
SchedulerInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 80
KeepAliveTimeout = 60
MaxKeepAlives = 100
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = {seconds}
"""
RDFLIB = """
import os, socket, sys, time
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
import uvicorn

port, file, workers = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
start = time.perf_counter()
data = Dataset()
data.parse(file, format="nquads")
app = SparqlEndpoint(graph=data)
listening = socket.socket()
listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listening.bind(("127.0.0.1", port))
listening.listen(512)
print(time.perf_counter() - start, flush=True)
for _ in range(workers - 1):
    if os.fork() == 0:
        break
uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])
"""


@dataclass(frozen=True)
class Server:
    """A server that answers.

    :ivar url: the address of its SPARQL endpoint.
    :ivar loaded: seconds from its data as N-Quads to its first answer, where it reads them itself.
    :ivar size: bytes that it keeps on disk.
    """

    name: str
    url: str
    pid: int
    loaded: float | None = None
    size: int | None = None

    def memory(self) -> float:
        """Return the MiB of its processes, what they share counted once."""
        return sum(map(proportional, tree(self.pid))) / 1024


def tree(pid: int) -> Iterator[int]:
    """Yield a process and those it has started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text("ascii").split():
                yield from tree(int(child))


def proportional(pid: int) -> int:
    """Return the kB of a process, with its share of what it shares."""
    with suppress(OSError):
        return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"), re.MULTILINE)[1])  # type: ignore[index]
    return 0


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def end(pid: int) -> None:
    """End a process and those it has started: politely, and those that are left after that."""
    below = list(tree(pid))
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for one in below:
            with suppress(ProcessLookupError):
                os.kill(one, sign)
        for _ in range(50):
            if not any(alive(one) for one in below):
                return
            time.sleep(0.1)


def alive(pid: int) -> bool:
    """Say whether a process is there and not only waiting to be taken note of."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    return False


@contextmanager
def running(command: list[str], folder: Path, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the end of the block, its words in a file of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stderr=log, **{"stdout": log, **options})  # type: ignore[call-overload]
        try:
            yield process
        finally:
            end(process.pid)
            process.wait()


@contextmanager
def jbgraph(store: Path, folder: Path, name: str) -> Iterator[Server]:
    """Serve a store from disk or, as small ones are by default, from memory; each query with its budget."""
    command = [sys.executable, "-m", "jbgraph", "serve", "--store", str(store), "--port", "0", "--quiet"]
    command += ["--workers", str(WORKERS), "--in-memory" if name == HELD else "--on-disk"]
    with running(command, folder, stdout=subprocess.PIPE) as process:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline().decode())
        assert found, (folder / "log").read_text("utf-8")
        yield Server(name, f"{found[0].rstrip('/')}/sparql", process.pid, size=size(store))


@contextmanager
def rdflib_endpoint(quads: Path, folder: Path) -> Iterator[Server]:
    """Serve N-Quads with rdflib-endpoint, from memory, in as many processes as the others have."""
    port = free_port()
    command = [sys.executable, "-c", RDFLIB, str(port), str(quads.resolve()), str(WORKERS)]
    with running(command, folder, stdout=subprocess.PIPE) as process:
        assert process.stdout
        loaded = process.stdout.readline()
        assert loaded, (folder / "log").read_text("utf-8")
        until_up(port, process)
        yield Server("rdflib-endpoint", f"http://127.0.0.1:{port}/", process.pid, loaded=float(loaded))


@contextmanager
def virtuoso(quads: Path, folder: Path, *, rows: int = 1_000_000, seconds: int = 20) -> Iterator[Server]:
    """Serve N-Quads with Virtuoso, loaded as docs/how-to/scale-out.md says, its buffers as large as the data ask for.

    :param rows: that it sends at a time.
    :param seconds: that it gives a query.
    """
    sql, http = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    buffers = max(20_000, quads.stat().st_size // 15_000)
    ini = INI.format(
        folder=folder, sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4, rows=rows, seconds=seconds
    )
    (folder / "virtuoso.ini").write_text(ini, "utf-8")
    subprocess.run(
        ["split", "-n", f"l/{WORKERS}", "--additional-suffix=.nq", str(quads), f"{folder}/part-"], check=True
    )
    with running(["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")], folder) as process:
        until_up(http, process)
        start = time.perf_counter()
        told(sql, f"ld_dir('{folder}', 'part-*.nq', '{MERGED}')").wait(60)
        loaders = [told(sql, "rdf_loader_run()") for _ in range(WORKERS)]
        assert all(loader.wait(PATIENCE) == 0 for loader in loaders), (folder / "log").read_text("utf-8")
        told(sql, "checkpoint").wait(PATIENCE)
        loaded = time.perf_counter() - start
        for part in folder.glob("part-*.nq"):
            part.unlink()
        kept = (folder / "virtuoso.db").stat().st_size
        yield Server("Virtuoso", f"http://127.0.0.1:{http}/sparql", process.pid, loaded=loaded, size=kept)


def told(port: int, command: str) -> subprocess.Popen[bytes]:
    """Have Virtuoso do something."""
    return subprocess.Popen(
        ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={command};"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def missing() -> list[str]:
    """Return what is not installed of what the comparison needs, with the way to get it."""
    import importlib.util

    programs = {
        "wrk": "apt-get install wrk",
        "virtuoso-t": "apt-get install virtuoso-opensource-7-bin",
        "isql-vt": "apt-get install virtuoso-opensource-7-bin",
    }
    found = [f"{name}: {way}" for name, way in programs.items() if not shutil.which(name)]
    if importlib.util.find_spec("rdflib_endpoint") is None:
        found.append("rdflib-endpoint: pip install 'jbgraph[bench]'")
    return found


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens."""
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not listen")
