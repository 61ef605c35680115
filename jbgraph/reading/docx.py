"""Word documents: paragraphs, tables, text boxes and notes, with tracked changes as accepted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jbgraph.errors import JbgraphError
from jbgraph.reading.building import Builder
from jbgraph.reading.numbers import Numbers
from jbgraph.reading.text import Block

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MOST = 256 * 2**20
"""Bytes of all parts unpacked."""
_PART = 48 * 2**20
"""Bytes of one part of XML unpacked."""
_PARTS = 5_000
_GONE = frozenset(
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "sectPr",
        "tblPr",
        "commentReference",
    )
)

Notes = list[tuple[str, str]]


def read(data: bytes, where: str) -> tuple[str, list[Block], Notes]:
    """Return the published text of a document, its blocks, and what was left out.

    Numbers that Word makes itself are written out in front of their paragraph. Deleted and hidden text is left out,
    inserted text is kept. Foot- and endnotes follow at the end.

    :raises JbgraphError: if the file is damaged, or unpacks to more than any report holds.
    """
    _check(data, where)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        return _Reader(document, where).read()
    except JbgraphError:
        raise
    except (
        PackageNotFoundError,
        etree.LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        raise _damaged(where) from None


def _damaged(where: str) -> JbgraphError:
    return JbgraphError(
        ("the .docx file is damaged", "DOCX文件已损坏"),
        where=where,
        hint=("open it in an office program and save it again", "用办公软件打开后重新保存"),
    )


def _check(data: bytes, where: str) -> None:
    """Refuse files that unpack to far more than they hold, and XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            if any(part.flag_bits & 1 for part in parts):
                raise JbgraphError(
                    ("the document is locked with a password", "文件有密码保护"),
                    where=where,
                    hint=("open it with the password and save it without one", "用密码打开，另存为不加密的文件"),
                )
            if (
                len(parts) > _PARTS
                or sum(part.file_size for part in parts) > _MOST
                or any(part.file_size > _PART for part in xml)
            ):
                raise JbgraphError(
                    ("the .docx file unpacks to more than any report holds", "DOCX文件解压后的大小远超一份报告"),
                    where=where,
                    hint=(
                        "do not open it: it may be made to harm; ask for the document again",
                        "请勿打开：可能是恶意文件，请重新索取",
                    ),
                )
            for part in xml:
                with packed.open(part) as stream:
                    head = stream.read(4096)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
                    raise JbgraphError(
                        (
                            "the .docx file declares entities, which no office program does",
                            "DOCX文件声明了实体，办公软件不会这样做",
                        ),
                        where=where,
                        hint=(
                            "do not open it: it may be made to harm; ask for the document again",
                            "请勿打开：可能是恶意文件，请重新索取",
                        ),
                    )
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, zlib.error):
        raise _damaged(where) from None


class _Reader:
    """Reads one document."""

    def __init__(self, document: Any, where: str) -> None:
        self._body: Element = document.element.body
        self._builder = Builder(where)
        self._numbers = Numbers(document)
        self._levels, self._contents = _styles(document)
        self._parts = document.part
        self._boxes: list[Element] = []
        self._changed = False

    def read(self) -> tuple[str, list[Block], Notes]:
        """Read body, then notes."""
        self._blocks(self._body)
        self._foot()
        published, blocks = self._builder.done()
        notes: Notes = []
        if self._changed:
            notes.append(("tracked changes read as accepted", "修订按已接受读取"))
        return published, blocks, notes

    def _blocks(self, parent: Element) -> None:
        stack = list(reversed(parent))
        while stack:
            element = stack.pop()
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag in _GONE:
                self._changed = self._changed or element.tag == f"{W}del"
            elif element.tag in (
                f"{_MC}AlternateContent",
                f"{W}sdt",
                f"{W}sdtContent",
                f"{W}ins",
                f"{W}moveTo",
                f"{W}customXml",
                f"{W}smartTag",
                f"{_MC}Choice",
                f"{W}body",
            ):
                stack.extend(reversed(element))

    def _paragraph(self, element: Element) -> None:
        boxes, self._boxes = self._boxes, []
        text = self.text(element)
        found, self._boxes = self._boxes, boxes
        style = _value(element.find(f"{W}pPr/{W}pStyle"))
        level = self._levels.get(style)
        outline = _value(element.find(f"{W}pPr/{W}outlineLvl"))
        if outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        role: Any = "note" if style in self._contents else "text"
        number = self._numbers.of(element) if text.strip() else ""
        for place, line in enumerate(text.split("\n")):
            self._builder.paragraph((number if not place else "") + line, level if not place else None, role)
        for box in found:
            self._blocks(box)

    def text(self, element: Element) -> str:
        """Return the characters of a paragraph, a line break for each break of a line in it."""
        pieces: list[str] = []
        stack = list(reversed(element))
        while stack:
            part = stack.pop()
            tag = part.tag
            if tag in _GONE:
                self._changed = self._changed or tag in (f"{W}del", f"{W}moveFrom")
            elif tag == f"{W}r" and part.find(f"{W}rPr/{W}vanish") is not None:
                continue
            elif tag in (f"{W}t", f"{_MATH}t"):
                pieces.append(part.text or "")
            elif tag == f"{W}tab":
                pieces.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                pieces.append("" if part.get(f"{W}type") in ("page", "column") else "\n")
            elif tag == f"{W}noBreakHyphen":
                pieces.append("-")
            elif tag == f"{W}txbxContent":
                self._boxes.append(part)
            elif tag == f"{_MC}AlternateContent":
                choice = part.find(f"{_MC}Choice")
                stack.extend(reversed(choice if choice is not None else part))
            else:
                if tag == f"{W}ins":
                    self._changed = True
                stack.extend(reversed(part))
        return "".join(pieces)

    def _table(self, element: Element) -> None:
        rows = [[*self._cells(row)] for row in _children(element, f"{W}tr")]
        if max((len(row) for row in rows), default=0) < 2:
            # A table of one column is a frame around text.
            for cell in (cell for row in _children(element, f"{W}tr") for cell in _children(row, f"{W}tc")):
                self._blocks(cell)
            return
        self._builder.table(rows)

    def _cells(self, row: Element) -> Iterator[str]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        for _ in range(_count(_value(before)) if before is not None else 0):
            yield ""
        for cell in _children(row, f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            covered = merge is not None and _value(merge) != "restart"
            yield "" if covered else " ".join(self._lines(cell))
            for _ in range(_count(_value(cell.find(f"{W}tcPr/{W}gridSpan"))) - 1):
                yield ""

    def _lines(self, cell: Element) -> Iterator[str]:
        for paragraph in cell.iter(f"{W}p"):
            text = self.text(paragraph)
            if text.strip():
                yield self._numbers.of(paragraph) + text.replace("\n", " ").strip()

    def _foot(self) -> None:
        """Write foot- and endnotes, in the order of the file."""
        from lxml import etree

        for relation in sorted(self._parts.rels.values(), key=lambda one: str(one.rId)):
            if relation.is_external or not re.search("/(?:footnotes|endnotes)$", relation.reltype):
                continue
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for note in etree.fromstring(relation.target_part.blob, parser=parser):
                if note.get(f"{W}type") in (None, "normal"):
                    for paragraph in note.iter(f"{W}p"):
                        self._builder.paragraph(self.text(paragraph).replace("\n", " "), role="note")


def _styles(document: Any) -> tuple[dict[str, int], frozenset[str]]:
    """Return the styles that claim a rank of heading, and those of a table of contents."""
    levels: dict[str, int] = {}
    contents = set()
    for style in document.styles.element.iter(f"{W}style"):
        name = _value(style.find(f"{W}name")).lower()
        own = style.get(f"{W}styleId", "")
        outline = _value(style.find(f"{W}pPr/{W}outlineLvl"))
        match = re.fullmatch(r"(?:heading|标题) ?(\d)", name)
        if name in ("title", "标题"):
            levels[own] = 1
        elif match:
            levels[own] = int(match[1]) + 1
        elif outline.isdigit() and int(outline) < 9:
            levels[own] = int(outline) + 2
        if re.match(r"(?:toc|目录) ?\d", name):
            contents.add(own)
    return levels, frozenset(contents)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or cells of a row, through the wrappers that forms and changes put around them."""
    for child in parent:
        if child.tag == tag:
            if tag != f"{W}tr" or child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, tag)


def _value(element: Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val") or "")


def _count(text: str) -> int:
    return min(max(int(text), 1), 60) if text.isdigit() and len(text) < 5 else 1
