"""Figures of one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jbgraph.extraction.figures import shared
from jbgraph.extraction.figures.clauses import Clauses
from jbgraph.extraction.figures.earlier import from_to
from jbgraph.extraction.figures.excluded import marked
from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.kinds import Kind, kind, strength
from jbgraph.extraction.figures.lexicon import Lexicon, lexicon
from jbgraph.extraction.figures.numbers import Numeral, scan
from jbgraph.extraction.figures.periods import Period, governing
from jbgraph.extraction.figures.places import Place
from jbgraph.extraction.figures.ranks import ranked, ranks
from jbgraph.extraction.figures.said import in_words, words_for_values
from jbgraph.extraction.figures.setting import Setting
from jbgraph.extraction.figures.values import value
from jbgraph.extraction.findings import Basis, Figure, Part, Span
from jbgraph.extraction.parts import figures as in_figures
from jbgraph.reading.runs import Run

_QUOTE = 20
_LONGEST = 2000
_WIDTHS = {
    **{ord("０") + digit: ord("0") + digit for digit in range(10)},
    **{ord(wide): ord(even) for wide, even in zip("．％／∶︰;()", ".%/::；（）", strict=True)},
}
_HALF = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),")
_PURE = re.compile(r"(?:指数|系数|比)(?:为|达到|达|是)?$")
_MAYBE = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿][一二两三四五六七八九十百千万亿余多家户人名所个]|[元亩吨成倍番]|分之|全覆盖|前列|位数|增长|由负转正|“零”|率先|事故|事件|案件|亿级|亿元级|第|首位|榜首|倍增|领先水平|前[三五十]"
)


@dataclass(frozen=True)
class Reading:
    """What was read in one sentence.

    :ivar figures: in reading order.
    :ivar excluded: numerals that are no figures, with the name of the rule that says so.
    :ivar open: numerals that no rule accounts for.
    """

    figures: list[Figure]
    excluded: list[tuple[Span, str]]
    open: list[Span]


def read(
    run: Run,
    *,
    part: Part,
    year: int | None,
    plan_year: int | None = None,
    passage: int = 1,
    published: str | None = None,
    words: Lexicon | None = None,
) -> Reading:
    """Return the figures of a sentence.

    :param part: the part of the document it stands in: what was done is actual, what is to be done a target.
    :param year: the year that its section speaks of.
    :param plan_year: the year of the plan, for `今后五年`.
    :param published: the whole published text, for quotes; None to quote the run itself.
    :param words: the words to read by, None for those that are shipped.
    """
    return read_in(run, Setting(part, year, plan_year), passage=passage, published=published, words=words)


def read_in(
    run: Run, setting: Setting, *, passage: int = 1, published: str | None = None, words: Lexicon | None = None
) -> Reading:
    """Return the figures of a sentence that stands in a document; see `read`."""
    words = words or lexicon()
    whole = Reading([], [], [])
    for low, high in _pieces(run.text):
        piece = _piece(run[low:high], setting, passage, published, words)
        whole.figures.extend(piece.figures)
        whole.excluded.extend(piece.excluded)
        whole.open.extend(piece.open)
    return whole


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return the parts that a text is read in: all of it, unless it is longer than any sentence."""
    if len(text) <= _LONGEST:
        return [(0, len(text))]
    parts, low = [], 0
    while low < len(text):
        high = min(low + _LONGEST, len(text))
        if high < len(text):
            high = max((text.rfind(sign, low, high) + 1 for sign in "。；，"), default=0) or high
        parts.append((low, high))
        low = high
    return parts


def _piece(run: Run, setting: Setting, passage: int, published: str | None, words: Lexicon) -> Reading:
    text = _even(run.text)
    if not _MAYBE.search(text):
        return Reading([], [], [])
    numerals = marked(scan(text, words), text, words)
    spots = ranks(text, words)
    spots += words_for_values(text, words, spots)
    if not numerals and not spots:
        return Reading([], [], [])
    sentence = Sentence(text, words, numerals, Clauses(text, numerals))
    _fill(sentence, spots)
    printed = setting.periods(text)
    figures, undated = [], []
    for one in sentence.found:
        try:
            figures.append(_finished(one, sentence, printed, run, setting, passage, published))
        except LookupError:
            undated.append(_span(run, *_quoted(text, one), passage, published))
    covered = {place for one in spots for place in range(one.start, one.end)}
    excluded = [(_span(run, one.digits, one.end, passage, published), one.excluded) for one in numerals if one.excluded]
    rest = [
        _span(run, one.digits, one.end, passage, published)
        for one in numerals
        if not one.excluded and one.digits not in sentence.used and one.digits not in covered
    ]
    return Reading(figures, excluded, [*undated, *rest])


def _even(text: str) -> str:
    """Return a text with punctuation and digits of one width, as long as before."""
    return _HALF.sub("，", in_figures(text).translate(_WIDTHS))


def _fill(sentence: Sentence, spots: list[Place]) -> None:
    """Find the figures of a sentence, from left to right."""
    covered = {place for spot in spots for place in range(spot.start, spot.end)}
    line = [one for one in sentence.numerals if not one.excluded and one.digits not in covered]
    sentence.line = line
    order: list[tuple[int, int | Place]] = [(one.start, place) for place, one in enumerate(line)]
    order += [(spot.start, spot) for spot in spots]
    done = 0
    for start, item in sorted(order, key=lambda pair: pair[0]):
        if sentence.clauses.sentence(start) > sentence.taken and sentence.taken:
            _forget(sentence)
        if isinstance(item, Place):
            read_place = ranked if item.rule == "rank" else in_words
            sentence.take(read_place(sentence, item), [], item.end)
        elif item >= done:
            done = item + _numeral(sentence, line, item)


def _forget(sentence: Sentence) -> None:
    """Begin a sentence anew behind 。 or ；: nothing before it is its subject."""
    sentence.verb, sentence.group, sentence.base, sentence.topic = "", [], "", ""


def _numeral(sentence: Sentence, line: list[Numeral], place: int) -> int:
    """Read a numeral with those that stand in one list with it, and return how many were read."""
    one = line[place]
    stretch = sentence.stretch(one.start)
    if count := from_to(sentence, line, place, stretch):
        return count
    listed = shared.run(sentence, place)
    if len(listed) > 1 and (count := _list(sentence, listed, stretch)):
        return count
    figures = _figures(sentence, one, stretch, alone=len(listed) == 1)
    sentence.take(figures, [one] if figures else [], max([one.end, *(figure.end for figure in figures)]))
    return 1


def _list(sentence: Sentence, listed: list[Numeral], stretch: str) -> int:
    """Read a list of values laid beside a list of names; 0 where each value has a name of its own."""
    beside = shared.is_shared(stretch) or shared.follows_group(sentence, stretch, listed)
    alike = len({one.unit for one in listed}) == 1 and re.search("、|和|与|及", stretch)
    if not beside and not alike:
        return 0
    figures = shared.respectively(sentence, listed)
    if not figures and not beside:
        return 0
    sentence.take(figures, listed if figures else [], listed[-1].end)
    if figures:
        sentence.group = [figure.base for figure in figures]
    return len(listed)


def _figures(sentence: Sentence, one: Numeral, stretch: str, *, alone: bool) -> list[Found]:
    """Return the figures of a single numeral: one, or several where metrics share it."""
    if one.form == "ratio":
        return shared.parts_of(sentence, one)
    if shared.is_shared(stretch) or (not one.unit and not alone and not _PURE.search(stretch)):
        return []
    names = shared.names_of(sentence, stretch)
    if len(names) > 1:
        sentence.group = names
        return shared.same_for_each(sentence, one, names, stretch)
    figure = value(sentence, one)
    if figure is None:
        return []
    if figure.rule in ("level", "count", "before-noun"):
        listed = sentence.found and re.match(r"[、，和及与]", sentence.text[sentence.taken : one.start])
        sentence.group = [*(sentence.group if listed else []), figure.base]
    return [figure]


def _finished(
    one: Found, sentence: Sentence, printed: list[Period], run: Run, setting: Setting, passage: int,
    published: str | None,
) -> Figure:  # fmt: skip
    """Return a figure with its period and kind.

    :raises LookupError: if it is a mean of several years and nothing tells of which.
    """
    text, part, year = sentence.text, setting.part, setting.year
    clause = text[sentence.clauses.start(max(one.start, one.end - 1)) : one.end]
    low = sentence.clauses.sentence(one.start)
    period = governing(printed, one.end, sentence.clauses.start(max(one.start, one.end - 1))) or setting.lead
    if one.was:
        period = next((when for when in reversed(printed) if one.start <= when.start and when.end <= one.end), None)
    made: Kind = (
        "baseline" if one.was else "target" if one.kind else kind(text[low : one.end], clause, part, period, year)
    )
    if period is not None and period.year is not None and one.was is False and part == "done" and made == "target":
        made = "target"
    period = setting.of(one, clause, period, made, printed)
    return Figure(
        span=_span(run, *_quoted(text, one), passage, published),
        basis=Basis(f"figures/{one.rule}", sentence.words.confidence(one.rule)),
        metric=one.metric,
        kind=made,
        comparator=one.comparator,
        value=one.value,
        unit=one.unit,
        upper=one.upper,
        words=one.words,
        measure_type=one.measure,
        period_text=period.text if period else "",
        year=period.year if period and period.year else year,
        months=period.months if period else None,
        until=period.until if period else None,
        strength=strength(text[low : one.end], clause, sentence.words, made),
        within=one.within,
        about=one.about,
    )


def _quoted(text: str, one: Found) -> tuple[int, int]:
    """Return where the quote of a figure stands: its clause, or as much of it as 20 characters hold."""
    start = one.start
    while start < one.end and text[start] in "，、。；：:,; 和及与（(":
        start += 1
    if one.at >= 0 and one.end - start > _QUOTE:
        start = min(one.at, max(start, one.end - _QUOTE))
        return start, min(one.end, start + _QUOTE)
    return max(start, one.end - _QUOTE), one.end


def _span(run: Run, low: int, high: int, passage: int, published: str | None) -> Span:
    start, end = run.span(low, max(high, low + 1))
    source = published[start:end] if published is not None else run.text[low:high]
    quote = "".join(source.split())
    while len(quote) > _QUOTE and low < high - 1:
        low += 1
        start, end = run.span(low, high)
        source = published[start:end] if published is not None else run.text[low:high]
        quote = "".join(source.split())
    return Span(passage, start, end, quote[-_QUOTE:])
