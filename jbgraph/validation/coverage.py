"""What no statement accounts for: numerals, quoted names and whole passages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jbgraph import evidence
from jbgraph.graph import Graph
from jbgraph.numerals import numerals, plain
from jbgraph.validation import Finding, finding
from jbgraph.validation.names import spoken_of

CHECK = "coverage"
_QUOTED = re.compile(r"“([^“”]+)”")


@dataclass(frozen=True)
class Gap:
    """Something in a passage that no statement accounts for.

    :ivar kind: `numeral`, `quoted name` or `passage` (nothing is stated of the whole passage).
    :ivar quote: its characters with a few around; empty for a whole passage.
    """

    passage: str
    kind: str
    quote: str


def gaps(graph: Graph) -> list[Gap]:
    """Return the numerals, quoted names and passages of the documents at hand that nothing accounts for.

    A numeral or a quoted name is accounted for by the quote or the printed period of a figure, by a name of an
    entity that the passage speaks of, by a printed period it refers to, or by an omission with its reason;
    the numbers of headings and table rows count as order only.
    """
    spoken, _ = spoken_of(graph)
    known = accounted(graph, spoken)
    omitted = {str(r["p"]) for r in graph.rows("SELECT ?p { ?p jb:omission ?x FILTER NOT EXISTS { ?x jb:quote ?q } }")}
    stated = {str(r["g"]) for r in graph.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } ?g a jb:Passage }")}
    found = []
    for iri, passage in evidence.passages(graph).items():
        if passage.text is None or iri in omitted:
            continue
        if iri not in stated:
            found.append(Gap(iri, "passage", ""))
            continue
        text = plain(passage.text)
        covered = mark(text, known.get(iri, set()))
        for start, end in numerals(text):
            ordinal = passage.kind in ("heading", "row") and start < 3
            if not ordinal and not all(covered[start:end]):
                found.append(Gap(iri, "numeral", text[max(0, start - 5) : end + 5]))
        for match in _QUOTED.finditer(passage.text):
            start = len(plain(passage.text[: match.start(1)]))
            if not all(covered[start : start + len(plain(match[1]))]):
                found.append(Gap(iri, "quoted name", f"“{plain(match[1])}”"[:20]))
    return found


def mark(text: str, known: set[str]) -> list[bool]:
    """Return for each character of a text whether one of the known strings covers it."""
    covered = [False] * len(text)
    for string in known:
        place = text.find(string) if string else -1
        while place >= 0:
            covered[place : place + len(string)] = [True] * len(string)
            place = text.find(string, place + 1)
    return covered


def accounted(graph: Graph, spoken: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return passage → the strings in it that statements account for, in plain form."""
    names: dict[str, set[str]] = {}
    for row in graph.rows(
        'SELECT ?s ?name { ?s skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "zh" && !isBlank(?s)) }'
    ):
        names.setdefault(str(row["s"]), set()).add(plain(str(row["name"])))
    known = {passage: {n for thing in things for n in names.get(thing, ())} for passage, things in spoken.items()}
    said = graph.rows(
        """SELECT ?g ?text { ?g a jb:Passage .
             { GRAPH ?g { ?x jb:quote|jb:periodText ?text } }
             UNION { ?g jb:omission/jb:quote ?text } }"""
    )
    for row in said:
        known.setdefault(str(row["g"]), set()).add(plain(str(row["text"])))
    return known


def check(graph: Graph) -> list[Finding]:
    """Return a warning for each gap."""
    said = {
        "numeral": ("no statement accounts for the numeral in", "没有陈述说明其中的数字："),
        "quoted name": ("no statement accounts for the quoted name", "没有陈述说明引号名称："),
        "passage": ("nothing is stated of the passage", "该段落没有任何陈述"),
    }
    return [
        finding(
            "warning",
            CHECK,
            graph.compress(gap.passage),
            f"{said[gap.kind][0]} {gap.quote}".strip(),
            f"{said[gap.kind][1]}{gap.quote}",
        )
        for gap in gaps(graph)
    ]
