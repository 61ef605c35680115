"""Colours, shapes, line styles and sheet sizes: the visual language of the explorer, on paper."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from jbgraph.errors import JbgraphError
from jbgraph.resources import tokens

MM = 72 / 25.4
LARGEST = 14000.0  # points; a page of a PDF has at most 14,400


@dataclass(frozen=True)
class Size:
    """A size of sheet.

    :ivar width: in points, landscape; 0 where the sheet is as large as the map.
    :ivar least: the smallest size of text in boxes, in points, that is still read from where one stands.
    :ivar usual: the size where the map is split over sheets.
    :ivar most: the largest size, for a small map on a large sheet.
    :ivar frame: the size of the legend and the notes; the title is a multiple of it.
    """

    name: str
    width: float
    height: float
    margin: float
    least: float
    usual: float
    most: float
    frame: float

    def worth(self, em: float) -> float:
        """Return how well a size of text reads: text is hardly too large, but soon too small."""
        enough, ample = math.sqrt(self.least * self.usual), math.sqrt(self.usual * self.most)
        return float(min(em, ample * (em / ample) ** 0.4) * min(1.0, em / enough))


SIZES = {
    "A4": Size("A4", 297 * MM, 210 * MM, 11 * MM, 6.5, 7.5, 10.5, 6.5),
    "A3": Size("A3", 420 * MM, 297 * MM, 14 * MM, 7.0, 8.5, 13.0, 8.0),
    "A0": Size("A0", 1189 * MM, 841 * MM, 32 * MM, 8.0, 12.0, 30.0, 17.0),
    "fit": Size("fit", 0.0, 0.0, 30.0, 10.0, 10.0, 10.0, 10.0),
}


def size_of(options: Mapping[str, str], default: str = "fit") -> Size:
    """Return the size that the option `size` names.

    :raises JbgraphError: if there is no such size.
    """
    asked = options.get("size") or default
    for name, size in SIZES.items():
        if name.lower() == asked.lower():
            return size
    raise JbgraphError(
        (f"there is no sheet size {asked}", f"没有纸张尺寸 {asked}"), where="--size", hint=", ".join(SIZES)
    )


def colour(name: str) -> str:
    """Return a colour of the light theme."""
    return str(tokens()["colors"]["light"][name])


def mixed(one: str, other: str, part: float) -> str:
    """Return a colour between two; `part` of it is the first.

    >>> mixed("#000000", "#ffffff", 0.25)
    '#bfbfbf'
    """
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02x}" for a, b in pairs)


def hue(number: int) -> str:
    """Return the colour of a goal by its number; −1 and what is beyond four have none of their own."""
    return colour(f"goal-{number}" if 0 <= number <= 3 else "goal-x")


def icon(type_: str) -> str:
    """Return the shape of a type as SVG path data, around (0, 0), twelve units high."""
    return str(tokens()["types"].get(type_, tokens()["unknownType"])["path"])


def dash(layer: str) -> tuple[float, ...]:
    """Return the dashes of a layer."""
    return tuple(float(value) for value in tokens()["layers"].get(layer, []))


def stack(family: str) -> str:
    """Return the family a map is measured in, and after it those that look like it, for CSS."""
    rest = [name.strip() for name in str(tokens()["fonts"]["sans"]).split(",")]
    quoted = '"' + family.replace('"', "") + '"'
    return ", ".join([quoted, *(name for name in rest if name != quoted)])
