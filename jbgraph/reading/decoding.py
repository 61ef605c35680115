"""The characters of a text file, whatever it was saved as."""

from __future__ import annotations

import codecs
import re

from jbgraph.errors import JbgraphError

# Longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The characters that reports are full of: what is read with the wrong code hardly has any of them.
_COMMON = frozenset(
    "的一是不了在有和人年中大为上个国我地区市县省发展建设工作全经济社会加快推进实现增长业政府，。、：；（）“”\n"
)
_COMMON_TRADITIONAL = frozenset(
    "的一是不在有和人年中大為上個國我地區市縣省發展建設工作全經濟社會推進實現增長業政府，。、：；（）「」\n"
)
_ENOUGH = 0.08
_DAMAGED = "�"


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Return the text of a file and its encoding, as Python names it.

    A byte order mark decides, and is no part of the text. Without one UTF-8 is tried, then UTF-16, GB18030 (with GBK
    and GB2312 in it) and Big5, and the one that gives the characters of Chinese prose is taken. A few damaged bytes
    become U+FFFD.

    :raises JbgraphError: if the bytes are no text in any of them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text or text.count("\0") < len(text) / 20:
            return text, "utf-8"
    best = max((_fit(data, encoding), encoding) for encoding in ("gb18030", "utf-16-le", "utf-16-be", "big5", "utf-8"))
    if best[0] < _ENOUGH:
        raise JbgraphError(
            ("the file is no text in UTF-8, UTF-16, GB18030 or Big5", "文件不是UTF-8、UTF-16、GB18030或Big5编码的文本"),
            where=where,
            hint=(
                "open it in the program that made it and save it as text in UTF-8",
                "用生成它的程序打开，另存为UTF-8文本",
            ),
        )
    return data.decode(best[1], errors="replace"), best[1]


def _fit(data: bytes, encoding: str) -> float:
    """Return the share of the characters that prose is full of, if a file is read so; less what cannot be read."""
    text = data[:40_000].decode(encoding, errors="replace")
    seen = re.sub(r"[\x00-\x09\x0b-\x7f]", "", text)
    if not seen:
        return 0.0
    common = _COMMON_TRADITIONAL if encoding == "big5" else _COMMON
    return (sum(character in common for character in seen) - 5 * seen.count(_DAMAGED)) / len(seen)
