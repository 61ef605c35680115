"""Numbers in Chinese text."""

from __future__ import annotations

import pytest

from jbgraph import numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("总投资1.5亿元", 1.5), ("93.6%", 93.6), ("95%以上", 95), ("1 325 亿元", 1325), ("１２万人次", 12),
        ("占全市的1/5", 0.2), ("占全市的 1 / 5", 0.2), ("九大工程", 9), ("二十三个项目", 23), ("两个平台", 2),
        ("一百二十家", 120), ("居首位", 1), ("第三名", 3), ("-3.5%", 3.5), ("下降3.5%", -3.5), ("2020年3月", 3),
        ("1.50亿元", 1.5), ("第十四个", 14),
    ],
)  # fmt: skip
def test_a_number_that_is_printed(text: str, value: float) -> None:
    assert numerals.states(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1325亿元", 132), ("1325亿元", 325), ("93.6%", 93), ("93.6%", 6), ("九大工程", 8), ("工程", 1), ("", 0),
        ("1/0", 1.5), ("1/00", 7), ("与上年持平", 12),
    ],
)  # fmt: skip
def test_a_number_that_is_not(text: str, value: float) -> None:
    assert not numerals.states(text, value)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“五社” 联动（试点）", "五社联动(试点)"), ("绿岸\n步道", "绿岸步道"), ("《规划》", "《规划》"),
        ("９５％", "95%"), ("**粗体**", "粗体"), ("『甲』「乙」", "『甲』乙"), ("　全角空格　", "全角空格"), ("", ""),
    ],
)  # fmt: skip
def test_plain(text: str, plain: str) -> None:
    assert numerals.plain(text) == plain


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("二十三", 23), ("两", 2), ("一百零五", 105), ("首", 1), ("万千", None), ("亿亿", None), ("十", 10)],
)
def test_chinese(numeral: str, value: float | None) -> None:
    assert numerals.chinese(numeral) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2030年", ["2030"]),
        ("投资1.5亿元，长38公里", ["1.5", "38"]),
        ("实施三大工程", ["三大"]),
        ("进一步统一推进一批项目", []),  # 一 counts nothing there
        ("十二个项目", ["十二个"]),
        ("第三季度", []),
        ("", []),
    ],
)
def test_numerals_that_count(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in numerals.numerals(text)] == found
