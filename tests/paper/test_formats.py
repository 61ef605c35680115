"""SVG, PDF and PNG of maps and wall charts, read by others: a browser, rasterisers, poppler."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import browser
import pytest
from papers import LABELS, sized

from jbgraph import exporters
from jbgraph.drawings import Drawing, Report
from jbgraph.errors import JbgraphError
from jbgraph.paper import draw
from jbgraph.paper.measure import plain

SVG = "{http://www.w3.org/2000/svg}"
VECTORS = ("svg", "sheet-svg")
PDFS = ("pdf", "sheet-pdf")


def tool(name: str) -> str:
    """Return where a program is; skip the test where it is not."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def run(*command: str, feed: bytes | None = None) -> str:
    """Run a program and return what it says."""
    return subprocess.run(command, input=feed, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def bare(text: str) -> str:
    """Return a text without blanks, marks of direction and what no font shows."""
    return re.sub(r"[\s\u200b-\u200f\u2028-\u202e\ufeff\ufffd]", "", text)


@pytest.mark.parametrize("form", VECTORS)
@pytest.mark.parametrize("name", ["20-en", "600-zh", "hostile", "empty"])
def test_svg_is_plain(form: str, name: str, samples: dict[str, Drawing], hostile: Drawing, empty: Drawing) -> None:
    """Well-formed, no script, nothing fetched, text as text, the font by name; every label is in it."""
    drawing = {"hostile": hostile, "empty": empty}.get(name) or samples[name]
    root = ElementTree.fromstring(exporters.export(sized(drawing, "A3"), form))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "defs", "path", "g", "rect", "use", "text"}
    for element in root.iter():
        assert not any(key.lower().startswith("on") for key in element.attrib)
        assert element.attrib.get("href", "#").startswith("#")
    assert "CJK" in root.attrib["font-family"] or "Sans" in root.attrib["font-family"]
    said = bare("".join(element.text or "" for element in root.iter(f"{SVG}text")))
    if form == "svg":
        assert all(bare(plain(drawing.labels[node.iri])) in said for node in drawing.map.nodes)


@pytest.mark.parametrize("form", [*VECTORS, *PDFS, "sheet-xlsx", "png"])
def test_the_same_bytes_each_time(form: str, hostile: Drawing, samples: dict[str, Drawing], tmp_path: Path) -> None:
    drawing = sized(samples["100-zh"], "A4")
    first = exporters.export(drawing, form)
    assert exporters.export(drawing, form) == first
    assert exporters.export(sized(hostile, "A3"), form) == exporters.export(sized(hostile, "A3"), form)
    code = (
        "import sys, jbgraph; from jbgraph import drawings, exporters, maps; g = jbgraph.load();"
        "m = maps.map(g, [maps.goals(g)[3]]); d = drawings.draw(g, m, 'zh', {'size': 'A4'});"
        f"sys.stdout.buffer.write(exporters.export(d, {form!r}))"
    )
    bare_environment = {name: value for name, value in os.environ.items() if name != "JBGRAPH_SOURCES"}
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**bare_environment, "PYTHONHASHSEED": seed},
        )
        assert made.stdout == first


@pytest.fixture(scope="module")
def page() -> Iterator[browser.Browser]:
    with browser.started() as opened:
        yield opened


@pytest.mark.parametrize("name", ["100-zh", "100-en", "hostile"])
def test_svg_in_a_browser(
    name: str, page: browser.Browser, samples: dict[str, Drawing], hostile: Drawing, tmp_path: Path
) -> None:
    """Chromium opens it, runs nothing, asks for nothing, and its text is no wider than the boxes measured for it."""
    drawing = hostile if name == "hostile" else samples[name]
    file = tmp_path / "map.svg"
    file.write_bytes(exporters.export(sized(drawing, "A3"), "svg"))
    page.driver.get_log("performance")
    page.driver.get(file.as_uri())
    assert page.requests() in ([], [file.as_uri()])
    wide = page.run(
        """return [...document.querySelectorAll('g.thing')].flatMap(g => {
             const box = g.querySelector('rect').getBBox();
             return [...g.querySelectorAll('text')].map(t => {
               const b = t.getBBox();
               return [t.textContent, b.x + b.width - box.x - box.width, box.x - b.x]; }); })"""
    )
    assert len(wide) >= len(drawing.map.nodes) - 1
    for text, right, left in wide:
        if "🏙" not in text:  # from another font
            assert right < 0.6, text
            assert left < 0, text


def test_svg_in_a_rasteriser(samples: dict[str, Drawing], tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    file.write_bytes(exporters.export(sized(samples["100-zh"], "A3"), "svg"))
    picture = tmp_path / "map.png"
    run(tool("rsvg-convert"), "-w", "1200", "-o", str(picture), str(file))
    assert inked(picture.read_bytes()) > 0.01


@pytest.mark.parametrize("form", PDFS)
@pytest.mark.parametrize("name", ["100-zh", "600-en", "hostile"])
def test_pdf_gives_its_text_back(
    form: str, name: str, samples: dict[str, Drawing], hostile: Drawing, tmp_path: Path
) -> None:
    """Every line drawn comes back from pdftotext; fonts are embedded as subsets, nothing else is."""
    drawing = sized(hostile if name == "hostile" else samples[name], "A3")
    file = tmp_path / "map.pdf"
    report = Report(form)
    file.write_bytes(exporters.export(drawing, form, report))
    said = bare(run(tool("pdftotext"), "-raw", str(file), "-"))
    if form == "pdf":
        lost = 0
        for sheet in draw.drawn(drawing, Report("pdf")).pages():
            for text in sheet.texts():
                whole = bare(text.text)
                if whole and whole not in said:
                    lost += 1
                    assert name == "hostile", text.text
        assert lost <= sum(report.losses.get(key, 0) for key in report.losses if key[0].startswith("lines with"))
    else:
        assert bare(drawing.labels[drawing.map.roots[0]]) in said
    fonts = run(tool("pdffonts"), str(file)).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.search(r"^[A-Z]{6}\+\S+ .* yes yes yes ", line), line
    assert b"/JavaScript" not in file.read_bytes()
    assert file.stat().st_size < 2_000_000


def test_pdf_pages_are_sheets(samples: dict[str, Drawing], tmp_path: Path) -> None:
    drawing = sized(samples["600-zh"], "A4")
    file = tmp_path / "map.pdf"
    file.write_bytes(exporters.export(drawing, "pdf"))
    info = run(tool("pdfinfo"), str(file))
    assert f"Pages:           {len(draw.drawn(drawing, Report('pdf')).sheets)}\n" in info
    assert "(A4)" in info
    assert "2000" in info, "the time of writing is not in it"
    run(tool("pdftoppm"), "-r", "40", "-l", "2", "-png", str(file), str(tmp_path / "page"))
    pictures = sorted(tmp_path.glob("page*.png"))
    assert len(pictures) == 2
    assert all(inked(picture.read_bytes()) > 0.005 for picture in pictures)


@pytest.mark.parametrize("size", ["A4", "A0", "fit"])
def test_png_is_the_picture(size: str, samples: dict[str, Drawing]) -> None:
    report = Report("png")
    data = exporters.export(sized(samples["20-zh"], size, dpi="72"), "png", report)
    made = draw.drawn(sized(samples["20-zh"], size), Report("png"))
    width, height = struct.unpack(">II", data[16:24])
    assert abs(width - made.sheets[0].width) <= 1
    assert abs(height - made.sheets[0].height) <= 2
    assert inked(data) > 0.005
    assert any("pixels" in en for en, _ in report.losses)


def inked(data: bytes) -> float:
    """Return how much of a PNG is not white, by its samples, filters aside: enough to tell it from an empty one."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    body, place = b"", 8
    while place < len(data):
        (size,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            body += data[place + 8 : place + 8 + size]
        place += size + 12
    raw = zlib.decompress(body)
    return sum(1 for one, other in pairwise(raw[::7]) if one != other) / (len(raw) / 7)


def test_report_says_what_paper_cannot_hold(hostile: Drawing) -> None:
    report = Report("svg")
    exporters.export(sized(hostile, "A3"), "svg", report)
    said = report.text("en")
    assert "left out by --limit (3)" in said
    assert report.text("zh").count("- ") == len(report.losses)


def test_options_that_cannot_be_used(samples: dict[str, Drawing]) -> None:
    with pytest.raises(JbgraphError, match="no sheet size B5") as caught:
        exporters.export(sized(samples["20-zh"], "B5"), "svg")
    assert "A3" in caught.value.hint
    with pytest.raises(JbgraphError, match="no resolution"):
        exporters.export(sized(samples["20-zh"], "A4", dpi="many"), "png")
    assert exporters.export(replace(samples["20-zh"], options={"size": "a4"}), "svg")


def test_labels_stay_data(hostile: Drawing) -> None:
    text = exporters.export(sized(hostile, "A3"), "svg").decode()
    assert "<script" not in text
    assert "alert(1)" in text
    assert LABELS[6] in text
