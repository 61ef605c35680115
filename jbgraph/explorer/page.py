"""The explorer: one HTML file that holds everything it needs and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jbgraph import files, terms
from jbgraph.errors import JbgraphError
from jbgraph.explorer import model as reading
from jbgraph.explorer.layout import lay_out
from jbgraph.explorer.network import Index, network
from jbgraph.explorer.payload import payload, script
from jbgraph.graph import Graph

if TYPE_CHECKING:
    from pyvis.network import Network

STATIC = Path(__file__).with_name("static")
# The order in which the scripts stand in the page: each uses only what stands before it, but for calls at run time.
SCRIPTS = (
    "data", "text", "theme", "search", "outline", "panorama", "picture", "evidence", "figures", "details",
    "legend", "finder", "address", "main",
)  # fmt: skip


@dataclass(frozen=True)
class Summary:
    """What a page holds.

    :ivar shown: entities on the picture when the page opens.
    :ivar with_text: whether the passages stand in the page, because the documents were at hand.
    :ivar size: bytes of the file.
    """

    path: Path
    entities: int
    shown: int
    relations: int
    figures: int
    passages: int
    with_text: bool
    size: int


def explore(
    graph: Graph,
    path: str | Path,
    *,
    lang: str = "zh",
    focus: str | None = None,
    layers: Collection[str] = ("register", "stated", "derived"),
) -> Summary:
    """Write the explorer of a graph: one HTML file that works without a network, and replace it whole.

    The same graph gives the same bytes. With the documents at hand (`graph.sources`) the passages stand in it.

    :param focus: the entity to open on, by label, other name, pinyin, IRI or CURIE; the goals without one.
    :param layers: what to put into the page; `suggested` is drawn dashed.
    :raises JbgraphError: if the folder is not there or cannot be written to, or the graph holds no entity.
    :raises NameNotFoundError: if the focus names nothing, or more than one thing.
    """
    target = Path(path)
    check(target, lang, layers)
    page, data = build(graph, layers)
    start = _number(graph, data, focus)
    text = render(page, {**data, "lang": lang, "focus": start})
    files.write(target, text.encode("utf-8"))
    passages = data["passages"]
    return Summary(
        path=target,
        entities=len(page.nodes),
        shown=sum(1 + len(column["rows"]) for column in data["opening"]["columns"]) + len(data["opening"]["upper"]),
        relations=len(page.edges),
        figures=len(data["figures"]["value"]),
        passages=len(passages["id"]),
        with_text="text" in passages,
        size=len(text.encode("utf-8")),
    )


def check(target: Path, lang: str, layers: Collection[str]) -> None:
    """Refuse, before any work is done, a place, a language or a layer that cannot be used."""
    if lang not in ("zh", "en"):
        raise JbgraphError(
            (f"the page speaks zh and en, not {lang}", f"页面只有zh和en，没有{lang}"),
            where="--lang",
            hint=("give zh or en", "写zh或en"),
        )
    unknown = sorted(set(layers) - set(reading.LAYERS))
    if unknown:
        raise JbgraphError(
            (f"there is no layer {unknown[0]}", f"没有{unknown[0]}层"),
            where="--layers",
            hint=", ".join(reading.LAYERS),
        )
    folder = target.resolve().parent
    if not folder.is_dir():
        raise JbgraphError(
            ("the folder for the page is not there", "页面所在的文件夹不存在"),
            where=str(target.parent),
            hint=("make it, or name another one", "新建该文件夹，或换一个"),
        )
    if target.is_dir():
        raise JbgraphError(
            ("the page would take the place of a folder", "页面会取代一个文件夹"),
            where=str(target),
            hint=("name a file", "写出文件名"),
        )


def build(graph: Graph, layers: Collection[str]) -> tuple[Network, dict[str, Any]]:
    """Return a graph as pyvis network, and the data of the page made of it."""
    found = reading.read(graph, layers)
    if not found.entities:
        raise JbgraphError(
            ("the graph holds no entity to show", "图谱中没有可显示的实体"), where=str(graph.origin or "")
        )
    tokens = json.loads((STATIC / "tokens.json").read_text("utf-8"))
    types = [terms.JB + name for name in tokens["types"]]
    layout = lay_out(found, types, tokens["spacing"]["dot"])
    index = Index(found, types)
    page = network(found, layout, index)
    data = payload(graph, found, layout, index, page)
    data["layers"] = [layer for layer in reading.LAYERS if layer in layers]
    return page, data


def _number(graph: Graph, data: dict[str, Any], focus: str | None) -> int:
    """Return the number of the entity to open on, or -1 for the goals."""
    if focus is None:
        return -1
    iri = graph.resolve(focus)
    try:
        return int(data["nodes"]["id"].index(iri.removeprefix(data["namespace"])))
    except ValueError as error:
        raise JbgraphError(
            (f"{focus} is no entity of the graph", f"{focus} 不是图谱中的实体"),
            where="--focus",
            hint=("a page opens on an entity", "页面打开时须定位于一个实体"),
        ) from error


def render(page: Network, data: dict[str, Any]) -> str:
    """Return the page of a network and its data as HTML."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    tokens = json.loads((STATIC / "tokens.json").read_text("utf-8"))
    strings = json.loads((STATIC / "strings.json").read_text("utf-8"))
    styles = stylesheet(tokens) + read("page.css")
    library = read("vendor/vis-network.min.js").partition("//# sourceMappingURL")[0]
    program = "(() => {\n'use strict';\n" + "\n".join(read(f"js/{name}.js") for name in SCRIPTS) + "\n})();\n"
    hashes = (STATIC / "vendor" / "style-hashes.txt").read_text("utf-8").split()
    policy = (
        f"default-src 'none'; script-src {digest(library)} {digest(program)}; "
        f"style-src {digest(styles)} {' '.join(repr(value) for value in hashes)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    environment = Environment(loader=FileSystemLoader(STATIC), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    lang = data["lang"]
    position = 0 if lang == "zh" else 1
    return environment.get_template("page.html").render(
        lang={"zh": "zh-Hans", "en": "en"}[lang],
        title=" · ".join(filter(None, (data["title"][position], strings["title"][position]))),
        noscript=strings["noscript"],
        policy=Markup(policy),
        styles=Markup(styles),
        library=Markup(library),
        program=Markup(program),
        data=Markup(script(data)),
        tokens=Markup(script(tokens)),
        strings=Markup(script(strings)),
    )


def read(name: str) -> str:
    """Return a file of the page as text, with the line ends that a browser sees."""
    return (STATIC / name).read_text("utf-8").replace("\r\n", "\n")


def digest(text: str) -> str:
    """Return the source expression that allows one inline script or style sheet in a content policy.

    https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() + "'"


def stylesheet(tokens: dict[str, Any]) -> str:
    """Return the design tokens as CSS custom properties, for light and dark."""

    def block(mode: str) -> str:
        return "".join(f"  --{name}: {value};\n" for name, value in tokens["colors"][mode].items())

    return (
        f":root {{\n  color-scheme: light dark;\n  --sans: {tokens['fonts']['sans']};\n{block('light')}}}\n"
        f"@media (prefers-color-scheme: dark) {{\n:root {{\n{block('dark')}}}\n}}\n"
    )
