"""Passages and figures against the documents: digests, quotes, numbers and units."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from jbgraph import evidence
from jbgraph.evidence import Passage
from jbgraph.graph import Graph
from jbgraph.numerals import plain, states
from jbgraph.validation import Finding, finding

CHECK = "texts"
QUOTE_LIMIT = 20


def check(graph: Graph) -> list[Finding]:
    """Return passages whose characters changed, quotes that are not in their passage, figures not in their quote.

    A document whose file is missing is a warning; a changed one raises, for nothing can be shown from it.
    """
    texts = evidence.texts_of(graph)
    found = []
    for row in graph.rows("SELECT ?d ?file { ?d a jb:SourceDocument ; jb:fileName ?file } ORDER BY ?d"):
        if row["d"] not in texts:
            severity = "warning" if graph.sources else "info"
            found.append(
                finding(
                    severity,
                    CHECK,
                    graph.compress(str(row["d"])),
                    f"{row['file']} is not at hand: its passages were not checked",
                    f"{row['file']} 不在手边：未核对其段落",
                )
            )
    passages = {iri: p for iri, p in evidence.passages(graph).items() if p.document in texts}
    for iri, passage in passages.items():
        text = texts[passage.document][passage.start : passage.end]
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != passage.sha256:
            found.append(
                finding(
                    "violation",
                    CHECK,
                    graph.compress(iri),
                    f"characters {passage.start} to {passage.end} are not those the passage was made from",
                    f"字符{passage.start}–{passage.end}与段落摘要不符",
                )
            )
    return found + list(figures(graph, passages))


def context(passage: Passage, passages: dict[str, Passage], headings: dict[str, str]) -> str:
    """Return the text a passage is read in: its own, that of passages it is read with, and the headings above."""
    parts = [passages[iri].text or "" for iri in (passage.iri, *passage.read_with) if iri in passages]
    return "\n".join([*parts, headings.get(passage.section, "")])


def headings_above(graph: Graph) -> dict[str, str]:
    """Return section IRI → the headings of it and of the sections around it, as printed or as named by us."""
    rows = graph.rows(
        """SELECT ?section ?heading { ?section a jb:Section ; jb:inSection* ?around .
           ?around skos:prefLabel ?heading FILTER(LANG(?heading) = "zh") } ORDER BY ?section ?heading"""
    )
    found: dict[str, str] = {}
    for row in rows:
        found[str(row["section"])] = f"{found.get(str(row['section']), '')}\n{row['heading']}"
    return found


def figures(graph: Graph, passages: dict[str, Passage]) -> Iterator[Finding]:
    """Yield quotes that are too long or not in their passage, and values or units that are not printed there."""
    headings = headings_above(graph)
    rows = graph.rows(
        """SELECT ?o ?g ?quote ?value ?upper ?words ?unit ?metric {
             GRAPH ?g { ?o a jb:Observation ; jb:quote ?quote ; jb:ofMetric ?m
               OPTIONAL { ?o jb:value ?value } OPTIONAL { ?o jb:upperValue ?upper }
               OPTIONAL { ?o jb:valueText ?words } }
             OPTIONAL { ?o jb:unit/skos:prefLabel ?unit FILTER(LANG(?unit) = "zh") }
             ?m skos:prefLabel ?metric FILTER(LANG(?metric) = "zh") } ORDER BY ?o"""
    )
    for row in rows:
        passage = passages.get(str(row["g"]))
        if passage is None or passage.text is None:
            continue
        place, quote = graph.compress(str(row["o"])), str(row["quote"])
        if len(plain(quote)) > QUOTE_LIMIT:
            yield finding("violation", CHECK, place, f"the quote is too long: {quote}", f"引文过长：{quote}")
        if plain(quote) not in plain(passage.text):
            yield finding(
                "violation",
                CHECK,
                place,
                f"the quote is not in the passage: {quote}",
                f"段落中没有此引文：{quote}",
            )
        for key in ("value", "upper"):
            if row[key] is not None and not states(quote, float(str(row[key]))):
                yield finding(
                    "violation",
                    CHECK,
                    place,
                    f"the number {row[key]} is not in the quote {quote}",
                    f"引文“{quote}”中没有数值 {row[key]}",
                )
        if row["words"] and plain(row["words"]) not in plain(quote):
            yield finding(
                "violation",
                CHECK,
                place,
                f"the words {row['words']} are not in the quote {quote}",
                f"引文“{quote}”中没有“{row['words']}”",
            )
        unit = plain(row["unit"] or "")
        if row["value"] is not None and unit not in ("", "1", "名"):
            printed = plain(context(passage, passages, headings)) + plain(row["metric"] or "")
            printed = re.sub("[余多]", "", printed)  # 132 万余平方米 is printed for 132 万平方米 and a little more
            if unit not in printed:
                yield finding(
                    "violation",
                    CHECK,
                    place,
                    f"the unit {unit} is printed neither in the passage nor in its context",
                    f"段落及其上下文中都没有单位“{unit}”",
                )
