"""The panorama: a place for every entity, which it keeps when others come and go.

Each root has a disc of rings, and each entity a number of its own, made of its IRI. The entities of a disc contend for
the first ring: in each ring an entity asks for one slot, which its number tells, and of those that ask for a slot the
one of the first type gets it, then the one with the least number. Who gets none goes on to the next ring. A new entity
so moves only whom it drives out, who drives out another further on: one place in a ring at most.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

from jbgraph.explorer.model import Model

STEP = 1.2  # discs have room for so many times more rings each time: they seldom move for one ring more
LEAST = 3
MIX = 0x9E3779B1  # 2^32 divided by the golden ratio, odd: spreads what one number asks for over the rings

Places = dict[str, tuple[int, int]]


def places(model: Model, sector: dict[str, int], roots: Sequence[str], order: Sequence[str], dot: float) -> Places:
    """Return a position for every entity, in pixels; what hangs on no root has a disc of its own, at the right.

    :param sector: entity → number of the root it hangs on.
    :param order: IRIs of the types from the middle of a disc outwards.
    :param dot: distance between neighbours.
    """
    rank = {kind: number for number, kind in enumerate(order)}
    discs: list[list[tuple[int, int, str]]] = [[] for _ in range(len(roots) + 1)]
    inside = set(roots)
    for iri, entry in model.entities.items():
        if iri not in inside:
            discs[sector.get(iri, len(roots))].append((rank.get(entry.type, len(rank)), number(iri), iri))
    rings = [ringed(disc) for disc in discs]
    middles = _middles([dot * (room(len(ring)) + 1) for ring in rings], 2 * dot)
    found = {root: (round(x), round(y)) for root, (x, y) in zip(roots, middles, strict=False)}
    for ring, (x0, y0) in zip(rings, middles, strict=True):
        for away, slots in enumerate(ring, 1):
            many = capacity(away)
            for slot, iri in slots.items():
                angle = 2 * math.pi * slot / many + away
                found[iri] = round(x0 + dot * away * math.cos(angle)), round(y0 + dot * away * math.sin(angle))
    return {iri: found[iri] for iri in model.entities}


def number(iri: str) -> int:
    """Return the number of an entity, 32 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(iri.encode(), digest_size=4).digest(), "big")


def capacity(ring: int) -> int:
    """Return the number of slots in a ring, about one dot apart; the first has six."""
    return round(2 * math.pi * ring)


def ringed(disc: list[tuple[int, int, str]]) -> list[dict[int, str]]:
    """Return for each ring the entity in each slot; of those that ask for one slot the least gets it."""
    waiting = sorted(disc)
    rings: list[dict[int, str]] = []
    while waiting:
        many = capacity(len(rings) + 1)
        turn = (len(rings) + 1) * MIX
        slots: dict[int, str] = {}
        left = []
        for entry in waiting:
            slot = (((entry[1] ^ turn) * MIX) >> 7 & 0xFFFFFF) * many >> 24
            if slot in slots:
                left.append(entry)
            else:
                slots[slot] = entry[2]
        rings.append(slots)
        waiting = left
    return rings


def room(rings: int) -> int:
    """Return the number of rings that a disc has room for: as many as it has, or some more."""
    size = float(LEAST)
    while size < rings:
        size *= STEP
    return math.ceil(size)


def _middles(radius: list[float], gap: float) -> list[tuple[float, float]]:
    """Return the middle of each disc: in rows of about the same number, and the last one at the right of all."""
    many = len(radius) - 1
    across = max(1, math.ceil(math.sqrt(many)))
    rows = [radius[low : min(low + across, many)] for low in range(0, many, across)]
    wide = [max(row[c] for row in rows if c < len(row)) for c in range(min(across, many))]
    found, y = [], 0.0
    for row in rows:
        high, x = max(row), 0.0
        for column, _ in enumerate(row):
            found.append((x + wide[column], y + high))
            x += 2 * wide[column] + gap
        y += 2 * high + gap
    found.append((sum(2 * r + gap for r in wide) + radius[-1], y / 2))
    return found
