"""From a file to a draft: read, take apart, find, propose, write."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jbgraph.errors import JbgraphError
from jbgraph.extraction import folder, gaps
from jbgraph.extraction.documents import KINDS, kind_of
from jbgraph.extraction.draft import Draft, Drafting, Missed, settled
from jbgraph.extraction.findings import Findings
from jbgraph.extraction.fits import Fits
from jbgraph.extraction.identity import Names
from jbgraph.extraction.proposals import read_lines
from jbgraph.extraction.register import Register, register
from jbgraph.graph import Graph

if TYPE_CHECKING:
    from jbgraph.extraction.outline import Outline
    from jbgraph.workspace import Workspace

STEPS = ("read", "outline", "indicators", "figures", "names", "links", "propose", "write")
Seen = Callable[[str], None]
Ask = Callable[["Outline", Findings], Findings]


@dataclass(frozen=True)
class Extracted:
    """What came of a file.

    :ivar kinds: kind of proposal → how many; of figures, links and mentions by kind of value, relation and class too.
    :ivar things: class → how many new things.
    :ivar missed: kind of gap → how many.
    :ivar again: how many findings a person has rejected before.
    """

    file: str
    document: str
    folder: Path
    title: str
    year: int
    kind: str
    sections: int
    tasks: int
    passages: int
    kinds: dict[str, int]
    things: dict[str, int]
    missed: dict[str, int]
    again: int
    notes: tuple[tuple[str, str], ...] = field(default=())

    @property
    def proposals(self) -> int:
        """How many proposals there are."""
        return sum(self.kinds.values())

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON has it."""
        return {
            "file": self.file, "document": self.document, "draft": str(self.folder), "title": self.title,
            "year": self.year, "kind": self.kind, "sections": self.sections, "tasks": self.tasks,
            "passages": self.passages, "proposals": self.kinds, "things": self.things, "gaps": self.missed,
            "rejected before": self.again, "notes": [list(note) for note in self.notes],
        }  # fmt: skip


def extract(
    path: Path, workspace: Workspace, *, year: int | None = None, kind: str | None = None,
    seen: Seen = lambda step: None, ask: Ask | None = None, graph: Graph | None = None,
) -> Extracted:  # fmt: skip
    """Read a file and write its draft into a workspace.

    :param year: the year that the plan is for, where the text does not say it.
    :param kind: a key of `KINDS`; by the title if none is given.
    :param seen: told of each step before it is taken.
    :param ask: a model that is asked besides; what it proposes passes the same checks.
    :param graph: the graph of the workspace, if it is open already.
    :raises JbgraphError: if the file cannot be read, holds no text, names no year, or is in the graph already.
    """
    from jbgraph import reading
    from jbgraph.extraction import outline as outlining

    seen("read")
    text = reading.read(path)
    if not text.published.strip() or not any(text.blocks):
        raise JbgraphError(
            ("the file holds no text", "文件中没有文字"),
            where=str(path),
            hint=("a scanned document must be recognised first (OCR)", "扫描件须先做文字识别（OCR）"),
        )
    seen("outline")
    rules = workspace.rules if workspace.rules.is_dir() else None
    outline = outlining.outline(text, year=year, rules=rules)
    if outline.year is None:
        raise JbgraphError(
            ("the text does not say for which year the plan is", "文中没有写明计划年度"),
            where=str(path),
            hint=("give it: --year 2022", "请写明：--year 2022"),
        )
    graph = graph or Graph.open(workspace.folder, sources=None)
    kind = kind or kind_of(outline.title)
    digest = hashlib.sha256(text.published.encode("utf-8")).hexdigest()
    draft = Draft(slug(workspace, graph, kind, outline.year, digest, path), workspace.base, digest, outline)
    known = register(graph, workspace.place)
    found = find(outline, known, rules, seen, ask)
    seen("propose")
    decided = read_lines(workspace.drafts / draft.slug / folder.DECISIONS)
    rejected = {str(one["id"]) for one in decided if one.get("decision") == "reject"}
    rejected -= {str(one["id"]) for one in decided if one.get("decision") in ("accept", "correct")}
    names = Names(known, workspace.base, concepts(graph), rules=rules)
    drafting = Drafting(draft, names, Fits.of(graph), workspace.place, rejected)
    draft = drafting.make(found)
    rest = gaps.unaccounted(drafting)
    units = [
        Missed("unit", thing.passage, 0, 0, thing.zh, "the unit is not in the vocabulary", "单位不在词表中")
        for thing in draft.things.values()
        if thing.kind == "Unit"
    ]
    draft = settled(draft, [*draft.gaps, *rest, *units])
    seen("write")
    kept = folder.keep(path.read_bytes(), path.name, text.published, workspace.sources)
    home = folder.write(draft, kept, kind, workspace, graph)
    return summary(draft, path, home, kind)


def concepts(graph: Graph) -> list[tuple[str, ...]]:
    """Return IRI, scheme and Chinese label of each concept of our vocabularies, and of units of the workspace."""
    return graph.tuples(
        """SELECT ?s ?scheme ?label { ?s a skos:Concept ; skos:inScheme ?scheme ; skos:prefLabel ?label
           FILTER(LANG(?label) = "zh") } ORDER BY ?s"""
    )


def find(outline: Outline, known: Register, rules: Path | None, seen: Seen, ask: Ask | None) -> Findings:
    """Return what the readers of a document found, one after the other."""
    from jbgraph.extraction import figures, indicators, links, names, renamed

    found = Findings()
    seen("indicators")
    found.add(indicators.find(outline, rules=rules))
    found.links.extend(renamed.find(found.figures, rules))
    seen("figures")
    found.add(figures.find(outline, rules=rules))
    seen("names")
    found.add(names.find(outline, known.names(), rules=rules))
    seen("links")
    found.add(links.find(outline, found.named, rules=rules))
    if ask is not None:
        seen("model")
        found.add(ask(outline, found))
    return found


def slug(workspace: Workspace, graph: Graph, kind: str, year: int, digest: str, path: Path) -> str:
    """Return the local name of a document: kind and year, with a number where another document has it.

    :raises JbgraphError: if the graph holds the same document, entered by hand.
    """
    begin = f"{KINDS[kind][0]}-{year}"
    for number in range(1, 1000):
        name = begin if number == 1 else f"{begin}-{number}"
        home = workspace.drafts / name
        if (home / folder.SHEET).is_file():
            if folder.open_draft(home).sheet.text_sha256 == digest:
                return name
            continue
        if not graph.holds(workspace.base + name):
            return name
        if graph.ask(f'ASK {{ <{workspace.base}{name}> jb:sha256 "{digest}" }}'):
            raise JbgraphError(
                ("the document is in the graph already", "该文件已在图谱中"),
                where=str(path),
                hint=f"jbgraph describe {name}",
            )
    raise JbgraphError(("there are too many documents of the year", "同一年度的文件过多"), where=str(path))


def summary(draft: Draft, path: Path, home: Path, kind: str) -> Extracted:
    """Return what came of a file, counted."""
    kinds: Counter[str] = Counter(one.kind for one in draft.proposals)
    things: Counter[str] = Counter(thing.kind for thing in draft.things.values() if thing.kind != "Period")
    return Extracted(
        path.name, draft.slug, home, draft.outline.title, draft.outline.year or 0, kind, len(draft.outline.sections),
        sum(section.task for section in draft.outline.sections), len(draft.outline.passages),
        dict(sorted(kinds.items())), dict(sorted(things.items())),
        dict(sorted(Counter(gap.kind for gap in draft.gaps).items())), draft.again, draft.outline.text.notes,
    )  # fmt: skip
