"""The model as a pyvis network: entities are nodes, statements between them are edges, each with its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jbgraph import terms
from jbgraph.explorer.layout import Layout
from jbgraph.explorer.model import Fact, Model

if TYPE_CHECKING:
    from pyvis.network import Network

OPTIONS = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"shape": "custom", "borderWidth": 0, "chosen": False},
    "edges": {"width": 1.3, "selectionWidth": 0, "hoverWidth": 0, "chosen": False, "arrows": {"to": False}},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "selectable": False,
        "selectConnectedEdges": False,
        "keyboard": False,
        "navigationButtons": False,
        "zoomSpeed": 0.6,
    },
}
SYMMETRIC = {terms.JB + "variesFrom", terms.JB + "distinctFrom"}


class Numbers:
    """IRIs numbered in the order in which they are first asked for.

    >>> numbers = Numbers()
    >>> numbers["b"], numbers["a"], numbers["b"], numbers.iris
    (0, 1, 0, ['b', 'a'])
    """

    def __init__(self, iris: Iterable[str] = ()) -> None:
        self.iris = list(dict.fromkeys(iris))
        self._of = {iri: number for number, iri in enumerate(self.iris)}

    def __getitem__(self, iri: str) -> int:
        if iri not in self._of:
            self._of[iri] = len(self.iris)
            self.iris.append(iri)
        return self._of[iri]

    def __contains__(self, iri: str) -> bool:
        return iri in self._of


class Index:
    """The numbers by which the page speaks of entities, types, relations, passages, graphs and terms."""

    def __init__(self, model: Model, types: Iterable[str]) -> None:
        self.entities = Numbers(model.entities)
        used = {entry.type for entry in model.entities.values()}
        known = [kind for kind in types if kind in used]
        self.types = Numbers([*known, *sorted(used - set(known))])
        self.relations = Numbers()
        self.passages = Numbers(model.passages)
        self.rules = Numbers()
        self.terms = Numbers()

    def evidence(self, graphs: Iterable[str]) -> int | list[int] | None:
        """Return where a statement stands: the number of a passage, or -1 less that of a rule; a list of them
        where they are more than one; None where only the register says it."""
        found = [self.passages[g] if g in self.passages else -1 - self.rules[g] for g in graphs]
        return found[0] if len(found) == 1 else found or None


def network(model: Model, layout: Layout, index: Index) -> Network:
    """Return a pyvis network of every entity, at its place in the panorama, and every relation between two.

    The lists are filled directly: `Network.add_edge` looks through all edges each time. A node has, beside what
    vis-network reads, its names, pinyin and initials, the number of passages that speak of it, the next node on
    its way to a goal (`parent`) and the number of that goal (`sector`). An edge has the number of its relation
    (`relation`) and its evidence (see `Index.evidence`).
    """
    from pyvis.network import Network

    page = Network(directed=True, cdn_resources="in_line")
    page.set_options(json.dumps(OPTIONS))
    page.nodes = [
        {
            "id": index.entities[iri],
            "label": entry.zh or entry.en,
            "en": entry.en,
            "group": index.types[entry.type],
            "x": layout.places[iri][0],
            "y": layout.places[iri][1],
            "pinyin": entry.pinyin,
            "initials": entry.initials,
            "weight": entry.weight,
            "parent": index.entities[layout.parent[iri]] if iri in layout.parent else -1,
            "sector": layout.sector.get(iri, -1),
        }
        for iri, entry in model.entities.items()
    ]
    page.edges = [_edge(index, fact) for fact in (*model.relations, *duties(model))]
    return page


def _edge(index: Index, fact: Fact) -> dict[str, Any]:
    return {
        "from": index.entities[fact.subject],
        "to": index.entities[fact.object],
        "relation": index.relations[fact.predicate],
        "evidence": index.evidence(fact.graphs),
    }


def duties(model: Model) -> list[Fact]:
    """Return each responsibility as a relation from its holder to its object whose predicate is the role."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for record in model.responsibilities:
        holder, role = record.one("heldBy"), record.one("role")
        for thing in sorted(record.said.get(terms.JB + "responsibleFor", ())):
            if holder in model.entities and role and thing in model.entities:
                found.setdefault((holder, role, thing), []).append(record.graph)
    return [
        Fact(holder, role, thing, literal=False, graphs=tuple(dict.fromkeys(graphs)))
        for (holder, role, thing), graphs in sorted(found.items())
    ]
