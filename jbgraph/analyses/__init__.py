"""Analyses: what the documents promise, what is missing, what changed, what hangs on what; one module each.

A module holds `TITLE` and `ABOUT` (English and Chinese; one sentence on what the numbers mean) and
`run(graph, **options) -> Result`. Its keyword arguments are the options of the analysis, each a text with a default;
those named in `THINGS` are names of things, by label, alias, pinyin or CURIE. It may hold `chart(graph, result, lang)`,
which returns a drawing (`jbgraph.paper.scene.Page`) or None, and `for_report(graph)`, which returns the runs
(`Shown`) that the report shows. Modules are found by walking the folder; `shared` is what they have in common.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from jbgraph.analyses.shared.results import Result
from jbgraph.errors import JbgraphError, Said, meant
from jbgraph.graph import Graph
from jbgraph.terms import nearest

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page


def names() -> list[str]:
    """Return the names of the analyses, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)


@cache
def module(name: str) -> ModuleType:
    """Return the module of an analysis.

    :raises JbgraphError: if there is none of that name.
    """
    if name not in names():
        best = nearest(name, names())
        raise JbgraphError(
            (f"there is no analysis named {name}", f"没有名为{name}的分析"),
            hint=meant(best) if best else ", ".join(names()),
        )
    return import_module(f"{__name__}.{name}")


def title(name: str) -> Said:
    """Return what an analysis is called, in English and Chinese."""
    said: Said = module(name).TITLE
    return said


def about(name: str) -> Said:
    """Return one sentence on what the rows of an analysis mean, in English and Chinese."""
    said: Said = module(name).ABOUT
    return said


def options(name: str) -> dict[str, str]:
    """Return the options of an analysis with their defaults; an option without one is empty."""
    parameters = list(inspect.signature(module(name).run).parameters.values())[1:]
    return {p.name: str(p.default) if p.default is not inspect.Parameter.empty else "" for p in parameters}


def analyze(graph: Graph, name: str, given: Mapping[str, str] | None = None) -> Result:
    """Return the result of an analysis.

    :param given: option → value as a person writes it.
    :raises JbgraphError: for an unknown analysis, option or thing, or an option that must be given and is not.
    """
    chosen, known = module(name), options(name)
    values = dict(given or {})
    for option in values:
        if option not in known:
            listed = ", ".join(known)
            raise JbgraphError(
                (f"the analysis {name} has no option {option}", f"分析{name}没有选项{option}"),
                where="--param",
                hint=(f"its options: {listed}", f"其选项：{listed}") if known else ("it has none", "它没有选项"),
            )
    required = [p for p in inspect.signature(chosen.run).parameters.values() if p.default is inspect.Parameter.empty]
    for parameter in required[1:]:
        if not values.get(parameter.name):
            raise JbgraphError(
                (f"the analysis {name} needs {parameter.name}", f"分析{name}需要{parameter.name}"),
                where="--param",
                hint=f"--param {parameter.name}=…",
            )
    for option in getattr(chosen, "THINGS", ()):
        if values.get(option):
            values[option] = graph.resolve(values[option])
    result: Result = chosen.run(graph, **values)
    return result


def chart(graph: Graph, result: Result, lang: str = "zh") -> Page | None:
    """Return the chart of a result as a drawing, or None where a table says it better or there is nothing to draw.

    :raises JbgraphError: if what measures text is not installed, or no font with Chinese is found.
    """
    draw = getattr(module(result.name), "chart", None)
    page: Page | None = draw(graph, result, lang) if draw and result.rows else None
    return page
