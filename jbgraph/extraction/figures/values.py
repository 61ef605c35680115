"""One number, one metric: the rules in the order in which they are asked, and those for changes and shares."""

from __future__ import annotations

import re

from jbgraph.extraction.figures.counts import before_noun
from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.levels import level, of_project
from jbgraph.extraction.figures.making import BEHIND, HUNDREDTHS, NOTHING, POINTS, figure, subject
from jbgraph.extraction.figures.naming import grown
from jbgraph.extraction.figures.numbers import Numeral
from jbgraph.extraction.figures.plans import beyond_plan, compared, of_plan
from jbgraph.extraction.figures.subjects import Ending, ending

_SHARE = re.compile(
    r"^(?P<x>.*?)(?<!侵)占(?!地(?!区|方)|用|道|有|领|补|比(?!重))(?P<whole>[^占]{0,24}?)(?:的)?(?P<noun>比重|比例|份额|比率|百分比)?(?:的)?$"
)
_PART_OF = re.compile(
    r"^[，、\s]*(?P<x>)(?:达到|达|为|相当于|约为)(?P<whole>全[国省市][^，、占]{0,8}?(?:总量|总数|总额|一半)?)(?P<noun>)(?:的)?$"
)
_OUTER = re.compile(r"^(?:全国|全省|全市|全州|全区|全县|中心城区|都市区|主城区|西部|世界|全球|长三角|同期全[国省市])")
_GROWTH_BEHIND = re.compile(r"(?:的)?(?:年均|平均)?(?:速度|增速|幅度)?(?P<verb>增长|递增|下降|递减)(?![到至为])|的增速")
_ABOVE = re.compile("高于|低于|快于|慢于|超过")
_PULLED = re.compile(r"(?:拉动|带动)[^，。；]{2,12}$")


def value(sentence: Sentence, one: Numeral) -> Found | None:
    """Return the figure of a numeral, None where no subject can be told for it."""
    stretch = sentence.stretch(one.start)
    for rule in (of_plan, beyond_plan, compared, _share, _changed, of_project, before_noun, level):
        made = rule(sentence, one, stretch)
        if made is not None:
            return made if made.metric else None
    return None


def _share(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read `占GDP比重达3%`, `占全市的40%`, `达到全省总量的1/6`."""
    if one.bare not in ("%", "成") and one.form != "fraction":
        return None
    end = ending(stretch, sentence.words)
    match = (_SHARE.match(end.rest) if "占" in end.rest else None) or _PART_OF.match(stretch)
    if end.change or match is None or not (match["whole"] or match["noun"]):
        return None
    own, _ = subject(sentence, match["x"])
    whole = match["whole"].removesuffix("的").removesuffix("总额").removesuffix("总数") or match["whole"]
    outer = _OUTER.match(whole)
    name = f"{own}占{whole}{match['noun'] or '比重'}" if own else ""
    return figure(sentence, one, name, own, "share", "share", within=outer.group() if outer else "")


def _changed(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read `比上年增长12.3%`, `提高0.5个百分点`, `净增9亿元`, `年均14.6%增长`."""
    end = ending(stretch, sentence.words)
    behind = BEHIND.match(sentence.text, one.end)
    words = behind.group() if behind else ""
    if not end.change and one.bare == "%" and (verb := _GROWTH_BEHIND.match(words)):
        if _ABOVE.search(end.rest):
            return NOTHING
        end = ending(f"{re.sub('^以|以$', '', stretch)}{verb['verb'] or '增长'}", sentence.words)
    if not end.change or (one.bare and one.bare not in HUNDREDTHS | POINTS and words):
        return None  # 增加3个项目: the thing counted stands behind the number
    own = _growing(sentence, one, end)
    if own and one.bare in POINTS and (pulled := _PULLED.search(end.rest)):
        return figure(sentence, one, pulled.group() + end.change, "", "change", "increment")
    if not own:
        return NOTHING
    name = grown(own, end.change, one.bare, end.base, sentence.words)
    growth = one.bare in HUNDREDTHS
    return figure(sentence, one, name, own, "growth" if growth else "change", "growth" if growth else "increment")


def _growing(sentence: Sentence, one: Numeral, end: Ending) -> str:
    """Return what grows or shrinks; a change in points is that of the percentage printed before it."""
    share = _SHARE.match(end.rest)
    if share and share["noun"]:
        of, _ = subject(sentence, share["x"])
        return f"{of}占{share['whole']}{share['noun']}" if of else ""
    own, inherited = subject(sentence, end.rest, one.start)
    last = sentence.found[-1] if sentence.found else None
    if own and inherited and one.bare in POINTS and last is not None and last.unit == "%":
        return last.metric
    return own
