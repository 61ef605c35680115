"""The days that a period means: as the graph gives them, or read from words such as 上半年 where it gives none."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from jbgraph.analyses.shared.readings import looked_up
from jbgraph.graph import Graph
from jbgraph.numerals import chinese

_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年?|(?P<own>本年|今年|当年|全年|年)|(?P<next>明年|次年))?"
_PARTS = (
    (re.compile(_YEAR + r"(?:年)?(?P<part>上半年|下半年)"), {"上半年": (1, 6), "下半年": (7, 12)}),
    (
        re.compile(_YEAR + r"(?:年)?第?(?P<part>[一二三四1-4])季度"),
        {k: (3 * n + 1, 3 * n + 3) for n, ks in enumerate(("一1", "二2", "三3", "四4")) for k in ks},
    ),
    (re.compile(_YEAR + r"(?:年)?(?P<part>底前|末前|内|底|末|初)"), {
        "底前": (1, 12), "末前": (1, 12), "内": (1, 12), "底": (12, 12), "末": (12, 12), "初": (1, 3),
    }),
)  # fmt: skip
_MONTH = re.compile(_YEAR + r"年?(?P<month>1[0-2]|0?[1-9])月(?:底|末)?(?:前)?")
_SPAN = re.compile(r"(?:未来|今后|今后的|下一个|接下来)(?P<count>[一二两三四五六七八九十\d]+)年")
_BEFORE = re.compile(r"(?P<year>(?:19|20)\d\d)年?(?:以)?前")
_PLAN = re.compile(r"“?(?P<plan>十[一二三四五六七八九]五)”?(?P<end>末|期末)?")
_PLANS = {f"十{digit}五": 2006 + 5 * place for place, digit in enumerate("一二三四五六七八九")}


@dataclass(frozen=True)
class Span:
    """A time with its days, YYYY-MM-DD.

    :ivar start: empty where only the end is known.
    :ivar fuzzy: whether the days are a reading of words that do not fix them.
    """

    start: str
    end: str
    fuzzy: bool


def read(words: str, issued: str = "") -> Span | None:
    """Return the days that the words for a time mean, or None where they fix none.

    The end is the last day on which what is due then is still in time. Years that the words leave out are that of the
    document, or count from the year after it.

    :param issued: when the document was issued, YYYY or longer.

    >>> read("2022年上半年")
    Span(start='2022-01-01', end='2022-06-30', fuzzy=True)
    >>> read("年底前", "2021-03")
    Span(start='2021-01-01', end='2021-12-31', fuzzy=True)
    >>> read("未来五年", "2021-12")
    Span(start='2022-01-01', end='2026-12-31', fuzzy=True)
    >>> read("2030年前")
    Span(start='', end='2029-12-31', fuzzy=True)
    >>> read("“十四五”末").end
    '2025-12-31'
    >>> read("适时") is None
    True
    """
    text = re.sub(r"\s|力争|确保|到|在|于", "", words)
    year = int(issued[:4]) if issued[:4].isdigit() else 0
    found = _SPAN.match(text)
    if found:
        count = int(found["count"]) if found["count"].isdigit() else int(chinese(found["count"]) or 0)
        return spanned(year + 1, 1, year + count, 12) if year and count else None
    found = _BEFORE.fullmatch(text)
    if found:
        return Span("", f"{int(found['year']) - 1}-12-31", True)
    found = _PLAN.match(text)
    if found:
        first = _PLANS[found["plan"]]
        return spanned(first + 4, 1, first + 4, 12) if found["end"] else spanned(first, 1, first + 4, 12)
    found = _MONTH.fullmatch(text)
    if found and (own := meant(found, year)):
        return spanned(own, int(found["month"]), own, int(found["month"]))
    for pattern, months in _PARTS:
        found = pattern.fullmatch(text)
        if found and (own := meant(found, year)):
            return spanned(own, months[found["part"]][0], own, months[found["part"]][1])
    found = re.fullmatch(r"((?:19|20)\d\d)年?", text)
    return spanned(int(found[1]), 1, int(found[1]), 12) if found else None


def meant(found: re.Match[str], year: int) -> int:
    """Return the year that words mean, 0 where they leave it open and the document has none."""
    if found["year"]:
        return int(found["year"])
    return (year + 1 if year else 0) if found["next"] else year


def spanned(start: int, first: int, end: int, last: int) -> Span:
    """Return whole months, as a reading."""
    return Span(f"{start}-{first:02d}-01", f"{end}-{last:02d}-{monthrange(end, last)[1]:02d}", True)


@lru_cache(maxsize=4)
def periods(graph: Graph) -> dict[str, Span]:
    """Return period → its days, as far as the graph gives a last day."""
    start = looked_up(graph, "?s a jb:Period ; jb:startDate ?x")
    end = looked_up(graph, "?s a jb:Period ; jb:endDate ?x")
    fuzzy = looked_up(graph, "?s a jb:Period ; jb:isReading ?x")
    return {iri: Span(start.get(iri, ""), last, fuzzy.get(iri) == "true") for iri, last in end.items()}


@lru_cache(maxsize=4)
def undated(graph: Graph) -> dict[str, str]:
    """Return period → its Chinese name, for those without a last day."""
    named = looked_up(graph, '?s a jb:Period ; skos:prefLabel ?x FILTER(LANG(?x) = "zh")')
    return {iri: name for iri, name in named.items() if iri not in periods(graph)}


def days(graph: Graph, period: str, issued: str = "") -> Span | None:
    """Return the days of a period as a document of a time speaks of it, or None where nothing fixes them."""
    return periods(graph).get(period) or read(undated(graph).get(period, ""), issued)
