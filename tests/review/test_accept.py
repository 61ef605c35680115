"""From a workbook to the graph: what is accepted, corrected and rejected, and what cannot be."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reviews import Cells, accepted, book_of, everything, fill, rows_of
from samples import Run
from workspaces import S, digests, drafted, made, written

import jbgraph
from jbgraph import JbgraphError, validation
from jbgraph.extraction.folder import Opened, open_draft
from jbgraph.extraction.proposals import read_lines
from jbgraph.review.decisions import Decision, Given, read
from jbgraph.workspace import Workspace
from jbgraph.workspace import opened as workspace_opened

WHEN = datetime(2022, 3, 1, 9, 30, tzinfo=UTC)


def where(words: str, **said: str) -> object:
    """Return what fills in the rows whose proposal has some words, and accepts the others."""

    def answer(row: Cells) -> Cells:
        return said if words in str(row["提议"]) else {"决定": "接受"}

    return answer


def violations(home: Workspace) -> list[object]:
    """Return what is wrong with the graph of a workspace."""
    graph = jbgraph.load(home.folder)
    return [one for one in validation.validate(graph) if one.severity == "violation"]


def test_what_is_accepted_is_a_sound_graph_with_its_evidence(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    names = {"青石隧道": "Qingshi Tunnel"}
    book = fill(book_of(draft, tmp_path), everything, lambda row: {"英文名": names.get(str(row["名称"]))})
    done = accepted(book, home)
    assert (done.problems, done.done["accept"]) == ([], len(draft.proposals))
    assert done.document == S + "plan-2022"
    assert violations(home) == []
    graph = jbgraph.load(home.folder)
    assert graph.describe("青石隧道").en == "Qingshi Tunnel"
    assert graph.ask(
        """ASK { ?p a jb:Passage GRAPH ?p { ?o jb:ofMetric/^jb:ofMetric ?o ; jb:value 312.5 ; jb:kind kind:actual ;
           jb:period period:2021 ; jb:unit unit:yi-yuan } }"""
    )


def test_a_map_can_be_drawn_of_it(home: Workspace, draft: Opened, tmp_path: Path, run: Run) -> None:
    accepted(fill(book_of(draft, tmp_path), everything), home)
    done = run("map", "2022年重点任务", "-o", "map.svg", "--lang", "zh", cwd=home.folder)
    assert done.code == 0, done
    picture = (home.folder / "map.svg").read_text("utf-8")
    assert "推动产业升级" in picture
    assert "办好教育" in picture


def test_a_second_time_changes_nothing(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    book = fill(book_of(draft, tmp_path), everything, lambda row: {"英文名": "A thing"})
    accepted(book, home, at=WHEN)
    before = digests(home.folder)
    again = accepted(book, home)
    assert not again.changed
    assert again.problems == []
    assert digests(home.folder) == before


def test_rejected_and_open_rows_stay_out_and_are_remembered(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    def decide(row: Cells) -> Cells:
        if "312.5" in str(row["提议"]):
            return {"决定": "驳回", "备注": "口径不符"}
        return {} if "8.2" in str(row["提议"]) else {"决定": "接受"}

    done = accepted(fill(book_of(draft, tmp_path), decide), home, at=WHEN)
    assert done.done["reject"] == 1
    graph = jbgraph.load(home.folder)
    assert not graph.ask("ASK { ?o jb:value 312.5 }")
    assert not graph.ask("ASK { ?o jb:value 8.2 }")
    record = next(one for one in read_lines(draft.folder / "decisions.jsonl") if one.get("decision") == "reject")
    assert (record["by"], record["at"], record["note"]) == ("张三", "2022-03-01T09:30:00Z", "口径不符")
    again = drafted(home, home.sources / "report.txt")[1]
    assert not any(one.content.get("value") == "312.5" for one in again.proposals)
    assert any(one.content.get("value") == "8.2" for one in again.proposals)


def test_a_correction_is_stated_with_who_and_when(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    answer = where("：12 座", 决定="更正", 指标="冷库数", 时期="2022年1—6月", 性质="预测")
    accepted(fill(book_of(draft, tmp_path), answer), home, at=WHEN)  # type: ignore[arg-type]
    graph = jbgraph.load(home.folder)
    row = graph.rows(
        """SELECT ?metric ?kind ?first ?by ?at ?said {
           ?o jb:value 12.0 ; jb:ofMetric/skos:prefLabel ?metric ; jb:kind ?kind ;
           jb:period/jb:startDate ?first . FILTER(LANG(?metric) = "zh")
           ?act prov:generated ?o ; prov:wasAssociatedWith/rdfs:label ?by ; prov:endedAtTime ?at ; rdfs:comment ?said
           FILTER(LANG(?said) = "zh") }"""
    )
    assert [(one["metric"], str(one["kind"])[-8:], one["first"], one["by"], one["at"]) for one in row] == [
        ("冷库数", "forecast", "2022-01-01", "张三", "2022-03-01T09:30:00Z")
    ]
    assert "指标：冷库数" in str(row[0]["said"])
    assert violations(home) == []


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"决定": "更正", "数值": "13"}, "引文“新建冷库12座”中没有 13"),
        ({"决定": "更正", "数值": "十二点"}, "十二点 不是数字"),
        ({"决定": "更正", "时期": "明年"}, "明年 不是时期"),
        ({"决定": "更正", "性质": "也许"}, "没有性质“也许”"),
        ({"决定": "更正", "改引文": "新建桥梁12座"}, "引文不在段落中"),
        ({"决定": "更正"}, "选了更正而没有填写更正内容"),
        ({"指标": "冷库数"}, "有更正而没有决定"),
        ({"决定": "也许"}, "“也许”不是决定"),
        ({"决定": "更正", "关系": "属于"}, "不适用于该行"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_left_out(
    home: Workspace, draft: Opened, tmp_path: Path, cells: Cells, problem: str
) -> None:
    book = fill(book_of(draft, tmp_path), lambda row: cells if "：12 座" in str(row["提议"]) else {})
    place = next(number for number, row in enumerate(rows_of(book), 2) if "：12 座" in str(row["提议"]))
    done = accepted(book, home)
    assert [(at, problem in zh) for at, (_, zh) in done.problems] == [(f"陈述!{place}", True)], done.problems
    assert not done.changed
    assert not (home.folder / "statements" / "plan-2022.trig").exists()


def test_what_somebody_decided_otherwise_is_told_row_by_row(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    book = book_of(draft, tmp_path)
    other = Path(shutil.copy(book, tmp_path / "other.xlsx"))
    accepted(fill(book, everything), home, at=WHEN)
    answer = where("312.5", 决定="驳回")
    done = accepted(fill(other, answer, reviewer="李四"), home)  # type: ignore[arg-type]
    assert [zh for _, (_, zh) in done.problems] == ["张三已于2022-03-01接受"]
    assert done.same == len(draft.proposals) - 1
    assert jbgraph.load(home.folder).ask("ASK { ?o jb:value 312.5 }")
    won = accepted(other, home, overrule=True)
    assert (won.problems, won.done["reject"]) == ([], 1)
    assert not jbgraph.load(home.folder).ask("ASK { ?o jb:value 312.5 }")
    kept = [
        one["decision"] for one in read_lines(draft.folder / "decisions.jsonl") if one.get("id") == ids(draft, "312.5")
    ]
    assert kept == ["accept", "reject"]


def ids(draft: Opened, value: str) -> str:
    """Return the id of the figure with a value."""
    return next(one.id for one in draft.proposals if one.content.get("value") == value)


def test_a_stale_workbook_is_applied_as_far_as_it_holds(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    book = fill(book_of(draft, tmp_path), everything)
    given = read(book)
    gone = Decision("陈述!99", "0" * 16, "accept")
    from jbgraph.review.accept import accept

    done = accept(Given(given.document, "f" * 64, "张三", [*given.decisions, gone], []), home)
    assert done.problems == [("陈述!99", ("the draft has no such proposal any more", "草稿中已无此提议"))]
    assert done.done["accept"] == len(draft.proposals)


def test_a_new_thing_can_be_one_that_is_known(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    (home.folder / "register" / "known.ttl").write_text(
        "@prefix jb: <https://w3id.org/jbgraph/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{S}tunnel> a jb:Project ; skos:prefLabel "青山隧道"@zh , "Qingshan Tunnel"@en ;\n'
        '    skos:altLabel "青石隧道"@zh .\n',
        "utf-8",
    )
    book = book_of(draft, tmp_path)
    fill(book, everything, lambda row: {"即为": "青山隧道"} if row["名称"] == "青石隧道" else {})
    assert accepted(book, home).problems == []
    graph = jbgraph.load(home.folder)
    assert graph.resolve("青石隧道") == S + "tunnel"
    assert graph.ask(f"ASK {{ GRAPH ?p {{ <{S}tunnel> jb:stage ?stage }} }}")
    assert violations(home) == []


def test_what_people_wrote_by_hand_stays(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    book = book_of(draft, tmp_path)
    accepted(fill(book, where("312.5", 决定="接受")), home)  # type: ignore[arg-type]
    file = home.folder / "statements" / "plan-2022.trig"
    own = (
        f"<{S}plan-2022/s001> {{ <{S}plan-2022/s001> <https://w3id.org/jbgraph/ontology#mentions> <{home.place}> . }}\n"
    )
    file.write_text(file.read_text("utf-8") + own, "utf-8")
    other = book_of(draft, tmp_path)
    accepted(fill(other, where("8.2", 决定="驳回")), home, overrule=True)  # type: ignore[arg-type]
    assert jbgraph.load(home.folder).ask(f"ASK {{ <{S}plan-2022/s001> jb:mentions <{home.place}> }}")


def test_passages_that_moved_are_refused_whole(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    accepted(fill(book_of(draft, tmp_path), lambda row: {"决定": "接受"} if "312.5" in str(row["提议"]) else {}), home)
    file = home.folder / "documents" / "plan-2022.ttl"
    text = file.read_text("utf-8")
    assert text.count("jb:start 0 ") == 1
    file.write_text(text.replace("jb:start 0 ", "jb:start 1 "), "utf-8")
    before = digests(home.folder)
    with pytest.raises(JbgraphError, match="not those of the graph"):
        accepted(fill(book_of(draft, tmp_path), everything), home)
    assert digests(home.folder) == before


def test_nobody_decides_nothing(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    book = fill(book_of(draft, tmp_path), everything, reviewer="")
    with pytest.raises(JbgraphError, match="who decides"):
        accepted(book, home)
    assert accepted(book, home, by="王五").problems == []


@settings(max_examples=6)
@given(st.data())
def test_accepting_in_any_parts_and_twice_gives_the_same_graph(
    reviewed: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    whole, parts = (workspace_opened(Path(shutil.copytree(reviewed, folder / name))) for name in ("a", "b"))
    draft = open_draft(whole.drafts / "plan-2022")
    words = st.sampled_from(["accept", "reject", ""])
    said = [Decision(f"#{at}", one.id, data.draw(words)) for at, one in enumerate(draft.proposals)]
    said = [one for one in said if one.decision]
    order = data.draw(st.permutations(said))
    cut = data.draw(st.integers(0, len(said)))
    from jbgraph.review.accept import accept

    def take(home: Workspace, decisions: list[Decision]) -> None:
        accept(Given("plan-2022", draft.sheet.digest, "张三", decisions, []), home, at=WHEN)

    take(whole, said)
    for part in (order[:cut], order[cut:], order[:cut]):
        take(parts, list(part))
    left, right = digests(whole.folder), digests(parts.folder)
    left.pop("drafts/plan-2022/decisions.jsonl", None)
    right.pop("drafts/plan-2022/decisions.jsonl", None)
    assert left == right


def test_a_workbook_saved_by_libreoffice_is_the_same_review(home: Workspace, draft: Opened, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is missing")
    answer = where("：12 座", 决定="更正", 指标="冷库数")
    book = fill(book_of(draft, tmp_path), answer, lambda row: {"英文名": "A thing"})  # type: ignore[arg-type]
    out = tmp_path / "saved"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--norestore",
         "--convert-to", "xlsx", "--outdir", str(out), str(book)],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    assert read(out / book.name) == read(book)
    assert accepted(out / book.name, home).problems == []


def test_on_the_command_line(home: Workspace, draft: Opened, tmp_path: Path, run: Run) -> None:
    done = run("review", "plan-2022", "-o", "r.xlsx", "--lang", "zh", cwd=home.folder)
    assert f"待定陈述{len(draft.proposals)}条" in run("review", "plan-2022", cwd=home.folder, JBGRAPH_LANG="zh").err, (
        done
    )
    book = fill(home.folder / "r.xlsx", where("：12 座", 决定="更正"))  # type: ignore[arg-type]
    taken = run("accept", book, cwd=home.folder, JBGRAPH_LANG="zh")
    assert taken.code == 1
    assert "选了更正而没有填写更正内容" in taken.err
    assert f"接受{len(draft.proposals) - 1}条" in taken.err
    again = run("accept", book, "--workspace", home.folder)
    assert "0 accepted" in again.err
    link = run("accept", "青石隧道", "concerns", "石桥水厂", "--by", "张三", "--why", "同属一项", cwd=home.folder)
    assert "written into the register" in link.err
    assert run("accept", "a", "b", cwd=home.folder).code == 2


def test_a_concluded_link_becomes_a_judgement(tmp_path: Path) -> None:
    from dataclasses import replace

    from jbgraph.extraction import folder as folders
    from jbgraph.extraction.proposals import lines
    from jbgraph.review.accept import accept

    home = made(tmp_path / "w")
    draft = drafted(home, written(tmp_path))[1]
    one = next(p for p in draft.proposals if p.kind == "link" and p.content["property"] == "partOf")
    kept = [replace(p, layer="suggested") if p is one else p for p in draft.proposals]
    data = lines(p.as_json() for p in kept)
    (draft.folder / folders.PROPOSALS).write_bytes(data)
    import hashlib

    sheet = (draft.folder / folders.SHEET).read_text("utf-8")
    new = sheet.replace(draft.sheet.digest, hashlib.sha256(data).hexdigest())
    (draft.folder / folders.SHEET).write_text(new, "utf-8")
    done = accept(Given("plan-2022", "", "张三", [Decision("#1", one.id, "accept")], []), home, at=WHEN)
    assert done.problems == []
    found = (home.folder / "register" / "judgements.ttl").read_text("utf-8")
    assert "张三" in found
    assert "2022-03-01" in found
