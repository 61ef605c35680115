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
from jbgraph.paper.routes import Box, Key, Layout, route

GAP = 0.62  # between boxes
LANE = 0.5  # height of a line that passes a layer
BESIDE = 0.3  # between a lane and a box
SWEEPS = 14
LARGE = 6000  # links; beyond it the slow last step of the ordering is left out


@dataclass(frozen=True)
class Item:
    """A box to be placed.

    :ivar layer: its layer, counted from the left among those that the block has.
    """

    iri: str
    layer: int
    height: float


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
    heights = {key: {n: units[unit].y for n, unit in own.items()} for key, own in lanes.items()}
    level_boxes = {
        unit.iri: Box(unit.iri, unit.layer, 0.0, unit.y - unit.height / 2, widths[unit.layer], unit.height)
        for unit in units if unit.iri
    }  # fmt: skip
    return route(level_boxes, bundles, level, heights, widths, gap, room)


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
        last = sweep >= SWEEPS - 3  # what stands left is put at the middle of what hangs under it
        for n in range(len(rows)) if sweep % 2 == 0 and not last else reversed(range(len(rows))):
            row = rows[n]
            wanted, weights = [], []
            for at, number in enumerate(row):
                near = beside[number]
                if last:
                    near = [link for link in near if units[link[0]].layer > n] or near
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
