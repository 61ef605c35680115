"""From decisions to files: what was accepted of a document, written into the graph of its workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from jbgraph import files, judgements, loading, serializing, terms
from jbgraph.errors import JbgraphError
from jbgraph.extraction import folder
from jbgraph.extraction.proposals import lines, parsed
from jbgraph.extraction.things import PROV, XSD, Thing, period
from jbgraph.judgements import COMMENT, OWL, Judgement
from jbgraph.rendering import say
from jbgraph.review.words import COLUMNS

if TYPE_CHECKING:
    from jbgraph.review.accept import Accepting

Record = dict[str, Any]
TAKEN = ("accept", "correct")


def apply(work: Accepting) -> str:
    """Write what was decided into the workspace, the decisions last, and return the IRI of the document.

    What somebody else wrote into the same files stays. Things stay in the register once they are there.

    :raises JbgraphError: if the passages of the draft are not those of the graph, or a file cannot be written.
    """
    sheet, home = work.draft.sheet, work.workspace.folder
    prefixes = {work.workspace.prefix: work.workspace.base, sheet.document: work.draft.document}
    before = work.records[: len(work.draft.decisions)]
    written: dict[Path, bytes] = {}
    if any(record.get("decision") in TAKEN for record in work.records):
        written |= document(work)
        path = home / "register" / f"{sheet.document}.ttl"
        own = set(triples_of(path))
        elsewhere = subjects(home / "register", path)
        gone, new = (set(things(work, records, elsewhere)) for records in (before, work.records))
        written[path] = serializing.turtle((own - gone) | new, prefixes)
        path = home / "statements" / f"{sheet.document}.trig"
        there = set(loading.read(path)) if path.is_file() else set()
        left, taken = (set(stated(work, records)) for records in (before, work.records))
        written[path] = serializing.trig((there - left) | taken, prefixes)
        reviews = list(corrections(work))
        if reviews:
            written[home / "register" / f"{sheet.document}-reviews.ttl"] = serializing.turtle(reviews, prefixes)
    for path, data in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, data)
    judge(work)
    files.write(work.draft.folder / folder.DECISIONS, lines(work.records))
    return work.workspace.base + sheet.document if written else ""


def document(work: Accepting) -> dict[Path, bytes]:
    """Return the document's file where the graph has none yet.

    :raises JbgraphError: if it has one with other passages: extraction went by other rules then.
    """
    name = f"documents/{work.draft.sheet.document}.ttl"
    own, path = work.draft.folder / name, work.workspace.folder / name
    if not path.is_file():
        return {path: own.read_bytes()}
    placed = {str(triple) for triple in triples_of(path) if triple.predicate.value in PLACED}
    if placed == {str(triple) for triple in triples_of(own) if triple.predicate.value in PLACED}:
        return {}
    raise JbgraphError(
        ("the passages of the draft are not those of the graph", "草稿的段落与图谱中的不同"),
        where=str(path),
        hint=(
            "the rules have changed since the first review: put them back, or remove the document from the graph",
            "首次审核后规则有变：恢复原规则，或先从图谱中移除该文件",
        ),
    )


PLACED = {terms.JB + name for name in ("start", "end", "order", "inSection", "sha256")}


def triples_of(path: Path) -> Iterable[Triple]:
    """Return the triples of a file, none where it is not there."""
    return [quad.triple for quad in loading.read(path)] if path.is_file() else []


def subjects(register: Path, own: Path) -> set[str]:
    """Return the things that the other files of a register define."""
    others = [path for path in sorted(register.glob("*.ttl")) if path != own]
    return {str(quad.subject) for path in others for quad in loading.read(path) if quad.predicate == loading.TYPE}


def latest(records: Iterable[Record]) -> list[Record]:
    """Return the last decision on each proposal that takes it over, in the order of the first."""
    last: dict[str, Record] = {}
    for record in records:
        if "id" in record:
            last[str(record["id"])] = record
    return [record for record in last.values() if record["decision"] in TAKEN]


def same(records: Iterable[Record]) -> dict[str, str]:
    """Return new thing → the known thing that it is."""
    return {str(one["thing"]): str(one["same"]) for one in records if one.get("same")}


def moved(triple: Triple, known: dict[str, str]) -> Triple:
    """Return a triple with known things in the place of new ones."""

    def term(node: Any) -> Any:
        return NamedNode(known[node.value]) if isinstance(node, NamedNode) and node.value in known else node

    return Triple(term(triple.subject), triple.predicate, term(triple.object))


def stated(work: Accepting, records: list[Record]) -> Iterable[Quad]:
    """Yield the statements taken over, each in the graph of its passage."""
    known = same(records)
    for record in latest(records):
        if record["layer"] == "stated":
            graph = NamedNode(work.draft.document + record["passage"])
            for triple in parsed(record["triples"]):
                one = moved(triple, known)
                yield Quad(one.subject, one.predicate, one.object, graph)


def things(work: Accepting, records: list[Record], elsewhere: set[str]) -> Iterable[Triple]:
    """Yield what the register says of the new things that statements taken over have ever needed."""
    found = dict(work.draft.things)
    needed: dict[str, None] = {}
    for record in records:
        if record.get("decision") in TAKEN:
            found |= {one["iri"]: Thing.from_json(one) for one in record.get("made", ())}
            needed |= dict.fromkeys(record["needs"])
    for record in records:
        iri = record.get("thing")
        if iri in found:
            found[iri] = found[iri].corrected(record)
    known = same(records)
    about = triples_of(work.draft.folder / f"documents/{work.draft.sheet.document}.ttl")
    said = {getattr(one.object, "value", "") for one in about if one.predicate.value == terms.JB + "defaultPeriod"}
    sections = [period(int(iri.rsplit("/", 1)[-1])) for iri in sorted(said)] if needed else []
    for thing in (*(found[iri] for iri in needed if iri not in known), *sections):
        if str(NamedNode(thing.iri)) not in elsewhere:
            yield from thing.triples(work.draft.document)


def corrections(work: Accepting) -> Iterable[Triple]:
    """Yield who corrected which statement when, and what (PROV-O: an activity with what it used and generated).

    A concluded responsibility that was accepted stands here itself, for no passage states it.
    """
    known = same(work.records)
    people: dict[str, BlankNode] = {}
    for number, record in enumerate(latest(work.records)):
        judged = record["layer"] == "suggested" and duty(record)
        if record["decision"] != "correct" and not judged:
            continue
        by = str(record["by"])
        who = people.setdefault(by, BlankNode(f"reviewer{len(people)}"))
        act = NamedNode(f"{work.draft.document}review-{record['id']}")
        made = [moved(triple, known) for triple in parsed(record["triples"])]
        node = next((triple.subject for triple in made if triple.predicate == loading.TYPE), None)
        yield Triple(act, loading.TYPE, NamedNode(PROV + "Activity"))
        yield Triple(act, NamedNode(PROV + "used"), NamedNode(work.draft.document + record["passage"]))
        yield Triple(act, NamedNode(PROV + "endedAtTime"), stamp(str(record["at"])))
        yield Triple(act, NamedNode(PROV + "wasAssociatedWith"), who)
        yield Triple(who, loading.TYPE, NamedNode(PROV + "Agent"))
        yield Triple(who, NamedNode(terms.RDFS_LABEL), Literal(by))
        if judged:
            yield from made
        for lang, colon, comma in (("zh", "：", "；"), ("en", ": ", "; ")):
            changes = record.get("corrections", {}).items()
            if not changes:
                continue
            said = comma.join(f"{say(lang, *COLUMNS[key])}{colon}{value}" for key, value in changes)
            yield Triple(act, NamedNode(COMMENT), Literal(said, language=lang))
        if node is not None:
            yield Triple(act, NamedNode(PROV + "generated"), node)
            continue
        axiom = BlankNode(f"axiom{number}")  # a relation has no node of its own (OWL 2 Mapping to RDF, section 2.2)
        yield Triple(act, NamedNode(PROV + "generated"), axiom)
        yield Triple(axiom, loading.TYPE, NamedNode(OWL + "Axiom"))
        parts = (made[0].subject, made[0].predicate, made[0].object)
        for name, term in zip(("annotatedSource", "annotatedProperty", "annotatedTarget"), parts, strict=True):
            yield Triple(axiom, NamedNode(OWL + name), term)


def duty(record: Record) -> bool:
    """Say whether a record is of a responsibility, which has a node of its own."""
    return any(triple.predicate == loading.TYPE for triple in parsed(record["triples"]))


def stamp(text: str) -> Literal:
    """Return a moment as xsd:dateTime."""
    return Literal(text, datatype=NamedNode(XSD + "dateTime"))


def judge(work: Accepting) -> None:
    """Take concluded links that were accepted into the register, as judgements of who accepted them."""
    fresh = [record for record in latest(work.records) if record["layer"] == "suggested" and not duty(record)]
    if not fresh:
        return
    from jbgraph.graph import Graph

    graph = Graph.open(work.workspace.folder)
    known = same(work.records)
    for record in fresh:
        link = moved(parsed(record["triples"])[0], known)
        subject, relation, other = (getattr(term, "value", "") for term in (link.subject, link.predicate, link.object))
        why = record.get("note") or f"{work.draft.sheet.document}:{record['passage']}"
        one = Judgement(subject, relation, other, str(record["by"]), str(why), str(record["at"])[:10])
        judgements.accept(graph, work.workspace.folder, one)
