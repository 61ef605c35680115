"""Clients that nobody here wrote."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import PATIENCE, Service

from jbgraph import PlanGraph

GOALS = "SELECT ?s ?label { ?s a jb:Goal ; skos:prefLabel ?label FILTER(LANG(?label) = 'zh') } ORDER BY ?s"


@pytest.fixture
def labels(real: PlanGraph) -> list[str]:
    """The Chinese names of the goals."""
    found = [label for _, label in real.tuples(GOALS)]
    assert "率先推进产业发展现代化" in found
    return found


def ran(*command: str) -> str:
    """Run a program that must be installed, and return what it prints."""
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_sparql_store(service: Service, labels: list[str], method: str, form: str) -> None:
    store = SPARQLStore(f"{service.url}/sparql", method=method, returnFormat=form)
    graph = rdflib.Graph(store)
    assert [str(row[1]) for row in graph.query(GOALS)] == labels
    (goal, *_) = (row[0] for row in graph.query(GOALS))
    assert (goal, rdflib.RDF.type, None) in graph


def test_rdflib_sparql_store_asks_and_describes(service: Service, real: PlanGraph) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{service.url}/sparql"))
    assert graph.query("ASK { ?s a jb:Goal }").askAnswer is True
    built = graph.query("CONSTRUCT WHERE { ?s a jb:Goal }")
    assert len(built) == len(real.tuples("SELECT ?s { ?s a jb:Goal }"))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("way", ["urlencoded", "postdirectly"])
def test_sparqlwrapper(service: Service, labels: list[str], method: str, way: str) -> None:
    from SPARQLWrapper import CSV, JSON, TSV, TURTLE, XML, SPARQLWrapper

    client = SPARQLWrapper(f"{service.url}/sparql")
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setQuery("PREFIX jb: <https://w3id.org/jbgraph/ontology#> " + GOALS)
    client.setReturnFormat(JSON)
    assert [row["label"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == labels
    client.setReturnFormat(XML)
    assert client.queryAndConvert().toxml().count("<result>") == len(labels)
    for form in (CSV, TSV):
        client.setReturnFormat(form)
        assert client.queryAndConvert().decode().count("\n") == len(labels) + 1
    client.setQuery("PREFIX jb: <https://w3id.org/jbgraph/ontology#> CONSTRUCT WHERE { ?s a jb:Goal }")
    client.setReturnFormat(TURTLE)
    assert b"Goal" in client.queryAndConvert()


def test_sparqlwrapper_hears_of_a_malformed_query(service: Service) -> None:
    from SPARQLWrapper import SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    client = SPARQLWrapper(f"{service.url}/sparql")
    client.setQuery("SELECT ? { }")
    with pytest.raises(QueryBadFormed):
        client.query()


def test_curl(service: Service, labels: list[str]) -> None:
    command = ("curl", "-sSf", "--compressed", "-H", "Accept: text/csv", f"{service.url}/sparql")
    for way in (("--get", "--data-urlencode", f"query={GOALS}"), ("--data-urlencode", f"query={GOALS}")):
        lines = ran(*command, *way).splitlines()
        assert lines[0] == "s,label"
        assert [line.rpartition(",")[2] for line in lines[1:]] == labels
    assert "HTTP/1.1 200 OK" in ran("curl", "-sSI", f"{service.url}/graphs?default")


def test_roqet_of_rasqal(service: Service, labels: list[str]) -> None:
    query = "PREFIX jb: <https://w3id.org/jbgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    lines = ran("roqet", "-q", "-p", f"{service.url}/sparql", "-r", "csv", "-e", query + GOALS).splitlines()
    assert [line.rpartition(",")[2].strip() for line in lines[1:]] == labels


def test_fetch_of_node(service: Service, labels: list[str]) -> None:
    script = """
      const [url, query] = process.argv.slice(1);
      const ask = async init => (await (await fetch(init.url ?? url, init)).json());
      const values = answer => answer.results.bindings.map(row => row.label.value);
      const body = new URLSearchParams({query});
      const got = await ask({url: url + "?" + body, headers: {accept: "application/json"}});
      const form = await ask({method: "POST", body});
      const direct = await ask({method: "POST", body: query, headers: {"content-type": "application/sparql-query"}});
      const stream = await fetch(url + "?" + new URLSearchParams({query: "SELECT * { ?s ?p ?o }"}));
      let size = 0; for await (const part of stream.body) size += part.length;
      console.log(JSON.stringify([values(got), values(form), values(direct), size > 1e6]));
    """
    printed = ran("node", "--input-type=module", "-e", script, f"{service.url}/sparql", GOALS)
    assert json.loads(printed) == [labels, labels, labels, True]
