"""What part of a report a heading opens, and which years the document speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from jbgraph.extraction.findings import Part
from jbgraph.numerals import chinese

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WRITTEN = re.compile("(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?=年)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[—–\-~～至到]{1,2}((?:19|20)\d{2})年")
_FIVE = re.compile(r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)|“?(十[一二三四五六]?)五”?(?!年)")
_BARE = re.compile(r"(?<![\d.])20\d{2}(?![\d.%年万亿多余个])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?=[—–-]\d{4}年))")


def part_of(title: str, rules: Mapping[str, Any]) -> Part | None:
    """Return the part that a heading opens, None where its words do not say.

    Words of a review are stronger than those of aims, and these stronger than those of tasks, but the last word of a
    heading counts most: 2020年计划执行情况 is a review.
    """
    best: tuple[int, int, str] | None = None
    words = rules["parts"]
    for order, part in enumerate(("done", "arranged", "to-do", "other")):
        for pattern in words[part]:
            for match in re.finditer(pattern, title):
                found = (match.end(), -order, part)
                best = max(best, found) if best else found
    if best is None:
        return None
    return "arranged" if best[2] == "to-do" and is_mixed(title, rules) else cast(Part, best[2])


def is_mixed(title: str, rules: Mapping[str, Any]) -> bool:
    """Say whether a heading holds both aims and tasks: what stands under it and does not say is to be done."""
    return bool(re.search(rules["parts"]["mixed"], title))


def years(text: str) -> list[int]:
    """Return the years that a text prints, in figures or as 二〇二一年, in order.

    >>> years("2020年计划执行情况和二〇二一年计划草案")
    [2020, 2021]
    """
    return [int(year) for year in _YEAR.findall(figures(text))]


def figures(text: str) -> str:
    """Return a text with years written in Chinese characters as figures; its length is kept.

    >>> figures("二○二一年")
    '2021年'
    """
    return _WRITTEN.sub(lambda match: match[0].translate(_DIGITS), text)


def plan_year(title: str, front: Iterable[str], headings: Iterable[str], rules: Mapping[str, Any]) -> int | None:
    """Return the year that a report is for: from its title, its first lines or its headings; None where none says."""
    kinds = rules["kinds"]
    for text in (title, *front, *headings):
        plain = figures(text)
        found = [int(match["year"]) for pattern in rules["year"]["plan"] for match in re.finditer(pattern, plain)]
        if found:
            return max(found)
    if re.search(kinds["report"], title):
        # A report of government is dated at the opening of the congress of the year that it is for.
        for text in front:
            if re.search(rules["front"]["dated"], text) and (found := years(text)):
                return found[-1]
    return None


def documents(paragraphs: Iterable[str]) -> list[str]:
    """Return the titles 《…》 of reports and plans that paragraphs name: news begins with what it is about."""
    return [title for text in paragraphs for title in re.findall("《([^《》]{6,80}(?:报告|草案|计划）?))》", text)]


def plan_years(title: str, front: Iterable[str]) -> tuple[int, int] | None:
    """Return the first and last year of a plan of several years, from its title or first lines; None where none says.

    >>> plan_years("甲县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", [])
    (2021, 2025)
    """
    for text in (title, *front):
        plain = figures(text)
        if span := _SPAN.search(plain):
            return int(span[1]), int(span[2])
        if found := _FIVE.search(plain):
            first = five_years(found[1] or found[2])
            return first, first + 4
    return None


def five_years(number: str) -> int:
    """Return the first year of a five-year plan by its number in Chinese characters: 2021 of 十四."""
    return 1951 + 5 * int(chinese(number) or 0)


def bare_years(title: str) -> list[int]:
    """Return the years that a heading prints, also without 年.

    >>> bare_years("回望2024 成绩来之不易")
    [2024]
    """
    return years(title) + [int(year) for year in _BARE.findall(figures(title))]


def is_outline(title: str, rules: Mapping[str, Any]) -> bool:
    """Say whether a document is a plan of several years, by its title."""
    several = re.search(rules["kinds"]["outline"], title) or _SPAN.search(figures(title))
    return bool(several) and not re.search(r"报告(?:（[^）]*）)?$|解读|问答|答记者问", title)
