"""Things that a document names: projects, bodies, places, policies, events, industries, numbered sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from jbgraph.extraction.findings import Findings, Gap, Named, Passage, Span
from jbgraph.extraction.names import industries, quotes
from jbgraph.extraction.names.clauses import Enumeration, enumerations
from jbgraph.extraction.names.heads import head, leading_places
from jbgraph.extraction.names.judge import judged
from jbgraph.extraction.names.known import Known, Recogniser, Register
from jbgraph.extraction.names.lexicon import Lexicon, lexicon
from jbgraph.extraction.names.mentions import Mention, inside
from jbgraph.extraction.names.sets import sets
from jbgraph.extraction.names.stems import recalled, stems
from jbgraph.extraction.names.tokens import Token, tokens
from jbgraph.extraction.names.within import known_places
from jbgraph.extraction.outline import Outline

__all__ = ["Register", "find", "sentence"]

_ORDER = (
    "Policy",
    "Project",
    "Organization",
    "Program",
    "Event",
    "Opportunity",
    "Place",
    "Objective",
    "Concept",
    "Industry",
    "Group",
)


LONGEST = 3000
"""Characters of the longest passage that is read: longer ones are no sentences."""


def find(outline: Outline, register: Register | None = None, rules: Path | None = None) -> Findings:
    """Return what the passages of a document name, in reading order, with gaps for what was not understood.

    Rows of tables name indicators only and are left out.

    :param register: names and other names → the things called so, as IRI and class; what is met there is `known`.
    :param rules: a folder with a workspace's own `names.toml`.
    """
    lists = lexicon(rules)
    recogniser = Recogniser(register or {})
    read = [
        (passage, *_read(passage.run.text, outline.sections[passage.section].part, lists))
        for passage in outline.passages
        if passage.kind not in ("row", "caption") and len(passage.run) <= LONGEST
    ]
    short = stems((one for _, found, *_ in read for one in found), lists)
    result = Findings(gaps=[_too_long(passage) for passage in outline.passages if len(passage.run) > LONGEST])
    for passage, found, pieces, wrong in read:
        text = passage.run.text
        runs = ((one.start, one.end) for one in pieces if one.kind == "name")
        mentions = _settled([*found, *recalled(text, runs, short)], lists)
        met = recogniser.met(text, pieces, lists) if register else []
        result.named += _named(passage, mentions, met, recogniser, lists)
        result.gaps += _gaps(passage, mentions, met, wrong)
    return result


def sentence(text: str, part: str = "to-do", rules: Path | None = None) -> list[Mention]:
    """Return what one clean sentence names, in order, without a register.

    :param part: `done` where the sentence tells what was done, `to-do` where it is a task: stages follow from it.
    """
    lists = lexicon(rules)
    return _settled(_read(text, part, lists)[0], lists) if len(text) <= LONGEST else []


def _read(text: str, part: str, lists: Lexicon) -> tuple[list[Mention], list[Token], list[tuple[Mention, int]]]:
    pieces = tokens(text, lists)
    found = enumerations(text, pieces, lists)
    mentions: list[Mention] = []
    for one in found:
        mentions += judged(text, one, part, lists)
        mentions += quotes.campaigns(text, one, part, lists)
        mentions += industries.industries(text, one, lists)
    mentions = _shared(text, found, mentions, lists)
    mentions += quotes.policies(text, part, lists)
    mentions += quotes.opportunities(text, lists)
    mentions += quotes.objectives(text, lists)
    mentions += quotes.meetings(text, lists)
    mentions += quotes.honours(text, lists)
    mentions += quotes.firms(text, lists)
    mentions += known_places(text, lists)
    groups, wrong = sets(text, lists, found)
    return mentions + groups, pieces, wrong


def _shared(text: str, found: list[Enumeration], mentions: list[Mention], lists: Lexicon) -> list[Mention]:
    """Return mentions with those put together that a sentence names together: works of several places with one tail
    (长江、嘉陵江流域生态廊道), works joined by 和 or 及 that have their place in common (园区设施拆除及风险管控)."""
    kinds = {(one.start, one.end): one for one in mentions if one.kind in ("Place", "Project")}
    for one in found:
        for start, end in one.items:
            last = [made for made in mentions if made.kind == "Place" and start <= made.start and made.end == end]
            if last:
                kinds.setdefault((start, end), last[-1])
    result = list(mentions)
    for one in found:
        for at in range(1, 1 if one.closed else len(one.items)):
            made = _joined(text, one, at, kinds, lists)
            if made:
                result = [other for other in result if other.kind != "Project" or not _overlaps(other, made)]
                result.append(made)
    return result


def _overlaps(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(
    text: str, one: Enumeration, at: int, kinds: dict[tuple[int, int], Mention], lists: Lexicon
) -> Mention | None:
    start, end = one.items[at]
    works = next((made for (low, high), made in kinds.items() if low == start and made.kind == "Project"), None)
    before = kinds.get(one.items[at - 1])
    if works and leading_places(works.name, lists) and before and before.kind == "Place":
        first = at - 1
        while first and one.joins[first - 1] == one.joins[at - 1] and _is_place(kinds, one.items[first - 1]):
            first -= 1
        if "action" in head(works.name, lists).kinds or "廊道" in works.name or "工程" in works.name:
            low = one.items[first][0]
            return replace(works, start=low, name=text[low : works.end])
        rest = works.start + leading_places(works.name, lists)[-1]
        return replace(works, start=rest, name=text[rest : works.end]) if works.end - rest > 5 else None
    action = "action" in lists.heads.meaning.get(lists.heads.ends(text[start:end]), "").split()
    works_before = before and before.kind == "Project" and "action" in head(before.name, lists).kinds
    if before and works_before and action and one.joins[at - 1] == "and" and not works:
        return replace(before, end=end, name=text[before.start : end])
    return None


def _is_place(kinds: dict[tuple[int, int], Mention], item: tuple[int, int]) -> bool:
    made = kinds.get(item)
    return made is not None and made.kind == "Place"


def _settled(found: Iterable[Mention], lists: Lexicon) -> list[Mention]:
    """Return mentions in reading order, one for each name and kind at a place, and none of two kinds for one name."""
    best: dict[tuple[int, int, str], Mention] = {}
    for one in found:
        key = (one.start, one.end, one.name)
        other = best.get(key)
        if other is None or _ORDER.index(one.kind) < _ORDER.index(other.kind):
            best[key] = one
    kept = list(best.values())
    nation = [one for one in kept if one.kind == "Opportunity"]
    kept = [
        one
        for one in kept
        if one.kind != "Place" or one.name in lists.places.meaning or not any(_crosses(one, other) for other in nation)
    ]
    kept = [
        one for one in kept if not (one.name in lists.places.meaning and any(inside(one, other) for other in nation))
    ]
    aims = [one for one in kept if one.kind == "Objective"]
    kept = [
        one for one in kept if one.kind not in ("Objective", "Project") or not any(inside(one, aim) for aim in aims)
    ]
    wholes = [one for one in kept if one.kind in ("Policy", "Project") and one.rule != "list-count"]
    return sorted(
        (one for one in kept if not any(_inside(one, whole) for whole in wholes)),
        key=lambda one: (one.start, one.end, one.name),
    )


def _crosses(one: Mention, other: Mention) -> bool:
    """Tell whether a place is only what a region of the nation begins with, or runs on behind it."""
    return one.start < other.end and other.start < one.end and (one.start >= other.start or one.end == other.end)


def _inside(one: Mention, whole: Mention) -> bool:
    """Tell whether a mention is only part of a longer name; places and sets inside a name stay."""
    if not inside(one, whole):
        return False
    if whole.kind == "Policy":
        return True
    return one.kind in ("Organization", "Program", "Event", "Concept", "Industry", "Project") and one.name in whole.name


def _span(passage: Passage, start: int, end: int) -> Span:
    low, high = passage.run.span(start, end)
    return Span(passage.number, low, high, passage.run.text[start:end][:20])


def _named(
    passage: Passage, mentions: list[Mention], met: list[Known], recogniser: Recogniser, lists: Lexicon
) -> list[Named]:
    result: list[tuple[int, int, Named]] = []
    taken: set[tuple[int, int]] = set()
    for one in mentions:
        iri = recogniser.same(one.name, one.kind)
        kind = recogniser.kind(one.name, iri) or one.kind
        crossed = any(
            other.start < one.end and one.start < other.end and other.end - other.start > one.end - one.start
            for other in met
            if not (one.start <= other.start and other.end <= one.end)
        )
        if crossed and not iri:
            continue
        taken.add((one.start, one.end))
        rule = "known" if iri else one.rule
        named = Named(
            _span(passage, one.start, one.end), lists.basis(rule), one.name, kind, iri, one.size, one.members, one.stage
        )
        result.append((one.start, one.end, named))
    for other in met:
        if (other.start, other.end) in taken or not other.iri:
            continue
        span = _span(passage, other.start, other.end)
        result.append((other.start, other.end, Named(span, lists.basis("known"), other.name, other.kind, other.iri)))
    return [named for _, _, named in sorted(result, key=lambda row: (row[0], row[1], row[2].name))]


def _too_long(passage: Passage) -> Gap:
    return Gap(
        _span(passage, 0, 20),
        "text",
        (
            f"too long for a sentence, not read for names: {len(passage.run)} characters",
            f"过长，不成句，未识别名称：{len(passage.run)}字",
        ),
    )


def _gaps(passage: Passage, mentions: list[Mention], met: list[Known], wrong: list[tuple[Mention, int]]) -> list[Gap]:
    text = passage.run.text
    known = [Mention(one.start, one.end, one.name, one.kind, "known") for one in met]
    result = [
        Gap(
            _span(passage, start, end),
            "quoted-name",
            (f"nothing is stated about {text[start:end]}", f"未就{text[start:end]}作出陈述"),
        )
        for start, end in quotes.unread(text, [*mentions, *known])
    ]
    result += [
        Gap(
            _span(passage, one.start, one.end),
            "count",
            (f"{one.name} announces {one.size}, {listed} are listed", f"{one.name}称有{one.size}项，列出{listed}项"),
        )
        for one, listed in wrong
    ]
    return result
