"""Where things live: the address of a page is the IRI of the thing, without what all IRIs of ours begin with."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from jbgraph import terms
from jbgraph.errors import NameNotFoundError, meant
from jbgraph.graph import FINDS, Graph

SAFE = "/:@!$&'()*+,;=-._~"
"""What stands in a path as it is (RFC 3986, section 3.3)."""

FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""Suffix of the address of a document → media type of what is there."""


def local(iri: str) -> str | None:
    """Return what an IRI of ours is called in an address, or None for one that is not ours.

    >>> local("https://w3id.org/jbgraph/ontology#serves")
    'ontology%23serves'
    """
    if not iri.startswith(terms.BASE) or iri == terms.BASE:
        return None
    return quote(iri.removeprefix(terms.BASE), safe=SAFE)


def parted(name: str) -> tuple[str, str | None]:
    """Return a name from an address, decoded, without the suffix of a format, and the suffix.

    >>> parted("jiangbei/plan-2021.ttl"), parted("period/2021.5")
    (('jiangbei/plan-2021', 'ttl'), ('period/2021.5', None))
    """
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and stem and suffix in FORMS else (name, None)


def known(graph: Graph, name: str) -> str:
    """Return the IRI of a name from an address.

    :raises NameNotFoundError: if the graph has nothing of that IRI.
    """
    iri = terms.BASE + name
    if name and graph.holds(iri):
        return iri
    if name and graph.holds(iri + "/"):
        return iri + "/"
    best = terms.nearest(iri, [entry.iri for entry in graph.index])
    short = name[:200]
    raise NameNotFoundError(
        (f"{short} is not in the graph", f"图谱中没有{short}"),
        hint=meant(graph.compress(best)) if best else FINDS,
        candidates=[graph.compress(best)] if best else [],
    )


def with_query(path: str, **values: str) -> str:
    """Return an address with what is asked of it; values that are empty are left out."""
    kept = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path
