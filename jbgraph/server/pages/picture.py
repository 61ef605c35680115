"""The neighbourhood of a thing as picture: what points to it on the left, what it points to on the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from jbgraph.cards import Line

EACH, SIDE = 5, 14
"""Things that are drawn of one relation, and on one side."""
ITEM, CAPTION, GAP = 30.0, 22.0, 10.0
WIDTH, BOX, CENTRE = 940.0, 290.0, 220.0
TEXT = 14.0


@dataclass(frozen=True)
class Spot:
    """A thing in the picture, with the curve that joins it to the middle; x and y are its upper left corner.

    :ivar layer: how the curve is drawn: `stated`, `derived` or `suggested`.
    """

    iri: str
    label: str
    short: str
    kind: str
    x: float
    y: float
    curve: str
    layer: str


@dataclass(frozen=True)
class Caption:
    """The name of a relation, above what it leads to, and how many things of it are not drawn."""

    text: str
    x: float
    y: float
    more: int


@dataclass
class Picture:
    """The neighbourhood of one thing.

    :ivar shown: things that are drawn, of `total`.
    """

    height: float
    middle: float
    total: int
    shown: int = 0
    title: tuple[str, ...] = ()
    spots: list[Spot] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    width: float = WIDTH
    box: float = BOX
    centre: float = CENTRE


def wide(text: str, size: float = TEXT) -> float:
    """Return about how many pixels a text takes."""
    return sum(size if unicodedata.east_asian_width(char) in "WFA" else size * 0.55 for char in text)


def fit(text: str, pixels: float, size: float = TEXT) -> str:
    """Return a text cut to what fits into so many pixels.

    >>> fit("率先推进产业发展现代化", 100)
    '率先推进产业…'
    """
    if wide(text, size) <= pixels:
        return text
    kept = text
    while kept and wide(kept, size) + size > pixels:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, pixels: float, lines: int, size: float = TEXT) -> tuple[str, ...]:
    """Return a text in at most so many lines, the last one cut; English breaks between words."""
    parts = text.split(" ") if text.isascii() else list(text)
    glue = " " if text.isascii() else ""
    found = [""]
    for part in parts:
        longer = found[-1] + (glue if found[-1] else "") + part
        if found[-1] and wide(longer, size) > pixels:
            found.append(part)
        else:
            found[-1] = longer
    if len(found) > lines:
        found = [*found[: lines - 1], glue.join(found[lines - 1 :])]
    return tuple(fit(line, pixels, size) for line in found)


def neighbourhood(title: str, lines: Iterable[Line], kinds: Mapping[str, str]) -> Picture | None:
    """Return the picture of a thing, or None where it has no neighbour.

    :param lines: what the card of the thing says, sorted by direction and relation.
    :param kinds: entity → its class; only entities are drawn.
    """
    near = [line for line in lines if line.other in kinds]
    sides = [[line for line in near if line.forward is forward] for forward in (False, True)]
    total = len({line.other for line in near})
    if not total:
        return None
    chosen = [list(groups(side)) for side in sides]
    heights = [sum(CAPTION + GAP + ITEM * len(kept) for _, kept, _ in side) for side in chosen]
    height = max(*heights, 120.0)
    picture = Picture(height, height / 2, total, title=wrapped(title, CENTRE - 28, 3, 15))
    for forward, side in enumerate(chosen):
        place(picture, side, bool(forward), (height - heights[forward]) / 2, kinds)
    picture.shown = len({spot.iri for spot in picture.spots})
    return picture


def groups(lines: list[Line]) -> Iterable[tuple[str, list[Line], int]]:
    """Yield relation, what is drawn of it, and how many things are left out, as far as a side has room."""
    room = SIDE
    for relation, found in groupby(lines, key=lambda line: line.relation):
        every = list({line.other: line for line in found}.values())
        kept = every[: min(EACH, room)]
        room -= len(kept)
        yield relation, kept, len(every) - len(kept)


def place(
    picture: Picture, side: list[tuple[str, list[Line], int]], forward: bool, top: float, kinds: Mapping[str, str]
) -> None:
    """Put the things of one side into a picture, from the top down."""
    x = picture.width - BOX if forward else 0.0
    ends = ((picture.width + CENTRE) / 2, x) if forward else ((picture.width - CENTRE) / 2, BOX)
    y = top
    for relation, kept, more in side:
        picture.captions.append(Caption(fit(relation, BOX - 70, 12), x, y + CAPTION - 6, more))
        y += CAPTION
        for line in kept:
            middle = y + ITEM / 2 - 2
            bend = (ends[0] + ends[1]) / 2
            inner, outer = f"{ends[0]:g} {picture.middle:g}", f"{ends[1]:g} {middle:g}"
            towards = f"{bend:g} {picture.middle:g} {bend:g} {middle:g}"
            back = f"{bend:g} {middle:g} {bend:g} {picture.middle:g}"
            curve = f"M{inner}C{towards} {outer}" if forward else f"M{outer}C{back} {inner}"
            short = fit(line.label, BOX - 44)
            kind = kinds[line.other]
            picture.spots.append(Spot(line.other, line.label, short, kind, x, y, curve, layer(line)))
            y += ITEM
        y += GAP


def layer(line: Line) -> str:
    """Return the layer of a statement as it is drawn."""
    if line.passages or not line.rules:
        return "stated"
    return "suggested" if all(rule.startswith("suggested-") for rule in line.rules) else "derived"
