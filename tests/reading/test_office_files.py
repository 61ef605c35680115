"""Web pages, Word documents and pdf files: the same document read from each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from written import LINES, TABLE, TITLE, Pages, packed, word

from jbgraph import reading
from jbgraph.errors import JbgraphError
from jbgraph.reading.cleaning import same
from jbgraph.reading.columns import Line, Piece, paragraphs
from jbgraph.reading.text import Paragraph, Table, Text


def texts(text: Text, role: str = "text") -> list[str]:
    return [block.run.text for block in text.blocks if isinstance(block, Paragraph) and block.role == role]


def tables(text: Text) -> list[list[list[str]]]:
    return [[[c.text for c in row.cells] for row in b.rows] for b in text.blocks if isinstance(b, Table)]


def holds(text: Text) -> None:
    """Every character of every block stands in the published text where it says."""
    for block in text.blocks:
        runs = [block.run] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.cells]
        for run in runs:
            pairs = zip(run.text, run.offsets, strict=True)
            assert all(same(character, text.published[place]) for character, place in pairs)


def filled(rows: list[list[str]]) -> list[list[str]]:
    return [[cell for cell in row if cell] for row in rows]


WANTED = [[cell for cell in row if cell] for row in TABLE]


# -- Word ----------------------------------------------------------------------------------------------------------


def test_a_word_document(tmp_path: Path) -> None:
    text = reading.read(word(tmp_path / "report.docx"))
    assert texts(text) == [TITLE, *LINES[:2], "表1：主要指标完成情况", *LINES[2:]]
    assert tables(text) == [[list(row) for row in TABLE]]
    assert isinstance(text.blocks[0], Paragraph)
    assert text.blocks[0].level == 1
    assert text.media_type.endswith("wordprocessingml.document")
    holds(text)


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    piece = (
        "<w:p><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>6</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>7</w:t></w:r></w:ins><w:r><w:t>%。</w:t></w:r></w:p>"
    )
    text = reading.read(word(tmp_path / "report.docx", LINES, piece))
    assert texts(text)[-1] == "增长7%。"
    assert ("tracked changes read as accepted", "修订按已接受读取") in text.notes


def test_hidden_text_and_codes_of_fields_are_left_out(tmp_path: Path) -> None:
    piece = (
        "<w:p><w:r><w:t>见第</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        "<w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:t>3节。</w:t></w:r></w:p>"
    )
    assert texts(reading.read(word(tmp_path / "report.docx", LINES, piece)))[-1] == "见第3节。"


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>专栏1　重点工程。</w:t></w:r></w:p></w:txbxContent>"
    piece = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r><w:r><w:t>正文一句。</w:t></w:r></w:p>"
    )
    assert texts(reading.read(word(tmp_path / "report.docx", LINES, piece)))[-2:] == ["正文一句。", "专栏1重点工程。"]


def test_numbers_that_word_makes_are_read(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("bullet", "·")]
        )
    )
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    pieces = [
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{line}</w:t></w:r></w:p>"
        for level, line in [
            (0, "回顾"),
            (1, "工业"),
            (2, "汽车"),
            (2, "电子"),
            (3, "其他"),
            (1, "农业"),
            (2, "粮食"),
            (0, "任务"),
            (1, "投资"),
        ]
    ]
    made = word(tmp_path / "plain.docx", (), *pieces)
    file = packed(tmp_path / "report.docx", {"word/numbering.xml": numbering.encode()}, made)
    read = texts(reading.read(file))
    assert read[1:] == [
        "一、回顾",
        "（一）工业",
        "1.汽车",
        "2.电子",
        "其他",
        "（二）农业",
        "1.粮食",
        "二、任务",
        "（一）投资",
    ]


def test_footnotes_are_notes_behind_the_text(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<w:footnotes {space}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>按可比价格计算。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    made = word(
        tmp_path / "plain.docx",
        LINES,
        "<w:p><w:r><w:t>增长8%</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
    )
    with __import__("zipfile").ZipFile(made) as old:
        relations = old.read("word/_rels/document.xml.rels").decode()
        types = old.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = relations.replace(
        "</Relationships>", f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = types.replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>')
    parts = {
        "word/footnotes.xml": notes.encode(),
        "word/_rels/document.xml.rels": relations.encode(),
        "[Content_Types].xml": types.encode(),
    }
    text = reading.read(packed(tmp_path / "report.docx", parts, made))
    assert texts(text)[-1] == "增长8%"
    assert texts(text, "note") == ["按可比价格计算。"]


def test_a_merged_cell_says_its_text_once(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        (cell.format('<w:vMerge w:val="restart"/>', "工业"), cell.format("", "汽车"), cell.format("", "3")),
        (cell.format("<w:vMerge/>", "工业"), cell.format('<w:gridSpan w:val="2"/>', "电子")),
    )
    piece = f"<w:tbl>{''.join(f'<w:tr>{chr(32).join(row)}</w:tr>' for row in rows)}</w:tbl>"
    text = reading.read(word(tmp_path / "report.docx", (), piece))
    assert tables(text) == [[["工业", "汽车", "3"], ["", "电子", ""]]]


def test_a_frame_of_one_column_is_text(tmp_path: Path) -> None:
    piece = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>专栏2 重点项目</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>松江口大桥。</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    text = reading.read(word(tmp_path / "report.docx", (), piece))
    assert texts(text)[1:] == ["专栏2重点项目", "松江口大桥。"]
    assert not tables(text)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    made = word(tmp_path / "plain.docx")
    for parts in (
        {"word/document.xml": b"<a>" + b" " * (60 * 2**20) + b"</a>"},
        {f"word/media/{number}.bin": b"\0" * (30 * 2**20) for number in range(10)},
        {f"x/{number}.xml": b"<a/>" for number in range(5_100)},
    ):
        with pytest.raises(JbgraphError, match="unpacks to more"):
            reading.read(packed(tmp_path / "bomb.docx", parts, made))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    made = word(tmp_path / "plain.docx")
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    with pytest.raises(JbgraphError, match="declares entities"):
        reading.read(packed(tmp_path / "bomb.docx", {"word/document.xml": bomb}, made))


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"]
)
@pytest.mark.parametrize("data", [b"", b"<w:document", b"<a/>", b"\0\0\0"])
def test_a_damaged_word_document(tmp_path: Path, part: str, data: bytes) -> None:
    made = word(tmp_path / "plain.docx")
    file = packed(tmp_path / "damaged.docx", {part: data}, made)
    try:
        text = reading.read(file)
    except JbgraphError as error:
        assert re.search("damaged|no text", error.problem)
    else:
        assert TITLE in texts(text)


def test_a_word_document_cut_off(tmp_path: Path) -> None:
    made = word(tmp_path / "plain.docx")
    file = tmp_path / "cut.docx"
    file.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    with pytest.raises(JbgraphError, match="damaged"):
        reading.read(file)


def test_other_packed_files_are_told_apart(tmp_path: Path) -> None:
    for name, part, message in (
        ("a.xlsx", "xl/workbook.xml", "a workbook"),
        ("a.ofd", "OFD.xml", "an .ofd file"),
        ("a.odt", "content.xml", "another office program"),
        ("a.zip", "report.txt", "a packed file"),
    ):
        with pytest.raises(JbgraphError, match=message):
            reading.read(packed(tmp_path / name, {part: b"<a/>"}))


# -- web pages -----------------------------------------------------------------------------------------------------

ROWSPAN = (
    "<table><tr><th rowspan=2>序号<th rowspan=2>指标名称（单位）<th colspan=2>2016年<th rowspan=2>2017年预期</tr>"
    "<tr><th>计划<th>完成</tr>"
    + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) + "</tr>" for row in TABLE[2:])
    + "</table>"
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def read_page(tmp_path: Path, text: str, encoding: str = "utf-8") -> Text:
    file = tmp_path / "page.html"
    file.write_bytes(text.encode(encoding))
    return reading.read(file)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page(tmp_path: Path, encoding: str) -> None:
    content = f"<p>　　{LINES[0]}</p><p>　　{LINES[1]}<br/>{ROWSPAN}" + "".join(f"<p>{line}</p>" for line in LINES[2:])
    body = f"<h1>{TITLE}</h1><div><div id=zoom>{content}</div></div><footer>版权所有</footer>"
    text = read_page(
        tmp_path,
        page(f"<div>首页 &gt; 公开</div>{body}", "<script>var a='执行情况'</script><meta charset=gb2312>"),
        encoding,
    )
    assert texts(text) == [TITLE, *LINES]
    assert tables(text) == [[list(row) for row in TABLE]]
    assert text.media_type == "text/html"
    assert "版权" not in text.published
    holds(text)


def test_the_title_of_a_page_without_its_site(tmp_path: Path) -> None:
    head = f"<title>{TITLE}_松江口县人民政府</title>"
    text = read_page(tmp_path, page(f"<div>菜单</div><div>{''.join(f'<p>{line}</p>' for line in LINES)}</div>", head))
    assert texts(text)[0] == TITLE


def test_a_page_nested_deep(tmp_path: Path) -> None:
    text = read_page(tmp_path, page("<div>" * 1_500 + "<p>全县生产总值增长8%。"))
    assert texts(text) == ["全县生产总值增长8%。"]
    with pytest.raises(JbgraphError, match="nested deeper"):
        read_page(tmp_path, page("<p>前文。<div>" * 30_000 + "<p>全县生产总值增长8%。"))


def test_a_page_without_text(tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="no text"):
        read_page(tmp_path, page("<script>1</script>"))


def test_markup_in_text_stays_text(tmp_path: Path) -> None:
    text = read_page(tmp_path, page("<p>A&lt;b&gt;加粗&lt;/b&gt;，增长8%。</p>"))
    assert texts(text) == ["A<b>加粗</b>，增长8%。"]


# -- pdf -----------------------------------------------------------------------------------------------------------


def test_a_pdf_with_a_ruled_table(tmp_path: Path) -> None:
    pages = Pages()
    pages.title_line(TITLE)
    for line in LINES[:2]:
        pages.prose(line)
    pages.prose("表1：主要指标完成情况")
    pages.grid(TABLE, (12, 60, 25, 25, 32))
    for line in LINES[2:]:
        pages.prose(line)
    file = tmp_path / "report.pdf"
    pages.output(str(file))
    text = reading.read(file)
    assert texts(text) == [TITLE, *LINES[:2], "表1：主要指标完成情况", *LINES[2:]]
    assert [filled(rows) for rows in tables(text)] == [WANTED]
    holds(text)
    assert reading.read(file) == text


def test_pages_cut_neither_paragraphs_nor_tables(tmp_path: Path) -> None:
    pages = Pages("松江口县第十七届人民代表大会第一次会议文件")
    long = "全县上下认真落实各项部署，统筹推进改革发展稳定各项工作，经济运行总体平稳，" * 5 + "完成年初目标。"
    for _ in range(9):
        pages.prose(long)
    rows = [("序号", "指标", "完成"), *((str(number), f"指标第{number}项", str(number * 3)) for number in range(1, 41))]
    pages.grid(rows, (20, 90, 40))
    file = tmp_path / "report.pdf"
    pages.output(str(file))
    text = reading.read(file)
    assert texts(text) == [long] * 9
    assert tables(text) == [[list(row) for row in rows]]


def test_a_number_cut_by_the_edge_of_the_page_is_one() -> None:
    above, below = "力争全年进出口总额达到预期目标并保持稳定增长实际利用外资1", "20亿美元。"
    lines = [Line((Piece(text, 0, 400, top, top + 10),)) for top, text in ((0, above), (12, below))]
    assert paragraphs(lines, 10)[0][0] == above + below


def test_a_table_without_numbers_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = Pages()
    rows = [("指标", "完成"), *((f"指标{letter}", f"{at}.5") for at, letter in enumerate("甲乙丙丁戊己庚辛壬癸" * 4))]
    pages.grid(rows, (90, 40))
    file = tmp_path / "report.pdf"
    pages.output(str(file))
    assert tables(reading.read(file)) == [[list(row) for row in rows]]


def test_what_each_page_repeats_is_noted(tmp_path: Path) -> None:
    pages = Pages("松江口县第十七届人民代表大会第一次会议文件")
    for _ in range(30):
        pages.prose(LINES[1])
    file = tmp_path / "report.pdf"
    pages.output(str(file))
    text = reading.read(file)
    assert "松江口县第十七届" not in text.published
    assert any(note[1].startswith("略去页码、页眉和页脚") for note in text.notes)


def test_columns_of_a_newspaper_are_read_one_after_the_other(tmp_path: Path) -> None:
    pages = Pages()
    pages.set_font("text", size=10)
    left = [
        "全县上下认真落实各项部署统筹推进",
        "改革发展稳定各项工作经济运行总体",
        "平稳主要指标好于上年完成年初目标",
    ] * 4
    right = [
        "新建农村公路四十五公里改造危房三",
        "百户建成松江口县文化中心新增学位",
        "九百个群众获得感幸福感安全感增强",
    ] * 4
    for number, (one, two) in enumerate(zip(left, right, strict=True)):
        pages.text(28, 40 + number * 6, one)
        pages.text(112, 40 + number * 6, two)
    file = tmp_path / "news.pdf"
    pages.output(str(file))
    assert "".join(texts(reading.read(file))) == "".join(left + right)


def test_a_scan_is_refused(tmp_path: Path) -> None:
    pages = Pages()
    for _ in range(4):
        pages.add_page()
        pages.rect(30, 40, 100, 100, style="F")
    file = tmp_path / "scan.pdf"
    pages.output(str(file))
    with pytest.raises(JbgraphError, match="no text layer") as caught:
        reading.read(file)
    assert "OCR" in caught.value.hint


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    pages = Pages()
    pages.prose(LINES[1])
    pages.set_encryption(owner_password="a", user_password="b")
    file = tmp_path / "locked.pdf"
    pages.output(str(file))
    with pytest.raises(JbgraphError, match="locked with a password"):
        reading.read(file)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj<<>>endobj", b"%PDF-" + bytes(range(256)) * 40])
def test_a_damaged_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "damaged.pdf"
    file.write_bytes(data)
    with pytest.raises(JbgraphError, match=r"damaged|no text layer"):
        reading.read(file)
