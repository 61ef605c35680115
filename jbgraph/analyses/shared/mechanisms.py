"""Arrangements for who answers that the documents name without saying who holds them: 指挥长负责制, 河长制."""

from __future__ import annotations

import re

from jbgraph.analyses.shared import promises
from jbgraph.analyses.shared.results import ordered
from jbgraph.errors import Said
from jbgraph.graph import Graph

_NAMED = re.compile(r"(?!成立|建立|设立).*(?:责任机制|负责制|[河云林田路湖]长制|领导小组|指挥部|专班)”?")
"""Names of such arrangements by their last characters; the act of setting one up is none."""


def unheld(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return mechanism or body → its passages, in reading order, for those that no passage gives a holder or a role."""
    known = {iri for duty in promises.duties(graph) for iri in (duty.thing, duty.holder)}
    named = graph.tuples(
        """SELECT ?s ?name { VALUES ?class { jb:Measure jb:Organization } ?s a ?class ; skos:prefLabel ?name
           FILTER(LANG(?name) = "zh") }"""
    )
    values = " ".join(f"<{thing}>" for thing, name in sorted(named) if _NAMED.fullmatch(name) and thing not in known)
    found: dict[str, list[str]] = {}
    for thing, place in graph.tuples(
        f"""SELECT DISTINCT ?s ?g {{ VALUES ?s {{ {values} }} ?g a jb:Passage
            {{ GRAPH ?g {{ ?s ?p ?o }} }} UNION {{ GRAPH ?g {{ ?x ?p ?s }} }} }}"""
    ):
        found.setdefault(thing, []).append(place)
    return dict(sorted(((thing, ordered(places)) for thing, places in found.items()), key=lambda item: item[::-1]))


def sentence(graph: Graph) -> list[Said]:
    """Return which mechanisms and bodies nobody is named for, as a sentence with their first passages."""
    some = unheld(graph)
    if not some:
        return []
    en, zh = (graph.labels(some, lang) for lang in ("en", "zh"))
    where = {thing: graph.compress(places[0]) for thing, places in some.items()}
    return [
        (
            "Named without saying who holds them or what for: "
            + "; ".join(f"{en[thing]} ({where[thing]})" for thing in some)
            + ".",
            "文件提及而未写明由谁担任、对何负责的机制或机构："
            + "、".join(f"{zh[thing]}（{where[thing]}）" for thing in some)
            + "。",
        )
    ]
