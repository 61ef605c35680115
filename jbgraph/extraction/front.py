"""The lines in front of a document: title, byline, date, salutation, table of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jbgraph.extraction.numbering import mark
from jbgraph.reading.text import Paragraph, Text

_ENTRY = re.compile(r"[.…·\s]*\d{0,3}$")


@dataclass(frozen=True)
class Front:
    """What stands before the text begins.

    :ivar title: of the document; the name of the file, without suffix, where none is printed.
    :ivar lines: place of a block → the kind of its passage.
    """

    title: str
    lines: Mapping[int, Literal["heading", "byline", "caption"]]


def front(text: Text, rules: Mapping[str, Any]) -> Front:
    """Return the lines up to the first sentence or numbered heading, and the table of contents."""
    words = rules["front"]
    short: list[tuple[int, Paragraph]] = []
    for at, block in enumerate(text.blocks[:40]):
        if not isinstance(block, Paragraph):
            break
        line = block.run.text
        number = mark(line)
        if (number and number.style not in ("is", "first")) or line == "目录" or len(line) > 80:
            break
        if re.search("[。；]", line) and not re.search(words["salutation"], line):
            break
        short.append((at, block))
    title, places = _title(short, words)
    lines: dict[int, Literal["heading", "byline", "caption"]] = {}
    keys = ("salutation", "dated", "signed")
    if places or any(re.search(words[key], block.run.text) for _, block in short for key in keys):
        lines = {at: "heading" if at in places else "byline" for at, _ in short}
    for at in _contents(text):
        lines[at] = "caption"
    return Front(title or Path(text.file).stem, lines)


def _title(lines: list[tuple[int, Paragraph]], words: Mapping[str, Any]) -> tuple[str, list[int]]:
    """Return the title and the blocks that print it: the line that the markup or its last words show, with the lines
    above that it goes on from."""
    named = [bool(re.search(words["title"], block.run.text)) for _, block in lines]
    for number, (_, block) in enumerate(lines):
        if not (named[number] or (block.level == 1 and not any(named))):
            continue
        if re.search(words["never"], block.run.text):
            continue
        low, high = number, number + 1
        while low and _begins(lines[low - 1][1].run.text, words):
            low -= 1
        while high < len(lines) and _ends(lines[high][1], words):
            high += 1
        chosen = lines[low:high]
        return "".join(block.run.text for _, block in chosen), [at for at, _ in chosen]
    if lines and not re.search(words["salutation"], lines[0][1].run.text) and len(lines[0][1].run) <= 40:
        return lines[0][1].run.text, [lines[0][0]]
    return "", []


def _begins(above: str, words: Mapping[str, Any]) -> bool:
    """Say whether a line above a title is its beginning and not a byline."""
    begins = re.match("关于|.{2,24}(?:省|市|区|县|州|旗|镇|乡)", above)
    return bool(begins) and not any(re.search(words[key], above) for key in ("dated", "signed", "salutation", "title"))


def _ends(below: Paragraph, words: Mapping[str, Any]) -> bool:
    """Say whether a line below a title is the rest of it: 与2024年计划草案的报告, （草案）."""
    text = below.run.text
    byline = any(re.search(words[key], text) for key in ("dated", "signed", "salutation"))
    return bool(re.search(words["title"] + "|^（[^）]{2,12}）$", text)) and not byline


def _contents(text: Text) -> list[int]:
    """Return the blocks of a table of contents: from 目录 to where its first entry comes again as a heading."""
    for at, block in enumerate(text.blocks[:60]):
        if isinstance(block, Paragraph) and re.sub(r"\s", "", block.run.text) in ("目录", "目次"):
            entries = [
                (place, _ENTRY.sub("", other.run.text))
                for place, other in enumerate(text.blocks[at + 1 : at + 400], at + 1)
                if isinstance(other, Paragraph)
            ]
            if entries:
                first = entries[0][1]
                again = next((place for place, entry in entries[1:] if entry == first), None)
                return [at, *(place for place, _ in entries if again and place < again)]
    return []
