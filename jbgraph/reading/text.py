"""What a file says: its text as published, and the blocks of it in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from jbgraph.reading.runs import Run


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, a heading or a list item.

    :ivar level: rank of the heading that the markup claims (1 is the highest), None where it claims none. Only a hint:
        ranks go by the number that a heading prints.
    :ivar role: `caption` and `note` are no running text: pictures' captions, notes under tables, page headers.
    """

    run: Run
    level: int | None = None
    role: Literal["text", "caption", "note"] = "text"


@dataclass(frozen=True)
class Row:
    """A row of a table; a cell may be empty (a run without characters), merged cells repeat nothing."""

    cells: tuple[Run, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """A table as printed, headers included; one that pages cut apart is one table with its header repeated."""

    rows: tuple[Row, ...]
    start: int
    end: int


Block = Paragraph | Table


@dataclass(frozen=True)
class Text:
    """What a file says.

    :ivar published: the text as published: of a text file its characters, of any other file the text that the library
        gives, the same each time. Offsets everywhere are offsets in it.
    :ivar file: name of the file it was read from.
    :ivar file_sha256: of that file's bytes.
    :ivar encoding: of a text file, such as `utf-8` or `gb18030`; empty otherwise.
    :ivar notes: what a reader should know, as (English, Chinese): pages without text, repairs made, parts left out.
    """

    published: str
    blocks: tuple[Block, ...]
    file: str
    file_sha256: str
    media_type: str
    encoding: str = ""
    notes: tuple[tuple[str, str], ...] = field(default=())
