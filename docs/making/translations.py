"""What click says in Chinese: `messages.mo`, made of `messages.po` in the form that gettext reads (GNU gettext)."""

from __future__ import annotations

import json
import re
import struct

from making.examples import ROOT

SOURCE = ROOT / "jbgraph" / "locale" / "zh" / "LC_MESSAGES" / "messages.po"
TARGET = SOURCE.with_suffix(".mo")
LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?(".*")')


def messages(text: str) -> dict[str, str]:
    """Return message → translation of a .po file; plural forms are joined by NUL, as gettext wants them.

    >>> list(messages('msgid "a"\\nmsgstr "A"\\nmsgid "b"\\nmsgid_plural "c"\\nmsgstr[0] "B"\\n"C"').values())
    ['A', 'BC']
    """
    entries: list[dict[str, str]] = []
    keyword = ""
    for match in filter(None, map(LINE.fullmatch, text.splitlines())):
        keyword = match[1] or keyword
        if match[1] == "msgid":
            entries.append({})
        entries[-1][keyword] = entries[-1].get(keyword, "") + json.loads(match[2])
    return {
        "\0".join(said for word, said in entry.items() if word.startswith("msgid")): "\0".join(
            said for word, said in entry.items() if word.startswith("msgstr")
        )
        for entry in entries
    }


def compiled() -> bytes:
    """Return the .mo file: two tables of length and offset, messages sorted, then the strings."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages(SOURCE.read_text("utf-8")).items())
    start = 28 + 16 * len(pairs)
    tables, strings = b"", b""
    for side in range(2):
        for pair in pairs:
            tables += struct.pack("<II", len(pair[side]), start + len(strings))
            strings += pair[side] + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + tables + strings
