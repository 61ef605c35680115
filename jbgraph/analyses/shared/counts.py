"""Counts against what is listed: members of a group, groups of groups, and targets marked as binding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jbgraph.analyses.shared.arithmetic import SIGNS, Check
from jbgraph.analyses.shared.readings import Reading, looked_up
from jbgraph.analyses.shared.reckoning import FAILS, HOLDS, OPEN
from jbgraph.analyses.shared.results import ordered
from jbgraph.evidence import reading_order
from jbgraph.graph import Graph

_IN_DOCUMENT = "?g jb:inDocument ?d ; a jb:Passage"


def sizes_said(graph: Graph) -> dict[tuple[str, str], dict[int, list[str]]]:
    """Return (group, document) → size it states → the passages."""
    found: dict[tuple[str, str], dict[int, list[str]]] = {}
    for group, size, passage, document in graph.tuples(
        f"SELECT ?x ?n ?g ?d {{ GRAPH ?g {{ ?x jb:statedSize ?n }} {_IN_DOCUMENT} }} ORDER BY ?x ?d ?g ?n"
    ):
        found.setdefault((group, document), {}).setdefault(int(size), []).append(passage)
    return found


def members_said(graph: Graph) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return group → document → member → the passages."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for member, group, passage, document in graph.tuples(
        f"SELECT ?m ?x ?g ?d {{ GRAPH ?g {{ ?m jb:memberOf ?x }} {_IN_DOCUMENT} }} ORDER BY ?x ?d ?m ?g"
    ):
        found.setdefault(group, {}).setdefault(document, {}).setdefault(member, []).append(passage)
    return found


def counted(kind: str, group: str, stated: int, found: int, passages: list[str], reason: str = "") -> Check:
    """Return the check of a stated number against a count; where there is a reason, a difference is no fault."""
    verdict = HOLDS if stated == found else OPEN if reason else FAILS
    sign = "/" if verdict == OPEN else SIGNS[verdict]
    why = "" if verdict == HOLDS else reason or ("fewer" if found < stated else "more")
    return Check(
        kind, (), (group,), f"{found} {sign} {stated}", "", (), verdict,
        Decimal(found - stated), Decimal(0), why, passages=ordered(passages),
    )  # fmt: skip


def members(graph: Graph) -> Iterator[Check]:
    """Yield the size a document states for a group against the members it lists, or others where it lists none.

    Groups of which no document lists a member are left out.
    """
    listed = members_said(graph)
    examples = {(group, document) for group, document in graph.tuples(
        f"SELECT DISTINCT ?x ?d {{ GRAPH ?g {{ ?x jb:namesExamples true }} {_IN_DOCUMENT} }}"
    )}  # fmt: skip
    for (group, document), sizes in sizes_said(graph).items():
        by_document = listed.get(group, {})
        homes = [document] if document in by_document else sorted(by_document)
        names = {member: places for home in homes for member, places in by_document[home].items()}
        for size, passages in sizes.items() if names else ():
            behind = [*passages, *(place for places in names.values() for place in places)]
            reason = "examples" if (group, document) in examples and len(names) < size else ""
            yield counted("members", group, size, len(names), behind, reason)


def unlisted(graph: Graph) -> Iterator[Check]:
    """Yield, for each document, the groups that it states a size for and no document lists a member of."""
    listed = members_said(graph)
    found: dict[str, dict[str, list[str]]] = {}
    for (group, document), sizes in sizes_said(graph).items():
        if group not in listed:
            found.setdefault(document, {})[group] = [place for places in sizes.values() for place in places]
    for document in sorted(found):
        behind = ordered(place for places in found[document].values() for place in places)
        groups = sorted(found[document], key=lambda group: (reading_order(found[document][group][0]), group))
        yield Check("members", (), tuple(groups), "", "", (), OPEN, reason="unlisted", passages=behind)


def sizes(graph: Graph) -> Iterator[Check]:
    """Yield the size of a group against the sizes of the groups that are its parts."""
    stated = sizes_said(graph)
    known: dict[str, tuple[int, list[str]]] = {}
    for (group, _), found in stated.items():
        for size, passages in found.items():
            known.setdefault(group, (size, passages))
    parts: dict[str, list[str]] = {}
    for part, whole in graph.tuples("SELECT ?a ?b { ?a jb:partOf ?b . ?a a jb:Group . ?b a jb:Group } ORDER BY ?b ?a"):
        if part in known and whole in known:
            parts.setdefault(whole, []).append(part)
    for whole, some in parts.items():
        if len(some) > 1:
            numbers = [known[part][0] for part in some]
            size, passages = known[whole]
            behind = [*passages, *(place for part in some for place in known[part][1])]
            check = counted("sizes", whole, size, sum(numbers), behind)
            tail = "" if check.verdict == HOLDS else f" {SIGNS[check.verdict]} {size}"
            yield replace(check, formula=f"{' + '.join(map(str, numbers))} = {sum(numbers)}{tail}")


def bindings(graph: Graph, said: tuple[Reading, ...]) -> Iterator[Check]:
    """Yield the size of a group of indicators against those that its document marks as binding.

    A group is compared with the period that marks most of its members, where these are more than half.
    """
    within = looked_up(graph, "?s jb:partOf ?x . ?s a jb:Metric . ?x a jb:Metric")
    marked: dict[tuple[str, str], dict[str, Reading]] = {}
    for r in said:
        if r.binding and r.kind == "target":
            marked.setdefault((r.document, r.period), {}).setdefault(r.metric, r)
    tables: dict[str, list[dict[str, Reading]]] = {}
    for (document, _), found in sorted(marked.items()):
        tables.setdefault(document, []).append({m: r for m, r in found.items() if within.get(m) not in found})
    indicators = {metric for (metric,) in graph.tuples("SELECT ?m { ?m a jb:Metric }")}
    listed = members_said(graph)
    for (group, document), sizes_ in sizes_said(graph).items():
        names = set(listed.get(group, {}).get(document, {}))
        if not names or not names <= indicators:
            continue
        best = max(tables.get(document, []), key=lambda table: len(names & set(table)), default={})
        if 2 * len(names & set(best)) <= len(names):
            continue
        for size, passages in sizes_.items():
            behind = [*passages, *(r.passage for r in best.values())]
            check = counted("binding", group, size, len(best), behind)
            yield replace(check, operands=tuple(r.iri for r in best.values()))
