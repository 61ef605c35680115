"""The command line, run as a user runs it: other processes, another folder, real exit codes."""

from __future__ import annotations

import csv
import io
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest
from endpoint import serve
from pyoxigraph import Store
from samples import CSV, GRAPH, PROGRAMS, ROOT, TINY, Run

from jbgraph import loading
from jbgraph.cli.catalogue import CATALOGUE

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
