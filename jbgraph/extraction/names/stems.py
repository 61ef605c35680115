"""Short names of places that longer names of the same document give away: 观音桥 beside 观音桥商圈."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jbgraph.extraction.names.heads import head, plain
from jbgraph.extraction.names.lexicon import Lexicon, specific
from jbgraph.extraction.names.mentions import Mention


def stems(mentions: Iterable[Mention], lists: Lexicon) -> dict[str, str]:
    """Return short names → the rule that gives them, from the names found in a whole document.

    A place without its last word is one (五宝镇 → 五宝), and so is what two names of places or projects begin with,
    if one of them is a place (江北嘴中央商务区, 江北嘴江滩公园).
    """
    result: dict[str, str] = {}
    beginnings: dict[str, set[str]] = {}
    for one in mentions:
        bare = plain(one.name)
        if one.kind not in ("Place", "Project") or one.name[:1] == "“":
            continue
        if one.kind == "Place":
            word = head(one.name, lists).word
            stem = bare[: -len(word)] if word and word != bare else ""
            if word in lists.check("stem_heads") and 2 <= len(stem) <= 4 and specific(stem, lists) == "proper":
                result[stem] = "place-stem"
        for size in (2, 3):
            stem = bare[:size]
            if len(bare) >= size + 2 and _single(stem, lists):
                beginnings.setdefault(stem, set()).add(bare)
    for stem, names in beginnings.items():
        beyond = (found for other, found in beginnings.items() if other != stem and other.startswith(stem))
        longer = {name for found in beyond for name in found}
        if len(names) > 2 and (len(stem) == 3 or len(longer) < len(names)):
            result.setdefault(stem, "place-stem")
    return result


def _single(stem: str, lists: Lexicon) -> bool:
    return specific(stem, lists) == "proper" and not any(len(lists.generic.at(stem, n)) > 1 for n in range(len(stem)))


def recalled(text: str, runs: Iterable[tuple[int, int]], found: Mapping[str, str]) -> list[Mention]:
    """Return where a short name stands alone among the runs of a sentence."""
    return [
        Mention(start, end, text[start:end], "Place", found[text[start:end]])
        for start, end in runs
        if text[start:end] in found
    ]
