"""The source notes of a map: a number for each section of a document that relations stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jbgraph.drawings import Drawing
from jbgraph.evidence import Passage
from jbgraph.rendering import concluded, say


@dataclass(frozen=True)
class Note:
    """A section of a document, or a rule where a relation is concluded; `document` is its heading."""

    number: int
    document: str
    section: str


@dataclass(frozen=True)
class Notes:
    """The notes of a map.

    :ivar all: by number, which is their place in the documents.
    :ivar of: thing → the numbers of the relations that lead from it.
    """

    all: tuple[Note, ...]
    of: dict[str, tuple[int, ...]]

    def used(self, things: Iterable[str]) -> list[Note]:
        """Return the notes of some things, by number."""
        numbers = {number for iri in things for number in self.of.get(iri, ())}
        return [note for note in self.all if note.number in numbers]


def noted(drawing: Drawing) -> Notes:
    """Return the notes of a map: each relation counts for the thing it leads from."""
    behind = ((edge.source, name) for edge in drawing.map.edges for name in edge.graphs)
    return numbered(behind, drawing.passages, drawing.lang)


def numbered(behind: Iterable[tuple[str, str]], passages: Mapping[str, Passage], lang: str) -> Notes:
    """Return the notes of things and the graphs behind what is said of them.

    Numbers follow the documents by their IRI, in them the sections as they are printed; rules and what the editors
    judge come last.
    """
    first: dict[tuple[str, str], tuple[int, str, str]] = {}
    found: dict[str, set[tuple[str, str]]] = {}
    unstated = say(lang, "Not stated in a document", "非文件载明")
    for thing, name in behind:
        passage = passages.get(name)
        if passage is None:
            place, now = ("~", name), (0, unstated, concluded(name, lang))
        else:
            place = (passage.document, passage.section)
            now = (passage.order, passage.document_label, passage.section_label)
        first[place] = min(first.get(place, now), now)
        found.setdefault(thing, set()).add(place)
    order = sorted(first, key=lambda place: (place[0], first[place][0], place[1]))
    number = {place: count for count, place in enumerate(order, 1)}
    listed = tuple(Note(number[place], first[place][1], first[place][2]) for place in order)
    return Notes(listed, {iri: tuple(sorted(number[place] for place in places)) for iri, places in found.items()})


def ranges(numbers: Iterable[int], between: str = ", ") -> str:
    """Return numbers as text, three or more in a row as from–to.

    >>> ranges([1, 2, 3, 5, 6])
    '1–3, 5, 6'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return between.join(parts)
