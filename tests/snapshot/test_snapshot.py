"""The snapshot: its tables hold what the graph holds, and others read them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import polars
import pytest
from planted import T
from samples import TINY, Run, environment
from ways import HOSTILE, LAYERS, Both

from jbgraph import JbgraphError, PlanGraph, loading, storing
from jbgraph.columns import snapshot

KEPT = "?g jb:layer ?layer FILTER(?layer IN (layer:register, layer:stated, layer:derived, layer:working))"
ENTITY = "?c rdfs:subClassOf* jb:Entity"
COUNTS = {
    "comparisons": """SELECT DISTINCT ?r ?t ?x { VALUES ?v { jb:meets jb:fallsShortOf jb:undecidedAgainst } ?r ?v ?t .
        ?r jb:about ?x . ?t jb:about ?x }""",
    "documents": "SELECT DISTINCT ?s { ?s a jb:SourceDocument }",
    "entities": f"SELECT DISTINCT ?s {{ ?s a ?c . {ENTITY} }}",
    "industries": f"""SELECT ?s ?o ?g ?p {{ GRAPH ?g {{ ?s jb:develops ?o }} {KEPT}
        OPTIONAL {{ ?s jb:locatedIn ?l FILTER NOT EXISTS {{ ?s a jb:Place }} }}
        OPTIONAL {{ ?s a jb:Place BIND(?s AS ?me) }} BIND(COALESCE(?me, ?l) AS ?p) }}""",
    "observations": f"SELECT ?s ?g {{ GRAPH ?g {{ ?s a jb:Observation }} {KEPT} }}",
    "passages": "SELECT DISTINCT ?s { ?s a jb:Passage }",
    "periods": "SELECT DISTINCT ?s { ?s a jb:Period }",
    "places": "SELECT DISTINCT ?a ?b { ?a a jb:Place ; (jb:locatedIn|jb:partOf)* ?b . ?b a jb:Place }",
    "relations": f"""SELECT DISTINCT ?s ?p ?o ?g {{ GRAPH ?g {{ ?s ?p ?o }} {KEPT} ?s a ?c . {ENTITY} .
        ?o skos:prefLabel|rdfs:label ?name FILTER(?p != rdf:type) }}""",
    "responsibilities": f"""SELECT ?r ?h ?w ?g {{ GRAPH ?g {{ ?r jb:heldBy ?h ; jb:responsibleFor ?w }} {KEPT} }}""",
    "terms": """SELECT DISTINCT ?s { { ?s skos:inScheme ?x } UNION { VALUES ?x { owl:Class owl:ObjectProperty
        owl:DatatypeProperty } ?s a ?x } FILTER(isIRI(?s)) }""",
}


def read(both: Both, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query in which `@name` stands for a table of the snapshot."""
    import re

    found: list[tuple[object, ...]] = duckdb.sql(
        re.sub(r"@(\w+)", lambda name: f"read_parquet('{both.folder / name[1]}.parquet')", sql)
    ).fetchall()
    return found


# -- what the tables hold ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", snapshot.tables())
def test_a_table_has_a_row_for_each_thing_that_sparql_finds(name: str, either: Both) -> None:
    expected = len(either.asked.rows(COUNTS[name]))
    assert read(either, f"SELECT count(*) FROM @{name}") == [(expected,)]
    assert json.loads((either.folder / "columns.json").read_text("utf-8"))["rows"][name] == expected
    assert expected, "the query of the test finds nothing"


def test_observations_have_the_values_that_are_printed(jiangbei: Both) -> None:
    names = ("metric", "kind", "period", "comparator", "unit", "value", "upper", "words", "quote", "passage")
    rows = jiangbei.asked.rows(
        """SELECT ?o ?metric ?kind ?period ?comparator ?unit ?value ?upper ?words ?quote ?passage {
           GRAPH ?passage { ?o a jb:Observation ; jb:ofMetric ?metric ; jb:kind ?kind ; jb:period ?period ;
             jb:comparator ?comparator ; jb:quote ?quote OPTIONAL { ?o jb:unit ?unit } OPTIONAL { ?o jb:value ?value }
             OPTIONAL { ?o jb:upperValue ?upper } OPTIONAL { ?o jb:valueText ?words } } }"""
    )

    def plain(name: str, value: str | None) -> object:
        if value is None:
            return None
        if name in ("value", "upper"):
            return float(value)
        return value.rpartition("/")[2] if name in ("kind", "comparator", "unit") else value

    expected = {row["o"]: tuple(plain(name, row[name]) for name in names) for row in rows}
    found = read(jiangbei, f"SELECT observation, {', '.join(names)} FROM @observations")
    assert {row[0]: row[1:] for row in found} == expected


def test_periods_have_their_days(jiangbei: Both) -> None:
    found = read(
        jiangbei,
        """SELECT name_zh, CAST(start_date AS VARCHAR), CAST(end_date AS VARCHAR), year, whole_year FROM @periods
           WHERE name_en LIKE '%2021%' OR name_zh LIKE '未说明'""",
    )
    assert {
        ("2021年", "2021-01-01", "2021-12-31", 2021, True),
        ("2021年1—9月", "2021-01-01", "2021-09-30", 2021, False),
        ("未说明", None, None, None, False),
    } <= set(found)


def test_units_can_be_converted(jiangbei: Both) -> None:
    found = read(jiangbei, "SELECT DISTINCT base_unit, factor FROM @observations WHERE unit = 'yi-yuan'")
    assert found == [("yuan", 100_000_000)]


def test_what_is_suggested_or_was_taken_back_is_not_there(made: Both) -> None:
    graphs = {row[0] for table in ("relations", "responsibilities", "industries", "observations")
              for row in read(made, f"SELECT DISTINCT graph FROM @{table}")}  # fmt: skip
    assert LAYERS["working"] in graphs
    assert not graphs & {LAYERS["suggested"], LAYERS["withdrawn"]}
    layers = read(made, "SELECT DISTINCT layer FROM @responsibilities ORDER BY layer")
    assert layers == [("stated",), ("working",)]
    assert read(made, "SELECT passage, document FROM @responsibilities WHERE layer = 'working'") == [(None, None)]


def test_names_come_whole(made: Both) -> None:
    assert read(made, f"SELECT other_names FROM @entities WHERE entity = '{T}other'") == [([HOSTILE],)]
    assert read(made, f"SELECT name_zh, name_en, type, district FROM @entities WHERE entity = '{T}district'") == [
        ("本区", "district", "Place", "testland")
    ]


def test_places_lie_in_places(made: Both) -> None:
    found = read(made, f"SELECT replace(place, '{T}', '') FROM @places WHERE within = '{T}city' ORDER BY 1")
    assert found == [("city",), ("district",), ("park",)]


def test_codes_are_decoded(made: Both) -> None:
    found = read(made, "SELECT name_zh, name_en FROM @terms WHERE scheme = 'role' AND code = 'lead'")
    assert found == [("牵头", "lead")]
    for table, column, scheme in (("responsibilities", "role", "role"), ("observations", "kind", "kind"),
                                  ("observations", "comparator", "comparator"), ("observations", "unit", "unit"),
                                  ("relations", "property", "property"), ("entities", "type", "class"),
                                  ("comparisons", "verdict", "property")):  # fmt: skip
        query = f"SELECT DISTINCT {column} FROM @{table} WHERE {column} NOT IN (SELECT code FROM @terms"
        assert read(made, f"{query} WHERE scheme = '{scheme}')") == []


# -- the files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", snapshot.tables())
def test_a_table_has_the_columns_that_are_documented(name: str, jiangbei: Both) -> None:
    table = snapshot.tables()[name]
    assert table.said.keys() == {"en", "zh"}
    assert list(polars.read_parquet_schema(jiangbei.folder / f"{name}.parquet")) == list(table.columns)


def test_polars_reads_what_duckdb_reads(jiangbei: Both) -> None:
    for name in snapshot.tables():
        frame = polars.read_parquet(jiangbei.folder / f"{name}.parquet")
        rows = read(jiangbei, f"FROM @{name}")
        assert [tuple(row) for row in frame.rows()] == rows, name


def test_columns_have_statistics_and_dictionaries(jiangbei: Both) -> None:
    found = read_metadata(jiangbei.folder / "relations.parquet")
    assert found["property"][0] == "addresses"
    assert "DICTIONARY" in str(found["property"][2])
    assert found["subject"][0] < found["subject"][1]


def read_metadata(file: Path) -> dict[str, tuple[str, str, str]]:
    """Return column → least and greatest value and encodings of the first row group."""
    rows = duckdb.sql(
        f"""SELECT path_in_schema, stats_min_value, stats_max_value, encodings FROM parquet_metadata('{file}')
            WHERE row_group_id = 0"""
    ).fetchall()
    return {name: (low, high, how) for name, low, high, how in rows}


def test_the_same_graph_gives_the_same_bytes(made: Both, tmp_path: Path) -> None:
    snapshot.write(made.store, tmp_path / "again")
    assert sorted(file.name for file in (tmp_path / "again").iterdir()) == sorted(
        [*(f"{name}.parquet" for name in snapshot.tables()), "columns.json"]
    )
    for file in (tmp_path / "again").iterdir():
        assert file.read_bytes() == (made.folder / file.name).read_bytes(), file.name
    assert [item.name for item in tmp_path.iterdir()] == ["again"]


# -- writing -----------------------------------------------------------------------------------------------------


def test_an_older_snapshot_gives_way_and_anything_else_stays(tmp_path: Path) -> None:
    store = loading.build(TINY)
    snapshot.write(store, tmp_path / "s")
    (tmp_path / "s" / "gone.parquet").write_bytes(b"")
    snapshot.write(store, tmp_path / "s")
    assert not (tmp_path / "s" / "gone.parquet").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")
    with pytest.raises(JbgraphError, match="not a snapshot"):
        snapshot.write(store, tmp_path / "mine")
    assert [item.name for item in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_killed_writer_leaves_no_snapshot_and_the_next_one_none_of_its_draft(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from jbgraph import loading; from jbgraph.columns import snapshot\n"
        "store = loading.build(Path(sys.argv[1])); fill = snapshot.fill\n"
        "def slow(*args): fill(*args); print('filled', flush=True); time.sleep(60)\n"
        "snapshot.fill = slow; snapshot.write(store, Path('s'))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(TINY)], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"filled\n"
        with pytest.raises(JbgraphError, match="another process"):
            snapshot.write(loading.build(TINY), tmp_path / "s")
        os.kill(process.pid, signal.SIGKILL)
    assert not (tmp_path / "s").exists()
    snapshot.write(loading.build(TINY), tmp_path / "s")
    assert [item.name for item in tmp_path.iterdir()] == ["s"]


def test_a_snapshot_of_another_version_is_passed_over(made: Both, tmp_path: Path) -> None:
    folder = tmp_path / snapshot.FOLDER
    folder.mkdir()
    assert snapshot.beside(tmp_path) is None
    (folder / "columns.json").write_text(json.dumps({"format": snapshot.FORMAT + 1}), "utf-8")
    assert snapshot.beside(tmp_path) is None
    assert snapshot.beside(None) is None
    assert snapshot.beside(made.folder.parent) == made.folder


def test_load_writes_one_only_where_it_is_asked_for(tmp_path: Path) -> None:
    files = [TINY / "register" / "things.ttl"]
    storing.load(files, tmp_path / "plain")
    assert not (tmp_path / "plain" / "columns").exists()
    storing.load(files, tmp_path / "s", columns=True)
    assert snapshot.beside(tmp_path / "s") == tmp_path / "s" / "columns"


def test_without_duckdb_it_is_said_at_once_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(JbgraphError, match="DuckDB is not installed") as caught:
        storing.load([TINY / "register" / "things.ttl"], tmp_path / "s", columns=True)
    assert "jbgraph[columns]" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_an_endpoint_is_not_copied(made: Both, tmp_path: Path) -> None:
    class Elsewhere:
        def query(self, sparql: str) -> None:
            raise AssertionError(sparql)

    with pytest.raises(JbgraphError, match="not copied whole"):
        snapshot.export(PlanGraph(Elsewhere()), tmp_path / "s")  # type: ignore[arg-type]


def test_the_command(run: Run, tmp_path: Path) -> None:
    done = run("columns", "tables", "--graph", TINY, "--lang", "en")
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(": tables\n")
    assert polars.read_parquet(tmp_path / "tables" / "documents.parquet")["name_zh"].to_list() == ["2030年水乡计划"]
    again = run("columns", "tables/documents.parquet", "--graph", TINY)
    assert again.code == 2


def test_a_store_that_was_loaded_and_the_graph_in_memory_give_the_same_bytes(tmp_path: Path) -> None:
    files = sorted((TINY).rglob("*.t*"))
    storing.load([file for file in files if file.suffix in (".ttl", ".trig")], tmp_path / "s", columns=True)
    snapshot.write(loading.build(TINY), tmp_path / "m")
    for file in (tmp_path / "m").iterdir():
        assert file.read_bytes() == (tmp_path / "s" / "columns" / file.name).read_bytes(), file.name
