"""What the command line says where the answer is no, a request cannot be used, or a file is bad."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from samples import DOCUMENT, GRAPH, PROGRAMS, STATEMENTS, TINY, Copy, Run, environment

# -- exit codes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("search", "完全无关的名称"), ""),
        (("path", "游客人数", "水乡环境现代化"), "the graph does not link them"),
        (("evidence", "清河工程", "serves", "全国水乡示范区"), "no document states it"),
    ],
)
def test_exit_1_where_the_answer_is_no(run: Run, args: tuple[str, ...], said: str) -> None:
    ran = run(*args, *GRAPH, "--lang", "en")
    assert ran.code == 1, ran
    assert said in ran.err


def test_exit_1_where_a_graph_is_not_sound(run: Run, copy: Copy) -> None:
    copy.edit(STATEMENTS, "jb:value 38.0", "jb:value 39.0")
    ran = run("validate", "--graph", copy.folder, "--check", "texts", "--format", "csv", "--lang", "en")
    assert ran.code == 1
    assert ran.err == "1 violations, 0 remarks\n"
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert row == {
        "severity": "violation", "check": "texts", "place": "plan-2030:s015-o2",
        "message": "the number 39 is not in the quote 38公里",
    }  # fmt: skip


REFUSED = [
    (("describe", "无此物"), "nothing is named “无此物”"),
    (("describe", "石溪"), "石溪镇 · Shixi Town (qingshi:shixi-town)"),
    (("describe", "qingshi:clean-rivr-program"), "did you mean qingshi:clean-river-program?"),
    (("describe", "<not an iri>"), "is not in the graph"),
    (("describe", ""), "nothing is named"),
    (("path", "清河工程", "qhgc"), "from one thing to another"),
    (("path", "清河工程", "绿岸工程", "-k", "0"), "-k"),
    (("evidence", "清河工程", "servs"), "no relation is called “servs”\n  fix: did you mean 服务于 · serves"),
    (("map", "无此物"), "nothing is named"),
    (("map", "--layers", "states"), "there is no layer states"),
    (("map", "-o", "map.papyrus"), "the ending of the file names no format"),
    (("map", "--limit", "0"), "--limit"),
    (("map", "--dpi", "300", "-o", "map.json"), "json makes no use of --dpi"),
    (("map", "--dpi", "300", "-o", "map.pdf"), "pdf makes no use of --dpi"),
    (("map", "--size", "A3", "-o", "map.xlsx"), "xlsx makes no use of --size"),
    (("export", "mermaid", "--font", "a.ttf"), "mermaid makes no use of --font"),
    (("map", "--dpi", "many", "-o", "map.png"), "many is no resolution"),
    (("map", "--font", "nowhere.ttf", "-o", "map.svg"), "the font file is not there"),
    (("search", "--type", "Projct", "清河"), "no class is called “Projct”\n  fix: did you mean 项目 · project"),
    (("validate", "--check", "spelling"), "there is no check spelling"),
    (("query",), "there is no query"),
    (("query", "SELECT * { ?s jb:servs ?o }"), "query, line 1: jb:servs is not defined"),
    (("query", "SELECT * { ?s jb:servs ?o }"), "\n  fix: did you mean jb:serves?"),
    (("query", "SELECT * { ?s ?p }"), "query, line 1, column "),
    (("query", "SELECT * { ?s ex:p ?o }"), "the prefix ex: is not declared"),
    (("query", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), "SERVICE is off"),
    (("query", "INSERT DATA { jb:Goal a jb:Goal }"), "only SELECT, ASK, CONSTRUCT and DESCRIBE"),
    (("query", "projects-of-gaol"), "did you mean projects-of-goal?"),
    (("query", "projects-of-goal", "-p", "goal"), "goal is not NAME=VALUE"),
    (("query", "projects-of-goal", "-p", "gaol=x"), "has no parameter gaol"),
    (("query", PROGRAMS, "-p", "goal=x"), "only named questions have parameters"),
    (("query", PROGRAMS, "-f", "programs.rq"), "a query is given twice"),
    (("query", "-f", "programs.rq"), "programs.rq: the file cannot be read: No such file or directory"),
    (("query", PROGRAMS, "--format", "turtle"), "turtle holds triples"),
    (("query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"), "csv cannot hold triples"),
    (("query", "--list", "--format", "turtle"), "turtle"),
    (("query", PROGRAMS, "--format", "word"), "--format"),
    (("query", PROGRAMS, "-o", "none/answer.csv"), "the folder is not there"),
    (("query", PROGRAMS, "-o", "."), "this is a folder, not a file"),
    (("info", "--lang", "fr"), "--lang"),
    (("info", "--sources", "none"), "the folder of source documents none is not there"),
    (("nonsense",), "nonsense"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "said"), REFUSED, ids=[" ".join(args)[:40] for args, _ in REFUSED])
def test_exit_2_with_one_message_where_a_request_cannot_be_used(run: Run, args: tuple[str, ...], said: str) -> None:
    ran = run(*args, *(() if args == ("nonsense",) else GRAPH))
    assert ran.code == 2, ran
    assert ran.out == ""
    assert said in ran.err
    assert ran.err.count("Error: ") == 1
    assert len(ran.err.splitlines()) <= 5


def test_errors_are_said_in_chinese_too(run: Run) -> None:
    ran = run("describe", "无此物", *GRAPH, "--lang", "zh")
    assert ran.err.startswith("错误: ")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--graph", "none"), "none: there is no such file or folder"),
        (("--graph", "."), "the folder holds no RDF file"),
        (("--store", "none"), "none: there is no store that can be opened"),
        (("--endpoint", "http://127.0.0.1:9/"), "http://127.0.0.1:9/: the endpoint cannot be reached"),
        (("--endpoint", "localhost"), "an endpoint begins with http"),
        (("--graph", TINY, "--store", "x"), "--graph, --store and --endpoint exclude each other"),
    ],
)
def test_exit_2_where_there_is_no_graph(run: Run, tmp_path: Path, args: tuple[str | Path, ...], said: str) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    ran = run("info", *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


# -- bad files ---------------------------------------------------------------------------------------------------


def test_broken_turtle_is_named_with_file_and_line(run: Run, copy: Copy) -> None:
    copy.edit("register/goals.ttl", "a jb:Objective ;", "a jb:Objective ; ] ;")
    ran = run("info", "--graph", copy.folder)
    assert (ran.code, ran.out) == (2, "")
    assert f"{copy.folder / 'register' / 'goals.ttl'}:11: the file is broken: " in ran.err


def test_an_unknown_term_in_data_is_named_with_file_line_and_nearest_name(run: Run, copy: Copy) -> None:
    copy.edit(STATEMENTS, "jb:measuredBy", "jb:measurdBy")
    text = (copy.folder / STATEMENTS).read_text("utf-8")
    line = text[: text.index("jb:measurdBy")].count("\n") + 1
    ran = run("query", "ASK {}", "--graph", copy.folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"Error: {copy.folder / STATEMENTS}:{line}: jb:measurdBy is not defined\n  fix: did you mean jb:measuredBy?\n"
    )


def test_files_that_are_not_utf8(run: Run, copy: Copy, tmp_path: Path) -> None:
    (tmp_path / "query.rq").write_bytes("SELECT * { ?s ?p '清河' }".encode("gbk"))
    assert "query.rq: the file is not UTF-8" in run("query", "-f", "query.rq", *GRAPH).err
    ran = run("query", "-", *GRAPH, stdin="ASK { ?s ?p '清河' }".encode("gbk"))
    assert (ran.code, ran.out) == (2, "")
    assert "standard input is not UTF-8" in ran.err
    (copy.folder / "register" / "things.ttl").write_bytes("# 清河\n".encode("gbk"))
    assert "things.ttl:1: the file is not UTF-8" in run("info", "--graph", copy.folder).err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give programs their arguments as text")
def test_an_argument_that_is_not_utf8(tmp_path: Path) -> None:
    for args in ([b"describe", b"\xff"], [b"query", b"ASK { ?s ?p '\xff' }"], [b"query", b"-f", b"\xff"]):
        command = [sys.executable.encode(), b"-m", b"jbgraph", *args, b"--graph", bytes(TINY)]
        done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith(b"Error: ")
        assert b"Traceback" not in done.stderr
        assert b"fault of jbgraph" not in done.stderr


@pytest.mark.parametrize("command", [("describe", "清河工程"), ("evidence", "清河工程"), ("validate",)])
def test_a_changed_document_stops_whoever_would_show_it(run: Run, copy: Copy, command: tuple[str, ...]) -> None:
    copy.edit("sources/plan-2030.txt", "1.5亿元", "2.5亿元")
    ran = run(*command, "--graph", copy.folder)
    assert (ran.code, ran.out) == (2, "")
    assert (
        f"{copy.folder / 'sources' / 'plan-2030.txt'}: the document is not the one the graph was made from" in ran.err
    )


def test_a_missing_document_costs_its_text_only(run: Run, copy: Copy) -> None:
    (copy.folder / "sources" / "plan-2030.txt").unlink()
    ran = run("describe", "清河工程", "--graph", copy.folder, "--lang", "zh")
    assert (ran.code, ran.err) == (0, "")
    assert "二、重点任务" in ran.out
    assert "区水务局牵头" not in ran.out
    ran = run("validate", "--graph", copy.folder, "--check", "texts", "--lang", "en")
    assert ran.code == 0
    assert "plan-2030.txt is not at hand" in ran.out


def test_the_folder_of_documents_may_be_named(run: Run, copy: Copy, tmp_path: Path) -> None:
    (copy.folder / "sources").rename(tmp_path / "papers")
    shown = "区水务局【牵头】"
    for args, variables in ((("--sources", "papers"), {}), ((), {"JBGRAPH_SOURCES": "papers"})):
        ran = run("describe", "清河工程", "--graph", copy.folder, *args, **variables)
        assert shown.replace("【", "").replace("】", "") in ran.out
    assert "区水务局" not in run("evidence", "清河工程", "--graph", copy.folder, "--lang", "en").out


def test_a_passage_whose_document_is_another_is_noticed(run: Run, copy: Copy) -> None:
    copy.edit(DOCUMENT, 'jb:fileName "plan-2030.txt"', 'jb:fileName "other.txt"')
    (copy.folder / "sources" / "other.txt").write_text("another document", "utf-8")
    ran = run("describe", "清河工程", "--graph", copy.folder)
    assert ran.code == 2
    assert "SHA-256 differs" in ran.err
