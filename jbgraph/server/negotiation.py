"""Which media type a client gets: the best of those it takes (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""Short name → media type of solutions and booleans, the preferred first."""

TRIPLES = {
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}
"""Short name → media type of triples, the preferred first."""

SHORT = {"ttl": "turtle", "n3": "turtle", "ntriples": "nt", "nq": "nquads", "json-ld": "jsonld", "rdf": "rdfxml"}
"""Other short names."""

GENERAL = {"application/json": TABLES["json"], "application/xml": TABLES["xml"], "text/xml": TABLES["xml"]}
"""Media types of a whole family that clients ask for and mean the one of ours."""

GENERAL_TRIPLES = {
    "application/json": TRIPLES["jsonld"],
    "application/xml": TRIPLES["rdfxml"],
    "text/xml": TRIPLES["rdfxml"],
    "application/x-turtle": TRIPLES["turtle"],
    "text/n3": TRIPLES["turtle"],
    "text/plain": TRIPLES["nt"],
}


@lru_cache(maxsize=256)
def parse(accept: str) -> tuple[tuple[str, float], ...]:
    """Return the ranges of an Accept header, or of one of its kin, with their q-values; what is not one is left out.

    >>> parse("text/csv;q=0.5, */*; q=0.1")
    (('text/csv', 0.5), ('*/*', 0.1))
    """
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if name:
            found.append((name, quality))
    return tuple(found)


def quality(media_type: str, accept: Sequence[tuple[str, float]]) -> float:
    """Return how much a client likes a media type: by the range that says most about it, 0 where none fits.

    >>> quality("text/csv", parse("text/*;q=0.5, text/csv;q=0.1"))
    0.1
    """
    family = media_type.partition("/")[0] + "/*"
    best = (-1, 0.0)
    for name, value in accept:
        rank = 2 if name == media_type else 1 if name == family else 0 if name == "*/*" else -1
        if rank > best[0] or (rank == best[0] and value > best[1]):
            best = (rank, value)
    return best[1] if best[0] >= 0 else 0.0


@lru_cache(maxsize=256)
def best(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """Return the media type that a client likes best, among equals the one offered first; None if it takes none.

    >>> best("application/json;q=0.1, text/csv", ("application/json", "text/csv"))
    'text/csv'
    """
    if not offered:
        return None
    if not accept or not accept.strip():
        return offered[0]
    ranges = parse(accept)
    liked = [(quality(media_type, ranges), -number, media_type) for number, media_type in enumerate(offered)]
    value, _, media_type = max(liked)
    return media_type if value > 0 else None


@lru_cache(maxsize=256)
def formats(accept: str | None, short: str | None = None) -> tuple[str | None, str | None]:
    """Return the media types for a table and for triples; None where the client takes none of ours.

    :param short: what the request says in place of its Accept header: a short name or a media type.

    >>> formats("text/csv"), formats(None, "ttl")
    (('text/csv', None), (None, 'text/turtle'))
    >>> formats("application/json")
    ('application/sparql-results+json', 'application/ld+json')
    """
    if short:
        name = SHORT.get(short.lower(), short.lower())
        if name == "xml":
            return TABLES["xml"], TRIPLES["rdfxml"]
        if name == "json":
            return TABLES["json"], TRIPLES["jsonld"]
        if name in TABLES or name in TRIPLES:
            return TABLES.get(name), TRIPLES.get(name)
        accept = short
    tables = best(accept, (*TABLES.values(), *GENERAL))
    triples = best(accept, (*TRIPLES.values(), *GENERAL_TRIPLES))
    return GENERAL.get(tables or "", tables), GENERAL_TRIPLES.get(triples or "", triples)


def lang(accept: str | None, default: str) -> str:
    """Return `zh` or `en` by an Accept-Language header (RFC 9110, section 12.5.4).

    >>> lang("fr, zh-CN;q=0.8, en;q=0.5", "en"), lang(None, "zh"), lang("*", "zh")
    ('zh', 'zh', 'zh')
    """
    if not accept:
        return default
    liked = {"zh": 0.0, "en": 0.0}
    for name, value in parse(accept):
        base = name.partition("-")[0]
        for tongue in (base,) if base in liked else (default,) if base == "*" else ():
            liked[tongue] = max(liked[tongue], value)
    other = "en" if default == "zh" else "zh"
    return other if liked[other] > liked[default] else default


def takes_gzip(accept: str | None) -> bool:
    """Say whether a client takes gzip (RFC 9110, section 12.5.3).

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0"), takes_gzip(None), takes_gzip("*")
    (True, False, False, True)
    """
    said = dict(parse(accept)) if accept else {}
    return said.get("gzip", said.get("x-gzip", said.get("*", 0.0))) > 0
