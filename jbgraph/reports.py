"""Answers of several parts, put together for a reader: evidence tables and paths with their passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import QuerySolutions

from jbgraph import answers, evidence, naming, networks, questions, rendering, rules, terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.networks import Hop
from jbgraph.tables import Cell, Table


def evidence_table(graph: Graph, name: str, relation: str | None, other: str | None, lang: str) -> Table:
    """Return one row for each statement and passage: what is said, where, and the text if it is at hand.

    What no passage states but a rule concludes has the rule in the last column, and nothing in those of the place.

    :param relation: a property by CURIE, by its name in our ontology, or by its label; None for all.
    :param other: the object by any of its names; None for all.
    :raises NameNotFoundError: if a name means nothing, or more than one thing.
    """
    iri = graph.resolve(name)
    if relation is None:
        found = [s for s in evidence.statements(graph, iri) if s.predicate != terms.RDF_TYPE]
    else:
        property_ = naming.meaning(graph, relation, "relation")
        found = evidence.triple(graph, iri, property_, graph.resolve(other) if other else None)
    behind = sorted({passage for statement in found for passage in statement.passages}, key=evidence.reading_order)
    passages = evidence.passages(graph, behind, lang) if behind else {}
    ends = {s.subject for s in found} | {s.object for s in found if not s.is_literal} | {s.predicate for s in found}
    named = graph.labels(ends, lang)
    quotes = quotes_of(graph, behind)
    names = evidence.printed_names(graph, ends)
    rows: list[list[Cell]] = []
    for s in found:
        said = [named[s.subject], named[s.predicate], s.object if s.is_literal else named[s.object]]
        words = [s.object] if s.is_literal and not s.object.isdigit() else names.get(s.object, [])
        marks = quotes.get(s.subject) or [*names.get(s.subject, []), *words]
        for place in s.passages:
            p = passages[place]
            text = rendering.marked(p, marks) or None
            rows.append([*said, p.document_label, p.section_label, p.start, p.end, text, graph.compress(place), None])
        rows += [[*said, *[None] * 6, rules.short_name(rule)] for rule in s.rules if not s.passages]
    columns = (
        ("主语", "关系", "宾语", "文件", "章节", "起", "止", "原文", "段落", "规则")
        if lang == "zh"
        else ("subject", "relation", "object", "document", "section", "start", "end", "text", "passage", "rule")
    )
    return Table(columns, rows)


def quotes_of(graph: Graph, passages: Sequence[str]) -> dict[str, list[str]]:
    """Return observation → its quotes, for the observations of some passages."""
    if not passages:
        return {}
    values = " ".join(f"<{iri}>" for iri in passages)
    found: dict[str, list[str]] = {}
    for row in graph.rows(f"SELECT ?o ?quote {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?o jb:quote ?quote }} }}"):
        found.setdefault(str(row["o"]), []).append(str(row["quote"]))
    return found


def linked(graph: Graph, start: str, end: str, count: int = 3) -> list[list[Hop]]:
    """Return the best ways in which the things of two names are linked, best first.

    :raises NameNotFoundError: if a name means nothing, or more than one thing.
    """
    return networks.paths(graph, graph.resolve(start), graph.resolve(end), count=count)


def paths_text(graph: Graph, found: Sequence[Sequence[Hop]], lang: str) -> str:
    """Return paths as text, a sentence each, every hop with its passages."""
    behind = sorted({name for hops in found for hop in hops for name in hop.edge.graphs})
    return rendering.paths(graph, found, evidence.passages(graph, behind, lang), lang)


def paths_json(graph: Graph, found: Sequence[Sequence[Hop]], lang: str) -> list[dict[str, Any]]:
    """Return paths as data: `sentence`, and `hops` with ends, property, layer and passages as IRIs."""
    iris = {i for hops in found for hop in hops for i in (hop.edge.source, hop.edge.target, hop.edge.property)}
    named = graph.labels(iris, lang)
    return [
        {
            "sentence": rendering.path_sentence(hops, named, lang),
            "hops": [
                {
                    "source": hop.edge.source,
                    "property": hop.edge.property,
                    "target": hop.edge.target,
                    "layer": hop.edge.layer,
                    "graphs": list(hop.edge.graphs),
                }
                for hop in hops
            ],
        }
        for hops in found
    ]


def things_found(graph: Graph, question: str, params: Mapping[str, str], lang: str) -> list[str]:
    """Return the entities that the answer of a named question names, by IRI or by label, in the order of its rows.

    :raises JbgraphError: for an unknown question or parameter, or if the answer names no entity.
    """
    result = questions.ask(graph, question, params, lang)
    assert isinstance(result, QuerySolutions)
    cells = [str(cell) for row in answers.to_table(result).rows for cell in row if cell is not None]
    kinds = networks.entities(graph)
    labels = {label: iri for iri, label in graph.labels(kinds, lang).items()}
    found = [iri for cell in cells for iri in (labels.get(cell), cell if cell in kinds else None) if iri]
    if not found:
        raise JbgraphError(
            ("the answer of the question names no thing", "该问题的结果没有列出事物"),
            where="--question",
            hint=("choose a question that lists things", "选择列出事物的问题"),
        )
    return list(dict.fromkeys(found))
