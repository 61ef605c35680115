"""New things of a draft: what the register would say of each, once a person has accepted it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from jbgraph import terms
from jbgraph.errors import JbgraphError

XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
UNITS = terms.VOCABULARY + "unit"
PERIOD = terms.BASE + "period/"
FILES = {
    "Concept": "concepts", "Event": "events", "Goal": "goals", "Group": "groups", "Industry": "industries",
    "Measure": "measures", "Metric": "metrics", "Objective": "objectives", "Opportunity": "opportunities",
    "Organization": "organizations", "Pathway": "pathways", "Period": "periods", "Person": "persons", "Place": "places",
    "Policy": "policies", "Post": "posts", "Program": "programs", "Project": "projects", "Task": "tasks",
    "Unit": "units",
}  # fmt: skip
"""Class → file of the register; units are concepts of the vocabulary of units."""
DIRECTIONS = ("up", "down", "neutral")


@dataclass(frozen=True)
class Thing:
    """A new thing.

    :ivar kind: local name of its class, or `Unit`.
    :ivar zh, en: its names; the English one is empty until a person gives it.
    :ivar passage: local name of the passage that named it first; empty for a period.
    :ivar by_us: whether no passage prints the Chinese name in this form.
    :ivar number: of a task, as the plan prints it.
    :ivar measure_type, direction, unit: of a metric: local names of the vocabularies, and the IRI of the unit.
    :ivar first, last: of a period, its days.
    :ivar alike: names of things that look alike and were not merged.
    """

    iri: str
    kind: str
    zh: str
    en: str = ""
    others: tuple[str, ...] = ()
    passage: str = ""
    rule: str = ""
    confidence: float = 1.0
    by_us: bool = False
    number: str = ""
    measure_type: str = ""
    direction: str = ""
    unit: str = ""
    first: str = ""
    last: str = ""
    alike: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what is known, as JSON has it."""
        return {key: value for key, value in asdict(self).items() if value not in ("", (), False)}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Thing:
        """Return a thing from its JSON.

        :raises JbgraphError: if it is none.
        """
        known = {field.name for field in fields(cls)}
        try:
            given: dict[str, Any] = {key: tuple(it) if isinstance(it, list) else it for key, it in said.items()}
            made = cls(**given)
        except TypeError as error:
            raise JbgraphError(
                ("a thing of the draft cannot be read", "草稿中的事物无法读取"),
                where=", ".join(sorted(set(said) - known)) or str(said)[:60],
                hint=("extract the document again", "重新提取该文件"),
            ) from error
        return made

    def corrected(self, said: Mapping[str, str]) -> Thing:
        """Return the thing with names, class and direction as a person gave them; what is empty stays."""
        names = {key: said[key] for key in ("zh", "en", "kind", "direction") if said.get(key)}
        others = self.others
        if "zh" in names and names["zh"] != self.zh and not self.by_us:
            others = tuple(dict.fromkeys([*self.others, self.zh]))
        return replace(self, **names, others=others)  # type: ignore[arg-type]

    def triples(self, document: str) -> Iterator[Triple]:
        """Yield what the register says of it.

        :param document: namespace of the passages.
        """
        node = NamedNode(self.iri)
        if self.kind == "Unit":
            yield Triple(node, NamedNode(terms.RDF_TYPE), NamedNode(terms.SKOS + "Concept"))
            yield Triple(node, NamedNode(terms.SKOS + "inScheme"), NamedNode(UNITS))
        else:
            yield Triple(node, NamedNode(terms.RDF_TYPE), NamedNode(terms.JB + self.kind))
        yield Triple(node, NamedNode(terms.PREF_LABEL), Literal(self.zh, language="zh"))
        if self.en:
            yield Triple(node, NamedNode(terms.PREF_LABEL), Literal(self.en, language="en"))
        for other in self.others:
            yield Triple(node, NamedNode(terms.ALT_LABEL), Literal(other, language="zh"))
        if self.by_us:
            yield Triple(node, jb("namedByUs"), Literal("true", datatype=NamedNode(XSD + "boolean")))
        if self.number:
            yield Triple(node, NamedNode(terms.SKOS + "notation"), Literal(self.number))
        for name, scheme, value in (
            ("measureType", "measure-type", self.measure_type),
            ("direction", "direction", self.direction),
        ):
            if value:
                yield Triple(node, jb(name), concept(scheme, value))
        if self.unit:
            yield Triple(node, jb("unit"), NamedNode(self.unit))
        for name, day in (("startDate", self.first), ("endDate", self.last)):
            if day:
                yield Triple(node, jb(name), Literal(day, datatype=NamedNode(XSD + "date")))
        if self.passage:
            yield Triple(node, NamedNode(PROV + "wasDerivedFrom"), NamedNode(document + self.passage))


def jb(name: str) -> NamedNode:
    """Return a term of the ontology by its local name."""
    return NamedNode(terms.JB + name)


def concept(scheme: str, name: str) -> NamedNode:
    """Return a concept of one of our vocabularies."""
    return NamedNode(f"{terms.VOCABULARY}{scheme}/{name}")


def period(year: int, months: tuple[int, int] | None = None, until: int | None = None) -> Thing:
    """Return the period of a year, of months of it, or of several years.

    >>> period(2020, (1, 9)).iri.rsplit("/", 1)[-1], period(2021, until=2025).zh
    ('2020-01-to-2020-09', '2021—2025年')
    """
    from calendar import month_name, monthrange

    if months:
        low, high = months
        last = f"{year}-{high:02}-{monthrange(year, high)[1]:02}"
        name = f"{year}-{low:02}" if low == high else f"{year}-{low:02}-to-{year}-{high:02}"
        zh = f"{year}年{low}月" if low == high else f"{year}年{low}—{high}月"
        en = f"{month_name[low]} {year}" if low == high else f"{month_name[low]} to {month_name[high]} {year}"
        return Thing(PERIOD + name, "Period", zh, en, first=f"{year}-{low:02}-01", last=last)
    if until and until != year:
        return Thing(
            f"{PERIOD}{year}-to-{until}", "Period", f"{year}—{until}年", f"{year} to {until}",
            first=f"{year}-01-01", last=f"{until}-12-31",
        )  # fmt: skip
    return Thing(
        f"{PERIOD}{year}", "Period", f"{year}年", str(year), first=f"{year}-01-01", last=f"{year}-12-31"
    )  # fmt: skip
