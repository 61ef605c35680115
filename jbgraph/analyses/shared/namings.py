"""Names and numbered sets through the documents: what is called, counted or ordered otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from jbgraph import evidence
from jbgraph.analyses.shared.counts import sizes_said
from jbgraph.analyses.shared.readings import looked_up
from jbgraph.analyses.shared.results import ordered
from jbgraph.analyses.shared.versions import Change, Listed
from jbgraph.evidence import reading_order
from jbgraph.graph import Graph


class Homes:
    """Where things are spoken of, document by document, in the order in which these came out as far as is known.

    A date known to the year counts as before one known to a month of it.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.issued = looked_up(graph, "?s a jb:SourceDocument ; dcterms:issued ?x")

    def places(self, things: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """Return thing → (passage, document) for the passages that speak of it, in reading order."""
        wanted = sorted(set(things))
        found: dict[str, list[tuple[str, str]]] = {}
        for part in (wanted[at : at + 500] for at in range(0, len(wanted), 500)):
            values = " ".join(f"<{thing}>" for thing in part)
            for thing, passage, document in self.graph.tuples(
                f"""SELECT DISTINCT ?s ?g ?d {{ VALUES ?s {{ {values} }}
                    {{ GRAPH ?g {{ ?s ?p ?o }} }} UNION {{ GRAPH ?g {{ ?x ?p ?s }} }}
                    ?g a jb:Passage ; jb:inDocument ?d }}"""
            ):
                found.setdefault(thing, []).append((passage, document))
        for some in found.values():
            some.sort(key=lambda place: reading_order(place[0]))
        return found

    def documents(self, places: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return document → the first of some passages in it, earliest document first."""
        found: dict[str, str] = {}
        for passage, document in places:
            found.setdefault(document, passage)
        return dict(sorted(found.items(), key=lambda item: self.when(item[0])))

    def when(self, document: str) -> tuple[str, str]:
        """Return a sort key of a document: when it came out."""
        return self.issued.get(document, ""), document

    def loose(self) -> list[str]:
        """Return the documents dated to a year alone, where another is dated to a month of that year."""
        months = {when[:4] for when in self.issued.values() if len(when) > 4}
        return sorted(document for document, when in self.issued.items() if when in months)

    def sign(self, one: str, other: str) -> str:
        """Return the sign between what two documents say: an arrow, or a stroke where none is known to be later."""
        return "→" if self.issued.get(one, "") != self.issued.get(other, "") else "/"


def variants(graph: Graph, homes: Homes, measured: Iterable[str]) -> Iterator[Change]:
    """Yield pairs that the register judges to be perhaps the same and that documents call otherwise.

    Two names within one document are left out, but for metrics, of which one name may be of the last plan, and for
    numbered sets of one size, which are easily taken for each other.

    :param measured: metrics that have figures.
    """
    sizes, metrics = stated(graph), set(measured)
    names = looked_up(graph, '?v jb:variesFrom|^jb:variesFrom ?s . ?s skos:prefLabel ?x FILTER(LANG(?x) = "zh")')
    found = []
    pairs = sorted({(min(two), max(two)) for two in graph.tuples("SELECT ?a ?b { ?a jb:variesFrom ?b }")})
    places = homes.places(thing for pair in pairs for thing in pair)
    for pair in pairs:
        spots = {thing: homes.documents(places.get(thing, ())) for thing in pair}
        if not all(spots.values()) or names.get(pair[0]) == names.get(pair[1]):
            continue
        one, other = sorted(pair, key=lambda thing: (homes.when(next(iter(spots[thing]))), thing))
        early, late = next(iter(spots[one].items())), next(reversed(spots[other].items()))
        numbers = (sizes.get(one), sizes.get(other))
        if late[0] in spots[one] and not metrics.issuperset(pair) and not all(numbers):
            continue
        sign = homes.sign(early[0], late[0])
        code = "two-names" if late[0] in spots[one] else "renamed" if sign == "→" else "elsewhere"
        grown = all(numbers) and numbers[0] != numbers[1]
        words = f"{numbers[0]} {sign} {numbers[1]}" if grown else ""
        codes = ("resized", code) if grown else (code,)
        found.append(Change((one, other), codes, words=words, passages=ordered((early[1], late[1]))))
    yield from sorted(found, key=lambda change: (change.codes, reading_order(change.passages[0]), change.things))


def stated(graph: Graph) -> dict[str, int]:
    """Return group → the size that it is stated to have, of the first document that states one."""
    found: dict[str, int] = {}
    for (group, _), sizes in sizes_said(graph).items():
        found.setdefault(group, next(iter(sizes)))
    return found


def resized(graph: Graph, homes: Homes) -> Iterator[Change]:
    """Yield groups to which two documents, or two passages of one, give different sizes."""
    said: dict[str, list[tuple[str, int, str]]] = {}
    for (group, document), sizes in sizes_said(graph).items():
        for size, passages in sizes.items():
            said.setdefault(group, []).append((document, size, passages[0]))
    for group, some in said.items():
        some.sort(key=lambda one: (homes.when(one[0]), reading_order(one[2])))
        for (home, before, here), (next_home, after, there) in pairwise(some):
            sign = homes.sign(home, next_home)
            if before != after:
                yield Change((group,), ("resized",), words=f"{before} {sign} {after}", passages=ordered((here, there)))


def reordered(graph: Graph, homes: Homes) -> Iterator[Change]:
    """Yield groups that two documents list in another order, or with other members."""
    listed: dict[str, dict[str, dict[str, tuple[int, str]]]] = {}
    for group, member, position, passage, document in graph.tuples(
        """SELECT ?x ?m ?n ?g ?d { GRAPH ?g { ?s jb:ofGroup ?x ; jb:member ?m ; jb:position ?n }
           ?g a jb:Passage ; jb:inDocument ?d } ORDER BY ?x ?g ?n ?m"""
    ):
        listed.setdefault(group, {}).setdefault(document, {}).setdefault(member, (int(position), passage))
    for group, by_document in listed.items():
        documents = sorted(by_document, key=homes.when)
        for here, there in pairwise(documents):
            one, other = by_document[here], by_document[there]
            passages = ordered(place for spots in (one, other) for _, place in spots.values())
            common = [m for m in one if m in other]
            if set(one) != set(other):
                yield Change(
                    (group,),
                    ("other-members",),
                    words=f"{len(one)} {homes.sign(here, there)} {len(other)}",
                    passages=passages,
                )
            elif sorted(common, key=lambda m: one[m][0]) != sorted(common, key=lambda m: other[m][0]):
                yield Change((group,), ("reordered",), passages=passages)


def printed(graph: Graph, homes: Homes) -> Iterator[Change]:
    """Yield things that are one in the register and that documents print by different names.

    Only with the documents at hand. A name counts for a passage where no longer name of the thing stands around it; a
    change is where an earlier document prints none of the names of a later one, and neither is part of the other.
    """
    if graph.sources is None:
        return
    names_of = several(graph)
    places = homes.places(names_of)
    texts = {iri: p.text or "" for iri, p in evidence.passages(graph).items()}
    for thing, names in names_of.items():
        said: dict[str, dict[str, str]] = {}
        for passage, document in places.get(thing, ()):
            for name in shown(names, texts.get(passage, "")):
                said.setdefault(document, {}).setdefault(name, passage)
        documents = sorted(said, key=homes.when)
        for here, there in pairwise(documents):
            one, other = said[here], said[there]
            if any(a in b or b in a for a in map(bare, one) for b in map(bare, other)):
                continue
            words = f"{'、'.join(one)} {homes.sign(here, there)} {'、'.join(other)}"
            passages = ordered((*one.values(), *other.values()))
            yield Change((thing,), ("printed-otherwise",), words=words, passages=passages)


def retitled(graph: Graph, listed: Iterable[Listed]) -> Iterator[Change]:
    """Yield indicators that stay in the table and are printed there by another name; only with the documents."""
    if graph.sources is None:
        return
    names = several(graph)
    for one, other in pairwise(listed):
        for metric in [metric for metric in one if metric in other and metric in names]:
            rows = one[metric][0].passage, other[metric][0].passage
            found = evidence.passages(graph, rows)
            before, after = (shown(names[metric], found[row].text or "") for row in rows)
            if before and after and before != after:
                yield Change(
                    (metric,), ("retitled",), one[metric][0].about, words=f"{'、'.join(before)} → {'、'.join(after)}",
                    passages=ordered(rows),
                )  # fmt: skip


def several(graph: Graph) -> dict[str, list[str]]:
    """Return thing → its Chinese names, for things that have more than one."""
    found: dict[str, list[str]] = {}
    for thing, name in graph.tuples(
        """SELECT DISTINCT ?s ?name { ?s skos:altLabel ?other . FILTER(LANG(?other) = "zh")
           ?s skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "zh") } ORDER BY ?s ?name"""
    ):
        found.setdefault(thing, []).append(name)
    return found


def shown(names: list[str], text: str) -> list[str]:
    """Return the names that a text prints, without those that only stand inside a longer one; blanks do not count.

    >>> shown(["“四百”", "“四百”活动"], "以“四百”活动为载体")
    ['“四百”活动']
    """
    found: list[str] = []
    text = text.replace(" ", "")
    for name in sorted(names, key=lambda name: (-len(name), name)):
        without = name.replace(" ", "")
        if without in text:
            found.append(name)
            text = text.replace(without, "\n")
    return found


def bare(name: str) -> str:
    """Return a name without quotation marks."""
    return name.replace("“", "").replace("”", "")
