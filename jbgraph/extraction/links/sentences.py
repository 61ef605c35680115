"""The passages of a document with what they name and how their lists are governed, ready for linking."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jbgraph.extraction.findings import Basis, Named, Passage, Section, Span
from jbgraph.extraction.names import LONGEST
from jbgraph.extraction.names.clauses import Enumeration, enumerations
from jbgraph.extraction.names.lexicon import Lexicon
from jbgraph.extraction.names.tokens import tokens
from jbgraph.extraction.outline import Outline


@dataclass(frozen=True)
class Sentence:
    """A passage with what it names and how its lists are governed.

    :ivar named: with start and end in the clean text of the passage, in order.
    :ivar section: title of the task or section that it stands in; empty in front.
    """

    passage: Passage
    named: tuple[tuple[int, int, Named], ...]
    lists: tuple[Enumeration, ...]
    section: str
    task: bool
    part: str

    @property
    def text(self) -> str:
        """Clean text."""
        return self.passage.run.text

    def span(self, start: int, end: int) -> Span:
        """Return where characters of the clean text stand."""
        low, high = self.passage.run.span(start, end)
        return Span(self.passage.number, low, high, self.text[start:end][:20])

    def among(self, found: Enumeration) -> list[tuple[int, int, Named]]:
        """Return what the members of a list name."""
        low, high = found.items[0][0], found.items[-1][1]
        return [row for row in self.named if low <= row[0] and row[1] <= high]


def sentences(outline: Outline, named: Iterable[Named], lists: Lexicon) -> Iterator[Sentence]:
    """Yield the passages that name something, with the verbs that govern their lists."""
    by_passage: dict[int, list[Named]] = {}
    for one in named:
        by_passage.setdefault(one.span.passage, []).append(one)
    for passage in outline.passages:
        found = by_passage.get(passage.number, [])
        if passage.kind in ("row", "caption") or len(passage.run) > LONGEST:
            continue
        section = _task(outline, passage.section)
        offsets = passage.run.offsets
        rows = [
            (bisect_left(offsets, one.span.start), bisect_left(offsets, one.span.end - 1) + 1, one) for one in found
        ]
        text = passage.run.text
        yield Sentence(
            passage,
            tuple(sorted(rows, key=lambda row: (row[0], row[1]))),
            tuple(enumerations(text, tokens(text, lists), lists)),
            section.title if section else "",
            bool(section and section.task),
            outline.sections[passage.section].part,
        )


def _task(outline: Outline, at: int | None) -> Section | None:
    """Return the task that a section is or is in, else the section itself; None for the document as a whole."""
    first = outline.sections[at] if at is not None else None
    while at is not None:
        section = outline.sections[at]
        if section.task:
            return section
        at = section.parent
    return first if first and first.rank > 1 else None


def basis(rule: str, data: Mapping[str, Any]) -> Basis:
    """Return the basis of a rule of links."""
    return Basis(f"links/{rule}", float(data["confidence"][rule]))
