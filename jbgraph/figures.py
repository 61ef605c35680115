"""Figures as a person reads them: what was measured, of what, when, how much, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from jbgraph.graph import Graph
from jbgraph.numerals import fraction

SIGNS = {
    "equal": "",
    "about": "≈ ",
    "at-least": "≥ ",
    "more-than": "> ",
    "somewhat-more": "> ",
    "at-most": "≤ ",
    "less-than": "< ",
    "just-under": "just under ",
    "range": "",
    "rank": "#",
}


COUNTED = (
    "bird", "case", "cubic metre", "day", "establishment", "firm-time", "household", "institution", "item", "kilogram",
    "kilometre", "metre", "person", "person-time", "piece", "session", "square kilometre", "square metre", "tonne",
    "US dollar", "vehicle", "vessel", "year",
)  # fmt: skip
"""English labels of units that take an s after another number than one."""
MANY = 2000  # observations that are asked for by name; of more all are read


@dataclass(frozen=True)
class Figure:
    """An observation with labels in one language.

    :ivar value: comparator, number and unit as one text, such as `≥ 95 %`; words where no number is printed.
    :ivar printed: the words of the period in the passage, empty where it is that of the section.
    :ivar passage: IRI of the passage it stands in.
    """

    iri: str
    metric: str
    about: str
    kind: str
    value: str
    period: str
    printed: str
    strength: str
    status: str
    binding: bool
    quote: str
    passage: str


def figures(graph: Graph, iri: str | None = None, lang: str = "zh") -> list[Figure]:
    """Return figures by metric, period, kind and passage: all of them, or those that have to do with one thing.

    :param iri: an entity they are about, their metric, the passage they stand in, or a figure itself.
    """
    only = ""
    if iri is not None:
        node = str(NamedNode(iri))
        only = f"{{ ?o jb:about {node} }} UNION {{ ?o jb:ofMetric {node} }} UNION {{ BIND({node} AS ?o) }}"
        only += f" UNION {{ GRAPH {node} {{ ?o a jb:Observation }} }}"
    return read(graph, only, lang)


def by_iri(graph: Graph, observations: Iterable[str], lang: str = "zh") -> dict[str, Figure]:
    """Return observation → figure, for those of some observations that a passage states."""
    wanted = sorted(set(observations))
    if len(wanted) > MANY:
        kept = set(wanted)
        return {figure.iri: figure for figure in read(graph, "", lang) if figure.iri in kept}
    values = " ".join(str(NamedNode(iri)) for iri in wanted)
    return {figure.iri: figure for figure in read(graph, f"VALUES ?o {{ {values} }}", lang)} if wanted else {}


def read(graph: Graph, only: str, lang: str) -> list[Figure]:
    """Return the figures of a graph pattern of ?o by metric, period, kind and passage; all where it is empty."""
    rows = graph.tuples(f"SELECT ?o ?p ?v ?g {{ {only} ?g a jb:Passage GRAPH ?g {{ ?o a jb:Observation ; ?p ?v }} }}")
    homes: dict[str, str] = {}
    raw: dict[str, dict[str, list[str]]] = {}
    for observation, relation, value, place in sorted(set(rows)):
        homes[observation] = place
        raw.setdefault(observation, {}).setdefault(relation.rsplit("#", 1)[-1], []).append(value)
    linked = ("ofMetric", "about", "kind", "comparator", "unit", "period", "strength", "reportedStatus")
    named = graph.labels({v for said in raw.values() for name in linked for v in said.get(name, [])}, lang)
    found = []
    for observation, said in raw.items():

        def label(name: str, said: dict[str, list[str]] = said) -> str:
            return "、".join(named[value] for value in said.get(name, []))

        found.append(
            Figure(
                iri=observation,
                metric=label("ofMetric"),
                about=label("about"),
                kind=label("kind"),
                value=shown(said, label("unit"), label("comparator"), lang),
                period=label("period"),
                printed=said.get("periodText", [""])[0],
                strength=label("strength"),
                status=label("reportedStatus"),
                binding=said.get("binding") == ["true"],
                quote=said.get("quote", [""])[0],
                passage=homes.get(observation, ""),
            )
        )
    found.sort(key=lambda f: (f.metric, f.period, f.kind, f.passage, f.iri))
    return found


def shown(said: dict[str, list[str]], unit: str, comparator: str, lang: str) -> str:
    """Return the value of an observation as one text.

    :param said: property name → lexical forms.
    :param unit: label of the unit, empty for a pure number.
    :param comparator: label of the comparator, shown where there is no number.
    """
    how = said.get("comparator", ["/equal"])[0].rsplit("/", 1)[-1]
    words = said.get("valueText")
    if words:
        return words[0]
    if "value" not in said:
        return comparator
    number = fraction("".join(said.get("quote", [])), float(said["value"][0])) or plain(said["value"][0])
    if "upperValue" in said:
        number += "–" + plain(said["upperValue"][0])
    sign = SIGNS.get(how, "")
    if how == "just-under" and lang == "zh":
        sign = "近 "
    if how == "rank":
        return f"第{number}位" if lang == "zh" else f"no. {number}"
    if how == "at-most" and said.get("unit", [""])[0].endswith("/place"):
        return f"前{number}位" if lang == "zh" else f"among the first {number}"
    unit = "" if unit in ("1", "one") else unit.replace("per cent", "%")
    if lang == "en":
        unit = several(unit, number)
    gap = "" if unit in ("", "%") else " × " if lang == "en" and unit[0].isdigit() else " "
    return (sign + number + gap + unit).strip()


def several(unit: str, number: str) -> str:
    """Return the English label of a unit as it stands after a number, without the remark in brackets.

    >>> several("day", "300"), several("day", "1"), several("item (matter)", "14"), several("100 million yuan", "5")
    ('days', 'day', 'items', '100 million yuan')
    """
    bare = unit.partition(" (")[0]
    first, _, rest = bare.partition(" of ")
    if number == "1" or first not in COUNTED:
        return bare
    return f"{first}s of {rest}" if rest else f"{first}s"


def plain(lexical: str) -> str:
    """Return a decimal without a fraction that says nothing.

    >>> plain("1325.0"), plain("3.9")
    ('1325', '3.9')
    """
    return lexical.rstrip("0").rstrip(".") if "." in lexical else lexical
