"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jbgraph.reading.runs import Run

_END = re.compile(r"[。！？!?]+[”’』」）]*|…{2,}(?=[^。，；、])")
_NOTE_END = re.compile(r"[。！？!?；;]+[”’』」）]*")
_OPENING = "“‘（《「『【"
_CLOSING = "”’）》」』】"
_FAR = 400
"""Characters: a bracket that is not closed within so many was never meant to be."""


def sentences(run: Run, *, notes: bool = False) -> Iterator[Run]:
    """Yield the sentences of a paragraph: each with the marks that end it.

    What stands in brackets or quotation marks is not cut, but for a bracket that nothing closes.

    :param notes: cut at semicolons too, as notes under a table are.
    """
    text = run.text
    low = 0
    for match in (_NOTE_END if notes else _END).finditer(text):
        high = match.end()
        if high < len(text) and _inside(text, low, match.start() + 1, high):
            continue
        if text[low:high].strip():
            yield run[low:high].strip()
        low = high
    if text[low:].strip():
        yield run[low : len(text)].strip()


def _inside(text: str, low: int, mark: int, high: int) -> bool:
    """Say whether a mark at the end of text[low:mark] stands inside a bracket that is closed later."""
    if text[high - 1] in "）)" and text.rfind("（", low, mark) > low:
        return True  # （试行。） in the middle of a sentence
    start = max(low, high - _FAR)
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        depth = text.count(opening, start, high) - text.count(closing, start, high)
        if depth > 0 and text.find(closing, high, high + _FAR) >= 0:
            return True
    return False


def first(text: str) -> int:
    """Return how many characters the first sentence has, its end mark included."""
    match = re.search(r"[。！？!?]", text)
    return match.end() if match else len(text)
