"""Rules of names one by one: kinds, stages, shared words of lists, numbered sets, the register, what is left open."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from made_outlines import outline

from jbgraph.extraction import names
from jbgraph.extraction.findings import Findings, Named
from jbgraph.extraction.names import sentence
from jbgraph.extraction.names.clauses import number
from jbgraph.extraction.words import words


def kinds(text: str, part: str = "to-do") -> dict[str, str]:
    """Return the names of a sentence with their kinds."""
    return {one.name: one.kind for one in sentence(text, part)}


def stages(text: str, part: str = "to-do") -> dict[str, str]:
    """Return the names of a sentence that have a stage, with it."""
    return {one.name: one.stage for one in sentence(text, part) if one.stage}


def read(text: str, register: names.Register | None = None, *more: str) -> Findings:
    """Return what a task of these sentences names."""
    return names.find(outline(("加快城市建设", "to-do", True, (text, *more))), register)


def named(text: str, register: names.Register | None = None) -> dict[str, Named]:
    """Return what a sentence names, by name."""
    return {one.name: one for one in read(text, register).named}


# -- stages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "done", "todo"),
    [
        ("青龙大桥建成通车。", "done", "planned"),
        ("建成青龙大桥。", "done", "planned"),
        ("加快推进青龙大桥建设。", "under-way", "under-way"),
        ("青龙大桥加快推进。", "under-way", "under-way"),
        ("开工建设青龙大桥。", "started", "started"),
        ("青龙大桥项目开工。", "started", "started"),
        ("争取青龙大桥开工建设。", "seeking", "seeking"),
        ("谋划青龙大桥等项目。", "seeking", "seeking"),
        ("推动青龙大桥通车。", "done", "under-way"),
        ("成功引进青龙数据中心项目。", "done", "seeking"),
        ("关停青龙化工厂。", "ended", "ended"),
    ],
)
def test_the_verb_and_the_part_give_the_stage(text: str, done: str, todo: str) -> None:
    assert set(stages(text, "done").values()) == {done}
    assert set(stages(text, "to-do").values()) == {todo}


def test_a_verb_that_acts_on_what_is_there_gives_no_stage() -> None:
    assert stages("提升青龙金融港等平台能级。") == {}


def test_policies_that_are_issued_are_done_or_planned() -> None:
    assert stages("出台支持民营经济发展若干措施。", "done") == {"支持民营经济发展若干措施": "done"}
    assert stages("抓紧出台农村地区总体规划。") == {"农村地区总体规划": "planned"}
    assert stages("落实支持民营经济发展若干措施。", "done") == {}


def test_campaigns_that_are_fought_go_on_and_those_set_out_have_no_stage() -> None:
    assert stages("坚决打好污染防治攻坚战。", "done") == {"污染防治攻坚战": "under-way"}
    assert stages("开展“平安护航”专项行动。") == {}


def test_what_somebody_is_helped_to_build_is_under_way() -> None:
    assert stages("支持天元集团建设青龙科技大厦。", "done") == {"青龙科技大厦": "under-way"}


def test_a_hub_of_a_region_or_the_nation_is_no_building() -> None:
    assert kinds("建设区域性物流中心。") == {"区域性物流中心": "Objective"}
    assert kinds("推进港口型国家物流枢纽建设。") == {"港口型国家物流枢纽": "Objective"}
    assert kinds("建设青龙国际会议中心。") == {"青龙国际会议中心": "Project"}


def test_a_list_is_no_end_but_a_list_of_what_an_end_is_like_belongs_to_it() -> None:
    assert "Objective" not in kinds("打造天元科学城、宏图中试基地等创新平台。").values()
    assert kinds("构建养老、孝老、敬老的社会环境。")["养老、孝老、敬老的社会环境"] == "Objective"


def test_the_number_of_a_list_is_no_part_of_its_last_industry() -> None:
    found = kinds("做大做强电子信息、装备制造三大主导产业。")
    assert {name for name, kind in found.items() if kind == "Industry"} == {"电子信息", "装备制造"}


def test_the_new_site_of_a_body_is_built() -> None:
    assert kinds("加快建设省疾病预防控制中心新址。")["省疾病预防控制中心新址"] == "Project"


def test_the_region_of_the_domestic_product_is_no_place() -> None:
    text = "人均地区生产总值突破8万元，数字经济增加值占地区生产总值比重提高2个百分点。"
    assert "Place" not in kinds(text).values()


# -- lists -------------------------------------------------------------------------------------------------------


def test_the_noun_behind_a_list_says_what_its_members_are() -> None:
    assert kinds("支持天元、宏图、北辰等企业做大做强。") == dict.fromkeys(("天元", "宏图", "北辰"), "Organization")
    assert kinds("推进天元、宏图、北辰等项目建设。") == dict.fromkeys(("天元", "宏图", "北辰"), "Project")
    assert kinds("抓好天元岭、宏图坡、北辰坪等片区开发。") == dict.fromkeys(("天元岭", "宏图坡", "北辰坪"), "Place")


def test_projects_named_by_their_firms_are_firms() -> None:
    assert kinds("引进欧冶、泰山体育集团等重点项目12个。", "done")["泰山体育集团"] == "Organization"
    assert kinds("引进欧冶、泰山体育集团等重点项目12个。", "done")["欧冶"] == "Organization"


def test_members_share_the_works_behind_them() -> None:
    found = kinds("加快实施柳林路、杏林路等地下综合管廊工程。")
    assert found == {
        "柳林路": "Place",
        "柳林路地下综合管廊工程": "Project",
        "杏林路": "Place",
        "杏林路地下综合管廊工程": "Project",
    }


def test_a_later_village_shares_the_tail_of_the_list() -> None:
    found = kinds("建成白沙镇柳树村、王家湾农村人居环境整治示范片区。", "done")
    assert {"白沙镇", "柳树村", "王家湾"} <= found.keys()
    assert found["农村人居环境整治示范片区"] == "Project"


def test_works_of_two_rivers_have_one_name() -> None:
    found = kinds("加快推进丹江、汉水河流域生态廊道建设。")
    assert found["丹江、汉水河流域生态廊道"] == "Project"


def test_a_list_inside_a_name_is_not_taken_apart() -> None:
    assert kinds("“两江四岸”核心区整体提升、龙桥立交改造等项目提速实施。", "done") == {
        "“两江四岸”": "Place",
        "“两江四岸”核心区整体提升": "Project",
        "龙桥立交改造": "Project",
    }


def test_quoted_names_side_by_side_are_a_list() -> None:
    found = kinds("“七彩云岭”“蜜香柳园”等农旅示范点加快建设。", "done")
    assert found["“七彩云岭”"] == found["“蜜香柳园”"] == "Project"


def test_what_closes_behind_a_comma_closes_the_list_before_it() -> None:
    found = kinds("青龙国际中心、云顶广场，龙桥立交改造等项目提速实施。", "done")
    assert found == dict.fromkeys(("青龙国际中心", "云顶广场", "龙桥立交改造"), "Project")


@pytest.mark.parametrize(
    "text",
    [
        "加强基础设施建设，推进重点项目建设。",
        "继续抓好公共服务设施、城市道路、污水管网等建设。",
        "新建社区养老服务站21个、街镇养老服务中心7个。",
        "完善体制机制，优化营商环境，形成新格局。",
        "提高政务服务水平，保持经济平稳增长。",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert not {"Project", "Organization", "Place"} & set(kinds(text).values())


# -- bodies, places, and things in marks -------------------------------------------------------------------------


def test_bodies_by_their_last_word() -> None:
    found = kinds("青石银行设立绿色金融孵化中心，县人民医院、市第三中学参与，与同济大学合作。", "done")
    assert found["青石银行"] == found["县人民医院"] == found["同济大学"] == "Organization"
    assert found["绿色金融孵化中心"] == "Project"


def test_a_firm_that_stands_for_an_industry() -> None:
    found = kinds("以天元、宏图为代表的新能源汽车产业加快发展。", "done")
    assert found["天元"] == found["宏图"] == "Organization"
    assert found["新能源汽车产业"] == "Industry"


def test_places_nest() -> None:
    assert kinds("与四川省巴中市、德阳市以及成都市青羊区、大邑县合作。") == dict.fromkeys(
        ("四川省", "巴中市", "德阳市", "成都市", "青羊区", "大邑县"), "Place"
    )


def test_policies_campaigns_events_honours_and_aims() -> None:
    found = kinds(
        "落实《优化营商环境条例》，深入实施“青石英才计划”，开展“设备换芯”“机器换人”行动，打好蓝天保卫战，"
        "举办首届“山城”国际街舞大赛，争创全国文明城市，打造西部智造高地。"
    )
    assert found["《优化营商环境条例》"] == "Policy"
    assert found["“青石英才计划”"] == "Policy"
    assert found["“设备换芯”"] == found["“机器换人”行动"] == found["蓝天保卫战"] == "Program"
    assert found["“山城”国际街舞大赛"] == "Event"
    assert found["西部智造高地"] == "Objective"
    assert "全国文明城市" in found


def test_regions_of_the_nation_are_opportunities_and_no_places() -> None:
    assert kinds("深度融入“一带一路”、长江经济带、成渝地区双城经济圈建设。") == dict.fromkeys(
        ("“一带一路”", "长江经济带", "成渝地区双城经济圈"), "Opportunity"
    )


# -- numbered sets -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [("14个", 14), ("三个", 3), ("十二家", 12), ("二十项", 20), ("一百零八", 108), ("两条", 2), ("个", None)],
)
def test_counts_in_either_numerals(text: str, value: int | None) -> None:
    assert number(text) == value


def test_a_set_knows_its_size_and_members() -> None:
    made = named("搭建政策协同、技能提升、精准帮扶“三大平台”。")["“三大平台”"]
    assert (made.kind, made.size, made.members) == ("Group", 3, ("政策协同", "技能提升", "精准帮扶"))
    made = named("推进三大工程：青龙大桥、云顶水库、龙桥立交。")["三大工程"]
    assert (made.size, made.members) == (3, ("青龙大桥", "云顶水库", "龙桥立交"))


def test_a_sample_names_some_of_many() -> None:
    made = named("青龙、云顶等16家金融机构落户。")["16家金融机构"]
    assert (made.size, made.members) == (16, ("青龙", "云顶"))
    assert read("青龙、云顶等16家金融机构落户。").gaps == []


def test_a_count_that_does_not_agree_is_a_gap() -> None:
    gaps = read("搭建政策协同、技能提升“三大平台”。").gaps
    assert [gap.kind for gap in gaps] == ["count"]
    gaps = read("推进青龙大桥、云顶水库、龙桥立交等2个项目建设。").gaps
    assert [gap.kind for gap in gaps] == ["count"]
    assert "2" in gaps[0].message[0]
    assert "3" in gaps[0].message[1]


def test_a_quoted_name_nothing_is_known_of_is_a_gap() -> None:
    result = read("构建“亲清”政商关系。")
    assert [(gap.kind, gap.span and gap.span.quote) for gap in result.gaps] == [("quoted-name", "“亲清”")]


# -- the register ------------------------------------------------------------------------------------------------

HAIER = {
    "海尔": [("urn:haier", "Organization")],
    "海尔集团": [("urn:haier", "Organization")],
    "观音桥商圈": [("urn:shops", "Place")],
    "小苑": [("urn:estate", "Place"), ("urn:plot", "Project")],
}


def test_what_the_register_knows_is_recognised_by_any_name() -> None:
    found = named("支持海尔、海尔集团发展，提升观音桥商圈品质。", HAIER)
    assert found["海尔"].known == found["海尔集团"].known == "urn:haier"
    assert found["观音桥商圈"].known == "urn:shops"
    assert found["海尔"].basis.rule == "names/known"


def test_look_alikes_are_not_merged() -> None:
    found = named("海尔智能电子、海尔等企业加快发展，启动海尔路节点立交、海尔研究院建设。", HAIER)
    assert found["海尔智能电子"].known == ""
    assert found["海尔路节点立交"].known == ""
    assert found["海尔"].known == "urn:haier"


def test_one_name_for_two_things_is_settled_by_kind_or_left_open() -> None:
    assert named("推进小苑、塔坪等地块征收。", HAIER)["小苑"].known == "urn:estate"
    assert named("小苑很好。", HAIER).get("小苑") is None


def test_short_names_of_places_come_from_their_long_names() -> None:
    found = read("推动白石岭商圈扩容。", None, "白石岭重点发展现代服务业。").named
    assert [(one.name, one.kind) for one in found if one.name == "白石岭"] == [("白石岭", "Place")]


# -- the whole ---------------------------------------------------------------------------------------------------


def test_spans_are_those_of_the_published_text() -> None:
    made = outline(("加快城市建设", "to-do", True, ("加快建设青龙大桥。",)))
    for one in names.find(made).named:
        assert made.text.published[one.span.start : one.span.end] == one.name
        assert one.span.quote == one.name[:20]
        assert one.span.passage == 2


def test_every_rule_has_its_confidence_and_no_word_is_listed_twice() -> None:
    data = words("names")
    assert all(0 < value <= 1 for value in data["confidence"].values())
    for name, table in data.items():
        for key, found in table.items():
            if isinstance(found, list):
                assert len(found) == len(set(found)), (name, key)


def test_a_workspace_adds_words(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text('[heads]\nproject = ["天眼"]\n', "utf-8")
    made = outline(("加快城市建设", "to-do", True, ("加快建设平塘天眼。",)))
    assert not names.find(made).named
    assert [one.name for one in names.find(made, rules=tmp_path).named] == ["平塘天眼"]


def test_the_same_text_gives_the_same_names() -> None:
    made = outline(("加快城市建设", "to-do", True, ("推进青龙大桥、云顶水库等12个项目，落实“三变”改革。",)))
    assert names.find(made, HAIER) == names.find(made, HAIER)


@pytest.mark.parametrize(
    "char", ["。", "、", "“", "”", "（", "《", "1", "等", "推", "建设", "海尔", "和", "一", "“三", "区县"]
)
def test_one_thing_over_and_over_does_no_harm(char: str) -> None:
    text = (char * names.LONGEST)[: names.LONGEST]
    assert all(one.end <= len(text) for one in sentence(text))


def test_what_is_too_long_for_a_sentence_is_left_with_a_gap() -> None:
    result = read("推进青龙大桥建设" * 100_000)
    assert [one for one in result.named if one.span.passage == 2] == []
    assert [gap.kind for gap in result.gaps] == ["text"]


def test_any_characters_do_no_harm() -> None:
    rolls = random.Random(7)
    letters = "“”《》（）、，。；：等和与及个家项目工程建设推进加快青龙大桥区县镇村河1234567890年% \tABC三十二大"
    for _ in range(200):
        text = "".join(rolls.choices(letters, k=120))
        for one in sentence(text):
            assert 0 <= one.start < one.end <= len(text)
            assert one.name
