"""Where things are: by the names they carry, by what a list shares, and by where they have landed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from jbgraph.extraction.findings import Link, Named
from jbgraph.extraction.links.sentences import Sentence, basis

OF_TITLE = re.compile(
    r"(?:关于)?([一-鿿]{2,12}?(?:自治区|自治州|自治县|[省市区县州旗]))(?:(?:19|20)\d\d|人民政府|国民经济|政府工作)"
)
_LANDED = frozenset(
    ("落户", "落地", "相继落户", "纷纷落户", "竞相落地", "相继落地", "入驻", "落成", "签约落地", "引进落地")
)
_ZONE = re.compile(r"[东西南北中](?:段|翼|部片区)")
_ABOVE = re.compile(r"^(?:[一-鿿]{2,8}?(?:省|自治区|自治州|市)(?=[一-鿿]{2}))+")
_RANKS = (
    ("省", "自治区"),
    ("市", "州", "盟"),
    ("社区", "村", "湾", "屯", "坪", "沟"),
    ("街道", "镇", "乡"),
    ("区", "县", "旗"),
)
_ORDER = (0, 1, 4, 3, 2)


def found(one: Sentence, data: Mapping[str, Any], home: str) -> list[Link]:
    """Return where the things of a sentence are: 井池村 in 鱼嘴镇, a treatment plant's works in the plant."""
    result = _nested(one, data)
    result += _shared(one, data)
    result += _several(one, data)
    result += _before(one, data)
    for found in one.lists:
        if found.right[1] in _LANDED and home and one.part == "done":
            for start, end, thing in one.among(found):
                if thing.kind in ("Project", "Organization"):
                    span = one.span(start, end)
                    result.append(Link(span, basis("landed", data), thing.name, "locatedIn", home))
    return result


def _nested(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return things whose name begins with a place, or that stand right behind one (四川省巴中市)."""
    result = []
    places = [row for row in one.named if row[2].kind == "Place"]
    for start, end, thing in one.named:
        if thing.kind not in ("Project", "Place", "Organization"):
            continue
        for low, high, place in places:
            behind = thing.kind == "Place" and high == start and _rank(place.name) < _rank(thing.name)
            begins = thing.kind == "Project" and low == start and high < end and thing.name.startswith(place.name)
            begins = begins and len(place.name) > 2
            if behind or begins:
                span = one.span(low, end)
                result.append(Link(span, basis("nested-name", data), thing.name, "locatedIn", place.name))
        if thing.kind == "Project" and len(thing.name) > end - start:
            result += [
                Link(one.span(start, end), basis("tail-at-place", data), thing.name, "locatedIn", place.name)
                for low, high, place in places
                if (low, high) == (start, end)
            ]
    return result


def _several(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return works that the places of a list share.

    Their name takes in the whole list (长江、嘉陵江流域生态廊道), or begins behind its last place (王家湾整治示范片区).
    """
    result = []
    places = [row for row in one.named if row[2].kind == "Place"]
    for group in one.lists:
        for start, end, works in one.among(group):
            if works.kind != "Project" or len(group.items) < 2:
                continue
            for low, high in group.items:
                inside = [row for row in places if low <= row[0] and row[1] <= min(high, end)]
                if start > group.items[-1][0]:
                    shared = [row for row in inside if row[1] <= start][-1:]
                else:
                    shared = [row for row in inside if row[0] == low and start <= low and end > group.items[0][1]]
                for first, _, place in shared:
                    span = one.span(min(first, start), end)
                    result.append(Link(span, basis("nested-name", data), works.name, "locatedIn", place.name))
    return result


def _before(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return campaigns that stand right behind a list of places (清溪河、白水河“清水绿岸”工程)."""
    result = []
    places = {row[1]: row for row in one.named if row[2].kind == "Place"}
    for start, end, thing in one.named:
        if thing.kind != "Program" or one.text[start] != "“":
            continue
        at = start
        while at in places and not (at == start and places[at][1] != start):
            low, _, place = places[at]
            span = one.span(low, end)
            result.append(Link(span, basis("place-before", data), thing.name, "locatedIn", place.name))
            if one.text[low - 1 : low] not in ("、", "和"):
                break
            at = low - 1
    return result


def lowest(name: str) -> str:
    """Return the last unit of a name that begins with what it is in: 江北区 of 重庆市江北区."""
    return _ABOVE.sub("", name) or name


def zoned(found: Iterable[Sentence], data: Mapping[str, Any], zoning: Container[str], home: str) -> Iterator[Link]:
    """Yield the zones of the place of a document (西段), and the places that a paragraph speaks of under a zone."""
    section = ""
    zone = ""
    for one in found:
        if one.section != section:
            section, zone = one.section, ""
        for group in one.lists:
            if group.left[0] or group.closed:
                continue
            for start, end, place in one.among(group):
                if place.kind != "Place":
                    continue
                if _ZONE.match(one.text, start):
                    zone = place.name
                    if home:
                        yield Link(one.span(start, end), basis("zone", data), zone, "locatedIn", home)
                elif zone and group.right[1] in zoning and len(place.name) < 9:
                    span = one.span(start, end)
                    yield Link(span, basis("zone", data), place.name, "locatedIn", zone)


def _shared(one: Sentence, data: Mapping[str, Any]) -> list[Link]:
    """Return the later members of a list that share the place the first one names (五宝镇陈家湾、王家湾)."""
    result = []
    places = [row for row in one.named if row[2].kind == "Place"]
    for found in one.lists:
        head: Named | None = None
        rank = 9
        for start, end in found.items:
            own = [row for row in places if start <= row[0] and row[1] <= end]
            first = next((row for row in own if row[0] == start), None)
            if len(own) > 1 and first and first[1] < end:
                behind = next((row for row in own if row[0] == first[1]), None)
                if behind:
                    head, rank = first[2], _rank(behind[2].name)
                    continue
            if head and first and _rank(first[2].name) == rank:
                span = one.span(*found.items[0])
                result.append(Link(span, basis("shared-head", data), first[2].name, "locatedIn", head.name))
            elif first:
                head = None
    return result


def _rank(name: str) -> int:
    """Return the rank of a place by its last word, 0 for a province; 9 where it tells none."""
    return next((_ORDER[at] for at, ends in enumerate(_RANKS) if name.endswith(ends)), 9)
