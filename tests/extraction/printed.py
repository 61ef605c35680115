"""Documents in Word and in pdf, written from Markdown as an office would: true headings, true tables, page numbers."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import docx
from fpdf import FPDF

from jbgraph.paper import fonts


def word(lines: list[str], file: Path) -> Path:
    """Write lines of Markdown as a Word document."""
    document = docx.Document()
    for is_table, group in blocks(lines):
        if is_table:
            rows = cells(group)
            table = document.add_table(len(rows), len(rows[0]))
            for at, row in enumerate(rows):
                for beside, cell in enumerate(row):
                    table.cell(at, beside).text = cell
            continue
        for line in group:
            level = len(line) - len(line.lstrip("#"))
            text = line.lstrip("#").strip().strip("*")
            if level:
                document.add_heading(text, level - 1)
            else:
                document.add_paragraph(text)
    document.save(str(file))
    return file


class Pages(FPDF):
    """Pages with their numbers."""

    def footer(self) -> None:
        """Write the page number."""
        self.set_y(-18)
        self.set_font("text", size=9)
        self.cell(0, 6, f"— {self.page_no()} —", align="C")


def pages(lines: list[str], file: Path) -> Path:
    """Write lines of Markdown as a pdf with a text layer."""
    document = Pages(format="A4")
    face = fonts.found("", ["".join(lines)]).regular
    document.add_font("text", fname=str(face.path), collection_font_number=face.number)
    document.set_margins(26, 28, 26)
    document.set_auto_page_break(True, 28)
    document.add_page()
    for is_table, group in blocks(lines):
        if is_table:
            document.set_font("text", size=10)
            with document.table(width=156, line_height=7, first_row_as_headings=False) as table:
                for row in cells(group):
                    table.row(row)
            document.ln(4)
            continue
        for line in group:
            level = len(line) - len(line.lstrip("#"))
            text = line.lstrip("#").strip().strip("*")
            document.set_font("text", size=18 if level == 1 else 14)
            first = "" if level == 1 else "\u3000\u3000"
            align = "C" if level == 1 else "L"
            document.multi_cell(0, 9, first + text, align=align, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    document.output(str(file))
    return file


def blocks(lines: list[str]) -> list[tuple[bool, list[str]]]:
    """Return the lines that are not empty, those of a table together."""
    return [(key, list(group)) for key, group in groupby(filter(str.strip, lines), lambda line: line.startswith("|"))]


def cells(group: list[str]) -> list[list[str]]:
    """Return the cells of a table."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in group]
    return [row for row in rows if set("".join(row)) != {"-"}]


def site(lines: list[str], file: Path) -> Path:
    """Write lines as a page of a government's site, in GBK: headings in bold paragraphs, tables, menus around it."""
    made = []
    for is_table, group in blocks(lines):
        if is_table:
            rows = ["".join(f"<td><p>{cell}</p></td>" for cell in row) for row in cells(group)]
            made.append("<table border='1'>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
            continue
        for line in group:
            text = line.lstrip("#").strip().strip("*")
            made.append(f"<p><strong>{text}</strong></p>" if line.startswith("#") else f"<p>\u3000\u3000{text}</p>")
    head = "<meta charset='gbk'><title>政府信息公开</title><script>var shown = 5;</script>"
    menu = "<div class='nav'><a href='/'>首页</a> <a href='/zwgk'>政务公开</a></div>"
    foot = "<div class='footer'><a href='/map'>网站地图</a></div>"
    body = f"{menu}<div class='content'>{''.join(made)}</div>{foot}"
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    file.write_bytes(page.encode("gb18030"))
    return file


def wrapped(lines: list[str], file: Path, width: int = 38) -> Path:
    """Write lines as text copied from a page: cut after so many characters, paragraphs told only by their indent."""
    made = []
    for line in filter(str.strip, lines):
        text = line.strip()
        if "\t" in line:
            made.append(line)
            continue
        text = f"\u3000\u3000{text}" if made else text
        made += [text[at : at + width] for at in range(0, len(text), width)]
    file.write_text("\n".join(made) + "\n", "utf-8")
    return file
