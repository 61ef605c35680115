"""Industries that a sentence names: what is developed, and what ends as the name of a branch."""

from __future__ import annotations

import re

from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.heads import head, plain
from jbgraph.extraction.names.lexicon import Lexicon, specific
from jbgraph.extraction.names.mentions import Mention

_OF_MANY = re.compile(r"[两三四五六七八九十]大")
_TOLD = ("产业", "行业", "业态", "经济", "消费", "制造业", "服务业", "”")


def industries(text: str, found: Enumeration, lists: Lexicon) -> list[Mention]:
    """Return the industries of a list.

    All of a list are where two that are developed are branches, and where its end says so (…等产业, …、体育事业).
    """
    developed = found.left[1] in lists.words("patterns", "develop_verbs")
    result: list[Mention] = []
    rest: list[tuple[int, int]] = []
    for start, end in found.items:
        name = text[start:end]
        whole = len(plain(name)) <= 12 and _branch(name, developed, lists)
        cut = 0 if whole else _beginning(name, developed, lists)
        if whole:
            result.append(Mention(start, end, name, "Industry", "industry"))
        elif cut:
            result.append(Mention(start, start + cut, name[:cut], "Industry", "industry"))
        else:
            rest.append((start, end))
    noun = text[slice(*found.noun)] if found.noun else ""
    if found.noun and found.kind == "industry" and (_branch(noun, False, lists) or "”" in noun):
        result.append(Mention(*found.noun, noun, "Industry", "industry"))
    last = text[slice(*found.items[-1])]
    told = found.closed and found.kind == "industry" and noun.endswith(_TOLD)
    summed = len(found.items) > 1 and last.endswith(("产业", "事业", "业态", "服务业")) and _branch(last, True, lists)
    many = len(result) > 1 and len(result) >= len(rest) and found.before not in ("向", "为", "到", "由")
    if told or (developed and (summed or many)):
        result += [
            Mention(start, end, text[start:end], "Industry", "industry-list")
            for start, end in rest
            if 1 < end - start <= 8 and (told or not head(text[start:end], lists).kinds)
        ]
    return result


def _branch(name: str, developed: bool, lists: Lexicon) -> bool:
    bare = plain(name)
    if bare in lists.words("patterns", "branches"):
        return True
    word, kinds = head(name, lists)
    if "industry" not in kinds or len(bare) == len(word):
        return False
    if _OF_MANY.search(bare) or any(verb in bare[: -len(word)] for verb in lists.words("patterns", "industry_verbs")):
        return False
    if word in lists.check("loose_industries"):
        return developed
    return specific(bare[: -len(word)], lists) != "empty" or developed


def _beginning(name: str, developed: bool, lists: Lexicon) -> int:
    """Return the end of the branch that a longer run begins with (制造业高质量发展), 0 if it begins with none."""
    branches = lists.words("patterns", "branches")
    tails = tuple(lists.words("patterns", "industry_tails"))
    shut = name.find("”") + 1
    if name[0] == "“" and shut and _branch(name[:shut], developed, lists):
        return shut
    for cut in range(min(len(name) - 1, 10), 1, -1):
        told = name[cut:].startswith(tails)
        if told and (name[:cut] in branches or (cut > 3 and _branch(name[:cut], False, lists))):
            return cut
        if len(name) - cut < 2:
            continue
        if name[:cut] in branches or (
            cut > 3 and lists.heads.ends(name, cut) in ("产业", "行业") and specific(name[: cut - 2], lists) != "empty"
        ):
            kinds = lists.heads.meaning.get(lists.heads.ends(name.removesuffix("建设")), "none")
            return cut if specific(name[cut:], lists) != "proper" and kinds == "none" else 0
    return 0
