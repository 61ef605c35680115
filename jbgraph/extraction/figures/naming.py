"""Names and types of metrics: how a metric is called in the graph, from its subject, its unit and its verb."""

from __future__ import annotations

import re

from jbgraph.extraction.figures.lexicon import Lexicon

_PERSON = re.compile(
    r"(?:人|者|员|生|师|工|户|院士|人才|专家|干部|群众|人口|队员|委员|代表|对象|家庭|农民|职工|患者|企业家|能手|人员|博士|硕士)$"
)
_COUNTED = re.compile(
    r"(?:数|数量|总量|量|额|次|率|人数|户数|比重|占比|比例|规模|指数|天数|里程|面积|产值|水平|标准|能力|总数)$"
)
_AREA = frozenset(("平方米", "平方公里", "平方千米", "亩", "公顷", "平米", "平方", "㎡", "m²", "顷"))
_LENGTH = frozenset(("公里", "千米", "米", "km"))
_MONEY = ("元", "港币", "人民币")
_PEOPLE = frozenset(("人", "名", "位"))
_VISITS = frozenset(("人次", "次", "场次", "户次", "家次", "班次", "架次", "批次"))
_ADDED = re.compile(
    r"^(?:净增|新增|新建|新引|引进|新签|新认|新培|新开|新改|新登|新发|新设|新成|新上|新投|新辟|新招|招引|柔性引进|新获|新入|城镇新增|新注册|新种|新栽|新造|新修|全年新增|累计新增|农村新增)"
)
_RATES = re.compile(
    r"(?:失业率|死亡率|利率|就业率|审减率|不良率|不良贷款率|发生率|出生率|自然增长率|负债率|资产负债率|发案率|费率|税率|回报率|收益率|生育率)$"
)
_LAND = re.compile(r"(?:面积|红线|用房|林地|耕地|农田|绿地|用地|土地)$")
_HEADS = re.compile(r"人均|户均|每万人|万人|每千人|千人|劳动生产率|每百户|单位GDP|万元GDP|单位生产总值|亩均|地均")


def counted(subject: str, bare: str, words: Lexicon) -> str:
    """Return the name of a metric that counts or measures things: `新增高新技术企业` + 家 → `新增高新技术企业数`."""
    if _COUNTED.search(subject) and bare not in _PEOPLE:
        return subject
    if bare in _PEOPLE:
        return _people(subject)
    ending = ""
    if bare in _VISITS:
        ending = "次数" if bare == "次" else bare
    elif bare in _AREA:
        ending = "面积" if words.keeping.match(subject) or not _LAND.search(subject) else ""
    elif bare in words.countings and "/" not in bare and not subject.endswith("主体"):
        ending = "数"
    return subject if subject.endswith(ending) else subject + ending


def _people(subject: str) -> str:
    """Return the name of a number of people: `城镇新增就业人数`, `柔性引进院士数`, `常住人口`."""
    if re.search(r"(?:数|量|规模|人次|人口)$", subject):
        return subject
    return subject + ("数" if _PERSON.search(subject) and not subject.endswith("就业") else "人数")


def grown(subject: str, verb: str, bare: str, base: str, words: Lexicon) -> str:
    """Return the name of a change of a subject: `X增速`, `X下降`, `X比上年提高`."""
    if bare in ("个百分点", "百分点", "个千分点", "个点"):
        return subject + _counted_from(base) + _verb(verb)
    if bare in ("%", "倍", "成", "‰", ""):
        if verb in words.downs:
            return subject + _verb(verb)
        if (
            subject.endswith(("率", "占比", "比重", "比例"))
            and not verb.startswith(("增长", "增"))
            and not words.rates.search(subject)
        ):
            return subject + _counted_from(base) + _verb(verb)
        return subject if words.rates.search(subject) else subject + "增速"
    if verb in ("增速", "增幅"):
        return subject + "增速"
    return subject + _counted_from(base) + (_verb(verb) + ("额" if bare.endswith(_MONEY) else ""))


def _verb(verb: str) -> str:
    plain = verb.removesuffix("了").removeprefix("同比")
    return {
        "增": "增加",
        "升": "提升",
        "涨": "上涨",
        "降": "下降",
        "减": "减少",
        "低": "低",
        "少": "减少",
        "高": "提高",
    }.get(plain, plain)


def _counted_from(base: str) -> str:
    """Return what a change is counted from as it stands in a name: the year before is `比上年`."""
    plain = re.sub(r"相比|的$", "", base)
    if re.search(r"上年|去年|同比|上一年", plain):
        return "比上年"
    if re.search(r"^(?:比|较)", plain):
        return "比" + plain[1:]
    return ""


def measure_type(name: str, bare: str, rule: str) -> str:
    """Return the type of a metric, a local name of the vocabulary measure-type; empty where name and unit tell none."""
    if rule in ("growth", "rank", "share"):
        return rule
    if rule == "change" or bare in ("个百分点", "百分点", "个千分点", "个点"):
        return "increment"
    if bare in ("%", "成", "‰") or bare.startswith("/"):
        return _hundredths(name)
    tests = (
        (name.endswith("预期寿命"), "level"),
        (bool(_HEADS.search(name)) or "/人" in bare, "percapita"),
        ("/" in bare or name.endswith(("比", "系数", "指数")), "ratio"),
        (bool(_ADDED.match(name)), "increment"),
        (bare == "倍", "growth" if name.endswith("增速") else "ratio"),
    )
    return next((kind for holds, kind in tests if holds), "")


def _hundredths(name: str) -> str:
    if _RATES.search(name):
        return "rate"
    return "growth" if re.search(r"(?:增速|增长率|增幅|降幅|下降|降低|减少)$", name) else "share"
