"""Which paragraphs are headings, whole or with their first words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jbgraph.extraction.numbering import Mark, mark
from jbgraph.extraction.sentences import first
from jbgraph.reading.runs import Run
from jbgraph.reading.text import Block, Paragraph, Table

_STOPS = "。：:；;！ "
_STARTS = re.compile(
    r"(?:^|(?<=[。；：！，]))"
    r"(?=[一二三四五六七八九十]{1,3}(?:是|要)|首先|其次|再次|最后|第[一二三四五六七八九十]{1,2}[，：是])"
)
_FIGURED = re.compile(r"\d(?:\.\d+)?(?:%|个百分点|[万亿]|元|左右|以上|以内)")


@dataclass(frozen=True)
class Heading:
    """The words of a paragraph that are a heading.

    :ivar style: of its number, or `theme`, `markup`, `line` for headings without one.
    :ivar low, high: where the title stands in the paragraph's run, without number and end mark.
    :ivar end: characters of the paragraph that the heading takes, its end mark included; 0 where the title is only the
        first clause of a sentence that goes on.
    :ivar rule: name of the rule, as in the words of outlines.
    """

    style: str
    mark: Mark | None
    low: int
    high: int
    end: int
    rule: str


def heading(paragraph: Paragraph, published: str, rules: Mapping[str, Any]) -> Heading | None:
    """Return the heading that a paragraph with a number is or begins with, or None: an item of a list, or prose.

    :param published: the text as published: a wide blank in it may end a heading.
    """
    text = paragraph.run.text
    found = mark(text)
    if found is None or found.style in ("is", "first", "circled"):
        return None
    limits = rules["title"]
    rest = text[found.width :]
    stop = first(rest)
    title = rest[:stop].rstrip(_STOPS)
    item = found.style in ("figure", "figure-bracket", "dotted", "task")
    wide = _wide_blank(paragraph.run, published, found.width, limits["item"])
    if wide and re.search("[，。；]", rest[wide:]):
        return _made(found, rest, len(rest[:wide].rstrip(_STOPS)), found.width + wide, "run-in")
    if len(title) < limits["shortest"] or (item and _FIGURED.search(title)):
        return None
    if stop == len(rest) and rest[-1] not in "。！？!?":
        if len(title) > limits["longest"] or rest.endswith(("；", "，", "、")):
            return None
        rule = "chapter" if found.style in ("volume", "portion", "chapter", "article", "box") else "numbered"
        return _made(found, rest, len(title), len(text), rule)
    return _run_in(found, rest, title, stop, limits["item" if item else "run_in"], limits["shortest"])


def _run_in(found: Mark, rest: str, title: str, stop: int, longest: int, shortest: int) -> Heading | None:
    """Return the heading that the first sentence of a paragraph is, or what stands in it before a colon or comma."""
    if len(title) <= longest and "；" not in title:
        return _made(found, rest, len(title), found.width + stop, "run-in")
    head = title.split("：", 1)[0]
    if "：" in title and shortest + 1 < len(head) <= longest and "，" not in head:
        return _made(found, rest, len(head), found.width + len(head) + 1, "run-in")
    head = re.split("[，；：]", title, maxsplit=1)[0]
    if shortest + 1 < len(head) <= longest and not _FIGURED.search(head):
        return _made(found, rest, len(head), 0, "clause-title")
    return None


def _wide_blank(run: Run, published: str, low: int, longest: int) -> int:
    """Return how many characters stand between a number and a wide blank behind its title; 0 where none does."""
    for at in range(low + 3, min(low + longest, len(run) - 1)):
        gap = published[run.offsets[at] + 1 : run.offsets[at + 1]]
        if ("\u3000" in gap or len(gap) > 1) and not gap.strip() and "\n" not in gap:
            return at + 1 - low
        if run.text[at] in "。；":
            return 0
    return 0


def _made(found: Mark, rest: str, high: int, end: int, rule: str) -> Heading:
    low = len(rest[:high]) - len(rest[:high].lstrip(" *"))
    return Heading(found.style, found, found.width + low, found.width + high, end, rule)


def theme(text: str, rules: Mapping[str, Any]) -> Heading | None:
    """Return the heading without number that a paragraph may begin with: a short first sentence before others."""
    limits = rules["theme"]
    lead = len(text) - len(text.lstrip("—- "))
    stop = first(text[lead:]) + lead
    title = text[lead:stop].rstrip(_STOPS)
    if stop >= len(text) or text[stop - 1] != "。" or not limits["shortest"] <= len(title) <= limits["longest"]:
        return None
    if any(re.search(pattern, title) for pattern in limits["never"]):
        return None
    return Heading("theme", None, lead, lead + len(title), stop, "theme")


def line(paragraph: Paragraph, rules: Mapping[str, Any]) -> Heading | None:
    """Return the heading without number that a whole paragraph is: by markup, or by its words alone."""
    text = paragraph.run.text
    title = text.rstrip(_STOPS)
    if not title or len(title) > rules["title"]["run_in"]:
        return None
    if paragraph.level is not None:
        return Heading("markup", None, 0, len(title), len(text), "markup")
    parts = rules["parts"]
    if len(title) <= 24 and not re.search("[，。；]", title) and text[-1] not in "：:！，；、”":
        known = (*parts["done"], *parts["to-do"], *parts["arranged"], *parts["other"])
        if any(re.search(pattern, title) for pattern in known):
            return Heading("line", None, 0, len(title), len(text), "line")
    return None


def lone(
    blocks: Sequence[Block], found: Mapping[int, Heading | None], front: Mapping[int, str], rules: Mapping[str, Any]
) -> dict[int, Heading]:
    """Return the headings of a document that numbers none: short lines by themselves, each above prose."""
    limits = rules["lone"]
    if any(one and one.mark for one in found.values()):
        return {}
    result = {}
    for at, block in enumerate(blocks[:-1]):
        below = blocks[at + 1]
        if at in front or found.get(at) or isinstance(block, Table) or isinstance(below, Table):
            continue
        text = block.run.text
        prose = len(below.run) >= limits["prose"] and below.run.text[-1] in "。！”…" and block.role == "text"
        if not prose or not limits["shortest"] <= len(text) <= limits["longest"] or re.search(limits["never"], text):
            continue
        if len({len(half) for half in text.split("，")}) > 1:  # a heading of two halves has them alike, a cut line not
            continue
        if not any(re.search(rules["front"][key], text) for key in ("salutation", "dated", "signed")):
            result[at] = Heading("line", None, 0, len(text), len(text), "lone")
    return result if len(result) >= limits["fewest"] else {}


def themes(blocks: Sequence[Block], found: Mapping[int, Heading | None], rules: Mapping[str, Any]) -> set[int]:
    """Return the paragraphs that a theme may stand in: of those around them, from heading to heading, enough do."""
    groups: list[dict[int, str]] = [{}]
    for at, block in enumerate(blocks):
        if at not in found or isinstance(block, Table):
            continue
        if found[at]:
            groups.append({})
        elif len(block.run) > 12 and block.role == "text":
            groups[-1][at] = block.run.text
    limits = rules["theme"]
    result: set[int] = set()
    for group in groups:
        themed = sum(theme(text, rules) is not None for text in group.values())
        if themed >= limits["fewest"] and themed / len(group) >= limits["share"]:
            result.update(group)
    return result


@dataclass(frozen=True)
class Item:
    """One of 一是…；二是… in a paragraph: where it begins, where its title stands, and where it ends."""

    mark: Mark
    start: int
    low: int
    high: int
    end: int


def items(text: str, rules: Mapping[str, Any], counted: int = 1) -> list[Item]:
    """Return the items of a paragraph that counts 一是, 二是 … in it, in order.

    :param counted: what the paragraph may begin with besides one: the number after the last of the paragraph above.
    """
    found: list[tuple[int, Mark]] = []
    for start in (match.start() for match in _STARTS.finditer(text)):
        read = mark(text[start:])
        if read is None or read.style not in ("is", "first"):
            continue
        following = found[-1][1].value if found else None
        wanted = (following or 0) + 1 if found else 1
        if (
            read.value == wanted
            or (not found and not start and (read.value == counted or (read.value is None and counted > 1)))
            or (found and read.value is None)
        ):
            found.append((start, read))
    edges = [*(start for start, _ in found), len(text)]
    return [
        Item(read, start, *_clause(text, start + read.width, end, rules), end)
        for (start, read), end in zip(found, edges[1:], strict=True)
    ]


def _clause(text: str, low: int, end: int, rules: Mapping[str, Any]) -> tuple[int, int]:
    """Return where the title of an item stands: its first sentence where others follow, else its first clause."""
    stop = low + first(text[low:end])
    title = text[low:stop].rstrip(_STOPS)
    if stop >= end or len(title) > rules["title"]["clause"] or _FIGURED.search(title):
        head = re.split("[，；：]", title, maxsplit=1)[0]
        title = head if len(head) > 2 else title[: rules["title"]["clause"]]
    return low, low + len(title)
