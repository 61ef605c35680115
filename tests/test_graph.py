"""A graph that answers: opening, queries, names, and copies for other libraries."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, QuerySolutions, QueryTriples, RdfFormat, Store
from rdflib.compare import isomorphic
from samples import STATEMENTS, TINY, Copy, Q

import jbgraph
from jbgraph import JbgraphError, NameNotFoundError, PlanGraph, beside, loading
from jbgraph.engines import EmbeddedEngine
from jbgraph.graph import Graph

GRAPH = "https://w3id.org/jbgraph/graph/"
JB = "https://w3id.org/jbgraph/ontology#"

# -- opening -------------------------------------------------------------------------------------------------


def test_a_store_on_disk_answers_like_the_files(tiny: PlanGraph, tmp_path: Path) -> None:
    disk = Store(str(tmp_path / "store"))
    disk.bulk_extend(loading.build(TINY))
    disk.flush()
    del disk
    graph = jbgraph.load(store=tmp_path / "store", sources=TINY / "sources")
    assert graph.describe("清河工程") == tiny.describe("清河工程")
    assert graph.origin is None


def test_one_file_is_a_graph() -> None:
    graph = Graph.open(TINY / "register" / "goals.ttl")
    assert graph.rows("SELECT ?s { ?s a jb:Goal }") == [{"s": Q + "lead-in-modernising-the-water-town"}]


def test_only_one_graph_is_opened() -> None:
    with pytest.raises(JbgraphError, match="exclude each other"):
        Graph.open(TINY, endpoint="http://localhost/")


def test_a_store_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="there is no store that can be opened"):
        Graph.open(store=tmp_path / "none")


def test_a_query_changes_nothing(tiny: PlanGraph) -> None:
    with pytest.raises(JbgraphError, match="does not parse"):
        tiny.query("INSERT DATA { jb:Goal a jb:Goal }")


# -- queries -------------------------------------------------------------------------------------------------


def test_rows_are_lexical_forms_and_none_where_unbound(tiny: PlanGraph) -> None:
    rows = tiny.rows(
        """SELECT ?o ?value ?words { ?o jb:ofMetric qingshi:number-of-visitors
           OPTIONAL { ?o jb:value ?value } OPTIONAL { ?o jb:valueText ?words } } ORDER BY ?o"""
    )
    assert rows == [
        {"o": Q + "plan-2030/s016-o1", "value": "12", "words": None},
        {"o": Q + "plan-2030/s016-o2", "value": None, "words": None},
    ]


def test_prefixes_need_not_be_declared_and_may_be(tiny: PlanGraph) -> None:
    assert tiny.ask("ASK { GRAPH plan-2030:s005 { qingshi:three-programs jb:statedSize 3 } }")
    assert tiny.ask(f"PREFIX jb: <{JB}> PREFIX q: <{Q}> ASK {{ q:three-programs jb:statedSize 3 }}")


def test_construct_and_describe_give_triples(tiny: PlanGraph) -> None:
    result = tiny.query("CONSTRUCT { ?s jb:serves ?o } WHERE { GRAPH ?g { ?s jb:serves ?o } ?g a jb:Passage }")
    assert isinstance(result, QueryTriples)
    assert {triple.subject.value.removeprefix(Q) for triple in result} == {
        "national-water-town-demonstration-area", "three-programs", "protect-water-sources",
    }  # fmt: skip
    assert list(tiny.query("DESCRIBE qingshi:ecotourism"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s jb:servs ?o }", "query, line 1: jb:servs is not defined\n  fix: did you mean jb:serves?"),
        ("ASK {\n ?s a jb:Gaol }", "query, line 2: jb:Gaol is not defined\n  fix: did you mean jb:Goal?"),
        ("ASK { ?s jb:role role:leed }", "query, line 1: role:leed is not defined\n  fix: did you mean role:lead?"),
        (
            "ASK { GRAPH plan-2030:s099 { ?s ?p ?o } }",
            "query, line 1: plan-2030:s099 is not defined\n  fix: did you mean plan-2030:s009?",
        ),
        (f"ASK {{ ?s <{JB}servs> ?o }}", "query, line 1: jb:servs is not defined\n  fix: did you mean jb:serves?"),
        (f"PREFIX x: <{JB}> ASK {{ ?s x:servs ?o }}", "query, line 1: jb:servs is not defined"),
        ("ASK { ?s jb:qqq ?o }", "query, line 1: jb:qqq is not defined\n  fix: `jbgraph search` finds names"),
        ("ASK { ?s ex:servs ?o }", "query, line 1: the prefix ex: is not declared"),
        ("SELECT *\n{ ?s ?p }", "query, line 2, column "),
        ("ASK { SERVICE <http://localhost/> { ?s ?p ?o } }", "query: SERVICE is off"),
    ],
)
def test_a_query_that_cannot_be_answered_says_where_and_what_to_do(tiny: PlanGraph, query: str, said: str) -> None:
    with pytest.raises(JbgraphError) as caught:
        tiny.query(query)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s skos:prefLabel 'jb:servs' }",
        "ASK { ?s <http://example.org/unknown> ?o }",
        "ASK { GRAPH graph:register { ?s ?p ?o } }",
        "ASK { GRAPH graph:derived-attainment { ?s ?p ?o } }",
        "ASK { ?s jb:role role:oversee }",  # defined in the vocabulary, used by nobody
        "ASK { ?s jb:inDocument qingshi:plan-2030 }",
        "ASK { ?s jb:lever ?o }",  # defined in the ontology, used by nobody
    ],
)
def test_what_is_defined_may_be_asked_for(tiny: PlanGraph, query: str) -> None:
    tiny.query(query)


# -- names ---------------------------------------------------------------------------------------------------

PROGRAM = Q + "clean-river-program"


@pytest.mark.parametrize(
    "name",
    [
        "清河工程", "“清河工程”", "Clean River program", "clean river PROGRAM", "qinghegongcheng", "qhgc",
        "qingshi:clean-river-program", PROGRAM, f"<{PROGRAM}>",
    ],
)  # fmt: skip
def test_a_thing_is_found_by_any_of_its_names(tiny: PlanGraph, name: str) -> None:
    assert tiny.resolve(name) == PROGRAM


def test_other_names_count_too(tiny: PlanGraph) -> None:
    assert tiny.resolve("水乡环境现代化") == Q + "lead-in-modernising-the-water-town"
    assert tiny.resolve("任务1") == Q + "protect-water-sources"


def test_a_label_goes_before_another_name(copy: Copy) -> None:
    copy.append("register/things.ttl", 'qingshi:shixi a jb:Concept ; skos:prefLabel "石溪"@zh , "Shixi"@en .\n')
    assert copy.load().resolve("石溪") == Q + "shixi"


def test_an_ambiguous_name_lists_the_candidates(tiny: PlanGraph) -> None:
    with pytest.raises(NameNotFoundError) as caught:
        tiny.resolve("石溪")
    assert caught.value.problem == "“石溪” names 2 things"
    assert sorted(caught.value.candidates) == [
        "石溪河 · Shixi River (qingshi:shixi-river)",
        "石溪镇 · Shixi Town (qingshi:shixi-town)",
    ]
    assert all(candidate in caught.value.hint for candidate in caught.value.candidates)


def test_an_unknown_name_lists_what_is_like_it(tiny: PlanGraph) -> None:
    with pytest.raises(NameNotFoundError) as caught:
        tiny.resolve("清河工作")
    assert caught.value.problem == "nothing is named “清河工作”"
    assert caught.value.candidates == ["清河工程 · Clean River program (qingshi:clean-river-program)"]


@pytest.mark.parametrize("name", ["", "  ", "“”", "完全无关的名称", "xyzzy"])
def test_a_name_like_nothing_has_no_candidates(tiny: PlanGraph, name: str) -> None:
    with pytest.raises(NameNotFoundError) as caught:
        tiny.resolve(name)
    assert caught.value.candidates == []


@pytest.mark.parametrize("name", ["qingshi:clean-rivr-program", "<not an iri>", "qingshi:a<b"])
def test_an_iri_that_is_not_in_the_graph(tiny: PlanGraph, name: str) -> None:
    with pytest.raises(NameNotFoundError, match="is not in the graph"):
        tiny.resolve(name)


def test_a_misspelt_curie_gets_the_nearest(tiny: PlanGraph) -> None:
    with pytest.raises(NameNotFoundError, match=r"did you mean qingshi:clean-river-program\?"):
        tiny.resolve("qingshi:clean-rivr-program")


def test_labels_come_in_the_language_or_the_other_or_as_curie(tiny: PlanGraph, copy: Copy) -> None:
    nobody = "http://example.org/nobody"
    assert tiny.labels([PROGRAM, JB + "serves", nobody], "en") == {
        PROGRAM: "Clean River program", JB + "serves": "serves", nobody: nobody,
    }  # fmt: skip
    assert tiny.labels([PROGRAM, JB + "serves"], "zh") == {PROGRAM: "清河工程", JB + "serves": "服务于"}
    copy.edit("register/undertakings.ttl", ' , "Clean River program"@en', "")
    assert copy.load().labels([PROGRAM], "en") == {PROGRAM: "清河工程"}


def test_there_are_labels_for_more_iris_than_fit_in_one_query(real: PlanGraph) -> None:
    entries = real.index
    assert len(entries) > 1000
    labels = real.labels([entry.iri for entry in entries], "zh")
    assert labels == {entry.iri: entry.zh for entry in entries}


def test_every_district_and_document_has_a_prefix(tiny: PlanGraph, real: PlanGraph) -> None:
    assert tiny.prefixes["qingshi"] == Q
    assert tiny.prefixes["plan-2030"] == Q + "plan-2030/"
    assert tiny.compress(Q + "plan-2030/s001") == "plan-2030:s001"
    assert real.prefixes["plan-2021"] == "https://w3id.org/jbgraph/jiangbei/plan-2021/"
    assert real.prefixes == beside.prefixes(real.engine)


def test_the_index_beside_a_cached_store_is_that_of_the_store(tiny: PlanGraph) -> None:
    fresh = Graph(tiny.engine)
    assert tiny.folder is not None
    assert [tuple(entry) for entry in tiny.index] == [tuple(entry) for entry in fresh.index]


def test_no_two_things_of_the_real_graph_have_the_same_names(real: PlanGraph) -> None:
    names = [(entry.zh, entry.en) for entry in real.index]  # one may have the printed name of another
    assert {name for name in names if names.count(name) > 1} == set()
    assert all(zh and en for zh, en in names)


# -- other libraries -----------------------------------------------------------------------------------------


def normal(term: rdflib.term.Node) -> rdflib.term.Node:
    """Return a literal that is a number in its canonical form: Oxigraph keeps 93.0 as 93."""
    if isinstance(term, rdflib.Literal) and isinstance(term.value, Decimal):
        return rdflib.Literal(format(term.value.normalize(), "f"), datatype=rdflib.XSD.decimal, normalize=False)
    return term


def as_graph(triples) -> rdflib.Graph:
    """Return triples as graph, numbers in canonical form."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(tuple(normal(term) for term in triple))
    return graph


@pytest.fixture(scope="module")
def read_by_rdflib() -> dict[str, rdflib.Graph]:
    """The files of the smallest graph as rdflib reads them, by named graph."""
    register = rdflib.Graph()
    for file in (*(TINY / "register").glob("*.ttl"), *(TINY / "documents").glob("*.ttl")):
        register.parse(file)
    graphs = {GRAPH + "register": register}
    statements = rdflib.Dataset()
    with pytest.warns(DeprecationWarning):  # rdflib's own reader of TriG
        statements.parse(TINY / STATEMENTS)
    for graph in statements.graphs():
        if len(graph):
            graphs[str(graph.identifier)] = graph
    return {name: as_graph(graph) for name, graph in graphs.items()}


def test_to_rdflib_is_what_rdflib_reads_from_the_files(
    tiny: PlanGraph, read_by_rdflib: dict[str, rdflib.Graph]
) -> None:
    dataset = tiny.to_rdflib()
    names = {str(graph.identifier) for graph in dataset.graphs() if len(graph)} - {
        str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    }
    written = {GRAPH + "ontology", *(name for name in names if name.startswith(GRAPH + "derived-"))}
    assert names == read_by_rdflib.keys() | written
    layer = rdflib.URIRef(JB + "layer")
    for name, expected in read_by_rdflib.items():
        own = as_graph(t for t in dataset.graph(rdflib.URIRef(name)) if t[1] != layer)
        assert isomorphic(own, expected), name


def test_to_rdflib_has_the_quads_of_the_store(tiny: PlanGraph) -> None:
    dataset = tiny.to_rdflib()
    store = loading.build(TINY)
    for name in store.named_graphs():
        text = store.dump(format=RdfFormat.N_TRIPLES, from_graph=name)
        assert isomorphic(
            as_graph(dataset.graph(rdflib.URIRef(name.value))), as_graph(rdflib.Graph().parse(data=text))
        ), name


def test_the_merge_has_every_triple_of_the_layers_once(tiny: PlanGraph) -> None:
    merged = tiny.merged()
    rows = tiny.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    distinct = tiny.rows("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
    assert rows == distinct == [{"n": str(len(merged))}]
    layers = rdflib.Graph()
    for graph in tiny.to_rdflib().graphs():
        if str(graph.identifier).startswith("https"):
            layers += graph
    assert len(layers) == len(merged)


def test_the_merge_of_the_real_graph_has_every_triple_once(real: PlanGraph) -> None:
    result = real.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(result, QuerySolutions)
    triples = [(str(row["s"]), str(row["p"]), str(row["o"])) for row in result]
    assert len(triples) == len(set(triples))
    missing = real.rows(
        """SELECT ?s ?p ?o ?g { ?g jb:layer ?layer FILTER(?layer != layer:suggested)
           GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"""
    )
    assert missing == []


def test_what_is_serialized_is_read_back_equal(tiny: PlanGraph) -> None:
    for form in (RdfFormat.TRIG, RdfFormat.N_QUADS):
        again = Store()
        again.load(tiny.serialize(form), format=form)
        expected = {quad for quad in loading.build(TINY) if isinstance(quad.graph_name, NamedNode)}
        assert {q for q in again if q.subject.value.startswith("http")} >= {
            q for q in expected if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
        }
        assert len(again) == len(expected)


def test_the_same_files_are_serialized_to_the_same_bytes() -> None:
    once, again = (Graph(EmbeddedEngine(loading.build(TINY))).serialize() for _ in range(2))
    assert once == again
