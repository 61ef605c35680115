"""The signs of a map: a shape for each relation at the ends of its lines, and a letter in a frame for each hole."""

from __future__ import annotations

from collections.abc import Sequence

from jbgraph.paper.fonts import Face
from jbgraph.paper.scene import Path, Rect, Text
from jbgraph.paper.style import colour
from jbgraph.rendering import say
from jbgraph.resources import tokens

SHAPES = ("serves", "partOf", "memberOf", "aimsAt", "develops", "measuredBy")
LENGTH = 0.78  # how far a sign reaches from the box, in em
HOLES = {"project": ("P", "项"), "metric": ("M", "标"), "responsibility": ("N", "责"), "horizon": ("T", "时")}
SIDE, STEP, LETTER = 0.82, 0.94, 0.6  # of the frame of a hole, from one to the next, and of its letter, in em


def letter(number: int) -> str:
    """Return the sign of the relation of a number: a, b, … z, aa, ab, …

    >>> letter(0), letter(27)
    ('a', 'ab')
    """
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text


def sign(
    name: str, letters: dict[str, str], x: float, y: float, way: int, em: float, colour: str
) -> list[Rect | Path | Text]:
    """Return the sign of a relation at a point of a box.

    :param name: the local name of the relation, or its IRI.
    :param letters: relations without a shape of their own → their letter.
    :param way: +1 if the line comes from the left of the point, −1 if from its right.
    """
    back = -way  # away from the box

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + back * dx * em, y + dy * em

    def drawn(*points: tuple[float, float], fill: str = colour, closed: bool = True) -> Path:
        steps: list[tuple[str | float, ...]] = [("L", *at(*point)) for point in points]
        steps[0] = ("M", *at(*points[0]))
        if closed:
            steps.append(("Z",))
        return Path(tuple(steps), fill=fill, stroke=colour, width=0.085 * em)

    white = "#ffffff"
    plain = {
        "serves": ((0, 0), (0.62, -0.26), (0.62, 0.26)),
        "partOf": ((0, 0), (0.36, -0.23), (0.72, 0), (0.36, 0.23)),
        "memberOf": ((0.04, 0), (0.38, -0.23), (0.72, 0), (0.38, 0.23)),
    }
    if name in plain:
        return [drawn(*plain[name], fill=white if name == "memberOf" else colour)]
    if name == "aimsAt":
        return [drawn((0.55, -0.27), (0.04, 0), (0.55, 0.27), fill="", closed=False)]
    if name in ("develops", "measuredBy"):
        (cx, cy), r = at(0.27, 0), 0.22 * em
        if name == "develops":
            return [Rect(cx - r, cy - r, 2 * r, 2 * r, fill=colour, r=r)]
        return [Rect(cx - r, cy - r, 2 * r, 2 * r, fill=white, stroke=colour, width=0.1 * em)]
    (cx, cy), r = at(0.48, 0), 0.42 * em
    text = letters.get(name, "?")
    size = 0.62 * em / max(1, len(text) * 0.75)
    return [
        Rect(cx - r, cy - r, 2 * r, 2 * r, fill=white, stroke=colour, width=0.07 * em, r=r),
        Text(cx, cy + size * 0.33, text, size, colour, anchor="middle"),
    ]


def holes(
    keys: Sequence[str], lang: str, x: float, y: float, em: float, colour: str, face: Face
) -> list[Rect | Path | Text]:
    """Return the signs of what a thing lacks, from a point on their middle line to the right."""
    found: list[Rect | Path | Text] = []
    for number, key in enumerate(keys):
        text = say(lang, *HOLES[key])
        left = x + number * STEP * em
        middle = left + (SIDE * em - face.width(text, LETTER * em)) / 2
        found.append(Rect(left, y - SIDE / 2 * em, SIDE * em, SIDE * em, stroke=colour, width=0.06 * em, r=0.16 * em))
        found.append(Text(middle, y + LETTER * 0.37 * em, text, LETTER * em, colour))
    return found


def lamp(x: float, y: float, em: float, light: str, late: str) -> list[Rect]:
    """Return a light: empty where nothing is reported, in a ring of its former colour where it was late before."""
    r = 0.55 * em
    fills = tokens()["lights"]
    if light not in fills or light == "none":
        return [Rect(x - r, y - r, 2 * r, 2 * r, stroke=colour("line-2"), width=0.08 * em, r=r)]
    found = [Rect(x - r, y - r, 2 * r, 2 * r, fill=fills[light][0], r=r)]
    if late in fills:
        wide = r + 0.22 * em
        found.append(Rect(x - wide, y - wide, 2 * wide, 2 * wide, stroke=fills[late][0], width=0.16 * em, r=wide))
    return found
