"""TriG: the triples of the map, each in the named graph of the passage that states it, and the passages described.

The default graph holds what describes: type and both names of every thing, the labels of relations, passages with
document, section, start, end and digest, and the layer of every named graph. So jbgraph itself can open the file of a
stated map. A relation that stands in no graph is put into one named after its layer. Where a passage prints a figure
for an end of a relation, its observation comes along, with its period and with the names of what it is about, though
that may be no thing of the map.

Left out: holes, what the map starts from, and how much was cut, for the ontology has no words for a map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Triple, serialize

from jbgraph import evidence, terms
from jbgraph.drawings import Drawing, Report
from jbgraph.evidence import Passage
from jbgraph.exporters.csv import CUT, HOLES
from jbgraph.graph import Graph
from jbgraph.networks import Edge

SUFFIX = ".trig"
ROLE = terms.VOCABULARY + "role/"
LAYER = terms.VOCABULARY + "layer/"
TYPE = NamedNode(terms.RDF_TYPE)
DCTERMS = "http://purl.org/dc/terms/"
# Links that are followed when a thing is described; all others stay out, so that one thing does not bring all.
LINKS = {terms.RDF_TYPE, terms.JB + "inDocument", terms.JB + "inSection"}
DESCRIBED = 500
Term = NamedNode | BlankNode | Literal


def export(drawing: Drawing, report: Report) -> bytes:
    """Return the dataset as TriG."""
    return serialized(quads(drawing, report), RdfFormat.TRIG, drawing.graph)


def quads(drawing: Drawing, report: Report) -> list[Quad]:
    """Return the map as quads without repetition, the default graph first, then by graph, subject and property."""
    content = Content(drawing)
    content.things()
    content.relations()
    content.figures()
    content.passages()
    report.lost(*HOLES, len(drawing.map.holes))
    report.lost(*CUT, drawing.map.cut)
    report.lost("marks of what the map starts from", "关系图起点的标记", len(drawing.map.roots))
    return sorted(content.found, key=lambda quad: (graph_name(quad), *map(str, quad.triple)))


def merge(found: Iterable[Quad]) -> list[Quad]:
    """Return the triples of all graphs but the suggested ones in one graph, each once, by subject and property.

    What nobody states must not look stated where there are no layers; so does the merge of the program itself.
    """
    kept = {Quad(*quad.triple) for quad in found if not suggested(quad)}
    return sorted(kept, key=lambda quad: tuple(map(str, quad.triple)))


def suggested(quad: Quad) -> bool:
    """Say whether a quad stands in a graph of the suggested layer."""
    return graph_name(quad).startswith(terms.GRAPH + "suggested")


def graph_name(quad: Quad) -> str:
    """Return the name of the graph of a quad, empty for the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def serialized(found: Iterable[Quad], form: RdfFormat, graph: Graph) -> bytes:
    """Return quads in an RDF format, with the prefixes that some of them use."""
    kept = list(found)
    return serialize(kept, format=form, prefixes=prefixes(kept, graph)) or b""


def prefixes(found: Iterable[Quad], graph: Graph) -> dict[str, str]:
    """Return those prefixes of a graph whose namespace some IRI begins with."""
    spaces = {
        terms.split(term.value)[0] for quad in found for term in (*quad.triple, quad.graph_name) if is_iri(term)
    } | {terms.split(quad.object.datatype.value)[0] for quad in found if isinstance(quad.object, Literal)}
    return {prefix: space for prefix, space in graph.prefixes.items() if space in spaces}


def is_iri(term: object) -> bool:
    """Say whether a term is an IRI."""
    return isinstance(term, NamedNode)


def iri_of(name: str) -> NamedNode:
    """Return the property or class of our ontology with a local name."""
    return NamedNode(terms.JB + name)


@dataclass
class Content:
    """The quads of a drawing while they are gathered."""

    drawing: Drawing
    found: set[Quad] = field(default_factory=set)

    def add(self, subject: str, predicate: str, value: Term, graph: str = "") -> None:
        """Add a triple to a named graph, or to the default graph."""
        home = NamedNode(graph) if graph else DefaultGraph()
        self.found.add(Quad(NamedNode(subject), NamedNode(predicate), value, home))

    def things(self) -> None:
        """Add type and names of every node, and the labels of the relations."""
        nodes = self.drawing.map.nodes
        known = languages(self.drawing.graph, [node.iri for node in nodes if node.zh == node.en])
        for node in nodes:
            self.add(node.iri, terms.RDF_TYPE, iri_of(node.type))
            for lang, name in (("zh", node.zh), ("en", node.en)):
                if lang in known.get(node.iri, ("zh", "en")):
                    self.add(node.iri, terms.PREF_LABEL, Literal(name, language=lang))
        for iri in {edge.property for edge in self.drawing.map.edges}:
            label = terms.PREF_LABEL if iri.startswith(terms.VOCABULARY) else terms.RDFS_LABEL
            for lang, name in zip(("zh", "en"), self.drawing.both[iri], strict=True):
                self.add(iri, label, Literal(name, language=lang))

    def relations(self) -> None:
        """Add every edge to its graphs, a role by its responsibility, and the layer of every graph."""
        edges = self.drawing.map.edges
        roles = any(edge.property.startswith(ROLE) for edge in edges)
        owned = responsibilities(self.drawing.graph) if roles else {}
        for edge in edges:
            for name in edge.graphs or (terms.GRAPH + edge.layer,):
                if edge.property.startswith(ROLE):
                    self.role(edge, name, owned.get((name, edge.source, edge.property, edge.target), ()))
                else:
                    self.add(edge.source, edge.property, NamedNode(edge.target), name)
                self.add(name, terms.JB + "layer", NamedNode(LAYER + layer(name, edge.layer)))

    def role(self, edge: Edge, graph: str, nodes: Iterable[str]) -> None:
        """Add who has which role for what; a responsibility that the graph does not know is a blank node."""
        known: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in nodes]
        said = "\n".join((graph, edge.source, edge.property, edge.target))
        home = NamedNode(graph)
        for node in known or [BlankNode("r" + sha256(said.encode()).hexdigest()[:24])]:
            self.found |= {
                Quad(node, TYPE, iri_of("Responsibility"), home),
                Quad(node, iri_of("heldBy"), NamedNode(edge.source), home),
                Quad(node, iri_of("role"), NamedNode(edge.property), home),
                Quad(node, iri_of("responsibleFor"), NamedNode(edge.target), home),
            }

    def figures(self) -> None:
        """Add the observations whose quote an edge shows; a quote of no observation is one of the thing itself."""
        shown = {}
        for cited in self.drawing.evidence():
            if cited.quote:
                end = cited.edge.target if self.drawing.quotes.get((cited.graph, cited.edge.target)) else None
                shown[cited.graph, end or cited.edge.source] = cited.quote
        if not shown:
            return
        periods, subjects = set(), set()
        known = observations(self.drawing.graph, {thing for _, thing in shown})
        for (name, thing), quote in shown.items():
            home = NamedNode(name)
            said = [each for each in known.get((name, thing), ()) if each[1].value != terms.JB + "about"]
            if not any(each[1].value == terms.JB + "quote" and each[2].value == quote for each in said):
                self.add(thing, terms.JB + "quote", Literal(quote), name)
                continue
            for subject, predicate, value in known[name, thing]:
                self.found.add(Quad(subject, predicate, value, home))
                local = predicate.value.removeprefix(terms.JB)
                if local in ("period", "basePeriod"):
                    periods.add(value.value)
                elif local == "about" and value.value not in self.drawing.nodes:
                    subjects.add(value.value)
        self.describe(periods)
        self.describe(subjects, {terms.RDF_TYPE, terms.PREF_LABEL})

    def passages(self) -> None:
        """Add the passages behind the map, those that they are read with, and their sections and documents."""
        known = dict(self.drawing.passages)
        while missing := {iri for p in known.values() for iri in (*p.excludes, *p.read_with)} - known.keys():
            more = evidence.passages(self.drawing.graph, sorted(missing), self.drawing.lang)
            if not more:
                break
            known |= more
        for p in known.values():
            self.passage(p)
        sections = {p.section: p.section_label for p in known.values()}
        documents = {p.document: p.document_label for p in known.values()}
        described = self.describe(documents) | self.describe(sections)
        while wider := self.sections() - described:
            done = self.describe(wider)
            if not done:
                break
            described |= done
        for kind, labels in (("SourceDocument", documents), ("Section", sections)):
            for iri, label in labels.items():
                if iri not in described:
                    self.add(iri, terms.RDF_TYPE, iri_of(kind))
                    self.add(iri, terms.PREF_LABEL, Literal(label, language=self.drawing.lang))

    def passage(self, p: Passage) -> None:
        """Add what is known of a passage but its text."""
        self.add(p.iri, terms.RDF_TYPE, iri_of("Passage"))
        for name, iri in (
            ("inDocument", p.document),
            ("inSection", p.section),
            ("passageKind", f"{terms.VOCABULARY}passage-kind/{p.kind}"),
            *(("excludes", iri) for iri in p.excludes),
            *(("readWith", iri) for iri in p.read_with),
        ):
            self.add(p.iri, terms.JB + name, NamedNode(iri))
        for name, number in (("order", p.order), ("start", p.start), ("end", p.end)):
            self.add(p.iri, terms.JB + name, Literal(number))
        self.add(p.iri, terms.JB + "sha256", Literal(p.sha256))

    def sections(self) -> set[str]:
        """Return the sections that something described stands in."""
        link = iri_of("inSection")
        return {str(quad.object)[1:-1] for quad in self.found if quad.predicate == link}

    def describe(self, iris: Iterable[str], only: set[str] | None = None) -> set[str]:
        """Add the literals of some things, and LINKS, as the graph has them; return those it knows."""
        described = set()
        for subject, predicate, value in triples(self.drawing.graph, iris):
            if predicate.value in (only or LINKS) or (only is None and isinstance(value, Literal)):
                self.found.add(Quad(subject, predicate, value))
                described.add(subject.value)
        return described


def layer(graph: str, said: str) -> str:
    """Return the layer of a named graph: by its name where that tells it, else that of the edge."""
    if graph.startswith(terms.GRAPH):
        kind = graph.removeprefix(terms.GRAPH).partition("-")[0]
        return kind if kind in ("register", "derived", "suggested") else said
    return said if said == "working" else "stated"


def answers(graph: Graph, query: str) -> Iterator[tuple[Term, ...]]:
    """Yield the solutions of a query as terms, in the order of its variables."""
    declared = " ".join(f"PREFIX {prefix}: <{space}>" for prefix, space in terms.prefixes().items())
    result = graph.engine.query(f"{declared} {query}")
    assert isinstance(result, QuerySolutions)
    for row in result:
        cells = [row[variable] for variable in result.variables]
        yield tuple(cell for cell in cells if not isinstance(cell, Triple))


def values(iris: Iterable[str]) -> Iterator[str]:
    """Yield IRIs as blocks of VALUES, so that no query becomes too long."""
    ordered = sorted(set(iris))
    for start in range(0, len(ordered), DESCRIBED):
        yield " ".join(str(NamedNode(iri)) for iri in ordered[start : start + DESCRIBED])


def triples(graph: Graph, iris: Iterable[str]) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """Yield what the merge of the layers says of some things."""
    for block in values(iris):
        for s, p, o in answers(graph, f"SELECT ?s ?p ?o {{ VALUES ?s {{ {block} }} ?s ?p ?o }}"):
            assert isinstance(s, NamedNode)
            assert isinstance(p, NamedNode)
            yield s, p, o


def languages(graph: Graph, iris: Iterable[str]) -> dict[str, set[str]]:
    """Return thing → the languages it has a name in."""
    found: dict[str, set[str]] = {}
    for s, p, o in triples(graph, iris):
        if p.value == terms.PREF_LABEL and isinstance(o, Literal) and o.language:
            found.setdefault(s.value, set()).add(o.language)
    return found


def responsibilities(graph: Graph) -> dict[tuple[str, str, str, str], list[str]]:
    """Return (passage, holder, role, matter) → the responsibilities that say so."""
    query = "SELECT ?g ?s ?p ?o ?r { GRAPH ?g { ?r jb:heldBy ?s ; jb:role ?p ; jb:responsibleFor ?o } } ORDER BY ?r"
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for g, s, p, o, r in answers(graph, query):
        found.setdefault((g.value, s.value, p.value, o.value), []).append(r.value)
    return found


def observations(graph: Graph, things: Iterable[str]) -> dict[tuple[str, str], list[tuple[NamedNode, NamedNode, Term]]]:
    """Return (passage, thing) → the triples of the observations of a metric there, or of the size of a group."""
    found: dict[tuple[str, str], list[tuple[NamedNode, NamedNode, Term]]] = {}
    for block in values(things):
        query = f"""SELECT ?g ?m ?s ?p ?o {{ VALUES ?m {{ {block} }} GRAPH ?g {{
            {{ ?s jb:ofMetric ?m ; ?p ?o }} UNION
            {{ ?m jb:statedSize ?size ; ?p ?o FILTER(?p IN (jb:statedSize, jb:quote)) BIND(?m AS ?s) }} }} }}"""
        for g, m, s, p, o in answers(graph, query):
            assert isinstance(s, NamedNode)
            assert isinstance(p, NamedNode)
            found.setdefault((g.value, m.value), []).append((s, p, o))
    return found
