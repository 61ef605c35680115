"""What a name says of itself: its last word, the place it begins with, and whether it names anything at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jbgraph.extraction.names.lexicon import PLAIN, Lexicon, specific

_BRACKET = re.compile(r"[（(][^（()）]*[)）]$")
_ADMIN = ("省", "市", "县", "镇", "乡", "村", "街道", "社区")
_OFFICE = "区县市省州旗"
SHORT = "省市县区镇乡村河江湖溪山岛湾港路"
_STRETCH = re.compile(
    r"(?:(?:高铁|铁路|高速|专线|公路|轨道|轻轨|地铁|国道|省道|号线|通道|大道|快速路|航道|渠|延)[^、，和]{0,6}?(段)"
    r"|((?:[A-Z]\d{1,3}|[东西南北中一二三四])线))$"
)
_OWN = re.compile(
    r"(?:\d+|[一二三四五六七八九十]+)号线|[GS]\d{2,4}|\d{3}国道|“|第[一二三四五六七八九十]+(?!批|产业|季度|轮|次|方)"
    r"|[一-鿿]{2}(?:至|—|-)[一-鿿]{2}"
)
"""What makes a name one's own beside words: lines, numbers of roads, from one place to another."""


class Head(NamedTuple):
    """The last word of a name that tells its kind, and the kinds it can tell."""

    word: str
    kinds: tuple[str, ...]


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """Return a name without quotation marks and without a bracket at its end."""
    bare = _BRACKET.sub("", name) or name
    return bare.translate(PLAIN)


@lru_cache(maxsize=10_000)
def head(name: str, lists: Lexicon) -> Head:
    """Return the head of a name; an empty word where none is known."""
    bare = plain(name)
    stretch = _STRETCH.search(bare)
    if stretch:
        return Head(stretch[1] or stretch[2], ("project",))
    word = lists.heads.ends(bare)
    if word == bare and bare:
        return Head(word, ())
    return Head(word, tuple(lists.heads.meaning[word].split()) if word else ())


@lru_cache(maxsize=10_000)
def own(name: str, word: str, lists: Lexicon) -> str:
    """Return how much of a name stands before its head: `empty`, `content` or `proper`, see `specific`."""
    bare = plain(name)
    stem = bare[: len(bare) - len(word)] if word else bare
    if _OWN.search(stem):
        return "proper"
    if office(bare, lists):
        return "proper"
    if len(stem) < 1:
        return "empty"
    grade = specific(stem, lists)
    if grade == "proper" and "“" not in name and len(stem) == 1 and word not in lists.check("of_one"):
        return "content"
    return grade


def office(name: str, lists: Lexicon) -> bool:
    """Tell whether a name begins with the level it belongs to: 区人民医院, 县体育中心."""
    return len(name) > 3 and name[0] in _OFFICE and (name[:2] not in lists.check("not_office") or name[1:3] == "城市")


@lru_cache(maxsize=10_000)
def is_place(name: str, lists: Lexicon) -> bool:
    """Tell whether a name by itself is that of a place."""
    bare = plain(name)
    if bare in lists.places.meaning:
        return True
    word, kinds = head(name, lists)
    if "place" not in kinds or len(bare) > 16 or bare in lists.check("common") or name[-1] == "”":
        return False
    if "“" in name and "objective" in kinds:
        return False
    return own(name, word, lists) == "proper" and (len(word) > 1 or _is_short_place(name, bare, word, lists))


def _is_short_place(name: str, bare: str, word: str, lists: Lexicon) -> bool:
    """Tell whether a name that ends with one character is a place: not too short, not too long, no word before it."""
    least = 2 if word in lists.check("of_one") else 3
    if word in lists.check("risky") or not least <= len(bare) <= 9:
        return False
    lead = leading_places(name, lists)
    return not lead or specific(bare[lead[-1] : len(bare) - 1], lists) == "proper"


@lru_cache(maxsize=10_000)
def leading_places(name: str, lists: Lexicon) -> tuple[int, ...]:
    """Return where the places end that a name begins with: 3 and 6 for 鱼嘴镇井池村….

    The whole name does not count; a province or city is a place without a further word (四川 in 四川巴中市).
    """
    ends: list[int] = []
    start = 0
    bare = name
    if not bare or bare[0] == "“":
        return ()
    last = lists.heads.ends(bare)
    last_kinds = lists.heads.meaning[last].split() if last else []
    while start < len(bare) - 1:
        end = _place_end(bare, start, lists)
        if end <= start or end >= len(bare) or bare[end] in "”）":
            break
        inner = end >= len(bare) - len(last) and "action" not in last_kinds
        if inner and not bare[:end].endswith(_ADMIN):
            break
        ends.append(end)
        start = end
    return tuple(ends)


def _place_end(name: str, start: int, lists: Lexicon) -> int:
    city = lists.places.at(name, start)
    if city and lists.places.meaning[city] != "scope" and start + len(city) < len(name):
        end = start + len(city)
        step = 1 if name[end] in "省市" and name[end : end + 2] not in lists.check("ordinary") else 0
        return end + step if end + step < len(name) else 0
    for end in range(start + 2, min(start + 12, len(name) + 1)):
        char = name[end - 1]
        stem = name[start : end - 1]
        least = 1 if char in "江河湖" else 2
        if least > len(stem) or "“" in stem or (len(stem) == 1 and stem in lists.check("no_river")):
            continue
        if char in "江河湖" and name[end : end + 1] in tuple("镇乡村县区市路街"):
            continue
        if char in SHORT and least <= len(stem) <= (2 if char in "港路岛" else 3):
            if name[end - 1 : end + 1] in lists.check("ordinary") and name[end - 1 : end + 2] not in (
                "河流域",
                "江流域",
            ):
                continue
            longer = lists.heads.ends(name[start:end])
            if len(longer) > 1 and "place" not in lists.heads.meaning[longer].split():
                continue
            if name[end - 2 : end] in lists.check("ordinary") or name[start:end] in lists.check("common"):
                continue
            if specific(stem, lists) == "proper" and not _holds(stem, lists):
                return end
        word = lists.heads.ends(name[start:end])
        if (
            len(word) > 1
            and "place" in lists.heads.meaning[word].split()
            and len(word) < end - start
            and not lists.heads.at_longer(name, start, end)
            and specific(name[start : end - len(word)], lists) == "proper"
            and len(name[start : end - len(word)]) > 1
        ):
            return end
    return 0


def _holds(stem: str, lists: Lexicon) -> bool:
    """Tell whether a stem holds a word that names nothing, so that it is no name by itself (生态河)."""
    return any(len(lists.generic.at(stem, place)) > 1 for place in range(len(stem)))
