"""What extraction finds: small records with the place, the rule and the confidence behind each."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from jbgraph.reading.runs import Run

Part = Literal["front", "done", "arranged", "to-do", "other"]
"""What a section speaks of: title and mandate, what was done, the aims and arrangements of the plan year, its tasks."""


@dataclass(frozen=True)
class Span:
    """Where something was found.

    :ivar passage: number of the passage, from 1 in reading order.
    :ivar start: offset in the published text.
    :ivar end: offset behind the last character.
    :ivar quote: the published characters that carry it, at most 20, blanks and line breaks kept out.
    """

    passage: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Basis:
    """Why something was found.

    :ivar rule: `family/name` of the rule or word list, such as `figures/level`.
    :ivar confidence: from 0 to 1: the share of such findings that were right in reports read by people.
    """

    rule: str
    confidence: float


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it.

    :ivar number: as printed, without punctuation (`一`, `3`); empty where none is printed.
    :ivar ordinal: its value; None where none is printed.
    :ivar rank: 1 for 一、, 2 for （一）, 3 for 1、 or 一是, 4 below; 0 for the title of the document.
    :ivar parent: place of the section above in the list of sections; None at the top.
    :ivar passage: number of the passage that prints the heading; None where a table has no caption.
    :ivar year: the plan year that the part speaks of, None where the text does not say.
    :ivar task: whether it is a task of the plan.
    :ivar style: that of its `Heading`; `caption` for a table, `document` for the document itself.
    """

    title: str
    number: str
    ordinal: int | None
    rank: int
    parent: int | None
    passage: int | None
    part: Part
    year: int | None
    basis: Basis
    task: bool = False
    style: str = ""


@dataclass(frozen=True)
class Passage:
    """The smallest run of text that supports a statement: a sentence, a heading, a row of a table.

    :ivar number: from 1 in reading order.
    :ivar kind: local name of the vocabulary passage-kind.
    :ivar section: place of its section in the list of sections.
    """

    number: int
    kind: Literal["sentence", "heading", "row", "list-item", "caption", "byline"]
    run: Run
    section: int


@dataclass(frozen=True)
class Figure:
    """One value of one metric.

    :ivar metric: its name in the words of the text, scope words included (`全口径税收`, not `税收`).
    :ivar value: as printed, not multiplied out: 1.2 with unit 万亿元. None where words stand in its place.
    :ivar unit: label as printed (`亿元`, `%`, `个百分点`, `家`); empty for a pure number.
    :ivar kind, comparator, strength, status: local names of the vocabularies; strength and status may be empty.
    :ivar measure_type: local name of the vocabulary measure-type: level, growth, share, increment, count …
    :ivar period_text: as printed in the passage, empty where it is that of the section.
    :ivar year, months: the interval meant: a year with None, or first and last month.
    :ivar until: last year of an interval of several years.
    :ivar within: what a rank or share is taken in (`全市`); empty otherwise.
    :ivar about: name of what it is about, where that is not the place of the document.
    """

    span: Span
    basis: Basis
    metric: str
    kind: Literal["target", "actual", "baseline", "forecast"]
    comparator: str
    value: Decimal | None
    unit: str
    upper: Decimal | None = None
    words: str = ""
    measure_type: str = "level"
    period_text: str = ""
    year: int | None = None
    months: tuple[int, int] | None = None
    until: int | None = None
    strength: str = ""
    binding: bool = False
    status: str = ""
    within: str = ""
    about: str = ""


@dataclass(frozen=True)
class Named:
    """A thing that the text names.

    :ivar name: as printed.
    :ivar kind: local name of a class of the ontology: Project, Organization, Place, Policy, Industry, Group, Task …
    :ivar known: IRI of the thing of the register it is, by name or other name; empty for a new one.
    :ivar size: of a numbered set the number that the text announces.
    :ivar members: of a list or set the names of its members as printed, in order.
    :ivar stage: local name of the stage that the passage gives it; empty where it says none.
    """

    span: Span
    basis: Basis
    name: str
    kind: str
    known: str = ""
    size: int | None = None
    members: tuple[str, ...] = field(default=())
    stage: str = ""


@dataclass(frozen=True)
class Link:
    """A relation between two named things, or of a thing to a term of a vocabulary.

    :ivar subject, object: names as in `Named.name`, `Section.title` or `Figure.metric`; or an IRI or CURIE
        (`stage:done`).
    :ivar property: local name of a property of the ontology: partOf, serves, locatedIn, develops, stage, mentions …
    :ivar suggested: whether it was concluded, not stated.
    :ivar role: of a responsibility (property `responsibleFor`) the local name of the role.
    """

    span: Span
    basis: Basis
    subject: str
    property: str
    object: str
    suggested: bool = False
    role: str = ""


@dataclass(frozen=True)
class Gap:
    """Something a person should look at: a number left out of a run of headings, a numeral without a statement."""

    span: Span | None
    kind: Literal["numbering", "numeral", "quoted-name", "count", "table", "text"]
    message: tuple[str, str]


@dataclass
class Findings:
    """What one reader of a document found, each list in reading order."""

    figures: list[Figure] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def add(self, other: Findings) -> None:
        """Append what another reader found."""
        self.figures += other.figures
        self.named += other.named
        self.links += other.links
        self.gaps += other.gaps
