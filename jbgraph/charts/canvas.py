"""A sheet that a chart is drawn on from the top down: text measured with the font it is set in, lines, bars, legend."""

from __future__ import annotations

from collections.abc import Sequence

from jbgraph.paper import fonts
from jbgraph.paper.measure import plain, wrapped
from jbgraph.paper.scene import Dash, Group, Page, Path, Rect, Text
from jbgraph.paper.style import colour

WIDTH = 720.0
MARGIN = 28.0
SIZE = 9.0
SMALL = 7.6
LEADING = 1.36
INK, SOFT, FAINT, LINE, SUNKEN = (colour(name) for name in ("ink", "ink-2", "ink-3", "line", "sunken"))
STRONG, WARM = colour("accent"), colour("goal-1")


class Canvas:
    """A chart in the making; `y` is how far down it has come, in points.

    :raises JbgraphError: if no font with Chinese is found.
    """

    def __init__(self) -> None:
        self.fonts = fonts.found()
        self.group = Group()
        self.y = MARGIN

    def lines(self, text: str, width: float, size: float = SIZE, *, bold: bool = False, most: int = 3) -> list[str]:
        """Return a text in lines no wider than `width`; what goes beyond `most` lines ends in an ellipsis."""
        face = self.fonts.face(bold)
        found = list(wrapped(plain(text), face, size, width))
        if len(found) > most:
            last = found[most - 1]
            while last and face.width(last + "…", size) > width:
                last = last[:-1]
            found = [*found[: most - 1], last + "…"]
        return found

    def wide(self, text: str, size: float = SIZE, *, bold: bool = False) -> float:
        """Return how wide a text is, in points."""
        return self.fonts.face(bold).width(plain(text), size)

    def text(
        self, x: float, y: float, text: str, size: float = SIZE, *, fill: str = INK, bold: bool = False,
        anchor: str = "start",
    ) -> None:  # fmt: skip
        """Set one line; `y` is its baseline."""
        self.group.items.append(Text(x, y, plain(text), size, fill, bold, anchor))

    def block(
        self, x: float, y: float, lines: Sequence[str], size: float = SIZE, *, fill: str = INK, bold: bool = False
    ) -> float:
        """Set lines one below another, the first at the baseline `y`, and return the baseline after the last."""
        for line in lines:
            self.text(x, y, line, size, fill=fill, bold=bold)
            y += size * LEADING
        return y

    def bar(self, x: float, y: float, w: float, h: float, fill: str = "", stroke: str = "", width: float = 0.0) -> None:
        """Draw a rectangle."""
        self.group.items.append(Rect(x, y, max(w, 0.0), h, fill, stroke, width))

    def line(
        self, points: Sequence[tuple[float, float]], stroke: str = LINE, width: float = 0.6, dash: Dash = ()
    ) -> None:
        """Draw straight lines from point to point."""
        steps = tuple(("M" if at == 0 else "L", x, y) for at, (x, y) in enumerate(points))
        self.group.items.append(Path(steps, "", stroke, width, dash))

    def dot(self, x: float, y: float, r: float, fill: str, stroke: str, width: float = 1.0) -> None:
        """Draw a circle."""
        k = r * 0.5523
        steps: tuple[tuple[str | float, ...], ...] = (
            ("M", x - r, y), ("C", x - r, y - k, x - k, y - r, x, y - r), ("C", x + k, y - r, x + r, y - k, x + r, y),
            ("C", x + r, y + k, x + k, y + r, x, y + r), ("C", x - k, y + r, x - r, y + k, x - r, y), ("Z",),
        )  # fmt: skip
        self.group.items.append(Path(steps, fill, stroke, width))

    def headed(self, title: str, note: str) -> None:
        """Set the title of the chart and one sentence on how to read it."""
        self.y = self.block(MARGIN, self.y + 12, self.lines(title, WIDTH - 2 * MARGIN, 15, bold=True), 15, bold=True)
        lines = self.lines(note, WIDTH - 2 * MARGIN, SMALL + 0.6, most=4)
        self.y = self.block(MARGIN, self.y - 2, lines, SMALL + 0.6, fill=SOFT) + 6

    def page(self) -> Page:
        """Return the sheet, as deep as the chart has come."""
        return Page(WIDTH, self.y + MARGIN, [self.group])
