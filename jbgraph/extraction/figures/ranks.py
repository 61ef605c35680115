"""Places in an order: `居中心城区第一位`, `全市第四`, `进入全市前三`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.lexicon import CHINESE, Lexicon
from jbgraph.extraction.figures.naming import measure_type
from jbgraph.extraction.figures.places import Place, measured
from jbgraph.numerals import chinese

_AFTER = r"(?=[，。；、：）)！!\s]|$|的?[，。]|并|和|且)"
_LAST = 500
"""No report counts further in an order; 第1000号 is a name."""


@lru_cache(maxsize=16)
def _pattern(words: Lexicon) -> re.Pattern[str]:
    number = rf"\d{{1,3}}|{CHINESE}"
    free = r"[^，。；、\d第前首榜]{1,10}?"

    def place(key: int) -> str:
        return (
            rf"(?:第(?P<number{key}>{number})(?:位|名|位次)?|(?P<first{key}>首位|榜首)"
            rf"|前(?P<top{key}>{number})(?:位|名|强|列)?)"
        )

    verb = rf"(?:{words.ranks})(?:了|于|在|至|到|为)?"
    return re.compile(
        rf"{verb}(?P<scope>{words.scopes}|{free})?(?:的)?{place(1)}{_AFTER}"
        rf"|(?P<only>{words.scopes})(?:的)?(?:排名|排位|排|位居|位列|居|列)?{place(2)}{_AFTER}"
    )


def ranks(text: str, words: Lexicon) -> list[Place]:
    """Return the ranks of a sentence in order."""
    if not any(sign in text for sign in ("第", "首位", "榜首", "前")):
        return []
    return [place for match in _pattern(words).finditer(text) if (place := _rank(match))]


def _rank(match: re.Match[str]) -> Place | None:
    group = match.groupdict()
    number, top = group["number1"] or group["number2"], group["top1"] or group["top2"]
    scope = (group["scope"] or group["only"] or "").strip("的")
    text = number or top or "一"
    value = int(text) if text.isascii() else chinese(text)
    if not value or value > _LAST or value != int(value):
        return None
    if number and value != 1 and not scope and not re.search("位|名", match.group()):
        return None
    return Place(*match.span(), "rank", Decimal(int(value)), "at-most" if top else "rank", scope=scope)


def ranked(sentence: Sentence, one: Place) -> list[Found]:
    """Return the figures of a rank: one for each metric that shares it."""
    words = sentence.words
    start = max(sentence.taken, sentence.clauses.start(one.start))
    figures = []
    for name in measured(sentence, one, inherits=True):
        known = next((found.measure for found in reversed(sentence.found) if found.metric == name), "")
        growth = words.rates.search(name) is not None
        measure = known or ("growth" if growth else measure_type(name, "", "level") or "level")
        base = words.rates.sub("", name)
        figures.append(
            Found(start, one.end, name, base, "rank", measure, "名", one.value, one.comparator, within=one.scope)
        )
    return figures
