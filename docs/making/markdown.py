"""Markdown: cells, tables, pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def cell(text: object) -> str:
    """Return a text for a table cell: one line, nothing in it read as Markdown or HTML.

    >>> cell("a|b *c* <d>")
    'a\\\\|b \\\\*c\\\\* &lt;d>'
    """
    return re.sub(r"([\\|*_`])", r"\\\1", " ".join(str(text).split())).replace("<", "&lt;")


def code(text: str) -> str:
    """Return a name as code for a table cell."""
    return "`" + text.replace("|", "\\|") + "`" if text else ""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; cells are taken as they are."""
    lines = [list(columns), ["---"] * len(columns), *([str(value) for value in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def page(title: str, source: str, *parts: str) -> str:
    """Return a generated page: title, where it comes from, and its parts with an empty line between them."""
    note = f"<!-- Written by `make docs` from {source}. Change that, not this page. -->"
    return "\n\n".join([f"# {title}", note, *(part.strip("\n") for part in parts)]) + "\n"
