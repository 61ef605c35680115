"""What the rules for one number have in common: making the figure, and finding its subject."""

from __future__ import annotations

import re

from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.naming import measure_type
from jbgraph.extraction.figures.numbers import Numeral
from jbgraph.extraction.figures.subjects import cleaned, ending, ends_generic, grown_before, joined

POINTS = frozenset(("个百分点", "百分点", "个千分点", "个点"))
HUNDREDTHS = frozenset(("%", "倍", "成", "‰"))
NOTHING = Found(0, 0, "", "", "", "", "", None, "")
"""What a rule gives that sees what a number is and knows that no metric can be told: no other rule is asked."""

BEHIND = re.compile(r"[^，。；、！？,;（()）\s]*")
"""The words behind a number, up to the next sign."""

_AMOUNTS = frozenset(("总量", "数量", "比重", "占比", "比例"))
_LIGHT = frozenset(("推进", "推动", "完成", "实现", "支持", "促进", "提升", "发展", "统筹"))


def figure(
    sentence: Sentence, one: Numeral, metric: str, base: str, rule: str, measure: str = "", *, within: str = ""
) -> Found:
    """Return the figure of a numeral; its type goes by name and unit where none is given."""
    kind = measure or measure_type(metric, one.bare, rule)
    if not kind:
        kind = "count" if one.bare in sentence.words.countings or not one.bare else "level"
    start = max(sentence.taken, sentence.clauses.start(one.start))
    return Found(
        start, one.end, metric, base, rule, kind, one.unit, one.value, one.comparator, one.upper, within=within
    )


def subject(sentence: Sentence, rest: str, place: int = 0) -> tuple[str, bool]:
    """Return the subject of a clause, from its own words or from those before, and whether it is inherited.

    :param place: a place in the clause, to look at the clause before it too (`城镇化率稳步提升，达到65%`).
    """
    own = cleaned(ending(rest, sentence.words).rest, sentence.words)
    if not own:
        grown = grown_before(sentence.before(place), sentence.words) if place else ""
        return (grown, False) if grown else (sentence.base, True)
    generic = ends_generic(own, sentence.words)
    if generic and sentence.topic:
        return joined(sentence.topic, generic), False
    return ("" if generic in sentence.words.growths or generic in _AMOUNTS else own), False


def goes_on(sentence: Sentence, one: Numeral) -> bool:
    """Say whether a list goes on: only 、 or 和 stands between the figure before and this number."""
    between = sentence.text[sentence.taken : one.start]
    return bool(sentence.taken) and re.fullmatch(r"[、和与及]|以及|并", between) is not None


def kept(verb: str) -> str:
    """Return a verb as it stands in a name, empty for those that say no more than that something was done."""
    plain = re.sub(r"(?:了|各类|各级各类|一批)$", "", verb)
    return "" if plain in _LIGHT else plain
