"""What extraction found in a document: its draft."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from jbgraph import reading, terms
from jbgraph.extraction.extract import extract
from jbgraph.extraction.folder import Opened, open_draft
from jbgraph.extraction.outline import Outline, outline
from jbgraph.extraction.things import period
from jbgraph.graph import Graph
from jbgraph.workspace import Workspace, init, named
from scoring.items import LINKS, Heading, Place, Read, Relation, Thing, Value, title


def draft(path: Path, folder: Path, place: str, *, year: int | None = None, register: Path | None = None) -> Read:
    """Extract a file into a new workspace and return what its draft proposes.

    :param folder: where the workspace is made.
    :param register: a graph whose register extraction knows; none for an empty one.
    """
    workspace = init(named(folder, place), register)
    done = extract(path, workspace, year=year)
    return read(open_draft(done.folder), outline(reading.read(path), year=year), workspace)


def read(opened: Opened, found: Outline, workspace: Workspace) -> Read:
    """Return what a draft proposes, as it is compared."""
    passages = {f"s{one.number:03}": one for one in found.passages}
    places = {key: Place(one.run.start, one.run.end) for key, one in passages.items()}
    sections = found.sections
    headings = [
        Heading(
            title(one.title), places[f"s{one.passage:03}"], one.task, str(one.ordinal or "") if one.task else "",
            title(sections[one.parent].title) if one.parent is not None else "",
        )
        for one in sections
        if one.passage is not None
    ]  # fmt: skip
    things = {
        thing.iri: Thing(thing.iri, thing.kind, (thing.zh, *thing.others)) for thing in opened.things.values()
    } | known(opened, workspace)
    result = Read(headings, things=things)
    for one in opened.proposals:
        where = places[one.passage]
        if one.kind == "figure":
            result.values.append(value(dict(one.content), where, passages[one.passage].kind == "row", one.quote))
        elif one.kind == "heading":
            result.presented[str(one.content["thing"])] = where
        if one.kind in ("link", "member", "heading"):
            for triple in one.graph:
                short = triple.predicate.value.removeprefix(terms.JB)
                if short in LINKS:
                    ends = (getattr(triple.subject, "value", ""), getattr(triple.object, "value", ""))
                    shown = [things[end].names[0] if end in things else terms.split(end)[1] for end in ends]
                    said = f"{shown[0]} —{short}→ {shown[1]}"
                    result.relations.append(Relation(ends[0], short, ends[1], said, one.layer == "suggested"))
    result.relations = list(dict.fromkeys(result.relations))
    return result


def known(opened: Opened, workspace: Workspace) -> dict[str, Thing]:
    """Return the things of the register that a draft speaks of."""
    names: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for iri, kind, label, _ in Graph.open(workspace.folder, sources=None).tuples(
        """SELECT ?s ?type ?l ?how { ?s a ?type { ?s skos:prefLabel ?l BIND("1" AS ?how) }
           UNION { ?s skos:altLabel ?l BIND("2" AS ?how) } FILTER(LANG(?l) = "zh") } ORDER BY ?s ?how ?l"""
    ):
        names.setdefault(iri, []).append(label)
        kinds[iri] = terms.split(kind)[1]
    spoken = {
        getattr(term, "value", "")
        for one in opened.proposals
        for triple in one.graph
        for term in (triple.subject, triple.object)
    }
    return {iri: Thing(iri, kinds[iri], tuple(names[iri])) for iri in sorted(spoken & set(names))}


def value(said: dict[str, Any], place: Place, row: bool, quote: str) -> Value:
    """Return a figure from the words of its proposal."""
    months = said.get("months")
    when = period(int(said["year"]), (months[0], months[1]) if months else None, said.get("until") or None)
    return Value(
        (str(said["metric"]),), Decimal(said["value"]) if said.get("value") else None,
        Decimal(said["upper"]) if said.get("upper") else None, str(said.get("words", "")), str(said.get("unit", "")),
        said["kind"], said["comparator"], when.first, when.last, str(said.get("status", "")),
        bool(said.get("binding")), place, row, quote, str(said.get("measure_type", "")),
    )  # fmt: skip
