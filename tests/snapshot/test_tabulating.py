"""Analytic tables: the same rows by SQL and by SPARQL, as the documents and other parts of the program have them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from planted import T
from samples import ROOT, Run
from ways import Both

from jbgraph import JbgraphError, PlanGraph, analyses, columns, loading, tables
from jbgraph.analyses.shared import promises
from jbgraph.columns import asking, reading
from jbgraph.engines import EmbeddedEngine

NAMES = ("attainment", "industry", "responsibility")
Found = list[dict[str, object]]


def records(graph: PlanGraph, name: str, **given: object) -> Found:
    """Return the rows of a table as dictionaries, the IRIs of the made-up graph without their namespace."""
    table = columns.tabulate(graph, name, **given).plain()  # type: ignore[arg-type]
    short = [[cell.replace(T, "") if isinstance(cell, str) else cell for cell in row] for row in table.rows]
    return [dict(zip(table.columns, row, strict=True)) for row in short]


def picked(found: Found, *keys: str) -> list[tuple[object, ...]]:
    """Return some cells of each row."""
    return [tuple(row[key] for key in keys) for row in found]


# -- both ways ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_snapshot_gives_what_sparql_gives(name: str, lang: str, either: Both) -> None:
    asked, tabled = (columns.tabulate(graph, name, lang=lang) for graph in (either.asked, either.tabled))
    assert tabled.rows == asked.rows
    assert asked.rows
    for one, other in ((tabled.plain(), asked.plain()), (tabled.shown(), asked.shown())):
        assert (list(one.columns), one.kinds) == (list(other.columns), other.kinds)
        assert list(map(tuple, one.rows)) == list(map(tuple, other.rows))


@pytest.mark.parametrize(
    "given", [{"year": 2021}, {"place": "district"}, {"place": "park", "year": 2020}, {"year": 1999}]
)
@pytest.mark.parametrize("name", NAMES)
def test_filters_give_the_same_both_ways(name: str, given: dict[str, object], made: Both) -> None:
    assert records(made.tabled, name, **given) == records(made.asked, name, **given)


def test_a_snapshot_is_read_and_not_the_store(made: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(asking, "rows")
    assert columns.tabulate(made.tabled, "attainment").rows
    with pytest.raises(AttributeError):
        columns.tabulate(made.asked, "attainment")


def test_without_duckdb_the_answer_comes_by_sparql(made: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = columns.tabulate(made.tabled, "industry").rows
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.delattr(reading, "Snapshot")
    assert columns.tabulate(made.tabled, "industry").rows == expected


# -- attainment --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["asked", "tabled"])
def test_the_table_of_the_plan_report(way: str, jiangbei: Both) -> None:
    """Against what was worked out by hand from table 1 of the report, for the question `targets-and-results`."""
    graph: PlanGraph = getattr(jiangbei, way)
    expected = json.loads((ROOT / "tests/questions/targets-and-results.json").read_text("utf-8"))
    found = columns.tabulate(graph, "attainment", place="江北区", year=2020).plain().records()
    rows = {row["target_passage"]: row for row in found if row["target_passage"] == row["result_passage"]}
    names = {"达到": "meets", "未达到": "fallsShortOf", "无法比较": "undecidedAgainst"}
    said = {
        "完成预期": "as-expected",
        "超过目标": "exceeded",
        "完成目标": "met",
        "基本完成": "basically-met",
        None: None,
    }
    for passage, _, target, _, actual, reported, compared in expected["rows"]:
        row = rows[str(graph.expand(passage))]
        printed = [None if value is None else float(value) for value in (target, actual)]
        assert [row["target_value"], row["result_value"]] == printed
        assert (row["reported"], row["compared"]) == (said[reported], names[compared])
    assert len(expected["rows"]) == len(rows)


def test_attainment_is_at_one_with_the_analysis(jiangbei: Both) -> None:
    """What the analysis says of a target and the result that it takes for it, the table says of the pair."""
    verdicts = {"met": "meets", "exceeded": "meets", "below": "fallsShortOf", "undecided": "undecidedAgainst"}
    table = {(row["target"], row["result"]): row["compared"] for row in records(jiangbei.tabled, "attainment")}
    outcomes = [row for row in analyses.analyze(jiangbei.asked, "attainment").records() if row["actual"]]
    pairs = {(row["target"], row["actual"]): verdicts[str(row["verdict"])] for row in outcomes}
    compared = {pair: verdict for pair, verdict in pairs.items() if pair in table}
    assert {pair: table[pair] for pair in compared} == compared
    periods = dict(jiangbei.asked.tuples("SELECT ?o ?p { ?o jb:period ?p }"))
    left = [pair for pair in pairs if pair not in table]
    assert all(periods[str(target)] != periods[str(result)] for target, result in left), "only parts of a period"
    assert len(compared) > 20


def test_attainment_holds_what_a_query_of_its_own_finds(either: Both) -> None:
    expected = either.asked.tuples(
        """SELECT ?t ?r ?x { ?t jb:kind kind:target ; jb:ofMetric ?m ; jb:about ?x ; jb:period ?p .
           ?r jb:kind kind:actual ; jb:ofMetric ?m ; jb:about ?x ; jb:period ?p }"""
    )
    found = columns.tabulate(either.tabled, "attainment").plain().records()
    assert sorted((row["target"], row["result"], row["about"]) for row in found) == sorted(expected)


@pytest.mark.parametrize("way", ["asked", "tabled"])
def test_attainment_of_the_made_up_graph(way: str, made: Both) -> None:
    found = records(getattr(made, way), "attainment")
    keys = ("metric", "about", "target_value", "result_value", "compared", "reported", "year", "result_passage")
    assert picked(found, *keys) == [
        ("deaths", "park", 0.5, 0.023, "meets", None, 2020, "plan-b/s004"),
        ("deaths", "park", 0.5, 0.4, "meets", None, 2020, "plan-b/s005"),
        ("output", "district", 350, 427.7, "meets", "exceeded", 2020, "plan-a/r001"),
        ("output", "district", 350, 340, "fallsShortOf", None, 2020, "plan-b/s002"),
    ], "a part of a year is not compared with the year, nor the park with the district"
    first, second = found[0], found[2]
    assert (first["target_value_comparator"], first["target_value_unit"], first["place"]) == ("at-most", "one", "park")
    assert (second["strength"], second["binding"], second["place_name"]) == ("ensure", "true", "本区")
    assert (second["start_date"], second["end_date"]) == ("2020-01-01", "2020-12-31")


def test_a_place_is_asked_for_with_all_in_it(made: Both) -> None:
    for graph in (made.asked, made.tabled):
        assert len(records(graph, "attainment", place="city")) == 4
        assert picked(records(graph, "attainment", place="park"), "metric") == [("deaths",)] * 2
        assert records(graph, "attainment", place="park", year=2021) == []


# -- responsibility ----------------------------------------------------------------------------------------------


def test_responsibility_is_at_one_with_the_analysis(jiangbei: Both) -> None:
    found = records(jiangbei.tabled, "responsibility")
    duties = Counter(
        (duty.holder, duty.role.rpartition("/")[2], duty.thing, duty.place, "true" if duty.answers else "false")
        for duty in promises.duties(jiangbei.asked)
    )
    assert Counter(picked(found, "holder", "role", "thing", "passage", "answers")) == duties
    matrix = analyses.analyze(jiangbei.asked, "responsibility", {"view": "matrix"}).records()
    listed = {(row["holder"], str(row["role"]).rpartition("/")[2], row["thing"]) for row in matrix}
    assert listed <= set(picked(found, "holder", "role", "thing"))


@pytest.mark.parametrize("way", ["asked", "tabled"])
def test_responsibility_of_the_made_up_graph(way: str, made: Both) -> None:
    found = records(getattr(made, way), "responsibility")
    keys = ("holder", "holder_type", "role", "answers", "thing", "thing_type", "place", "year")
    assert picked(found, *keys) == [
        ("bureau", "Organization", "cooperate", "false", "mill", "Project", "park", 2022),
        ("bureau", "Organization", "lead", "true", "mill", "Project", "park", 2021),
        ("bureau", "Organization", "lead", "true", "reform", "Task", None, 2021),
        ("other", "Organization", "responsible", "true", "reform", "Task", None, None),
    ], "staff have entered one; what is suggested or was taken back is not there"
    assert picked(records(getattr(made, way), "responsibility", place="city", year=2022), "thing") == [("mill",)]


# -- industry ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["asked", "tabled"])
def test_industry_of_the_made_up_graph(way: str, made: Both) -> None:
    found = records(getattr(made, way), "industry")
    keys = ("industry", "place", "year", "things", "projects", "documents", "passages")
    assert picked(found, *keys) == [
        ("software", None, None, 1, 0, 0, 1),  # staff
        ("software", "park", 2022, 1, 0, 1, 1),
        ("steel", None, 2022, 1, 0, 1, 1),  # the task has no place
        ("steel", "city", 2022, 1, 1, 1, 1),  # the office lies in two places
        ("steel", "park", 2021, 1, 1, 1, 1),
        ("steel", "park", 2022, 2, 2, 1, 2),
    ]
    assert picked(records(getattr(made, way), "industry", place="district"), "industry", "year") == [
        ("software", 2022), ("steel", 2021), ("steel", 2022),
    ]  # fmt: skip


def test_industry_counts_what_queries_of_their_own_count(jiangbei: Both) -> None:
    found = records(jiangbei.tabled, "industry")
    without = {(row["industry"], row["year"]): row["things"] for row in found if row["place"] is None}
    rows = jiangbei.asked.rows(
        """SELECT ?i ?y (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x jb:develops ?i } ?g a jb:Passage ; jb:inDocument ?d .
           ?d dcterms:issued ?issued BIND(SUBSTR(STR(?issued), 1, 4) AS ?y) FILTER NOT EXISTS { ?x jb:locatedIn ?p }
           FILTER NOT EXISTS { ?x a jb:Place } } GROUP BY ?i ?y"""
    )
    assert without == {(row["i"], int(str(row["y"]))): int(str(row["n"])) for row in rows}
    industries = {row["i"] for row in jiangbei.asked.rows("SELECT DISTINCT ?i { ?x jb:develops ?i }")}
    assert {row["industry"] for row in found} == industries, "none is left out for want of a place"


# -- as it is shown ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "head", "line"),
    [
        ("zh", "指标", ("固定资产投资", "江北区", "2020年", "350 亿元", "427.7 亿元", "超过目标", "达到")),
        ("en", "metric", ("Fixed-asset investment", "Jiangbei District", "2020", "350 × 100 million yuan",
                          "427.7 × 100 million yuan", "target exceeded", "meets")),
    ],
)  # fmt: skip
def test_a_person_reads_names(lang: str, head: str, line: tuple[str, ...], jiangbei: Both) -> None:
    table = columns.tabulate(jiangbei.tabled, "attainment", lang=lang).shown()
    assert table.columns[0] == head
    assert (*line, "plan-2021:s025", "plan-2021:s025") in map(tuple, table.rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_name_in_both_languages(name: str, made: Both) -> None:
    spec = columns.spec(name)
    assert spec.said.keys() == {"en", "zh"}
    assert all(column.said[0] and column.said[1] != column.said[0] for column in spec.columns)
    assert all(key in spec.cells for key in spec.order)
    heads = [columns.tabulate(made.asked, name, lang=lang).shown().columns for lang in ("en", "zh")]
    assert len(set(heads[0])) == len(heads[0])
    assert not set(heads[0]) & set(heads[1])


def test_an_empty_table_has_its_columns(made: Both) -> None:
    for graph in (made.asked, made.tabled):
        full, empty = (columns.tabulate(graph, "attainment", year=year).plain() for year in (None, 1999))
        assert list(empty.columns) == list(full.columns)
        assert list(empty.rows) == []
        assert tables.write(empty, "csv").count(b"\n") == 1


def test_the_table_as_a_data_frame(real: PlanGraph) -> None:
    frame = real.tabulate("attainment", year=2020).to_polars()
    assert frame["target_value"].dtype.is_numeric()
    assert "metric_name" in frame.columns


# -- errors and the command --------------------------------------------------------------------------------------


def test_an_unknown_table_or_place_is_refused(made: Both) -> None:
    with pytest.raises(JbgraphError, match="attainment"):
        columns.tabulate(made.asked, "atainment")
    for graph in (made.asked, made.tabled):
        with pytest.raises(JbgraphError, match="mill is not a place"):
            columns.tabulate(graph, "attainment", place="mill")
        with pytest.raises(JbgraphError, match="nothing is named"):
            columns.tabulate(graph, "attainment", place="nowhere")


def test_the_command(run: Run) -> None:
    done = run("tabulate", "attainment", "--year", "2020", "--place", "江北区", "--format", "csv", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].startswith("metric,metric_name,about,about_name,place,place_name,period,")
    assert any(line.count("Fixed-asset investment") for line in done.out.splitlines())
    listed = run("tabulate", "--lang", "en")
    assert [line.split()[0] for line in listed.out.splitlines()[2:-1]] == list(NAMES)
    wrong = run("tabulate", "responsibilty")
    assert (wrong.code, "responsibility" in wrong.err) == (2, True)


def test_the_command_reads_the_snapshot_that_load_writes(run: Run, tmp_path: Path) -> None:
    data = ROOT / "graph_data" / "jiangbei"
    loaded = run("load", data, "--store", "s", "--columns")
    assert loaded.code == 0
    assert (tmp_path / "s" / "columns" / "columns.json").is_file()
    for form in ("csv", "json", "markdown", "parquet"):
        for name, place in (("a", ("--store", "s")), ("b", ("--graph", data))):
            done = run("tabulate", "industry", *place, "--format", form, "-o", f"{name}.{form}")
            assert done.code == 0
        assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_parquet_has_types_and_the_rows(jiangbei: Both, tmp_path: Path) -> None:
    import polars

    table = columns.tabulate(jiangbei.tabled, "attainment").plain()
    data = columns.parquet(table)
    assert data == columns.parquet(table)
    (tmp_path / "a.parquet").write_bytes(data)
    frame = polars.read_parquet(tmp_path / "a.parquet")
    assert frame.rows() == [
        tuple({"true": True, "false": False}.get(str(cell), cell) for cell in row) for row in table.rows
    ]
    kinds = [frame.schema[name] for name in ("metric", "year", "target_value", "binding")]
    assert kinds == [polars.String, polars.Int64, polars.Float64, polars.Boolean]


def test_a_graph_in_memory_needs_no_snapshot() -> None:
    graph = PlanGraph(EmbeddedEngine(loading.build(ROOT / "tests" / "data" / "qingshi")))
    assert graph.folder is None
    assert columns.tabulate(graph, "responsibility").rows
