"""Numbered sets (九大工程, “三变”, 等7个项目): the number that is announced and the members that are listed."""

from __future__ import annotations

import re

from jbgraph.extraction.names.clauses import Enumeration, number
from jbgraph.extraction.names.lexicon import Lexicon
from jbgraph.extraction.names.mentions import Mention

_NUMERALS = "一二两三四五六七八九十"
_SHORT = re.compile(rf"“((?:[{_NUMERALS}百]+[^“”{_NUMERALS}\d]{{1,6}})+)”")
_BIG = re.compile(rf"[{_NUMERALS}]+(?:大|个|项|种|类)")
_PLAIN = re.compile(
    rf"(?<![第初“\d{_NUMERALS}])([{_NUMERALS}]{{1,2}}|\d{{1,2}})(大|个|项|张|条|类|百)([^，。；：、“”（）的\d和与及]{{1,10}})"
)
_SHORES = re.compile(rf"[{_NUMERALS}]+[江河湖山].*[江河湖山岸湾岛]$")
"""Shorthand for a landscape: “两江四岸”, “一湖两岸”."""
_FIVE = re.compile(r"十[一二三四五六]五$")
_LISTED = re.compile(r"(?:，?(?:即|分别是|分别为|包括|主要是|具体为)|：|——|（)([^，。；：（）]{2,160})")


def sets(text: str, lists: Lexicon, found: list[Enumeration]) -> tuple[list[Mention], list[tuple[Mention, int]]]:
    """Return the numbered sets of a sentence, and those whose members are more or fewer than announced.

    A list that 等 closes may be a sample: fewer members than announced is then no disagreement.
    """
    made = [*_quoted(text, lists), *_announced(text, lists), *_closed(text, found)]
    wrong = [
        (one, len(one.members))
        for one, sample in made
        if one.members and one.size and (one.size < len(one.members) or (not sample and one.size != len(one.members)))
    ]
    return [one for one, _ in made], wrong


def _quoted(text: str, lists: Lexicon) -> list[tuple[Mention, bool]]:
    """Return sets by their names in marks: “三大平台” with the list before it, “三变”, “六大”抓手."""
    result = []
    nouns = lists.words("patterns", "set_nouns")
    for match in _SHORT.finditer(text):
        name, end = match[0], match.end()
        numerals = re.findall(rf"[{_NUMERALS}百]+", match[1])
        if _FIVE.match(match[1]) or (set(numerals) == {"一"} and not name.endswith(("工程”", "行动”"))):
            continue
        if _SHORES.match(match[1]):
            result.append((Mention(match.start(), end, name, "Place", "place"), False))
            continue
        if match[1].endswith("大"):
            noun = max((word for word in nouns if text.startswith(word, end)), key=len, default="")
            name, end = name + noun, end + len(noun)
        members = _before(text, match.start(), lists) if _BIG.match(match[1]) else ()
        size = number(numerals[0]) if len(numerals) == 1 else None
        result.append((Mention(match.start(), end, name, "Group", "group", size=size, members=members), False))
    return result


def _announced(text: str, lists: Lexicon) -> list[tuple[Mention, bool]]:
    """Return sets in plain words: 九大工程, and 三个平台 or 五项指标 where members or a counted noun follow."""
    result = []
    nouns = lists.words("patterns", "set_nouns")
    for match in _PLAIN.finditer(text):
        held = [word for word in nouns if word in match[3]]
        noun = min(held, key=lambda word: (match[3].find(word) + len(word), -len(word)), default="")
        if not noun:
            continue
        end = match.start(3) + match[3].find(noun) + len(noun)
        listed = _LISTED.match(text, end)
        names = listed[1] if listed and "、" in listed[1] else ""
        sample = names.endswith("等")
        members = tuple(re.split("、|和(?=[^、]+$)", names.removesuffix("等"))) if names else ()
        if match[2] == "大" and not members:
            members = _before(text, match.start(), lists)
        if match[2] in ("大", "百") or members or noun in lists.check("counted"):
            name = text[match.start() : end]
            size = number(match[1]) if match[2] != "百" else None
            made = Mention(match.start(), end, name, "Group", "group", size=size, members=members)
            result.append((made, sample))
    return result


def _closed(text: str, found: list[Enumeration]) -> list[tuple[Mention, bool]]:
    """Return what 等 closes with a number: some or all of 等7个项目."""
    result = []
    for one in found:
        if not (one.closed and one.count and one.noun and one.count_at >= 0):
            continue
        name = text[one.count_at : one.noun[1]]
        if one.kind not in ("", "none") or name.endswith("指标"):
            members = tuple(text[start:end] for start, end in one.items)
            made = Mention(one.count_at, one.noun[1], name, "Group", "list-count", size=one.count, members=members)
            result.append((made, True))
    return result


def _before(text: str, start: int, lists: Lexicon) -> tuple[str, ...]:
    """Return the list that stands right before a set (政策协同、技能提升、精准帮扶“三大平台”)."""
    low = max(text.rfind(mark, 0, start) for mark in "，。；：")
    items = text[low + 1 : start].split("、")
    if len(items) < 2 or not items[-1] or len(items[-1]) > 10:
        return ()
    while items[0] and lists.cuts.meaning.get(lists.cuts.at(items[0], 0), "keep") not in ("keep", "etc"):
        items[0] = items[0].removeprefix(lists.cuts.at(items[0], 0))
    last = items[-1]
    verb = lists.cuts.at(last, 0)
    moved = verb not in lists.soft and lists.cuts.meaning.get(verb, "").startswith("verb")
    return tuple(items) if items[0] and len(items[0]) < 16 and not moved else ()
