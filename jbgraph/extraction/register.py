"""What the register of a graph knows: things by their names, so that what a text names is recognised, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from jbgraph import terms
from jbgraph.search import fold, one_apart

if TYPE_CHECKING:
    from jbgraph.graph import Graph

SHORTEST = 3  # characters from which on names are called look-alikes


@dataclass(frozen=True)
class Known:
    """A thing of the register.

    :ivar kind: local name of its class.
    :ivar names: its Chinese names, the official one first.
    :ivar measure_type, unit: of a metric, local name of its type and label of its unit; empty otherwise.
    :ivar by_us: whether no document prints its official name.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    measure_type: str = ""
    unit: str = ""
    by_us: bool = False

    @property
    def name(self) -> str:
        """The official name."""
        return self.names[0]


@dataclass(frozen=True)
class Register:
    """The things that a graph knows, and the district its documents are about.

    :ivar things: by IRI.
    :ivar home: IRI of the district; empty where none is known.
    """

    things: Mapping[str, Known] = field(default_factory=dict)
    home: str = ""

    @cached_property
    def _official(self) -> dict[str, list[Known]]:
        return _by_name((fold(known.name), known) for known in self.things.values())

    @cached_property
    def _others(self) -> dict[str, list[Known]]:
        return _by_name((fold(name), known) for known in self.things.values() for name in known.names[1:])

    def called(self, name: str, *kinds: str) -> list[Known]:
        """Return the things of some kinds (any, where none is given) that have a name: officially, else otherwise."""
        wanted = fold(name)
        for names in (self._official, self._others):
            found = [known for known in names.get(wanted, ()) if not kinds or known.kind in kinds]
            if found:
                return found
        return []

    def find(self, name: str, *kinds: str) -> Known | None:
        """Return the one thing that a name means; None where nothing has it, or several do."""
        found = self.called(name, *kinds)
        return found[0] if len(found) == 1 else None

    def metric(self, name: str, measure_type: str, unit: str = "") -> Known | None:
        """Return the metric of a type that a name means, the one with the unit where several do."""
        found = [known for known in self.called(name, "Metric") if known.measure_type == measure_type]
        if len(found) > 1 and unit:
            found = [known for known in found if known.unit == unit]
        return found[0] if len(found) == 1 else None

    def names(self) -> dict[str, list[tuple[str, str]]]:
        """Return name as written → IRI and class of the things called so, without metrics, for looking into a text."""
        found: dict[str, list[tuple[str, str]]] = {}
        for known in self.things.values():
            if known.kind != "Metric":
                for name in known.names:
                    found.setdefault(name, []).append((known.iri, known.kind))
        return found

    def alike(self, name: str, kind: str = "") -> list[Known]:
        """Return things whose name differs by one character or contains this one, at most three: not to be merged."""
        wanted = fold(name)
        if len(wanted) < SHORTEST:
            return []
        found = []
        for known in self.things.values():
            if kind and known.kind != kind:
                continue
            for own in map(fold, known.names):
                if own == wanted or len(own) < SHORTEST:
                    continue
                same = len(own) == len(wanted) and one_apart(own, wanted)
                if same or own in wanted or wanted in own:
                    found.append((not same, abs(len(own) - len(wanted)), known.iri, known))
                    break
        return [known for *_, known in sorted(found, key=lambda row: row[:3])[:3]]


def _by_name(pairs: Iterable[tuple[str, Known]]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for name, known in pairs:
        if name and known not in found.setdefault(name, []):
            found[name].append(known)
    return found


def register(graph: Graph, home: str = "") -> Register:
    """Return what the register of a graph knows.

    :param home: IRI of the district that the documents are about.
    """
    kinds = f"""?s a ?type FILTER(STRSTARTS(STR(?type), "{terms.JB}") && ?type NOT IN
        (jb:Section, jb:Passage, jb:Period, jb:Observation, jb:SourceDocument))"""
    types: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    query = f"""SELECT ?s ?type ?name ?other {{ {kinds}
        {{ ?s skos:prefLabel ?name }} UNION {{ ?s skos:altLabel ?other }}
        FILTER(LANG(COALESCE(?name, ?other)) = "zh") }} ORDER BY ?s ?other"""
    for row in graph.rows(query):
        iri = str(row["s"])
        types[iri] = terms.split(str(row["type"]))[1]
        own = names.setdefault(iri, [])
        if row["name"]:
            own.insert(0, str(row["name"]))
        else:
            own.append(str(row["other"]))
    metrics = {
        str(row["m"]): (terms.split(str(row["type"] or ""))[1], str(row["unit"] or ""))
        for row in graph.rows(
            """SELECT ?m ?type ?unit { ?m a jb:Metric OPTIONAL { ?m jb:measureType ?type }
               OPTIONAL { ?m jb:unit/skos:prefLabel ?unit FILTER(LANG(?unit) = "zh") } } ORDER BY ?m ?unit"""
        )
    }
    ours = {str(row["s"]) for row in graph.rows("SELECT ?s { ?s jb:namedByUs true }")}
    things = {
        iri: Known(iri, types[iri], tuple(dict.fromkeys(names[iri])), *metrics.get(iri, ("", "")), iri in ours)
        for iri in sorted(names)
    }
    return Register(things, home)
