"""Names of terms: namespaces, prefixes, CURIEs, and which terms of ours exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from jbgraph.resources import shipped

BASE = "https://w3id.org/jbgraph/"
JB = BASE + "ontology#"
VOCABULARY = BASE + "vocabulary/"
GRAPH = BASE + "graph/"
WORKING = GRAPH + "working-"  # begins the graph of what an import of staff added; names sort by time
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DESCRIPTION = "http://purl.org/dc/terms/description"
PASSAGE = JB + "Passage"

_PREFIX = re.compile(r"^\s*@prefix\s+([\w.-]*):\s*<([^>]*)>\s*\.", re.MULTILINE)
_SPARQL_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_SPARQL_BASE = re.compile(r"(?<![?$\w:])BASE\s*\Z", re.IGNORECASE)
# Variables, language tags and labels of blank nodes.
_NAME = re.compile(r"[?$]\w+|@[\w-]+|_:[\w.-]+")


@cache
def _token() -> re.Pattern[str]:
    """Return what a query says outside strings and comments: these are matched first and passed over."""
    return re.compile(
        r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
        r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
        r"|<(?P<iri>[^<>\"{}|^`\s]*)>|(?<!\\)\#[^\n]*"
        r"|(?P<curie>(?<![\w?$@:.-])(?:[A-Za-z][\w-]*)?:(?:\w(?:[\w.-]*[\w-])?))",
        re.DOTALL,
    )


@cache
def prefixes() -> dict[str, str]:
    """Return prefix → namespace as `ontology/prefixes.ttl` declares them, the one place for them."""
    return dict(_PREFIX.findall((shipped("ontology") / "prefixes.ttl").read_text("utf-8")))


def compress(iri: str, known: Mapping[str, str] | None = None) -> str:
    """Shorten an IRI to a CURIE by the longest namespace that fits; return it as it is where none does.

    >>> compress("https://w3id.org/jbgraph/ontology#serves")
    'jb:serves'
    """
    best = ("", "")
    for prefix, namespace in (known or prefixes()).items():
        if iri.startswith(namespace) and len(namespace) > len(best[1]):
            best = (prefix, namespace)
    local = iri[len(best[1]) :]
    return f"{best[0]}:{local}" if best[1] and not re.search(r"[/#?]", local) else iri


def expand(text: str, known: Mapping[str, str] | None = None) -> str | None:
    """Return the IRI that an IRI, `<IRI>` or CURIE stands for, or None if the text is none of these.

    >>> expand("jb:serves")
    'https://w3id.org/jbgraph/ontology#serves'
    >>> expand("九大工程") is None
    True
    """
    text = text.strip()
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if re.match(r"https?://\S+$", text):
        return text
    prefix, colon, local = text.partition(":")
    namespace = (known or prefixes()).get(prefix) if colon and " " not in local else None
    return namespace + local if namespace is not None else None


def iris(query: str, known: Mapping[str, str] | None = None) -> list[tuple[str, int]]:
    """Return the IRIs that a SPARQL query names, each with its line, in order; prefixes are resolved.

    Strings and comments are passed over, so a query may talk about terms in its text.

    >>> iris("BASE <http://a/> ASK { <b> <http://c/> ?o }")
    [('http://a/b', 1), ('http://c/', 1)]
    """
    declared = {**(known or prefixes()), **dict(_SPARQL_PREFIX.findall(query))}
    namespaces = set(_SPARQL_PREFIX.findall(query))
    found: list[tuple[str, int]] = []
    base, end = "", 0
    for match in _token().finditer(query):
        iri = match["iri"]
        start, end = end, match.end()
        if iri and _SPARQL_BASE.search(query, start, match.start()):
            base = iri
            continue
        if iri and base:
            from urllib.parse import urljoin

            iri = urljoin(base, iri)
        if match["curie"]:
            prefix, _, local = match["curie"].partition(":")
            iri = declared[prefix] + local if prefix in declared else None
        if iri and iri not in {namespace for _, namespace in namespaces}:
            found.append((iri, query.count("\n", 0, match.start()) + 1))
    return found


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """Return the known term most like the wanted one, or None if nothing is like it.

    IRIs are compared by what stands after their namespace, one of the same namespace before all others; what
    all of them begin with would make anything look alike.

    >>> nearest(JB + "servs", [JB + "serves", JB + "stage", VOCABULARY + "role/serves"])
    'https://w3id.org/jbgraph/ontology#serves'
    """
    import difflib

    namespace, own = split(wanted)
    others: dict[str, dict[str, str]] = {}
    for iri in known:
        space, local = split(iri)
        others.setdefault(space, {})[local] = iri
    everywhere = {local: iri for space in sorted(others) for local, iri in others[space].items()}
    for candidates, cutoff in ((others.get(namespace, {}), 0.6), (everywhere, 0.85)):
        match = difflib.get_close_matches(own, list(candidates), n=1, cutoff=cutoff)
        if match:
            return candidates[match[0]]
    return None


def split(iri: str) -> tuple[str, str]:
    """Return the namespace of an IRI, up to its last # or /, and the rest.

    >>> split("https://w3id.org/jbgraph/ontology#serves")
    ('https://w3id.org/jbgraph/ontology#', 'serves')
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:cut], iri[cut:]


def undeclared(query: str, known: Mapping[str, str]) -> tuple[str, int] | None:
    """Return the first prefix that a query uses and nothing declares, with its line, or None.

    >>> undeclared("SELECT * { ?s ex:p ?o }", {})
    ('ex', 1)
    """
    declared = {*known, *(prefix for prefix, _ in _SPARQL_PREFIX.findall(query))}
    for match in _token().finditer(query):
        prefix = (match["curie"] or "").partition(":")[0]
        if match["curie"] and prefix not in declared:
            return prefix, query.count("\n", 0, match.start()) + 1
    return None


def without_text(query: str) -> str:
    """Return a query with blanks in the place of strings, comments, IRIs and names with a prefix, as long as before.

    >>> without_text('SELECT ?a { ?a jb:b "?c" }')
    'SELECT ?a { ?a           }'
    """
    return _token().sub(lambda match: " " * len(match[0]), query)


def calls_service(query: str) -> bool:
    """Say whether a query has a SERVICE clause (SPARQL 1.1 Federated Query, section 2).

    The engine needs no blank before or after a keyword, so the word counts wherever it is not part of a string,
    comment, IRI, variable or local name. A prefix that contains it is refused too.

    >>> calls_service('SELECT * { SERVICE <http://a/> { ?s ?p "x" } }'), calls_service('ASK { ?service ?p "SERVICE" }')
    (True, False)
    """
    bare = _token().sub(lambda match: (match["curie"] or "").partition(":")[0] + " ", query)
    return "service" in _NAME.sub(" ", bare).lower()
