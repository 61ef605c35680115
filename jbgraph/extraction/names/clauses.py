"""Lists in a sentence: what is named side by side, how the list is closed, and the verbs that govern it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from jbgraph.extraction.names.lexicon import PLAIN, Lexicon
from jbgraph.extraction.names.tokens import Token

_HELPING = ("支持", "扶持", "鼓励", "引导")
_DIGITS = re.compile(r"\d+")
_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass
class Enumeration:
    """Things named side by side; a thing that stands alone is a list of one.

    :ivar items: where each stands, as start and end.
    :ivar end: the place of the class noun or of the last item.
    :ivar noun: where the noun stands that says what they are (behind 等), or None.
    :ivar kind: the kind that this noun announces; empty where there is none or it is not known.
    :ivar closed: whether 等 closes the list.
    :ivar count: the number behind 等; None where none is printed.
    :ivar count_at: where it stands, -1 where none is printed.
    :ivar left: group and word of the verb before, and its place.
    :ivar right: of the verb behind.
    :ivar before: the small word right before the list (在, 与, 以); `behind` the word right after it.
    :ivar helped: whether somebody is helped to do what the verb before says (支持…建设…).
    :ivar counted: whether a number stands right before it (5个砂石码头), so that it names none of them.
    """

    items: list[tuple[int, int]]
    end: int
    noun: tuple[int, int] | None = None
    kind: str = ""
    closed: bool = False
    count: int | None = None
    count_at: int = -1
    left: tuple[str, str] = ("", "")
    left_at: int = -1
    right: tuple[str, str] = ("", "")
    right_at: int = -1
    before: str = ""
    behind: str = ""
    clause: int = 0
    counted: bool = False
    helped: bool = False
    joins: list[str] = field(default_factory=list)


def number(text: str) -> int | None:
    """Return the value of a count as printed (`14个`, `三个`, `十二家`), None where it is too long to read."""
    match = _DIGITS.search(text)
    if match:
        return int(match[0]) if len(match[0]) < 6 else None
    value = 0
    last = 0
    for char in text:
        if char == "百":
            value, last = value + (last or 1) * 100, 0
        elif char == "十":
            value, last = value + (last or 1) * 10, 0
        elif char in _CHINESE:
            last = _CHINESE[char]
    return value + last or None


def class_of(noun: str, lists: Lexicon) -> tuple[str, int]:
    """Return the kind that a noun behind 等 announces, and how many of its characters say so.

    Where the noun runs on into a verb that is soft (企业发展基因…), what stands before the verb counts.
    """
    plain = noun.translate(PLAIN)
    word = lists.classes.ends(plain)
    for size in (2, 3, 4):
        early = noun[:size]
        firms = size < len(noun) and lists.classes.meaning.get(early) == "organization"
        if firms and (not word or lists.classes.meaning[word] not in ("organization", "place")):
            return "organization", size
    if word and len(plain) <= 24 and lists.classes.meaning[word] != "none":
        return lists.classes.meaning[word], len(noun)
    for place in range(1, len(noun)):
        if any(noun[place : place + size] in lists.soft for size in (2, 3, 4)):
            early = lists.classes.ends(noun, place)
            if early and lists.classes.meaning[early] != "none":
                return lists.classes.meaning[early], place
    for place in range(min(len(noun), 12), 1, -1):
        early = lists.classes.ends(noun, place)
        if len(early) > 1 and lists.classes.meaning[early] == "organization":
            return lists.classes.meaning[early], place
    return ("none", len(noun)) if word else ("", 0)


def enumerations(text: str, pieces: list[Token], lists: Lexicon) -> list[Enumeration]:
    """Return the lists of a sentence in order, single names among them."""
    result: list[Enumeration] = []
    place = 0
    clause = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.kind == "stop":
            clause += 1
        if piece.kind != "name":
            place += 1
            continue
        place, found = _one(text, pieces, place, lists)
        found.clause = clause
        result.append(found)
    _over_commas(text, result, pieces)
    return result


def _one(text: str, pieces: list[Token], place: int, lists: Lexicon) -> tuple[int, Enumeration]:
    first = place
    items = [(pieces[place].start, pieces[place].end)]
    joins: list[str] = []
    place += 1
    while place + 1 < len(pieces) and pieces[place].kind in ("sep", "and"):
        ahead = place + 1
        while (
            ahead + 1 < len(pieces)
            and pieces[ahead].kind in ("function", "scope")
            and pieces[ahead].end - pieces[ahead].start > 1
        ):
            ahead += 1
        if pieces[ahead].kind != "name":
            break
        items.append((pieces[ahead].start, pieces[ahead].end))
        joins.append(pieces[place].kind)
        place = ahead + 1
    found = Enumeration(items, items[-1][1], joins=joins)
    found.counted = first > 0 and pieces[first - 1].kind == "count"
    if place < len(pieces) and pieces[place].kind == "etc":
        found.closed = True
        found.end = pieces[place].end
        place += 1
        place = _count(text, pieces, place, found)
        while place < len(pieces) and pieces[place].kind in ("adverb", "scope", "function"):
            place += 1
        if place < len(pieces) and pieces[place].kind == "name":
            place = _noun(text, pieces, place, found, lists)
    elif place < len(pieces) and pieces[place].kind == "count" and len(items) > 1:
        ahead = _count(text, pieces, place, found)
        if ahead < len(pieces) and pieces[ahead].kind == "name":
            place = _noun(text, pieces, ahead, found, lists)
            found.closed = bool(found.kind)
        if not found.closed:
            found.count = None
    if place < len(pieces) and pieces[place].kind == "count" and not found.closed:
        found.counted = True
    _left(text, pieces, first, found)
    _right(text, pieces, place, found)
    return place, found


def _count(text: str, pieces: list[Token], place: int, found: Enumeration) -> int:
    if place < len(pieces) and pieces[place].kind == "count":
        found.count = number(text[pieces[place].start : pieces[place].end])
        found.count_at = pieces[place].start
        return place + 1
    return place


def _noun(text: str, pieces: list[Token], place: int, found: Enumeration, lists: Lexicon) -> int:
    start, end = pieces[place].start, pieces[place].end
    kind, size = class_of(text[start:end], lists)
    found.kind = kind
    found.noun = (start, start + size if size else end)
    found.end = found.noun[1]
    while (
        place + 2 < len(pieces)
        and text[pieces[place + 1].start : pieces[place + 1].end] in ("、", "和")
        and pieces[place + 2].kind == "name"
    ):
        other, more = class_of(text[pieces[place + 2].start : pieces[place + 2].end], lists)
        if not other or more < pieces[place + 2].end - pieces[place + 2].start:
            break
        found.kind = other if other != "none" else found.kind
        found.noun = (start, pieces[place + 2].end)
        place += 2
    rest = text[found.noun[1] : end]
    soft = lists.cuts.at(text, found.noun[1]) if rest and found.noun[1] < end else ""
    if soft in lists.soft:
        tag = lists.cuts.meaning[soft]
        if tag.startswith("verb:"):
            found.right = (tag[5:], soft)
            found.right_at = found.noun[1]
    return place + 1


def _left(text: str, pieces: list[Token], first: int, found: Enumeration) -> None:
    place = first - 1
    if place >= 0 and pieces[place].kind in ("function", "and"):
        found.before = text[pieces[place].start : pieces[place].end]
    while place >= 0 and pieces[place].kind != "stop":
        piece = pieces[place]
        if piece.kind == "verb":
            found.left = (piece.tag, text[piece.start : piece.end])
            found.left_at = piece.start
            low = max(text.rfind(mark, 0, piece.start) for mark in "，。；") + 1
            found.helped = text.startswith(_HELPING, low)
            return
        if piece.kind == "name" and place < first - 2:
            return
        place -= 1


def _right(text: str, pieces: list[Token], place: int, found: Enumeration) -> None:
    while place < len(pieces) and pieces[place].kind in ("adverb", "verb", "function", "scope", "time"):
        piece = pieces[place]
        found.behind = found.behind or text[piece.start : piece.end]
        if piece.kind == "function" and text[piece.start : piece.end] in ("的", "对", "与"):
            return
        if piece.kind == "verb":
            reached = piece.tag in ("finished", "begun") and found.right[0] not in ("finished", "begun")
            if not found.right[0] or reached:
                found.right = (piece.tag, text[piece.start : piece.end])
                found.right_at = piece.start
            ahead = place + 1
            if ahead < len(pieces) and pieces[ahead].kind != "verb":
                return
        place += 1


def _over_commas(text: str, found: list[Enumeration], pieces: list[Token]) -> None:
    """Give a list without a verb that ends at a comma what closes the list behind the comma."""
    commas = {piece.start for piece in pieces if piece.kind == "stop" and piece.tag == "comma"}
    for one, other in pairwise(found):
        if (
            other.closed
            and other.kind
            and one.end == one.items[-1][1]
            and one.end in commas
            and other.items[0][0] == one.end + 1
            and not one.left[0]
            and not one.right[0]
            and not one.kind
            and len(one.items) > 1
        ):
            one.kind, one.right, one.right_at = other.kind, other.right, other.right_at
