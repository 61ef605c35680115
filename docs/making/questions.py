"""Every named question with its parameters and the columns of its answer."""

from __future__ import annotations

from jbgraph import questions
from jbgraph.api import PlanGraph
from making.markdown import cell, code, page, table

PATH = "reference/questions.md"
INTRO = (
    "What `jbgraph query NAME` answers. Give a parameter with `--param NAME=VALUE`; one with a default may be left "
    "out. An entity is named by any of its names, by pinyin, or by CURIE.",
    "`jbgraph query 名称` 可回答的问题。用 `--param 名称=值` 给出参数，有默认值者可省略。"
    "实体可用任一名称、拼音或CURIE。",
)


def text(graph: PlanGraph) -> str:
    """Return the page."""
    return page("Questions · 命名问题", "jbgraph/questions/", *INTRO, *(entry(name) for name in questions.names()))


def entry(name: str) -> str:
    """Return one question."""
    question = questions.question(name)
    parts = [f"## {name}", question.said["en"], question.said["zh"]]
    if question.parameters:
        rows = [
            [code(p.name), p.kind, cell(p.said["en"]), cell(p.said["zh"]), cell(p.default or "—")]
            for p in question.parameters
        ]
        parts.append(table(["parameter · 参数", "kind · 类别", "en", "zh", "default · 默认"], rows).rstrip())
    columns = question.columns or {"answer": ""}
    parts.append("Answer · 结果: " + ", ".join(f"{code(name)} {zh}".rstrip() for name, zh in columns.items()))
    return "\n\n".join(parts)
