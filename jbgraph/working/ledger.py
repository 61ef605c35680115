"""The imports of a workspace: one file each, never changed; what holds now, what was said when, and taking back."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from jbgraph import files, loading, terms
from jbgraph.errors import JbgraphError
from jbgraph.working import statements
from jbgraph.working.cells import Key, State
from jbgraph.working.merge import Change, Conflict, Merge, merge
from jbgraph.working.standing import Standing

FOLDER = "working"
_CREATOR = "http://purl.org/dc/elements/1.1/creator"
_SOURCE = "http://purl.org/dc/terms/source"
_TIME = "http://www.w3.org/ns/prov#generatedAtTime"
_DATE_TIME = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")


class Import(NamedTuple):
    """One import: what its file says of it. What it adds and withdraws is read from the file when asked for.

    :ivar name: its name and that of its file; names sort by time.
    :ivar at: when, in UTC.
    :ivar file: name of the imported file, empty for an undoing.
    :ivar sha256: of the file's bytes.
    :ivar based_on: the export that the file came from.
    :ivar undoes: the name of the import that it takes back, or empty.
    """

    name: str
    by: str
    at: datetime
    file: str
    sha256: str
    based_on: str
    undoes: str
    path: Path

    def added(self) -> Iterator[Triple]:
        """Yield the statements that it adds."""
        return in_graph(self.path, terms.WORKING + self.name)

    def withdrawn(self) -> Iterator[Triple]:
        """Yield the statements that it takes back."""
        return in_graph(self.path, loading.WITHDRAWN + self.name)


class Said(NamedTuple):
    """That an import changed a cell."""

    made: Import
    change: Change


def imports(folder: Path) -> list[Import]:
    """Return the imports of a workspace, earliest first.

    :raises JbgraphError: if a file is broken.
    """
    return [one(file) for file in sorted((folder / FOLDER).glob("*.trig"))]


def one(file: Path) -> Import:
    """Return the import that a file holds.

    :raises JbgraphError: if the file is broken, or is no import.
    """
    name = file.stem
    own = (terms.WORKING + name, loading.WITHDRAWN + name)
    said: dict[str, str] = {}
    for quad in loading.read(file):
        if isinstance(quad.graph_name, DefaultGraph):
            said[quad.predicate.value] = getattr(quad.object, "value", "")
        elif getattr(quad.graph_name, "value", "") not in own:
            said.clear()
            break
    try:
        return Import(
            name,
            said[_CREATOR],
            datetime.fromisoformat(said[_TIME]),
            said.get(_SOURCE, ""),
            said.get(terms.JB + "sha256", ""),
            said.get(terms.JB + "basedOn", ""),
            said.get(terms.JB + "undoes", "").removeprefix(terms.WORKING),
            file,
        )
    except (KeyError, ValueError) as error:
        raise JbgraphError(
            ("the file is not an import of ours", "该文件不是本程序写下的导入"),
            where=str(file),
            hint=("put it back as it was; imports are never edited", "恢复原文件；导入文件不可编辑"),
        ) from error


def in_graph(file: Path, graph: str) -> Iterator[Triple]:
    """Yield the statements of one graph of a file."""
    return (quad.triple for quad in loading.read(file) if getattr(quad.graph_name, "value", "") == graph)


def steps(made: Iterable[Import]) -> Iterator[tuple[Import, State, State]]:
    """Yield each import with the cells that held before and after it."""
    standing = Standing()
    before: State = {}
    for each in made:
        standing.change(each.added(), each.withdrawn())
        after = standing.cells()
        yield each, before, after
        before = after


def holds(made: Iterable[Import]) -> State:
    """Return the cells that hold after some imports."""
    standing = Standing()
    for each in made:
        standing.change(each.added(), each.withdrawn())
    return standing.cells()


def record(
    folder: Path,
    changes: tuple[Change, ...],
    *,
    by: str,
    at: datetime | None = None,
    file: str = "",
    sha256: str = "",
    based_on: str = "",
    undoes: str = "",
) -> str:
    """Write changes of cells as an import and return its name; the caller holds `locked`.

    The file is whole or not there. Nothing is written where nothing changes; the name is empty then.

    :param at: when, now where it is not given.
    :raises JbgraphError: if nobody is named, or the file cannot be written.
    """
    if not by.strip():
        raise JbgraphError(("an import needs to know who", "导入须写明填报单位或人员"), where="--by", hint="--by …")
    before = imports(folder)
    state = holds(before)
    if not any(old or new for old, new in differing(state, changes)):
        return ""
    time = (at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    latest = before[-1].name if before else ""
    base = f"{time:%Y%m%dT%H%M%SZ}"
    number = 1
    while (name := f"{base}-{number:03}") <= latest and number < 999:
        number += 1
    if name <= latest:
        raise JbgraphError(
            ("the clock stands before the last import", "系统时间早于上一次导入"),
            where=latest,
            hint=("set the clock of the machine", "校准系统时间"),
        )
    about: list[tuple[str, NamedNode | Literal]] = [
        (terms.RDF_TYPE, NamedNode(terms.JB + "Import")),
        (_CREATOR, Literal(by.strip())),
        (_TIME, Literal(f"{time:%Y-%m-%dT%H:%M:%SZ}", datatype=_DATE_TIME)),
    ]
    about += [
        (name, Literal(value))
        for name, value in ((_SOURCE, file), (terms.JB + "sha256", sha256), (terms.JB + "basedOn", based_on))
        if value
    ]
    if undoes:
        about.append((terms.JB + "undoes", NamedNode(terms.WORKING + undoes)))
    graph, taken = NamedNode(terms.WORKING + name), NamedNode(loading.WITHDRAWN + name)
    quads = chain(
        [[Quad(graph, NamedNode(predicate), value) for predicate, value in about]],
        (in_order(new, graph) for _, new in differing(state, changes)),
        (in_order(old, taken) for old, _ in differing(state, changes)),
    )
    data = serialize(chain.from_iterable(quads), format=RdfFormat.TRIG, prefixes=terms.prefixes()) or b""
    (folder / FOLDER).mkdir(exist_ok=True)
    files.write(folder / FOLDER / f"{name}.trig", data)
    return name


def in_order(some: set[Triple], graph: NamedNode) -> list[Quad]:
    """Return statements as quads of a graph, sorted."""
    return [Quad(each.subject, each.predicate, each.object, graph) for each in sorted(some, key=str)]


def differing(state: State, changes: Iterable[Change]) -> Iterator[tuple[set[Triple], set[Triple]]]:
    """Yield what stands only before some changes and what only after them, thing by thing; no two things share any.

    :param changes: sorted by key.
    """
    own: dict[str, list[Key]] = {each.key.thing: [] for each in changes}
    for key in state:
        if key.thing in own:
            own[key.thing].append(key)
    for thing, some in groupby(changes, key=lambda each: each.key.thing):
        before = {key: state[key] for key in own[thing]}
        old, new = statements.triples(before), statements.triples(Merge(tuple(some), ()).apply(before))
        yield old - new, new - old


def undo(folder: Path, name: str, *, by: str, at: datetime | None = None) -> tuple[str, tuple[Conflict, ...]]:
    """Take an import back by a new one; return its name, and what stands in the way, in which case nothing is done.

    In the way stand cells that a later import has changed again.

    :raises JbgraphError: if there is no such import.
    """
    made = imports(folder)
    place = next((number for number, each in enumerate(made) if each.name == name), None)
    if place is None:
        raise JbgraphError(
            (f"there is no import {name}", f"没有导入{name}"),
            where=str(folder / FOLDER),
            hint=", ".join(each.name for each in made[-5:]) or ("there is none yet", "尚无导入"),
        )
    found = merge(holds(made[: place + 1]), holds(made[:place]), holds(made))
    if found.conflicts:
        return "", found.conflicts
    return record(folder, found.changes, by=by, at=at, undoes=name), ()


def history(folder: Path, thing: str) -> list[Said]:
    """Return what imports changed about a thing, its milestones, responsibilities and tenures, earliest first."""
    found = []
    for each, before, after in steps(imports(folder)):
        own = related(before, thing) | related(after, thing)
        for key in sorted({*before, *after}):
            was, new = before.get(key, ()), after.get(key, ())
            if was != new and (key.thing in own or thing in key.at.split(" ")):
                found.append(Said(each, Change(key, was, new)))
    return found


def related(state: State, thing: str) -> set[str]:
    """Return a thing with its milestones, tenures and responsibilities."""
    own = {thing}
    for key, value in state.items():
        if key.field in ("milestone-of", "post", "person") and thing in value:
            own.add(key.thing)
        if key.thing == thing or thing in value:
            own.update(statements.minted("responsibility", key.thing, key.field, holder) for holder in value)
    return own


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others from writing imports to a workspace meanwhile; the lock goes with the process.

    :raises JbgraphError: if another process is writing.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    with (folder / FOLDER / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JbgraphError(
                ("another import is being written", "另一个导入正在写入"),
                where=str(folder / FOLDER),
                hint=("try again when it has ended", "待其结束后重试"),
            ) from error
        yield
