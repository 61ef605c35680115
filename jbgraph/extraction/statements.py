"""From what was found, in words, to triples: what a passage states, in the terms of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from jbgraph import terms
from jbgraph.extraction.identity import Names
from jbgraph.extraction.reasons import NotStatedError
from jbgraph.extraction.things import XSD, concept, jb

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a statement stands.

    :ivar document: namespace of the passages.
    :ivar passage: local name of the passage.
    :ivar home: IRI of the district.
    :ivar text: text of the passage and its context, in plain form.
    """

    document: str
    passage: str
    home: str
    text: str

    @property
    def node(self) -> NamedNode:
        """The passage."""
        return NamedNode(self.document + self.passage)

    def part(self, letter: str, mark: str) -> NamedNode:
        """Return a node of the passage, such as an observation, by the first digits of its proposal's id."""
        return NamedNode(f"{self.document}{self.passage}-{letter}{mark[:8]}")


def state(kind: str, content: Content, place: Place, names: Names, mark: str, **about: Any) -> list[Triple]:
    """Return what a proposal states.

    :param mark: id of the proposal.
    :param about: passage, rule and confidence of new things.
    :raises NotStatedError: if it cannot be stated, with the reason.
    """
    make = {
        "figure": figure, "link": link, "size": size, "member": member, "mention": mention, "heading": heading,
        "period": period,
    }[kind]  # fmt: skip
    triples = make(content, place, names, mark, about)
    return triples + allusions(triples, place, names)


def figure(said: Content, place: Place, names: Names, mark: str, about: Content) -> list[Triple]:
    """Return one observation."""
    metric, kind, unit = str(said["metric"]), str(said["measure_type"]), str(said.get("unit", ""))
    rank = said["comparator"] == "rank"
    unit = "名" if rank else unit
    whole = names.metric(metric, kind, unit, plainly(metric, place), bool(said.get("exact")), **about)
    if whole is None:
        raise NotStatedError(f"several metrics are called {metric}", f"有多个指标名为{metric}")
    if not said.get("year"):
        raise NotStatedError("the figure has no period", "数值没有时期")
    months = said.get("months")
    when = names.period(int(said["year"]), (months[0], months[1]) if months else None, said.get("until") or None)
    whom = place.home
    if said.get("about"):
        found = names.thing(str(said["about"]), "Concept", **about)
        if found is None:
            raise NotStatedError(f"several things are called {said['about']}", f"有多个事物名为{said['about']}")
        whom = found
    node = place.part("o", mark)
    made = [
        Triple(node, NamedNode(terms.RDF_TYPE), jb("Observation")),
        Triple(node, jb("ofMetric"), NamedNode(whole)),
        Triple(node, jb("about"), NamedNode(whom)),
        Triple(node, jb("kind"), concept("kind", str(said["kind"]))),
        Triple(node, jb("comparator"), concept("comparator", str(said["comparator"]))),
        Triple(node, jb("period"), NamedNode(when)),
        Triple(node, jb("quote"), Literal(str(said["quote"]))),
    ]
    made += [Triple(node, jb(name), decimal(said[key])) for name, key in NUMBERS if said.get(key)]
    if said.get("value"):
        made.append(Triple(node, jb("unit"), NamedNode(names.unit(unit, **about))))
    made += [Triple(node, jb(name), Literal(str(said[key]))) for name, key in TEXTS if said.get(key)]
    made += [Triple(node, jb(name), concept(scheme, str(said[key]))) for name, key, scheme in WORDS if said.get(key)]
    if said.get("binding"):
        made.append(Triple(node, jb("binding"), Literal("true", datatype=NamedNode(XSD + "boolean"))))
    if said.get("within"):
        scope = names.thing(str(said["within"]), "Place", **about)
        if scope:
            made.append(Triple(node, jb("within"), NamedNode(scope)))
    return made


NUMBERS = (("value", "value"), ("upperValue", "upper"))
TEXTS = (("valueText", "words"), ("periodText", "period_text"))
WORDS = (("strength", "strength", "strength"), ("reportedStatus", "status", "status"))


def decimal(text: Any) -> Literal:
    """Return a number as xsd:decimal.

    :raises NotStatedError: if it is none.
    """
    try:
        number = Decimal(str(text).strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise NotStatedError(f"{text} is no number", f"{text} 不是数字") from None
    if not number.is_finite():
        raise NotStatedError(f"{text} is no number", f"{text} 不是数字")
    shown = format(number, "f")
    return Literal(shown if "." in shown else shown + ".0", datatype=NamedNode(XSD + "decimal"))


def link(said: Content, place: Place, names: Names, mark: str, about: Content) -> list[Triple]:
    """Return one relation, or one responsibility."""
    ends = []
    for key in ("subject", "object"):
        found = place.node.value if said[key] == "@passage" else names.find(str(said[key]))
        if found is None:
            raise NotStatedError(f"it is not clear which thing {said[key]} is", f"不清楚“{said[key]}”指哪一事物")
        ends.append(NamedNode(found))
    subject, other = ends
    if subject == other:
        raise NotStatedError("a thing is related to itself", "事物与自身相联系")
    if said["property"] == "responsibleFor":
        node = place.part("r", mark)
        return [
            Triple(node, NamedNode(terms.RDF_TYPE), jb("Responsibility")),
            Triple(node, jb("heldBy"), subject),
            Triple(node, jb("role"), concept("role", str(said.get("role") or "responsible"))),
            Triple(node, jb("responsibleFor"), other),
        ]
    return [Triple(subject, jb(str(said["property"])), other)]


def size(said: Content, place: Place, names: Names, mark: str, about: Content) -> list[Triple]:
    """Return the size that a text announces for a set."""
    group = named(str(said["group"]), "Group", names, about)
    return [
        Triple(group, jb("statedSize"), Literal(str(int(said["size"])), datatype=NamedNode(XSD + "integer"))),
        Triple(group, jb("quote"), Literal(str(said["quote"]))),
    ]


def member(said: Content, place: Place, names: Names, mark: str, about: Content) -> list[Triple]:
    """Return one member of a set with its place in the listing."""
    group = named(str(said["group"]), "Group", names, about)
    one = named(str(said["member"]), "Concept", names, about)
    if group == one:
        raise NotStatedError("a thing is related to itself", "事物与自身相联系")
    node = place.part("m", mark)
    position = Literal(str(int(said["position"])), datatype=NamedNode(XSD + "integer"))
    return [
        Triple(one, jb("memberOf"), group),
        Triple(node, NamedNode(terms.RDF_TYPE), jb("Membership")),
        Triple(node, jb("ofGroup"), group),
        Triple(node, jb("member"), one),
        Triple(node, jb("position"), position),
    ]


def mention(said: Content, place: Place, names: Names, mark: str, about: Content) -> list[Triple]:
    """Return that a passage names a thing; one whose names share a tail with others is alluded to."""
    thing = named(str(said["thing"]), str(said["class"]), names, about)
    triple = Triple(place.node, jb("mentions"), thing)
    return [triple] if not allusions([triple], place, names) else []


def heading(said: Content, place: Place, names: Names, mark: str, about: Content) -> list[Triple]:
    """Return what a heading stands for, and what that is part of."""
    made = [Triple(NamedNode(place.document + said["section"]), jb("presents"), NamedNode(str(said["thing"])))]
    if said.get("parent"):
        made.append(Triple(NamedNode(str(said["thing"])), jb("partOf"), NamedNode(str(said["parent"]))))
    return made


def period(said: Content, place: Place, names: Names, mark: str, about: Content) -> list[Triple]:
    """Return that a passage speaks of a period that it prints."""
    months, until = said.get("months"), said.get("until")
    when = names.period(int(said["year"]), (months[0], months[1]) if months else None, until or None)
    return [
        Triple(place.node, jb("refersTo"), NamedNode(when)),
        Triple(place.node, jb("periodText"), Literal(str(said["text"]))),
    ]


def named(name: str, kind: str, names: Names, about: Content) -> NamedNode:
    """Return the thing that a name means.

    :raises NotStatedError: if several have the name.
    """
    found = names.find(name) or names.thing(name, kind, **about)
    if found is None:
        raise NotStatedError(f"several things are called {name}", f"有多个事物名为{name}")
    return NamedNode(found)


def allusions(triples: list[Triple], place: Place, names: Names) -> list[Triple]:
    """Return that a passage alludes to a thing, for each thing it speaks of without printing any of its names."""
    found = []
    for triple in triples:
        for term in (triple.subject, triple.object):
            iri = getattr(term, "value", "")
            printed = names.printed(iri) if isinstance(term, NamedNode) else ()
            if printed and iri != place.home and not any(plainly(name, place) for name in printed):
                found.append(Triple(place.node, jb("alludesTo"), NamedNode(iri)))
    return list(dict.fromkeys(found))


def plainly(name: str, place: Place) -> bool:
    """Say whether a passage or its context prints a name."""
    from jbgraph.numerals import plain

    return plain(name) in place.text
