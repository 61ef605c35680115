"""A map as sheets: every box, line, heading and note in its place, ready to be written."""

from __future__ import annotations

from functools import cached_property

from jbgraph import maps
from jbgraph.drawings import Drawing, Report
from jbgraph.paper import fonts, style
from jbgraph.paper.boxes import ABOVE, BEFORE, GAP, LINE, SMALL, STRIPE, Content, Contents, class_label
from jbgraph.paper.frame import ELSE, HEADINGS, LEADING, TITLE, Frame, dashes, thick
from jbgraph.paper.layers import Structure, local, structure
from jbgraph.paper.layout import height, lay_out
from jbgraph.paper.marks import holes, lamp, sign
from jbgraph.paper.measure import hanging, plain, wrapped
from jbgraph.paper.plan import Planner, Sheet
from jbgraph.paper.routes import Box, Bundle, Layout
from jbgraph.paper.scene import Group, Icon, Page, Path, Rect, Text
from jbgraph.paper.style import colour, mixed
from jbgraph.rendering import say
from jbgraph.resources import tokens

WHITE = "#ffffff"
AIRIEST = 4.0


class Map:
    """A map on its way to paper: what is on each sheet, and how it is drawn."""

    def __init__(self, drawing: Drawing, default: str = "fit") -> None:
        self.drawing = drawing
        options = drawing.options
        self.size = style.size_of(options, default)
        self.fonts = fonts.found(options.get("font", ""), drawing.labels.values())
        self.goals = numbered(drawing)
        self.structure: Structure = structure(drawing.map, self.goals)
        self.contents = Contents(drawing, self.fonts)
        self.frame = Frame(self.contents, self.structure, self.size, self.goals, options.get("date", ""))
        self.planner = Planner(self.contents, self.structure, self.frame, self.size)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """What is on each sheet."""
        return self.planner.sheets()

    @property
    def title(self) -> str:
        """The title of the document: what it is, and of what."""
        return plain(f"{self.drawing.title} · {self.drawing.roots}")

    def layout(self, sheet: Sheet) -> Layout:
        """Return where the boxes and lines of a sheet are, in em."""
        room = self.frame.room(sheet.width, sheet.height, sheet.own)[1] / sheet.em
        items = self.planner.items(sheet, sheet.widths)
        air = AIRIEST
        while air > 1.0 and height(items, sheet.edges, air) > room:
            air = max(1.0, air - 0.1)
        high = height(items, sheet.edges, air)
        return lay_out(items, sheet.edges, sheet.widths, sheet.gap, min(room, high * 1.2), air)

    def pages(self) -> list[Page]:
        """Return the sheets as drawn."""
        return [self.page(sheet, number) for number, sheet in enumerate(self.sheets, 1)]

    def page(self, sheet: Sheet, number: int) -> Page:
        """Return a sheet as drawn."""
        page = Page(sheet.width, sheet.height)
        margin, em = self.size.margin, sheet.em
        across = sheet.width - 2 * margin
        layout = self.layout(sheet)
        left = margin + max(0.0, (across - layout.width * em) / 2)
        top = margin + self.frame.head(across)
        page.groups += self.heading(sheet, number, across)
        page.groups += self.columns(sheet, layout, left, top)
        page.groups += [self.line(bundle, left, top, em) for bundle in layout.bundles]
        own = set(sheet.own)
        for box in layout.boxes:
            content = self.contents.content(box.iri, box.w, box.iri in own, sheet.pages.get(box.iri, ()))
            page.groups.append(self.box(box, content, box.iri in own, left, top, em))
        page.groups += self.footing(sheet, number, across)
        return page

    # -- the frame ----------------------------------------------------------------------------------------------------

    def heading(self, sheet: Sheet, number: int, across: float) -> list[Group]:
        """Return title, roots and counts."""
        f, margin, lang = self.size.frame, self.size.margin, self.drawing.lang
        right = margin + across
        group = Group(role="title")
        put = group.items.append
        put(Text(margin, margin + TITLE * f * 0.9, plain(self.drawing.title), TITLE * f, colour("ink"), bold=True))
        lines = self.frame.subtitle(across)
        y = margin + TITLE * 1.25 * f
        for row, line in enumerate(lines):
            put(Text(margin, y + (row + 0.78) * 1.2 * LEADING * f, line, 1.2 * f, colour("ink-2")))
        shown, cut = len(self.drawing.map.nodes), self.drawing.map.cut
        counts = say(
            lang,
            f"{shown} / {shown + cut} things, {len(self.drawing.map.edges)} relations",
            f"{shown} / {shown + cut} 个事物，{len(self.drawing.map.edges)} 条联系",
        )
        if len(self.sheets) > 1:
            counts += say(lang, f"; on this page {len(sheet.own)}", f"；本页 {len(sheet.own)}")
        parts = [counts, *([plain(self.frame.date)] if self.frame.date else [])]
        put(Text(right, margin + TITLE * f * 0.9, "   ".join(parts), 1.1 * f, colour("ink-2"), anchor="end"))
        if len(self.sheets) > 1 and sheet.goal and self.contents.labels[sheet.goal] not in lines:
            at, of = sheet.part
            name = self.contents.labels[sheet.goal]
            name += say(lang, f" ({at}/{of})", f"（{at}/{of}）") if of > 1 else ""
            hue = style.hue(self.structure.hues[sheet.goal][0])
            title_end = margin + self.fonts.bold.width(plain(self.drawing.title), TITLE * f) + 1.6 * f
            put(Text(title_end, margin + TITLE * f * 0.9, name, 1.5 * f, hue, bold=True))
        return [group]

    def columns(self, sheet: Sheet, layout: Layout, left: float, top: float) -> list[Group]:
        """Return the headings of the columns, each over the layers it has on the sheet."""
        f, em = self.size.frame, sheet.em
        group = Group(role="columns")
        spans: dict[int, list[float]] = {}
        for place, width, start in zip(sheet.places, sheet.widths, layout.lefts, strict=True):
            x = left + start * em
            spans.setdefault(place[0], [x, x])[1] = x + width * em
        odd = {node.type for node in self.drawing.map.nodes if node.column == 4} - {"Industry", "Metric"}
        places = list(spans.items())
        after = [*(start for _, (start, _) in places[1:]), sheet.width - self.size.margin + f]
        for (column, (start, end)), following in zip(places, after, strict=False):
            text = say(self.drawing.lang, *(ELSE if column == 4 and odd else HEADINGS[column]))
            lines = wrapped(text, self.fonts.bold, f, following - start - f)
            for row, line in enumerate(reversed(lines)):
                group.items.append(Text(start, top - (1.15 + row * 1.2) * f, line, f, colour("ink-3"), bold=True))
            reach = max(end, start + max(self.fonts.bold.width(line, f) for line in lines))
            rule = (("M", start, top - 0.6 * f), ("L", reach, top - 0.6 * f))
            group.items.append(Path(rule, stroke=colour("line"), width=0.1 * f))
        return [group]

    def footing(self, sheet: Sheet, number: int, across: float) -> list[Group]:
        """Return legend, notes and page number."""
        f, margin = self.size.frame, self.size.margin
        notes = self.contents.notes.used(sheet.own)
        y = sheet.height - margin - self.frame.foot(across, notes)
        rule = (("M", margin, y), ("L", margin + across, y))
        found = [Group([Path(rule, stroke=colour("line"), width=0.1 * f)])]
        found += self.frame.legend(margin, y + 0.3 * f, across)
        below = y + (0.3 + len(self.frame.rows(across)) * 1.75 + 0.5) * f
        found += self.frame.sources(margin, below, across, notes) if notes else []
        if len(self.sheets) > 1:
            of = len(self.sheets)
            text = say(self.drawing.lang, f"Page {number} of {of}", f"第 {number} 页，共 {of} 页")
            place = sheet.height - margin + 1.5 * f
            group = Group([Text(margin + across, place, text, f, colour("ink-3"), anchor="end")], role="page")
            found.append(group)
        return found

    # -- the map ------------------------------------------------------------------------------------------------------

    def hue(self, iri: str) -> str:
        """Return the colour of a thing: that of the goal it hangs under."""
        return style.hue(self.structure.hues[iri][0])

    def line(self, bundle: Bundle, left: float, top: float, em: float) -> Group:
        """Return a bundle of relations: its lines, and the sign where they meet what they lead to."""
        hues = self.structure.hues[bundle.target]
        shared = self.drawing.nodes[bundle.target].column == 4 and len(hues) > 1
        tint = mixed(style.hue(-1) if shared else style.hue(hues[0]), WHITE, 0.5)
        steps: list[tuple[str | float, ...]] = []
        for points in bundle.curves:
            xs = [round(left + value * em, 2) if n % 2 == 0 else round(top + value * em, 2)
                  for n, value in enumerate(points)]  # fmt: skip
            if not steps or tuple(steps[-1][-2:]) != (xs[0], xs[1]):
                steps.append(("M", xs[0], xs[1]))
            level = xs[1] == xs[3] == xs[5] == xs[7] and xs[0] != xs[6]
            upright = xs[0] == xs[2] == xs[4] == xs[6]
            steps.append(("L", xs[6], xs[7]) if level or upright else ("C", *xs[2:]))
        path = Path(tuple(steps), stroke=tint, width=thick(bundle.layer) * em, dash=dashes(bundle.layer, em))
        x, y, way = bundle.end
        strong = mixed(style.hue(-1) if shared else style.hue(hues[0]), WHITE, 0.85)
        marks = sign(local(bundle.property), self.frame.letters, left + x * em, top + y * em, way, em, strong)
        labels, name = self.contents.labels, self.drawing.labels[bundle.property]
        title = "\n".join(f"{labels[e.source]} — {name} → {labels[e.target]}" for e in bundle.edges)
        return Group([path, *marks], title=title, role="relation")

    def box(self, box: Box, content: Content, own: bool, left: float, top: float, em: float) -> Group:
        """Return a box with its stripe, icon, label, and the numbers after it."""
        node = self.drawing.nodes[box.iri]
        x, y, w, h = left + box.x * em, top + box.y * em, box.w * em, box.h * em
        hues = self.structure.hues[box.iri]
        hue = self.hue(box.iri)
        goal = node.type == "Goal" and own
        fill, stroke, ink = self.paint(node.column, node.type, hue, own)
        group = Group(title=f"{self.contents.labels[box.iri]} · {class_label(self.drawing, node.type)}", role="thing")
        put = group.items.append
        put(Rect(x, y, w, h, fill=fill, stroke=stroke, width=0.08 * em, r=0.28 * em,
                 dash=() if own else (0.35 * em, 0.25 * em)))  # fmt: skip
        if not goal:
            part = (h - 0.16 * em) / len(hues)
            for number, one in enumerate(hues):
                stripe = colour(self.drawing.change_color(box.iri)) if self.drawing.changes else style.hue(one)
                put(Rect(x + 0.08 * em, y + 0.08 * em + number * part, STRIPE * em, part, fill=stripe))
        family = tokens()["types"].get(node.type, tokens()["unknownType"])["family"]
        tint = WHITE if goal else hue if family == "means" else colour(family)
        put(Icon(node.type, x + 1.4 * em, y + h / 2, 1.1 * em, tint))
        line = y + ABOVE * em
        at = x + BEFORE * em
        for text in content.lines:
            line += LINE * content.size * em
            base = line - (LINE / 2 - 0.37) * content.size * em
            hung = hanging(text, self.fonts.face(content.bold)) * content.size * em
            if text:
                put(Text(at - hung, base, text, content.size * em, ink, content.bold))
        faint = mixed(WHITE, hue, 0.8) if goal else colour("ink-3")
        middle = line - LINE / 2 * content.size * em
        right = at - hung + self.fonts.face(content.bold).width(content.lines[-1], content.size * em)
        if content.tail and not content.apart:
            put(Text(right + 0.3 * em, base - 0.16 * em, content.tail, SMALL * em, faint))
            right += 0.3 * em + self.contents.small.width(content.tail, SMALL * em)
        for text in content.under:
            line += LINE * SMALL * em
            put(Text(at, line - (LINE / 2 - 0.37) * SMALL * em, text, SMALL * em, faint))
            middle = line - LINE / 2 * SMALL * em
            right = at + self.contents.small.width(text, SMALL * em) - (0.0 if text else GAP * em)
        right += GAP * em
        group.items += holes(content.holes, self.drawing.lang, right, middle, em, faint, self.contents.small)
        judged = self.drawing.judged
        if own and judged and box.iri in judged.verdicts and judged.verdicts[box.iri].light != "none":
            verdict = judged.verdicts[box.iri]
            put(Rect(x + w - 0.75 * em, y - 0.75 * em, 1.5 * em, 1.5 * em, fill=WHITE, r=0.75 * em))
            group.items += lamp(x + w, y, em, verdict.light, verdict.worst)
        return group

    def paint(self, column: int, type_: str, hue: str, own: bool) -> tuple[str, str, str]:
        """Return fill, border and ink of a box."""
        if not own:
            return WHITE, colour("line-2"), colour("ink-2")
        if type_ == "Goal":
            return hue, hue, WHITE
        if column == 1:
            return mixed(hue, WHITE, 0.1), mixed(hue, WHITE, 0.35), colour("ink")
        if column == 4:
            return colour("sunken"), colour("line"), colour("ink")
        return WHITE, mixed(hue, WHITE, 0.75 if column == 3 else 0.4), colour("ink")


def numbered(drawing: Drawing) -> list[str]:
    """Return the goals that have a hue: the graph's own where the map has any, else those it starts from."""
    known = maps.goals(drawing.graph)
    if any(goal in drawing.nodes for goal in known):
        return known
    return [iri for iri in drawing.map.roots if iri in drawing.nodes and drawing.nodes[iri].type == "Goal"]


def drawn(drawing: Drawing, report: Report, default: str = "fit") -> Map:
    """Return a map on sheets, and say in the report what paper cannot hold."""
    report.lost("things left out by --limit", "因 --limit 未列出的事物", drawing.map.cut)
    report.lost(
        "places of passages in the text, given as section of the document only",
        "段落位置，只注明文件与章节",
        len(drawing.passages),
    )
    return Map(drawing, default)
