"""Named questions: one SPARQL file each, with the question in Chinese and English and its parameters.

A file `<name>.rq` begins with comment lines and ends with ORDER BY, so that answers have one order:

    # en: Which projects serve a goal?
    # zh: 哪些项目服务于某一目标？
    # start 1: Which projects serve …? // 哪些项目服务于……？
    # param goal entity: the goal // 目标 = 率先推进产业发展现代化
    # column project: 项目
    SELECT ?project ... $goal ... LANG(?label) = $lang

A parameter stands in the query as `$name` and is put in as an RDF term, never as text of the query. `$lang` is the
language of the answer. Kinds of parameters: `entity` (any name that `Graph.resolve` takes), `text`, `number`.
`start` marks a question that the explorer offers to whoever opens it, by rank and in the words of its defaults;
`{column}` stands for what all rows of the answer have in that column.
A column is headed by its variable in English and by what `# column` says in Chinese, where a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from jbgraph.engines import Result
from jbgraph.errors import JbgraphError, NameNotFoundError, meant
from jbgraph.graph import Graph
from jbgraph.terms import nearest

FOLDER = Path(__file__).parent
NO_PARAMETERS = ("it has no parameters", "它没有参数")
_SAID = re.compile(r"^# (en|zh): (.+)$", re.MULTILINE)
_START = re.compile(r"^# start (\d+): (.+?) // (.+)$", re.MULTILINE)
_COLUMN = re.compile(r"^# column (\w+): (.+)$", re.MULTILINE)
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
    """A named question.

    :ivar columns: variable → head of its column in Chinese, in the order of the file.
    :ivar start: rank and words, by language, under which the explorer offers it at the start; None for most.
    """

    name: str
    said: dict[str, str]
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    text: str
    start: tuple[int, dict[str, str]] | None = None

    def heads(self, lang: str) -> dict[str, str]:
        """Return variable → head of its column in a language; in English it is the variable in plain words."""
        return {name: zh if lang == "zh" else name.replace("_", " ") for name, zh in self.columns.items()}


def names() -> list[str]:
    """Return the names of all questions, sorted."""
    return sorted(file.stem for file in FOLDER.glob("*.rq"))


@cache
def question(name: str) -> Question:
    """Return a question by its name.

    :raises NameNotFoundError: if there is none of that name.
    """
    file = FOLDER / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not file.is_file():
        best = nearest(name, names())
        hint = meant(best) if best else ("`jbgraph query --list` lists them", "`jbgraph query --list` 列出全部")
        raise NameNotFoundError(
            (f"there is no question named {name}", f"没有名为{name}的问题"),
            hint=hint,
            candidates=[best] if best else [],
        )
    text = file.read_text("utf-8")
    parameters = tuple(
        Parameter(match[1], match[2], {"en": match[3], "zh": match[4]}, match[5]) for match in _PARAM.finditer(text)
    )
    first = _START.search(text)
    start = (int(first[1]), {"en": first[2], "zh": first[3]}) if first else None
    return Question(name, dict(_SAID.findall(text)), parameters, dict(_COLUMN.findall(text)), text, start)


def ask(graph: Graph, name: str, params: Mapping[str, str] | None = None, lang: str = "zh") -> Result:
    """Answer a named question.

    :param params: parameter → value as a person writes it; entities by any of their names.
    :raises JbgraphError: for an unknown question or parameter, a missing one, or a value that does not fit.
    """
    return graph.query(fill(graph, question(name), dict(params or {}), lang), where=(f"question {name}", f"问题{name}"))


def fill(graph: Graph, asked: Question, given: dict[str, str], lang: str) -> str:
    """Return the query text with every parameter put in as an RDF term."""
    values = {"lang": str(Literal(lang))}
    known = [parameter.name for parameter in asked.parameters]
    for name in given:
        if name not in known:
            listed = ", ".join(known)
            raise JbgraphError(
                (f"the question {asked.name} has no parameter {name}", f"问题{asked.name}没有参数{name}"),
                where="--param",
                hint=(f"its parameters: {listed}", f"其参数：{listed}") if known else NO_PARAMETERS,
            )
    for parameter in asked.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise JbgraphError(
                (
                    f"the question {asked.name} needs {parameter.name} ({parameter.said['en']})",
                    f"问题{asked.name}需要参数{parameter.name}（{parameter.said['zh']}）",
                ),
                where="--param",
                hint=f"--param {parameter.name}=…",
            )
        try:
            values[parameter.name] = term(graph, parameter, value)
        except NameNotFoundError as error:
            if parameter.name in given:
                raise
            raise no_default(parameter) from error
    return re.sub(r"\$(\w+)\b", lambda match: values.get(match[1], match[0]), asked.text)


def no_default(parameter: Parameter) -> JbgraphError:
    """Return the error for a default that the graph at hand does not have: it belongs to the one that is shipped."""
    name, value = parameter.name, parameter.default
    return JbgraphError(
        (f"this graph has no “{value}”, the default of {name}", f"本图谱中没有“{value}”，即参数{name}的默认值"),
        where="--param",
        hint=(
            f"give --param {name}=…, {parameter.said['en']}",
            f"给出 --param {name}=…，{parameter.said['zh']}",
        ),
    )


def term(graph: Graph, parameter: Parameter, value: str) -> str:
    """Return the SPARQL text of the RDF term that a value stands for.

    :raises JbgraphError: if a number is none, or an entity is unknown or ambiguous.
    """
    if parameter.kind == "entity":
        return str(NamedNode(graph.resolve(value)))
    if parameter.kind == "number":
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            raise JbgraphError((f"{value} is not a number", f"{value} 不是数"), where=f"--param {parameter.name}")
        return value
    return str(Literal(value))
