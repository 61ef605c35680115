"""What stands inside a longer run: places and bodies it begins with, a house whose rest says what is done to it."""

from __future__ import annotations

import re
from functools import lru_cache

from jbgraph.extraction.names.heads import SHORT, head, is_place, leading_places
from jbgraph.extraction.names.lexicon import Lexicon, specific
from jbgraph.extraction.names.mentions import Mention

_CONGRESS = re.compile(r"[区县市省旗州]?第?[一二三四五六七八九十百]+届人大(?:常委会)?")
_VILLAGES = tuple("市县区镇乡村道湾屯社河山湖寨坪沟岛")
_WHOLE = (("project", "Project"), ("place", "Place"), ("organization", "Organization"))


def bodies(text: str, start: int, end: int, lists: Lexicon) -> list[Mention]:
    """Return bodies without a name of their own and regions inside a longer run (教育部…, 增速居中心城区…)."""
    result: list[Mention] = []
    place = start
    congress = _CONGRESS.match(text, start, end)
    if congress:
        result.append(Mention(*congress.span(), congress[0], "Organization", "organization"))
        place = congress.end()
    while place < end - 2:
        word = lists.bodies.at(text, place)
        region = lists.places.at(text, place)
        after = text[place + len(word) : place + len(word) + 1]
        if len(word) > 2 and place + len(word) <= end and after not in ("门", "分"):
            if place == start or lists.bodies.meaning[word] == "fixed":
                result.append(Mention(place, place + len(word), word, "Organization", "organization"))
            place += len(word)
        elif len(region) > 2 and lists.places.meaning[region] in ("scope", "world") and place + len(region) < end:
            result.append(Mention(place, place + len(region), region, "Place", "place"))
            place += len(region)
        else:
            place += 1
    return result


def prefixes(text: str, start: int, end: int, lists: Lexicon) -> list[Mention]:
    """Return the places that a name begins with (鱼嘴镇 and 井池村 of 鱼嘴镇井池村农村人居环境整治).

    Where the name is that of a place in them, this place too (巴中市 of 四川省巴中市).
    """
    while len(lists.generic.at(text, start)) > 2 and start + len(lists.generic.at(text, start)) < end:
        start += len(lists.generic.at(text, start))
    name = text[start:end]
    result: list[Mention] = []
    low = 0
    for high in leading_places(name, lists):
        piece = name[low:high]
        rest = name[high:]
        if rest.startswith("生产总值"):
            break
        general = lists.places.meaning.get(piece) in ("province", "city", "world") and piece[-1] not in "省市江河湖"
        if not (len(rest) == 1 and rest in SHORT) and (not general or _admin(rest, lists)):
            result.append(Mention(start + low, start + high, piece, "Place", "place"))
        low = high
    if result and low and _admin(name[low:], lists):
        result.append(Mention(start + low, end, name[low:], "Place", "place"))
    return result


def _admin(rest: str, lists: Lexicon) -> bool:
    """Tell whether what follows a place is a place of its own: 巴中市 in 四川巴中市, 陈家湾 in 五宝镇陈家湾."""
    if rest.endswith(("街道", "社区")):
        return len(rest) <= 6
    return 2 < len(rest) <= 6 and rest.endswith(_VILLAGES) and len(head(rest, lists).word) < 2 and is_place(rest, lists)


def known_places(text: str, lists: Lexicon) -> list[Mention]:
    """Return places of the world whose name holds a word that joins lists elsewhere (“一带一路”沿线国家和地区)."""
    return [
        Mention(at, at + len(word), word, "Place", "place") for word in _joining(lists) if (at := text.find(word)) >= 0
    ]


@lru_cache(maxsize=4)
def _joining(lists: Lexicon) -> tuple[str, ...]:
    return tuple(sorted(word for word in lists.places.meaning if "和" in word))


def facility(text: str, start: int, end: int, stage: str, lists: Lexicon) -> list[Mention]:
    """Return the place or house that a longer run begins with, if the rest says nothing but what is done to it
    (三洞桥风情街品质效应, 果园港国际物流分拨中心政策优势).

    :param stage: of the list, where a verb behind it tells one; what has none and can be a body is one.
    """
    name = text[start:end]
    for cut in range(len(name) - 2, 3, -1):
        word = lists.heads.ends(name, cut)
        if len(word) < 2 or cut - len(word) < 2 or name.startswith("生产总值", cut):
            continue
        kinds = lists.heads.meaning[word].split()
        kind = next((label for key, label in _WHOLE if key in kinds), "")
        kind = "Organization" if "organization" in kinds and not stage else kind
        own = specific(name[: cut - len(word)], lists) == "proper" and specific(name[cut:], lists) != "proper"
        if kind and own:
            shown = stage if kind == "Project" else ""
            return [Mention(start, start + cut, name[:cut], kind, kind.lower(), shown)]
    return []


def trimmed(text: str, start: int, end: int, lists: Lexicon) -> tuple[int, bool]:
    """Return the end of a name without a last 建设, and whether it had one."""
    name = text[start:end]
    for word in lists.data["proper_heads"]["trailing"]:
        if name.endswith(word) and len(name) - len(word) > 1 and len(lists.heads.ends(name)) <= len(word):
            return end - len(word), True
    return end, False
