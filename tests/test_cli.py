"""The command line, run as a user runs it: other processes, another folder, real exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from endpoint import serve
from pyoxigraph import Store
from samples import DOCUMENT, ROOT, STATEMENTS, TINY, Copy, Run, environment

from jbgraph import loading
from jbgraph.cli.catalogue import CATALOGUE

GRAPH = ("--graph", TINY)
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


# -- every command, in Chinese and English -----------------------------------------------------------------------

ANSWERS = {
    "info": (("info",), ("工程行动", "段落"), ("program", "passages")),
    "validate": (("validate",), (), ()),
    "query": (("query", "goals-without-metric"), ("率先推进水乡环境现代化",), ("Lead in modernising the water town",)),
    "search": (("search", "qhgc"), ("工程行动", "清河工程"), ("program", "Clean River program")),
    "describe": (("describe", "清河工程"), ("陈述", "衡量指标"), ("Statements", "is measured by")),
    "evidence": (("evidence", "清河工程"), ("文件", "【清河工程】"), ("document", "【清河工程】")),
    "path": (("path", "河道整治项目", "清河工程"), ("河道整治项目属于清河工程。",), ("River works is part of",)),
    "map": (("map", "水乡环境现代化"), ("服务于", "绿岸步道项目"), ("serves", "Green Banks walkway")),
    "explore": (("explore", "-o", "page.html"), (), ()),
    "completion": (("completion", "bash"), ("_JBGRAPH_COMPLETE",), ("_JBGRAPH_COMPLETE",)),
}  # fmt: skip


def test_every_command_is_tried_below() -> None:
    assert ANSWERS.keys() <= CATALOGUE.keys()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ANSWERS)
def test_a_command_answers_in_the_language(run: Run, name: str, lang: str) -> None:
    args, *said = ANSWERS[name]
    graph = () if name == "completion" else GRAPH
    ran = run(*args, *graph, *(() if name == "completion" else ("--lang", lang)))
    assert ran.code == 0, ran
    for text in said[lang == "en"]:
        assert text in ran.out
    if name not in ("validate", "explore"):
        assert ran.err == "", "results go to standard output, and nothing else does"


def test_validate_and_explore_say_what_they_did_on_standard_error(run: Run, tmp_path: Path) -> None:
    ran = run("validate", *GRAPH, "--lang", "en")
    assert (ran.out, ran.err) == ("", "0 violations, 0 remarks\n")
    assert run("validate", *GRAPH, "--lang", "zh").err == "0 处违规，0 条提示\n"
    ran = run("explore", "-o", "page.html", *GRAPH)
    assert ran.out == ""
    assert "page.html" in ran.err
    assert [file.name for file in tmp_path.glob("*.html")] == ["page.html"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CATALOGUE)
def test_help_of_a_command_has_an_example(run: Run, name: str, lang: str) -> None:
    ran = run(name, "--help", JBGRAPH_LANG=lang)
    assert (ran.code, ran.err) == (0, "")
    assert ("示例：jbgraph" if lang == "zh" else "Example: jbgraph") in " ".join(ran.out.split()).replace(
        'eval "$(', ""
    )


@pytest.mark.parametrize(("lang", "said"), [("zh", "命令"), ("en", "Commands")])
def test_help_lists_every_command(run: Run, lang: str, said: str) -> None:
    ran = run("--lang", lang, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert said in ran.out
    for name in CATALOGUE:
        assert f"\n  {name} " in ran.out


# What a shell reads, what needs documents, a report or a workspace, and what runs on is tried elsewhere.
ELSEWHERE = ("completion", "validate", "serve", "mcp", "extract", "review", "history", "undo")


def test_every_example_of_the_help_works(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph_data", tmp_path / "graph_data")
    for name, entry in CATALOGUE.items():
        words = shlex.split(entry.example)
        if name in ELSEWHERE:
            continue
        assert words[:2] == ["jbgraph", name]
        ran = run(*words[1:])
        assert ran.code == (1 if name == "diff" else 0), (entry.example, ran)  # 1: they differ
        assert ran.out or list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("args", "variables", "zh"),
    [
        (("--lang", "zh", "info"), {}, True),
        (("info", "--lang=zh"), {}, True),
        (("info", "--lang", "en"), {"JBGRAPH_LANG": "zh"}, False),
        (("info",), {"JBGRAPH_LANG": "zh", "LANG": "en_GB.UTF-8"}, True),
        (("info",), {"LANG": "zh_CN.UTF-8"}, True),
        (("info",), {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        (("info",), {"LANG": None}, False),
    ],
)  # fmt: skip
def test_where_the_language_comes_from(run: Run, args: tuple[str, ...], variables: dict[str, str], zh: bool) -> None:
    ran = run(*args, *GRAPH, **variables)
    assert ran.code == 0
    assert ("三元组" in ran.out) is zh


def test_chinese_is_printed_also_where_the_locale_knows_only_ascii(run: Run) -> None:
    for args in (("--help",), ("describe", "清河工程", *GRAPH), ("describe", "无此物", *GRAPH)):
        ran = run(
            *args, JBGRAPH_LANG="zh", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
        )
        assert "fault" not in ran.err
        assert "缺陷" not in ran.err
        assert (ran.code, ran.err == "") in ((0, True), (2, False))


# -- queries -----------------------------------------------------------------------------------------------------

PROGRAMS = "SELECT ?name { ?s a jb:Program ; skos:prefLabel ?name FILTER(LANG(?name) = 'en') } ORDER BY ?name"
CSV = "name\r\nClean River program\r\nGreen Banks program\r\n"


def test_a_query_comes_from_the_argument_a_file_or_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "programs.rq").write_text(PROGRAMS, "utf-8")
    form = ("--format", "csv", *GRAPH)
    assert run("query", PROGRAMS, *form).out == CSV
    assert run("query", "-f", "programs.rq", *form).out == CSV
    assert run("query", "-", *form, stdin=PROGRAMS.encode()).out == CSV
    assert run("query", *form, stdin=PROGRAMS.encode()).out == CSV


def test_a_named_question_with_parameters(run: Run) -> None:
    ran = run("query", "projects-of-goal", "-p", "goal=水乡环境现代化", "--format", "csv", "--lang", "en", *GRAPH)
    assert ran.code == 0
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["project"] for row in rows] == ["Green Banks walkway", "River works"]


def test_questions_are_listed(run: Run) -> None:
    ran = run("query", "--list", "--format", "csv", "--lang", "zh")
    rows = list(csv.reader(io.StringIO(ran.out)))
    assert len(rows) > 60
    assert all(row[1].endswith("？") for row in rows[1:])


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "markdown", "xlsx"])
def test_a_select_query_in_every_format(run: Run, form: str) -> None:
    ran = run("query", PROGRAMS, "--format", form, *GRAPH)
    assert (ran.code, ran.err) == (0, "")
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(ran.raw)).active
        assert [cell.value for cell in sheet["A"]] == ["name", "Clean River program", "Green Banks program"]
    else:
        assert "Green Banks program" in ran.out


@pytest.mark.parametrize("form", ["turtle", "trig", "nt", "nquads", "rdfxml", "jsonld"])
def test_a_construct_query_in_every_format(run: Run, form: str) -> None:
    ran = run("query", "CONSTRUCT WHERE { qingshi:ecotourism a ?type }", "--format", form, *GRAPH)
    assert (ran.code, ran.err) == (0, "")
    assert "Industry" in ran.out


def test_a_store_and_an_endpoint_answer_too(run: Run, tmp_path: Path) -> None:
    store = loading.build(TINY)
    disk = Store(str(tmp_path / "store"))
    disk.bulk_extend(store)
    disk.flush()
    del disk
    assert run("query", PROGRAMS, "--format", "csv", "--store", "store").out == CSV
    with serve(store) as endpoint:
        assert run("query", PROGRAMS, "--format", "csv", "--endpoint", endpoint.url).out == CSV


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


# -- completion --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_each_shell(run: Run, shell: str) -> None:
    ran = run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "_JBGRAPH_COMPLETE" in ran.out


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("jbgraph des", "describe"),
        ("jbgraph query projects-of-g", "projects-of-goal"),
        ("jbgraph info --gr", "--graph"),
    ],
)
def test_words_are_completed(run: Run, words: str, completed: str) -> None:
    count = str(len(words.split()) - 1)
    ran = run(_JBGRAPH_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
    assert (ran.code, ran.err) == (0, "")
    assert f"plain,{completed}\n" in ran.out
