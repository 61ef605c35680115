"""Where the files are: the ontology, the graph data that is shipped, the source documents, the cache."""

from __future__ import annotations

import os
from functools import cache as once
from pathlib import Path
from typing import Any

from jbgraph.errors import JbgraphError

PACKAGE = Path(__file__).resolve().parent
SUFFIXES = (".ttl", ".trig", ".nt", ".nq", ".rdf", ".jsonld")
WORKSPACE = "jbgraph.toml"
"""The file that makes a folder a workspace."""
BESIDE = ("drafts", "sources", "rules")
"""Folders of a workspace that hold none of its graph."""


def shipped(name: str) -> Path:
    """Return a folder that is shipped with the program.

    In a wheel it lies in the package; in a checkout it lies beside it, at the top level.

    :param name: `ontology` or `graph_data`.
    :raises JbgraphError: if neither place has it.
    """
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise JbgraphError(
        (f"the folder {name} is missing", f"缺少文件夹{name}"),
        where=str(PACKAGE),
        hint=("install jbgraph again", "重新安装jbgraph"),
    )


def sources(given: str | Path | None = None, graph: Path | None = None) -> Path | None:
    """Return the folder of the source documents, or None where nobody has them.

    Looked for in this order: the folder given; `sources/` of the workspace that the graph lies in, as a draft does,
    unless it is empty; the variable `JBGRAPH_SOURCES`; `sources/` beside the graph data.

    :raises JbgraphError: if a folder was named and is not there.
    """
    around = workspace(graph) if graph is not None and graph.is_dir() and not given else None
    own = around / "sources" if around else None
    if own and own.is_dir() and any(own.iterdir()):
        return own
    for value, origin in ((given, "--sources"), (os.environ.get("JBGRAPH_SOURCES"), "JBGRAPH_SOURCES")):
        if value:
            folder = Path(value)
            if not folder.is_dir():
                raise JbgraphError(
                    (f"the folder of source documents {value} is not there", f"来源文件所在的文件夹 {value} 不存在"),
                    where=origin,
                    hint=(
                        "name the folder that holds the documents, or leave it out to work without their text",
                        "写出文件所在的文件夹；不写则不显示原文",
                    ),
                )
            return folder
    beside = graph / "sources" if graph is not None and graph.is_dir() else None
    return beside if beside and beside.is_dir() else None


def workspace(start: Path) -> Path | None:
    """Return the folder of the workspace that a folder is or lies in, or None where it lies in none."""
    whole = start.absolute()
    for folder in (start, *whole.parents):
        if (folder / WORKSPACE).is_file():
            return folder
    return None


def cache() -> Path:
    """Return the folder for things that can be made again: `JBGRAPH_CACHE`, else the user's cache folder."""
    given = os.environ.get("JBGRAPH_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jbgraph"


def graph_files(path: Path) -> list[Path]:
    """Return the RDF files of a graph in stable order: the file itself, or every one below a folder.

    Of a workspace the drafts are left out: they wait for review and are graphs of their own.

    :raises JbgraphError: if the path is not there, or holds no RDF file.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise JbgraphError(
            ("there is no such file or folder", "没有此文件或文件夹"),
            where=str(path),
            hint=(
                "--graph takes an RDF file, or a folder like graph_data/jiangbei",
                "--graph 后写RDF文件，或graph_data/jiangbei这样的文件夹",
            ),
        )
    aside = BESIDE if (path / WORKSPACE).is_file() else ()
    found = sorted(
        file
        for file in path.rglob("*")
        if file.suffix in SUFFIXES and file.is_file() and file.relative_to(path).parts[0] not in aside
    )
    if not found:
        endings = " ".join(SUFFIXES)
        raise JbgraphError(
            ("the folder holds no RDF file", "文件夹中没有RDF文件"),
            where=str(path),
            hint=(f"one of {endings}", f"后缀须为：{endings}"),
        )
    return found


def ontology_files() -> list[Path]:
    """Return the files every graph is read with: the ontology and its vocabularies, without the shapes."""
    root = shipped("ontology")
    return [root / "jbgraph.ttl", *sorted((root / "vocabularies").glob("*.ttl"))]


def rule_files(layer: str) -> list[Path]:
    """Return the files of the rules that write to a layer, in the order in which they run."""
    return sorted((shipped("ontology") / "rules" / layer).glob("*.rq"))


def light_files(folder: Path | None = None) -> dict[str, Path]:
    """Return key → file of the rule packs of lights: those that are shipped, and those in `lights/` of a workspace.

    One of the workspace takes the place of a shipped one of the same name.
    """
    found = {file.stem: file for file in sorted((shipped("ontology") / "lights").glob("*.toml"))}
    if folder is not None:
        found |= {file.stem: file for file in sorted((folder / "lights").glob("*.toml"))}
    return dict(sorted(found.items()))


@once
def tokens() -> Any:
    """Return the tokens of the visual language: colours, fonts, spacing, types and layers."""
    import json

    return json.loads((PACKAGE / "explorer" / "static" / "tokens.json").read_text("utf-8"))
