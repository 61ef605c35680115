"""Comparing: what is new, gone, renamed or changed, and what only looks so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from samples import STATEMENTS, TINY, Copy, Q, Run

from jbgraph import JbgraphError, PlanGraph, analyses, styling
from jbgraph.analyses import compare
from jbgraph.analyses.shared import results
from jbgraph.analyses.shared.results import Result
from jbgraph.engines import EmbeddedEngine

J = "https://w3id.org/jbgraph/jiangbei/"
JB = "https://w3id.org/jbgraph/ontology#"


def found(result: Result) -> set[tuple[object, ...]]:
    """Return change, thing, relation, and before and after in English, by the last part of each IRI."""
    rows = set()
    for change, thing, relation, before, after in (row.cells for row in result.rows):
        ends = [end[0] if isinstance(end, tuple) else end for end in (before, after)]
        rows.add(
            (change, str(thing).rpartition("/")[2], str(relation or "").replace("#", "/").rpartition("/")[2], *ends)
        )
    return rows


@pytest.fixture
def versions(copy: Copy, tmp_path: Path) -> tuple[PlanGraph, str, str]:
    """The smallest graph, and a later version with one change of each kind."""
    later = Copy(shutil.copytree(TINY, tmp_path / "later"))
    later.edit(
        "register/metrics.ttl", '"绿道长度"@zh , "Length of greenways"@en', '"绿道里程"@zh , "Greenway mileage"@en'
    )
    later.edit(STATEMENTS, "jb:value 38.0", "jb:value 39.0").edit(STATEMENTS, 'jb:quote "38公里"', 'jb:quote "39公里"')
    later.edit(
        STATEMENTS,
        "jb:stage stage:planned",
        "jb:measuredBy qingshi:number-of-visitors ;\n        jb:stage stage:planned",
    )
    later.edit(STATEMENTS, "    qingshi:green-banks-program jb:memberOf qingshi:three-programs .\n", "")
    later.append(
        "register/things.ttl", '\nqingshi:new-mill a jb:Place ; skos:prefLabel "新磨坊"@zh , "New mill"@en .\n'
    )
    later.append(STATEMENTS, "\nplan-2030:s008 { qingshi:shixi-river jb:locatedIn qingshi:new-mill . }\n")
    return copy.load(), str(copy.folder), str(later.folder)


def test_versions_of_a_graph(versions: tuple[PlanGraph, str, str]) -> None:
    graph, before, after = versions
    # What followed from the membership by rule is no statement of the files, and not listed beside it.
    assert found(compare.run(graph, before, after)) == {
        ("new", "new-mill", "", None, None),
        ("new", "river-works", "measuredBy", None, "Number of visitors"),
        ("new", "shixi-river", "locatedIn", None, "New mill"),
        ("gone", "green-banks-program", "memberOf", "Three programs", None),
        ("renamed", "length-of-greenways", "", "Length of greenways", "Greenway mileage"),
        ("changed", "length-of-greenways", "actual", "38 kilometres (2029)", "39 kilometres (2029)"),
    }


def test_every_row_has_passages_and_labels(versions: tuple[PlanGraph, str, str]) -> None:
    graph, before, after = versions
    result = compare.run(graph, before, after)
    for lang in ("zh", "en"):
        table = results.shown(graph, result, lang)
        assert all(row[-1] and row[1] and ":" not in str(row[1]) for row in table.rows)


def test_the_other_way_round_gone_is_new(versions: tuple[PlanGraph, str, str]) -> None:
    graph, before, after = versions
    there, back = found(compare.run(graph, before, after)), found(compare.run(graph, after, before))
    turned = {"new": "gone", "gone": "new"}
    assert {(turned.get(str(c), c), t, r, b, a) for c, t, r, a, b in there} == back


def test_a_patch_makes_the_one_version_of_the_other(versions: tuple[PlanGraph, str, str]) -> None:
    graph, before, after = versions
    lines = compare.patch(graph, before, after).splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")

    def quads(path: str) -> set[Quad]:
        engine = PlanGraph.open(path).engine
        assert isinstance(engine, EmbeddedEngine)
        return {
            quad
            for quad in engine.store
            if isinstance(quad.graph_name, NamedNode) and "graph/ontology" not in quad.graph_name.value
            and "graph/derived" not in quad.graph_name.value and "graph/suggested" not in quad.graph_name.value
        }  # fmt: skip

    patched = quads(before)
    for line in lines[1:-1]:
        (quad,) = parse(line[2:].encode(), format=RdfFormat.N_QUADS)
        (patched.remove if line[0] == "D" else patched.add)(quad)
    assert patched == quads(after)


def test_nothing_changed(tiny: PlanGraph, copy: Copy) -> None:
    assert compare.run(tiny, str(TINY), str(copy.folder)).rows == ()
    assert compare.patch(tiny, str(TINY), str(copy.folder)) == "TX .\nTC .\n"


def test_two_documents_of_jiangbei(real: PlanGraph) -> None:
    rows = found(analyses.analyze(real, "compare", {"before": "series-2021", "after": "pathways-2021"}))
    # The co-operation with Haier is 1+9 in the one and 1+10 in the other document.
    assert any(c == "renamed" and "1+9" in str(b) and "1+10" in str(a) for c, _, _, b, a in rows)
    assert not any(change == "gone" and thing == "haier" for change, thing, *_ in rows)


def test_two_plan_years_of_jiangbei(real: PlanGraph) -> None:
    rows = found(analyses.analyze(real, "compare", {"before": "2020", "after": "2021"}))
    # 表1 and 表3 of the plan report: fixed-asset investment 350 and 420, jobs 5 and 3.9 (万), GDP about 7.5 and 7.
    changed = {(b, a) for c, _, _, b, a in rows if c == "changed"}
    # Three stay and are measured otherwise (table 1 rows 6, 8, 19; table 2 rows 10, 2, 18): not new, not gone.
    pairs = {
        "growth-of-gross-regional-product-per-head": "gross-regional-product-per-head",
        "rise-of-the-private-sectors-share-of-gdp-over-the-year": (
            "value-added-of-the-private-economy-as-a-share-of-gross"
        ),
        "days-with-good-air-quality": "share-of-days-with-good-air-quality",
    }
    assert not {t for c, t, *_ in rows if c in ("new", "gone")} & {*pairs, *pairs.values()}
    assert set(pairs.values()) <= {t for c, t, *_ in rows if c == "changed"}
    assert {("≈ 7.5% (2020)", "≈ 7% (2021)"), ("8.5% (2020)", "7% (2021)"), ("6.5% (2020)", "5% (2021)")} <= changed


def test_layers(real: PlanGraph) -> None:
    result = analyses.analyze(real, "compare", {"before": "stated", "after": "derived"})
    assert {row.cells[2] for row in result.rows if row.cells[0] == "new"} == {JB + "serves"}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2020", "2020", "the two are the same"),
        ("2020", "stated", "not of one sort"),
        ("series-2021", "海尔", "is not a document"),
        ("series-2021", "no-such-thing", "no-such-thing"),
    ],
)
def test_what_cannot_be_compared_is_refused(real: PlanGraph, before: str, after: str, words: str) -> None:
    with pytest.raises(JbgraphError, match=words):
        compare.run(real, before, after)


def test_the_command_says_by_its_exit_code_whether_anything_changed(
    versions: tuple[PlanGraph, str, str], run: Run
) -> None:
    _, before, after = versions
    assert run("diff", before, after, "--lang", "zh").code == 1
    shown = run("diff", before, after, "--format", "patch")
    assert shown.code == 1
    assert shown.out.startswith("TX .\n")
    shutil.rmtree(after)
    shutil.copytree(before, after)
    assert run("diff", before, after).code == 0
    assert run("diff", before, after, "--format", "patch").code == 0


def test_the_map_of_changes_has_signs_and_colours(versions: tuple[PlanGraph, str, str]) -> None:
    drawing = compare.drawing(compare.run(*versions), "en")
    assert drawing.labels[Q + "new-mill"] == "＋ New mill"
    assert drawing.labels[Q + "length-of-greenways"] == "≈ Greenway mileage"
    assert drawing.labels[Q + "green-banks-program"] == "－ Green Banks program"
    colors = styling.colors(drawing)
    assert colors[Q + "new-mill"] != colors[Q + "green-banks-program"]
    assert "gone" in drawing.roots


@pytest.mark.parametrize("form", ["svg", "html", "dot", "mermaid", "drawio"])
def test_the_map_of_changes_from_the_shell(
    versions: tuple[PlanGraph, str, str], run: Run, tmp_path: Path, form: str
) -> None:
    _, before, after = versions
    target = tmp_path / "changes"
    assert run("diff", before, after, "--format", form, "-o", str(target), "--lang", "en").code == 1
    text = target.read_text("utf-8")
    assert "New mill" in text
    assert "＋" in text
