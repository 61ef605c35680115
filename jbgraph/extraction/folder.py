"""A draft as a folder: a graph by itself, and beside it the proposals, the new things and the gaps, line by line."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Triple

from jbgraph import files, serializing, terms
from jbgraph.errors import JbgraphError
from jbgraph.extraction import documents
from jbgraph.extraction.documents import Kept
from jbgraph.extraction.draft import Draft
from jbgraph.extraction.proposals import Proposal, lines, proposals, read_lines
from jbgraph.extraction.things import FILES, Thing, period
from jbgraph.reasons import reason

if TYPE_CHECKING:
    from jbgraph.graph import Graph
    from jbgraph.workspace import Workspace

SHEET, PROPOSALS, THINGS, GAPS, DECISIONS = (
    "draft.json", "proposals.jsonl", "things.jsonl", "gaps.jsonl", "decisions.jsonl",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """What a draft says of itself.

    :ivar document: local name of the document; `base` its namespace.
    :ivar digest: of the proposals; it tells whether a workbook was made from this draft.
    """

    document: str
    base: str
    title: str
    year: int
    kind: str
    place_zh: str
    place_en: str
    file: str
    sha256: str
    original: str
    original_sha256: str
    text_sha256: str
    characters: int
    digest: str
    proposals: int
    things: int
    gaps: int
    notes: list[list[str]]


@dataclass(frozen=True)
class Opened:
    """A draft as it lies in its folder."""

    folder: Path
    sheet: Sheet
    proposals: list[Proposal]
    things: dict[str, Thing]
    gaps: list[dict[str, Any]]
    decisions: list[dict[str, Any]]

    @property
    def document(self) -> str:
        """Namespace of the passages."""
        return f"{self.sheet.base}{self.sheet.document}/"


def open_draft(folder: Path) -> Opened:
    """Return the draft of a folder.

    :raises JbgraphError: if it is none, or a file of it is broken.
    """
    path = folder / SHEET
    if not path.is_file():
        raise JbgraphError(
            ("the folder is no draft", "该文件夹不是草稿"),
            where=str(folder),
            hint=("`jbgraph extract` writes one to drafts/", "`jbgraph extract` 将草稿写在drafts/中"),
        )
    try:
        sheet = Sheet(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        en, zh = reason(error)
        raise JbgraphError(
            (f"the draft cannot be read: {en}", f"草稿无法读取：{zh}"),
            where=str(path),
            hint=("extract the document again", "重新提取该文件"),
        ) from error
    things = [Thing.from_json(one) for one in read_lines(folder / THINGS)]
    return Opened(
        folder, sheet, proposals(folder / PROPOSALS), {thing.iri: thing for thing in things},
        read_lines(folder / GAPS), read_lines(folder / DECISIONS),
    )  # fmt: skip


def write(draft: Draft, kept: Kept, kind: str, workspace: Workspace, graph: Graph) -> Path:
    """Write a draft to its folder, in the place of an older one of the same document, whose decisions stay.

    :param graph: what the workspace knows: what the draft speaks of is copied, so that it is a graph by itself.
    :raises JbgraphError: if it cannot be written.
    """
    home = workspace.drafts / draft.slug
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=home.parent))
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the draft cannot be written: {en}", f"草稿无法写入：{zh}"), where=str(home)) from error
    try:
        new.chmod(0o755)
        for name, data in contents(draft, kept, kind, workspace, graph).items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            files.write(new / name, data)
        if (home / DECISIONS).is_file():
            shutil.copy2(home / DECISIONS, new / DECISIONS)
        if home.is_dir():
            old = Path(tempfile.mkdtemp(prefix=".old-", dir=home.parent))
            home.rename(old / "draft")
            new.rename(home)
            shutil.rmtree(old, ignore_errors=True)
        else:
            new.rename(home)
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the draft cannot be written: {en}", f"草稿无法写入：{zh}"), where=str(home)) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return home


def contents(draft: Draft, kept: Kept, kind: str, workspace: Workspace, graph: Graph) -> dict[str, bytes]:
    """Return the files of a draft by their names below its folder."""
    prefixes = {workspace.prefix: workspace.base, draft.slug: draft.document}
    about = list(documents.document(draft, kept, kind, (workspace.zh, workspace.en)))
    quads = [quad for one in draft.proposals for quad in stated(one, draft.document, draft.slug)]
    things = {**draft.things, **{made.iri: made for made in map(period, sorted(documents.years(draft.outline)))}}
    spoken = {term.value for triple in (*about, *(quad.triple for quad in quads)) for term in iris(triple)}
    spoken |= {thing.unit for thing in things.values()} | {workspace.place}
    known = copied(graph, sorted(spoken - set(things)))
    written = {
        f"documents/{draft.slug}.ttl": serializing.turtle(about, prefixes),
        f"statements/{draft.slug}.trig": serializing.trig(quads, prefixes),
        "register/known.ttl": serializing.turtle(known, prefixes),
        PROPOSALS: lines(one.as_json() for one in draft.proposals),
        THINGS: lines(thing.as_json() for _, thing in sorted(draft.things.items())),
        GAPS: lines(asdict(gap) for gap in draft.gaps),
    }
    taken = {triple.subject for triple in known}
    for file in sorted(set(FILES.values())):
        own = [thing for _, thing in sorted(things.items()) if FILES[thing.kind] == file]
        triples = [triple for thing in own for triple in thing.triples(draft.document) if triple.subject not in taken]
        if triples:
            written[f"register/{file}.ttl"] = serializing.turtle(triples, prefixes)
    sheet = Sheet(
        draft.slug, draft.base, draft.outline.title, draft.outline.year or 0, kind, workspace.zh, workspace.en,
        kept.file, kept.sha256, kept.original, kept.original_sha256, draft.text_sha256,
        len(draft.outline.text.published), hashlib.sha256(written[PROPOSALS]).hexdigest(), len(draft.proposals),
        len(draft.things), len(draft.gaps), [list(note) for note in draft.outline.text.notes],
    )  # fmt: skip
    written[SHEET] = (json.dumps(asdict(sheet), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return written


def stated(one: Proposal, document: str, slug: str) -> list[Quad]:
    """Return the quads of a proposal: in the graph of its passage, or in the suggested one of its document.

    A concluded responsibility is a thing of its own, which a suggested graph cannot define: it waits for the review.
    """
    if one.layer == "suggested" and one.content["property"] == "responsibleFor":
        return []
    graph = NamedNode(suggested(slug) if one.layer == "suggested" else document + one.passage)
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in one.graph]


def suggested(slug: str) -> str:
    """Return the name of the graph of what was concluded from a document."""
    return f"{terms.GRAPH}suggested-extraction-{slug}"


def iris(triple: Triple) -> list[NamedNode]:
    """Return the things that a triple speaks of."""
    return [term for term in (triple.subject, triple.object) if isinstance(term, NamedNode)]


def copied(graph: Graph, wanted: Iterable[str]) -> list[Triple]:
    """Return what the register says of things, as far as it needs nothing else of the register: class, names, units."""
    nodes = [iri for iri in wanted if iri and not iri.startswith((terms.VOCABULARY, terms.JB, "ni:"))]
    found = []
    for part in (nodes[i : i + 500] for i in range(0, len(nodes), 500)):
        values = " ".join(str(NamedNode(iri)) for iri in part)
        result = graph.engine.query(
            f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} GRAPH <{terms.GRAPH}register> {{ ?s ?p ?o }} }}"
        )
        assert isinstance(result, QuerySolutions)
        for row in result:
            ours = (terms.VOCABULARY, terms.JB, terms.SKOS)
            if isinstance(row["o"], Literal) or row["o"].value.startswith(ours):
                found.append(Triple(row["s"], row["p"], row["o"]))
    return found


def keep(data: bytes, name: str, published: str, folder: Path) -> Kept:
    """Write a document into the folder of sources: the file as it is, and its text where that is another.

    :param name: of the file; only its last part counts.
    :raises JbgraphError: if it cannot be written.
    """
    text = published.encode("utf-8")
    original = safe(name)
    folder.mkdir(parents=True, exist_ok=True)
    original = put(folder, original, data)
    if text == data:
        digest = hashlib.sha256(data).hexdigest()
        return Kept(original, digest, original, digest)
    stem = Path(original).stem
    file = put(folder, f"{stem}.utf-8.txt" if original.endswith(".txt") else f"{original}.txt", text)
    return Kept(file, hashlib.sha256(text).hexdigest(), original, hashlib.sha256(data).hexdigest())


def put(folder: Path, name: str, data: bytes) -> str:
    """Write a file unless it is there already; another file of the name is left alone. Return the name it has."""
    path = folder / name
    if path.is_file() and path.read_bytes() != data:
        stem, dot, ending = name.partition(".")
        path = folder / f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{dot}{ending}"
    if not path.is_file():
        files.write(path, data)
    return path.name


def safe(name: str) -> str:
    """Return the last part of a file's name without characters that a folder or a terminal would trip over.

    >>> safe("../../etc/a\\nb.txt"), safe("..")
    ('a_b.txt', 'document')
    """
    last = re.sub(r"[\x00-\x1f\x7f<>:\"|?*\\/]", "_", Path(name).name).strip(". ")
    return last[-120:] or "document"
