"""The lines of a block: where each relation leaves its box, which way it goes between the layers, where it ends.

All lengths are in em. Lines that climb far between two layers are given tracks side by side, so that they do not run
into one another, and a gap that has many such tracks is wider than others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jbgraph.networks import Edge

STEEP = 4.0  # a line that climbs more than so many gaps has a track
TRACK = 0.42  # from track to track
FREE = 1.0  # kept free of tracks beside the boxes, for the signs
MANY = 900  # climbing lines in one gap beyond which their tracks are only put in order
Key = tuple[str, str, str, bool]  # target, property, layer, whether the target is at the left
Port = tuple[str, int, str, str, bool]  # thing, side, property, layer, whether the thing is the target


@dataclass(frozen=True)
class Box:
    """A box in its place; x and y are its upper left corner."""

    iri: str
    layer: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Bundle:
    """The relations of one property and layer that lead to one thing from one side, drawn as lines that join.

    :ivar edges: the relations.
    :ivar curves: four points each.
    :ivar end: where the lines meet the target, and +1 if they come to it from its left, −1 from its right.
    """

    target: str
    property: str
    layer: str
    edges: tuple[Edge, ...]
    curves: tuple[tuple[float, ...], ...]
    end: tuple[float, float, int]


@dataclass(frozen=True)
class Layout:
    """A block in its place; `lefts` says where each layer begins."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    bundles: tuple[Bundle, ...]
    lefts: tuple[float, ...]


@dataclass(frozen=True)
class Hop:
    """A part of a bundle between two layers: from a height at its left to a height at its right."""

    bundle: int
    gap: int
    left: float
    right: float


def route(
    boxes: dict[str, Box],
    bundles: dict[Key, list[Edge]],
    level: list[Edge],
    lanes: dict[Key, dict[int, float]],
    widths: Sequence[float],
    gap: float,
    room: float,
) -> Layout:
    """Return the block with its lines.

    :param boxes: with their heights; their places from left to right are set here.
    :param level: relations between things of one layer.
    :param lanes: bundle → the layers that its trunk passes, from the target outwards, and the height there.
    :param gap: the mean distance of layers.
    """
    if not widths:
        return Layout(0.0, room, (), (), ())
    ports = _ports(boxes, bundles, level, lanes)
    keys = list(bundles)
    hops: list[Hop] = []
    for at, key in enumerate(keys):
        hops += _hops(at, key, bundles[key], boxes, lanes[key], ports)
    tracks, counts = tracked(hops, gap, max(0, len(widths) - 1))
    gaps = shared(counts, gap)
    lefts = [0.0]
    for width, between in zip(widths, gaps, strict=False):
        lefts.append(lefts[-1] + width + between)
    placed = {iri: replace(box, x=lefts[box.layer]) for iri, box in boxes.items()}
    curves: list[list[tuple[float, ...]]] = [[] for _ in keys]
    for at, key in enumerate(keys):
        for n, y in lanes[key].items():
            curves[at].append(curve(lefts[n], y, lefts[n] + widths[n], y))
    for number, hop in enumerate(hops):
        start = lefts[hop.gap] + widths[hop.gap]
        end = lefts[hop.gap + 1]
        if number in tracks:
            many = counts[hop.gap]
            step = min(TRACK, max(0.0, end - start - 2 * FREE) / many)
            x = (start + end) / 2 + (tracks[number] - (many - 1) / 2) * step
            curves[hop.bundle] += climbing(start, hop.left, x, end, hop.right)
        else:
            curves[hop.bundle].append(curve(start, hop.left, end, hop.right))
    drawn = []
    for at, (target, name, kind, left) in enumerate(keys):
        box, side = placed[target], 1 if left else -1
        end_x = box.x + box.w if left else box.x
        end_at = (end_x, ports[target, side, name, kind, True], -side)
        drawn.append(Bundle(target, name, kind, tuple(bundles[keys[at]]), tuple(dict.fromkeys(curves[at])), end_at))
    drawn += [_bent(edge, placed, ports, gap) for edge in level]
    return Layout(lefts[-1] + widths[-1], room, tuple(placed.values()), tuple(drawn),
                  tuple(lefts))  # fmt: skip


def _hops(
    at: int, key: Key, edges: Sequence[Edge], boxes: dict[str, Box], lanes: dict[int, float], ports: dict[Port, float]
) -> list[Hop]:
    """Return the parts of a bundle between layers: its trunk, then the way from each source to it."""
    target, name, kind, left = key
    side = 1 if left else -1
    here = boxes[target].layer
    heights = {here: ports[target, side, name, kind, True], **lanes}
    found = []

    def hop(near: int, y: float, far: int, other: float) -> None:
        found.append(Hop(at, min(near, far), y if near < far else other, other if near < far else y))

    for n, y in lanes.items():
        hop(n - side, heights[n - side], n, y)
    for edge in edges:
        layer = boxes[edge.source].layer
        hop(layer - side, heights[layer - side], layer, ports[edge.source, -side, name, kind, False])
    return found


def tracked(hops: Sequence[Hop], gap: float, count: int) -> tuple[dict[int, int], list[int]]:
    """Return the track of each hop that climbs far, and how many tracks each gap has.

    Of two lines that fall side by side the lower one turns first, of two that rise the upper one: so they do not cross.
    The lines of one bundle that go the same way share a track.
    """
    tracks: dict[int, int] = {}
    counts = [0] * count
    members: dict[tuple[int, bool], dict[int, list[int]]] = {}
    for number, hop in enumerate(hops):
        if abs(hop.right - hop.left) > STEEP * gap:
            members.setdefault((hop.gap, hop.right > hop.left), {}).setdefault(hop.bundle, []).append(number)
    for (n, falls), by_bundle in members.items():
        spans = []
        for bundle, numbers in by_bundle.items():
            ends = [y for number in numbers for y in (hops[number].left, hops[number].right)]
            spans.append((min(ends), max(ends), bundle))
        spans.sort(key=lambda span: (span[0] + span[1], span[2]), reverse=falls)
        taken: list[tuple[float, float, int]] = []
        for rank, (low, high, bundle) in enumerate(spans):
            if len(spans) > MANY:
                track = rank * MANY // len(spans) // 10
            else:
                track = 1 + max((t for a, b, t in taken if a <= high + 0.4 and low - 0.4 <= b), default=-1)
            taken.append((low, high, track))
            counts[n] = max(counts[n], track + 1)
            for number in by_bundle[bundle]:
                tracks[number] = track
    return tracks, counts


def shared(counts: Sequence[int], gap: float) -> list[float]:
    """Return the width of each gap: more for those with many tracks, all together as much as before."""
    needs = [max(2 * FREE + count * TRACK, 2.4) for count in counts]
    whole = gap * len(counts)
    if not needs:
        return []
    spare = whole - sum(needs)
    if spare >= 0:
        return [need + spare / len(needs) for need in needs]
    return [need * whole / sum(needs) for need in needs]


def _bent(edge: Edge, boxes: dict[str, Box], ports: dict[Port, float], gap: float) -> Bundle:
    """Return a relation between two boxes of one layer: a bow at their right."""
    box = boxes[edge.target]
    x = box.x + box.w
    y0 = ports[edge.source, 1, edge.property, edge.layer, False]
    y1 = ports[edge.target, 1, edge.property, edge.layer, True]
    out = min(gap * 0.6 if gap else 2.0, 1.2 + abs(y1 - y0) * 0.06)
    bow = (x, y0, x + out, y0, x + out, y1, x, y1)
    return Bundle(edge.target, edge.property, edge.layer, (edge,), (bow,), (x, y1, -1))


def _ports(
    boxes: dict[str, Box], bundles: dict[Key, list[Edge]], level: list[Edge], lanes: dict[Key, dict[int, float]]
) -> dict[Port, float]:
    """Return the height at which each relation meets a box: those that come from above stand above."""
    toward: dict[tuple[str, int], dict[tuple[str, str, bool], list[float]]] = {}

    def meet(iri: str, side: int, name: str, kind: str, end: bool, y: float) -> None:
        toward.setdefault((iri, side), {}).setdefault((name, kind, end), []).append(y)

    def middle(iri: str) -> float:
        return boxes[iri].y + boxes[iri].h / 2

    for key, some in bundles.items():
        target, name, kind, left = key
        side = 1 if left else -1
        for edge in some:
            source = boxes[edge.source]
            first = lanes[key].get(boxes[target].layer + side, middle(edge.source))
            last = lanes[key].get(source.layer - side, middle(target))
            meet(target, side, name, kind, True, first)
            meet(edge.source, -side, name, kind, False, last)
    for edge in level:
        meet(edge.source, 1, edge.property, edge.layer, False, middle(edge.target))
        meet(edge.target, 1, edge.property, edge.layer, True, middle(edge.source))
    found: dict[Port, float] = {}
    for (iri, side), kinds in toward.items():
        many = len(kinds)
        step = min(0.62, (boxes[iri].h - 0.5) / many)
        order = sorted(kinds, key=lambda k: (sum(kinds[k]) / len(kinds[k]), k))
        for at, (name, kind, end) in enumerate(order):
            found[iri, side, name, kind, end] = middle(iri) + (at - (many - 1) / 2) * step
    return found


def curve(x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
    """Return a line that leaves and arrives level, as the four points of a Bézier curve."""
    bend = (x1 - x0) * 0.5
    return (x0, y0, x0 + bend, y0, x1 - bend, y1, x1, y1)


def climbing(x0: float, y0: float, x: float, x1: float, y1: float) -> list[tuple[float, ...]]:
    """Return a line that leaves level, climbs upright at x, and arrives level, as three Bézier curves."""
    way = 1 if y1 > y0 else -1
    one, other = (min(abs(y1 - y0) / 2, 1.2 + (side) * 0.5) for side in (x - x0, x1 - x))
    first, last = y0 + way * one, y1 - way * other
    return [
        (x0, y0, x, y0, x, y0, x, first),
        (x, first, x, first, x, last, x, last),
        (x, last, x, y1, x, y1, x1, y1),
    ]
