"""What the document around a sentence says of its figures: title, headings, the head of the paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbgraph import reading
from jbgraph.extraction import figures
from jbgraph.extraction.findings import Findings
from jbgraph.extraction.outline import outline

OUTLINE = "青石县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
NEWS = "踔厉奋发开新局\n——青石县2026年国民经济和社会发展计划解读\n\n本报记者　王新\n\n"
HALF = "关于青石县2024年上半年国民经济和社会发展计划执行情况的报告\n\n一、上半年计划执行情况\n\n"


def find(text: str, folder: Path) -> Findings:
    file = folder / "text.txt"
    file.write_text(text, "utf-8")
    return figures.find(outline(reading.read(file)))


def said(found: Findings) -> list[tuple[object, ...]]:
    return [
        (one.metric, str(one.value), one.kind, one.year, one.until if one.until else one.months)
        for one in found.figures
    ]


@pytest.mark.parametrize("title", [OUTLINE, "青石县“十四五”规划纲要", "青石县经济和社会发展规划（2021—2025年）"])
def test_aims_of_a_plan_of_five_years_are_for_all_of_them(tmp_path: Path, title: str) -> None:
    text = (
        f"{title}\n\n第一章　主要目标\n\n地区生产总值年均增长7%左右，到2025年达到900亿元；"
        "单位生产总值能耗五年累计降低13%；"
        "城镇新增就业5万人。\n\n到二〇三五年，人均地区生产总值达到20万元。\n"
    )
    assert said(find(text, tmp_path)) == [
        ("地区生产总值增速", "7", "target", 2021, 2025),
        ("地区生产总值", "900", "target", 2025, None),
        ("单位生产总值能耗降低", "13", "target", 2021, 2025),
        ("城镇新增就业人数", "5", "target", 2025, None),
        ("人均地区生产总值", "20", "target", 2035, None),
    ]


def test_a_review_in_such_a_plan_is_of_the_five_years_before(tmp_path: Path) -> None:
    text = (
        f"{OUTLINE}\n\n第一章　发展基础\n\n“十三五”时期，全县综合实力迈上新台阶。2020年，"
        "地区生产总值达到620亿元，年均增长7.4%。"
        "森林覆盖率达到52%。城镇新增就业累计达到4.6万人。\n"
    )
    assert said(find(text, tmp_path)) == [
        ("地区生产总值", "620", "actual", 2020, None),
        ("地区生产总值增速", "7.4", "actual", 2016, 2020),
        ("森林覆盖率", "52", "actual", 2020, None),
        ("城镇新增就业人数", "4.6", "actual", 2016, 2020),
    ]


def test_a_mean_of_years_that_nothing_tells_is_a_gap(tmp_path: Path) -> None:
    text = "关于青石县2020年计划执行情况与2021年计划草案的报告\n\n一、2020年计划执行情况\n\n财政收入年均增长6.8%。\n"
    found = find(text, tmp_path)
    assert not found.figures
    assert [gap.kind for gap in found.gaps] == ["numeral"]


def test_a_year_at_the_head_of_a_paragraph_holds_to_its_end(tmp_path: Path) -> None:
    text = (
        f"{NEWS}2025年，全县地区生产总值达到620亿元，增长5.9%；全年新增企业420家。城镇新增就业1.8万人。\n\n"
        "今年全县地区生产总值预期增长6%左右，城镇新增就业2万人以上。\n"
    )
    assert said(find(text, tmp_path)) == [
        ("地区生产总值", "620", "actual", 2025, None),
        ("地区生产总值增速", "5.9", "actual", 2025, None),
        ("新增企业数", "420", "actual", 2025, None),
        ("城镇新增就业人数", "1.8", "actual", 2025, None),
        ("地区生产总值增速", "6", "target", 2026, None),
        ("城镇新增就业人数", "2", "target", 2026, None),
    ]


def test_half_a_year_in_the_heading_holds_for_its_figures(tmp_path: Path) -> None:
    text = (
        f"{HALF}上半年，全县实现地区生产总值286亿元。规上工业增加值增长6.1%。\n\n城镇新增就业7860人。\n\n"
        "二、下半年工作安排\n\n确保全年城镇新增就业1.2万人以上。\n"
    )
    assert said(find(text, tmp_path)) == [
        ("地区生产总值", "286", "actual", 2024, (1, 6)),
        ("规上工业增加值增速", "6.1", "actual", 2024, (1, 6)),
        ("城镇新增就业人数", "7860", "actual", 2024, (1, 6)),
        ("城镇新增就业人数", "1.2", "target", 2024, None),
    ]
