"""Taking a workbook back: what it changes, what conflicts, and writing it as one import."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.rendering import say
from jbgraph.tables import Table
from jbgraph.workbook.entries import Entries, entries
from jbgraph.workbook.known import Known
from jbgraph.workbook.reading import Problem, content, read
from jbgraph.workbook.sheets import SHEETS, Export
from jbgraph.working import ledger
from jbgraph.working.cells import Key, Value
from jbgraph.working.ledger import Import
from jbgraph.working.merge import Change, Conflict, Merge, merge_edits

OWN: dict[str, tuple[str, str]] = {
    "name": ("name", "名称"),
    "class": ("class", "类型"),
    "since": ("since", "起"),
    "person": ("held by", "任职人员"),
    "milestone-of": ("milestone of", "所属事项"),
    "english": ("English name", "英文名"),
    "serves": ("serves", "服务于"),
    "done": ("done on", "完成日"),
    "post": ("post", "岗位"),
    "extension": ("put off, because", "延期理由"),
    "former": ("due before", "原期限"),
    "coordinate": ("coordinating", "统筹单位"),
    "responsible": ("responsible", "负责单位"),
    "participate": ("participating", "参与单位"),
}


@dataclass(frozen=True)
class Proposal:
    """What a workbook would change.

    :ivar export: the export that the workbook came from.
    :ivar merge: the changes, and the cells that somebody else changed otherwise meanwhile.
    :ivar who: cell → who changed it since the export.
    """

    export: Export
    entries: Entries
    merge: Merge
    who: dict[Key, str]
    known: Known

    @property
    def clean(self) -> bool:
        """Whether all of it can be written."""
        return not self.merge.conflicts and not self.entries.problems


def propose(graph: Graph, folder: Path, path: Path, *, place: str) -> Proposal:
    """Return what a workbook would change in a workspace.

    :param graph: the graph of the workspace, with what was entered until now.
    :param place: namespace prefix of the workspace.
    :raises JbgraphError: if the file cannot be used, or comes from another workspace.
    """
    book = read(path)
    made = ledger.imports(folder)
    names = [one.name for one in made]
    if book.export.place != place or (book.export.last and book.export.last not in names):
        raise JbgraphError(
            ("the workbook was exported from another workspace", "该工作簿出自另一工作区"),
            where=str(path),
            hint=("import it there, or export one here", "在原工作区导入，或在此重新导出"),
        )
    count = names.index(book.export.last) + 1 if book.export.last else 0
    base = ledger.holds(made[:count])
    ours = ledger.holds(made) if made[count:] else base
    known = Known(graph)
    found = entries(book, known, base)
    merged = merge_edits(base, found.edits, ours)
    return Proposal(book.export, found, merged, authors(made, count, {each.key for each in merged.conflicts}), known)


def authors(made: Sequence[Import], count: int, keys: set[Key]) -> dict[Key, str]:
    """Return who last changed some cells in the imports behind the first so many."""
    who: dict[Key, str] = {}
    if keys:
        for one, was, now in islice(ledger.steps(made), count, None):
            who |= {key: f"{one.by} {one.at:%Y-%m-%d}" for key in keys if was.get(key) != now.get(key)}
    return who


def take(
    graph: Graph, folder: Path, path: Path, *, place: str, by: str, skip: bool = False, at: datetime | None = None
) -> tuple[str, Proposal]:
    """Write what a workbook changes as an import; return its name, empty where nothing was written, and the proposal.

    With problems or conflicts nothing is written, unless `skip` says to leave these cells out. Taken twice, the
    second time changes nothing.

    :raises JbgraphError: as `propose`, if another import is being written, or nobody is named.
    """
    with ledger.locked(folder):
        found = propose(graph, folder, path, place=place)
        if not found.clean and not skip:
            return "", found
        data = content(path)
        name = ledger.record(
            folder, found.merge.changes, by=by, at=at, file=path.name, sha256=hashlib.sha256(data).hexdigest(),
            based_on=found.export.name,
        )  # fmt: skip
        return name, found


def changes(found: Proposal, lang: str) -> Table:
    """Return the changes as a table: cell, thing, field, before, after; conflicts with both values and who, first."""
    zh = lang == "zh"
    columns = ["单元格", "事物", "项目", "原值", "新值", "冲突"] if zh else [
        "cell", "thing", "field", "before", "after", "conflict"
    ]  # fmt: skip
    rows = [
        [
            found.entries.where.get(each.key, ""), found.known.shown(each.key.thing), heading(each.key, lang),
            valued(found.known, each.base), valued(found.known, each.theirs),
            f"{found.who.get(each.key, '')}：{valued(found.known, each.ours) or '—'}",
        ]
        for each in found.merge.conflicts
    ]  # fmt: skip
    rows += [row(found, each, lang) for each in found.merge.changes]
    return Table(columns, rows)


def row(found: Proposal, each: Change | Conflict, lang: str) -> list[str]:
    """Return the row of a change."""
    assert isinstance(each, Change)
    where = found.entries.where.get(each.key, "")
    return [
        where, found.known.shown(each.key.thing), heading(each.key, lang), valued(found.known, each.before),
        valued(found.known, each.after), "",
    ]  # fmt: skip


def heading(key: Key, lang: str) -> str:
    """Return what a field is called, with its day or period."""
    said = OWN.get(key.field)
    if said is None:
        column = next((one for sheet in SHEETS for one in sheet.columns if one.key == key.field), None)
        said = column.heading if column else (key.field, key.field)
    name = said[0] if lang == "en" else said[1]
    return f"{name} {key.at.split(' ')[0].rsplit('/', 1)[-1]}".strip()


def valued(known: Known, value: Value) -> str:
    """Return a value as a person reads it: things by name."""
    parts = []
    for one in value:
        if one.startswith("http"):
            said = known.shown(one)
            parts.append(known.graph.labels([one])[one] if said == known.graph.compress(one) else said)
        else:
            parts.append(one)
    return "、".join(parts)


def summary(found: Proposal, name: str, *, dry_run: bool, lang: str) -> str:
    """Return in a sentence what an import came to."""
    changed, conflicts, left = len(found.merge.changes), len(found.merge.conflicts), len(found.entries.problems)
    what = say(
        lang,
        f"{changed} cells change, {conflicts} conflict, {left} cannot be read",
        f"{changed}个单元格有变化，{conflicts}个冲突，{left}个无法读取",
    )
    if name:
        return what + say(lang, f"; written as import {name}", f"；已写为导入 {name}")
    if dry_run:
        return what + say(lang, "; nothing written (--dry-run)", "；未写入（--dry-run）")
    if found.clean:
        return what + say(lang, "; there is nothing to do", "；无须写入")
    return what + say(
        lang, "; nothing written: correct the cells, or --skip", "；未写入：请更正单元格，或用 --skip 略去"
    )


def problems(some: Sequence[Problem], lang: str) -> list[str]:
    """Return problems as lines: address and what is wrong."""
    return [f"{one.where}: {one.said[0] if lang == 'en' else one.said[1]}" for one in some]
