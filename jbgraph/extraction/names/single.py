"""Names that stand without a noun to explain them: their last word and the verbs around them must tell."""

from __future__ import annotations

import re

from jbgraph.extraction.names.candidates import (
    BUILD,
    Candidate,
    candidate,
    is_campaign,
    is_hub,
    is_objective,
    is_organization,
    is_project,
)
from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.heads import is_place, plain
from jbgraph.extraction.names.lexicon import Lexicon
from jbgraph.extraction.names.mentions import Mention
from jbgraph.extraction.names.within import bodies, facility, prefixes, trimmed

_SCHOOL = re.compile(r"(?:十[一二三四五六七八九]|第[一二三四五六七八九十]{1,3}|\d{2,3})中(?:学)?")
_PART = re.compile(r"(?:[东西南北中]段|[东西南北中]部片区|[东西南北中]翼)(?:地区)?(?=建设|培育|改造|提升|$)")


def alone(text: str, start: int, end: int, found: Enumeration, stage: str, lists: Lexicon) -> list[Mention]:
    """Return what a name and its beginning name."""
    whole = text[start:end]
    if whole in lists.bodies.meaning or _SCHOOL.fullmatch(whole):
        return [Mention(start, end, whole, "Organization", "organization")]
    if {whole, plain(whole)} & lists.strategies.meaning.keys():
        return []
    part = _PART.match(whole)
    if part:
        return [Mention(start, start + 2, whole[:2], "Place", "place")]
    end, built = trimmed(text, start, end, lists)
    built = built or (end != found.items[-1][1] and trimmed(text, *found.items[-1], lists)[1])
    one = candidate(text, start, end, found, built, lists)
    inner = [*bodies(text, start, end, lists), *prefixes(text, start, end, lists)]
    if len(one.word) < 2 and one.name[0] not in "“《":
        inner += facility(text, start, end, stage if found.right[0] in BUILD else "", lists)
    kind, rule = _kind(one, inner, end, lists)
    if not kind:
        return inner
    founded = kind == "Organization" and found.left[1] in ("成立", "组建", "新成立")
    shown = stage if kind in ("Project", "Program") or founded or (kind == "Place" and _is_made(one)) else ""
    return [*inner, Mention(start, end, one.name, kind, rule, shown)]


def _kind(one: Candidate, inner: list[Mention], end: int, lists: Lexicon) -> tuple[str, str]:
    """Return the kind of a name and the rule that says so, both empty where it names nothing that is known."""
    if is_campaign(one, lists) and one.found.left[0] in BUILD:
        return "Program", "program"
    if one.governed and (is_objective(one, lists) or is_hub(one, lists)):
        return "Objective", "objective"
    if is_project(one, lists):
        return ("Program", "program") if is_campaign(one, lists) else ("Project", "project")
    if is_organization(one, lists):
        return "Organization", "organization"
    last = any(made.end == end and made.kind == "Place" for made in inner)
    if not last and not one.found.counted and is_place(one.name, lists):
        return "Place", "place"
    return "", ""


def _is_made(one: Candidate) -> bool:
    """Tell whether a place is being made or closed, so that the verb's stage is its own."""
    making = one.found.left[0] == "ended" or ("造" in one.found.left[1] and not one.name.endswith(("镇", "村", "乡")))
    return one.governed and (one.built or making)
