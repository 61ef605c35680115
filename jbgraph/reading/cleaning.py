"""One paragraph repaired for reading, character by character, each with its place in the text as published."""

from __future__ import annotations

import re
import unicodedata

from jbgraph.reading.runs import Run

CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2f00-\u2fdf\U00020000-\U0003ffff"
_HAN = re.compile(f"[{CHINESE}]")
_WIDE = re.compile(f"[{CHINESE}\u3000-\u303f\uff00-\uffef“”‘’—…·%℃]")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x1f\x7f-\x9f]")
# What keeps its full width in Chinese prose, and what it is written as in half width.
_KEPT = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
_FULL = frozenset(_KEPT.values())
# The forms of radicals that pdf files print in place of characters, where Unicode gives no equivalent or an old form.
_RADICALS = dict(
    zip(
        "⺁⺌⺎⺒⺓⺕⺗⺝⺟⺠⺢⺩⺪⺮⺶⺷⺸⺼⻁⻂⻄⻅⻆⻇⻉⻋⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻱⻲⻳⼾⾭⿈",
        "厂小兀巳幺彐心月母民水王疋竹羊羊羊肉虎衣西见角角贝车金長镸长门雨青韦页风飞食饣首马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙龜亀龟户青黄",
        strict=True,
    )
)
_SAME = {"－": "-", "﹣": "-", "﹪": "%", "﹒": ".", "‧": "·", "･": "·", "﹑": "、", **_RADICALS}
_ESCAPED = frozenset("\\`*_{}[]()#+-.!|~<>")


def clean(published: str, start: int = 0, end: int | None = None, *, markup: bool = False) -> Run:
    """Return a stretch of a published text as it is read.

    Digits, letters and the signs of numbers in half width, brackets and the marks of Chinese prose in full width,
    blanks only between words of Latin letters, straight quotation marks as opening and closing ones. No character is
    put in that stands for nothing in the published text.

    :param markup: whether emphasis and escapes of Markdown are left out.

    >>> clean("增长 ７．５％ (全 市)").text
    '增长7.5%（全市）'
    """
    end = len(published) if end is None else end
    places = _without_markup(published, start, end) if markup else range(start, end)
    text = [_single(published[place]) for place in places]
    return _marks(*_blanks(text, list(places)))


def same(clean_character: str, published_character: str) -> bool:
    """Say whether a character of clean text is the one that stands in the published text, in another width or form."""
    folded = unicodedata.normalize("NFKC", clean_character)
    return (
        folded == unicodedata.normalize("NFKC", _SAME.get(published_character, published_character))
        or (published_character in "\"＂'＇" and clean_character in "“”‘’\"'")
        or (clean_character == " " and bool(_BLANK.match(published_character)))
    )


def _single(character: str) -> str:
    """Return one character in the form it is read in."""
    if "!" <= character <= "~" or (_HAN.match(character) and character < "\uf900" and character > "\u2fdf"):
        return character
    if character in _SAME:
        return _SAME[character]
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return character if character in _FULL else chr(code - 0xFEE0)
    if 0xFF61 <= code <= 0xFF65 or 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or code >= 0x2F800:
        folded = unicodedata.normalize("NFKC", character)
        return folded if len(folded) == 1 else character
    return character


def _without_markup(published: str, start: int, end: int) -> list[int]:
    """Return the places that are left without emphasis and the backslash of escapes."""
    places = []
    place = start
    while place < end:
        character = published[place]
        if character == "\\" and place + 1 < end and published[place + 1] in _ESCAPED:
            places.append(place + 1)
            place += 2
        elif character in "*_" and published[place : place + 2] == character * 2:
            place += 2
            while place < end and published[place] == character:
                place += 1
        else:
            places.append(place)
            place += 1
    return places


def _blanks(text: list[str], places: list[int]) -> tuple[list[str], list[int]]:
    """Leave out blanks but for one between two Latin words or two numbers."""
    kept: list[str] = []
    where: list[int] = []
    waiting = -1
    for character, place in zip(text, places, strict=True):
        if _BLANK.match(character):
            waiting = place if waiting < 0 else waiting
            continue
        if waiting >= 0 and kept and _parts(kept, character):
            kept.append(" ")
            where.append(waiting)
        waiting = -1
        kept.append(character)
        where.append(place)
    return _numbers(kept, where)


def _parts(before: list[str], after: str) -> bool:
    """Say whether a blank between two characters parts two words."""
    last = before[-1]
    return (last.isascii() and after.isascii()) and (
        (last.isalnum() and (after.isalnum() or after == "&")) or (last in "&,.;:!?" and after.isalpha())
    )


def _numbers(text: list[str], places: list[int]) -> tuple[list[str], list[int]]:
    """Join the groups of three digits that a blank parts: 1 325 600."""
    joined = "".join(text)
    gone = {
        at
        for match in re.finditer(r"(?<![\d.])[1-9]\d{0,2}(?: \d{3})+(?![\d.%]*\d)", joined)
        for at in range(*match.span())
        if joined[at] == " "
    }
    if not gone:
        return text, places
    kept = [at for at in range(len(text)) if at not in gone]
    return [text[at] for at in kept], [places[at] for at in kept]


def _marks(text: list[str], places: list[int]) -> Run:
    """Give the marks of Chinese prose their full width, and straight quotation marks their direction."""
    chinese = any(_HAN.match(character) for character in text)
    if chinese:
        opened = False
        for at, character in enumerate(text):
            if character in "()" or (
                character in ",:;!?"
                and ((at and _WIDE.match(text[at - 1])) or (at + 1 < len(text) and _WIDE.match(text[at + 1])))
            ):
                text[at] = _KEPT[character]
            elif character == '"':
                text[at] = "”" if opened else "“"
                opened = not opened
    return Run("".join(text), tuple(places))
