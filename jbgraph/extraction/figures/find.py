"""Figures of the running text of a document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jbgraph.extraction.figures.lexicon import lexicon
from jbgraph.extraction.figures.prose import Reading, read_in
from jbgraph.extraction.figures.setting import Settings
from jbgraph.extraction.findings import Findings, Gap, Passage
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
    settings = Settings(outline)
    for passage in outline.passages:
        if passage.kind not in READ:
            continue
        setting = settings.of(passage)
        yield (
            passage,
            read_in(passage.run, setting, passage=passage.number, published=outline.text.published, words=words),
        )
