"""The report: every analysis in each format, the same findings in all, nothing of a label taken for markup."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from samples import Copy, Run

from jbgraph import JbgraphError, PlanGraph, analyses, report
from jbgraph.report import Report

HOSTILE = '<script>alert(1)</script> | "end" =SUM(A1) ]]>'


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request: pytest.FixtureRequest, tiny: PlanGraph) -> Report:
    """The report of the smallest graph, with its document."""
    return report.gather(tiny, request.param)


class Outline(HTMLParser):
    """The elements and texts of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_every_analysis_is_in_it(made: Report) -> None:
    # In a graph of one document and one year there are no two to compare.
    assert {section.name for section in made.sections} >= set(analyses.names()) - {"compare"}
    for section in made.sections:
        assert section.title
        assert section.about


def test_every_row_says_where_it_stands(made: Report) -> None:
    for section in made.sections:
        assert all(row[-1] for row in section.table.rows), section.name
        assert all(section.passages), section.name


@pytest.mark.parametrize("form", ["html", "md", "pdf", "xlsx"])
def test_same_graph_same_bytes(form: str, tiny: PlanGraph) -> None:
    one, other = (report.write(report.gather(tiny, "zh"), form) for _ in range(2))
    assert one == other


def test_html_has_no_script_and_shows_the_passage(made: Report) -> None:
    page = report.write(made, "html")
    outline = Outline(page)
    assert "script" not in outline.tags
    assert b"default-src 'none'" in page
    assert not re.search(rb"(src|href)=\"https?:", page)
    assert outline.tags.count("section") == len(made.sections)
    passages = {p.text for section in made.sections for some in section.passages for p in some}
    assert passages
    assert all(text in outline.words for text in passages if text)


def test_xlsx_has_every_row_and_no_formula(made: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(report.write(made, "xlsx")))
    assert len(book.sheetnames) == len(made.sections) + 1
    for section, sheet in zip(made.sections, book.worksheets[1:], strict=True):
        assert sheet.max_row == len(section.table.rows) + 1
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.freeze_panes == "A2"


def test_pdf_gives_its_text_back(made: Report, tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed: pdftotext")
    file = tmp_path / "report.pdf"
    file.write_bytes(report.write(made, "pdf"))
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    text = re.sub(r"\s", "", done.stdout.decode("utf-8"))
    for wanted in [made.title, *(section.title for section in made.sections)]:
        assert re.sub(r"\s", "", wanted) in text


def test_labels_are_text_in_every_format(copy: Copy) -> None:
    label = HOSTILE.replace('"', '\\"')
    copy.edit("register/metrics.ttl", '"河道水质达标率"@zh', f'"{label}"@zh')
    found = report.gather(copy.load(), "zh")
    assert any(HOSTILE in str(cell) for section in found.sections for row in section.table.rows for cell in row)
    outline = Outline(report.write(found, "html"))
    assert "script" not in outline.tags
    assert any(HOSTILE in words for words in outline.words)
    book = openpyxl.load_workbook(io.BytesIO(report.write(found, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if HOSTILE in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
    lines = report.write(found, "md").decode("utf-8").splitlines()
    heads = {}
    for line in lines:  # a bar in a label adds no column
        if line.startswith("|"):
            heads.setdefault("now", line.replace("\\|", "").count("|"))
            assert line.replace("\\|", "").count("|") == heads["now"]
        else:
            heads.clear()
    assert report.write(found, "pdf").startswith(b"%PDF")


def test_rows_that_are_left_out_are_counted(tiny: PlanGraph) -> None:
    found = report.gather(tiny, "en", rows=1)
    long = [section for section in found.sections if len(section.table.rows) > 1]
    assert long
    text = report.write(found, "md").decode("utf-8")
    for section in long:
        assert f"The first 1 rows; {len(section.table.rows) - 1} more: jbgraph analyze {section.name}" in text


def test_an_empty_graph_says_what_would_be_needed(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text(
        "@prefix jb: <https://w3id.org/jbgraph/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://w3id.org/jbgraph/x/place> a jb:Place ; skos:prefLabel "某地"@zh .\n',
        "utf-8",
    )
    found = report.gather(PlanGraph.open(tmp_path), "en")
    assert all(section.sentences[0].startswith("This needs") for section in found.sections if not section.table.rows)
    assert b"This needs" in report.write(found, "html")


def test_what_is_not_known_is_refused(tiny: PlanGraph, run: Run, tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="there is no analysis named nothing"):
        report.gather(tiny, only=["nothing"])
    with pytest.raises(JbgraphError, match="not written as “docx”"):
        report.write(report.gather(tiny, only=["compare"]), "docx")
    done = run("report", "-o", str(tmp_path / "report.docx"), "--lang", "en")
    assert (done.code, "md, pdf, xlsx" in done.err) == (2, True)


def test_from_the_shell_by_suffix(run: Run, tmp_path: Path) -> None:
    for suffix, start in (("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("md", b"# ")):
        target = tmp_path / f"report.{suffix}"
        assert run("report", "--only", "comparability", "-o", str(target)).code == 0
        assert target.read_bytes().startswith(start)
    printed = run("report", "--only", "comparability", "--date", "2026-11-20", "--lang", "en")
    assert printed.out.startswith("# What the plans promise, lack and change\n\n2026-11-20\n")
