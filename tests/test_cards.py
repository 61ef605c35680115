"""Cards: everything that is said of a thing, and where."""

from __future__ import annotations

import json

import pytest
from samples import STATEMENTS, Copy, Q

from jbgraph import NameNotFoundError, PlanGraph, cards, rendering


def p(number: int) -> str:
    """Return the IRI of a passage of the smallest graph."""
    return f"{Q}plan-2030/s{number:03}"


def test_head_of_a_card(tiny: PlanGraph) -> None:
    card = cards.describe(tiny, "加强水源保护", "zh")
    assert (card.curie, card.type, card.zh, card.en) == (
        "qingshi:protect-water-sources", "任务", "加强水源保护", "Protect water sources",
    )  # fmt: skip
    assert card.others == ("任务1",)
    assert card.description == "任务1：保护水源"
    assert not card.named_by_us
    assert cards.describe(tiny, "任务1", "en").type == "task"
    assert cards.describe(tiny, "任务1", "en").description == "task 1: protect water sources"


def test_statements_with_their_passages_and_rules(tiny: PlanGraph) -> None:
    card = cards.describe(tiny, "清河工程", "zh")
    assert [(line.relation, line.forward, line.label, line.passages, line.rules) for line in card.lines] == [
        ("列入", True, "三大工程", (p(5),), ()),
        ("服务于", True, "率先推进水乡环境现代化", (), ("derived-transitive-service",)),
        ("衡量指标", True, "河道水质达标率", (p(9),), ()),
        ("属于", False, "河道整治项目", (p(7),), ()),
    ]
    assert list(card.passages) == [p(5), p(7), p(9)]
    assert card.passages[p(9)].text == "以河道水质达标率衡量成效。"


def test_roles_from_both_ends(tiny: PlanGraph) -> None:
    (held,) = cards.describe(tiny, "清河工程", "en").roles
    assert (held.relation, held.forward, held.label, held.passages) == ("lead", False, "District water bureau", (p(7),))
    (holds,) = cards.describe(tiny, "区水务局", "en").roles
    assert (holds.relation, holds.forward, holds.label) == ("lead", True, "Clean River program")


def test_figures_on_a_card(tiny: PlanGraph) -> None:
    card = cards.describe(tiny, "绿岸步道项目", "zh")
    assert [(figure.metric, figure.value) for figure in card.figures] == [("总投资", "1.5 亿元")]
    assert p(10) in card.passages


def test_values_that_are_no_things_are_shown_as_they_are(tiny: PlanGraph) -> None:
    lines = cards.describe(tiny, "三大工程", "en").lines
    assert [(line.relation, line.label) for line in lines if line.forward] == [
        ("agreement", "fewer listed"), ("listed size", "2"), ("serves", "Lead in modernising the water town"),
        ("stated size", "3"),
    ]  # fmt: skip


def test_what_looks_alike_stands_on_both_cards_without_a_passage(tiny: PlanGraph, copy: Copy) -> None:
    for name, other in (("石溪镇", "石溪河"), ("石溪河", "石溪镇")):
        lines = cards.describe(tiny, name, "zh").lines
        assert [(line.label, line.passages, line.rules) for line in lines if line.relation == "区别于"] == [
            (other, (), ())
        ]
    copy.append("register/things.ttl", "qingshi:ecotourism jb:variesFrom qingshi:shixi-town .\n")
    graph = copy.load()
    for name, other in (("石溪镇", "生态旅游业"), ("生态旅游业", "石溪镇")):
        lines = cards.describe(graph, name, "zh").lines
        assert [line.label for line in lines if line.relation == "异称"] == [other], "said once, holds both ways"


def test_a_name_of_ours_says_so(copy: Copy) -> None:
    copy.edit(
        "register/things.ttl",
        'skos:prefLabel "区水务局"@zh , "District water bureau"@en .',
        'skos:prefLabel "区水务局"@zh , "District water bureau"@en ; jb:namedByUs true .',
    )
    card = cards.describe(copy.load(), "区水务局", "en")
    assert card.named_by_us
    assert "the Chinese name is ours, not printed" in rendering.card(card, "en")


def test_a_card_is_plain_data(tiny: PlanGraph) -> None:
    data = json.loads(json.dumps(cards.describe(tiny, "清河工程", "zh").as_json(), ensure_ascii=False))
    assert data["zh"] == "清河工程"
    assert data["lines"][0]["passages"] == [p(5)]
    assert data["passages"][p(5)]["document"] == Q + "plan-2030"


@pytest.mark.parametrize("name", ["jb:serves", "role:lead", "plan-2030:s007", "2030年水乡计划", "plan-2030:s014-o1"])
def test_whatever_the_graph_holds_has_a_card(tiny: PlanGraph, name: str) -> None:
    assert rendering.card(cards.describe(tiny, name, "zh"), "zh")


def test_an_ambiguous_and_an_unknown_name(tiny: PlanGraph) -> None:
    for name in ("石溪", "无此物"):
        with pytest.raises(NameNotFoundError):
            cards.describe(tiny, name)


# -- as text ---------------------------------------------------------------------------------------------------


def test_a_card_for_a_terminal(tiny: PlanGraph) -> None:
    shown = rendering.card(cards.describe(tiny, "石溪镇", "zh"), "zh")
    assert shown == (
        "石溪镇\n"
        "地点 · Shixi Town · qingshi:shixi-town\n"
        "\n"
        "别名：石溪\n"
        "\n"
        "陈述\n"
        "  → 区别于\n"
        "    石溪河\n"
        "  ← 位于\n"
        "    河道整治项目  [1]\n"
        "\n"
        "出处\n"
        "[1] 2030年水乡计划 · 二、重点任务 · 字符94–145\n"
        "    （一）实施清河工程，由区水务局牵头，在【石溪镇】建设河道整治项目，带动生态旅游业发展。\n"
    )


def test_a_card_in_markdown_and_in_english(tiny: PlanGraph) -> None:
    shown = rendering.card(cards.describe(tiny, "绿岸步道项目", "en"), "en", "markdown")
    lines = shown.splitlines()
    assert lines[0] == "# Green Banks walkway"
    assert [line for line in lines if line.startswith("## ")] == ["## Statements", "## Figures", "## Passages"]
    assert "**→ is part of**" in lines
    assert "- Green Banks program  [1]" in lines
    row = (
        "Total investment",
        "Green Banks walkway",
        "target",
        "1.5 × 100 million yuan",
        "2030",
        "",
        "",
        "总投资1.5亿元",
    )
    assert f"| {' | '.join(row)} | [1] |" in lines


def test_references_on_a_card_lead_to_its_passages(tiny: PlanGraph) -> None:
    shown = rendering.card(cards.describe(tiny, "青石区", "en"), "en")
    head, _, tail = shown.partition("\nPassages\n")
    numbers = [line.split("]")[0][1:] for line in tail.splitlines() if line.startswith("[")]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    for number in numbers:
        assert f"[{number}]" in head


def test_a_card_without_the_documents_has_places_but_no_text(copy: Copy) -> None:
    (copy.folder / "sources" / "plan-2030.txt").unlink()
    shown = rendering.card(cards.describe(copy.load(), "石溪镇", "zh"), "zh")
    assert "字符94–145" in shown
    assert "实施" not in shown


def test_every_thing_of_the_real_graph_has_a_card(real: PlanGraph) -> None:
    spoken_of = [entry for entry in real.index if entry.weight > 20]
    assert len(spoken_of) >= 5
    for entry in spoken_of:
        card = cards.describe(real, entry.iri, "en")
        assert card.lines
        assert all(
            line.passages or line.rules or "distinct" in line.relation or "varies" in line.relation
            for line in card.lines
        )


def test_a_line_of_two_passages_has_both(copy: Copy) -> None:
    copy.append(STATEMENTS, "plan-2030:s009 { qingshi:clean-river-program jb:memberOf qingshi:three-programs }")
    lines = cards.describe(copy.load(), "清河工程", "zh").lines
    assert [line.passages for line in lines if line.relation == "列入"] == [(p(5), p(9))]


# -- what is no entity -----------------------------------------------------------------------------------------


def test_a_passage_shows_its_place_its_text_and_what_it_states(tiny: PlanGraph) -> None:
    shown = rendering.card(cards.describe(tiny, "plan-2030:s007", "zh"), "zh")
    assert shown == (
        "plan-2030:s007\n"
        "段落\n"
        "\n"
        "2030年水乡计划 · 二、重点任务 · 字符94–145\n"
        "    （一）实施清河工程，由区水务局牵头，在石溪镇建设河道整治项目，带动生态旅游业发展。\n"
        "\n"
        "基本信息\n"
        "  段落类别：句子\n"
        "  除去：plan-2030:s008\n"
        "\n"
        "所作陈述\n"
        "  区水务局\n"
        "    牵头 · 清河工程\n"
        "  河道整治项目\n"
        "    位于 · 石溪镇\n"
        "    发展 · 生态旅游业\n"
        "    属于 · 清河工程\n"
        "    阶段 · 谋划\n"
    )


def test_a_passage_with_figures_and_places_in_a_group(tiny: PlanGraph) -> None:
    card = cards.describe(tiny, "plan-2030:s014", "en")
    assert {figure.passage for figure in card.figures} == {p(14)}
    assert "【95%以上】" in rendering.card(card, "en")
    listed = {s.label: [line.label for line in s.lines] for s in cards.describe(tiny, "plan-2030:s005", "en").states}
    assert listed["Green Banks program"] == ["Three programs (2)"]


def test_a_passage_that_leaves_something_out_says_why(real: PlanGraph) -> None:
    facts = cards.describe(real, "plan-2021:s020", "zh").facts
    assert [fact.label for fact in facts if fact.relation == "未作陈述之处"]


def test_a_section_shows_its_place_and_what_stands_in_it(tiny: PlanGraph, real: PlanGraph) -> None:
    card = cards.describe(tiny, "plan-2030:section-tasks", "en")
    assert (card.type, card.en) == ("section", "2. Key tasks")
    assert ("in document", "Water town plan 2030") in [(fact.relation, fact.label) for fact in card.facts]
    assert list(card.passages) == [p(number) for number in range(6, 12)]
    shown = rendering.card(card, "en")
    assert "[2] plan-2030:s007 · characters 94–145\n    （一）实施" in shown
    inner = cards.describe(real, "plan-2021:section-p3-5", "en").outline
    assert [part.curie for part in inner] == [f"plan-2021:section-t{number}" for number in range(13, 17)]
    assert {part.level for part in inner} == {0}


def test_a_document_shows_its_metadata_and_outline(tiny: PlanGraph, real: PlanGraph) -> None:
    card = cards.describe(tiny, "plan-2030", "zh")
    facts = {fact.relation: fact.label for fact in card.facts}
    assert facts.items() >= {"题名": "青石区2030年水乡建设计划", "发布时间": "2030", "字符数": "329"}.items()
    assert [(part.label, part.level, part.passages) for part in card.outline] == [
        ("标题与署名", 0, 2), ("一、总体要求", 0, 3), ("二、重点任务", 0, 6), ("三、主要指标", 0, 5),
    ]  # fmt: skip
    assert "  二、重点任务  plan-2030:section-tasks  （6段）\n" in rendering.card(card, "zh")
    levels = [part.level for part in cards.describe(real, "plan-2021", "zh").outline]
    assert levels[:3] == [0, 0, 1]
    assert max(levels) == 2


def test_a_figure_is_called_by_what_it_says(tiny: PlanGraph) -> None:
    card = cards.describe(tiny, "plan-2030:s014-o3", "zh")
    assert card.zh == "河道水质达标率 · 青石区 · 目标 · ≥ 95% · 2030年"
    assert card.en == "Share of river water up to standard · Qingshi District · target · ≥ 95% · 2030"
    assert [figure.iri for figure in card.figures] == [f"{Q}plan-2030/s014-o3"]
    assert [(line.relation, line.label) for line in card.lines] == [("约束性", "是")]


def test_nodes_without_a_name_are_called_by_what_they_relate(tiny: PlanGraph) -> None:
    rows = tiny.rows("SELECT ?n ?t { VALUES ?t { jb:Responsibility jb:Membership } ?n a ?t } ORDER BY ?t ?n")
    titles = [cards.describe(tiny, str(row["n"]), "en").en for row in rows]
    assert "District water bureau · lead · Clean River program" in titles
    assert "Clean River program · Three programs" in titles


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("jb:Program", {("kind of", "undertaking"), ("instances", "2")}),
        ("jb:Undertaking", {("kinds of it", "project (jb:Project)")}),
        ("jb:partOf", {("from", "entity"), ("to", "entity")}),
        ("kind:target", {("vocabulary", "kinds of value"), ("used by", "observation × 6")}),
        ("https://w3id.org/jbgraph/vocabulary/kind", {("concept", "target (kind:target)")}),
        ("graph:derived-transitive-service", {("layer", "derived"), ("triples", "4")}),
        ("share-of-river-water-up-to-standard", {("unit", "per cent"), ("direction", "more is better")}),
    ],
)
def test_facts_of_terms_and_metrics(tiny: PlanGraph, name: str, facts: set[tuple[str, str]]) -> None:
    card = cards.describe(tiny, name, "en")
    assert {(fact.relation, fact.label) for fact in card.facts} >= facts
    assert card.description or "vocabulary" in card.type


def test_the_graph_of_a_rule_says_what_the_rule_does(tiny: PlanGraph) -> None:
    for lang, said in (("en", "serves"), ("zh", "服务于")):
        assert said in cards.describe(tiny, "graph:derived-transitive-service", lang).description


def test_what_a_rule_concludes_is_shown_by_the_name_of_the_rule(tiny: PlanGraph) -> None:
    for lang, said in (("en", "by rule transitive-service"), ("zh", "据规则 transitive-service")):
        assert said in rendering.card(cards.describe(tiny, "清河工程", lang), lang)
