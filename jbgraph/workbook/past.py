"""What was entered before, as tables: the imports of a workspace, and what they changed about a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import Triple

from jbgraph.graph import Graph
from jbgraph.rendering import say
from jbgraph.tables import Table
from jbgraph.workbook.importing import heading, valued
from jbgraph.workbook.known import Known
from jbgraph.working import ledger
from jbgraph.working.merge import Conflict


def imports(folder: Path, lang: str) -> Table:
    """Return the imports of a workspace, earliest first."""
    columns = [
        say(lang, "import", "导入"), say(lang, "by", "填报"), say(lang, "at", "时间"), say(lang, "file", "文件"),
        say(lang, "added", "新增陈述"), say(lang, "withdrawn", "撤回陈述"), say(lang, "undoes", "撤销"),
    ]  # fmt: skip
    return Table(
        columns,
        [
            [
                one.name, one.by, f"{one.at:%Y-%m-%d %H:%M}Z", one.file, count(one.added()), count(one.withdrawn()),
                one.undoes,
            ]
            for one in ledger.imports(folder)
        ],
    )  # fmt: skip


def count(found: Iterator[Triple]) -> int:
    """Return the number of statements."""
    return sum(1 for _ in found)


def history(graph: Graph, folder: Path, thing: str, lang: str) -> Table:
    """Return what imports changed about a thing, earliest first: who, when, what, before and after."""
    known = Known(graph)
    found = ledger.history(folder, thing)
    columns = [
        say(lang, "at", "时间"), say(lang, "by", "填报"), say(lang, "thing", "事物"), say(lang, "field", "项目"),
        say(lang, "before", "原值"), say(lang, "after", "新值"), say(lang, "import", "导入"),
    ]  # fmt: skip
    return Table(
        columns,
        [
            [
                f"{said.made.at:%Y-%m-%d %H:%M}Z", said.made.by, known.shown(said.change.key.thing),
                heading(said.change.key, lang), valued(known, said.change.before), valued(known, said.change.after),
                said.made.name,
            ]
            for said in found
        ],
    )  # fmt: skip


def conflicts(graph: Graph, some: Iterable[Conflict], lang: str) -> Table:
    """Return cells that stand in the way, with the value they have now."""
    known = Known(graph)
    rows: Sequence[Sequence[str]] = [
        [known.shown(one.key.thing), heading(one.key, lang), valued(known, one.base), valued(known, one.ours)]
        for one in some
    ]
    return Table(
        [say(lang, "thing", "事物"), say(lang, "field", "项目"), say(lang, "then", "当时"), say(lang, "now", "现在")],
        rows,
    )
