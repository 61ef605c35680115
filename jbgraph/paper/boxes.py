"""What stands in a box, and how large it is: the label in lines, the numbers of its notes, the way to other pages.

Lengths are in em, the size of the text in most boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jbgraph import terms
from jbgraph.drawings import Drawing
from jbgraph.maps import Node
from jbgraph.paper.fonts import Face, Fonts
from jbgraph.paper.marks import STEP
from jbgraph.paper.measure import measured, plain, wrapped
from jbgraph.paper.notes import Notes, noted, ranges
from jbgraph.rendering import say

STRIPE = 0.34
BEFORE = 2.35  # from the left side to the text: stripe, icon
AFTER = 0.6
ABOVE = 0.42
LINE = 1.34
SMALL = 0.66  # numbers of notes and pages
GOAL = 1.22
WIDEST = 26.0
GAP = 0.3  # between a text and the signs of holes
SHORT = 1.6  # a tail shorter than this is not left alone on a line
WORD = 15.0  # a word that needs a wider box than this may be broken


@dataclass(frozen=True)
class Content:
    """What is written in a box; tail and holes follow the last line, or have lines of their own if `apart`.

    :ivar under: the lines of the tail where it stands apart; the holes follow the last, which may be empty.
    :ivar holes: what the thing lacks.
    """

    lines: tuple[str, ...]
    size: float
    bold: bool
    tail: str
    apart: bool
    under: tuple[str, ...]
    holes: tuple[str, ...]
    height: float


class Contents:
    """The contents of the boxes of a map, for any width."""

    def __init__(self, drawing: Drawing, fonts: Fonts, notes: Notes | None = None) -> None:
        self.drawing = drawing
        self.fonts = fonts
        self.notes = notes if notes is not None else noted(drawing)
        self._known: dict[tuple[str, float, bool, tuple[int, ...]], Content] = {}
        self._natural: dict[str, float] = {}
        self._least: dict[str, float] = {}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels as they are drawn."""
        return {iri: plain(self.drawing.labels[iri]) for iri in self.drawing.nodes}

    def style(self, node: Node) -> tuple[float, bool]:
        """Return size and weight of the label of a thing."""
        return (GOAL, True) if node.type == "Goal" else (1.0, node.type in ("Pathway", "Task"))

    def natural(self, iri: str) -> float:
        """Return how wide a box would be with its label in one line."""
        if iri not in self._natural:
            size, bold = self.style(self.drawing.nodes[iri])
            tail = self.beside(self.own(iri), self.holes(iri))
            wide = self.fonts.face(bold).width(self.labels[iri], size)
            self._natural[iri] = wide + tail + BEFORE + AFTER + 0.05
        return self._natural[iri]

    def least(self, iri: str) -> float:
        """Return how wide a box must be so that no word of its label is broken, up to `WORD`."""
        if iri not in self._least:
            size, bold = self.style(self.drawing.nodes[iri])
            pieces = measured(self.labels[iri], self.fonts.face(bold), size)
            widest = max((bare for _, _, bare in pieces), default=0.0)
            self._least[iri] = min(WORD, widest + BEFORE + AFTER + 0.05)
        return self._least[iri]

    @property
    def small(self) -> Face:
        """The font of the tail."""
        return self.fonts.regular

    def content(self, iri: str, width: float, here: bool = True, pages: tuple[int, ...] = ()) -> Content:
        """Return what stands in a box of a width.

        :param here: whether the thing is at home on the page, and not repeated from another.
        :param pages: other pages on which the thing is; where it is repeated, that of its home.
        """
        key = (iri, width, here, pages)
        if key not in self._known:
            tail = self.tail(iri, here, pages)
            holes = self.holes(iri) if here else ()
            size, bold = self.style(self.drawing.nodes[iri])
            face = self.fonts.face(bold)
            room = width - BEFORE - AFTER
            lines = wrapped(self.labels[iri], face, size, room)
            wide = self.beside(tail, holes)
            apart = bool(wide) and face.width(lines[-1], size) + wide > room + AFTER / 2
            if apart and self.least(iri) <= width - wide:  # the tail has no line of its own where others make room
                narrow = wrapped(self.labels[iri], face, size, room - wide)
                if len(narrow) == len(lines) or wide < SHORT:
                    lines, apart = narrow, False
            under = wrapped(tail, self.small, SMALL, room) if apart else ()
            if apart and holes and under[-1] and self.beside(under[-1], holes) > room + AFTER / 2:
                under = (*under, "")
            high = 2 * ABOVE + len(lines) * LINE * size + len(under) * LINE * SMALL
            self._known[key] = Content(lines, size, bold, tail, apart, under, holes, round(high, 3))
        return self._known[key]

    def holes(self, iri: str) -> tuple[str, ...]:
        """Return what a thing lacks."""
        return tuple(self.drawing.lacks.get(iri, ()))

    def beside(self, tail: str, holes: tuple[str, ...]) -> float:
        """Return how much room a tail and the signs of holes need beside a text; none where there is neither."""
        wide = self.small.width(tail, SMALL) + 0.35 if tail else 0.0
        return wide + (GAP + len(holes) * STEP if holes else 0.0)

    def own(self, iri: str) -> str:
        """Return the numbers of the notes of a thing, before them how far it is and when it is due."""
        numbers = ",".join(str(number) for number in self.notes.of.get(iri, ()))
        return " · ".join(part for part in (*entered(self.drawing, iri), numbers) if part)

    def tail(self, iri: str, here: bool, pages: tuple[int, ...]) -> str:
        """Return the numbers of the notes and pages of a thing."""
        lang = self.drawing.lang
        if not here:
            return say(lang, f"→ p. {ranges(pages)}", f"→ 第{ranges(pages, '、')}页") if pages else ""
        own = self.own(iri)
        also = say(lang, f"also p. {ranges(pages)}", f"另见第{ranges(pages, '、')}页") if pages else ""
        return " · ".join(part for part in (own, also) if part)


def class_label(drawing: Drawing, type_: str) -> str:
    """Return the label of a class."""
    return drawing.types.get(type_) or type_.removeprefix(terms.JB)


def entered(drawing: Drawing, iri: str) -> tuple[str, ...]:
    """Return what staff entered of a thing in few words: how far it is, and when it is due; nothing where nothing."""
    judged = drawing.judged
    if judged is None or iri not in judged.facts:
        return ()
    due = judged.facts[iri].due
    return tuple(part for part in (judged.shares(iri), f"{due:%Y-%m-%d}" if due else "") if part)
