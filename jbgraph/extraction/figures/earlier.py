"""An earlier value and the later one: `城镇化率由45%提高到52%`."""

from __future__ import annotations

import re
from dataclasses import replace

from jbgraph.extraction.figures import shared
from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.naming import counted, measure_type
from jbgraph.extraction.figures.numbers import Numeral
from jbgraph.extraction.figures.subjects import cleaned, ending

_APART = 24
"""Characters that may stand between the two values."""

_RISEN = re.compile(
    r"^(?:年|底|末|的|，|、|初)*(?:[^，。；\d]{0,4})?"
    r"(?:提高|增加|提升|上升|增长|下降|降低|减少|缩小|扩大|降|升|增|调整|优化|发展|压减|压缩|缩短|变化|演进|拓展|回升|攀升|扩展|跃升)(?:到|至|为)"
)
_FROM = re.compile(r"(?:由|从)(?P<when>[^，。；、由从]{0,14}?)(?:的)?$")
_YEAR = re.compile(r"(?:20|19)\d\d年?")


def from_to(sentence: Sentence, line: list[Numeral], place: int, stretch: str) -> int:
    """Read an earlier value and the one after it, and return how many numerals were read: 0 where none is earlier.

    Only the earlier one is read where words stand for the later one (`由9.8%下降到零`).
    """
    match = _FROM.search(stretch)
    if match is None:
        return 0
    first = line[place]
    second = line[place + 1] if place + 1 < len(line) else None
    if second is not None and second.start - first.end > _APART:
        second = None
    between = sentence.text[first.end : second.start if second else first.end + _APART]
    subject = cleaned(ending(stretch[: match.start()], sentence.words).rest, sentence.words) or sentence.base
    if not subject or not _RISEN.search(_YEAR.sub("", between)):
        return 0
    if first.form == "ratio":
        return _ratios(sentence, first, second, subject)
    if second is not None and not first.unit:
        first = replace(first, unit=second.unit, bare=second.bare)
    start = max(sentence.taken, sentence.clauses.start(first.start))
    figures = [_value(sentence, first, subject, start, was=True)]
    if second is not None:
        figures.append(_value(sentence, second, subject, first.start, was=False))
    read = [one for one in (first, second) if one is not None]
    sentence.take(figures, read, read[-1].end)
    return len(read)


def _value(sentence: Sentence, one: Numeral, subject: str, start: int, *, was: bool) -> Found:
    metric = counted(subject, one.bare, sentence.words)
    measure = measure_type(metric, one.bare, "level")
    if not measure:
        measure = "count" if one.bare in sentence.words.countings else "level"
    return Found(
        start, one.end, metric, subject, "from-to", measure, one.unit, one.value, one.comparator, one.upper, was=was
    )


def _ratios(sentence: Sentence, first: Numeral, second: Numeral | None, subject: str) -> int:
    """Read `由15:50:35调整为12:48:40`."""
    if second is None or second.form != "ratio":
        return 0
    sentence.base = subject
    old = [replace(one, was=True, rule="from-to") for one in shared.parts_of(sentence, first, subject)]
    sentence.taken = first.end
    new = [replace(one, start=first.end) for one in shared.parts_of(sentence, second, subject)]
    sentence.take([*old, *new], [first, second], second.end)
    return 2
