"""What became of targets, indicators, names and numbered sets from one document or year to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jbgraph import figures, terms
from jbgraph.analyses.comparability import carried
from jbgraph.analyses.shared import namings, versions
from jbgraph.analyses.shared.readings import readings
from jbgraph.analyses.shared.reckoning import between, text
from jbgraph.analyses.shared.results import Column, Result, Row, several
from jbgraph.analyses.shared.versions import Change
from jbgraph.errors import both
from jbgraph.graph import Graph

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page

TITLE = ("What changed from plan to plan", "目标与名称的变化")
ABOUT = (
    "Targets raised, lowered, moved or measured otherwise, indicators dropped and new, names and numbers that changed.",
    "目标的提高、降低、延期与口径改变，指标的取消与新增，名称与编组数目的变化。",
)
WORDS = {
    "below-last": ("asks for less than was reached last", "低于最近实际"),
    "lowered": ("lower than the target before", "低于前一目标"),
    "raised": ("higher than the target before", "高于前一目标"),
    "below-older": ("lower than a target before that", "低于更早的目标"),
    "kept": ("the same number as the target before", "与前一目标数值相同"),
    "re-dated": ("the same number for a later time", "数值不变，时限推后"),
    "redefined": ("measured otherwise", "改换口径"),
    "re-based": ("the earlier result is printed otherwise", "前期实际值已改动"),
    "restated-down": ("said again, lower", "同期目标改低"),
    "restated-up": ("said again, higher", "同期目标改高"),
    "reworded": ("the same number in other words", "数值相同，用语不同"),
    "dropped": ("no longer in the table", "不再列入指标表"),
    "new": ("new in the table", "新列入指标表"),
    "in-prose": ("the text still sets a target", "正文仍列目标"),
    "forecast": ("the text still gives a forecast", "正文仍有预计值"),
    "renamed": ("perhaps the same, called otherwise later", "或为同一事物，后来另称"),
    "elsewhere": ("perhaps the same, called otherwise in another document", "或为同一事物，另一文件另称"),
    "two-names": ("perhaps the same, by two names in one document", "或为同一事物，一份文件中两称"),
    "retitled": ("the same, by another name in the next table", "同一指标，下表改名"),
    "printed-otherwise": ("the same, printed by another name", "同一事物，印名不同"),
    "resized": ("another number", "数目不同"),
    "reordered": ("listed in another order", "次序不同"),
    "other-members": ("listed with other members", "成员不同"),
}
ORDER = ("below-last", "lowered", "below-older", "redefined", "re-dated", "re-based", "restated-down", "restated-up",
         "dropped", "new", "raised", "retitled", "reworded", "kept", "resized", "other-members", "reordered", "renamed",
         "elsewhere", "two-names", "printed-otherwise")  # fmt: skip


def run(graph: Graph) -> Result:
    """Return every change, targets first: those below the last result, those lowered, those measured otherwise."""
    columns = (
        Column("thing", ("what", "事项"), "thing"),
        Column("about", ("about", "主体"), "thing"),
        Column("change", ("change", "变化"), "word"),
        Column("before", ("target before", "前一目标"), "figure"),
        Column("last", ("last result", "最近实际"), "figure"),
        Column("after", ("target after", "后一目标"), "figure"),
        Column("step", ("against the target before", "较前一目标"), "number"),
        Column("over", ("against the last result", "较最近实际"), "number"),
        Column("unit", ("unit", "单位"), "thing"),
        Column("words", ("from → to", "前 → 后"), "text"),
    )
    found = changes(graph)
    rows = tuple(
        Row(
            (
                change.things,
                change.about,
                change.codes,
                change.before,
                change.last,
                change.after,
                None if change.step is None else text(change.step),
                None if change.over is None else text(change.over),
                f"{terms.VOCABULARY}unit/{between(change.unit)}" if change.unit else None,
                change.words or None,
            ),
            change.passages,
        )
        for change in found
    )
    missing = (
        ""
        if rows
        else (
            "This needs targets of one metric for two periods (jb:Observation with jb:kind kind:target), or things "
            "judged to vary from each other (jb:variesFrom).",
            "需要同一指标两个时期的目标值（jb:Observation，jb:kind为kind:target），或判为异称的事物（jb:variesFrom）。",
        )
    )
    return Result("drift", columns, rows, WORDS, summary(graph, found), missing)


def changes(graph: Graph) -> list[Change]:
    """Return every change in the order of the rows."""
    said = readings(graph)
    listed, homes = versions.tables(graph, said), namings.Homes(graph)
    found = [
        *versions.steps(said),
        *versions.indicators(graph, listed, said),
        *namings.retitled(graph, listed),
        *versions.rebased(graph, said),
        *namings.resized(graph, homes),
        *namings.reordered(graph, homes),
        *namings.printed(graph, homes),
        *namings.variants(graph, homes, {r.metric for r in said}),
    ]
    return sorted(found, key=lambda change: ORDER.index(change.codes[0]))


def summary(graph: Graph, found: list[Change]) -> tuple[tuple[str, str], ...]:
    """Return what the changes come to; without the documents, what could not be seen."""
    number = {code: sum(1 for change in found if code in change.codes) for code in WORDS}
    said = [
        (
            f"{number['below-last']} targets ask for less than was reached last; against the target before, "
            f"{number['lowered']} are lower, {number['raised']} higher, {number['kept']} the same in number.",
            f"{number['below-last']}项目标低于最近实际；较前一目标，降低{number['lowered']}项，"
            f"提高{number['raised']}项，数值相同{number['kept']}项。",
        ),
        (
            f"From table to table {number['redefined']} indicators are measured otherwise, {number['dropped']} are no "
            f"longer listed, {number['new']} are new.",
            f"前后两表之间，{number['redefined']}项指标改换口径，{number['dropped']}项不再列入指标表，"
            f"{number['new']}项新列入指标表。",
        ),
    ]
    if loose := namings.Homes(graph).loose():
        en, zh = (graph.labels(loose, lang) for lang in ("en", "zh"))
        said.append(
            (
                "Of these documents only the year is known; they are taken as earlier than one of a known month of it: "
                + "; ".join(en[iri] for iri in loose) + ".",
                "以下文件仅知年份，按早于同年载明月份的文件处理：" + "、".join(zh[iri] for iri in loose) + "。",
            )
        )  # fmt: skip
    if graph.sources is None:
        said.append(
            (
                "Names printed for one and the same thing are compared only with the documents at hand (--sources).",
                "同一事物在各文件中的印名，仅在有原文（--sources）时比较。",
            )
        )
    return tuple(said)


def chart(graph: Graph, result: Result, lang: str) -> Page | None:
    """Return a slope for each target that follows an earlier target or a result, None where there is none."""
    from jbgraph.charts import slopes

    zh = lang == "zh"
    said = {r.iri: r for r in readings(graph)}
    printed = {figure.iri: figure for figure in figures.figures(graph, None, lang)}
    words = {code: both(text)[zh] for code, text in result.words.items()}
    names = graph.labels({str(iri) for iri in result.column("unit") if iri}, lang)
    units = {
        iri.rpartition("/")[2]: name if zh else figures.several(name, "")
        for iri, name in names.items()
        if not iri.endswith("/one")
    }
    lines = []
    for r in result.records():
        keys = ("before", "after") if len(several(r["before"])) > 1 else ("before", "last", "after")
        shown = [iri for key in keys for iri in several(r[key])]  # three at most: their labels must not touch
        if (r["step"] is None and r["over"] is None) or len(shown) < 2 or not r["last"]:
            continue
        later = said[shown[-1]]
        shown.sort(key=lambda iri: (said[iri].end, said[iri].kind == "actual"))
        points = tuple(
            slopes.Point(
                float(carried(said[iri], later)),
                printed[iri].value.removesuffix(units.get(said[iri].unit, "")).rstrip(" ×"),
                f"{printed[iri].period}{'' if zh else ' '}{printed[iri].kind}",
                said[iri].kind == "actual",
            )
            for iri in shown
        )
        label, unit = printed[shown[-1]].metric, units.get(later.unit, "")
        label += (f"（{unit}）" if zh else f" ({unit})") if unit else ""
        change = ("；" if zh else "; ").join(words[code] for code in several(r["change"]))
        lines.append(slopes.Slope(label, change, points, points[-1].value < points[-2].value))
    note = (
        "Each small chart has its own scale. Open circle: target, full circle: result. A dashed line falls from the "
        "last result to the next target.",
        "各小图纵轴独立。空心圆为目标，实心圆为实际；虚线表示下一目标低于最近实际。",
    )
    return slopes.drawn(lines, TITLE[zh], note[zh]) if lines else None
