"""A store on disk: it answers as memory does, and is whole or not there, however a load ends."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, Store
from samples import TINY, Run, environment

import jbgraph
from jbgraph import JbgraphError, lines, loading, piping, resources, storing

COMMAND = [sys.executable, "-m", "jbgraph", "load"]


def contents(store: Store) -> set[Quad]:
    """Return what a store holds, blank nodes by what is said of them."""
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


@pytest.fixture(scope="module")
def whole() -> set[Quad]:
    """What the smallest graph holds in memory."""
    return contents(loading.build(TINY))


def test_a_store_holds_what_the_files_hold_in_memory(whole: set[Quad], tmp_path: Path) -> None:
    done = storing.load(resources.graph_files(TINY), tmp_path / "s")
    stored = Store.read_only(str(tmp_path / "s" / "store"))
    assert contents(stored) == whole
    assert done.quads == len(stored)
    assert [item.name for item in tmp_path.iterdir()] == ["s"], "the draft is gone"


def test_a_store_opens_with_what_lies_beside_a_cached_one(tmp_path: Path) -> None:
    storing.load(resources.graph_files(TINY), tmp_path / "s")
    graph = jbgraph.load(store=tmp_path / "s", sources=TINY / "sources")
    cached = jbgraph.load(TINY, sources=TINY / "sources")
    assert graph.folder == tmp_path / "s"
    assert graph.links is not None
    assert (graph.prefixes, graph.index) == (cached.prefixes, cached.index)
    assert graph.describe("清河工程") == cached.describe("清河工程")


def test_the_command_takes_files_and_folders(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text("<http://a/s> <http://a/p> <http://a/o> .\n", "utf-8")
    done = run("load", TINY, "more.ttl", "--store", "s")
    assert (done.code, done.out) == (0, "")
    assert "triples read" in done.err
    assert "\r" not in done.err, "no progress where there is no terminal"
    asked = run("query", "ASK { <http://a/s> ?p ?o . ?g a jb:Goal }", "--store", "s", "--format", "csv")
    assert asked.out.split() == ["answer", "true"]


def test_the_command_speaks_chinese(run: Run) -> None:
    assert "读入" in run("load", TINY, "--store", "s", "--lang", "zh", LANG="zh_CN.UTF-8").err


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, str(TINY), "--store", "s"], stderr=theirs, cwd=tmp_path, env=environment(), check=True, timeout=60
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "gathering names" in shown
    assert shown.rstrip().endswith(": s"), "the line is taken away at the end"


def test_a_store_that_is_there_stays_unless_it_may_give_way(run: Run, tmp_path: Path) -> None:
    assert run("load", TINY, "--store", "s").code == 0
    before = contents(Store.read_only(str(tmp_path / "s" / "store")))
    refused = run("load", TINY / "register", "--store", "s")
    assert refused.code == 2
    assert "there is a store already" in refused.err
    assert contents(Store.read_only(str(tmp_path / "s" / "store"))) == before
    (tmp_path / "other.ttl").write_text("<http://a/s> <http://a/p> <http://a/o> .\n", "utf-8")
    assert run("load", "other.ttl", "--store", "s", "--replace").code == 0
    assert contents(Store.read_only(str(tmp_path / "s" / "store"))) == contents(loading.build(tmp_path / "other.ttl"))
    assert sorted(item.name for item in tmp_path.iterdir()) == ["other.ttl", "s"]


def test_what_is_no_store_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear", "utf-8")
    with pytest.raises(JbgraphError, match="what is there is not a store"):
        storing.load(resources.graph_files(TINY), tmp_path / "letters", replace=True)
    assert (tmp_path / "letters" / "one.txt").read_text("utf-8") == "dear"


def test_a_file_that_is_broken_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    storing.load(resources.graph_files(TINY), tmp_path / "s")
    before = contents(Store.read_only(str(tmp_path / "s" / "store")))
    (tmp_path / "broken.ttl").write_text("<http://a/s> <http://a/p>\n", "utf-8")
    with pytest.raises(JbgraphError, match="the file is broken"):
        storing.load([tmp_path / "broken.ttl"], tmp_path / "s", replace=True)
    assert contents(Store.read_only(str(tmp_path / "s" / "store"))) == before
    assert sorted(item.name for item in tmp_path.iterdir()) == ["broken.ttl", "s"]


def test_a_folder_above_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="the folder is not there"):
        storing.load(resources.graph_files(TINY), tmp_path / "none" / "s")


def test_two_loads_do_not_write_to_one_place(tmp_path: Path) -> None:
    with storing.draft(tmp_path / "s"), pytest.raises(JbgraphError, match="another load is writing there"):
        storing.load(resources.graph_files(TINY), tmp_path / "s")


@pytest.mark.parametrize("there", [False, True], ids=["new", "replace"])
@pytest.mark.parametrize("after", [0.1, 0.3, 0.5, 0.7, 0.9, 1.1, 1.4, 1.8])
def test_a_load_that_is_killed_leaves_nothing_half_full(
    after: float, there: bool, whole: set[Quad], tmp_path: Path
) -> None:
    if there:
        storing.load(resources.graph_files(TINY), tmp_path / "s")
    process = subprocess.Popen(
        [*COMMAND, str(TINY), "--store", "s", "--replace"],
        cwd=tmp_path, env=environment(), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if (tmp_path / "s").exists():
        assert contents(Store.read_only(str(tmp_path / "s" / "store"))) == whole
    else:
        assert not there or (tmp_path / "s.former").exists()
        with pytest.raises(JbgraphError, match="no store that can be opened"):
            jbgraph.load(store=tmp_path / "s")
    storing.load(resources.graph_files(TINY), tmp_path / "s", replace=True)
    assert [item.name for item in tmp_path.iterdir()] == ["s"], "what was left is removed"


def test_the_former_store_comes_back_where_a_load_was_cut_off_between_the_renamings(
    whole: set[Quad], tmp_path: Path
) -> None:
    storing.load(resources.graph_files(TINY), tmp_path / "s")
    (tmp_path / "s").rename(tmp_path / "s.former")
    with pytest.raises(JbgraphError, match="there is a store already"):
        storing.load(resources.graph_files(TINY), tmp_path / "s")
    assert contents(Store.read_only(str(tmp_path / "s" / "store"))) == whole


def test_all_of_it_is_written_as_quads_for_other_stores(whole: set[Quad], tmp_path: Path) -> None:
    storing.load(resources.graph_files(TINY), tmp_path / "s", quads=tmp_path / "all.nq")
    read = Store()
    read.bulk_load(path=str(tmp_path / "all.nq"))
    assert contents(read) == whole


PLAIN = {
    "plain": '<http://a/s> <http://a/p> "江\\n北\\"." .\n<http://a/s> <http://a/p> <http://a/o>.\n\n# note\n',
    "no line at the end": "<http://a/s> <http://a/p> <http://a/o> .",
    "lines of Windows": "<http://a/s> <http://a/p> <http://a/o> .\r\n<http://a/s> <http://a/p> <http://a/q> . \r\n",
    "a comment in a line": "<http://a/s> <http://a/p> <http://a/o> . # as said.\n",
    "blank nodes": "_:a <http://a/p> _:b .\n_:b <http://a/p> _:a .\n",
    "escapes": '<http://a/\\u0073> <http://a/p> "\\u6C5F" .\n',
    "ours": "<https://w3id.org/jbgraph/x> a <http://a/C> .\n".replace(
        " a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    ),
}


@pytest.mark.parametrize("kind", PLAIN)
def test_ntriples_that_are_copied_say_the_same_as_those_that_are_parsed(kind: str, tmp_path: Path) -> None:
    for name in ("one.nt", "one.ttl"):
        (tmp_path / name).write_bytes(PLAIN[kind].encode())
    assert contents(loading.build(tmp_path / "one.nt")) == contents(loading.build(tmp_path / "one.ttl"))


SUGGESTED = "<https://w3id.org/jbgraph/graph/suggested-x>"
THING = "<https://w3id.org/jbgraph/jiangbei/thing>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
S, P, G = "<http://a/s>", "<http://a/p>", "<http://a/g>"
IN_GRAPHS = {
    "plain": f'{S} {P} "江 <http://a/x> .\\n" {G} .\n{S} {P} <http://a/o> .\n',
    "written close": f'{S}{P}"x"@zh-Hans{G}.\n\t{S}\t{P} "1"^^<http://a/d> . # a .\n',
    "remarks and empty lines": f"# a\n\n{S} {P} <http://a/o> {G} .\n# b .\n",
    "looked at from the middle": f"{S} {P} <http://a/o> {G} .\n" * 30
    + f"_:a {P} _:b {G} .\n_:b <http://a/\\u0070> _:a .\n",
    "suggested": f"{S} {P} <http://a/o> {SUGGESTED} .\n{S} {P} <http://a/q> .\n",
    "ours": f"{THING} {TYPE} <http://a/C> .\n{THING} {P} {THING} .\n",
    "ours in a text": f'{S} {P} "<https://w3id.org/jbgraph/none>" .\n',
}


@pytest.mark.parametrize("kind", IN_GRAPHS)
def test_nquads_that_are_copied_say_the_same_as_those_that_are_parsed(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "PIECE", 300)
    file = tmp_path / "one.nq"
    file.write_bytes(IN_GRAPHS[kind].encode())
    copied = contents(loading.build(file))
    monkeypatch.setattr(lines, "SUFFIXES", ())
    assert copied == contents(loading.build(file))
    assert any(quad.predicate.value == "http://a/p" for quad in copied)


@pytest.mark.parametrize("suffix", [".nt", ".nq"])
def test_a_term_that_nothing_defines_is_refused_in_lines_that_are_copied(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_text(f"<http://a/s> <http://a/p> <http://a/o> .\n<http://a/s> <http://a/p> {THING} .\n", "utf-8")
    with pytest.raises(JbgraphError, match=rf"a\{suffix}:2: .*thing is not defined"):
        loading.build(file)


def test_a_broken_line_behind_others_that_are_copied_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "PIECE", 100)
    for suffix in (".nt", ".nq"):
        file = tmp_path / f"a{suffix}"
        file.write_text("<http://a/s> <http://a/p> <http://a/o> .\n" * 50 + "<http://a/s> <http://a/p> .\n", "utf-8")
        with pytest.raises(JbgraphError, match=rf"a\{suffix}:51: the file is broken"):
            loading.build(file)


def test_where_no_pipe_has_a_name_the_same_is_loaded(
    tmp_path: Path, whole: set[Quad], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piping, "BY_NAME", tmp_path / "none")
    assert contents(loading.build(TINY)) == whole


def test_a_broken_line_of_ntriples_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.nt"
    file.write_text("<http://a/s> <http://a/p> <http://a/o> .\n<http://a/s> <http://a/p> .\n", "utf-8")
    with pytest.raises(JbgraphError, match=r"a\.nt:2: the file is broken"):
        storing.load([file], tmp_path / "s")


def test_data_without_a_term_of_ours_opens_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<http://a/s> <http://a/p> <http://a/o> .\n", "utf-8")
    storing.load([tmp_path / "a.nt"], tmp_path / "s")
    stored, here = jbgraph.load(store=tmp_path / "s"), jbgraph.load(tmp_path / "a.nt")
    assert stored.folder
    assert here.folder
    for name in ("index.json", "links.json", "places.json", "prefixes.json"):
        assert (stored.folder / name).read_bytes() == (here.folder / name).read_bytes()


def test_a_character_cut_by_the_end_of_a_piece_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PIECE", 5)
    file = tmp_path / "a.nt"
    file.write_text('<http://a/s> <http://a/p> "清河工程" .\n' * 3, "utf-8")
    assert len(list(loading.read(file))) == 3
    file.write_bytes(file.read_bytes() + b'<http://a/s> <http://a/p> "\xff" .\n')
    with pytest.raises(JbgraphError, match=r"a\.nt:4: the file is not UTF-8"):
        list(loading.read(file))
