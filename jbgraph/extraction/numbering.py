"""The numbers that headings and items print: which style they are in, and their value."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from jbgraph.numerals import chinese

_HAN = "[一二三四五六七八九十百零〇]{1,5}"
_ANY = "[一二三四五六七八九十百零〇\\d]{1,5}"
_COUNTED = "十百千万亿元倍家个户人吨度米公平头辆台项岁年月日天次以左多余亩座所条"
_STYLES = (
    ("volume", re.compile(rf"第 ?({_ANY}) ?[编篇] ?")),
    ("portion", re.compile(rf"第 ?({_ANY}) ?部分[：、， ]?")),
    ("chapter", re.compile(rf"第 ?({_ANY}) ?章 ?")),
    ("article", re.compile(rf"第 ?({_ANY}) ?节 ?")),
    ("box", re.compile(rf"专栏 ?({_ANY})[：:、]? ?")),
    ("comma", re.compile(rf"({_HAN}) ?[、.．] ?")),
    ("bracket", re.compile(rf"（ ?({_HAN}) ?）[、.]? ?")),
    ("dotted", re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})[、. ]?(?=[\u4e00-\u9fff“])(?![{_COUNTED}])")),
    ("figure", re.compile(r"(\d{1,2}) ?(?:、|\.(?!\d)|．) ?")),
    ("task", re.compile(rf"任务({_ANY})[：:、. ] ?")),
    ("figure-bracket", re.compile(r"（? ?(\d{1,2}) ?）[、.]? ?")),
    ("circled", re.compile("([①-⑳])[、.]? ?")),
    ("is", re.compile(r"([一二三四五六七八九十]{1,3})(?:是|要)(?!否|说|为|以)")),
    ("first", re.compile(r"(首先|其次|再次|最后)(?:，|是)|第([一二三四五六七八九十]{1,2})(?:，|：|、|是)")),
)
RANKED = ("volume", "portion", "chapter", "article", "comma", "bracket", "figure", "figure-bracket")
"""Styles of headings, from the highest."""
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 0}


@dataclass(frozen=True)
class Mark:
    """The number in front of a text.

    :ivar style: `volume` 第一编, `portion` 第一部分, `chapter` 第一章, `article` 第一节, `box` 专栏1, `comma` 一、,
        `bracket` （一）, `dotted` 1.1, `figure` 1、, `task` 任务1, `figure-bracket` （1）, `circled` ①, `is` 一是,
        `first` 首先.
    :ivar number: as printed, without punctuation.
    :ivar value: None where it counts nothing (最后).
    :ivar width: characters up to the text behind the number.
    """

    style: str
    number: str
    value: int | None
    width: int


def mark(text: str) -> Mark | None:
    """Return the number that a text begins with, or None.

    >>> mark("（十二）加快建设"), mark("3.5%以上"), mark("1.加快")
    (Mark(style='bracket', number='十二', value=12, width=4), None, Mark(style='figure', number='1', value=1, width=2))
    """
    for style, pattern in _STYLES:
        found = pattern.match(text)
        if found and found.end() < len(text):
            number = next(group for group in found.groups() if group)
            return Mark(style, number, _value(number), found.end())
    return None


def _value(number: str) -> int | None:
    if number in _WORDS:
        return _WORDS[number] or None
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    if "." in number:
        number = number.rsplit(".", 1)[1]
    if number.isdigit():
        return int(number)
    found = chinese(number.replace("〇", "零"))
    return int(found) if found is not None else None


def runs_on(values: list[int | None]) -> list[tuple[int, int]]:
    """Return where a run of numbers that should go up by one does not: the number before and the one after.

    >>> runs_on([1, 2, 4, 5])
    [(2, 4)]
    """
    known = [value for value in values if value is not None]
    return [(a, b) for a, b in itertools.pairwise(known) if b != a + 1]
