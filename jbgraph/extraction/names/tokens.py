"""A sentence taken apart into verbs, small words and the runs between them, in which names stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from jbgraph.extraction.names.lexicon import Lexicon

OPEN = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’", "「": "」", "【": "】"}
STOP = frozenset("，。；：！？,;:!?\t\n")
_COUNT = re.compile(r"(?:[一二两三四五六七八九十百]{1,4}|\d{1,5})[余多]?(?:个|家|座|条|所|项|处|位|户|名|类|种|宗|批)")
_YEAR = re.compile(
    r"(?:19|20)\d\d(?:年度?|[-—至]20\d\d年)"
    r"(?:[上下]半年|[一二三四]季度|底|末|前|初|\d{1,2}月份?)*(?:底?前|以来)?"
)
_CLOSED = frozenset("”》")


class Token(NamedTuple):
    """A piece of a sentence.

    :ivar kind: `name` for a run in which a name may stand, `verb`, `adverb`, `function`, `scope`, `etc`, `sep` (、),
        `and` (和), `count` (14个), `time`, `stop`.
    :ivar tag: the group of a verb; whether a stop is a comma.
    """

    kind: str
    start: int
    end: int
    tag: str = ""


AND = frozenset(("和", "与", "及", "以及"))


_HEADING = re.compile(
    r"#*\s*(?:第[一二三四五六七八九十百\d]{1,4}[编章节条]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．)）](?!\d)"
    r"|[①-⑳])\s*"
)


def _heading_number(text: str) -> int:
    """Return the end of the number that a heading begins with, 0 where it begins with none."""
    match = _HEADING.match(text)
    return match.end() if match else 0


def tokens(text: str, lists: Lexicon) -> list[Token]:
    """Return the pieces of a sentence in order; nothing between quotation marks or brackets is taken apart."""
    result: list[Token] = []
    start = -1
    place = _heading_number(text)

    def close(end: int) -> None:
        nonlocal start
        if start >= 0 and end > start:
            result.append(Token("name", start, end))
        start = -1

    while place < len(text):
        char = text[place]
        if char in OPEN:
            shut = text.find(OPEN[char], place + 1, place + 120)
            if shut > 0:
                if char in "“《" and start >= 0 and text[place - 1] in _CLOSED:
                    close(place)
                    result.append(Token("sep", place, place))
                start = place if start < 0 else start
                place = shut + 1
                continue
        if char in STOP:
            close(place)
            result.append(Token("stop", place, place + 1, "comma" if char in "，," else "end"))
            place += 1
            continue
        if char == "、":
            close(place)
            result.append(Token("sep", place, place + 1))
            place += 1
            continue
        if char.isdigit() or char in "一二两三四五六七八九十百":
            match = _YEAR.match(text, place) or _COUNT.match(text, place)
            if match and not (char == "一" and start >= 0):
                close(place)
                result.append(Token("time" if "年" in match[0] else "count", place, match.end()))
                place = match.end()
                continue
        word = lists.cuts.at(text, place)
        tag = lists.cuts.meaning[word] if word else ""
        if not word or tag == "keep" or (start >= 0 and word in lists.soft):
            start = place if start < 0 else start
            place += len(word) or 1
            continue
        close(place)
        kind, _, group = tag.partition(":")
        result.append(Token("and" if word in AND else kind, place, place + len(word), group))
        place += len(word)
    close(len(text))
    return [part for at, piece in enumerate(result) for part in _parted(text, result, at, piece, lists)]


_DOING = re.compile(r"建设|打造|改造")


def _parted(text: str, pieces: list[Token], at: int, piece: Token, lists: Lexicon) -> list[Token]:
    """Return a run taken apart where somebody is helped to build something (支持斯德姆建设细胞制备中心)."""
    first = at - 1
    while first > 0 and pieces[first].kind in ("sep", "and") and pieces[first - 1].kind == "name":
        first -= 2
    if piece.kind != "name" or first < 0 or text[pieces[first].start : pieces[first].end] not in lists.check("helping"):
        return [piece]
    match = _DOING.search(text, piece.start + 2, piece.end - 3)
    if not match or match.start() - piece.start > 8 or "“" in text[piece.start : match.start()]:
        return [piece]
    return [
        Token("name", piece.start, match.start()),
        Token("verb", *match.span(), "bare"),
        Token("name", match.end(), piece.end),
    ]
