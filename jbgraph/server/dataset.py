"""The dataset of a query: which graphs are merged to its default graph, and which are named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from pyoxigraph import NamedNode, Quad, Store

from jbgraph import terms
from jbgraph.server.trouble import ServiceError

_BASE = re.compile(r"\bBASE\s*<([^>]*)>", re.IGNORECASE)
_FROM = re.compile(r"(?<![?$\w])FROM(\s+NAMED)?\s*\Z", re.IGNORECASE)


def clauses(query: str, prefixes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the graphs that FROM and FROM NAMED name (SPARQL 1.1 Query, section 13.2), in order.

    >>> clauses('SELECT * FROM <http://a/> FROM NAMED ex:b { ?from <http://c/> "FROM <http://d/>" }', {"ex": "http://"})
    (['http://a/'], ['http://b'])
    """
    found: tuple[list[str], list[str]] = ([], [])
    if "from" not in query.lower():
        return found
    known = {**prefixes, **dict(terms._SPARQL_PREFIX.findall(query))}
    base = _BASE.search(query)
    end = 0
    for match in terms._token().finditer(query):
        named = _FROM.search(query, end, match.start())
        end = match.end()
        if not named:
            continue
        iri = match["iri"]
        if match["curie"]:
            prefix, _, local = match["curie"].partition(":")
            iri = known.get(prefix, "") + local
        if iri is not None:
            found[bool(named[1])].append(urljoin(base[1], iri) if base else iri)
    return found


def nodes(iris: Sequence[str]) -> list[NamedNode]:
    """Return graphs by their IRIs.

    :raises ServiceError: if one is no absolute IRI.
    """
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise ServiceError(
            ("a graph is not named by an absolute IRI", "图的名称不是绝对IRI"), "malformed", where=str(error)[:200]
        ) from error


def merge(store: Store, default: Sequence[NamedNode], named: Sequence[NamedNode]) -> Store:
    """Return a store in memory with the merge of graphs as default graph, and the named graphs.

    The engine counts a triple once for each graph it stands in; in the merge of graphs it stands once
    (RDF 1.1 Semantics, section 4.1).
    """
    merged = Store()
    for graph in dict.fromkeys(default):
        merged.bulk_extend(
            Quad(quad.subject, quad.predicate, quad.object) for quad in store.quads_for_pattern(None, None, None, graph)
        )
    for graph in dict.fromkeys(named):
        merged.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return merged
