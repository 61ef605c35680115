"""The named questions: a list, and for each a form with its answer as HTML, JSON, CSV or XLSX."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from pyoxigraph import QueryBoolean

from jbgraph import answers, questions, tables, terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.server.made import Made
from jbgraph.server.pages import frame
from jbgraph.server.pages.frame import View
from jbgraph.tables import Cell, Table

FORMS = {
    "json": "application/sparql-results+json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Suffix of the address of an answer → its media type."""
ROWS = 500
"""Rows that a page shows; downloads have all of them."""


def listing(graph: Graph, *, form: str, view: dict[str, str]) -> Made:
    """Return the list of all questions as HTML or JSON."""
    del graph
    seen, every = View(**view), [questions.question(name) for name in questions.names()]
    if form == "json":
        said = [
            {
                "name": one.name,
                "asks": one.said,
                "parameters": [
                    {"name": p.name, "kind": p.kind, "said": p.said, "default": p.default} for p in one.parameters
                ],
                "page": f"/questions/{one.name}",
            }
            for one in every
        ]
        body = json.dumps({"questions": said}, ensure_ascii=False, indent=1) + "\n"
        return Made(body.encode("utf-8"), "application/json")
    return frame.page("questions", seen, questions=every)


def answer(graph: Graph, *, name: str, params: dict[str, str], form: str, view: dict[str, str]) -> Made:
    """Return the answer of a question.

    :param params: parameter → value as a person writes it; what is empty has its default.
    :param form: `html`, or a key of FORMS.
    :raises NameNotFoundError: if there is no such question, or a value names nothing.
    :raises JbgraphError: for an unknown parameter, a missing one, or a value that does not fit.
    """
    seen, question = View(**view), questions.question(name)
    given = {key: value for key, value in params.items() if value.strip()}
    if form != "html":
        result = questions.ask(graph, name, given, seen.lang)
        data = answers.write(graph, result, form, short=False, heads=question.heads(seen.lang))
        headers = {"content-disposition": f'attachment; filename="{name}.{form}"'}
        return Made(data, FORMS[form], headers=headers if form != "json" else {})
    trouble, table, truth = "", Table([], []), None
    try:
        result = questions.ask(graph, name, given, seen.lang)
        if isinstance(result, QueryBoolean):
            truth = bool(result)
        else:
            table = answers.to_table(result)  # type: ignore[arg-type]
    except JbgraphError as error:
        trouble = error.message(seen.lang)
    heads = question.heads(seen.lang)
    return frame.page(
        "question",
        seen,
        status=400 if trouble else 200,
        question=question,
        values={p.name: given.get(p.name, p.default or "") for p in question.parameters},
        trouble=trouble,
        truth=truth,
        heads=[heads.get(column, column) for column in table.columns],
        rows=cells(graph, table, seen),
        total=len(table.rows),
        downloads=[(form, download(name, form, given, seen)) for form in FORMS],
        editor=seen.link("/query", question=name, **{f"p.{key}": value for key, value in given.items()}),
    )


def download(name: str, form: str, given: Mapping[str, str], view: View) -> str:
    """Return the address of an answer in a format."""
    return f"/questions/{name}.{form}?{urlencode({**given, 'lang': view.lang})}"


def cells(graph: Graph, table: Table, view: View) -> list[list[tuple[str, str | None, bool]]]:
    """Return the rows of a page: text, address of its page or None, and whether it is a number, for each cell."""
    shown = table.rows[:ROWS]
    pairs = [pair for row in shown for pair in zip(table.columns, row, strict=True)]
    iris = {str(value) for column, value in pairs if is_iri(table, column, value)}
    named = graph.labels(iris, view.lang)

    def cell(column: str, value: Cell) -> tuple[str, str | None, bool]:
        if is_iri(table, column, value):
            iri = str(value)
            return named[iri], view.thing(iri) if iri.startswith(terms.BASE) else None, False
        return tables.shown(value), None, isinstance(value, int | float)

    return [[cell(column, value) for column, value in zip(table.columns, row, strict=True)] for row in shown]


def is_iri(table: Table, column: str, value: Cell) -> bool:
    """Say whether a cell names a thing; a column may hold IRIs and text."""
    return table.kinds.get(column) == "iri" and isinstance(value, str) and value.startswith(("http://", "https://"))
