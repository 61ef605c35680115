"""The word lists of names, made ready for looking up the longest word at a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jbgraph.extraction.findings import Basis
from jbgraph.extraction.words import words

PLAIN = str.maketrans("", "", "“”‘’「」『』")
"""Takes quotation marks away."""


class Longest:
    """Words with what each means, found by the longest that begins or ends at a place."""

    def __init__(self, meaning: Mapping[str, str]) -> None:
        self.meaning = meaning
        self._first: dict[str, tuple[int, ...]] = {}
        self._last: dict[str, tuple[int, ...]] = {}
        for table, place in ((self._first, 0), (self._last, -1)):
            sizes: dict[str, set[int]] = {}
            for word in meaning:
                sizes.setdefault(word[place], set()).add(len(word))
            table.update({key: tuple(sorted(found, reverse=True)) for key, found in sizes.items()})

    def sizes(self, char: str) -> tuple[int, ...]:
        """Return the lengths of the words that begin with a character, longest first."""
        return self._first.get(char, ())

    def at(self, text: str, start: int) -> str:
        """Return the longest word that begins at a place, empty where none does."""
        for size in self._first.get(text[start], ()):
            if text[start : start + size] in self.meaning:
                return text[start : start + size]
        return ""

    def ends(self, text: str, end: int | None = None) -> str:
        """Return the longest word that ends at a place (by default the end), empty where none does."""
        end = len(text) if end is None else end
        for size in self._last.get(text[end - 1], ()) if end else ():
            if size <= end and text[end - size : end] in self.meaning:
                return text[end - size : end]
        return ""

    def at_longer(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word that ends at a place is part of a longer one: 水库 of 水库区, 工业园 of 工业园区."""
        ahead = self.ends(text, end + 1) if end < len(text) else ""
        return len(ahead) > 1 and start < end + 1 - len(ahead)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The lists of `words/names.toml`.

    :ivar cuts: words between names → `verb:going`, `word`, `keep`, `etc` …
    :ivar soft: words between names that belong to a name they stand in.
    :ivar heads: last words of names → kinds, joined by a blank.
    :ivar classes: words behind 等 → kind of the members.
    :ivar generic: words that name nothing → `empty` or `content`.
    :ivar places: names of provinces, cities, rivers and countries → `province`, `city`, `world` or `scope`.
    """

    data: Mapping[str, Any]
    cuts: Longest
    soft: frozenset[str]
    heads: Longest
    classes: Longest
    generic: Longest
    places: Longest
    bodies: Longest
    strategies: Longest
    weak: frozenset[str]

    def basis(self, rule: str) -> Basis:
        """Return the basis of a rule with the confidence that the lists give it."""
        return Basis(f"names/{rule}", float(self.data["confidence"][rule]))

    @lru_cache(maxsize=256)  # noqa: B019 -- a lexicon lives as long as the program
    def words(self, table: str, key: str) -> frozenset[str]:
        """Return a list of words as a set."""
        return frozenset(self.data[table][key])

    @lru_cache(maxsize=64)  # noqa: B019
    def pattern(self, table: str, key: str) -> re.Pattern[str]:
        """Return a pattern that finds any word of a list."""
        return re.compile(joined(self.data[table][key]))

    def check(self, key: str) -> frozenset[str]:
        """Return one of the lists of `[checks]` as a set."""
        return self.words("checks", key)


def lexicon(rules: Path | None = None) -> Lexicon:
    """Return the word lists, with those of a workspace merged in; made once for each state of the files."""
    data = words("names", rules)
    made = _made.get(id(data))
    if made is None or made.data is not data:
        if len(_made) > 8:
            _made.clear()
        made = _made[id(data)] = _lexicon(data)
    return made


_made: dict[int, Lexicon] = {}


def _lexicon(data: Mapping[str, Any]) -> Lexicon:
    cuts = {word: f"verb:{group}" for group, found in data["verbs"].items() if group != "soft" for word in found}
    cuts |= {word: group for group in ("adverb", "function", "scope") for word in data["words"][group]}
    cuts |= dict.fromkeys(data["words"]["keep"], "keep") | dict.fromkeys(data["words"]["etc"], "etc")
    geography = data["geography"]
    places = dict.fromkeys(geography["cities"], "city") | dict.fromkeys(geography["provinces"], "province")
    places |= dict.fromkeys(geography["world"], "world") | dict.fromkeys(geography["scopes"], "scope")
    cuts |= {word: "keep" for word in (*places, *geography["strategies"]) if word not in cuts and "“" not in word}
    heads: dict[str, list[str]] = {}
    for kind, found in data["heads"].items():
        for word in found:
            heads.setdefault(word, []).append(kind)
    generic = {word: "content" for word in heads if len(word) > 1}
    generic |= dict.fromkeys(data["patterns"]["branches"], "content")
    generic |= {word: grade for grade, found in data["generic"].items() for word in found}
    return Lexicon(
        data=data,
        cuts=Longest(cuts),
        soft=frozenset(data["verbs"]["soft"]),
        heads=Longest({word: " ".join(kinds) for word, kinds in heads.items()}),
        classes=Longest({word: kind for kind, found in data["list_classes"].items() for word in found}),
        generic=Longest(generic),
        places=Longest(places),
        bodies=Longest({word: key for key, found in data["bodies"].items() for word in found}),
        strategies=Longest(dict.fromkeys(geography["strategies"], "")),
        weak=frozenset(data["proper_heads"]["weak"]),
    )


def specific(name: str, lists: Lexicon) -> str:
    """Return how much of a name is its own: `empty` (重大), `content` (人才) or `proper`.

    It is `proper` where no list knows a character of it, and lists of longer words leave two or more unknown.
    """
    return _specific(name, lists.generic)


@lru_cache(maxsize=20_000)
def _specific(name: str, generic: Longest) -> str:
    bare, grade = _covered(name, generic, 1)
    if not bare:
        return grade
    return "proper" if len(name) == 1 or _covered(name, generic, 2)[0] > 1 else "content"


def _covered(name: str, generic: Longest, least: int) -> tuple[int, str]:
    """Return how many characters no word covers, using as few words as can be, and the grade of those words."""
    best = [(0, 0, 0)] + [(99, 0, 0)] * len(name)
    for start in range(len(name)):
        left, used, cost = best[start]
        best[start + 1] = min(best[start + 1], (left + 1, used, cost))
        for size in generic.sizes(name[start]):
            grade = generic.meaning.get(name[start : start + size]) if size >= least else None
            if grade and start + size <= len(name):
                best[start + size] = min(best[start + size], (left, used + 1, max(cost, int(grade == "content"))))
    left, _, cost = best[-1]
    return left, "content" if cost else "empty"


def joined(found: Iterable[str]) -> str:
    """Return words as one regular expression, longest first."""
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))
