"""Rules: what follows from the smallest graph, worked out from its document."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from samples import ROOT, STATEMENTS, TINY, Copy

from jbgraph import JbgraphError, PlanGraph, loading, resources, rules

FILES = sorted((ROOT / "ontology" / "rules").glob("*/*.rq"))


def triples(graph: PlanGraph, name: str) -> set[tuple[str, str, str]]:
    """Return what a rule's graph holds, in CURIEs and plain values."""
    rows = graph.rows(f"SELECT ?s ?p ?o {{ GRAPH graph:{name} {{ ?s ?p ?o }} }}")
    return {(graph.compress(str(r["s"])), graph.compress(str(r["p"])), graph.compress(str(r["o"]))) for r in rows}


def test_every_file_is_a_rule_with_a_summary_in_both_languages() -> None:
    found = rules.rules()
    assert len(found) == len(FILES)
    for rule in found:
        assert rule.summary.keys() == {"zh", "en"}, rule.name
    assert [rule.layer for rule in found] == sorted(rule.layer for rule in found), "derived rules run first"
    assert found[0].graph == NamedNode("https://w3id.org/jbgraph/graph/derived-group-agreement")


def test_a_group_of_three_with_two_listed_has_fewer(tiny: PlanGraph) -> None:
    assert triples(tiny, "derived-group-agreement") == {
        ("qingshi:three-programs", "jb:listedSize", "2"),
        ("qingshi:three-programs", "jb:agreement", "agreement:fewer"),
    }


@pytest.mark.parametrize(("size", "verdict"), [("2", "agrees"), ("1", "more"), (None, "no-size")])
def test_group_agreement(copy: Copy, size: str | None, verdict: str) -> None:
    copy.edit(STATEMENTS, "jb:statedSize 3 ;\n        ", f"jb:statedSize {size} ; " if size else "")
    assert ("qingshi:three-programs", "jb:agreement", f"agreement:{verdict}") in triples(
        copy.load(), "derived-group-agreement"
    )


def test_a_group_without_members_lists_none(copy: Copy) -> None:
    copy.append("register/undertakings.ttl", 'qingshi:five-measures a jb:Group ; skos:prefLabel "五项举措"@zh .\n')
    copy.append(STATEMENTS, "plan-2030:s009 { qingshi:five-measures jb:statedSize 5 }")
    assert triples(copy.load(), "derived-group-agreement") >= {
        ("qingshi:five-measures", "jb:listedSize", "0"),
        ("qingshi:five-measures", "jb:agreement", "agreement:none-listed"),
    }


def test_service_goes_through_groups_and_parts(tiny: PlanGraph) -> None:
    goal = "qingshi:lead-in-modernising-the-water-town"
    assert triples(tiny, "derived-transitive-service") == {
        (f"qingshi:{means}", "jb:serves", goal)
        for means in ("clean-river-program", "green-banks-program", "river-works", "green-banks-walkway")
    }


def test_results_are_compared_with_targets_of_the_same_metric_and_year(tiny: PlanGraph) -> None:
    assert triples(tiny, "derived-attainment") == {
        ("plan-2030:s014-o2", "jb:meets", "plan-2030:s014-o1"),  # 93.6 % after 93 %
        ("plan-2030:s015-o2", "jb:fallsShortOf", "plan-2030:s015-o1"),  # 38 km after 40 km, reported as met
    }


ACTUAL = "jb:value 93.6 ;\n        jb:unit unit:percent ;\n        jb:period period:2029 ;"


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (ACTUAL, ACTUAL.replace("93.6", "92.9"), "fallsShortOf"),
        (ACTUAL, ACTUAL.replace("unit:percent", "unit:kilometre"), "undecidedAgainst"),
        (ACTUAL, ACTUAL.replace("2029", "2030"), None),  # 93.6 % in 2030, when at least 95 % are wanted
    ],
    ids=["less", "other unit", "other year"],
)
def test_what_is_not_alike_is_not_compared(copy: Copy, old: str, new: str, verdict: str | None) -> None:
    copy.edit(STATEMENTS, old, new)
    said = {(s, p, o) for s, p, o in triples(copy.load(), "derived-attainment") if s == "plan-2030:s014-o2"}
    expected = ("plan-2030:s014-o2", f"jb:{verdict}", "plan-2030:s014-o1")
    assert said == ({expected} if verdict else {("plan-2030:s014-o2", "jb:fallsShortOf", "plan-2030:s014-o3")})


def test_less_is_better_where_the_metric_says_so(copy: Copy) -> None:
    copy.edit(
        "register/metrics.ttl",
        "jb:measureType measure-type:share ;\n    jb:direction direction:up",
        "jb:measureType measure-type:share ;\n    jb:direction direction:down",
    )
    assert ("plan-2030:s014-o2", "jb:fallsShortOf", "plan-2030:s014-o1") in triples(copy.load(), "derived-attainment")


def test_what_is_stated_is_not_derived_again_and_suggestions_stay_out(real: PlanGraph) -> None:
    again = real.rows(
        """SELECT ?s ?p ?o { ?rule jb:layer layer:derived . ?g jb:layer ?other FILTER(?other != layer:derived)
           GRAPH ?rule { ?s ?p ?o } GRAPH ?g { ?s ?p ?o } }"""
    )
    assert again == []
    suggested = real.rows("SELECT ?s ?p ?o { ?g jb:layer layer:suggested GRAPH ?g { ?s ?p ?o } }")
    assert suggested, "the plan's tasks are stated to serve no goal"
    for row in suggested:
        assert not real.ask(f"ASK {{ <{row['s']}> <{row['p']}> <{row['o']}> }}"), row


def with_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put one rule in the place of all others."""
    file = tmp_path / "10-one.rq"
    file.write_text(text, "utf-8")
    monkeypatch.setattr(rules, "rule_files", lambda layer: [file] if layer == "derived" else [])


def test_a_rule_is_a_construct_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_rule(tmp_path, monkeypatch, "SELECT * { ?s ?p ?o }")
    with pytest.raises(JbgraphError, match="derived/one: a rule is a CONSTRUCT query"):
        rules.run_rules(Store())
    with_rule(tmp_path, monkeypatch, "CONSTRUCT {")
    with pytest.raises(JbgraphError, match="derived/one: the rule does not parse"):
        rules.run_rules(Store())


def test_a_rule_that_concludes_nothing_leaves_no_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_rule(tmp_path, monkeypatch, "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o }")
    a, b = NamedNode("http://example.org/a"), NamedNode("http://example.org/b")
    store = Store()
    store.extend([Quad(a, a, b), Quad(b, a, a)])
    assert rules.run_rules(store) == {}
    assert len(store) == 2


def test_rules_of_the_shipped_folder_run_in_the_order_of_their_numbers() -> None:
    assert [file.name for file in resources.rule_files("derived")] == [
        "10-group-agreement.rq", "20-transitive-service.rq", "30-attainment.rq",
    ]  # fmt: skip
    store = loading.build(TINY)
    assert len(list(store.quads_for_pattern(None, None, None, DefaultGraph()))) > 0
