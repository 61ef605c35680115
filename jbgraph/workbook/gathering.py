"""A graph with what the rows of the workbook are made from, each read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jbgraph import terms
from jbgraph.analyses.shared.service import Service, service
from jbgraph.graph import Graph
from jbgraph.networks import entities, names
from jbgraph.working.cells import State
from jbgraph.working.facts import LIGHT, Facts, facts

KINDS = ("Program", "Task", "Measure", "Project")
HOLDERS = ("Organization", "Post", "Person")
MANY = 4  # passages that are named in a cell; of more the number is given
Cell = str | date | Decimal | int | None


@dataclass(frozen=True)
class Row:
    """A row: what it stands for (empty for none), and its cells by column."""

    id: str
    cells: dict[str, Cell]


@dataclass
class Gathering:
    """A graph with what the rows are made from, each read once."""

    graph: Graph
    lang: str
    state: State
    day: date

    def __post_init__(self) -> None:
        self.kinds = {iri: kind.removeprefix(terms.JB) for iri, kind in entities(self.graph).items()}
        self.facts: dict[str, Facts] = facts(self.state)
        self.steps: Service = service(self.graph)
        self._labels: dict[str, str] = {}

    def label(self, iri: str) -> str:
        """Return the name of a thing in the language of the workbook."""
        if iri not in self._labels:
            self.name([iri])
        return self._labels[iri]

    def name(self, iris: Iterable[str]) -> None:
        """Look names up together, which is quicker."""
        wanted = [iri for iri in iris if iri not in self._labels]
        at = 0 if self.lang == "zh" else 1
        self._labels |= {iri: said[at] for iri, said in names(self.graph, wanted).items()}

    def labels(self, iris: Iterable[str]) -> str:
        """Return names as one text."""
        return "、".join(self.label(iri) for iri in iris)

    def curie(self, iri: str) -> str:
        """Return the short form of an IRI."""
        return self.graph.compress(iri)


def kind(of: Gathering, name: str) -> str:
    """Return the label of a class by local name."""
    return of.label(terms.JB + name)


def shown_light(of: Gathering, light: str) -> str:
    """Return the word for a light."""
    return of.label(LIGHT + light)


def where(of: Gathering, places: Iterable[str]) -> str:
    """Return passages by their short names, the first few."""
    some = list(places)
    rest = f" +{len(some) - MANY}" if len(some) > MANY else ""
    return " ".join(of.curie(one) for one in some[:MANY]) + rest
