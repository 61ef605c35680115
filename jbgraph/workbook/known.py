"""Which thing a name in a cell means: those of the graph, and those that the same workbook adds."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from jbgraph import terms
from jbgraph.graph import Graph
from jbgraph.search import fold
from jbgraph.workbook.parsing import UnreadableError

NEAR = 3


class Known:
    """The things of a graph by name, and the terms of vocabularies by label in either language."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.kinds: dict[str, str] = {}
        self._labels: dict[str, tuple[str, ...]] = {}
        self._others: dict[str, tuple[str, ...]] = {}
        self._shown: dict[str, str] = {}
        self._terms: dict[str, dict[str, str]] = {}
        for entry in graph.index:
            self.add(entry.iri, entry.type.removeprefix(terms.JB), (entry.zh, entry.en), entry.others)

    def add(self, iri: str, kind: str, labels: Collection[str], others: Collection[str] = ()) -> None:
        """Take note of a thing with its names."""
        self.kinds[iri] = kind
        self._shown.setdefault(iri, next(iter(labels), iri))
        for names, found in ((labels, self._labels), (others, self._others)):
            for name in names:
                own = found.get(fold(name), ())
                if fold(name) and iri not in own:
                    found[fold(name)] = (*own, iri)

    def shown(self, iri: str) -> str:
        """Return the name of a thing, or its short IRI."""
        return self._shown.get(iri) or self.graph.compress(iri)

    def call(self, iri: str, name: str) -> None:
        """Say how to show a thing that no cell names: a responsibility, a milestone, a tenure."""
        self._shown[iri] = name

    def thing(self, name: str, kinds: Collection[str], what: tuple[str, str]) -> str:
        """Return the IRI of the one thing of some classes that a name, IRI or CURIE means.

        :param what: what is looked for, as (English, Chinese), for messages.
        :raises UnreadableError: if nothing or more than one thing has the name; with the nearest names.
        """
        iri = self.graph.expand(name)
        if iri in self.kinds and self.kinds[iri] in kinds:
            return iri
        for names in (self._labels, self._others):
            found = [one for one in names.get(fold(name), ()) if self.kinds[one] in kinds]
            if len(found) == 1:
                return found[0]
            if found:
                some = "；".join(f"{self.shown(one)} ({self.graph.compress(one)})" for one in found[:5])
                raise UnreadableError(
                    f"“{name}” names {len(found)} things: {some}", f"“{name}”指{len(found)}个事物：{some}"
                )
        near = self.near(name, kinds)
        also = (f"; nearest: {'; '.join(near)}", f"；相近名称：{'；'.join(near)}") if near else ("", "")
        raise UnreadableError(f"no {what[0]} is named “{name}”{also[0]}", f"没有名为“{name}”的{what[1]}{also[1]}")

    def near(self, name: str, kinds: Collection[str]) -> list[str]:
        """Return the names of things of some classes that are nearest to a name, best first."""
        wanted = fold(name)
        own = {each: iris for names in (self._labels, self._others) for each, iris in names.items()}
        able = [each for each, iris in own.items() if any(self.kinds[iri] in kinds for iri in iris)]
        some = difflib.get_close_matches(wanted, able, n=NEAR, cutoff=0.4)
        some += [each for each in able if wanted in each and each not in some][: NEAR - len(some)]
        return list(dict.fromkeys(self.shown(next(iter(own[each]))) for each in some))

    def concept(self, label: str, scheme: str) -> str:
        """Return the IRI of a concept by label in either language.

        :raises UnreadableError: if none has it; with those that there are.
        """
        if scheme not in self._terms:
            rows = self.graph.tuples(
                f"SELECT ?l ?s {{ ?s skos:inScheme <{terms.VOCABULARY}{scheme}> ; skos:prefLabel ?l }}"
            )
            self._terms[scheme] = {fold(name): iri for name, iri in rows}
        return self._chosen(label, self._terms[scheme])

    def chosen_class(self, label: str, kinds: Collection[str]) -> str:
        """Return the IRI of a class by its label in either language.

        :raises UnreadableError: if none of these has it.
        """
        labels = {
            fold(name): terms.JB + kind
            for kind in kinds
            for lang in ("zh", "en")
            for name in self.graph.labels([terms.JB + kind], lang).values()
        }
        return self._chosen(label, labels)

    def _chosen(self, label: str, labels: dict[str, str]) -> str:
        iri = labels.get(fold(label))
        if iri is None:
            some = "、".join(self.graph.labels(dict.fromkeys(labels.values()), "zh").values())
            raise UnreadableError(f"“{label}” is none of {some}", f"“{label}”不在可选范围：{some}")
        return iri
