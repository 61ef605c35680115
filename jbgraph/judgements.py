"""Judgements: suggested links that an editor accepts into the register, with who, why and when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from jbgraph import files, loading, terms
from jbgraph.errors import JbgraphError
from jbgraph.graph import Graph
from jbgraph.links import properties

FILE = "register/judgements.ttl"
OWL = "http://www.w3.org/2002/07/owl#"
COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment"
DCTERMS = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Judgement:
    """A link that an editor holds to be true though no document states it.

    :ivar date: when, YYYY-MM-DD, or empty.
    """

    subject: str
    relation: str
    object: str
    by: str
    why: str
    date: str = ""

    def triples(self, number: int) -> list[Triple]:
        """Return the link and, as an annotated axiom (OWL 2 Mapping to RDF, section 2.2), who, why and when."""
        link = [NamedNode(iri) for iri in (self.subject, self.relation, self.object)]
        axiom = BlankNode(f"judgement{number}")
        said: list[tuple[str, NamedNode | Literal]] = [
            (terms.RDF_TYPE, NamedNode(OWL + "Axiom")),
            *zip(
                (OWL + "annotatedSource", OWL + "annotatedProperty", OWL + "annotatedTarget"), link, strict=True
            ),
            (DCTERMS + "creator", Literal(self.by)),
            (COMMENT, Literal(self.why)),
        ]  # fmt: skip
        if self.date:
            said.append((DCTERMS + "date", Literal(self.date, datatype=NamedNode(_XSD + "date"))))
        return [Triple(*link), *(Triple(axiom, NamedNode(name), value) for name, value in said)]


def judgements(folder: Path) -> list[Judgement]:
    """Return the judgements that a graph's folder holds, by subject, relation and object.

    :raises JbgraphError: if the file is there and broken.
    """
    file = folder / FILE
    if not file.is_file():
        return []
    axioms: dict[str, dict[str, str]] = {}
    for quad in loading.read(file):
        if isinstance(quad.subject, BlankNode):
            axioms.setdefault(quad.subject.value, {})[quad.predicate.value] = getattr(quad.object, "value", "")
    found = [
        Judgement(
            said.get(OWL + "annotatedSource", ""),
            said.get(OWL + "annotatedProperty", ""),
            said.get(OWL + "annotatedTarget", ""),
            said.get(DCTERMS + "creator", ""),
            said.get(COMMENT, ""),
            said.get(DCTERMS + "date", ""),
        )
        for said in axioms.values()
    ]
    return sorted(found, key=lambda one: (one.subject, one.relation, one.object))


def accept(graph: Graph, folder: Path, judgement: Judgement) -> bool:
    """Write a judgement into the register of a graph's folder; False where it stands there already.

    The suggestion itself goes: what the register holds is not suggested again. The file is replaced whole or not
    at all, and sorted, so that the same judgements give the same bytes.

    :param graph: the graph of the folder.
    :raises JbgraphError: if who or why is missing, the relation joins no two things, or a document states the link.
    """
    if not judgement.by.strip() or not judgement.why.strip():
        raise JbgraphError(
            ("a judgement needs who and why", "判断须写明判断人和理由"), where="--by, --why", hint='--by … --why "…"'
        )
    if judgement.relation not in properties(graph.engine):
        listed = ", ".join(graph.compress(iri) for iri in properties(graph.engine))
        raise JbgraphError(
            (
                f"{graph.compress(judgement.relation)} joins no two things",
                f"{graph.compress(judgement.relation)}不是两个事物之间的关系",
            ),
            hint=listed,
        )
    here = judgements(folder)
    link = (judgement.subject, judgement.relation, judgement.object)
    if any((one.subject, one.relation, one.object) == link for one in here):
        return False
    pattern = " ".join(str(NamedNode(iri)) for iri in link)
    if graph.ask(f"ASK {{ ?g jb:layer layer:stated GRAPH ?g {{ {pattern} }} }}"):
        raise JbgraphError(
            ("a document states this link already", "文件已明述这一联系"),
            hint=("`jbgraph evidence` shows where", "`jbgraph evidence` 显示出处"),
        )
    every = sorted([*here, judgement], key=lambda one: (one.subject, one.relation, one.object))
    triples = [triple for number, one in enumerate(every) for triple in one.triples(number)]
    used = {**graph.prefixes, "owl": OWL}
    data = serialize(triples, format=RdfFormat.TURTLE, prefixes=used) or b""
    path = folder / FILE
    if not path.parent.is_dir():
        raise JbgraphError(
            ("the folder is no graph: it has no register", "该文件夹不是图谱：没有名册"),
            where=str(folder),
            hint=("name a folder like graph_data/jiangbei", "写出graph_data/jiangbei这样的文件夹"),
        )
    files.write(path, data)
    return True
