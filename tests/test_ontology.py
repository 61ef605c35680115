"""The ontology and what is written in its words: every term defined, every prefix agreed, and no contradiction."""

from __future__ import annotations

import io
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, PROV, QB, SDO, SKOS, TIME

from jbgraph import terms
from jbgraph.loading import read

ROOT = Path(__file__).parents[1]
FOLDERS = [ROOT / name for name in ("ontology", "graph_data", "tests/data", "tests/shapes")]
FILES = sorted(file for folder in FOLDERS for file in folder.rglob("*") if file.suffix in (".ttl", ".trig", ".rq"))
ONTOLOGY = ROOT / "ontology" / "jbgraph.ttl"
ALIGNMENTS = ROOT / "ontology" / "alignments.ttl"
VOCABULARIES = sorted((ROOT / "ontology" / "vocabularies").glob("*.ttl"))
SHAPES = [ROOT / "ontology" / "style.ttl", *sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))]
RULES = sorted((ROOT / "ontology" / "rules").rglob("*.rq"))
DATA = sorted(file for file in (ROOT / "graph_data").rglob("*") if file.suffix in (".ttl", ".trig"))
PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)

TYPE = NamedNode(terms.RDF_TYPE)
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
DECLARATIONS = {OWL + kind for kind in ("AnnotationProperty", "Class", "DatatypeProperty", "ObjectProperty")}
Consistent = Callable[[Iterable[Quad]], bool]
CLOSED = (DCAT, DCTERMS, FOAF, ORG, PROV, QB, SDO, SKOS, TIME)
"""Vocabularies of which rdflib knows every term."""


def quads(files: Iterable[Path]) -> list[Quad]:
    """Read files, each once."""
    return [quad for file in files for quad in read(file)]


def names(found: Iterable[Quad]) -> set[str]:
    """Return the IRIs in our namespaces that statements use, the names of their graphs too."""
    nodes = {node for quad in found for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    iris = {node.value for node in nodes if isinstance(node, NamedNode)}
    return {iri for iri in iris if iri.startswith(terms.BASE)}


def typed(found: Iterable[Quad]) -> set[str]:
    """Return the IRIs that statements define by saying what they are."""
    return {quad.subject.value for quad in found if quad.predicate == TYPE and isinstance(quad.subject, NamedNode)}


def label(path: Path) -> str:
    """Name a case after its file."""
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def ontology() -> list[Quad]:
    return quads([ONTOLOGY, ALIGNMENTS, *VOCABULARIES])


@pytest.fixture(scope="module")
def data() -> list[Quad]:
    return quads(DATA)


# -- every term is defined ---------------------------------------------------------------------------------


def undefined(found: list[Quad], *definitions: list[Quad]) -> set[str]:
    """Return the terms of ours that statements use and neither they nor others define; versions need no type."""
    versions = {quad.object.value for quad in found if quad.predicate.value == OWL + "versionIRI"}
    return names(found) - typed(found) - versions - {iri for quads in definitions for iri in typed(quads)}


def test_ontology_alignments_and_vocabularies_use_defined_terms_only(ontology: list[Quad]) -> None:
    assert undefined(ontology) == set()


def test_shapes_use_defined_terms_only(ontology: list[Quad]) -> None:
    assert undefined(quads(SHAPES), ontology) == set()


def test_data_use_defined_terms_only(data: list[Quad], ontology: list[Quad]) -> None:
    assert undefined(data, ontology) == set()


@pytest.mark.parametrize("file", RULES, ids=label)
def test_rule_uses_defined_terms_only(file: Path, data: list[Quad], ontology: list[Quad]) -> None:
    used = {iri for iri, _ in terms.iris(file.read_text("utf-8")) if iri.startswith(terms.BASE)}
    assert used - typed(ontology) - typed(data) == set()


def test_undefined_term_is_noticed(ontology: list[Quad]) -> None:
    misspelt = Quad(NamedNode(terms.JB + "Goal"), NamedNode(terms.JB + "ownr"), NamedNode(terms.JB + "Goal"))
    assert undefined([*ontology, misspelt]) - undefined(ontology) == {terms.JB + "ownr"}


def test_terms_of_other_vocabularies_exist_there(ontology: list[Quad]) -> None:
    nodes = {node for quad in ontology for node in (quad.subject, quad.predicate, quad.object)}
    iris = {node.value for node in nodes if isinstance(node, NamedNode)}
    invented = {iri for iri in iris for known in CLOSED if iri.startswith(str(known)) and iri not in known}
    assert invented == set()


def test_every_term_is_declared_as_one_kind_of_thing(ontology: list[Quad], data: list[Quad]) -> None:
    kinds = defaultdict(set)
    for quad in ontology + data:
        if quad.predicate == TYPE and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            kind = quad.object.value
            if kind in DECLARATIONS:
                kinds[quad.subject.value].add(kind)
            elif not kind.startswith(OWL):
                kinds[quad.subject.value].add("individual")
    assert {term: found for term, found in kinds.items() if len(found) > 1} == {}


RDF_TEXT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def test_every_term_that_an_axiom_names_is_declared(ontology: list[Quad]) -> None:
    axioms = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
    named = {q.object.value for q in ontology if q.predicate.value in axioms and isinstance(q.object, NamedNode)}
    datatypes = {iri for iri in named if iri.startswith("http://www.w3.org/2001/XMLSchema#") or iri == RDF_TEXT}
    assert named - datatypes - typed(ontology) == set()


# -- the data keep to the ontology -------------------------------------------------------------------------


def test_every_statement_keeps_the_domain_and_range_of_its_property(ontology: list[Quad], data: list[Quad]) -> None:
    above = defaultdict(set)
    for quad in ontology:
        if quad.predicate.value == RDFS + "subClassOf":
            above[quad.subject].add(quad.object)
    classes = defaultdict(set)
    for quad in ontology + data:
        if quad.predicate == TYPE:
            classes[quad.subject].add(quad.object)
    for found in classes.values():
        while wider := {upper for each in found for upper in above[each]} - found:
            found.update(wider)

    bounds = {side: defaultdict(set) for side in ("domain", "range")}
    for quad in ontology:
        side = quad.predicate.value.removeprefix(RDFS)
        if side in bounds:
            bounds[side][quad.subject].add(quad.object)
    outside = set()
    for quad in data:
        for bound in bounds["domain"][quad.predicate] - classes[quad.subject]:
            outside.add((quad.predicate.value, "domain", bound.value, str(quad.subject)))
        for bound in bounds["range"][quad.predicate] - classes[quad.object] - {getattr(quad.object, "datatype", None)}:
            outside.add((quad.predicate.value, "range", bound.value, str(quad.object)))
    assert outside == set()


# -- prefixes ----------------------------------------------------------------------------------------------


def strays(file: Path, text: str) -> list[str]:
    """Return the prefixes of a file that stand for something else than agreed.

    What `prefixes.ttl` does not know may name another vocabulary. In our own namespace it names the shapes, the
    district whose folder the file lies in, or, by its slug, a document of that district.
    """
    allowed = {**terms.prefixes(), "shape": terms.BASE + "shape/"}
    for folder in file.parents:
        if (folder / "documents").is_dir():
            district = f"{terms.BASE}{folder.name}/"
            slugs = [document.stem for document in (folder / "documents").glob("*.ttl")]
            allowed |= {folder.name: district, **{slug: f"{district}{slug}/" for slug in slugs}}
    return [
        prefix
        for prefix, namespace in PREFIX.findall(text)
        if namespace != allowed.get(prefix) and (prefix in allowed or namespace.startswith(terms.BASE))
    ]


def test_prefixes_agree_in_all_files() -> None:
    found = {label(file): strays(file, file.read_text("utf-8")) for file in FILES}
    assert {file: prefixes for file, prefixes in found.items() if prefixes} == {}


@pytest.mark.parametrize(
    "line",
    [
        "@prefix jb: <http://w3id.org/jbgraph/ontology#> .",
        "@prefix plan-2021: <https://w3id.org/jbgraph/jiangbei/plan-2021#> .",
        "@prefix plan-1999: <https://w3id.org/jbgraph/jiangbei/plan-1999/> .",
        "PREFIX ontology: <https://w3id.org/jbgraph/ontology#>",
    ],
)
def test_prefix_that_stands_for_something_else_is_noticed(line: str) -> None:
    assert len(strays(ROOT / "graph_data" / "jiangbei" / "register" / "goals.ttl", line)) == 1


def test_a_prefix_stands_for_one_namespace_and_a_namespace_has_one_prefix() -> None:
    pairs = {pair for file in FILES for pair in PREFIX.findall(file.read_text("utf-8"))}
    prefixes = [prefix for prefix, _ in pairs]
    namespaces = [namespace for _, namespace in pairs]
    assert sorted(pair for pair in pairs if prefixes.count(pair[0]) > 1 or namespaces.count(pair[1]) > 1) == []


# -- no contradiction (OWL 2 Direct Semantics) -------------------------------------------------------------


@pytest.fixture(scope="module")
def consistent() -> Consistent:
    """Give a function that says whether a model satisfies all the statements, as HermiT finds.

    The data give days and years as `xsd:date` and `xsd:gYear`, which lie outside the datatypes of OWL 2
    (OWL 2 Syntax, section 4), so HermiT is told to pass over them.
    """
    if shutil.which("java") is None:
        pytest.skip("HermiT runs on Java, which is not installed")
    import owlready2

    def answer(statements: Iterable[Quad]) -> bool:
        text = serialize((Triple(q.subject, q.predicate, q.object) for q in statements), format=RdfFormat.N_TRIPLES)
        world = owlready2.World()
        world.get_ontology(terms.JB).load(fileobj=io.BytesIO(text))
        try:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
        return True

    return answer


@pytest.fixture(scope="module")
def axioms() -> list[Quad]:
    return quads([ONTOLOGY, ALIGNMENTS])


def statement(subject: str, predicate: str, value: str) -> Quad:
    """Make a statement from CURIEs."""
    return Quad(*(NamedNode(terms.expand(curie) or curie) for curie in (subject, predicate, value)))


def test_ontology_alignments_and_data_are_consistent(
    consistent: Consistent, ontology: list[Quad], data: list[Quad]
) -> None:
    assert consistent(ontology + data)


def test_goal_that_is_a_project_is_inconsistent(consistent: Consistent, axioms: list[Quad]) -> None:
    thing = [statement("jiangbei:a", "rdf:type", name) for name in ("jb:Goal", "jb:Project")]
    assert not consistent(axioms + thing)


def test_serving_a_project_is_inconsistent(consistent: Consistent, axioms: list[Quad]) -> None:
    service = [statement("jiangbei:a", "jb:serves", "jiangbei:b"), statement("jiangbei:b", "rdf:type", "jb:Project")]
    assert not consistent(axioms + service)
