"""Drafts: what was found becomes proposals with their passages, new things and gaps, the same each time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from samples import Run
from workspaces import REPORT, TASKS, S, digests, drafted, made, written

import jbgraph
from jbgraph import JbgraphError, validation
from jbgraph.extraction.extract import extract
from jbgraph.extraction.findings import Basis, Named, Span
from jbgraph.extraction.folder import DECISIONS, Opened
from jbgraph.extraction.identity import Names
from jbgraph.extraction.proposals import lines
from jbgraph.extraction.register import register
from jbgraph.extraction.slugs import LONGEST, slug
from jbgraph.numerals import plain
from jbgraph.workspace import Workspace

JB = "https://w3id.org/jbgraph/ontology#"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return made(tmp_path_factory.mktemp("county") / "w")


@pytest.fixture(scope="module")
def draft(home: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return drafted(home, written(tmp_path_factory.mktemp("files")))[1]


def figures(draft: Opened) -> set[tuple[object, ...]]:
    """Return metric, value, unit, comparator, kind and year of the figures of a draft."""
    keys = ("metric", "value", "unit", "comparator", "kind", "year")
    return {tuple(one.content.get(key) for key in keys) for one in draft.proposals if one.kind == "figure"}


def test_the_document_is_named_by_kind_and_year(draft: Opened) -> None:
    assert (draft.sheet.document, draft.sheet.year, draft.sheet.kind) == ("plan-2022", 2022, "plan-report")
    assert draft.sheet.title == "石桥县2021年国民经济和社会发展计划执行情况与2022年计划草案的报告"


def test_figures_are_proposed_as_printed(draft: Opened) -> None:
    assert figures(draft) >= {
        ("地区生产总值", "312.5", "亿元", "equal", "actual", 2021),
        ("地区生产总值增速", "8.2", "%", "equal", "actual", 2021),
        ("固定资产投资增速", "11.3", "%", "equal", "actual", 2021),
        ("地区生产总值增速", "7", "%", "at-least", "target", 2022),
        ("一般公共预算收入增速", "5", "%", "about", "target", 2022),
        ("建成高标准农田面积", "2", "万亩", "equal", "target", 2022),
    }


def test_level_and_growth_of_one_name_are_two_metrics(draft: Opened) -> None:
    metrics = {thing.zh: thing for thing in draft.things.values() if thing.kind == "Metric"}
    assert metrics["地区生产总值"].measure_type == "level"
    assert not metrics["地区生产总值"].by_us
    assert metrics["地区生产总值增速"].measure_type == "growth"
    assert metrics["地区生产总值增速"].by_us


def test_tasks_have_their_numbers_and_lie_in_their_groups(draft: Opened) -> None:
    tasks = {thing.number: thing.zh for thing in draft.things.values() if thing.kind == "Task"}
    assert tasks == TASKS
    graph = jbgraph.load(draft.folder)
    assert graph.ask('ASK { ?t skos:prefLabel "办好教育"@zh ; jb:partOf/skos:prefLabel "保障和改善民生"@zh }')
    assert not graph.ask('ASK { ?t skos:prefLabel "办好教育"@zh ; jb:partOf/skos:prefLabel "推动产业升级"@zh }')


def test_projects_are_proposed_with_the_passage_that_names_them(draft: Opened) -> None:
    named = {thing.zh for thing in draft.things.values() if thing.kind == "Project"}
    assert named >= {"青石隧道", "石桥水厂"}


def test_every_proposal_stands_where_it_says(draft: Opened) -> None:
    assert draft.proposals
    for one in draft.proposals:
        assert plain(one.quote) in plain(REPORT[one.start : one.end]), one
        assert 0 < one.confidence <= 1
        assert "/" in one.rule


def test_a_unit_that_the_vocabulary_lacks_is_a_new_thing_and_a_gap(draft: Opened) -> None:
    units = [thing for thing in draft.things.values() if thing.kind == "Unit"]
    assert {unit.zh for unit in units} == {"万亩", "座"}
    assert all(unit.iri.startswith(S) for unit in units)
    assert ("unit", "座") in {(gap["kind"], gap["quote"]) for gap in draft.gaps}


def test_a_draft_is_a_sound_graph_by_itself(draft: Opened) -> None:
    graph = jbgraph.load(draft.folder)
    assert graph.sources is not None
    found = [one for one in validation.validate(graph) if one.severity == "violation"]
    assert found == []


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    drafts = []
    for name in ("a", "b"):
        home = made(tmp_path / name)
        drafts.append(digests(drafted(home, written(tmp_path))[1].folder))
    assert drafts[0] == drafts[1]
    home = made(tmp_path / "c")
    drafted(home, written(tmp_path))
    assert digests(drafted(home, written(tmp_path))[1].folder) == drafts[0]


def test_a_second_document_of_the_year_has_another_name(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    one = drafted(home, written(tmp_path))[0]
    two = drafted(home, written(tmp_path, REPORT.replace("312.5", "313.5"), "other.txt"))[0]
    assert (one.document, two.document) == ("plan-2022", "plan-2022-2")


def test_other_encodings_keep_the_original_and_a_text(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    file = written(tmp_path, encoding="gb18030")
    sheet = drafted(home, file)[1].sheet
    assert (home.sources / sheet.original).read_bytes() == file.read_bytes()
    data = (home.sources / sheet.file).read_bytes()
    assert data.decode("utf-8") == REPORT
    assert sheet.sha256 == hashlib.sha256(data).hexdigest()
    assert sheet.original_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert sheet.file != sheet.original


def test_a_file_of_the_same_name_does_not_take_the_place_of_another(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    drafted(home, written(tmp_path))
    two = drafted(home, written(tmp_path, REPORT.replace("312.5", "313.5")))[1]
    assert (home.sources / "report.txt").read_bytes().decode("utf-8") == REPORT
    assert "313.5" in (home.sources / two.sheet.file).read_bytes().decode("utf-8")


def test_what_a_person_rejected_is_not_proposed_again(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    file = written(tmp_path)
    first = drafted(home, file)[1]
    gone = first.proposals[3].id
    (first.folder / DECISIONS).write_bytes(lines([{"id": gone, "decision": "reject", "by": "张三", "at": "2022"}]))
    done, again = drafted(home, file)
    assert {one.id for one in first.proposals} - {one.id for one in again.proposals} == {gone}
    assert done.again == 1
    assert again.decisions[0]["by"] == "张三"


def test_things_of_the_register_are_recognised_by_name_and_other_name(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    (home.folder / "register" / "projects.ttl").write_text(
        f"@prefix jb: <{JB}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{S}water> a jb:Project ; skos:prefLabel "石桥自来水厂"@zh , "Water works"@en ;\n'
        '    skos:altLabel "石桥水厂"@zh .\n'
        f'<{S}tunnel> a jb:Project ; skos:prefLabel "青山隧道"@zh , "Qingshan Tunnel"@en .\n',
        "utf-8",
    )
    draft = drafted(home, written(tmp_path))[1]
    assert any(S + "water" in line for one in draft.proposals for line in one.triples)
    new = {thing.zh: thing for thing in draft.things.values()}
    assert "石桥水厂" not in new
    assert new["青石隧道"].alike == ("青山隧道",)
    assert not any(S + "tunnel" in line for one in draft.proposals for line in one.triples)


def test_a_name_that_two_things_have_is_not_guessed(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    (home.folder / "register" / "two.ttl").write_text(
        f"@prefix jb: <{JB}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{S}a> a jb:Place ; skos:prefLabel "北塔"@zh , "A"@en .\n'
        f'<{S}b> a jb:Project ; skos:prefLabel "北塔"@zh , "B"@en .\n',
        "utf-8",
    )
    names = Names(register(jbgraph.load(home.folder), home.place), home.base, [])
    assert names.thing("北塔", "Organization") is None
    assert names.thing("北塔", "Place") == S + "a"


def test_two_tasks_of_one_title_are_two_things(tmp_path: Path) -> None:
    text = REPORT + "\n4、办好教育。新建小学。\n"
    draft = drafted(made(tmp_path / "w"), written(tmp_path, text))[1]
    assert sorted(one.number for one in draft.things.values() if one.zh == "办好教育") == ["3", "4"]


@pytest.mark.parametrize(
    ("text", "year", "problem"),
    [("", None, "no text"), ("　\n\n", None, "no text"), ("你好，世界。", None, "for which year")],
)
def test_what_is_no_report_is_refused_clearly(tmp_path: Path, text: str, year: int | None, problem: str) -> None:
    home = made(tmp_path / "w")
    with pytest.raises(JbgraphError, match=problem):
        extract(written(tmp_path, text), home, year=year)
    assert list(home.drafts.iterdir()) == []


@hypothesis_settings(max_examples=25)
@given(
    st.text(st.characters(codec="utf-8"), max_size=400)
    | st.text("一二三（）()、。：1234567890%亿元年“”\n\t——·是", max_size=300)
)
def test_any_text_ends_with_a_draft_or_a_reason(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    home = made(folder / "w")
    try:
        done = extract(written(folder, text), home, year=2022)
    except JbgraphError:
        return
    jbgraph.load(done.folder)


def test_the_kind_of_a_name_is_what_most_findings_say() -> None:
    votes = [
        Named(Span(1, 0, 3, "水城湖"), Basis("x/y", 0.6), "水城湖", kind) for kind in ("Project", "Place", "Place")
    ]
    from jbgraph.extraction.draft import majority

    assert majority(votes) == {"水城湖": "Place"}


@given(st.text(min_size=1, max_size=200))
def test_a_slug_is_an_iri_whatever_the_name(name: str) -> None:
    found = slug(name)
    assert found[0].isalpha() or found[0] == "n"
    assert len(found) <= LONGEST
    assert found == slug(name)
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_on_the_command_line(run: Run, tmp_path: Path) -> None:
    written(tmp_path)
    run("init", "w", "--place", "石桥县")
    done = run("extract", "report.txt", "--place", "石桥县", "--workspace", "w", "--format", "json")
    said = json.loads(done.out)["drafts"][0]
    assert (said["document"], said["tasks"], said["proposals"]["figure"] >= 6) == ("plan-2022", 3, True)
    shown = run("extract", "../report.txt", "--lang", "zh", cwd=tmp_path / "w")
    assert "3项任务" in shown.out
    assert "下一步：jbgraph review drafts/plan-2022" in shown.out
    wrong = run("extract", "report.txt", "--place", "渝中区", "--workspace", "w")
    assert (wrong.code, wrong.err.splitlines()[0]) == (
        2, "Error: --place: the workspace is of Shiqiao County, not of 渝中区",
    )  # fmt: skip
    several = run("extract", "report.txt", "no.txt", "--workspace", "w", "--format", "json")
    assert several.code == 1
    assert [one["file"] for one in json.loads(several.out)["failed"]] == ["no.txt"]


def test_the_draft_answers_like_any_graph(run: Run, tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    drafted(home, written(tmp_path))
    shown = run("evidence", "青石隧道", "--graph", "w/drafts/plan-2022", "--lang", "zh")
    assert "开工建设【青石隧道】" in shown.out
