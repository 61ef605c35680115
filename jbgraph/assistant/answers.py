"""The answers an assistant gets, as plain data: statements with their passages, or that nothing states it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from pyoxigraph import QueryBoolean, QuerySolutions

from jbgraph import answers, cards, evidence, naming, questions, rendering, reports, search, terms
from jbgraph.cards import Line
from jbgraph.errors import JbgraphError, NameNotFoundError
from jbgraph.evidence import Passage
from jbgraph.graph import Graph
from jbgraph.tables import Cell

Data = dict[str, Any]
ROWS = 100
"""Statements, figures or rows that one answer holds; how many there are is always said."""
_SILENT = ("not stated: no document of this graph says so", "未述：本图谱的文件均未作此陈述")
_UNKNOWN = ("not in the graph", "图谱中没有")


def told(answer: Callable[..., Data]) -> Callable[..., Data]:
    """Make an answer of what cannot be answered: an unknown or ambiguous name has its candidates."""

    @wraps(answer)
    def safe(graph: Graph, *args: Any, **options: Any) -> Data:
        lang = options.get("lang", "zh")
        try:
            return answer(graph, *args, **options)
        except NameNotFoundError as error:
            return {
                "stated": False,
                "answer": both(_UNKNOWN, lang),
                "why": error.message(lang),
                "candidates": error.candidates,
            }
        except JbgraphError as error:
            return {"stated": False, "answer": error.message(lang)}

    return safe


def both(said: tuple[str, str], lang: str) -> str:
    """Return the text in a language."""
    return said[lang == "zh"]


def silent(lang: str, **more: Any) -> Data:
    """Return the answer where no document says anything."""
    return {"stated": False, "answer": both(_SILENT, lang), **more}


@told
def find(graph: Graph, text: str, *, kind: str = "", limit: int = 10, lang: str = "zh") -> Data:
    """Return what a text finds by name, best first."""
    kinds = naming.below(graph, naming.meaning(graph, kind, "class")) if kind else ()
    hits = search.search(graph.index, text, kinds=kinds, limit=max(1, min(limit, ROWS)))
    named = graph.labels({hit.entry.type for hit in hits}, lang)
    found = [
        {
            "id": graph.compress(hit.entry.iri),
            "zh": hit.entry.zh,
            "en": hit.entry.en,
            "type": named[hit.entry.type],
            "passages_that_speak_of_it": hit.entry.weight,
        }
        for hit in hits
    ]
    return {"found": found} if found else {"found": [], "answer": both(_UNKNOWN, lang)}


@told
def describe(graph: Graph, name: str, *, lang: str = "zh") -> Data:
    """Return everything the graph says of a thing, each statement with its passages."""
    card = cards.describe(graph, name, lang)
    lines = [*card.lines, *card.roles]
    kept = {iri for line in lines[:ROWS] for iri in line.passages} | {f.passage for f in card.figures[:ROWS]}
    shown = {iri: passage for iri, passage in card.passages.items() if iri in kept or iri == card.iri}
    figures = [
        {
            "metric": figure.metric,
            "about": figure.about,
            "kind": figure.kind,
            "value": figure.value,
            "period": figure.period,
            "strength": figure.strength,
            "reported": figure.status,
            "as_printed": figure.quote,
            "passages": [graph.compress(figure.passage)] if figure.passage else [],
        }
        for figure in card.figures[:ROWS]
    ]
    head = {
        "id": card.curie,
        "type": card.type,
        "zh": card.zh,
        "en": card.en,
        "other_names": list(card.others),
        "description": card.description,
    }
    said = [spoken(graph, card.zh if lang == "zh" else card.en, line, lang) for line in lines[:ROWS]]
    if not lines and not card.figures and not card.states:
        return silent(lang, **head)
    states = [
        {"of": subject.label, "statements": [f"{line.relation} · {line.label}" for line in subject.lines]}
        for subject in card.states
    ]
    return {
        "stated": True,
        **head,
        "statements": said,
        "statements_in_all": len(lines),
        "figures": figures,
        "figures_in_all": len(card.figures),
        **({"states": states} if states else {}),
        "passages": passages(graph, shown, lang),
    }


def spoken(graph: Graph, title: str, line: Line, lang: str) -> Data:
    """Return a statement of a card: who, relation, what, and who says it."""
    ends = (title, line.label) if line.forward else (line.label, title)
    said: Data = {"subject": ends[0], "relation": line.relation, "object": ends[1]}
    said["other_id"] = graph.compress(line.other)
    said["passages"] = [graph.compress(iri) for iri in line.passages]
    if not line.passages:
        said["concluded"] = (
            rendering.by_rule(line.rules, lang) if line.rules else rendering.concluded(terms.GRAPH + "register", lang)
        )
    return said


@told
def prove(graph: Graph, name: str, *, relation: str = "", other: str = "", lang: str = "zh") -> Data:
    """Return the passages behind a thing, or behind the statement that it stands in a relation to another."""
    if other and not relation:
        raise JbgraphError(("other needs a relation", "给出 other 时须给出 relation"))
    table = reports.evidence_table(graph, name, relation or None, other or None, lang)
    if not table.rows:
        return silent(lang)
    rows = [{key: cell for key, cell in record.items() if cell is not None} for record in table.records()[:ROWS]]
    return {"stated": True, "statements": rows, "statements_in_all": len(table.rows)}


@told
def ask(graph: Graph, name: str = "", *, parameters: Mapping[str, str] | None = None, lang: str = "zh") -> Data:
    """Return the answer of a named question; without a name the questions that can be asked."""
    if not name:
        listed = [questions.question(one) for one in questions.names()]
        return {
            "questions": [
                {
                    "name": one.name,
                    "asks": one.said[lang],
                    "parameters": {p.name: {"what": p.said[lang], "default": p.default} for p in one.parameters},
                }
                for one in listed
            ]
        }
    asked = questions.question(name)
    result = questions.ask(graph, name, parameters, lang)
    if isinstance(result, QueryBoolean):
        return {"stated": True, "asks": asked.said[lang], "answer": bool(result)}
    assert isinstance(result, QuerySolutions)
    table = answers.to_table(result)
    if not table.rows:
        return silent(lang, asks=asked.said[lang])
    shown = table.rows[:ROWS]
    behind = {str(cell) for row in shown for cell in row if isinstance(cell, str) and cell.startswith(terms.BASE)}
    places = evidence.passages(graph, sorted(behind), lang) if behind else {}

    def cell(value: Cell) -> Cell:
        return graph.compress(value) if isinstance(value, str) and value.startswith(("http://", "https://")) else value

    rows = [dict(zip(table.columns, map(cell, row), strict=True)) for row in shown]
    return {
        "stated": True,
        "asks": asked.said[lang],
        "rows": rows,
        "rows_in_all": len(table.rows),
        "passages": passages(graph, places, lang),
    }


@told
def connect(graph: Graph, start: str, end: str, *, count: int = 3, lang: str = "zh") -> Data:
    """Return the best ways in which two things are linked, each step with its passages."""
    found = reports.linked(graph, start, end, max(1, min(count, 10)))
    if not found:
        return silent(lang)
    behind = sorted({name for hops in found for hop in hops for name in hop.edge.graphs})
    places = evidence.passages(graph, behind, lang)
    iris = {iri for hops in found for hop in hops for iri in (hop.edge.source, hop.edge.target, hop.edge.property)}
    named = graph.labels(iris, lang)

    def step(edge: Any) -> Data:
        said: Data = {"subject": named[edge.source], "relation": named[edge.property], "object": named[edge.target]}
        said["passages"] = [graph.compress(name) for name in edge.graphs if name in places]
        if not said["passages"]:
            said["concluded"] = rendering.concluded(edge.graphs[0], lang)
        return said

    ways = [
        {"sentence": rendering.path_sentence(hops, named, lang), "steps": [step(hop.edge) for hop in hops]}
        for hops in found
    ]
    return {"stated": True, "ways": ways, "passages": passages(graph, places, lang)}


def passages(graph: Graph, found: Mapping[str, Passage], lang: str) -> Data:
    """Return passages by CURIE: where each stands, and its text where the documents are at hand."""
    return {graph.compress(iri): cited(passage, lang) for iri, passage in found.items()}


def cited(passage: Passage, lang: str) -> Data:
    """Return where a passage stands, and its text."""
    said: Data = {"place": rendering.place(passage, lang), "iri": passage.iri}
    if passage.text is not None:
        said["text"] = passage.text
    return said
