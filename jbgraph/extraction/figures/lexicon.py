"""The words of `words/figures.toml`, made ready for matching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jbgraph.extraction.words import words

NUMBER = r"(?:\d{1,3}(?:[, ]\d{3}){1,5}|\d{1,15})(?:\.\d{1,9})?(?!\d)"
CHINESE = r"[〇零一二两三四五六七八九十百千万亿]{1,16}"


def either(entries: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "|".join(re.escape(entry) for entry in sorted(set(entries), key=lambda entry: (-len(entry), entry)))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Word lists and the patterns made of them; each pattern is compiled when it is first asked for."""

    entries: Mapping[str, Any]

    def confidence(self, rule: str) -> float:
        """Return the confidence of a rule."""
        return float(self.entries["confidence"].get(rule, 0.7))

    @cached_property
    def units(self) -> str:
        """Pattern for a unit, `元/人/年` included."""
        listed = self.entries["units"]
        one = either([*listed["percent"], *listed["measure"], *listed["count"]])
        part = either([*listed["measure"], *listed["count"], "年", "月", "日", "次", "万元", "亿元"])
        return rf"(?:(?:{one})(?:[/·](?:{part})){{0,2}}|/(?:10万|百万|万)人?)"

    @cached_property
    def countings(self) -> frozenset[str]:
        """Words that count things."""
        return frozenset(self.entries["units"]["count"])

    @cached_property
    def loose(self) -> frozenset[str]:
        """Counting words that in Chinese characters often count no things."""
        return frozenset(self.entries["units"]["loose"])

    @cached_property
    def percents(self) -> frozenset[str]:
        """Signs and words for hundredths and points."""
        return frozenset(self.entries["units"]["percent"])

    @cached_property
    def exclusions(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Name and pattern of what is no figure, in the order of the file."""
        return tuple((entry["name"], self.pattern(entry["pattern"])) for entry in self.entries["exclusion"])

    def pattern(self, text: str) -> re.Pattern[str]:
        """Compile a pattern of the file."""
        named = (
            text.replace("{number}", rf"(?<!\d){NUMBER}").replace("{chinese}", CHINESE).replace("{unit}", self.units)
        )
        return re.compile(named)

    @cached_property
    def before(self) -> tuple[re.Pattern[str], Mapping[str, str]]:
        """Hedges that stand before a number, anchored at their end, and the comparator of each."""
        return self._hedges("before", r"(?:{})$")

    @cached_property
    def after(self) -> tuple[re.Pattern[str], Mapping[str, str]]:
        """Hedges that stand behind a number, and the comparator of each."""
        return self._hedges("after", r"{}")

    def _hedges(self, side: str, form: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
        listed = {word: name for name, entries in self.entries["hedges"][side].items() for word in entries}
        return re.compile(form.format(either(listed))), listed

    @cached_property
    def links(self) -> re.Pattern[str]:
        """Words between subject and number, anchored at their end."""
        return re.compile(rf"(?:{either(self.entries['links']['words'])})$")

    @cached_property
    def change(self) -> re.Pattern[str]:
        """A word of change with what may stand between it and its number, anchored at the end."""
        change = self.entries["change"]
        hedges = either(word for entries in self.entries["hedges"]["before"].values() for word in entries)
        return re.compile(
            rf"(?P<verb>{either([*change['up'], *change['down']])})(?:{either(change['link'])}|{hedges}){{0,3}}$"
        )

    @cached_property
    def downs(self) -> frozenset[str]:
        """Words of decrease."""
        return frozenset(self.entries["change"]["down"])

    @cached_property
    def base(self) -> re.Pattern[str]:
        """What a change is counted from, anchored at the end."""
        return re.compile(rf"(?:{'|'.join(self.entries['base']['pattern'])})$")

    @cached_property
    def rates(self) -> re.Pattern[str]:
        """Names of rates of change, anchored at the end."""
        return re.compile(rf"(?:{either(self.entries['change']['rate'])})$")

    @cached_property
    def keeping(self) -> re.Pattern[str]:
        """Verbs that stay in the name of what is counted."""
        return re.compile(either(self.entries["verbs"]["keep"]))

    @cached_property
    def ending(self) -> re.Pattern[str]:
        """A verb that stays in the name, anchored at the end, `了` included."""
        return re.compile(rf"(?:{either(self.entries['verbs']['keep'])}){{1,2}}(?:了|各类|各级各类|一批)?$")

    @cached_property
    def dropped(self) -> re.Pattern[str]:
        """Verbs left out of the name."""
        return re.compile(either(self.entries["verbs"]["drop"]))

    @cached_property
    def stops(self) -> re.Pattern[str]:
        """Where a noun behind a number ends."""
        return re.compile(either(self.entries["verbs"]["stop"]))

    @cached_property
    def turns(self) -> re.Pattern[str]:
        """Where a noun behind a number ends if another number follows it."""
        return re.compile(either(self.entries["verbs"]["turn"]))

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """What is taken off the front of a subject."""
        return re.compile(rf"(?:{either(self.entries['lead']['words'])})")

    @cached_property
    def guard(self) -> re.Pattern[str]:
        """Beginnings of names that look like words to be taken off."""
        return re.compile(either(self.entries["lead"]["guard"]))

    @cached_property
    def place(self) -> re.Pattern[str]:
        """Words for the place that a document speaks of."""
        return re.compile(either(self.entries["lead"]["place"]))

    @cached_property
    def levels(self) -> frozenset[str]:
        """Nouns for amounts that need a subject."""
        return frozenset(self.entries["generic"]["level"])

    @cached_property
    def growths(self) -> frozenset[str]:
        """Nouns for rates of change that need a subject."""
        return frozenset(self.entries["generic"]["growth"])

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """Nouns that names in a list share, the longest first."""
        return tuple(sorted(self.entries["generic"]["tails"], key=lambda tail: (-len(tail), tail)))

    @cached_property
    def scopes(self) -> str:
        """Pattern for a scope in which a rank or a share is taken."""
        listed = either(self.entries["scope"]["words"])
        return rf"(?:(?:{listed}){{1,2}}(?:第(?!\S))?)"

    @cached_property
    def ranks(self) -> str:
        """Pattern for the verbs of ranks."""
        return either(self.entries["rank"]["verbs"])

    @cached_property
    def modals(self) -> tuple[re.Pattern[str], Mapping[str, str]]:
        """Words of strength and the strength of each."""
        listed = {word: name for name, entries in self.entries["modal"].items() for word in entries}
        return re.compile(either(listed)), listed

    @cached_property
    def said(self) -> tuple[tuple[Mapping[str, str], re.Pattern[str]], ...]:
        """Rules for words in the place of a number."""
        return tuple((entry, re.compile(entry["pattern"])) for entry in self.entries["words"])


def lexicon(rules: Path | None = None) -> Lexicon:
    """Return the words for figures, with those of a workspace.

    :raises JbgraphError: if the file of the workspace cannot be read.
    """
    return _made(_Same(words("figures", rules)))


class _Same:
    """A mapping that is the same as another only if it is the same object."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self.entries = entries

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.entries is self.entries

    def __hash__(self) -> int:
        return id(self.entries)


@lru_cache(maxsize=16)
def _made(same: _Same) -> Lexicon:
    return Lexicon(same.entries)
