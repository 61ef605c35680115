"""A report in Markdown (CommonMark with footnotes): an outline from the goals down, holes, and evidence as footnotes.

Every relation stands once. A thing is opened out where it is nearest to a goal and named elsewhere; what no goal is
carried by follows under a heading of its own. Flattened: line breaks in a text become blanks, names are in the
language of the map, without IRIs. A relation that no document states has the word for its layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jbgraph.drawings import LACKS, Drawing, Report
from jbgraph.evidence import Passage
from jbgraph.exporters.csv import CONTROL
from jbgraph.exporters.xlsx import LAYERS
from jbgraph.networks import Edge
from jbgraph.rendering import concluded, place, say
from jbgraph.tables import legal
from jbgraph.trees import Tree, tree, upward

SUFFIX = ".md"
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!$^:@])")
START = re.compile(r"^(\d+)([.)])|^([-+=])")


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the report; where the documents are at hand, a footnote has the text of its passage."""
    notes = Notes(drawing)
    found = tree(drawing)
    title, roots = prose(drawing.title), prose(drawing.roots)
    out = [f"# {title}", "", roots, "", prose(drawing.counted()), ""]
    parts = ((("From goals to projects", "从目标到项目"), found.roots), (("Other things", "其他事物"), found.others))
    for heading, tops in parts:
        if tops:
            out += [f"## {say(drawing.lang, *heading)}", ""]
            for top in tops:
                out += branch(drawing, found, top, notes)
            out.append("")
    lacks = drawing.lacks
    if lacks:
        out += [f"## {say(drawing.lang, 'Holes', '缺口')}", ""]
        for iri, missing in lacks.items():
            words = say(drawing.lang, ", ", "、").join(say(drawing.lang, *LACKS[key]) for key in missing)
            out.append(f"- {thing(drawing, iri)}{say(drawing.lang, ': ', '：')}{words}")
        out.append("")
    out += notes.lines()
    text = "\n".join(out).rstrip("\n") + "\n"
    labels = [drawing.labels[node.iri] for node in drawing.map.nodes]
    report.lost(
        "names whose line breaks and runs of blanks become one blank",
        "换行与连续空格合并的名称",
        sum(" ".join(label.split()) != label for label in labels),
    )
    report.lost(*CONTROL, sum(legal(label) != label for label in labels))
    report.lost(
        "names in the other language", "另一种语言的名称", sum(node.zh != node.en for node in drawing.map.nodes)
    )
    report.lost("IRIs of things", "事物的 IRI", len(drawing.map.nodes))
    return text.encode("utf-8")


def branch(drawing: Drawing, found: Tree, top: str, notes: Notes) -> Iterator[str]:
    """Yield the lines of a thing and all that is opened out below it."""
    missing = drawing.lacks
    waiting: list[tuple[int, str, Edge | None]] = [(0, top, None)]
    while waiting:
        depth, iri, edge = waiting.pop()
        opened = edge is None or found.opener.get(iri) is edge
        line = thing(drawing, iri)
        if edge:
            label = prose(drawing.labels[edge.property])
            line = f"{line} · {label}" if upward(edge) else f"{label} → {line}"
            if edge.layer != "stated":
                line += f" · {say(drawing.lang, *LAYERS[edge.layer])}"
            line += notes.marks(edge)
        if opened:
            line += "".join(f" · *{say(drawing.lang, *LACKS[key])}*" for key in missing.get(iri, []))
        elif found.below.get(iri):
            line += say(drawing.lang, " (opened out elsewhere)", "（另处展开）")
        yield f"{'  ' * depth}- {line}"
        if opened:
            waiting += [(depth + 1, other, link) for link, other in reversed(found.below.get(iri, []))]


def thing(drawing: Drawing, iri: str) -> str:
    """Return a thing with its type."""
    name = prose(drawing.labels[iri]) or say(drawing.lang, "without name", "无名称")
    kind = prose(drawing.types[drawing.nodes[iri].type])
    return f"**{name}**（{kind}）" if drawing.lang == "zh" else f"**{name}** ({kind})"


@dataclass
class Notes:
    """The footnotes, numbered as they are met."""

    drawing: Drawing
    numbers: dict[str, int] = field(default_factory=dict)

    def marks(self, edge: Edge) -> str:
        """Return the footnote marks of an edge, each with the characters of the figure it shows."""
        said = []
        for name in edge.graphs:
            number = self.numbers.setdefault(name, len(self.numbers) + 1)
            quotes = self.drawing.quotes
            quote = quotes.get((name, edge.target)) or quotes.get((name, edge.source), "")
            said.append(f"[^{number}]" + (f" “{prose(quote)}”" if quote else ""))
        return " " + " ".join(said) if said else ""

    def lines(self) -> list[str]:
        """Return the footnotes."""
        return [f"[^{number}]: {self.note(name)}" for name, number in self.numbers.items()]

    def note(self, name: str) -> str:
        """Return where a passage stands and what it says, or which rule it is."""
        passage: Passage | None = self.drawing.passages.get(name)
        if passage is None:
            return prose(concluded(name, self.drawing.lang))
        where = prose(place(passage, self.drawing.lang))
        return f"{where}{say(self.drawing.lang, ': ', '：')}{prose(passage.text)}" if passage.text else where


def prose(text: str) -> str:
    r"""Return a text on one line with everything escaped that Markdown would read.

    >>> prose("1. *全市*\n<b>")
    '1\\. \\*全市\\* \\<b\\>'
    """
    line = SPECIAL.sub(r"\\\1", " ".join(legal(text).split()))
    return START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)
