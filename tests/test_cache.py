"""The cached store: built once for a content, rebuilt when it changes, never in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Store
from samples import STATEMENTS, TINY, Copy, environment

import jbgraph
from jbgraph import JbgraphError, beside, cache, loading, resources


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of each test's own, which nobody has made yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("JBGRAPH_CACHE", str(folder))
    return folder


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The graphs that were read from their files, in order."""
    paths: list[Path] = []
    build = loading.build

    def counted(path: Path) -> Store:
        paths.append(path)
        return build(path)

    monkeypatch.setattr(loading, "build", counted)
    return paths


def test_a_store_is_built_once_and_holds_what_was_read(home: Path, built: list[Path]) -> None:
    first, folder = cache.open_store(TINY, beside.write)
    second, again = cache.open_store(TINY, beside.write)
    assert built == [TINY]
    assert folder is not None
    assert folder == again
    assert folder.parent == home / "stores"
    assert set(first()) == set(second())
    fresh = loading.build(TINY)
    assert len(first()) == len(fresh)
    named = {quad for quad in fresh if quad.subject.value.startswith("https")}
    assert named <= set(first())
    assert [path.name for path in home.iterdir()] == ["stores"]
    assert {path.name for path in folder.iterdir()} == {
        "store", "index.json", "links.json", "places.json", "prefixes.json", "complete",
    }  # fmt: skip


def test_changed_data_makes_another_store(built: list[Path], copy: Copy) -> None:
    _, before = cache.open_store(copy.folder, beside.write)
    copy.edit(STATEMENTS, "jb:value 12.0", "jb:value 13.0")
    store, after = cache.open_store(copy.folder, beside.write)
    assert len(built) == 2
    assert before != after
    assert {quad.object.value for quad in store() if quad.predicate.value.endswith("#value")} >= {"13"}


def test_the_same_content_elsewhere_has_the_same_key(copy: Copy) -> None:
    assert cache.digest(copy.folder) == cache.digest(TINY)


def test_ontology_and_rules_are_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.digest(TINY)
    rule = tmp_path / "10-new.rq"
    rule.write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "utf-8")
    monkeypatch.setattr(resources, "rule_files", lambda layer: [rule])
    with_rule = cache.digest(TINY)
    monkeypatch.setattr(resources, "ontology_files", list)
    assert len({before, with_rule, cache.digest(TINY)}) == 3


def test_a_cache_that_cannot_be_written_costs_no_answer(home: Path, built: list[Path]) -> None:
    home.write_text("a file in the place of the folder", "utf-8")
    store, folder = cache.open_store(TINY, beside.write)
    assert folder is None
    assert len(store()) > 0
    assert built == [TINY]


def test_a_disk_that_fills_up_leaves_nothing_behind(home: Path) -> None:
    def full(store: Store, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    store, folder = cache.open_store(TINY, full)
    assert folder is None
    assert len(store()) > 0
    assert list((home / "stores").iterdir()) == []


def test_a_store_that_vanished_is_built_again(home: Path, built: list[Path]) -> None:
    _, folder = cache.open_store(TINY, beside.write)
    assert folder is not None
    (folder / "store").rename(home / "gone")
    store, _ = cache.open_store(TINY, beside.write)
    assert len(store()) > 0
    assert len(built) == 2


def test_a_store_that_is_damaged_is_built_again(built: list[Path]) -> None:
    _, folder = cache.open_store(TINY, beside.write)
    assert folder is not None
    for file in (folder / "store").glob("*.sst"):
        file.write_bytes(b"")
    store, _ = cache.open_store(TINY, beside.write)
    assert set(store()) >= {quad for quad in loading.build(TINY) if quad.subject.value.startswith("https")}
    assert built[:2] == [TINY, TINY]


def test_a_graph_that_cannot_be_read_leaves_no_store(home: Path, copy: Copy) -> None:
    copy.append(STATEMENTS, "{")
    with pytest.raises(JbgraphError):
        cache.open_store(copy.folder, beside.write)
    assert not home.exists()


def test_the_stores_opened_last_are_kept(home: Path, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    _, first = cache.open_store(TINY, beside.write)
    assert first is not None
    os.utime(first, (1, 1))
    copy.append("register/goals.ttl", "# one\n")
    _, second = cache.open_store(copy.folder, beside.write)
    assert second is not None
    os.utime(second, (2, 2))  # the clock of a file system may stand still between the two
    cache.open_store(TINY, beside.write)  # again, after the second
    copy.append("register/goals.ttl", "# two\n")
    _, third = cache.open_store(copy.folder, beside.write)
    assert set((home / "stores").iterdir()) == {first, third}
    assert second not in (first, third)


def test_an_open_graph_outlives_its_place_in_the_cache(home: Path) -> None:
    graph = jbgraph.load(TINY, sources=TINY / "sources")
    shutil.rmtree(home)
    assert graph.resolve("清河工程") == graph.expand("qingshi:clean-river-program")
    assert graph.describe("清河工程").lines


def test_two_processes_at_once_on_an_empty_cache(home: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jbgraph", "query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "csv"]
    started = [
        subprocess.Popen(
            [*command, "--graph", str(TINY)], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]  # fmt: skip
    ended = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0] * 4, ended
    assert len({out for out, _ in ended}) == 1
    assert [err for _, err in ended] == [b""] * 4
    (folder,) = (home / "stores").iterdir()
    assert (folder / "complete").is_file()
