"""Every rule: what it concludes, where it writes that, and its text."""

from __future__ import annotations

from jbgraph import rules, terms
from jbgraph.api import PlanGraph
from jbgraph.rules import Rule
from making.markdown import code, page

PATH = "reference/rules.md"
INTRO = (
    "Rules are SPARQL CONSTRUCT files. They run when a graph is loaded, in this order, and each writes to a named "
    "graph of its own. What a derived rule concludes follows from the statements and is part of the default graph. "
    "What a suggested rule concludes is only worth a look, and stays out of it.",
    "规则为SPARQL CONSTRUCT文件，在加载图谱时依次运行，各写入自己的命名图。"
    "推导由陈述得出，属于默认图；建议仅供参考，不属于默认图。",
)


def text(graph: PlanGraph) -> str:
    """Return the page."""
    return page("Rules · 规则", "ontology/rules/", *INTRO, *(entry(rule) for rule in rules.rules()))


def entry(rule: Rule) -> str:
    """Return one rule."""
    where = f"layer · 层: {code('layer:' + rule.layer)}, graph · 命名图: {code(terms.compress(rule.graph.value))}"
    text = f"```sparql\n{rule.text.strip()}\n```"
    return "\n\n".join([f"## {rule.name}", rule.summary["en"], rule.summary["zh"], where, text])
