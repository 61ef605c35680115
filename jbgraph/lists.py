"""Lists of IRIs as a query names what it is about: in parts, for no engine takes a query of any length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

MOST = 300
"""IRIs in one query."""


def batches(iris: Iterable[str], variable: str) -> Iterator[str]:
    """Yield `VALUES` clauses that bind a variable to some IRIs each, in their order, every one once.

    >>> list(batches(["http://a/", "http://b/", "http://a/"], "?s"))
    ['VALUES ?s { <http://a/> <http://b/> }']
    """
    wanted = list(dict.fromkeys(iris))
    for low in range(0, len(wanted), MOST):
        yield f"VALUES {variable} {{ {' '.join(str(NamedNode(iri)) for iri in wanted[low : low + MOST])} }}"
