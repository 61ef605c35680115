"""What a number is a number of: the noun phrase before it, without the words that only join the two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jbgraph.extraction.figures.clauses import without_asides
from jbgraph.extraction.figures.lexicon import Lexicon
from jbgraph.extraction.figures.periods import periods

LONGEST = 26
_ENDS = re.compile(r"^[、，,。；;：:！!？?\s（(）)—\-]+|[、，,。；;：:\s（(—\-]+$")
_AGAINST = re.compile(r"(?<![占同环可对评之相])(?:比|较)(?![重例率赛值])([^比较，]{1,14})$")
_PLACE_OF_PERIOD = re.compile(
    r"^(?:从|到|在|自|截至|截止|至)?(?:(?:19|20)\d\d年(?:底|末)?(?:前)?|\d{1,2}(?:[-—–~～至到]\d{1,2})?月(?:份|底|末)?|上半年|下半年|前三季度|"
    r"[一二三四]季度|今年以来|全年|年末|年底|去年|今年|“?十[一二三四五]五”?(?:期间|时期|末|以来|期末)?|(?:过去|近|连续|这)?[两三四五六七八九十\d]年(?:来|间|以来|内|里)?|"
    r"期间|以来|[，,])+"
)

_NUMBERED = re.compile(
    r"^(?:[（(]?\d{1,2}[)）.．、]|[一二三四五六七八九十]{1,3}是(?:要)?|首先|其次|再次|最后|[（(][一二三四五六七八九十]+[)）])+[，、]?"
)
_ACHIEVED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:预计)?(?:共|累计)?(?:实现|完成)(?!率|额|量|值|比|情况)(?=[\u4e00-\u9fff])"
)
_ACTOR = re.compile(
    r"(?:企业|产业|行业|业|项目|园区|开发区|经济|增长点|单位|机构|集团|公司|市场|主体|商圈|口岸|景区|新区|高新区|经开区|集群)$"
)
_HAS = re.compile(r"^(全[国省市州区县])?(?:现有|共有|已有|拥有|有)(?![效色机线证关限害价无序利])")
_STEADY = re.compile(
    r"(?:实现|保持|呈现)?(?:持续|稳步|较快|平稳|不断|快速|大幅|显著|明显|进一步|稳定|逐步|逐年|加快|有序|全面|再创新高|首次|稳中有){1,2}"
    r"(?:较快|平稳|快速|大幅)?(?:增长|提高|提升|增加|改善|壮大|扩大|上升|优化|下降|降低|减少|缩小|发展|推进|增强|回升|向好)$"
)
_EVERY = re.compile(
    r"(?:(?:已)?连续(?:[两三四五六七八九十]|\d+)(?:年|个月|个季度)|每人|每户|每亩|每月|每年|每天|每平方米|每平方公里|每户每年|每人每月)+$"
)
_AHEAD = re.compile(r"在(?:全[国省市区县州盟]|西部|中西部|同类[^，]{2,4})(?:率先)?")


@dataclass(frozen=True)
class Ending:
    """The words before a number, taken apart from their end.

    :ivar rest: what is left: the subject, perhaps with a verb before it.
    :ivar change: the word of change (`增长`); empty where the value is a level.
    :ivar base: what the change is counted from, as printed (`比上年`).
    """

    rest: str
    change: str = ""
    base: str = ""


def ending(stretch: str, words: Lexicon) -> Ending:
    """Take the words between subject and number off the end of a stretch of text."""
    rest = _ENDS.sub("", stretch)
    change, base = "", ""
    match = words.change.search(rest[-24:])
    if match:
        change = match["verb"]
        rest = rest[: len(rest) - len(match.group())]
        rest, base = _without_base(rest, words)
        against = _AGAINST.search(rest)
        if against:
            base = against.group() + base
            rest = rest[: against.start()]
    else:
        rest = _without_links(_EVERY.sub("", _without_links(rest, words)), words)
    return Ending(_ENDS.sub("", rest), change, base)


def _without_base(rest: str, words: Lexicon) -> tuple[str, str]:
    base = ""
    for _ in range(8):
        match = words.base.search(rest[-24:]) or re.search(r"[，、,]$", rest)
        if match is None or not match.group():
            break
        if re.match(r"[比较同与按](?!比)|同比|环比|上年|去年", match.group()):
            base = match.group() + base
        rest = rest[: len(rest) - len(match.group())]
    return rest, base


def _without_links(rest: str, words: Lexicon) -> str:
    for _ in range(8):
        match = words.links.search(rest[-10:])
        if match is None:
            break
        shorter = rest[: len(rest) - len(match.group())]
        if _noun(rest):
            break
        rest = _ENDS.sub("", shorter)
    return rest


def _achieved(name: str, words: Lexicon) -> str:
    """Return `五大产业产值` for `五大产业实现产值`, and `地区生产总值` for `全区实现地区生产总值`."""
    match = next(reversed(list(_ACHIEVED.finditer(name))), None)
    if match is None or match.start() == 0:
        return name
    before, behind = name[: match.start()], name[match.end() :]
    if match.group().endswith("完成") and behind in ("投资", "固定资产投资"):
        return before.removesuffix("共").removesuffix("累计") + match.group()[-2:] + behind
    if any(found.end() == len(before) for found in words.place.finditer(before)):
        return behind
    return before + behind if _ACTOR.search(before) and len(before) + len(behind) <= LONGEST else behind


def grown_before(clause: str, words: Lexicon) -> str:
    """Return the subject of a clause such as `城镇化率稳步提升`, empty for other clauses."""
    match = _STEADY.search(clause)
    return cleaned(clause[: match.start()], words) if match else ""


def says_nothing(rest: str, words: Lexicon) -> bool:
    """Say whether words before a number name nothing: a period, words that lead up to it."""
    name = _ENDS.sub("", rest)
    for _ in range(6):
        shorter = _shorter(name, words)
        if shorter == name:
            break
        name = shorter
    return not _ENDS.sub("", name)


def _noun(rest: str) -> bool:
    """Say whether the last character belongs to a noun that only looks like a word that joins."""
    return rest.endswith(
        (
            "所有",
            "占有",
            "自有",
            "国有",
            "目的",
            "现在",
            "存在",
            "统计",
            "会计",
            "设计",
            "功能",
            "智能",
            "性能",
            "新高",
            "投资计划",
            "年度计划",
            "年计划",
            "全年计划",
            "序时计划",
            "民居",
            "新居",
            "定居",
            "旧居",
            "故居",
            "迁居",
            "系列",
            "行列",
            "前列",
            "普高",
            "职高",
            "专列",
            "班列",
            "陈列",
            "签约",
            "节约",
            "集约",
            "公约",
            "条约",
            "合约",
            "许可",
            "认可",
            "保障水平",
        )
    )


def cleaned(rest: str, words: Lexicon) -> str:
    """Return a subject without what leads up to it; empty where nothing is left that names anything."""
    name = _NUMBERED.sub("", without_asides(_ENDS.sub("", rest)))
    name = _achieved(_listed(name, words), words)
    for _ in range(12):
        shorter = _shorter(name, words)
        if shorter == name:
            break
        name = shorter
    name = _ENDS.sub("", name)
    if len(name) > LONGEST:
        name = _cut(name, words)
    name = _HAS.sub(r"\1", name)
    return name if _names_something(name) else ""


def _shorter(name: str, words: Lexicon) -> str:
    name = _ENDS.sub("", name)
    if words.guard.match(name):
        return name
    for pattern in (_PLACE_OF_PERIOD, _AHEAD, words.place, words.lead, words.dropped):
        match = pattern.match(name)
        if match is None or match.end() == 0:
            continue
        rest = name[match.end() :]
        if pattern is words.dropped and len(rest) < 2 and rest:
            continue
        if pattern is words.lead and rest and rest[0] in "率额量数值性":
            continue
        return rest
    return name


def _listed(name: str, words: Lexicon) -> str:
    """Return `引进重点项目` for `引进甲、乙等重点项目`."""
    place = name.rfind("等")
    if (
        place < 0
        or name[place : place + 2] in ("等级", "等候", "等次", "等于", "等教", "等学", "等职", "等专", "等院", "等级")
        or name[:place].endswith(("高", "中", "初", "同", "平", "均"))
    ):
        return name
    tail = re.sub(r"^(?:方面|领域|各类|一批|多个|重要)(?:的)?", "", name[place + 1 :])
    head = name[:place]
    if not tail:
        return head
    if words.keeping.match(tail):
        return tail
    first = head.split("、")[0]
    verbs = list(words.keeping.finditer(first))
    lead = words.lead.match(first)
    begin = lead.end() if lead else 0
    verb = next((match.group() for match in verbs if match.start() in (0, begin)), "")
    if not verb and verbs and len(head) > LONGEST:
        verb = verbs[-1].group()
    return verb + tail


def _cut(name: str, words: Lexicon) -> str:
    """Return the end of a subject that is too long to be a name, empty where there is none that stands alone."""
    for sign in ("的", "，", "、"):
        _, found, tail = name.rpartition(sign)
        if found and 3 <= len(tail) <= LONGEST:
            return _shorter(tail, words)
    starts = [match.start() for match in words.keeping.finditer(name)]
    starts += [match.end() for match in words.dropped.finditer(name) if len(match.group()) > 1]
    fits = [place for place in starts if 4 <= len(name) - place <= LONGEST - 6]
    return name[fits[0] :] if fits else ""


def _names_something(name: str) -> bool:
    if len(name) < 2 or len(name) > LONGEST + 4 or re.search("第[一二三四五]个", name):
        return False
    if not any("\u4e00" <= sign <= "\u9fff" or sign.isalpha() for sign in name):
        return False
    return not re.fullmatch(
        r"(?:其中|其余|其他|以上|以下|以来|之后|之间|方面|同时|平均|每年|每月|每天|每个|各|共|约|累计|全部|人均|户均|亩均|地均|日均|年均|这|那|一|第|各地|本|我们|此|该)+",
        name,
    )


def joined(base: str, generic: str) -> str:
    """Return a generic noun with the subject that it belongs to.

    >>> joined("全辖税收", "总量"), joined("重点项目", "总投资"), joined("公办幼儿园数", "普惠率")
    ('全辖税收', '重点项目总投资', '公办幼儿园普惠率')
    """
    base = re.sub(r"(?<![人指系总天分])数$", "", base)
    if generic == "投资" and base.endswith("总投资"):
        return base.removesuffix("总投资") + "完成投资"
    if generic in ("总产", "单产", "产量"):
        return re.sub(r"(?:收获|播种|种植)?面积$", "", base) + generic
    if generic in ("总量", "总额", "总值", "数量", "规模", "余额", "数额", "总数", "总规模"):
        return base
    if base.endswith(generic):
        return base
    return base + generic


def ends_generic(name: str, words: Lexicon) -> str:
    """Return the generic noun that a whole subject is (`总量`, `增速`), empty for others."""
    return name if name in words.levels or name in words.growths else ""


def has_period(text: str) -> bool:
    """Say whether nothing but a period stands in a text."""
    return bool(periods(text, None)) and not _PLACE_OF_PERIOD.sub("", text)
