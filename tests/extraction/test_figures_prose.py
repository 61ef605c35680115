"""Figures of running text: those of the report on the graph's own district, and what belongs to a numeral."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store
from samples import ROOT

from jbgraph import reading
from jbgraph.extraction import figures
from jbgraph.extraction.figures import read
from jbgraph.extraction.figures.lexicon import lexicon
from jbgraph.extraction.findings import Figure, Findings
from jbgraph.extraction.outline import outline
from jbgraph.reading.runs import Run

DATA = ROOT / "graph_data" / "jiangbei"
PLAN = "003_8cbfd0566eb12796.txt"


def run(text: str) -> Run:
    """Return a text as a run that is its own published text."""
    return Run(text, tuple(range(len(text))))


def found(text: str, part: str = "done", year: int | None = 2020) -> list[Figure]:
    """Return the figures of a sentence."""
    return read(run(text), part=part, year=year, plan_year=2021).figures  # type: ignore[arg-type]


def reasons(text: str) -> list[str]:
    """Return why the numerals of a sentence are no figures."""
    return [reason for _, reason in read(run(text), part="done", year=2020).excluded]


@cache
def by_hand() -> tuple[tuple[int, int, str, Decimal | None, str], ...]:
    """Return the records of the plan report made by hand in running text: place, kind, value and unit."""
    store = Store()
    for file in ("statements/plan-2021.trig", "documents/plan-2021.ttl", "../../ontology/vocabularies/unit.ttl"):
        form = RdfFormat.TRIG if file.endswith("trig") else RdfFormat.TURTLE
        store.load(path=str(DATA / file), format=form)
    rows = store.query(
        """
        PREFIX jb: <https://w3id.org/jbgraph/ontology#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?start ?end ?kind ?value ?unit {
          GRAPH ?passage { ?one a jb:Observation ; jb:kind ?kind }
          ?passage jb:start ?start ; jb:end ?end ; jb:passageKind ?form .
          OPTIONAL {
            GRAPH ?passage { ?one jb:value ?value ; jb:unit ?u }
            ?u skos:prefLabel ?unit FILTER (LANG(?unit) = "zh")
          }
          FILTER (!STRENDS(STR(?form), "/row"))
        } ORDER BY ?start ?one"""
    )
    return tuple(
        (
            int(row["start"].value),
            int(row["end"].value),
            row["kind"].value.rsplit("/", 1)[1],
            None if row["value"] is None else Decimal(row["value"].value),
            "" if row["unit"] is None else row["unit"].value,
        )
        for row in rows
    )


@pytest.fixture(scope="module")
def plan(sources: Path) -> Findings:
    """Return the figures read in the plan report."""
    return figures.find(outline(reading.read(sources / PLAN), year=2021))


def alike(figure: Figure, row: tuple[int, int, str, Decimal | None, str]) -> bool:
    """Say whether a figure is that of a record made by hand: same passage, value and unit."""
    start, end, _, value, unit = row
    if not (figure.span.start < end and start < figure.span.end):
        return False
    if value is None or figure.value is None:
        return value is None and figure.value is None
    return abs(value - figure.value) < Decimal("0.00001") and (figure.unit or "1") == unit


def test_plan_report(plan: Findings) -> None:
    left, met, kinds = list(plan.figures), 0, 0
    for row in by_hand():
        match = next((one for one in left if alike(one, row)), None)
        if match is not None:
            left.remove(match)
            met += 1
            kinds += match.kind == row[2]
    assert met / len(by_hand()) >= 0.92
    assert met / len(plan.figures) >= 0.95
    assert kinds / met >= 0.97


def test_no_numeral_of_the_plan_report_is_left_open(plan: Findings) -> None:
    assert plan.gaps == []


def test_quotes_of_the_plan_report_are_published_characters(plan: Findings, sources: Path) -> None:
    published = reading.read(sources / PLAN).published
    for figure in plan.figures:
        span = figure.span
        assert "".join(published[span.start : span.end].split()) == span.quote
        assert 0 < len(span.quote) <= 20


@pytest.mark.parametrize(
    ("metric", "value", "unit", "kind", "year", "measure"),
    [
        ("地区生产总值", "1325", "亿元", "actual", 2020, "level"),
        ("地区生产总值增速", "3.9", "%", "actual", 2020, "growth"),
        ("战略性新兴制造业增加值占GDP比重", "3", "%", "actual", 2020, "share"),
        ("证券交易量占全市比重", "0.333333", "", "actual", 2020, "share"),
        ("工伤保险参保人数", "40.73", "万人", "actual", 2020, "count"),
        ("农村清洁能源使用率", "100", "%", "actual", 2020, "share"),
        ("上市企业市值", "1", "名", "actual", 2020, "level"),
        ("固定资产投资超年初目标额", "77.7", "亿元", "actual", 2020, "increment"),
        ("服务业增加值增速", "8", "%", "forecast", 2021, "growth"),
        ("数字经济增加值增速", "15", "%", "target", 2021, "growth"),
        ("新增科技型企业数", "280", "家", "target", 2021, "increment"),
        ("应届高校毕业生当年底就业率", "90", "%", "target", 2021, "rate"),
    ],
)
def test_records_of_the_plan_report(
    plan: Findings, metric: str, value: str, unit: str, kind: str, year: int, measure: str
) -> None:
    rows = [(one.metric, one.value, one.unit, one.kind, one.year, one.measure_type) for one in plan.figures]
    assert (metric, Decimal(value), unit, kind, year, measure) in rows


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("全区金融机构近490家。", "just-under"),
        ("开展绿色信贷约300亿元。", "about"),
        ("电子商务交易额超2000亿元。", "more-than"),
        ("安全利用率达到95%以上。", "at-least"),
        ("城镇登记失业率控制在4.5%以内。", "at-most"),
        ("新增就业不少于3万人。", "at-least"),
        ("引进企业20余家。", "somewhat-more"),
        ("地区生产总值增长6%-7%。", "range"),
        ("完成签约1316户。", "equal"),
    ],
)
def test_hedges(text: str, comparator: str) -> None:
    assert [one.comparator for one in found(text)] == [comparator]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020年3月", "date"),
        ("印发江府发〔2020〕15号文件", "document-number"),
        ("加快5G网络建设", "code"),
        ("203中学", "code"),
        ("鲤鱼池42号文创园", "code"),
        ("长江第5号洪峰", "ordinal"),
        ("开通12345热线", "telephone"),
        ("打造15分钟便民圈", "service-time"),
        ("0-3岁婴幼儿", "age"),
        ("详见表1", "reference"),
        ("投资5000万元以上项目", "threshold"),
        ("从8个方面入手", "set"),
        ("土地承包再延长30年", "duration"),
    ],
)
def test_numerals_that_are_no_figures(text: str, reason: str) -> None:
    assert reason in reasons(text)
    assert found(text) == []


def test_a_number_of_the_names_before_it_is_no_figure() -> None:
    assert found("城南、城北、城西等3个项目开工。") == []
    assert [one.value for one in found("引进城南、城北等重点项目35个。")] == [Decimal(35)]


def test_without_a_subject_there_is_a_gap_and_no_figure() -> None:
    reading_of = read(run("达到1325亿元。"), part="done", year=2020)
    assert reading_of.figures == []
    assert [span.quote for span in reading_of.open] == ["1325亿元"]


@pytest.mark.parametrize(
    ("text", "year", "months", "until"),
    [
        ("1—9月，税收增长5%。", 2020, (1, 9), None),
        ("上半年，税收增长5%。", 2020, (1, 6), None),
        ("2019年，税收增长5%。", 2019, None, None),
        ("五年来，税收年均增长5%。", 2016, None, 2020),
        ("“十二五”期间，税收年均增长5%。", 2011, None, 2015),
        ("税收较2014年增长5%。", 2020, None, None),
    ],
)
def test_periods(text: str, year: int, months: tuple[int, int] | None, until: int | None) -> None:
    assert [(one.year, one.months, one.until) for one in found(text)] == [(year, months, until)]


@pytest.mark.parametrize(
    ("text", "part", "kind", "strength"),
    [
        ("力争税收达到5亿元。", "to-do", "target", "strive"),
        ("确保税收达到5亿元。", "to-do", "target", "ensure"),
        ("预计全年税收达到5亿元。", "done", "forecast", "forecast"),
        ("税收有望达到5亿元。", "arranged", "forecast", "hope"),
        ("税收达到5亿元。", "done", "actual", ""),
        ("到2025年，税收达到5亿元。", "done", "target", "achieve"),
        ("2019年税收达到5亿元。", "to-do", "actual", ""),
    ],
)
def test_kinds(text: str, part: str, kind: str, strength: str) -> None:
    assert [(one.kind, one.strength) for one in found(text, part)] == [(kind, strength)]


def test_published_characters_are_quoted_without_their_blanks() -> None:
    published = "存贷款余额超 1.5\n\n万亿元。"
    clean = [(sign, place) for place, sign in enumerate(published) if not sign.isspace()]
    text = Run("".join(sign for sign, _ in clean), tuple(place for _, place in clean))
    one = read(text, part="done", year=2020, published=published).figures[0]
    assert (one.span.quote, one.span.start, one.span.end) == ("存贷款余额超1.5万亿元", 0, len(published) - 1)


def test_a_workspace_adds_words(tmp_path: Path) -> None:
    (tmp_path / "figures.toml").write_text('[units]\ncount = ["贴"]\n', "utf-8")
    text = run("发放膏药120贴。")
    assert read(text, part="done", year=2020).figures == []
    assert [one.unit for one in read(text, part="done", year=2020, words=lexicon(tmp_path)).figures] == ["贴"]


ALPHABET = (
    "0123456789.,，。；、：:（）()“”%％-—一二三十百千万亿年月家个元人第前由到为占比增长提高分别均达约近余等的和"
    "新增引进全市"
)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=80))
def test_any_text_is_read(text: str) -> None:
    result = read(run(text), part="done", year=2020)
    spans = [*(one.span for one in result.figures), *(span for span, _ in result.excluded), *result.open]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert len(span.quote) <= 20
    assert all(one.metric and one.comparator for one in result.figures)
    assert read(run(text), part="done", year=2020) == result


@pytest.mark.parametrize(
    "unit",
    ["1", "1.", "1,", "一", "（1", "“1”", "增长1%", "1、", "占", "由1到2", "第", "百分之", "居全省", "新增1家、"],
)
def test_a_long_text_of_one_sign_ends(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert read(run(text), part="done", year=2020) is not None
