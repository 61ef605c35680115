"""Which thing a name means: one of the register, or a new one of the draft; look-alikes are never merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Triple

from jbgraph import terms
from jbgraph.extraction.reasons import NotStatedError
from jbgraph.extraction.register import Known, Register
from jbgraph.extraction.slugs import free
from jbgraph.extraction.things import FILES, PERIOD, UNITS, Thing, period
from jbgraph.extraction.words import words
from jbgraph.search import fold

LIKE = ({"level", "count", "percapita"}, {"share", "rate", "ratio"})
"""Types of measure between which texts do not tell: a name and a unit of one of them mean the same metric."""
_PERIOD = re.compile(r"(\d{4})(?:-to-(\d{4})|-(\d\d)(?:-to-\d{4}-(\d\d))?)?")


class Names:
    """The names of one document: what each means in the register or the draft.

    :ivar new: IRI → new thing, in the order in which they were named.
    """

    def __init__(
        self, register: Register, base: str, concepts: Iterable[tuple[str, ...]], *, rules: Path | None = None,
        new: Iterable[Thing] = (),
    ) -> None:  # fmt: skip
        """Begin with what is known of a graph.

        :param base: namespace of new things.
        :param concepts: IRI, scheme and Chinese label of each concept of our vocabularies.
        :param rules: folder with rules of the workspace.
        :param new: things of the draft that have been named before.
        """
        self.register = register
        self.base = base
        self.new: dict[str, Thing] = {}
        listed = sorted(concepts)
        self._concepts = frozenset(iri for iri, *_ in listed)
        self._units = {label: iri for iri, scheme, label in listed if scheme == UNITS}
        self._words = words("metrics", rules)
        self._bound: dict[str, str] = {}
        self._taken = {iri.removeprefix(base) for iri in register.things if iri.startswith(base)}
        for thing in new:
            self.enter(thing)

    def enter(self, thing: Thing) -> str:
        """Take a new thing in, and return its IRI."""
        self.new[thing.iri] = thing
        self._taken.add(thing.iri.removeprefix(self.base))
        if thing.kind == "Unit":
            self._units[thing.zh] = thing.iri
        elif thing.kind not in ("Period", "Metric"):
            for name in (thing.zh, *thing.others):
                self._bound.setdefault(fold(name), thing.iri)
        return thing.iri

    def kind(self, iri: str) -> str:
        """Return the local name of the class of a thing; empty where nobody knows it."""
        known = self.register.things.get(iri) or self.new.get(iri)
        return known.kind if known else ""

    def printed(self, iri: str) -> tuple[str, ...]:
        """Return the Chinese names by which a text may print a thing; none where its name is ours."""
        if iri in self.new:
            thing = self.new[iri]
            return () if thing.by_us or thing.kind in ("Period", "Unit") else (thing.zh, *thing.others)
        known = self.register.things.get(iri)
        return known.names if known and not known.by_us else ()

    def find(self, name: str) -> str | None:
        """Return the IRI of the one thing that a name, IRI or CURIE means; None where nothing or several have it."""
        expanded = terms.expand(name)
        if expanded is not None:
            if expanded.startswith(PERIOD):
                return self._period(expanded)
            there = expanded in self._concepts or expanded in self.register.things or expanded in self.new
            return expanded if there else None
        bound = self._bound.get(fold(name))
        if bound:
            return bound
        known = self.register.find(name)
        return known.iri if known else None

    def check(self, triples: Iterable[Triple]) -> None:
        """Refuse triples with a concept that none of our vocabularies has.

        :raises NotStatedError: if there is one.
        """
        for triple in triples:
            iri = getattr(triple.object, "value", "")
            if isinstance(triple.object, NamedNode) and iri.startswith(terms.VOCABULARY) and iri not in self._concepts:
                raise NotStatedError(f"{terms.compress(iri)} is not defined", f"{terms.compress(iri)}没有定义")

    def needed(self, triples: Iterable[Triple]) -> tuple[str, ...]:
        """Return the new things that triples speak of, and what these need in turn, such as a new unit."""
        found: dict[str, None] = {}
        for triple in triples:
            for term in (triple.subject, triple.object):
                iri = getattr(term, "value", "")
                if isinstance(term, NamedNode) and iri in self.new:
                    found[iri] = None
                    if self.new[iri].unit in self.new:
                        found[self.new[iri].unit] = None
        return tuple(found)

    def kinds(self, triples: Iterable[Triple]) -> dict[str, str]:
        """Return the classes of the things that triples speak of, by IRI."""
        ends = {getattr(term, "value", "") for triple in triples for term in (triple.subject, triple.object)}
        return {iri: self.kind(iri) for iri in ends if iri}

    def forget(self, iri: str) -> None:
        """Take a new thing back."""
        gone = self.new.pop(iri)
        self._taken.discard(iri.removeprefix(self.base))
        self._bound = {name: own for name, own in self._bound.items() if own != iri}
        if gone.kind == "Unit":
            self._units = {label: own for label, own in self._units.items() if own != iri}

    def _period(self, iri: str) -> str | None:
        match = _PERIOD.fullmatch(iri.removeprefix(PERIOD))
        if iri in self.register.things or iri in self.new:
            return iri
        if not match:
            return None
        year, until, low, high = match.groups()
        months = (int(low), int(high or low)) if low else None
        if months and not 1 <= months[0] <= months[1] <= 12:
            return None
        return self.period(int(year), months, int(until) if until else None)

    def thing(self, name: str, kind: str, **about: Any) -> str | None:
        """Return the IRI of the thing that a name means, a new one where the register has none.

        :param kind: local name of the class of a new one.
        :param about: what else is known of a new one, as `Thing` has it.
        :return: None where several things of the register have the name.
        """
        bound = self._bound.get(fold(name))
        if bound:
            return bound
        known = self.register.find(name, kind) or self.register.find(name)
        if known:
            self._bound[fold(name)] = known.iri
            return known.iri
        if self.register.called(name) or not fold(name):
            return None
        return self.enter(self._made(name, kind, **about))

    def separate(self, name: str, kind: str, **about: Any) -> str:
        """Return the IRI of a new thing, also where another has its name: a task belongs to one plan."""
        return self.enter(self._made(name, kind, **about))

    def _made(self, name: str, kind: str, **about: Any) -> Thing:
        kind = kind if kind in FILES else "Concept"
        alike = tuple(known.name for known in self.register.alike(name, kind))
        return Thing(self.base + free(name, self._taken), kind, name, alike=alike, **about)

    def metric(
        self, name: str, measure_type: str, unit: str, printed: bool, exact: bool = False, **about: Any
    ) -> str | None:  # fmt: skip
        """Return the IRI of the metric that a name means with a type of measure, a new one where there is none.

        :param unit: label of the unit as printed.
        :param printed: whether the passage prints the name in this form.
        :param exact: whether a person gave the name, so that nothing is added to it.
        :return: None where several have the name.
        """
        full, by_us = (name, False) if exact else self.called(name, measure_type)
        for candidate in dict.fromkeys((name, full)):
            for kind in (measure_type, *sorted(next((k for k in LIKE if measure_type in k), set()) - {measure_type})):
                known = self.register.metric(candidate, kind, unit)
                if known and not strange(known, unit):
                    return known.iri
        for thing in self.new.values():
            if thing.kind == "Metric" and fold(thing.zh) == fold(full) and alike(thing.measure_type, measure_type):
                if printed and thing.by_us and not by_us:
                    self.new[thing.iri] = replace(thing, by_us=False)
                return thing.iri
        if not fold(full):
            return None
        made = self._made(full, "Metric", **about)
        direction = self.direction(full)
        return self.enter(
            replace(
                made, measure_type=measure_type, direction=direction, by_us=by_us or not printed,
                unit=self.unit(unit, **about),
            )
        )  # fmt: skip

    def called(self, name: str, measure_type: str) -> tuple[str, bool]:
        """Return the name of the metric of a type that a text's words stand for, and whether it is ours."""
        rule = self._words.get(measure_type, {})
        if not rule or name.endswith(tuple(rule["ends"])) or name.startswith(tuple(rule.get("begins", ("\0",)))):
            return name, False
        return name + str(rule["add"]), True

    def direction(self, name: str) -> str:
        """Return which way of a metric is better, by the words of its name."""
        rule = self._words["direction"]
        if any(word in name for word in rule["neutral"]):
            return "neutral"
        down = any(word in name for word in rule["down"])
        return "down" if down and not any(word in name for word in rule["up"]) else "up"

    def period(self, year: int, months: tuple[int, int] | None = None, until: int | None = None) -> str:
        """Return the IRI of a period."""
        made = period(year, months, until)
        return made.iri if made.iri in self.new else self.enter(made)

    def unit(self, label: str, **about: Any) -> str:
        """Return the IRI of the unit of a printed label; one that the vocabulary does not have is a new thing."""
        label = label or "1"
        if label in self._units:
            return self._units[label]
        about = {key: value for key, value in about.items() if key in ("passage", "rule", "confidence")}
        return self.enter(Thing(self.base + free("单位" + label, self._taken), "Unit", label, **about))


def alike(one: str, other: str) -> bool:
    """Say whether two types of measure are the same, or texts do not tell them apart."""
    return one == other or any(one in group and other in group for group in LIKE)


def strange(known: Known, unit: str) -> bool:
    """Say whether a unit is of another kind than that of a metric: a share cannot be a number of persons."""
    if not known.unit or not unit:
        return False
    return ("%" in known.unit) != ("%" in unit) and "百分点" not in known.unit + unit
