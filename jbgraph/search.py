"""Search by Chinese, English, pinyin and initials, best match first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, QuerySolutions

from jbgraph import terms
from jbgraph.engines import Engine
from jbgraph.lists import batches
from jbgraph.spelling import respell

_MARKS = re.compile(r"[\s“”‘’\"'「」《》·—\-()（）]")


class Entry(NamedTuple):
    """One entity with its names, as search sees it."""

    iri: str
    type: str
    zh: str
    en: str
    others: Sequence[str]
    pinyin: str
    initials: str
    weight: int
    """The number of passages that speak of it, for ranking."""


class Hit(NamedTuple):
    """An entity that was found.

    :ivar score: 100 for an exact name, less the looser the match.
    :ivar matched: the name that matched.
    """

    entry: Entry
    score: float
    matched: str

    @property
    def other(self) -> str:
        """The name that matched, where it is another than the Chinese and the English one."""
        return "" if self.matched in (self.entry.zh, self.entry.en) else self.matched


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a text as search compares it: NFKC, lower case, without quotes, brackets, dashes and blanks.

    >>> fold("“1+10” 框架")
    '1+10框架'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=65536)
def spelt(text: str) -> str:
    """Return a text folded with its English words in one spelling, without plural s.

    >>> spelt("Nine programmes") == spelt("nine programs")
    True
    """
    return fold(respell(text))


def romanize(text: str) -> tuple[str, str]:
    """Return the pinyin of a text without tones, and its initials.

    >>> romanize("果园港")
    ('guoyuangang', 'gyg')
    """
    parts = syllables(_MARKS.sub("", text))
    return "".join(parts).lower(), "".join(s[0] for s in parts if s).lower()


def syllables(text: str) -> list[str]:
    """Return the pinyin of each character of a text without tones; what is not Chinese stays together.

    >>> syllables("果园港5G")
    ['guo', 'yuan', 'gang', '5G']
    """
    from pypinyin import lazy_pinyin

    return list(lazy_pinyin(text))


def index(engine: Engine, iris: Iterable[str] | None = None, *, weigh: bool = True) -> list[Entry]:
    """Return an entry for every entity of the register and every document, in the order of the IRIs.

    :param iris: only these of them, asked for in batches.
    :param weigh: whether to count the passages that speak of each; else the weight is 0.
    """
    found: dict[str, tuple[str, dict[str, str], list[str]]] = {}
    weight: dict[str, int] = {}
    passage, spoken = f"?g a <{terms.PASSAGE}> .", "{ GRAPH ?g { ?s ?p ?o } } UNION { GRAPH ?g { ?x ?p ?s } }"
    for only in ("",) if iris is None else batches(iris, "?s"):
        result = engine.query(
            f"""SELECT ?s ?type ?label ?other {{ {only}
                ?s a ?type . FILTER(STRSTARTS(STR(?type), "{terms.JB}") && ?type NOT IN (
                    <{terms.JB}Section>, <{terms.JB}Passage>, <{terms.JB}Period>))
                {{ ?s <{terms.PREF_LABEL}> ?label }} UNION {{ ?s <{terms.ALT_LABEL}> ?other }} }}"""
        )
        assert isinstance(result, QuerySolutions)
        for row in result:
            _, names, others = found.setdefault(row["s"].value, (row["type"].value, {}, []))
            if isinstance(row["label"], Literal):
                names[row["label"].language or ""] = row["label"].value
            elif row["other"] is not None:
                others.append(row["other"].value)
        if not weigh:
            continue
        pattern = f"{only} {spoken} {passage}" if only else f"{passage} {spoken}"
        weights = engine.query(f"SELECT ?s (COUNT(DISTINCT ?g) AS ?n) {{ {pattern} }} GROUP BY ?s")
        assert isinstance(weights, QuerySolutions)
        weight |= {row["s"].value: int(row["n"].value) for row in weights if not isinstance(row["s"], Literal)}
    entries = []
    for iri in sorted(found):
        kind, names, others = found[iri]
        zh, en = names.get("zh", ""), names.get("en", "")
        pinyin, initials = romanize(zh)
        entries.append(Entry(iri, kind, zh, en, sorted(others), pinyin, initials, weight.get(iri, 0)))
    return entries


def search(entries: Sequence[Entry], text: str, *, kinds: Collection[str] = (), limit: int = 20) -> list[Hit]:
    """Return the entities that a text finds, best first; ties go to the one that more passages speak of.

    Every word of the text must match one name of the entity: exactly, at its beginning, or inside it; pinyin
    and initials count less than names. Chinese is also matched when a single character differs, English in
    British and American spelling, in the singular and the plural.

    :param kinds: IRIs of classes; only their direct instances are returned; those of every class if none are given.
    """
    words = text.split()
    hits = []
    for entry in entries:
        if kinds and entry.type not in kinds:
            continue
        score, matched = rate(entry, text)
        if len(words) > 1:
            parts = [rate(entry, word) for word in words]
            least = min(part[0] for part in parts) * 0.9
            if least > score:
                score, matched = least, parts[0][1]
        if score > 0:
            hits.append(Hit(entry, score, matched))
    hits.sort(key=lambda hit: (-hit.score, -hit.entry.weight, len(hit.entry.zh), hit.entry.iri))
    return hits[:limit]


def rate(entry: Entry, text: str) -> tuple[float, str]:
    """Return how well an entity's best name matches a text, from 0 to 100, and that name."""
    best = (0.0, "")
    wanted = fold(text)
    if not wanted:
        return best
    forms = (fold, spelt) if wanted.isascii() else (fold,)
    for name in (entry.zh, entry.en, *entry.others):
        score = max(likeness(form(name), form(text)) for form in forms)
        if score == 100:
            return score, name
        if score:
            best = max(best, (score, name))
    if wanted.isascii() and wanted.isalpha():
        for own, base in ((entry.pinyin, 50.0), (entry.initials, 45.0)):
            if own == wanted:
                best = max(best, (base + 25, entry.zh))
            elif own.startswith(wanted) and len(wanted) >= 2:
                best = max(best, (base + 10 * len(wanted) / len(own), entry.zh))
            elif len(wanted) >= 4 and wanted in own:
                best = max(best, (base - 20 + 10 * len(wanted) / len(own), entry.zh))
    return best


def likeness(own: str, wanted: str) -> float:
    """Return how well a folded name matches a folded text: 100 if it is the same, 0 if it does not."""
    if own == wanted:
        return 100.0
    if own.startswith(wanted):
        score = 80.0
    elif wanted in own:
        score = 60.0
    elif len(wanted) >= 3 and not wanted.isascii() and one_apart(own, wanted):
        score = 40.0
    else:
        return 0.0
    return score + 10 * len(wanted) / len(own)


def one_apart(text: str, wanted: str) -> bool:
    """Say whether the wanted characters stand in the text with at most one of them replaced."""
    size = len(wanted)
    return any(
        sum(a != b for a, b in zip(text[i : i + size], wanted, strict=True)) <= 1 for i in range(len(text) - size + 1)
    )


def look_up(entries: Sequence[Entry], name: str) -> tuple[list[Entry], list[Entry]]:
    """Return the entities that a name means, and where there are none those that are like it, best first."""
    exact = called(entries, name)
    return (exact, []) if exact or not fold(name) else ([], [hit.entry for hit in search(entries, name, limit=8)])


def called(entries: Sequence[Entry], name: str) -> list[Entry]:
    """Return the entities that a name means.

    A name means the entities with that label; else those with it as another name; else those whose English label
    is the same in another spelling; else, in pinyin, those; else those whose IRI ends in it.
    """
    wanted = fold(name)
    if not wanted:
        return []
    tests: tuple[Callable[[Entry], bool], ...] = (
        lambda entry: wanted in (fold(entry.zh), fold(entry.en)),
        lambda entry: any(fold(other) == wanted for other in entry.others),
        lambda entry: wanted.isascii() and spelt(entry.en) == spelt(name),
        lambda entry: wanted == entry.pinyin,
        lambda entry: len(wanted) >= 3 and wanted == entry.initials,
        lambda entry: terms.split(entry.iri)[1] == name.strip(),
    )
    for test in tests:
        exact = [entry for entry in entries if test(entry)]
        if exact:
            return exact
    return []
