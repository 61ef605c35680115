"""The shapes: each example under `tests/shapes/` gets the verdict that its name and its first line announce.

The nodes of an example are relative IRIs, so they begin with the address of their file. All examples can
therefore be validated in one run, and every result still belongs to one file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, SKOS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from jbgraph import terms

pytestmark = [
    pytest.mark.filterwarnings(f"ignore:{name} is deprecated:DeprecationWarning:rdflib")
    for name in ("Dataset.default_context", "ConjunctiveGraph")  # rdflib uses them itself to read TriG
]

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "shapes"
STYLE = ROOT / "ontology" / "style.ttl"
SHAPE_FILES = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
ONTOLOGY_FILES = [ROOT / "ontology" / "jbgraph.ttl", *sorted((ROOT / "ontology" / "vocabularies").glob("*.ttl"))]
EXAMPLE_FILES = sorted(EXAMPLES.glob("*/*.ttl"))
JB = Namespace(terms.JB)
SHAPE = Namespace(terms.BASE + "shape/")


def name(path: Path) -> str:
    """Name a case after its folder and file."""
    return f"{path.parent.name}/{path.stem}"


def merge(files: Iterable[Path]) -> Graph:
    """Read files into one graph, named graphs and all."""
    graph = Graph()
    for file in files:
        if file.suffix == ".trig":
            dataset = Dataset()
            dataset.parse(file, format="trig")
            for subject, predicate, value, _ in dataset.quads():
                graph.add((subject, predicate, value))
        else:
            graph.parse(file, publicID=file.as_uri())
    return graph


class Result(NamedTuple):
    """One result of a validation, in CURIEs."""

    focus: str
    value: str
    shape: str
    about: str
    """The path of the result as SPARQL writes it, or the constraint component where there is no path."""
    severity: str

    @property
    def fault(self) -> tuple[str, str]:
        """The node that is at fault, and the shape that says so."""
        return self.focus, self.shape

    @property
    def file(self) -> str:
        """The address of the example that the result belongs to."""
        return next(node.partition("#")[0] for node in (self.focus, self.value) if node.startswith("file:"))


def validate(data: Graph, shapes: Graph) -> list[Result]:
    """Validate and return the results, in order, without the details that pySHACL nests in them."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    found = []
    for node in report.objects(None, SH.result):
        path = report.value(node, SH.resultPath)
        found.append(
            Result(
                curie(report.value(node, SH.focusNode)),
                curie(report.value(node, SH.value)),
                curie(report.value(node, SH.sourceShape)),
                path_text(report, path) if path else curie(report.value(node, SH.sourceConstraintComponent)),
                curie(report.value(node, SH.resultSeverity)),
            )
        )
    return sorted(found)


def curie(node: Node | None) -> str:
    """Shorten an IRI as the first line of an example does."""
    return terms.compress(str(node), {**terms.prefixes(), "shape": str(SHAPE)})


def path_text(report: Graph, path: Node) -> str:
    """Write a SHACL path as SPARQL does (SHACL, section 2.3.1)."""
    if isinstance(path, URIRef):
        return curie(path)
    if inverse := report.value(path, SH.inversePath):
        return "^" + path_text(report, inverse)
    if alternatives := report.value(path, SH.alternativePath):
        return "|".join(path_text(report, one) for one in Collection(report, alternatives))
    return "/".join(path_text(report, one) for one in Collection(report, path))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return merge(ONTOLOGY_FILES)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return merge(SHAPE_FILES)


@pytest.fixture(scope="module")
def style() -> Graph:
    return merge([STYLE])


@pytest.fixture(scope="module")
def constraints(shapes: Graph, style: Graph) -> dict[Node, list[Node]]:
    """Every shape with a target, and the nodes that carry its messages: itself, or its SPARQL constraints."""
    graph = shapes + style
    targets = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    found = {shape for target in targets for shape in graph.subjects(target, None)}
    return {shape: list(graph.objects(shape, SH.sparql)) or [shape] for shape in found}


@pytest.fixture(scope="module")
def results(ontology: Graph, shapes: Graph) -> list[Result]:
    """What is found in all examples together."""
    return validate(ontology + merge(EXAMPLE_FILES), shapes)


@pytest.fixture(scope="module")
def verdicts(results: list[Result]) -> dict[str, list[str]]:
    """Address of an example → what is found in it."""
    found = defaultdict(list)
    for result in results:
        found[result.file].append(f"{result.about} {result.severity}")
    return found


# -- the examples ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/valid-*.ttl")), ids=name)
def test_valid_example_has_no_result(file: Path, verdicts: dict[str, list[str]]) -> None:
    assert verdicts.get(file.as_uri(), []) == []


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/invalid-*.ttl")), ids=name)
def test_invalid_example_has_the_expected_result_and_no_other(file: Path, verdicts: dict[str, list[str]]) -> None:
    first = file.read_text("utf-8").splitlines()[0]
    assert first.startswith("# expected: ")
    assert verdicts.get(file.as_uri(), []) == [first.removeprefix("# expected: ")]


@pytest.mark.parametrize("file", EXAMPLE_FILES, ids=name)
def test_example_describes_every_node_it_names(file: Path) -> None:
    graph = merge([file])
    own = {node for triple in graph for node in triple if isinstance(node, URIRef) and node.startswith(file.as_uri())}
    assert own == set(graph.subjects())


@pytest.mark.parametrize("file", SHAPE_FILES, ids=lambda file: file.stem)
def test_shape_file_has_a_valid_and_an_invalid_example(file: Path) -> None:
    kinds = {example.stem.partition("-")[0] for example in EXAMPLE_FILES if example.parent.name == file.stem}
    assert kinds == {"valid", "invalid"}


def test_every_folder_of_examples_belongs_to_a_shape_file() -> None:
    assert {folder.name for folder in EXAMPLES.iterdir()} == {file.stem for file in SHAPE_FILES}


def test_every_shape_is_violated_by_an_example(
    shapes: Graph, constraints: dict[Node, list[Node]], results: list[Result]
) -> None:
    expected = {curie(shape) for shape in constraints if (shape, None, None) in shapes}
    assert expected == {result.shape for result in results}


# -- the shapes themselves ---------------------------------------------------------------------------------


def test_every_shape_has_a_message_and_a_severity(
    shapes: Graph, style: Graph, constraints: dict[Node, list[Node]]
) -> None:
    graph = shapes + style
    carriers = {carrier for found in constraints.values() for carrier in found}
    assert carriers == set(graph.subjects(SH.message)) == set(graph.subjects(SH.severity))


def test_every_message_has_its_twin_in_the_other_language(shapes: Graph, style: Graph) -> None:
    languages = defaultdict(list)
    for carrier, message in (shapes + style).subject_objects(SH.message):
        assert isinstance(message, Literal)
        languages[carrier].append(message.language)
    assert [carrier for carrier, found in languages.items() if sorted(map(str, found)) != ["en", "zh"]] == []


def test_every_shape_has_a_name_of_its_own() -> None:
    homes = defaultdict(list)
    for file in (*SHAPE_FILES, STYLE):
        for shape in re.findall(r"^(shape:\S+) a ", file.read_text("utf-8"), re.MULTILINE):
            homes[shape].append(file.name)
    assert {shape: files for shape, files in homes.items() if len(files) > 1} == {}


def test_names_are_checked_for_every_class_of_entities(ontology: Graph, shapes: Graph) -> None:
    entities = set(ontology.transitive_subjects(RDFS.subClassOf, JB.Entity))
    without_subclasses = {entity for entity in entities if (None, RDFS.subClassOf, entity) not in ontology}
    assert set(shapes.objects(SHAPE.name, SH.targetClass)) == without_subclasses


def test_every_property_of_the_ontology_is_checked(ontology: Graph, shapes: Graph) -> None:
    properties = {term for term in ontology.subjects(RDF.type, None) if re.match(rf"{JB}[a-z]", str(term))}
    assert properties - {node for triple in shapes for node in triple} == set()


# -- the graphs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", sorted((ROOT / "graph_data").iterdir()), ids=lambda folder: folder.name)
def test_shipped_graph_has_no_violation(folder: Path, ontology: Graph, shapes: Graph) -> None:
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in (".ttl", ".trig")]
    found = validate(ontology + merge(files), shapes)
    assert [result for result in found if result.severity == "sh:Violation"] == []


# -- the style of the ontology -----------------------------------------------------------------------------


def test_ontology_keeps_to_its_style(ontology: Graph, style: Graph) -> None:
    assert validate(ontology, style) == []


ADDED = """
jb:Unowned a owl:Class .
jb:lower a owl:Class ; rdfs:label "lower"@en , "小写"@zh ; skos:definition "A."@en , "甲。"@zh ; rdfs:isDefinedBy jb: .
jb:With_dash a owl:Class ; rdfs:label "dash"@en , "横线"@zh ; skos:definition "A."@en , "甲。"@zh .
jb:Orphan a owl:Class ; rdfs:subClassOf jb:Nothing .
jb:Upper a owl:ObjectProperty ; rdfs:domain jb:Nowhere ; rdfs:range xsd:string .
jb:number a owl:DatatypeProperty ; rdfs:domain jb:Goal , jb:Task ; rdfs:range jb:Goal .
kind:loose a skos:Concept ; skos:prefLabel "loose"@en , "散"@zh ; skos:notation "98" ;
    skos:definition "A."@en , "甲。"@zh .
kind:twin a skos:Concept ; skos:inScheme <https://w3id.org/jbgraph/vocabulary/kind> ; skos:notation "01" ;
    skos:prefLabel "twin"@en , "双"@zh ; skos:definition "A."@en , "甲。"@zh .
stage:stray a skos:Concept ; skos:inScheme <https://w3id.org/jbgraph/vocabulary/kind> ; skos:notation "99" ;
    skos:prefLabel "stray"@en , "走失"@zh ; skos:definition "A."@en , "甲。"@zh .
unit:odd a skos:Concept ; skos:inScheme <https://w3id.org/jbgraph/vocabulary/unit> ;
    skos:prefLabel "odd"@en , "奇"@zh ; qudt:scalingOf unit:nothing .
"""
"""Turtle that breaks the style, to be added to the ontology."""

REMOVED = [
    (JB.Goal, RDFS.label, "zh"),
    (JB.serves, SKOS.definition, "en"),
    (URIRef(terms.VOCABULARY + "kind/target"), SKOS.prefLabel, "en"),
    (URIRef(terms.VOCABULARY + "kind/actual"), SKOS.definition, "zh"),
    (URIRef(terms.VOCABULARY + "kind/forecast"), SKOS.notation, None),
]
"""Subject, property and language of what is to be taken out of the ontology."""

FAULTS = {
    ("jb:Unowned", "shape:own-term"),
    ("jb:lower", "shape:own-term"),
    ("jb:lower", "shape:class-name"),
    ("jb:With_dash", "shape:own-term"),
    ("jb:With_dash", "shape:class-name"),
    ("jb:Orphan", "shape:own-term"),
    ("jb:Orphan", "shape:parent"),
    ("jb:Upper", "shape:own-term"),
    ("jb:Upper", "shape:property-name"),
    ("jb:Upper", "shape:domain"),
    ("jb:Upper", "shape:object-range"),
    ("jb:number", "shape:own-term"),
    ("jb:number", "shape:domain"),
    ("jb:number", "shape:datatype-range"),
    ("jb:Goal", "shape:label"),
    ("jb:serves", "shape:definition"),
    ("kind:loose", "shape:concept-scheme"),
    ("kind:target", "shape:concept-name"),
    ("kind:actual", "shape:concept-definition"),
    ("kind:forecast", "shape:concept-notation"),
    ("unit:odd", "shape:unit-code"),
    ("unit:odd", "shape:unit-scaling"),
    ("unit:odd", "shape:unit-multiplier"),
    ("https://w3id.org/jbgraph/vocabulary/kind", "shape:concept-place"),
    ("https://w3id.org/jbgraph/vocabulary/kind", "shape:concept-number"),
}
"""What the style finds in the broken copy, and did not find in the ontology: the node, and the shape."""


def test_style_finds_every_fault_of_a_broken_copy(
    ontology: Graph, style: Graph, constraints: dict[Node, list[Node]]
) -> None:
    broken = Graph() + ontology
    prefixes = {**terms.prefixes(), "qudt": "http://qudt.org/schema/qudt/"}
    header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    broken.parse(data=header + ADDED, format="turtle")
    for subject, predicate, language in REMOVED:
        for value in list(broken.objects(subject, predicate)):
            if getattr(value, "language", None) == language:
                broken.remove((subject, predicate, value))

    known = {result.fault for result in validate(ontology, style)}
    assert {result.fault for result in validate(broken, style)} - known == FAULTS
    assert {curie(shape) for shape in constraints if (shape, None, None) in style} == {shape for _, shape in FAULTS}
