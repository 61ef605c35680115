"""The report: every analysis in one document for a meeting, in Chinese or English; one module for each format."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from jbgraph import analyses, evidence, overview
from jbgraph.analyses.shared import results
from jbgraph.analyses.shared.results import Result, Shown
from jbgraph.errors import JbgraphError, both
from jbgraph.graph import Graph
from jbgraph.tables import Table

if TYPE_CHECKING:
    from jbgraph.paper.scene import Page

ROWS = 12  # rows of a table that are read in a meeting; workbooks have all of them
SHARED = ("slices", "words")
# As one reads: what is promised and by whom, whether it was reached, whether it adds up, what hangs on what.
ORDER = (
    "coverage", "responsibility", "timeline", "attainment", "drift", "identities", "compare", "comparability", "impact",
    "structure", "suggest",
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """An analysis in the report.

    :ivar options: what it was run with, as the command takes it; empty where it was run as it is.
    :ivar table: every row as a person reads it.
    :ivar shown: how many of the rows stand in formats that are read from top to bottom.
    :ivar passages: for each row its passages.
    :ivar chart: a drawing, or None.
    """

    name: str
    options: str
    title: str
    about: str
    sentences: tuple[str, ...]
    table: Table
    shown: int
    passages: tuple[tuple[evidence.Passage, ...], ...]
    chart: Page | None

    @property
    def head(self) -> Table:
        """The rows that are shown."""
        return Table(self.table.columns, self.table.rows[: self.shown])

    @property
    def left(self) -> int:
        """How many rows are not shown."""
        return len(self.table.rows) - self.shown


@dataclass(frozen=True)
class Report:
    """A report.

    :ivar date: what is printed as its date; empty unless asked for, so that the same graph gives the same bytes.
    :ivar documents: title and number of passages of each document, in the order of issue.
    """

    lang: str
    title: str
    date: str
    documents: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]


def gather(
    graph: Graph, lang: str = "zh", only: Sequence[str] = (), *, rows: int = ROWS, date: str = "", charts: bool = True
) -> Report:
    """Run the analyses and return what they found as a report.

    An analysis that has to be told about what (such as `impact`) runs for what it names itself in `for_report`.

    :param only: names of analyses; all if none are given.
    :param rows: how many rows of each table are shown.
    :raises JbgraphError: if there is no such analysis.
    """
    for name in only:
        analyses.module(name)
    sections = []
    for name in only or sorted(analyses.names(), key=place):
        for run in runs(graph, name):
            result = analyses.analyze(graph, name, run.options)
            sections.append(section(graph, result, run, lang, rows, charts=charts))
    title = "规划落实情况分析报告" if lang == "zh" else "What the plans promise, lack and change"
    return Report(lang, title, date, tuple(documents(graph, lang)), tuple(sections))


def place(name: str) -> tuple[int, str]:
    """Return a sort key for analyses: in ORDER, then any others by name."""
    return (ORDER.index(name) if name in ORDER else len(ORDER)), name


def runs(graph: Graph, name: str) -> list[Shown]:
    """Return how an analysis stands in the report: once as it is, unless it says otherwise."""
    asked = getattr(analyses.module(name), "for_report", None)
    found: list[Shown] = asked(graph) if asked else [Shown()]
    return found


def section(graph: Graph, result: Result, run: Shown, lang: str, rows: int, *, charts: bool) -> Section:
    """Return a result as section."""
    home = result.graph or graph
    behind = sorted({iri for row in result.rows[:rows] for iri in row.passages}, key=evidence.reading_order)
    places = evidence.passages(home, behind, lang) if behind else {}
    return Section(
        name=result.name,
        options="".join(f" --param {name}={value}" for name, value in run.options.items()),
        title=" · ".join(filter(None, (both(s)[lang == "zh"] for s in (analyses.title(result.name), run.said)))),
        about=both(analyses.about(result.name))[lang == "zh"],
        sentences=tuple(result.said(lang)),
        table=results.shown(graph, result, lang),
        shown=min(rows, len(result.rows)),
        passages=tuple(tuple(places[iri] for iri in row.passages if iri in places) for row in result.rows[:rows]),
        chart=analyses.chart(graph, result, lang) if charts else None,
    )


def documents(graph: Graph, lang: str) -> list[tuple[str, int]]:
    """Return label and number of passages of each document, in the order of issue."""
    rows = graph.rows(
        "SELECT ?d { ?d a jb:SourceDocument OPTIONAL { ?d dcterms:issued ?when } } ORDER BY STR(?when) ?d"
    )
    order = [str(row["d"]) for row in rows]
    counted = {name: passages for name, passages, _, _ in overview.info(graph, lang).documents}
    named = graph.labels(order, lang)
    return [(named[iri], counted.get(named[iri], 0)) for iri in order]


def formats() -> list[str]:
    """Return the names of the formats, sorted; each is a module with `write(report) -> bytes`."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in SHARED)


def write(report: Report, form: str) -> bytes:
    """Return a report in a format; same report, same bytes.

    :raises JbgraphError: if there is no such format, or a library it needs is not installed.
    """
    if form not in formats():
        raise refused(form)
    written: bytes = import_module(f"{__name__}.{form}").write(report)
    return written


def refused(form: str) -> JbgraphError:
    """Return the error for a format, or the suffix of a file, that no report is written in."""
    known = ", ".join(formats())
    return JbgraphError(
        (f"reports are not written as “{form}”", f"报告不支持格式“{form}”"), where="--format", hint=known
    )
