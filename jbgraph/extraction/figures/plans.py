"""Values beside a plan, a target or another place: `为预算的105.3%`, `超过年度计划22.3亿元`, `高于全省1.2个百分点`."""

from __future__ import annotations

import re
from dataclasses import replace

from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.making import POINTS, figure, subject
from jbgraph.extraction.figures.naming import counted
from jbgraph.extraction.figures.numbers import Numeral

_PLAN = r"(?:[^，、占为]{0,14}?(?:计划|目标|任务|目标任务|预算|预算数|计划数|预期|预期目标|年度数))(?:数|总额|值)?"
_OF_PLAN = re.compile(
    rf"^(?P<x>.*?)(?:(?:为|完成|占|达到|达|是|超过|实现|完成了)(?P<plan>{_PLAN})的|(?:完成|占|为)(?P<part>{_PLAN})(?:的)?)$"
)
_BEYOND = re.compile(
    rf"^(?P<x>.*?)(?P<how>超过|超出|超|高于|多于|低于|少于|比|较|超额完成)(?P<plan>{_PLAN})"
    r"(?:多|高|增加|超|超出|低|少|快|提高)?$"
)
_OF_BEFORE = re.compile(
    r"^(?P<x>.*?)(?:为|是|相当于|达到|达|约为)"
    r"(?P<ref>(?:上年|去年|(?:19|20)\d\d年|[^，、]{0,6}(?:五年前|十年前|同期|期末|“?十[一二三四]五”?末))(?:同期|末|底)?)的$"
)
_COMPARED = re.compile(r"^(?P<x>.*?)(?P<how>高于|快于|低于|慢于|高出|优于|多于)(?P<ref>[^，、]{1,16}?)$")
_THAN = re.compile(
    r"^(?P<x>.*?)(?:(?<![占同环对])比(?![重例率])|较)(?P<ref>[^，、]{1,16}?)(?P<more>快|高|低|慢|高出|多|少|提高|下降)$"
)
_EARLIER = re.compile(r"上年|去年|同期|上月|上季|年初|20\d\d年|“十")
_LESS = {"低": "低于", "慢": "慢于", "少": "低于", "下降": "低于"}
_OVER = re.compile(r"(?:超过|超额|超出|超|高出|多|高|增加)(?:完成)?(?:了)?")
_OVER_BEHIND = re.compile(r"(?:超过|超额|超出|超|高出|多|高|增加|少|低)(?=\d|完成\d)")


def of_plan(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read `为预算的105.3%`, `完成年度任务的124%`, and against an earlier value `是2002年的2.6倍`."""
    bare = stretch.strip("，、 ")
    if one.bare == "%" and (match := _OF_PLAN.match(bare)):
        plan = re.sub(r"^(?:全部|本|了)|数$", "", match["plan"] or match["part"])
        own, _ = subject(sentence, match["x"])
        return figure(sentence, one, own and f"{own}完成{plan}比例", own, "of-plan", "share")
    if one.bare in ("%", "倍") and (match := _OF_BEFORE.match(bare)):
        own, _ = subject(sentence, match["x"])
        return figure(sentence, one, own and f"{own}与{match['ref']}之比", own, "of-plan", "ratio")
    return None


def beyond_plan(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read `超过年度计划22.3亿元`, and both values of `比“十五”计划目标3000亿元超过1070亿元`."""
    bare = stretch.strip("，、 ")
    last = sentence.found[-1] if sentence.found else None
    more = "额" if one.bare.endswith("元") else ""
    if last is not None and last.kind and _OVER.fullmatch(sentence.text[sentence.taken : one.digits]):
        equal = replace(one, comparator="equal")
        return figure(sentence, equal, f"{sentence.base}超计划{more}", sentence.base, "beyond-plan", "increment")
    match = _BEYOND.match(bare)
    if match is None:
        return None
    own, _ = subject(sentence, match["x"])
    if _OVER_BEHIND.match(sentence.text, one.end):
        sentence.verb = ""
        made = figure(sentence, one, own and counted(own, one.bare, sentence.words), own, "level")
        return replace(made, kind="target")
    how = "低于" if match["how"] in ("低于", "少于") else "超"
    return figure(sentence, one, own and f"{own}{how}{match['plan']}{more}", own, "beyond-plan", "increment")


def compared(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read `高于全省平均水平2.1个百分点` and `比全国高1.5个百分点`."""
    if one.bare not in POINTS:
        return None
    bare = stretch.strip("，、 ")
    match = _COMPARED.match(bare)
    if match is not None:
        how = match["how"]
    else:
        match = _THAN.match(bare)
        if match is None or _EARLIER.search(match["ref"]):
            return None
        how = _LESS.get(match["more"], "高于")
    own, inherited = subject(sentence, match["x"])
    if inherited and sentence.found and sentence.found[-1].measure == "growth":
        own = sentence.found[-1].metric
    return figure(sentence, one, own and f"{own}{how}{match['ref']}", "" if inherited else own, "change", "increment")
