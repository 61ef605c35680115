"""Validation: every check finds the fault that was planted for it, and nothing else."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from samples import DOCUMENT, STATEMENTS, TINY, Copy

import jbgraph
from jbgraph import JbgraphError, PlanGraph, validation
from jbgraph.validation import Finding, coverage

TEXTS = ("texts", "names", "coverage")
"""The checks that read the documents."""


def found(graph: PlanGraph, *only: str) -> list[tuple[str, str, str, str]]:
    """Return severity, check, place and English message of what is wrong."""
    return [(f.severity, f.check, f.place, f.message("en")) for f in graph.validate(*only)]


def without(copy: Copy, passage: str, pattern: str) -> Copy:
    """Take the statement that begins like this out of a passage, up to its full stop."""
    path = copy.folder / STATEMENTS
    text = path.read_text("utf-8")
    start = text.index(f"{passage} {{")
    start = text.index(pattern, start)
    end = re.compile(r" \.\n").search(text, start)
    assert end is not None
    path.write_text(text[:start] + text[end.end() :], "utf-8")
    return copy


def test_the_smallest_graph_is_sound(tiny: PlanGraph) -> None:
    assert found(tiny) == []
    assert list(validation.checks()) == ["shapes", *TEXTS]


# -- texts -----------------------------------------------------------------------------------------------------


def test_a_wrong_digest_of_a_passage(copy: Copy) -> None:
    right = hashlib.sha256("以河道水质达标率衡量成效。".encode()).hexdigest()
    copy.edit(DOCUMENT, right, hashlib.sha256(b"something else").hexdigest())
    ((severity, check, place, message),) = found(copy.load(), *TEXTS)
    assert (severity, check, place) == ("violation", "texts", "plan-2030:s009")
    assert "are not those the passage was made from" in message


def test_offsets_that_slipped(copy: Copy) -> None:
    text = (TINY / "sources" / "plan-2030.txt").read_text("utf-8")
    end = text.index("\n")
    copy.edit(DOCUMENT, f"jb:end {end} ;", f"jb:end {end + 1} ;")
    assert [(check, place) for _, check, place, _ in found(copy.load(), "texts")] == [("texts", "plan-2030:s001")]


ROW = "绿道长度 40公里 38公里 基本完成 45公里左右"
OBSERVATION = """        jb:value 38.0 ;
        jb:unit unit:kilometre ;
        jb:period period:2029 ;
        jb:reportedStatus status:basically-met ;
        jb:quote "38公里" ."""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"38公里"', '"38公里长"', "the quote is not in the passage: 38公里长"),
        ("38.0", "39.0", "the number 39 is not in the quote 38公里"),
        ("38.0", "8.0", "the number 8 is not in the quote 38公里"),
        ("unit:kilometre", "unit:day", "the unit 天 is printed neither in the passage nor in its context"),
        (
            "jb:value 38.0 ;",
            "jb:value 38.0 ; jb:upperValue 50.0 ;",
            "the number 50 is not in the quote 38公里",
        ),
        ("jb:value 38.0 ;", 'jb:valueText "翻番" ;', "the words 翻番 are not in the quote 38公里"),
        ('"38公里"', f'"{ROW}"', f"the quote is too long: {ROW}"),
    ],
    ids=["quote", "number", "part of a number", "unit", "upper value", "words", "length"],
)  # fmt: skip
def test_a_figure_that_is_not_what_is_printed(copy: Copy, old: str, new: str, message: str) -> None:
    copy.edit(STATEMENTS, OBSERVATION, OBSERVATION.replace(old, new))
    assert found(copy.load(), "texts") == [("violation", "texts", "plan-2030:s015-o2", message)]


def test_a_unit_may_stand_in_the_name_of_the_metric(copy: Copy) -> None:
    copy.edit("register/metrics.ttl", '"绿道长度"@zh', '"绿道长度（天）"@zh')
    copy.edit(STATEMENTS, OBSERVATION, OBSERVATION.replace("unit:kilometre", "unit:day"))
    assert found(copy.load(), "texts") == []


def test_a_quote_is_found_across_blanks_and_line_breaks(copy: Copy) -> None:
    copy.edit(STATEMENTS, '"总投资1.5亿元"', '"步道项目，总投资1.5亿元"')
    assert found(copy.load(), "texts") == []


def test_a_document_that_is_missing_is_a_warning_and_none_at_all_a_remark(copy: Copy) -> None:
    (copy.folder / "sources" / "plan-2030.txt").unlink()
    message = "plan-2030.txt is not at hand: its passages were not checked"
    assert found(copy.load(), *TEXTS) == [("warning", "texts", "qingshi:plan-2030", message)]
    (copy.folder / "sources").rmdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JBGRAPH_SOURCES", raising=False)
        assert found(jbgraph.load(copy.folder), *TEXTS) == [("info", "texts", "qingshi:plan-2030", message)]


def test_a_changed_document_is_an_error(copy: Copy) -> None:
    copy.append("sources/plan-2030.txt", "\n")
    with pytest.raises(JbgraphError, match="is not the one the graph was made from"):
        copy.load().validate("texts")


# -- names -----------------------------------------------------------------------------------------------------

UNNAMED = "plan-2030:s004 { qingshi:national-water-town-demonstration-area jb:measuredBy qingshi:number-of-visitors }"
MESSAGE = "none of the names of qingshi:number-of-visitors stands in the passage"


def test_a_thing_that_the_passage_does_not_name(copy: Copy) -> None:
    copy.append(STATEMENTS, UNNAMED)
    assert found(copy.load(), *TEXTS) == [("violation", "names", "plan-2030:s004", MESSAGE)]


def test_another_name_will_do(copy: Copy) -> None:
    copy.append(STATEMENTS, UNNAMED)
    copy.edit(
        "register/metrics.ttl",
        '"游客人数"@zh , "Number',
        '"游客人数"@zh ; skos:altLabel "示范区"@zh ; skos:prefLabel "Number',
    )
    assert found(copy.load(), "names") == []


def test_a_name_of_ours_need_not_be_printed(copy: Copy) -> None:
    copy.append(STATEMENTS, UNNAMED)
    copy.edit(
        "register/metrics.ttl", "jb:unit unit:wan-person-time ;", "jb:unit unit:wan-person-time ; jb:namedByUs true ;"
    )
    assert found(copy.load(), "names") == []


def test_what_the_passage_alludes_to_need_not_be_named(copy: Copy) -> None:
    copy.append(STATEMENTS, UNNAMED.replace("}", ". plan-2030:s004 jb:alludesTo qingshi:number-of-visitors }"))
    assert found(copy.load(), "names") == []


def test_a_passage_is_read_with_another_that_names_the_thing(copy: Copy) -> None:
    copy.edit(DOCUMENT, " ;\n    jb:readWith plan-2030:s007", "")
    message = "none of the names of qingshi:clean-river-program stands in the passage"
    assert found(copy.load(), *TEXTS) == [("violation", "names", "plan-2030:s009", message)]


def test_a_heading_above_names_the_thing_too(copy: Copy) -> None:
    statement = "plan-2030:s010 { qingshi:green-banks-program jb:partOf qingshi:key-tasks }"
    copy.append(STATEMENTS, statement)
    assert found(copy.load(), "names") == []


def test_the_district_itself_is_always_meant(tiny: PlanGraph) -> None:
    passage = tiny.passages()["https://w3id.org/jbgraph/qingshi/plan-2030/s014"]
    assert passage.text is not None
    assert "青石区" not in passage.text
    assert found(tiny, "names") == []


# -- coverage --------------------------------------------------------------------------------------------------


def gaps(copy: Copy) -> list[tuple[str, str, str]]:
    """Return passage, kind and quote of what no statement accounts for."""
    graph = copy.load()
    return [(graph.compress(gap.passage), gap.kind, gap.quote) for gap in coverage.gaps(graph)]


def test_a_numeral_without_a_statement(copy: Copy) -> None:
    assert gaps(without(copy, "plan-2030:s010", "    plan-2030:s010-o1 a jb:Observation")) == [
        ("plan-2030:s010", "numeral", "目,总投资1.5亿元,打响")
    ]


def test_a_numeral_in_a_row_without_a_statement(copy: Copy) -> None:
    assert gaps(without(copy, "plan-2030:s014", "    plan-2030:s014-o1 a jb:Observation")) == [
        ("plan-2030:s014", "numeral", "水质达标率93%93.6")
    ]


def test_a_counting_numeral_without_a_statement(copy: Copy) -> None:
    copy.edit("register/undertakings.ttl", '"三大工程"@zh', '"水乡工程"@zh')
    assert gaps(copy) == [("plan-2030:s005", "numeral", "现代化实施三大工程,包括")]


def test_a_printed_period_without_a_statement(copy: Copy) -> None:
    copy.edit(STATEMENTS, ' ;\n        jb:periodText "2030年"', "")
    assert gaps(copy) == [("plan-2030:s004", "numeral", "现代化,到2030年建成全国")]


def test_a_quoted_name_without_a_statement(copy: Copy) -> None:
    copy.edit(STATEMENTS, " ;\n        jb:outcome qingshi:brand-qingshi-on-the-water", "")
    assert gaps(copy) == [("plan-2030:s010", "quoted name", "“水上青石”")]


def test_a_passage_without_a_statement(copy: Copy) -> None:
    assert gaps(without(copy, "plan-2030:s009", "    qingshi:clean-river-program")) == [
        ("plan-2030:s009", "passage", "")
    ]


def test_a_gap_is_a_warning(copy: Copy) -> None:
    without(copy, "plan-2030:s009", "    qingshi:clean-river-program")
    assert found(copy.load(), *TEXTS) == [("warning", "coverage", "plan-2030:s009", "nothing is stated of the passage")]


def test_an_omission_with_its_reason_accounts_for_what_it_quotes_only(copy: Copy) -> None:
    without(copy, "plan-2030:s010", "    plan-2030:s010-o1 a jb:Observation")
    omission = (
        'plan-2030:s010 jb:omission plan-2030:s010-x1 .\nplan-2030:s010-x1 a jb:Omission ; jb:reason "why"@en , "因"@zh'
    )
    copy.append(DOCUMENT, f'\n{omission} ; jb:quote "总投资1.5亿元" .\n')
    assert gaps(copy) == []
    copy.edit(DOCUMENT, 'jb:quote "总投资1.5亿元"', 'jb:quote "推进绿岸"')
    assert gaps(copy) == [("plan-2030:s010", "numeral", "目,总投资1.5亿元,打响")]


def test_an_omission_without_a_quote_is_of_the_whole_passage(copy: Copy) -> None:
    without(copy, "plan-2030:s009", "    qingshi:clean-river-program")
    copy.append(
        DOCUMENT,
        '\nplan-2030:s009 jb:omission plan-2030:s009-x1 .\n'
        'plan-2030:s009-x1 a jb:Omission ; jb:reason "why"@en , "因"@zh .\n',
    )  # fmt: skip
    assert gaps(copy) == []


def test_without_the_documents_there_is_nothing_to_account_for(copy: Copy) -> None:
    (copy.folder / "sources" / "plan-2030.txt").unlink()
    assert gaps(copy) == []


def test_mark_covers_every_place_where_a_string_stands() -> None:
    covered = coverage.mark("甲乙甲乙丙", {"甲乙", "", "丁"})
    assert covered == [True, True, True, True, False]


# -- shapes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "severity", "place", "message"),
    [
        (
            STATEMENTS, "        jb:role role:lead ;\n", "", "violation", "plan-2030:s007-r1",
            "A responsibility has exactly one role",
        ),
        (
            "register/things.ttl", ' , "Ecotourism"@en', "", "violation", "qingshi:ecotourism",
            "An entity has exactly one name in Chinese and one in English",
        ),
        (
            STATEMENTS, "    qingshi:clean-river-program jb:measuredBy",
            "    qingshi:clean-river-program jb:partOf qingshi:river-works ; jb:measuredBy",
            "violation", "jb:partOf", "Nothing is part of itself, directly or through others.",
        ),
    ],
    ids=["role", "label", "circle"],
)  # fmt: skip
def test_a_shape_that_is_not_kept(
    copy: Copy, file: str, old: str, new: str, severity: str, place: str, message: str
) -> None:
    copy.edit(file, old, new)
    graph = copy.load()
    assert (severity, "shapes", place) in {
        (s, check, p) for s, check, p, said in found(graph, "shapes") if message in said
    }
    assert not validation.sound(graph.validate("shapes"))


def test_a_shape_speaks_both_languages_also_where_it_is_a_query(copy: Copy) -> None:
    copy.append(STATEMENTS, "plan-2030:s007 { qingshi:clean-river-program jb:partOf qingshi:river-works }")
    findings = [finding for finding in copy.load().validate("shapes") if finding.place == "jb:partOf"]
    assert len(findings) == 2, "one for each thing in the circle"
    for finding in findings:
        assert finding.message("en").startswith("Nothing is part of itself")
        assert finding.message("zh").startswith("事物不得")


# -- findings --------------------------------------------------------------------------------------------------


def test_violations_come_first_and_only_they_are_unsound() -> None:
    info = validation.finding("info", "texts", "a", "en", "zh")
    warning = validation.finding("warning", "texts", "a", "en", "zh")
    violation = Finding("violation", "texts", "a", (("en", "no"), ("zh", "否")))
    assert validation.sound([info, warning])
    assert not validation.sound([info, violation])
    assert violation.message("zh") == "否"


def test_findings_are_sorted_and_said_in_both_languages(copy: Copy) -> None:
    copy.append(STATEMENTS, UNNAMED)
    without(copy, "plan-2030:s009", "    qingshi:clean-river-program")
    findings = copy.load().validate(*TEXTS)
    assert [finding.severity for finding in findings] == ["violation", "warning"]
    assert [finding.message("zh") for finding in findings] == [
        "段落中没有 qingshi:number-of-visitors 的任何名称", "该段落没有任何陈述",
    ]  # fmt: skip


# -- the real graph --------------------------------------------------------------------------------------------


def test_the_real_graph_has_no_violation_and_no_gap(sources: Path) -> None:
    findings = jbgraph.load(sources=sources).validate()
    assert [f for f in findings if f.severity == "violation" or f.check == "coverage"] == []


def test_the_real_graph_says_which_documents_are_not_at_hand(real: PlanGraph) -> None:
    findings = real.validate(*TEXTS)
    assert [(f.severity, f.check) for f in findings] == [("info", "texts")] * 5
