"""Finding things in the explorer."""

from __future__ import annotations

import pytest
from browser import Browser
from pages import name_shown
from selenium.webdriver.common.keys import Keys


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("雕琢城市名片", "雕琢城市名片"),
        ("calling cards", "雕琢城市名片"),
        ("diaozhuochengshi", "雕琢城市名片"),
        ("dzcsmp", "雕琢城市名片"),
        ("经济总量", "地区生产总值"),
    ],
)
def test_search_finds_and_goes_there(page: Browser, typed: str, name: str) -> None:
    page.find("#query").send_keys(typed)
    page.settle()
    names = [item.text for item in page.all("#hit-list .hit-name")]
    assert name in names
    for _ in range(names.index(name)):
        page.find("#query").send_keys(Keys.ARROW_DOWN)
    assert name in page.find("#hit-list [aria-selected='true']").text
    page.find("#query").send_keys(Keys.ENTER)
    page.settle()
    assert name_shown(page) == name
    assert "id=" in page.run("return location.hash")
    assert not page.find("#hits").is_displayed()


def test_search_says_when_it_finds_nothing(page: Browser) -> None:
    page.find("#query").send_keys("zzzzqq")
    page.settle()
    assert "zzzzqq" in page.text("#hit-count")
    assert page.all("#hit-list li") == []
