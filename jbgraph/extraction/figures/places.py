"""Places in a sentence that are read as a value though no numeral with a unit stands there, and what they measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jbgraph.extraction.figures.found import Sentence
from jbgraph.extraction.figures.shared import apart, names_of
from jbgraph.extraction.figures.subjects import cleaned, ending, ends_generic, joined, says_nothing

_THAN = re.compile(r"(?<![占同环可对评])(?:较|比|在)(?![重例率])[^，]{2,10}?(?:基础上|的)?(?:实现|再|将)?$")
_YEARS = re.compile(r"(?:连续|蝉联)?(?:[两三四五六七八九十]|\d{1,2})年(?:来)?(?:保持|位居|稳居)?$")
_POSITION = re.compile(r"(?:较|比)[^，]{2,8}$|(?:位次|排名|排位)$")
_AMOUNT = re.compile("(?:值|入|额|量|数|资|模|费|税)$")


@dataclass(frozen=True)
class Place:
    """Something in a sentence that is read as a value.

    :ivar start, end: where it stands.
    :ivar rule: rank, words, zero or none.
    :ivar value: the rank, None for words.
    :ivar words: the words that stand for a value.
    :ivar scope: what a rank is taken in.
    :ivar suffix: what the name of the metric ends with.
    :ivar measure: type of the metric, where the rule tells it.
    """

    start: int
    end: int
    rule: str
    value: Decimal | None = None
    comparator: str = "magnitude"
    words: str = ""
    scope: str = ""
    suffix: str = ""
    measure: str = ""


def measured(sentence: Sentence, one: Place, *, inherits: bool) -> list[str]:
    """Return the names of what a place measures; none where neither its clause nor what stands before tells.

    :param inherits: whether it may go on about the figure before it.
    """
    words = sentence.words
    stretch = sentence.stretch(one.start)
    shared = names_of(sentence, stretch) if one.rule == "rank" or not one.suffix else []
    if shared:
        return shared
    plain = _THAN.sub("", stretch)
    if one.suffix == "覆盖":
        plain = re.sub("(?:基本)?实现", "", plain)
    rest = ending(_POSITION.sub("", _YEARS.sub("", ending(plain, words).rest)), words).rest
    own = cleaned(rest, words)
    if own:
        return _named(sentence, own, several=one.words.startswith(("翻", "倍", "双")))
    last = sentence.found[-1] if sentence.found else None
    if last is None or not inherits or not says_nothing(rest, words):
        return []
    name = last.metric if last.measure == "growth" and one.rule == "rank" else sentence.base
    return [name] if name else []


def _named(sentence: Sentence, own: str, *, several: bool) -> list[str]:
    """Return the names that the clause of a place gives: `上市企业数量、市值`, `总量`, `生产总值和人均收入`."""
    words = sentence.words
    generic = ends_generic(own, words)
    if generic:
        topic = sentence.base if generic in words.growths else sentence.topic
        return [joined(topic, generic)] if topic else []
    first, _, second = own.partition("、")
    if ends_generic(second, words):
        noun = next((noun for noun in sorted(words.levels, key=len, reverse=True) if first.endswith(noun)), "")
        if noun and first != noun:
            return [first, first.removesuffix(noun) + second]
    names = apart(own, 0, words) if several else []
    return names if len(names) > 1 and all(_AMOUNT.search(name) for name in names) else [own]
