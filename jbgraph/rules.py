"""Rules: what follows from the graph, or may be suggested, each written to a graph of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, Store

from jbgraph.errors import JbgraphError
from jbgraph.resources import rule_files
from jbgraph.terms import GRAPH

LAYERS = ("derived", "suggested")


@dataclass(frozen=True)
class Rule:
    """A SPARQL CONSTRUCT file under `ontology/rules/<layer>/`, with what its header says of it."""

    name: str
    layer: str
    text: str
    summary: dict[str, str]

    @property
    def graph(self) -> NamedNode:
        """The named graph that holds what the rule concludes."""
        return NamedNode(f"{GRAPH}{self.layer}-{self.name}")


def rules() -> list[Rule]:
    """Return every rule, derived ones first, each layer in the order of the file names."""
    found = []
    for layer in LAYERS:
        for file in rule_files(layer):
            text = file.read_text("utf-8")
            summary = dict(re.findall(r"^# (en|zh): (.+)$", text, re.MULTILINE))
            name = re.sub(r"^\d+-", "", file.stem)
            found.append(Rule(name, layer, text, summary))
    return found


def short_name(graph: str) -> str:
    """Return the name of the rule that writes to a graph, which is called by IRI or by its local name.

    >>> short_name(GRAPH + "derived-transitive-service")
    'transitive-service'
    """
    layer, _, name = graph.removeprefix(GRAPH).partition("-")
    return name if layer in LAYERS else graph


def run_rules(store: Store) -> dict[NamedNode, str]:
    """Run every rule over the store and return the graphs written, each with its layer.

    A derived rule sees what earlier derived rules concluded; a triple that is already there is not written
    again. Suggested rules come last and stay out of the default graph.

    :raises JbgraphError: if a rule is not a CONSTRUCT query or does not parse.
    """
    graphs = {}
    for rule in rules():
        try:
            result = store.query(rule.text)
        except SyntaxError as error:
            raise JbgraphError(
                (f"the rule does not parse: {error}", f"规则无法解析：{error}"), where=f"{rule.layer}/{rule.name}"
            ) from error
        if not isinstance(result, QueryTriples):
            raise JbgraphError(
                ("a rule is a CONSTRUCT query", "规则须为CONSTRUCT查询"), where=f"{rule.layer}/{rule.name}"
            )
        new = [t for t in set(result) if Quad(t.subject, t.predicate, t.object) not in store]
        quads = [Quad(t.subject, t.predicate, t.object, rule.graph) for t in new]
        if rule.layer == "derived":
            quads += [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in new]
        store.bulk_extend(quads)
        if quads:
            graphs[rule.graph] = rule.layer
    return graphs
