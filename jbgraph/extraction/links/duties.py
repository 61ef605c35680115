"""Who has which part in what: who leads, answers, helps; which firms are attracted, supported, partners."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jbgraph.extraction.findings import Link
from jbgraph.extraction.links.sentences import Sentence, basis
from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.lexicon import Lexicon

_LABELLED = re.compile(r"[（(【]?(?P<word>[一-鿿]{4,8})[：:](?P<bodies>[^；;。）)】]{2,120})")
_BY = re.compile(r"由(?P<bodies>[^，。；：]{2,40}?)(?P<word>牵头负责|牵头|具体负责|负责|统筹协调|统筹|承担|配合|督办)")
_THEN = re.compile(
    r"[，,、](?P<bodies>[^，。；：由]{2,60}?)(?P<word>配合|协助|参与|具体负责|负责|督办)(?=[，。；）]|$)"
)
_WITH = ("与", "和", "同")
_SPLIT = re.compile(r"[、，,]|以及|和|及|等$")


def found(one: Sentence, data: Mapping[str, Any], lists: Lexicon) -> list[Link]:
    """Return the duties and roles that a sentence gives to bodies."""
    return [*_duties(one, data), *_by_verb(one, data), *_stand_for(one, data, lists), *_partners(one, data)]


def _role(word: str, data: Mapping[str, Any]) -> str:
    return next((role for role, found in data["duties"].items() if word in found), "")


def _thing(one: Sentence, start: int) -> str:
    """Return what a duty is for: the last project or campaign named before it, else the task of the sentence."""
    before = [
        thing.name for low, _, thing in one.named if low < start and thing.kind in ("Project", "Program", "Policy")
    ]
    return before[-1] if before else one.section


def _duties(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return duties in the words of the text: 由…牵头，…配合; （牵头单位：…；责任单位：…）."""
    result: list[Link] = []
    text = one.text
    if not any(word in text for word in ("牵头", "负责", "责任", "配合", "单位", "督办", "统筹")):
        return result

    def add(match: re.Match[str], role: str) -> None:
        place = match.start("bodies")
        for body in _SPLIT.split(match["bodies"]):
            at = text.find(body, place)
            if 1 < len(body) < 20 and at >= 0 and _thing(one, match.start()):
                span = one.span(at, at + len(body))
                thing = _thing(one, match.start())
                result.append(Link(span, basis("duty", data), body, "responsibleFor", thing, role=role))

    for match in _LABELLED.finditer(text):
        role = _role(match["word"], data)
        if role:
            add(match, role)
    for match in _BY.finditer(text):
        add(match, _role(match["word"], data))
        behind = _THEN.match(text, match.end())
        if behind:
            add(behind, _role(behind["word"], data))
    return result


def _by_verb(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return the roles of bodies by the verbs around them: 引进 …, … 落户, 支持 …, … 设立 …."""
    result: list[Link] = []
    for group in one.lists:
        bodies = [row for row in one.among(group) if row[2].kind == "Organization"]
        for role in _roles(group, data) if bodies else ():
            own = _built(one, group) if role in ("run", "offers") else ""
            thing = own or one.section
            for start, end, body in bodies:
                if thing:
                    span = one.span(start, end)
                    given = role in ("run", "offers") and not own
                    result.append(
                        Link(span, basis("role-by-verb", data), body.name, "responsibleFor", thing, given, role)
                    )
    return result


def _roles(group: Enumeration, data: Mapping[str, Any]) -> list[str]:
    rows = data["roles"]
    left, right = group.left[1], group.right[1]
    brought = [role for role in ("attracted", "prospect", "supported") if left in rows[role]]
    came = ["attracted"] if right in rows["attracted"] and "attracted" not in brought else []
    doing = [role for role in ("run", "offers") if right in rows[role] and not left]
    alone = not left and group.before not in _WITH
    firms = group.closed and group.kind == "organization" and alone and not came and not doing
    return [*brought, *came, *doing, *(("run",) if firms and right else ())]


def _built(one: Sentence, group: Enumeration) -> str:
    """Return what stands behind the verb that a list of bodies governs."""
    for start, _, thing in one.named:
        if start > group.end and start - group.end < 12 and thing.kind in ("Project", "Event", "Policy", "Program"):
            return thing.name
    return ""


def _stand_for(one: Sentence, data: Mapping[str, Any], lists: Lexicon) -> list[Link]:
    """Return the firms that stand for an industry: 以…为代表的…产业."""
    result = []
    for start, end, body in one.named:
        if body.kind != "Organization":
            continue
        mark = next(
            (word for word in lists.data["patterns"]["represent"] if one.text[end : end + 24].find(word) >= 0), ""
        )
        if not mark or one.text.rfind("以", max(0, start - 24), start) < 0:
            continue
        behind = one.text.find(mark, end) + len(mark)
        if "，" in one.text[end:behind] or "。" in one.text[end:behind]:
            continue
        branch = next(
            (thing.name for low, _, thing in one.named if thing.kind == "Industry" and 0 <= low - behind < 4), ""
        )
        if branch:
            span = one.span(start, end)
            result.append(Link(span, basis("represents", data), body.name, "responsibleFor", branch, role="represents"))
    return result


def _partners(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return those that a sentence says the place works with: 与…建立…合作关系, 与…合作."""
    result = []
    endings = tuple(data["together"]["words"])
    for group in one.lists:
        if group.before not in _WITH:
            continue
        stop = re.search(r"[。；，]", one.text[group.end :])
        rest = one.text[group.end : group.end + (stop.start() if stop else 60)]
        word = next((word for word in endings if word in rest), "")
        if not word or not one.section:
            continue
        for start, end, thing in one.among(group):
            whole = any(other.kind == "Place" and low == end for low, _, other in one.named)
            if thing.kind in ("Organization", "Place") and not whole:
                span = one.span(start, end)
                result.append(
                    Link(span, basis("partner", data), thing.name, "responsibleFor", one.section, role="partner")
                )
    return result
