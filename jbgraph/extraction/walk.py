"""The walk through the blocks of a document that makes its sections and passages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from jbgraph.extraction import headings, parts
from jbgraph.extraction.asides import Asides
from jbgraph.extraction.findings import Basis, Gap, Passage, Section, Span
from jbgraph.extraction.front import front
from jbgraph.extraction.headings import Heading
from jbgraph.extraction.numbering import mark
from jbgraph.extraction.openings import Openings
from jbgraph.extraction.sentences import sentences
from jbgraph.extraction.tasks import left_out, tasks
from jbgraph.reading.runs import Run
from jbgraph.reading.text import Block, Paragraph, Table, Text

Kind = Literal["sentence", "heading", "row", "list-item", "caption", "byline"]
_UPPER = ("volume", "portion", "chapter", "article")
_LOWER = {"comma": 1, "bracket": 2, "figure-bracket": 4}


class Walk:
    """One walk; `run` fills sections, passages and tables.

    :param year: the year the plan is for, None to read it from the document.
    """

    def __init__(self, text: Text, rules: Mapping[str, Any], year: int | None) -> None:
        self.rules = rules
        self.blocks: tuple[Block, ...] = text.blocks
        self.sections: list[Section] = []
        self.passages: list[Passage] = []
        self.tables: list[tuple[int, Table]] = []
        self._front = front(text, rules)
        self._found = {
            at: headings.heading(block, text.published, rules) or headings.line(block, rules)
            for at, block in enumerate(self.blocks)
            if isinstance(block, Paragraph) and block.role == "text" and at not in self._front.lines
        }
        self._upper = [style for style in _UPPER if any(h and h.style == style for h in self._found.values())]
        many_years = parts.is_outline(self._front.title, rules)
        titles = [self._text(at)[h.low : h.high] for at, h in self._found.items() if h]
        lines = [self._text(at) for at in self._front.lines]
        lines += parts.documents(block.run.text for block in self.blocks[:8] if isinstance(block, Paragraph))
        span = parts.plan_years(self._front.title, lines) if many_years else None
        found = span[0] if span else parts.plan_year(self._front.title, lines, titles, rules)
        self.year = year or (found if span or not many_years else None)
        self.until = span[1] if span and self.year and self.year <= span[1] else None
        self._found.update(headings.lone(self.blocks, self._found, self._front.lines, rules))
        self._asides = Asides(self.blocks, self._found, self._front.lines, rules)
        self._openings = Openings(self._front.title, self.year, rules)
        self._themes = headings.themes(self.blocks, self._found, rules)
        self._current = 0
        self._last: dict[str, int] = {}
        self._unit: Run | None = None  # the line 单位：亿元 above the table that comes next
        self._counted = 0  # the last of 一是, 二是 … under the heading above

    # -- the walk ------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Walk through the document."""
        title, basis = self._front.title, self._basis("document")
        self.sections.append(Section(title, "", None, 0, None, None, "front", self.year, basis, style="document"))
        for at, block in enumerate(self.blocks):
            if isinstance(block, Table):
                self._table(at, block)
            elif at in self._front.lines:
                self._line(at, block)
            elif block.role != "text":
                self._passage("caption", block.run)
            elif not self._aside(at, block):
                self._paragraph(at, block)
        for place in tasks(self.sections):
            self.sections[place] = replace(self.sections[place], task=True)

    def gaps(self) -> list[Gap]:
        """Return numbers that are left out of a run of headings."""
        found = []
        for place, before, number in left_out(self.sections):
            section = self.sections[place]
            passage = self.passages[section.passage - 1] if section.passage else None
            span = Span(passage.number, passage.run.start, passage.run.end, passage.run.text[:20]) if passage else None
            missing = f"{before} → {number}"
            found.append(
                Gap(
                    span,
                    "numbering",
                    (f"the numbers jump: {missing} ({section.title})", f"编号不连续：{missing}（{section.title}）"),
                )
            )
        return found

    def _line(self, at: int, block: Paragraph) -> None:
        kind = self._front.lines[at]
        number = self._passage(kind, block.run)
        if kind == "heading" and self.sections[0].passage is None:
            self.sections[0] = replace(self.sections[0], passage=number)

    def _aside(self, at: int, block: Paragraph) -> bool:
        """Take a line that is no prose; return whether it is one. A table takes its caption itself."""
        aside = self._asides.of(at, block)
        if aside in ("byline", "caption"):
            self._passage("byline" if aside == "byline" else "caption", block.run)
        elif aside == "unit" and at + 1 < len(self.blocks) and isinstance(self.blocks[at + 1], Table):
            self._unit = block.run
        elif aside == "unit":
            self._passage("caption", block.run)
        elif aside == "note":
            home, self._current = self._current, self.tables[-1][0]
            self._sentences(block.run, notes=True)
            self._current = home
        return aside is not None

    def _paragraph(self, at: int, block: Paragraph) -> None:
        run = block.run
        found = self._found[at]
        if found and self._counts_on(found):
            self._open(found, run)
            if found.end:
                self._passage("heading", run[: found.end].strip())
            self._body(run[found.end :].strip() if found.end else run)
            return
        self._leave(at, run.text)
        themed = headings.theme(run.text, self.rules) if at in self._themes else None
        if themed and self._may_have_themes():
            self._open(themed, run)
            self._passage("heading", run[: themed.end].strip())
            run = run[themed.end :].strip()
        elif at in self._themes and self.sections[self._current].style == "theme":
            self._current = self.sections[self._current].parent or 0
        self._body(run, item=mark(run.text) is not None or run.text.startswith(("——", "●", "■", "◆", "·")))

    def _body(self, run: Run, *, item: bool = False) -> None:
        """Cut prose into sentences; in what is to be done its 一是, 二是 … are sections."""
        listed = headings.items(run.text, self.rules, self._counted + 1) if self._may_have_items() else []
        if len(listed) < 2 and not (listed and listed[0].start == 0):
            listed = []
        if not listed:
            self._sentences(run, item=item)
            return
        self._sentences(run[: listed[0].start].strip())
        home = self._current
        for entry in listed:
            whole = Heading(entry.mark.style, entry.mark, entry.low, entry.high, 0, "enumerated")
            self._open(whole, run)
            self._sentences(run[entry.start : entry.end].strip())
            self._counted = entry.mark.value or self._counted
        self._current = home

    def _sentences(self, run: Run, *, item: bool = False, notes: bool = False) -> None:
        for sentence in sentences(run, notes=notes):
            self._passage("list-item" if item else "sentence", sentence)

    def _passage(self, kind: Kind, run: Run) -> int:
        number = len(self.passages) + 1
        self.passages.append(Passage(number, kind, run, self._current))
        return number

    # -- sections ------------------------------------------------------------------------------------------------

    def _open(self, found: Heading, run: Run) -> None:
        """Begin a section under the last one of a higher rank; the next passage is the one that prints its heading."""
        rank = self._rank(found, run)
        parent = self._current
        while self.sections[parent].rank >= rank:
            above = self.sections[parent].parent
            if above is None:
                break
            parent = above
        title = run.text[found.low : found.high].strip()
        part, year = self._openings.of(title, self.sections[parent], rank, lone=found.rule == "lone")
        number = found.mark
        self.sections.append(
            Section(
                title,
                number.number if number else "",
                number.value if number else None,
                rank,
                parent,
                len(self.passages) + 1,
                part,
                year,
                self._basis(found.rule),
                style=found.style,
            )
        )
        self._current = len(self.sections) - 1
        if found.style not in ("is", "first"):
            self._counted = 0
        if number and number.value:
            self._last[found.style] = number.value

    def _rank(self, found: Heading, run: Run) -> int:
        base = len(self._upper)
        if (box := self._box(found)) is not None:
            return self.sections[box].rank + 1
        if found.style in self._upper:
            return self._upper.index(found.style) + 1
        if found.style in _LOWER:
            return base + _LOWER[found.style]
        if found.style in ("markup", "line"):
            numbered = any(h and h.style in (*_UPPER, "comma", "bracket") for h in self._found.values())
            if not numbered:
                return max(1, (self._level(run) or 2) - 1)
            top = not any(h and h.style in (*_UPPER, "comma") for h in self._found.values())
            known = parts.part_of(run.text, self.rules)
            return 1 if known and (top or known == "other") else base + 3
        return base + 3

    def _box(self, found: Heading) -> int | None:
        """Return the box 专栏 that an item numbered in figures stands in, None where it stands in none."""
        if found.style not in ("figure", "figure-bracket", "dotted") or found.mark is None:
            return None
        place: int | None = self._current
        while place is not None and self.sections[place].style != "box":
            place = self.sections[place].parent
        before = [one.ordinal or 0 for one in self.sections if one.parent == place and one.style == found.style]
        return place if not before or found.mark.value == before[-1] + 1 else None

    def _level(self, run: Run) -> int | None:
        return next((b.level for b in self.blocks if isinstance(b, Paragraph) and b.run is run), None)

    def _counts_on(self, found: Heading) -> bool:
        """Say whether a number can be that of a heading: items numbered in figures must count on or begin anew."""
        value = found.mark.value if found.mark else None
        if found.style in ("figure", "figure-bracket", "dotted") and self._explains():
            return False
        if value is None or found.style not in ("figure", "figure-bracket"):
            return True
        return value == 1 or self._last.get(found.style, 0) < value <= self._last.get(found.style, 0) + 4

    def _explains(self) -> bool:
        """Say whether this is an appendix that explains words."""
        section = self.sections[self._current]
        return section.part == "other" and parts.part_of(section.title, self.rules) == "other"

    def _leave(self, at: int, text: str) -> None:
        """Leave the section for one above it where a paragraph speaks of the whole: reviews, shortcomings, close."""
        leaves = self.rules["leaves"]
        begin = text[:80]
        last = at >= len(self.blocks) - 3
        if last and any(re.search(pattern, text) for pattern in leaves["closes"]):
            self._current = 0
        elif any(re.match(pattern, begin) for pattern in leaves["opens"]) or any(
            re.search(pattern, begin) for pattern in leaves["holds"]
        ):
            while self.sections[self._current].rank > 1:
                self._current = self.sections[self._current].parent or 0

    # -- what a paragraph may hold -------------------------------------------------------------------------------

    def _may_have_themes(self) -> bool:
        section = self.sections[self._current]
        return section.part in ("done", "to-do", "other") and section.style in (
            *_UPPER,
            *_LOWER,
            "theme",
            "markup",
            "line",
        )

    def _may_have_items(self) -> bool:
        section = self.sections[self._current]
        return section.part == "to-do" and section.style in ("bracket", "theme", "article", "comma", "markup", "line")

    # -- tables --------------------------------------------------------------------------------------------------

    def _table(self, at: int, block: Table) -> None:
        home = self._current
        caption = self._asides.captions.get(at)
        above = self.sections[home]
        title = self._text(caption).rstrip("：:") if caption is not None else f"表{len(self.tables) + 1}"
        year = parts.years(title)
        self.sections.append(
            Section(
                title,
                "",
                None,
                above.rank + 1,
                home,
                len(self.passages) + 1 if caption is not None else None,
                above.part,
                year[-1] if year else above.year,
                self._basis("caption" if caption is not None else "table"),
                style="caption",
            )
        )
        self._current = len(self.sections) - 1
        if caption is not None:
            self._passage("heading", self._run(caption))
        if self._unit is not None:
            self._passage("caption", self._unit)
            self._unit = None
        self.tables.append((self._current, block))
        for row in block.rows:
            run = joined(row.cells, row.start).strip()
            if run.text:
                self._passage("row", run)
        self._current = home

    # -- small ---------------------------------------------------------------------------------------------------

    def _run(self, at: int) -> Run:
        block = self.blocks[at]
        if isinstance(block, Table):
            raise TypeError("a table has no run")
        return block.run

    def _text(self, at: int) -> str:
        return self._run(at).text

    def _basis(self, rule: str) -> Basis:
        return Basis(f"outline/{rule}", float(self.rules["confidence"][rule]))


def joined(cells: tuple[Run, ...], start: int) -> Run:
    """Return the cells of a row as one run, a tab between them; the tab stands where the cell before it ends."""
    pieces: list[Run] = []
    place = start
    for number, cell in enumerate(cells):
        if number:
            following = next((other.start for other in cells[number:] if len(other)), None)
            pieces.append(Run("\t", (place if following is None else min(place, following),)))
        if len(cell):
            pieces.append(cell)
            place = cell.end
    return Run.joined(pieces)
