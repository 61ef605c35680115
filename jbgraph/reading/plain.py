"""Plain text and Markdown: lines as blocks; tables set with tabs, bars or columns of blanks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jbgraph.reading.cleaning import clean
from jbgraph.reading.text import Block, Paragraph, Row, Table

_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})(?:[ \t\u3000]+|(?=[一二三四五六七八九十第（(]))")
_RULE = re.compile(r"[ \t]*(?:[-=*_][ \t]*){3,}$")
_BARS = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$")
_COLUMNS = re.compile(r"(?:[ \u3000]{2,}|\t)")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_COMMENT = re.compile(r"[ \t]*<!--[^\n]{0,400}-->[ \t]*$")


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        """Its characters without blanks at the ends."""
        return self.text.strip()


def blocks(published: str) -> list[Block]:
    """Return the lines of a text as paragraphs and tables, in reading order; blank lines are left out.

    A table is two lines or more with tabs, with bars as in Markdown, or with columns parted by two blanks.
    """
    lines = [line for line in _lines(published) if line.bare]
    found: list[Block] = []
    at = 0
    while at < len(lines):
        height, cells = _table(lines, at)
        if height:
            found.append(_made(published, lines[at : at + height], cells))
            at += height
            continue
        line = lines[at]
        at += 1
        if _RULE.match(line.text) or _FENCE.match(line.text) or _COMMENT.match(line.text):
            continue
        heading = _HEADING.match(line.text)
        start = line.start + heading.end() if heading else line.start
        run = clean(published, start, line.end, markup=True)
        if run.text:
            found.append(Paragraph(run, level=len(heading[1]) if heading else None))
    return found


def _lines(published: str) -> Iterator[_Line]:
    # Not splitlines: it also cuts at characters that stand inside lines of some files, such as U+0085.
    start = 0
    for match in re.finditer(r"\r\n|\n|\r|\f|\v", published):
        yield _Line(start, match.start(), published[start : match.start()])
        start = match.end()
    yield _Line(start, len(published), published[start:])


def _table(lines: list[_Line], at: int) -> tuple[int, str]:
    """Return how many lines from here are one table, and what parts its cells: tab, bar or blanks; 0 where none is."""
    if at + 1 < len(lines) and "|" in lines[at].text and _BARS.match(lines[at + 1].text):
        height = 2
        while at + height < len(lines) and "|" in lines[at + height].text:
            height += 1
        return height, "|"
    height = 0
    while at + height < len(lines) and "\t" in lines[at + height].bare:
        height += 1
    if height > 1 or (height == 1 and lines[at].bare.count("\t") > 1):
        return height, "\t"
    while at + height < len(lines) and len(_COLUMNS.split(lines[at + height].bare)) > 2:
        height += 1
    return (height, " ") if height > 2 else (0, "")


def _made(published: str, lines: list[_Line], cells: str) -> Table:
    rows = []
    for line in lines:
        if cells == "|" and _BARS.match(line.text):
            continue
        rows.append(Row(tuple(clean(published, *span, markup=True) for span in _cells(line, cells)), *_ends(line)))
    return Table(tuple(rows), rows[0].start, rows[-1].end)


def _ends(line: _Line) -> tuple[int, int]:
    """Return where the characters of a line begin and end; a tab in front is an empty cell."""
    text = line.text
    return line.start + len(text) - len(text.lstrip(" \u3000")), line.start + len(text.rstrip())


def _cells(line: _Line, cells: str) -> Iterator[tuple[int, int]]:
    start, end = _ends(line)
    text = line.text[start - line.start : end - line.start]
    if cells == "|":
        inner = text.strip()
        lead = text.index(inner)
        low = lead + (1 if inner.startswith("|") else 0)
        high = lead + len(inner) - (1 if inner.endswith("|") and not inner.endswith("\\|") and len(inner) > 1 else 0)
        marks = [match.start() for match in re.finditer(r"(?<!\\)\|", text[low:high])]
        edges = [low, *(low + mark for mark in marks), high]
        for number, (left, right) in enumerate(itertools.pairwise(edges)):
            yield start + left + (1 if number else 0), start + right
        return
    place = 0
    for match in re.finditer("\t", text) if cells == "\t" else _COLUMNS.finditer(text):
        yield start + place, start + match.start()
        place = match.end()
    yield start + place, start + len(text)
