"""Numerals in a sentence: value, unit and hedge of each, and why some of them are no figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from jbgraph.extraction.figures.lexicon import NUMBER, Lexicon
from jbgraph.numerals import chinese

_SMALL = r"[〇零一二两三四五六七八九十百千]{1,12}(?:点[零一二三四五六七八九]{1,6})?"
_ALONE = r"(?<![〇零一二两三四五六七八九十百千])"
_DASH = r"(?:[-—–~～]{1,2}|至|到)"
_BIG = "万亿|千亿|百亿|十亿|千万|百万|十万|万|亿|千|百"
_DIGITS = frozenset("一二两三四五六七八九十")
_ROUND = {"千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}
_SPOKEN = frozenset(("度", "天", "方", "块", "米", "斤", "升", "克", "小时", "分钟"))
_TWO, _TEN = 2, 10
_MINUS = re.compile(r"[为达到长率是约增降幅][-－−]$")
_YEARS = re.compile(r"(?:年限|年数|工龄|周期)[^，。；、\d]{0,6}$")
_LARGE = re.compile(r"(?:突破|超过|超|达到|达|过|近|接近|跨越|迈上|迈入|冲刺|跨入|站上)$")


@dataclass(frozen=True)
class Numeral:
    """A numeral with what belongs to it.

    :ivar start, end: from the hedge that stands before it to the hedge behind.
    :ivar digits: where the numeral itself begins.
    :ivar value, upper: as printed, the second of a range only.
    :ivar unit: as printed with 万 and 亿, empty where there is none.
    :ivar bare: the unit without 万 and 亿.
    :ivar form: number, range, fraction, ratio.
    :ivar parts: the numbers of a ratio.
    :ivar excluded: name of the rule that says it is no figure; empty for a figure.
    """

    start: int
    end: int
    digits: int
    value: Decimal
    unit: str
    bare: str
    upper: Decimal | None = None
    comparator: str = "equal"
    form: str = "number"
    parts: tuple[Decimal, ...] = ()
    excluded: str = ""


@lru_cache(maxsize=16)
def _token(words: Lexicon) -> re.Pattern[str]:
    def ending(place: int) -> str:
        return (
            rf"(?P<more{place}>余|多|来)?(?P<big{place}>{_BIG})?(?P<over{place}>余|多)?(?P<unit{place}>{words.units})?"
        )

    return re.compile(
        rf"(?<![\d.])(?:(?P<ratio>{NUMBER}(?:[:：∶]{NUMBER}){{1,3}})(?![:：\d])"
        rf"|(?P<top>\d{{1,3}})/(?P<below>[1-9]\d{{0,2}})(?![\d/.])"
        rf"|(?P<low>{NUMBER})(?:%|万亿|万|亿)?{_DASH}(?P<high>{NUMBER}){ending(1)}"
        rf"|百分之(?P<hundredths>{NUMBER}|{_SMALL})"
        rf"|(?P<number>{NUMBER}){ending(2)})"
    )


@lru_cache(maxsize=16)
def _written(words: Lexicon) -> re.Pattern[str]:
    """Return the pattern of numerals in Chinese characters with a unit."""
    return re.compile(
        rf"百分之(?P<hundredths>{_SMALL})"
        rf"|{_ALONE}(?P<below>{_SMALL})分之(?P<top>{_SMALL})"
        rf"|(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?(?=以上|左右|多|以内|[，。；、）]|$)"
        rf"|{_ALONE}(?P<number>{_SMALL})(?P<more>余|多|来)?(?P<big>万亿|万|亿)?(?P<rest>[零一二两三四五六七八九][〇零一二三四五六七八九十百千]{{0,10}})?"
        rf"(?P<more2>余|多)?(?P<unit>{words.units})"
    )


def scan(text: str, words: Lexicon) -> list[Numeral]:
    """Return the numerals of a sentence in order, those that are no figures included and not yet marked."""
    found = [_arabic(match, text, words) for match in _token(words).finditer(text)]
    taken = {place for one in found for place in range(one.digits, one.end)}
    if any(sign in _DIGITS or sign in "万亿百千" for sign in text):
        for match in _written(words).finditer(text):
            if not taken.isdisjoint(range(*match.span())):
                continue
            numeral = _in_words(match, text, words)
            if numeral is not None:
                found.append(numeral)
    found.sort(key=lambda one: one.digits)
    return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:  # digits of another script
        return Decimal(0)


def _arabic(match: re.Match[str], text: str, words: Lexicon) -> Numeral:
    group = match.groupdict()
    upper: Decimal | None = None
    parts: tuple[Decimal, ...] = ()
    form, more, unit, bare, end = "number", False, "", "", match.end()
    if group["ratio"]:
        parts = tuple(_decimal(part) for part in re.split("[:：∶]", group["ratio"]))
        value, form = parts[0], "ratio"
    elif group["top"]:
        value, form = round(Decimal(group["top"]) / Decimal(group["below"]), 6).normalize(), "fraction"
    elif group["hundredths"]:
        value, unit, bare = _percent(group["hundredths"]), "%", "%"
    elif group["low"]:
        value, upper, form = _decimal(group["low"]), _decimal(group["high"]), "range"
        more, bare = bool(group["more1"] or group["over1"]), group["unit1"] or ""
        unit = (group["big1"] or "") + bare
        if upper <= value:
            form, value, upper = "number", upper, None
            return _hedged(
                Numeral(match.start("high"), match.end(), match.start("high"), value, unit, bare), more, text, words
            )
    else:
        value, bare = _decimal(group["number"]), group["unit2"] or ""
        more, unit = bool(group["more2"] or group["over2"]), (group["big2"] or "") + bare
    if not unit and form == "number" and text.startswith("年", match.end()) and _is_span(match, text):
        unit = bare = "年"
        end += 1
    if form == "number" and _MINUS.search(text[max(0, match.start() - 2) : match.start()]):
        value = -value
    return _hedged(
        Numeral(match.start(), end, match.start(), value, unit, bare, upper, form=form, parts=parts),
        more,
        text,
        words,
    )


def _is_span(match: re.Match[str], text: str) -> bool:
    """Say whether a number of years is a value: 受教育年限达到11.2年, not 3年行动."""
    decimal = re.fullmatch(r"\d{1,2}\.\d{1,2}", match.group()) is not None
    return decimal or _YEARS.search(text, max(0, match.start() - 10), match.start()) is not None


def _percent(text: str) -> Decimal:
    return _decimal(text) if text[0].isascii() else Decimal(str(chinese(text) or 0))


def _in_words(match: re.Match[str], text: str, words: Lexicon) -> Numeral | None:
    """Return a numeral in Chinese characters, None where it counts nothing (一批, 两岸, 百年)."""
    group = match.groupdict()
    here = Numeral(match.start(), match.end(), match.start(), Decimal(0), "", "")
    more = False
    if group["hundredths"]:
        made: Numeral | None = replace(here, value=_percent(group["hundredths"]), unit="%", bare="%")
    elif group["below"]:
        top, below = chinese(group["top"]), chinese(group["below"])
        fraction = round(Decimal(top) / Decimal(below), 6).normalize() if top and below else None
        made = None if fraction is None else replace(here, value=fraction, form="fraction")
    elif group["tenths"]:
        tenths = Decimal(str(chinese(group["tenths"]) or 0)) + (Decimal("0.5") if group["half"] else 0)
        made = replace(here, value=tenths, unit="成", bare="成")
    else:
        more = bool(group["more"] or group["more2"])
        made = _counted(here, group, _LARGE.search(text, 0, match.start()) is not None)
        if made is not None and _is_loose(made, words, more=more):
            made = None
    return None if made is None else _hedged(made, more, text, words)


def _counted(here: Numeral, group: dict[str, str | None], reached: bool) -> Numeral | None:
    """Return a number with its unit; 千亿元 is one only behind a word that says it was reached."""
    number, big, unit = group["number"] or "", group["big"] or "", group["unit"] or ""
    if not _DIGITS & set(number):
        if number not in _ROUND or big != "亿" or not reached:
            return None
        return replace(here, value=_ROUND[number], unit=big + unit, bare=unit)
    read = chinese(number + big + group["rest"] if group["rest"] else number)
    if read is None:
        return None
    value = Decimal(str(read)).normalize()
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return replace(here, value=value, unit=unit if group["rest"] else big + unit, bare=unit)


def _is_loose(one: Numeral, words: Lexicon, *, more: bool) -> bool:
    """Say whether a small number in Chinese characters is a way of speaking: 两个, 一家, 三天."""
    if one.unit != one.bare:
        return False
    if one.bare in words.countings and one.value < _TWO:
        return True
    return one.value < _TEN and ((one.bare in words.loose and not more) or one.bare in _SPOKEN)


def _hedged(numeral: Numeral, more: bool, text: str, words: Lexicon) -> Numeral:
    """Return a numeral with the hedges at its sides; one behind it wins over one before."""
    comparator = "range" if numeral.upper is not None else "somewhat-more" if more else "equal"
    start, end = numeral.start, numeral.end
    pattern, names = words.before
    front = pattern.search(text[max(0, start - 8) : start])
    if front and not _part_of_word(text, start - len(front.group()), front.group()):
        start -= len(front.group())
        if comparator == "equal":
            comparator = names[front.group()]
    pattern, names = words.after
    back = pattern.match(text, end)
    if back:
        end = back.end()
        if comparator in ("equal", "somewhat-more", "at-most", "about"):
            comparator = names[back.group()]
    return replace(numeral, start=start, end=end, comparator=comparator)


def _part_of_word(text: str, place: int, hedge: str) -> bool:
    """Say whether a hedge is the end of another word: 签约1316户, 最近3年."""
    before = text[place - 1 : place]
    return bool(before) and (
        (hedge == "约" and before in "签节集条公合违履契制") or (hedge == "近" and before in "最附邻临靠")
    )
