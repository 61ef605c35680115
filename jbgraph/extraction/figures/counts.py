"""What is counted stands behind its number: `新建7个街镇养老服务中心`, `28项指标圆满完成`."""

from __future__ import annotations

import re
from dataclasses import replace

from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.making import BEHIND, NOTHING, figure, goes_on, kept
from jbgraph.extraction.figures.naming import counted
from jbgraph.extraction.figures.numbers import Numeral
from jbgraph.extraction.figures.subjects import cleaned, ending

_SIZES = frozenset(("亩", "平方米", "平方公里", "公里", "公顷", "米", "吨", "千瓦", "兆瓦"))
_TO = re.compile(r"^(?:为|向|给|对|使|让|帮助|帮扶|组织|支持|助力|推动|带动|惠及)")
_FUNDS = re.compile(
    r"(?:资金|贷款|补助|投资|补贴|债券|基金|税收|补偿金|奖金|经费|专项债|信贷|授信|融资|费用|消费券|税费|债务|订单|资产|"
    r"存款|红利|奖励|贷|券|债|金|款|费|税)$"
)
_EXTENT = re.compile(r"(?:占地|面积|长|里程|规模)$")
_THING = re.compile(r"(?:的)?(?:项目|企业|工程|机构|基地|产业|平台|产品|中心|学校|区|县|市|村)")
_THERE = re.compile(r"在(?![校建岗册职园库外孵读线])")
_AMOUNT = re.compile(r"(?:收入|产值|增加值|投资|额|浓度|率|水平|标准)$")
_SKIP = re.compile(r"^(?:的)?(?:资金支持|用于|，|、|。|；)")
_LONG = 26


def before_noun(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read what is counted behind its number; None where the words before the number name it."""
    behind = BEHIND.match(sentence.text, one.end)
    words = behind.group() if behind else ""
    second = sentence.after(one)
    if second is not None and second.digits == one.end:
        return _of_two(sentence, one, second, stretch)
    if not words or one.form == "ratio" or _SKIP.match(words):
        return None
    rest = ending(stretch, sentence.words).rest
    found = sentence.words.ending.search(rest)
    verb, lead = found.group() if found else "", cleaned(rest, sentence.words)
    noun, said = thing(sentence, words, one)
    if one.bare.endswith("元") and not verb and not lead and not _FUNDS.search(noun):
        return NOTHING
    if not noun or not _counts(sentence, one, words, verb, lead, stretch):
        return None
    return _figure(sentence, one, stretch, _Words(noun, said, verb, lead, words), rest)


class _Words:
    """The words around a number: noun behind it, what is said of that, verb and other words before it."""

    def __init__(self, noun: str, said: str, verb: str, lead: str, behind: str) -> None:
        self.noun, self.said, self.verb, self.lead, self.behind = noun, said, verb, lead, behind


def _of_two(sentence: Sentence, one: Numeral, second: Numeral, stretch: str) -> Found | None:
    """Read the first of `1.2万户4.5万贫困人口`: both count the same."""
    if one.bare not in sentence.words.countings or ending(stretch, sentence.words).rest:
        return None
    made = before_noun(sentence, second, stretch)
    if made is None or not made.metric:
        return made
    name = re.sub(r"(?:人)?(?:数|面积)$", "", made.metric) + ("户数" if one.bare == "户" else "数")
    return replace(made, value=one.value, unit=one.unit, metric=name, end=one.end, at=one.start, measure="count")


def _counts(sentence: Sentence, one: Numeral, behind: str, verb: str, lead: str, stretch: str) -> bool:
    """Say whether the number counts what stands behind it, not what stands before."""
    words = sentence.words
    if _EXTENT.search(lead):
        return False
    if words.stops.match(behind) and not words.guard.match(behind) and (lead or not verb):
        return False
    if not lead or verb:
        return True
    if stretch.rstrip().endswith("等"):
        return True
    if words.keeping.match(behind):
        return False
    short = (one.bare in words.countings or one.bare in _SIZES) and len(lead) <= 12
    return short or stretch.rstrip().endswith("的") or _TO.match(lead) is not None


def _figure(sentence: Sentence, one: Numeral, stretch: str, around: _Words, rest: str) -> Found | None:
    noun = around.noun
    if noun.startswith("的"):
        noun = noun[1:]
        if one.bare != "%" and not around.verb:
            return None if re.search(r"投资$", around.lead or rest) else NOTHING
    if one.bare == "%":
        name = f"{noun}率" if len(noun) <= 4 else f"{noun}比例"
        return replace(figure(sentence, one, name, name, "before-noun", "share"), end=one.end + len(noun), at=one.start)
    verb = kept(around.verb)
    if around.lead and not around.verb and not stretch.rstrip().endswith(("等", "的")) and not _TO.match(around.lead):
        verb = around.lead
    if not verb and not rest and sentence.verb and goes_on(sentence, one):
        verb = sentence.verb
    name, base = _name(sentence, one, noun, around.said, verb)
    if not base and not around.said:
        return None
    sentence.verb = verb
    end = one.end + max(around.behind.find(noun), 0) + len(noun)
    return replace(figure(sentence, one, name, base, "before-noun"), end=end, at=one.start)


def _name(sentence: Sentence, one: Numeral, noun: str, said: str, verb: str) -> tuple[str, str]:
    """Return the name of the metric and its subject: `圆满完成的指标数`, `新建街镇养老服务中心数`."""
    words = sentence.words
    base = cleaned(f"{verb}{noun}", words)
    if not base and said:
        base = cleaned(noun + said, words)
        return (counted(base, one.bare, words) if base else ""), base
    whole = f"{said}的{noun}" if said and len(said) + len(noun) <= _LONG else base
    return counted(whole, one.bare, words), base


def thing(sentence: Sentence, words: str, one: Numeral) -> tuple[str, str]:
    """Return the noun that words behind a number begin with, and what they go on to say of it.

    Both are empty where the words speak of an amount that each has (`322个村集体经济收入均达到5万元`).
    """
    later = sentence.after(one)
    if later is not None and later.start < one.end + len(words):
        noun = re.sub(r"(?:以及|[及和与、，])$", "", words[: later.start - one.end])
        patterns = (sentence.words.turns, sentence.words.stops)
        cut = min((found.start() for pattern in patterns for found in pattern.finditer(noun, 2)), default=len(noun))
        said = ""
        alone = noun[cut : cut + 1]
    else:
        cut = _cut(sentence, words)
        noun = words if cut < len(words) else re.sub(r"(?:的)?(?:工作|建设工作)$", "", words)
        said = words[cut:] if not sentence.text.startswith("、", one.end + len(words)) else ""
        alone = said[:1]
    if alone in ("均", "都") and _AMOUNT.search(noun[:cut]):
        return "", ""
    return re.sub("(?<=.)[的等]$", "", noun[:cut]), said if len(said) <= 20 else ""


def _cut(sentence: Sentence, words: str) -> int:
    """Return where the noun ends and what is said of it begins."""
    found = (
        match.start()
        for match in sentence.words.stops.finditer(words)
        if match.start() >= 2 and len(words) - match.start() > 2 and not _THING.match(words, match.end())
    )
    cut = next(found, len(words))
    there = _THERE.search(words, 2)
    return min(cut, there.start()) if there else cut
