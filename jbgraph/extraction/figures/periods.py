"""Periods that a sentence prints, and the one that each figure is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_QUARTERS = {"一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12)}
_DASH = r"[-—–~～至到]{1,2}"
_PERIOD = re.compile(
    rf"(?P<from>(?:19|20)\d\d)年?{_DASH}(?P<until>(?:19|20)\d\d)年"
    r"|(?:(?P<year>(?:19|20)\d\d)年|今年|去年|上年|当年|本年)?(?:"
    rf"(?P<first>\d{{1,2}})月?(?:份)?{_DASH}(?P<last>\d{{1,2}})月(?:份)?"
    r"|(?:截至|截止)?(?P<month>\d{1,2})月(?:份|底|末)"
    r"|(?P<half>上半年|下半年)|(?P<quarters>前三季度|前三个季度|1[-—]3季度|一至三季度)|第?(?P<quarter>[一二三四])季度"
    r"|(?P<end>年底|年末))"
    r"|(?:到|至|截至|截止)?(?P<only>(?:19|20)\d\d)年(?:底|末)?"
    r"|“?(?P<plan>十[一二三四五六]?)五”?(?:规划)?(?P<when>末|期末|时期末|期间|时期|以来|规划期|前\w年|收官|期)"
    r"|(?P<this>当年底|今年以来|今年|本年|当年|全年|年内|新的一年|一年来)|(?P<before>去年|上年|上一年)"
    r"|(?P<past>过去|近|连续|(?<!提)前|这)?(?P<years>(?<![第十\d])(?<!提前)[两三四五六七八九十]|\d)年"
    r"(?:间|来|以来|累计|平均|年均|共(?=[^同和建享])|(?=城镇新增|新增|新建|新改建|引进|培育|培训|改造|投入|实施|完成|建成|力争|总投资))"
    r"|(?P<running>连续|近|过去|(?<!提)前)(?P<count>[两三四五六七八九十]|\d)年"
    r"|(?:未来|今后)(?P<ahead>[一三五十两]|\d)(?:到[三五]|至[三五])?年"
    r"|(?P<every>每年)"
)
_BASE = re.compile(r"(?:较|比|同|与|按|以|于|从|由|自|是)$")
_OWN = re.compile(r"^连续|(?:累计|平均|年均|当年底)$")
_SAME = ("全年", "年内", "当年", "当年底")
_BEHIND = re.compile(r"(?:同期|水平|价格|不变价|增[长加]|翻番|的\d|为基[期数])")


@dataclass(frozen=True)
class Period:
    """A period as printed and as meant.

    :ivar start, end: where it stands in the sentence.
    :ivar base: whether it is what something is compared with: no period of a figure, but of its base.
    """

    start: int
    end: int
    text: str
    year: int | None
    months: tuple[int, int] | None = None
    until: int | None = None
    base: bool = False


def periods(text: str, year: int | None, plan_year: int | None = None, *, ahead: bool = False) -> list[Period]:
    """Return the periods that a sentence prints, in order.

    :param year: the year that the section speaks of: `全年` is that year, `上年` the one before.
    :param plan_year: the year of the plan: `今后五年` begins there.
    :param ahead: whether `五年累计` counts from the year of the plan on, as where a plan of several years sets aims.
    """
    if "年" not in text and "月" not in text and "季度" not in text and "五”" not in text and "五末" not in text:
        return []
    found: list[Period] = []
    for match in _PERIOD.finditer(text):
        group = match.groupdict()
        printed = next((one.year for one in reversed(found) if _is_year(one)), None)
        counts = group["this"] in _SAME or ((group["years"] or group["running"]) and not ahead)
        one = _period(match, text, (printed if counts else None) or year, plan_year or year)
        if ahead and group["years"] and not group["past"] and not one.text.endswith("来") and plan_year:
            one = replace(one, year=plan_year, until=plan_year + _count(group["years"]) - 1)
        found.append(one)
    return found


def _is_year(one: Period) -> bool:
    """Say whether a period is a year printed in figures, which 全年 and 五年累计 behind it go on about."""
    return bool(re.fullmatch(r"(?:19|20)\d\d年", one.text)) and not one.base


def _period(match: re.Match[str], text: str, year: int | None, plan_year: int | None) -> Period:
    group = match.groupdict()
    printed, until, months = match.group(), None, None
    own = year
    base = bool(_BASE.search(text, max(0, match.start() - 1), match.start())) and not group["from"]
    if group["from"]:
        own, until = int(group["from"]), int(group["until"])
    elif group["plan"]:
        begin = _PLANS.get(group["plan"])
        own = begin and (begin + 4 if "末" in group["when"] or group["when"] == "收官" else begin)
        until = begin + 4 if begin and own == begin else None
    elif group["only"]:
        own = int(group["only"])
    elif group["before"]:
        own = year - 1 if year else None
        base = base or bool(_BEHIND.match(text, match.end()))
    elif group["this"] == "当年底":
        own, months = year, (12, 12)
    elif group["this"] and group["this"] not in ("今年", "今年以来", "本年"):
        own = year
    elif group["years"] or group["running"]:
        count = _count(group["years"] or group["count"])
        own, until = (year - count + 1, year) if year else (None, None)
        base = base or bool(re.search("[比较][^，]{0,8}$", text[: match.start()]))
    elif group["ahead"]:
        count = _count(group["ahead"])
        own, until = (plan_year, plan_year + count - 1) if plan_year and count > 1 else (plan_year, None)
    else:
        own, months = _part(match, year)
    return Period(match.start(), match.end(), printed, own, months, until, base)


def _part(match: re.Match[str], year: int | None) -> tuple[int | None, tuple[int, int] | None]:
    """Return the year and the months of a period inside a year."""
    group, printed = match.groupdict(), match.group()
    own = int(group["year"]) if group["year"] else year
    if own and not group["year"] and printed.startswith(("去年", "上年")):
        own -= 1
    months: tuple[int, int] | None = None
    if group["first"]:
        months = (int(group["first"]), int(group["last"]))
    elif group["month"] and printed.startswith("截"):
        months = (1, int(group["month"]))
    elif group["month"]:
        months = (int(group["month"]), int(group["month"]))
    elif group["half"]:
        months = (1, 6) if group["half"] == "上半年" else (7, 12)
    elif group["quarters"]:
        months = (1, 9)
    elif group["quarter"]:
        months = _QUARTERS[group["quarter"]]
    if months and not 1 <= months[0] <= months[1] <= 12:
        months = None
    return own, months


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMERALS[text]


def governing(found: list[Period], place: int, clause: int) -> Period | None:
    """Return the period that holds at a place of the sentence: the last one printed before it, no base.

    :param clause: where the clause of the place begins: `连续五年` and `两年平均` hold in their own clause only.
    """
    return next(
        (
            one
            for one in reversed(found)
            if one.end <= place and not one.base and (one.start >= clause or not _OWN.search(one.text))
        ),
        None,
    )
