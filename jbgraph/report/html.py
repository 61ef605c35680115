"""The report as one HTML page: no script, nothing fetched, every text escaped; it prints section by section."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from jbgraph import rendering, tables
from jbgraph.report import Report, Section
from jbgraph.report.words import documents, left, points, word
from jbgraph.resources import tokens

Cells = list[tuple[str, str]]
LACKING = ("缺", "no")  # what a mark says where something is not there


def write(report: Report) -> bytes:
    """Return the report."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("page.html").render(
        report=report,
        colors=tokens()["colors"],
        fonts=Markup(tokens()["fonts"]["sans"]),  # ours, and quotes belong to it
        documents=documents(report),
        points=points(report),
        word=partial(word, report.lang),
        left=partial(left, lang=report.lang),
        drawing=lambda section: Markup(drawing(section, report.lang)),  # escaped by the writer of SVG
        columns=lambda section: section.head.for_people().columns,
        rows=partial(rows, lang=report.lang),
    )
    return (page + "\n").encode("utf-8")


def rows(section: Section, lang: str) -> list[tuple[Cells, str, list[tuple[str, str]]]]:
    """Return the rows that are shown: cells with the class of each, the source, and its passages with text."""
    found = []
    for row, passages in zip(section.head.for_people().rows, section.passages, strict=True):
        cells = [(tables.shown(cell), kind(cell)) for cell in row[:-1]]
        places = [(rendering.place(p, lang), p.text or "") for p in passages]
        found.append((cells, tables.shown(row[-1]), places))
    return found


def kind(cell: tables.Cell) -> str:
    """Return the class of a cell: a number or share, something that is lacking, or nothing special."""
    if isinstance(cell, int | float) or re.fullmatch(r"\d+%", str(cell)):
        return "number"
    return "lack" if cell in LACKING else ""


def drawing(section: Section, lang: str) -> str:
    """Return the chart of a section as SVG to stand in a page among others."""
    from jbgraph.paper import fonts, svg

    pages: list[Any] = [section.chart]
    text = svg.written(pages, fonts.found(), section.title, lang)
    text = re.sub(r"^<\?xml[^>]*>\n", "", text)
    own = section.name + "-"
    return text.replace(' id="', f' id="{own}').replace('href="#', f'href="#{own}')
