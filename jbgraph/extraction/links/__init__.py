"""How the things that a document names hang together: part of a task, stage, place, industry, goal, duty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jbgraph.extraction.findings import Findings, Link, Named, Span
from jbgraph.extraction.links import duties, located
from jbgraph.extraction.links.sentences import Sentence, basis, sentences
from jbgraph.extraction.names.clauses import Enumeration
from jbgraph.extraction.names.lexicon import Lexicon, lexicon
from jbgraph.extraction.outline import Outline
from jbgraph.extraction.words import words


def find(outline: Outline, named: Iterable[Named], rules: Path | None = None) -> Findings:
    """Return links in reading order: those of the headings, then those of each passage.

    :param named: what was found in the same outline, as `names.find` gives it.
    :param rules: a folder with a workspace's own `links.toml` and `names.toml`.
    """
    data = words("links", rules)
    lists = lexicon(rules)
    result = Findings()
    named = list(named)
    result.links += _of_headings(outline, data)
    read = list(sentences(outline, named, lists))
    for sentence in read:
        result.links += of_sentence(sentence, data, lists, home(outline))
    result.links += located.zoned(read, data, lists.words("patterns", "zoning_verbs"), home(outline))
    return result


def home(outline: Outline) -> str:
    """Return the place that a document is of, by its title, without what it is in; empty where it names none."""
    match = located.OF_TITLE.search(outline.title)
    return located.lowest(match[1]) if match else ""


def _of_headings(outline: Outline, data: Mapping[str, Any]) -> list[Link]:
    """Return what task is part of what group, as the headings stand under each other."""
    result = []
    for section in outline.sections:
        parent = outline.sections[section.parent] if section.parent is not None else None
        if not section.task or section.passage is None or parent is None or parent.rank < 1:
            continue
        run = outline.passages[section.passage - 1].run
        span = Span(section.passage, run.start, run.end, run.text[:20])
        result.append(Link(span, basis("task-of-group", data), section.title, "partOf", parent.title))
    return result


def of_sentence(one: Sentence, data: Mapping[str, Any], lists: Lexicon, place: str) -> list[Link]:
    """Return the links of one passage, each once, in the order of their places."""
    result: list[Link] = []
    result += _parts(one, data)
    result += _stages(one, data)
    result += located.found(one, data, place)
    result += _industries(one, data, lists)
    result += _ends(one, data, tuple(lists.words("patterns", "aiming_verbs")))
    result += duties.found(one, data, lists)
    seen: set[tuple[str, str, str, str]] = set()
    kept = []
    for link in result:
        key = (link.subject, link.property, link.object, link.role)
        if key not in seen and link.subject != link.object:
            seen.add(key)
            kept.append(link)
    return sorted(kept, key=lambda link: (link.span.start, link.span.end))


def _parts(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return what is part of the task of a sentence (projects and campaigns it moves), and the members of its sets."""
    result = []
    for start, end, thing in one.named:
        listed = thing.stage or thing.kind == "Program" or thing.basis.rule == "names/project-list"
        told = one.section and thing.name not in one.section
        if told and thing.kind in ("Project", "Program") and listed and not _inner(one, start, end):
            result.append(Link(one.span(start, end), basis("part-of-task", data), thing.name, "partOf", one.section))
        if thing.kind == "Group" and thing.basis.rule != "names/list-count":
            span = one.span(start, end)
            result += [Link(span, basis("member-of", data), name, "memberOf", thing.name) for name in thing.members]
    return result


def _inner(one: Sentence, start: int, end: int) -> bool:
    return any(
        other.kind == "Project" and (low, high) != (start, end) and low <= start and end <= high
        for low, high, other in one.named
    )


def _stages(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    return [
        Link(one.span(start, end), basis("stage", data), thing.name, "stage", f"stage:{thing.stage}")
        for start, end, thing in one.named
        if thing.stage
    ]


def _industries(one: Sentence, data: Mapping[str, Any], lists: Lexicon) -> list[Link]:
    """Return who develops what industry: the task or section that speaks of it, and the places it is given to."""
    result: list[Link] = []
    zoning = lists.words("patterns", "zoning_verbs")
    subjects: list[tuple[int, int, Named]] = []
    clause = -1
    for found in one.lists:
        if found.clause != clause:
            clause = found.clause
            own = _subjects(one, found)
            if own or one.text[max(0, found.items[0][0] - 1) : found.items[0][0]] in ("；", "。"):
                subjects = own
        branches = [row for row in one.among(found) if row[2].kind == "Industry"]
        if found.noun:
            branches += [row for row in one.named if row[2].kind == "Industry" and row[:2] == found.noun]
        used = _used(one, found, data["industries"])
        for start, end, branch in branches:
            span = one.span(start, end)
            given = _drawn(one, found) or (subjects if found.left[1] in zoning else [])
            result += [
                Link(span, basis("develops-place", data), subject.name, "develops", branch.name)
                for _, _, subject in given
            ]
            if one.section and one.part in ("done", "to-do") and not used:
                result.append(Link(span, basis("develops", data), one.section, "develops", branch.name))
    return result


_DRAWN = re.compile(r"(?:等[^，。；]{0,4})?向(?P<place>[^，。；]{2,16}?)(?:集聚|聚集|集中|布局|汇聚)")


def _drawn(one: Sentence, found: Enumeration) -> list[tuple[int, int, Named]]:
    """Return the place that industries are drawn to: 支持…向…集聚."""
    match = _DRAWN.match(one.text, found.items[-1][1])
    return [row for row in one.named if match and row[2].kind == "Place" and row[:2] == match.span("place")]


def _used(one: Sentence, found: Enumeration, data: Mapping[str, Any]) -> bool:
    """Tell whether the industries of a list are only means, fields of cooperation, or words of something else."""
    low = max(one.text.rfind(mark, 0, found.items[0][0]) for mark in "，。；") + 1
    high = min((at for mark in "，。；" if (at := one.text.find(mark, found.end)) >= 0), default=len(one.text))
    return (
        found.counted
        or found.before in data["means"]
        or found.left[1] in data["used"]
        or one.text[slice(*found.items[-1])].endswith(tuple(data["not_of"]))
        or (found.before == "在" and any(word in one.text[low:high] for word in data["shared"]))
    )


def _subjects(one: Sentence, found: Enumeration) -> list[tuple[int, int, Named]]:
    """Return the places that a clause begins with."""
    if found.left[0] or (found.closed and found.kind not in ("", "place")):
        return []
    return [row for row in one.among(found) if row[2].kind == "Place"]


def _subjects_before(one: Sentence, start: int) -> list[tuple[int, int, Named]]:
    """Return the places that the part of a sentence before a place in it has as its subject, up to the last ；."""
    low = max(one.text.rfind("；", 0, start), one.text.rfind("。", 0, start))
    places: list[tuple[int, int, Named]] = []
    for found in one.lists:
        led = (not found.left[0] and not found.before) or (found.closed and "打造" in found.right[1])
        if low < found.items[0][0] and found.end < start and led and found.right[0]:
            places = [row for row in one.among(found) if row[2].kind == "Place"] or places
    inner = [row for row in one.named if row[2].kind == "Place" and low < row[0] and row[1] < start]
    direct = [row for row in inner if one.text[row[1] : start] in ("建设", "打造")]
    return direct or places


def _aimed(one: Sentence, start: int, end: int, aiming: tuple[str, ...]) -> bool:
    """Tell whether a verb aims at an end, right before it or before the list that it is in, or 建设 right behind."""
    found = next((found for found in one.lists if found.items[0][0] <= start and end <= found.end), None)
    first = found.items[0][0] if found else start
    last = found.items[-1][1] if found else end
    built = one.text.endswith("建设", 0, last) or one.text.startswith("建设", last)
    moved = found is not None and found.left[0] == "going" and built
    return one.text[:start].endswith(aiming) or one.text[:first].endswith(aiming) or moved


def _ends(one: Sentence, data: Mapping[str, Any], aiming: tuple[str, ...]) -> list[Link]:
    """Return what a task serves, where the text says so, and what it aims at."""
    result: list[Link] = []
    if not one.section:
        return result
    for start, end, thing in one.named:
        if thing.kind in ("Objective", "Goal") and _aimed(one, start, end, aiming):
            places = _subjects_before(one, start)
            subjects = [row[2].name for row in places] + ([one.section] if one.part in ("done", "to-do") else [])
            span = one.span(start, end)
            result += [Link(span, basis("aims-at", data), subject, "aimsAt", thing.name) for subject in subjects]
    text = one.text
    for mark in data["serves"]["demand"]:
        at = text.find(mark + "“")
        shut = text.find("”", at)
        if at >= 0 and shut > 0 and text.startswith(tuple(data["serves"]["demand_ends"]), shut + 1) and one.task:
            name = text[at + len(mark) + 1 : shut]
            span = one.span(at + len(mark), shut + 1)
            result.append(Link(span, basis("serves-demand", data), one.section, "serves", name))
    for start, end, thing in one.named:
        if thing.kind in ("Goal", "Objective") and one.task and text[:start].endswith(tuple(data["serves"]["help"])):
            span = one.span(start, end)
            result.append(Link(span, basis("serves-help", data), one.section, "serves", thing.name, suggested=True))
    return result
