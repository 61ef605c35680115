"""Proposals: the statements of a draft, one line each, with the passage, the rule and the confidence behind them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Triple, parse

from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason

KINDS = ("heading", "figure", "link", "size", "member", "mention", "period")
"""What a proposal states: what a heading stands for, a value, a relation, size or member of a set, a name, a time."""


@dataclass(frozen=True)
class Proposal:
    """One statement that a person accepts, rejects or corrects.

    :ivar id: the same as long as document, place and content are, whatever the rules are called.
    :ivar passage: local name of the passage; `section` the heading it stands under, as printed.
    :ivar start, end: offsets in the published text, in Unicode code points.
    :ivar layer: `stated`, or `suggested` for what was concluded.
    :ivar content: what is stated, in words and local names of vocabularies: what a person may correct.
    :ivar triples: the same as N-Triples.
    :ivar needs: IRIs of the new things it speaks of.
    """

    id: str
    kind: str
    passage: str
    section: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    layer: str
    content: Mapping[str, Any]
    triples: tuple[str, ...]
    needs: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return the proposal as JSON has it."""
        return {
            "id": self.id, "kind": self.kind, "passage": self.passage, "section": self.section, "start": self.start,
            "end": self.end, "quote": self.quote, "rule": self.rule, "confidence": self.confidence,
            "layer": self.layer, "content": dict(self.content), "triples": list(self.triples),
            "needs": list(self.needs),
        }  # fmt: skip

    @property
    def graph(self) -> list[Triple]:
        """What it states."""
        return parsed(self.triples)


def parsed(lines: Iterable[str]) -> list[Triple]:
    """Return the triples of N-Triples lines."""
    return [quad.triple for quad in parse("\n".join(lines), format=RdfFormat.N_TRIPLES)]


def written(triples: Iterable[Triple]) -> tuple[str, ...]:
    """Return triples as N-Triples lines, each once, in the order given."""
    return tuple(dict.fromkeys(f"{triple} ." for triple in triples))


def identify(text_sha256: str, start: int, end: int, kind: str, content: Mapping[str, Any]) -> str:
    """Return the id of a proposal: 16 hexadecimal digits of the digest of document, place, kind and content."""
    said = json.dumps([text_sha256, start, end, kind, content], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]


def lines(records: Iterable[Mapping[str, Any]]) -> bytes:
    """Return records as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode("utf-8")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file; none where it is not there.

    :raises JbgraphError: with the line, if one is broken.
    """
    if not path.is_file():
        return []
    found = []
    try:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):  # noqa: B007
            if line.strip():
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise ValueError("no object")
                found.append(record)
    except ValueError as error:
        raise JbgraphError(
            ("the line is broken", "该行有误"),
            where=f"{path}:{number}",
            hint=("restore the file, or extract the document again", "恢复该文件，或重新提取"),
        ) from error
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the file cannot be read: {en}", f"文件无法读取：{zh}"), where=str(path)) from error
    return found


def proposals(path: Path) -> list[Proposal]:
    """Return the proposals of a file.

    :raises JbgraphError: if it is broken.
    """
    try:
        return [
            Proposal(**{**one, "triples": tuple(one["triples"]), "needs": tuple(one.get("needs", ()))})
            for one in read_lines(path)
        ]
    except (TypeError, KeyError) as error:
        raise JbgraphError(
            (f"a proposal cannot be read: {error}", f"有提议无法读取：{error}"),
            where=str(path),
            hint=("extract the document again", "重新提取该文件"),
        ) from error
