"""What one takes along from the explorer page: link, Markdown, SPARQL, SVG, PNG, paper."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import resvg_py
from browser import Browser
from pages import HOSTILE, counted, name_shown, show
from PIL import Image
from selenium.webdriver.common.keys import Keys
from taking import NAMES, downloaded, expand, hostile_graph, keep, pasted
from test_page_table import TOWN, expected

from jbgraph.explorer import Page, explore
from jbgraph.graph import Graph
from jbgraph.terms import BASE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def hostile(browser: Browser, tmp_path: Path) -> tuple[Browser, Graph]:
    """A page of names that try to do harm, all of them on the picture."""
    graph = hostile_graph(tmp_path)
    found = explore(graph, tmp_path / "hostile.html")
    assert found.path
    browser.open(found.path)
    browser.click("#table-toggle")
    browser.click("#table tbody [data-act='expand']")
    browser.click("#table-toggle")
    assert len(browser.run("return explorer.shown()")) > len(NAMES)
    return browser, graph


def saved(browser: Browser, folder: Path, what: str) -> Path:
    return downloaded(browser, folder, lambda: keep(browser, what))


def words(file: Path) -> list[str]:
    return ["".join(text.itertext()) for text in ET.parse(file).iter(f"{SVG}text")]


def squeezed(text: str) -> str:
    return re.sub(r"[\s…]", "", text)


def raster(file: Path) -> Image.Image:
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=file.read_text("utf-8"))))).convert("RGB")


def colors(picture: Image.Image) -> dict[tuple[int, ...], int]:
    """Return how many pixels have each colour."""
    return {
        color: n for n, color in picture.getcolors(picture.width * picture.height) or [] if isinstance(color, tuple)
    }


def inked(picture: Image.Image) -> float:
    """Return the share of a picture that is not its ground."""
    ground = picture.getpixel((1, 1))
    assert isinstance(ground, tuple)
    return 1 - colors(picture)[ground] / (picture.width * picture.height)


def test_the_menu_is_a_menu(page: Browser) -> None:
    assert not page.find("#keep-menu").is_displayed()
    page.run("document.getElementById('keep').focus()")
    page.press(Keys.ARROW_DOWN)
    assert page.find("#keep").get_attribute("aria-expanded") == "true"
    active = "return document.activeElement.id"
    assert page.run(active) == "keep-link"
    page.press(Keys.ARROW_DOWN)
    assert page.run(active) == "keep-markdown"
    page.press(Keys.END)
    assert page.run(active) == "keep-print"
    page.press(Keys.ARROW_DOWN)
    assert page.run(active) == "keep-link"
    page.press(Keys.ESCAPE)
    assert not page.find("#keep-menu").is_displayed()
    assert page.run(active) == "keep"
    page.click("#keep")
    page.find("#title").click()
    assert not page.find("#keep-menu").is_displayed()
    assert page.find("#keep").get_attribute("aria-expanded") == "false"
    page.click("#lang-en")
    page.click("#keep")
    entries = [entry.text for entry in page.all("#keep-menu [role='menuitem'] > span:first-child")]
    assert entries[0] == "Copy link"
    assert not re.search("[\u4e00-\u9fff]", "".join(entries))


def test_the_link_opens_this_view(page: Browser, made: Page) -> None:
    expand(page, "雕琢城市名片")
    shown, view = page.run("return [explorer.shown(), explorer.view()]")
    keep(page, "link")
    assert "链接" in page.text("#notice")
    link = pasted(page)
    assert made.path
    assert link.startswith(made.path.resolve().as_uri() + "#")
    page.open(made.path, link[link.index("#") :])
    assert page.run("return explorer.shown()") == shown
    assert page.run("return explorer.view()") == view
    assert name_shown(page) == "雕琢城市名片"


def test_a_refused_clipboard_is_gone_around(page: Browser) -> None:
    setting = {"permission": {"name": "clipboard-write"}, "setting": "denied"}
    page.driver.execute_cdp_cmd("Browser.setPermission", setting)
    try:
        asked = "navigator.permissions.query({name: 'clipboard-write'}).then((found) => arguments[0](found.state))"
        assert page.driver.execute_async_script(asked) == "denied"
        keep(page, "link")
        assert page.run("return document.activeElement.id") == "keep"
        assert page.all("textarea") == []
        assert pasted(page).startswith(page.run("return location.href.split('#')[0]") + "#")
    finally:
        page.driver.execute_cdp_cmd("Browser.setPermission", {**setting, "setting": "granted"})


def test_markdown_has_every_thing_and_statement_with_its_source(page: Browser, graph: Graph) -> None:
    expand(page, "海尔集团")
    keep(page, "markdown")
    text = pasted(page)
    shown = page.run("return explorer.shown()")
    labels = {entry.iri: entry.zh for entry in graph.index}
    assert re.findall("^## (.*)$", text, re.M) == [labels[TOWN + name] for name in shown]
    statements = expected(graph, shown)
    lines = re.findall(r"^- (.*?)：(.*?)((?:\[\^\d+\])+)$", text, re.M)
    assert len(lines) == len({row[:3] for row in statements})
    assert sum(line[2].count("[^") for line in lines) == len(statements)
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.M))
    assert set(re.findall(r"\[\^(\d+)\]$", "\n".join(line[2] for line in lines), re.M)) <= set(notes)
    assert len(notes) == len({row[3] for row in statements})
    assert any(note.startswith("名册中编者的判断") for note in notes.values())
    goal = next(line for line in lines if line[1] == "率先推进城市能级现代化")
    note = notes[re.findall(r"\d+", goal[2])[0]]
    assert re.search(r"^\S+（2021年底?） · \S.* · 字符[\d,]+–[\d,]+ · [\w-]+:s\d+", note)
    assert "2021年计划报告 · " in "".join(notes.values())


def test_sparql_returns_the_statements_shown_with_their_graphs(page: Browser, graph: Graph) -> None:
    expand(page, "雕琢城市名片")
    expand(page, "海尔")
    shown = page.run("return explorer.shown()")
    keep(page, "sparql")
    text = pasted(page)
    assert "PREFIX jiangbei:" in text
    found = {tuple(str(row[key]) for key in ("from", "relation", "to", "graph")) for row in graph.rows(text)}
    wanted = expected(graph, shown)
    assert any("/vocabulary/role/" in row[1] for row in wanted), "a responsibility is among them"
    assert {row for row in found if "/derived" not in row[3]} == wanted
    assert {row[:3] for row in found} == {row[:3] for row in wanted}


def test_sparql_is_a_query_when_nothing_is_related(page: Browser, graph: Graph) -> None:
    for layer in page.all("#legend [data-key^='layer']"):
        if layer.get_attribute("aria-pressed") == "true":
            layer.click()
    keep(page, "sparql")
    assert list(graph.rows(pasted(page))) == []


@pytest.mark.parametrize("dark", [False, True])
def test_svg_is_the_whole_picture_in_real_text(
    browser: Browser, made: Page, graph: Graph, tmp_path: Path, dark: bool
) -> None:
    assert made.path
    browser.open(made.path, dark=dark, width=1100, height=500)
    expand(browser, "雕琢城市名片")
    file = saved(browser, tmp_path / "saved", "svg")
    assert file.name == "jiangbei-picture.svg"
    root = ET.parse(file).getroot()
    assert {element.tag for element in root.iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "rect", "path", "text")
    }
    boxes = browser.run("return explorer.boxes()")
    said = {squeezed(text) for text in words(file)}
    assert all(squeezed(box["text"]) in said for box in boxes if box["text"])
    joined = "".join(words(file))
    labels = {entry.iri: entry.zh for entry in graph.index}
    for name in browser.run("return explorer.shown()"):
        assert squeezed(labels[TOWN + name])[:8] in squeezed(joined)
    assert "江北区 · 规划图谱" in joined
    assert f"图上 {counted(browser)[0]} / {counted(browser)[1]:,} 个事物" in joined
    assert {"目标", "路径", "文件所述"} <= set(words(file)), "what the signs mean"
    assert all("Noto Sans CJK SC" in text.get("font-family", "") for text in root.iter(f"{SVG}text"))
    size = (int(root.get("width", 0)), int(root.get("height", 0)))
    assert size[0] >= max(box["left"] + box["width"] for box in boxes) - min(box["left"] for box in boxes)
    assert size[1] >= max(box["top"] + box["height"] for box in boxes) - min(box["top"] for box in boxes)
    picture = raster(file)
    assert picture.size == size
    assert picture.getpixel((1, 1)) == ((0x14, 0x17, 0x1D) if dark else (255, 255, 255))
    assert 0.05 < inked(picture) < 0.6
    again = saved(browser, tmp_path / "again", "svg")
    assert again.read_bytes() == file.read_bytes()


def test_png_is_the_svg_at_twice_its_size(page: Browser, tmp_path: Path) -> None:
    svg = ET.parse(saved(page, tmp_path / "saved", "svg")).getroot()
    file = saved(page, tmp_path / "saved", "png")
    assert file.name == "jiangbei-picture.png"
    picture = Image.open(file).convert("RGB")
    assert picture.size == (2 * int(svg.get("width", 0)), 2 * int(svg.get("height", 0)))
    assert picture.getpixel((1, 1)) == (255, 255, 255)
    many = {color for color, n in colors(picture).items() if n > 2000}
    assert {(0x2A, 0x6B, 0xBF), (0xB9, 0x49, 0x04), (0x08, 0x4A, 0x2E), (0x84, 0x35, 0x75)} <= many, "the goals"
    assert page.requests() == []
    assert page.errors() == []


def test_the_panorama_is_saved_whole(page: Browser, tmp_path: Path) -> None:
    page.click("#panorama")
    file = saved(page, tmp_path / "saved", "svg")
    assert any(text.startswith("全景：") for text in words(file))
    assert len(list(ET.parse(file).iter(f"{SVG}path"))) > counted(page)[0]
    assert inked(raster(file)) > 0.02


def test_hostile_names_stay_text_in_pictures(hostile: tuple[Browser, Graph], tmp_path: Path) -> None:
    browser, _ = hostile
    file = saved(browser, tmp_path / "saved", "svg")
    root = ET.parse(file).getroot()
    assert not {"script", "a", "foreignObject", "image"} & {element.tag.removeprefix(SVG) for element in root.iter()}
    joined = squeezed("".join(words(file)))
    for name in (NAMES["formula"], NAMES["hebrew"], NAMES["override"], "铃\ufffd声"):
        assert squeezed(name)[:12] in joined
    assert inked(raster(file)) > 0.01
    with Image.open(saved(browser, tmp_path / "saved", "png")) as picture:
        assert picture.width > 500
    assert browser.run("return window.pwned") is None
    assert browser.errors() == []


def test_hostile_names_stay_text_in_markdown_and_sparql(hostile: tuple[Browser, Graph]) -> None:
    browser, graph = hostile
    keep(browser, "markdown")
    text = pasted(browser)
    heads = re.findall("^## (.*)$", text, re.M)
    assert len(heads) == len(browser.run("return explorer.shown()"))
    unescaped = {re.sub(r"\\(.)", r"\1", head) for head in heads}
    as_text = {**NAMES, "control": "铃\ufffd声", "hebrew": f"\u2068{NAMES['hebrew']}\u2069", "override": "反过来"}
    assert {re.sub(r"\s+", " ", name) for name in as_text.values()} <= unescaped
    assert HOSTILE in unescaped
    assert not re.search(r"(?<!\\)[<`|*]|(?<!\\)\](?=\()", re.sub(r"^(- .*?|)(\[\^\d+\])+$", r"\1", text, flags=re.M))
    keep(browser, "sparql")
    rows = {str(row["from"]).removeprefix(BASE + "town/") for row in graph.rows(pasted(browser))}
    assert rows >= set(NAMES)
    assert HOSTILE not in text


def test_on_paper_stand_picture_details_and_tables(browser: Browser, made: Page, tmp_path: Path) -> None:
    tool = shutil.which("pdftotext")
    if not tool:
        pytest.skip("poppler is not installed")
    assert made.path
    browser.open(made.path, dark=True)
    show(browser, "雕琢城市名片")
    made_pdf = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    file = tmp_path / "page.pdf"
    file.write_bytes(base64.b64decode(made_pdf["data"]))

    def said(*pages: str) -> str:
        done = subprocess.run([tool, *pages, "-raw", str(file), "-"], capture_output=True, check=True, timeout=60)
        return squeezed(done.stdout.decode("utf-8"))

    picture, rest = said("-l", "1"), said("-f", "2")
    assert all(squeezed(box["text"]) in picture for box in browser.run("return explorer.boxes()") if box["text"])
    assert "四个率先目标与路径报道" in rest, "the details name their sources"
    assert f"事物{counted(browser)[0]}" in rest
    assert f"陈述{browser.text('#tab-statements span') or ''}" in rest
    for control in ("搜索", "全景", "复制", "展开相邻", "放到图上", "保存"):
        assert control not in picture + rest
    image = subprocess.run(
        [str(shutil.which("pdftoppm")), "-r", "50", "-l", "1", "-png", str(file)],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    sheet = Image.open(io.BytesIO(image.stdout)).convert("RGB")
    assert sheet.width > sheet.height
    assert sheet.getpixel((5, 5)) == (255, 255, 255), "dark is for screens"
    assert 0.02 < inked(sheet) < 0.5
    assert browser.run("return document.getElementById('paper').childElementCount") == 0
    assert browser.find("#canvas").is_displayed()
    assert browser.errors() == []
