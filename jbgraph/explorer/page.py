"""The explorer: one HTML file that holds everything it needs and asks nobody for anything."""

from __future__ import annotations

import base64
import gc
import hashlib
import html
import importlib
import json
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jbgraph import files, resources, terms
from jbgraph.errors import JbgraphError
from jbgraph.explorer import model as reading
from jbgraph.explorer.choice import beyond, narrowed
from jbgraph.explorer.layout import lay_out
from jbgraph.explorer.model import Model
from jbgraph.explorer.neighbourhood import Neighbourhood, neighbourhood
from jbgraph.explorer.network import Index, network
from jbgraph.explorer.payload import payload, script
from jbgraph.graph import Graph

if TYPE_CHECKING:
    from pyvis.network import Network

STATIC = Path(__file__).with_name("static")
LAYERS = ("register", "stated", "derived", "working")
# The order in which the scripts stand in the page: each uses only what stands before it, but for calls at run time.
SCRIPTS = (
    "data", "text", "theme", "search", "filters", "outline", "view", "outside", "columns", "panorama", "dots",
    "picture", "lines", "evidence", "figures", "spark", "alike", "progress", "details", "questions", "paths", "why",
    "welcome", "years", "legend", "finder", "address", "recorder", "sheet", "rows", "carry", "table", "tabling",
    "written", "keep", "print", "main",
)  # fmt: skip
STYLES = ("page", "table", "print")


@dataclass(frozen=True)
class Page:
    """The explorer of a graph. In a notebook the object shows itself, in a frame that can reach nothing outside.

    :ivar html: the whole page.
    :ivar path: the file it was written to, if it was.
    :ivar entities: entities in the page. :ivar left_out: entities of the graph that are not.
    :ivar shown: entities on the picture when the page opens.
    :ivar with_text: whether the passages stand in the page, because the documents were at hand.
    """

    html: str = field(repr=False)
    path: Path | None
    entities: int
    left_out: int
    shown: int
    relations: int
    figures: int
    passages: int
    with_text: bool

    @cached_property
    def size(self) -> int:
        """Bytes of the page."""
        return len(self.html.encode("utf-8"))

    def write(self, path: str | Path) -> Page:
        """Write the page to a file, replaced whole, and return it with the path.

        :raises JbgraphError: if the folder is not there or cannot be written to.
        """
        target = Path(path)
        check(target)
        files.write(target, self.html.encode("utf-8"))
        return replace(self, path=target)

    def _repr_html_(self) -> str:
        page = html.escape(self.html, quote=True)
        return (
            f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{page}" title="jbgraph" '
            'style="width: 100%; height: 720px; border: 1px solid #dcd8cf; border-radius: 6px"></iframe>'
        )


def explore(
    graph: Graph,
    path: str | Path | None = None,
    *,
    lang: str = "zh",
    focus: str | None = None,
    goals: Sequence[str] = (),
    layers: Collection[str] = LAYERS,
) -> Page:
    """Return the explorer of a graph, one HTML page that works without a network, and write it if a path is given.

    The same graph gives the same bytes. With the documents at hand (`graph.sources`) the passages stand in it.

    :param path: the file, which is replaced whole.
    :param focus: the entity to open on, by label, other name, pinyin, IRI or CURIE; the goals without one.
    :param goals: names; the page then holds only what carries them, with what is said of it. How many things of the
        graph are not in it is in the page.
    :param layers: what to put into the page: `register`, `stated`, `derived`, `suggested` (drawn dashed), `working`.
    :raises JbgraphError: if the folder is not there or cannot be written to, or the graph holds no entity.
    :raises NameNotFoundError: if a name names nothing, or more than one thing.
    """
    supported(lang, layers)
    if path is not None:
        check(Path(path))
    start = graph.resolve(focus) if focus else None
    roots = [graph.resolve(goal) for goal in goals]
    with _uncollected():
        page, data = build(graph, layers, roots, start)
    made = _made(page, {**data, "lang": lang, "focus": _number(data, focus, start)})
    return made if path is None else made.write(path)


def around(graph: Graph, things: Sequence[str], *, lang: str = "zh", fetch: str, focus: str) -> Page:
    """Return the explorer of what is around some things, for a graph too big for one page.

    Its questions are not in it, and it offers to fetch what is around other things.

    :param things: IRIs of entities, see `neighbourhood`.
    :param fetch: the address that answers with such a page: it takes `focus`, and each earlier thing as `with`.
    :param focus: one of the things, to open on.
    :raises JbgraphError: if the focus is no entity of the graph.
    """
    supported(lang, LAYERS)
    _import_pyvis()
    with _uncollected():
        found = neighbourhood(graph, things, LAYERS)
        named = [thing for thing in things if thing in found.model.entities]
        page, data = composed(graph, LAYERS, found.model, columns(found.model, named), found)
    index = {iri: number for number, iri in enumerate(found.model.entities)}
    data |= {
        "leftOut": found.left_out,
        "fetch": fetch,
        "fetched": [index[thing] for thing in named],
    }
    _short(data, index, found.beyond, found.unsaid)
    return _made(page, {**data, "lang": lang, "focus": _number(data, focus, focus)})


def columns(model: Model, things: Sequence[str]) -> list[str]:
    """Return the things to stand at the head of a column: the first, and what no statement links with one of these."""
    near: dict[str, set[str]] = {}
    for fact in model.relations:
        if not any(model.layers[graph] == "stated" for graph in fact.graphs):
            continue
        near.setdefault(fact.subject, set()).add(fact.object)
        near.setdefault(fact.object, set()).add(fact.subject)
    heads: list[str] = []
    seen: set[str] = set()
    for thing in things:
        if thing in seen:
            continue
        heads.append(thing)
        queue = [thing]
        for here in queue:
            fresh = near.get(here, set()) - seen
            seen |= fresh
            queue += fresh
        seen.add(thing)
    return heads


def _made(page: Network, data: dict[str, Any]) -> Page:
    passages = data["passages"]
    return Page(
        html=render(page, data),
        path=None,
        entities=len(page.nodes),
        left_out=data["leftOut"],
        shown=sum(1 + len(column["rows"]) for column in data["opening"]["columns"]) + len(data["opening"]["upper"]),
        relations=len(page.edges),
        figures=len(data["figures"]["value"]),
        passages=len(passages["id"]),
        with_text="text" in passages,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Make many objects that stay, without a collector that looks through all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def supported(lang: str, layers: Collection[str]) -> None:
    """Refuse, before any work is done, a language or a layer that cannot be used."""
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


def check(target: Path) -> None:
    """Refuse, before any work is done, a place that cannot be used."""
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


def build(
    graph: Graph, layers: Collection[str], roots: Sequence[str] = (), start: str | None = None
) -> tuple[Network, dict[str, Any]]:
    """Return a graph as pyvis network, and the data of the page made of it.

    :param roots: IRIs; only what carries these, all there is where none are given.
    :param start: the IRI of an entity to hold in any case.
    """
    _import_pyvis()
    found = whole = reading.read(graph, layers)
    if not found.entities:
        raise JbgraphError(
            ("the graph holds no entity to show", "图谱中没有可显示的实体"), where=str(graph.origin or "")
        )
    for root in roots:
        if root not in found.entities:
            raise _no_entity(graph.compress(root), "--goal")
    if roots:
        found = narrowed(found, roots, start)
    page, data = composed(graph, layers, found, roots)
    data["leftOut"] = len(whole.entities) - len(found.entities)
    if roots:
        _short(data, {iri: number for number, iri in enumerate(found.entities)}, beyond(whole, found), {})
    return page, data


def _import_pyvis() -> None:
    """Import pyvis meanwhile: it takes as long as the store to answer, which lets go of the interpreter lock."""
    threading.Thread(target=importlib.import_module, args=("pyvis.network",), daemon=True).start()


def composed(
    graph: Graph, layers: Collection[str], found: Model, heads: Sequence[str], around: Neighbourhood | None = None
) -> tuple[Network, dict[str, Any]]:
    """Return a model as pyvis network, and the data of the page made of it.

    :param heads: what the columns of the opening picture stand under.
    """
    tokens = resources.tokens()
    types = [terms.JB + name for name in tokens["types"]]
    layout = lay_out(found, types, tokens["spacing"]["dot"], heads)
    index = Index(found, types)
    page = network(found, layout, index)
    data = payload(graph, found, layout, index, page, layers, around)
    data["layers"] = [layer for layer in reading.LAYERS if layer in layers]
    return page, data


def _short(data: dict[str, Any], index: dict[str, int], beyond: dict[str, int], unsaid: dict[str, int]) -> None:
    """Put into the data of a page of a part what of each thing is not in it."""
    data["nodes"]["beyond"] = {str(index[iri]): n for iri, n in sorted(beyond.items())}
    data["nodes"]["unsaid"] = {str(index[iri]): n for iri, n in sorted(unsaid.items())}


def _number(data: dict[str, Any], focus: str | None, iri: str | None) -> int:
    """Return the number of the entity to open on, or -1 for the goals."""
    if iri is None:
        return -1
    try:
        return int(data["nodes"]["id"].index(iri.removeprefix(data["namespace"])))
    except ValueError as error:
        raise _no_entity(str(focus), "--focus") from error


def _no_entity(name: str, where: str) -> JbgraphError:
    return JbgraphError(
        (f"{name} is no entity of the graph", f"{name} 不是图谱中的实体"),
        where=where,
        hint=("a page opens on an entity", "页面打开时须定位于一个实体"),
    )


def render(page: Network, data: dict[str, Any]) -> str:
    """Return the page of a network and its data as HTML."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    tokens = resources.tokens()
    strings = json.loads((STATIC / "strings.json").read_text("utf-8"))
    styles = stylesheet(tokens) + "".join(read(f"{name}.css") for name in STYLES)
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
    """Return the design tokens as CSS custom properties, for light and dark, and light on paper."""

    def block(mode: str) -> str:
        return "".join(f"  --{name}: {value};\n" for name, value in tokens["colors"][mode].items())

    lights = "".join(
        f".light-{name} {{ background: {back}; color: {ink}; }}\n.late-{name} {{ outline-color: {back}; }}\n"
        for name, (back, ink) in tokens["lights"].items()
    )
    return lights + (
        f":root {{\n  color-scheme: light dark;\n  --sans: {tokens['fonts']['sans']};\n{block('light')}}}\n"
        f"@media (prefers-color-scheme: dark) {{\n:root {{\n{block('dark')}}}\n}}\n"
        f"@media print {{\n:root {{\n{block('light')}}}\n}}\n"
    )
