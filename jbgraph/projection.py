"""The columns of `SELECT *` in the order in which the variables first occur; the engine sorts them by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jbgraph.recent import LONGEST
from jbgraph.terms import without_text

_FIRST = re.compile(r"\bSELECT\b\s*(?:DISTINCT\b|REDUCED\b)?\s*(?P<star>\*)?", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")


def spelled_out(query: str, columns: Sequence[str]) -> str | None:
    """Return a query with its * replaced by the columns in the order in which the query names them.

    None is returned where there is nothing to do: another query than SELECT *, or columns in that order already.

    :param columns: what the engine answers the query with.

    >>> spelled_out('SELECT * { ?z ?b "?c" . # ?y\\n ?a ?b ?y }', ["a", "b", "y", "z"])
    'SELECT ?z ?b ?a ?y { ?z ?b "?c" . # ?y\\n ?a ?b ?y }'
    >>> spelled_out("SELECT ?z { SELECT * { ?a ?b ?z } }", ["z"])
    """
    first = _star(query) if len(query) <= LONGEST else _star.__wrapped__(query)
    if first is None:
        return None
    named = list(dict.fromkeys(_VARIABLE.findall(first.string)))
    ordered = sorted(columns, key=named.index)
    if ordered == list(columns):
        return None
    head, tail = query[: first.start("star")], query[first.end("star") :]
    return head + " ".join(f"?{name}" for name in ordered) + tail


@lru_cache(maxsize=256)
def _star(query: str) -> re.Match[str] | None:
    """Return where a query without its texts says SELECT *, or None: a question is asked again and again."""
    first = _FIRST.search(without_text(query))
    return first if first and first["star"] else None
