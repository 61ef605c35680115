"""The outline of invented documents in layouts of the genre, with what a reader finds in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgraph import reading
from jbgraph.extraction.findings import Section
from jbgraph.extraction.outline import Outline, outline
from jbgraph.extraction.sentences import sentences
from jbgraph.reading.cleaning import clean

LAYOUTS = Path(__file__).parent / "layouts"


def read(text: str, tmp_path: Path, year: int | None = None) -> Outline:
    file = tmp_path / "report.txt"
    file.write_text(text, "utf-8")
    return outline(reading.read(file), year=year)


def layout(name: str) -> Outline:
    return outline(reading.read(LAYOUTS / name))


def shown(found: Outline, *, part: str = "") -> list[str]:
    """The sections below the title: rank as indent, number, title."""
    return [
        "  " * (section.rank - 1) + f"{section.number} {section.title}".strip()
        for section in found.sections[1:]
        if not part or section.part == part
    ]


def tasks(found: Outline) -> list[str]:
    return [section.title for section in found.sections if section.task]


def test_a_city_report_with_tasks_as_first_second() -> None:
    found = layout("city-first-second.txt")
    assert found.title == "关于云澜市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告"
    assert found.year == 2024
    assert shown(found) == [
        "一 2023年国民经济和社会发展计划执行情况",
        "  一 产业结构持续优化",
        "  二 改革开放不断深化",
        "二 2024年经济社会发展总体要求和主要目标",
        "  一 总体要求",
        "  二 主要目标",
        "三 2024年国民经济和社会发展主要任务",
        "  一 着力扩大有效需求",
        "    一 积极促进消费",
        "    二 扩大有效投资",
        "    三 稳定外贸外资",
        "  二 加快建设现代化产业体系",
        "    一 做强主导产业",
        "    二 培育新兴产业",
        "    三 发展生产性服务业",
        "  四 切实保障和改善民生",
        "    一 促进高质量充分就业",
        "    二 办好人民满意的教育",
    ]
    assert len(tasks(found)) == 8
    assert [gap.message[0] for gap in found.gaps] == ["the numbers jump: 2 → 4 (切实保障和改善民生)"]
    assert [(section.part, section.year) for section in found.sections if section.rank == 1] == [
        ("done", 2023),
        ("arranged", 2024),
        ("to-do", 2024),
    ]
    assert [passage.run.text for passage in found.passages if passage.kind == "byline"] == [
        "——2024年1月18日在云澜市第六届人民代表大会第四次会议上",
        "云澜市发展和改革委员会主任周怀远",
        "各位代表：",
    ]


def test_shortcomings_counted_in_a_review_are_no_sections() -> None:
    found = layout("city-first-second.txt")
    shortcoming = next(passage for passage in found.passages if "清醒地看到" in passage.run.text)
    assert found.sections[shortcoming.section].number == "一"
    assert found.sections[shortcoming.section].rank == 1
    last = found.passages[-1]
    assert found.sections[last.section].rank == 0


def test_a_county_report_in_markdown_with_a_table() -> None:
    found = layout("county-figures.md")
    assert found.year == 2012
    assert shown(found) == [
        "一 2011年计划执行情况",
        "  附表1：青屏县2011年国民经济和社会发展主要指标完成情况",
        "  一 工业经济提速增效",
        "    1 园区建设步伐加快",
        "    2 骨干企业支撑有力",
        "  二 农业基础更加稳固",
        "二 2012年主要目标和重点工作",
        "  一 主要目标",
        "  二 重点工作",
        "    1 突出项目建设，增强发展后劲",
        "    2 突出园区建设，壮大工业实力",
        "    3 突出城镇带动，统筹城乡发展",
        "    4 突出民生改善，促进社会和谐",
    ]
    assert len(tasks(found)) == 4
    assert not found.gaps
    items = [passage.run.text for passage in found.passages if passage.kind == "list-item"]
    assert items == ["1.地区生产总值增长14%；", "2.财政总收入增长20%；", "3.城镇登记失业率控制在4.2%以内。"]
    note = next(passage for passage in found.passages if passage.run.text.startswith("注："))
    assert found.sections[note.section].title.startswith("附表1")
    after = found.passages[note.number]
    assert found.sections[after.section].title == "工业经济提速增效"


def test_a_work_report_with_headings_without_numbers() -> None:
    found = layout("work-report.txt")
    assert (found.title, found.year) == ("政府工作报告", 2019)
    assert shown(found) == [
        "2018年工作回顾",
        "    实体经济提质增效",
        "    城市面貌焕然一新",
        "    群众生活持续改善",
        "2019年工作安排",
        "  一 坚定不移推进产业升级",
        "    加快智能制造",
        "    壮大现代服务业",
        "  二 持之以恒建设美丽海棠",
        "    完善基础设施",
        "    改善生态环境",
        "  三 加强政府自身建设",
        "名词解释",
    ]
    assert tasks(found) == ["加快智能制造", "壮大现代服务业", "完善基础设施", "改善生态环境", "加强政府自身建设"]
    assert found.sections[-1].part == "other"
    assert not any(
        "[" in passage.run.text for passage in found.passages if found.sections[passage.section].part == "done"
    )


def test_a_five_year_outline_with_chapters_boxes_and_contents() -> None:
    found = layout("outline-chapters.txt")
    assert (found.year, found.until) == (2021, 2025)
    assert [line for line in shown(found) if "章" not in line] == [
        "一 发展基础和环境",
        "  一 发展成就",
        "  二 发展环境",
        "二 指导思想和主要目标",
        "  一 指导思想",
        "  二 主要目标",
        "    专栏1“十四五”时期经济社会发展主要指标",
        "三 建设现代产业体系",
        "  一 做强特色农业",
        "    一 发展高原特色产业",
        "    二 建设农产品冷链物流",
        "  二 做优绿色工业",
        "        2 重点工业项目",
    ]
    assert tasks(found) == ["发展高原特色产业", "建设农产品冷链物流", "做优绿色工业"]
    assert [section.part for section in found.sections if section.rank == 1] == ["done", "arranged", "to-do"]
    assert not found.gaps


def test_a_table_among_the_contents_is_no_entry_of_them(tmp_path: Path) -> None:
    page = tmp_path / "report.md"
    lines = [
        "# 某区2020年计划执行情况与2021年计划的报告",
        "目录",
        "一、2020年执行情况",
        "| 附表 | 页 |\n|---|---|\n| 主要指标 | 9 |",
        "二、2021年主要任务",
        "一、2020年执行情况",
        "生产总值增长4%。",
        "二、2021年主要任务",
        "（一）发展农业。修好水渠。",
    ]
    page.write_text("\n\n".join(lines), "utf-8")
    found = outline(reading.read(page))
    assert shown(found)[-3:] == ["一 2020年执行情况", "二 2021年主要任务", "  一 发展农业"]


def test_an_old_report_in_narrow_lines() -> None:
    found = layout("old-town.txt")
    assert found.title == "关于南洼镇2003年国民经济和社会发展计划执行情况和2004年计划草案的报告"
    assert found.year == 2004
    assert tasks(found) == [
        "调整农业结构，发展特色农业",
        "加大招商引资力度，壮大工业经济",
        "加快小城镇建设，完善服务功能",
    ]
    assert "财政收入1860万元，增长9.5%；农民人均纯收入2680元，增加176元。" in "".join(
        p.run.text for p in found.passages
    )


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、二〇二〇年国民经济和社会发展计划执行情况", "done"),
        ("一、过去五年工作回顾", "done"),
        ("二、2021年经济社会发展总体要求和预期目标", "arranged"),
        ("二、今后五年的奋斗目标", "arranged"),
        ("三、2021年重点工作任务和措施", "to-do"),
        ("三、做好2021年国民经济和社会发展工作", "to-do"),
        ("四、切实加强政府自身建设", "to-do"),
    ],
)
def test_parts_are_told_by_the_words_of_their_heading(tmp_path: Path, heading: str, part: str) -> None:
    found = read(f"关于甲市2020年计划执行情况与2021年计划草案的报告\n\n{heading}\n\n正文一句。\n", tmp_path)
    assert found.sections[1].part == part


def test_a_part_with_aims_and_tasks_under_one_heading(tmp_path: Path) -> None:
    found = read(
        "关于甲市2020年计划执行情况与2021年计划草案的报告\n\n二、2021年总体要求和重点工作\n\n（一）总体要求\n\n坚持稳中求进。\n\n"
        "（二）扩大有效投资\n\n1.推进项目建设。开工项目12个。\n\n2.加强要素保障。供应土地800亩。\n",
        tmp_path,
    )
    assert [section.part for section in found.sections[1:]] == ["arranged", "arranged", "to-do", "to-do", "to-do"]
    assert tasks(found) == ["推进项目建设", "加强要素保障"]


def test_tasks_numbered_through_all_groups_leave_no_gap(tmp_path: Path) -> None:
    tasks_of = (
        "（一）甲组",
        "1、做甲事。说明。",
        "2、做乙事。说明。",
        "（二）乙组",
        "3、做丙事。说明。",
        "5、做戊事。说明。",
    )
    text = "\n\n".join(("关于甲市计划草案的报告", "一、2021年重点任务", *tasks_of))
    found = read(text, tmp_path)
    assert tasks(found) == ["做甲事", "做乙事", "做丙事", "做戊事"]
    assert [gap.message[1] for gap in found.gaps] == ["编号不连续：3 → 5（做戊事）"]
    gap = found.gaps[0].span
    assert gap is not None
    assert found.text.published[gap.start : gap.end] == "5、做戊事。"


def test_tasks_counted_by_first_second_third(tmp_path: Path) -> None:
    found = read(
        "临江省2011年计划草案的报告\n\n三、2011年主要任务和措施\n\n第一，加强“三农”工作。改造中低产田200万亩。\n\n"
        "第二，加快工业结构调整。推进新工厂等100个项目。\n\n第三，保障和改善民生。新增城镇就业45万人。\n",
        tmp_path,
    )
    assert tasks(found) == ["加强“三农”工作", "加快工业结构调整", "保障和改善民生"]
    assert [section.ordinal for section in found.sections if section.task] == [1, 2, 3]


def test_words_explained_at_the_end_are_no_headings(tmp_path: Path) -> None:
    found = read(
        "甲市2021年政府工作报告\n\n一、重点工作\n\n（一）抓项目\n\n开工12个。\n\n名词解释\n\n1.五个跨越：指五个方面。\n\n2.两高：指高耗能、高排放。\n",
        tmp_path,
    )
    assert shown(found)[-1] == "名词解释"
    assert [passage.kind for passage in found.passages[-2:]] == ["list-item", "list-item"]


def test_a_heading_parted_from_its_text_by_a_wide_blank(tmp_path: Path) -> None:
    found = read("甲市政府工作报告\n\n二、2021年重点工作\n\n（一）扩大投资　　抓好项目，完成投资90亿元。\n", tmp_path)
    assert shown(found) == ["二 2021年重点工作", "  一 扩大投资"]


@pytest.mark.parametrize(
    "line",
    ["3.5%以上的企业实现增长。", "25.4万头生猪出栏。", "2021年完成投资。", "3-5家企业上市。", "12.6亿元投资落地。"],
)
def test_figures_at_the_start_of_a_line_are_no_headings(tmp_path: Path, line: str) -> None:
    found = read(f"甲市政府工作报告\n\n三、2021年重点工作\n\n各项工作有序推进，成效明显。\n\n{line}\n", tmp_path)
    assert shown(found) == ["三 2021年重点工作"]


def test_the_year_given_stands_above_the_year_read(tmp_path: Path) -> None:
    text = "甲区政府工作报告\n\n一、工作回顾\n\n经济平稳。\n\n二、重点工作\n\n抓好项目。\n"
    assert read(text, tmp_path).year is None
    assert [section.year for section in read(text, tmp_path, 2022).sections[1:]] == [2021, 2022]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("关于甲县2008年国民经济和社会发展计划执行情况与2009年国民经济和社会发展计划草案的报告", 2009),
        ("关于甲县二○○八年计划执行情况和二○○九年计划（草案）的报告", 2009),
        ("甲市2020年重点工作完成情况和2021年重点工作计划安排的报告", 2021),
        ("2023年政府工作报告", 2023),
        ("甲市2026年国民经济和社会发展计划", 2026),
        ("甲市国民经济和社会发展第十五个五年规划纲要", 2026),
        ("甲市养老服务体系建设规划（2023—2027年）", 2023),
        ("甲县经济和社会发展“十一五”规划纲要", 2006),
        ("甲县城乡建设规划纲要", None),
    ],
)
def test_the_plan_year_is_read_from_the_title(tmp_path: Path, title: str, year: int | None) -> None:
    assert read(f"{title}\n\n经济平稳运行。\n", tmp_path).year == year


def test_a_work_report_is_for_the_year_it_was_given_in(tmp_path: Path) -> None:
    text = "政府工作报告\n\n——2007年2月3日在甲县第十四届人民代表大会第五次会议上\n\n各位代表：\n\n请予审议。\n"
    assert read(text, tmp_path).year == 2007


def test_news_without_headings_has_one_section(tmp_path: Path) -> None:
    found = read(
        "甲区推进项目建设\n\n本报讯 （记者 李明）昨日，甲区12个项目集中开工。\n\n据了解，总投资38亿元。\n", tmp_path
    )
    assert [section.rank for section in found.sections] == [0]
    assert found.year is None
    assert len(found.passages) == 3


def test_short_lines_are_headings_where_no_heading_has_a_number(tmp_path: Path) -> None:
    prose = "新的一年，全县上下围绕目标任务抓好落实，推动经济平稳健康发展，努力实现良好开局。"
    text = (
        "凝心聚力再出发\n——青石县2026年国民经济和社会发展计划解读\n\n本报记者　王新\n\n"
        f"{prose}\n\n回眸2025 发展稳中有进\n\n{prose}\n\n"
        f"{prose}\n\n产业发展 跑出“加速度”\n\n{prose}\n\n（责编：王新）\n"
    )
    found = read(text, tmp_path)
    assert found.year == 2026
    assert [(one.title, one.rank, one.part, one.year, one.task) for one in found.sections[1:]] == [
        ("回眸2025发展稳中有进", 1, "done", 2025, False),
        ("产业发展跑出“加速度”", 1, "other", 2026, False),
    ]


def test_items_of_a_box_are_no_tasks(tmp_path: Path) -> None:
    text = (
        "青石县“十四五”规划纲要\n\n第一章　构建现代产业体系\n\n第一节　做强先进制造业\n\n壮大主导产业。\n\n"
        "专栏1　重大工程\n\n"
        "1.电子信息。建设封测基地。\n2.装备制造。建设装备产业园。\n\n第二节　发展现代服务业\n\n推动物流枢纽建设。\n"
    )
    found = read(text, tmp_path)
    assert [one.title for one in found.sections if one.task] == ["做强先进制造业", "发展现代服务业"]
    parents = {one.title: found.sections[one.parent or 0].title for one in found.sections}
    assert parents["电子信息"] == parents["装备制造"] == "重大工程"


def test_rules_of_a_workspace_are_merged_over_ours(tmp_path: Path) -> None:
    (tmp_path / "outline.toml").write_text('[parts]\nto-do = ["作战计划"]\n', "utf-8")
    file = tmp_path / "report.txt"
    file.write_text("甲区2021年报告\n\n一、作战计划\n\n（一）抓项目\n\n开工12个。\n", "utf-8")
    assert tasks(outline(reading.read(file), rules=tmp_path)) == ["抓项目"]
    assert tasks(outline(reading.read(file))) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("增长8%。其中工业增长9%！是吗？", ["增长8%。", "其中工业增长9%！", "是吗？"]),
        ("他说：“要抓实。要抓细。”会议强调。", ["他说：“要抓实。要抓细。”", "会议强调。"]),
        ("出台办法（试行。）后见效。完成。", ["出台办法（试行。）后见效。", "完成。"]),
        ("（未闭合的括号。第二句。", ["（未闭合的括号。", "第二句。"]),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert [sentence.text for sentence in sentences(clean(text))] == wanted


@given(st.text(st.sampled_from("一二三、（）1.2 是。；增长%\n\t|#“”目录第章年2021报告"), max_size=300))
def test_any_text_has_an_outline(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_text(f"报告。{text}", "utf-8")
    found = outline(reading.read(file))
    assert [passage.number for passage in found.passages] == [*range(1, len(found.passages) + 1)]
    assert all(0 <= passage.section < len(found.sections) for passage in found.passages)
    for place, section in enumerate(found.sections):
        assert section.parent is None or section.parent < place
        assert section.passage is None or 1 <= section.passage <= len(found.passages)


SOURCES = os.environ.get("JBGRAPH_SOURCES", "")


@pytest.mark.skipif(not SOURCES, reason="needs the source documents: JBGRAPH_SOURCES")
def test_the_plan_report_as_it_was_read_by_people() -> None:
    """Thirty tasks in eight groups (2, 5, 2, 3, 4, 4, 3, 7), no number left out, nothing cut by a page."""
    found = outline(reading.read(next(Path(SOURCES).glob("003_*"))))
    numbered = [section for section in found.sections if section.task]
    assert [section.ordinal for section in numbered] == [*range(1, 31)]
    groups: dict[Section, int] = {}
    for section in numbered:
        assert section.parent is not None
        above = found.sections[section.parent]
        groups[above] = groups.get(above, 0) + 1
    assert [*groups.values()] == [2, 5, 2, 3, 4, 4, 3, 7]
    assert not found.gaps
    ends = [p.run.text[-1] for p in found.passages if p.kind == "sentence"]
    assert set(ends) <= set("。！；：")
