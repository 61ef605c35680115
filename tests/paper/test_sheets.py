"""The wall chart: a row for each undertaking, holes where nothing is stated, nobody made responsible who is not."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from papers import sized
from samples import STATEMENTS, Copy
from test_layout import overlaps

from jbgraph import PlanGraph, drawings, exporters, maps
from jbgraph.drawings import Drawing, Report
from jbgraph.paper import sheets
from jbgraph.paper.ruled import DrawnTable
from jbgraph.paper.style import SIZES

UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.fixture(scope="module", params=["zh", "en"])
def industry(request: pytest.FixtureRequest, real: PlanGraph) -> Drawing:
    return drawings.draw(real, maps.map(real, [maps.goals(real)[0]]), request.param)


def test_each_undertaking_has_one_row(industry: Drawing) -> None:
    made = sheets.chart(industry)
    rows = Counter(row.thing for row in made.rows)
    assert max(rows.values()) == 1
    wanted = {n.iri for n in industry.map.nodes if n.type in ("Program", "Task", "Measure", "Project")}
    assert wanted - set(rows) == set()
    heads = {n.iri for n in industry.map.nodes if n.type == "Pathway"} - set(rows)
    assert heads <= {row.group for row in made.rows}, "a pathway without a row of its own heads others"


def test_rows_say_what_the_graph_says(industry: Drawing, real: PlanGraph) -> None:
    """Stages and who answers for a thing are those of the graph, with their passages; the rest is empty."""
    made = sheets.chart(industry)
    staged = {str(row["s"]) for row in real.rows("SELECT ?s { GRAPH ?g { ?s jb:stage ?x } }")}
    duties = ", ".join(f"role:{name}" for name in sheets.DUTIES)
    owned = {
        str(row["s"])
        for row in real.rows(f"SELECT ?s {{ ?r jb:responsibleFor ?s ; jb:role ?x FILTER(?x IN ({duties})) }}")
    }
    for row in made.rows:
        assert bool(row.stages) == (row.thing in staged)
        assert bool(row.holders) == (row.thing in owned)
        for said in (*row.targets, *row.limits, *row.stages, *(one.name for one in row.holders + row.others)):
            assert said.text
            assert said.graphs
            assert all(name in made.passages for name in said.graphs)
    holes = made.holes()
    assert holes["stages"] == sum(1 for row in made.rows if row.thing not in staged)
    lacking = {hole.node for hole in industry.map.holes if hole.lacks == "responsibility"}
    assert lacking & {row.thing for row in made.rows} <= {row.thing for row in made.rows if not row.holders}


def test_a_target_without_a_period_says_that_it_is_the_period_that_is_not_stated(copy: Copy) -> None:
    unstated = 'period:not-stated a jb:Period ; skos:prefLabel "未载明"@zh , "not stated"@en .'
    copy.append("register/metrics.ttl", f"\n{unstated}\n")
    copy.edit(
        STATEMENTS,
        'jb:period period:2030 ;\n        jb:quote "总投资1.5亿元"',
        'jb:period period:not-stated ;\n        jb:quote "总投资1.5亿元"',
    )
    for lang, said in (("zh", "（时期未载明）"), ("en", "(period not stated)")):
        drawing = drawings.draw(graph := copy.load(), maps.map(graph), lang)
        targets = [target.text for row in sheets.chart(drawing).rows for target in row.targets]
        assert [text for text in targets if "1.5" in text and text.endswith(said)]


def test_a_target_of_every_year_says_so(real: PlanGraph) -> None:
    """100 projects of fine governance each year (每年), of which the document does not say from when."""
    drawing = drawings.draw(real, maps.map(real, [real.resolve("率先推进社会治理现代化")]), "zh")
    targets = [target.text for row in sheets.chart(drawing).rows for target in row.targets]
    assert [text for text in targets if "100" in text and text.endswith("（每年）")]


def test_no_role_is_broken_in_its_column(industry: Drawing) -> None:
    made = DrawnTable(sized(industry, "A0"))
    words = {word for row in made.chart.rows for one in row.holders + row.others for word in one.role.split()}
    for block in made.blocks():
        widths = made.shares((block.width - 2 * made.size.margin) / block.em)
        lines = {line.text for row in block.rows for line in made.cells(row, widths)["roles"]}
        assert {word for line in lines for word in line.split()} <= {*words, "—"}


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_is_whole_and_nothing_overlaps(industry: Drawing, size: str) -> None:
    made = DrawnTable(sized(industry, size))
    blocks = made.blocks()
    assert [row for block in blocks for row in block.rows] == list(made.chart.rows)
    for page, block in zip(made.pages(), blocks, strict=True):
        assert overlaps(page, made.fonts) == []
        holes = sum(1 for text in page.texts() if text.text in ("未载明", "not stated")) - 1  # one in the legend
        empty = sum(not getattr(row, n) for row in block.rows for n in ("targets", "limits", "holders", "stages"))
        assert holes == empty
        assert block.em >= 6


def test_hostile_and_empty_charts(hostile: Drawing, empty: Drawing) -> None:
    for drawing in (hostile, empty):
        for size in SIZES:
            made = DrawnTable(sized(drawing, size))
            assert all(overlaps(page, made.fonts) == [] for page in made.pages())


def test_workbook(industry: Drawing) -> None:
    report = Report("sheet-xlsx")
    book = openpyxl.load_workbook(io.BytesIO(exporters.export(industry, "sheet-xlsx", report)))
    made = sheets.chart(industry)
    chart, sources, evidence = book.worksheets
    assert chart.max_row == len(made.rows) + 2
    assert chart.freeze_panes == "D3"
    assert chart.page_setup.orientation == "landscape"
    assert int(chart.page_setup.paperSize) == 8
    assert chart.print_title_rows == "$1:$2"
    assert [chart.cell(n + 3, 3).value for n in range(len(made.rows))] == [
        industry.labels[row.thing] for row in made.rows
    ]
    assert all(chart.cell(n, column).value is None for n in range(3, chart.max_row + 1) for column in (9, 10))
    assert sources.max_row == len(made.notes.all) + 1
    assert evidence.max_row == sum(len(dict.fromkeys(row.graphs())) for row in made.rows) + 1
    assert report.losses


def test_workbook_keeps_formulas_as_text(hostile: Drawing) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exporters.export(hostile, "sheet-xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@")


def test_workbook_in_an_office(industry: Drawing, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    file = tmp_path / "chart.xlsx"
    file.write_bytes(exporters.export(industry, "sheet-xlsx"))
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, home, "--headless", "--convert-to", UTF8, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "chart.csv").read_text("utf-8")
    assert industry.labels[industry.map.roots[0]] in text
    assert ("未载明" if industry.lang == "zh" else "not stated") in text
