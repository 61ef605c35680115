"""Where the output of a command goes, how long it may take, and that the cache changes nothing of it."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import CSV, GRAPH, PROGRAMS, Copy, Run, environment

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A query over the third power of the triples, counted before the first row."""
ENDLESS_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = CONCAT(STR(?e), STR(?i))) }"
"""One whose first row never comes."""


def start(*args: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    """Start a command without waiting for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "jbgraph", *map(str, args)],
        cwd=cwd, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


# -- output ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "name"),
    [
        (("query", PROGRAMS, "--format", "csv"), "answer.csv"), (("info", "--format", "xlsx"), "info.xlsx"),
        (("describe", "清河工程", "--format", "json"), "card.json"), (("path", "河道整治项目", "清河工程"), "path.txt"),
        (("map",), "map.html"), (("map",), "map.csv"), (("map",), "map.mmd"), (("search", "清河"), "found.txt"),
        (("evidence", "清河工程", "--format", "markdown"), "evidence.md"), (("validate",), "findings.txt"),
    ],
)  # fmt: skip
def test_output_goes_to_a_file_whole(run: Run, tmp_path: Path, args: tuple[str, ...], name: str) -> None:
    ran = run(*args, "-o", name, *GRAPH, "--lang", "en")
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote {name}" in ran.err
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).stat().st_size > 0


def test_what_fails_leaves_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answer.csv").write_text("old", "utf-8")
    for query in ("SELECT * { ?s jb:servs ?o }", "SELECT * {", "no-such-question"):
        assert run("query", query, "-o", "answer.csv", *GRAPH).code == 2
    assert (tmp_path / "answer.csv").read_text("utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["answer.csv"]


def test_json_output_is_data(run: Run) -> None:
    card = json.loads(run("describe", "清河工程", "--format", "json", *GRAPH).out)
    assert card["curie"] == "qingshi:clean-river-program"
    ways = json.loads(run("path", "河道整治项目", "清河工程", "--format", "json", *GRAPH).out)
    assert [hop["layer"] for hop in ways[0]["hops"]] == ["stated"]


def test_a_limited_map_says_so(run: Run) -> None:
    ran = run("map", "--limit", "3", "--format", "csv", *GRAPH, "--lang", "en")
    assert ran.code == 0
    assert "3 of 10 things shown" in ran.err


@pytest.mark.parametrize(
    "args", [("--help",), ("query", "--list"), ("query", "SELECT * { ?s ?p ?o }", "--format", "nt")]
)
def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path, args: tuple[str, ...]) -> None:
    query = args if args[-1] != "nt" else ("query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "nt", *map(str, GRAPH))
    command = " ".join(shlex.quote(word) for word in (sys.executable, "-m", "jbgraph", *query))
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        cwd=tmp_path, env=environment(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_an_error(tmp_path: Path) -> None:
    for args in (("info", *map(str, GRAPH)), ("--help",)):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "jbgraph", *args],
                cwd=tmp_path, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
            )  # fmt: skip
        assert done.returncode == 2
        assert done.stderr.startswith(b"Error: output: No space left on device")
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_a_workbook_does_not_go_to_a_terminal(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "jbgraph", "info", "--format", "xlsx", *map(str, GRAPH)],
            cwd=tmp_path, env=environment(), stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, check=False,
            timeout=60,
        )  # fmt: skip
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert b"this format is not text" in done.stderr
    assert b"--output" in done.stderr


def test_a_terminal_without_a_query_is_not_waited_for(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no pseudo-terminals there")
    ours, theirs = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "jbgraph", "query"],
            cwd=tmp_path, env=environment(), stdin=theirs, capture_output=True, check=False, timeout=20,
        )  # fmt: skip
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert b"there is no query" in done.stderr


# -- time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [ENDLESS, ENDLESS_ROWS], ids=["aggregate", "rows"])
def test_ctrl_c_ends_a_heavy_query_at_once(run: Run, tmp_path: Path, query: str) -> None:
    run("info", *GRAPH)  # the store is in the cache now
    process = start("query", query, *GRAPH, "-o", "answer.csv", cwd=tmp_path)
    time.sleep(1)
    assert process.poll() is None, process.communicate()
    before = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - before < 2
    assert (process.returncode, out, err) == (2, b"", b"Error: stopped\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("query", [ENDLESS, ENDLESS_ROWS], ids=["aggregate", "rows"])
def test_a_time_limit_ends_a_heavy_query(run: Run, tmp_path: Path, query: str) -> None:
    before = time.monotonic()
    ran = run("query", query, "--timeout", "0.5", "-o", "answer.csv", *GRAPH)
    assert time.monotonic() - before < 4
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: no answer within 0.5 s\n  fix: give more time, or ask for less\n"
    assert list(tmp_path.iterdir()) == []


def test_a_time_limit_does_not_disturb_a_quick_query(run: Run) -> None:
    assert run("query", PROGRAMS, "--timeout", "30", "--format", "csv", *GRAPH).out == CSV


# -- cache -------------------------------------------------------------------------------------------------------


def test_a_cache_that_cannot_be_written_costs_no_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    for _ in range(2):
        ran = run("query", PROGRAMS, "--format", "csv", *GRAPH, JBGRAPH_CACHE=str(tmp_path / "file"))
        assert (ran.code, ran.out, ran.err) == (0, CSV, "")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_two_processes_on_an_empty_cache_give_the_same_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JBGRAPH_CACHE", str(tmp_path / "cache"))
    started = [start("describe", "清河工程", *GRAPH, cwd=tmp_path) for _ in range(2)]
    ended = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert ended[0] == ended[1]
    assert ended[0][1] == b""


def test_changed_data_gives_the_new_answer(run: Run, copy: Copy) -> None:
    graph = ("--graph", copy.folder)
    assert run("query", PROGRAMS, "--format", "csv", *graph).out == CSV
    copy.edit("register/undertakings.ttl", '"Clean River program"@en', '"Clear River program"@en')
    assert run("query", PROGRAMS, "--format", "csv", *graph).out == CSV.replace("Clean", "Clear")
