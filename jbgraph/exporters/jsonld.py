"""JSON-LD 1.1: things as objects with their relations, then the named graph of each passage.

The default graph is the merge of what `trig` writes without suggested relations, each triple once, so that a program
that takes the file for plain JSON, or knows no named graphs, has the map; the named graphs after it say which passage
states what. Left out, as in `trig`: holes, what the map starts from, and how much was cut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from jbgraph import terms
from jbgraph.drawings import Drawing, Report
from jbgraph.exporters.trig import graph_name, merge, prefixes, quads

SUFFIX = ".jsonld"
XSD = "http://www.w3.org/2001/XMLSchema#"


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the dataset as JSON-LD, one line for each thing and each named graph."""
    found = quads(drawing, report)
    known = prefixes(found, drawing.graph)
    named: dict[str, list[Quad]] = {}
    for quad in found:
        if graph_name(quad):
            named.setdefault(graph_name(quad), []).append(quad)
    objects = things(merge(found), known)
    objects += [{"@id": name, "@graph": things(some, known)} for name, some in named.items()]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in objects)
    context = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1)
    return f'{{"@context": {context},\n"@graph": [\n{lines}\n]}}\n'.encode()


def things(found: Iterable[Quad], known: dict[str, str]) -> list[dict[str, Any]]:
    """Return one object for each subject; a property is an array where it has several values."""
    objects: dict[str, dict[str, Any]] = {}
    for quad in found:
        here = objects.setdefault(str(quad.subject), {"@id": node(quad.subject)})
        if quad.predicate.value == terms.RDF_TYPE and isinstance(quad.object, NamedNode):
            key, said = "@type", terms.compress(quad.object.value, known)
        else:
            key, said = terms.compress(quad.predicate.value, known), value(quad.object, known)
        here.setdefault(key, []).append(said)
    return [
        {key: said[0] if isinstance(said, list) and len(said) == 1 else said for key, said in item.items()}
        for item in objects.values()
    ]


def node(term: Any) -> str:
    """Return an IRI in full, or the label of a blank node."""
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)


def value(term: Any, known: dict[str, str]) -> Any:
    """Return an object of a triple: native where JSON has the very same, else with its language or datatype."""
    if not isinstance(term, Literal):
        return {"@id": node(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "string":
        return term.value
    if kind == "integer" and re.fullmatch("0|-?[1-9][0-9]*", term.value):
        return int(term.value)
    if kind == "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    return {"@value": term.value, "@type": terms.compress(term.datatype.value, known)}
