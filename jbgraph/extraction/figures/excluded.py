"""Why a numeral is no figure: dates, codes, ordinals, sizes of the things counted, numbers of the names before them."""

from __future__ import annotations

import re
from dataclasses import replace

from jbgraph.extraction.figures.lexicon import Lexicon
from jbgraph.extraction.figures.numbers import Numeral

_QUOTED = re.compile(r"“[^“”]{1,25}”|《[^《》]{1,60}》|‘[^‘’]{1,25}’|﹃[^﹃﹄]{1,25}﹄|「[^「」]{1,25}」")
_SIZED = re.compile(
    r"(?:的)?[^，。；、\d]{0,8}?(?:项目|企业|楼宇|产业|园区|集群|商圈|品牌|产品|客户|村|镇|街道|乡镇)(?:达到|达|有|突破|超|近|数|总数|数量|增至){0,2}(?:\d|[一二三四五六七八九十]+[个家])"
    r"|的(?:有|达|达到)?\d|或(?:\d|[一二三四五六七八九十])"
)
_INVESTED = re.compile(r"(?:总投资|计划投资|完成投资|投入|投资额)$")
_RISES = re.compile(r"[^，。；、\d]{1,6}(?:到|至|为)(?:20\d\d年的)?\d")
_END = re.compile(r"[，。；、：（）！？,;!?)(\s]|和|及|与|或|调整|提高|增|下降|降")
_JOINT = re.compile(r"、|和|以及|与(?!会)|(?<=”)(?=“)")
_COMMA = re.compile("、")
_THINGS = frozenset(("个", "项", "家", "大", "条", "所", "座", "处", "件"))
_SIZES = frozenset(("元", "美元", "平方米", "亩", "吨", "千瓦", "公里", "平方公里", "人民币", "兆瓦", "吨标准煤"))
_NO_SIZES = frozenset(("%", "个百分点", "百分点", "‰", "成", "倍", ""))
_FEWEST, _MOST = 2, 40


def marked(found: list[Numeral], text: str, words: Lexicon) -> list[Numeral]:
    """Return the numerals of a sentence, those that are no figures with the name of the rule that says so."""
    if not found:
        return found
    reasons: dict[int, str] = {}
    for name, pattern in (*words.exclusions, ("quoted", _QUOTED)):
        for match in pattern.finditer(text):
            for place in range(*match.span()):
                reasons.setdefault(place, name)
    result = []
    for one in found:
        reason = reasons.get(one.digits, "")
        if reason == "duration" and one.bare:
            reason = ""
        result.append(replace(one, excluded=reason or _odd(one, text) or ("set" if _counts_names(one, text) else "")))
    return result


def _odd(one: Numeral, text: str) -> str:
    """Say why a numeral that no list excludes is no figure all the same."""
    behind = text[one.end : one.end + 1]
    if one.form in ("ratio", "fraction") or (one.unit and one.bare):
        return "threshold" if _limit(one, text) else ""
    if one.unit:  # 万, 亿 and no unit: 5.2万贫困人口 is a figure
        return ""
    if one.form == "number" and _RISES.match(text, one.end):
        return ""
    return "code" if behind and not _END.match(behind) else ""


def _limit(one: Numeral, text: str) -> bool:
    """Say whether a numeral only says how big the things are that are counted: 5000万元以上项目12个."""
    rest = text[one.end : one.end + 24]
    if one.bare in _NO_SIZES or one.form != "number" or not rest or not "\u4e00" <= rest[0] <= "\u9fff":
        return False
    bounded = one.comparator in ("at-least", "at-most") and text[one.end - 1] in "上下内"
    if one.bare not in _SIZES:
        return bounded and rest.startswith("的")
    invested = _INVESTED.search(text, max(0, one.start - 4), one.start)
    return bounded or rest.startswith("级") or (_SIZED.match(rest) is not None and not invested)


def _counts_names(one: Numeral, text: str) -> bool:
    """Say whether a number only counts the names before it: `甲、乙、丙等3个项目`, `甲和乙2个项目`."""
    if one.bare not in _THINGS or one.unit != one.bare or one.form != "number" or one.comparator != "equal":
        return False
    if not _FEWEST <= one.value <= _MOST or not text[one.end : one.end + 1].strip("，。；、 "):
        return False
    low = max(text.rfind(sign, 0, one.start) for sign in "，。；：,;:") + 1
    listed = text[low : one.start]
    sample = listed.endswith("等")
    if not sample and (not re.search(r"[、和与及]", listed) or re.search(r"\d", _QUOTED.sub("", listed)[-30:])):
        return False
    names = listed.removesuffix("等")
    sizes = {
        len([part for part in pattern.split(names) if part]) for pattern in ((_COMMA, _JOINT) if sample else (_JOINT,))
    }
    return int(one.value) in sizes
