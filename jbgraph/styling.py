"""How a map looks in the programs of others: ids, places, colours, and its evidence as text and as data.

Several formats share this; what a format makes of it stands in its own module. Nothing here is random or measured:
the same map gives the same picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jbgraph import maps, terms
from jbgraph.rendering import concluded, place
from jbgraph.resources import tokens
from jbgraph.tables import width

if TYPE_CHECKING:
    from jbgraph.drawings import Cited, Drawing, Report
    from jbgraph.maps import Map
    from jbgraph.networks import Edge

WIDE = 184  # of a node, in pixels
LINE = 18  # height of a line of text
GLYPH = 7  # width of half a Chinese character at 14 pixels
MARGIN = 22  # between the text of a node and its outline, both sides together
GAP = 18  # between two nodes, one above the other
STEP = 132  # between two columns; a label of an edge fits in
TALL = 40  # nodes above each other before a column is broken in two
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A word of letters, blanks, or one character with what may not begin a line after it.
_WORDS = re.compile(
    r"[!-~\u00a0-\u024f\u0300-\u036f]+|\s+|.(?:\u200d.|[\ufe0f\u0300-\u036f，。、；：”’）》】！？])*", re.DOTALL
)


class Fit:
    """Replaces characters that XML, or a C string, cannot hold (XML 1.0, section 2.2), and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, text: str) -> str:
        """Return the text with U+FFFD for each character that cannot be held."""
        fit, count = _UNFIT.subn("\ufffd", text)
        self.count += count
        return fit


@dataclass(frozen=True)
class Box:
    """The place of a node: its upper left corner, its size, in pixels; y grows downwards."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2


def ids(drawing: Drawing) -> dict[str, str]:
    """Return IRI → id of each node: its CURIE, the same in every map, where that is a name in XML as well.

    A node without one is numbered by its place in the map.
    """
    found = {}
    for number, node in enumerate(drawing.map.nodes):
        short = drawing.graph.compress(node.iri)
        found[node.iri] = short if re.fullmatch(r"[A-Za-z_][\w.-]*:[\w.-]+", short, re.ASCII) else f"n{number}"
    return found


def link(edge: Edge) -> tuple[str, str] | None:
    """Return end and means of an edge that a map is hung on, or None for other relations."""
    name = edge.property.removeprefix(terms.JB)
    if name in maps.UP:
        return edge.target, edge.source
    return (edge.source, edge.target) if name in maps.ACROSS else None


def below(drawn: Map) -> dict[str, list[str]]:
    """Return node → what hangs on it, in the order of the map."""
    rank = {node.iri: number for number, node in enumerate(drawn.nodes)}
    found: dict[str, set[str]] = {}
    for edge in drawn.edges:
        ends = link(edge)
        if ends and ends[0] != ends[1]:
            found.setdefault(ends[0], set()).add(ends[1])
    return {iri: sorted(many, key=rank.__getitem__) for iri, many in found.items()}


def reached(starts: Iterable[str], hanging: dict[str, list[str]]) -> list[str]:
    """Return the starts and everything below them, each once, a branch at a time."""
    order: dict[str, None] = {}
    stack = list(starts)[::-1]
    while stack:
        here = stack.pop()
        if here not in order:
            order[here] = None
            stack += hanging.get(here, [])[::-1]
    return list(order)


def colors(drawing: Drawing) -> dict[str, str]:
    """Return node → colour as #rrggbb: that of its goal, or of its type where it hangs on none or on several.

    On a map of changes it is the colour of what became of the thing.
    A colour that says more than the map does would be an invented link.
    """
    palette, types = tokens()["colors"]["light"], tokens()["types"]
    if drawing.changes:
        return {node.iri: palette[drawing.change_color(node.iri)] for node in drawing.map.nodes}
    hanging = below(drawing.map)
    on: dict[str, set[int]] = {}
    for number, goal in enumerate(maps.goals(drawing.graph)[:4]):
        for iri in reached([goal], hanging) if goal in drawing.nodes else ():
            on.setdefault(iri, set()).add(number)
    found = {}
    for node in drawing.map.nodes:
        family = types.get(node.type, {"family": "thing"})["family"]
        (name,) = {f"goal-{n}" for n in on[node.iri]} if len(on.get(node.iri, ())) == 1 else {family}
        found[node.iri] = palette[name]
    return found


def tint(color: str, share: float = 0.12) -> str:
    """Return a colour laid thinly on white.

    >>> tint("#2a6bbf")
    '#e5edf7'
    """
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def wrapped(text: str, most: int = (WIDE - MARGIN) // GLYPH) -> list[str]:
    """Return a label in lines of at most so many columns, a Chinese character counting two; words stay whole.

    >>> wrapped("率先推进产业发展现代化 by 2035", 14)
    ['率先推进产业发', '展现代化 by', '2035']
    """
    lines = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in _WORDS.findall(paragraph):
            rest = word
            if width(line + rest) > most and line.strip():
                lines.append(line.rstrip())
                line, rest = "", rest.lstrip()
            while width(rest) > most:
                lines.append(rest[:most])
                rest = rest[most:]
            line += rest
        lines.append(line.rstrip())
    return lines


def boxes(drawing: Drawing) -> dict[str, Box]:
    """Return node → its place: goals at the left, fields at the right, what hangs together near each other.

    Within a column, what is part of another stands to the right of it; a long column is broken in several.
    """
    drawn = drawing.map
    hanging = below(drawn)
    column = {node.iri: node.column for node in drawn.nodes}
    inner = _inner(drawn, hanging, column)
    bands: dict[tuple[int, int], list[str]] = {}
    under = {iri for many in hanging.values() for iri in many}
    for iri in reached([*drawn.roots, *(i for i in column if i not in under), *column], hanging):
        if iri in column:
            bands.setdefault((column[iri], inner[iri]), []).append(iri)
    high = {iri: MARGIN + LINE * len(wrapped(drawing.labels[iri])) for iri in column}
    most = max(TALL, round(1.5 * len(column) ** 0.5))
    lanes = [lane for key in sorted(bands) for lane in _broken(bands[key], most)]
    longest = max((sum(high[iri] + GAP for iri in lane) for lane in lanes), default=0)
    places = {}
    for number, lane in enumerate(lanes):
        spare = (longest - sum(high[iri] + GAP for iri in lane)) / len(lane)
        y = spare / 2
        for iri in lane:
            places[iri] = Box(number * (WIDE + STEP), round(y), WIDE, high[iri])
            y += high[iri] + GAP + spare
    return places


def _broken(lane: list[str], most: int) -> list[list[str]]:
    parts = -(-len(lane) // most)
    size = -(-len(lane) // parts)
    return [lane[low : low + size] for low in range(0, len(lane), size)]


def _inner(drawn: Map, hanging: dict[str, list[str]], column: dict[str, int]) -> dict[str, int]:
    """Return node → steps from the nearest node of its column that hangs on none of that column."""
    same = {a: [b for b in many if column.get(b) == column.get(a)] for a, many in hanging.items()}
    under = {iri for many in same.values() for iri in many}
    level = {node.iri: 0 for node in drawn.nodes if node.iri not in under}
    queue = list(level)
    for here in queue:
        for iri in same.get(here, ()):
            if iri not in level:
                level[iri] = level[here] + 1
                queue.append(iri)
    return {iri: level.get(iri, 0) for iri in column}


def cited(drawing: Drawing) -> list[list[Cited]]:
    """Return for each edge of the map, in its order, the rows of its evidence."""
    rows = drawing.evidence()
    return [[next(rows) for _ in edge.graphs] for edge in drawing.map.edges]


def line(row: Cited, lang: str) -> str:
    """Return a row of evidence as a person reads it: document, section, characters, quote; or the rule."""
    if row.passage is None:
        return concluded(row.graph, lang)
    quote = f" · “{row.quote}”" if row.quote else ""
    return place(row.passage, lang) + quote


def record(row: Cited) -> dict[str, str | int]:
    """Return a row of evidence as data; a rule or the register has nothing but its name."""
    said: dict[str, str | int] = {"passage": row.graph}
    if row.passage is not None:
        passage = row.passage
        said |= {
            "document": passage.document,
            "documentLabel": passage.document_label,
            "section": passage.section,
            "sectionLabel": passage.section_label,
            "start": passage.start,
            "end": passage.end,
        }
    return said | ({"quote": row.quote} if row.quote else {})


def packed(rows: Sequence[Cited]) -> str:
    """Return the rows of an edge as one text, a JSON array, for formats whose attributes hold no lists."""
    return json.dumps([record(row) for row in rows], ensure_ascii=False, separators=(",", ":")) if rows else ""


def head(drawing: Drawing) -> dict[str, str | int]:
    """Return what is said of the map as a whole."""
    return {
        "title": drawing.title,
        "roots": drawing.roots,
        "language": drawing.lang,
        "counted": drawing.counted(),
        "cut": drawing.map.cut,
    }


def of_nodes(drawing: Drawing) -> list[dict[str, str | int]]:
    """Return what is said of each node: `iri`, `type`, `kind`, `label`, `zh`, `en`, `column`, `lacks`."""
    lacks = drawing.lacks
    return [
        {
            "iri": node.iri,
            "type": node.type,
            "kind": drawing.types[node.type],
            "label": drawing.labels[node.iri],
            "zh": node.zh,
            "en": node.en,
            "column": node.column,
            "lacks": ", ".join(lacks.get(node.iri, ())),
        }
        for node in drawing.map.nodes
    ]


def of_edges(drawing: Drawing) -> list[dict[str, str]]:
    """Return what is said of each edge: `property`, `label`, `zh`, `en`, `layer`, `evidence`, `passages`."""
    return [
        {
            "property": drawing.graph.compress(edge.property),
            "label": drawing.labels[edge.property],
            "zh": drawing.both[edge.property][0],
            "en": drawing.both[edge.property][1],
            "layer": edge.layer,
            "evidence": "\n".join(line(row, drawing.lang) for row in rows),
            "passages": packed(rows),
        }
        for edge, rows in zip(drawing.map.edges, cited(drawing), strict=True)
    ]


def note(drawing: Drawing, report: Report, *, lists: bool = False) -> None:
    """Note what none of these formats holds; the text of passages stays with whoever has the documents.

    :param lists: whether the format has them.
    """
    report.lost("things left out by --limit", "因 --limit 未列出的事物", drawing.map.cut)
    texts = sum(passage.text is not None for passage in drawing.passages.values())
    report.lost(
        "passages whose text is left out; document, section and characters are given",
        "未带原文的出处；已注明文件、章节和字位",
        texts,
    )
    if not lists:
        many = sum(bool(edge.graphs) for edge in drawing.map.edges)
        report.lost(
            "relations whose passages, a list, are one text: a line each in evidence, JSON in passages",
            "以文本存放出处列表的联系：evidence 每条一行，passages 为 JSON",
            many,
        )
        report.lost(
            "things whose holes, a list, are one text with commas",
            "以逗号连成文本存放缺项列表的事物",
            len({hole.node for hole in drawing.map.holes}),
        )


def unfit(report: Report, fit: Fit) -> None:
    """Note the characters that were replaced."""
    report.lost("control characters replaced by U+FFFD", "以 U+FFFD 代替的控制字符", fit.count)


def attributes(said: Mapping[str, str | int], write: Callable[[str], str]) -> str:
    """Return what is said as XML attributes, what is empty left out.

    :param write: makes the text fit for the format.
    """
    from xml.sax.saxutils import quoteattr

    return "".join(f" {name}={quoteattr(write(str(value)))}" for name, value in said.items() if value != "")
