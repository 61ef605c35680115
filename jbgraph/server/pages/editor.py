"""The page of the SPARQL editor, and without JavaScript a plain form with its answer."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, cast

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from jbgraph import answers, questions, tables, terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.resources import tokens
from jbgraph.server.made import Made
from jbgraph.server.pages import asking, executables, frame
from jbgraph.server.pages.frame import View
from jbgraph.tables import Table

ROWS = 1000
"""Rows, or triples, that the plain form shows."""
FORMATS = {"json": "JSON", "csv": "CSV", "turtle": "Turtle"}
"""What the plain form can be asked for in place of the page: short name at the endpoint → name."""
FIRST = """SELECT ?goal ?name WHERE {{
  ?goal a jb:Goal ; skos:prefLabel ?name .
  FILTER (LANG(?name) = "{lang}")
}}
ORDER BY ?name
LIMIT 20"""
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""As everywhere, but for styles: the editor sizes its lines with style attributes."""


class First:
    """The first solutions of many, for who reads them as they are."""

    def __init__(self, result: QuerySolutions, most: int) -> None:
        self.variables = result.variables
        self._rows = islice(result, most)

    def __iter__(self) -> Any:
        return self._rows


def render(graph: Graph, *, query: str, question: str, params: dict[str, str], run: bool, view: dict[str, str]) -> Made:
    """Return the editor with a query in it, and with its answer if it is to be run.

    :param query: the text; where it is empty that of a question, else an example.
    :param question: the name of a named question; its text is filled with `params`.
    """
    seen, trouble = View(**view), ""
    text = query
    if not text and question:
        asked = questions.question(question)
        try:
            text = executables.ready(graph, asked, params, seen.lang)
        except JbgraphError as error:
            trouble, text = error.message(seen.lang), asked.text
    text = declared(graph, text or FIRST.format(lang=seen.lang))
    shown: dict[str, Any] = {"heads": [], "rows": [], "truth": None, "more": False, "ran": False}
    if run and not trouble:
        try:
            shown |= answered(graph, text, seen)
        except JbgraphError as error:
            trouble = error.message(seen.lang)
    return frame.page(
        "query",
        seen,
        status=400 if trouble else 200,
        headers={"content-security-policy": POLICY},
        text=text,
        trouble=trouble,
        formats=FORMATS,
        questions=[questions.question(name) for name in questions.names()],
        data={
            "lang": seen.lang,
            "words": words(seen.lang, "view."),
            "editor": words(seen.lang, "editor.") if seen.lang == "zh" else {},
            "families": {terms.JB + kind: sign["family"] for kind, sign in tokens()["types"].items()},
            "query": text,
            "given": bool(query or question),
            "base": terms.BASE,
            "prefixes": dict(sorted(graph.prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0]))),
            "classes": known(graph, "owl:Class"),
            "properties": known(graph, "owl:ObjectProperty", "owl:DatatypeProperty"),
        },
        **shown,
    )


def words(lang: str, start: str) -> dict[str, str]:
    """Return the words whose keys begin so, without that beginning, as scripts fill them."""
    return {key.removeprefix(start): said[lang == "en"] for key, said in frame.words().items() if key.startswith(start)}


def declared(graph: Graph, text: str) -> str:
    """Return a query with the prefixes that it uses and does not declare at its top, so that any endpoint takes it."""
    own = {prefix for prefix, _ in re.findall(r"\bPREFIX\s+([\w.-]*):\s*<([^>]*)>", text, re.IGNORECASE)}
    bare = re.sub(r"^\s*#.*$|<[^<>\s]*>|\"[^\"\n]*\"", " ", text, flags=re.MULTILINE)
    used = set(re.findall(r"(?<![\w?$:@-])([A-Za-z][\w-]*):", bare))
    lines = [f"PREFIX {name}: <{graph.prefixes[name]}>\n" for name in sorted(used - own) if name in graph.prefixes]
    return "".join(lines) + text


def known(graph: Graph, *kinds: str) -> list[str]:
    """Return the terms of the ontology of some kinds, and those that its shapes name, sorted."""
    shaped = "sh:targetClass|sh:class" if "owl:Class" in kinds else "sh:path"
    patterns = [*(f"?s a {kind}" for kind in kinds), f"?shape {shaped} ?s"]
    found = {str(row["s"]) for one in patterns for row in graph.rows(f"SELECT ?s {{ {one} FILTER(isIRI(?s)) }}")}
    if "owl:ObjectProperty" in kinds:
        found |= {terms.RDF_TYPE, terms.PREF_LABEL, terms.ALT_LABEL, terms.DESCRIPTION}
    return sorted(found)


def answered(graph: Graph, text: str, view: View) -> dict[str, Any]:
    """Return the answer of a query as the page shows it: heads and rows, a truth value, or triples as rows."""
    result = graph.query(text)
    if isinstance(result, QueryBoolean):
        return {"ran": True, "truth": bool(result)}
    if isinstance(result, QueryTriples):
        triples = list(islice(result, ROWS + 1))
        table = Table(
            ["subject", "predicate", "object"],
            [[getattr(part, "value", str(part)) for part in triple] for triple in triples],
            dict.fromkeys(("subject", "predicate", "object"), "iri"),
        )
    else:
        assert isinstance(result, QuerySolutions)
        table = answers.to_table(cast(QuerySolutions, First(result, ROWS + 1)))
    cut = Table(table.columns, table.rows[:ROWS], table.kinds)
    return {"ran": True, "heads": list(table.columns), "rows": cells(graph, cut, view), "more": len(table.rows) > ROWS}


def cells(graph: Graph, table: Table, view: View) -> list[list[tuple[str, str | None, bool]]]:
    """Return the rows of an answer: IRIs as CURIEs with the address of their page, everything else as text."""
    found = []
    for row in table.rows:
        line: list[tuple[str, str | None, bool]] = []
        for column, value in zip(table.columns, row, strict=True):
            if asking.is_iri(table, column, value):
                line.append((graph.compress(str(value)), view.thing(str(value)), False))
            else:
                line.append((tables.shown(value), None, isinstance(value, int | float)))
        found.append(line)
    return found
