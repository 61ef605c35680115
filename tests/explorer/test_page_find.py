"""The search box: things, types and questions as one types, in groups, by keyboard and for a screen reader."""

from __future__ import annotations

import pytest
from browser import Browser
from pages import counted, name_shown
from selenium.webdriver.common.keys import Keys

from jbgraph.explorer import Page


def typed(page: Browser, text: str) -> None:
    page.find("#query").send_keys(text)
    page.settle()


def heads(page: Browser) -> list[str]:
    return [head.text.split(" ")[0] for head in page.all("#hit-list .hit-head")]


@pytest.mark.parametrize(
    ("text", "name"), [("项目", "项目"), ("projects", "项目"), ("industries", "产业"), ("任务", "任务")]
)
def test_a_type_is_found_with_its_number_and_listed(page: Browser, text: str, name: str) -> None:
    held = int(page.text(f"[data-key='type {type_number(page, name)}'] .count").split("/")[1].replace(",", ""))
    typed(page, text)
    assert heads(page)[0] == "类型"
    first = page.find("#hit-list .hit")
    assert first.find_element("css selector", ".hit-name").text == name
    assert first.find_element("css selector", ".hit-type").text == f"共 {held} 个"
    page.find("#query").send_keys(Keys.ENTER)
    page.settle()
    assert name_shown(page) == name
    names = [button.text for button in page.all("#details li .name")]
    assert len(names) == min(60, held)
    assert f"list={ {'项目': 'Project', '产业': 'Industry', '任务': 'Task'}[name] }" in page.run("return location.hash")
    page.all("#details li .name")[0].click()
    page.settle()
    assert name_shown(page) == names[0]


def type_number(page: Browser, name: str) -> str:
    line = next(line for line in page.all("[data-key^='type ']") if name in line.text.split("\n"))
    return str(line.get_attribute("data-key")).removeprefix("type ")


def test_a_type_can_be_put_on_the_picture_or_left_alone_there(page: Browser) -> None:
    typed(page, "任务")
    page.find("#query").send_keys(Keys.ENTER)
    page.settle()
    before = counted(page)[0]
    page.click("#show-answer")
    assert counted(page)[0] >= before + 25, "the plan report numbers thirty tasks, of which the opening shows two"
    page.click("#only-type")
    number = type_number(page, "任务")
    assert counted(page)[0] == 30
    assert page.find(f"[data-key='type {number}']").get_attribute("aria-pressed") == "true"
    page.click("#undo")
    assert counted(page)[0] > 30


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("哪些目标没有指标", "哪些目标自身没有指标？"),
        ("2021年目标低于实际", "2021年哪些目标低于2020年实际？"),
        ("海尔 合作", "海尔与江北的合作在两份文件中有什么不同？"),
        ("targets below reached", "2021年哪些目标低于2020年实际？"),
    ],
)
def test_a_question_is_found_by_most_of_its_words(page: Browser, text: str, question: str) -> None:
    typed(page, text)
    assert "问题" in heads(page)
    found = [hit.text.split("\n") for hit in page.all("#hit-list .hit")]
    assert any(question in lines for lines in found)


def test_things_stand_with_the_questions_about_them(page: Browser) -> None:
    typed(page, "海尔")
    assert heads(page) == ["事物", "问题"]
    assert "海尔集团" in page.find("#hit-list [aria-selected='true']").text


def test_arrows_go_through_all_groups_and_round(page: Browser) -> None:
    typed(page, "海尔")
    box = page.find("#query")
    total = len(page.all("#hit-list [role=option]"))
    seen = []
    for _ in range(total):
        chosen = page.find("#hit-list [aria-selected='true']")
        assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        seen.append(chosen.text)
        box.send_keys(Keys.ARROW_DOWN)
    assert len(set(seen)) == total
    assert page.find("#hit-list [aria-selected='true']").text == seen[0]
    box.send_keys(Keys.ARROW_UP, Keys.ENTER)
    page.settle()
    assert page.text("#details .type") == "问题"


def test_the_list_is_a_listbox_of_named_groups(page: Browser) -> None:
    # WAI-ARIA 1.2, listbox: its children are options, or groups of options with a name
    typed(page, "项目")
    assert page.run("""return [...document.getElementById('hit-list').children].every((group) =>
        group.getAttribute('role') === 'group' && document.getElementById(group.getAttribute('aria-labelledby'))
        && [...group.children].every((e) => ['option', 'presentation'].includes(e.getAttribute('role'))))""")
    assert page.find("#query").get_attribute("aria-expanded") == "true"
    total = sum(int(head.text.split(" ")[1].replace(",", "")) for head in page.all("#hit-list .hit-head"))
    shown = len(page.all("#hit-list .hit"))
    assert page.text("#hit-count") == f"共 {total} 个，显示前 {shown} 个"
    page.press(Keys.ESCAPE)
    assert page.find("#query").get_attribute("aria-expanded") == "false"


def test_in_english_it_speaks_english(browser: Browser, made: Page) -> None:
    browser.open(made.path, "#lang=en")
    typed(browser, "projects")
    assert heads(browser)[0] == "Types"
    browser.find("#query").send_keys(Keys.ENTER)
    browser.settle()
    assert name_shown(browser) == "Project"
    assert browser.text("#only-type") == "Only this type on the picture"


def test_before_one_types_it_offers_questions_those_to_begin_with_first(page: Browser) -> None:
    page.click("#query")
    offered = [name.text for name in page.all("#hit-list .hit-name")]
    assert offered[:3] == [
        "哪些项目支撑产业发展现代化？",
        "2021年哪些目标低于2020年实际？",
        "海尔与江北的合作在两份文件中有什么不同？",
    ]
    assert len(offered) > 3
    page.press(Keys.ENTER)
    assert not page.find("#details").is_displayed(), "nothing is chosen yet"
    page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    assert page.text("#details h2") == "2021年哪些目标低于2020年实际？"


def test_another_end_is_not_a_question(page: Browser) -> None:
    page.find("#query").send_keys("海尔集团", Keys.ENTER)
    page.settle()
    page.click("#why")
    assert page.all("#hit-list .hit") == [] or not page.find("#hits").is_displayed()
