"""Figures of sentences in the manner of other reports, as a reader finds them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from jbgraph.extraction.figures import read
from jbgraph.extraction.findings import Figure
from jbgraph.reading.runs import Run

FILE = Path(__file__).with_name("figure_cases.txt")


@dataclass(frozen=True)
class Case:
    """A sentence with the figures it states."""

    part: str
    year: int
    text: str
    expected: tuple[tuple[str, ...], ...]


def cases() -> list[Case]:
    """Return the cases of the file."""
    found: list[Case] = []
    for line in FILE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith(" "):
            last = found.pop()
            found.append(Case(last.part, last.year, last.text, (*last.expected, tuple(line.strip().split("|")))))
        else:
            part, year, text = line.split(" ", 2)
            found.append(Case(part, int(year), text, ()))
    return found


CASES = cases()


def figures(case: Case) -> list[Figure]:
    """Return the figures read in the sentence of a case."""
    run = Run(case.text, tuple(range(len(case.text))))
    plan = case.year + 1 if case.part == "done" else case.year
    return read(run, part=case.part, year=case.year, plan_year=plan).figures  # type: ignore[arg-type]


def key(metric: str, value: str, unit: str) -> tuple[str, Decimal | None, str]:
    """Return a figure as it is compared."""
    return metric, Decimal(value) if value else None, unit


def said(figure: Figure) -> dict[str, str]:
    """Return what a case may say of a figure besides metric, value and unit."""
    months = "-".join(map(str, figure.months or ()))
    pairs = {"y": figure.year, "t": figure.until, "m": months, "s": figure.strength, "w": figure.within,
             "u": figure.upper, "words": figure.words, "type": figure.measure_type, "about": figure.about}  # fmt: skip
    return {name: str(value or "") for name, value in pairs.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:16])
def test_sentence(case: Case) -> None:
    found = figures(case)
    assert [(one.metric, one.value, one.unit) for one in found] == [key(*one[:3]) for one in case.expected]
    for figure, expected in zip(found, case.expected, strict=True):
        for detail in filter(None, expected[3:]):
            if "=" in detail:
                name, value = detail.split("=")
                assert said(figure)[name] == value, (figure.metric, detail)
            else:
                assert detail in (figure.kind, figure.comparator), (figure.metric, figure.kind, figure.comparator)


def test_there_are_many_sentences() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:16])
def test_quotes_are_characters_of_the_sentence(case: Case) -> None:
    for figure in figures(case):
        span = figure.span
        assert 0 < len(span.quote) <= 20
        assert span.quote == "".join(case.text[span.start : span.end].split())
