"""The documentation: its examples do what they show, its pages are current, complete and honest."""

from __future__ import annotations

import ast
import difflib
import doctest
import importlib
import json
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from jbgraph import PlanGraph, answers, questions, resources, rules
from jbgraph.cli.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import generate  # noqa: E402
import making  # noqa: E402
from making import coverage, errors, examples, pictures  # noqa: E402

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
GENERATED = {DOCS / page.PATH for page in generate.PAGES}
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:docs|jbgraph|ontology|graph_data|tests|benchmarks)/[\w./-]+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
QUOTE_LIMIT = 20
FORBIDDEN = ("/tmp/", "/root/", "/home/", "site-packages")


def name(page: Path) -> str:
    """Return how a page is called in the names of tests."""
    return str(page.relative_to(ROOT))


def prose(text: str) -> str:
    """Return a page without its fences."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """Return the anchors that the headings of a page make."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(prose(text))}


# Examples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", examples.pages(), ids=name)
def test_examples_print_what_is_shown(page: Path) -> None:
    shown = page.read_text("utf-8")
    now = examples.renew(page)
    changes = difflib.unified_diff(shown.splitlines(), now.splitlines(), name(page), "now", lineterm="", n=1)
    assert shown == now, "\n".join([*changes, "if what it prints now is right, run `make docs`"])


def test_both_readmes_run_the_same_commands() -> None:
    english, chinese = ((ROOT / page).read_text("utf-8") for page in ("README.md", "README.zh.md"))
    assert examples.commands(english) == examples.commands(chinese)


def test_readme_shows_no_error() -> None:
    for page in ("README.md", "README.zh.md"):
        assert not re.search(r"^(Error|错误)", (ROOT / page).read_text("utf-8"), re.MULTILINE)


def test_readme_is_one_screen() -> None:
    for page in ("README.md", "README.zh.md"):
        assert len((ROOT / page).read_text("utf-8").splitlines()) <= 60


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(making.__path__)])
def test_doctests_of_the_generator(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"making.{module}")).failed == 0


@pytest.mark.parametrize("page", ["add-a-question.md", "add-a-question.zh.md"])
def test_the_question_of_the_guide_answers_as_it_says(
    page: str, real: PlanGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fences = list(examples.FENCE.finditer((DOCS / "how-to" / page).read_text("utf-8")))
    query = next(fence["body"] for fence in fences if fence["body"].startswith("# en:"))
    expected = json.loads(next(fence["body"] for fence in fences if fence["kind"] == "json"))
    (tmp_path / "projects-of-partner.rq").write_text(query, "utf-8")
    monkeypatch.setattr(questions, "FOLDER", tmp_path)
    result = questions.ask(real, "projects-of-partner", expected["params"], expected["lang"])
    assert isinstance(result, QuerySolutions)
    records = answers.to_table(result).records()
    assert [[record[column] for column in expected["columns"]] for record in records] == expected["rows"]


# Generated pages ----------------------------------------------------------------------------------------


def test_generated_pages_are_current() -> None:
    changes = generate.stale()
    assert not changes, "\n".join([*changes[:40], "run `make docs`"])


def test_check_names_the_command_that_repairs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "stale", lambda: ["-old", "+new"])
    assert generate.main(["--check"]) == 1
    assert "make docs" in capsys.readouterr().err


def test_every_picture_is_shown_and_most_are_made() -> None:
    """A picture that no page shows is left over; those taken by hand are screenshots."""
    shown = {match["name"] for page in PAGES for match in pictures.SHOWN.finditer(page.read_text("utf-8"))}
    assert {path.name for path in pictures.FOLDER.iterdir()} == shown
    made = {file for own in pictures.commands().values() for file in own}
    assert {file for file in shown - made if not file.endswith(".png")} == set()
    assert sum(path.stat().st_size for path in pictures.FOLDER.iterdir()) < 3_000_000


def test_a_picture_that_is_not_what_its_command_makes_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {pictures.FOLDER / "cuntan-up.svg": b"<svg/>", pictures.FOLDER / "none.svg": b"<svg/>"}
    monkeypatch.setattr(pictures, "pictures", lambda: made)
    assert sum("is not what its command makes" in line for line in generate.stale()) == 2


def test_a_fence_shows_what_a_command_wrote(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo new > a.txt\n```\n\n<!-- made: a.txt -->\n```text\nold\n```\n", "utf-8")
    assert examples.renew(page).endswith("<!-- made: a.txt -->\n```text\nnew\n```\n")


def test_every_generator_is_called() -> None:
    modules = [importlib.import_module(f"making.{m.name}") for m in pkgutil.iter_modules(making.__path__)]
    assert {module.PATH for module in modules if hasattr(module, "PATH")} == {page.PATH for page in generate.PAGES}


def headings(page: str) -> set[str]:
    """Return the headings of a reference page."""
    return set(HEADING.findall((DOCS / "reference" / page).read_text("utf-8")))


def test_every_term_has_its_entry() -> None:
    text = (resources.shipped("ontology") / "jbgraph.ttl").read_text("utf-8")
    terms = set(re.findall(r"^jb:(\w+) a owl:(?:Class|ObjectProperty|DatatypeProperty)", text, re.MULTILINE))
    assert terms
    assert terms <= headings("terms.md")


def test_every_question_has_its_entry() -> None:
    assert set(questions.names()) <= headings("questions.md")


def test_every_command_has_its_entry() -> None:
    assert set(CATALOGUE) <= headings("commands.md")


def test_every_rule_has_its_entry() -> None:
    assert {rule.name for rule in rules.rules()} <= headings("rules.md")


def test_every_file_of_shapes_and_concepts_has_its_entry() -> None:
    for folder, page in (("shapes", "shapes.md"), ("vocabularies", "vocabularies.md")):
        files = (resources.shipped("ontology") / folder).glob("*.ttl")
        assert {file.stem for file in files} <= headings(page)


def test_the_last_look_found_no_gap() -> None:
    found = coverage.FOUND.search((DOCS / coverage.PATH).read_text("utf-8"))
    assert found and found[0] == "none · 无\n"


def test_a_look_now_finds_the_same(sources: Path, real: PlanGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = coverage.scan(real)
    monkeypatch.setenv("JBGRAPH_SOURCES", str(sources))
    assert coverage.scan(real) == kept, "run `make docs` with JBGRAPH_SOURCES"


# Links and paths ----------------------------------------------------------------------------------------


def targets(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files that a page links to or names, each with the anchor that is meant."""
    text = page.read_text("utf-8")
    for link in LINK.findall(prose(text)):
        if not re.match(r"https?:", link):
            path, _, anchor = link.partition("#")
            yield ((page.parent / path).resolve() if path else page), anchor
    for path in NAMED.findall(prose(text)):
        yield ROOT / path, ""


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    for path, anchor in targets(page):
        assert path.exists(), f"{name(page)} names {path.relative_to(ROOT)}, which is not there"
        if anchor:
            assert anchor in anchors(path.read_text("utf-8")), f"{name(page)}: no heading #{anchor} in {name(path)}"


def test_every_page_is_in_an_index() -> None:
    indexes = [ROOT / "README.md", ROOT / "README.zh.md", DOCS / "README.md", DOCS / "README.zh.md"]
    listed = {path for index in indexes for path, _ in targets(index)} | set(indexes)
    assert {name(page) for page in PAGES if page not in listed} == set()


# Two languages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.endswith(".zh.md")], ids=name)
def test_chinese_and_english_pages_are_equals(page: Path) -> None:
    other = page.with_name(page.name.replace(".zh.md", ".md"))
    chinese, english = page.read_text("utf-8"), other.read_text("utf-8")
    assert f"({other.name})" in chinese
    assert f"({page.name})" in english
    assert len(HEADING.findall(prose(chinese))) == len(HEADING.findall(prose(english)))
    assert len(examples.commands(chinese)) == len(examples.commands(english))
    kinds = [[fence["kind"] for fence in examples.FENCE.finditer(text)] for text in (chinese, english)]
    assert kinds[0] == kinds[1]


def test_what_a_user_reads_is_there_in_both_languages() -> None:
    pages = [DOCS / "tutorial.md", DOCS / "README.md", ROOT / "README.md", *(DOCS / "how-to").glob("*.md")]
    pages += [DOCS / "explanation" / f"{page}.md" for page in ("layers", "evidence", "documents")]
    for page in pages:
        if not page.name.endswith(".zh.md"):
            assert page.with_name(f"{page.stem}.zh.md").is_file()


# Completeness -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["fix-an-error.md", "fix-an-error.zh.md"])
def test_every_message_has_its_way_out(page: str) -> None:
    text = (DOCS / "how-to" / page).read_text("utf-8")
    said = errors.messages("zh" if page.endswith(".zh.md") else "en")
    missing = {message: file for message, file in said.items() if f"`{message}`" not in text}
    assert not missing, f"docs/how-to/{page} says nothing of {missing}"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (DOCS / "explanation" / "dependencies.md").read_text("utf-8")
    for requirement in project["dependencies"]:
        assert f"| {re.split('[<>=!~ ;[]', requirement)[0]} |" in text
    for extra in project["optional-dependencies"]:
        assert f"| `{extra}` |" in text


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=name)
def test_a_decision_says_why_what_and_how(page: Path) -> None:
    found = HEADING.findall(page.read_text("utf-8"))
    assert found[0].startswith(page.name[:4])
    assert found[1:] == ["Why", "What", "How"]


# Honesty ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_machine_is_named(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page not in GENERATED], ids=name)
def test_no_version_numbers_in_prose(page: Path) -> None:
    assert re.findall(r"(?<![\w./-])v?\d+\.\d+\.\d+(?![\w/-])", prose(page.read_text("utf-8"))) == []


def test_no_sentence_of_a_document_is_printed(sources: Path, real: PlanGraph) -> None:
    rows = real.rows('SELECT ?name { ?s skos:prefLabel|skos:altLabel|dcterms:title ?name FILTER(LANG(?name) = "zh") }')
    named = "\n".join(bare(str(row["name"])) for row in rows)
    size = QUOTE_LIMIT + 1
    runs = {
        text[i : i + size]
        for file in sources.glob("*.txt")
        for text in (bare(file.read_text("utf-8")),)
        for i in range(len(text) - size + 1)
    }
    for page in PAGES:
        text = bare(page.read_text("utf-8"))
        windows = (text[i : i + size] for i in range(len(text) - size + 1))
        copied = [window for window in windows if window in runs and window not in named]
        assert not copied, f"{name(page)} prints more than {QUOTE_LIMIT} characters of a document: {copied[0]}"


def bare(text: str) -> str:
    """Return a text without blanks and marks."""
    return re.sub(r"[\s“”\"'*#`\\|>]", "", text)


def test_a_message_is_found_with_what_changes_left_open() -> None:
    call = ast.parse('f"“{name}” names {len(exact)} things"', mode="eval").body
    assert errors.pattern(call) == "“…” names … things"
