"""The outline of a document: its sections, its passages, its tables, and the plan year they speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jbgraph.extraction.findings import Gap, Passage, Section
from jbgraph.extraction.walk import Walk
from jbgraph.extraction.words import words
from jbgraph.reading.text import Table, Text


@dataclass(frozen=True)
class Outline:
    """A document taken apart, in reading order.

    :ivar year: the year N that the plan is for; None where neither caller nor text says it.
    :ivar sections: the first is the document itself (rank 0, part `front`); `Section.parent` and `Passage.section` are
        places in this list.
    :ivar passages: `passages[n - 1]` has number n.
    :ivar tables: tables of indicators and others, each with the place of its section; their rows are passages of the
        kind `row`, whose runs join the cells with a tab.
    :ivar until: the last year of a plan of several years, whose first is `year`; None for a plan of one year.
    :ivar gaps: numbers left out, and other things a person should look at.
    """

    text: Text
    title: str
    year: int | None
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[tuple[int, Table], ...] = ()
    gaps: tuple[Gap, ...] = field(default=())
    until: int | None = None


def outline(text: Text, *, year: int | None = None, rules: Path | None = None) -> Outline:
    """Take a document apart: headings by their numbers, tasks, parts, sentences, rows of tables.

    :param year: the year the plan is for, where the caller knows it; else it is read from title and headings.
    :param rules: a folder with rules of a workspace, see `words`.
    """
    walk = Walk(text, words("outline", rules), year)
    walk.run()
    return Outline(
        text,
        walk.sections[0].title,
        walk.year,
        tuple(walk.sections),
        tuple(walk.passages),
        tuple(walk.tables),
        tuple(walk.gaps()),
        walk.until,
    )
