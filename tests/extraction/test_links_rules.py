"""Links one by one: parts, stages, places, industries, ends, duties; what is concluded is only suggested."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_outlines import outline

from jbgraph.extraction import links, names
from jbgraph.extraction.findings import Link
from jbgraph.extraction.words import words

TASK = "加快城市建设"


def found(*sentences: str, done: bool = False) -> list[Link]:
    """Return the links of sentences under a task, or under a section on what was done."""
    made = outline(("成效", "done", False, sentences if done else ()), (TASK, "to-do", True, () if done else sentences))
    return links.find(made, names.find(made).named).links


def triples(*sentences: str, done: bool = False) -> set[tuple[str, str, str]]:
    """Return them as subject, property and object, but for the tasks' places in their groups."""
    return {(one.subject, one.property, one.object) for one in found(*sentences, done=done) if one.subject != TASK} | {
        (one.subject, one.property, one.object)
        for one in found(*sentences, done=done)
        if one.subject == TASK and one.property != "partOf"
    }


def roles(*sentences: str, done: bool = False) -> set[tuple[str, str, str]]:
    """Return who has which role in what."""
    return {
        (one.subject, one.role, one.object) for one in found(*sentences, done=done) if one.property == "responsibleFor"
    }


def test_a_task_is_part_of_its_group() -> None:
    made = outline(("一组", "to-do", False, ()), ("甲任务", "to-do", True, ()), ("乙任务", "to-do", True, ()))
    result = links.find(made, []).links
    assert [(one.subject, one.property, one.object) for one in result] == [
        ("甲任务", "partOf", "一组"),
        ("乙任务", "partOf", "一组"),
    ]
    assert [one.span.passage for one in result] == [2, 3]


def test_projects_are_part_of_their_task_with_a_stage() -> None:
    assert triples("加快建设青龙大桥、云顶水库。") == {
        ("青龙大桥", "partOf", TASK),
        ("青龙大桥", "stage", "stage:under-way"),
        ("云顶水库", "partOf", TASK),
        ("云顶水库", "stage", "stage:under-way"),
    }


def test_what_was_done_is_part_of_its_section() -> None:
    assert ("青龙大桥", "stage", "stage:done") in triples("青龙大桥建成通车。", done=True)
    assert ("青龙大桥", "partOf", "成效") in triples("青龙大桥建成通车。", done=True)


def test_places_nest_and_a_list_shares_its_head() -> None:
    result = triples("与四川省巴中市、德阳市以及成都市青羊区、大邑县建立合作关系。")
    assert {
        ("巴中市", "locatedIn", "四川省"),
        ("德阳市", "locatedIn", "四川省"),
        ("青羊区", "locatedIn", "成都市"),
        ("大邑县", "locatedIn", "成都市"),
    } <= result


def test_works_are_where_their_name_says() -> None:
    result = triples("加快实施柳林路、杏林路等地下综合管廊工程，推进白沙镇污水处理厂建设。")
    assert ("柳林路地下综合管廊工程", "locatedIn", "柳林路") in result
    assert ("杏林路地下综合管廊工程", "locatedIn", "杏林路") in result
    assert ("白沙镇污水处理厂", "locatedIn", "白沙镇") in result


def test_works_that_places_share_are_in_each() -> None:
    result = triples("建成白沙镇柳树村、王家湾农村人居环境整治示范片区。", done=True)
    name = "农村人居环境整治示范片区"
    assert {(name, "locatedIn", "柳树村"), (name, "locatedIn", "王家湾"), ("柳树村", "locatedIn", "白沙镇")} <= result


def test_what_has_landed_is_here() -> None:
    made = [one for one in found("宁德时代、比亚迪相继落户。", done=True) if one.property == "locatedIn"]
    assert {(one.subject, one.object, one.suggested) for one in made} == {
        ("宁德时代", "青石县", False),
        ("比亚迪", "青石县", False),
    }


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("关于四川省南江市白石区2029年计划的报告", "白石区"),
        ("南江市2029年政府工作报告", "南江市"),
        ("关于青石自治县2028年国民经济和社会发展计划执行情况的报告", "青石自治县"),
    ],
)
def test_the_place_of_a_document_is_named_without_what_it_is_in(title: str, place: str) -> None:
    assert links.home(outline(title=title)) == place


def test_zones_of_a_place_are_in_it_and_places_in_the_zone_they_stand_under() -> None:
    result = triples(
        "西段地区建设高品质生活区，白石港区重点发展现代物流。",
        "东段地区拓展空间，黄沙园区重点发展旅游业。",
    )
    assert {
        ("西段", "locatedIn", "青石县"),
        ("白石港区", "locatedIn", "西段"),
        ("黄沙园区", "locatedIn", "东段"),
    } <= result
    assert ("黄沙园区", "locatedIn", "西段") not in result


def test_a_campaign_is_at_the_places_it_stands_behind() -> None:
    result = triples("白水河、清溪河“碧水”工程初见成效。", done=True)
    assert {place for name, link, place in result if link == "locatedIn" and "碧水" in name} == {"白水河", "清溪河"}


def test_places_develop_what_a_zoning_paragraph_gives_them() -> None:
    result = triples("白石港区、青龙片区重点发展生物医药、先进制造业，前瞻性布局未来产业；黄沙园区重点发展现代物流。")
    for place in ("白石港区", "青龙片区"):
        for branch in ("生物医药", "先进制造业", "未来产业"):
            assert (place, "develops", branch) in result
    assert ("黄沙园区", "develops", "现代物流") in result
    assert ("黄沙园区", "develops", "生物医药") not in result


def test_a_task_develops_what_it_is_told_to() -> None:
    assert (TASK, "develops", "数字经济") in triples("大力发展数字经济、绿色金融。")
    assert (TASK, "develops", "绿色金融") in triples("大力发展数字经济、绿色金融。")


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        ("汽车产业产值增长12%，电子商务快速发展。", {"汽车产业", "电子商务"}),
        ("以宁德时代为代表的新材料产业逐渐壮大。", {"新材料产业"}),
        ("直播带货、云旅游等“宅经济”加快兴起。", {"直播带货", "云旅游", "“宅经济”"}),
        ("大力发展医疗卫生、文化教育、体育事业。", {"医疗卫生", "文化教育", "体育事业"}),
    ],
)
def test_a_section_on_what_was_done_develops_what_it_speaks_of(text: str, branches: set[str]) -> None:
    made = {(one.subject, one.object) for one in found(text, done=True) if one.property == "develops"}
    assert {("成效", branch) for branch in branches} <= made


@pytest.mark.parametrize(
    "text",
    [
        "以大数据为支撑提升治理水平。",
        "充分利用物联网等手段。",
        "新认证绿色食品10个。",
        "提升城市的金融、商贸服务、物流保税功能。",
        "在教育、物流、金融等领域与友好城市深化合作。",
        "经济持续健康发展。",
    ],
)
def test_what_is_only_a_means_or_a_field_of_cooperation_is_not_developed(text: str) -> None:
    assert not [one for one in found(text) if one.property == "develops"]


def test_a_place_develops_the_industries_that_are_drawn_to_it() -> None:
    result = triples("支持新型金融、数字经济向白石港区集聚。")
    assert {("白石港区", "develops", "新型金融"), ("白石港区", "develops", "数字经济")} <= result


def test_a_task_serves_a_goal_only_where_the_text_says_so() -> None:
    assert (TASK, "serves", "率先推进城市能级现代化") in triples("落实“率先推进城市能级现代化”要求，加快建设青龙大桥。")
    assert not {link for link in triples("加快建设青龙大桥，推进城市能级现代化。") if link[1] == "serves"}


def test_a_task_or_the_place_spoken_of_aims_at_an_end() -> None:
    assert (TASK, "aimsAt", "西部智造高地") in triples("着力打造西部智造高地。")
    assert ("白石港区", "aimsAt", "港口型国家物流枢纽") in triples("白石港区打造港口型国家物流枢纽。")


def test_what_a_place_of_a_task_aims_at_the_task_aims_at() -> None:
    assert (TASK, "aimsAt", "港口型国家物流枢纽") in triples("白石港区打造港口型国家物流枢纽。")


def test_an_end_can_stand_between_the_verb_and_what_is_built() -> None:
    result = triples("推进“智造重镇”“智慧名城”建设，建设海绵城市、韧性城市。")
    ends = {other for subject, link, other in result if (subject, link) == (TASK, "aimsAt")}
    assert {"“智造重镇”", "“智慧名城”", "海绵城市", "韧性城市"} <= ends


def test_rows_of_tables_name_nothing() -> None:
    made = outline(("指标", "to-do", True, ("数字经济增加值占地区生产总值比重", "青龙大桥建成通车")))
    rows = tuple(replace(one, kind="row") if one.kind == "sentence" else one for one in made.passages)
    table = replace(made, passages=rows)
    assert names.find(table).named == []


def test_members_of_a_set() -> None:
    result = triples("搭建政策协同、技能提升、精准帮扶“三大平台”。")
    assert {("政策协同", "memberOf", "“三大平台”"), ("精准帮扶", "memberOf", "“三大平台”")} <= result


# -- who ---------------------------------------------------------------------------------------------------------


def test_duties_in_the_words_of_the_text() -> None:
    assert roles("由市发展改革委牵头，市财政局、市交通局配合。") == {
        ("市发展改革委", "lead", TASK),
        ("市财政局", "cooperate", TASK),
        ("市交通局", "cooperate", TASK),
    }


def test_labelled_duties_belong_to_what_stands_before_them() -> None:
    assert roles("加快建设青龙大桥。（牵头单位：县交通局；配合单位：县财政局、白沙镇）") == {
        ("县交通局", "lead", "青龙大桥"),
        ("县财政局", "cooperate", "青龙大桥"),
        ("白沙镇", "cooperate", "青龙大桥"),
    }


@pytest.mark.parametrize(
    ("text", "done", "role"),
    [
        ("引进宁德时代、比亚迪等企业。", True, "attracted"),
        ("宁德时代、比亚迪等企业相继落户。", True, "attracted"),
        ("支持宁德时代、比亚迪等企业上市。", False, "supported"),
        ("密切跟踪宁德时代、比亚迪等企业。", False, "prospect"),
        ("与宁德时代、比亚迪等企业深化战略合作。", False, "partner"),
    ],
)
def test_roles_of_firms_by_the_verb(text: str, done: bool, role: str) -> None:
    section = "成效" if done else TASK
    assert roles(text, done=done) == {("宁德时代", role, section), ("比亚迪", role, section)}


def test_who_stands_for_an_industry_and_who_runs_a_house() -> None:
    assert ("天元", "represents", "新能源汽车产业") in roles("以天元、宏图为代表的新能源汽车产业加快发展。")
    assert ("青石银行", "run", "绿色金融孵化中心") in roles("青石银行设立绿色金融孵化中心。", done=True)


def test_no_duty_is_made_up() -> None:
    assert roles("加快建设青龙大桥，青石银行业务增长。") == set()


# -- the whole ---------------------------------------------------------------------------------------------------


def test_every_link_stands_in_its_passage_with_a_known_rule() -> None:
    text = "推进青龙大桥、云顶水库等项目建设，大力发展数字经济，由县交通局牵头。"
    made = outline(("成效", "done", False, ()), (TASK, "to-do", True, (text,)))
    result = links.find(made, names.find(made).named).links
    rules = words("links")["confidence"]
    assert result
    for one in result:
        run = made.passages[one.span.passage - 1].run
        assert run.start <= one.span.start < one.span.end <= run.end
        assert one.basis.rule.removeprefix("links/") in rules
        assert one.basis.confidence == rules[one.basis.rule.removeprefix("links/")]


def test_a_link_is_given_once_and_the_same_each_time() -> None:
    first = found("加快建设青龙大桥，推进青龙大桥建设。")
    assert len({(one.subject, one.property, one.object) for one in first}) == len(first)
    assert first == found("加快建设青龙大桥，推进青龙大桥建设。")
