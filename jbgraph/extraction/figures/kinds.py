"""Whether a value is a target, an actual value or a forecast, and how strongly it is promised."""

from __future__ import annotations

import re
from typing import Literal

from jbgraph.extraction.figures.lexicon import Lexicon
from jbgraph.extraction.figures.periods import Period
from jbgraph.extraction.findings import Part

Kind = Literal["target", "actual", "baseline", "forecast"]

_AIM = re.compile(
    r"目标|力争|争取|确保|要求|拟安排|计划安排|计划新|(?<!即)将[^，。；]{0,8}(?:达到|超过|突破|实现|建成|跨越|增至)|实现率先|不低于|努力"
)
_NOT_YET = re.compile(
    r"(?<![即必])将(?![近军])|拟(?!合)|力争|确保|(?<!完成)预期(?!目标的)|目标(?!(?:任务)?的)|争取(?!上级|到|中央|国家|省|资金|各类|专项|了)"
    r"|计划(?!单列|生育|(?:目标|任务)?的)"
)
_SET = re.compile(r"提出|部署|(?:报告|方案|会议|规划)明确|有望|努力|要求|新的一年|明年|今后|未来|" + _NOT_YET.pattern)
_REACHED = re.compile(r"(?:实现|完成)(?!.{0,4}目标)|同比|增长了|比上年|较上年")
_LATER = re.compile(r"力争到|到20\d\d年|今后|未来")
_WILL = re.compile(r"(?<![即必])将(?:会)?(?:实现|保持|达|延续|增长|继续|超过|突破)")
_FORECAST = re.compile(r"预计|预测|有望")
_DONE = re.compile(r"已(?:经)?(?:达到|完成|建成|实现|有|突破|累计)|完成了|实现了|达到了|圆满|截至(?!20[23]\d年[末底])")


def kind(before: str, clause: str, part: Part, period: Period | None, year: int | None) -> Kind:
    """Return the kind of a value.

    :param before: the sentence up to the value.
    :param clause: the clause that holds it, up to the value.
    :param part: the part of the document it stands in; its default holds where nothing in the sentence says otherwise.
    :param period: the period that holds there, None for that of the section.
    :param year: the year that the section speaks of.
    """
    aims = part in ("to-do", "arranged")
    if (part == "arranged" and _WILL.search(clause)) or (part != "to-do" and _FORECAST.search(before)):
        return "forecast"
    dated = _by_period(period, year, aims=aims)
    if dated is not None:
        return dated
    done = _DONE.search(clause)
    if aims:
        return "actual" if done else "target"
    if part == "done":
        return "target" if _AIM.search(clause) and _LATER.search(before) else "actual"
    if part not in ("other", "front"):
        return "target" if _AIM.search(before) and not done else "actual"
    return "actual" if done else _in_news(before, clause, period, year)


def _in_news(before: str, clause: str, period: Period | None, year: int | None) -> Kind:
    """Return the kind of a value in a text whose parts do not tell: what is said of a past year or months is actual."""
    if period is not None and period.year is not None and year is not None and period.year < year:
        return "actual"
    if _NOT_YET.search(clause):
        return "target"
    if period is not None and (period.months or period.text.endswith("来")):
        return "actual"
    if _SET.search(before):
        return "target"
    return "target" if period is not None and period.text == "今年" and not _REACHED.search(before) else "actual"


def _by_period(period: Period | None, year: int | None, *, aims: bool) -> Kind | None:
    """Return the kind that a printed period makes certain: what lies ahead is a target, what is past is none."""
    if period is None or period.year is None or year is None:
        return None
    last = period.until or period.year
    if last < year and aims:
        return "actual"
    return "target" if last > year and not period.text.startswith(("连续", "近")) else None


def strength(before: str, clause: str, words: Lexicon, made: Kind) -> str:
    """Return the strength of a target or forecast: the last word of strength before it, its own clause first.

    A word at the head of a sentence (`力争`, `确保`, `预计`, `拟安排`) holds for the clauses behind it, `保持` and
    `实现` for their own.
    """
    if made in ("actual", "baseline"):
        return ""
    pattern, names = words.modals
    own = [names[match.group()] for match in pattern.finditer(clause)]
    strong = [name for name in own if name not in ("keep", "achieve")]
    if strong:
        return strong[-1]
    if own:
        return own[-1]
    inherited = [names[match.group()] for match in pattern.finditer(before)]
    return next((name for name in reversed(inherited) if name not in ("keep", "achieve")), "")
