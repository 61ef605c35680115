"""The signs at the ends of lines: one shape for each relation, so that it is told without a word beside the line."""

from __future__ import annotations

from jbgraph.paper.scene import Path, Rect, Text

SHAPES = ("serves", "partOf", "memberOf", "aimsAt", "develops", "measuredBy")
LENGTH = 0.78  # how far a sign reaches from the box, in em


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
