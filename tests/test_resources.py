"""Where the files are: shipped folders, the documents, the cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import ROOT, TINY

from jbgraph import JbgraphError, resources


@pytest.fixture(autouse=True)
def _without_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JBGRAPH_SOURCES", raising=False)


@pytest.mark.parametrize("name", ["ontology", "graph_data"])
def test_shipped_folders_are_found(name: str) -> None:
    assert resources.shipped(name).is_dir()


def test_a_folder_in_the_package_goes_before_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "jbgraph"
    (package / "ontology").mkdir(parents=True)
    (tmp_path / "ontology").mkdir()
    (tmp_path / "graph_data").mkdir()
    monkeypatch.setattr(resources, "PACKAGE", package)
    assert resources.shipped("ontology") == package / "ontology"
    assert resources.shipped("graph_data") == tmp_path / "graph_data"


def test_a_missing_folder_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "jbgraph")
    with pytest.raises(JbgraphError, match="the folder ontology is missing"):
        resources.shipped("ontology")


def test_sources_come_from_the_option_then_the_variable_then_the_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    option, variable = tmp_path / "option", tmp_path / "variable"
    option.mkdir()
    variable.mkdir()
    assert resources.sources(None, TINY) == TINY / "sources"
    monkeypatch.setenv("JBGRAPH_SOURCES", str(variable))
    assert resources.sources(None, TINY) == variable
    assert resources.sources(option, TINY) == option


@pytest.mark.parametrize("graph", [None, TINY / "register", TINY / "register" / "goals.ttl"])
def test_nobody_has_the_documents(graph: Path | None) -> None:
    assert resources.sources(None, graph) is None


def test_a_named_folder_that_is_not_there_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(JbgraphError, match=r"^--sources: .*is not there"):
        resources.sources(tmp_path / "none")
    monkeypatch.setenv("JBGRAPH_SOURCES", str(tmp_path / "none"))
    with pytest.raises(JbgraphError, match=r"^JBGRAPH_SOURCES: .*is not there"):
        resources.sources()


def test_cache_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JBGRAPH_CACHE", "/somewhere/else")
    assert resources.cache() == Path("/somewhere/else")
    monkeypatch.delenv("JBGRAPH_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    assert resources.cache() == Path("/xdg/jbgraph")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert resources.cache() == Path("/home/someone/.cache/jbgraph")


def test_graph_files_are_all_rdf_files_below_a_folder_in_order() -> None:
    found = [file.relative_to(TINY).as_posix() for file in resources.graph_files(TINY)]
    assert found == [
        "documents/plan-2030.ttl",
        "register/goals.ttl",
        "register/metrics.ttl",
        "register/things.ttl",
        "register/undertakings.ttl",
        "statements/plan-2030.trig",
    ]


def test_a_graph_can_be_one_file() -> None:
    file = TINY / "register" / "goals.ttl"
    assert resources.graph_files(file) == [file]


def test_a_folder_without_rdf_and_a_missing_one_are_errors(tmp_path: Path) -> None:
    with pytest.raises(JbgraphError, match="holds no RDF file"):
        resources.graph_files(tmp_path)
    with pytest.raises(JbgraphError, match="there is no such file or folder"):
        resources.graph_files(tmp_path / "none")


def test_ontology_is_read_without_shapes_and_alignments() -> None:
    names = {file.relative_to(ROOT / "ontology").as_posix() for file in resources.ontology_files()}
    assert names == {"jbgraph.ttl"} | {
        f"vocabularies/{file.name}" for file in (ROOT / "ontology" / "vocabularies").glob("*.ttl")
    }
