"""From a report as it is published to an accepted graph and a map of it: text, office document and pdf."""

from __future__ import annotations

from pathlib import Path

import pytest
from reviews import accepted, book_of, everything, fill
from samples import Run
from workspaces import REPORT, TASKS, drafted, made, written

import jbgraph
from jbgraph import validation
from jbgraph.paper import fonts

TABLE = [
    ("指标名称（单位）", "2021年实际", "2022年预期"),
    ("地区生产总值增速（%）", "8.2", "7以上"),
    ("城镇新增就业（人）", "5800", "6000"),
    ("单位地区生产总值能耗降低（%）*", "3.1", "3左右"),
]


def published(folder: Path, form: str) -> Path:
    """Return the report with a table of indicators, as a file of a form."""
    before, after = REPORT.split("三、2022年重点任务")
    after = "三、2022年重点任务" + after
    if form == "txt":
        rows = "\n".join("\t".join(row) for row in TABLE)
        return written(folder, f"{before}表1：主要指标\n\n{rows}\n\n{after}")
    path = folder / f"report.{form}"
    return word(path, before, after) if form == "docx" else pages(path, before, after)


def word(path: Path, before: str, after: str) -> Path:
    """Write a Word document."""
    import docx

    document = docx.Document()
    for line in [*before.split("\n"), "表1：主要指标"]:
        if line:
            document.add_paragraph(line)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for at, row in enumerate(TABLE):
        for beside, cell in enumerate(row):
            table.cell(at, beside).text = cell
    for line in after.split("\n"):
        if line:
            document.add_paragraph(line)
    document.save(str(path))
    return path


def pages(path: Path, before: str, after: str) -> Path:
    """Write a pdf."""
    from fpdf import FPDF

    face = fonts.found("", [REPORT]).regular
    pdf = FPDF(format="A4")
    pdf.add_font("text", fname=str(face.path), collection_font_number=face.number)
    pdf.set_margins(28, 30, 28)
    pdf.add_page()

    def prose(text: str) -> None:
        pdf.set_font("text", size=14)
        for line in filter(None, text.split("\n")):
            indent = "" if line == REPORT.split("\n")[0] else "\u3000\u3000"
            pdf.multi_cell(0, 9, indent + line, align="L", new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")

    prose(before)
    prose("表1：主要指标")
    pdf.set_font("text", size=10)
    for row in TABLE:
        for text, width in zip(row, (70, 42, 42), strict=True):
            pdf.cell(width, 8, text, border=1)
        pdf.ln(8)
    prose(after)
    pdf.output(str(path))
    return path


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
def test_a_report_becomes_a_graph_and_a_map(tmp_path: Path, form: str, run: Run) -> None:
    home = made(tmp_path / "w", "jiangbei")
    done, draft = drafted(home, published(tmp_path, form))
    assert (done.year, done.tasks) == (2022, 3)
    taken = accepted(fill(book_of(draft, tmp_path), everything), home)
    assert taken.problems == []
    graph = jbgraph.load(home.folder)
    assert [one for one in validation.validate(graph) if one.severity == "violation"] == []
    tasks = graph.rows('SELECT ?n ?t { ?x a jb:Task ; skos:notation ?n ; skos:prefLabel ?t FILTER(LANG(?t) = "zh") }')
    assert {row["n"]: row["t"] for row in tasks} == TASKS
    for name, kind, value in (("地区生产总值增速", "target", 7), ("地区生产总值增速", "actual", 8.2)):
        metric = graph.resolve(name)
        assert graph.ask(
            f"ASK {{ ?o jb:ofMetric <{metric}> ; jb:kind kind:{kind} ; jb:value ?v FILTER(?v = {value}) }}"
        )
    assert graph.ask("ASK { ?o jb:value ?v ; jb:kind kind:target ; jb:binding true FILTER(?v = 3) }")
    shown = run("map", "2022年重点任务", "-o", "map.svg", cwd=home.folder)
    assert shown.code == 0, shown
    assert "办好教育" in (home.folder / "map.svg").read_text("utf-8")
    text = run("evidence", "青石隧道", "--lang", "zh", cwd=home.folder).out
    assert "【青石隧道】" in text
