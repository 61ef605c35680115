"""The published text of files that are no text: paragraphs on lines of their own, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from jbgraph.errors import JbgraphError
from jbgraph.reading.cleaning import clean
from jbgraph.reading.text import Block, Paragraph, Row, Table

LONGEST_TEXT = 2_000_000
"""Characters: the longest five-year outline has a tenth."""

Role = Literal["text", "caption", "note"]


class Builder:
    """Writes a published text and the blocks that stand in it.

    :param where: the file, for messages.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[tuple[int, int, int | None, Role] | list[list[tuple[int, int]]]] = []

    def paragraph(self, text: str, level: int | None = None, role: Role = "text") -> None:
        """Add a paragraph; one without characters is left out, its line breaks stay in the published text."""
        bare = text.strip()
        if bare:
            start = self._write(bare)
            self._marks.append((start, self._length, level, role))
            self._write("\n")

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table; rows without characters are left out, an empty cell stands for each further column of a merged
        one."""
        places: list[list[tuple[int, int]]] = []
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            spans = []
            for number, cell in enumerate(row):
                if number:
                    self._write("\t")
                start = self._write(" ".join(cell.split("\t")).strip())
                spans.append((start, self._length))
            self._write("\n")
            places.append(spans)
        if places:
            self._marks.append(places)

    def done(self) -> tuple[str, list[Block]]:
        """Return the published text and its blocks."""
        published = "".join(self._pieces)
        found: list[Block] = []
        for mark in self._marks:
            if isinstance(mark, tuple):
                start, end, level, role = mark
                run = clean(published, start, end)
                if len(run):
                    found.append(Paragraph(run, level, role))
                continue
            rows = tuple(
                Row(tuple(clean(published, *span) for span in spans), spans[0][0], spans[-1][1]) for spans in mark
            )
            found.append(Table(rows, rows[0].start, rows[-1].end))
        return published, found

    def _write(self, text: str) -> int:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise too_long(self._where)
        return start


def too_long(where: str) -> JbgraphError:
    """Return the error of a file whose text is longer than any report."""
    return JbgraphError(
        (f"the text is longer than {LONGEST_TEXT:,} characters", f"文字超过{LONGEST_TEXT:,}个字符"),
        where=where,
        hint=(
            "a report has some ten thousand: check the file, or cut it into its documents",
            "一份报告通常为数万字：请检查文件，或按文件拆开",
        ),
    )
