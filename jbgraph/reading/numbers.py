"""The numbers that Word makes for paragraphs: they stand in no text, but readers see them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Numbers:
    """Counts through a document: `of` is called once for each paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        self._read(document)

    def of(self, paragraph: Any) -> str:
        """Return the number in front of a paragraph, empty where it has none or only a bullet."""
        held = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number, level = "", 0
        if held is not None:
            number, level = _value(held.find(f"{W}numId")), _int(_value(held.find(f"{W}ilvl")))
        if not number and style is not None:
            number, level = self._styles.get(_value(style), ("", 0))
        shape = self._levels.get(number, {}).get(level)
        if not shape or number == "0":
            return ""
        kind, pattern, _ = shape
        counts = self._counts[self._lists[number]]
        counts[level] = counts.get(level, self._levels[number][level][2] - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if kind in ("bullet", "none"):
            return ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = self._levels[number].get(at, shape)
            return written(counts.get(at, own[2]), own[0])

        return re.sub(r"%(\d)", one, pattern)

    def _read(self, document: Any) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        shapes: dict[str, dict[int, tuple[str, str, int]]] = {}
        for shape in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in shape.iter(f"{W}lvl"):
                start = _int(_value(level.find(f"{W}start")), 1)
                levels[_int(level.get(f"{W}ilvl") or "")] = (
                    _value(level.find(f"{W}numFmt")),
                    _value(level.find(f"{W}lvlText")),
                    start,
                )
            shapes[shape.get(f"{W}abstractNumId") or ""] = levels
        for number in root.iter(f"{W}num"):
            own = number.get(f"{W}numId") or ""
            shape = _value(number.find(f"{W}abstractNumId"))
            self._levels[own] = shapes.get(shape, {})
            # Lists that restart keep a count of their own; others count on through the shape.
            self._lists[own] = own if number.find(f"{W}lvlOverride") is not None else f"shape {shape}"
        for style in document.styles.element.iter(f"{W}style"):
            held = style.find(f"{W}pPr/{W}numPr")
            if held is not None:
                self._styles[style.get(f"{W}styleId") or ""] = (
                    _value(held.find(f"{W}numId")),
                    _int(_value(held.find(f"{W}ilvl"))),
                )


def written(value: int, kind: str) -> str:
    """Return a number as Word writes it.

    >>> written(12, "chineseCounting"), written(3, "decimal"), written(2, "decimalEnclosedCircle")
    ('十二', '3', '②')
    """
    if kind in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "chineseLegalSimplified",
    ):
        return _chinese(value)
    if kind.startswith("decimalEnclosedCircle") and 0 < value <= len(_CIRCLES):
        return _CIRCLES[value - 1]
    if kind in ("upperLetter", "lowerLetter") and 0 < value <= 26:
        return chr((64 if kind == "upperLetter" else 96) + value)
    if kind == "decimalZero":
        return f"{value:02}"
    return str(value)


def _chinese(value: int) -> str:
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{W}val") or "")


def _int(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else otherwise
