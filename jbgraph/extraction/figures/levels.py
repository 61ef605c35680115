"""What a number measures stands before it: `一般公共预算收入67亿元`, `农民专业合作社达30家`, `总投资12亿元的项目`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jbgraph.extraction.figures.counts import thing
from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.making import BEHIND, NOTHING, POINTS, figure, goes_on, kept
from jbgraph.extraction.figures.naming import counted
from jbgraph.extraction.figures.numbers import Numeral
from jbgraph.extraction.figures.subjects import cleaned, ending, ends_generic, grown_before, joined, says_nothing

_PER = re.compile(r"每[百千万十]+(?:名)?(?:人口|人|户|常住人口|老人|居民|名老人)(?:口)?(?:拥有|有)?")
_INVESTED = re.compile(r"^.*?((?:计划|预计)?总投资|计划投资|投资)$")
_PROGRESS = re.compile(
    r"(?:新)?(?:开工|竣工|投产|达产|建成|投用|完工|续建|获批|落地|签约|入库|续展|开业|注册|挂牌|上市)"
)
_ACTS = re.compile(
    r"(?:企业|机构|单位|商户|园区|景区|合作社|主体|店铺|公司|开发区|街区|街|楼宇|项目|产业|行业|业|集群|经济|市场)$"
)
_PEOPLE = re.compile(r"(?:就业|人口|职工|居民|人员|人才|收入|率)$")
_RUNS = re.compile(r"(?:企业|机构|单位|商户|园区|景区|合作社|主体|店铺|公司|开发区)$")
_EARNED = frozenset(
    ("税收", "利润", "利税", "产值", "总产值", "营业收入", "主营业务收入", "销售收入", "销售额", "增加值")
)
_BARE = frozenset(("总量", "数量", "占比", "比重", "比例", "规模", "总额", "余额"))
_PURE = re.compile(r"(?:率|指数|系数|比|值|浓度|分|量|数)$")
_AMOUNT = re.compile(r"[超过]?\d[\d.]{0,9}[万亿]{0,2}元(?:以上)?的?")
_LISTED = ("、", "和", "及", "以及", "与")


@dataclass
class _Subject:
    """A subject while it is found: its name, what later nouns belong to, the verb a list shares, whether inherited."""

    name: str
    topic: str = ""
    verb: str = ""
    inherited: bool = False


def of_project(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read `总投资12亿元的县人民医院搬迁项目`: the investment is that of the thing named behind it."""
    if not one.bare.endswith("元") or not sentence.text.startswith("的", one.end):
        return None
    match = _INVESTED.match(ending(stretch, sentence.words).rest)
    behind = BEHIND.match(sentence.text, one.end + 1)
    noun = thing(sentence, behind.group(), replace(one, end=one.end + 1))[0] if behind else ""
    if match is None or not noun:
        return None
    return replace(figure(sentence, one, match.group(1), "", "level", "level"), about=noun)


def level(sentence: Sentence, one: Numeral, stretch: str) -> Found | None:
    """Read a number whose metric stands before it, or in the clause before."""
    words = sentence.words
    if one.bare in POINTS:
        return NOTHING
    rest = ending(stretch, words).rest
    own = cleaned(rest, words)
    if own:
        subject = _own(sentence, one, own, stretch)
        sentence.verb = kept(subject.verb)
    elif rest and not goes_on(sentence, one) and not says_nothing(rest, words):
        return NOTHING
    else:
        last = sentence.found[-1] if sentence.found else None
        if last is not None and last.unit == one.unit and one.bare in ("%", "‰") and not goes_on(sentence, one):
            same = figure(sentence, one, last.metric, last.base, "inherited", last.measure)
            return replace(same, topic=sentence.topic)
        subject = _before(sentence, one)
    if not subject.name or _says_too_little(subject.name, one, sentence):
        return NOTHING
    return _figure(sentence, one, subject)


def _figure(sentence: Sentence, one: Numeral, subject: _Subject) -> Found:
    words = sentence.words
    base = words.rates.sub("", subject.name)
    rule = "count" if one.bare in words.countings else "level"
    if subject.inherited:
        rule = "inherited"
    growth = base != subject.name and one.bare == "%"
    name = counted(subject.name, one.bare, words)
    made = figure(sentence, one, name, base, "growth" if growth else rule, "growth" if growth else "")
    return replace(made, topic=subject.topic)


def _says_too_little(name: str, one: Numeral, sentence: Sentence) -> bool:
    if not one.unit and one.form == "number" and not _PURE.search(name):
        return True
    if _AMOUNT.fullmatch(name):
        return True
    return one.bare in ("%", "‰") and sentence.words.keeping.fullmatch(name) is not None


def _before(sentence: Sentence, one: Numeral) -> _Subject:
    """Return the subject of a clause without one: that of the clause or figure before."""
    grown = grown_before(sentence.before(one.start), sentence.words)
    if grown:
        return _Subject(grown)
    last = sentence.found[-1] if sentence.found else None
    listed = goes_on(sentence, one) and last is not None and last.unit == one.unit
    if listed and last is not None and last.rule not in ("change", "growth"):
        return _Subject("")
    return _Subject(sentence.base, inherited=True)


def _own(sentence: Sentence, one: Numeral, own: str, stretch: str) -> _Subject:
    """Return the subject that a clause names, with the verb of its list or the subject that its noun belongs to."""
    words = sentence.words
    verb = words.keeping.match(own) or _PER.match(own)
    listed = sentence.text[sentence.taken : one.start].lstrip().startswith(_LISTED)
    if listed and sentence.verb and not verb and not re.search("(?:达|为|完成|至|到)$", stretch):
        return _Subject(sentence.verb + own, verb=sentence.verb)
    last = sentence.found[-1] if sentence.found else None
    if _PROGRESS.fullmatch(own) and sentence.topic and last is not None and last.unit == one.unit:
        return _Subject(sentence.topic + own, sentence.topic)
    if own.endswith("级") and sentence.topic:
        return _Subject(own + re.sub(r"^.*级", "", sentence.topic))
    kept_verb = verb.group() if verb else ""
    generic = ends_generic(own, words)
    if generic:
        return _generic(sentence, generic, kept_verb)
    earned = one.bare.endswith("元") and re.match(r"[，、]?(?:共|累计|全年)?(?:实现|完成)", stretch)
    if earned and _RUNS.search(sentence.base):
        return _Subject(joined(sentence.base, own), sentence.base, kept_verb)
    return _Subject(own, verb=kept_verb)


def _generic(sentence: Sentence, generic: str, verb: str) -> _Subject:
    """Return a noun such as `总投资` with the subject that it belongs to."""
    if generic in sentence.words.growths:
        return _Subject(joined(sentence.base, generic) if sentence.base else "", sentence.topic, verb)
    if generic in _EARNED and not _ACTS.search(sentence.topic):
        return _Subject(generic, sentence.topic, verb)
    if sentence.topic and not (_PEOPLE.search(sentence.topic) and "投资" in generic):
        return _Subject(joined(sentence.topic, generic), sentence.topic, verb)
    return _Subject("" if generic in _BARE else generic, verb=verb)
