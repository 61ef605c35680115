"""The rows of the heat maps of analyses: what stands in the squares, and how dark they are."""

from __future__ import annotations

from collections.abc import Mapping

from jbgraph.analyses.shared.results import Result, Value, several
from jbgraph.analyses.shared.service import UNDERTAKINGS, service
from jbgraph.charts import heat
from jbgraph.graph import Graph

LISTED = 30  # holders in the chart
LIGHT = 0.08
Keys = list[tuple[float | None, str]]
SHARES: dict[str, Keys] = {
    "en": [(0.0, "none"), (0.01, "some"), (0.5, "50%"), (1.0, "100%"), (None, "not asked")],
    "zh": [(0.0, "无"), (0.01, "少"), (0.5, "50%"), (1.0, "100%"), (None, "不适用")],
}


def holder_lines(graph: Graph, result: Result, none: tuple[str, str], lang: str) -> tuple[list[str], list[heat.Line]]:
    """Return the goals, and a row for each holder with its roles under each of them."""
    records = result.records()
    found: dict[str, dict[str, list[dict[str, Value]]]] = {}
    for one in records:
        for goal in several(one["goals"]) or ("",):
            found.setdefault(str(one["holder"]), {}).setdefault(goal, []).append(one)
    order = [goal for goal in service(graph).goals if any(goal in cells for cells in found.values())] + [""]
    roles = {role for one in records for role in several(one["role"])}
    named = graph.labels([*found, *order[:-1], *sorted(roles)], lang)

    def cell(some: list[dict[str, Value]]) -> heat.Cell:
        if not some:
            return heat.Cell(None)
        said = dict.fromkeys(named[role] for one in some for role in several(one["role"]))
        count = len({one["thing"] for one in some})
        text = ("、" if lang == "zh" else ", ").join(said) + (f" {count}" if count > 1 else "")
        return heat.Cell(1.0 if any(one["answers"] == "yes" for one in some) else LIGHT, text)

    def weight(holder: str) -> tuple[int, int, str]:
        mine = [one for some in found[holder].values() for one in some]
        return -sum(one["answers"] == "yes" for one in mine), -len(mine), holder

    first = sorted(found, key=weight)[:LISTED]
    heads = [named[goal] for goal in order[:-1]] + [none[lang == "zh"]]
    return heads, [
        heat.Line(named[holder], tuple(cell(found[holder].get(goal, [])) for goal in order)) for holder in first
    ]


def answered_lines(graph: Graph, result: Result, words: Mapping[str, tuple[str, str]], lang: str) -> list[heat.Line]:
    """Return a row for each goal, with a square for each class of undertaking."""
    records = result.records()
    iris = {iri for one in records for key in ("goal", "holders") for iri in several(one[key])}
    named = graph.labels(sorted(iris), lang)
    rows: dict[str, dict[str, heat.Cell]] = {}
    holders: dict[str, dict[str, None]] = {}
    for one in records:
        goal = str(one["goal"] or "")
        text = f"{one['answered']} / {one['things']}"
        rows.setdefault(goal, {})[str(one["class"])] = heat.Cell(float(str(one["share"])), text)
        holders.setdefault(goal, {}).update(dict.fromkeys(named[iri] for iri in several(one["holders"])))
    between = "、" if lang == "zh" else ", "
    return [
        heat.Line(
            named[goal] if goal else words["none"][lang == "zh"],
            tuple(cells.get(kind, heat.Cell(None)) for kind in ("Goal", *UNDERTAKINGS)),
            between.join(holders[goal]),
        )
        for goal, cells in rows.items()
    ]
