"""The wall chart as sheets: a ruled table with merged cells, its head on every sheet, rows never cut.

Lengths inside are in em, the size of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jbgraph.drawings import Drawing
from jbgraph.paper import fonts, sheets, style
from jbgraph.paper.boxes import Contents
from jbgraph.paper.frame import LEADING, NOTE, TITLE, Frame
from jbgraph.paper.layers import structure
from jbgraph.paper.measure import plain, wrapped
from jbgraph.paper.notes import ranges
from jbgraph.paper.sheets import Chart, Row
from jbgraph.paper.style import LARGEST, MM, Size, mixed
from jbgraph.rendering import say

HOLE = "#9a4a00"  # as on the page of the HTML format
WHITE = "#ffffff"
FAINT = mixed(HOLE, WHITE, 0.8)
LINE = 1.36
PAD = 0.5
ABOVE = 0.46
SMALL = 0.82
LEASTS = {"A4": (6.0, 6.5, 9.0), "A3": (7.0, 8.0, 11.0), "A0": (8.0, 9.5, 26.0), "fit": (8.5, 8.5, 8.5)}
COLUMNS = (
    ("goal", 3.2, ("Goal", "目标")),
    ("group", 9.0, ("Pathway or program", "路径或工程")),
    ("thing", 20.0, ("Undertaking", "任务、举措或项目")),
    ("targets", 15.0, ("Target and period", "指标目标值与时期")),
    ("limits", 7.0, ("Time limit", "时限")),
    ("holders", 11.5, ("Post or unit", "责任单位或岗位")),
    ("roles", 4.6, ("Role", "角色")),
    ("stages", 5.2, ("Stage", "进展")),
    ("light", 3.0, ("Light", "亮灯")),
    ("flag", 3.0, ("Flag", "挂旗")),
    ("notes", 4.2, ("Source", "出处")),
)
ENGLISH = {"goal": 6.4, "group": 12.0, "thing": 22.0, "roles": 6.6, "stages": 7.0, "light": 3.8, "notes": 4.8}
TITLES = ("Wall chart of undertakings", "目标任务作战图")
UNSTATED = ("not stated", "未载明")
DIRECT = ("directly under the goal", "直接服务目标")


@dataclass(frozen=True)
class Line:
    """A line in a cell."""

    text: str
    kind: str = ""  # hole, soft, or nothing


@dataclass
class Block:
    """Rows of one sheet, with their heights in em."""

    rows: list[Row]
    heights: list[float]
    em: float
    width: float
    height: float
    page: tuple[int, int] = (1, 1)
    carried: set[str] = field(default_factory=set)


class Table:
    """A wall chart on its way to paper."""

    def __init__(self, drawing: Drawing, default: str = "A3") -> None:
        self.chart: Chart = sheets.chart(drawing)
        self.drawing = drawing
        self.lang = drawing.lang
        self.size: Size = style.size_of(drawing.options, default)
        self.fonts = fonts.found(drawing.options.get("font", ""), drawing.labels.values())
        heads = list(self.chart.hues)
        self.contents = Contents(drawing, self.fonts, self.chart.notes)
        self.frame = Frame(self.contents, structure(drawing.map, heads), self.size, heads, "")
        self._lines: dict[tuple[str, float], dict[str, list[Line]]] = {}

    @property
    def title(self) -> str:
        """The title of the document."""
        return plain(f"{say(self.lang, *TITLES)} · {self.drawing.roots}")

    # -- what stands in a row -----------------------------------------------------------------------------------------

    def shares(self, across: float) -> list[float]:
        """Return the width of each column when all are so wide together."""
        zh = self.lang == "zh"
        wide = [width if zh else ENGLISH.get(name, width) for name, width, _ in COLUMNS]
        fixed = {"goal", "light", "flag", "roles", "stages", "notes"}
        kept = sum(w for w, column in zip(wide, COLUMNS, strict=True) if column[0] in fixed)
        rest = sum(wide) - kept
        scale = (across - kept) / rest
        return [w if column[0] in fixed else w * scale for w, column in zip(wide, COLUMNS, strict=True)]

    def cells(self, row: Row, widths: Sequence[float]) -> dict[str, list[Line]]:
        """Return the lines of each cell that is not merged."""
        known = (sheets.key(row), round(sum(widths), 3))
        if known in self._lines:
            return self._lines[known]
        face = self.fonts.regular
        wide = {column[0]: width - 2 * PAD for column, width in zip(COLUMNS, widths, strict=True)}
        indent = min(row.depth, 3) * 1.0
        thing = plain(self.drawing.labels[row.thing])
        found = {"thing": [Line(text) for text in wrapped(thing, face, 1.0, wide["thing"] - 1.5 - indent)]}

        def said(name: str, texts: Sequence[str]) -> list[Line]:
            lines = [Line(line) for text in texts for line in wrapped(plain(text), face, 1.0, wide[name])]
            return lines or [Line(say(self.lang, *UNSTATED), "hole")]

        found["targets"] = said("targets", [one.text for one in row.targets])
        found["limits"] = said("limits", [one.text for one in row.limits])
        found["stages"] = said("stages", [one.text for one in row.stages])
        holders: list[Line] = []
        roles: list[Line] = []
        people = [(one, "") for one in row.holders] + [(one, "soft") for one in row.others]
        if not row.holders:
            holders.append(Line(say(self.lang, *UNSTATED), "hole"))
            roles.append(Line("—" if not row.others else "", "soft"))
        for one, kind in people:
            left = [Line(text, kind) for text in wrapped(plain(one.name.text), face, 1.0, wide["holders"])]
            right = [Line(text, kind) for text in wrapped(plain(one.role), face, 1.0, wide["roles"])]
            deep = max(len(left), len(right))
            holders += left + [Line("")] * (deep - len(left))
            roles += right + [Line("")] * (deep - len(right))
        found["holders"], found["roles"] = holders, roles
        numbers = ranges(self.chart.notes.of.get(sheets.key(row), ()), ",")
        found["notes"] = [Line(text, "soft") for text in wrapped(numbers, face, SMALL, wide["notes"])]
        self._lines[known] = found
        return found

    def heights(self, rows: Sequence[Row], widths: Sequence[float]) -> list[float]:
        """Return the height of each row; the last of a group is higher where the name of the group needs it."""
        found = [max(len(lines) for lines in self.cells(row, widths).values()) * LINE + 2 * ABOVE for row in rows]
        start = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or (rows[at].goal, rows[at].group) != (rows[start].goal, rows[start].group):
                need = len(self.group_lines(rows[start], widths[1], start == 0)) * LINE + 2 * ABOVE
                found[at - 1] += max(0.0, need - sum(found[start:at]))
                start = at
        return found

    def group_lines(self, row: Row, width: float, carried: bool) -> list[str]:
        """Return the name of the group of a row in lines."""
        name = plain(self.drawing.labels[row.group]) if row.group else say(self.lang, *DIRECT)
        if carried:
            name += say(self.lang, " (continued)", "（续）")
        return list(wrapped(name, self.fonts.bold, 1.0, width - 2 * PAD))

    # -- sheets -------------------------------------------------------------------------------------------------------

    def blocks(self) -> list[Block]:
        """Return the rows by sheet: all on one where they can be read there, else each goal begins a sheet."""
        rows = list(self.chart.rows)
        whole = self.single(rows)
        if whole:
            return [whole]
        found: list[Block] = []
        for goal in dict.fromkeys(row.goal for row in rows):
            own = [row for row in rows if row.goal == goal]
            single = self.single(own)
            found += [single] if single else self.split(own)
        for number, block in enumerate(found, 1):
            block.page = (number, len(found))
        return found

    def room(self, width: float, height: float, rows: Sequence[Row]) -> tuple[float, float]:
        """Return how wide and high the table may be, in points."""
        margin = self.size.margin
        across = width - 2 * margin
        return across, height - 2 * margin - self.head() - self.foot(across, rows)

    def head(self) -> float:
        """Return how high the title is."""
        return (TITLE * 1.25 + 1.2 * LEADING + 0.9) * self.size.frame

    def foot(self, across: float, rows: Sequence[Row]) -> float:
        """Return how high the notes are."""
        f = self.size.frame
        deep = self.frame.noted(across, self.chart.notes.used(sheets.key(row) for row in rows))[1]
        return (deep * NOTE * LEADING + 2.6 + 1.9) * f

    def single(self, rows: list[Row]) -> Block | None:
        """Return the rows on one sheet at the largest size, or None where that could not be read."""
        least, _, most = LEASTS[self.size.name]
        if not self.size.width:
            width = 420 * MM
            em = least
            widths = self.shares((width - 2 * self.size.margin) / em)
            heights = self.heights(rows, widths)
            used = self.head() + self.foot(width - 2 * self.size.margin, rows) + 2 * self.size.margin
            high = (sum(heights) + self.header(widths)) * em + used
            return Block(rows, heights, em, width, high) if high <= LARGEST else None
        best: Block | None = None
        for width, height in ((self.size.width, self.size.height), (self.size.height, self.size.width)):
            if width < height and self.size.name != "A0":
                continue
            across, down = self.room(width, height, rows)
            em = most
            while em >= least:
                widths = self.shares(across / em)
                if min(widths) > 2.5:
                    heights = self.heights(rows, widths)
                    if (sum(heights) + self.header(widths)) * em <= down:
                        if best is None or em > best.em * 1.08:
                            best = Block(rows, heights, em, width, height)
                        break
                em *= 0.97
        return best

    def split(self, rows: list[Row]) -> list[Block]:
        """Return the rows on as few sheets as they need at the usual size, with the largest text these can have.

        A chart on A0 may hang upright.
        """
        width, height = self.size.width or 420 * MM, self.size.height or LARGEST
        found = self.enlarged(rows, width, height)
        if self.size.name == "A0":
            upright = self.enlarged(rows, height, width)
            found = min(found, upright, key=lambda one: (len(one), -one[0].em))
        for last, block in pairwise(found):
            if last.rows[-1].group == block.rows[0].group:
                block.carried.add(block.rows[0].group)
        return found

    def enlarged(self, rows: list[Row], width: float, height: float) -> list[Block]:
        """Return the rows on as few sheets of a shape as they need, with the largest text, evenly."""
        _, em, most = LEASTS[self.size.name]
        parts = self.parts(rows, em, 1.0, width, height)
        while em * 1.03 <= most and self.size.width:
            tried = self.parts(rows, em * 1.03, 1.0, width, height)
            if len(tried) > len(parts):
                break
            parts, em = tried, em * 1.03
        for share in (0.6, 0.7, 0.8, 0.9):
            tried = self.parts(rows, em, share, width, height)
            if len(tried) <= len(parts):
                parts = tried
                break
        return [self.block(part, em, width, height) for part in parts]

    def parts(self, rows: list[Row], em: float, most: float, width: float, height: float) -> list[list[Row]]:
        """Return the rows in parts that fill at most so much of a sheet each."""
        parts: list[list[Row]] = [[]]
        for row in rows:
            own = [*parts[-1], row]
            across, down = self.room(width, height, own)
            widths = self.shares(across / em)
            if parts[-1] and (sum(self.heights(own, widths)) + self.header(widths)) * em > down * most:
                parts.append([row])
            else:
                parts[-1] = own
        return parts

    def block(self, rows: list[Row], em: float, width: float, height: float) -> Block:
        """Return rows as a block; a row higher than a sheet makes the text of its sheet smaller."""
        across, down = self.room(width, height, rows)
        while True:
            widths = self.shares(across / em)
            heights = self.heights(rows, widths)
            if (sum(heights) + self.header(widths)) * em <= down or em < 1:
                return Block(rows, heights, em, width, height)
            em *= 0.9

    def header(self, widths: Sequence[float]) -> float:
        """Return how high the head of the table is, in em."""
        lines = [len(self.heading(column[2], width)) for column, width in zip(COLUMNS, widths, strict=True)]
        return max(lines) * LINE + 2 * ABOVE

    def heading(self, name: tuple[str, str], width: float) -> tuple[str, ...]:
        """Return the heading of a column in lines."""
        return wrapped(say(self.lang, *name), self.fonts.bold, 1.0, width - 0.6)
