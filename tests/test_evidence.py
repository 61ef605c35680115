"""Evidence: where each statement stands, and its text only if the digest fits."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from samples import DOCUMENT, TINY, Copy, Q

import jbgraph
from jbgraph import JbgraphError, PlanGraph, evidence, rendering

TEXT = (TINY / "sources" / "plan-2030.txt").read_text("utf-8")
DOC = Q + "plan-2030"
SERVES = "https://w3id.org/jbgraph/ontology#serves"


def p(number: int) -> str:
    """Return the IRI of a passage of the smallest graph."""
    return f"{DOC}/s{number:03}"


# -- the passages of the sample are what its document says -----------------------------------------------------

WRITTEN = {
    1: "青石区2030年水乡建设计划",
    2: "通讯员 李𣲗",
    4: "率先推进水乡环境现代化，到2030年建成全国水乡示范区。",
    8: "图为石溪河畔风光",
    9: "以河道水质达标率衡量成效。",
    14: "河道水质达标率 93% 93.6% 完成预期 95%以上",
    16: "游客人数 — 12万人次 — 与上年持平",
}


def test_passages_come_in_reading_order_with_their_place(tiny: PlanGraph) -> None:
    found = evidence.passages(tiny)
    assert list(found) == [p(number) for number in range(1, 17)]
    assert [passage.order for passage in found.values()] == list(range(1, 17))
    first = found[p(4)]
    assert (first.document, first.document_label) == (DOC, "2030年水乡计划")
    assert (first.section, first.section_label) == (DOC + "/section-requirements", "一、总体要求")
    assert first.kind == "sentence"
    assert first.start == TEXT.index("率先推进")


def test_offsets_count_code_points_of_the_text_as_published(tiny: PlanGraph) -> None:
    found = evidence.passages(tiny)
    for number, written in WRITTEN.items():
        passage = found[p(number)]
        assert TEXT[passage.start : passage.end] == written
        assert passage.text == written
        assert passage.sha256 == hashlib.sha256(written.encode()).hexdigest()
    # the 𣲗 of the byline is one code point, two UTF-16 units and four bytes
    assert found[p(3)].start == len("青石区2030年水乡建设计划\n通讯员 李𣲗\n")


def test_labels_of_places_come_in_the_language(tiny: PlanGraph) -> None:
    passage = evidence.passages(tiny, [p(4)], "en")[p(4)]
    assert (passage.document_label, passage.section_label) == ("Water town plan 2030", "1. General requirements")


def test_some_passages_may_be_asked_for(tiny: PlanGraph) -> None:
    assert list(evidence.passages(tiny, [p(9), p(4)])) == [p(4), p(9)]
    assert evidence.passages(tiny, []) == {}


def test_a_caption_inside_a_sentence_is_cut_out(tiny: PlanGraph) -> None:
    passage = evidence.passages(tiny, [p(7)])[p(7)]
    assert passage.excludes == (p(8),)
    assert passage.text == ("（一）实施清河工程，由区水务局牵头，在石溪镇建设河道整治项目，带动生态旅游业发展。")


def test_line_breaks_are_removed(tiny: PlanGraph) -> None:
    text = evidence.passages(tiny, [p(10)])[p(10)].text
    assert text is not None
    assert "绿岸步道项目" in text


@pytest.mark.parametrize(
    ("text", "cuts", "cleaned"),
    [
        ("中文\n中文", [], "中文中文"),
        ("plan\nreport", [], "plan report"),
        ("plan\n中文", [], "plan中文"),
        (" 中文 \n\n 中文 ", [], "中文中文"),
        ("abcdef", [(1, 2), (3, 5)], "acf"),
        ("abcdef", [(3, 5), (1, 2)], "acf"),
    ],
)
def test_clean(text: str, cuts: list[tuple[int, int]], cleaned: str) -> None:
    assert evidence.clean(text, 0, len(text), cuts) == cleaned


def test_what_a_passage_is_read_with(tiny: PlanGraph) -> None:
    assert evidence.passages(tiny, [p(9)])[p(9)].read_with == (p(7),)


# -- text only if the digest fits ------------------------------------------------------------------------------


def test_without_the_documents_there_is_no_text(copy: Copy) -> None:
    graph = jbgraph.load(copy.folder, sources=copy.folder / "register")  # a folder that holds no such document
    assert evidence.texts_of(graph) == {}
    assert {passage.text for passage in evidence.passages(graph).values()} == {None}


def test_a_changed_document_is_refused(copy: Copy) -> None:
    copy.edit("sources/plan-2030.txt", "1.5亿元", "2.5亿元")
    with pytest.raises(JbgraphError, match="is not the one the graph was made from") as caught:
        evidence.passages(copy.load())
    assert caught.value.where == str(copy.folder / "sources" / "plan-2030.txt")


def test_a_document_that_is_not_utf8_is_refused(copy: Copy) -> None:
    data = TEXT.replace("𣲗", "某").encode("gbk")
    (copy.folder / "sources" / "plan-2030.txt").write_bytes(data)
    old = hashlib.sha256(TEXT.encode()).hexdigest()
    copy.edit(DOCUMENT, old, hashlib.sha256(data).hexdigest())
    with pytest.raises(JbgraphError, match="the document is not UTF-8"):
        evidence.passages(copy.load())


def test_a_missing_document_leaves_everything_but_its_text(copy: Copy) -> None:
    (copy.folder / "sources" / "plan-2030.txt").unlink()
    found = evidence.passages(copy.load())
    assert len(found) == 16
    assert {passage.text for passage in found.values()} == {None}


def test_the_five_documents_are_those_of_the_graph(sources: Path) -> None:
    graph = jbgraph.load(sources=sources)
    texts = evidence.texts_of(graph)
    assert len(texts) == 5
    for passage in evidence.passages(graph).values():
        own = texts[passage.document][passage.start : passage.end]
        assert hashlib.sha256(own.encode()).hexdigest() == passage.sha256


# -- statements ------------------------------------------------------------------------------------------------


def test_statements_of_a_thing_with_their_passages(tiny: PlanGraph) -> None:
    found = {
        (tiny.compress(s.subject), tiny.compress(s.predicate), tiny.compress(s.object)): (s.passages, s.rules)
        for s in evidence.statements(tiny, Q + "clean-river-program")
    }
    assert found == {
        ("plan-2030:s005-m1", "jb:member", "qingshi:clean-river-program"): ((p(5),), ()),
        ("qingshi:clean-river-program", "jb:measuredBy", "qingshi:share-of-river-water-up-to-standard"): ((p(9),), ()),
        ("qingshi:clean-river-program", "jb:memberOf", "qingshi:three-programs"): ((p(5),), ()),
        ("qingshi:river-works", "jb:partOf", "qingshi:clean-river-program"): ((p(7),), ()),
        ("plan-2030:s007-r1", "jb:responsibleFor", "qingshi:clean-river-program"): ((p(7),), ()),
        ("qingshi:clean-river-program", "jb:serves", "qingshi:lead-in-modernising-the-water-town"): (
            (), ("derived-transitive-service",),
        ),
    }  # fmt: skip


def test_a_triple_of_two_passages_has_both_in_reading_order(copy: Copy) -> None:
    copy.append("statements/plan-2030.trig", "plan-2030:s004 { qingshi:three-programs jb:statedSize 3 }")
    (statement,) = evidence.triple(copy.load(), Q + "three-programs", SERVES.replace("serves", "statedSize"), None)
    assert statement.passages == (p(4), p(5))
    assert statement.is_literal
    assert statement.object == "3"


def test_patterns_of_a_triple(tiny: PlanGraph) -> None:
    goal, group = Q + "lead-in-modernising-the-water-town", Q + "three-programs"
    assert len(evidence.triple(tiny, group, SERVES, goal)) == 1
    assert len(evidence.triple(tiny, group, None, goal)) == 1
    assert len(evidence.triple(tiny, group, SERVES, None)) == 1
    assert evidence.triple(tiny, goal, SERVES, group) == []


def test_reading_order_goes_by_number() -> None:
    names = ["http://e/b/s2", "http://e/a/s10", "http://e/a/s9"]
    assert sorted(names, key=evidence.reading_order) == ["http://e/a/s9", "http://e/a/s10", "http://e/b/s2"]


def test_printed_names_are_the_chinese_ones(tiny: PlanGraph) -> None:
    goal = Q + "lead-in-modernising-the-water-town"
    assert evidence.printed_names(tiny, [goal, Q + "nothing"]) == {goal: ["水乡环境现代化", "率先推进水乡环境现代化"]}


# -- quotes marked ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quotes", "marked"),
    [
        ("投资1.5亿元。", ["1.5亿元"], "投资【1.5亿元】。"),
        ("投资 1.5 亿元。", ["1.5亿元"], "投资 【1.5 亿元】。"),
        ("投资1.5亿元。", ["2亿元"], "投资1.5亿元。"),
        ("投资1.5亿元。", [], "投资1.5亿元。"),
        ("投资1.5亿元。", [""], "投资1.5亿元。"),
        ("打响“水上青石”品牌", ["水上青石品牌"], "打响“【水上青石”品牌】"),
        ("石溪镇建设", ["石溪", "石溪镇"], "【石溪镇】建设"),  # one in the other
        ("石溪镇建设", ["石溪镇建设", "溪镇"], "【石溪镇建设】"),
        ("石溪镇建设", ["石溪镇", "镇建设"], "【石溪镇建设】"),  # one over the other
        ("甲乙丙", ["甲", "丙"], "【甲】乙【丙】"),
        ("甲乙", ["甲", "乙"], "【甲】【乙】"),
    ],
)
def test_quotes_are_marked(tiny: PlanGraph, text: str, quotes: list[str], marked: str) -> None:
    passage = replace(evidence.passages(tiny, [p(4)])[p(4)], text=text)
    assert rendering.marked(passage, quotes) == marked


def test_without_text_nothing_is_marked(tiny: PlanGraph) -> None:
    passage = replace(evidence.passages(tiny, [p(4)])[p(4)], text=None)
    assert rendering.marked(passage, ["2030年"]) == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_evidence_marks_the_printed_names_in_either_language(tiny: PlanGraph, lang: str) -> None:
    table = tiny.evidence("河道整治项目", "partOf", "清河工程", lang=lang)
    (row,) = table.rows
    assert row[7] == ("（一）实施【清河工程】，由区水务局牵头，在石溪镇建设【河道整治项目】，带动生态旅游业发展。")
    assert list(row[3:7]) == (
        ["2030年水乡计划", "二、重点任务"] if lang == "zh" else ["Water town plan 2030", "2. Key tasks"]
    ) + [TEXT.index("（一）"), TEXT.index("以河道水质")]
    assert row[8] == "plan-2030:s007"


def test_evidence_of_a_figure_marks_its_quote(tiny: PlanGraph) -> None:
    rows = tiny.evidence("plan-2030:s014-o3").rows
    assert {row[7] for row in rows} == {"河道水质达标率 93% 93.6% 完成预期 【95%以上】"}


def test_evidence_of_what_a_rule_concludes_names_the_rule(tiny: PlanGraph) -> None:
    (row,) = tiny.evidence("清河工程", "jb:serves", lang="en").rows
    assert list(row[:3]) == ["Clean River program", "serves", "Lead in modernising the water town"]
    assert list(row[3:]) == [None] * 6 + ["transitive-service"]


def test_evidence_of_an_unknown_property_or_name(tiny: PlanGraph) -> None:
    with pytest.raises(JbgraphError, match="no relation is called “servs”"):
        tiny.evidence("清河工程", "servs")
    with pytest.raises(JbgraphError, match="nothing is named"):
        tiny.evidence("清河工程", "serves", "无此物")


def test_evidence_for_people_has_no_empty_column(tiny: PlanGraph) -> None:
    table = tiny.evidence("清河工程", "jb:serves", lang="en")
    assert list(table.columns) == [
        "subject", "relation", "object", "document", "section", "start", "end", "text", "passage", "rule",
    ]  # fmt: skip
    assert list(table.for_people().columns) == ["subject", "relation", "object", "rule"]
    stated = tiny.evidence("河道整治项目", "partOf", "清河工程").for_people()
    assert "规则" not in stated.columns
    assert "原文" in stated.columns
