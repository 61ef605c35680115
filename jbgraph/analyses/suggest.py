"""Candidates for links that no document states: a task to a goal, a metric to an undertaking; for people to judge."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from jbgraph import maps, rules, terms
from jbgraph.analyses.shared.results import Column, Result, Row, ordered
from jbgraph.analyses.shared.sources import behind, speaking_of
from jbgraph.errors import JbgraphError, Said
from jbgraph.graph import Graph

TITLE = ("Links that may be missing", "可能缺失的联系")
ABOUT = (
    "No document states these links; the score says how far a method speaks for one, from 0 to 1, not that it is true.",
    "以下联系没有文件明述；分值表示某一方法的支持程度（0至1），并不表示属实。",
)
WORDS: dict[str, Said] = {
    "shared-field": ("serves what others in its field serve", "同领域举措所服务的目标"),
    "like-words": ("worded like what serves the goal", "措辞与服务该目标的举措相近"),
    "same-passage": ("figure in a passage about it", "数值与其同在一个段落"),
    "rule": ("another rule", "其他规则"),
}
SERVES, MEASURED_BY = terms.JB + "serves", terms.JB + "measuredBy"
Found = tuple[str, str, str, str, float | None, tuple[str, ...]]


def run(graph: Graph, least: str = "0.3") -> Result:
    """Return the candidates by relation and subject, best first, with the passages of both ends.

    :param least: candidates of a lower score are left out; those of a rule without score are kept.
    :raises JbgraphError: if it is no number from 0 to 1.
    """
    try:
        bound = float(least)
    except ValueError:
        bound = -1
    if not 0 <= bound <= 1:
        raise JbgraphError(
            (f"{least} is not a number from 0 to 1", f"{least}不是0到1的数"), where="--param least", hint="least=0.2"
        )
    found = [*by_rule(graph), *by_words(graph), *by_passage(graph)]
    rows = [
        Row((subject, relation, object_, method, None if score is None else round(score, 2)), passages)
        for subject, relation, object_, method, score, passages in found
        if passages and (score is None or score >= bound)
    ]
    rows.sort(key=lambda row: (str(row.cells[1]), str(row.cells[0]), -float(str(row.cells[4] or 0)), row.cells[2:4]))
    columns = (
        Column("subject", ("thing", "事物"), "thing"),
        Column("relation", ("relation", "关系"), "thing"),
        Column("object", ("to", "对象"), "thing"),
        Column("method", ("method", "方法"), "word"),
        Column("score", ("score", "分值"), "number"),
    )
    links, subjects = {row.cells[:3] for row in rows}, {row.cells[0] for row in rows}
    summary = (
        (
            f"{len(links)} links of {len(subjects)} things may be missing. None of them is stated: "
            "`jbgraph accept` takes one into the register, with who and why.",
            f"{len(subjects)}个事物可能缺失{len(links)}条联系，均非文件所述；"
            "`jbgraph accept` 可将其中一条连同判断人和理由记入名册。",
        ),
    )
    missing = "" if maps.goals(graph) else ("This needs goals (jb:Goal).", "需要目标（jb:Goal）。")
    return Result("suggest", columns, tuple(rows), WORDS, summary, missing)


def by_rule(graph: Graph) -> list[Found]:
    """Return what the suggested layer holds; a task by shared field scores the part of such means that the goal has."""
    stood = graph.tuples(
        "SELECT ?s ?p ?o ?g { ?g jb:layer layer:suggested GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?o)) } ORDER BY ?s ?o"
    )
    means: dict[str, Counter[str]] = {}
    for task, goal, _ in graph.tuples(
        """SELECT DISTINCT ?task ?goal ?means { ?g jb:layer layer:suggested GRAPH ?g { ?task jb:serves ?any }
           ?task (^jb:partOf)*/(jb:develops|jb:aimsAt|jb:implements|jb:concerns) ?field .
           ?means (jb:develops|jb:aimsAt|jb:implements|jb:concerns) ?field ; jb:serves ?goal .
           ?goal a jb:Goal FILTER(?means != ?task) }"""
    ):
        means.setdefault(task, Counter())[goal] += 1
    found: list[Found] = []
    for s, p, o, g in stood:
        method = rules.short_name(g)
        known = method == "shared-field"
        score = means[s][o] / means[s].total() if known and s in means else None
        found.append((s, p, o, method if known else "rule", score, ends(graph, s, o)))
    return found


def by_words(graph: Graph) -> list[Found]:
    """Return for each task that serves no main goal the goals whose means are worded most like it.

    Names and descriptions as pairs of characters, weighed by how rare these are (tf-idf), compared by cosine; the
    score is the part of the best goal in the likeness to all of them.
    """
    goals = maps.goals(graph)
    serving: dict[str, list[str]] = {goal: [goal] for goal in goals}
    for s, goal in graph.tuples("SELECT DISTINCT ?s ?goal { ?s jb:serves ?goal } ORDER BY ?s ?goal"):
        if goal in serving:
            serving[goal].append(s)
    linked = {s for some in serving.values() for s in some}
    loose = [s for (s,) in graph.tuples("SELECT ?s { ?s a jb:Task } ORDER BY ?s") if s not in linked]
    words: dict[str, list[str]] = {}
    wanted = {*loose, *linked}
    for name in ("skos:prefLabel", "dcterms:description"):
        for s, text in sorted(graph.tuples(f'SELECT ?s ?text {{ ?s {name} ?text FILTER(LANG(?text) = "zh") }}')):
            if s in wanted:
                words.setdefault(s, []).append(text)
    profiles = {iri: pairs(words.get(iri, ())) for iri in loose}
    profiles |= {goal: pairs(text for s in some for text in words.get(s, ())) for goal, some in serving.items()}
    rare = Counter(pair for profile in profiles.values() for pair in profile)
    weight = {pair: math.log(1 + len(profiles) / count) for pair, count in rare.items()}
    found: list[Found] = []
    for s in loose:
        scored = [(cosine(profiles[s], profiles[goal], weight), goal) for goal in goals]
        best, whole = max(scored, default=(0.0, "")), sum(score for score, _ in scored)
        if whole:
            found.append((s, SERVES, best[1], "like-words", best[0] / whole, ends(graph, s, best[1])))
    return found


def by_passage(graph: Graph) -> list[Found]:
    """Return metrics whose figures stand in a passage that speaks of an undertaking without metric of its own.

    Where several undertakings stand there, those that share a pair of characters with the name of the metric come
    into question, or all where none does; the score is 1 divided by their number.
    """
    rows = graph.tuples(
        """SELECT DISTINCT ?g ?m ?mname ?u ?uname { ?g a jb:Passage GRAPH ?g { ?x jb:ofMetric ?m . ?u ?p ?o }
           VALUES ?kind { jb:Task jb:Program jb:Project jb:Measure } ?u a ?kind
           FILTER NOT EXISTS { ?u jb:measuredBy ?any }
           FILTER NOT EXISTS { ?y jb:about ?u }
           ?m skos:prefLabel ?mname FILTER(LANG(?mname) = "zh")
           ?u skos:prefLabel ?uname FILTER(LANG(?uname) = "zh") } ORDER BY ?g ?m ?u"""
    )
    together: dict[tuple[str, str, str], dict[str, str]] = {}
    for g, m, mname, u, uname in rows:
        together.setdefault((g, m, mname), {})[u] = uname
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for (g, m, mname), some in together.items():
        alike = [u for u, uname in some.items() if pairs([uname]).keys() & pairs([mname]).keys()]
        for u in alike or some:
            best[u, m] = max(best.get((u, m), (0.0, "")), (1 / len(alike or some), g))
    return [(u, MEASURED_BY, m, "same-passage", score, (g,)) for (u, m), (score, g) in best.items()]


def ends(graph: Graph, subject: str, object_: str) -> tuple[str, ...]:
    """Return the passages that speak of both ends, or the first that speak of each."""
    places = speaking_of(graph)
    shared = set(places.get(subject, ())) & set(places.get(object_, ()))
    return ordered(shared) or ordered((*places.get(subject, ())[:2], *behind(graph, [object_])[:1]))


def pairs(texts: Iterable[str]) -> Counter[str]:
    """Return the pairs of neighbouring characters of some texts, counted."""
    return Counter(text[i : i + 2] for text in texts for i in range(len(text) - 1))


def cosine(one: Mapping[str, int], other: Mapping[str, int], weight: Mapping[str, float]) -> float:
    """Return the cosine of two weighted counts, 0 where one is empty."""
    product = sum(count * other[pair] * weight[pair] ** 2 for pair, count in sorted(one.items()) if pair in other)
    sizes = [math.sqrt(sum((n * weight[pair]) ** 2 for pair, n in sorted(many.items()))) for many in (one, other)]
    return product / (sizes[0] * sizes[1]) if all(sizes) else 0.0


def quads(result: Result) -> list[Quad]:
    """Return the candidates as quads, each in the suggested graph of its method, for a file beside the statements."""
    found = {
        Quad(
            NamedNode(str(subject)),
            NamedNode(str(relation)),
            NamedNode(str(object_)),
            NamedNode(f"{terms.GRAPH}suggested-{method}"),
        )
        for subject, relation, object_, method, _ in (row.cells for row in result.rows)
        if method != "rule"
    }
    return sorted(found, key=str)
