"""Things of the register recognised in a sentence by name or other name; look-alikes are left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jbgraph.extraction.names.heads import is_place, plain
from jbgraph.extraction.names.lexicon import Lexicon, Longest, specific
from jbgraph.extraction.names.tokens import Token

Register = Mapping[str, Sequence[tuple[str, str]]]
"""Name or other name → the things called so, as IRI and local name of their class."""


@dataclass(frozen=True)
class Known:
    """A thing of the register met in a sentence; `iri` is empty where several are called so and no kind tells which."""

    start: int
    end: int
    name: str
    iri: str
    kind: str


class Recogniser:
    """The names of a register, ready to be looked up."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._longest = Longest({name: "" for name in register if len(name) > 1})
        self._bare: dict[str, Sequence[tuple[str, str]]] = {}
        for name in sorted(register):
            self._bare.setdefault(plain(name), register[name])

    def same(self, name: str, kind: str) -> str:
        """Return the IRI of the thing that a found name and kind is, empty where there is none or more than one."""
        things = self._register.get(name) or self._bare.get(plain(name), ())
        chosen = {iri for iri, group in things if group == kind} or {iri for iri, _ in things}
        return chosen.pop() if len(chosen) == 1 else ""

    def kind(self, name: str, iri: str) -> str:
        """Return the class of a thing by its name and IRI."""
        things = self._register.get(name) or self._bare.get(plain(name), ())
        return next((group for other, group in things if other == iri), "")

    def met(self, text: str, pieces: Sequence[Token], lists: Lexicon) -> list[Known]:
        """Return things of the register that a sentence names, longest first at each place, none inside another.

        A name that only begins or ends a longer word of its own (海尔 in 海尔智能电子) is not met.
        """
        result: list[Known] = []
        runs = [(piece.start, piece.end) for piece in pieces if piece.kind == "name"]
        edges = {edge for run in runs for edge in run}
        place = 0
        while place < len(text):
            name = self._longest.at(text, place)
            if not name:
                place += 1
                continue
            end = place + len(name)
            if self._bounded(text, place, end, runs, edges, lists):
                things = self._register[name]
                iris = {iri for iri, _ in things}
                iri = iris.pop() if len(iris) == 1 else ""
                result.append(Known(place, end, name, iri, things[0][1] if iri else ""))
                place = end
            else:
                place += 1
        return result

    def _bounded(
        self, text: str, start: int, end: int, runs: Sequence[tuple[int, int]], edges: set[int], lists: Lexicon
    ) -> bool:
        for low, high in runs:
            if low <= start and end <= high:
                before, after = text[low:start], text[end:high]
                fits = (
                    not before
                    or before[-1] in "”》）“"
                    or specific(before, lists) != "proper"
                    or is_place(before, lists)
                )
                if not fits:
                    return False
                if not after or after[0] in "“《（":
                    return True
                group = self._register[text[start:end]][0][1]
                if group in ("Place", "Industry"):
                    return len(text[start:end]) > 2 or specific(after, lists) != "proper"
                return specific(after, lists) != "proper" or len(text[start:end]) > 4
        return True
