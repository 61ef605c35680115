"""The made-up nation that benchmarks measure with: the same each time, sound, and with answers to our questions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from samples import ROOT

from jbgraph import PlanGraph, loading, questions, validation
from jbgraph.engines import EmbeddedEngine

NATION = ROOT / "benchmarks" / "nation.py"
sys.path.append(str(NATION.parent))

from asking import EMPTY, parameters  # noqa: E402


def written(file: Path, triples: int, seed: str) -> bytes:
    """Return what the generator writes, with hashes of text that differ from run to run."""
    subprocess.run(
        [sys.executable, str(NATION), "--triples", str(triples), "-o", str(file)],
        check=True, capture_output=True, env={"PYTHONHASHSEED": seed},
    )  # fmt: skip
    return file.read_bytes()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A nation of two districts."""
    file = tmp_path_factory.mktemp("nation") / "nation.nq"
    written(file, 40_000, "1")
    return file


@pytest.fixture(scope="module")
def nation(file: Path) -> PlanGraph:
    """The graph of two districts, in memory."""
    return PlanGraph(EmbeddedEngine(loading.build(file)))


def test_a_nation_is_the_same_each_time_and_about_as_large_as_asked(file: Path, tmp_path: Path) -> None:
    again = written(tmp_path / "again.nq", 40_000, "2")
    assert again == file.read_bytes()
    assert 38_000 < again.count(b"\n") < 42_000


def test_a_larger_nation_begins_with_the_smaller(file: Path, tmp_path: Path) -> None:
    """So figures of two sizes are of the same district."""
    assert file.read_bytes().startswith(written(tmp_path / "small.nq", 20_000, "1"))


def test_a_nation_is_sound(nation: PlanGraph) -> None:
    found = validation.validate(nation)
    assert [f.message("en") for f in found if f.severity == "violation"] == []


@pytest.mark.parametrize("name", questions.names())
def test_a_nation_answers_the_named_questions(nation: PlanGraph, name: str) -> None:
    rows = list(questions.ask(nation, name, parameters(name)))  # type: ignore[arg-type]
    assert bool(rows) != (name in EMPTY)


def test_targets_and_actual_values_of_a_nation_can_be_compared(nation: PlanGraph) -> None:
    """Both verdicts occur in both districts, and nothing else between numbers of one unit."""
    rows = nation.rows(
        "SELECT ?about ?verdict (COUNT(*) AS ?number) { VALUES ?verdict { jb:meets jb:fallsShortOf } "
        "?actual ?verdict ?target ; jb:about ?about . ?about a jb:Place } GROUP BY ?about ?verdict"
    )
    assert len(rows) == 4
    assert all(int(row["number"] or 0) > 50 for row in rows)
