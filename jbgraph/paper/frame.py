"""What surrounds a map on each sheet: title, counts, column headings, legend, source notes, page number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jbgraph.drawings import LACKS
from jbgraph.maps import ACROSS, UP
from jbgraph.paper import style
from jbgraph.paper.boxes import Contents, class_label
from jbgraph.paper.layers import Structure, local
from jbgraph.paper.marks import HOLES, holes, lamp, letter, sign
from jbgraph.paper.measure import plain, running, wrapped
from jbgraph.paper.notes import Note
from jbgraph.paper.scene import Group, Icon, Path, Rect, Text
from jbgraph.paper.style import Size, colour
from jbgraph.rendering import say
from jbgraph.resources import tokens
from jbgraph.working.facts import LIGHT
from jbgraph.working.lights import WORST

HEADINGS = (
    ("Goals", "目标"),
    ("Objectives, pathways, groups", "目标状态、路径与编组"),
    ("Programs, tasks, measures", "工程、任务与做法"),
    ("Projects", "项目"),
    ("Industries, metrics", "产业与指标"),
)
ELSE = ("Industries, metrics and others", "产业、指标及其他")
LAYERS = {
    "stated": ("stated in a document", "文件载明"),
    "register": ("judged by the editors", "编者判定"),
    "working": ("entered by staff", "工作录入"),
    "derived": ("derived by rule", "规则推出"),
    "suggested": ("suggested, no document says so", "推测，文件未载"),
}
TITLE = 2.5  # the size of the title, in sizes of the frame
NOTE = 0.92
LEADING = 1.5
ALIKE = ("stated", "working", "register")


@dataclass(frozen=True)
class Entry:
    """One entry of the legend: a sign of a kind, and what it means."""

    kind: str
    value: str
    label: str


class Frame:
    """The frame of the sheets of one map."""

    def __init__(self, contents: Contents, structure: Structure, size: Size, goals: Sequence[str], date: str) -> None:
        self.contents = contents
        self.drawing = contents.drawing
        self.structure = structure
        self.size = size
        self.goals = goals
        self.date = date
        self.split = False
        self._rows: dict[tuple[bool, float], list[list[tuple[float, Entry]]]] = {}
        names = {local(edge.property) for edge in self.drawing.map.edges}
        others = sorted(names - {*UP, *ACROSS})
        self.letters = {name: letter(number) for number, name in enumerate(others)}
        self.relations = [name for name in (*UP, *ACROSS) if name in names] + others

    def room(self, width: float, height: float, own: Iterable[str]) -> tuple[float, float]:
        """Return how wide and how high a block may be on a sheet."""
        f, margin = self.size.frame, self.size.margin
        across = width - 2 * margin
        used = self.head(across) + self.foot(across, self.contents.notes.used(own)) + 1.2 * f
        return across, max(height - 2 * margin - used, 10 * f)

    def around(self, wide: float, high: float, own: Iterable[str]) -> tuple[float, float]:
        """Return the sheet that a block fills."""
        f, margin = self.size.frame, self.size.margin
        across = max(wide, 58 * f)
        used = self.head(across) + self.foot(across, self.contents.notes.used(own)) + 1.2 * f
        return across + 2 * margin, high + used + 2 * margin

    def head(self, across: float) -> float:
        """Return how high title, counts and column headings are."""
        f = self.size.frame
        return (TITLE * 1.25 + len(self.subtitle(across)) * 1.2 * LEADING + 0.9 + 2.2) * f

    def subtitle(self, across: float) -> tuple[str, ...]:
        """Return the lines under the title: what the map starts from."""
        f = self.size.frame
        return wrapped(plain(self.drawing.roots), self.contents.fonts.regular, 1.2 * f, across)[:4]

    def foot(self, across: float, notes: Sequence[Note]) -> float:
        """Return how high legend and notes are."""
        f = self.size.frame
        rows = self.rows(across)
        lines = self.noted(across, notes)
        return (len(rows) * 1.75 + (lines[1] * NOTE * LEADING + 0.9 if notes else 0.0) + 1.2) * f

    # -- the legend ---------------------------------------------------------------------------------------------------

    def entries(self) -> list[list[Entry]]:
        """Return the entries of the legend in groups: types, relations, layers, goals, signs."""
        drawing, lang = self.drawing, self.drawing.lang
        types: dict[str, None] = {}
        for node in sorted(drawing.map.nodes, key=lambda node: (node.column, list(tokens()["types"]).index(
            node.type) if node.type in tokens()["types"] else 99, node.type)):  # fmt: skip
            types.setdefault(node.type)
        groups = [[Entry("type", name, class_label(drawing, name)) for name in types]]
        by_name = {local(edge.property): edge.property for edge in drawing.map.edges}
        groups.append([Entry("relation", name, drawing.labels[by_name[name]]) for name in self.relations])
        layers = dict.fromkeys(edge.layer for edge in drawing.map.edges)
        order = [name for name in LAYERS if name in layers]
        groups.append([Entry("layer", name, say(lang, *LAYERS[name])) for name in order])
        shown = [(number, goal) for number, goal in enumerate(self.goals) if goal in drawing.nodes]
        if len(shown) > 1 and not drawing.changes:
            groups.append([Entry("hue", str(number), self.contents.labels[goal]) for number, goal in shown])
        signs = []
        if drawing.map.edges:
            signs.append(Entry("number", "1", say(lang, "source, below", "出处，见下")))
            ends = say(lang, "the sign stands at the end that a relation points to", "符号位于联系所指的一端")
            signs.append(Entry("none", "", ends))
        if self.split:
            signs.append(Entry("away", "", say(lang, "repeated; at home on that page", "重复出现，主位在所示页")))
        groups.append(signs)
        if judged := drawing.judged:
            lights = {one.light for iri, one in judged.verdicts.items() if iri in drawing.nodes} - {"none"}
            words = drawing.graph.labels([LIGHT + light for light in WORST], lang)
            groups.append([Entry("light", light, words[LIGHT + light]) for light in WORST if light in lights])
            pack = f"{say(lang, *judged.pack.name)} · {judged.day}"
            groups[-1] += [Entry("none", "", pack)] if lights else []
        kinds = Counter(hole.lacks for hole in drawing.map.holes)
        said = ((key, say(lang, *LACKS[key]), kinds[key]) for key in HOLES if kinds[key])
        groups.append([Entry("hole", key, say(lang, f"{words}: {n}", f"{words} {n}")) for key, words, n in said])
        return [group for group in groups if group]

    def rows(self, across: float) -> list[list[tuple[float, Entry]]]:
        """Return the legend in rows: where each entry begins."""
        if (self.split, across) not in self._rows:
            self._rows[self.split, across] = self._rowed(across)
        return self._rows[self.split, across]

    def _rowed(self, across: float) -> list[list[tuple[float, Entry]]]:
        f = self.size.frame
        rows: list[list[tuple[float, Entry]]] = [[]]
        x = 0.0
        for group in self.entries():
            for number, entry in enumerate(group):
                wide = self.before(entry) + self.contents.fonts.regular.width(plain(entry.label), f) + 1.5 * f
                apart = 1.8 * f if number == 0 and x else 0.0
                if rows[-1] and x + apart + wide - 1.5 * f > across:
                    rows.append([])
                    x = 0.0
                else:
                    x += apart
                rows[-1].append((x, entry))
                x += wide
        return rows

    def before(self, entry: Entry) -> float:
        """Return how far the label of an entry stands from the sign."""
        f = self.size.frame
        room = {
            "type": 1.6,
            "relation": 3.0,
            "layer": 3.2,
            "hue": 1.5,
            "number": 0.9,
            "away": 2.6,
            "hole": 1.25,
            "light": 1.5,
        }
        return room.get(entry.kind, 0.0) * f

    def legend(self, x: float, y: float, across: float) -> list[Group]:
        """Return the legend below a line at y."""
        f, ink, line = self.size.frame, colour("ink-2"), colour("edge")
        group = Group(role="legend")
        put = group.items.append
        for count, row in enumerate(self.rows(across)):
            middle = y + (count * 1.75 + 0.9) * f
            for offset, entry in row:
                left = x + offset
                if entry.kind == "type":
                    family = tokens()["types"].get(entry.value, tokens()["unknownType"])["family"]
                    put(
                        Icon(
                            entry.value, left + 0.6 * f, middle, 1.15 * f, ink if family == "means" else colour(family)
                        )
                    )
                elif entry.kind == "relation":
                    put(Path((("M", left, middle), ("L", left + 2.5 * f, middle)), stroke=line, width=0.11 * f))
                    group.items += sign(entry.value, self.letters, left, middle, -1, f * 1.1, line)
                elif entry.kind == "layer":
                    put(Path((("M", left, middle), ("L", left + 2.7 * f, middle)), stroke=ink,
                             width=thick(entry.value) * f, dash=dashes(entry.value, f)))  # fmt: skip
                elif entry.kind == "hue":
                    put(Rect(left, middle - 0.5 * f, f, f, fill=style.hue(int(entry.value)), r=0.2 * f))
                elif entry.kind == "number":
                    put(Text(left, middle + 0.1 * f, "1", 0.72 * f, colour("ink-3")))
                elif entry.kind == "away":
                    put(Rect(left, middle - 0.6 * f, 2.1 * f, 1.2 * f, stroke=colour("line-2"), width=0.09 * f,
                             r=0.25 * f, dash=(0.35 * f, 0.25 * f)))  # fmt: skip
                elif entry.kind == "light":
                    group.items += lamp(left + 0.6 * f, middle, f, entry.value, "")
                elif entry.kind == "hole":
                    group.items += holes([entry.value], self.drawing.lang, left, middle, 1.1 * f, line,
                                         self.contents.small)  # fmt: skip
                put(Text(left + self.before(entry), middle + 0.37 * f, plain(entry.label), f, ink))
        return [group]

    # -- the notes ----------------------------------------------------------------------------------------------------

    def noted(self, across: float, notes: Sequence[Note]) -> tuple[list[list[tuple[str, bool]]], int]:
        """Return the columns of the notes, lines with whether each is a heading, and how many stand in the longest.

        A heading is never the last line of a column, and a short paragraph is not broken.
        """
        f = self.size.frame
        size = f * NOTE
        columns = max(1, int(across / (34 * f)))
        wide = (across - (columns - 1) * 2 * f) / columns
        blocks: list[list[tuple[str, bool]]] = []
        for document in dict.fromkeys(note.document for note in notes):
            head = wrapped(plain(document), self.contents.fonts.bold, size, wide)
            own = (note for note in notes if note.document == document)
            said = " ".join(f"[{note.number}]\u00a0{plain(note.section)}" for note in own)
            body = running(said, self.contents.fonts.regular, size, wide)
            blocks.append([*((line, True) for line in head), *((line, False) for line in body)])
        longest = max((len(block) for block in blocks), default=0)
        deep = max(-(-sum(len(block) for block in blocks) // columns), min(5, longest))
        while True:
            placed = self.columned(blocks, deep)
            if len(placed) <= columns:
                return placed, max(map(len, placed), default=0)
            deep += 1

    @staticmethod
    def columned(blocks: Sequence[list[tuple[str, bool]]], deep: int) -> list[list[tuple[str, bool]]]:
        """Return paragraphs in columns of at most so many lines."""
        columns: list[list[tuple[str, bool]]] = [[]]
        for block in blocks:
            room = deep - len(columns[-1])
            heads = sum(1 for _, bold in block if bold)
            if columns[-1] and len(block) > room and (len(block) <= min(5, deep) or room < heads + 2):
                columns.append([])
            for line in block:
                if len(columns[-1]) >= deep and columns[-1]:
                    columns.append([])
                columns[-1].append(line)
        return columns

    def sources(self, x: float, y: float, across: float, notes: Sequence[Note]) -> list[Group]:
        """Return the notes from y downwards, in columns."""
        f = self.size.frame
        size = f * NOTE
        many = max(1, int(across / (34 * f)))
        wide = (across - (many - 1) * 2 * f) / many
        group = Group(role="notes")
        for column, lines in enumerate(self.noted(across, notes)[0]):
            for row, (line, bold) in enumerate(lines):
                ink = colour("ink-2" if bold else "ink-3")
                at = x + column * (wide + 2 * f), y + (row * LEADING + 1.05) * size
                group.items.append(Text(*at, line, size, ink, bold))
        return [group]


def thick(layer: str) -> float:
    """Return how thick a line of a layer is, in em."""
    return 0.12 if layer in ALIKE else 0.07 if layer == "derived" else 0.1


def dashes(layer: str, em: float) -> tuple[float, ...]:
    """Return the dashes of a layer at a size of text; the tokens have them for a text of 14 pixels."""
    return tuple(round(value * em / 11, 3) for value in style.dash(layer))
