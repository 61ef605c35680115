"""Numbers in Chinese text: which numerals stand in it, and whether a value is one of them."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

_BLANK = re.compile(r"\s")
_MARKS = re.compile(r"[“”‘’\"'「」﹃﹄\\*#]")
_ARABIC = re.compile(r"\d+(?:\.\d+)?(?:/0*[1-9]\d*)?")
_CHINESE = re.compile(r"[零一二两三四五六七八九十百千万亿首]+")
# A Chinese numeral counts something where a measure word follows; 一 is left out: 一批, 进一步, 统一 count nothing.
_COUNTING = re.compile(
    r"[二三四五六七八九十两]+(?:大|个|项|张|条|靠|社|联|类|维度|率先|百|支柱|统筹|化|倍|举措|行动|平台)"
)


def plain(text: str) -> str:
    """Return a text as names and quotes are compared: NFKC, without blanks, line breaks, quotes and emphasis.

    >>> plain("“五社” 联动（试点）")
    '五社联动(试点)'
    """
    return unicodedata.normalize("NFKC", _MARKS.sub("", _BLANK.sub("", text))).replace("－", "-")


def states(text: str, value: float) -> bool:
    """Say whether a number stands in a text, in Arabic digits, as fraction or in Chinese numerals.

    首 counts as one, as in 居首位.

    >>> states("分别占全市总额的 1/5", 0.2), states("九大工程", 9), states("1325 亿元", 132)
    (True, True, False)
    """
    bare = plain(text)
    for match in _ARABIC.findall(bare):
        if abs(float(Fraction(match)) - abs(value)) < 1e-6:
            return True
    return any(chinese(part) == abs(value) for match in _CHINESE.findall(bare) for part in (match, *match))


def fraction(text: str, value: float) -> str:
    """Return a value as the fraction that a text prints for it, empty where it prints none.

    >>> fraction("分别占全市总额的 1/5、1/3", 0.333333), fraction("达到 0.2", 0.2)
    ('1/3', '')
    """
    found = (match for match in _ARABIC.findall(plain(text)) if "/" in match) if "/" in text else ()
    return next((match for match in found if abs(float(Fraction(match)) - abs(value)) < 1e-6), "")


@lru_cache(maxsize=4096)
def chinese(numeral: str) -> float | None:
    """Return the value of a Chinese numeral, or None if it is none.

    >>> chinese("二十三"), chinese("万千")
    (23.0, None)
    """
    import cn2an

    if numeral == "首":
        return 1.0
    try:
        return float(cn2an.cn2an(numeral.replace("两", "二"), "smart"))
    except (KeyError, ValueError):  # a KeyError for units in no order, such as 零四百万千
        return None


def numerals(text: str) -> list[tuple[int, int]]:
    """Return where numerals stand in a plain text, as start and end: Arabic ones, and Chinese ones that count."""
    found = [match.span() for match in re.finditer(r"\d+(?:\.\d+)?", text)]
    found += [match.span() for match in _COUNTING.finditer(text)]
    return sorted(found)
