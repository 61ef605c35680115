"""Lines that are no prose: captions, units and notes of tables, pictures, bylines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from jbgraph.extraction.headings import Heading
from jbgraph.reading.text import Block, Paragraph, Table

Aside = Literal["unit", "note", "table-caption", "byline", "caption"]


class Asides:
    """Tells for each block what it is beside the text.

    :param headings: place of a block → the heading it is, for blocks that may be one.
    :param front: places of the lines in front of the document.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        headings: Mapping[int, Heading | None],
        front: Mapping[int, str],
        rules: Mapping[str, Any],
    ) -> None:
        self._blocks = blocks
        self._headings = headings
        self._front = front
        self._rules = rules
        places = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
        self.captions = {at: found for at in places if (found := self._caption(at)) is not None}
        self._captioning = set(self.captions.values())

    def of(self, at: int, block: Paragraph) -> Aside | None:
        """Return what a paragraph is beside the text, None where it is text."""
        text = block.run.text
        table, lines = self._rules["table"], self._rules["front"]
        if at in self._captioning:
            return "table-caption"
        if re.match(table["unit"], text) and len(text) < 30:
            return "unit"
        if re.match(table["note"], text) and self._below_table(at):
            return "note"
        if len(text) > 40 or re.search("[。；]", text[:-1]):
            return None
        if any(re.search(lines[key], text) for key in ("salutation", "dated", "signed")):
            return "byline"
        return "caption" if re.search(table["picture"], text) else None

    def _below_table(self, at: int) -> bool:
        """Say whether only notes stand between a paragraph and the table above it."""
        for block in reversed(self._blocks[max(0, at - 8) : at]):
            if isinstance(block, Table):
                return True
            if not re.match(self._rules["table"]["note"] + r"|^\d{1,2}[.、]", block.run.text):
                return False
        return False

    def _caption(self, at: int) -> int | None:
        """Return the block that is the caption of a table: the line above it, or the one above its unit."""
        table = self._rules["table"]
        for place in range(at - 1, max(-1, at - 4), -1):
            block = self._blocks[place]
            if isinstance(block, Table) or place in self._front:
                return None
            text = block.run.text
            if re.match(table["unit"], text):
                continue
            if re.match(table["caption"], text) and len(text) <= 60:
                return place
            plain = len(text) <= 45 and not re.search("[。；]", text) and text[-1] not in "：:，"
            return place if plain and not self._headings.get(place) else None
        return None
