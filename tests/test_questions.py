"""Named questions: every file is complete, and answers what was worked out from the documents.

An expected answer is `tests/questions/<name>.json`: `params`, `lang`, `columns` (all or some of the answer's), `rows`
of texts, null where empty, and `worked_out_from`. Rows are compared in their order if `ordered`, else in any; with
`contains` they need only be among the answer's, which has `count` rows where that can be counted in the documents.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions
from samples import ROOT, Q, Run

from jbgraph import JbgraphError, PlanGraph, questions, tables

FILES = sorted((ROOT / "jbgraph" / "questions").glob("*.rq"))
EXPECTED = ROOT / "tests" / "questions"
KEYS = {"params", "lang", "columns", "rows", "worked_out_from", "ordered", "contains", "count"}
NAMES = [file.stem for file in FILES]


def expected(name: str) -> dict[str, Any]:
    """Return the expected answer of a question."""
    data: dict[str, Any] = json.loads((EXPECTED / f"{name}.json").read_text("utf-8"))
    return data


def answer(graph: PlanGraph, name: str, params: dict[str, str], lang: str) -> tuple[list[str], list[list[str | None]]]:
    """Return columns and rows of an answer as texts, IRIs as CURIEs."""
    result = questions.ask(graph, name, params, lang)
    if isinstance(result, QueryBoolean):
        return ["answer"], [["true" if result else "false"]]
    assert isinstance(result, QuerySolutions)
    columns = [variable.value for variable in result.variables]
    rows = []
    for solution in result:
        cells = [getattr(solution[name], "value", None) for name in columns]
        rows.append([cell if cell is None else graph.compress(cell) for cell in cells])
    return columns, rows


def test_there_are_at_least_sixty_and_each_has_its_expected_answer() -> None:
    assert len(FILES) >= 60
    assert [file.stem for file in sorted(EXPECTED.glob("*.json"))] == NAMES
    assert questions.names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_asks_in_both_languages(name: str) -> None:
    question = questions.question(name)
    assert question.said.keys() == {"en", "zh"}
    assert question.said["en"].endswith("?")
    assert question.said["zh"].endswith("？")
    body = "\n".join(line for line in question.text.splitlines() if not line.startswith("#"))
    used = set(re.findall(r"\$(\w+)", body))
    assert used - {"lang"} == {parameter.name for parameter in question.parameters}, "parameters are declared and used"
    assert len(re.findall("^# param", question.text, re.MULTILINE)) == len(question.parameters)
    assert "ORDER BY" in body or body.lstrip().startswith("ASK")


@pytest.mark.parametrize("name", NAMES)
def test_an_expected_answer_is_complete(name: str) -> None:
    wanted = expected(name)
    assert wanted.keys() <= KEYS
    assert wanted["lang"] in ("zh", "en")
    assert wanted["worked_out_from"].strip()
    assert wanted["columns"]
    for row in wanted["rows"]:
        assert len(row) == len(wanted["columns"])
        assert all(cell is None or isinstance(cell, str) for cell in row)
    assert "count" not in wanted or wanted.get("contains")


def same(cell: str | None, wanted: str | None) -> bool:
    """Say whether a cell is the wanted one; a number may have a fraction of zeros."""
    if cell and wanted and all(re.fullmatch(r"-?\d+(\.\d+)?", number) for number in (cell, wanted)):
        return Decimal(cell) == Decimal(wanted)
    return cell == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_question_answers_what_the_documents_say(real: PlanGraph, name: str) -> None:
    wanted = expected(name)
    columns, rows = answer(real, name, wanted["params"], wanted["lang"])
    assert set(wanted["columns"]) <= set(columns)
    own = [tuple(row[columns.index(column)] for column in wanted["columns"]) for row in rows]
    rest = list(own)
    missing = []
    for row in wanted["rows"]:
        match = next((r for r in rest if all(same(a, b) for a, b in zip(r, row, strict=True))), None)
        if match is None:
            missing.append(row)
        else:
            rest.remove(match)
    assert missing == []
    if wanted.get("contains"):
        assert len(own) == wanted.get("count", len(own))
    else:
        assert rest == []
    if wanted.get("ordered"):
        assert all(same(a, b) for r, w in zip(own, wanted["rows"], strict=True) for a, b in zip(r, w, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_question_answers_in_either_language_with_the_same_rows(real: PlanGraph, name: str) -> None:
    params = expected(name)["params"]
    zh, en = answer(real, name, params, "zh"), answer(real, name, params, "en")
    assert zh[0] == en[0]
    assert len(zh[1]) == len(en[1])
    for column in zh[0]:
        if column in ("passage", "count", "value"):
            place = zh[0].index(column)
            assert Counter(row[place] for row in zh[1]) == Counter(row[place] for row in en[1]), column


# -- parameters ------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of the questions."""
    monkeypatch.setattr(questions, "FOLDER", tmp_path)
    questions.question.cache_clear()
    yield tmp_path
    questions.question.cache_clear()


QUESTION = """# en: Which figures?
# zh: 哪些数值？
# param thing entity: the thing // 事物 = 青石区
# param least number: at least // 最少
# param word text: a word // 词 = x
SELECT ?o ?word WHERE { ?o jb:about $thing ; jb:value ?v FILTER(?v >= $least) BIND($word AS ?word) } ORDER BY ?o
"""


def test_parameters_have_kind_text_and_default(asked: Path) -> None:
    (asked / "figures.rq").write_text(QUESTION, "utf-8")
    found = {p.name: (p.kind, p.said, p.default) for p in questions.question("figures").parameters}
    assert found == {
        "thing": ("entity", {"en": "the thing", "zh": "事物"}, "青石区"),
        "least": ("number", {"en": "at least", "zh": "最少"}, None),
        "word": ("text", {"en": "a word", "zh": "词"}, "x"),
    }


def test_values_are_put_in_as_terms(asked: Path, tiny: PlanGraph) -> None:
    (asked / "figures.rq").write_text(QUESTION, "utf-8")
    rows = tiny.question("figures", least="93.5").rows
    assert [row[0].removeprefix(Q) for row in rows] == ["plan-2030/s014-o2", "plan-2030/s014-o3"]
    assert len(tiny.question("figures", thing="绿岸步道项目", least="0").rows) == 1


@pytest.mark.parametrize("word", ['" } DROP ALL #', "'", "\\", "a\nb", "$thing", "?o", "清河", '"""'])
def test_a_text_is_never_a_part_of_the_query(asked: Path, tiny: PlanGraph, word: str) -> None:
    (asked / "figures.rq").write_text(QUESTION, "utf-8")
    rows = tiny.question("figures", least="95", word=word).rows
    assert [row[1] for row in rows] == [word]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, "the question figures needs least"),
        ({"least": "many"}, "--param least: many is not a number"),
        ({"least": "1) } #"}, "is not a number"),
        ({"least": "1", "thing": "石溪"}, "“石溪” names 2 things"),
        ({"least": "1", "thing": "无此物"}, "nothing is named “无此物”"),
        ({"least": "1", "wrong": "x"}, "the question figures has no parameter wrong"),
    ],
)
def test_a_parameter_that_does_not_fit(asked: Path, tiny: PlanGraph, params: dict[str, str], said: str) -> None:
    (asked / "figures.rq").write_text(QUESTION, "utf-8")
    with pytest.raises(JbgraphError) as caught:
        questions.ask(tiny, "figures", params)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["projects-of-gaol", "no such question", "../questions/all-tasks", ""])
def test_an_unknown_question(real: PlanGraph, name: str) -> None:
    with pytest.raises(JbgraphError, match="there is no question named"):
        questions.ask(real, name)


def test_the_nearest_question_is_named(real: PlanGraph) -> None:
    with pytest.raises(JbgraphError, match=r"did you mean projects-of-goal\?"):
        questions.ask(real, "projects-of-gaol")


def test_an_ask_question_answers_with_true_or_false(asked: Path, tiny: PlanGraph) -> None:
    (asked / "any.rq").write_text("# en: Any?\n# zh: 有吗？\nASK { ?s a jb:Goal }", "utf-8")
    assert tables.write(tiny.question("any"), "csv") == b"answer\r\ntrue\r\n"


def test_a_default_that_is_not_in_the_graph_says_which_parameter_to_give(tiny: PlanGraph) -> None:
    with pytest.raises(JbgraphError) as caught:
        questions.ask(tiny, "projects-of-goal")
    assert str(caught.value) == (
        "--param: this graph has no “率先推进产业发展现代化”, the default of goal\n  fix: give --param goal=…, the goal"
    )
    assert caught.value.message("zh") == (
        "--param: 本图谱中没有“率先推进产业发展现代化”，即参数goal的默认值\n  办法: 给出 --param goal=…，目标"
    )


# -- columns ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_column_has_its_head_in_chinese(real: PlanGraph, name: str) -> None:
    columns, _ = answer(real, name, expected(name)["params"], "zh")
    question = questions.question(name)
    assert list(question.columns) == columns
    heads = question.heads("zh")
    assert all(re.search("[\u4e00-\u9fff]", head) for head in heads.values())
    assert len(set(heads.values())) == len(heads)


def test_heads_in_english_are_plain_words() -> None:
    question = questions.question("projects-in-two-periods")
    assert question.heads("en")["stage_before"] == "stage before"
    assert question.heads("zh")["stage_before"] == "前期阶段"


def test_people_read_heads_and_programs_variables(run: Run) -> None:
    asked = ("query", "projects-in-two-periods")
    assert run(*asked, JBGRAPH_LANG="zh").out.split()[:3] == ["项目", "前期阶段", "后期阶段"]
    assert run(*asked).out.startswith("project  ")
    assert "stage before" in run(*asked, "--format", "markdown").out.splitlines()[0]
    for form in ("csv", "tsv", "json", "xml"):
        out = run(*asked, "--format", form, JBGRAPH_LANG="zh").out
        assert "stage_before" in out.partition("\n")[0] + out[:400]


# -- passages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_what_is_called_a_passage_is_one(name: str) -> None:
    body = re.sub("^#.*$", "", questions.question(name).text, flags=re.MULTILINE)
    for variable in set(re.findall(r"GRAPH \?(\w+)", body)):
        said = rf"\?{variable} (?:[^.{{}}]* )?(?:a jb:Passage|jb:layer)\b"
        assert re.search(said, body), f"?{variable} may be the graph of a rule"


# -- time ------------------------------------------------------------------------------------------------------


def conditions(body: str) -> list[str]:
    """Return what stands in each EXISTS of a query, without the conditions inside it."""
    found = []
    for start in re.finditer(r"\bEXISTS \{", body):
        depth, at = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(body[at], 0)
            at += 1
        found.append(re.sub(r"FILTER (NOT )?EXISTS \{.*\}|FILTER \(.*\)", "", body[start.end() : at - 1]))
    return found


def patterns(condition: str) -> int:
    """Return how many triple patterns a condition has, with a path of two steps as two."""
    inner = re.sub(r"GRAPH \?\w+ \{(.*)\}", r"\1", condition, flags=re.DOTALL)
    steps = 0 if "|" in inner else len(re.findall(r"[*+\w]/\^?\w", inner))
    return len([part for part in re.split(r" [.;](?=\s)", inner) if part.strip()]) + steps


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("FILTER NOT EXISTS { ?o jb:value ?v }", [1]),
        ("FILTER EXISTS { ?t jb:role ?r . FILTER (?r IN (role:lead, role:oversee)) }", [1]),
        ("FILTER EXISTS { ?t jb:role ?r ; a jb:Task }", [2]),
        ("BIND (EXISTS { ?r jb:inDocument $d . GRAPH ?r { ?o a jb:Observation } } AS ?x)", [2]),
        ("FILTER NOT EXISTS { ?d jb:responsibleFor/jb:partOf ?t }", [2]),
        ("FILTER NOT EXISTS { ?d jb:serves|(jb:partOf*/jb:aimsAt) ?t }", [1]),
        ("FILTER NOT EXISTS { ?d jb:heldBy ?h . FILTER EXISTS { ?d a jb:Post } }", [1, 1]),
    ],
)
def test_patterns_of_conditions_are_counted(query: str, counts: list[int]) -> None:
    assert [patterns(condition) for condition in conditions(query)] == counts


@pytest.mark.parametrize("name", NAMES)
def test_a_condition_is_one_pattern(name: str) -> None:
    """Oxigraph does not order the patterns of an EXISTS: two that share no bound thing go through the whole store."""
    body = re.sub("^ *#.*$", "", questions.question(name).text, flags=re.MULTILINE)
    assert [condition for condition in conditions(body) if patterns(condition) > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_question_about_one_thing_does_not_begin_with_values(name: str) -> None:
    """Oxigraph begins with VALUES, however small the thing that is asked about."""
    body = re.sub("^ *#.*$", "", questions.question(name).text, flags=re.MULTILINE)
    if any(parameter.kind == "entity" for parameter in questions.question(name).parameters):
        assert "VALUES" not in body
