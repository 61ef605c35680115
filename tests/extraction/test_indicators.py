"""Tables of indicators in the layouts of the genre, with the values that a reader takes from them."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgraph import reading
from jbgraph.extraction import indicators
from jbgraph.extraction.cells import cells
from jbgraph.extraction.findings import Figure, Findings
from jbgraph.extraction.outline import outline
from jbgraph.extraction.words import words

LAYOUTS = Path(__file__).parent / "layouts"
REPORT = "关于甲县2015年计划执行情况与2016年计划草案的报告\n\n"


def find(file: Path) -> Findings:
    return indicators.find(outline(reading.read(file)))


def table(tmp_path: Path, caption: str, *rows: str, above: str = REPORT + "一、2015年计划执行情况\n\n") -> Findings:
    file = tmp_path / "report.txt"
    file.write_text(above + caption + "\n\n" + "\n".join(row.replace("|", "\t") for row in rows) + "\n", "utf-8")
    return find(file)


def said(figure: Figure) -> tuple[str, str, str, str, int | None]:
    value = str(figure.value) if figure.value is not None else figure.words
    return figure.metric, figure.kind, value, figure.unit, figure.year


def test_plan_completion_and_growth_in_markdown() -> None:
    found = find(LAYOUTS / "county-figures.md")
    assert [said(figure) for figure in found.figures] == [
        ("地区生产总值", "actual", "82.6", "亿元", 2010),
        ("地区生产总值", "target", "95", "亿元", 2011),
        ("地区生产总值", "actual", "98.3", "亿元", 2011),
        ("地区生产总值完成率", "actual", "103.5", "%", 2011),
        ("地区生产总值增速", "actual", "15.2", "%", 2011),
        ("地区生产总值：第一产业", "actual", "18.1", "亿元", 2010),
        ("地区生产总值：第一产业", "target", "19", "亿元", 2011),
        ("地区生产总值：第一产业", "actual", "19.4", "亿元", 2011),
        ("地区生产总值：第一产业完成率", "actual", "102.1", "%", 2011),
        ("地区生产总值：第一产业增速", "actual", "5.0", "%", 2011),
        ("财政总收入", "actual", "6.05", "亿元", 2010),
        ("财政总收入", "target", "7.3", "亿元", 2011),
        ("财政总收入", "actual", "7.96", "亿元", 2011),
        ("财政总收入完成率", "actual", "109.0", "%", 2011),
        ("财政总收入增速", "actual", "31.6", "%", 2011),
        ("单位生产总值能耗下降", "actual", "3.5", "%", 2010),
        ("单位生产总值能耗下降", "target", "3.6", "%", 2011),
        ("单位生产总值能耗下降", "actual", "3.61", "%", 2011),
    ]


def test_the_table_of_a_five_year_outline() -> None:
    found = find(LAYOUTS / "outline-chapters.txt")
    binding = {figure.metric.removesuffix("累计") for figure in found.figures if figure.binding}
    assert binding == {"单位GDP能源消耗降低", "森林覆盖率"}
    first = [(*said(figure), figure.until, figure.comparator) for figure in found.figures[:3]]
    assert first == [
        ("地区生产总值", "actual", "520", "亿元", 2020, None, "equal"),
        ("地区生产总值", "target", "800", "亿元", 2025, None, "equal"),
        ("地区生产总值增速", "target", "8", "%", 2021, 2025, "about"),
    ]
    sums = [(*said(figure), figure.until) for figure in found.figures if figure.metric.endswith("累计")]
    assert sums == [
        ("常住人口城镇化率累计", "target", "7.9", "%", 2021, 2025),
        ("每千人口执业（助理）医师数累计", "target", "0.9", "人", 2021, 2025),
        ("森林覆盖率累计", "target", "0.5", "%", 2021, 2025),
    ]
    assert [figure.words for figure in found.figures if figure.comparator == "delegated"] == ["完成省下达目标"]
    assert [figure.words for figure in found.figures if figure.comparator == "magnitude"] == ["与经济增长同步"]
    assert not found.gaps


def test_a_header_of_two_rows_and_reported_statuses(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "表1：2015年主要指标完成情况",
        "序号|指标名称|2015年||完成情况",
        "年初目标|实际完成",
        "1|地区生产总值增速（%）|8左右|7.6|基本完成",
        "2|一般公共预算收入 (亿元) *|与上年持平|12.4|超额完成",
        "3|主要污染物减排（%）★|—|—|完成目标",
        "#化学需氧量|2.5|2.6",
        "4|城镇登记失业率（%）|4以内|3.2|未完成",
    )
    shown = [(figure.metric, figure.kind, figure.comparator, figure.status, figure.binding) for figure in found.figures]
    assert shown == [
        ("地区生产总值增速", "target", "about", "", False),
        ("地区生产总值增速", "actual", "equal", "basically-met", False),
        ("一般公共预算收入", "target", "unchanged", "", True),
        ("一般公共预算收入", "actual", "equal", "exceeded", True),
        ("主要污染物减排", "target", "not-printed", "", True),
        ("主要污染物减排", "actual", "not-printed", "met", True),
        ("化学需氧量减排", "target", "equal", "", True),
        ("化学需氧量减排", "actual", "equal", "", True),
        ("城镇登记失业率", "target", "at-most", "", False),
        ("城镇登记失业率", "actual", "equal", "", False),
    ]
    assert {figure.year for figure in found.figures} == {2015}
    assert [gap.message[1] for gap in found.gaps] == ["未识别的完成情况：未完成"]


def test_years_in_the_header_and_an_attribute(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "2016年主要预期目标",
        "指标|计量单位|2014年实际|2015年预计|2016年目标|指标属性",
        "生产总值|亿元|80|88|95|预期性",
        "森林覆盖率|%|41.2|41.5|≥42|约束性",
        "粮食产量|万吨|30|30.5|30～31|预期性",
    )
    assert [(said(figure), figure.binding, figure.comparator) for figure in found.figures] == [
        (("生产总值", "actual", "80", "亿元", 2014), False, "equal"),
        (("生产总值", "forecast", "88", "亿元", 2015), False, "equal"),
        (("生产总值", "target", "95", "亿元", 2016), False, "equal"),
        (("森林覆盖率", "actual", "41.2", "%", 2014), True, "equal"),
        (("森林覆盖率", "forecast", "41.5", "%", 2015), True, "equal"),
        (("森林覆盖率", "target", "42", "%", 2016), True, "at-least"),
        (("粮食产量", "actual", "30", "万吨", 2014), False, "equal"),
        (("粮食产量", "forecast", "30.5", "万吨", 2015), False, "equal"),
        (("粮食产量", "target", "30", "万吨", 2016), False, "range"),
    ]
    assert found.figures[-1].upper == Decimal(31)


def test_the_unit_above_a_table_and_a_table_in_two_halves(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "附表 2015年投资完成情况\n\n单位：亿元",
        "指标|计划|完成|指标|计划|完成",
        "工业投资|20|21.5|基础设施投资|15|14",
        "房地产投资|8|7|民生投资|3|3.2",
    )
    assert [said(figure) for figure in found.figures if figure.kind == "actual"] == [
        ("工业投资", "actual", "21.5", "亿元", 2015),
        ("房地产投资", "actual", "7", "亿元", 2015),
        ("基础设施投资", "actual", "14", "亿元", 2015),
        ("民生投资", "actual", "3.2", "亿元", 2015),
    ]


def test_a_table_of_projects_speaks_of_each(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "2016年重点项目表",
        "序号|项目名称|总投资（亿元）|2016年计划投资（亿元）|责任单位",
        "1|甲河大桥|3.6|1.2|交通局",
        "2|县医院新区|5|2|卫生局",
    )
    shown = [(figure.about, figure.metric, str(figure.value), figure.unit, figure.kind) for figure in found.figures]
    assert shown[:2] == [
        ("甲河大桥", "总投资", "3.6", "亿元", "target"),
        ("甲河大桥", "计划投资", "1.2", "亿元", "target"),
    ]
    assert [row[0] for row in shown[2:]] == ["县医院新区", "县医院新区"]


def test_numbers_below_an_unknown_header_are_a_gap(tmp_path: Path) -> None:
    found = table(tmp_path, "表1", "指标|2016年目标|权重", "生产总值（亿元）|95|30", "粮食产量（万吨）|31|20")
    assert len(found.figures) == 2
    assert [gap.message[1] for gap in found.gaps] == ["未读“权重”一列的数值"]


def test_a_table_without_indicators_is_a_gap(tmp_path: Path) -> None:
    found = table(tmp_path, "值班安排", "日期|星期|人数", "1月1日|五|3", "1月2日|六|4")
    assert not found.figures
    assert [gap.kind for gap in found.gaps] == ["table"]


@pytest.mark.parametrize(
    ("text", "value", "comparator", "unit"),
    [
        ("7.5左右", "7.5", "about", ""),
        ("2.5 以内", "2.5", "at-most", ""),
        ("3.55以上", "3.55", "at-least", ""),
        ("≤0.022", "0.022", "at-most", ""),
        ("＞80", "80", "more-than", ""),
        ("6.5%左右", "6.5", "about", "%"),
        ("不低于1,200亿元", "1200", "at-least", "亿元"),
        ("控制在4.5以内", "4.5", "at-most", ""),
        ("突破500", "500", "more-than", ""),
        ("约300", "300", "about", ""),
        ("-3.2", "-3.2", "equal", ""),
        ("80余", "80", "somewhat-more", ""),
        ("〔15.5〕", "15.5", "equal", ""),
        ("3-5", "3", "range", ""),
    ],
)
def test_what_a_cell_says(text: str, value: str, comparator: str, unit: str) -> None:
    (cell,) = cells(reading_of(text), words("indicators"))
    assert (cell.value, cell.comparator, cell.unit) == (Decimal(value), comparator, unit)


def reading_of(text: str) -> str:
    from jbgraph.reading.cleaning import clean

    return clean(text).text


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("—", "not-printed"),
        ("与上年持平", "unchanged"),
        ("市级下达", "delegated"),
        ("完成省下达任务", "delegated"),
        ("/", "not-printed"),
    ],
)
def test_words_in_a_cell(text: str, comparator: str) -> None:
    (cell,) = cells(text, words("indicators"))
    assert (cell.value, cell.comparator, cell.words) == (None, comparator, text)


def test_two_values_in_a_cell() -> None:
    found = cells("1325亿元，增长3.9%", words("indicators"))
    assert [(cell.value, cell.unit, cell.growth) for cell in found] == [
        (Decimal(1325), "亿元", False),
        (Decimal("3.9"), "%", True),
    ]


@given(st.text(max_size=60))
def test_any_cell_is_read_or_left(text: str) -> None:
    for cell in cells(text, words("indicators")):
        assert 0 <= cell.low <= cell.high <= len(text)


def test_the_quote_is_what_the_table_prints(tmp_path: Path) -> None:
    found = table(tmp_path, "表1", "指标|计划", "生产总值（亿元）|８５ 左右")
    text = (tmp_path / "report.txt").read_text("utf-8")
    span = found.figures[0].span
    assert text[span.start : span.end] == "８５ 左右"
    assert span.quote == "85左右"


SOURCES = os.environ.get("JBGRAPH_SOURCES", "")


@pytest.mark.skipif(not SOURCES, reason="needs the source documents: JBGRAPH_SOURCES")
def test_the_tables_of_the_plan_report() -> None:
    """22 data rows in table 1 and 20 in table 2; 4 binding indicators with two sub-rows, then 5."""
    found = find(next(Path(SOURCES).glob("003_*")))
    assert len(found.figures) == 84
    assert not found.gaps
    assert len([figure for figure in found.figures if figure.binding]) == 2 * (6 + 5)
    statuses = [figure.status for figure in found.figures if figure.status]
    assert {status: statuses.count(status) for status in set(statuses)} == {
        "as-expected": 7,
        "basically-met": 1,
        "exceeded": 6,
        "met": 6,
    }


def test_units_in_a_line_above_and_rows_behind_of_which(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "甲县2015年主要指标完成情况表\n单位：亿元、%",
        "指标|2014年实绩|2015年实绩|比上年增长",
        "一、生产总值|120|132|10",
        "其中：第一产业|20|21|4.2",
        "第二产业|60|66|12",
        "二、财政收入|8|9|12.5",
        "其中：税收收入|6|7|16",
        "非税收入|2|2|1",
        "三、城镇登记失业率|3.6|3.5|",
    )
    assert list(dict.fromkeys((figure.metric, figure.unit) for figure in found.figures)) == [
        ("生产总值", "亿元"), ("生产总值增速", "%"),
        ("生产总值：第一产业", "亿元"), ("生产总值：第一产业增速", "%"),
        ("生产总值：第二产业", "亿元"), ("生产总值：第二产业增速", "%"),
        ("财政收入", "亿元"), ("财政收入增速", "%"),
        ("财政收入：税收收入", "亿元"), ("财政收入：税收收入增速", "%"),
        ("财政收入：非税收入", "亿元"), ("财政收入：非税收入增速", "%"),
        ("城镇登记失业率", "%"),
    ]  # fmt: skip


def test_a_share_keeps_what_it_is_taken_in(tmp_path: Path) -> None:
    found = table(tmp_path, "表1", "指标|单位|2015年完成|占全市比重（%）", "固定资产投资|亿元|260|14.1")
    assert [(figure.metric, figure.unit, figure.within) for figure in found.figures] == [
        ("固定资产投资", "亿元", ""),
        ("固定资产投资占全市比重", "%", "全市"),
    ]


@pytest.mark.parametrize(
    ("whole", "part", "name"),
    [
        ("主要污染物排放总量减少（%）", "#化学需氧量", "化学需氧量排放总量减少"),
        ("主要农产品产量（万吨）", "其中：粮食", "粮食产量"),
        ("主要污染物排放量（万吨）", "其中：氨氮排放量", "氨氮排放量"),
        ("财政总收入（亿元）", "其中：地方收入", "财政总收入：地方收入"),
    ],
)
def test_parts_of_a_group_have_its_measure(tmp_path: Path, whole: str, part: str, name: str) -> None:
    found = table(tmp_path, "表1", "指标|2015年目标", f"{whole}|4", f"{part}|2.5")
    assert [figure.metric for figure in found.figures][1] == name
