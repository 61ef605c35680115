"""Two languages: every message is in both, and in Chinese click speaks Chinese too."""

from __future__ import annotations

import ast
import gettext
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from samples import ROOT, Ran, Run

from jbgraph import JbgraphError, NameNotFoundError, reasons
from jbgraph.errors import both, meant

sys.path.insert(0, str(ROOT / "docs"))

from making import translations

PACKAGE = ROOT / "jbgraph"
CATALOGUE = translations.SOURCE
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PUT_IN = re.compile(r"\{[\w!]+\}|%\(\w+\)s")
# Words that are the same in every language: options, variables of the environment, a command to type.
SAME = re.compile(
    r"--param [a-z]+|--[a-z-]+|\b[a-z]+=\S+|\b[a-z_]+/[a-z/]+|\b[A-Z_]{2,}\b|pip install '[^']+'|jbgraph [a-z]+|https?://\S+"
)


# Errors -------------------------------------------------------------------------------------------------


def test_an_error_is_said_in_both_languages() -> None:
    error = JbgraphError(("it broke", "坏了"), where=("query", "查询"), hint=("mend it", "修好它"))
    assert str(error) == error.message("en") == "query: it broke\n  fix: mend it"
    assert error.message("zh") == "查询: 坏了\n  办法: 修好它"
    assert (error.problem, error.where, error.hint) == ("it broke", "query", "mend it")


def test_text_without_language_is_said_in_both() -> None:
    error = NameNotFoundError(("no x", "没有x"), hint="a, b", candidates=["a", "b"])
    assert error.message("zh") == "没有x\n  办法: a, b"
    assert both("a.ttl:3") == ("a.ttl:3", "a.ttl:3")


def test_what_may_have_been_meant() -> None:
    assert meant("a", "b") == ("did you mean a; b?", "是不是 a；b？")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied"), ("Permission denied", "没有权限")),
        (TimeoutError("timed out"), ("timed out", "超时")),
        (OSError(9999, "Odd"), ("Odd", "Odd")),
        (ValueError("odd"), ("odd", "odd")),
        ("odd", ("odd", "odd")),
    ],
)
def test_reasons_of_the_system(error: BaseException | str, said: tuple[str, str]) -> None:
    assert reasons.reason(error) == said


def texts() -> Iterator[tuple[str, ast.expr]]:
    """Yield every text that an error in the source is made with, a branch at a time, and where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("JbgraphError", "NameNotFoundError"):
                given = [*node.args, *(word.value for word in node.keywords if word.arg in ("where", "hint"))]
                for text in (leaf for expression in given for leaf in leaves(expression, tree)):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def leaves(text: ast.expr, tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what a text may be: both branches of a choice, and all that its name is given in the file."""
    if isinstance(text, ast.IfExp):
        yield from leaves(text.body, tree)
        yield from leaves(text.orelse, tree)
    elif isinstance(text, ast.BoolOp):
        for value in text.values:
            yield from leaves(value, tree)
    elif isinstance(text, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and text.id in (getattr(target, "id", "") for target in node.targets):
                yield from leaves(node.value, tree)
    else:
        yield text


def words(text: ast.expr) -> str:
    """Return the words of a string that stand in the source."""
    found = [node.value for node in ast.walk(text) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return SAME.sub("", " ".join(found))


def in_both(text: ast.expr) -> bool:
    """Say whether a text is a pair with Chinese in its second part, or has no words of any language."""
    if isinstance(text, ast.Tuple):
        return len(text.elts) == 2 and not CHINESE.search(words(text.elts[0])) and bool(CHINESE.search(words(text)))
    if isinstance(text, ast.Constant | ast.JoinedStr | ast.BinOp):
        return not re.search(r"[a-z]{2,}", words(text)) and not CHINESE.search(words(text))
    return True


def test_every_error_in_the_source_is_said_in_both_languages() -> None:
    found = list(texts())
    assert len(found) > 100
    assert [f"{place}: {ast.unparse(text)}" for place, text in found if not in_both(text)] == []


@pytest.mark.parametrize(
    ("source", "fine"),
    [
        ('("it broke", "坏了")', True), ('("it broke", "broken")', False), ('"it broke"', False),
        ('f"{x} broke"', False), ('", ".join(names)', True), ('f"--param {x}=…"', True), ('"one of " + x', False),
        ('"坏了"', False), ("str(path)", True), ('("it broke",)', False),
    ],
)  # fmt: skip
def test_a_message_in_one_language_is_noticed(source: str, fine: bool) -> None:
    assert in_both(ast.parse(source, mode="eval").body) is fine


# The command line ---------------------------------------------------------------------------------------


def chinese(run: Run, *args: str) -> Ran:
    """Run a command in Chinese."""
    return run(*args, JBGRAPH_LANG="zh")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["describe", "望江"], "错误: 没有名为“望江”的事物\n  办法: 是不是 望江隧道 · Wangjiang Tunnel"),
        (["query", "ASK {\n ?s jb:servs ?o }"], "错误: 查询第2行: jb:servs没有定义\n  办法: 是不是 jb:serves？"),
        (["query", "ASK { ?s ?p"], "错误: 查询第1行第12列: 查询无法解析\n  办法: 只回答"),
        (["info", "--graph", "."], "错误: .: 文件夹中没有RDF文件\n  办法: 后缀须为："),
        (["query", "-f", "none.rq"], "错误: none.rq: 文件无法读取：没有此文件或文件夹"),
        (["query", "projects-of-goal", "-p", "gaol=x"], "错误: --param: 问题projects-of-goal没有参数gaol"),
    ],
)
def test_errors_in_chinese(run: Run, args: list[str], said: str) -> None:
    ran = chinese(run, *args)
    assert ran.code == 2
    assert ran.err.startswith(said)


MISUSES = {
    ("nothing",): "没有命令'nothing'。",
    ("describe",): "缺少参数 'NAME'.",
    ("info", "x"): "参数过多（x）",
    ("info", "--fromat", "x"): "没有选项'--fromat'。 是不是 '--format'？",
    ("info", "--format", "pdf"): "'--format'的值无效：'pdf'不在",
    ("info", "--graph"): "选项'--graph'须有1个值。",
    ("query", "--list=x"): "选项'--list'不带值。",
    ("search", "x", "--limit", "y"): "'--limit'的值无效：'y'不是有效的数。",
    ("search", "x", "--limit", "0"): "'--limit'的值无效：0不在范围x>=1内。",
}


@pytest.mark.parametrize("args", MISUSES, ids=" ".join)
def test_misuse_is_told_in_chinese(run: Run, args: tuple[str, ...]) -> None:
    ran = chinese(run, *args)
    assert ran.code == 2
    assert f"错误: {MISUSES[args]}" in ran.err
    assert re.findall(r"\b(Usage|Error|Try|No such|Missing|Invalid|Got|Did)\b", ran.err) == []


@pytest.mark.parametrize("args", [[], ["map"], ["query"], ["search"], ["validate"]])
def test_help_in_chinese(run: Run, args: list[str]) -> None:
    shown = chinese(run, *args, "--help").out
    assert shown.startswith("用法: jbgraph")
    assert "选项:" in shown
    assert "显示帮助。" in shown
    assert re.findall(r"Usage|Options|OPTIONS|COMMAND|Show this|default:|Commands:|Example", shown) == []


def test_lang_on_the_command_line_outdoes_the_environment(run: Run) -> None:
    assert run("--lang", "zh", "--help", LANGUAGE="en").out.startswith("用法: jbgraph")
    assert chinese(run, "--lang", "en", "--help").out.startswith("Usage: jbgraph")
    assert run("info", "--help", LANG="zh_CN.UTF-8").out.startswith("用法: jbgraph info")


def test_the_program_is_called_by_its_name(run: Run) -> None:
    assert run("info", "x").err.startswith("Usage: jbgraph info [OPTIONS]\nTry 'jbgraph info --help' for help.")


# The catalogue of click's words -------------------------------------------------------------------------


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    assert translations.TARGET.read_bytes() == translations.compiled(), "run `make docs`"


def test_gettext_reads_the_compiled_catalogue() -> None:
    with translations.TARGET.open("rb") as file:
        found = gettext.GNUTranslations(file)
    for key, said in translations.messages(CATALOGUE.read_text("utf-8")).items():
        single, _, plural = key.partition("\0")
        if single:
            assert (found.ngettext(single, plural, 2) if plural else found.gettext(single)) == said


def test_every_translation_keeps_what_is_put_in() -> None:
    for key, said in translations.messages(CATALOGUE.read_text("utf-8")).items():
        if key:
            assert CHINESE.search(said)
            assert set(PUT_IN.findall(said)) <= set(PUT_IN.findall(key))


# What click says to those who write programs, and what this program does not use: prompts, paths, dates, UUIDs.
NOT_SAID = re.compile(
    r"DeprecationWarning|^Could not determine name|^No options defined|^Arguments take|defined twice|^Boolean option"
    r"|confirm|continue\?|^Choice\(|UUID|match the format|^\{name\}|^file$|^directory$|^path$|start character",
    re.IGNORECASE,
)


def test_click_says_nothing_in_english_that_we_know_of() -> None:
    known = set(re.findall(r'^msgid "(.*)"$', CATALOGUE.read_text("utf-8"), re.MULTILINE))
    folder = Path(click.__file__).parent
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                text = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                if text and not NOT_SAID.search(text):
                    assert text.replace("\n", "\\n").replace("\t", "\\t") in known, f"{name}.py says: {text}"
