"""The shape of the program: imports go one way, heavy libraries load late, modules stay short."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from samples import ROOT, environment

from jbgraph import PlanGraph, terms

PACKAGE = ROOT / "jbgraph"
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in FILES}
QUERIES = sorted([*(PACKAGE / "questions").glob("*.rq"), *(ROOT / "ontology" / "rules").rglob("*.rq")])
LIMIT = 400

# From the screen down to the terms; a module imports nothing that stands beside or above it. For parts that stand in
# no row it is enough that no two import each other.
ROWS = (
    ("__main__",),
    ("cli",),
    ("assistant", "server"),
    ("api", "explorer", "report", "storing"),
    ("columns", "exporters", "reports", "review"),
    ("analyses", "extraction", "rendering"),
    ("cards", "maps", "overview", "questions", "validation", "working"),
    ("answers", "figures", "networks"),
    ("beginnings", "evidence"),
    ("graph",),
    ("beside", "cache", "loading"),
    ("links", "places", "search", "rules"),
    ("engines",),
    ("workspace",),
    ("tables", "files", "locks", "numerals", "reading", "serializing"),
    ("terms",),
    ("resources",),
    ("errors",),
)
RANK = {name: len(ROWS) - number for number, row in enumerate(ROWS) for name in row}
HEAVY = (
    "duckdb",
    "rdflib",
    "networkx",
    "pyvis",
    "pyshacl",
    "openpyxl",
    "pandas",
    "polars",
    "pypinyin",
    "cn2an",
    "rustworkx",
    "docx",
    "lxml",
    "pdfminer",
    "pdfplumber",
    "pypdfium2",
)
ONLY = {
    "click": ("cli",),
    "pyvis": ("explorer",),
    "networkx": ("networks", "analyses", "explorer"),
    "pypinyin": ("search",),
    "cn2an": ("numerals",),
    "duckdb": ("columns",),
    "pyshacl": ("validation",),
    "docx": ("reading",),
    "lxml": ("reading",),
    "pdfplumber": ("reading",),
    "pypdfium2": ("reading",),
}
"""Library → the parts that may know it."""


def part(module: str) -> str:
    """Return the part of the package that a module belongs to: `cli` for `jbgraph.cli.options`."""
    return [*module.split("."), "__init__"][1]


@cache
def tree(module: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[module].read_text("utf-8"))


def imports(module: str, *, top: bool) -> Iterator[str]:
    """Yield the modules that a module imports when it runs: only where it is itself imported if `top`."""

    def walk(nodes: list[ast.stmt], inside: bool) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                continue
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                name = node.module or ""
                for alias in node.names:
                    yield f"{name}.{alias.name}" if f"{name}.{alias.name}" in MODULES else name
            elif not (top and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
                for _, value in ast.iter_fields(node):
                    if isinstance(value, list):
                        yield from walk([child for child in value if isinstance(child, ast.stmt)], inside)
                        handlers = [child for child in value if isinstance(child, ast.ExceptHandler)]
                        yield from walk([child for handler in handlers for child in handler.body], inside)

    yield from walk(tree(module).body, False)


def test_every_row_names_parts_that_exist() -> None:
    assert RANK.keys() <= {part(module) for module in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_from_the_screen_down_to_the_terms(module: str) -> None:
    own = RANK.get(part(module))
    for name in imports(module, top=True):
        other = RANK.get(part(name)) if name.startswith("jbgraph.") else None
        if own and other and part(name) != part(module):
            assert other < own, f"{module} imports {name}, which stands above or beside it"


def test_no_two_parts_import_each_other() -> None:
    edges: dict[str, set[str]] = {}
    for module in MODULES:
        for name in imports(module, top=True):
            if name.startswith("jbgraph.") and part(name) not in (part(module), "__init__"):
                edges.setdefault(part(module), set()).add(part(name))

    def reach(start: str) -> set[str]:
        seen: set[str] = set()
        queue = [start]
        while queue:
            for other in edges.get(queue.pop(), set()) - seen:
                seen.add(other)
                queue.append(other)
        return seen

    assert [name for name in edges if name in reach(name)] == []


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_known_only_where_it_belongs(library: str) -> None:
    knowing = {
        part(module) for module in MODULES for name in imports(module, top=False) if name.split(".")[0] == library
    }
    assert knowing <= set(ONLY[library])


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_are_imported_where_they_are_used(module: str) -> None:
    assert not {name.split(".")[0] for name in imports(module, top=True)} & set(HEAVY)


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        ("import jbgraph.cli", ("pyoxigraph", *HEAVY)),
        ("import jbgraph", ("pyoxigraph", "click", *HEAVY)),
        ("import jbgraph.api", HEAVY),
    ],
)
def test_what_an_import_loads(code: str, limit: tuple[str, ...]) -> None:
    shown = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; {shown}"], env=environment(), capture_output=True, check=True, text=True
    )
    assert not set(done.stdout.split()) & set(limit)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_and_says_what_it_is_for(module: str) -> None:
    text = MODULES[module].read_text("utf-8")
    assert text.count("\n") <= LIMIT
    assert ast.get_docstring(tree(module)), f"{module} has no docstring"


def functions(module: str) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the public functions and classes of a module."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("module", MODULES)
def test_what_is_public_has_a_docstring(module: str) -> None:
    nested = {
        child
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef)
        for child in ast.walk(node)
        if child is not node
    }
    bare = [node.name for node in functions(module) if node not in nested and not ast.get_docstring(node)]
    assert bare == []


@pytest.mark.parametrize("module", MODULES)
def test_the_library_never_leaves_the_process(module: str) -> None:
    if part(module) in ("cli", "__main__"):
        return
    text = MODULES[module].read_text("utf-8")
    assert not re.search(r"\bsys\.exit\b|\bos\._exit\b|\bprint\(|except:\s*$", re.sub(r">>>.*", "", text), re.MULTILINE)


# -- queries -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", QUERIES, ids=[file.stem for file in QUERIES])
def test_a_query_file_has_its_header_in_both_languages(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    assert lines[0].startswith("# en: ")
    assert lines[1].startswith("# zh: ")


@pytest.mark.parametrize("file", sorted((PACKAGE / "questions").glob("*.rq")), ids=lambda file: file.stem)
def test_a_question_ends_with_its_order(file: Path) -> None:
    body = re.sub(r"^#.*$", "", file.read_text("utf-8"), flags=re.MULTILINE)
    if not body.lstrip().startswith("ASK"):
        assert re.search(r"ORDER BY [^{}]+(LIMIT \d+\s*)?\Z", body), "ends with ORDER BY"


@pytest.mark.parametrize("module", MODULES)
def test_every_term_that_a_query_of_ours_names_is_defined(real: PlanGraph, module: str) -> None:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "{" in node.value and "jb:" in node.value:
            for iri, _ in terms.iris(node.value):
                if iri.startswith(terms.BASE):
                    assert real.holds(iri), f"{terms.compress(iri)} in {module}, line {node.lineno}"
