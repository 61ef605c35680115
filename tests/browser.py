"""A browser for tests of pages: Chromium without a window, watched for requests and for errors in its console."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars", "--lang=en",
)  # fmt: skip


class Browser:
    """One tab, and what a person does in it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path, fragment: str = "", *, width: int = 1440, height: int = 900, dark: bool = False) -> None:
        """Open a file afresh in a window of this size, and wait until it says that it is ready."""
        self.size(width, height)
        scheme = "dark" if dark else "light"
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(page.resolve().as_uri() + fragment)
        self.until("document.documentElement.dataset.ready === 'true'")
        self.settle()

    def size(self, width: int, height: int) -> None:
        """Give the page this many pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def run(self, script: str, *args: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, *args)

    def until(self, condition: str, seconds: float = 15) -> None:
        """Wait until an expression is true in the page."""
        WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(lambda _: self.run(f"return {condition}"))

    def settle(self) -> None:
        """Wait until the page has drawn what it was asked to draw."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)))"
        )

    def find(self, selector: str) -> WebElement:
        """Return the first element of a CSS selector."""
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[WebElement]:
        """Return every element of a CSS selector."""
        return self.driver.find_elements("css selector", selector)

    def text(self, selector: str) -> str:
        """Return the text of an element as it is in the page, seen or not."""
        return str(self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector))

    def click(self, selector: str) -> None:
        """Click an element."""
        self.find(selector).click()
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, where the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()
        self.settle()

    def point(self, element: WebElement, x: float, y: float, *, twice: bool = False) -> None:
        """Click, or double-click, at a place in an element, in pixels from its upper left corner."""
        box = element.rect
        move = ActionChains(self.driver).move_to_element_with_offset(
            element, round(x - box["width"] / 2), round(y - box["height"] / 2)
        )
        (move.double_click() if twice else move.click()).perform()
        self.driver.execute_async_script("setTimeout(arguments[0], 350)")  # vis-network tells click from double-click
        self.settle()

    def requests(self) -> list[str]:
        """Return the addresses asked for since the page was opened, the page itself and `data:` aside."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return [url for url in found if not url.startswith(("data:", "about:")) and ".html" not in url]

    def errors(self) -> list[str]:
        """Return what the console has complained of since the page was opened."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def shot(self, path: Path) -> None:
        """Write a picture of what is on the screen."""
        self.driver.save_screenshot(str(path))


@contextmanager
def started() -> Iterator[Browser]:
    """Start a browser and end it; skip the test where there is none."""
    if not CHROMIUM or not DRIVER:
        pytest.skip("Chromium and its driver are not installed")
    options = Options()
    options.binary_location = CHROMIUM
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
