"""How made-up documents are written: N-Quads in the ontology's words, each statement in the graph of its passage."""

from __future__ import annotations

import random

BASE = "https://w3id.org/jbgraph/"
MADE = f"{BASE}made/"
REGISTER = " .\n"  # triples outside any graph: the loader puts them into the register


class Words(dict[str, str]):
    """The IRIs of one namespace, in angle brackets, by their local names."""

    def __init__(self, space: str) -> None:
        self.space = space

    def __missing__(self, name: str) -> str:
        self[name] = f"<{self.space}{name}>"
        return self[name]


JB = Words(f"{BASE}ontology#")
MADE_UP = Words(MADE)
PERIOD = Words(f"{BASE}period/")
RDF = Words("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
SKOS = Words("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Words("http://purl.org/dc/terms/")
DC = Words("http://purl.org/dc/elements/1.1/")
XSD = Words("http://www.w3.org/2001/XMLSchema#")
(COMPARATOR, DIRECTION, KIND, MEASURE_TYPE, PASSAGE_KIND, ROLE, STAGE, STATUS, STRENGTH, UNIT) = (
    Words(f"{BASE}vocabulary/{name}/")
    for name in (
        "comparator", "direction", "kind", "measure-type", "passage-kind", "role", "stage", "status", "strength",
        "unit",
    )
)  # fmt: skip
A = RDF["type"]
NAME = SKOS["prefLabel"]
INTEGER = XSD["integer"]
DECIMAL = XSD["decimal"]


def named(subject: str, kind: str, zh: str, en: str) -> str:
    """Return the lines of the register that give a thing its class and its names."""
    return f'{subject} {A} {JB[kind]} .\n{subject} {NAME} "{zh}"@zh .\n{subject} {NAME} "{en}"@en .\n'


def whole(value: int) -> str:
    """Return a whole number as literal."""
    return f'"{value}"^^{INTEGER}'


class Document:
    """A document as it is written, from its first section to `end`.

    :ivar out: its lines so far, those of the register and those of its passages.
    :ivar graph: what ends each line of the passage that is being written.
    """

    def __init__(self, base: str, slug: str, names: tuple[str, str], year: int, dice: random.Random) -> None:
        self.iri = f"{base}{slug}"
        self.slug = slug
        self.names = names
        self.year = year
        self.dice = dice
        self.out: list[str] = []
        self.sections = self.passages = self.figures = self.duties = self.place = 0
        self.inside = self.passage = self.graph = ""

    def section(self, zh: str, en: str, *, inside: str = "", period: str = "", presents: str = "") -> str:
        """Begin a section, with its heading as a passage of its own; return its IRI."""
        self.sections += 1
        iri = self.inside = f"<{self.iri}/section-{self.sections}>"
        heading = self.begin("heading")
        self.out.append(
            f"{named(iri, 'Section', zh, en)}{iri} {JB['inDocument']} <{self.iri}> .\n"
            f"{iri} {JB['order']} {whole(self.sections)} .\n{iri} {JB['heading']} {heading} .\n"
        )
        if inside:
            self.out.append(f"{iri} {JB['inSection']} {inside} .\n")
        if period:
            self.out.append(f"{iri} {JB['defaultPeriod']} {period} .\n")
        if presents:
            self.say(iri, "presents", presents)
        return iri

    def begin(self, kind: str = "sentence") -> str:
        """Begin a passage, in which is said what follows; return its IRI."""
        self.passages += 1
        self.figures = self.duties = 0
        iri = self.passage = f"<{self.iri}/s{self.passages:04}>"
        start, self.place = self.place, self.place + 20 + int(self.dice.random() * 80)
        self.graph = f" {iri} .\n"
        self.out.append(
            f"{iri} {A} {JB['Passage']} .\n{iri} {JB['inDocument']} <{self.iri}> .\n"
            f"{iri} {JB['inSection']} {self.inside} .\n{iri} {JB['order']} {whole(self.passages)} .\n"
            f"{iri} {JB['passageKind']} {PASSAGE_KIND[kind]} .\n{iri} {JB['start']} {whole(start)} .\n"
            f"{iri} {JB['end']} {whole(self.place - 1)} .\n"
            f'{iri} {JB["sha256"]} "{self.dice.getrandbits(256):064x}" .\n'
        )
        return iri

    def say(self, subject: str, relation: str, *objects: str) -> None:
        """State something in the passage."""
        for thing in objects:
            self.out.append(f"{subject} {JB[relation]} {thing}{self.graph}")

    def duty(self, holder: str, role: str, *things: str) -> None:
        """State who has which role for what."""
        self.duties += 1
        iri = f"{self.passage[:-1]}-r{self.duties}>"
        self.out.append(
            f"{iri} {A} {JB['Responsibility']}{self.graph}{iri} {JB['heldBy']} {holder}{self.graph}"
            f"{iri} {JB['role']} {ROLE[role]}{self.graph}"
        )
        self.say(iri, "responsibleFor", *things)

    def figure(
        self, metric: str, about: str, kind: str, value: float | str, period: str,
        *, unit: str, comparator: str = "equal", quote: str = "",
    ) -> str:  # fmt: skip
        """State a figure, a number or words; return its IRI, for what more is said of it."""
        self.figures += 1
        iri, graph = f"{self.passage[:-1]}-o{self.figures}>", self.graph
        self.out.append(
            f"{iri} {A} {JB['Observation']}{graph}{iri} {JB['ofMetric']} {metric}{graph}"
            f"{iri} {JB['about']} {about}{graph}{iri} {JB['kind']} {KIND[kind]}{graph}"
            f"{iri} {JB['comparator']} {COMPARATOR[comparator]}{graph}{iri} {JB['period']} {period}{graph}"
            f'{iri} {JB["quote"]} "{quote or value}"{graph}'
        )
        if isinstance(value, str):
            self.out.append(f'{iri} {JB["valueText"]} "{value}"{graph}')
        else:
            self.out.append(
                f'{iri} {JB["value"]} "{value:.1f}"^^{DECIMAL}{graph}{iri} {JB["unit"]} {UNIT[unit]}{graph}'
            )
        return iri

    def end(self, zh: str, en: str) -> str:
        """Return all lines of the document, with what the register says of it.

        :param zh: whose document it is, as in "…2025年计划报告"; `en` the same in English.
        """
        iri, (title, called) = f"<{self.iri}>", self.names
        self.out.append(
            f"{named(iri, 'SourceDocument', f'{zh}{title}', f'{called} of {en}')}"
            f'{iri} {DCTERMS["title"]} "{zh}{title}"@zh .\n{iri} {DC["creator"]} "{zh}人民政府"@zh .\n'
            f'{iri} {DCTERMS["issued"]} "{self.year}"^^{XSD["gYear"]} .\n'
            f'{iri} {DCTERMS["description"]} "虚构的文件，用于测量"@zh .\n'
            f'{iri} {DCTERMS["description"]} "made up, to measure with"@en .\n'
            f'{iri} {JB["fileName"]} "{self.iri.rsplit("/", 2)[1]}-{self.slug}.txt" .\n'
            f"{iri} {JB['characters']} {whole(self.place)} .\n"
            f'{iri} {JB["sha256"]} "{self.dice.getrandbits(256):064x}" .\n'
        )
        return "".join(self.out)
