"""What a graph holds, counted."""

from __future__ import annotations

from samples import TINY

from jbgraph import PlanGraph, loading

CLASSES = {
    "passage": 16, "observation": 9, "metric": 4, "section": 4, "omission": 3, "place": 3, "membership": 2, "period": 2,
    "program": 2, "project": 2, "concept": 1, "goal": 1, "group": 1, "industry": 1, "objective": 1, "organization": 1,
    "pathway": 1, "policy": 1, "responsibility": 1, "source document": 1, "task": 1,
}  # fmt: skip


def test_classes_and_documents_are_counted(tiny: PlanGraph) -> None:
    overview = tiny.info("en")
    assert dict(overview.classes) == CLASSES
    assert [count for _, count in overview.classes] == sorted(CLASSES.values(), reverse=True)
    ((name, passages, statements, figures),) = overview.documents
    assert (name, passages, figures) == ("Water town plan 2030", 16, 9)
    assert statements == dict(overview.layers)["stated"]


def test_layers_and_triples_are_those_of_the_store(tiny: PlanGraph) -> None:
    overview = tiny.info("en")
    store = loading.build(TINY)
    default = [quad for quad in store if str(quad.graph_name) == "DEFAULT"]
    assert overview.triples == len(default)
    layers = dict(overview.layers)
    assert layers.keys() == {"register", "stated", "derived"}
    assert layers["derived"] == 2 + 4 + 2  # agreement, service, attainment: see test_rules
    passages = [quad for quad in store if "/plan-2030/s0" in str(quad.graph_name)]
    assert layers["stated"] == len(passages)


def test_the_table_speaks_the_language(tiny: PlanGraph) -> None:
    english, chinese = tiny.info("en").table("en"), tiny.info("zh").table("zh")
    assert list(english.columns) == ["what", "of", "count"]
    assert list(chinese.columns) == ["项目", "范围", "数量"]
    assert ["class", "program", 2] in [list(row) for row in english.rows]
    assert ["类", "工程行动", 2] in [list(row) for row in chinese.rows]
    assert ["figures", "Water town plan 2030", 9] in [list(row) for row in english.rows]
    assert [row[2] for row in english.rows if row[0] != "class"] == [row[2] for row in chinese.rows if row[0] != "类"]


def test_the_real_graph_holds_the_five_documents(real: PlanGraph) -> None:
    overview = real.info("en")
    assert len(overview.documents) == 5
    counts = dict(overview.classes)
    assert counts["task"] == 30
    assert counts["source document"] == 5
    assert all(figures > 0 for *_, figures in overview.documents)
