"""Several values for several metrics: 分别, 均, and lists of names that share their ending."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.lexicon import Lexicon
from jbgraph.extraction.figures.naming import counted, grown, measure_type
from jbgraph.extraction.figures.numbers import Numeral
from jbgraph.extraction.figures.subjects import cleaned, ending, ends_generic, grown_before, joined

_MOST = 40
"""Values that one list may have; no report prints more."""

_BETWEEN = re.compile(r"[、和与及，,]|以及|，和")
_RESPECTIVELY = re.compile(r"分别|依次")
_EACH = re.compile(r"(?<![人年平户日场地亩月机])(?:均|都)(?!衡|等|匀|价|市)|全部(?:达到|达|为|实现)|各$")
_AND = re.compile(
    r"、|以及|(?<![总饱])和(?!谐|平|睦|县)|(?<!参)与(?!会)|(?<![普涉危波顾推提触论])及(?!时|率|其|格|龄|以)"
)
_INDUSTRIES = re.compile(r"^第?一、二、三(?:次)?产业|^一、二、三(?:次)?产|^三次产业")
_WHOLE = re.compile(r"(?:数|率|额|(?<![需耗]氧)量|值|比|度|费)$")
_KINDS = frozenset(("产业", "企业", "项目", "机构", "人口"))
_SHARE = re.compile(r"^(?P<x>.*?)占(?P<whole>[^占]{0,24}?)(?:的)?(?P<noun>比重|比例|份额)?(?:的)?$")
_OF_PLAN = re.compile(r"^(?P<x>.*?)(?:完成|为)(?P<plan>[^，、完成为]{0,12}(?:计划|目标|任务|预算))的$")
_TOWN = re.compile(r"^城乡(?=居民)|^城镇(?:和|与|、)农村(?=居民|常住)")


def run(sentence: Sentence, first: int) -> list[Numeral]:
    """Return the numerals that stand in one list beginning at a place among the sentence's figures."""
    line = sentence.line
    listed = [line[first]]
    for one in line[first + 1 : first + _MOST]:
        if not _BETWEEN.fullmatch(sentence.text[listed[-1].end : one.start].strip()):
            break
        listed.append(one)
    return _same_unit(listed)


def _same_unit(listed: list[Numeral]) -> list[Numeral]:
    """Give each the unit that only the last one prints (`80.37、40.73、82.72万人`)."""
    last = next((one for one in reversed(listed) if one.unit), None)
    if last is None:
        return listed
    return [one if one.unit or one.form != "number" else replace(one, unit=last.unit, bare=last.bare) for one in listed]


def respectively(sentence: Sentence, listed: list[Numeral]) -> list[Found]:
    """Return the figures of a list that `分别` lays beside a list of names; none where their numbers differ."""
    stretch = sentence.stretch(listed[0].start)
    words = sentence.words
    plain = _RESPECTIVELY.sub("", stretch)
    end = ending(plain, words)
    rest, of_whole = end.rest, ""
    share = _SHARE.match(rest) if "占" in rest and listed[0].bare in ("%", "成", "") else None
    if share and (share["whole"] or share["noun"]):
        rest, of_whole = share["x"], f"占{share['whole'].removesuffix('总额')}{share['noun'] or '比重'}"
    elif plan := _OF_PLAN.match(plain.strip("，、 ")) if listed[0].bare == "%" else None:
        rest, of_whole = plan["x"], f"完成{plan['plan']}比例"
    if not cleaned(rest, words) and not sentence.group:
        rest = grown_before(sentence.before(listed[0].start), words)
    generic = ends_generic(cleaned(rest, words), words)
    if generic and len(sentence.group) == len(listed):
        rest = "、".join(joined(re.sub("^(?:新增|新建|新)", "", name), generic) for name in sentence.group)
    names = apart(rest, len(listed), words) if cleaned(rest, words) or "、" in rest else sentence.group[-len(listed) :]
    if len(names) != len(listed):
        return []
    outer = re.match(r"占(全国|全省|全市|全州|全区|全县)", of_whole)
    figures = []
    for name, one in zip(names, listed, strict=True):
        named, measure = (name + of_whole, "share") if of_whole else metric(name, one, end.change, end.base, words)
        measure = measure or ("count" if one.bare in words.countings else "level")
        start = max(sentence.taken, sentence.clauses.start(one.start))
        made = Found(
            start, one.end, named, name, "respectively", measure, one.unit, one.value, one.comparator, one.upper
        )
        figures.append(replace(made, within=outer[1] if outer else ""))
    return figures


def metric(name: str, one: Numeral, change: str, base: str, words: Lexicon) -> tuple[str, str]:
    """Return the metric of a name in a list and its type, empty where name and unit tell none."""
    if change:
        growth = one.bare in ("%", "倍", "成")
        return grown(name, change, one.bare, base, words), "growth" if growth else "increment"
    named = counted(name, one.bare, words)
    return named, measure_type(named, one.bare, "level")


def is_shared(stretch: str) -> bool:
    """Say whether a list of values is laid beside a list of names."""
    return _RESPECTIVELY.search(stretch) is not None


def follows_group(sentence: Sentence, stretch: str, listed: list[Numeral]) -> bool:
    """Say whether a list goes with the list of metrics before it: `分别达到甲元和乙元，增长8%和9%`."""
    if not sentence.found or len(sentence.group) != len(listed):
        return False
    if sentence.found[-1].rule != "respectively" and listed[0].bare != "%":
        return False
    return not cleaned(ending(stretch, sentence.words).rest, sentence.words)


def names_of(sentence: Sentence, stretch: str) -> list[str]:
    """Return the names that share one value (`A和B均达100%`), none where the words before it share nothing."""
    found = list(_EACH.finditer(stretch))
    if not found:
        return []
    rest = stretch[: found[-1].start()]
    own = cleaned(ending(rest, sentence.words).rest, sentence.words)
    generic = ends_generic(own, sentence.words)
    if generic:
        return [joined(name, generic) for name in sentence.group]
    return apart(rest, 0, sentence.words) if own else list(sentence.group)


def same_for_each(sentence: Sentence, one: Numeral, names: list[str], stretch: str) -> list[Found]:
    """Return a figure with the same value for each of some names."""
    words = sentence.words
    start = max(sentence.taken, sentence.clauses.start(one.start))
    end = ending(stretch, words)
    figures = []
    for name in names:
        named, measure = metric(name, one, end.change, end.base, words)
        measure = measure or ("count" if one.bare in words.countings else "level")
        figures.append(
            Found(start, one.end, named, name, "each", measure, one.unit, one.value, one.comparator, one.upper)
        )
    return figures


def apart(text: str, count: int, words: Lexicon) -> list[str]:
    """Return the names of a list, each with the ending that only the last one prints.

    :param count: how many are wanted, 0 for any number.

    >>> from jbgraph.extraction.figures.lexicon import lexicon
    >>> apart("城乡养老保险、工伤保险、医疗保险参保人数", 3, lexicon())
    ['城乡养老保险参保人数', '工伤保险参保人数', '医疗保险参保人数']
    """
    raw = re.sub(r"^[，、\s]+|[，、\s]+$", "", text)
    plain = cleaned(text, words).replace("的", "") or raw
    if count and raw.count("、") + 1 == count != plain.count("、") + 1:
        plain = raw
    plain = re.sub(r"[两二三四五六七八九]大(?:主导|支柱|重点|优势|特色|传统)?(?=产业|行业)", "", plain)
    match = _INDUSTRIES.match(plain)
    if match and count in (0, 3):
        tail = plain[match.end() :]
        return [f"第{place}产业{tail}" for place in "一二三"]
    if count == 2 and _TOWN.match(plain):
        rest = _TOWN.sub("", plain)
        return [f"城镇{rest}", f"农村{rest}"]
    parts = [part for part in _AND.split(plain) if part]
    if count and len(parts) != count:
        parts = [part for part in plain.split("、") if part]
    if not count and len(parts) == 1:
        return []
    if len(parts) < 2 or (count and len(parts) != count):
        return parts if len(parts) == count else []
    head = next((noun for noun in sorted(words.levels, key=len, reverse=True) if parts[0].endswith(noun)), "")
    head = parts[0].removesuffix(head) or parts[0]
    parts = [parts[0], *(joined(head, part) if ends_generic(part, words) else part for part in parts[1:])]
    names = [_completed(part, parts[-1], words) for part in parts[:-1]] + [parts[-1]]
    if re.fullmatch("第?[一二]产?业?", parts[0]):
        names = [name if name.startswith("第") else "第" + name for name in names]
    return names


def _completed(part: str, last: str, words: Lexicon) -> str:
    """Return a name of a list with the ending of the last name, where it has none of its own."""
    if re.fullmatch("第?[一二三]", part):
        return part + re.sub("^第?[一二三]", "", last)
    share = next((tail for tail in ("占比", "比重", "比例") if last.endswith(tail)), "")
    if share:
        return part if part.endswith(("率", "比", "比重", "比例")) else part + share
    if _WHOLE.search(part) or any(part.endswith(tail) for tail in words.tails if tail not in _KINDS):
        return part
    place = last.find(part[-2:], 0, len(last) - 2) if len(part) > 1 else -1
    if place >= 0:
        return part + last[place + 2 :]
    tail = next((tail for tail in words.tails if last.endswith(tail) and last != tail), "")
    return part if tail in _KINDS and part.endswith(tail) else part + tail


def parts_of(sentence: Sentence, one: Numeral, subject: str = "") -> list[Found]:
    """Return the figures of a ratio: the three industries as shares, two numbers as a ratio to one.

    :param subject: what the ratio is of; empty for what leads up to it.
    """
    stretch = sentence.stretch(one.start)
    subject = subject or cleaned(ending(stretch, sentence.words).rest, sentence.words) or sentence.base
    start = max(sentence.taken, sentence.clauses.start(one.start))
    industries = re.search(r"(?:三次|三大|一二三|一、二、三|三|3次)(?:产业|产)", subject)
    if len(one.parts) == 3 and (industries or "产业结构" in subject):
        if not Decimal(98) <= sum(one.parts) <= Decimal(102):
            return []
        return [
            Found(start, one.end, f"第{name}产业比重", subject, "ratio", "share", "%", part, one.comparator)
            for name, part in zip("一二三", one.parts, strict=True)
        ]
    if len(one.parts) == 2 and subject and one.parts[1] == 1:
        return [Found(start, one.end, subject, subject, "ratio", "ratio", "", one.parts[0], one.comparator)]
    return []
