"""The named questions with their answers, for a page that has no engine of its own to ask."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from jbgraph import answers, beside, files, questions, terms
from jbgraph.engines import EmbeddedEngine
from jbgraph.errors import JbgraphError
from jbgraph.explorer.model import Model
from jbgraph.explorer.network import Index
from jbgraph.graph import Graph
from jbgraph.questions import Parameter, Question
from jbgraph.search import called
from jbgraph.tables import Cell

FORMAT = 1  # raise when what `answered` returns changes
ROWS = 200  # rows of an answer that the page holds; it says how many there are
LARGEST = 10_000  # entities of a graph whose questions are answered; a larger page would be slow to write, and heavy
NEEDED = frozenset({"register", "stated", "derived"})
"""The layers whose merge a question is asked of: a page made with fewer must not show what it leaves out."""
_OPEN, _CLOSE = "\x1f", "\x1e"
_MARK = re.compile(f"([^{_OPEN}{_CLOSE}]*){_OPEN}([^{_CLOSE}]*){_CLOSE}")
_BETWEEN = re.compile(r"[\s、，,;；/|·]*")
_DOCUMENT = terms.JB + "SourceDocument"
_LABELS = {terms.PREF_LABEL, terms.RDFS_LABEL}
Part = str | dict[str, Any]
"""A piece of a cell: plain text, `{"iri": …}` for what a label names, `{"said": [zh, en]}` for another text."""
Json = dict[str, Any]


def asked(graph: Graph, model: Model, index: Index, layers: Collection[str]) -> list[Json]:
    """Return every question that the graph can answer, with its answer in columns, for the page.

    A column is `node`, `term` or `passage` where every cell is a number of that kind, a list of them, or null;
    `value` where cells are numbers and texts; else `mixed`, cells being lists of texts, `["node", 3]` and pairs of
    Chinese and English. A question is left out whose defaults the graph does not have, or whose answer names what a
    page of a part of the graph does not hold: half an answer would be a wrong one. `start` is the rank and the words
    under which the page offers a question to whoever has just opened it; only one that has an answer has it.
    """
    if not NEEDED.issubset(layers) or len(model.entities) > LARGEST:
        return []
    absent = {entry.iri for entry in graph.index if entry.type != _DOCUMENT} - model.entities.keys()
    there = model.names.keys() - absent | model.entities.keys() | model.passages.keys()
    found = []
    for answer in answered(graph):
        question = questions.question(answer["name"])
        if "layer:suggested" in question.text and "suggested" not in layers:
            continue
        if not there.issuperset(_named(answer)):
            continue
        columns = [_column(index, cells) for cells in zip(*answer["rows"][:ROWS], strict=True)]
        found.append(
            {
                "name": question.name,
                "said": [question.said["zh"], question.said["en"]],
                "start": _start(question, answer),
                "given": [
                    _given(index, one, iri) for one, iri in zip(question.parameters, answer["given"], strict=True)
                ],
                "heads": [[question.heads("zh").get(name, name), name.replace("_", " ")] for name in answer["columns"]],
                "kinds": [kind for kind, _ in columns] or ["value"] * len(answer["columns"]),
                "columns": [cells for _, cells in columns] or [[] for _ in answer["columns"]],
                "total": len(answer["rows"]),
            }
        )
    return found


def answered(graph: Graph) -> list[Json]:
    """Return the answers of all questions, by name, each label as the thing it names; kept beside a cached store.

    `given` holds the IRI or the text of each parameter's default. Answers stand in the order of Chinese.
    """
    name = f"answers-{_key()}"
    kept = beside.read(graph.folder, name)
    if isinstance(kept, list):
        return kept
    copy, iris = marked(graph)
    found = []
    for question in map(questions.question, questions.names()):
        if not all(_known(graph, parameter) for parameter in question.parameters):
            continue  # the default belongs to another graph; to ask for it would also look for what is like it
        try:
            text = questions.fill(graph, question, {}, "zh")
            given = [_meant(graph, parameter) for parameter in question.parameters]
        except JbgraphError:
            continue
        result = copy._answer(text)
        if not isinstance(result, QuerySolutions):
            continue
        table = answers.to_table(result)
        of = [table.kinds.get(column) == "iri" for column in table.columns]
        rows = [[_cell(cell, iri, iris) for cell, iri in zip(row, of, strict=True)] for row in table.rows]
        found.append({"name": question.name, "given": given, "columns": table.columns, "rows": rows})
    if graph.folder:
        with suppress(OSError, JbgraphError):  # a cache that cannot be written costs time, never an answer
            files.write(graph.folder / f"{name}.json", json.dumps(found, ensure_ascii=False).encode())
    return found


def _known(graph: Graph, parameter: Parameter) -> bool:
    """Say whether the default of a parameter, an entity by one of its names, is in the graph."""
    if parameter.kind != "entity" or not parameter.default:
        return True
    iri = graph.expand(parameter.default)
    return graph.holds(iri) if iri else len(called(graph.index, parameter.default)) == 1


def _named(answer: Json) -> Iterator[str]:
    """Yield every IRI of an answer and of what it was asked of."""
    cells = [cell for row in answer["rows"] for cell in row if isinstance(cell, list)]
    for part in chain(answer["given"], *cells):
        if isinstance(part, dict) and "iri" in part:
            yield part["iri"]


def _key() -> str:
    """Return a key for the content of the questions."""
    key = hashlib.blake2b(f"{FORMAT}".encode(), digest_size=8)
    for name in questions.names():
        key.update(f"{name}\n{questions.question(name).text}".encode())
    return key.hexdigest()


def marked(graph: Graph) -> tuple[Graph, list[Part]]:
    """Return a copy of a graph in memory whose Chinese texts end in a mark, and what each mark stands for.

    A query selects labels; by the mark it is known whose label a cell is, also where two things have one name, and
    so the cell can be clicked and read in either language. Marks are of characters that no query looks for.
    """
    named = graph._answer("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
    merged = graph._answer("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(named, QuerySolutions)
    assert isinstance(merged, QuerySolutions)
    quads = [(row["s"], row["p"], row["o"], row["g"]) for row in named]
    quads += [(row["s"], row["p"], row["o"], None) for row in merged]
    quads.sort(key=str)  # engines have orders of their own, which what GROUP_CONCAT joins would show
    english = {(s, p): o.value for s, p, o, _ in quads if isinstance(o, Literal) and o.language == "en"}
    numbers: dict[str, int] = {}
    stands: list[Part] = []

    def mark(s: Any, p: NamedNode, o: Literal) -> Literal:
        label = p.value in _LABELS
        if not label and (s, p) not in english:
            return o
        key = s.value if label else f"{s.value} {p.value} {o.value}"
        if key not in numbers:
            numbers[key] = len(stands)
            stands.append({"iri": s.value} if label else {"said": [o.value, english[s, p]]})
        return Literal(f"{o.value}{_OPEN}{_digits(numbers[key])}{_CLOSE}", language=o.language)

    store = Store()
    store.bulk_extend(
        Quad(
            s,
            p,
            mark(s, p, o) if isinstance(o, Literal) and o.language == "zh" and isinstance(s, NamedNode) else o,
            g or DefaultGraph(),
        )
        for s, p, o, g in quads
    )
    return Graph(EmbeddedEngine(store)), stands


def _digits(number: int) -> str:
    """Return a number in private-use characters: a query that looks for letters or digits never meets one."""
    return "".join(chr(0xE000 + int(digit)) for digit in str(number))


def _cell(cell: Cell, iri: bool, stands: list[Part]) -> Cell | list[Part]:
    """Return a cell as it is, or, where it holds labels or is an IRI, as the parts it consists of."""
    if not isinstance(cell, str):
        return cell
    if iri:
        return [{"iri": cell}]
    parts: list[Part] = []
    at = 0
    for match in _MARK.finditer(cell):
        number = int("".join(str(ord(digit) - 0xE000) for digit in match[2]))
        between = _BETWEEN.match(match[1]) if at else None
        if between and between[0]:
            parts.append(between[0])
        parts.append(stands[number])
        at = match.end()
    if not at:
        return cell
    if at < len(cell):
        return [*parts, cell[at:]]
    return alike(parts)


def alike(parts: list[Part]) -> list[Part]:
    """Return the things of a cell in one order: engines join what a group holds in an order of their own."""
    things = [part for part in parts if isinstance(part, dict) and "iri" in part]
    if 2 * len(things) - 1 != len(parts):  # other words stand between them
        return parts
    inside = iter(sorted(things, key=lambda part: part["iri"]))
    return [next(inside) if isinstance(part, dict) else part for part in parts]


def _column(index: Index, cells: tuple[Any, ...]) -> tuple[str, list[Any]]:
    """Return the kind of a column and its cells by the numbers of the page."""
    read = [[_part(index, part) for part in cell] if isinstance(cell, list) else cell for cell in cells]
    lists = [[part for part in cell if not isinstance(part, str) or not _BETWEEN.fullmatch(part)]
             for cell in read if isinstance(cell, list)]  # fmt: skip
    kinds = {part[0] if isinstance(part, tuple) else "mixed" for cell in lists for part in cell}
    if not lists:
        return "value", list(cells)
    if len(kinds) == 1 and kinds <= {"node", "term", "passage"} and all(isinstance(c, list | None) for c in read):
        numbers = iter([[part[1] for part in cell] for cell in lists])
        short = [None if cell is None else next(numbers) for cell in read]
        return kinds.pop(), [cell[0] if cell and len(cell) == 1 else cell for cell in short]
    return "mixed", [cell if cell is None or isinstance(cell, list) else [str(cell)] for cell in read]


def _part(index: Index, part: Part) -> Any:
    """Return a part by the numbers of the page: `("node", 3)`, a pair of texts, or a text."""
    if isinstance(part, str):
        return part
    if "said" in part:
        return part["said"]
    iri = part["iri"]
    if iri in index.entities:
        return "node", index.entities[iri]
    if iri in index.passages:
        return "passage", index.passages[iri]
    return "term", index.terms[iri]


def _meant(graph: Graph, parameter: Parameter) -> Part:
    if parameter.kind == "entity" and parameter.default:
        return {"iri": graph.resolve(parameter.default)}
    return parameter.default or ""


def _given(index: Index, parameter: Parameter, value: Part) -> list[Any]:
    return [[parameter.said["zh"], parameter.said["en"]], _part(index, value), parameter.name]


def _start(question: Question, answer: Json) -> list[Any] | None:
    """Return rank and words of a question that people begin with, `{column}` standing for what all rows agree on."""
    if not question.start or not answer["rows"]:
        return None
    rank, said = question.start
    for place, name in enumerate(answer["columns"]):
        values = {str(row[place]) for row in answer["rows"]}
        if len(values) == 1:
            said = {lang: text.replace(f"{{{name}}}", min(values)) for lang, text in said.items()}
    return None if "{" in said["zh"] + said["en"] else [rank, said["zh"], said["en"]]
