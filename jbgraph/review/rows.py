"""The rows of a review: each proposal with its passage and in words, doubtful ones first; new things; gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jbgraph import evidence, terms
from jbgraph.extraction.folder import Opened
from jbgraph.extraction.proposals import Proposal
from jbgraph.extraction.things import period as span
from jbgraph.figures import SIGNS
from jbgraph.rendering import say
from jbgraph.review.words import CLASS, GAPS, KIND

if TYPE_CHECKING:
    from jbgraph.graph import Graph

FIELDS = {
    "figure": ("value", "unit", "metric", "period", "kind", "name", "quote"),
    "link": ("name", "relation", "object"),
    "member": ("name", "object"),
    "size": ("value", "name"),
    "mention": ("name",),
    "heading": ("name",),
    "period": ("period",),
}
"""Kind of proposal → what a person may correct of it."""
SCHEMES = ("kind", "comparator", "strength", "status", "stage", "role", "measure-type", "direction")


@dataclass(frozen=True)
class Row:
    """One proposal to decide on.

    :ivar text: the passage, empty where the document is not at hand.
    :ivar words: what is proposed.
    :ivar now: what can be corrected, as it stands.
    :ivar decided: an earlier decision, by whom and when; empty where there is none.
    """

    proposal: Proposal
    text: str
    words: str
    kind: str
    now: Mapping[str, str]
    decided: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewThing:
    """One new thing: its name, class, what looks like it, and the passage that named it first."""

    iri: str
    zh: str
    en: str
    kind: str
    about: str
    alike: str
    text: str
    confidence: float
    uses: int


@dataclass(frozen=True)
class Miss:
    """One gap: its kind, what is wrong, the characters it is about, and the passage."""

    kind: str
    said: str
    quote: str
    section: str
    text: str


@dataclass(frozen=True)
class Review:
    """All there is to decide on in a draft."""

    draft: Opened
    lang: str
    rows: list[Row]
    things: list[NewThing]
    gaps: list[Miss]
    labels: Labels


class Labels:
    """What terms and things are called in a language."""

    def __init__(self, graph: Graph, draft: Opened, lang: str) -> None:
        self.lang = lang
        self._place = say(lang, draft.sheet.place_en, draft.sheet.place_zh)
        self._things = {iri: (thing.zh, thing.en) for iri, thing in draft.things.items()}
        self.schemes: dict[str, dict[str, tuple[str, str]]] = {}
        self.relations: dict[str, tuple[str, str]] = {}
        for kind, iri, label, lang_ in graph.tuples(
            """SELECT ?kind ?s ?label ?lang {
               { ?s skos:inScheme ?scheme ; skos:prefLabel ?label BIND(?scheme AS ?kind) } UNION
               { ?s a owl:ObjectProperty ; rdfs:label ?label BIND(owl:ObjectProperty AS ?kind) }
               BIND(LANG(?label) AS ?lang) } ORDER BY ?s"""
        ):
            scheme, local = terms.split(kind)[1], terms.split(iri)[1]
            table = self.relations if scheme == "ObjectProperty" else self.schemes.setdefault(scheme, {})
            zh, en = table.get(local, ("", ""))
            table[local] = (label, en) if lang_ == "zh" else (zh, label)
        self._known = self._labels(graph, draft)

    def _labels(self, graph: Graph, draft: Opened) -> dict[str, str]:
        ends = ("thing", "subject", "object", "parent")
        named = {str(one.content.get(key, "")) for one in draft.proposals for key in ends}
        iris = [iri for iri in sorted(named) if iri.startswith(("http://", "https://")) and iri not in self._things]
        return graph.labels(iris, self.lang)

    def concept(self, scheme: str, name: str) -> str:
        """Return the label of a concept."""
        return say(self.lang, *reversed(self.schemes.get(scheme, {}).get(name, (name, name))))

    def concepts(self, scheme: str) -> list[str]:
        """Return the labels of all concepts of a scheme."""
        return [self.concept(scheme, name) for name in self.schemes.get(scheme, {})]

    def relation(self, name: str) -> str:
        """Return the label of a relation."""
        return say(self.lang, *reversed(self.relations.get(name, (name, name))))

    def thing(self, name: str) -> str:
        """Return what a thing is called that a proposal names by its name, IRI or CURIE."""
        if name == "@passage":
            return say(self.lang, "this passage", "本段落")
        if name in self._things:
            zh, en = self._things[name]
            return (en or zh) if self.lang == "en" else zh
        if name in self._known:
            return self._known[name]
        scheme, colon, local = name.partition(":")
        if colon and scheme in self.schemes:
            return self.concept(scheme, local)
        return local if scheme == "period" else name


def review(graph: Graph, draft: Opened, lang: str) -> Review:
    """Return what there is to decide on in a draft: doubtful proposals first, those decided before last.

    :param graph: the graph of the draft, with the documents where they are at hand.
    """
    labels = Labels(graph, draft, lang)
    texts = {iri: passage.text or "" for iri, passage in evidence.passages(graph, lang=lang).items()}
    decided = {str(one["id"]): one for one in draft.decisions if "id" in one}
    rows = [
        Row(
            one, texts.get(draft.document + one.passage, ""), sentence(one, labels), say(lang, *KIND[one.kind]),
            correctable(one, labels), decided.get(one.id, {}),
        )
        for one in draft.proposals
    ]  # fmt: skip
    rows.sort(key=lambda row: (bool(row.decided), row.proposal.confidence, row.proposal.start, row.proposal.id))
    uses: dict[str, int] = {}
    for one in draft.proposals:
        for iri in one.needs:
            uses[iri] = uses.get(iri, 0) + 1
    named = dict(draft.things)
    for record in draft.decisions:
        if record.get("thing") in named:
            named[record["thing"]] = named[record["thing"]].corrected(record)
    things = [
        NewThing(
            iri, thing.zh, thing.en, thing.kind, features(thing, labels), say(lang, ", ", "、").join(thing.alike),
            texts.get(draft.document + thing.passage, ""), thing.confidence, uses.get(iri, 0),
        )
        for iri, thing in named.items()
        if thing.kind != "Period"
    ]  # fmt: skip
    things.sort(key=lambda thing: (not thing.alike, thing.confidence, thing.kind, thing.iri))
    sections = {one.passage: one.section for one in draft.proposals}
    gaps = [
        Miss(
            say(lang, *GAPS.get(gap["kind"], (gap["kind"], gap["kind"]))), say(lang, gap["en"], gap["zh"]),
            gap["quote"], sections.get(gap["passage"], ""), texts.get(draft.document + gap["passage"], ""),
        )
        for gap in draft.gaps
    ]  # fmt: skip
    return Review(draft, lang, rows, things, gaps, labels)


def features(thing: Any, labels: Labels) -> str:
    """Return what else is known of a new thing, in words."""
    known = []
    if thing.measure_type:
        known.append(labels.concept("measure-type", thing.measure_type))
    if thing.direction:
        known.append(labels.concept("direction", thing.direction))
    if thing.unit:
        known.append(labels.concept("unit", terms.split(thing.unit)[1]))
    if thing.number:
        known.append(say(labels.lang, f"no. {thing.number}", f"编号{thing.number}"))
    return " · ".join(known)


def sentence(one: Proposal, labels: Labels) -> str:
    """Return what a proposal states, in words."""
    said, lang = one.content, labels.lang
    make = {"figure": figure, "link": link, "size": size, "member": member, "period": spoken}.get(one.kind)
    if make is not None:
        return make(said, labels)
    name, kind = str(said["name"]), say(lang, *CLASS.get(str(said.get("class")), ("thing", "事物")))
    if one.kind == "mention":
        return say(lang, f"names {name} ({kind})", f"提及{kind}：{name}")
    parent = labels.thing(str(said["parent"])) if said.get("parent") else ""
    words = say(lang, f"the heading stands for the {kind} “{name}”", f"标题所指的{kind}：{name}")
    return words + (say(lang, f", part of {parent}", f"，属于“{parent}”") if parent else "")


def link(said: Mapping[str, Any], labels: Labels) -> str:
    """Return a relation in words."""
    ends = (labels.thing(str(said["subject"])), labels.thing(str(said["object"])))
    duty = said["property"] == "responsibleFor"
    word = labels.concept("role", str(said.get("role", ""))) if duty else labels.relation(str(said["property"]))
    return f"{ends[0]} —{word}→ {ends[1]}"


def size(said: Mapping[str, Any], labels: Labels) -> str:
    """Return the announced size of a set in words."""
    return say(labels.lang, f"{said['group']}: {said['size']} in number", f"{said['group']}：共{said['size']}项")


def member(said: Mapping[str, Any], labels: Labels) -> str:
    """Return a member of a set in words."""
    return say(
        labels.lang, f"{said['member']} is no. {said['position']} of {said['group']}",
        f"{said['member']} 是“{said['group']}”的第{said['position']}项",
    )  # fmt: skip


def spoken(said: Mapping[str, Any], labels: Labels) -> str:
    """Return that a passage speaks of a period, in words."""
    return say(labels.lang, f"speaks of {said['text']}", f"所说时期：{said['text']}")


def figure(said: Mapping[str, Any], labels: Labels) -> str:
    """Return a figure in words: metric, value, and what stands with it."""
    lang, how = labels.lang, str(said["comparator"])
    value = str(said.get("value", ""))
    if said.get("upper"):
        value += f"–{said['upper']}"
    if not value:
        value = str(said.get("words") or labels.concept("comparator", how))
    elif how == "rank":
        value = say(lang, f"no. {value}", f"第{value}位")
    elif how not in ("equal", "range"):
        sign = SIGNS.get(how, "")
        value = (say(lang, sign, "近 ") if how == "just-under" else sign) + value
    unit = str(said.get("unit", ""))
    shown = value + ("" if unit == "%" or how == "rank" or not unit else " ") + ("" if how == "rank" else unit)
    when = period(said, lang)
    parts = [f"{said['metric']}{say(lang, ': ', '：')}{shown}", labels.concept("kind", str(said["kind"])), when]
    parts.append(labels.concept("measure-type", str(said.get("measure_type", "level"))))
    parts += [labels.concept(scheme, str(said[scheme])) for scheme in ("strength", "status") if said.get(scheme)]
    parts += [say(lang, "binding", "约束性")] * bool(said.get("binding"))
    parts += [str(said[key]) for key in ("within", "about") if said.get(key)]
    return " · ".join(part for part in parts if part)


def period(said: Mapping[str, Any], lang: str) -> str:
    """Return the period of a figure as a person writes it.

    >>> period({"year": 2021, "months": [1, 9]}, "zh"), period({"year": 2021, "until": 2025}, "en"), period({}, "zh")
    ('2021年1—9月', '2021 to 2025', '')
    """
    if not said.get("year"):
        return ""
    months = tuple(said["months"]) if said.get("months") else None
    made = span(int(said["year"]), months, said.get("until") or None)
    return say(lang, made.en, made.zh)


def correctable(one: Proposal, labels: Labels) -> dict[str, str]:
    """Return what of a proposal can be corrected, as it stands."""
    said = one.content
    known = {
        "value": said.get("value", said.get("size", "")), "unit": said.get("unit", ""), "quote": said.get("quote", ""),
        "metric": said.get("metric", ""), "period": period(said, labels.lang),
        "kind": labels.concept("kind", str(said["kind"])) if "kind" in said else "",
        "name": said.get("name") or said.get("member") or said.get("group") or said.get("about", ""),
        "relation": labels.relation(str(said["property"])) if "property" in said else "",
        "object": said.get("object", said.get("group", "")),
    }  # fmt: skip
    if one.kind == "link":
        known["name"], known["object"] = labels.thing(str(said["subject"])), labels.thing(str(said["object"]))
    return {key: str(known[key]) for key in FIELDS[one.kind]}
