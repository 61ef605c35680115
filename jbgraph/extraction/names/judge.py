"""From lists to things: which of the names of a list are projects, organisations, places, industries."""

from __future__ import annotations

import re
from dataclasses import replace

from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.heads import Head, head, is_place, own, plain
from jbgraph.extraction.names.lexicon import Lexicon, specific
from jbgraph.extraction.names.mentions import Mention
from jbgraph.extraction.names.single import alone
from jbgraph.extraction.names.stages import stage_of
from jbgraph.extraction.names.within import prefixes, trimmed

KINDS = {
    "project": "Project",
    "organization": "Organization",
    "place": "Place",
    "industry": "Industry",
    "program": "Program",
    "policy": "Policy",
    "event": "Event",
}
_NUMERIC = re.compile(r"[\d.,，%％‰+\-—~～ 年月日]+")


def judged(text: str, found: Enumeration, part: str, lists: Lexicon) -> list[Mention]:
    """Return what a list of a sentence names, in order."""
    stage = stage_of(found, part)
    if found.left[1] in lists.words("proper_heads", "acting_on") and found.right[0] not in (
        "finished",
        "begun",
        "going",
    ):
        last = text[slice(*found.items[-1])] if not found.noun else text[found.noun[0] : found.end + 2]
        stage = stage if "建设" in last else ""
    names = [text[start:end] for start, end in found.items]
    heads = [head(name, lists) for name in names]
    kind = _kind(names, heads, found, text, lists)
    result: list[Mention] = []
    for (start, end), own_head in zip(found.items, heads, strict=True):
        if not nameable(text[start:end]):
            continue
        if kind:
            result += _listed(text, start, end, own_head, kind, found, stage, lists)
        else:
            result += alone(text, start, end, found, stage, lists)
    if not kind and (len(found.items) > 1 or _comes(found, lists)):
        result += _siblings(text, found, heads, result, stage, lists)
    if found.noun and found.kind == "project" and found.closed:
        result += _noun(text, found, stage, lists)
    return [replace(mention, clause=found.clause) for mention in result]


def nameable(name: str) -> bool:
    """Tell whether a run of characters can be a name at all."""
    bare = plain(name)
    return 1 < len(bare) <= 40 and not _NUMERIC.fullmatch(bare)


def _kind(names: list[str], heads: list[Head], found: Enumeration, text: str, lists: Lexicon) -> str:
    """Return the kind of the members that the noun behind a list announces; empty where each must tell its own."""
    kind = found.kind
    named = any(specific(plain(name), lists) == "proper" or name[0] == "“" for name in names)
    if kind in ("", "none") or not (named or kind in ("industry", "policy")):
        return ""
    noun = text[found.noun[0] : found.noun[1]] if found.noun else ""
    if kind == "project":
        return _of_projects(noun, names, heads, found, lists)
    if kind == "place" and noun.endswith("小区") and found.left[0] in ("finished", "bare", "begun"):
        return "project"
    return kind


def _of_projects(noun: str, names: list[str], heads: list[Head], found: Enumeration, lists: Lexicon) -> str:
    """Return the kind of members that a noun such as 项目 or 平台 announces.

    Projects can be named by the firms behind them or by where they are: the members' own last words then say so.
    """
    built = any("project" in one.kinds and len(one.word) > 1 for one in heads)
    weak = lists.words("proper_heads", "weak_bodies") | {"医院"}
    firms = [one for one in heads if "organization" in one.kinds]
    places = [name for name in names if is_place(name, lists)]
    acted_on = found.left[1] in lists.words("proper_heads", "acting_on")
    if (not built and any(one.word not in weak for one in firms)) or (acted_on and len(firms) == len(heads)):
        return "organization"
    platforms = noun.endswith(tuple(lists.check("platforms"))) and not built and places
    models = noun.removesuffix("建设").endswith(tuple(lists.check("models"))) and len(places) == len(names)
    if platforms or models or (not built and noun.endswith("建筑")):
        return "place"
    return "" if not built and noun.endswith(tuple(lists.check("facilities"))) else "project"


def _listed(
    text: str, start: int, end: int, own_head: Head, kind: str, found: Enumeration, stage: str, lists: Lexicon
) -> list[Mention]:
    name = text[start:end]
    noun = text[found.noun[0] : found.noun[1]] if found.noun else ""
    if kind in ("project", "organization", "place") and name[0] != "“" and specific(plain(name), lists) != "proper":
        made = _ordinary(name, own_head, kind, noun, lists)
        if made != kind:
            rule = made.lower()
            shown = stage if made == "Program" else ""
            return [Mention(start, end, name, made, rule, shown)] if made else []
    if kind == "project":
        return _project(text, start, end, own_head, noun, stage, lists)
    if kind == "place":
        places = prefixes(text, start, end, lists)
        whole = () if any(one.end == end for one in places) else (Mention(start, end, name, "Place", "place-list"),)
        return [*places, *whole]
    if kind == "policy":
        shared = noun if own_head.word not in lists.words("heads", "policy") and name[0] not in "“《" else ""
        return [Mention(start, end, name + shared, "Policy", "policy")]
    if kind == "industry" and len(plain(name)) > 12:
        return []
    rule = f"{kind}-list" if kind in ("organization", "industry") else kind
    return [Mention(start, end, name, KINDS[kind], rule, "" if kind in ("organization", "industry") else stage)]


def _ordinary(name: str, own_head: Head, kind: str, noun: str, lists: Lexicon) -> str:
    """Return what a member of ordinary words is: of the kind of its list where its last word says so, a body that acts
    without a name, a campaign (国土绿化提升 before 工程), or nothing."""
    if kind == "project" and noun.endswith("工程") and not own_head.kinds and len(plain(name)) > 4:
        return "Program" if specific(plain(name), lists) == "content" else ""
    if plain(name) in lists.bodies.meaning:
        return "Organization"
    grade = own(name, own_head.word, lists)
    suits = kind in own_head.kinds and own_head.word not in lists.check("bare_heads")
    return kind if suits and (grade != "empty" or kind == "organization") else ""


def _project(text: str, start: int, end: int, own_head: Head, noun: str, stage: str, lists: Lexicon) -> list[Mention]:
    name = text[start:end]
    places = prefixes(text, start, end, lists)
    firm = "organization" in own_head.kinds and "project" not in own_head.kinds
    if firm and noun.endswith(tuple(lists.check("platforms"))):
        return [*places, Mention(start, end, name, "Organization", "organization-list")]
    works = {"project", "action"} & set(own_head.kinds)
    tail = _tail(noun, lists)
    if tail and (not works or is_place(name, lists)) and "“" not in name:
        return [
            *places,
            Mention(start, end, name, "Place", "place-list"),
            Mention(start, end, name + tail, "Project", "project-list", stage),
        ]
    return [*places, Mention(start, end, name, "Project", "project-list", stage)]


def _tail(noun: str, lists: Lexicon) -> str:
    """Return the noun behind 等 if it is work done at places (老旧小区更新改造, 地下综合管廊工程).

    Empty if it only says what the members are (重点项目, 学校).
    Each name of the list with such a noun names a project.
    """
    word = lists.heads.ends(noun)
    kinds = lists.heads.meaning[word].split() if word else []
    if word == noun and "action" in kinds and len(noun) > 3:
        return noun
    if not ({"action", "project"} & set(kinds)) or ("action" not in kinds and word not in ("工程", "综合管廊", "管廊")):
        return ""
    stem = noun[: -len(word)] if word != noun else ""
    return noun if len(stem) > 2 and specific(stem, lists) != "empty" else ""


def _noun(text: str, found: Enumeration, stage: str, lists: Lexicon) -> list[Mention]:
    """Return the project that a noun behind 等 names besides (江滩公园等核心区整体提升项目)."""
    assert found.noun
    name = text[found.noun[0] : found.noun[1]]
    word, kinds = head(name, lists)
    grade = own(name, word, lists)
    model = word in lists.check("models") and grade == "content" and len(name) - len(word) > 3
    if not {"project", "action"} & set(kinds) or not (grade == "proper" or model) or "和" in name or "、" in name:
        return []
    if found.count or word in ("学校", "工程", "设施") or len(plain(name)) - len(word) < 3:
        return []
    return [Mention(*found.noun, name, "Project", "project", stage)]


def _siblings(
    text: str, found: Enumeration, heads: list[Head], known: list[Mention], stage: str, lists: Lexicon
) -> list[Mention]:
    """Return members of a list that its other members explain: 科技小学 beside 诚善中学, 九街 beside 鎏嘉码头."""
    whole = {(one.start, one.end): one for one in known}
    starts = {one.start for one in known if one.kind == "Place"}
    projects = any(item in whole and whole[item].kind == "Project" for item in found.items)
    places = 2 * sum(item[0] in starts for item in found.items) >= len(found.items) and not projects
    bodies = any(item in whole and whole[item].kind == "Organization" for item in found.items) and not projects
    result: list[Mention] = []
    for (start, end), own_head in zip(found.items, heads, strict=True):
        name = text[start:end]
        bare = plain(name)
        cut = trimmed(text, start, end, lists)[0]
        if (start, end) in whole or (start, cut) in whole or not nameable(name) or name[0] == "“":
            continue
        last = head(text[start:cut], lists)
        if (
            projects
            and "project" in last.kinds
            and own(text[start:cut], last.word, lists) == "content"
            and cut - start > 3
        ):
            result.append(Mention(start, cut, text[start:cut], "Project", "project", stage))
        elif start in starts:
            continue
        elif places and len(bare) <= 6 and set(own_head.kinds) <= {"place"} and _lone(bare, own_head, lists):
            result.append(Mention(start, end, name, "Place", "place-list"))
        elif (
            _comes(found, lists)
            and not own_head.kinds
            and not projects
            and 2 <= len(bare) <= 8
            and _lone(bare, own_head, lists)
        ) or (
            bodies and set(own_head.kinds) <= {"organization"} and 2 <= len(bare) <= 8 and _lone(bare, own_head, lists)
        ):
            result.append(Mention(start, end, name, "Organization", "organization-list"))
    return result


def _comes(found: Enumeration, lists: Lexicon) -> bool:
    """Tell whether the members of a list have come to the place or are brought there, as firms do."""
    return not found.counted and (found.right[1] in lists.check("coming") or found.left[1] in lists.check("bringing"))


def _lone(bare: str, own_head: Head, lists: Lexicon) -> bool:
    """Tell whether a short word is a name: no list knows it, or it ends as a name does (九街)."""
    stem = bare[: -len(own_head.word)] if own_head.kinds else bare
    if any(len(lists.generic.at(stem, place)) > 1 for place in range(len(stem))):
        return False
    return specific(bare, lists) == "proper" or (
        bool(own_head.kinds) and len(bare) == 2 and bare not in lists.generic.meaning
    )
