"""Workspaces: what `init` makes, what it takes from a graph, and that every command finds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import ROOT, Run
from workspaces import S, digests, made

import jbgraph
from jbgraph import JbgraphError, beginnings, locks, resources, workspace

JIANGBEI = ROOT / "graph_data" / "jiangbei"


@pytest.mark.parametrize(
    ("place", "zh", "en", "iri"),
    [
        ("渝中区", "渝中区", "Yuzhong District", "https://w3id.org/jbgraph/yuzhong/yuzhong-district"),
        ("重庆市渝中区", "渝中区", "Yuzhong District", "https://w3id.org/jbgraph/yuzhong/yuzhong-district"),
        ("石桥县", "石桥县", "Shiqiao County", S + "shiqiao-county"),
        ("北京市", "北京市", "Beijing City", "https://w3id.org/jbgraph/beijing/beijing-city"),
        ("四川省", "四川省", "Sichuan Province", "https://w3id.org/jbgraph/sichuan/sichuan-province"),
    ],
)
def test_a_place_gives_names_and_iris(tmp_path: Path, place: str, zh: str, en: str, iri: str) -> None:
    found = workspace.named(tmp_path, place)
    assert (found.zh, found.en, found.place) == (zh, en, iri)


def test_init_makes_a_folder_in_the_shape_of_a_graph(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    folders = {folder.name for folder in home.folder.iterdir() if folder.is_dir()}
    assert folders >= {"documents", "register", "statements", "sources", "drafts", "rules"}
    assert workspace.opened(home.folder) == home
    graph = jbgraph.load(home.folder)
    assert graph.resolve("石桥县") == home.place
    assert graph.resolve("全县") == home.place
    assert graph.compress(home.place) == "shiqiao:shiqiao-county"


def test_settings_keep_quotes_and_line_breaks(tmp_path: Path) -> None:
    home = workspace.init(workspace.named(tmp_path / "w", "石桥县", en='Shi"qiao\\ Coun\tty'), None)
    assert workspace.opened(home.folder).en == 'Shi"qiao\\ Coun ty'


def test_another_district_begins_with_goals_and_indicators_under_its_own_iris(tmp_path: Path) -> None:
    home = made(tmp_path / "w", "jiangbei")
    graph = jbgraph.load(home.folder)
    assert graph.resolve("率先推进产业发展现代化").startswith(S)
    assert graph.resolve("地区生产总值增速").startswith(S)
    assert graph.resolve("地区生产总值").startswith(S)
    text = "".join(file.read_text("utf-8") for file in home.folder.rglob("*.ttl"))
    assert "江北" not in text
    assert "jbgraph/jiangbei" not in text
    assert not graph.ask("ASK { ?d a jb:SourceDocument }")


def test_the_same_district_goes_on_with_the_whole_graph(tmp_path: Path) -> None:
    home = made(tmp_path / "w", "jiangbei", "江北区")
    own = digests(home.folder)
    assert {name: own.get(name) for name in digests(JIANGBEI)} == digests(JIANGBEI)
    assert home.base == "https://w3id.org/jbgraph/jiangbei/"
    assert home.place == home.base + "jiangbei-district"


def test_init_refuses_a_folder_that_holds_anything(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "letter.txt").write_text("x")
    with pytest.raises(JbgraphError, match="not empty"):
        made(tmp_path / "old")
    assert digests(tmp_path / "old").keys() == {"letter.txt"}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"zh": "　"}, "no name"),
        ({"zh": "石桥县", "prefix": "jb"}, "cannot be the prefix"),
        ({"zh": "石桥县", "prefix": "石桥"}, "cannot be the prefix"),
        ({"zh": "石桥县", "base": "shiqiao"}, "cannot be the base"),
        ({"zh": "石桥县", "base": "http://x/a#"}, "cannot be the base"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, given: dict[str, str], problem: str) -> None:
    with pytest.raises(JbgraphError, match=problem):
        workspace.named(tmp_path, given.pop("zh"), **given)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('zh = "石桥县"', "zh = 石桥县", "settings cannot be read"),
        ('zh = "石桥县"', "", "place.zh"),
        ('name = "shiqiao-county"', 'name = "a b"', "cannot end an IRI"),
        ("[iri]", "[iris]", "iri.base"),
    ],
)
def test_broken_settings_name_the_file(tmp_path: Path, old: str, new: str, problem: str) -> None:
    home = made(tmp_path / "w")
    file = home.folder / "jbgraph.toml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(JbgraphError, match=problem) as caught:
        workspace.opened(home.folder)
    assert caught.value.where == str(file)


def test_unknown_beginnings_are_refused() -> None:
    assert beginnings.named("empty") is None
    with pytest.raises(JbgraphError, match="no graph to begin with"):
        beginnings.named("nowhere")


def test_a_workspace_is_found_from_below(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    below = home.drafts / "a" / "b"
    below.mkdir(parents=True)
    assert resources.workspace(below) == home.folder
    assert resources.workspace(tmp_path) is None


def test_drafts_and_sources_are_no_part_of_the_graph(tmp_path: Path) -> None:
    home = made(tmp_path / "w")
    for name in ("drafts", "sources"):
        (home.folder / name / "x.ttl").write_text("<http://a/x> a <http://a/y> .")
    assert [file.name for file in resources.graph_files(home.folder)] == ["places.ttl"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with locks.lock(tmp_path), pytest.raises(JbgraphError, match="another process"), locks.lock(tmp_path):
        pass
    with locks.lock(tmp_path):
        pass


def test_commands_work_from_inside(run: Run, tmp_path: Path) -> None:
    done = run("init", "w", "--place", "石桥县")
    assert (done.code, done.out) == (0, "")
    inside = run("describe", "石桥县", cwd=tmp_path / "w" / "drafts")
    assert "Shiqiao County" in inside.out
    assert inside.err == ""
    assert "Jiangbei" in run("describe", "江北区").out
    assert "Jiangbei" in run("describe", "江北区", "--graph", JIANGBEI, cwd=tmp_path / "w").out
    again = run("init", "w", "--place", "石桥县", JBGRAPH_LANG="zh")
    assert (again.code, again.err.splitlines()[0]) == (2, "错误: w: 文件夹不为空")


def test_the_shipped_graph_is_left_alone(tmp_path: Path) -> None:
    before = digests(JIANGBEI)
    made(tmp_path / "a", "jiangbei")
    made(tmp_path / "b", "jiangbei", "江北区")
    assert digests(JIANGBEI) == before
