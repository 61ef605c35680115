"""Documents made for the tests: what the makers of office programs write, piece by piece."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF

from jbgraph.paper import fonts

TITLE = "关于松江口县2016年计划执行情况和2017年计划草案的报告"
LINES = (
    "一、2016年计划执行情况",
    "全县地区生产总值完成126.4亿元，增长7.8%，一般公共预算收入达到8.95亿元，城镇新增就业3600人，各项主要指标好于上年，"
    "计划执行情况总体良好，为实现“十三五”良好开局打下坚实基础。",
    "二、2017年主要任务",
    "（一）加快工业转型升级。推进松江口经济开发区二期建设，培育规模以上企业6户。",
    "（二）做好民生实事。新建农村公路45公里。",
)
TABLE = (
    ("序号", "指标名称（单位）", "2016年", "", "2017年预期"),
    ("", "", "计划", "完成", ""),
    ("1", "地区生产总值（亿元）", "125", "126.4", "8%左右"),
    ("2", "城镇登记失业率（%）*", "4.5以内", "3.9", "4.2以内"),
    ("3", "城镇新增就业（人）", "3500", "3600", "3500以上"),
)
"""Merged: 序号, 指标名称 and 2017年预期 over two rows, 2016年 over two columns."""


def xml(text: str) -> object:
    """Return a piece of a Word document, with the prefixes w, mc, wps and v."""
    spaces = nsdecls("w", "wp", "a")
    other = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return parse_xml(text.replace(">", f" {spaces} {other}>", 1))


def word(file: Path, lines: Sequence[str] = LINES, *pieces: str, title: str = TITLE) -> Path:
    """Write a Word document: title, lines, the table with merged cells behind the second line, pieces of XML."""
    document = docx.Document()
    document.add_heading(title, 0)
    for number, line in enumerate(lines):
        document.add_paragraph(line)
        if number == 1:
            document.add_paragraph("表1：主要指标完成情况")
            table = document.add_table(len(TABLE), 5)
            for at, row in enumerate(TABLE):
                for beside, cell in enumerate(row):
                    table.cell(at, beside).text = cell
            table.cell(0, 2).merge(table.cell(0, 3))
            for column in (0, 1, 4):
                table.cell(0, column).merge(table.cell(1, column))
            for cell in (table.cell(0, at) for at in range(5)):
                for empty in [paragraph for paragraph in cell.paragraphs[1:] if not paragraph.text]:
                    empty._p.getparent().remove(empty._p)
    body = document.element.body
    for piece in pieces:
        body.insert(len(body) - 1, xml(piece))
    document.save(str(file))
    return file


def packed(file: Path, parts: dict[str, bytes], like: Path | None = None) -> Path:
    """Write a zip file with parts, over those of another."""
    held: dict[str, bytes] = {}
    if like:
        with zipfile.ZipFile(like) as old:
            held = {name: old.read(name) for name in old.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**held, **parts}.items():
            new.writestr(name, data)
    file.write_bytes(buffer.getvalue())
    return file


class Pages(FPDF):
    """A pdf with a running head and page numbers, Chinese throughout."""

    def __init__(self, head: str = "") -> None:
        super().__init__(format="A4")
        self.head = head
        face = fonts.found("", [TITLE]).regular
        self.add_font("text", fname=str(face.path), collection_font_number=face.number)
        self.set_margins(28, 30, 28)
        self.set_auto_page_break(True, 30)
        self.add_page()

    def header(self) -> None:
        """Write the running head."""
        if self.head:
            self.set_font("text", size=9)
            self.set_y(12)
            self.cell(0, 6, self.head, align="C")
            self.set_y(30)

    def footer(self) -> None:
        """Write the page number."""
        self.set_y(-18)
        self.set_font("text", size=9)
        self.cell(0, 6, f"— {self.page_no()} —", align="C")

    def title_line(self, text: str) -> None:
        """Write a centred line in large letters."""
        self.set_font("text", size=20)
        self.multi_cell(0, 12, text, align="C", new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def prose(self, text: str) -> None:
        """Write a paragraph with an indented first line."""
        self.set_font("text", size=14)
        self.multi_cell(0, 9, "\u3000\u3000" + text, align="L", new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")

    def grid(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """Write a ruled table."""
        self.set_font("text", size=10)
        for row in rows:
            if self.will_page_break(8):
                self.add_page()
                self.set_font("text", size=10)
            for text, width in zip(row, widths, strict=True):
                self.cell(width, 8, text, border=1)
            self.ln(8)
