"""What a figure must pass before it is proposed: quote in the passage, number in the quote, unit printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jbgraph.extraction.reasons import NotStatedError
from jbgraph.numerals import plain, states

LONGEST = 20
BARE = ("unchanged", "delegated", "not-printed")
"""Comparators that need neither a number nor words."""


def quoted(quote: str, text: str) -> None:
    """Refuse a quote that is empty, too long or not in a passage.

    :param text: of the passage, in plain form.
    :raises NotStatedError: if it is.
    """
    if not plain(quote):
        raise NotStatedError("there is no quote", "没有引文")
    if len(plain(quote)) > LONGEST:
        raise NotStatedError("the quote is too long", "引文过长")
    if plain(quote) not in text:
        raise NotStatedError("the quote is not in the passage", "引文不在段落中")


def figure(said: Mapping[str, Any], text: str, context: str) -> None:
    """Refuse a figure that its passage does not print.

    :param text: of the passage; `context` with headings and what it is read with; both in plain form.
    :raises NotStatedError: if it does not.
    """
    quote = str(said["quote"])
    quoted(quote, text)
    how, value, upper, words = (said.get(key) or "" for key in ("comparator", "value", "upper", "words"))
    for number in (value, upper):
        if number and not states(quote, float(number)):
            raise NotStatedError(f"{number} is not in the quote {quote}", f"引文“{quote}”中没有 {number}")
    if words and plain(words) not in plain(quote):
        raise NotStatedError(f"{words} is not in the quote {quote}", f"引文“{quote}”中没有“{words}”")
    if not value and not words and how not in BARE:
        raise NotStatedError("there is neither a number nor words", "既无数字也无文字")
    if value and how in ("magnitude", *BARE):
        raise NotStatedError("the comparator takes no number", "该比较词不带数字")
    if bool(upper) != (how == "range") or (upper and float(upper) <= float(value)):
        raise NotStatedError("the range is not clear", "区间不明")
    unit = plain(str(said.get("unit", "")))
    if value and unit not in ("", "1", "名"):
        printed = context + plain(str(said["metric"]))
        if unit not in printed and unit not in re.sub("[余多]", "", printed):  # 132 万余平方米 prints 万平方米
            raise NotStatedError(f"the unit {unit} is not printed", f"没有印出单位“{unit}”")
