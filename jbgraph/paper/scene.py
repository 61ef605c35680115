"""What is on a sheet: rectangles, paths, icons and lines of text, in points from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

Dash = tuple[float, ...]


@dataclass(frozen=True)
class Rect:
    """A rectangle, with round corners where `r` says so; no fill or stroke where the colour is empty."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    r: float = 0.0
    dash: Dash = ()


@dataclass(frozen=True)
class Path:
    """A path of absolute steps: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",).

    :ivar name: what it stands for, as `id` in an SVG; empty for decoration.
    """

    steps: tuple[tuple[str | float, ...], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dash: Dash = ()


@dataclass(frozen=True)
class Icon:
    """The shape of a type from the tokens, drawn around a middle; `size` is its whole height."""

    type: str
    x: float
    y: float
    size: float
    fill: str


@dataclass(frozen=True)
class Text:
    """One line of text; `x` is its start, middle or end as `anchor` says, `y` its baseline."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    bold: bool = False
    anchor: str = "start"


@dataclass
class Group:
    """Items that belong together: one thing or one bundle of relations; `title` is told by a viewer on hover."""

    items: list[Rect | Path | Icon | Text] = field(default_factory=list)
    title: str = ""
    role: str = ""


@dataclass
class Page:
    """A sheet."""

    width: float
    height: float
    groups: list[Group] = field(default_factory=list)

    def texts(self) -> list[Text]:
        """Return every line of text on it."""
        return [item for group in self.groups for item in group.items if isinstance(item, Text)]
