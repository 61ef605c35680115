"""Which things stand on which sheet, how wide the boxes are, and how large the text is.

A map that fits on one sheet at a size that can be read stands on one; else each goal begins a sheet, and the outline
under it is cut between its branches, never through a box or a line. A relation is drawn on the sheet of the thing it
leads from; where its other end is at home on another sheet, that is repeated with the number of its page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from jbgraph.networks import Edge
from jbgraph.paper.boxes import WIDEST, Contents
from jbgraph.paper.frame import Frame
from jbgraph.paper.layers import Place, Structure
from jbgraph.paper.layout import Item, height
from jbgraph.paper.style import LARGEST, Size

CAPS = (WIDEST, 22.0, 19.0, 17.0, 15.0, 13.5, 12.0, 11.0, 10.0, 9.0, 8.0)
NARROW, WIDE = 3.0, 9.5  # between the layers
MANY = 30  # sheets of a goal beyond which they are not made even
SURE = 80  # things from which on it is foreseen how full a sheet becomes
FULL = 0.5  # a sheet that is fuller than this is left for a branch that would not fit on it


@dataclass
class Sheet:
    """What stands on one sheet.

    :ivar own: things at home here, in the order of the outline.
    :ivar repeated: ends of relations that are at home on another sheet.
    :ivar edges: the relations drawn here.
    :ivar goal: the thing whose branch it is; empty where it holds several.
    :ivar part: which of how many sheets of the goal.
    """

    own: list[str]
    repeated: list[str] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    em: float = 0.0
    widths: tuple[float, ...] = ()
    gap: float = NARROW
    places: tuple[Place, ...] = ()
    goal: str = ""
    part: tuple[int, int] = (1, 1)
    pages: dict[str, tuple[int, ...]] = field(default_factory=dict)


class Planner:
    """Puts the things of a map on sheets of a size."""

    def __init__(self, contents: Contents, structure: Structure, frame: Frame, size: Size) -> None:
        self.contents = contents
        self.structure = structure
        self.frame = frame
        self.size = size
        self.leaving: dict[str, list[Edge]] = {}
        for edge in contents.drawing.map.edges:
            self.leaving.setdefault(edge.source, []).append(edge)
        self.rank = {iri: number for number, iri in enumerate(structure.order)}

    def sheets(self) -> list[Sheet]:
        """Return the sheets in order, with everything on them and their sizes."""
        everything = self.filled(list(self.structure.order))
        if self.single(everything):
            return [everything]
        self.frame.split = True
        found: list[Sheet] = []
        for goal, start, end in self.branches():
            branch = self.filled(list(self.structure.order[start:end]))
            if self.size.width and self.single(branch):
                parts = [branch]
            else:
                parts = [self.filled(own) for own in self.even(start, end)]
            for number, sheet in enumerate(parts, 1):
                sheet.goal, sheet.part = goal, (number, len(parts))
            found += parts
        self.number(found)
        for sheet in found:
            self.scale(sheet)
        return found

    def filled(self, own: list[str]) -> Sheet:
        """Return a sheet with the relations that lead from its things, and the ends these need."""
        edges = [edge for iri in own for edge in self.leaving.get(iri, ())]
        here = set(own)
        repeated = sorted({edge.target for edge in edges} - here, key=self.rank.__getitem__)
        return Sheet(own, repeated, edges)

    def branches(self) -> list[tuple[str, int, int]]:
        """Return the goals with the slice of the outline below each; what hangs under none comes last, together."""
        order, parent = self.structure.order, self.structure.parent
        nodes = self.contents.drawing.nodes
        tops = [number for number, iri in enumerate(order) if iri not in parent]
        found: list[tuple[str, int, int]] = []
        for start, end in zip(tops, [*tops[1:], len(order)], strict=True):
            goal = order[start] if nodes[order[start]].column == 0 else ""
            if not goal and found and not found[-1][0]:
                found[-1] = ("", found[-1][1], end)
            else:
                found.append((goal, start, end))
        return found

    def even(self, start: int, end: int) -> list[list[str]]:
        """Return a slice of the outline in as few parts as fit on a sheet each, the last not much emptier."""
        parts = self.cut(start, end, 1.0)
        if 1 < len(parts) <= MANY and self.size.width:
            for most in (0.55, 0.65, 0.75, 0.85, 0.92):
                tried = self.cut(start, end, most)
                if len(tried) <= len(parts):
                    return tried
        return parts

    def cut(self, start: int, end: int, most: float) -> list[list[str]]:
        """Return a slice of the outline in parts that fill at most so much of a sheet each."""
        order, parent = self.structure.order, self.structure.parent
        sizes = dict.fromkeys(order[start:end], 1)
        for iri in reversed(order[start:end]):
            if parent.get(iri) in sizes:
                sizes[parent[iri]] += sizes[iri]
        parts: list[list[str]] = [[]]
        known = (0, 0.0)  # how many things filled how much of the sheet when it was last looked at
        stack = [(number, False) for number in reversed(range(start, end)) if parent.get(order[number]) not in sizes]
        while stack:
            number, alone = stack.pop()
            iri = order[number]
            branch = [iri] if alone else list(order[number : number + sizes[iri]])
            many = len(parts[-1]) + len(branch)
            if known[0] > SURE and known[1] * many / known[0] < most * 0.85:  # it fits without a closer look
                parts[-1] += branch
                continue
            fill = self.fill(parts[-1] + branch)
            if fill <= most:
                known = (many, fill)
                parts[-1] += branch
                continue
            if parts[-1] and ((self.fill(branch) <= most and self.fill(parts[-1]) > FULL * most) or len(branch) == 1):
                parts.append([])
                known = (0, 0.0)
                stack.append((number, alone))
                continue
            if len(branch) == 1:  # it fills more than a sheet by itself: the sheet is scaled
                parts[-1] += branch
                continue
            children = [n for n in range(number + 1, number + sizes[iri]) if parent[order[n]] == iri]
            stack.extend((n, False) for n in reversed(children))
            stack.append((number, True))
        return [part for part in parts if part]

    def fill(self, own: list[str]) -> float:
        """Return how much of a sheet some things fill at the usual size, 1 being all of it."""
        sheet = self.filled(own)
        em = self.size.usual
        width, high = self.size.width or LARGEST, self.size.height or LARGEST
        across, down = self.frame.room(width, high, sheet.own)
        widths, _ = self.widths(sheet, across / em)
        return self.high(sheet, widths) * em / (down * 0.97)

    def single(self, sheet: Sheet) -> bool:
        """Set the sheet at the size that reads best, and return whether it can be read.

        That is a large one, but not so large that the labels are cut into many short lines.
        """
        if not self.size.width:
            return self.fitting(sheet)
        best = 0.0
        for width, high, bonus in (
            (self.size.width, self.size.height, 1.08), (self.size.height, self.size.width, 1.0)
        ):  # fmt: skip
            across, down = self.frame.room(width, high, sheet.own)
            for cap in CAPS:
                widths, gap = self.capped(sheet, cap), self.least_gap(sheet)
                em = min(
                    across / max(1.0, sum(widths) + gap * (len(widths) - 1)),
                    down / self.high(sheet, widths),
                    self.size.most,
                )
                if em < self.size.least:
                    continue
                worth = self.size.worth(em) * bonus / self.lines(sheet, widths) ** 0.7
                if worth > best:
                    best = worth
                    sheet.width, sheet.height, sheet.em = width, high, em
                    sheet.widths, sheet.gap = self.spread(widths, across / em)
        return best > 0

    def fitting(self, sheet: Sheet) -> bool:
        """Set a sheet that is as large as its content, near the shape of a landscape sheet; not beyond LARGEST."""
        best, em = math.inf, self.size.usual
        for cap in CAPS:
            widths, gap = self.capped(sheet, cap), max(5.0, self.least_gap(sheet))
            wide, high = (sum(widths) + gap * (len(widths) - 1)) * em, self.high(sheet, widths) * 1.05 * em
            width, whole = self.frame.around(wide, high, sheet.own)
            shape = abs(math.log(width / whole / 1.414)) + (0.35 if cap < 11 else 0.0)
            if max(width, whole) <= LARGEST and shape < best:
                best = shape
                sheet.width, sheet.height, sheet.em = width, whole, em
                sheet.widths, sheet.gap = self.spread(widths, self.frame.room(width, whole, sheet.own)[0] / em)
        return best < math.inf

    def scale(self, sheet: Sheet) -> None:
        """Set a sheet of a split map: at the usual size, or smaller where its pages are named and it would not fit."""
        if sheet.em:
            return
        em = self.size.usual
        sheet.width, sheet.height = self.size.width or LARGEST, self.size.height or LARGEST
        for _ in range(12):
            across, down = self.frame.room(sheet.width, sheet.height, sheet.own)
            sheet.widths, sheet.gap = self.widths(sheet, across / em)
            high = self.high(sheet, sheet.widths)
            if high * em <= down:
                break
            em *= max(0.8, min(0.985, down / (high * em)))
        sheet.em = em
        if not self.size.width:
            high = self.high(sheet, sheet.widths) * em * 1.05
            wide = (sum(sheet.widths) + sheet.gap * (len(sheet.widths) - 1)) * em
            sheet.width, sheet.height = self.frame.around(wide, high, sheet.own)

    def number(self, sheets: Sequence[Sheet]) -> None:
        """Tell each sheet on which other pages its things are: those at home everywhere, those repeated their home."""
        home = {iri: page for page, sheet in enumerate(sheets, 1) for iri in sheet.own}
        away: dict[str, list[int]] = {}
        for page, sheet in enumerate(sheets, 1):
            for iri in sheet.repeated:
                away.setdefault(iri, []).append(page)
        for sheet in sheets:
            sheet.pages = {iri: tuple(away[iri]) for iri in sheet.own if iri in away}
            sheet.pages |= {iri: (home[iri],) for iri in sheet.repeated}

    def used(self, sheet: Sheet) -> tuple[Place, ...]:
        """Return the layers that the sheet has anything in."""
        return tuple(sorted({self.structure.place[iri] for iri in (*sheet.own, *sheet.repeated)}))

    def items(self, sheet: Sheet, widths: Sequence[float]) -> list[Item]:
        """Return the boxes of a sheet in the order of the outline."""
        sheet.places = self.used(sheet)
        layer = {place: number for number, place in enumerate(sheet.places)}
        own = set(sheet.own)
        found = []
        for iri in sorted((*sheet.own, *sheet.repeated), key=self.rank.__getitem__):
            number = layer[self.structure.place[iri]]
            pages = sheet.pages.get(iri, () if iri in own else (100,))
            high = self.contents.content(iri, widths[number], iri in own, pages).height
            found.append(Item(iri, number, high))
        return found

    def lines(self, sheet: Sheet, widths: Sequence[float]) -> float:
        """Return how many lines a label has on average."""
        layer = {place: number for number, place in enumerate(self.used(sheet))}
        shown = (*sheet.own, *sheet.repeated)
        lines = sum(len(self.contents.content(iri, widths[layer[self.structure.place[iri]]]).lines) for iri in shown)
        return max(1.0, lines / max(1, len(shown)))

    def high(self, sheet: Sheet, widths: Sequence[float], air: float = 1.0) -> float:
        """Return how high the sheet's block is, in em."""
        return max(1.0, height(self.items(sheet, widths), sheet.edges, air))

    def capped(self, sheet: Sheet, cap: float) -> tuple[float, ...]:
        """Return the widths of the boxes in each layer: as wide as the longest label, at most `cap` or a long word."""
        wide: dict[Place, float] = {}
        word: dict[Place, float] = {}
        for iri in (*sheet.own, *sheet.repeated):
            place = self.structure.place[iri]
            wide[place] = max(wide.get(place, 7.5), self.contents.natural(iri))
            word[place] = max(word.get(place, 0.0), self.contents.least(iri))
        return tuple(round(min(max(cap, word[place]), wide[place]), 2) for place in sorted(wide))

    def least_gap(self, sheet: Sheet) -> float:
        """Return how far layers stand apart at least: farther where many lines run between them."""
        return NARROW + min(4.0 if self.size.width else 6.0, len(sheet.edges) / 150)

    def widths(self, sheet: Sheet, across: float) -> tuple[tuple[float, ...], float]:
        """Return the widest boxes that fit side by side in so many em, and the gap between them."""
        for cap in CAPS:
            widths = self.capped(sheet, cap)
            if sum(widths) + self.least_gap(sheet) * (len(widths) - 1) <= across:
                break
        else:
            count = len(widths)
            even = max(4.5, (across - NARROW * (count - 1)) / count)
            widths = tuple(round(min(even, width), 2) for width in widths)
        return self.spread(widths, across)

    def spread(self, widths: tuple[float, ...], across: float) -> tuple[tuple[float, ...], float]:
        """Return the widths, and the gap that uses the room there is, up to WIDE."""
        if len(widths) < 2:
            return widths, 0.0
        return widths, min(WIDE, max((across - sum(widths)) / (len(widths) - 1), 1.5))
