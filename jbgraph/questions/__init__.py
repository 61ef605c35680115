"""Named questions: one SPARQL file each, with the question in Chinese and English and its parameters.

A file `<name>.rq` begins with comment lines and ends with ORDER BY, so that answers have one order:

    # en: Which projects serve a goal?
    # zh: 哪些项目服务于某一目标？
    # param goal entity: the goal // 目标 = 率先推进产业发展现代化
    SELECT ?project ... $goal ... LANG(?label) = $lang

A parameter stands in the query as `$name` and is put in as an RDF term, never as text of the query. `$lang` is the
language of the answer. Kinds of parameters: `entity` (any name that `Graph.resolve` takes), `text`, `number`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from jbgraph.engines import Result
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.terms import nearest

FOLDER = Path(__file__).parent
_SAID = re.compile(r"^# (en|zh): (.+)$", re.MULTILINE)
_PARAM = re.compile(r"^# param (\w+) (entity|text|number): (.+?) // (.+?)(?: = (.+))?$", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question; without a default it must be given."""

    name: str
    kind: str
    said: dict[str, str]
    default: str | None


@dataclass(frozen=True)
class Question:
    """A named question."""

    name: str
    said: dict[str, str]
    parameters: tuple[Parameter, ...]
    text: str


def names() -> list[str]:
    """Return the names of all questions, sorted."""
    return sorted(file.stem for file in FOLDER.glob("*.rq"))


@cache
def question(name: str) -> Question:
    """Return a question by its name.

    :raises JbgraphError: if there is none of that name.
    """
    file = FOLDER / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not file.is_file():
        best = nearest(name, names())
        hint = f"did you mean {best}?" if best else "`jbgraph query --list` lists them"
        raise JbgraphError(f"there is no question named {name}", hint=hint)
    text = file.read_text("utf-8")
    parameters = tuple(
        Parameter(match[1], match[2], {"en": match[3], "zh": match[4]}, match[5]) for match in _PARAM.finditer(text)
    )
    return Question(name, dict(_SAID.findall(text)), parameters, text)


def ask(graph: Graph, name: str, params: Mapping[str, str] | None = None, lang: str = "zh") -> Result:
    """Answer a named question.

    :param params: parameter → value as a person writes it; entities by any of their names.
    :raises JbgraphError: for an unknown question or parameter, a missing one, or a value that does not fit.
    """
    return graph.query(fill(graph, question(name), dict(params or {}), lang), where=f"question {name}")


def fill(graph: Graph, asked: Question, given: dict[str, str], lang: str) -> str:
    """Return the query text with every parameter put in as an RDF term."""
    values = {"lang": str(Literal(lang))}
    known = [parameter.name for parameter in asked.parameters]
    for name in given:
        if name not in known:
            hint = "its parameters: " + ", ".join(known) if known else "it has no parameters"
            raise JbgraphError(f"the question {asked.name} has no parameter {name}", where="--param", hint=hint)
    for parameter in asked.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise JbgraphError(
                f"the question {asked.name} needs {parameter.name} ({parameter.said[lang]})",
                where="--param",
                hint=f"--param {parameter.name}=…",
            )
        values[parameter.name] = term(graph, parameter, value)
    return re.sub(r"\$(\w+)\b", lambda match: values.get(match[1], match[0]), asked.text)


def term(graph: Graph, parameter: Parameter, value: str) -> str:
    """Return the SPARQL text of the RDF term that a value stands for.

    :raises JbgraphError: if a number is none, or an entity is unknown or ambiguous.
    """
    if parameter.kind == "entity":
        return str(NamedNode(graph.resolve(value)))
    if parameter.kind == "number":
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            raise JbgraphError(f"{value} is not a number", where=f"--param {parameter.name}")
        return value
    return str(Literal(value))
