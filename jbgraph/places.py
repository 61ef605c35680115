"""Where passages stand: document, section, offsets and digest of each, as the store has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import QuerySolutions

from jbgraph import terms
from jbgraph.engines import Engine
from jbgraph.lists import batches


class Place(NamedTuple):
    """Where one passage stands; offsets in Unicode code points of the document as published.

    :ivar excludes: IRIs of passages printed inside it that are not part of it.
    :ivar read_with: IRIs of passages that name what this one speaks of.
    """

    iri: str
    document: str
    section: str
    kind: str
    order: int
    start: int
    end: int
    sha256: str
    excludes: tuple[str, ...]
    read_with: tuple[str, ...]


def places(engine: Engine, iris: Iterable[str] | None = None) -> list[Place]:
    """Return the places of passages, of all where none are named, by document and order."""
    if iris is None:
        return _places(engine, "")
    found = [place for only in batches(iris, "?p") for place in _places(engine, only)]
    return sorted(found, key=lambda place: (place.document, place.order))


def _places(engine: Engine, only: str) -> list[Place]:
    links: dict[tuple[str, str], list[str]] = {}
    for link in ("excludes", "readWith"):
        for iri, other in _rows(engine, f"SELECT ?p ?other {{ {only} ?p jb:{link} ?other }} ORDER BY ?p ?other"):
            links.setdefault((link, iri), []).append(other)
    rows = _rows(
        engine,
        f"""SELECT ?p ?document ?section ?kind ?order ?start ?end ?sha256 {{ {only}
            ?p a jb:Passage ; jb:inDocument ?document ; jb:inSection ?section ; jb:passageKind ?kind ;
               jb:order ?order ; jb:start ?start ; jb:end ?end ; jb:sha256 ?sha256 }}
            ORDER BY ?document ?order""",
    )
    return [
        Place(
            iri,
            document,
            section,
            kind.rsplit("/", 1)[-1],
            int(order),
            int(start),
            int(end),
            sha256,
            tuple(links.get(("excludes", iri), ())),
            tuple(links.get(("readWith", iri), ())),
        )
        for iri, document, section, kind, order, start, end, sha256 in rows
    ]


def _rows(engine: Engine, sparql: str) -> list[tuple[str, ...]]:
    result = engine.query(f"PREFIX jb: <{terms.JB}> {sparql}")
    assert isinstance(result, QuerySolutions)
    return [tuple(term.value for term in solution) for solution in result]
