"""Figures of the running text of a document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jbgraph.extraction.figures.lexicon import lexicon
from jbgraph.extraction.figures.prose import Reading, read
from jbgraph.extraction.findings import Findings, Gap, Passage, Section
from jbgraph.extraction.outline import Outline

READ = frozenset(("sentence", "list-item"))
"""Kinds of passages that are running text; headings give the order of things, rows are read as tables."""


def find(outline: Outline, *, rules: Path | None = None) -> Findings:
    """Return the figures of the running text in reading order, and a gap for each numeral that no rule accounts for.

    A numeral that is no figure (a date, an ordinal, 5G, 203中学) makes no gap; `readings` tells which rule said so.

    :param rules: folder with rules of a workspace, see `words`.
    :raises JbgraphError: if the rules of the workspace cannot be read.
    """
    found = Findings()
    for _, reading in readings(outline, rules=rules):
        found.figures += reading.figures
        found.gaps += [
            Gap(span, "numeral", (f"no metric found for {span.quote}", f"未找到“{span.quote}”所属的指标"))
            for span in reading.open
        ]
    return found


def readings(outline: Outline, *, rules: Path | None = None) -> Iterator[tuple[Passage, Reading]]:
    """Yield what was read in each passage of running text: figures, numerals that are none and why, open numerals."""
    words = lexicon(rules)
    for passage in outline.passages:
        if passage.kind not in READ:
            continue
        section = outline.sections[passage.section]
        yield (
            passage,
            read(
                passage.run,
                part=section.part,
                year=_year(section, outline),
                plan_year=outline.year,
                passage=passage.number,
                published=outline.text.published,
                words=words,
            ),
        )


def _year(section: Section, outline: Outline) -> int | None:
    """Return the year that a section speaks of: that of its heading, else by its part."""
    if section.year is not None:
        return section.year
    if outline.year is None:
        return None
    return outline.year - 1 if section.part == "done" else outline.year
