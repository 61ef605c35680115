"""Exporters: every format a map is written in, and what hostile names do to it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from samples import ROOT, TINY, Copy, Q

from jbgraph import JbgraphError, PlanGraph, exporters
from jbgraph.exporters.csv import guard
from jbgraph.exporters.mermaid import quoted

FORMATS = exporters.formats()
HOSTILE = '=1+1"]\n<script>alert(1)</script> & %%{init: {}}%% | `x` #35; </style> 清河'
"""A label that means something to a spreadsheet, to HTML, to Markdown and to Mermaid."""


@pytest.fixture
def hostile(copy: Copy) -> PlanGraph:
    """The smallest graph with a program of that name, in both languages."""
    text = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    copy.edit("register/undertakings.ttl", '"清河工程"@zh , "Clean River program"@en', f'"{text}"@zh , "{text}"@en')
    return copy.load()


def test_every_module_of_the_folder_is_a_format() -> None:
    files = {file.stem.replace("_", "-") for file in (ROOT / "jbgraph" / "exporters").glob("*.py")} - {"--init--"}
    assert FORMATS.keys() == files
    assert {"csv": ".csv", "html": ".html", "mermaid": ".mmd"}.items() <= FORMATS.items()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_always_written_the_same(tiny: PlanGraph, form: str) -> None:
    data = tiny.draw(tiny.map(), form)
    assert data
    assert data == tiny.draw(tiny.map(), form)


@pytest.mark.parametrize("form", ["csv", "html", "mermaid"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_people_read_is_written_in_their_language(tiny: PlanGraph, form: str, lang: str) -> None:
    text = tiny.draw(tiny.map(), form, lang).decode("utf-8-sig")
    for zh, en in (("清河工程", "Clean River program"), ("服务于", "serves"), ("生态旅游业", "Ecotourism")):
        assert (zh if lang == "zh" else en) in text


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_a_map_of_one_thing_and_hostile_names(
    tiny: PlanGraph, hostile: PlanGraph, form: str
) -> None:
    assert tiny.draw(tiny.map("加强水源保护"), form)
    assert hostile.draw(hostile.map(), form)


def test_an_unknown_format(tiny: PlanGraph) -> None:
    with pytest.raises(JbgraphError, match="maps are not written as papyrus"):
        tiny.draw(tiny.map(), "papyrus")


# -- CSV -------------------------------------------------------------------------------------------------------


def rows(data: bytes) -> list[dict[str, str]]:
    """Read a map in CSV, with the mark that tells a spreadsheet that it is UTF-8."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_for_each_edge_and_passage(tiny: PlanGraph, copy: Copy) -> None:
    found = rows(tiny.draw(tiny.map(), "csv", "zh"))
    assert len(found) == 9
    (row,) = [row for row in found if row["source_label"] == "绿岸步道项目"]
    text = (TINY / "sources" / "plan-2030.txt").read_text("utf-8")
    start, end = text.index("（二）实施绿岸工程"), text.index("任务1")
    assert row.items() >= {
        "source": Q + "green-banks-walkway", "source_type": "项目", "source_label": "绿岸步道项目",
        "relation": "https://w3id.org/jbgraph/ontology#partOf", "relation_label": "属于",
        "target": Q + "green-banks-program", "target_type": "工程行动", "target_label": "绿岸工程",
        "layer": "stated", "document": "2030年水乡计划", "section": "二、重点任务",
        "start": str(start), "end": str(end - 1), "passage": Q + "plan-2030/s010",
    }.items()  # fmt: skip
    copy.append(
        "statements/plan-2030.trig",
        "plan-2030:s009 { qingshi:green-banks-walkway jb:partOf qingshi:green-banks-program }",
    )
    graph = copy.load()
    again = [row for row in rows(graph.draw(graph.map(), "csv")) if row["source_label"] == "绿岸步道项目"]
    assert [row["passage"] for row in again] == [Q + "plan-2030/s009", Q + "plan-2030/s010"]


def test_csv_of_a_derived_edge_names_the_rule(tiny: PlanGraph) -> None:
    found = rows(tiny.draw(tiny.map(layers=["derived"]), "csv"))
    assert len(found) == 4
    assert {(row["layer"], row["document"]) for row in found} == {("derived", "")}


def test_no_cell_of_a_csv_is_a_formula(hostile: PlanGraph) -> None:
    found = rows(hostile.draw(hostile.map(), "csv"))
    cells = [cell for row in found for cell in row.values()]
    assert "'" + HOSTILE in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("1+1", "1+1"), (-1, -1), ("", "")],
)
def test_guard(cell: str | int, guarded: str | int) -> None:
    assert guard(cell) == guarded


# -- Mermaid ---------------------------------------------------------------------------------------------------

LABEL = r'"(?:[^"#&<>`\\{}\n]|#\w+;)*"'
NODE = re.compile(rf"  n\d+(?:\[{LABEL}\]|\(\[{LABEL}\]\)|\[\[{LABEL}\]\]|\{{\{{{LABEL}\}}\}}|\({LABEL}\)):::[A-Z]\w+")
LINK = re.compile(rf"  n\d+ -- {LABEL} (?:-->|---) n\d+")


@pytest.mark.parametrize("which", ["tiny", "real", "hostile"])
def test_mermaid_is_nothing_but_nodes_and_links(which: str, request: pytest.FixtureRequest) -> None:
    graph = request.getfixturevalue(which)
    drawn = graph.map()
    lines = graph.draw(drawn, "mermaid").decode("utf-8").splitlines()
    assert lines[0] == lines[2] == "---"
    assert re.fullmatch(rf"title: {LABEL}", lines[1])
    assert lines[3] == "flowchart LR"
    count = len(drawn.nodes)
    assert all(NODE.fullmatch(line) for line in lines[4 : 4 + count])
    assert all(LINK.fullmatch(line) for line in lines[4 + count : -1])
    assert len(lines) == 4 + count + len(drawn.edges) + 1
    assert lines[-1].startswith("  %% ")


def test_mermaid_links_run_from_left_to_right_and_show_their_direction(tiny: PlanGraph) -> None:
    text = tiny.draw(tiny.map(), "mermaid", "en").decode("utf-8")
    named = dict(re.findall(r'^  (n\d+)[(\[{]+"([^"]+)"', text, re.MULTILINE))
    links = {
        (named[a], label, arrow, named[b])
        for a, label, arrow, b in re.findall(r'^  (n\d+) -- "([^"]+)" (-->|---) (n\d+)$', text, re.MULTILINE)
    }
    assert ("Clean River program", "is measured by", "-->", "Share of river water up to standard") in links
    assert ("Three programs", "← is member of", "---", "Clean River program") in links
    assert len(links) == 9


@pytest.mark.parametrize("text", [HOSTILE, '"', "a\nb", "#quot;", "%%{init: {'theme':'dark'}}%%", "清河"])
def test_a_label_in_mermaid_is_quoted_and_says_the_same(text: str) -> None:
    label = quoted(text)
    assert re.fullmatch(LABEL, label)
    entities = {"amp": "&", "quot": '"', "lt": "<", "gt": ">"}
    shown = re.sub(r"#(\w+);", lambda m: entities.get(m[1]) or chr(int(m[1])), label[1:-1])
    assert shown == " ".join(text.split())
