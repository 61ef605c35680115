"""What a person expects of a document, written beside it as TOML, and how much of that was found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from scoring.compare import Score, pair, score
from scoring.items import Heading, Place, Read, Value, likeness, name, title

ALIKE = 0.6
"""How alike the name of a metric in a sentence must be to one of those expected; in a table it must be the same."""


@dataclass(frozen=True)
class Figure:
    """A figure as expected: metric, value and unit, kind and years, each in the forms that count as right.

    :ivar words: what stands in place of a number.
    :ivar comparator, binding: compared in tables only; an empty comparator is not.
    """

    said: str
    names: tuple[str, ...]
    number: Decimal | None
    upper: Decimal | None
    words: str
    unit: str
    kinds: tuple[str, ...]
    years: tuple[tuple[str, str], ...]
    comparator: str = ""
    binding: bool = False

    def __str__(self) -> str:
        return self.said

    def same(self, found: Value) -> bool:
        """Say whether a figure says the same, whatever its metric is called."""
        if self.number is None:
            value = found.number is None and name(self.words) in (name(found.words), name(found.quote))
        else:
            value = (self.number, self.upper, name(self.unit)) == (found.number, found.upper, name(found.unit))
        return value and found.kind in self.kinds and (found.first[:7], found.last[:7]) in self.years

    def near(self, found: Value) -> float:
        """Return how alike the name of its metric is."""
        return max(likeness(one, other) for one in self.names for other in found.names)

    def cell(self, found: Value) -> bool:
        """Say whether a cell of a table says this, and nothing else."""
        same = self.same(found) and self.near(found) == 1 and self.binding == found.binding
        return same and self.comparator in ("", found.comparator)


@dataclass(frozen=True)
class Expected:
    """A document with what is to be found in it.

    :ivar figures: the headline figures of its sentences; `more` all others, where the document was listed whole.
    """

    source: Path
    encoding: str
    made: tuple[str, ...]
    place: str
    year: int
    title: str
    headings: tuple[str, ...]
    may_be_headings: tuple[str, ...]
    tasks: tuple[str, ...]
    projects: tuple[str, ...]
    figures: tuple[Figure, ...]
    rows: tuple[Figure, ...]
    more: tuple[Figure, ...] = ()


def read(path: Path) -> Expected:
    """Return what a TOML file expects of the document it names."""
    said = tomllib.loads(path.read_text("utf-8"))
    return Expected(
        path.with_name(said["source"]), said.get("encoding", "utf-8"), tuple(said.get("made", ())), said["place"],
        said["year"], said["title"], tuple(said["headings"]), tuple(said.get("may_be_headings", ())),
        tuple(said["tasks"]), tuple(said["projects"]), tuple(figures(said["figures"])),
        tuple(figures(said.get("rows", ""))), tuple(figures(said.get("more", ""))),
    )  # fmt: skip


def figures(text: str) -> Iterable[Figure]:
    """Yield the figures of lines `name / name | value | unit | kind/kind | year / first-last | comparator | mark`."""
    for line in filter(str.strip, text.splitlines()):
        names, value, unit, kinds, years, *rest = (cell.strip() for cell in line.split("|"))
        numbers = value.split("-")
        is_number = numbers[0].replace(".", "").isdigit()
        yield Figure(
            line.strip(), tuple(one.strip() for one in names.split(" / ")), Decimal(numbers[0]) if is_number else None,
            Decimal(numbers[1]) if is_number and len(numbers) > 1 else None, "" if is_number else value, unit,
            tuple(kinds.split("/")), tuple(map(when, years.split("/"))),
            rest[0] if rest else "", "binding" in rest,
        )  # fmt: skip


def when(text: str) -> tuple[str, str]:
    """Return first and last month of `2020`, `2021-2025` or `2023:1-6`.

    >>> when("2021-2025"), when("2023:1-6")
    (('2021-01', '2025-12'), ('2023-01', '2023-06'))
    """
    years, _, months = text.strip().partition(":")
    low, _, high = months.partition("-")
    return f"{years[:4]}-{int(low or 1):02}", f"{years[-4:]}-{int(high or low or 12):02}"


def scores(wanted: Expected, found: Read) -> list[Score]:
    """Return the scores of one document; the figures and projects found beyond those expected are listed.

    A dash in a cell may be stated as not printed, or left out: neither counts.
    """
    nowhere = Place(0, 0)

    def heads(titles: Iterable[str]) -> list[Heading]:
        return [Heading(title(one), nowhere) for one in titles]

    def same(one: Heading, other: Heading) -> float:
        return float(one.title == other.title)

    free = {title(one) for one in (*wanted.may_be_headings, wanted.title)}
    mine, theirs = heads(wanted.headings), [one for one in found.headings if one.title not in free]
    jobs, done = heads(wanted.tasks), [one for one in found.headings if one.task]
    lines = [one for one in found.values if not one.row]
    cells = [one for one in found.values if one.row and one.comparator != "not-printed"]
    projects = [one.names for one in found.things.values() if one.kind == "Project"]
    known = [{project(label) for label in labels} for labels in projects]

    def figure(one: Figure, other: Value) -> float:
        return one.near(other) if one.same(other) and one.near(other) >= ALIKE else 0

    every = wanted.figures + wanted.more
    asked = [forms(one) for one in wanted.projects]
    pairs = pair(asked, known, lambda one, other: float(bool(one & other)))
    return [
        score("headings", mine, theirs, pair(mine, theirs, same)),
        score("tasks", jobs, done, pair(jobs, done, same)),
        score("tables", wanted.rows, cells, pair(wanted.rows, cells, lambda one, other: float(one.cell(other)))),
        score("figures", wanted.figures, lines, pair(wanted.figures, lines, figure)),
        *([score("all figures", every, lines, pair(every, lines, figure))] if wanted.more else []),
        score("Project", wanted.projects, ["、".join(one) for one in projects], pairs),
    ]


def forms(text: str) -> set[str]:
    """Return the forms that count as right of `name / name`."""
    return {project(one) for one in text.split(" / ")}


def project(text: str) -> str:
    """Return the name of a project as it is compared: whether it ends in the word for project does not matter."""
    return name(text).removesuffix("项目")
