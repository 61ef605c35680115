"""The wall chart as sheets: a ruled table with merged cells, its head on every sheet, rows never cut.

Lengths inside are in em, the size of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jbgraph import sheets
from jbgraph.drawings import Drawing
from jbgraph.paper import fonts, style
from jbgraph.paper.boxes import Contents
from jbgraph.paper.frame import LEADING, NOTE, TITLE, Frame
from jbgraph.paper.layers import structure
from jbgraph.paper.measure import plain, wrapped
from jbgraph.paper.notes import ranges
from jbgraph.paper.scene import Group, Icon, Page, Path, Rect, Text
from jbgraph.paper.style import LARGEST, MM, Size, colour, mixed
from jbgraph.rendering import say
from jbgraph.sheets import Chart, Row

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
ENGLISH = {"goal": 6.4, "group": 12.0, "thing": 22.0, "roles": 5.8, "stages": 7.0, "light": 3.8, "notes": 4.8}
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
        self.fonts = fonts.found(drawing.options.get("font", ""))
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
        numbers = ranges(self.chart.notes.of.get(sheets.key(row), ())).replace(", ", ",")
        found["notes"] = [Line(text, "soft") for text in wrapped(numbers, face, SMALL, wide["notes"])]
        self._lines[known] = found
        return found

    def heights(self, rows: Sequence[Row], widths: Sequence[float]) -> list[float]:
        """Return the height of each row; the last of a group is higher where the name of the group needs it."""
        found = [max(len(lines) for lines in self.cells(row, widths).values()) * LINE + 2 * ABOVE for row in rows]
        start = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or (rows[at].goal, rows[at].group) != (rows[start].goal, rows[start].group):
                need = len(self.group_lines(rows[start], widths[1], True)) * LINE + 2 * ABOVE
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

    def pages(self) -> list[Page]:
        """Return the sheets as drawn."""
        return [self.page(block) for block in self.blocks()]

    # -- drawing ------------------------------------------------------------------------------------------------------

    def page(self, block: Block) -> Page:
        """Return one sheet as drawn."""
        page = Page(block.width, block.height)
        margin, em = self.size.margin, block.em
        across = block.width - 2 * margin
        widths = [width * em for width in self.shares(across / em)]
        page.groups.append(self.titled(block, across))
        top = margin + self.head()
        deep = self.header([width / em for width in widths]) * em
        page.groups.append(self.topped(widths, top, deep, em))
        y = top + deep
        tops = [y]
        for height in block.heights:
            tops.append(tops[-1] + height * em)
        for number, row in enumerate(block.rows):
            page.groups.append(self.row(row, widths, tops[number], tops[number + 1], em))
        page.groups += self.merged(block, widths, tops)
        page.groups.append(self.ruled(block, widths, top, tops))
        page.groups += self.footed(block, across)
        return page

    def titled(self, block: Block, across: float) -> Group:
        """Return the title, what the chart is of, and how many holes it has."""
        f, margin = self.size.frame, self.size.margin
        group = Group(role="title")
        base = margin + TITLE * 0.9 * f
        title = say(self.lang, *TITLES)
        group.items.append(Text(margin, base, title, TITLE * f, colour("ink"), bold=True))
        roots = wrapped(plain(self.drawing.roots), self.fonts.regular, 1.2 * f, across)
        more = "…" if len(roots) > 1 else ""
        y = margin + (TITLE * 1.25 + 0.78 * 1.2 * LEADING) * f
        group.items.append(Text(margin, y, roots[0] + more, 1.2 * f, colour("ink-2")))
        holes, count = self.chart.holes(), len(self.chart.rows)
        text = say(
            self.lang,
            f"{count} undertakings; without target {holes['targets']}, time limit {holes['limits']}, "
            f"post or unit {holes['holders']}, stage {holes['stages']}",
            f"共 {count} 项；未载明目标值 {holes['targets']}、时限 {holes['limits']}、"
            f"责任 {holes['holders']}、进展 {holes['stages']}",
        )
        if block.page[1] > 1:
            text += say(self.lang, f"; on this sheet {len(block.rows)}", f"；本页 {len(block.rows)}")
        if self.drawing.options.get("date"):
            text += "   " + plain(self.drawing.options["date"])
        group.items.append(Text(margin + across, base, text, 1.1 * f, colour("ink-2"), anchor="end"))
        return group

    def topped(self, widths: Sequence[float], top: float, deep: float, em: float) -> Group:
        """Return the head of the table."""
        group = Group(role="head")
        group.items.append(Rect(self.size.margin, top, sum(widths), deep, fill=colour("ink-2")))
        x = self.size.margin
        for column, width in zip(COLUMNS, widths, strict=True):
            lines = self.heading(column[2], width / em)
            y = top + deep / 2 - (len(lines) / 2 - 0.5) * LINE * em
            for number, text in enumerate(lines):
                at = y + number * LINE * em + 0.37 * em
                group.items.append(Text(x + width / 2, at, text, em, WHITE, bold=True, anchor="middle"))
            x += width
        return group

    def row(self, row: Row, widths: Sequence[float], top: float, bottom: float, em: float) -> Group:
        """Return the cells of a row, the merged ones left out."""
        group = Group(title=plain(self.drawing.labels[row.thing]), role="row")
        put = group.items.append
        hue = style.hue(self.chart.hues[row.goal])
        cells = self.cells(row, [width / em for width in widths])
        x = self.size.margin
        for column, width in zip(COLUMNS, widths, strict=True):
            name, left = column[0], x
            x += width
            middle = (top + bottom) / 2
            if name in ("goal", "group"):
                continue
            if name == "light":
                r = 0.55 * em
                put(Rect(left + width / 2 - r, middle - r, 2 * r, 2 * r, stroke=colour("line-2"), width=0.08 * em, r=r))
                continue
            if name == "flag":
                put(flag(left + width / 2, middle, em))
                continue
            lines = cells[name]
            kind = self.drawing.nodes[row.thing].type
            at, anchor = left + PAD * em, "start"
            if name == "thing":
                at += (min(row.depth, 3) * 1.0 + 0.5) * em
                first = middle - (len(lines) / 2 - 0.5) * LINE * em
                put(Icon(kind, at, first, 0.95 * em, hue))
                at += 1.0 * em
            if name in ("roles", "stages", "notes", "limits"):
                at, anchor = left + width / 2, "middle"
            if len(lines) == 1 and lines[0].kind == "hole":
                put(Rect(left + 0.28 * em, top + 0.22 * em, width - 0.56 * em, bottom - top - 0.44 * em,
                         fill=mixed(HOLE, WHITE, 0.06), r=0.25 * em))  # fmt: skip
                at, anchor = left + width / 2, "middle"
            size = em * (SMALL if name == "notes" else 1.0)
            y = middle - (len(lines) / 2 - 0.5) * LINE * em
            for number, line in enumerate(lines):
                tone = {"hole": FAINT, "soft": colour("ink-3")}.get(line.kind, colour("ink"))
                small = size * (0.92 if line.kind == "hole" else 1.0)
                if line.text:
                    put(Text(at, y + number * LINE * em + 0.37 * small, line.text, small, tone, anchor=anchor))
        return group

    def merged(self, block: Block, widths: Sequence[float], tops: Sequence[float]) -> list[Group]:
        """Return the cells of goals and groups, each over the rows it has on the sheet."""
        em, margin, found = block.em, self.size.margin, []
        for column, of in ((0, "goal"), (1, "group")):
            start = 0
            for at in range(1, len(block.rows) + 1):
                here, first = block.rows[at] if at < len(block.rows) else None, block.rows[start]
                if here and here.goal == first.goal and (of == "goal" or here.group == first.group):
                    continue
                hue = style.hue(self.chart.hues[first.goal])
                x, top, bottom = margin + sum(widths[:column]), tops[start], tops[at]
                group = Group(role=of)
                if of == "goal":
                    group.items.append(Rect(x, top, widths[0], bottom - top, fill=hue))
                    group.items += self.upright(first.goal, x, widths[0], top, bottom, em)
                else:
                    tint = mixed(hue, WHITE, 0.09) if first.group else WHITE
                    group.items.append(Rect(x, top, widths[1], bottom - top, fill=tint))
                    lines = self.group_lines(first, widths[1] / em, start == 0 and first.group in block.carried)
                    y = (top + bottom) / 2 - (len(lines) / 2 - 0.5) * LINE * em
                    ink = colour("ink") if first.group else colour("ink-3")
                    for number, text in enumerate(lines):
                        place = y + number * LINE * em + 0.37 * em
                        group.items.append(Text(x + PAD * em, place, text, em, ink, bold=bool(first.group)))
                found.append(group)
                start = at
        return found

    def upright(self, goal: str, x: float, width: float, top: float, bottom: float, em: float) -> list[Text]:
        """Return the name of a goal in its cell: in Chinese one character below another where there is room."""
        name = plain(self.drawing.labels[goal])
        widest = max(self.fonts.bold.width(word, 1.0) for word in [*name.split(), "目"])
        size = min(em * 1.25, (width - 0.5 * em) / widest if self.lang != "zh" else em * 1.25)
        size = max(size, em * 0.5)
        step = size * 1.22
        upright = self.lang == "zh" and len(name) * step < (bottom - top) * 0.95 and len(name) < 40
        lines = list(name) if upright else list(wrapped(name, self.fonts.bold, size, width - 0.5 * em))
        if not upright and len(lines) * step > bottom - top:
            size *= max(0.25, (bottom - top) / (len(lines) * step) * 0.95)
            lines = list(wrapped(name, self.fonts.bold, size, width - 0.4 * em))
            step = size * 1.22
        y = (top + bottom) / 2 - (len(lines) / 2 - 0.5) * step
        return [
            Text(x + width / 2, y + number * step + 0.37 * size, text, size, WHITE, bold=True, anchor="middle")
            for number, text in enumerate(lines)
        ]

    def ruled(self, block: Block, widths: Sequence[float], top: float, tops: Sequence[float]) -> Group:
        """Return the lines of the table."""
        em, margin = block.em, self.size.margin
        group = Group(role="rules")
        right = margin + sum(widths)

        def rule(x0: float, y0: float, x1: float, y1: float, tone: str, width: float) -> None:
            group.items.append(Path((("M", x0, y0), ("L", x1, y1)), stroke=tone, width=width * em))

        for at in range(1, len(block.rows)):
            last, here = block.rows[at - 1], block.rows[at]
            if last.goal != here.goal:
                rule(margin, tops[at], right, tops[at], colour("ink-2"), 0.12)
            elif last.group != here.group:
                rule(margin + widths[0], tops[at], right, tops[at], colour("line-2"), 0.09)
            else:
                rule(margin + widths[0] + widths[1], tops[at], right, tops[at], colour("line"), 0.05)
        x = margin
        for width in widths[:-1]:
            x += width
            rule(x, tops[0], x, tops[-1], colour("line"), 0.05)
        group.items.append(Rect(margin, top, sum(widths), tops[-1] - top, stroke=colour("ink-2"), width=0.1 * em))
        return group

    def footed(self, block: Block, across: float) -> list[Group]:
        """Return what the signs mean, the notes, and the number of the sheet."""
        f, margin = self.size.frame, self.size.margin
        notes = self.chart.notes.used(sheets.key(row) for row in block.rows)
        y = block.height - margin - self.foot(across, block.rows) + 1.0 * f
        group = Group(role="legend")
        hole = say(self.lang, *UNSTATED)
        wide = self.fonts.regular.width(hole, f)
        group.items.append(Rect(margin, y, wide + 1.0 * f, 1.5 * f, fill=mixed(HOLE, WHITE, 0.06), r=0.25 * f))
        group.items.append(Text(margin + 0.5 * f, y + 1.1 * f, hole, f, FAINT))
        text = say(
            self.lang,
            "no document states it.   Grey: takes part in another role, does not answer for it.   "
            "Light and flag are filled in by hand.   Numbers: sources, below.",
            "文件未载明，须补。   灰字：以其他角色参与，非责任主体。   亮灯、挂旗由督查填写。   数字：出处，见下。",
        )
        group.items.append(Text(margin + wide + 1.8 * f, y + 1.1 * f, text, f, colour("ink-2")))
        found = [group, *self.frame.sources(margin, y + 2.1 * f, across, notes)]
        if block.page[1] > 1:
            at, of = block.page
            said = say(self.lang, f"Page {at} of {of}", f"第 {at} 页，共 {of} 页")
            place = block.height - margin + 1.5 * f
            found.append(Group([Text(margin + across, place, said, f, colour("ink-3"), anchor="end")], role="page"))
        return found


def flag(x: float, y: float, em: float) -> Path:
    """Return an empty flag."""
    left, top = x - 0.45 * em, y - 0.6 * em
    steps: tuple[tuple[str | float, ...], ...] = (
        ("M", left, y + 0.65 * em), ("L", left, top), ("L", left + 1.0 * em, top + 0.32 * em),
        ("L", left, top + 0.64 * em),
    )  # fmt: skip
    return Path(steps, stroke=colour("line-2"), width=0.08 * em)
