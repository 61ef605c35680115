"""Accept a review: what was decided goes into the graph of the workspace, and is remembered; nothing is lost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from jbgraph import evidence
from jbgraph.errors import JbgraphError
from jbgraph.extraction import folder
from jbgraph.extraction.extract import concepts
from jbgraph.extraction.fits import Fits
from jbgraph.extraction.folder import Opened
from jbgraph.extraction.identity import Names
from jbgraph.extraction.proposals import Proposal, written
from jbgraph.extraction.reasons import NotStatedError
from jbgraph.extraction.register import register
from jbgraph.extraction.things import Thing
from jbgraph.graph import Graph
from jbgraph.review.corrections import Context, corrected
from jbgraph.review.decisions import Decision, Given, ThingDecision
from jbgraph.review.rows import Labels
from jbgraph.review.words import CLASS, DECISIONS
from jbgraph.validation.texts import headings_above

if TYPE_CHECKING:
    from jbgraph.workspace import Workspace

Record = dict[str, Any]


@dataclass
class Outcome:
    """What came of a review.

    :ivar document: IRI of the document, empty where nothing of it is in the graph.
    :ivar done: decision → how many rows it was applied to now.
    :ivar same: how many rows were decided the same way before.
    :ivar things: how many new things were changed.
    :ivar problems: place of a row → what is wrong with it, in English and Chinese; it was left out.
    """

    document: str = ""
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DECISIONS, 0))
    same: int = 0
    things: int = 0
    problems: list[tuple[str, tuple[str, str]]] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was applied."""
        return bool(sum(self.done.values()) + self.things)


class Accepting:
    """The taking over of one review."""

    def __init__(self, given: Given, workspace: Workspace, by: str, overrule: bool, at: datetime) -> None:
        self.given = given
        self.workspace = workspace
        self.by = by
        self.overrule = overrule
        self.at = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.draft = draft_of(given, workspace)
        self.graph = Graph.open(workspace.folder)
        self.records: list[Record] = list(self.draft.decisions)
        self.proposals = {one.id: one for one in self.draft.proposals}
        self.outcome = Outcome()
        self.things: dict[str, Thing] = dict(self.draft.things)
        self.same: dict[str, str] = {}
        for record in self.records:
            if "thing" in record:
                self.hold(record)
        self._context: Context | None = None

    def latest(self, key: str, value: str) -> Record | None:
        """Return the last record on a proposal or a thing."""
        return next((one for one in reversed(self.records) if one.get(key) == value), None)

    def hold(self, record: Record) -> None:
        """Take in what a record says of a new thing."""
        iri = str(record["thing"])
        if iri in self.things:
            self.things[iri] = self.things[iri].corrected(record)
        if record.get("same"):
            self.same[iri] = str(record["same"])

    @property
    def context(self) -> Context:
        """What corrections are made with; made when the first is needed."""
        if self._context is None:
            known = register(self.graph, self.workspace.place)
            names = Names(
                known, self.workspace.base, concepts(self.graph), rules=self.workspace.rules,
                new=self.things.values(),
            )  # fmt: skip
            own = Graph.open(self.draft.folder)
            passages = {iri.removeprefix(self.draft.document): one for iri, one in evidence.passages(own).items()}
            self._context = Context(
                self.draft.document, self.workspace.place, names, Fits.of(self.graph), Labels(own, self.draft, "zh"),
                passages, headings_above(own),
            )  # fmt: skip
        return self._context

    def run(self) -> Outcome:
        """Decide row by row, then write what came of it."""
        from jbgraph.review import applying

        for thing in self.given.things:
            self.refused(thing.place, partial(self.thing, thing))
        for decision in self.given.decisions:
            self.refused(decision.place, partial(self.decision, decision))
        if self.outcome.changed:
            self.outcome.document = applying.apply(self)
        return self.outcome

    def refused(self, place: str, decide: Any) -> None:
        """Decide on one row, and note why if it cannot be."""
        try:
            decide()
        except NotStatedError as error:
            self.outcome.problems.append((place, error.said))

    # -- rows ----------------------------------------------------------------------------------------------------

    def decision(self, said: Decision) -> None:
        """Decide on a proposal.

        :raises NotStatedError: if the row cannot be applied.
        """
        what = said.decision
        if not what:
            raise NotStatedError("there are corrections and no decision", "有更正而没有决定")
        if what not in DECISIONS:
            raise NotStatedError(f"{what} is no decision", f"“{what}”不是决定")
        if what == "accept" and said.corrections:
            what = "correct"
        if what == "correct" and not said.corrections:
            raise NotStatedError("nothing is corrected", "选了更正而没有填写更正内容")
        before = self.latest("id", said.id)
        if before and before["decision"] == what and before.get("corrections", {}) == dict(said.corrections):
            self.outcome.same += 1
            return
        if before and not self.overrule:
            who, when = before.get("by", ""), str(before.get("at", ""))[:10]
            en, zh = DECISIONS[before["decision"]]
            raise NotStatedError(f"{who} decided {en} on {when}", f"{who}已于{when}{zh}")
        one = self.proposals.get(said.id)
        if one is None:
            raise NotStatedError("the draft has no such proposal any more", "草稿中已无此提议")
        record = self.record(one, said, what)
        self.records.append(record)
        self.outcome.done[what] += 1

    def record(self, one: Proposal, said: Decision, what: str) -> Record:
        """Return what is remembered of a decision, with what it puts into the graph."""
        record: Record = {"id": one.id, "decision": what, "by": said.by or self.by, "at": self.at}
        if said.note:
            record["note"] = said.note
        if said.corrections:
            record["corrections"] = dict(said.corrections)
        if what == "reject":
            return record
        if one.layer == "suggested" and what == "correct":
            raise NotStatedError("what was concluded is accepted or rejected as it is", "推断所得只能原样接受或驳回")
        lines, needs = one.triples, one.needs
        if what == "correct":
            before = set(self.context.names.new)
            content, triples = corrected(one, said.corrections, self.context)
            lines, needs = written(triples), self.context.names.needed(triples)
            for iri in self.context.names.new:
                if iri not in before:
                    self.things[iri] = self.context.names.new[iri]
            record["content"] = content
        for iri in needs:
            gone = self.latest("thing", iri)
            if gone and gone.get("decision") == "reject":
                name = self.things[iri].zh
                raise NotStatedError(f"it needs {name}, which is rejected", f"所需的“{name}”已被驳回")
        return record | {
            "passage": one.passage, "layer": one.layer, "triples": list(lines), "needs": list(needs),
            "made": [self.things[iri].as_json() for iri in needs if iri not in self.draft.things],
        }  # fmt: skip

    def thing(self, said: ThingDecision) -> None:
        """Decide on a new thing.

        :raises NotStatedError: if the row cannot be applied.
        """
        if said.decision not in ("", "reject"):
            raise NotStatedError("a new thing is accepted with its statements", "新事物随其陈述一并接受，此处只能驳回")
        record: Record = {"thing": said.iri, "by": said.by or self.by, "at": self.at}
        if said.decision:
            record["decision"] = said.decision
        for key, value in (("en", said.en), ("zh", said.zh)):
            if value:
                record[key] = value
        if said.kind:
            record["kind"] = class_of(said.kind)
        if said.same:
            record["same"] = self.known(said.same)
        before = self.merged(said.iri)
        if all(before.get(key) == value for key, value in record.items() if key not in ("thing", "by", "at")):
            self.outcome.same += 1
            return
        needed = [one for one in self.records if said.iri in one.get("needs", ())]
        needed = [one for one in needed if one is self.latest("id", one["id"])]
        if said.decision and needed:
            raise NotStatedError("statements that are accepted need it", "已接受的陈述需要它")
        if said.iri not in self.things:
            raise NotStatedError("the draft has no such thing any more", "草稿中已无此事物")
        settled = [key for key in ("en", "zh", "kind", "same") if before.get(key)]
        if any(before[key] != record.get(key, before[key]) for key in settled) and not self.overrule:
            raise NotStatedError(f"{before.get('by', '')} decided otherwise", f"{before.get('by', '')}已另作决定")
        self.records.append(record)
        self.hold(record)
        self._context = None
        self.outcome.things += 1

    def merged(self, iri: str) -> Record:
        """Return all that was decided on a thing so far."""
        found: Record = {}
        for record in self.records:
            if record.get("thing") == iri:
                found |= record
        if not found and iri in self.draft.things and self.draft.things[iri].en:
            found["en"] = self.draft.things[iri].en
        return found

    def known(self, name: str) -> str:
        """Return the IRI of the thing of the graph that a name means.

        :raises NotStatedError: if there is none, or more than one.
        """
        try:
            return self.graph.resolve(name)
        except JbgraphError as error:
            raise NotStatedError(error.message("en").splitlines()[0], error.message("zh").splitlines()[0]) from error


def class_of(word: str) -> str:
    """Return the local name of a class by its name in either language.

    :raises NotStatedError: if there is none.
    """
    found = next((key for key, words in CLASS.items() if word.lower() in (key.lower(), *words)), "")
    if not found:
        raise NotStatedError(f"there is no class {word}", f"没有类别“{word}”")
    return found


def draft_of(given: Given, workspace: Workspace) -> Opened:
    """Return the draft that a review is of, with the decisions made so far.

    :raises JbgraphError: if the workspace has none of the document.
    """
    home = workspace.drafts / folder.safe(given.document)
    draft = folder.open_draft(home)
    if draft.sheet.base != workspace.base:
        raise JbgraphError(
            ("the draft is of another workspace", "草稿属于另一工作区"),
            where=str(home),
            hint=("extract the document here", "请在此提取该文件"),
        )
    digest = hashlib.sha256((home / folder.PROPOSALS).read_bytes()).hexdigest()
    if digest != draft.sheet.digest:
        raise JbgraphError(
            ("the draft was changed by hand", "草稿被手工改动"),
            where=str(home / folder.PROPOSALS),
            hint=("extract the document again", "重新提取该文件"),
        )
    return draft


def accept(
    given: Given, workspace: Workspace, *, by: str = "", overrule: bool = False, at: datetime | None = None
) -> Outcome:  # fmt: skip
    """Take a review over into the graph of a workspace, all that can be, and remember every decision.

    The same review a second time changes nothing. A row that cannot be applied is told of and left out: one whose
    proposal the draft does not have any more, one that somebody has decided otherwise, one that its passage does not
    print.

    :param by: who decides where a row does not say.
    :param overrule: let this review win over earlier decisions.
    :param at: when; now if not given.
    :raises JbgraphError: if nobody is named, or the draft or the graph cannot be used.
    """
    by = by or given.reviewer
    if not by and not all([row.by for row in given.decisions] + [row.by for row in given.things]):
        raise JbgraphError(
            ("the review does not say who decides", "审核文件没有写明审核人"),
            where="--by",
            hint=("fill in the reviewer, or give --by NAME", "填写审核人，或用 --by 姓名"),
        )
    return Accepting(given, workspace, by, overrule, at or datetime.now(UTC)).run()
