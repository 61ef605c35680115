"""The draft of a document: what was found becomes proposals, new things and gaps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pyoxigraph import NamedNode, Triple

from jbgraph.evidence import clean
from jbgraph.extraction import checks
from jbgraph.extraction.findings import Basis, Figure, Findings, Gap, Link, Named, Section, Span
from jbgraph.extraction.fits import Fits
from jbgraph.extraction.identity import Names
from jbgraph.extraction.outline import Outline
from jbgraph.extraction.proposals import Proposal, identify, written
from jbgraph.extraction.reasons import NotStatedError
from jbgraph.extraction.statements import Place, state
from jbgraph.extraction.things import Thing
from jbgraph.numerals import plain

PRESENTED = ("done", "arranged", "to-do")
YEAR = Basis("periods/year", 0.99)
_YEARS = re.compile(r"(?<![\d—–-])((?:19|20)\d{2})(?:[—–-]((?:19|20)\d{2}))?年(?![前后内度]?[增来])")
HEADING = 60  # characters up to which a heading is shown as printed, with its number


@dataclass(frozen=True)
class Missed:
    """Something that was not understood, for a person to look at; the message in English and Chinese."""

    kind: str
    passage: str
    start: int
    end: int
    quote: str
    en: str
    zh: str


@dataclass
class Draft:
    """What extraction proposes of one document.

    :ivar slug: local name of the document; `base` the namespace it is in.
    :ivar things: the new things that proposals need, by IRI.
    :ivar read_with: row of a table → rows above that name what it leaves out, by number.
    """

    slug: str
    base: str
    text_sha256: str
    outline: Outline
    proposals: list[Proposal] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    gaps: list[Missed] = field(default_factory=list)
    read_with: dict[int, set[int]] = field(default_factory=dict)
    again: int = 0
    """The number of findings that a person has rejected before."""

    @property
    def document(self) -> str:
        """Namespace of the passages."""
        return f"{self.base}{self.slug}/"


def passage_name(number: int) -> str:
    """Return the local name of a passage by its number."""
    return f"s{number:03}"


def section_name(index: int) -> str:
    """Return the local name of a section by its place."""
    return f"section-{index:03}"


def label(outline: Outline, index: int) -> str:
    """Return a section's heading as printed, number included, where it is short; else its title."""
    section = outline.sections[index]
    if section.passage is not None:
        printed = outline.passages[section.passage - 1].run.text.strip()
        if section.title in printed and len(printed) <= HEADING:
            return printed
    return section.title or ("正文" if index == 0 else "表")


class Drafting:
    """The making of one draft."""

    def __init__(
        self, draft: Draft, names: Names, fits: Fits, home: str, rejected: Collection[str] = ()
    ) -> None:  # fmt: skip
        self.draft = draft
        self.outline = draft.outline
        self.names = names
        self.fits = fits
        self.home = home
        self.rejected = frozenset(rejected)
        self._seen: set[str] = set()
        self._stated: set[tuple[int, str]] = set()
        self._presented: dict[int, str] = {}
        self._texts = [plain(self._text(number)) for number in range(1, len(self.outline.passages) + 1)]
        self._contexts: dict[int, str] = {}

    def _text(self, number: int) -> str:
        run = self.outline.passages[number - 1].run
        return clean(self.outline.text.published, run.start, run.end, []) if len(run) else ""

    def _above(self, index: int) -> Iterator[int]:
        """Yield a section and those around it."""
        seen: set[int] = set()
        here: int | None = index
        while here is not None and here not in seen:
            seen.add(here)
            yield here
            here = self.outline.sections[here].parent

    def context(self, number: int) -> str:
        """Return a passage with the headings above it, in plain form."""
        index = self.outline.passages[number - 1].section
        if index not in self._contexts:
            self._contexts[index] = "".join("\n" + plain(label(self.outline, one)) for one in self._above(index))
        others = "".join("\n" + self._texts[one - 1] for one in sorted(self.draft.read_with.get(number, ())))
        return self._texts[number - 1] + self._contexts[index] + others

    def read_with(self, number: int, unit: str) -> None:
        """Let a row of a table be read with the nearest one above that prints the unit, where it does not itself."""
        passage, wanted = self.outline.passages[number - 1], plain(unit)
        if passage.kind != "row" or not wanted or wanted in ("1", "名") or wanted in self.context(number):
            return
        for other in reversed(self.outline.passages[: number - 1]):
            if other.section != passage.section:
                return
            if wanted in self._texts[other.number - 1]:
                self.draft.read_with.setdefault(number, set()).add(other.number)
                return

    def make(self, found: Findings) -> Draft:
        """Return the draft with all that was found in it."""
        self.headings()
        self.kinds(found.named)
        for named in found.named:
            self.named(named)
        for figure in found.figures:
            self.figure(figure)
        for link in found.links:
            self.link(link)
        self.mentions(found.named)
        self.periods()
        for gap in (*self.outline.gaps, *found.gaps):
            self.gap(gap)
        self.draft.proposals.sort(key=lambda one: (one.passage.rjust(9), one.start, one.end, one.kind, one.id))
        needed = {iri for one in self.draft.proposals for iri in one.needs}
        self.draft.things = {iri: thing for iri, thing in self.names.new.items() if iri in needed}
        return self.draft

    # -- what headings stand for ---------------------------------------------------------------------------------

    def headings(self) -> None:
        """Propose what each heading stands for, and what that is part of."""
        for index, section in enumerate(self.outline.sections):
            if section.passage is None or section.rank < 1 or section.part not in PRESENTED or not section.title:
                continue
            iri = self.presented(index, section)
            parent = next((self._presented[one] for one in self._above(index) if one in self._presented), "")
            self._presented[index] = iri
            run = self.outline.passages[section.passage - 1].run
            span = Span(section.passage, run.start, run.end, section.title[: checks.LONGEST])
            self.propose(
                "heading", span, section.basis,
                {
                    "section": section_name(index), "name": section.title, "class": self.names.kind(iri), "thing": iri,
                    "parent": "" if parent == iri else parent,
                },
            )  # fmt: skip

    def presented(self, index: int, section: Section) -> str:
        """Return the thing that a heading stands for."""
        about = self._about(section.passage or 1, section.basis)
        children = any(other.parent == index for other in self.outline.sections)
        if section.task and section.ordinal:
            return self.names.separate(section.title, "Task", number=str(section.ordinal), **about)
        kind = "Pathway" if section.rank <= 2 or children else "Measure"
        known = self.names.register.find(section.title, "Pathway", "Measure", "Program")
        if known is None or known.iri in self._presented.values():
            return self.names.separate(section.title, kind, **about)
        return known.iri

    # -- what sentences say --------------------------------------------------------------------------------------

    def kinds(self, found: Iterable[Named]) -> None:
        """Decide on one class for each new name: the one that most of its findings stand for."""
        new = [one for one in found if not one.known]
        first = {one.name: one for one in reversed(new)}
        for name, kind in majority(new).items():
            self.names.thing(name, kind, **self._about(first[name].span.passage, first[name].basis))

    def named(self, one: Named) -> None:
        """Propose the size and the members of a set."""
        if one.kind != "Group":
            return
        if one.size:
            content = {"group": one.name, "size": one.size, "quote": self._quote(one.span, one.name)}
            self.propose("size", one.span, one.basis, content)
        for position, member in enumerate(one.members, 1):
            self.propose("member", one.span, one.basis, {"group": one.name, "member": member, "position": position})

    def _quote(self, span: Span, name: str) -> str:
        return span.quote or name[: checks.LONGEST]

    def figure(self, one: Figure) -> None:
        """Propose a value."""
        words = one.words if one.comparator == "magnitude" else ""
        content: dict[str, Any] = {
            "metric": one.metric, "measure_type": one.measure_type, "value": number(one.value),
            "upper": number(one.upper), "unit": one.unit, "comparator": one.comparator, "kind": one.kind,
            "words": words, "strength": one.strength, "binding": one.binding, "status": one.status,
            "period_text": one.period_text, "year": one.year or self.year(one), "until": one.until,
            "months": list(one.months) if one.months else None, "within": one.within, "about": one.about,
            "quote": one.span.quote,
        }  # fmt: skip
        self.propose("figure", one.span, one.basis, content)

    def year(self, one: Figure) -> int | None:
        """Return the year of the section that a figure stands in, else that of its part of the document."""
        index = self.outline.passages[one.span.passage - 1].section
        said = next((s.year for s in map(self.outline.sections.__getitem__, self._above(index)) if s.year), None)
        if said or self.outline.year is None:
            return said
        return self.outline.year - (one.kind in ("actual", "baseline"))

    def link(self, one: Link) -> None:
        """Propose a relation."""
        content: dict[str, Any] = {
            "subject": self._end(one.subject, one.span.passage), "property": one.property,
            "object": self._end(one.object, one.span.passage),
        }  # fmt: skip
        if one.role:
            content["role"] = one.role
        if one.property == "mentions":
            return
        self.propose("link", one.span, one.basis, content, "suggested" if one.suggested else "stated")

    def _end(self, name: str, passage: int) -> str:
        """Return the name of one end of a link; of a heading around the passage the IRI, for titles can be the same."""
        for index in self._above(self.outline.passages[passage - 1].section):
            if index in self._presented and self.outline.sections[index].title == name:
                return self._presented[index]
        return name

    def mentions(self, found: Iterable[Named]) -> None:
        """Propose, of each thing that a passage names and says nothing of, that it names it."""
        spoken: dict[str, set[str]] = {}
        for one in self.draft.proposals:
            for triple in one.graph:
                ends = (triple.subject, triple.object)
                spoken.setdefault(one.passage, set()).update(e.value for e in ends if isinstance(e, NamedNode))
        for named in found:
            iri = named.known or self.names.find(named.name)
            place = passage_name(named.span.passage)
            if iri is None or iri == self.home or iri in spoken.setdefault(place, set()):
                continue
            spoken[place].add(iri)
            content = {"thing": named.known or named.name, "name": named.name, "class": self.names.kind(iri)}
            self.propose("mention", named.span, named.basis, content)

    def periods(self) -> None:
        """Propose the years that a passage prints beside its figures."""
        figures: dict[str, str] = {}
        for one in self.draft.proposals:
            said = f"{one.content.get('period_text', '')}{one.content.get('quote', '')}{one.content.get('name', '')}"
            figures[one.passage] = figures.get(one.passage, "") + plain(said) + "\n"
        for passage in self.outline.passages:
            for match in _YEARS.finditer(passage.run.text):
                year, until = int(match[1]), int(match[2]) if match[2] else None
                if plain(match[0]) in figures.get(passage_name(passage.number), "") or (until or year) < year:
                    continue
                low, high = passage.run.span(*match.span())
                span = Span(passage.number, low, high, match[0])
                self.propose("period", span, YEAR, {"year": year, "until": until, "text": match[0]})

    def gap(self, one: Gap) -> None:
        """Keep what was not understood."""
        en, zh = one.message
        if one.span is None:
            self.draft.gaps.append(Missed(one.kind, "", 0, 0, "", en, zh))
        else:
            self.missed(one.kind, one.span, en, zh)

    # -- one proposal --------------------------------------------------------------------------------------------

    def propose(
        self, kind: str, span: Span, basis: Basis, content: Mapping[str, Any], layer: str = "stated"
    ) -> None:  # fmt: skip
        """Add a proposal, unless a person has rejected it, or it cannot be stated: then it is a gap."""
        said = {key: value for key, value in content.items() if value not in ("", None, False)}
        words = {key: value for key, value in said.items() if key not in ("thing", "parent")}
        mark = identify(self.draft.text_sha256, span.start, span.end, kind, words)
        if mark in self._seen:
            return
        self._seen.add(mark)
        if mark in self.rejected:
            self.draft.again += 1
            return
        passage = self.outline.passages[span.passage - 1]
        before = dict(self.names.new)
        try:
            if kind == "figure":
                self.read_with(span.passage, str(content.get("unit", "")))
                checks.figure(content, self._texts[span.passage - 1], self.context(span.passage))
            triples = self.stated(kind, content, span.passage, mark, basis)
        except NotStatedError as error:
            for iri in [iri for iri in self.names.new if iri not in before]:
                self.names.forget(iri)
            self.missed("numeral" if kind == "figure" else "text", span, *error.said)
            return
        lines = {(span.passage, str(triple)) for triple in triples}
        if kind == "link" and lines <= self._stated:
            return
        self._stated |= lines
        needs = self.names.needed(triples)
        self.draft.proposals.append(
            Proposal(
                mark, kind, passage_name(span.passage), label(self.outline, passage.section), span.start, span.end,
                span.quote, basis.rule, basis.confidence, layer, said, written(triples), needs,
            )
        )  # fmt: skip

    def stated(self, kind: str, content: Mapping[str, Any], number: int, mark: str, basis: Basis) -> list[Triple]:
        """Return what a proposal states, after a look whether its relations can stand."""
        place = Place(self.draft.document, passage_name(number), self.home, self.context(number))
        triples = state(kind, content, place, self.names, mark, **self._about(number, basis))
        self.names.check(triples)
        self.fits.check(triples, self.names.kinds(triples))
        return triples

    def _about(self, number: int, basis: Basis) -> dict[str, Any]:
        return {"passage": passage_name(number), "rule": basis.rule, "confidence": basis.confidence}

    def missed(self, kind: str, span: Span, en: str, zh: str) -> None:
        """Keep a finding that cannot be stated."""
        place = passage_name(span.passage)
        self.draft.gaps.append(Missed(kind, place, span.start, span.end, span.quote, en, zh))


def majority(found: Iterable[Named]) -> dict[str, str]:
    """Return name → the class that most findings of it stand for, weighed by their confidence."""
    votes: dict[str, dict[str, float]] = {}
    for one in found:
        own = votes.setdefault(one.name, {})
        own[one.kind] = own.get(one.kind, 0.0) + one.basis.confidence
    return {name: max(sorted(own), key=lambda kind: own[kind]) for name, own in votes.items()}


def number(value: Any) -> str:
    """Return a number as it is written, empty where there is none.

    >>> from decimal import Decimal
    >>> number(Decimal("1325.0")), number(Decimal("1E+3")), number(None)
    ('1325.0', '1000', '')
    """
    return "" if value is None else format(value, "f")


def settled(draft: Draft, gaps: Iterable[Missed]) -> Draft:
    """Return a draft with other gaps, each once, in reading order."""
    ordered = sorted(dict.fromkeys(gaps), key=lambda one: (one.start, one.end, one.kind, one.en))
    return replace(draft, gaps=ordered)
