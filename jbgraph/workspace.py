"""Workspaces: a graph's folder that its owner extends, with the documents, drafts and settings that belong to it.

The folder has the shape of `graph_data/jiangbei`, and beside it `sources/`, `drafts/`, `rules/` and `jbgraph.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jbgraph import files, resources, terms
from jbgraph.errors import JbgraphError
from jbgraph.reasons import reason

FILE = resources.WORKSPACE
FOLDERS = ("documents", "register", "statements", "sources", "drafts", "rules")
LIGHTS = "yinchuan-2025"  # the rule pack of ontology/lights that a new workspace begins with
_ENDINGS = {
    "自治区": "Autonomous Region", "自治州": "Autonomous Prefecture", "自治县": "Autonomous County",
    "新区": "New Area", "街道": "Subdistrict", "地区": "Prefecture", "开发区": "Development Zone",
    "省": "Province", "市": "City", "区": "District", "县": "County", "旗": "Banner", "盟": "League",
    "镇": "Town", "乡": "Township", "州": "Prefecture",
}  # fmt: skip
_ABOVE = re.compile(r"^.{2,}?(?:省|自治区|自治州|地区|市|盟)(?=.{2,})")
_PREFIX = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Workspace:
    """A workspace as its `jbgraph.toml` describes it.

    :ivar zh, en: the district, as the documents are about it.
    :ivar home: end of its IRI.
    :ivar base: namespace of the things of the workspace; its documents are the namespaces of their passages.
    :ivar prefix: short form of the namespace.
    :ivar lights: rules by which progress is given a light.
    """

    folder: Path
    zh: str
    en: str
    home: str
    base: str
    prefix: str
    lights: str = LIGHTS

    @property
    def place(self) -> str:
        """IRI of the district."""
        return self.base + self.home

    @property
    def sources(self) -> Path:
        """Folder of the documents as published."""
        return self.folder / "sources"

    @property
    def drafts(self) -> Path:
        """Folder of what was extracted and waits for review."""
        return self.folder / "drafts"

    @property
    def rules(self) -> Path:
        """Folder of rules and word lists that are added to ours."""
        return self.folder / "rules"

    def toml(self) -> str:
        """Return the settings as the text of `jbgraph.toml`."""
        return (
            "# 工作区设置 · settings of this workspace\n"
            "# 文件夹用法 · how to work in it: jbgraph extract --help\n\n"
            "[place]  # 文件所述的区县 · the district that the documents are about\n"
            f"zh = {quoted(self.zh)}\nen = {quoted(self.en)}\nname = {quoted(self.home)}\n\n"
            "[iri]  # 新事物的IRI；有了陈述之后不要再改 · IRIs of new things; not to be changed once there are any\n"
            f"base = {quoted(self.base)}\nprefix = {quoted(self.prefix)}\n\n"
            "[lights]  # 进度红黄绿灯规则 · rules of the lights for progress\n"
            f"rules = {quoted(self.lights)}\n"
        )


def quoted(text: str) -> str:
    """Return a text as a TOML basic string (TOML 1.0, String)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def named(folder: Path, zh: str, *, en: str = "", prefix: str = "", base: str = "") -> Workspace:
    """Return a workspace for a place, not written yet; what is not given follows from the Chinese name.

    >>> made = named(Path("x"), "重庆市渝中区")
    >>> made.zh, made.en, made.place
    ('渝中区', 'Yuzhong District', 'https://w3id.org/jbgraph/yuzhong/yuzhong-district')

    :raises JbgraphError: if the place has no name, or prefix or base cannot be used.
    """
    from jbgraph.search import romanize

    whole = "".join(zh.split())
    own = _ABOVE.sub("", whole) or whole
    ending = next((one for one in sorted(_ENDINGS, key=len, reverse=True) if own.endswith(one)), "")
    stem = own.removesuffix(ending) if len(own) > len(ending) + 1 else own
    latin = re.sub(r"[^a-z0-9]+", "-", romanize(stem)[0]).strip("-")
    word = _ENDINGS.get(ending, "") if stem != own else ""
    if not latin:
        raise JbgraphError(
            ("the place has no name", "地名为空"), where="--place", hint="--place …"
        )  # fmt: skip
    prefix = prefix or (latin if latin[0].isalpha() else f"p{latin}")
    en = " ".join((en or f"{latin.capitalize()} {word}").split())
    home = re.sub(r"[^a-z0-9]+", "-", f"{latin} {word}".lower()).strip("-")
    return checked(Workspace(folder, own, en, home, base or f"{terms.BASE}{prefix}/", prefix))


def checked(workspace: Workspace) -> Workspace:
    """Return a workspace whose settings can be used.

    :raises JbgraphError: if they cannot, with the setting.
    """
    where = str(workspace.folder / FILE)
    taken = {**terms.prefixes(), "": ""}
    if not _PREFIX.fullmatch(workspace.prefix) or (
        workspace.prefix in taken and taken[workspace.prefix] != workspace.base
    ):
        raise JbgraphError(
            (f"{workspace.prefix} cannot be the prefix", f"{workspace.prefix} 不能用作前缀"),
            where=where,
            hint=(
                "small letters, digits and hyphens, and none of ours",
                "用小写字母、数字与连字符，且不与已有前缀相同",
            ),
        )
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+/", workspace.base):
        raise JbgraphError(
            (f"{workspace.base} cannot be the base of IRIs", f"{workspace.base} 不能用作IRI基址"),
            where=where,
            hint=("an address that ends in a slash: https://example.org/plans/", "以斜线结尾的地址：https://example.org/plans/"),
        )  # fmt: skip
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", workspace.home):
        raise JbgraphError(
            (f"{workspace.home} cannot end an IRI", f"{workspace.home} 不能用作IRI末段"),
            where=where,
            hint=("letters, digits and hyphens", "用字母、数字与连字符"),
        )
    packs = resources.light_files(workspace.folder)
    if workspace.lights not in packs:
        raise JbgraphError(
            (f"there are no light rules {workspace.lights}", f"没有红黄绿灯规则 {workspace.lights}"),
            where=where,
            hint=", ".join(packs),
        )
    return workspace


def opened(folder: Path) -> Workspace:
    """Return the workspace of a folder.

    :raises JbgraphError: if it is none, or its settings cannot be used.
    """
    file = folder / FILE
    if not file.is_file():
        raise JbgraphError(
            ("the folder is no workspace", "该文件夹不是工作区"),
            where=str(folder),
            hint=("make one: jbgraph init DIR --place …", "新建：jbgraph init DIR --place …"),
        )
    try:
        said = tomllib.loads(file.read_text("utf-8-sig"))
        base = text(said, "iri", "base")
        found = Workspace(
            folder,
            text(said, "place", "zh"),
            text(said, "place", "en"),
            text(said, "place", "name"),
            base,
            text(said, "iri", "prefix", base.rstrip("/").rsplit("/", 1)[-1]),
            text(said, "lights", "rules", LIGHTS),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        en, zh = (f"{error} is missing", f"缺少{error}") if isinstance(error, KeyError) else reason(error)
        raise JbgraphError(
            (f"the settings cannot be read: {en}", f"设置无法读取：{zh}"),
            where=str(file),
            hint=("correct the line; `jbgraph init` shows the form", "改正该行；格式同`jbgraph init`所写"),
        ) from error
    return checked(found)


def text(said: dict[str, Any], table: str, key: str, default: str | None = None) -> str:
    """Return a text of the settings.

    :raises KeyError: if it is not there and there is no default.
    """
    value = said.get(table, {}).get(key, default)
    if not isinstance(value, str) or not value:
        raise KeyError(f"{table}.{key}")
    return value


def find(given: str | Path | None = None, start: Path | None = None) -> Workspace | None:
    """Return the workspace given, else the one that a folder (the current one) lies in; None where there is none.

    :raises JbgraphError: if the one given is none, or settings cannot be used.
    """
    if given is not None:
        return opened(Path(given))
    folder = resources.workspace(start or Path())
    return opened(folder) if folder else None


def needed(given: str | Path | None = None) -> Workspace:
    """Return the workspace given, else the one that the current folder lies in.

    :raises JbgraphError: if there is none.
    """
    found = find(given)
    if found is None:
        raise JbgraphError(
            ("there is no workspace here", "这里没有工作区"),
            where="--workspace",
            hint=("make one: jbgraph init DIR --place …", "新建：jbgraph init DIR --place …"),
        )
    return found


def init(workspace: Workspace, origin: Path | None) -> Workspace:
    """Write a new workspace, the settings last, so that half a folder is never taken for one.

    :param origin: a graph to begin with: of the same place all of it, of another its goals, indicators and
        industries; None for none.
    :return: the workspace, with the IRIs of the graph it continues.
    :raises JbgraphError: if the folder holds anything already, or cannot be written.
    """
    from jbgraph import beginnings

    folder = workspace.folder
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise JbgraphError(
            ("the folder is not empty", "文件夹不为空"),
            where=str(folder),
            hint=("name a new folder", "换一个新文件夹"),
        )
    begun = beginnings.begin(workspace, origin)
    workspace = checked(replace(workspace, **begun.settings))  # type: ignore[arg-type]
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        en, zh = reason(error)
        raise JbgraphError((f"the folder cannot be made: {en}", f"无法新建文件夹：{zh}"), where=str(folder)) from error
    for name, data in begun.files.items():
        files.write(folder / name, data)
    files.write(folder / FILE, workspace.toml().encode("utf-8"))
    return workspace
