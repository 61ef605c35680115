"""What a reviewer decided: read from a workbook, or from the file that the page gives."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from lzma import LZMAError
from pathlib import Path
from typing import Any

from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason
from jbgraph.review.words import COLUMNS, CORRECTIONS, DECISIONS, THING_COLUMNS
from jbgraph.review.workbook import SHEETS

LARGEST = 200_000_000  # bytes that a workbook may unpack to
FORM = "jbgraph-decisions"


@dataclass(frozen=True)
class Decision:
    """What was decided on one proposal.

    :ivar place: where it was written, such as `陈述!5`.
    :ivar decision: `accept`, `reject` or `correct`, or other words that mean nothing.
    """

    place: str
    id: str
    decision: str
    corrections: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    by: str = ""


@dataclass(frozen=True)
class ThingDecision:
    """What was decided on one new thing: an English name, another name or class, or that it is a known thing."""

    place: str
    iri: str
    decision: str = ""
    en: str = ""
    zh: str = ""
    kind: str = ""
    same: str = ""
    by: str = ""


@dataclass(frozen=True)
class Given:
    """All that a file decides.

    :ivar digest: of the proposals of the draft it was made from.
    """

    document: str
    digest: str
    reviewer: str
    decisions: list[Decision]
    things: list[ThingDecision]


def read(path: Path) -> Given:
    """Return what a workbook, or a file that the page gave, decides.

    :raises JbgraphError: if it is neither, or cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=str(path)) from error
    if data[:2] == b"PK":
        return from_workbook(data, path)
    try:
        return from_page(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise unusable(path) from error


def unusable(path: Path) -> JbgraphError:
    """Return the error for a file that is no review."""
    return JbgraphError(
        ("the file is no review", "该文件不是审核文件"),
        where=str(path),
        hint=("`jbgraph review DRAFT` writes one", "`jbgraph review DRAFT` 可生成"),
    )


def from_page(said: Mapping[str, Any]) -> Given:
    """Return what the file of the page decides.

    :raises KeyError, TypeError, ValueError: if it is no such file.
    """
    if said["form"] != FORM:
        raise ValueError(FORM)
    decisions = [
        Decision(
            f"#{number}", text(one["id"]), text(one["decision"]),
            {name: text(value) for name, value in one.get("corrections", {}).items() if name in CORRECTIONS and value},
            text(one.get("note", "")), text(one.get("by", "")),
        )
        for number, one in enumerate(said["decisions"], 1)
    ]  # fmt: skip
    things = [
        ThingDecision(f"#{number}", **{key: text(one.get(key, "")) for key in THING_KEYS})
        for number, one in enumerate(said.get("things", ()), 1)
    ]
    return Given(text(said["document"]), text(said["draft"]), text(said.get("reviewer", "")), decisions, things)


THING_KEYS = ("iri", "decision", "en", "zh", "kind", "same", "by")


def text(value: Any) -> str:
    """Return a cell as a person wrote it: no blanks at the ends, whole numbers without a point.

    >>> text(7.0), text(" 张三 "), text(None)
    ('7', '张三', '')
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return "" if value is None else str(value).strip()


# -- workbooks -----------------------------------------------------------------------------------------------------


def from_workbook(data: bytes, path: Path) -> Given:
    """Return what a workbook decides.

    :raises JbgraphError: if it is no review.
    """
    import warnings

    from openpyxl import load_workbook

    refuse_hostile(data, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl does not know and that are not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = {one.title: [list(row) for row in one.iter_rows(values_only=True)] for one in book.worksheets}
            book.close()
    except Exception as error:  # openpyxl raises what its parsers raise
        raise unusable(path) from error
    named = {key: next((title for title in SHEETS[key] if title in sheets), "") for key in ("guide", "rows", "things")}
    if not named["guide"] or not named["rows"]:
        raise unusable(path)
    front = {text(cell) for row in sheets[named["guide"]] for cell in row[:1]}
    about = {text(row[0]): text(row[1]) for row in sheets[named["guide"]] if len(row) > 1}
    known = {key: next((about[word] for word in words if word in front), "") for key, words in FRONT.items()}
    if not known["document"] or not known["digest"]:
        raise unusable(path)
    decisions = [decided(place, cells) for place, cells in cells_of(named["rows"], sheets[named["rows"]], COLUMNS)]
    rows = cells_of(named["things"], sheets.get(named["things"], []), THING_COLUMNS)
    things = [judged(place, cells) for place, cells in rows]
    return Given(
        known["document"], known["digest"], known["reviewer"],
        [one for one in decisions if one.decision or one.corrections],
        [one for one in things if any((one.decision, one.en, one.zh, one.kind, one.same))],
    )  # fmt: skip


FRONT = {
    "document": ("document", "文件"),
    "digest": ("draft", "草稿摘要"),
    "reviewer": ("reviewer", "审核人"),
}


def refuse_hostile(data: bytes, path: Path) -> None:
    """Refuse a workbook that unpacks to far more than any review, or whose parts declare entities.

    :raises JbgraphError: if it is one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > LARGEST or len(parts) > 10_000:
                raise JbgraphError(
                    ("the workbook unpacks to more than 200 MB", "该工作簿解压后超过200 MB"), where=str(path)
                )
            for part in parts:
                with packed.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(4096):
                        raise unusable(path)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, zlib.error, LZMAError) as error:
        raise unusable(path) from error


def cells_of(
    title: str, rows: Sequence[Sequence[Any]], columns: Mapping[str, tuple[str, str]]
) -> list[tuple[str, dict[str, str]]]:
    """Return place and cells by column of each row with an id; columns are known by their headers, in any order."""
    if not rows:
        return []
    headers = [text(cell) for cell in rows[0]]
    order = {name: next((headers.index(word) for word in words if word in headers), len(headers))
             for name, words in columns.items()}  # fmt: skip
    found = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: text(row[at]) for name, at in order.items() if at < len(row)}
        if cells.get("id"):
            found.append((f"{title}!{number}", cells))
    return found


def decided(place: str, cells: Mapping[str, str]) -> Decision:
    """Return the decision of a row."""
    corrections = {name: cells[name] for name in CORRECTIONS if cells.get(name)}
    said = meaning(cells.get("decision", ""))
    return Decision(place, cells["id"], said, corrections, cells.get("note", ""), cells.get("by", ""))


def judged(place: str, cells: Mapping[str, str]) -> ThingDecision:
    """Return the decision on a new thing."""
    return ThingDecision(
        place, cells["id"], meaning(cells.get("decision", "")), cells.get("en", ""), cells.get("new", ""),
        cells.get("kind", ""), cells.get("same", ""), cells.get("by", ""),
    )  # fmt: skip


def meaning(word: str) -> str:
    """Return the decision that a word means; the word itself where it means none.

    >>> meaning("接受"), meaning("Reject"), meaning("也许")
    ('accept', 'reject', '也许')
    """
    return next((key for key, words in DECISIONS.items() if word.lower() in (key, *words)), word)
