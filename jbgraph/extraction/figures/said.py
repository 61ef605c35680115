"""Words in the place of a number: 全覆盖, 翻番, 全市前列, 千亿级, 在全市率先, 无重特大事故, “零”伤亡."""

from __future__ import annotations

import re
from decimal import Decimal

from jbgraph.extraction.figures.found import Found, Sentence
from jbgraph.extraction.figures.lexicon import Lexicon
from jbgraph.extraction.figures.places import Place, measured
from jbgraph.extraction.figures.subjects import cleaned, ending

_ZERO = re.compile(r"“零”(?P<what>(?:人员)?(?:伤亡|死亡|感染|事故|上访|疫情|病例|投诉|发生|报告))")
_PERSONS = re.compile(r"伤亡|死亡|感染")
_NONE = re.compile(r"^(?:无|未发生|没有发生|实现零|杜绝)(?:一起|一例)?|发生$")
_REACHED = re.compile(r"^(?:实现|完成|达到|开展|建立|推行|推出)(?=..)")
_CLUSTER = re.compile(
    r"(?:的)?([^，。；、的]{0,8}?(?:产业集群|集群|产业链|产业|企业|园区|板块|基地|商圈|市场|项目|经济))"
)
_BUILT = re.compile(r"^(?:构建|打造|建设|培育|形成|壮大|做大|做强|做优|建成|发展)+")
_INTO = re.compile(r"(?:打造|培育|建设|发展)(?:成)?(?:为)?.*$|(?:等)?(?:多个|一批|若干|几个|数个)$")
_CLAUSE = re.compile(r"[^，。；、]*")
_LONG = 18


def words_for_values(text: str, words: Lexicon, taken: list[Place]) -> list[Place]:
    """Return the words of a sentence that stand for a value, those left out that a place before them covers."""
    found = [
        Place(*match.span(), "zero", Decimal(0), "equal", suffix=match["what"] + "数", measure="count")
        for match in _ZERO.finditer(text)
    ]
    covered = {place for one in (*taken, *found) for place in range(one.start, one.end)}
    for entry, pattern in words.said:
        for match in pattern.finditer(text):
            if covered.isdisjoint(range(*match.span())):
                scope = re.match(words.scopes, match.group().removeprefix("在")) if entry["type"] == "rank" else None
                found.append(
                    Place(
                        *match.span(),
                        entry["rule"],
                        words=match.group(),
                        scope=scope.group() if scope else "",
                        suffix=entry.get("suffix", ""),
                        measure=entry["type"] if entry["type"] != "rank" else "level",
                    )
                )
                covered.update(range(*match.span()))
    return found


def in_words(sentence: Sentence, one: Place) -> list[Found]:
    """Return the figures of words in the place of a value; none where no metric can be told."""
    start = max(sentence.taken, sentence.clauses.start(one.start))
    readers = {"zero": _zero, "none": _none, "order": _order, "magnitude": _magnitude}
    if one.rule in readers:
        return readers[one.rule](sentence, one, start)
    names = measured(sentence, one, inherits=one.words.startswith("翻"))
    if one.scope and len(names) == 1 and len(names[0]) > _LONG:
        return []
    figures = []
    for name in names:
        known = one.suffix == "增速" and sentence.words.rates.search(name)
        metric = name if known or name.endswith(one.suffix) else name + one.suffix
        base = sentence.words.rates.sub("", name)
        figures.append(
            Found(
                start,
                one.end,
                metric,
                base,
                "words",
                one.measure,
                "",
                None,
                one.comparator,
                words=one.words,
                within=one.scope,
            )
        )
    return figures


def _zero(sentence: Sentence, one: Place, start: int) -> list[Found]:
    """Read `人员“零”伤亡`."""
    subject = cleaned(ending(sentence.stretch(one.start), sentence.words).rest, sentence.words)
    unit = "人" if _PERSONS.search(one.suffix) else ""
    return [Found(start, one.end, subject + one.suffix, "", "none", "count", unit, one.value, "equal")]


def _none(sentence: Sentence, one: Place, start: int) -> list[Found]:
    """Read `连续五年无重特大事故发生`."""
    metric = _NONE.sub("", one.words) + "数"
    return [Found(start, one.end, metric, "", "none", "count", "", None, one.comparator, words=one.words)]


def _order(sentence: Sentence, one: Place, start: int) -> list[Found]:
    """Read `在全市率先实现城乡低保统筹`: what came first stands behind."""
    behind = _CLAUSE.match(sentence.text, one.end)
    about = _REACHED.sub("", behind.group() if behind else "")[:24]
    metric = f"在{one.scope}先后位次"
    return [
        Found(
            start,
            one.end,
            metric,
            "",
            "words",
            "rank",
            "",
            None,
            one.comparator,
            words=one.words,
            within=one.scope,
            about=about,
        )
    ]


def _magnitude(sentence: Sentence, one: Place, _start: int) -> list[Found]:
    """Read `构建汽车制造千亿级产业集群`; none where the clause counts such clusters."""
    low, high = sentence.clauses.start(one.start), sentence.clauses.end(one.start)
    behind = _CLUSTER.match(sentence.text, one.end)
    if behind is None or any(low <= other.digits < high for other in sentence.line):
        return []
    own = cleaned(ending(sentence.stretch(one.start), sentence.words).rest, sentence.words)
    metric = f"{_INTO.sub('', _BUILT.sub('', own))}{behind[1]}规模"
    return [Found(low, one.end, metric, "", "words", "level", "", None, one.comparator, words=one.words)]
