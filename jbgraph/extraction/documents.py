"""The document of a draft as RDF: what it is, its sections, its passages with their places and digests."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from jbgraph import terms
from jbgraph.extraction.draft import Draft, label, passage_name, section_name
from jbgraph.extraction.outline import Outline
from jbgraph.extraction.things import PROV, XSD, concept, jb

DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
KINDS = {
    "plan-report": ("plan", "计划报告", "Plan report"),
    "work-report": ("work", "政府工作报告", "Government work report"),
    "outline": ("outline", "规划纲要", "Outline of the plan"),
    "news": ("news", "报道", "News report"),
}
"""Kind of document → begin of its slug, and what it is called in Chinese and English."""
_AUTHOR = re.compile(r"[\u4e00-\u9fff（）()]{2,40}(?:委员会|委|政府|局|办公室|办|厅|党委|代表大会|研究院|中心|社)")
_DATE = re.compile(r"[（(]?\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
UNSIGNED = "未署名"


@dataclass(frozen=True)
class Kept:
    """Where the text of a document lies.

    :ivar file: name of the text in `sources/`.
    :ivar sha256: of its bytes.
    :ivar original, original_sha256: name and digest of the file it was read from.
    """

    file: str
    sha256: str
    original: str
    original_sha256: str


def kind_of(title: str) -> str:
    """Return the kind of document that a title names.

    >>> kind_of("政府工作报告"), kind_of("关于2021年计划执行情况与2022年计划草案的报告"), kind_of("江北吹响冲锋号")
    ('work-report', 'plan-report', 'news')
    """
    if "工作报告" in title:
        return "work-report"
    if "纲要" in title or ("规划" in title and "执行情况" not in title):
        return "outline"
    return "plan-report" if "计划" in title or "执行情况" in title else "news"


def author(outline: Outline) -> str:
    """Return who signs a document: the body named at its head or foot, before or behind all sections."""
    front = [one for one in outline.passages if outline.sections[one.section].part == "front"][:12]
    for passage in (*front, *outline.passages[-3:]):
        line = passage.run.text.strip()
        if passage.kind in ("byline", "sentence", "caption") and _AUTHOR.fullmatch(line):
            return line
    return UNSIGNED


def issued(outline: Outline) -> Literal:
    """Return when a document was issued: the day printed at its head, else the plan year."""
    front = [one for one in outline.passages if outline.sections[one.section].part == "front"][:12]
    for passage in front:
        found = _DATE.search(passage.run.text)
        if found and passage.kind != "heading" and len(passage.run.text) < 60:
            year, month, day = map(int, found.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return Literal(f"{year}-{month:02}-{day:02}", datatype=NamedNode(XSD + "date"))
    return Literal(str(outline.year), datatype=NamedNode(XSD + "gYear"))


def document(draft: Draft, kept: Kept, kind: str, place: tuple[str, str]) -> Iterator[Triple]:
    """Yield what the document is, with its sections and passages.

    :param place: the district, in Chinese and English.
    """
    outline = draft.outline
    node = NamedNode(draft.base + draft.slug)
    _, zh, en = KINDS[kind]
    again = draft.slug.rsplit("-", 1)[-1]
    more = f"（{again}）" if len(again) < 4 else ""
    yield Triple(node, NamedNode(terms.RDF_TYPE), jb("SourceDocument"))
    for lang, name in (
        ("zh", f"{outline.year}年{zh}{more}"),
        ("en", f"{en} {outline.year}{f' ({again})' if more else ''}"),
    ):
        yield Triple(node, NamedNode(terms.PREF_LABEL), Literal(name, language=lang))
    yield Triple(node, NamedNode(DCTERMS + "title"), Literal(outline.title or kept.original, language="zh"))
    yield Triple(node, NamedNode(DC + "creator"), Literal(author(outline), language="zh"))
    yield Triple(node, NamedNode(DCTERMS + "issued"), issued(outline))
    for lang, about in (
        ("zh", f"{place[0]}{outline.year}年的{zh}，由程序读入并经人审核"),
        ("en", f"{en.lower()} of {place[1]} for {outline.year}, read by the program and reviewed by people"),
    ):
        yield Triple(node, NamedNode(terms.DESCRIPTION), Literal(about, language=lang))
    yield Triple(node, jb("fileName"), Literal(kept.file))
    yield Triple(node, jb("sha256"), Literal(kept.sha256))
    yield Triple(node, jb("characters"), integer(len(outline.text.published)))
    if kept.original_sha256 != kept.sha256:
        yield Triple(node, NamedNode(PROV + "wasDerivedFrom"), named_information(kept.original_sha256))
    yield from sections(draft, node)
    yield from passages(draft, node)


def sections(draft: Draft, node: NamedNode) -> Iterator[Triple]:
    """Yield the sections."""
    outline = draft.outline
    for index, section in enumerate(outline.sections):
        here = NamedNode(draft.document + section_name(index))
        yield Triple(here, NamedNode(terms.RDF_TYPE), jb("Section"))
        yield Triple(here, NamedNode(terms.PREF_LABEL), Literal(label(outline, index), language="zh"))
        yield Triple(here, jb("inDocument"), node)
        yield Triple(here, jb("order"), integer(index + 1))
        if section.parent is not None and section.parent != index:
            yield Triple(here, jb("inSection"), NamedNode(draft.document + section_name(section.parent)))
        if section.passage is not None:
            printed = NamedNode(draft.document + passage_name(section.passage))
            yield Triple(here, jb("heading"), printed)
            yield Triple(here, NamedNode(PROV + "wasDerivedFrom"), printed)
        else:
            yield Triple(here, jb("namedByUs"), Literal("true", datatype=NamedNode(XSD + "boolean")))
            name = "Text" if index == 0 else "Table"
            yield Triple(here, NamedNode(terms.PREF_LABEL), Literal(name, language="en"))
        around = outline.sections[section.parent].year if section.parent is not None else None
        if section.year and section.year != around:
            yield Triple(here, jb("defaultPeriod"), NamedNode(f"{terms.BASE}period/{section.year}"))


def passages(draft: Draft, node: NamedNode) -> Iterator[Triple]:
    """Yield the passages."""
    outline = draft.outline
    headings = {section.passage for section in outline.sections if section.passage is not None}
    for passage in outline.passages:
        here = NamedNode(draft.document + passage_name(passage.number))
        start, end = passage.run.start, passage.run.end
        characters = outline.text.published[start:end]
        kind = "heading" if passage.number in headings else passage.kind
        yield Triple(here, NamedNode(terms.RDF_TYPE), jb("Passage"))
        yield Triple(here, jb("inDocument"), node)
        yield Triple(here, jb("inSection"), NamedNode(draft.document + section_name(passage.section)))
        yield Triple(here, jb("order"), integer(passage.number))
        yield Triple(here, jb("passageKind"), concept("passage-kind", kind))
        yield Triple(here, jb("start"), integer(start))
        yield Triple(here, jb("end"), integer(end))
        for other in sorted(draft.read_with.get(passage.number, ())):
            yield Triple(here, jb("readWith"), NamedNode(draft.document + passage_name(other)))
        yield Triple(here, jb("sha256"), Literal(hashlib.sha256(characters.encode("utf-8")).hexdigest()))


def years(outline: Outline) -> set[int]:
    """Return the years that sections speak of."""
    return {section.year for section in outline.sections if section.year}


def integer(value: int) -> Literal:
    """Return a whole number as xsd:integer."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def named_information(sha256: str) -> NamedNode:
    """Return the name of a file by its digest (RFC 6920, section 3)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")
    return NamedNode(f"ni:///sha-256;{digest}")
