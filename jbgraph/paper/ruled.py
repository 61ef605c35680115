"""The wall chart as drawn: title, head, rows with their marks, merged cells, rules and foot of every sheet."""

from __future__ import annotations

from collections.abc import Sequence

from jbgraph.paper import sheets, style
from jbgraph.paper.frame import LEADING, TITLE
from jbgraph.paper.marks import lamp
from jbgraph.paper.measure import plain, wrapped
from jbgraph.paper.scene import Group, Icon, Page, Path, Rect, Text
from jbgraph.paper.sheets import Row
from jbgraph.paper.style import colour, mixed
from jbgraph.paper.table import (
    COLUMNS,
    FAINT,
    HOLE,
    LINE,
    PAD,
    SMALL,
    TITLES,
    UNSTATED,
    WHITE,
    Block,
    Table,
)
from jbgraph.rendering import say


class DrawnTable(Table):
    """The wall chart of a drawing, measured by `Table`, as pages of shapes."""

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
                lit = bool(row.light) and row.light != "none"
                group.items += lamp(left + width / 2, middle - lit * 0.42 * em, em, row.light, row.late)
                if row.light in ("red", "yellow", "green", "blue"):
                    word = self.chart.words[row.light]
                    put(Text(left + width / 2, middle + 1.05 * em, word, 0.72 * em, colour("ink-2"), anchor="middle"))
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
        judged = self.drawing.judged
        by_hand = say(self.lang, "Light and flag are filled in by hand.", "亮灯、挂旗由督查填写。")
        if judged:
            pack = say(self.lang, *judged.pack.name)
            by_hand = say(
                self.lang,
                f"Lights by {pack}, as of {judged.day}; a ring: late before, made up since. Flags by hand.",
                f"亮灯依{pack}，截至{judged.day}；外圈：此前滞后、已补。挂旗由督查填写。",
            )
        text = say(
            self.lang,
            f"no document states it.   Grey: takes part in another role, does not answer for it.   {by_hand}   "
            "Numbers: sources, below.",
            f"文件未载明，须补。   灰字：以其他角色参与，非责任主体。   {by_hand}   数字：出处，见下。",
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
