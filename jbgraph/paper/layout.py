"""One block of a map in its place: boxes in layers from left to right, relations as smooth lines between them.

All lengths are in units of the text size (em). The order in the layers, which decides how lines cross, is that of
fast-sugiyama; long relations are chains of lanes, one in each layer they pass, so that the layers stay as they are.
The height is known before: it is that of the tallest layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jbgraph.networks import Edge
from jbgraph.paper.fonts import lacking

GAP = 0.62  # between boxes
LANE = 0.5  # height of a line that passes a layer
BESIDE = 0.3  # between a lane and a box
SWEEPS = 14
LARGE = 6000  # links; beyond it the slow last step of the ordering is left out
Key = tuple[str, str, str, bool]  # target, property, layer, whether the target is at the left


@dataclass(frozen=True)
class Item:
    """A box to be placed.

    :ivar layer: its layer, counted from the left among those that the block has.
    """

    iri: str
    layer: int
    height: float


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
    """A block in its place."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    bundles: tuple[Bundle, ...]


def bundled(edges: Sequence[Edge], layer: dict[str, int]) -> tuple[dict[Key, list[Edge]], list[Edge]]:
    """Return the relations by bundle, and those between things of one layer."""
    bundles: dict[Key, list[Edge]] = {}
    level = []
    for edge in edges:
        source, target = layer[edge.source], layer[edge.target]
        if source == target:
            level.append(edge)
        else:
            bundles.setdefault((edge.target, edge.property, edge.layer, target < source), []).append(edge)
    return bundles, level


def passed(key: Key, edges: Sequence[Edge], layer: dict[str, int]) -> range:
    """Return the layers that the trunk of a bundle passes, from the target outwards."""
    here = layer[key[0]]
    if key[3]:
        return range(here + 1, max(layer[edge.source] for edge in edges))
    return range(here - 1, min(layer[edge.source] for edge in edges), -1)


def height(items: Sequence[Item], edges: Sequence[Edge], air: float = 1.0) -> float:
    """Return how high a block is: as high as its tallest layer when everything in it is pushed together.

    :param air: by which the space between boxes is multiplied.
    """
    layer = {item.iri: item.layer for item in items}
    tall: dict[int, float] = {}
    many: dict[int, int] = {}
    for item in items:
        tall[item.layer] = tall.get(item.layer, 0.0) + item.height + GAP * air
    for key, some in bundled(edges, layer)[0].items():
        for here in passed(key, some, layer):
            many[here] = many.get(here, 0) + 1
    return max((tall.get(n, 0.0) + many.get(n, 0) * (LANE + BESIDE) * air for n in {*tall, *many}), default=0.0)


@dataclass
class _Unit:
    """A box or a lane on its way to its place."""

    layer: int
    height: float
    rank: int  # place in the outline
    iri: str = ""
    y: float = 0.0


def lay_out(
    items: Sequence[Item], edges: Sequence[Edge], widths: Sequence[float], gap: float, room: float, air: float = 1.0
) -> Layout:
    """Return a block in its place.

    :param items: in the order of the outline.
    :param widths: of the boxes in each layer.
    :param gap: between the layers.
    :param room: how high the block may be; at least its `height`.
    :param air: by which the space between boxes is multiplied.
    """
    layer = {item.iri: item.layer for item in items}
    units = [_Unit(item.layer, item.height, rank, item.iri) for rank, item in enumerate(items)]
    number = {item.iri: rank for rank, item in enumerate(items)}
    bundles, level = bundled(edges, layer)
    lanes: dict[Key, dict[int, int]] = {}
    links: dict[tuple[int, int], float] = {}

    def link(one: int, other: int, weight: float) -> None:
        pair = (one, other) if units[one].layer < units[other].layer else (other, one)
        links[pair] = links.get(pair, 0.0) + weight

    for key, some in bundles.items():
        ahead = number[key[0]]
        own = lanes[key] = {}
        for here in passed(key, some, layer):
            own[here] = len(units)
            units.append(_Unit(here, LANE * air, units[ahead].rank))
            link(ahead, own[here], 3.0)
            ahead = own[here]
        toward = -1 if key[3] else 1
        for edge in some:
            link(own.get(layer[edge.source] + toward, number[key[0]]), number[edge.source], 1.0)
    rows = ordered(units, list(links), len(widths))
    assign(units, rows, links, room, air)
    lefts = [sum(widths[:n]) + gap * n for n in range(len(widths))]
    boxes = {
        unit.iri: Box(unit.iri, unit.layer, lefts[unit.layer], unit.y - unit.height / 2, widths[unit.layer],
                      unit.height)
        for unit in units if unit.iri
    }  # fmt: skip
    drawn = routed(boxes, bundles, level, {k: {n: units[u].y for n, u in own.items()} for k, own in lanes.items()},
                   lefts, widths, gap)  # fmt: skip
    return Layout(lefts[-1] + widths[-1] if widths else 0.0, room, tuple(boxes.values()), tuple(drawn))


def ordered(units: list[_Unit], links: list[tuple[int, int]], count: int) -> list[list[int]]:
    """Return the units of each layer from top to bottom, so that few lines cross."""
    try:
        from fast_sugiyama import from_edges
    except ImportError as error:
        raise lacking("fast-sugiyama") from error
    linked = {unit for pair in links for unit in pair}
    parts: list[tuple[int, list[tuple[int, float]]]] = [
        (unit.rank, [(number, 0.0)]) for number, unit in enumerate(units) if number not in linked
    ]
    if links:
        links = sorted(links, key=lambda pair: (units[pair[0]].rank, units[pair[1]].rank, pair))
        found = from_edges(
            [*links, *_chains(units, links)],
            dummy_vertices=False,
            crossing_minimization="barycenter",
            transpose=len(links) < LARGE,
            ranking_type="up",
            check_layout=False,
        )
        for positions, *_ in found:
            part = [(int(number), float(place[0])) for number, place in positions if int(number) < len(units)]
            if _upside_down(part, units):
                part = [(number, -x) for number, x in part]
            parts.append((min(units[number].rank for number, _ in part), part))
    parts.sort(key=lambda part: part[0])
    rows: list[list[int]] = [[] for _ in range(count)]
    for _, part in parts:
        for number, _ in sorted(part, key=lambda one: (one[1], units[one[0]].rank, one[0])):
            rows[units[number].layer].append(number)
    return rows


def _chains(units: list[_Unit], links: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return links that lead from the first layer to each unit that has nothing at its left.

    With them the layer of every unit is the length of any way to it, so that the library finds it without solving
    for the layers, which takes minutes for some thousand units.
    """
    ends = {right for _, right in links}
    first = min(unit.layer for unit in units)
    new, chains = len(units), []
    for unit in sorted({left for left, _ in links} - ends):
        ahead = unit
        for _ in range(units[unit].layer - first):
            chains.append((new, ahead))
            ahead, new = new, new + 1
    return chains


def _upside_down(part: list[tuple[int, float]], units: list[_Unit]) -> bool:
    """Return whether a part would read better the other way up: against the outline."""
    many = len(part)
    middle = sum(x for _, x in part) / many
    mean = sum(units[number].rank for number, _ in part) / many
    return sum((x - middle) * (units[number].rank - mean) for number, x in part) < 0


def assign(
    units: list[_Unit], rows: list[list[int]], links: dict[tuple[int, int], float], room: float, air: float
) -> None:
    """Set the height of each unit in its layer: as near as can be to what it is linked with, in order, apart."""
    beside: list[list[tuple[int, float]]] = [[] for _ in units]
    for (one, other), weight in links.items():
        beside[one].append((other, weight))
        beside[other].append((one, weight))
    offsets: list[list[float]] = []
    totals = []
    for row in rows:
        place, own = 0.0, []
        for at, number in enumerate(row):
            unit = units[number]
            if at:
                place += _apart(units[row[at - 1]], unit) * air
            own.append(place + unit.height / 2)
            place += unit.height
        offsets.append(own)
        totals.append(place)
        slack = max(0.0, room - place) / (len(row) + 1)
        for at, number in enumerate(row):
            units[number].y = own[at] + slack * (at + 1)
    for sweep in range(SWEEPS):
        for n in range(len(rows)) if sweep % 2 == 0 else reversed(range(len(rows))):
            row = rows[n]
            wanted, weights = [], []
            for at, number in enumerate(row):
                near = beside[number]
                heavy = sum(weight for _, weight in near)
                y = sum(units[other].y * weight for other, weight in near) / heavy if near else units[number].y
                wanted.append(y - offsets[n][at])
                weights.append(heavy or 0.05)
            most = max(0.0, room - totals[n])
            for at, shift in enumerate(rising(wanted, weights)):
                units[row[at]].y = offsets[n][at] + min(max(shift, 0.0), most)


def _apart(one: _Unit, other: _Unit) -> float:
    if one.iri and other.iri:
        return GAP
    return BESIDE


def rising(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the numbers nearest to the wanted ones (least squares) that never fall: pool adjacent violators.

    >>> rising([1.0, 3.0, 2.0, 4.0], [1.0, 1.0, 1.0, 1.0])
    [1.0, 2.5, 2.5, 4.0]
    """
    pools: list[list[float]] = []  # mean, weight, count
    for value, weight in zip(wanted, weights, strict=True):
        pools.append([value, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, heavy, many = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + mean * heavy) / (last[1] + heavy)
            last[1] += heavy
            last[2] += many
    return [pool[0] for pool in pools for _ in range(int(pool[2]))]


def routed(
    boxes: dict[str, Box],
    bundles: dict[Key, list[Edge]],
    level: list[Edge],
    lanes: dict[Key, dict[int, float]],
    lefts: Sequence[float],
    widths: Sequence[float],
    gap: float,
) -> list[Bundle]:
    """Return the bundles with their lines; each relation of a box leaves it at a place of its own."""
    ports = _ports(boxes, bundles, level, lanes)
    drawn = []
    for key, some in bundles.items():
        target, name, kind, left = key
        box = boxes[target]
        side = 1 if left else -1  # the side of the target that the lines come from
        start = (box.x + box.w if left else box.x, ports[target, side, name, kind, True])
        curves = []
        here = start
        outs = {box.layer: start}
        for n, y in lanes[key].items():
            near, far = (lefts[n], lefts[n] + widths[n]) if left else (lefts[n] + widths[n], lefts[n])
            curves.append(curve(*here, near, y))
            curves.append(curve(near, y, far, y))
            here = outs[n] = (far, y)
        for edge in some:
            source = boxes[edge.source]
            end = (source.x if left else source.x + source.w, ports[edge.source, -side, name, kind, False])
            curves.append(curve(*outs[source.layer - side], *end))
        drawn.append(Bundle(target, name, kind, tuple(some), tuple(curves), (*start, -side)))
    for edge in level:
        source, box = boxes[edge.source], boxes[edge.target]
        x = box.x + box.w
        y0 = ports[edge.source, 1, edge.property, edge.layer, False]
        y1 = ports[edge.target, 1, edge.property, edge.layer, True]
        out = min(gap * 0.6, 1.2 + abs(y1 - y0) * 0.06)
        bent = (x, y0, x + out, y0, x + out, y1, x, y1)
        drawn.append(Bundle(edge.target, edge.property, edge.layer, (edge,), (bent,), (x, y1, -1)))
    return drawn


Port = tuple[str, int, str, str, bool]  # thing, side, property, layer, whether the thing is the target


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
        box = boxes[iri]
        many = len(kinds)
        step = min(0.62, (box.h - 0.5) / many)
        order = sorted(kinds, key=lambda k: (sum(kinds[k]) / len(kinds[k]), k))
        for at, (name, kind, end) in enumerate(order):
            found[iri, side, name, kind, end] = middle(iri) + (at - (many - 1) / 2) * step
    return found


def curve(x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
    """Return a line that leaves and arrives level, as the four points of a Bézier curve."""
    bend = (x1 - x0) * 0.5
    return (x0, y0, x0 + bend, y0, x1 - bend, y1, x1, y1)
