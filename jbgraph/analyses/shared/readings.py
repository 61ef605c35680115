"""Observations as numbers one can reckon with: value, unit, period with its days, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jbgraph import terms
from jbgraph.evidence import reading_order
from jbgraph.graph import Graph

_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
MORE = ("at-least", "more-than", "somewhat-more")
LESS = ("at-most", "less-than", "just-under")


@dataclass(frozen=True)
class Reading:
    """An observation; concepts by the last part of their IRI (`target`, `at-least`, `yi-yuan`), empty where unsaid.

    :ivar about: IRIs of what it is about, sorted.
    :ivar value: the number as printed, in its unit; None where words stand in its place (`words`).
    :ivar upper: the other end of a range.
    :ivar period: IRI, empty where no period is printed; `start` and `end` are its days, YYYY-MM-DD.
    :ivar base: IRI of the period a growth is reckoned from, empty where unsaid.
    :ivar within: IRI of what a rank or share is taken in.
    :ivar metric_type: `level`, `growth`, `count`, `share`, … of the metric; `direction` is which way is better.
    :ivar price: `nominal` or `real` where the documents say it.
    :ivar quote: its characters in the passage.
    :ivar measure: the unit that `unit` scales, such as `yuan` for `yi-yuan`, else `unit` itself; `factor` is how many.
    :ivar code: UCUM code of the unit.
    :ivar document: IRI; `order` is the place of the passage in it.
    """

    iri: str
    metric: str
    about: tuple[str, ...]
    kind: str
    value: Decimal | None
    upper: Decimal | None
    words: str
    comparator: str
    unit: str
    period: str
    start: str
    end: str
    base: str
    strength: str
    status: str
    binding: bool
    within: str
    metric_type: str
    direction: str
    price: str
    quote: str
    passage: str
    document: str
    issued: str
    measure: str = ""
    factor: Decimal = Decimal(1)
    code: str = ""

    @property
    def precision(self) -> Decimal:
        """Half of the last printed digit: the value stands for anything this near to it; 0 without a number.

        Digits are counted in the quote: a store may drop a last zero of the value. What is counted one by one is exact.
        """
        if self.value is None or self.counted:
            return Decimal(0)
        printed = [Decimal(numeral) for numeral in _NUMERAL.findall(self.quote.replace(",", ""))]
        digits = [int(number.as_tuple().exponent) for number in printed if number == self.value]
        exponent = min(digits, default=int(self.value.as_tuple().exponent))
        return Decimal(5).scaleb(exponent - 1)

    @property
    def counted(self) -> bool:
        """Whether it is a number of things counted one by one: 59 projects, and not 5 万 jobs."""
        whole = self.value is not None and self.value == self.value.to_integral_value()
        counting = self.metric_type in ("count", "increment") and self.code.startswith("{") and self.factor == 1
        return whole and counting and self.comparator == "equal"

    @property
    def amount(self) -> Decimal | None:
        """The value in `measure`: 1.5 亿元 are 150,000,000 yuan."""
        return None if self.value is None else self.value * self.factor

    @property
    def part_year(self) -> bool:
        """Whether its period is shorter than a year."""
        return bool(self.start and self.end) and self.start[:4] == self.end[:4] and not self.whole_year

    @property
    def whole_year(self) -> bool:
        """Whether its period is one calendar year."""
        return self.start[4:] == "-01-01" and self.end[4:] == "-12-31" and self.start[:4] == self.end[:4]


@lru_cache(maxsize=4)
def readings(graph: Graph) -> tuple[Reading, ...]:
    """Return every observation that a passage states, in reading order; the figures keep their printed digits.

    One figure that two passages print is two observations, as in the graph.
    """
    measures = {last(unit): last(base) for unit, base in looked_up(graph, "?s qudt:scalingOf ?x").items()}
    factors = {last(unit): Decimal(x) for unit, x in looked_up(graph, "?s qudt:conversionMultiplier ?x").items()}
    codes = {last(unit): code for unit, code in looked_up(graph, "?s qudt:ucumCode ?x").items()}
    said: dict[str, dict[str, list[str]]] = {}
    homes: dict[str, str] = {}
    rows = graph.tuples("SELECT ?o ?p ?v ?g { ?g a jb:Passage GRAPH ?g { ?o a jb:Observation ; ?p ?v } }")
    for observation, name, value, place in rows:
        said.setdefault(observation, {}).setdefault(name.removeprefix(terms.JB), []).append(value)
        homes[observation] = place
    where = looked_up(graph, "?s a jb:Passage ; jb:inDocument ?x")
    issued = looked_up(graph, "?s a jb:SourceDocument ; dcterms:issued ?x")
    start, end = looked_up(graph, "?s jb:startDate ?x"), looked_up(graph, "?s jb:endDate ?x")
    of_metric = {
        name: looked_up(graph, f"?s a jb:Metric ; jb:{name} ?x") for name in ("measureType", "direction", "priceBasis")
    }
    found = []
    for iri in sorted(said, key=lambda iri: (reading_order(homes[iri]), iri)):
        one = {name: sorted(values)[0] for name, values in said[iri].items()}
        unit = last(one.get("unit"))
        metric, period = one.get("ofMetric", ""), one.get("period", "")
        document = where.get(homes[iri], "")
        found.append(
            Reading(
                iri=iri,
                metric=metric,
                about=tuple(sorted(said[iri].get("about", []))),
                kind=last(one.get("kind")),
                value=Decimal(one["value"]) if "value" in one else None,
                upper=Decimal(one["upperValue"]) if "upperValue" in one else None,
                words=one.get("valueText", ""),
                comparator=last(one.get("comparator")),
                unit=unit,
                period=period,
                start=start.get(period, ""),
                end=end.get(period, ""),
                base=one.get("basePeriod", ""),
                strength=last(one.get("strength")),
                status=last(one.get("reportedStatus")),
                binding=one.get("binding") == "true",
                within=one.get("within", ""),
                metric_type=last(of_metric["measureType"].get(metric)),
                direction=last(of_metric["direction"].get(metric)),
                price=last(one.get("priceBasis") or of_metric["priceBasis"].get(metric)),
                quote=one.get("quote", ""),
                passage=homes[iri],
                document=document,
                issued=issued.get(document, ""),
                measure=measures.get(unit, unit),
                factor=factors.get(unit, Decimal(1)),
                code=codes.get(unit, ""),
            )
        )
    return tuple(found)


def looked_up(graph: Graph, pattern: str) -> dict[str, str]:
    """Return ?s → ?x of a pattern, the last in order where it has several. Sorting here is quicker than ORDER BY."""
    return {s: x for s, x in sorted(graph.tuples(f"SELECT ?s ?x {{ {pattern} }}"))}  # noqa: C416


def last(iri: str | None) -> str:
    """Return the last part of the IRI of a concept, empty for None.

    >>> last(terms.VOCABULARY + "kind/target")
    'target'
    """
    return (iri or "").rsplit("/", 1)[-1]


def by_metric(some: Sequence[Reading]) -> dict[tuple[str, tuple[str, ...]], list[Reading]]:
    """Return readings by metric and what they are about, in the order in which these first appear."""
    found: dict[tuple[str, tuple[str, ...]], list[Reading]] = {}
    for reading in some:
        found.setdefault((reading.metric, reading.about), []).append(reading)
    return found
