"""From the engine's result to bytes: tables, truth values and RDF."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import openpyxl
import pytest
import rdflib
from pyoxigraph import QuerySolutions, RdfFormat, parse
from rdflib.compare import isomorphic
from samples import Q

from jbgraph import JbgraphError, PlanGraph, answers

XSD = "http://www.w3.org/2001/XMLSchema#"
FIGURES = """SELECT ?o ?value ?binding ?metric { ?o jb:value ?value ; jb:ofMetric/skos:prefLabel ?metric
    OPTIONAL { ?o jb:binding ?binding } FILTER(LANG(?metric) = "en") } ORDER BY ?o LIMIT 4"""
ROWS = [
    (Q + "plan-2030/s010-o1", 1.5, None, "Total investment"),
    (Q + "plan-2030/s014-o1", 93, None, "Share of river water up to standard"),
    (Q + "plan-2030/s014-o2", 93.6, None, "Share of river water up to standard"),
    (Q + "plan-2030/s014-o3", 95, "true", "Share of river water up to standard"),
]
COLUMNS = ["o", "value", "binding", "metric"]
RDFLIB = {"turtle": "turtle", "trig": "trig", "nt": "nt", "nquads": "nquads", "rdfxml": "xml", "jsonld": "json-ld"}


def written(graph: PlanGraph, query: str, form: str | None, **options: bool) -> bytes:
    """Answer a query and write the answer."""
    return answers.write(graph, graph.query(query), form, **options)


def test_numbers_are_numbers_and_the_rest_is_text(tiny: PlanGraph) -> None:
    result = tiny.query(FIGURES)
    assert isinstance(result, QuerySolutions)
    table = answers.to_table(result)
    assert list(table.columns) == COLUMNS
    assert [tuple(row) for row in table.rows] == ROWS
    assert table.kinds == {"o": "iri"}
    assert [type(row[1]) for row in table.rows] == [float, int, float, int]


@pytest.mark.parametrize(
    ("lexical", "number"),
    [
        ("1325", 1325), ("1325.0", 1325), ("-3.50", -3.5), ("+7", 7), ("0.1", 0.1), ("1E3", 1000.0), (".5", 0.5),
        ("12345678901234567891", 12345678901234567891), ("INF", "INF"), ("NaN", "NaN"), ("1e999", "1e999"),
        ("1_000", "1_000"), ("", ""), ("word", "word"),
    ],
)  # fmt: skip
def test_number(lexical: str, number: object) -> None:
    assert answers.number(lexical) == number
    assert type(answers.number(lexical)) is type(number)


def test_csv_of_a_query(tiny: PlanGraph) -> None:
    rows = list(csv.reader(io.StringIO(written(tiny, FIGURES, "csv").decode("utf-8"), newline="")))
    assert rows == [COLUMNS, *(["" if cell is None else str(cell) for cell in row] for row in ROWS)]


def test_a_workbook_of_a_query(tiny: PlanGraph) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(tiny, FIGURES, "xlsx"))).active
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [tuple(COLUMNS), *ROWS]


def test_json_keeps_datatypes_and_languages(tiny: PlanGraph) -> None:
    query = 'SELECT ?label ?value ?flag { qingshi:ecotourism skos:prefLabel ?label . plan-2030:s014-o3 jb:value ?value ; jb:binding ?flag FILTER(LANG(?label) = "zh") }'  # noqa: E501
    data = json.loads(written(tiny, query, "json"))
    assert data["head"]["vars"] == ["label", "value", "flag"]
    (row,) = data["results"]["bindings"]
    assert row["label"] == {"type": "literal", "value": "生态旅游业", "xml:lang": "zh"}
    assert row["value"] == {"type": "literal", "value": "95", "datatype": XSD + "decimal"}
    assert row["flag"] == {"type": "literal", "value": "true", "datatype": XSD + "boolean"}


def test_xml_keeps_languages_and_is_well_formed_for_any_character(tiny: PlanGraph) -> None:
    root = ElementTree.fromstring(written(tiny, 'SELECT ("a<\\u0007"@en AS ?x) {}', "xml"))
    literal = root.find(".//{*}literal")
    assert literal is not None
    assert literal.text == "a<\ufffd"
    assert literal.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_the_answer_of_ask(tiny: PlanGraph) -> None:
    assert written(tiny, "ASK { ?s a jb:Goal }", None).decode("utf-8").splitlines()[2] == "true"
    assert json.loads(written(tiny, "ASK { ?s a jb:Person }", "json"))["boolean"] is False
    assert ElementTree.fromstring(written(tiny, "ASK { ?s a jb:Goal }", "xml")).findtext("{*}boolean") == "true"
    assert written(tiny, "ASK { ?s a jb:Goal }", "csv") == b"answer\r\ntrue\r\n"


def test_iris_are_short_for_people_and_whole_for_machines(tiny: PlanGraph) -> None:
    query = "SELECT ?s { ?s a jb:Industry }"
    assert "qingshi:ecotourism" in written(tiny, query, "table").decode("utf-8")
    assert "qingshi:ecotourism" in written(tiny, query, "markdown").decode("utf-8")
    assert Q + "ecotourism" in written(tiny, query, "table", short=False).decode("utf-8")
    for form in ("csv", "tsv", "json", "xml"):
        assert Q + "ecotourism" in written(tiny, query, form).decode("utf-8")


CONSTRUCT = "CONSTRUCT WHERE { qingshi:clean-river-program ?p ?o }"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's reader of JSON-LD
@pytest.mark.parametrize("form", answers.RDF_FORMATS)
def test_triples_are_read_back_equal_by_two_readers(tiny: PlanGraph, form: str) -> None:
    data = written(tiny, CONSTRUCT, form)
    expected = rdflib.Graph()
    for quad in parse(written(tiny, CONSTRUCT, "nt"), format=RdfFormat.N_TRIPLES):
        expected.parse(data=f"{quad.triple} .", format="nt")
    again = rdflib.Graph()
    for quad in parse(data, format=answers.RDF_FORMATS[form]):
        again.parse(data=f"{quad.triple} .", format="nt")
    assert len(expected) > 5
    assert isomorphic(again, expected)
    if form not in ("trig", "nquads"):  # rdflib reads these into datasets
        assert isomorphic(rdflib.Graph().parse(data=data, format=RDFLIB[form]), expected)


def test_turtle_is_the_default_for_triples_and_short(tiny: PlanGraph) -> None:
    assert written(tiny, CONSTRUCT, None) == written(tiny, CONSTRUCT, "turtle")
    assert "qingshi:clean-river-program" in written(tiny, CONSTRUCT, None).decode("utf-8")


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        (CONSTRUCT, "csv", "csv cannot hold triples"),
        (CONSTRUCT, "xlsx", "xlsx cannot hold triples"),
        (FIGURES, "turtle", "turtle holds triples, and the query returns a table"),
        ("ASK {}", "nt", "nt holds triples"),
    ],
)
def test_a_format_that_does_not_fit_is_refused(tiny: PlanGraph, query: str, form: str, said: str) -> None:
    with pytest.raises(JbgraphError, match=said):
        written(tiny, query, form)


@pytest.mark.parametrize("form", ["csv", "json", "xml", "xlsx", "table"])
def test_the_same_answer_gives_the_same_bytes(tiny: PlanGraph, form: str) -> None:
    assert written(tiny, FIGURES, form) == written(tiny, FIGURES, form)


@pytest.mark.parametrize("form", answers.RDF_FORMATS)
def test_the_same_triples_give_the_same_bytes(tiny: PlanGraph, form: str) -> None:
    assert written(tiny, CONSTRUCT, form) == written(tiny, CONSTRUCT, form)


@pytest.mark.parametrize("form", ["csv", "json", "xml", "table"])
@pytest.mark.parametrize("star", ["*", "DISTINCT *", "REDUCED*"])
def test_columns_of_select_star_come_as_the_query_names_them(tiny: PlanGraph, form: str, star: str) -> None:
    data = written(tiny, f"select {star} {{ ?z jb:partOf ?a . ?a a ?m FILTER(?z != ?a) }}", form).decode("utf-8")
    assert re.findall(r"\b([zam])\b", data.replace("href", ""))[:3] == ["z", "a", "m"]


def test_a_select_star_keeps_its_rows(tiny: PlanGraph) -> None:
    star = tiny.select("SELECT * { ?z jb:partOf ?a } ORDER BY ?z")
    assert list(star.columns) == ["z", "a"]
    assert star == tiny.select("SELECT ?z ?a { ?z jb:partOf ?a } ORDER BY ?z")
    inner = tiny.select("SELECT * { { SELECT ?b (COUNT(*) AS ?a) { ?x a ?b } GROUP BY ?b } FILTER(?a > 1) }")
    assert list(inner.columns) == ["b", "a"]


@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_only_prefixes_that_are_used_are_declared_in_their_order(tiny: PlanGraph, form: str) -> None:
    text = written(tiny, "DESCRIBE qingshi:plan-2030", form).decode("utf-8")
    declared = re.findall(r"^@prefix ([\w-]+):", text, re.MULTILINE)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    assert declared == sorted(declared) == ["dc", "dcterms", "jb", "qingshi", "skos", "xsd"]
    assert all(re.search(rf"(?<![\w-]){prefix}:", body) for prefix in declared)


def test_heads_are_for_people(tiny: PlanGraph) -> None:
    heads = {"o": "数值记录"}
    result = tiny.query(FIGURES)
    assert answers.write(tiny, result, "markdown", heads=heads).decode("utf-8").startswith("| 数值记录 | value |")
    assert answers.write(tiny, tiny.query(FIGURES), "csv", heads=heads).startswith(b"o,value,")
