"""Text files: encodings, what is repaired for reading, and where every character stands in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgraph import reading
from jbgraph.errors import JbgraphError
from jbgraph.reading.cleaning import clean, same
from jbgraph.reading.plain import blocks
from jbgraph.reading.repair import repaired
from jbgraph.reading.text import Block, Paragraph, Table, Text

REPORT = "关于青屏县2011年计划执行情况的报告\n\n一、执行情况\n\n全县生产总值98.3亿元，增长15.2%。\n"
CHARACTERS = st.text(
    st.sampled_from("一二是（）()，。、；：“”\"'１２３４5678%％.,·- \t\n\r　#*|\\ＡａBb国金中心年\u2f42\u2ea0㎡①")
    | st.characters(codec="utf-8"),
    max_size=200,
)


def texts(text: Text) -> list[str]:
    return [block.run.text for block in text.blocks if isinstance(block, Paragraph)]


def paragraphs(text: str) -> list[str]:
    found, _ = repaired(blocks(text))
    return [block.run.text for block in found if isinstance(block, Paragraph)]


def tables(text: str) -> list[list[list[str]]]:
    found, _ = repaired(blocks(text))
    return [[[cell.text for cell in row.cells] for row in block.rows] for block in found if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, said: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(REPORT.encode(encoding))
    text = reading.read(file)
    assert (text.published, text.encoding) == (REPORT, said)
    assert texts(text)[2] == "全县生产总值98.3亿元，增长15.2%。"


def test_traditional_text_in_big5(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes("經濟發展工作報告：全年地區生產總值增長，政府加快推進建設，實現社會發展。".encode("big5"))
    assert reading.read(file).encoding == "big5"


def test_a_damaged_byte_does_not_lose_the_text(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    data = (REPORT * 20).encode()
    file.write_bytes(data[:400] + b"\xff" + data[400:])
    text = reading.read(file)
    assert text.encoding == "utf-8"
    assert text.published.count("全县生产总值") >= 19


def test_nul_bytes_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(REPORT.replace("全县", "全\0县").encode())
    assert texts(reading.read(file))[2].startswith("全县生产总值")


def test_the_same_bytes_give_the_same_text(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    assert reading.read(file) == reading.read(file)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("增长 ７．５％ (全 市)", "增长7.5%（全市）"),
        ("财政收入1 860万元", "财政收入1860万元"),
        ("从 2003 年到 2004 年", "从2003年到2004年"),
        ("使用 PPP projects 模式", "使用PPP projects模式"),
        ("增长3.9%,其中工业增长 4.5 %", "增长3.9%，其中工业增长4.5%"),
        ("总额1,325亿元", "总额1,325亿元"),
        ('打造"智造重镇"和"智慧名城"', "打造“智造重镇”和“智慧名城”"),
        ("人\u2ea0生活，全\u2f3e籍人口", "人民生活，全户籍人口"),
        ("空\u200b间\ufeff布局", "空间布局"),
        ("面积65㎡", "面积65㎡"),
    ],
)
def test_characters_are_read_in_one_form(printed: str, read: str) -> None:
    assert clean(printed).text == read


def test_markup_of_markdown_is_no_text() -> None:
    assert paragraphs("## **一、执行情况**\n\n注：加\\*为约束性指标。") == ["一、执行情况", "注：加*为约束性指标。"]


@given(CHARACTERS)
def test_every_character_of_clean_text_stands_in_the_published_text(printed: str) -> None:
    run = clean(printed, markup=True)
    assert all(same(character, printed[place]) for character, place in zip(run.text, run.offsets, strict=True))
    assert list(run.offsets) == sorted(set(run.offsets))


@given(st.lists(CHARACTERS, max_size=8).map("\n\n".join))
def test_every_character_of_repaired_blocks_stands_in_the_published_text(printed: str) -> None:
    found, _ = repaired(blocks(printed))
    last = -1
    for run in (run for block in found for run in runs(block)):
        assert all(same(character, printed[place]) for character, place in zip(run.text, run.offsets, strict=True))
        if len(run):
            assert run.start > last
            last = run.offsets[-1]


def runs(block: Block) -> list[reading.Run]:
    return [block.run] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.cells]


def test_a_paragraph_that_a_page_cut_is_one() -> None:
    text = "对我区的重点企业进行走访，帮助解决融资、用工等方面的困难，全年服务企业复盛轻\n\n轨等二十家。\n\n下一段。"
    assert paragraphs(text) == [
        "对我区的重点企业进行走访，帮助解决融资、用工等方面的困难，全年服务企业复盛轻轨等二十家。",
        "下一段。",
    ]


def test_a_character_printed_on_both_pages_is_read_once() -> None:
    text = "加快城市更新，推进唐桥新城基\n\n基础设施及公共服务等项目建设，改变依靠财政资金的格局。"
    assert paragraphs(text) == ["加快城市更新，推进唐桥新城基础设施及公共服务等项目建设，改变依靠财政资金的格局。"]


def test_headings_are_not_joined_to_what_follows() -> None:
    text = "一、执行情况\n全县经济平稳，主要指标好于上年，完成了年初确定的目标任务。\n（一）工业\n增长快。"
    assert [line[:4] for line in paragraphs(text)] == ["一、执行", "全县经济", "（一）工", "增长快。"]


def test_lines_of_a_narrow_page_are_one_paragraph() -> None:
    text = (
        "    2003年,全镇实现国内生产总值4.62亿元,比上年增长\n11.3%;财政收入1860万元,增长9.5%;农民人均纯\n收入2680元。\n"
        "    1、农业生产稳步发展。全年粮食总产量2.1万吨,\n改造低产田3500亩,新增果园800亩,水产养殖面积\n达到1200亩。\n"
        "    2、乡镇企业快速增长。完成工业总产值6.8亿元,新\n办企业12家。"
    )
    assert [line[:9] for line in paragraphs(text)] == ["2003年，全镇实", "1、农业生产稳步发", "2、乡镇企业快速增"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("国金中心国金中心成为地标。", "国金中心成为地标。"),
        ("口岸货运量突破300万吨（上接15版）。", "口岸货运量突破300万吨。"),
        ("新增“专精特新”[2]企业18家。", "新增“专精特新”企业18家。"),
        ("研发投入强度①，达到3%。", "研发投入强度，达到3%。"),
        ("人人参与，天天进步。", "人人参与，天天进步。"),
    ],
)
def test_what_the_page_added_is_left_out(printed: str, read: str) -> None:
    assert paragraphs(printed) == [read]


def test_page_numbers_are_left_out_and_noted() -> None:
    found, notes = repaired(blocks("第一段。\n\n- 3 -\n\n第二段。\n\n第4页 共9页\n"))
    assert [block.run.text for block in found if isinstance(block, Paragraph)] == ["第一段。", "第二段。"]
    assert notes == [("page numbers left out: 2", "略去页码2处")]


ROWS = [["指标", "单位", "计划"], ["地区生产总值", "亿元", "95"], ["财政收入", "亿元", "7.3"]]


@pytest.mark.parametrize(
    "printed",
    [
        "指标\t单位\t计划\n地区生产总值\t亿元\t95\n财政收入\t亿元\t7.3",
        "| 指标 | 单位 | 计划 |\n|---|:--:|---:|\n| 地区生产总值 | 亿元 | 95 |\n| 财政收入 | 亿元 | 7.3 |",
        "指标          单位    计划\n地区生产总值    亿元    95\n财政收入        亿元    7.3",
    ],
)
def test_a_table_in_text(printed: str) -> None:
    assert tables(f"前文。\n\n{printed}\n\n后文。") == [ROWS]


def test_a_table_that_a_page_cut_is_one() -> None:
    head = "序号\t指标名称\t2020年\n"
    assert len(tables(f"{head}1\t甲\t3\n\n{head}2\t乙\t4\n")) == 1
    assert len(tables(f"{head}1\t甲\t3\n\n2\t乙\t4\n3\t丙\t5\n")) == 1
    assert len(tables(f"{head}1\t甲\t3\n\n另一张表：\n\n{head}1\t乙\t4\n")) == 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older office program"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older office program"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        ("a.rtf", rb"{\rtf1\ansi text}", "an .rtf file"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a picture"),
        ("a.rar", b"Rar!\x1a\x07\x00" + b"\0" * 99, "a packed file"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 99, "damaged"),
        ("a.txt", b"", "no text"),
        ("a.txt", b" \n\t\r\n", "no text"),
        ("a.txt", bytes(range(256)) * 40, "no text in UTF-8"),
        ("a.txt", "长".encode() * 2_000_001, "longer than"),
        ("a.txt", b"a" * (17 * 2**20), "larger than"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(JbgraphError, match=message) as caught:
        reading.read(file)
    assert caught.value.where == name
    assert caught.value.hint


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="cannot be read"):
        reading.read(tmp_path / "none.txt")
    with pytest.raises(JbgraphError, match="folder"):
        reading.read(tmp_path)


def test_a_file_larger_than_memory_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(200 * 2**30)
    with pytest.raises(JbgraphError, match="larger than 16 MB"):
        reading.read(file)


@given(st.binary(max_size=600))
def test_any_bytes_give_a_text_or_a_clear_reason(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_bytes(data)
    try:
        text = reading.read(file)
    except JbgraphError as error:
        assert error.message("zh") != error.message("en")
    else:
        assert text.blocks
