"""Industries that a sentence names: what is developed, and what ends as the name of a branch."""

from __future__ import annotations

from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.heads import head, plain
from jbgraph.extraction.names.lexicon import Lexicon, specific
from jbgraph.extraction.names.mentions import Mention


def industries(text: str, found: Enumeration, lists: Lexicon) -> list[Mention]:
    """Return the industries of a list; where two of a list that is developed are branches, all of it are."""
    developed = found.left[1] in lists.words("patterns", "develop_verbs")
    result: list[Mention] = []
    rest: list[tuple[int, int]] = []
    for start, end in found.items:
        name = text[start:end]
        if len(plain(name)) <= 12 and _branch(name, developed, lists):
            result.append(Mention(start, end, name, "Industry", "industry"))
            continue
        cut = _beginning(name, lists)
        if cut:
            result.append(Mention(start, start + cut, name[:cut], "Industry", "industry"))
        else:
            rest.append((start, end))
    if found.noun and found.kind == "industry" and _branch(text[slice(*found.noun)], False, lists):
        result.append(Mention(*found.noun, text[slice(*found.noun)], "Industry", "industry"))
    if developed and len(result) > 1 and len(result) >= len(rest):
        result += [
            Mention(start, end, text[start:end], "Industry", "industry-list")
            for start, end in rest
            if 1 < end - start <= 8 and not head(text[start:end], lists).kinds
        ]
    return result


def _branch(name: str, developed: bool, lists: Lexicon) -> bool:
    bare = plain(name)
    if bare in lists.words("patterns", "branches"):
        return True
    word, kinds = head(name, lists)
    if "industry" not in kinds or len(bare) == len(word):
        return False
    if word in lists.check("loose_industries"):
        return developed
    return specific(bare[: -len(word)], lists) != "empty" or developed


def _beginning(name: str, lists: Lexicon) -> int:
    """Return the end of the branch that a longer run begins with (制造业高质量发展), 0 if it begins with none."""
    branches = lists.words("patterns", "branches")
    for cut in range(min(len(name) - 2, 10), 1, -1):
        if name[:cut] in branches or (
            cut > 3 and lists.heads.ends(name, cut) in ("产业", "行业") and specific(name[: cut - 2], lists) != "empty"
        ):
            kinds = lists.heads.meaning.get(lists.heads.ends(name.removesuffix("建设")), "none")
            return cut if specific(name[cut:], lists) != "proper" and kinds == "none" else 0
    return 0
