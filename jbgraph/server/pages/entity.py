"""The page of a thing: an entity, a passage, a document, a section or a term, with everything the graph says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jbgraph import cards, networks, rendering, terms
from jbgraph.cards import Card, Line
from jbgraph.evidence import Passage
from jbgraph.figures import Figure
from jbgraph.graph import Graph
from jbgraph.server.made import Made
from jbgraph.server.pages import frame, picture
from jbgraph.server.pages.addresses import FORMS, known, local
from jbgraph.server.pages.frame import View

MANY = 400
"""Statements of one relation that a page lists; the others are counted, and stand in the RDF."""
_MARKS = ("\ue000", "\ue001")


@dataclass(frozen=True)
class Said:
    """A statement on a page: the other end, and who says it."""

    label: str
    href: str | None
    rules: str
    judged: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Relation:
    """Statements of one relation in one direction; `more` of them are not listed."""

    name: str
    forward: bool
    said: tuple[Said, ...]
    more: int


class Shown:
    """A card, as the template asks for it."""

    def __init__(self, card: Card, view: View) -> None:
        self.card = card
        self.view = view
        self.title, other = (card.zh, card.en) if view.lang == "zh" else (card.en, card.zh)
        self.second = other if other != self.title else ""
        self.own = card.passages.get(card.iri)

    def relations(self, lines: Sequence[Line]) -> list[Relation]:
        """Return statements by relation, forward ones first."""
        found = []
        for (name, forward), some in groupby(lines, key=lambda line: (line.relation, line.forward)):
            every = list(some)
            said = tuple(self.said(line) for line in every[:MANY])
            found.append(Relation(name, forward, said, len(every) - len(said)))
        return found

    def said(self, line: Line) -> Said:
        """Return a statement."""
        passages = tuple(self.card.passages[iri] for iri in line.passages if iri in self.card.passages)
        named = rendering.by_rule(line.rules, self.view.lang) if line.rules and not passages else ""
        return Said(line.label, self.view.thing(line.other), named, not (line.passages or line.rules), passages)

    def quoted(self, passage: Passage) -> list[tuple[str, bool]]:
        """Return the text of a passage in parts, each with whether it is marked; nothing where it is not at hand."""
        quotes = [figure.quote for figure in self.card.figures if figure.passage == passage.iri]
        if not quotes and passage.iri != self.card.iri:
            quotes = [self.card.zh, *self.card.others]
        return parts(rendering.marked(passage, quotes, _MARKS))

    def place(self, passage: Passage) -> str:
        """Return where a passage stands."""
        return rendering.place(passage, self.view.lang)

    def source(self, figure: Figure) -> Passage | None:
        """Return the passage of a figure."""
        return self.card.passages.get(figure.passage)

    @property
    def inside(self) -> list[Passage]:
        """The passages that stand directly in a section, on its page."""
        return [passage for passage in self.card.passages.values() if passage.section == self.card.iri]


def parts(marked: str) -> list[tuple[str, bool]]:
    """Return a text with marks as parts, each with whether it stood between marks."""
    found = []
    for number, piece in enumerate(marked.split(_MARKS[0])):
        inner, _, rest = piece.partition(_MARKS[1]) if number else ("", "", piece)
        found += [(text, on) for text, on in ((inner, True), (rest, False)) if text]
    return found


def render(graph: Graph, *, name: str, view: dict[str, str]) -> Made:
    """Return the page of a thing.

    :param name: what the thing is called in an address.
    :raises NameNotFoundError: if there is no such thing.
    """
    seen, iri = View(**view), known(graph, name)
    card = cards.describe(graph, iri, seen.lang)
    kind = class_of(graph, iri)
    lines = [*card.lines, *card.roles]
    near = sorted(lines, key=lambda line: (line.forward, line.relation, not line.passages, line.label))
    shown = Shown(card, seen)
    drawn = picture.neighbourhood(shown.title, near, networks.entities(graph))
    return frame.page(
        "entity",
        seen,
        headers={"link": links(iri)},
        shown=shown,
        card=card,
        kind=kind,
        picture=drawn,
        facts=[(fact, seen.thing(fact.value) if fact.value.startswith(terms.BASE) else None) for fact in card.facts],
        relations=shown.relations(card.lines),
        roles=shown.relations(card.roles),
        formats=[(suffix, f"/doc/{local(iri)}.{suffix}") for suffix in FORMS if suffix != "html"],
        has_text=graph.sources is not None,
    )


def class_of(graph: Graph, iri: str) -> str:
    """Return the class of a thing, one of ours before all others; nothing for what has none."""
    return cards.about(graph, iri, "en")[0]


def links(iri: str) -> str:
    """Return the Link header that says where the same is in other formats (RFC 8288)."""
    said = [f'<{iri}>; rel="describes"']
    said += [f'</doc/{local(iri)}.{suffix}>; rel="alternate"; type="{FORMS[suffix]}"' for suffix in FORMS]
    return ", ".join(said)
